"""LocalStack from PyPI as a process of this machine, with Lambdas as processes."""

import hashlib
import json
import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from stackrig.emulator.plugin import PLUGIN, cache_beside, install_plugin, served_services
from stackrig.emulator.releases import EMULATORS
from stackrig.emulator.routes import LOOPBACK, NO_ANSWER, READY_PATH, get_json
from stackrig.environments import Environment
from stackrig.errors import StartError
from stackrig.folders import cache_folder, remove_folder
from stackrig.installers import find_uv, uv_variables
from stackrig.interpreters import find_interpreters
from stackrig.processes import Process, Session, check_running, exit_code, log_tail, start_process, stop_process
from stackrig.settings import Settings, localstack_variables
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")
OLDEST_FOR_LAMBDAS = 7  # minor version of Python that runs functions; inside/functions/runtime is written for it
OLD_REQUIREMENTS = PLUGIN / "requirements" / "old-functions.txt"
INSTALLER_VARIABLES = re.compile(
    r"(UV|PIP|NODE|NPM_CONFIG|npm_config|SSL|XDG|REQUESTS)_.*|PATH|HOME|LANG|LC_ALL|TMPDIR|.*_(proxy|PROXY)"
)
NO_PROXY = "127.0.0.1,localhost,.localhost,.localstack.cloud"
NO_DAEMON = "unix:///dev/null"  # LocalEmu would start containers for Redshift and others, and remove those it finds
PROBE_LIMIT = 10.0  # seconds for the probe for namespaces
PORT_TAKEN = 98  # exit code; inside/__main__.py
# Variables to pass on. LocalStack uses the proxy to fetch what some of its services need.
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LS_LOG", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
CA_FILE = "ca.pem"  # in LocalStack's folder: the key and certificate that sign its HTTPS certificates
PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
# Settings of LocalStack with better values for tests. Its default is to repeat a failed asynchronous invocation after a
# minute, as AWS does.
TEST_SETTINGS = {"LAMBDA_RETRY_BASE_DELAY": "1"}


class PortTakenError(StartError):
    """Report that another program listens on the port that LocalStack should get."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """Describe a running LocalStack of this machine; `boot_id` differs after each start."""

    process: Process
    folder: Path
    port: int
    version: str
    boot_id: str


def start_embedded(
    settings: Settings, session: Session, environment: Environment, *, meanwhile: Callable[[], None] = lambda: None
) -> Embedded:
    """Start LocalStack from its environment and wait until it serves.

    Args:
        meanwhile: called while LocalStack starts, which takes seconds.

    Raises:
        StartError: it ended, was not ready in time, or its port is taken. Nothing is left but its log.
    """
    with ExitStack() as undo:
        folder = _make_folder(session, environment)
        undo.callback(remove_folder, folder)
        port_file = folder / "port"
        process = start_process(
            session,
            folder.name,
            [environment.python, "-P", "-m", "stackrig_localstack"],
            env=_variables(settings, environment, folder, port_file),
            cwd=folder,
        )
        undo.callback(stop_process, process, first=signal.SIGKILL)
        meanwhile()
        answer, port = _wait_until_ready(settings, session, process, port_file)
        undo.pop_all()
    return Embedded(process, folder, port, answer["version"], answer["boot_id"])


def stop_embedded(process: Process, folder: Path) -> None:
    """Kill a LocalStack and its Lambdas, and remove its data. Repeating it is safe."""
    # An orderly shutdown takes seconds, and the data is thrown away anyway.
    stop_process(process, first=signal.SIGKILL)
    # Functions of a killed LocalStack may still be ending; they remove their own files meanwhile.
    remove_folder(folder)


def warn_without_namespaces(environment: Environment) -> None:
    """Warn if Lambdas can't have their own view of the disk on this machine."""
    probe: list[str | Path] = [environment.python, "-I", "-S", PLUGIN / "functions/runtime/_stackrig_places.py"]
    try:
        done = subprocess.run(
            probe, capture_output=True, check=False, encoding="utf-8", errors="replace", timeout=PROBE_LIMIT
        )
    except subprocess.TimeoutExpired:  # a machine so busy proves nothing
        return
    if done.returncode:
        log.warning(done.stdout.strip() or done.stderr.strip())


