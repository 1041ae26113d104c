"""LocalStack: in a container, from PyPI with Lambdas as processes, or one that already runs; AWS itself, if asked."""

import http.client
import json
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock

from stackrig.containers.daemon import offer_image, require_daemon
from stackrig.containers.run import Container, Network, remove_container
from stackrig.emulator.image import INFO_PATH, PORT, REPOSITORY, run_image
from stackrig.environments import (
    Environment,
    Interpreter,
    build_environment,
    find_environment,
    find_interpreters,
    run_tool,
)
from stackrig.errors import SettingsError, StartError
from stackrig.handles import Handle
from stackrig.loopback import ACCOUNT
from stackrig.processes import (
    Process,
    Session,
    check_running,
    exit_code,
    log_tail,
    start_process,
    stop_process,
)
from stackrig.settings import BackendKind, Choice, Settings, cloud_of, split_image
from stackrig.waiting import wait_until

LOG = logging.getLogger("stackrig")
PLUGIN = Path(__file__).parent / "inside"
DEFAULTS = ["4.14.0", "4.9.2"]  # the first that a Python here runs
# Minor versions of Python that run each LocalStack, the best first. From 4.10 on some services need 3.13, whatever the
# metadata says: below it LocalStack starts, says healthy, and fails later. Later Pythons were never released with it.
PYTHONS = {"4.14.0": (13,), "4.12.0": (13,), "4.9.2": (11, 12)}
OLDEST_FOR_LAMBDAS = 8  # minor version of Python; inside/functions/runtime
LOOPBACK = "127.0.0.1"
NO_PROXY = "127.0.0.1,localhost,.localhost,.localstack.cloud"
READY_PATH = "/_stackrig/ready"
FIRST_TIMEOUT = 180.0  # seconds; the first start compiles 2,000 modules
PROBE_TIMEOUT = 0.5  # seconds; the request waits in the socket's queue until LocalStack serves
PORT_TAKEN = 98  # inside.__main__
AWS = "aws"  # stands for the boot of AWS itself, whose state lasts
# Of the caller's environment. Through a proxy LocalStack fetches what some services need, such as Kinesis's program.
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LS_LOG", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
PLUGIN_MARKER = "complete"
LEFT_OUT = ("__pycache__", "requirements")  # folders of the plugin that it does not need to run
OVERRIDDEN = ("DYNAMODB", "DYNAMODBSTREAMS", "S3", "STEPFUNCTIONS")  # services whose provider is in `inside`
SDK_PACKAGES = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")


@dataclass(frozen=True, slots=True)
class AwsEndpoint(Handle):
    """Describe a LocalStack; its Lambdas reach it at `container_name`:`container_port`.

    `boot_id` differs after each start: state about its resources belongs to one boot. An embedded one has a `process`
    and a `folder`, one in Docker a `container`; one that wasn't started here has none of these. Clients made from the
    handle call the account `access_key`. AWS itself has no address and port 0; its clients have the user's credentials.
    """

    endpoint_url: str
    region: str
    port: int
    services: str
    container_id: str
    container_name: str
    container_port: int
    version: str
    backend: BackendKind
    boot_id: str
    process: Process | None
    folder: Path | None
    container: Container | None = None
    access_key: str = ACCOUNT

    @property
    def is_ours(self) -> bool:
        """Tell whether it was started here, so that what is deployed to it ends with it."""
        return bool(self.process or self.container)


