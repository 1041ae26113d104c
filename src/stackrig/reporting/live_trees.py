"""Trees of what happens in a rig, as soon as each is complete: for `invoke trace`."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from stackrig.database.server import PostgresServer
from stackrig.database.statement_log import (
    log_statements,
    log_statements_no_more,
    read_statements,
    running_statements,
)
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.traces import read_records, want_records
from stackrig.errors import StackrigError
from stackrig.reporting.evidence import note_moment, read_since
from stackrig.reporting.span_trees import TIMED_OUT, Node, join_spans
from stackrig.spans import Span

WANTED = 60.0  # seconds for which records are requested, again and again
SETTLED = 1.0  # seconds after which an invocation belongs to no request, as the request would have ended by then
KEPT = 60.0  # seconds a call or a statement waits for the end of the invocation that it may belong to


@contextmanager
def live_trees(localstack: AwsEndpoint, postgres: PostgresServer | None) -> Iterator["LiveTrees"]:
    """Yield an object that looks for trees; while the block runs, LocalStack records and the database logs statements.

    Raises:
        StackrigError: the LocalStack has no records.
    """
    reader = f"trace {os.getpid()}"
    if not want_records(localstack, reader, WANTED):
        remedies = ["start one that does: --localstack-image=embedded, or an image of a version that stackrig knows"]
        raise StackrigError("this LocalStack records nothing: it runs without stackrig's plugin", remedies=remedies)
    is_logged = postgres is not None and log_statements(postgres)
    try:
        yield LiveTrees(localstack, postgres if is_logged else None, reader)
    finally:
        want_records(localstack, reader, 0)
        if postgres and is_logged:
            log_statements_no_more(postgres)


class LiveTrees:
    """Look for complete trees: a request with everything that happened for it, or a call of a client's own.

    A statement is shown only with its invocation: a `psql` that runs meanwhile is no part of a request.
    """

    def __init__(self, localstack: AwsEndpoint, postgres: PostgresServer | None, reader: str) -> None:
        """Begin now: earlier events are not shown."""
        self._localstack, self._postgres, self._reader = localstack, postgres, reader
        self._after = read_records(localstack)[1]
        self._before = self._moment = note_moment([postgres] if postgres else [])
        self._waiting: dict[str, Span] = {}
        self._shown: set[str] = set()

    def look(self) -> list[Node]:
        """Return the trees that are complete since the last look."""
        want_records(self._localstack, self._reader, WANTED)
        found, self._after = read_records(self._localstack, self._after)
        for span in [*found, *self._statements(found)]:
            if span.id not in self._shown and (span.name or span.id not in self._waiting):  # a later look knows more
                self._waiting[span.id] = span
        trees, now = join_spans(self._waiting.values()), time.time()
        complete = [tree for tree in trees if _is_complete(tree.span, now)]
        old = [tree for tree in trees if tree.span.kind == "sql" and now - tree.span.ended > KEPT]
        for node in (node for tree in [*complete, *old] for node in tree.walk()):
            self._shown.add(node.span.id)
            del self._waiting[node.span.id]
        return complete

    def _statements(self, found: Sequence[Span]) -> Iterator[Span]:
        """Yield what the database has logged since the look before the last one, as a message has several parts."""
        if self._postgres:
            before, self._before, self._moment = self._before, self._moment, note_moment([self._postgres])
            yield from read_statements(read_since(self._postgres, before))
            late = [span.began for span in found if span.kind == "function" and TIMED_OUT in span.fault]
            yield from running_statements(self._postgres, min(late)) if late else ()


def _is_complete(span: Span, now: float) -> bool:
    if span.kind == "function":
        return now - span.ended > SETTLED
    if span.kind == "call":
        return not span.parent or now - span.ended > KEPT
    return span.kind == "request"
