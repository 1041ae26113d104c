"""The resources of an operation's actions, as ARNs, from the parameters of a request.

Actions of a service without a rule here are judged without their resources: see `Need`. The forms of ARNs are those
of the "Service Authorization Reference", see `actions`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from .actions import TRANSACTED, VERBS, actions_of, partiql_action
from .passed_roles import passed_roles
from .patterns import Values

ALL = ("*",)
ANY: tuple[str, ...] = ()
KEY_ID = 36  # characters


@dataclass(frozen=True, slots=True)
class Place:
    """Hold the partition, region and account in which a request looks names up."""

    partition: str
    region: str
    account: str

    def arn(self, service: str, rest: str) -> str:
        """Return the ARN of a resource."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{rest}"


@dataclass(frozen=True, slots=True)
class Need:
    """Hold an action that a request needs, the forms of its resource's ARN, and the condition keys of this action.

    Without forms the resource is unknown: then every Resource of an Allow matches.
    """

    action: str
    resources: tuple[str, ...]
    values: Values = field(default_factory=dict, hash=False)


Parameters = Mapping[str, Any]
Rule = Callable[[Place, str, Parameters], Iterable[tuple[str, ...]]]


def needs_of(place: Place, prefix: str, operation: str, parameters: Parameters, path: str, method: str) -> list[Need]:
    """Return a request's needs, all of which must be allowed.

    Args:
        path, method: the HTTP request's, which decide for API Gateway.
    """
    passed = [
        Need("iam:PassRole", (_global_arn(place, "iam", "role/", role),), {"iam:passedtoservice": (service,)})
        for role, service in passed_roles(prefix, operation, parameters)
    ]
    return [*_own_needs(place, prefix, operation, parameters, path, method), *passed]


def _own_needs(place: Place, prefix: str, operation: str, parameters: Parameters, path: str, method: str) -> list[Need]:
    if prefix == "apigateway":
        return [Need(f"apigateway:{method if method in VERBS else 'GET'}", (_control_plane(place, path),))]
    if prefix == "dynamodb" and (special := list(_dynamodb_items(place, operation, parameters))):
        return special
    actions = actions_of(prefix, operation, parameters)
    needs = [Need(action, forms) for action in actions for forms in _resources(place, prefix, operation, parameters)]
    return needs + list(MORE.get(prefix, _nothing)(place, operation, parameters))


def _resources(place: Place, prefix: str, operation: str, parameters: Parameters) -> list[tuple[str, ...]]:
    if (listed := LISTED.get(f"{prefix}:{operation}")) is not None:
        return [(place.arn(prefix, listed), *ALL) if listed else ALL]
    if rule := RULES.get(prefix):
        found = list(rule(place, operation, parameters))
        if found:
            return found
    start = f"arn:{place.partition}:{prefix}:"
    arn = next((one for one in parameters.values() if isinstance(one, str) and one.startswith(start)), None)
    return [(arn,) if arn else ANY]


def _nothing(_place: Place, _operation: str, _parameters: Parameters) -> Iterable[Need]:
    return ()


def _as_arn(place: Place, service: str, kind: str, name: str) -> str:
    return name if name.startswith("arn:") else place.arn(service, f"{kind}{name}")


def _global_arn(place: Place, service: str, kind: str, name: str) -> str:
    return _as_arn(Place(place.partition, "", place.account), service, kind, name)


# --- rules by service -------------------------------------------------------------------------------------------------


