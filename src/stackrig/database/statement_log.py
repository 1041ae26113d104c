"""The statements that a server ran, read from its log without the values of bound parameters.

PostgreSQL's log has no row counts. With the module auto_explain it also has plans, which have row counts.
"""

import json
import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from stackrig.database.administration import administration
from stackrig.database.connections import RECOVERING
from stackrig.database.server import PostgresServer
from stackrig.errors import StartError
from stackrig.spans import Span
from stackrig.waiting import wait_until

if TYPE_CHECKING:
    from psycopg2 import extensions

log = logging.getLogger("stackrig")

# The first line of a message, with LOG_PREFIX of initdb.py; the lines after it begin with a tab.
MESSAGE = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d [\d:.]+) \S+ \[(?P<pid>\d+)\] (?:(?P<database>.*?) )??(?P<level>[A-Z]+\d?):  "
    r"(?P<text>.*)"
)
DURATION = re.compile(r"duration: ([\d.]+) ms  (statement|execute|plan|parse|bind)(?: [^:\n]*)?:\s*", re.DOTALL)
RUN = ("statement", "execute")  # parsing and binding belong to the statement that is executed
FRAMES = ("BEGIN", "BEGIN TRANSACTION", "COMMIT", "DISCARD ALL")  # messages around statements, which are left out
FAILURES = ("ERROR", "FATAL", "PANIC")
# Connections: those that name their database, and those of clients waiting for the server.
DROPPED = ("terminating connection due to administrator command", *RECOVERING)
LOST = "connection to client lost"  # the client went away while a statement ran
WAITS = re.compile(r"process \d+ still waiting for .* after ([\d.]+) ms")  # logged after deadlock_timeout, a second
HOLDERS = re.compile(r"Process(?:es)? holding the lock: ([\d, ]+)\.")
RELOAD_TIMEOUT = 30.0  # seconds; a quiet server takes some milliseconds
TIME = re.compile(rb"\n(\d{4}-\d\d-\d\d [\d:.]+) UTC \[")  # the time at which a message was logged
CHUNK = 1 << 18  # bytes
LATE = 2.0  # seconds by which messages of different processes may be out of order
LONGEST = 4000  # the number of characters of a statement
# https://www.postgresql.org/docs/current/runtime-config-logging.html and auto-explain.html
SETTINGS = {"log_min_duration_statement": "0", "log_parameter_max_length": "0", "log_lock_waits": "on"}
PLANS = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
    "auto_explain.log_parameter_max_length": "0",
}
RUNNING = """
SELECT pid, datname, extract(epoch FROM query_start)::float, extract(epoch FROM clock_timestamp() - query_start)::float,
       query, array_to_string(pg_blocking_pids(pid), ', ')
FROM pg_stat_activity
WHERE state = 'active' AND backend_type = 'client backend' AND pid <> pg_backend_pid()
    AND query_start > to_timestamp(%s)
"""


def log_statements(server: PostgresServer) -> bool:
    """Make a server that stackrig started log every statement; return whether it does.

    Raises:
        StartError: the server does not answer.
    """
    if not server.is_disposable:
        return False
    with administration(server, "the server could not be told to log its statements") as admin:
        _set(admin, SETTINGS | (PLANS if _has_plans(admin) else {}))
        wait_until(lambda: _logs_all(admin), what="the server's new settings", timeout=RELOAD_TIMEOUT)
    return True


def log_statements_no_more(server: PostgresServer) -> bool:
    """Undo `log_statements`; return whether statements were logged.

    Raises:
        StartError: the server does not answer.
    """
    if not server.is_disposable:
        return False
    if not server.how_ended():
        with administration(server, "the server could not be told to stop logging statements") as admin:
            _set(admin, dict.fromkeys((*SETTINGS, *(PLANS if _has_plans(admin) else ()))))
    return True


def _set(admin: "extensions.cursor", settings: Mapping[str, str | None]) -> None:
    """Change settings of a running server; None restores what its configuration says."""
    for name, value in settings.items():
        if value is None:
            admin.execute(f"ALTER SYSTEM RESET {name}")
        else:
            admin.execute(f"ALTER SYSTEM SET {name} = %s", (value,))
    admin.execute("SELECT pg_reload_conf()")


