"""Routes by which a LocalStack reports about itself, and the addresses that answer them."""

import http.client
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from stackrig.emulator.releases import LOCALEMU, LOCALSTACK
from stackrig.errors import SettingsError

LOOPBACK = "127.0.0.1"
READY_PATH = "/_stackrig/ready"  # the plugin's route: inside/serving/readiness.py
PROBE_TIMEOUT = 0.5  # seconds; the request waits in the socket's queue until LocalStack serves
NO_ANSWER = (OSError, ValueError, http.client.HTTPException)  # raised by `ask` while there is no LocalStack yet


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold an HTTP answer: its status with the phrase, and its body."""

    status: int
    reason: str
    body: bytes


def get_json(host: str, port: int, path: str, timeout: float = PROBE_TIMEOUT) -> dict[str, Any]:
    """Return the JSON object with which a LocalStack answers at a path within `timeout` seconds.

    Raises:
        OSError, ValueError, http.client.HTTPException: nobody answers, or something else does.
    """
    answer: dict[str, Any] = json.loads(ask(host, port, "GET", path, timeout=timeout).body)
    return answer


def ask_info(host: str, port: int, timeout: float = PROBE_TIMEOUT) -> dict[str, Any]:
    """Return what an emulator tells about itself; LocalEmu's own route names neither its boot nor its container.

    Raises:
        OSError, ValueError, http.client.HTTPException: nobody answers, or something else does.
    """
    try:
        return get_json(host, port, LOCALSTACK.info_path, timeout)
    except ValueError:
        found = get_json(host, port, LOCALEMU.info_path, timeout)
        return {**found, "version": LOCALEMU.version(found["version"])}


def ask(host: str, port: int, method: str, path: str, told: object = None, *, timeout: float) -> Answer:
    """Send a request to a LocalStack, with a JSON value unless it is None; return the answer within `timeout` seconds.

    Raises:
        OSError, ValueError, http.client.HTTPException: nobody answers, or something else does.
    """
    body = None if told is None else json.dumps(told)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        connection.request(method, path, body, {} if body is None else {"Content-Type": "application/json"})
        response = connection.getresponse()
        return Answer(response.status, response.reason, response.read())
    finally:
        connection.close()


def fault_of(port: int, timeout: float = 10.0) -> str:
    """Return why a running embedded LocalStack can't serve, within `timeout` seconds; empty when it can."""
    try:
        return str(get_json(LOOPBACK, port, READY_PATH, timeout).get("fault", ""))
    except NO_ANSWER as error:
        return f"it does not answer: {error}"


def split_address(url: str) -> tuple[str, int]:
    """Return host and port of a LocalStack's address.

    Raises:
        SettingsError: it is no http address.
    """
    with suppress(ValueError):  # the port may be no number
        parts = urlsplit(url)
        if parts.scheme == "http" and parts.hostname:
            return parts.hostname, parts.port or 80
    raise SettingsError(f"localstack_image = {url!r}: an address such as http://127.0.0.1:4566 is expected")


def is_in_container(url: str) -> bool:
    """Tell whether the LocalStack at an address runs in a container; no if nobody answers, which is an error later."""
    host, port = split_address(url)
    with suppress(*NO_ANSWER):
        return bool(ask_info(host, port).get("is_docker"))
    return False
