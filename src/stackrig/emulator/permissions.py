"""The findings of a LocalStack's IAM: calls that AWS would have refused, their callers, and what would allow them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from stackrig.emulator.routes import NO_ANSWER, get_json, split_address
from stackrig.emulator.server import AwsEndpoint

IAM_PATH = "/_stackrig/iam"  # the plugin's: inside/iam/report.py
TIMEOUT = 10.0  # seconds for its answer


@dataclass(frozen=True, slots=True)
class Refused:
    """Describe a call that AWS's IAM would refuse, why in AWS's words, how often and when: seconds since 1970."""

    action: str
    resource: str
    reason: str
    count: int
    moments: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Hold a statement that a policy lacks; `owner` is the ARN of what has the policy."""

    policy: str
    owner: str
    statement: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """Describe a role, a user or a service that has called: what it lacks, what it never used, the least policy."""

    arn: str
    account: str
    name: str
    refused: tuple[Refused, ...]
    lacks: tuple[Missing, ...]
    unused: tuple[str, ...]
    least: Mapping[str, Any]


def read_callers(
    endpoint: AwsEndpoint, *, since: float = 0, accounts: Collection[str] | None = None
) -> list[Caller] | None:
    """Return all callers that a LocalStack has judged; None if it judges none: `--iam=off`, or without our plugin.

    Args:
        since: leave out what was refused before, in seconds since 1970.
        accounts: leave out callers of other accounts; services, which have none, are kept.
    """
    if not endpoint.endpoint_url:
        return None
    host, port = split_address(endpoint.endpoint_url)
    try:
        found = get_json(host, port, f"{IAM_PATH}?since={since}", TIMEOUT)["callers"]
    except (*NO_ANSWER, KeyError):
        return None
    callers = [_read(one) for one in found]
    return [one for one in callers if accounts is None or one.account in {"", *accounts}]


def _read(found: Mapping[str, Any]) -> Caller:
    return Caller(
        arn=found["arn"],
        account=found["account"],
        name=found["name"],
        refused=tuple(Refused(**{**one, "moments": tuple(one["moments"])}) for one in found["refused"]),
        lacks=tuple(Missing(**one) for one in found["lacks"]),
        unused=tuple(found["unused"]),
        least=found["least"],
    )
