"""The progress of a run: its steps, their failures, and the one error that is reported."""

import logging
import re
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from stackrig.deployment.engines.values import redact
from stackrig.deployment.urns import is_provider, urn_name, urn_type
from stackrig.errors import StackrigError

log = logging.getLogger("stackrig")

TAIL = 4  # frames that are shown of an error inside a provider


@dataclass(frozen=True, slots=True)
class Failure:
    """Record a failed step: the resource, what could not be done to it (`verb`, as in "created"), and why."""

    urn: str
    verb: str
    source: str
    error: Exception

    def message(self) -> str:
        """Return one sentence: what failed, and the provider's message."""
        cause = re.sub(rf"^{re.escape(self.urn)}( could not be \w+)?: ", "", _cause(self.error))  # providers write it
        return f"{urn_type(self.urn)} {urn_name(self.urn)!r} could not be {self.verb}: {cause}"

    def evidence(self) -> list[str]:
        """Return the lines that say where to look."""
        declared = [f"declared at {self.source}"] if self.source else []
        return [f"URN: {self.urn}", *declared, *_notes(self.error)]


class StepError(Exception):
    """End a request of the program because its step failed; the progress holds the failure."""


class StoppedError(Exception):
    """End a request of the program because an earlier step failed or the run was cancelled."""


class Progress:
    """Collect the results of a run's steps. Methods may be called from several threads."""

    def __init__(self) -> None:
        """Start with nothing done."""
        self.counts: Counter[str] = Counter()
        self.types: Counter[str] = Counter()  # how many resources of each type exist now
        self.failures: list[Failure] = []
        self.cancelled = False
        self._calls: list[str] = []  # URNs of resources that are being changed right now
        self._lock = threading.Condition()

    def check_open(self) -> None:
        """Raise StoppedError when no further steps may be taken."""
        if self.failures or self.cancelled:
            raise StoppedError

    def cancel(self) -> None:
        """Take no further steps; the steps under way continue."""
        with self._lock:
            self.cancelled = True

    def calls(self) -> list[str]:
        """Return the URNs of the resources that are being changed right now."""
        with self._lock:
            return list(self._calls)

    def wait_for_calls(self, timeout: float) -> bool:
        """Wait until nothing is being changed; return False after `timeout` seconds."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._calls, timeout)

    def count(self, urn: str, verb: str) -> None:
        """Count a resource as created, updated, replaced, deleted or same; providers don't count."""
        if not is_provider(urn_type(urn)):
            with self._lock:
                self.counts[verb] += 1
                self.types[urn_type(urn)] += verb != "deleted"

    @contextmanager
    def step(self, urn: str, verb: str, source: str = "") -> Iterator[None]:
        """Record a failure of the block, once where steps are nested, and raise StepError for it."""
        try:
            yield
        except (StepError, StoppedError):
            raise
        except Exception as error:
            with self._lock:
                self.failures.append(Failure(urn, verb, source, error))
            raise StepError from error

    @contextmanager
    def call(self, urn: str, verb: str, source: str = "") -> Iterator[None]:
        """Take a step that changes something, and log it with its seconds; see `calls`."""
        started = time.perf_counter()
        with self._calling(urn), self.step(urn, verb, source):
            yield
        if not is_provider(urn_type(urn)):
            seconds = time.perf_counter() - started
            log.info("%s %s %s (%.1f s)", verb, urn_type(urn), urn_name(urn), seconds)

    @contextmanager
    def _calling(self, urn: str) -> Iterator[None]:
        with self._lock:
            if self.cancelled:
                raise StoppedError
            self._calls.append(urn)
        try:
            yield
        finally:
            with self._lock:
                self._calls.remove(urn)
                self._lock.notify_all()


def make_error(kind: type[StackrigError], failures: Sequence[Failure], secrets: Iterable[str]) -> StackrigError:
    """Return one error for all failures: the first is the message, the others follow as evidence."""
    secrets = list(secrets)
    first, *others = failures
    lines = [*first.evidence(), *(f"also failed: {other.message()}\n  URN: {other.urn}" for other in others)]
    return kind(redact(first.message(), secrets), evidence=redact("\n".join(lines), secrets))


def _cause(error: Exception) -> str:
    text = str(error)
    if _is_expected(error) and text:
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _notes(error: Exception) -> list[str]:
    notes = list(getattr(error, "__notes__", []))
    if _is_expected(error):
        return notes
    frames = traceback.extract_tb(error.__traceback__)[-TAIL:]
    return [*notes, "raised in:", *(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)]


def _is_expected(error: Exception) -> bool:
    """Tell whether the message alone explains the error: stackrig's own errors, and AWS's answers."""
    return isinstance(error, StackrigError) or type(error).__module__.startswith(("botocore.", "boto3."))