def _logs_all(admin: "extensions.cursor") -> bool:
    """Tell whether this connection logs its statements: then new connections do so as well."""
    admin.execute("SHOW log_min_duration_statement")
    return bool(admin.fetchone() == ("0",))


def _has_plans(admin: "extensions.cursor") -> bool:
    """Tell whether the server's installation has auto_explain."""
    import psycopg2

    try:
        admin.execute("LOAD 'auto_explain'")
    except psycopg2.Error:
        return False
    return True


@dataclass(slots=True)
class _Backend:
    """Hold the facts that the log has of a connection, and messages that belong to the statement before or after.

    A plan is logged before the statement, or after it where this is executed with parameters.
    """

    failed: Span | None = None
    waiting: Span | None = None  # for a lock
    run: Span | None = None
    last: str = ""  # statement, parsed or run
    plan: dict[str, Any] = field(default_factory=dict)

    def take_run(self) -> Iterator[Span]:
        """Yield the last statement with the row count of its plan, unless it was taken already."""
        if self.run:
            rows = _rows(self.plan) if _same(self.plan.get("Query Text", ""), self.run.name) else None
            yield self.run if rows is None else replace(self.run, facts={**self.run.facts, "rows": rows})
            self.run, self.plan = None, {}

    def take_blockers(self) -> dict[str, Any]:
        """Return which connections held the lock that a statement waited for, if any."""
        waiting, self.waiting = self.waiting, None
        return {"blocked_by": waiting.facts["blocked_by"]} if waiting and "blocked_by" in waiting.facts else {}


@dataclass(frozen=True, slots=True)
class _Message:
    began: float
    pid: str
    database: str
    level: str
    text: str


def read_statements(text: str) -> Iterator[Span]:
    """Yield the statements and refused connections in a part of a server's log, in the order in which they ended."""
    backends: dict[str, _Backend] = {}
    for message in _messages(text):
        yield from _spans(message, backends.setdefault(message.pid, _Backend()))
    for backend in backends.values():
        yield from backend.take_run()
        yield from (span for span in (backend.failed, backend.waiting) if span)


def running_statements(server: PostgresServer, since: float) -> list[Span]:
    """Return the statements that began after a time (seconds since 1970) and still run; the log lacks them."""
    try:
        with administration(server, "the server could not be asked for its statements") as admin:
            admin.execute(RUNNING, (since,))
            found = admin.fetchall()
    except StartError as error:
        log.debug("%s", error)
        return []
    return [
        Span("sql", f"running-{pid}-{began}", query[:LONGEST], began, seconds, facts={
            "database": database, "pid": str(pid), "running": True, **({"blocked_by": blockers} if blockers else {}),
        })
        for pid, database, began, seconds, query, blockers in found
    ]  # fmt: skip


def position_at(file: BinaryIO, moment: float) -> int:
    """Return a place in a server's log before which all messages are older than a moment (seconds since 1970).

    A rig that is up for days has a long log, and few of its lines are a run's.
    """
    low, high = 0, file.seek(0, os.SEEK_END)
    while high - low > CHUNK:
        middle = (low + high) // 2
        file.seek(middle)
        found = TIME.search(file.read(CHUNK))
        is_older = found and _seconds(found[1].decode()) < moment - LATE
        low, high = (middle, high) if is_older else (low, middle)
    return low


def _messages(text: str) -> Iterator[_Message]:
    """Yield the messages of a log, each with all its lines; continued lines begin with a tab."""
    for part in f"\n{text}".split("\n2")[1:]:  # the millennium, with which a message begins
        first, *more = f"2{part}".split("\n") if not _checks_foreign_key(part) else [""]
        if found := MESSAGE.match(first):
            yield _message(found, [found["text"], *(line[1:] for line in more if line.startswith("\t"))])


def _checks_foreign_key(text: str) -> bool:
    """Tell whether a message has the plan of a foreign key's check; each inserted row causes one.

    See RI_FKey_check in PostgreSQL's src/backend/utils/adt/ri_triggers.c.
    """
    return "SELECT 1 FROM ONLY " in text and " FOR KEY SHARE OF x" in text and " ms  plan:\n" in text