def _make_folder(session: Session, environment: Environment) -> Path:
    """Make the folder of one LocalStack: `localstack` in the session's, with a number if that exists already."""
    for number in count(1):
        folder = session.folder / ("localstack" if number == 1 else f"localstack-{number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        break
    for name in ("tmp", "home", "files/usr/lib"):
        (folder / name).mkdir(parents=True)
    for emulator in EMULATORS:
        (folder / "files/usr/lib" / emulator.name).symlink_to(environment.folder / "libraries")
    return folder


def _wait_until_ready(
    settings: Settings, session: Session, process: Process, port_file: Path
) -> tuple[dict[str, Any], int]:
    def probe() -> tuple[dict[str, Any], int] | None:
        port = int(port_file.read_text(encoding="ascii"))
        answer = get_json(LOOPBACK, port, READY_PATH)
        # Ready means that all services are loaded. Two services that threads load at once import each other's modules
        # half-made, and LocalStack keeps that error for good (seen once: "The role … cannot be assumed by Lambda").
        return (answer, port) if answer.get("session") == session.id and answer["warm"] else None

    try:
        return wait_until(
            probe,
            what="LocalStack",
            timeout=settings.localstack_timeout,
            check_alive=partial(check_alive, settings, process),
            retry_on=NO_ANSWER,
            remedies=("raise --localstack-timeout (STACKRIG_LOCALSTACK_TIMEOUT), in seconds",),
        )
    except StartError as error:
        if exit_code(process) is None:
            error.add_note(log_tail(process.log_file))
        raise


def check_alive(settings: Settings, process: Process) -> None:
    """Raise a StartError when LocalStack has ended, or a PortTakenError if another program has its port."""
    if exit_code(process) == PORT_TAKEN:
        port, cause = settings.localstack_port, process.log_file.read_text(encoding="utf-8").splitlines()[-1]
        raise PortTakenError(
            f"LocalStack can't have port {port}: {cause}",
            remedies=[
                "let the system choose: --localstack-port=0 (STACKRIG_LOCALSTACK_PORT=0)",
                f"find the program that listens on the port: lsof -i :{port}",
            ],
        )
    check_running(process)


def _packages() -> dict[str, object]:
    """Return where packages are or will be that some functions need, and how to install them: see inside/functions.

    The AWS SDK of old functions is plain Python, so this process's interpreter can install it for them.
    """
    digest = hashlib.sha256(OLD_REQUIREMENTS.read_bytes()).hexdigest()[:12]
    uv = find_uv()
    words = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
    variables = uv_variables()
    return {
        "packages": str(cache_folder()),
        "old_sdk": str(cache_folder() / f"old-functions-{digest}"),
        "install_old_sdk": [*words, "--quiet", "--no-deps", "--requirement", str(OLD_REQUIREMENTS), "--target"],
        "installer": {name: variables[name] for name in variables if INSTALLER_VARIABLES.fullmatch(name)},
    }


def _variables(settings: Settings, environment: Environment, folder: Path, port_file: Path) -> dict[str, str]:
    """Return LocalStack's whole environment: its settings, and KEPT_VARIABLES and PROXY_VARIABLES of this process."""
    plugin = install_plugin(environment)
    return {
        **{name: os.environ[name] for name in KEPT_VARIABLES + PROXY_VARIABLES if name in os.environ},
        **TEST_SETTINGS,
        **localstack_variables(settings),
        # moto makes clients of its own, whose search for credentials would end at EC2's metadata address.
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "DISABLE_EVENTS": "1",
        "DNS_ADDRESS": "0",
        "DOCKER_HOST": NO_DAEMON,
        "FILESYSTEM_ROOT": str(folder / "files"),
        "GATEWAY_SERVER": "stackrig",
        "HOME": str(folder / "home"),
        "LAMBDA_RUNTIME_EXECUTOR": "process",
        "MALLOC_ARENA_MAX": "2",  # as many heaps as threads would cost 10 MB more
        "NO_PROXY": NO_PROXY,
        "OVERRIDE_IN_DOCKER": "0",
        **{f"PROVIDER_OVERRIDE_{name}": "stackrig" for name in served_services()},
        "PYTHONPATH": str(plugin),
        "SERVICES": settings.localstack_services,
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "STRICT_SERVICE_LOADING": "0",  # the first call of a service not in SERVICES loads it instead of failing
        "STACKRIG_CLOCK": settings.clock,
        "STACKRIG_IAM": settings.iam,
        "STACKRIG_OPTIONS": json.dumps(_options(settings, environment, port_file)),
        "TMPDIR": str(folder / "tmp"),
        "XDG_CACHE_HOME": str(cache_beside(plugin)),
        "no_proxy": NO_PROXY,
    }


def _options(settings: Settings, environment: Environment, port_file: Path) -> dict[str, object]:
    """Return the settings for the plugin in LocalStack."""
    return {
        "port": settings.localstack_port,
        "port_file": str(port_file),
        "ca_file": str(port_file.parent / CA_FILE),
        "pythons": {
            minor: str(found.path) for minor, found in find_interpreters().items() if minor >= OLDEST_FOR_LAMBDAS
        },
        "sdk": str(environment.folder / "sdk"),
        **_packages(),
    }
