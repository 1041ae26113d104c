"""The clock of a LocalStack, which tests move: everything due meanwhile happens, in order."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from stackrig.emulator.routes import NO_ANSWER, ask, split_address
from stackrig.errors import SettingsError, StackrigError

CLOCK_PATH = "/_stackrig/clock"  # the plugin's route: inside/clock/route.py
UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
PART = re.compile(r"(\d+(?:\.\d+)?)([dhms])")
SPAN = re.compile(r"(\d+(?:\.\d+)?d)?(\d+(?:\.\d+)?h)?(\d+(?:\.\d+)?m)?(\d+(?:\.\d+)?s)?(?<=[dhms])")
LONGEST = timedelta(days=36500)  # tools fail internally at years beyond 9999
TIMEOUT = 600.0  # seconds a move may take: it waits for the functions that it invokes


@dataclass(frozen=True, slots=True)
class Clock:
    """Return the time of a LocalStack and move it forward, for all its accounts and all tests that use it."""

    endpoint_url: str  # empty for AWS itself

    def now(self) -> datetime:
        """Return the time by this clock, in UTC.

        Raises:
            StackrigError: nobody can move the clock of this LocalStack, or of AWS.
        """
        return datetime.fromtimestamp(self._ask("GET")["now"], UTC)

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Move the clock forward and return the new time, once everything that became due was delivered.

        Schedules, rules, rotations, delayed messages and expiring items come in the order of their times, each at its
        own time. Asynchronous invocations have ended.

        Raises:
            StackrigError: nobody can move the clock of this LocalStack, or of AWS; or the move goes backwards.
        """
        way = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        if way > LONGEST:
            raise StackrigError(f"the clock can't be moved by {way}: one move is at most {LONGEST}")
        if way < timedelta():
            raise StackrigError(f"the clock can't go back by {-way}: tokens and schedules rely on that")
        return datetime.fromtimestamp(self._ask("POST", {"seconds": way.total_seconds()})["now"], UTC)

    def _ask(self, method: str, body: dict[str, float] | None = None) -> dict[str, Any]:
        if not self.endpoint_url:
            raise _refusal("nobody can move the clock of AWS itself")
        host, port = split_address(self.endpoint_url)
        try:
            answer = ask(host, port, method, CLOCK_PATH, body, timeout=TIMEOUT)
            if answer.status == HTTPStatus.OK:
                told: dict[str, Any] = json.loads(answer.body)
                return told
            if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                text, log = answer.body.decode()[:500], "LocalStack's log, which `invoke logs` shows, has the cause"
                raise StackrigError(f"{self.endpoint_url}: moving the clock failed: {text}", evidence=log)
        except NO_ANSWER as error:
            raise StackrigError(f"the LocalStack at {self.endpoint_url} does not answer: {error}") from error
        raise _refusal(f"the LocalStack at {self.endpoint_url} lacks stackrig's plugin, which moves the clock")


def read_span(text: str) -> dict[str, float]:
    """Return the arguments for `Clock.advance` that a text such as `1h30m` stands for.

    Raises:
        SettingsError: it is no span of time.
    """
    if not SPAN.fullmatch(text.strip()):
        raise SettingsError(f"{text!r} is no span of time: a text such as 30s, 15m, 1h, 2d or 1h30m is expected")
    return {UNITS[unit]: float(number) for number, unit in PART.findall(text)}


def _refusal(reason: str) -> StackrigError:
    return StackrigError(
        f"the clock can't be moved: {reason}",
        remedies=["let stackrig start LocalStack: --localstack-image=embedded, or localstack/localstack:4.14.0"],
    )
