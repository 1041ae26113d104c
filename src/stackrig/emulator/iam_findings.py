"""The findings of a LocalStack's IAM: calls that AWS would have refused, their callers, and missing permissions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from stackrig.emulator.routes import NO_ANSWER, get_json, split_address
from stackrig.emulator.server import AwsEndpoint

IAM_PATH = "/_stackrig/iam"  # the plugin's route: inside/iam/report.py
LOGS_PATH = "/_stackrig/refused-logs"
TIMEOUT = 10.0  # seconds for an answer, which waits until log lines are delivered


@dataclass(frozen=True, slots=True)
class Missing:
    """Hold a statement that a policy lacks; `owner` is the ARN of the role, user or resource that has the policy."""

    policy: str
    owner: str
    statement: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """Describe a call that AWS's IAM would refuse: the reason in AWS's words, how often, and when (seconds since 1970).

    `missing` is None where a policy denies the call.
    """

    action: str
    resource: str
    reason: str
    count: int
    moments: tuple[float, ...]
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Describe a role, user or service that made calls: its refusals, what it never used, the least policy."""

    arn: str
    account: str
    name: str
    refused: tuple[Refused, ...]
    unused: tuple[str, ...]
    least: Mapping[str, Any]


def read_callers(
    endpoint: AwsEndpoint, *, since: float = 0, accounts: Collection[str] | None = None, current: bool = False
) -> list[Caller] | None:
    """Return all callers that a LocalStack has judged; None if it judges none (`--iam=off`, or no plugin).

    Args:
        since: leave out earlier refusals, in seconds since 1970.
        accounts: leave out callers of other accounts; services, which have none, are kept.
        current: leave out callers and resources that have been deleted, and calls that are allowed by now.
    """
    if not endpoint.endpoint_url:
        return None
    host, port = split_address(endpoint.endpoint_url)
    try:
        path = f"{IAM_PATH}?since={since}{'&current=1' if current else ''}"
        found = get_json(host, port, path, TIMEOUT)["callers"]
    except (*NO_ANSWER, KeyError):
        return None
    callers = [_read(one) for one in found]
    return [one for one in callers if accounts is None or one.account in {"", *accounts}]


def _read(found: Mapping[str, Any]) -> Caller:
    return Caller(
        arn=found["arn"],
        account=found["account"],
        name=found["name"],
        refused=tuple(map(_read_refused, found["refused"])),
        unused=tuple(found["unused"]),
        least=found["least"],
    )


def _read_refused(found: Mapping[str, Any]) -> Refused:
    missing = Missing(**found["missing"]) if found["missing"] else None
    return Refused(**{**found, "moments": tuple(found["moments"]), "missing": missing})


def read_refused_logs(
    endpoint: AwsEndpoint, since: float, accounts: Collection[str], timeout: float
) -> list[tuple[str, str]]:
    """Return the log lines that functions of some accounts could not write to CloudWatch Logs since a moment.

    Each is a pair of log group and text. The list is empty if no IAM judges, or if LocalStack does not answer within
    `timeout` seconds.
    """
    host, port = split_address(endpoint.endpoint_url)
    try:
        found = get_json(host, port, f"{LOGS_PATH}?since={since}", timeout)["refused"]
    except (*NO_ANSWER, KeyError):
        return []
    return [(one["group"], one["text"]) for one in found if one["account"] in accounts]
