"""The output of containers."""

import time
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from stackrig.containers.api import output_of
from stackrig.containers.container import Container
from stackrig.errors import StackrigError, StartError

FIRST_LOOK, LONGER = 1000, 10  # entries at a log's end that are read first; the factor of each longer reading


def read_log(container: Container, *, lines: int | None = None) -> str:
    """Return what a container wrote to its output: its last lines, or everything."""
    return _text(_read(container, tail=lines))


def read_log_since(container: Container, moment: float) -> str:
    """Return what a container wrote to its output since a time (seconds since 1970).

    The log is read from its end: given only a time, the daemon would read everything that was written before.
    """
    entries = FIRST_LOOK
    while len(found := _read(container, since=moment, tail=entries)) >= entries:
        entries *= LONGER
    return _text(found)


def log_tail(container: Container, *, lines: int = 20) -> str:
    """Return the last lines of a container's log under a heading with its name."""
    try:
        text = read_log(container, lines=lines)
    except StartError as error:
        return f"no log: {error}"
    tail = "\n".join(f"  {line}" for line in text.splitlines())
    return f"last lines of container {container.name}:\n{tail or '  (empty)'}"


def copy_log(container: Container, path: Path, *, follow: bool) -> Path:
    """Write a container's log to a file and return its path; with `follow`, a thread keeps writing new lines."""
    try:
        path.write_text(read_log(container), encoding="utf-8")
    except OSError as error:
        raise StackrigError(
            f"the log of container {container.name} can't be copied to {path}: {error.strerror}",
            remedies=[f"{container.daemon.engine.lower()} logs {container.name}"],
        ) from error
    if follow:
        Thread(target=_follow_log, args=(container, path), daemon=True).start()
    return path


def _follow_log(container: Container, path: Path) -> None:
    source = _path(container, follow=1, since=int(time.time()))
    with output_of(container.daemon, source, timeout=None) as pieces, path.open("ab") as file:
        for piece in pieces:
            file.write(piece)
            file.flush()


def _read(container: Container, **query: float | None) -> list[bytes]:
    with output_of(container.daemon, _path(container, **query)) as pieces:
        return list(pieces)


def _text(pieces: list[bytes]) -> str:
    return b"".join(pieces).decode("utf-8", "replace")


def _path(container: Container, **query: float | None) -> str:
    """Return the URL path of a container's log; queries that are None are left out."""
    asked = {name: value for name, value in query.items() if value is not None}
    return f"/containers/{container.id}/logs?{urlencode({'stdout': 1, 'stderr': 1, **asked})}"
