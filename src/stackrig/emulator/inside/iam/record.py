"""Record the calls of roles, and those that AWS would have refused, for reports."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from ..clock.present import real_time
from .wildcards import generalized

LARGEST = 1000  # actions and resources kept of a role, of each kind
LAST = 100  # times kept of a refusal


@dataclass(slots=True)
class Refused:
    """Hold an action that AWS would have refused on a generalized resource: how often and when (seconds since 1970).

    `is_still_refused` judges the last such call again, by the current policies.
    """

    action: str
    resource: str
    reason: str
    is_still_refused: Callable[[], bool]
    count: int = 0
    moments: deque[float] = field(default_factory=lambda: deque(maxlen=LAST))


@dataclass(slots=True)
class Record:
    """Hold a caller's actions with their generalized resources and last times, in seconds since 1970."""

    account: str
    name: str
    arn: str
    used: dict[tuple[str, str], float] = field(default_factory=dict)
    refused: dict[tuple[str, str, str], Refused] = field(default_factory=dict)


_records: dict[str, Record] = {}  # by the ARN of a role or user, or a service's principal
_lock = threading.Lock()


def records() -> list[Record]:
    """Return the records of all callers."""
    with _lock:
        return list(_records.values())


def note_use(arn: str, account: str, name: str, action: str, resource: str) -> None:
    """Record an allowed action."""
    used = _of(arn, account, name).used
    one = (action, generalized(resource))
    with _lock:
        if one in used or len(used) < LARGEST:
            used[one] = real_time()


def note_refusal(  # caller, need and reason
    arn: str, account: str, name: str, action: str, resource: str, reason: str, again: Callable[[], bool]
) -> None:
    """Record an action that AWS would have refused; `again` judges it once more."""
    refused = _of(arn, account, name).refused
    key = (action, generalized(resource), reason)
    with _lock:
        if key not in refused and len(refused) < LARGEST:
            refused[key] = Refused(action, key[1], reason, again)
        if one := refused.get(key):
            one.count += 1
            one.is_still_refused = again
            one.moments.append(real_time())


def _of(arn: str, account: str, name: str) -> Record:
    if known := _records.get(arn):
        return known
    with _lock:
        return _records.setdefault(arn, Record(account, name, arn))