def _seconds(time: str) -> float:
    return datetime.fromisoformat(f"{time}+00:00").timestamp()  # log_timezone is UTC


def _message(head: "re.Match[str]", lines: list[str]) -> _Message:
    return _Message(_seconds(head["time"]), head["pid"], head["database"] or "", head["level"], "\n".join(lines))


def _spans(message: _Message, backend: _Backend) -> Iterator[Span]:
    """Yield the spans that a message completes."""
    if message.level in ("DETAIL", "STATEMENT"):
        yield from _told_more(message, backend)
    elif message.level in FAILURES and not _is_unasked(message):
        if backend.failed:
            yield backend.failed
        if backend.run and message.text.startswith(LOST):  # the backend ended and logged nothing about it
            return
        backend.failed = _failure(message, backend)
    elif message.level == "LOG" and (found := WAITS.match(message.text)):
        backend.waiting = _span(message, "", float(found[1]) / 1000, running=True)
    elif message.level == "LOG" and (found := DURATION.match(message.text)):
        backend.last = message.text[found.end() :][:LONGEST]
        yield from _measured(message.text[found.end() :], found, message, backend)


def _is_unasked(message: _Message) -> bool:
    """Tell whether no statement caused a failure: a process without a database works for the server itself."""
    return not message.database or message.text.startswith(DROPPED)


def _told_more(message: _Message, backend: _Backend) -> Iterator[Span]:
    """Take what belongs to the message before: the statement, and the holders of a lock."""
    if message.level == "STATEMENT" and backend.failed:
        yield replace(backend.failed, name=message.text[:LONGEST])
        backend.failed = None
    elif message.level == "STATEMENT" and backend.waiting and not backend.waiting.name:
        backend.waiting = replace(backend.waiting, name=message.text[:LONGEST])
    elif backend.waiting and (found := HOLDERS.match(message.text)):
        backend.waiting = replace(backend.waiting, facts={**backend.waiting.facts, "blocked_by": found[1]})


def _failure(message: _Message, backend: _Backend) -> Span:
    """Return a failed statement, or one that was running when its client ended, such as a function at its time-out."""
    waiting = backend.waiting
    seconds = message.began - waiting.began if waiting else 0.0
    blockers = backend.take_blockers()
    if message.text.startswith(LOST):
        return _span(message, waiting.name if waiting else backend.last, seconds, running=True, lost=True, **blockers)
    return _span(message, "", seconds, fault=message.text, **blockers)


def _measured(text: str, found: "re.Match[str]", message: _Message, backend: _Backend) -> Iterator[Span]:
    """Take a statement that has ended, or its plan; yield the one before."""
    if found[2] == "plan":
        if backend.plan or not (backend.run and _same(_plan(text).get("Query Text", ""), backend.run.name)):
            yield from backend.take_run()
        backend.plan = _plan(text)
    elif found[2] in RUN:
        yield from backend.take_run()
        blockers = backend.take_blockers()
        if text.upper().rstrip("; ") not in FRAMES:
            backend.run = _span(message, text, float(found[1]) / 1000, **blockers)


def _span(message: _Message, statement: str, seconds: float, *, fault: str = "", **facts: Any) -> Span:
    began = message.began - seconds
    name = statement[:LONGEST]
    facts = {"database": message.database, "pid": message.pid, **facts}
    return Span("sql", f"{message.pid}-{message.began}-{seconds}", name, began, seconds, fault=fault, facts=facts)


def _plan(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:  # a part of a statement
        return {}
    return found if isinstance(found, dict) else {}


def _same(text: str, statement: str) -> bool:
    """Tell whether a plan belongs to a statement, whose text may be shortened."""
    return bool(text) and text.strip()[:LONGEST].startswith(statement.strip())


def _rows(plan: Mapping[str, Any]) -> int | None:
    """Return the number of rows that a plan returned or changed; None where it does not tell."""
    node = plan.get("Plan", {})
    while node.get("Node Type") == "ModifyTable" and not node.get("Actual Rows") and node.get("Plans"):
        node = node["Plans"][0]
    return int(node["Actual Rows"] * node.get("Actual Loops", 1)) if "Actual Rows" in node else None