def _named(service: str, **kinds: str) -> Rule:
    """Return a rule for parameters that name a resource or hold its ARN, from the prefix of the name by parameter."""

    def rule(place: Place, _operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
        for parameter, kind in kinds.items():
            value = parameters.get(parameter)
            if isinstance(value, str) and value:
                yield (_as_arn(place, service, kind, value),)
                return

    return rule


def _s3(_place: Place, operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    bucket = parameters.get("Bucket")
    if not bucket:
        return
    arn = _bucket_arn(bucket)
    if operation == "DeleteObjects":
        yield from ((f"{arn}/{one['Key']}",) for one in parameters.get("Delete", {}).get("Objects", ()))
    elif key := parameters.get("Key"):
        yield (f"{arn}/{key}",)
    else:
        yield (arn,)


def _bucket_arn(bucket: str) -> str:
    return bucket if bucket.startswith("arn:") else f"arn:aws:s3:::{bucket}"


def _s3_more(_place: Place, operation: str, parameters: Parameters) -> Iterator[Need]:
    """Yield S3's needs beside an operation's own action: for a copy's source, for tags and for ACLs."""
    if source := parameters.get("CopySource"):
        text = source if isinstance(source, str) else f"{source['Bucket']}/{source['Key']}"
        bucket, _, key = unquote(text.partition("?versionId=")[0]).lstrip("/").partition("/")
        action = "s3:GetObjectVersion" if "?versionId=" in text else "s3:GetObject"
        yield Need(action, (f"{_bucket_arn(bucket)}/{key}",))
    if operation in ("PutObject", "CopyObject", "CreateMultipartUpload"):
        arn = f"{_bucket_arn(parameters['Bucket'])}/{parameters['Key']}"
        if parameters.get("Tagging"):
            yield Need("s3:PutObjectTagging", (arn,))
        if parameters.get("ACL") not in (None, "private", "bucket-owner-full-control"):
            yield Need("s3:PutObjectAcl", (arn,))


def _sqs(place: Place, _operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    if url := parameters.get("QueueUrl"):
        *_, account, name = ["", *urlsplit(url).path.strip("/").split("/")]
        region = next(iter(re.findall(r"[a-z]{2,}(?:-[a-z]+){1,2}-\d+", url)), place.region)
        where = Place(place.partition, region, account if account.isdigit() else place.account)
        yield (where.arn("sqs", name),)
    elif queue := parameters.get("QueueName"):
        owner = parameters.get("QueueOwnerAWSAccountId") or place.account
        yield (Place(place.partition, place.region, owner).arn("sqs", queue),)


def _sns(place: Place, operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    named = ("TopicArn", "TargetArn", "ResourceArn")
    if arn := next((parameters[name] for name in named if parameters.get(name)), None):
        yield (arn,)
    elif subscription := parameters.get("SubscriptionArn"):
        yield (subscription.rpartition(":")[0],)
    elif operation == "CreateTopic":
        yield (place.arn("sns", parameters["Name"]),)
    elif operation == "Publish":  # to a phone number
        yield ALL


def _tables(place: Place, _operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    if names := parameters.get("RequestItems"):
        yield from ((_table(place, name),) for name in names)
    elif arn := parameters.get("StreamArn") or parameters.get("ResourceArn"):
        yield (arn,)
    elif name := parameters.get("TableName") or parameters.get("SourceTableName"):
        table = _table(place, name)
        yield (f"{table}/index/{index}" if (index := parameters.get("IndexName")) else table,)


def _table(place: Place, name: str) -> str:
    return _as_arn(place, "dynamodb", "table/", name)


def _dynamodb_items(place: Place, operation: str, parameters: Parameters) -> Iterator[Need]:
    """Yield the needs of transactions and PartiQL: an action for each item."""
    if operation in ("TransactGetItems", "TransactWriteItems"):
        needs = [
            Need(f"dynamodb:{TRANSACTED[kind]}", (_table(place, one["TableName"]),))
            for item in parameters.get("TransactItems", ())
            for kind, one in item.items()
            if kind in TRANSACTED
        ]
        yield from dict.fromkeys(needs)
    statements = parameters.get("Statements") or parameters.get("TransactStatements") or [parameters]
    if operation in ("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"):
        yield from dict.fromkeys(_partiql(place, one.get("Statement", "")) for one in statements)


def _partiql(place: Place, statement: str) -> Need:
    found = re.search(r"\b(?:FROM|INTO|UPDATE)\s+\"?([\w.-]+)\"?(?:\.\"?([\w.-]+)\"?)?", statement, re.IGNORECASE)
    if not found:
        return Need(partiql_action(statement), ANY)
    table = _table(place, found[1])
    return Need(partiql_action(statement), (f"{table}/index/{found[2]}" if found[2] else table,))


def _functions(place: Place, operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    name = parameters.get("FunctionName")
    if name and operation != "CreateEventSourceMapping":
        name = name if name.startswith("arn:") else name.rpartition(":function:")[2]
        arn = _as_arn(place, "lambda", "function:", name)
        qualifier = parameters.get("Qualifier")
        yield (f"{arn}:{qualifier}" if qualifier and operation in ("Invoke", "GetFunction") else arn,)
    elif layer := parameters.get("LayerName"):
        version = parameters.get("VersionNumber")
        arn = _as_arn(place, "lambda", "layer:", layer)
        yield (f"{arn}:{version}" if version else arn,)
    elif resource := parameters.get("Resource"):
        yield (resource,)


def _machines(place: Place, _operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    names = ("stateMachineArn", "executionArn", "activityArn", "mapRunArn", "resourceArn")
    if arn := next((parameters[name] for name in names if parameters.get(name)), None):
        yield (arn,)
    elif name := parameters.get("name"):
        yield (place.arn("states", f"stateMachine:{name}"),)


def _events(place: Place, operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    if operation == "PutEvents":
        buses = [one.get("EventBusName") or "default" for one in parameters.get("Entries", ())]
        yield from ((_as_arn(place, "events", "event-bus/", bus),) for bus in dict.fromkeys(buses))
        return
    rule = parameters.get("Rule") or (parameters.get("Name") if "Rule" in operation else None)
    bus = (parameters.get("EventBusName") or "default").rpartition("/")[2]
    if rule:
        yield (place.arn("events", f"rule/{rule}" if bus == "default" else f"rule/{bus}/{rule}"),)
    elif name := parameters.get("Name") if "EventBus" in operation else None:
        yield (_as_arn(place, "events", "event-bus/", name),)


def _logs(place: Place, _operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    """Yield a log stream or a log group; policies name groups with and without the text that follows the name."""
    group = parameters.get("logGroupName") or parameters.get("logGroupIdentifier")
    if not group:
        return
    arn = _as_arn(place, "logs", "log-group:", group).removesuffix(":*")
    if stream := parameters.get("logStreamName"):
        yield (f"{arn}:log-stream:{stream}",)
    else:
        yield (f"{arn}:log-stream:", arn)


def _parameters(place: Place, _operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    path = parameters.get("Path")
    names = parameters.get("Names") or filter(None, [parameters.get("Name") or (path and path.rstrip("/"))])
    for name in names:
        yield (_as_arn(place, "ssm", "parameter/", name if name.startswith("arn:") else name.lstrip("/")),)


def _schedules(place: Place, operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    if "ScheduleGroup" in operation and parameters.get("Name"):
        yield (place.arn("scheduler", f"schedule-group/{parameters['Name']}"),)
    elif name := parameters.get("Name"):
        yield (place.arn("scheduler", f"schedule/{parameters.get('GroupName') or 'default'}/{name}"),)


def _identities(place: Place, _operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    """Yield the sending identity of an e-mail: an address or its domain."""
    source = parameters.get("Source") or parameters.get("FromEmailAddress") or parameters.get("EmailIdentity")
    if isinstance(source, str):
        address = re.sub(r".*<(.*)>.*", r"\1", source)
        names = dict.fromkeys((address, address.rpartition("@")[2]))
        yield tuple(place.arn("ses", f"identity/{name}") for name in names)


def _rds_data_more(_place: Place, _operation: str, parameters: Parameters) -> Iterator[Need]:
    if secret := parameters.get("secretArn"):
        yield Need("secretsmanager:GetSecretValue", (secret,))


def _keys(place: Place, _operation: str, parameters: Parameters) -> Iterator[tuple[str, ...]]:
    """Yield a named key, or else the key of a ciphertext: LocalStack puts its id first."""
    named = (parameters.get(name) for name in ("KeyId", "TargetKeyId", "SourceKeyId"))
    text = parameters.get("CiphertextBlob") or b""
    if key := next(filter(None, named), "") or text[:KEY_ID].decode("ascii", "ignore"):
        yield (_as_arn(place, "kms", "key/", key),)


def _kms_more(place: Place, operation: str, parameters: Parameters) -> Iterator[Need]:
    if operation == "ReEncrypt":
        yield Need("kms:ReEncryptTo", (_as_arn(place, "kms", "key/", parameters["DestinationKeyId"]),))


def _connections(place: Place, _operation: str, _parameters: Parameters) -> Iterator[tuple[str, ...]]:
    del place
    yield ANY


def _control_plane(place: Place, path: str) -> str:
    return f"arn:{place.partition}:apigateway:{place.region}::{path}"


def _global(service: str, **kinds: str) -> Rule:
    """Return a rule for a service whose ARNs have no region."""

    def rule(place: Place, operation: str, parameters: Parameters) -> Iterable[tuple[str, ...]]:
        return _named(service, **kinds)(Place(place.partition, "", place.account), operation, parameters)

    return rule


RULES: dict[str, Rule] = {
    "cloudwatch": _named("cloudwatch", AlarmName="alarm:", DashboardName="dashboard/"),
    "cognito-idp": _named("cognito-idp", UserPoolId="userpool/"),
    "dynamodb": _tables,
    "ecs": _named("ecs", taskDefinition="task-definition/"),
    "events": _events,
    "execute-api": _connections,
    "firehose": _named("firehose", DeliveryStreamName="deliverystream/"),
    "iam": _global(
        "iam",
        PolicyArn="policy/",
        RoleName="role/",
        UserName="user/",
        GroupName="group/",
        PolicyName="policy/",
        InstanceProfileName="instance-profile/",
    ),
    "kinesis": _named("kinesis", ConsumerARN="", StreamARN="", StreamName="stream/"),
    "kms": _keys,
    "lambda": _functions,
    "logs": _logs,
    "pipes": _named("pipes", Name="pipe/"),
    "rds-data": _named("rds", resourceArn="cluster:"),
    "s3": _s3,
    "scheduler": _schedules,
    "secretsmanager": _named("secretsmanager", SecretId="secret:", Name="secret:"),
    "ses": _identities,
    "sns": _sns,
    "sqs": _sqs,
    "ssm": _parameters,
    "states": _machines,
    "sts": _global("iam", RoleArn="role/"),
}
MORE: dict[str, Callable[[Place, str, Parameters], Iterable[Need]]] = {
    "kms": _kms_more,
    "rds-data": _rds_data_more,
    "s3": _s3_more,
}
# Operations on all resources of a kind, whose ARN stands here, or on none: policies allow these by `*` only.
LISTED = {
    "cloudwatch:GetMetricData": "",
    "cloudwatch:GetMetricStatistics": "",
    "cloudwatch:ListMetrics": "",
    "cloudwatch:PutMetricData": "",
    "cognito-idp:ListUserPools": "",
    "dynamodb:ListStreams": "table/*",
    "dynamodb:ListTables": "table/*",
    "events:ListEventBuses": "",
    "kinesis:ListStreams": "stream/*",
    "kms:CreateKey": "",
    "kms:GenerateRandom": "",
    "kms:ListAliases": "",
    "kms:ListKeys": "",
    "lambda:ListEventSourceMappings": "",
    "lambda:ListFunctions": "",
    "lambda:ListLayers": "",
    "logs:DescribeLogGroups": "log-group::log-stream:",
    "s3:ListBuckets": "",
    "secretsmanager:GetRandomPassword": "",
    "secretsmanager:ListSecrets": "",
    "sns:ListSubscriptions": "*",
    "sns:ListTopics": "*",
    "sqs:ListQueues": "*",
    "ssm:DescribeParameters": "*",
    "states:ListActivities": "activity:*",
    "states:ListStateMachines": "stateMachine:*",
    "xray:PutTelemetryRecords": "",
    "xray:PutTraceSegments": "",
}
