"""The route by which stackrig watches an account and restores its data."""

import logging
import threading
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]
from stackrig_localstack import is_embedded  # type: ignore[import-not-found]

KEPT_PATH = "/_stackrig/kept/<account>"

LAST_LINES = 5.0  # seconds in which functions' log lines may arrive

log = logging.getLogger(__name__)

_listens = threading.Lock()  # created once and kept


@hooks.on_infra_start(should_load=is_embedded)  # type: ignore[untyped-decorator]
def serve_kept_accounts() -> None:
    """Serve POST, which begins to watch an account, and DELETE, which ends that and restores its data."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(KEPT_PATH, _watch, methods=["POST"])
    ROUTER.add(KEPT_PATH, _put_back, methods=["DELETE"])


def _watch(_request: Any, account: str) -> Any:
    """Begin to watch; answer 409 with the reason if the account's data can't be restored."""
    from . import watching
    from .data import find_others
    from .environments import start_environments

    _listen()
    if others := find_others(account):
        return Response.for_json({"reason": others}, status=409)
    try:
        watching.begin(account)
    except Exception as error:  # noqa: BLE001  # LocalStack may hold anything
        return _failed("taken", account, error)
    start_environments(account)
    return Response.for_json({})


def _put_back(_request: Any, account: str) -> Any:
    """Return what was restored, and the other operations, none of which was undone."""
    from ..services.undelivered_logs import wait_for_delivery
    from . import watching
    from .environments import end_environments

    end_environments(account)
    wait_for_delivery(LAST_LINES)
    watch = watching.end(account)
    if watch is None:
        return Response.for_json({"reason": "it was not watched"}, status=409)
    if watch.others:  # the account is not used again
        return Response.for_json({"done": [], "others": sorted(watch.others)})
    try:
        done = watch.snapshot.put_back(watch.services)
    except Exception as error:  # noqa: BLE001  # LocalStack may hold anything
        return _failed("put back", account, error)
    return Response.for_json({"done": done, "others": []})


def _failed(what: str, account: str, error: Exception) -> Any:
    log.error("stackrig: the data of account %s could not be %s", account, what, exc_info=error)
    return Response.for_json({"reason": f"its data could not be {what}: {error!r}"}, status=409)


def _listen() -> None:
    """Record every request from now on; the handler is added once."""
    if _listens.acquire(blocking=False):
        from localstack.aws import handlers  # type: ignore[import-not-found]

        from .watching import note

        handlers.run_custom_response_handlers.append(note)
