"""Choose the account that runs PostgreSQL's programs, which refuse to run as root."""

import itertools
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stackrig.errors import StartError
from stackrig.processes import Session

WHEEL_PROGRAMS = Path("pginstall", "bin")  # in the packages that carry a server
# In a user namespace PostgreSQL sees root as nobody and agrees to run, while the files still see root. A user without
# an account, as in containers, gets a name there. In an IPC namespace the server's System V segment disappears with
# the server, however that ends.
NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--ipc")
ACCOUNT = "nobody"  # owns nothing, unlike "postgres", who may own real databases
SWITCH_ACCOUNT = """
import os, sys
os.setgroups([])
os.setgid(int(sys.argv[2]))
os.setuid(int(sys.argv[1]))
os.execv(sys.argv[3], sys.argv[3:])
"""


@dataclass(frozen=True, slots=True)
class Binaries:
    """Hold the folder of initdb and postgres, and the command in front of them that drops root's rights."""

    folder: Path
    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None  # user and group that must own the data, None for our own


def choose_account(programs: Path, session: Session) -> Binaries:
    """Return how the programs in a folder are run here: in a user namespace, as this user, or, for root, as nobody.

    Raises:
        StartError: root can run them in none of these ways.
    """
    complaint = _try(programs, NAMESPACE)
    if not complaint:
        return Binaries(programs, NAMESPACE)
    return _as_account(programs, session, complaint) if os.geteuid() == 0 else Binaries(programs)


def _as_account(programs: Path, session: Session, complaint: str) -> Binaries:
    complaints = [f"unshare: {complaint}"]
    try:
        account = pwd.getpwnam(ACCOUNT)
        owner = (account.pw_uid, account.pw_gid)
        prefix = (sys.executable, "-I", "-S", "-c", SWITCH_ACCOUNT, *map(str, owner))
        session.folder.chmod(0o711)  # the account passes through, whatever the umask is
        for folder in itertools.chain([programs], _copy_binaries(programs, session)):
            if not (complaint := _try(folder, prefix)):
                return Binaries(folder, prefix, owner)
            complaints.append(f"{folder} as {ACCOUNT}: {complaint.splitlines()[-1]}")
    except KeyError as error:
        complaints.append(str(error))
    raise StartError(
        "PostgreSQL refuses to run as root, and neither a user namespace nor another account can run it here",
        evidence="\n".join(complaints),
        remedies=[
            "run as a plain user",
            "set TMPDIR to a folder that every account can reach",
            "allow user namespaces",
        ],
    )


def _copy_binaries(programs: Path, session: Session) -> Iterator[Path]:
    """Yield a copy of a package's server in a folder that other accounts reach; the copy is made when asked for."""
    package = programs.parent.parent
    if programs != package / WHEEL_PROGRAMS:
        return
    place = session.folder / "postgres-binaries"
    for source in (package, package.with_name(f"{package.name}.libs")):  # the libraries are found by relative path
        if source.exists() and not (place / source.name).exists():
            shutil.copytree(source, place / source.name, symlinks=True)
    subprocess.run(
        ["chmod", "-R", "a+rX", os.fspath(place)], check=True
    )  # the package may have been installed with a strict umask
    yield place / programs.relative_to(package.parent)


def _try(programs: Path, prefix: Sequence[str]) -> str:
    """Return why the server can't be run with the command `prefix` in front of it; empty if it can."""
    command = [*prefix, os.fspath(programs / "postgres"), "--version"]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode:
        return done.stdout.decode(errors="replace").strip() or f"exit code {done.returncode}"
    return ""
