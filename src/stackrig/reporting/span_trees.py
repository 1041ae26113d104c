"""Spans as trees: a request with the function it reached, what that called, and the SQL that it ran.

Requests, invocations and calls share a trace id, and SDKs in functions send the invocation that they call from.
PostgreSQL knows neither trace ids nor invocations: a statement belongs to the invocation that was open when it began.
If several were open, the connection decides, which belongs to one execution environment.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stackrig.spans import Span

INACCURACY = 0.003  # seconds: PostgreSQL's log has milliseconds
TIMED_OUT = "timed out"  # in the fault of a function that ran out of time, in AWS's words


@dataclass(slots=True)
class Node:
    """Hold a span and what happened for it, in the order in which it began."""

    span: Span
    children: "list[Node]" = field(default_factory=list)

    def walk(self) -> "Iterator[Node]":
        """Yield this node and all below it, from the top down."""
        yield self
        for child in self.children:
            yield from child.walk()


def join_spans(spans: Iterable[Span]) -> list[Node]:
    """Return the trees of spans, in the order in which they began."""
    nodes = [Node(span) for span in sorted(spans, key=lambda one: (one.began, -one.seconds))]
    parents = {**_traced_parents(nodes), **_owners_of_statements(nodes)}
    tops: list[Node] = []
    for node in nodes:
        parent = parents.get(id(node))
        (parent.children if parent else tops).append(node)
    return tops


def _traced_parents(nodes: list[Node]) -> dict[int, Node]:
    """Return for nodes of one trace which node they are below."""
    by_id = {node.span.id: node for node in nodes if node.span.kind == "function"}
    by_root: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.span.root and node.span.kind != "sql":
            by_root[node.span.root].append(node)
    found = {}
    for group in by_root.values():
        for node in group:
            named = by_id.get(node.span.parent)
            around = [one for one in group if one is not node and _contains(one.span, node.span)]
            if named:
                around = [one for one in around if one.span.parent == named.span.id]
            parent = min(around, key=lambda one: one.span.seconds, default=named)
            if parent and parent is not node:
                found[id(node)] = parent
    return found


def _contains(outer: Span, inner: Span) -> bool:
    return outer.began <= inner.began and inner.ended <= outer.ended and outer.seconds > inner.seconds


def _owners_of_statements(nodes: list[Node]) -> dict[int, Node]:
    """Return the invocations of statements."""
    statements = [node for node in nodes if node.span.kind == "sql"]
    open_ones = _open_functions([node for node in nodes if node.span.kind == "function"], statements)
    balance: Counter[str] = Counter()  # by connection: statements during invocations minus others
    known: defaultdict[str, Counter[str]] = defaultdict(Counter)  # environments by connection
    for node in statements:
        around, connection = open_ones[id(node)], _connection(node)
        balance[connection] += 1 if around else -1
        if len(around) == 1:
            known[connection][_environment(around[0])] += 1
    return {
        id(node): max(around, key=lambda one: (known[_connection(node)][_environment(one)], one.span.began))
        for node in statements
        if (around := open_ones[id(node)]) and balance[_connection(node)] > 0
    }


def _open_functions(functions: list[Node], statements: list[Node]) -> dict[int, list[Node]]:
    """Return for each statement the invocations that were open when it began; both are in order.

    The loss of a client is noticed when its statement ends: it belongs to the last function that ran out of time.
    """
    found: dict[int, list[Node]] = {}
    opened: list[Node] = []
    late: list[Node] = []
    later = deque(functions)
    for node in statements:
        moment = node.span.began
        while later and later[0].span.began - INACCURACY <= moment:
            opened.append(later.popleft())
        late = [one for one in opened if TIMED_OUT in one.span.fault][-1:] or late
        opened = [one for one in opened if moment <= one.span.ended + INACCURACY]
        found[id(node)] = opened.copy() or (late if node.span.facts.get("lost") else [])
    return found


def _connection(node: Node) -> str:
    return str(node.span.facts.get("pid", ""))


def _environment(node: Node) -> str:
    return str(node.span.facts.get("environment", ""))
