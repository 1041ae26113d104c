"""The version of the emulator and the id of its boot, and LocalStack's route that tells them, which LocalEmu lacks."""

from functools import cache
from typing import Any
from uuid import uuid4

from localstack import config, constants  # type: ignore[import-not-found]
from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]
from localstack.services.edge import ROUTER  # type: ignore[import-not-found]
from localstack.utils.analytics.metadata import get_client_metadata  # type: ignore[import-not-found]

from ..emulator import LOCALEMU, NAME

INFO_PATH = "/_localstack/info"


def version() -> str:
    """Return the version as the option localstack_image names it."""
    return f"{LOCALEMU}:{constants.VERSION}" if NAME == LOCALEMU else str(constants.VERSION)


@cache
def boot_id() -> str:
    """Return the id of this boot, the one of LocalStack's own route if it has one."""
    return getattr(get_client_metadata(), "session_id", "") or str(uuid4())


@hooks.on_infra_start(should_load=lambda: NAME == LOCALEMU)  # type: ignore[untyped-decorator]
def tell_identity() -> None:
    """Answer INFO_PATH in LocalEmu, whose own route leaves the boot out: clients keep state by it."""
    ROUTER.add(INFO_PATH, _answer)


def _answer(_request: Any) -> Any:
    told = {"version": version(), "session_id": boot_id(), "is_docker": config.is_in_docker}
    return Response.for_json(told)
