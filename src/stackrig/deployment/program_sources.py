"""Read the source of programs for everything that can make a run differ although no file has changed.

`audit_events` sees the files that a program reads, its connections and its processes. The clock, chance, and looks at
files without opening them go unseen: only a program whose source can't reach these does the same again for certain.
"""

import ast
import importlib.util
from collections.abc import Collection, Iterator
from pathlib import Path

_CERTAIN = """
__future__ abc base64 binascii collections configparser contextlib copy csv dataclasses decimal enum fnmatch fractions
functools glob graphlib gzip hashlib hmac html io ipaddress itertools json keyword logging math numbers operator os
pathlib posixpath pprint re shlex shutil statistics string struct sys tarfile tempfile textwrap tomllib types typing
unicodedata urllib warnings xml zipfile zlib
attr attrs pulumi pulumi_aws pulumi_random pydantic stackrig tomli typing_extensions yaml
"""
_UNCERTAIN = """
exists lexists is_file is_dir isfile isdir is_symlink islink is_mount ismount stat lstat getmtime getctime getatime
getsize readlink samefile access which disk_usage urandom getpid getppid cpu_count getloadavg times uname getlogin
argv stdin modules input eval exec __import__ breakpoint set_trace
dynamic StackReference ResourceHook invoke get_invocation get_invocation_output
"""
# Modules whose results depend on their arguments, on files that they open and on environment variables alone.
# dotenv and jinja2 are not among them: both look for files with os.path.isfile, which is not recorded.
CERTAIN_MODULES = frozenset(_CERTAIN.split())
# Names that lead elsewhere: looks at files without opening them, the machine, other code, calls made while deploying.
UNCERTAIN_NAMES = frozenset(_UNCERTAIN.split())
# Options and outputs of functions by which something else follows an archive's content, or ignores it.
_FOLLOWING = (b"ignore_changes", b"code_sha256", b"source_code_hash", b"source_code_size", b"last_modified")


def find_uncertain(module: str, path: Path, known: Collection[str], loaded: Collection[str]) -> str:
    """Return what makes it uncertain that a module does the same again; empty if nothing does.

    Args:
        known: names of the modules that were imported with it, which are checked themselves.
        loaded: names of all modules that are imported.
    """
    nodes = list(ast.walk(ast.parse(path.read_bytes())))
    imports = [found for node in nodes for found in _imports(node, module, is_package=path.name == "__init__.py")]
    parents = [(parent, True) for parent in _parents(module)]
    for name, is_module in [*parents, *imports]:
        if name.partition(".")[0] not in CERTAIN_MODULES and name not in known and (is_module or name in loaded):
            return f"{path} imports {name}"
    used = {_used(node) for node in nodes} & UNCERTAIN_NAMES
    return f"{path} uses {min(used)}" if used else ""


def derives_from_archives(path: Path) -> bool:
    """Tell whether a module may use values that reveal an archive's content, such as its path, or ignores changes."""
    source = path.read_bytes()
    return any(name in source for name in _FOLLOWING) or any(_is_path(node) for node in ast.walk(ast.parse(source)))


def _is_path(node: ast.AST) -> bool:
    """Tell whether a node is the attribute `path`, but not of `os` or `sys`, or may be any attribute."""
    if isinstance(node, ast.Attribute) and node.attr in ("path", "__dict__"):
        return not (isinstance(node.value, ast.Name) and node.value.id in ("os", "sys"))
    return isinstance(node, ast.Name) and node.id in ("getattr", "vars")


def is_empty(path: Path) -> bool:
    """Tell whether a module does nothing, as the modules of many packages: it has no more than a docstring."""
    body = ast.parse(path.read_bytes()).body
    return all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in body)


def _parents(module: str) -> Iterator[str]:
    while module := module.rpartition(".")[0]:
        yield module


def _imports(node: ast.AST, module: str, *, is_package: bool) -> Iterator[tuple[str, bool]]:
    """Yield the names that a statement imports, and whether each is a module; parts of a package may be modules."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, True) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = module if is_package else module.rpartition(".")[0]
        base = importlib.util.resolve_name(f"{'.' * node.level}{node.module or ''}", package)
        yield base, True
        yield from ((f"{base}.{alias.name}", False) for alias in node.names)


def _used(node: ast.AST) -> str:
    if isinstance(node, ast.alias):
        return node.name
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
