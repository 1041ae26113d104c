"""The choice of LocalStack: which kind the settings ask for, and the Python, image or daemon for it."""

from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import offer_image
from stackrig.emulator.image import passed_on
from stackrig.emulator.installation import find_python, no_python
from stackrig.emulator.releases import DEFAULTS, PYTHONS, emulator_of, find_pinned, image_of, option_of
from stackrig.emulator.routes import split_address
from stackrig.errors import SettingsError, StartError
from stackrig.interpreters import Interpreter
from stackrig.option_values import AskedKind
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings

OPTIONS = (
    "localstack_services",
    "localstack_environment",
    "localstack_port",
    "iam",
    "clock",
    "jwks",
    "region",
)  # settings that decide what a LocalStack is like


def choose_localstack(settings: Settings, *, beside: AskedKind = "auto", pull: bool = False) -> ServerPlan:
    """Return the plan of the LocalStack that the settings ask for; nothing is started.

    Args:
        beside: the backend of the rig's database, on which `auto` depends: containers reach one in Docker only.
        pull: for `auto`, pull the image Docker lacks, and choose the embedded LocalStack when that fails.

    Raises:
        SettingsError: the option names something this stackrig can't run.
        StartError: no Python on this machine runs a LocalStack; or a Docker image, and no daemon answers.
    """
    kind, version = settings.cloud_asked
    if kind == "auto":
        return _choose_automatically(settings, beside, pull=pull)
    if kind == "embedded":
        return _choose_embedded(settings, _checked(version), settings.source("localstack_image"))
    if kind == "image":
        return _choose_image(settings, version, settings.source("localstack_image"))
    if kind == "installed":
        raise SettingsError(
            "localstack_image = 'installed': there is no such LocalStack",
            remedies=["--localstack-image=embedded takes LocalStack from PyPI, without Docker"],
        )
    if kind == "attach":
        split_address(version)
    reason = f"use_localstack = false ({settings.sources.get('use_localstack', 'default')})"
    return ServerPlan(
        backend=kind,
        version=version,
        reason=reason if kind == "aws" else "this address was given",
        inputs=_inputs(settings, f"{kind}:{version}"),
    )


def _checked(asked: str) -> str:
    version = find_pinned(asked) if asked else ""
    if version is None:
        near = next(known for known in PYTHONS if emulator_of(known) == emulator_of(asked))
        raise SettingsError(
            f"localstack_image = {option_of(asked)!r}: the embedded versions are {', '.join(PYTHONS)}",
            remedies=[f"choose one of them: --localstack-image={option_of(near)}"],
        )
    return version


def _choose_automatically(settings: Settings, beside: AskedKind, *, pull: bool) -> ServerPlan:
    image = image_of(DEFAULTS[0])
    if beside not in ("auto", "image"):
        return _choose_embedded(settings, "", f"auto: beside a database that is {beside}")
    try:
        return _choose_image(settings, image, f"auto: {offer_image(image, pull=pull)}")
    except StartError as error:
        return _choose_embedded(settings, "", f"auto: {error}")


def _choose_image(settings: Settings, image: str, reason: str) -> ServerPlan:
    passed = passed_on() | ({"network": settings.network} if settings.network else {})  # otherwise any network will do
    return ServerPlan(
        backend="image",
        version=image,
        reason=reason,
        inputs=_inputs(settings, f"image:{image}") | passed,
        daemon=require_daemon(),
    )


def _choose_embedded(settings: Settings, version: str, why: str) -> ServerPlan:
    for candidate in [version] if version else DEFAULTS:
        if python := find_python(candidate):
            return ServerPlan(
                backend="embedded",
                version=candidate,
                reason=why if version else f"{why}, {_reason(candidate, python)}",
                inputs=_inputs(settings, f"embedded:{candidate}"),
                python=python,
            )
    raise no_python([version] if version else DEFAULTS)


def _inputs(settings: Settings, image: str) -> dict[str, str]:
    return {"image": image, **{name: str(getattr(settings, name)) for name in OPTIONS}}


def _reason(chosen: str, python: Interpreter) -> str:
    if chosen == DEFAULTS[0]:
        return f"on Python 3.{python.minor}"
    return f"the newest that runs on Python 3.{python.minor}"
