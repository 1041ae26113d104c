"""LocalStack: in a container, from PyPI with Lambdas as processes, or one that already runs; AWS itself, if asked."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from stackrig.containers.container import Container, remove_container
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import offer_image
from stackrig.containers.networks import Network
from stackrig.emulator.embedded import start_embedded, stop_embedded, warn_without_namespaces
from stackrig.emulator.image import PORT, REPOSITORY, run_image
from stackrig.emulator.installation import DEFAULTS, PYTHONS, find_python, no_python, prepare_environment
from stackrig.emulator.routes import INFO_PATH, LOOPBACK, NO_ANSWER, get_json, split_address
from stackrig.errors import SettingsError, StartError
from stackrig.handles import ServerHandle
from stackrig.interpreters import Interpreter
from stackrig.loopback import ACCOUNT
from stackrig.processes import Process, Session
from stackrig.settings import BackendKind, Choice, Settings, cloud_of, split_image
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")
AWS = "aws"  # stands for the boot of AWS itself, whose state lasts


@dataclass(frozen=True, slots=True)
class AwsEndpoint(ServerHandle):
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
        split_address(version)
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
        if python := find_python(candidate):
            reason = why if version else f"{why}, {_reason(candidate, python)}"
            return Choice("embedded", candidate, reason)
    raise no_python([version] if version else DEFAULTS)


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
    return _start_embedded(settings, session, choice.version)


def stop_localstack(endpoint: AwsEndpoint) -> None:
    """Kill a LocalStack that was started here, its Lambdas included, and remove its data. Idempotent."""
    if endpoint.container:
        remove_container(endpoint.container)
    if endpoint.process and endpoint.folder:
        stop_embedded(endpoint.process, endpoint.folder)


@contextmanager
def running_localstack(settings: Settings, session: Session, network: Network | None = None) -> Iterator[AwsEndpoint]:
    """Start LocalStack; yields its handle. It is stopped and its data removed at the end of the block."""
    endpoint = start_localstack(settings, session, network)
    try:
        yield endpoint
    finally:
        stop_localstack(endpoint)


def _start_embedded(settings: Settings, session: Session, version: str) -> AwsEndpoint:
    environment = prepare_environment(version, session)
    # Warns while LocalStack starts: that costs no time.
    started = start_embedded(settings, session, environment, meanwhile=partial(warn_without_namespaces, environment))
    return AwsEndpoint(
        endpoint_url=f"http://{LOOPBACK}:{started.port}",
        region=settings.region,
        port=started.port,
        services=settings.localstack_services,
        container_id="",
        container_name=LOOPBACK,
        container_port=started.port,
        version=started.version,
        backend="embedded",
        boot_id=started.boot_id,
        process=started.process,
        folder=started.folder,
    )


def _start_image(settings: Settings, session: Session, image: str, network: Network | None) -> AwsEndpoint:
    container, info = run_image(settings, session, image, network)
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
    if settings.localstack_environment:
        log.warning("localstack_environment is not used: the LocalStack at %s has settings of its own", url)
    host, port = split_address(url)
    info = wait_until(
        lambda: get_json(host, port, INFO_PATH, timeout=5),
        what=f"the LocalStack at {url}",
        timeout=2,
        retry_on=NO_ANSWER,
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
