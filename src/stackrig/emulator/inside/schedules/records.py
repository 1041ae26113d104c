"""Schedules and groups of EventBridge Scheduler: each is a record of its members under AWS's names."""

from collections import defaultdict
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from ..apigatewayv2.records import partition_of
from ..clock.timer import Due

Record = dict[str, Any]
DEFAULT = "default"  # the group that is always there
LOCK = RLock()  # held while something is changed


@dataclass(slots=True)
class Schedule:
    """Hold a schedule; `due` is its next invocation, and `tries` are those that are tried again later."""

    account: str
    region: str
    record: Record
    begin: float  # when a rate begins
    due: Due | None = None
    tries: list[Due] = field(default_factory=list)

    @property
    def arn(self) -> str:
        """Return its ARN."""
        return arn_of(self.account, self.region, f"schedule/{self.record['GroupName']}/{self.record['Name']}")

    @property
    def key(self) -> tuple[str, str]:
        """Return its group and name, by which it is kept."""
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
    """Return what an account has in a region; the default group is there from the beginning."""
    with LOCK:
        if (account, region) not in _stores:
            store = _stores[account, region] = Store(account, region)
            store.groups[DEFAULT] = {"Name": DEFAULT, "Arn": store.group_arn(DEFAULT), "State": "ACTIVE"}
        return _stores[account, region]


def arn_of(account: str, region: str, path: str) -> str:
    """Return the ARN of something of Scheduler's."""
    return f"arn:{partition_of(region)}:scheduler:{region}:{account}:{path}"