def choose_localstack(settings: Settings, *, beside: BackendKind = "auto", pull: bool = False) -> Choice:
    """Choose the kind and version of LocalStack from `localstack_image`.

    Args:
        beside: the backend of the rig's database, on which `auto` depends: containers reach one in Docker only.
        pull: for `auto`, pull the image Docker lacks, and choose the embedded LocalStack when that fails.

    Raises:
        SettingsError: the option names something this stackrig can't run.
        StartError: no Python on this machine runs a LocalStack; or a Docker image, and no daemon answers.
    """
    kind, version = cloud_of(settings)
    if kind == "aws":
        return Choice(kind, version, f"use_localstack = false ({settings.sources.get('use_localstack', 'default')})")
    if kind == "attach":
        _split_address(version)
        return Choice(kind, version, "this address was given")
    if kind == "image":
        require_daemon()
        return Choice(kind, version, _source(settings))
    if kind == "installed":
        raise SettingsError(
            "localstack_image = 'installed': there is no such LocalStack",
            remedies=["--localstack-image=embedded takes LocalStack from PyPI, without Docker"],
        )
    if kind == "auto":
        return _choose_automatically(beside, pull=pull)
    if version and version not in PYTHONS:
        raise SettingsError(
            f"localstack_image = {settings.localstack_image!r}: the embedded versions are {', '.join(PYTHONS)}",
            remedies=[f"choose one of them: --localstack-image=embedded:{DEFAULTS[0]}"],
        )
    return _choose_embedded(version, _source(settings))


def _choose_automatically(beside: BackendKind, *, pull: bool) -> Choice:
    image = f"{REPOSITORY}:{DEFAULTS[0]}"
    if beside not in ("auto", "image"):
        return _choose_embedded("", f"auto: beside a database that is {beside}")
    try:
        return Choice("image", image, f"auto: {offer_image(image, pull=pull)}")
    except StartError as error:
        return _choose_embedded("", f"auto: {error}")


def _choose_embedded(version: str, why: str) -> Choice:
    for candidate in [version] if version else DEFAULTS:
        if python := _find_python(candidate):
            reason = why if version else f"{why}, {_reason(candidate, python)}"
            return Choice("embedded", candidate, reason)
    raise _no_python([version] if version else DEFAULTS)


def _source(settings: Settings) -> str:
    source = settings.sources.get("localstack_image", "default")
    return source if source.startswith("auto") else f"localstack_image ({source})"


def _reason(chosen: str, python: Interpreter) -> str:
    if chosen == DEFAULTS[0]:
        return f"on Python 3.{python.minor}"
    return f"the newest that runs on Python 3.{python.minor}"


def start_localstack(settings: Settings, session: Session, network: Network | None = None) -> AwsEndpoint:
    """Start the LocalStack the settings name and wait until it serves.

    Args:
        network: the one a container joins, and those of its Lambdas.

    Raises:
        SettingsError: the option names something this stackrig can't run.
        StartError: it can't be pulled, built or started, died, or was not ready in time.
    """
    choice = choose_localstack(settings, beside=split_image(settings.database_image)[0], pull=True)
    if choice.kind == "aws":
        return _use_aws(settings, choice.version)
    if choice.kind == "attach":
        return _attach(settings, choice.version)
    if choice.kind == "image":
        return _start_image(settings, session, choice.version, network)
    environment = _prepare_environment(choice.version, session)
    return _start_embedded(settings, session, environment, meanwhile=partial(_warn_without_namespaces, environment))


def stop_localstack(endpoint: AwsEndpoint) -> None:
    """Kill a LocalStack that was started here, its Lambdas included, and remove its data. Idempotent."""
    if endpoint.container:
        remove_container(endpoint.container)
    if endpoint.process:
        # Its data is thrown away: nothing is gained by a shutdown in good order, which takes seconds.
        stop_process(endpoint.process, first=signal.SIGKILL)
    if endpoint.folder:
        _remove(endpoint.folder)


@contextmanager
def running_localstack(settings: Settings, session: Session, network: Network | None = None) -> Iterator[AwsEndpoint]:
    """Start LocalStack; yields its handle. It is stopped and its data removed at the end of the block."""
    endpoint = start_localstack(settings, session, network)
    try:
        yield endpoint
    finally:
        stop_localstack(endpoint)


def _start_embedded(
    settings: Settings, session: Session, environment: Environment, *, meanwhile: Callable[[], None] = lambda: None
) -> AwsEndpoint:
    with ExitStack() as undo:
        folder = _make_folder(session, environment)
        undo.callback(_remove, folder)
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
    return AwsEndpoint(
        endpoint_url=f"http://{LOOPBACK}:{port}",
        region=settings.region,
        port=port,
        services=settings.localstack_services,
        container_id="",
        container_name=LOOPBACK,
        container_port=port,
        version=answer["version"],
        backend="embedded",
        boot_id=answer["boot_id"],
        process=process,
        folder=folder,
    )


