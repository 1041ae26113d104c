"""The images that a daemon has, and those that it pulls."""

import http.client
import json
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from stackrig.containers.api import API_TIMEOUT, Daemon, ask, call, certificate_files
from stackrig.containers.daemon import require_daemon
from stackrig.errors import StartError

if TYPE_CHECKING:
    from docker import DockerClient

log = logging.getLogger("stackrig")

PROGRESS_PAUSE = 1.0  # seconds between two lines about a pull
MEGABYTE = 1_000_000


def offer_image(image: str, *, pull: bool) -> str:
    """Return why Docker can be chosen for an image, as a phrase: its daemon answers and has the image, or pulls it.

    Args:
        pull: pull the image if needed; otherwise the phrase only promises that.

    Raises:
        StartError: no daemon answers, or the image can't be pulled.
    """
    daemon = require_daemon()
    if pull:
        provide_image(daemon, image)
    return f"{daemon} {'has' if has_image(daemon, image) else 'will pull'} {image}"


def has_image(daemon: Daemon, image: str) -> bool:
    """Tell whether the daemon has an image already.

    Raises:
        StartError: the daemon does not answer.
    """
    return call(daemon, f"/images/{quote(image)}/json").status == http.client.OK


def provide_image(daemon: Daemon, image: str) -> None:
    """Pull an image that the daemon does not have; log the progress.

    Raises:
        StartError: it can't be pulled; the message says why in one line.
    """
    if has_image(daemon, image):
        return
    log.info("pulling %s", image)
    with docker_client(daemon) as client:
        repository, tag = split_tag(image)
        try:
            _follow_pull(image, client.api.pull(repository, tag=tag, stream=True, decode=True))
        except _sdk_errors() as error:
            raise _pull_error(daemon, image, _explain(error)) from error
    if not has_image(daemon, image):
        raise _pull_error(daemon, image, "the daemon gives no reason")


def split_tag(image: str) -> tuple[str, str]:
    """Split an image's name into its repository and its tag or digest."""
    if "@" in image:
        repository, _, digest = image.partition("@")
        return repository, digest
    head, _, tag = image.rpartition(":")  # the last colon may belong to a registry's port
    return (head, tag) if head and "/" not in tag else (image, "latest")


@contextmanager
def docker_client(daemon: Daemon) -> "Iterator[DockerClient]":
    """Yield the SDK's client of a daemon and close it at the end. The block raises none of the SDK's own errors.

    Raises:
        StartError: the daemon does not answer, or what the block asked of it failed.
    """
    import docker
    from docker.errors import DockerException
    from docker.tls import TLSConfig

    ca, certificate, key = certificate_files(daemon)
    try:
        tls = TLSConfig(client_cert=(certificate, key), ca_cert=ca, verify=True) if daemon.certificates else False
        client = docker.DockerClient(
            base_url=daemon.host,
            version=_api_version(daemon),
            tls=tls,
            use_ssh_client=True,  # reads the user's ssh configuration, as stackrig does
            timeout=API_TIMEOUT,  # type: ignore[arg-type]  # the stubs know whole seconds only
        )
        client.api.trust_env = False  # ignores a proxy, and REQUESTS_CA_BUNDLE, which the SDK would prefer
    except (DockerException, OSError, http.client.HTTPException, LookupError, ValueError) as error:
        raise StartError(f"{daemon} does not answer: {error}") from error
    try:
        yield client
    except _sdk_errors() as error:
        raise StartError(f"{daemon} failed: {_explain(error)}") from error
    finally:
        client.close()


def _sdk_errors() -> tuple[type[Exception], ...]:
    """Return the SDK's errors: its own, and those of the library below it when an answer breaks off."""
    from docker.errors import DockerException, StreamParseError
    from requests import RequestException
    from urllib3.exceptions import HTTPError

    # The SDK warns of a credential helper that is missing, and warnings may be errors.
    return DockerException, StreamParseError, RequestException, HTTPError, UserWarning


def _explain(error: BaseException) -> str:
    """Return what the daemon said, or else the error's own text."""
    return str(getattr(error, "explanation", None) or error)


def _api_version(daemon: Daemon) -> str:
    """Return the newest version of the API that daemon and SDK both speak."""
    from docker.constants import DEFAULT_DOCKER_API_VERSION

    answer = ask(daemon, "/version", timeout=API_TIMEOUT)
    versions = str(json.loads(answer.body)["ApiVersion"]), DEFAULT_DOCKER_API_VERSION
    return min(versions, key=lambda version: [int(part) for part in version.split(".")])


def _follow_pull(image: str, events: Iterable[dict[str, Any]]) -> None:
    """Log about once a second how far a pull is; an error among its events ends the pull and is raised."""
    from docker.errors import APIError

    layers: dict[str, tuple[int, int]] = {}
    last, error = time.monotonic(), ""
    for event in events:
        error = error or str(event.get("error", ""))
        detail = event.get("progressDetail") or {}
        if event.get("status") == "Downloading" and detail.get("total"):
            layers[str(event.get("id"))] = (int(detail.get("current", 0)), int(detail["total"]))
        if layers and time.monotonic() - last > PROGRESS_PAUSE:
            last = time.monotonic()
            done, whole = (sum(sizes) / MEGABYTE for sizes in zip(*layers.values(), strict=True))
            log.info("pulling %s: %.0f of %.0f MB", image, done, whole)
    if error:
        raise APIError(error, explanation=error)


def _pull_error(daemon: Daemon, image: str, answer: str) -> StartError:
    command = daemon.engine.lower()
    return StartError(
        f"{daemon} has no image {image} and can't pull it: {' '.join(answer.split())}",
        remedies=[
            f"try it by hand: {command} pull {image}",
            f"log in to the registry, if it denies the image or limits you: {command} login",
            "if a credential helper fails, remove credsStore and credHelpers from ~/.docker/config.json",
            "use the embedded rig: --database-image=embedded --localstack-image=embedded",
        ],
    )
