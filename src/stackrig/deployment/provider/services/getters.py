"""Functions that tell of one thing by its name or id what the type of the same name tells of its own."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.outputs import ScopedType, describe
from stackrig.deployment.provider.registry import Function, find_resource, id_of
from stackrig.deployment.provider.schema import Schema, load_schema
from stackrig.errors import DeployError


def _like(token: str, **known: str) -> Function:
    """Return a function that reads a thing as its type does.

    Args:
        known: the properties by which it is read, as templates of the function's arguments and of {region}, {account}
            and {partition}.
    """

    def get(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
        type_ = ScopedType(find_resource("", token), load_schema(token) or Schema(), scope)
        places = scope.places
        places.update(arguments)
        found_by = {name: template.format_map(places) for name, template in known.items()}
        outputs = describe(type_, {}, found_by, list_tags=True)
        if outputs is None:
            raise DeployError(f"there is no {token.rpartition(':')[2]} {' '.join(found_by.values())}")
        return {**outputs, **arguments, "id": id_of(type_.resource, {**found_by, **outputs})}

    return get


def _get_queue(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    url = scope.call("sqs", "get_queue_url", QueueName=arguments["name"])["QueueUrl"]
    told = scope.call("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    tags = scope.call("sqs", "list_queue_tags", QueueUrl=url).get("Tags", {})
    return {"id": url, "name": arguments["name"], "url": url, "arn": told["QueueArn"], "tags": tags}


def _get_user(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = scope.call("iam", "get_user", UserName=arguments["userName"])["User"]
    return {
        "id": found["UserId"],
        "userId": found["UserId"],
        "userName": found["UserName"],
        "arn": found["Arn"],
        "path": found["Path"],
        "permissionsBoundary": found.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", ""),
        "tags": {tag["Key"]: tag["Value"] for tag in found.get("Tags", ())},
    }


def _get_canonical_user(scope: Scope, _arguments: Mapping[str, Any]) -> Properties:
    owner = scope.call("s3", "list_buckets")["Owner"]
    return {"id": owner["ID"], "displayName": owner.get("DisplayName", "")}


FUNCTIONS: dict[str, Function] = {
    "aws:cloudwatch/getLogGroup:getLogGroup": _like("aws:cloudwatch/logGroup:LogGroup", name="{name}"),
    "aws:dynamodb/getTable:getTable": _like("aws:dynamodb/table:Table", name="{name}", id="{name}"),
    "aws:eks/getCluster:getCluster": _like("aws:eks/cluster:Cluster", name="{name}"),
    "aws:iam/getUser:getUser": _get_user,
    "aws:kms/getAlias:getAlias": _like("aws:kms/alias:Alias", name="{name}"),
    "aws:kms/getKey:getKey": _like("aws:kms/key:Key", keyId="{keyId}", id="{keyId}"),
    "aws:s3/getCanonicalUserId:getCanonicalUserId": _get_canonical_user,
    "aws:sns/getTopic:getTopic": _like(
        "aws:sns/topic:Topic",
        id="arn:{partition}:sns:{region}:{account}:{name}",
        arn="arn:{partition}:sns:{region}:{account}:{name}",
    ),
    "aws:sqs/getQueue:getQueue": _get_queue,
}
