"""Say in a sentence why a request, and so perhaps a test, has failed: the deepest fault is the cause."""

import re
from collections.abc import Iterable, Iterator

from stackrig.reporting.span_trees import TIMED_OUT, Node
from stackrig.spans import Span

ARN = re.compile(r"\barn:\S+")
STATEMENT = 160  # characters of a statement that are shown
ANSWER = 300  # characters of an answer that are shown
SERVER_FAULT = 500  # HTTP statuses from here on are the server's fault
READING = "secretsmanager.GetSecretValue"
DEBUGGER_ENDED = "BdbQuit"  # pdb raises it where nobody types
NO_TERMINAL = "breakpoint() opens a debugger in functions of the embedded LocalStack, where pytest -s lends a terminal"


def cause_of(trees: Iterable[Node]) -> str:
    """Return why something has failed; empty where nothing has. Of several equal faults the last one counts."""
    found = [(weight, moment, text) for tree in trees for weight, moment, text in _causes(tree, None)]
    return max(found, default=(0, 0.0, ""))[2]


def _causes(node: Node, function: Node | None) -> Iterator[tuple[int, float, str]]:
    """Yield what went wrong at a node and below it, each with its weight and moment."""
    span = node.span
    if span.kind == "function":
        function = node
    for weight, text in _own_causes(node, function):
        yield weight, span.began, text
    for child in node.children:
        yield from _causes(child, function)


def _own_causes(node: Node, function: Node | None) -> Iterator[tuple[int, str]]:
    span = node.span
    if span.facts.get("iam") == "refused":
        passed = "" if span.fault else " (the call has passed: --iam=report)"
        yield (8 if span.fault else 3), f"AWS's IAM refuses a call: {span.facts['iam_reason']}{passed}"
    elif span.kind == "sql" and span.fault:
        yield 9, _sql_cause(span, function)
    elif span.kind == "function" and TIMED_OUT in span.fault:
        yield 7, f"{span.name} ran out of its {span.facts.get('time_out', '?')} s{_waiting(node)}"
    elif span.fault:
        yield _plain_cause(span)


def _sql_cause(span: Span, function: Node | None) -> str:
    whose = f" of {function.span.name}" if function else ""
    if not span.name:
        secret = _secret(function, span.began) if function else ""
        return f"the database {_database(span)} refused a connection{whose}: {span.fault}{secret}"
    return f"SQL{whose} failed in the database {_database(span)}: {span.fault}{_quoted(span)}"


def _secret(function: Node, moment: float) -> str:
    """Return which secret an invocation had read last: the password that is refused may be from there."""
    read = [one.span for one in function.children if one.span.name == READING and one.span.began < moment]
    return f"; {function.span.name} had read the secret {short_names(read[-1].facts['about'])}" if read else ""


def _plain_cause(span: Span) -> tuple[int, str]:
    if span.kind == "function":
        reason = NO_TERMINAL if span.fault.startswith(DEBUGGER_ENDED) else span.fault
        return 6, f"{span.name} failed: {reason}"
    if span.kind == "call":
        about = span.facts.get("about", "")
        return 5, f"{span.name}{about and f' of {about}'} failed: {span.fault}"
    status = span.facts.get("status", 0)
    weight = 4 if status >= SERVER_FAULT else 2
    return weight, f"{span.name} was answered with {status}: {span.fault[:ANSWER]}"


def _waiting(node: Node) -> str:
    """Return what a function was doing when its time was over."""
    running = [one.span for one in node.children if one.span.facts.get("running")]
    if running:
        blocked = running[-1].facts.get("blocked_by")
        behind = f", blocked by the connection with pid {blocked}" if blocked else ""
        return f" while it waited for SQL{behind}{_quoted(running[-1])}"
    late = [one.span for one in node.children if one.span.ended > node.span.ended - 0.1]
    return f" while it waited for {late[-1].name}" if late else ""


def _database(span: Span) -> str:
    return str(span.facts.get("database", ""))


def _quoted(span: Span) -> str:
    return f": {one_line(span.name, STATEMENT)}"


def one_line(text: str, longest: int) -> str:
    """Return a text as one line, shortened where it is longer."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def short_names(text: str) -> str:
    """Return a text in which each ARN is replaced by its last part."""
    return ARN.sub(lambda arn: re.split("[:/]", arn[0])[-1], text)
