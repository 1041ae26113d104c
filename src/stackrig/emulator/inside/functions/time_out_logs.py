"""The log lines that explain a time-out: the stacks of the function's threads, and the SQL for which it was waiting."""

import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..rds.rig_server import server_of
from . import process_family
from .function_process import Child
from .sockets import ports_to

log = logging.getLogger(__name__)
MARK = "[stackrig] "
FRAME = re.compile(r'  File "(.+)", line (\d+) in (.+)')
INTERNAL = re.compile(r"/_stackrig_\w+\.py$|^<frozen |/threading\.py$|/importlib/")
LONGEST = 300  # letters shown of a statement
FRAMES = 12  # frames shown of a thread, the innermost ones

STATEMENTS = """
    SELECT a.datname, a.query, a.state, extract(epoch FROM clock_timestamp() - a.query_start)::float8,
           coalesce(a.wait_event, ''), b.pid, b.application_name, b.state, b.query
    FROM pg_stat_activity a
    LEFT JOIN pg_stat_activity b ON b.pid = (pg_blocking_pids(a.pid))[1]
    WHERE a.client_port = ANY (string_to_array(:ports, ',')::int[]) AND a.state <> 'idle'
    ORDER BY a.query_start
    """


def explain(child: Child, roots: Mapping[str, str | None], account: str) -> str:
    """Return log lines for a function that ran out of time and is still running.

    Args:
        roots: the folders of this machine, by the paths at which the function sees them.
        account: the AWS account, by which the rig's database is found.
    """
    lines = [*_places(child.stacks(), roots), *_statements(child.pid, account)]
    return "".join(f"{MARK}{line}\n" for line in lines)


def _places(stacks: str, roots: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the threads of a faulthandler dump with the function's own frames, innermost last."""
    for thread in re.split(r"\n\s*\n", stacks):
        frames = [match.groups() for line in thread.splitlines() if (match := FRAME.match(line))]
        shown = [frame for frame in frames if not INTERNAL.search(frame[0])][:FRAMES]
        if shown:
            yield "the time was over here:"
        for file, number, name in reversed(shown):
            yield f'  File "{file}", line {number}, in {name}'
            if text := _source_line(file, int(number), roots):
                yield f"    {text}"


def _source_line(file: str, number: int, roots: Mapping[str, str | None]) -> str:
    for seen, real in roots.items():
        if real and file.startswith(f"{seen}/"):
            file = real + file.removeprefix(seen)
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace").splitlines()[number - 1].strip()
    except (OSError, IndexError):
        return ""


def _statements(pid: int, account: str) -> list[str]:
    """Return the current statements of the rig's PostgreSQL for a process and its children."""
    server = server_of(account)
    ports = ports_to([pid, *process_family.descendants(pid)], server.port) if server else set()
    if not (server and ports):
        return []
    try:
        with server.connect() as connection:
            rows = connection.run(STATEMENTS, ports=",".join(map(str, ports)))
    except Exception as error:  # noqa: BLE001  # of pg8000 or sockets; the time-out itself is told in any case
        log.debug("stackrig: the statements of %s can't be found: %s", pid, error)
        return []
    return [line for row in rows for line in _describe(*row)]


def _describe(*row: Any) -> Iterator[str]:
    database, query, state, seconds, event, blocker, program, blocker_state, blocking = row
    doing = "was working on" if state == "active" else f"was {state} after"
    waiting = f", waiting for {event}" if state == "active" and event and not blocker else ""
    yield f"database {database} {doing} this for {seconds:.1f} s{waiting}: {_short(query)}"
    if blocker:
        who = f"process {blocker}" + (f" ({program})" if program else "")
        yield f"  it waits for a lock of {who}, which is {blocker_state} after: {_short(blocking)}"


def _short(statement: str) -> str:
    text = " ".join(statement.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
