"""Tell a LocalStack where the sources of its functions are, so that each invocation runs the present sources."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from stackrig.emulator.routes import LOOPBACK, NO_ANSWER, ask
from stackrig.emulator.server import AwsEndpoint

SOURCES_PATH = "/_stackrig/sources"  # the plugin's route: inside/functions/sources.py
TIMEOUT = 10.0  # seconds within which LocalStack must have looked at all files


def tell_sources(endpoint: AwsEndpoint, sources: Mapping[str, Sequence[tuple[str, str]]]) -> bool:
    """Make functions of the embedded LocalStack follow their sources; return whether they will.

    Args:
        sources: names in an archive and the file or folder of each, by the archive's SHA-256 as Lambda reports it.
    """
    if endpoint.backend != "embedded":
        return False
    try:
        return ask(LOOPBACK, endpoint.port, "POST", SOURCES_PATH, sources, timeout=TIMEOUT).status == HTTPStatus.OK
    except NO_ANSWER:
        return False
