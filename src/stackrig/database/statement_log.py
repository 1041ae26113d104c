"""The statements that a server has run, as its log tells them; values that are bound to parameters are left out.

PostgreSQL's log tells no numbers of rows; where the module auto_explain is there, plans are logged too, which do.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from stackrig.database.administration import administration
from stackrig.database.server import PostgresServer
from stackrig.errors import StartError
from stackrig.spans import Span
from stackrig.waiting import wait_until

if TYPE_CHECKING:
    from psycopg2 import extensions

log = logging.getLogger("stackrig")

# The first line of a message, with LOG_PREFIX of initdb.py; the lines after it begin with a tab.
MESSAGE = re.compile(
    r"(?P<time>\d+-\d+-\d+ [\d:.]+) \S+ \[(?P<pid>\d+)\] (?:(?P<database>.*?) )??(?P<level>[A-Z]+\d?):  (?P<text>.*)"
)
DURATION = re.compile(r"duration: ([\d.]+) ms  (statement|execute|plan|parse|bind)(?: [^:\n]*)?:\s*", re.DOTALL)
RUN = ("statement", "execute")  # parsing and binding are part of a statement that is executed
FRAMES = ("BEGIN", "BEGIN TRANSACTION", "COMMIT", "DISCARD ALL")  # around statements, and left out
FAILURES = ("ERROR", "FATAL", "PANIC")
RELOAD_TIMEOUT = 30.0  # seconds; a quiet server takes some milliseconds
LONGEST = 4000  # characters of a statement
# https://www.postgresql.org/docs/current/runtime-config-logging.html and auto-explain.html
SETTINGS = {"log_min_duration_statement": "0", "log_parameter_max_length": "0"}
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
    """Have a server that stackrig started log every statement; return whether it does.

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
        with administration(server, "the server could not be told to log statements no more") as admin:
            _set(admin, dict.fromkeys((*SETTINGS, *(PLANS if _has_plans(admin) else ()))))
    return True


def _set(admin: "extensions.cursor", settings: Mapping[str, str | None]) -> None:
    """Change settings of a server while it runs; None stands for what its configuration says."""
    for name, value in settings.items():
        if value is None:
            admin.execute(f"ALTER SYSTEM RESET {name}")
        else:
            admin.execute(f"ALTER SYSTEM SET {name} = %s", (value,))
    admin.execute("SELECT pg_reload_conf()")


def _logs_all(admin: "extensions.cursor") -> bool:
    """Tell whether this connection logs its statements: new ones do then, too, as the server's first process knows."""
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
    """Hold what the log has said of a connection and what belongs to the message that comes next."""

    rows: int | None = None
    failed: Span | None = None


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
    yield from (backend.failed for backend in backends.values() if backend.failed)


def running_statements(server: PostgresServer, since: float) -> list[Span]:
    """Return the statements that began after a time (seconds since 1970) and still run; the log does not know them."""
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


def _messages(text: str) -> Iterator[_Message]:
    """Yield the messages of a log, each with all its lines."""
    head, lines = None, [""]
    for line in text.split("\n"):
        if found := MESSAGE.match(line):
            if head:
                yield _message(head, lines)
            head, lines = found, [found["text"]]
        elif line.startswith("\t"):
            lines.append(line[1:])
    if head:
        yield _message(head, lines)


def _message(head: "re.Match[str]", lines: list[str]) -> _Message:
    moment = datetime.fromisoformat(f"{head['time']}+00:00").timestamp()  # log_timezone is UTC
    return _Message(moment, head["pid"], head["database"] or "", head["level"], "\n".join(lines))


def _spans(message: _Message, backend: _Backend) -> Iterator[Span]:
    """Yield the span that a message completes, if it does."""
    if backend.failed and message.level == "STATEMENT":
        yield replace(backend.failed, name=message.text[:LONGEST])
        backend.failed = None
        return
    if message.level in FAILURES:
        if backend.failed:
            yield backend.failed
        backend.failed = _span(message, "", 0.0, fault=message.text)
        return
    if message.level == "LOG" and (found := DURATION.match(message.text)):
        if found[2] == "plan":
            backend.rows = _rows(message.text[found.end() :])
        elif found[2] in RUN:
            statement = message.text[found.end() :]
            known: dict[str, Any] = {} if backend.rows is None else {"rows": backend.rows}
            backend.rows = None
            if statement.upper().rstrip("; ") not in FRAMES:
                yield _span(message, statement, float(found[1]) / 1000, **known)


def _span(message: _Message, statement: str, seconds: float, *, fault: str = "", **facts: Any) -> Span:
    began = message.began - seconds
    name = statement[:LONGEST]
    facts = {"database": message.database, "pid": message.pid, **facts}
    return Span("sql", f"{message.pid}-{message.began}-{seconds}", name, began, seconds, fault=fault, facts=facts)


def _rows(plan: str) -> int | None:
    """Return the number of rows that a plan has returned or changed, None where it does not tell."""
    try:
        node = json.loads(plan)["Plan"]
        while node["Node Type"] == "ModifyTable" and not node["Actual Rows"] and node.get("Plans"):
            node = node["Plans"][0]
        return int(node["Actual Rows"] * node.get("Actual Loops", 1))
    except (ValueError, KeyError, TypeError):
        return None
