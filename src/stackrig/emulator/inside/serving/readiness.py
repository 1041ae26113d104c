"""The route that proves that a LocalStack belongs to this session and works."""

import logging
import os
import threading
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]
from localstack.services.edge import ROUTER  # type: ignore[import-not-found]
from stackrig_localstack import is_embedded  # type: ignore[import-not-found]

from ..emulator import NAME
from ..tracing.hook import PATH as TRACES_PATH
from .garbage import collect_as_usual
from .identity import boot_id, version
from .tls import write_authority
from .warming import finished, warm_services

READY_PATH = "/_stackrig/ready"

_first_answer = threading.Lock()  # created once and kept


@hooks.on_infra_start(should_load=is_embedded)  # type: ignore[untyped-decorator]
def serve_readiness() -> None:
    """Answer with session, version, id of this boot (session_id of /_localstack/info) and whether services are warm.

    The status is 503, with the reason in `fault`, when this LocalStack can no longer serve.
    """
    ROUTER.add(READY_PATH, _answer)
    logging.getLogger(f"{NAME}.request.http").addFilter(_is_of_others)  # it is polled many times a second


def _is_of_others(record: logging.LogRecord) -> bool:
    return not (isinstance(record.args, tuple) and any(path in record.args for path in (READY_PATH, TRACES_PATH)))


def _answer(_request: Any) -> Any:
    if _first_answer.acquire(blocking=False):
        threading.Thread(target=_prepare, name="stackrig-warming", daemon=True).start()
    fault = _fault()
    answer = {
        "session": os.environ["STACKRIG_SESSION"],
        "version": version(),
        "boot_id": boot_id(),
        "warm": finished.is_set(),
        "fault": fault,
    }
    return Response.for_json(answer, status=503 if fault else 200)


def _prepare() -> None:
    try:
        write_authority()
        warm_services()
    finally:
        collect_as_usual()


def _fault() -> str:
    """Return why requests can't be served, or an empty text: most of them need a new thread somewhere."""
    try:
        threading.Thread(target=int, name="stackrig-probe", daemon=True).start()
    except RuntimeError as error:
        return str(error)
    return ""
