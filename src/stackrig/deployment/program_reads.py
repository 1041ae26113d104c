"""Record the files that a program reads while it is imported and run: if they stay the same, it need not run again."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from stackrig.deployment.archive_sources import Recipe, made_archives
from stackrig.deployment.audit_events import Notes, is_own, noting_reads
from stackrig.deployment.file_states import ABSENT, State, is_same
from stackrig.deployment.program_sources import derives_from_archives, find_uncertain, is_empty

T = TypeVar("T")


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


def record_reads(call: Callable[[], T], module: str) -> tuple[T, Reads]:
    """Make a call that imports and runs a program; return its result, and what the program has read.

    Args:
        module: the name of the program's module.
    """
    made_before, before = len(made_archives()), dict(sys.modules)
    result, notes = noting_reads(call)
    if module in before:
        return result, Reads({}, f"the module {module} was already imported before its deployment")
    return result, _reads_of(notes, made_before, before)


def _reads_of(notes: Notes, made_before: int, before: Mapping[str, object]) -> Reads:
    """Return what was read, with the present states of files that were written.

    Args:
        made_before: how many archives this process had made when the notes began.
        before: the modules that had been imported then.
    """
    for path, state in list(notes.files.items()):
        if path in notes.written or (len(state) == 1 and _has_changed(notes, path, state)):
            notes.look(path)
        elif not is_same(path, state):
            notes.doubt_because(f"{path} was changed meanwhile")
    own = _own_modules(before)
    _note_no_packages(notes, own)
    doubt = notes.doubt or _doubt_modules(notes, own, before)
    if doubt or any(derives_from_archives(Path(path)) for path in own.values()):
        return Reads(notes.files, doubt)
    archives = dict(made_archives()[made_before:])
    return Reads(notes.files, doubt, frozenset(notes.files.keys() - notes.others), archives)


def _note_no_packages(notes: Notes, own: Mapping[str, str]) -> None:
    """Note that no package hides a module, and that packages without a file have none, which would run first."""
    bare = [module for module in list(sys.modules.values()) if not getattr(module, "__file__", None)]
    folders = {path.removesuffix(".py") for path in own.values() if not path.endswith("__init__.py")}
    folders |= {folder for module in bare for folder in getattr(module, "__path__", ()) if is_own(folder)}
    for folder in folders:
        path = os.path.join(folder, "__init__.py")  # noqa: PTH118
        notes.others.add(path)
        notes.look(path)


def _has_changed(notes: Notes, path: str, state: State) -> bool:
    """Tell whether the program itself may have changed a folder that it has read, or made a missing file."""
    folder = os.path.dirname(path) if state[0] == ABSENT else path  # noqa: PTH120
    return any(written.startswith(folder + os.sep) for written in notes.written)


def _own_modules(before: Mapping[str, object]) -> dict[str, str]:
    """Return the files of the project's modules that were imported since then."""
    modules = {id(module) for module in before.values()}  # one may have two names, as __main__ has
    new = {name: module for name, module in list(sys.modules.items()) if id(module) not in modules}
    files = {name: str(getattr(module, "__file__", None) or "") for name, module in new.items()}
    return {name: path for name, path in files.items() if path and is_own(path)}


def _doubt_modules(notes: Notes, new: Mapping[str, str], before: Mapping[str, object]) -> str:
    loaded = dict(sys.modules)
    files = {name: path for name, module in loaded.items() if (path := getattr(module, "__file__", None))}
    old = {name: path for name, path in files.items() if name in before and is_own(path)}
    if missing := [name for name, path in new.items() if notes.files.get(path, [ABSENT])[0] == ABSENT]:
        return f"the source of the module {missing[0]} is unknown"
    known = {*new, *(name for name, path in old.items() if _is_empty(notes, path))}
    known.update(name for name, module in loaded.items() if name not in files and hasattr(module, "__path__"))
    doubts = (find_uncertain(name, Path(path), known, loaded) for name, path in new.items())
    return next(filter(None, doubts), "")


def _is_empty(notes: Notes, path: str) -> bool:
    """Tell whether a module that was imported before does nothing: it must then stay empty."""
    if not (path.endswith("__init__.py") and is_empty(Path(path))):
        return False
    notes.look(path)
    return True
