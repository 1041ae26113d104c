"""The routes by which a LocalStack tells about itself, and the addresses at which they are asked for."""

import http.client
import json
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from stackrig.errors import SettingsError

LOOPBACK = "127.0.0.1"
INFO_PATH = "/_localstack/info"
READY_PATH = "/_stackrig/ready"  # the plugin's: inside/serving/readiness.py
PROBE_TIMEOUT = 0.5  # seconds; the request waits in the socket's queue until LocalStack serves
NO_ANSWER = (OSError, ValueError, http.client.HTTPException)  # `get_json` raises these while there is no LocalStack yet


def get_json(host: str, port: int, path: str, timeout: float = PROBE_TIMEOUT) -> dict[str, Any]:
    """Return the JSON object that a LocalStack answers at a path within `timeout` seconds.

    Raises:
        OSError, ValueError, http.client.HTTPException: nobody answers, or something else does.
    """
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        return answer
    finally:
        connection.close()


def fault_of(port: int, timeout: float = 10.0) -> str:
    """Return why an embedded LocalStack that runs can't serve, empty when it can; it has `timeout` seconds to tell."""
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
        return bool(get_json(host, port, INFO_PATH).get("is_docker"))
    return False
