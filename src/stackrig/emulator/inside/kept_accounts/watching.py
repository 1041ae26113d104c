"""Watch the operations in an account from the deployment of its stacks on."""

import threading
from dataclasses import dataclass, field
from typing import Any

from .changes import changes_data, changes_nothing
from .data import Snapshot


@dataclass(slots=True)
class Watch:
    """Hold an account's data as its deployment left it, and what changed since: services of data, other operations."""

    snapshot: Snapshot
    services: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)


_watches: dict[str, Watch] = {}  # by account
_lock = threading.Lock()


def begin(account: str) -> None:
    """Begin to watch an account; its current data is copied."""
    watch = Watch(Snapshot(account))
    with _lock:
        _watches[account] = watch


def end(account: str) -> "Watch | None":
    """End the watch over an account and return it, or None if the account was not watched."""
    with _lock:
        return _watches.pop(account, None)


def note(_chain: Any, context: Any, _response: Any) -> None:
    """Record one served request. A handler in LocalStack's chain, for responses."""
    watch = _watches.get(context.account_id) if _watches and context.operation else None
    if not watch or context.service_exception:
        return
    service, operation = context.service.service_name, context.operation.name
    if changes_data(service, operation):
        watch.services.add(service)
        if service == "ses":
            watch.snapshot.mails.add(context.service_response["MessageId"])
    elif not changes_nothing(service, operation):
        watch.others.add(f"{service}:{operation}")