def _make_folder(session: Session, environment: Environment) -> Path:
    """Make the folder of one LocalStack: `localstack` in the session's, or with a number when there is one already."""
    for number in count(1):
        folder = session.folder / ("localstack" if number == 1 else f"localstack-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        break
    for name in ("tmp", "home", "files/usr/lib"):
        (folder / name).mkdir(parents=True)
    (folder / "files/usr/lib/localstack").symlink_to(environment.folder / "libraries")
    return folder


def _warn_without_namespaces(environment: Environment) -> None:
    """Try what Lambdas will do, while LocalStack starts: that costs no time."""
    probe: list[str | Path] = [environment.python, "-I", "-S", PLUGIN / "functions/runtime/_stackrig_places.py"]
    done = subprocess.run(probe, capture_output=True, check=False, encoding="utf-8", errors="replace")
    if done.returncode:
        LOG.warning(done.stdout.strip() or done.stderr.strip())


def _wait_until_ready(
    settings: Settings, session: Session, process: Process, port_file: Path
) -> tuple[dict[str, Any], int]:
    def probe() -> tuple[dict[str, Any], int] | None:
        port = int(port_file.read_text(encoding="ascii"))
        answer = _get_json(LOOPBACK, port, READY_PATH, PROBE_TIMEOUT)
        # Services are loaded by then: two that are loaded at once, by threads, import each other's modules half-made,
        # and LocalStack keeps the error for good (seen once: "The role … cannot be assumed by Lambda").
        return (answer, port) if answer.get("session") == session.id and answer["warm"] else None

    try:
        return wait_until(
            probe,
            what="LocalStack",
            timeout=settings.localstack_timeout,
            check_alive=partial(_check_alive, settings, process),
            retry_on=(OSError, ValueError, http.client.HTTPException),
            remedies=("raise --localstack-timeout (STACKRIG_LOCALSTACK_TIMEOUT), in seconds",),
        )
    except StartError as error:
        if exit_code(process) is None:
            error.add_note(log_tail(process.log_file))
        raise


def _check_alive(settings: Settings, process: Process) -> None:
    if exit_code(process) == PORT_TAKEN:
        port, cause = settings.localstack_port, process.log_file.read_text(encoding="utf-8").splitlines()[-1]
        raise StartError(
            f"LocalStack can't have port {port}: {cause}",
            remedies=[
                "leave the choice to the system: --localstack-port=0 (STACKRIG_LOCALSTACK_PORT=0)",
                f"find the program that listens on it: lsof -i :{port}",
            ],
        )
    check_running(process)


def _variables(settings: Settings, environment: Environment, folder: Path, port_file: Path) -> dict[str, str]:
    """Return LocalStack's whole environment: of the caller's only KEPT_VARIABLES and PROXY_VARIABLES."""
    options = {
        "port": settings.localstack_port,
        "port_file": str(port_file),
        "pythons": {
            minor: str(found.path) for minor, found in find_interpreters().items() if minor >= OLDEST_FOR_LAMBDAS
        },
        "sdk": str(environment.folder / "sdk"),
    }
    return {
        **{name: os.environ[name] for name in KEPT_VARIABLES + PROXY_VARIABLES if name in os.environ},
        # moto makes clients of its own, whose search for credentials would end at EC2's metadata address.
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "DISABLE_EVENTS": "1",
        "DNS_ADDRESS": "0",
        "FILESYSTEM_ROOT": str(folder / "files"),
        "GATEWAY_SERVER": "stackrig",
        "HOME": str(folder / "home"),
        "LAMBDA_RUNTIME_EXECUTOR": "process",
        "MALLOC_ARENA_MAX": "2",  # as many heaps as threads would cost 10 MB more
        "NO_PROXY": NO_PROXY,
        "OVERRIDE_IN_DOCKER": "0",
        **{f"PROVIDER_OVERRIDE_{name}": "stackrig" for name in OVERRIDDEN},
        "PYTHONPATH": str(_install_plugin(environment)),
        "SERVICES": settings.localstack_services,
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "STRICT_SERVICE_LOADING": "0",  # a service not in SERVICES is loaded by its first call instead of refused
        "STACKRIG_OPTIONS": json.dumps(options),
        "TMPDIR": str(folder / "tmp"),
        "XDG_CACHE_HOME": str(environment.folder / "cache"),
        "no_proxy": NO_PROXY,
    }


def _start_image(settings: Settings, session: Session, image: str, network: Network | None) -> AwsEndpoint:
    container, info = run_image(
        settings, session, image, network, ask=lambda port, path: _get_json(LOOPBACK, port, path, PROBE_TIMEOUT)
    )
    return AwsEndpoint(
        endpoint_url=f"http://{LOOPBACK}:{container.host_port}",
        region=settings.region,
        port=container.host_port,
        services=settings.localstack_services,
        container_id=container.id,
        container_name=container.name,
        container_port=PORT,
        version=str(info["version"]),
        backend="image",
        boot_id=str(info["session_id"]),
        process=None,
        folder=None,
        container=container,
    )


def _use_aws(settings: Settings, account: str) -> AwsEndpoint:
    from stackrig.extras import require_boto3

    require_boto3()
    from stackrig.emulator.account import check_account, own_region

    region = settings.region if "region" in settings.sources else own_region(settings.region)
    check_account(account, region)
    return AwsEndpoint(
        endpoint_url="",
        region=region,
        port=0,
        services=settings.localstack_services,
        container_id="",
        container_name="",
        container_port=0,
        version="",
        backend="aws",
        boot_id=AWS,
        process=None,
        folder=None,
        access_key=account,
    )


def _attach(settings: Settings, url: str) -> AwsEndpoint:
    host, port = _split_address(url)
    info = wait_until(
        lambda: _get_json(host, port, INFO_PATH, timeout=5),
        what=f"the LocalStack at {url}",
        timeout=2,
        retry_on=(OSError, ValueError, http.client.HTTPException),
        remedies=("start it, or let stackrig start one: --localstack-image=embedded",),
    )
    return AwsEndpoint(
        endpoint_url=url.rstrip("/"),
        region=settings.region,
        port=port,
        services=settings.localstack_services,
        container_id="",
        container_name=host,
        container_port=port,
        version=str(info.get("version", "")),
        backend="attach",
        boot_id=str(info.get("session_id", "")),
        process=None,
        folder=None,
    )


def _split_address(url: str) -> tuple[str, int]:
    with suppress(ValueError):  # of a port that is none
        parts = urlsplit(url)
        if parts.scheme == "http" and parts.hostname:
            return parts.hostname, parts.port or 80
    raise SettingsError(f"localstack_image = {url!r}: an address such as http://127.0.0.1:4566 is expected")


def is_in_container(url: str) -> bool:
    """Tell whether the LocalStack at an address says so; one that does not answer is told of when it is needed."""
    host, port = _split_address(url)
    with suppress(OSError, ValueError, http.client.HTTPException):
        return bool(_get_json(host, port, INFO_PATH, PROBE_TIMEOUT).get("is_docker"))
    return False


def _get_json(host: str, port: int, path: str, timeout: float) -> dict[str, Any]:
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        return answer
    finally:
        connection.close()


def _requirements(version: str) -> Path:
    return PLUGIN / "requirements" / f"{version}.txt"


def _environment_name(version: str, minor: int) -> str:
    return f"localstack/{version}-python3.{minor}"


def _find_python(version: str) -> Interpreter | None:
    if built := find_built(version):
        return built.interpreter
    found = find_interpreters()
    return next((found[minor] for minor in PYTHONS[version] if minor in found and not found[minor].lacks), None)


def find_built(version: str) -> Environment | None:
    """Return the environment of an embedded LocalStack if it was built before and is whole."""
    names = [_environment_name(version, minor) for minor in PYTHONS[version]]
    return next(filter(None, (find_environment(name, _requirements(version)) for name in names)), None)


def _prepare_environment(version: str, session: Session) -> Environment:
    if built := find_built(version):
        return built
    interpreter = _find_python(version)
    if not interpreter:
        raise _no_python([version])
    name, requirements = _environment_name(version, interpreter.minor), _requirements(version)
    return build_environment(
        name,
        requirements,
        interpreter,
        what=f"LocalStack {version}'s environment (350 MB)",
        session=session,
        finish=partial(_fill_caches, session),
    )


def _no_python(versions: list[str]) -> StartError:
    pythons = find_interpreters()
    found = [f"3.{minor}" + "".join(f" without {name}" for name in pythons[minor].lacks) for minor in sorted(pythons)]
    wanted = f"3.{PYTHONS[versions[0]][0]}"
    return StartError(
        f"no Python on this machine runs LocalStack {' or '.join(versions)}: Python {wanted} is needed,"
        f" {', '.join(found)} are here",
        remedies=[
            f"install one: uv python install {wanted}",
            "use a LocalStack that already runs: --localstack-image=http://127.0.0.1:4566",
        ],
    )


def _fill_caches(session: Session, environment: Environment) -> None:
    """Start LocalStack once, so that it makes what it keeps: later starts are quick and take half the memory.

    These are the catalog of AWS's services (4 s and 350 MB to build) and the compiled form of the modules it imports.
    """
    sdk, libraries = environment.folder / "sdk", environment.folder / "libraries"
    for folder in (sdk, libraries):
        folder.mkdir()
    for package in SDK_PACKAGES:  # links, not copies: 25 MB
        _link_tree(environment.packages / package, sdk / package)
    first = Session(session.id, environment.folder / "first-start")
    first.folder.mkdir()
    settings = Settings(root=first.folder, localstack_timeout=FIRST_TIMEOUT)
    endpoint = _start_embedded(settings, first, environment)
    try:
        wait_until(
            lambda: _get_json(LOOPBACK, endpoint.port, READY_PATH, PROBE_TIMEOUT)["warm"],
            what="LocalStack, started for the first time,",
            timeout=FIRST_TIMEOUT,
            check_alive=lambda: _check_alive(settings, endpoint.process) if endpoint.process else None,
        )
        for catalog in first.folder.glob("localstack/files/var/lib/localstack/cache/*.dill"):
            catalog.rename(libraries / catalog.name)
    finally:
        stop_localstack(endpoint)
        _remove(first.folder)


def _link_tree(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=os.link, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        os.link(source, target)


def _install_plugin(environment: Environment) -> Path:
    """Return the folder for PYTHONPATH with our plugin, put there as a package with entry points when it is new."""
    digest = _digest_of_plugin()
    folder = environment.folder / f"plugin-{digest}"
    if (folder / PLUGIN_MARKER).exists():
        return folder
    with FileLock(f"{folder}.lock"):
        if not (folder / PLUGIN_MARKER).exists():
            _remove(folder)
            package, info = folder / "stackrig_localstack", folder / "stackrig_localstack-0.dist-info"
            info.mkdir(parents=True)
            shutil.copytree(PLUGIN, package, ignore=shutil.ignore_patterns(*LEFT_OUT))
            shutil.copy(PLUGIN / "entry_points.txt", info)
            (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stackrig-localstack\nVersion: 0\n")
            run_tool(
                [environment.python, "-P", "-m", "stackrig_localstack.serving.index"],
                what="LocalStack's plugin could not be installed",
                env={"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(environment.folder / "cache")},
                cwd=environment.folder,
            )
            (folder / PLUGIN_MARKER).touch()
    return folder


def _digest_of_plugin() -> str:
    digest = sha256()
    for path in sorted(PLUGIN.rglob("*")):
        if path.is_file() and not any(path.match(f"{pattern}/*") for pattern in LEFT_OUT):
            digest.update(os.fsencode(path.relative_to(PLUGIN)) + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _remove(folder: Path) -> None:
    while folder.exists():
        # Functions of a LocalStack that was killed may still be ending and taking their own files along.
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)
