"""Record the files that a program reads while it is imported and run: if they stay the same, it need not run again.

Python reports opened files, listed folders, connections and processes by audit events,
see https://docs.python.org/3/library/audit_events.html. Only events that the project's own code causes count.
"""

import functools
import glob
import os
import sys
import sysconfig
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import CodeType, FrameType
from typing import Any, TypeVar

from stackrig.deployment.archive_sources import NOTES, Recipe, made_archives
from stackrig.deployment.file_states import ABSENT, State, is_same, state_of
from stackrig.deployment.program_sources import derives_from_archives, find_uncertain, is_empty

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


@dataclass(frozen=True, slots=True)
class Reads:
    """Hold the states of the files that a program has read, or why it is uncertain that it does the same again.

    `sources` are the files that only `python_archive` has read, `archives` the archives made of them, by their recipes.
    """

    files: Mapping[str, State]
    doubt: str = ""
    sources: frozenset[str] = frozenset()
    archives: Mapping[Recipe, str] = field(default_factory=dict)

    def changed(self) -> list[str]:
        """Return the files that differ from their recorded states."""
        return [path for path, state in self.files.items() if not is_same(path, state)]


@dataclass(slots=True)
class Recording:
    """Note what the project's code reads during one call; audit events of all threads come here."""

    files: dict[str, State] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)  # files that something else than python_archive has read
    doubt: str = ""
    archives_before: int = field(default_factory=lambda: len(made_archives()))
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
                self.doubt = self.doubt or event
        except OSError as error:  # such as a folder of which the system reports no path
            self.doubt = self.doubt or f"{event}: {error}"
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
            self._look(path)
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
            self._look(start)
        if not is_seen:
            self.doubt = self.doubt or f"{event} looks at files without opening them"

    def _look(self, path: str) -> None:
        try:
            self.files[path] = state_of(path)
        except OSError as error:
            self.doubt = self.doubt or str(error)

    def finish(self, before: Mapping[str, object]) -> Reads:
        """Return what was read, with the present states of files that were written.

        Args:
            before: the modules that had been imported when the recording began.
        """
        for path, state in list(self.files.items()):
            if path in self.written or (len(state) == 1 and self._has_changed(path, state)):
                self._look(path)
            elif not is_same(path, state):
                self.doubt = self.doubt or f"{path} was changed meanwhile"
        own = self._own_modules(before)
        self._note_no_packages(own)
        doubt = self.doubt or self._doubt_modules(own, before)
        if doubt or any(derives_from_archives(Path(path)) for path in own.values()):
            return Reads(self.files, doubt)
        archives = dict(made_archives()[self.archives_before :])
        return Reads(self.files, doubt, frozenset(self.files.keys() - self.others), archives)

    def _note_no_packages(self, own: Mapping[str, str]) -> None:
        """Note that no package hides a module, and that packages without a file have none, which would run first."""
        bare = [module for module in list(sys.modules.values()) if not getattr(module, "__file__", None)]
        folders = {path.removesuffix(".py") for path in own.values() if not path.endswith("__init__.py")}
        folders |= {folder for module in bare for folder in getattr(module, "__path__", ()) if is_own(folder)}
        for folder in folders:
            path = os.path.join(folder, "__init__.py")  # noqa: PTH118
            self.others.add(path)
            self._look(path)

    def _has_changed(self, path: str, state: State) -> bool:
        """Tell whether the program itself may have changed a folder that it has read, or made a missing file."""
        folder = os.path.dirname(path) if state[0] == ABSENT else path  # noqa: PTH120
        return any(written.startswith(folder + os.sep) for written in self.written)

    def _own_modules(self, before: Mapping[str, object]) -> dict[str, str]:
        """Return the files of the project's modules that were imported since then."""
        modules = {id(module) for module in before.values()}  # one may have two names, as __main__ has
        new = {name: module for name, module in list(sys.modules.items()) if id(module) not in modules}
        files = {name: str(getattr(module, "__file__", None) or "") for name, module in new.items()}
        return {name: path for name, path in files.items() if path and is_own(path)}

    def _doubt_modules(self, new: Mapping[str, str], before: Mapping[str, object]) -> str:
        loaded = dict(sys.modules)
        files = {name: path for name, module in loaded.items() if (path := getattr(module, "__file__", None))}
        old = {name: path for name, path in files.items() if name in before and is_own(path)}
        if missing := [name for name, path in new.items() if self.files.get(path, [ABSENT])[0] == ABSENT]:
            return f"the source of the module {missing[0]} is unknown"
        known = {*new, *(name for name, path in old.items() if self._is_empty(path))}
        known.update(name for name, module in loaded.items() if name not in files and hasattr(module, "__path__"))
        doubts = (find_uncertain(name, Path(path), known, loaded) for name, path in new.items())
        return next(filter(None, doubts), "")

    def _is_empty(self, path: str) -> bool:
        """Tell whether a module that was imported before does nothing: it must then stay empty."""
        if not (path.endswith("__init__.py") and is_empty(Path(path))):
            return False
        self._look(path)
        return True


_recording: Recording | None = None  # one recording at a time
_hooked = False  # an audit hook can't be removed


def record_reads(call: Callable[[], T], module: str) -> tuple[T, Reads]:
    """Make a call that imports and runs a program; return its result, and what the program has read.

    Args:
        module: the name of the program's module.
    """
    global _recording, _hooked  # noqa: PLW0603  # the hook is the process's, too
    if not _hooked:
        sys.addaudithook(_audit)
        _hooked = True
    before = dict(sys.modules)
    _recording = recording = Recording()
    try:
        result = call()
    finally:
        _recording = None
    if module in before:
        return result, Reads({}, f"the module {module} was already imported before its deployment")
    return result, recording.finish(before)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    recording = _recording
    if recording and (event in READS or event in SEARCHES or event in BEYOND):
        recording.note(event, arguments)


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

    Imports of libraries do not count, nor does the code that called for the recording.
    """
    while frame and frame.f_back and frame.f_back.f_code is not _RECORD and not _imports(frame):
        if frame.f_code.co_filename in READERS or is_own(frame.f_code.co_filename):
            return frame.f_code.co_filename
        frame = frame.f_back
    return ""


def _imports(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith("<frozen importlib")


_RECORD: CodeType = record_reads.__code__


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
