"""Record the calls of roles, and those that AWS would have refused, for reports."""

import re
import threading
import time
from collections import deque
from dataclasses import dataclass, field

LARGEST = 1000  # actions and resources kept of one role, of each kind
LAST = 100  # moments kept of one refusal
WHOLE = {  # resources of which one name stands for many, and how they are written in a policy
    re.compile(r"(arn:[^:]+:s3:::[^/]+)/.*", re.DOTALL): r"\1/*",
    re.compile(r"(arn:[^:]+:logs:.*:log-group:[^:]+):.*", re.DOTALL): r"\1:*",
    re.compile(r"(arn:[^:]+:states:[^:]*:[^:]*:(?:express|execution):[^:]+):.*"): r"\1:*",
}


@dataclass(slots=True)
class Refused:
    """Hold an action that AWS would have refused on a generalized resource: how often and when (seconds since 1970)."""

    action: str
    resource: str
    reason: str
    count: int = 0
    moments: deque[float] = field(default_factory=lambda: deque(maxlen=LAST))


@dataclass(slots=True)
class Record:
    """Hold what one caller did: actions with their generalized resources."""

    account: str
    name: str
    arn: str
    used: set[tuple[str, str]] = field(default_factory=set)
    refused: dict[tuple[str, str, str], Refused] = field(default_factory=dict)


_records: dict[str, Record] = {}  # by the ARN of a role or user, or a service's principal
_lock = threading.Lock()


def records() -> list[Record]:
    """Return what is known of all callers."""
    with _lock:
        return list(_records.values())


def note_use(arn: str, account: str, name: str, action: str, resource: str) -> None:
    """Know an action that was allowed."""
    used = _of(arn, account, name).used
    one = (action, generalized(resource))
    if one not in used and len(used) < LARGEST:
        with _lock:
            used.add(one)


def note_refusal(arn: str, account: str, name: str, action: str, resource: str, reason: str) -> None:
    """Know an action that AWS would have refused."""
    refused = _of(arn, account, name).refused
    key = (action, generalized(resource), reason)
    with _lock:
        if key not in refused and len(refused) < LARGEST:
            refused[key] = Refused(action, key[1], reason)
        if one := refused.get(key):
            one.count += 1
            one.moments.append(time.time())


def generalized(resource: str) -> str:
    """Return a resource as a policy would name it: all objects of a bucket, all streams of a log group."""
    for pattern, whole in WHOLE.items():
        if pattern.fullmatch(resource):
            return pattern.sub(whole, resource)
    return resource


def _of(arn: str, account: str, name: str) -> Record:
    if known := _records.get(arn):
        return known
    with _lock:
        return _records.setdefault(arn, Record(account, name, arn))
