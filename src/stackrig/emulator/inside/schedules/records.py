"""Schedules and groups of EventBridge Scheduler: each is a record of members under AWS's names."""

from collections import defaultdict
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from ..apigatewayv2.records import partition_of
from ..clock.timer import Due

Record = dict[str, Any]
DEFAULT = "default"  # the default group
LOCK = RLock()  # held during a change


@dataclass(slots=True)
class Schedule:
    """Hold a schedule; `due` is its next invocation, and `tries` are its pending retries."""

    account: str
    region: str
    record: Record
    begin: float  # the begin of a rate
    due: Due | None = None
    tries: list[Due] = field(default_factory=list)

    @property
    def arn(self) -> str:
        """Return its ARN."""
        return arn_of(self.account, self.region, f"schedule/{self.record['GroupName']}/{self.record['Name']}")

    @property
    def key(self) -> tuple[str, str]:
        """Return its group and name, which are its key."""
        return self.record["GroupName"], self.record["Name"]


@dataclass(slots=True)
class Store:
    """Hold the schedules and groups of an account in a region."""

    account: str
    region: str
    schedules: dict[tuple[str, str], Schedule] = field(default_factory=dict)
    groups: dict[str, Record] = field(default_factory=dict)
    tags: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))  # by ARN

    def group_arn(self, name: str) -> str:
        """Return the ARN of a group."""
        return arn_of(self.account, self.region, f"schedule-group/{name}")


_stores: dict[tuple[str, str], Store] = {}


def store_of(account: str, region: str) -> Store:
    """Return an account's store in a region, which has the default group from the beginning."""
    with LOCK:
        if (account, region) not in _stores:
            store = _stores[account, region] = Store(account, region)
            store.groups[DEFAULT] = {"Name": DEFAULT, "Arn": store.group_arn(DEFAULT), "State": "ACTIVE"}
        return _stores[account, region]


def arn_of(account: str, region: str, path: str) -> str:
    """Return the ARN of a thing in Scheduler."""
    return f"arn:{partition_of(region)}:scheduler:{region}:{account}:{path}"
