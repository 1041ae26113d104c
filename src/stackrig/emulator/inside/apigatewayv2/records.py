"""HTTP and WebSocket APIs and their parts: each thing is a record of members under AWS's names."""

import secrets
import string
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

Record = dict[str, Any]
Records = dict[str, Record]  # by id

LETTERS = string.ascii_lowercase + string.digits
LOCK = RLock()  # held during a change


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Hold the frozen state of a deployment: the API's own record, and its parts by id."""

    api: Record
    routes: Records
    integrations: Records
    authorizers: Records
    responses: dict[str, Records]


@dataclass(frozen=True, slots=True)
class Api:
    """Hold an API and its parts; `responses` are those of integrations and routes, by the id of these."""

    account: str
    region: str
    record: Record
    routes: Records = field(default_factory=dict)
    integrations: Records = field(default_factory=dict)
    authorizers: Records = field(default_factory=dict)
    models: Records = field(default_factory=dict)
    stages: Records = field(default_factory=dict)
    deployments: Records = field(default_factory=dict)
    responses: dict[str, Records] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.record["ApiId"])

    @property
    def is_http(self) -> bool:
        """Tell whether it is an HTTP API; the others are WebSocket APIs."""
        return bool(self.record["ProtocolType"] == "HTTP")

    def arn(self, path: str) -> str:
        """Return the ARN by which policies name a part of it: a stage and route, or an authorizer."""
        return f"arn:{partition_of(self.region)}:execute-api:{self.region}:{self.account}:{self.id}/{path}"

    def freeze(self) -> Snapshot:
        """Return its parts as they are now."""
        return Snapshot(*deepcopy((self.record, self.routes, self.integrations, self.authorizers, self.responses)))


@dataclass(slots=True)
class AtStage:
    """Hold the target of a client's request: an API, a deployment of it, and the stage's current record."""

    api: Api
    snapshot: Snapshot
    stage: Record

    @property
    def variables(self) -> dict[str, str]:
        """Return the stage's variables."""
        return self.stage.get("StageVariables") or {}

    @property
    def stage_name(self) -> str:
        """Return the stage's name."""
        return str(self.stage["StageName"])


@dataclass(frozen=True, slots=True)
class Domain:
    """Hold a custom domain name and its mappings to APIs."""

    account: str
    region: str
    record: Record
    mappings: Records = field(default_factory=dict)


apis: dict[str, Api] = {}  # by id, which is unique in all accounts and regions
domains: dict[str, Domain] = {}  # by name
links: dict[tuple[str, str], Records] = {}  # to VPCs, by account and region


def new_id(length: int = 7) -> str:
    """Return a random id in API Gateway's form: 10 letters for an API, 7 for its parts, 6 for a deployment."""
    return secrets.choice(string.ascii_lowercase) + "".join(secrets.choice(LETTERS) for _ in range(length - 1))


def partition_of(region: str) -> str:
    """Return the partition of a region."""
    return "aws-cn" if region.startswith("cn-") else "aws-us-gov" if region.startswith("us-gov-") else "aws"


def own(things: Mapping[str, Any], context: Any) -> Iterator[Any]:
    """Yield the APIs or domains in a request's account and region."""
    return (one for one in things.values() if (one.account, one.region) == (context.account_id, context.region))
