"""LocalStack in a container: how an image runs, with its Lambdas as containers beside it."""

import logging
import os
import re
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from stackrig.containers.api import Daemon, call
from stackrig.containers.container import Container, Recipe, lambda_labels, new_name, remove_container, run_container
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import provide_image, split_tag
from stackrig.containers.logs import log_tail, read_log
from stackrig.containers.networks import Network
from stackrig.containers.readiness import watching
from stackrig.emulator.plugin import PLUGIN, plugin_files, served_services
from stackrig.emulator.releases import (
    DEFAULTS,
    EMULATORS,
    LOCALEMU,
    LOCALSTACK,
    PYTHONS,
    Emulator,
    emulator_of,
    image_of,
    title_of,
)
from stackrig.emulator.routes import LOOPBACK, NO_ANSWER, ask_info, get_json
from stackrig.errors import StartError
from stackrig.processes import Session
from stackrig.settings import Settings, localstack_variables
from stackrig.urls import LOCALSTACK_HOST
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")

PORT = 4566
SOCKET = "/var/run/docker.sock"  # the path at which LocalStack looks for its daemon
TOKEN = "LOCALSTACK_AUTH_TOKEN"  # noqa: S105  # the name of the variable
TOKEN_ASKED = re.compile(rf"{TOKEN}|license activation failed", re.IGNORECASE)
LOG_LINES = 40  # enough to hold the reason why it ended
# Modules of the plugin, and what is called there, in LocalStack's own process:
# https://docs.localstack.cloud/references/init-hooks/
HOOKED = {
    "serving/warming": "warm_services()",
    "functions/ahead": "start_ahead()",
    "functions/images": "use_local_images()",
    "functions/ends": "notice_ends()",
}
PLUGIN_FOLDER = "/opt/stackrig"
OWN_SERVICES = {"ES", "OPENSEARCH", "S3", "STEPFUNCTIONS"}  # images contain these, the embedded one does not
KEPT_VARIABLES = (TOKEN, "LS_LOG", "DEBUG")


def run_image(
    settings: Settings, session: Session, image: str, network: Network | None
) -> tuple[Container, dict[str, Any]]:
    """Start a LocalStack image; return its container and its own information once it serves.

    Args:
        network: the network, which the Lambda containers join as well.

    Raises:
        StartError: no daemon or image, a taken port, a missing token, or a container that ended or was not ready in
            time.
    """
    daemon = require_daemon()
    provide_image(daemon, image)
    name = new_name(session, "localstack")
    version = _version(daemon, image)
    known = version in PYTHONS
    if not known:
        text = "%s is used as it is: only in %s does stackrig correct answers and judge calls by IAM"
        log.warning(text, image, ", ".join(map(title_of, PYTHONS)))
    recipe = Recipe(
        name=name,
        image=image,
        port=PORT,
        host_port=settings.localstack_port,
        port_option="--localstack-port",
        environment=(_plugin_variables(settings) if known else {})
        | _variables(settings, lambda_labels(session, name), network),
        socket=SOCKET,
        files=_hooks(emulator_of(version)) | (_plugin() if known else {}),
    )
    # Never with a hostname: LocalStack finds its own container, and so its network, by Docker's hostname.
    container = run_container(daemon, session, recipe, network)
    try:
        return container, _wait(settings, container, partial(_ask_ready, emulator_of(version), container.host_port))
    except BaseException:
        remove_container(container)
        raise


def passed_on() -> dict[str, str]:
    """Return a digest of each variable of this process that an image gets; one of them is a secret."""
    values = {name: os.environ.get(name, "") for name in KEPT_VARIABLES}
    return {name: sha256(value.encode()).hexdigest()[:12] for name, value in values.items()}


