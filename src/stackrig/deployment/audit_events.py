"""Note what the project's code reads during a call, from Python's audit events.

They report opened files, listed folders, connections and processes: https://docs.python.org/3/library/audit_events.html.
Only events that the project's own code causes count.
"""

import functools
import glob
import os
import sys
import sysconfig
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import CodeType, FrameType
from typing import Any, TypeVar

from stackrig.deployment.archive_sources import NOTES
from stackrig.deployment.file_states import State, state_of

T = TypeVar("T")

STACKRIG = Path(__file__).parents[1]
READS = {"open", "os.listdir", "os.scandir"}
SEARCHES = {"glob.glob/2", "pathlib.Path.glob", "pathlib.Path.rglob"}
ARCHIVES = str(STACKRIG / "deployment" / "python_archives.py")
# Modules that read files for the program, some of them in other threads than its own.
READERS = {ARCHIVES, *(str(STACKRIG / "deployment" / name) for name in ("requirements.py", "provider/asset_bytes.py"))}
# Events by which a program reaches something that is no file of this machine.
_BEYOND = """
socket.connect socket.gethostbyname socket.getaddrinfo sqlite3.connect ctypes.dlopen
subprocess.Popen os.system os.exec os.posix_spawn os.fork os.forkpty pty.spawn
"""
BEYOND = frozenset(_BEYOND.split())
LIBRARIES = tuple({sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")})
SITES = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")


@dataclass(slots=True)
class Notes:
    """Note what the project's code reads during one call; audit events of all threads come here.

    `files` are the states of the files when they were read first, `written` the files whose first content was the
    program's own, `others` the files that something else than `python_archive` has read. `doubt` says why the notes may
    be incomplete.
    """

    files: dict[str, State] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    doubt: str = ""
    at_work: threading.local = field(default_factory=threading.local)

    def note(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note an audit event, if the project's code has caused it."""
        if getattr(self.at_work, "is_noting", False):
            return
        self.at_work.is_noting = True
        try:
            if event in READS:
                self._note_read(event, arguments)
            elif event in SEARCHES:
                self._note_search(event, arguments)
            elif _cause_of(sys._getframe(2)):  # noqa: SLF001  # the way to a caller
                self.doubt_because(event)
        except OSError as error:  # such as a folder of which the system reports no path
            self.doubt_because(f"{event}: {error}")
        finally:
            self.at_work.is_noting = False

    def _note_read(self, event: str, arguments: tuple[Any, ...]) -> None:
        place = _place_of(event, *arguments[:1])
        if place is None:
            return
        path = _source_of(os.path.abspath(place))  # noqa: PTH100  # a Path costs more
        if not is_own(path) or (event == "open" and os.path.isdir(path)):  # noqa: PTH112  # for a temporary file in it
            return
        cause = _cause_of(sys._getframe(3))  # noqa: SLF001
        if not (cause or path.endswith(".py")):
            return
        if cause != ARCHIVES:
            self.others.add(path)
        if path not in self.files and not path.endswith(NOTES):
            self.look(path)
            if event == "open" and arguments[2] & (os.O_TRUNC | os.O_EXCL):  # nothing in it was read
                self.written.add(path)

    def _note_search(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note where a search for names begins; the folders that it lists are noted when they are listed."""
        start, is_seen = _search_of(event, arguments)
        cause = _cause_of(sys._getframe(3))  # noqa: SLF001
        if not (cause and is_own(start)):
            return
        if cause != ARCHIVES:
            self.others.add(start)
        if start not in self.files:
            self.look(start)
        if not is_seen:
            self.doubt_because(f"{event} looks at files without opening them")

    def look(self, path: str) -> None:
        """Note the present state of a file or folder."""
        try:
            self.files[path] = state_of(path)
        except OSError as error:
            self.doubt_because(str(error))

    def doubt_because(self, reason: str) -> None:
        """Note a doubt; the first one counts."""
        self.doubt = self.doubt or reason


_notes: Notes | None = None  # one call at a time
_hooked = False  # an audit hook can't be removed


def noting_reads(call: Callable[[], T]) -> tuple[T, Notes]:
    """Make a call; return its result, and what the project's code has read meanwhile."""
    global _notes, _hooked  # noqa: PLW0603  # the hook is the process's, too
    if not _hooked:
        sys.addaudithook(_audit)
        _hooked = True
    _notes = notes = Notes()
    try:
        return call(), notes
    finally:
        _notes = None


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    notes = _notes
    if notes and (event in READS or event in SEARCHES or event in BEYOND):
        notes.note(event, arguments)


def _place_of(event: str, place: Any = None) -> str | None:
    """Return the path of an event of READS; None for a file that is open already."""
    if isinstance(place, int):
        return os.readlink(f"/dev/fd/{place}") if event != "open" else None  # noqa: PTH115
    return os.fsdecode(place or ".")


def _search_of(event: str, arguments: tuple[Any, ...]) -> tuple[str, bool]:
    """Return the path at which an event of SEARCHES begins, and whether the folders it lists reveal what it finds.

    A name without `*` is looked up, not listed, so that it is not seen behind a `*`; `**` lists every folder below.
    """
    if event == "pathlib.Path.rglob":
        return os.path.abspath(arguments[0]), True  # noqa: PTH100
    folder, pattern, is_recursive = arguments[0], arguments[1], True
    if event == "glob.glob/2":
        folder, pattern, is_recursive = arguments[2] or ".", arguments[0], arguments[1]
    parts = PurePath(os.fsdecode(pattern)).parts
    first = next((number for number, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    deep = parts.index("**") if is_recursive and "**" in parts else len(parts)
    start = os.path.abspath(os.path.join(os.fsdecode(folder), *parts[:first]))  # noqa: PTH100, PTH118
    return start, all(glob.has_magic(part) for part in parts[first:deep])


def _cause_of(frame: FrameType | None) -> str:
    """Return the source file that causes a call, of the project's code or of READERS; otherwise nothing.

    Imports of libraries do not count, nor does the code that asked for the notes.
    """
    while frame and frame.f_back and frame.f_back.f_code is not _NOTING and not _imports(frame):
        if frame.f_code.co_filename in READERS or is_own(frame.f_code.co_filename):
            return frame.f_code.co_filename
        frame = frame.f_back
    return ""


def _imports(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith("<frozen importlib")


_NOTING: CodeType = noting_reads.__code__


@functools.cache
def is_own(path: str) -> bool:
    """Tell whether a file is the project's own: neither Python's, nor a library's, nor stackrig's."""
    inside = path.startswith(("<", str(STACKRIG) + os.sep, *LIBRARIES)) or any(site in path for site in SITES)
    return not inside


def _source_of(path: str) -> str:
    """Return the source of a bytecode file, or another file's own path: missing bytecode is made anew."""
    folder, name = os.path.split(path)
    if not name.endswith(".pyc") or os.path.basename(folder) != "__pycache__":  # noqa: PTH119
        return path
    return os.path.join(os.path.dirname(folder), f"{name.partition('.')[0]}.py")  # noqa: PTH118, PTH120
