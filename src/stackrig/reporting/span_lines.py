"""Trees of spans as lines for a terminal."""

from collections.abc import Iterable, Iterator

from stackrig.reporting.causes import one_line, short_names
from stackrig.reporting.span_trees import Node
from stackrig.spans import Span

MOST = 15  # lines, a heading included
WIDTH = 160  # characters of a line


def tree_lines(trees: Iterable[Node], *, heading: str = "", most: int = MOST) -> list[str]:
    """Return a limited number of lines: faults and the lines that lead to them have priority."""
    rows = [(node, depth) for tree in trees for node, depth in _rows(tree, 0)]
    room = most - bool(heading)
    kept = rows if len(rows) <= room else _chosen(rows, room - 1)
    left = len(rows) - len(kept)
    lines = [f"{_milliseconds(node.span)}  {'  ' * depth}{describe_span(node.span)}" for node, depth in kept]
    return [*([heading] if heading else []), *lines, *([f"{'':>9}  … and {left} more"] if left else [])]


def describe_span(span: Span) -> str:
    """Return a span as one line: what it was, and how it went."""
    fault = f"  ✗ {one_line(span.fault, WIDTH)}" if span.fault else ""
    facts = span.facts
    if span.kind == "request":
        return one_line(f"{span.name} → {facts.get('status', '?')}", WIDTH) + fault
    if span.kind == "function":
        return f"{span.name}{' (cold)' if is_cold(span) else ''}{fault}"
    if span.kind == "call":
        verdict = f"  ✗ IAM: {facts['iam_reason']}" if facts.get("iam") == "refused" and not fault else ""
        return one_line(f"{span.name} {short_names(facts.get('about', ''))}", WIDTH) + fault + verdict
    rows = f"  {facts['rows']} rows" if "rows" in facts else ""
    still = "  not finished" if facts.get("running") else ""
    return f"SQL {facts.get('database', '')}: {one_line(span.name, WIDTH)}{rows}{still}{fault}"


def is_cold(span: Span) -> bool:
    """Tell whether an invocation had to start its function."""
    return "Init Duration" in span.facts.get("log", "")


def is_bad(span: Span) -> bool:
    """Tell whether something went wrong at a span."""
    return bool(span.fault) or span.facts.get("iam") == "refused" or bool(span.facts.get("running"))


def _milliseconds(span: Span) -> str:
    return f"{span.seconds * 1000:>6.1f} ms"


def _rows(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    yield node, depth
    for child in node.children:
        yield from _rows(child, depth + 1)


def _chosen(rows: list[tuple[Node, int]], room: int) -> list[tuple[Node, int]]:
    """Return the rows with faults, from the last one backwards, then those above them, then the last of the others."""
    ranks = [_rank(node) for node, _ in rows]
    picked = sorted(range(len(rows)), key=lambda place: (ranks[place], -place))[:room]
    return [rows[place] for place in sorted(picked)]


def _rank(node: Node) -> int:
    """Return 0 for a node at which something went wrong, 1 for one above such a node, 2 for any other."""
    if is_bad(node.span):
        return 0
    return 1 if any(is_bad(one.span) for one in node.walk()) else 2
