"""The project's own modules, which each run of a program imports anew, as the Pulumi CLI does in a new process."""

import importlib
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_imported: set[str] = set()  # names of modules that programs have imported while they ran
_runs = 0  # programs that run right now
_lock = threading.Lock()


@contextmanager
def importing_anew(folder: Path) -> Iterator[None]:
    """Make a program in the block import anew the modules below `folder` that earlier programs imported.

    A module declares its resources when it is imported, so a cached module declares nothing. Modules that somebody
    else imported before are kept: the tests use them. While two programs run at once both keep what they have.
    """
    _begin()
    before = set(sys.modules)
    silence_sdk()
    try:
        yield
    finally:
        _end({name for name in set(sys.modules) - before if _is_below(folder, name)})


def silence_sdk() -> None:
    """Ignore the deprecations that pulumi_aws reports about its own modules when they are imported.

    Where warnings are errors they would end the program. pytest puts the filters back at the end of each test.
    """
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"pulumi_aws(\.|$)")


def _begin() -> None:
    global _runs  # noqa: PLW0603  # sys.modules is the process's, too
    with _lock:
        if not _runs:
            for name in _imported:
                _forget(name)
            _imported.clear()
            importlib.invalidate_caches()
        _runs += 1


def _end(imported: set[str]) -> None:
    global _runs  # noqa: PLW0603
    with _lock:
        _runs -= 1
        _imported.update(imported)


def _forget(name: str) -> None:
    """Remove a module from Python's cache and from its package, where `from package import module` finds it."""
    module = sys.modules.pop(name, None)
    package, _, own = name.rpartition(".")
    if module and getattr(sys.modules.get(package), own, None) is module:
        delattr(sys.modules[package], own)


def _is_below(folder: Path, name: str) -> bool:
    file = getattr(sys.modules.get(name), "__file__", None)
    if not file or not Path(file).is_relative_to(folder) or Path(file).is_relative_to(sys.prefix):
        return False
    return "site-packages" not in Path(file).parts
