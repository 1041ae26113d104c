"""The calls that AWS's IAM would have refused, as lines: caller, call, tests, and the missing statement."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stackrig.emulator.iam_findings import Caller, Refused
from stackrig.reporting.periods import Periods

Spans = Mapping[str, tuple[float, float]]  # the begin and end of each test by name, in seconds since 1970
NAMED = 3  # tests that are named; the others are counted


def describe_refusals(callers: Iterable[Caller], spans: Spans) -> Iterator[str]:
    """Yield the calls refused to each caller, the tests that made them, and the statement that a policy lacks."""
    for caller in callers:
        if caller.refused:
            yield caller.name
            for calls in _by_reason(caller.refused):
                yield from _describe(calls, spans)
                yield from (f"      {line}" for line in _describe_missing(calls, caller))


def describe_caller(caller: Caller) -> Iterator[str]:
    """Yield a role's missing permissions, its unused ones, and the least sufficient policy."""
    yield from describe_refusals([caller], {}) if caller.refused else (f"{caller.name}", "  lacks nothing")
    if caller.unused:
        yield f"  never used: {', '.join(caller.unused)}"
    if caller.least["Statement"] and caller.account:
        yield "  least policy for what it did:"
        yield from (f"  {line}" for line in json.dumps(caller.least, indent=2).splitlines())


def count_refusals(callers: Iterable[Caller]) -> int:
    """Return how many calls were refused."""
    return sum(one.count for caller in callers for one in caller.refused)


def _by_reason(refused: Iterable[Refused]) -> list[list[Refused]]:
    """Return the refused calls; those that differ only by their action are one."""
    groups: dict[tuple[str, str], list[Refused]] = {}
    for one in refused:
        groups.setdefault((one.resource, one.reason.replace(one.action, "")), []).append(one)
    return list(groups.values())


def _describe(calls: Sequence[Refused], spans: Spans) -> Iterator[str]:
    first = calls[0]
    where = "" if first.resource == "*" else f" on {first.resource}"
    yield f"  {', '.join(dict.fromkeys(one.action for one in calls))}{where}"
    count, tests = sum(one.count for one in calls), _tests_at([at for one in calls for at in one.moments], spans)
    times = f"{count} times" if count > 1 else "once"
    reason = first.reason.replace(f" the {first.action} action", " it")
    yield f"      {times}{f' in {_named(tests)}' if tests else ''}, {reason}"


def _tests_at(moments: Iterable[float], spans: Spans) -> list[str]:
    """Return the tests that ran at some moments, in the order in which they began."""
    periods = Periods((start, stop, test) for test, (start, stop) in spans.items())
    found = {test for at in moments for test in periods.at(at)}
    return sorted(found, key=lambda test: (spans[test][0], test))


def _named(tests: Sequence[str]) -> str:
    others = len(tests) - NAMED
    return ", ".join(tests[:NAMED]) + (f" and {others} more" if others > 0 else "")


def _describe_missing(calls: Sequence[Refused], caller: Caller) -> Iterator[str]:
    missing = calls[0].missing
    if missing is None:
        return
    actions = list(dict.fromkeys(one.action for one in calls))
    statement = {**missing.statement, "Action": actions if len(actions) > 1 else actions[0]}
    whose = "" if missing.owner == caller.arn else f" of {missing.owner}"
    yield f"missing in the {missing.policy}{whose}: {json.dumps(statement)}"
