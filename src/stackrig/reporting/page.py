"""The page of a run: one HTML file that holds its data, style and script, and loads nothing.

Names of tests, logs and answers may hold anything. The page has them as JSON without a `<`, and its script inserts them
as text only. A Content-Security-Policy lets no other script run.
"""

import base64
import hashlib
import html
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stackrig.reporting.attribution import RunRecord, Stage, TestRun, attribute
from stackrig.reporting.causes import cause_of
from stackrig.reporting.masking import mask_together
from stackrig.reporting.span_trees import Node, join_spans
from stackrig.spans import Span

PARTS = Path(__file__).parent / "page_parts"
PLACE = re.compile(r"\{\{(\w+)\}\}")
LONGEST = 20_000  # characters of pytest's text about a failure
OWN_STATEMENTS = 40  # statements of the test itself that are shown
LEFT_OUT = {"environment", "pid", "notes", "api_kind", "lost"}  # facts that only join spans
# AWS's line: https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
REPORT = re.compile(r"^REPORT RequestId:.*?Duration: ([\d.]+) ms\tBilled.*?Max Memory Used: (\d+) MB", re.MULTILINE)
INIT = re.compile(r"Init Duration: ([\d.]+) ms")
FRAME = re.compile(r"^(START|END|REPORT) RequestId: .*(\n|$)", re.MULTILINE)


def page_of(run: RunRecord, project: str, mask: Callable[[str], str]) -> str:
    """Return the page of a run.

    Args:
        mask: removes secrets from a text.
    """
    data = mask_together(_data(run, project), mask)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    style, script = ((PARTS / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    values = {
        "title": html.escape(f"{project}: what happened"),
        "style": style,
        "style_hash": _hash(style),
        "script": script,
        "script_hash": _hash(script),
        "data": text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"),
    }
    return PLACE.sub(lambda place: values[place[1]], (PARTS / "page.html").read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _data(run: RunRecord, project: str) -> dict[str, Any]:
    tests = sorted(run.tests.values(), key=lambda test: test.began)
    of_tests, of_stages = attribute(join_spans(run.spans), tests, run.stages)
    began = min([run.began, *(stage.began for stage in run.stages)])
    ends = [*(stage.began + stage.seconds for stage in run.stages), *(test.ended for test in tests)]
    listed = [test for test in tests if test.has_failed or any(map(test.is_about, of_tests.get(test.name, ())))]
    names = {test.name for test in listed}
    owners: defaultdict[int, list[str]] = defaultdict(list)  # by a tree's id, the tests that it may belong to
    for name, trees in of_tests.items():
        for tree in trees:
            owners[id(tree)].append(name)
    left = Counter(test.outcome for test in tests if test.name not in names)
    return {
        "project": project,
        "when": time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(began)),
        "seconds": max([0.001, *(end - began for end in ends)]),
        "servers": run.servers,
        "notes": run.notes,
        "stages": [_stage(stage, began, of_stages.get(stage, [])) for stage in run.stages],
        "tests": [_test(test, began, of_tests.get(test.name, []), owners) for test in listed],
        "quiet": {outcome: left[outcome] for outcome in ("passed", "skipped")},
    }


def _stage(stage: Stage, began: float, trees: Sequence[Node]) -> dict[str, Any]:
    return {
        "name": stage.name,
        "worker": stage.worker,
        "state": stage.state,
        "began": stage.began - began,
        "seconds": stage.seconds,
        "spans": sum(1 for tree in trees for _ in tree.walk()),
    }


def _test(test: TestRun, began: float, trees: Sequence[Node], owners: Mapping[int, list[str]]) -> dict[str, Any]:
    return {
        "name": test.name,
        "worker": test.worker,
        "outcome": test.outcome,
        "began": test.began - began,
        "seconds": test.seconds,
        "message": test.message[:LONGEST],
        "text": test.text[-LONGEST:],
        "cause": cause_of(trees) if test.has_failed else "",
        "spans": [_node(tree, test.began, _others(test, owners.get(id(tree), ()))) for tree in _few_statements(trees)],
    }


def _others(test: TestRun, owners: Collection[str]) -> dict[str, str]:
    """Return which other tests a tree may belong to, as a fact."""
    others = [name for name in owners if name != test.name]
    return {"shared_with": ", ".join(others)} if others else {}


def _few_statements(trees: Sequence[Node]) -> Iterator[Node]:
    """Yield the trees without most of the test's own statements, if these are many."""
    plain = [tree for tree in trees if tree.span.kind == "sql" and not tree.span.fault]
    left = {id(tree) for tree in plain[OWN_STATEMENTS:]}
    yield from (tree for tree in trees if id(tree) not in left)
    if left:
        last = plain[-1].span
        yield Node(Span("more", "", f"{len(left)} more statements of the test's own", last.began, 0.0))


def _node(node: Node, began: float, more: Mapping[str, str] | None = None) -> dict[str, Any]:
    span = node.span
    facts = {name: value for name, value in span.facts.items() if name not in LEFT_OUT} | dict(more or {})
    return {
        "kind": span.kind,
        "name": span.name,
        "began": round((span.began - began) * 1000, 3),
        "ms": round(span.seconds * 1000, 3),
        "fault": span.fault,
        "facts": facts | _of_report(facts.get("log", "")) if span.kind == "function" else facts,
        "children": [_node(child, began) for child in node.children],
    }


def _of_report(log: str) -> dict[str, Any]:
    """Return the facts in the lines around an invocation's log, and the log without these lines."""
    report, init = REPORT.search(log), INIT.search(log)
    told: dict[str, Any] = {"cold": init is not None, "init": float(init[1]) if init else 0.0}
    if report:
        told |= {"duration": f"{report[1]} ms", "memory": int(report[2])}
    return told | {"log": FRAME.sub("", log).strip("\n")}