def _version(daemon: Daemon, image: str) -> str:
    """Return the version of the emulator in an image: from a variable of official images, or else from its name."""
    variables = call(daemon, f"/images/{quote(image)}/json").json()["Config"]["Env"] or []
    values = dict(text.split("=", 1) for text in variables)
    repository, tag = split_tag(image)
    named = LOCALEMU if repository.endswith(LOCALEMU.repository) else LOCALSTACK
    told = (each.version(values[each.version_variable]) for each in EMULATORS if each.version_variable in values)
    return next(told, named.version(tag))


def _hooks(emulator: Emulator) -> dict[str, bytes]:
    """Return the files that LocalStack runs when it has started; images of every version accept them."""
    return {f"{emulator.hooks_folder}/stackrig_{Path(module).name}.py": _hook(module) for module in HOOKED}


def _hook(module: str) -> bytes:
    names, source = ((PLUGIN / f"{name}.py").read_bytes() for name in ("emulator", module))
    return b"\n".join([names, b"answer_to_localstack()", source, f"{HOOKED[module]}\n".encode()])


def _plugin() -> dict[str, bytes]:
    return {f"{PLUGIN_FOLDER}/{name}": content for name, content in plugin_files().items()}


def _plugin_variables(settings: Settings) -> dict[str, str]:
    served = [name for name in served_services() if name not in OWN_SERVICES]
    return {
        "PYTHONPATH": PLUGIN_FOLDER,
        "STACKRIG_CLOCK": settings.clock,
        "STACKRIG_IAM": settings.iam,
        **{f"PROVIDER_OVERRIDE_{name}": "stackrig" for name in served},
    }


def _variables(settings: Settings, lambda_flags: str, network: Network | None) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in KEPT_VARIABLES if os.environ.get(name)},
        **({"LAMBDA_DOCKER_NETWORK": network.name} if network else {}),
        **localstack_variables(settings),
        "DISABLE_EVENTS": "1",  # offline its shutdown hangs otherwise
        "LAMBDA_DOCKER_FLAGS": lambda_flags,
        "LOCALEMU_HOST": f"{LOCALSTACK_HOST}:{PORT}",  # LocalEmu calls itself localhost
        "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT": "60",  # seconds; on a busy machine 20 are too few for a container
        "SERVICES": settings.localstack_services,
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "STRICT_SERVICE_LOADING": "0",  # the first call of a service not in SERVICES loads it instead of failing
    }


def _ask_ready(emulator: Emulator, port: int) -> dict[str, Any]:
    """Return LocalStack's information about itself once its hooks are through, including the one that loads services.

    Services that threads load at once import each other's half-made modules, and stay broken.
    """
    if not get_json(LOOPBACK, port, emulator.hooks_path)["completed"]:
        raise ConnectionError("its services are still being loaded")
    return ask_info(LOOPBACK, port)


def _wait(settings: Settings, container: Container, probe: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    with watching(container) as check_alive:

        def check() -> None:
            try:
                check_alive()
            except StartError as error:
                _explain_token(container, error)
                raise

        try:
            return wait_until(
                probe,
                what=f"LocalStack in container {container.name} ({container.image})",
                timeout=settings.localstack_timeout,
                check_alive=check,
                retry_on=(*NO_ANSWER, KeyError),
                remedies=("raise --localstack-timeout (STACKRIG_LOCALSTACK_TIMEOUT), in seconds",),
            )
        except StartError as error:
            if not any("last lines" in note for note in error.__notes__):
                error.add_note(log_tail(container))
            raise


def _explain_token(container: Container, error: StartError) -> None:
    """Raise a better error if the container ended because newer images of LocalStack require an account's token."""
    log = read_log(container, lines=LOG_LINES)
    if TOKEN_ASKED.search(log):
        state = "was not accepted" if os.environ.get(TOKEN) else "is not set"
        raise StartError(
            f"{container.image} requires the token of a LocalStack account, and {TOKEN} {state}",
            evidence=log_tail(container),
            remedies=[
                f"one that needs none: --localstack-image={image_of(DEFAULTS[0])}, or --localstack-image=embedded",
                f"set {TOKEN} to a valid token; it is passed on to the container",
            ],
        ) from error
