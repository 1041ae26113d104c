"""The route that returns records; LocalStack's chain stays unchanged until the first request for them."""

import threading
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]

PATH = "/_stackrig/traces"

_installing = threading.Lock()  # created once and kept


@hooks.on_infra_start()  # type: ignore[untyped-decorator]
def serve_traces() -> None:
    """Take readers' requests to record at PATH (POST: reader and seconds), and return records (GET)."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(PATH, _want, methods=["POST"])
    ROUTER.add(PATH, _give, methods=["GET"])


def _want(request: Any) -> Any:
    from .records import want_records

    wish = request.get_json()
    if _installing.acquire(blocking=False):
        _install()
    want_records(wish["reader"], float(wish["seconds"]))
    return Response(status=204)


def _give(request: Any) -> Any:
    from .records import records_after

    return Response.for_json({"records": records_after(int(request.args.get("after", 0)))})


def _install() -> None:
    from localstack.aws import handlers  # type: ignore[import-not-found]

    from .calls import begin_call, end_call
    from .invocations import record_invocations

    handlers.preprocess_request.handlers.insert(0, begin_call)  # before requests to APIs are served
    handlers.run_custom_finalizers.append(end_call)
    record_invocations()
