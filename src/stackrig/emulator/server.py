"""LocalStack: in a container, from PyPI with Lambdas as processes, or a running one; AWS itself, if asked."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stackrig.containers.container import Container, remove_container
from stackrig.containers.networks import Network
from stackrig.emulator.choice import choose_localstack
from stackrig.emulator.clock import Clock
from stackrig.emulator.embedded import CA_FILE, stop_embedded
from stackrig.emulator.image import PORT, run_image
from stackrig.emulator.installation import start_installed
from stackrig.emulator.routes import LOOPBACK, NO_ANSWER, ask_info, split_address
from stackrig.handles import ServerHandle
from stackrig.loopback import ACCOUNT
from stackrig.option_values import BackendKind
from stackrig.processes import Process, Session
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")
AWS = "aws"  # stands for the boot of AWS itself, whose state lasts


@dataclass(frozen=True, slots=True)
class AwsEndpoint(ServerHandle):
    """Describe a LocalStack; its Lambdas reach it at `container_name`:`container_port`.

    `boot_id` differs after each start: state about its resources belongs to one boot. An embedded one has a `process`
    and a `folder`, one in Docker a `container`; one that wasn't started here has none of these. Clients made from the
    handle call the account `access_key`. AWS itself has no address and port 0; its clients have the user's credentials.
    `ca_file` is the CA of the HTTPS that an embedded one serves on the same port, and empty for others.
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
    ca_file: str = ""

    @property
    def clock(self) -> Clock:
        """Return the clock of this LocalStack, which tests move."""
        return Clock(self.endpoint_url)


def start_localstack(
    settings: Settings, session: Session, network: Network | None = None, *, plan: ServerPlan | None = None
) -> AwsEndpoint:
    """Start the LocalStack the settings name and wait until it serves.

    Args:
        network: the network that its container and its Lambdas' containers join.
        plan: what LocalStack is started from; chosen here for one that is not part of a rig.

    Raises:
        SettingsError: the option names something this stackrig can't run.
        StartError: it can't be pulled, built or started, died, or was not ready in time.
    """
    plan = plan or choose_localstack(settings, beside=settings.database_asked[0], pull=True)
    if plan.python:
        return _start_embedded(settings, session, plan.version)
    if plan.backend == "image":
        return _start_image(settings, session, plan.version, network)
    return _attach(settings, plan.version) if plan.backend == "attach" else _use_aws(settings, plan.version)


def stop_localstack(endpoint: AwsEndpoint) -> None:
    """Kill a LocalStack that was started here, with its Lambdas, and remove its data. Repeating it is safe."""
    if endpoint.container:
        remove_container(endpoint.container)
    if endpoint.process and endpoint.folder:
        stop_embedded(endpoint.process, endpoint.folder)


@contextmanager
def running_localstack(
    settings: Settings, session: Session, network: Network | None = None, *, plan: ServerPlan | None = None
) -> Iterator[AwsEndpoint]:
    """Start LocalStack and yield its handle; at the end of the block stop it and remove its data."""
    endpoint = start_localstack(settings, session, network, plan=plan)
    try:
        yield endpoint
    finally:
        stop_localstack(endpoint)


def _start_embedded(settings: Settings, session: Session, version: str) -> AwsEndpoint:
    started = start_installed(settings, session, version)
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
        ca_file=str(started.folder / CA_FILE),
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
    for name in ("localstack_environment", "iam"):
        if name in settings.sources:
            log.warning("%s is not used: the LocalStack at %s has settings of its own", name, url)
    host, port = split_address(url)
    info = wait_until(
        lambda: ask_info(host, port, timeout=5),
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
