"""Lambda archives: source files and their libraries in one zip, the same bytes for the same content.

Both the archives and the libraries installed for them are cached, each by its content or requirements.
"""

import contextlib
import hashlib
import importlib.util
import json
import logging
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from stackrig.deployment.archive_sources import Architecture, Recipe, note_recipe, note_sources
from stackrig.deployment.requirements import Requirements, requirement_lines
from stackrig.errors import DeployError, SettingsError
from stackrig.file_locks import file_lock
from stackrig.folders import cache_folder, remove_folder
from stackrig.installers import INDEX_REMEDY, TOOL_TIMEOUT, find_uv, uv_variables
from stackrig.manifests import MANIFEST, find_damage, has_manifest, sizes_of, write_manifest

if TYPE_CHECKING:
    import pulumi

Sources = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
Entries = Mapping[str, tuple[int, bytes]]  # name in the archive -> permissions, content

FORMAT = "2"  # part of every key: raise it when the same input gives other bytes
FIRST_MINOR_ON_2023 = 12
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold
KEPT_UNUSED = 30 * 24 * 3600.0  # seconds
MACHINES = {"x86_64": "x86_64", "arm64": "aarch64"}  # AWS's name of a processor -> the name in wheels
# Files that a Lambda does not need. They differ with each installer or machine: scripts in bin name the interpreter.
INSTALLERS_OWN = {".lock", "bin", MANIFEST, "INSTALLER", "RECORD", "REQUESTED", "direct_url.json", "uv_cache.json"}

log = logging.getLogger("stackrig")


def python_archive(
    source: Sources,
    requirements: Requirements = (),
    *,
    prefix: str = "",
    layer: bool = False,
    python_version: str = "3.12",
    architecture: Architecture = "x86_64",
    cache: str | os.PathLike[str] | None = None,
) -> "pulumi.FileArchive":
    """Build a Lambda's archive, or find an earlier one, and return it for `aws.lambda_.Function(code=...)`.

    Equal content makes an equal zip, whatever the folder, dates, umask or installer. Zip and libraries are
    cached while they are in use: an archive built before needs no network, a changed handler no installer.

    Args:
        source: a folder, whose content lands at the root, a file, or several; hidden files and bytecode stay out.
        requirements: lines of a requirements file, one by one or as its text, or the path of a requirements.txt, a
            pyproject.toml or a uv.lock. Pin them: the cache keeps what a line has installed. Only wheels are installed.
        prefix: the folder of the archive in which the sources are, as `app/api` for the handler `app.api.main.handle`.
        layer: build the archive of a layer, in which everything is below `python/`.
        python_version, architecture: those of the function.
        cache: the folder for archives and libraries; stackrig's in the user's cache when not given.

    Raises:
        SettingsError: a source or requirement can't be used, or the prefix leads out of the archive.
        DeployError: the libraries can't be installed or the cache folder can't be written.
    """
    import pulumi

    how = Recipe(
        sources=tuple(str(path) for path in _as_paths(source)),
        requirements=tuple(requirement_lines(requirements)),
        prefix=prefix,
        layer=layer,
        python_version=python_version,
        architecture=architecture,
        cache=os.fspath(cache) if cache else "",
    )
    return pulumi.FileArchive(build_archive(how))


def build_archive(recipe: Recipe) -> str:
    """Build an archive, or find it built before, and return its path; see `python_archive`."""
    folder, top = Path(recipe.cache) if recipe.cache else cache_folder(), "python/" if recipe.layer else ""
    below, entries = top + _check_prefix(recipe.prefix), _read_sources(recipe.sources)
    with _naming_cache(folder):
        libraries = _read_libraries(folder, recipe) if recipe.requirements else {}
        archive = _archive(folder / "archives", {**_moved(libraries, top), **_moved(entries, below)})
        note_sources(archive, _as_paths(recipe.sources), below)
    note_recipe(recipe, str(archive))
    return str(archive)


@contextlib.contextmanager
def _naming_cache(folder: Path) -> Iterator[None]:
    """Raise an error of the disk as an error that names the cache folder."""
    try:
        yield
    except OSError as error:
        raise DeployError(
            f"no archive could be built in the cache folder {folder}: {error}",
            remedies=["set XDG_CACHE_HOME to a folder that can be written", "python_archive(..., cache=...)"],
        ) from error


