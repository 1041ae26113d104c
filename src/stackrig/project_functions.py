"""Functions that a project's settings name as module:function; they are imported from the project's own folders."""

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
    """Name a function that fills a database; it is called with a psycopg2 connection."""

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
        """Return the value of the function's `digest`: a text, or a function without arguments that returns one."""
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
        """Return the seed's own `source`, or the file of its module; None when there is neither."""
        found = getattr(self.call, "source", None) or _home(self.call).get("__file__")
        return Path(found) if found and Path(found).is_file() else None


def seed_function(call: "Callable[[connection], object]") -> SeedFunction:
    """Return the seed for a function, named as in its module."""
    name = getattr(call, "__qualname__", type(call).__qualname__)
    return SeedFunction(f"{call.__module__}:{name}", call)


def load_function(root: Path, name: str, what: str) -> Callable[..., Any]:
    """Import a function that a project names as module:function, from the project's folder or its `src`.

    Args:
        what: the function's purpose, as the error names it.

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
    """Find the module of a function without importing it, so that no code of the module or its packages runs.

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
        except KeyError:  # Python would import the outer folder's module for a folder without __init__.py
            return
        if not spec:
            raise SettingsError(
                f"the {what} {name} can't be imported: there is no module {module}",
                remedies=[_where_to_put(root, module)],
            )
        places = spec.submodule_search_locations or []


def _import_remedies(root: Path, module: str, function: str, error: Exception) -> list[str]:
    """Return what to type after an import failed: for the function's own module, or for one that it imports."""
    missing = getattr(error, "name", None) or ""
    if isinstance(error, ModuleNotFoundError) and f"{module}.".startswith(f"{missing}."):
        return [_where_to_put(root, missing)]
    if isinstance(error, ModuleNotFoundError):
        return [f"install the package of {missing} where stackrig runs: {sys.executable} -m pip install PACKAGE"]
    home = sys.modules.get(module)
    if isinstance(error, ImportError) or not home or hasattr(home, function):
        return [f'read the whole traceback: {sys.executable} -c "import {module}" in {root}']
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
    """Return the namespace of the function's module as the function knows it: conftest.py files share a module name."""
    module = sys.modules.get(call.__module__)
    return getattr(inspect.unwrap(call), "__globals__", None) or getattr(module, "__dict__", {})
