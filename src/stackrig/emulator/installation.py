"""The environment of an embedded LocalStack: the Pythons it runs on, its packages and what its first start leaves."""

import logging
import os
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from stackrig.emulator.embedded import (
    Embedded,
    PortTakenError,
    start_embedded,
    stop_embedded,
    warn_without_namespaces,
)
from stackrig.emulator.plugin import PLUGIN
from stackrig.emulator.releases import PYTHONS, title_of
from stackrig.environments import (
    Environment,
    build_environment,
    discard_environment,
    find_damaged,
    find_environment,
    remove_changed,
)
from stackrig.errors import StartError
from stackrig.folders import remove_folder
from stackrig.interpreters import Interpreter, find_interpreters
from stackrig.manifests import sizes_of
from stackrig.processes import Session
from stackrig.settings import Settings

log = logging.getLogger("stackrig")
ENVIRONMENT_SIZE = "440 MB on disk, 110 MB to download"
FIRST_TIMEOUT = 180.0  # seconds; the first start compiles 2,000 modules
SDK_PACKAGES = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")


def _requirements(version: str) -> Path:
    return PLUGIN / "requirements" / f"{_file_name(version)}.txt"


def _environment_name(version: str, minor: int) -> str:
    return f"localstack/{_file_name(version)}-python3.{minor}"


def _file_name(version: str) -> str:
    return version.replace(":", "-")


def find_python(version: str) -> Interpreter | None:
    if built := find_built(version):
        return built.interpreter
    found = find_interpreters()
    return next((found[minor] for minor in PYTHONS[version] if minor in found and not found[minor].lacks), None)


def find_built(version: str) -> Environment | None:
    """Return the environment of an embedded LocalStack if it was built before and is whole."""
    names = [_environment_name(version, minor) for minor in PYTHONS[version]]
    return next(filter(None, (find_environment(name, _requirements(version)) for name in names)), None)


def start_installed(settings: Settings, session: Session, version: str) -> Embedded:
    """Start LocalStack from its environment. A missing environment is built, and a damaged one is built anew.

    Raises:
        StartError: it can't be built, or LocalStack does not start.
    """
    environment = prepare_environment(version, session)
    removed: list[str] = []
    try:
        return start_embedded(settings, session, environment, meanwhile=partial(_examine, environment, removed))
    except PortTakenError:  # the failure does not mention the files, and comparing them all takes seconds
        raise
    except StartError:
        sizes = sizes_of(environment.folder)
        removed += remove_changed(environment, sizes)
        damaged = find_damaged(environment, sizes, thorough=True)
        if not damaged and not removed:
            raise
    log.warning("%s is damaged: %s; starting LocalStack once more", environment.folder, _some([*damaged, *removed]))
    if damaged:
        discard_environment(environment)
        environment = prepare_environment(version, session)
    return start_embedded(settings, session, environment)


def _examine(environment: Environment, removed: list[str]) -> None:
    """Check, while LocalStack starts, whether its files are whole, and warn of what this machine lacks."""
    warn_without_namespaces(environment)
    sizes = sizes_of(environment.folder)
    removed += remove_changed(environment, sizes)
    if damaged := find_damaged(environment, sizes):
        raise StartError(f"{environment.folder} is damaged: {_some(damaged)}")


def _some(names: Sequence[str]) -> str:
    return names[0] + (f" and {len(names) - 1} more files" if names[1:] else "")


def prepare_environment(version: str, session: Session) -> Environment:
    if built := find_built(version):
        return built
    interpreter = find_python(version)
    if not interpreter:
        raise no_python([version])
    name, requirements = _environment_name(version, interpreter.minor), _requirements(version)
    return build_environment(
        name,
        requirements,
        interpreter,
        what=f"{title_of(version)}'s environment ({ENVIRONMENT_SIZE})",
        session=session,
        finish=partial(_fill_caches, session),
    )


def no_python(versions: list[str]) -> StartError:
    pythons = find_interpreters()
    found = [f"3.{minor}" + "".join(f" without {name}" for name in pythons[minor].lacks) for minor in sorted(pythons)]
    wanted = f"3.{PYTHONS[versions[0]][0]}"
    return StartError(
        f"no Python on this machine runs {' or '.join(map(title_of, versions))}: it needs Python {wanted}, and this"
        f" machine has {', '.join(found) or 'none'}",
        remedies=[
            f"install one: uv python install {wanted}",
            "use a LocalStack that already runs: --localstack-image=http://127.0.0.1:4566",
        ],
    )


def _fill_caches(session: Session, environment: Environment) -> None:
    """Start LocalStack once, so that later starts are faster and need half the memory.

    It leaves the catalog of AWS's services (4 s and 350 MB to build) and the compiled form of the modules it imports.
    """
    sdk, libraries, scratch = (environment.folder / name for name in ("sdk", "libraries", "first-start"))
    for folder in (sdk, libraries, scratch):
        folder.mkdir()
    for package in SDK_PACKAGES:  # links, not copies: 25 MB
        _link_tree(environment.packages / package, sdk / package)
    settings = Settings(root=scratch, localstack_timeout=FIRST_TIMEOUT)
    first = start_embedded(settings, Session(session.id, scratch), environment)
    try:
        for catalog in first.folder.glob("files/var/lib/*/cache/*.dill"):
            catalog.rename(libraries / catalog.name)
    finally:
        stop_embedded(first.process, first.folder)
        remove_folder(scratch)


def _link_tree(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=os.link, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        os.link(source, target)