def _check_prefix(prefix: str) -> str:
    """Return a prefix with a slash at its end, or nothing."""
    parts = PurePosixPath(prefix).parts
    if {"..", "/"} & {*parts}:
        raise SettingsError(f"prefix = {prefix!r}: a folder of the archive such as app/api is expected")
    return "".join(f"{part}/" for part in parts)


def _moved(entries: Entries, below: str) -> Entries:
    return {below + name: entry for name, entry in entries.items()}


def _read_sources(sources: Sources) -> Entries:
    entries: dict[str, tuple[int, bytes]] = {}
    for source in _as_paths(sources):
        found = _read_source(source)
        if twice := entries.keys() & found.keys():
            raise SettingsError(f"{source} and a source before it both hold {', '.join(sorted(twice))}")
        entries |= found
    return entries


def _as_paths(sources: Sources) -> list[Path]:
    return [Path(one) for one in ([sources] if isinstance(sources, str | os.PathLike) else sources)]


def _read_source(source: Path) -> Entries:
    try:
        if source.is_file():
            return {source.name: _read(source)}
        entries = {name: _read(file) for name, file in _walk(source, _is_source)}
    except OSError as error:
        raise SettingsError(f"the archive's source {source.absolute()} can't be read: {error}") from error
    if not entries:
        raise SettingsError(f"the archive's source {source.absolute()} holds no file that isn't hidden")
    return entries


def _walk(
    folder: Path, wanted: Callable[[str], bool], prefix: str = "", above: tuple[Path, ...] = ()
) -> Iterator[tuple[str, Path]]:
    """Yield the wanted files below a folder by their names in the archive; links to folders are followed."""
    home = folder.resolve()
    if home in above:
        raise OSError(f"{folder} is a link to a folder above it")
    for entry in folder.iterdir():
        name = prefix + entry.name
        if wanted(name) and entry.is_dir():
            yield from _walk(entry, wanted, f"{name}/", (*above, home))
        elif wanted(name):
            yield name, entry


def _is_source(name: str) -> bool:
    return not name.rpartition("/")[2].startswith(".") and not _is_bytecode(name)


def _is_library(name: str) -> bool:
    folder, _, file = name.partition("/")
    of_installer = folder in INSTALLERS_OWN or (folder.endswith(".dist-info") and file in INSTALLERS_OWN)
    return not of_installer and not _is_bytecode(name)


def _is_bytecode(name: str) -> bool:
    return name.endswith((".pyc", "__pycache__"))


def _read(file: Path) -> tuple[int, bytes]:
    runs = file.stat().st_mode & stat.S_IXUSR
    return 0o755 if runs else 0o644, file.read_bytes()


def _archive(home: Path, entries: Entries) -> Path:
    target = home / f"{_digest(entries)}.zip"
    if zipfile.is_zipfile(target):
        _mark_used(target)
        return target
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="part-", dir=home) as scratch:
        part = Path(scratch) / target.name
        _write_zip(part, entries)
        part.replace(target)  # builders of the same archive write the same bytes: the last one wins
    _forget_unused(home)
    return target


def _digest(entries: Entries) -> str:
    parts = [(name, mode, hashlib.sha256(content).hexdigest()) for name, (mode, content) in sorted(entries.items())]
    return hashlib.sha256(json.dumps([FORMAT, parts]).encode()).hexdigest()


def _write_zip(path: Path, entries: Entries) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, (mode, content) in sorted(entries.items()):
            info = zipfile.ZipInfo(name, OLDEST_DATE)
            info.create_system = 3  # Unix, wherever it is built: permissions count
            info.external_attr = (stat.S_IFREG | mode) << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)


def _read_libraries(cache: Path, recipe: Recipe) -> Entries:
    """Return the content of the libraries, installed before or now; one builder installs while others wait."""
    lines, python_version, architecture = recipe.requirements, recipe.python_version, recipe.architecture
    if architecture not in MACHINES or not re.fullmatch(r"3\.\d+", python_version):
        raise SettingsError(
            f"an archive for Python {python_version} on {architecture} can't be built: "
            f"a version such as 3.12 and one of {', '.join(MACHINES)} are expected"
        )
    key = hashlib.sha256(json.dumps([FORMAT, lines, python_version, architecture]).encode()).hexdigest()
    site = cache / "libraries" / key
    if not _is_whole(site):
        site.parent.mkdir(parents=True, exist_ok=True)
        with file_lock(cache / "libraries.lock", "installs libraries for Lambdas"):
            if not _is_whole(site):
                remove_folder(site)
                _install(site, lines, python_version, architecture)
                _forget_unused(site.parent)
    _mark_used(site)
    return {name: _read(file) for name, file in _walk(site, _is_library)}


