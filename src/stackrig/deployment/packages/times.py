"""The package `time`: points in time that are kept, and waits.

Types and rules of https://www.pulumi.com/registry/packages/time/, which is Terraform's provider `time`.
"""

import calendar
import re
import time
from datetime import UTC, datetime, timedelta

from stackrig.deployment.packages.package import Kind, Package, Surroundings
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}  # of Go's time.ParseDuration
PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)")
SPANS = ("seconds", "minutes", "hours", "days")
FIELDS = ("year", "month", "day", "hour", "minute", "second")
MONTHS = 12


def seconds_of(text: str) -> float:
    """Return the seconds of a duration such as 1m30s.

    Raises:
        DeployError: the text is no duration.
    """
    if not text or PART.sub("", text):
        raise DeployError(f"{text!r} is no duration such as 30s, 5m or 1h30m")
    return sum(float(number) * UNITS[unit] for number, unit in PART.findall(text))


def _wait(surroundings: Surroundings, duration: str | None) -> None:
    """Wait, unless the resources are an emulator's, where nothing takes time to spread."""
    seconds = seconds_of(duration) if duration else 0
    if not surroundings.emulated:
        time.sleep(seconds)


def _create_sleep(surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    _wait(surroundings, inputs.get("createDuration"))
    return _text(datetime.now(UTC)), {}


def _keep(_surroundings: Surroundings, _outputs: Properties, _inputs: Properties) -> Properties:
    return {}


def _delete_sleep(surroundings: Surroundings, properties: Properties) -> None:
    _wait(surroundings, properties.get("destroyDuration"))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise DeployError(f"{text!r} is no time such as 2026-01-31T12:00:00Z") from error


def _parts(moment: datetime) -> Properties:
    moment = moment.astimezone(UTC)
    return {**{name: getattr(moment, name) for name in FIELDS}, "unix": int(moment.timestamp())}


def _create_static(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    text = inputs.get("rfc3339") or _text(datetime.now(UTC))
    return text, {"rfc3339": text, **_parts(_read(text))}


def _shifted(inputs: Properties, prefix: str, base: str) -> datetime:
    """Return a time that is later by the inputs with a prefix, such as offsetDays."""
    spans = {span: int(inputs[name]) for span in SPANS if inputs.get(name := prefix + span.capitalize()) is not None}
    months = int(inputs.get(f"{prefix}Months") or 0) + MONTHS * int(inputs.get(f"{prefix}Years") or 0)
    moment = _read(base)
    # As Go's AddDate: a day that the month lacks becomes a day of the next month.
    year, month = divmod(moment.year * MONTHS + moment.month - 1 + months, MONTHS)
    beyond = max(moment.day - calendar.monthrange(year, month + 1)[1], 0)
    moment = moment.replace(year=year, month=month + 1, day=moment.day - beyond) + timedelta(days=beyond)
    return moment + timedelta(**spans)


def _create_offset(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    base = inputs.get("baseRfc3339") or _text(datetime.now(UTC))
    return base, _offset(base, inputs)


def _offset(base: str, inputs: Properties) -> Properties:
    moment = _shifted(inputs, "offset", base)
    return {"baseRfc3339": base, "rfc3339": _text(moment), **_parts(moment)}


def _update_offset(_surroundings: Surroundings, outputs: Properties, inputs: Properties) -> Properties:
    return _offset(outputs["baseRfc3339"], inputs)


def _create_rotating(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    base = inputs.get("rfc3339") or _text(datetime.now(UTC))
    return base, _rotating(base, inputs)


def _rotating(base: str, inputs: Properties) -> Properties:
    given = inputs.get("rotationRfc3339")
    end = _read(given) if given else _shifted(inputs, "rotation", base)
    return {"rfc3339": base, "rotationRfc3339": _text(end), **_parts(_read(base))}


def _update_rotating(_surroundings: Surroundings, outputs: Properties, inputs: Properties) -> Properties:
    return _rotating(outputs["rfc3339"], inputs)


def _is_over(outputs: Properties) -> bool:
    return _read(outputs["rotationRfc3339"]) <= datetime.now(UTC)


TRIGGERS = frozenset({"triggers"})
PACKAGES = (
    Package(
        "time",
        {
            "time:index/sleep:Sleep": Kind(_create_sleep, update=_keep, delete=_delete_sleep, replace_on=TRIGGERS),
            "time:index/static:Static": Kind(_create_static),
            "time:index/offset:Offset": Kind(
                _create_offset, update=_update_offset, replace_on=TRIGGERS | {"baseRfc3339"}
            ),
            "time:index/rotating:Rotating": Kind(
                _create_rotating, update=_update_rotating, replace_on=TRIGGERS | {"rfc3339"}, stale=_is_over
            ),
        },
    ),
)
