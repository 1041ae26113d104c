"""Functions of a project that its settings name as module:function, imported from its own folders."""

import hashlib
import importlib
import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stackrig.errors import SettingsError

if TYPE_CHECKING:
    from psycopg2.extensions import connection

FUNCTION = re.compile(r"[^\W\d][\w.]*:[^\W\d]\w*")  # module:function


@dataclass(frozen=True, slots=True)
class SeedFunction:
    """Name a function that fills a database, called with a psycopg2 connection."""

    name: str
    call: "Callable[[connection], object]"

    def digest(self) -> str:
        """Return the SHA-256 of its name, its module's source and its own `digest`, if it has one.

        Raises:
            SettingsError: the function has no `digest`, and is not at the top level of a module, or its `digest` fails.
        """
        own = getattr(self.call, "digest", None)
        if own is None and not _is_found_again(self.call):
            raise SettingsError(
                f"the seed {self.name} needs a `digest`: stackrig can't detect changes to it",
                remedies=[
                    "write the seed as a function at the top level of a module",
                    "set its attribute digest to a text, or to a function that returns one",
                ],
            )
        source = self.source()
        parts = (self.name, source.read_bytes() if source else b"", self._own_digest(own))
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def _own_digest(self, own: object) -> object:
        """Return the value of the function's `digest`, which is a text or a function without arguments."""
        if own is None:
            return ""
        try:
            value = own() if callable(own) else own
        except Exception as error:
            raise SettingsError(
                f"the digest of the seed {self.name} failed: {type(error).__name__}: {error}"
            ) from error
        if not isinstance(value, str | bytes | int):
            raise SettingsError(
                f"the digest of the seed {self.name} is of type {type(value).__name__}",
                remedies=["set the attribute digest to a text, or to a function that returns one"],
            )
        return value

    def source(self) -> Path | None:
        """Return its own `source` or the file of its module, None when there is none."""
        found = getattr(self.call, "source", None) or _home(self.call).get("__file__")
        return Path(found) if found and Path(found).is_file() else None


def seed_function(call: "Callable[[connection], object]") -> SeedFunction:
    """Return the seed that a function is, with the name it has in its module."""
    name = getattr(call, "__qualname__", type(call).__qualname__)
    return SeedFunction(f"{call.__module__}:{name}", call)


def load_function(root: Path, name: str, what: str) -> Callable[..., Any]:
    """Import the function that a project names as module:function, found in the project's folder or its `src`.

    Args:
        what: what the function is, as the error names it.

    Raises:
        SettingsError: the module or function does not exist.
    """
    module_name, _, function_name = name.partition(":")
    _look_in(root)
    try:
        function = getattr(importlib.import_module(module_name), function_name)
    except (ImportError, AttributeError) as error:
        remedies = _import_remedies(root, module_name, function_name, error)
        raise SettingsError(f"the {what} {name} can't be imported: {error}", remedies=remedies) from error
    if not callable(function):
        raise SettingsError(f"the {what} {name} is no function")
    return function  # type: ignore[no-any-return]  # its callers know what it takes and returns


def find_module(root: Path, name: str, what: str) -> None:
    """Look for the module of a function without importing it: no code of it or of its packages runs.

    Raises:
        SettingsError: there is none.
    """
    _look_in(root)
    module, places = "", None
    for part in name.partition(":")[0].split("."):
        module = f"{module}.{part}".lstrip(".")
        if module in sys.modules:
            places = getattr(sys.modules[module], "__path__", [])
            continue
        try:
            spec = next(filter(None, (finder.find_spec(module, places) for finder in sys.meta_path)), None)
        except KeyError:  # a folder without __init__.py in another one: Python asks for the outer's module
            return
        if not spec:
            raise SettingsError(
                f"the {what} {name} can't be imported: there is no module {module}",
                remedies=[_where_to_put(root, module)],
            )
        places = spec.submodule_search_locations or []


def _import_remedies(root: Path, module: str, function: str, error: Exception) -> list[str]:
    """Return what to type after a failed import of a function: its own module's, or one that it imports."""
    missing = getattr(error, "name", None) or ""
    if isinstance(error, ModuleNotFoundError) and f"{module}.".startswith(f"{missing}."):
        return [_where_to_put(root, missing)]
    if isinstance(error, ModuleNotFoundError):
        return [f"install the package of {missing} where stackrig runs: {sys.executable} -m pip install PACKAGE"]
    home = sys.modules.get(module)
    if isinstance(error, ImportError) or not home or hasattr(home, function):
        return [f'look at the whole traceback: {sys.executable} -c "import {module}" in {root}']
    made = [
        name for name, value in vars(home).items() if getattr(value, "__module__", "") == module and callable(value)
    ]
    return [f"name a function of {home.__file__}: {', '.join(sorted(made)) or 'it has none yet'}"]


def _where_to_put(root: Path, module: str) -> str:
    path = module.replace(".", "/")
    return f"write {path}.py in {root} or in its folder src, or correct the name in pyproject.toml"


def _look_in(root: Path) -> None:
    for folder in (str(root), str(root / "src")):
        if folder not in sys.path:
            sys.path.append(folder)


def _is_found_again(call: "Callable[[connection], object]") -> bool:
    home = _home(call)
    return call in home.values() and home.get("__file__") is not None


def _home(call: "Callable[[connection], object]") -> dict[str, Any]:
    """Return what is in its module: a function's own one, as several conftest.py files are modules of one name."""
    module = sys.modules.get(call.__module__)
    return getattr(inspect.unwrap(call), "__globals__", None) or getattr(module, "__dict__", {})