def _is_whole(site: Path) -> bool:
    return site.is_dir() and has_manifest(site) and not find_damage(site, sizes_of(site), thorough=True)


def _install(site: Path, lines: Sequence[str], python_version: str, architecture: Architecture) -> None:
    names = ", ".join(_names(lines))
    log.info("installing %s for Lambdas on Python %s", names, python_version)
    with tempfile.TemporaryDirectory(prefix="part-", dir=site.parent) as scratch:
        listed, part = Path(scratch, "requirements.txt"), Path(scratch, "site")
        listed.write_text("\n".join(lines), encoding="utf-8")
        command = _install_command(python_version, architecture)
        what = f"{names} for Python {python_version} on Linux {architecture}"
        done = _run([*command, "--target", part, "-r", listed], what)
        if done.returncode:
            raise _not_installed(what, done)
        write_manifest(part, sizes_of(part))
        part.replace(site)


def _run(command: Sequence[str | Path], what: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            env=uv_variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            timeout=TOOL_TIMEOUT,
        )
    except subprocess.TimeoutExpired as error:
        raise DeployError(
            f"the libraries of a Lambda archive were not installed within {TOOL_TIMEOUT:g} s ({what})",
            remedies=[INDEX_REMEDY],
        ) from error


def _install_command(python_version: str, architecture: Architecture) -> list[str]:
    machine, newest = MACHINES[architecture], _newest_glibc(python_version)
    wheels = ["--only-binary", ":all:", "--python-version", python_version]
    if uv := find_uv():
        platform = ["--python-platform", f"{machine}-manylinux_2_{newest}"]
        return [uv, "pip", "install", "--python", sys.executable, *platform, *wheels]
    if importlib.util.find_spec("pip"):
        # pip takes the platforms one by one; the oldest one's name stands for those before it.
        names = [*(f"manylinux_2_{minor}_{machine}" for minor in range(newest, 16, -1)), f"manylinux2014_{machine}"]
        platforms = [f"--platform={name}" for name in names]
        quiet = ["--no-compile", "--no-input", "--disable-pip-version-check"]
        return [sys.executable, "-m", "pip", "install", "--implementation", "cp", *platforms, *wheels, *quiet]
    raise DeployError(
        "the libraries of a Lambda archive can't be installed: neither uv nor pip was found",
        remedies=["pip install 'stackrig[embedded]', which brings uv"],
    )


def _newest_glibc(python_version: str) -> int:
    """Return the newest minor version of glibc 2 for which wheels are built and which the runtime has.

    Lambda's runtimes are Amazon Linux 2023 (glibc 2.34) from Python 3.12 on, before it Amazon Linux 2 (2.26), see
    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html; wheels are built for 2.28 and for 2.17.
    """
    amazon_linux_2023 = int(python_version.removeprefix("3.")) >= FIRST_MINOR_ON_2023
    return 28 if amazon_linux_2023 else 17


def _not_installed(what: str, done: subprocess.CompletedProcess[str]) -> DeployError:
    tail = "\n".join(f"  {line}" for line in done.stdout.splitlines()[-20:])
    installer = "uv" if Path(done.args[0]).stem == "uv" else "pip"
    return DeployError(
        f"the libraries of a Lambda archive could not be installed ({what}): "
        f"{installer} ended with exit code {done.returncode}",
        evidence=f"its last lines:\n{tail}",
        remedies=[
            "correct the requirement, or pin a version that has a wheel for this Python and platform",
            "no network: build the archive once with one; the libraries then stay in the cache",
            "no wheel, pure Python: pass the library's folder as one more source",
        ],
    )


def _names(lines: Sequence[str]) -> list[str]:
    # Only the name: the rest of a line may be an address with a password in it.
    return [found[0] for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line))]


def _mark_used(path: Path) -> None:
    with contextlib.suppress(OSError):  # a read-only cache is fine
        os.utime(path)


def _forget_unused(folder: Path) -> None:
    for entry in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another builder was faster
            if entry.stat().st_mtime < time.time() - KEPT_UNUSED:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
