"""What a rig consists of: `auto` decided for its servers together, and combinations refused that can't work."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from stackrig.containers.api import LOOPBACK_HOSTS
from stackrig.database import server as database
from stackrig.database.image import DEFAULT_IMAGE
from stackrig.emulator import server as emulator
from stackrig.emulator.routes import is_in_container
from stackrig.errors import SettingsError, StartError
from stackrig.settings import USE_LOCALSTACK, BackendKind, Choice, Settings, cloud_of, split_image

Backends = Mapping[str, BackendKind]  # of servers that are up, by stage
OUT_OF_REACH = {  # of a cloud's Lambdas: these databases listen on this machine's loopback, or its Docker network
    "image": ("embedded", "installed"),
    "aws": ("embedded", "installed", "image"),
}


def settle(settings: Settings, stages: Collection[str], *, running: Backends, pull: bool) -> Settings:
    """Return the settings with the backends of these stages ("db", "localstack") decided where `auto` leaves it open.

    Args:
        running: the backends of servers that are up and stay.
        pull: pull the images Docker lacks; without it that is only promised.

    Raises:
        SettingsError: an option can't be used, or the rig's Lambdas could not reach its database.
        StartError: there is nothing to start, or no Docker daemon answers and an image was asked for.
    """
    kind = running.get("db") or split_image(settings.database_image)[0]
    why = ""
    if "db" in stages:
        with _naming_image(settings.database_image):
            choice = database.choose_database(settings, pull=pull)
        settings = _decide(settings, "database_image", choice)
        kind, why = choice.kind, choice.reason
    if "localstack" in stages:
        with _naming_image(settings.localstack_image):
            cloud = emulator.choose_localstack(settings, beside=kind, pull=pull)
        settings = _decide(settings, "localstack_image", cloud) if settings.use_localstack else settings
    cloud_kind, where = cloud_of(settings)
    if cloud_kind == "attach" and kind in OUT_OF_REACH["image"] and is_in_container(where):
        cloud_kind = "image"
    if "localstack" not in stages:
        cloud_kind = running.get("localstack", cloud_kind)
    _check_reach(settings, kind, cloud_kind, why)
    return settings


def share_network(settings: Settings, *, running: Backends) -> bool:
    """Tell whether the servers of settled settings need a network: Lambdas in containers reach a database by it."""
    data, cloud = split_image(settings.database_image)[0], cloud_of(settings)[0]
    data = running.get("db", data) if data == "auto" else data
    cloud = running.get("localstack", cloud) if cloud == "auto" else cloud
    return "image" in (data, cloud) and (cloud in ("image", "auto") or bool(settings.network))


@contextmanager
def _naming_image(image: str) -> Iterator[None]:
    """Let an error in the block say that it is this image which needs Docker: its name may be a keyword misspelt."""
    try:
        yield
    except StartError as error:
        if split_image(image)[0] == "image":
            error.args = (f"{image} was read as a container image, but {error}",)
        raise


def _decide(settings: Settings, name: str, choice: Choice) -> Settings:
    if split_image(getattr(settings, name))[0] != "auto":
        return settings
    image = choice.version if choice.kind == "image" else f"{choice.kind}:{choice.version}".rstrip(":")
    sources = {**settings.sources, name: choice.reason}
    return dataclasses.replace(settings, sources=sources, **{name: image})  # type: ignore[arg-type]  # both are texts


def _check_reach(settings: Settings, kind: BackendKind, cloud: BackendKind, why: str) -> None:
    host = urlsplit(settings.database_image).hostname if kind == "attach" else None
    unreachable = OUT_OF_REACH.get(cloud, ())
    if not unreachable or (kind not in unreachable and host not in LOOPBACK_HOSTS):
        return
    what = "the one at that address" if kind == "attach" else kind
    if cloud == "aws":
        raise SettingsError(
            f"AWS can't go with a database that is {what}: its Lambdas do not reach this machine's servers",
            evidence=why,
            remedies=["--database-image=postgresql://… (STACKRIG_DATABASE_IMAGE) names one they reach", USE_LOCALSTACK],
        )
    raise SettingsError(
        f"a LocalStack in a container can't go with a database that is {what}: its Lambdas are containers too, and "
        "do not reach this machine's 127.0.0.1",
        evidence=why,
        remedies=[
            "--localstack-image=embedded runs the Lambdas as processes of this machine",
            f"--database-image={DEFAULT_IMAGE}, or another image, puts the database beside the Lambdas",
        ],
    )
