"""The route by which a test reads and moves this LocalStack's clock."""

from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]

CLOCK_PATH = "/_stackrig/clock"


@hooks.on_infra_start()  # type: ignore[untyped-decorator]
def serve_clock() -> None:
    """Answer with the time on LocalStack's clock, after moving it forward by `seconds`, if given."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(CLOCK_PATH, _answer, methods=["GET", "POST"])


def _answer(request: Any) -> Any:
    from .present import moved, now

    due = 0
    if request.method == "POST":
        from .moving import advance

        seconds = request.json["seconds"]
        if seconds < 0:
            return Response.for_json({"fault": "the clock only goes forward"}, status=400)
        due = advance(seconds)
    return Response.for_json({"now": now(), "moved": moved(), "due": due})
