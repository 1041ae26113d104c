"""The hook by which LocalStack judges requests; nothing else of IAM is imported before its first use."""

import os

from localstack.runtime import hooks  # type: ignore[import-not-found]
from stackrig_localstack import is_embedded  # type: ignore[import-not-found]

MODE = "STACKRIG_IAM"  # report, enforce or off; set by the command that starts LocalStack


def is_wanted() -> bool:
    """Tell whether requests are judged: for plux's should_load."""
    return os.environ.get(MODE, "off") != "off"


def enforces() -> bool:
    """Tell whether requests that AWS refuses are refused."""
    return os.environ.get(MODE) == "enforce"


@hooks.on_infra_start(should_load=is_wanted)  # type: ignore[untyped-decorator]
def judge_requests() -> None:
    """Add the judge to LocalStack's chain, and the routes of the report."""
    from localstack.aws import handlers  # type: ignore[import-not-found]

    from .handler import Judge, note_session_policies
    from .report import serve_report

    if not is_embedded():  # there the executor does it when a function is created
        from ..functions.log_queue import bound_logs

        bound_logs()

    handlers.serve_custom_service_request_handlers.append(Judge(enforces=enforces()))
    handlers.run_custom_response_handlers.append(note_session_policies)
    serve_report()
