"""Functions that read one thing by its name or id, and return what its resource type would."""

import base64
import re
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.outputs import ScopedType, describe
from stackrig.deployment.provider.registry import Function, find_resource, id_of, words
from stackrig.deployment.provider.schema import Schema, load_schema
from stackrig.deployment.provider.services.modelled import plural
from stackrig.deployment.provider.wire import plain_members, to_pascal
from stackrig.errors import DeployError

# Types of content beside text/* whose text the real provider returns.
TEXTS = words(
    "application/json application/ld+json application/x-httpd-php application/xhtml+xml application/xml"
    " application/javascript application/x-sh application/x-sql"
)


def _like(token: str, **known: str) -> Function:
    """Return a function that reads a thing as its type does.

    Args:
        known: the properties by which it is read, as templates of the function's arguments and of {region}, {account}
            and {partition}.

    The blocks of a type are lists for its function, under the plural of their names.
    """

    def get(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
        schema = load_schema(token) or Schema()
        type_ = ScopedType(find_resource("", token), schema, scope)
        places = scope.places
        places.update(arguments)
        found_by = {name: template.format_map(places) for name, template in known.items()}
        outputs = describe(type_, {}, found_by, list_tags=True)
        if outputs is None:
            raise DeployError(f"there is no {token.rpartition(':')[2]} {' '.join(found_by.values())}")
        blocks = {name: outputs.get(name) for name, item in schema.outputs.items() if item.kind == "object"}
        lists = {plural(name): [block] if block else [] for name, block in blocks.items()}
        return {**lists, **outputs, **arguments, "id": id_of(type_.resource, {**found_by, **outputs})}

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


def _get_instance_profile(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return an instance profile with the role that it has, if any."""
    told = _like("aws:iam/instanceProfile:InstanceProfile", name="{name}")(scope, arguments)
    role = scope.call("iam", "get_role", RoleName=told["role"])["Role"] if told.get("role") else {}
    return {**told, "roleArn": role.get("Arn", ""), "roleId": role.get("RoleId", ""), "roleName": told.get("role", "")}


def _get_canonical_user(scope: Scope, _arguments: Mapping[str, Any]) -> Properties:
    owner = scope.call("s3", "list_buckets")["Owner"]
    return {"id": owner["ID"], "displayName": owner.get("DisplayName", "")}


def _get_object(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return an object of S3, with its content if that is text or was asked for, as the real provider does."""
    bucket, key = arguments["bucket"], arguments["key"]
    where = {"Bucket": bucket, "Key": key}
    where |= {"VersionId": arguments["versionId"]} if arguments.get("versionId") else {}
    found = scope.call("s3", "head_object", **where)
    type_ = found.get("ContentType", "")
    wanted = arguments.get("downloadBody")
    is_text = type_.startswith("text/") or type_ in TEXTS
    content = scope.call("s3", "get_object", **where)["Body"].read() if wanted or (wanted is None and is_text) else b""
    listed = scope.call("s3", "get_object_tagging", **where)["TagSet"]
    return {
        **plain_members(found),
        **arguments,
        "id": f"{bucket}/{key}",
        "arn": f"arn:{scope.places['partition']}:s3:::{bucket}/{key}",
        "body": content.decode(errors="replace"),
        "bodyBase64": base64.b64encode(content).decode(),
        "etag": found["ETag"].strip('"'),
        "lastModified": found["LastModified"].strftime("%a, %d %b %Y %H:%M:%S UTC"),
        "metadata": found.get("Metadata", {}),
        "storageClass": found.get("StorageClass", "STANDARD"),
        "tags": {tag["Key"]: tag["Value"] for tag in listed},
        "region": scope.region,
    }


def _get_web_identity(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return an OpenID Connect provider by its ARN or its URL."""
    wanted = str(arguments.get("url") or "").removeprefix("https://")
    listed = [item["Arn"] for item in scope.call("iam", "list_open_id_connect_providers")["OpenIDConnectProviderList"]]
    by_url = next((arn for arn in listed if wanted and arn.partition(":oidc-provider/")[2] == wanted), "")
    arn = arguments.get("arn") or by_url
    if not arn:
        raise DeployError(f"the account has no OpenID Connect provider with the URL {arguments.get('url')}")
    found = scope.call("iam", "get_open_id_connect_provider", OpenIDConnectProviderArn=arn)
    return {
        "id": arn,
        "arn": arn,
        "url": found["Url"],
        "clientIdLists": found.get("ClientIDList", []),
        "thumbprintLists": found.get("ThumbprintList", []),
        "tags": {tag["Key"]: tag["Value"] for tag in found.get("Tags", ())},
    }


def _get_random_password(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return a password that Secrets Manager makes."""
    names = {to_pascal(name): value for name, value in arguments.items() if name != "region" and value is not None}
    found = scope.call("secretsmanager", "get_random_password", **names)["RandomPassword"]
    return {**arguments, "id": found, "randomPassword": found, "region": scope.region}


def _get_session_context(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return the role behind the ARN of an assumed role, and that of anybody else as it is.

    Raises:
        DeployError: it is no ARN.
    """
    arn = str(arguments["arn"])
    if not re.fullmatch("arn(:[^:]*){4}:.+", arn):
        raise DeployError(f"{arn!r} is no ARN")
    _, _, service, _, _, path = arn.split(":", 5)
    kind, _, names = path.partition("/")
    told = {"id": arn, "arn": arn, "issuerArn": arn, "issuerId": "", "issuerName": "", "sessionName": ""}
    if (service, kind) != ("sts", "assumed-role"):
        return told
    role, _, session = names.partition("/")
    found = scope.call("iam", "get_role", RoleName=role)["Role"]
    issuer = {"issuerArn": found["Arn"], "issuerId": found["RoleId"], "issuerName": found["RoleName"]}
    return {**told, **issuer, "sessionName": session}


# Types that a function tells of, and the arguments that are the properties by which the type is read.
LIKE = {
    "cloudfront/distribution": "id",
    "cloudfront/originAccessIdentity": "id",
    "cloudwatch/eventBus": "name",
    "cloudwatch/eventConnection": "name",
    "cloudwatch/logGroup": "name",
    "cognito/userGroup": "userPoolId name",
    "eks/cluster": "name",
    "eks/nodeGroup": "clusterName nodeGroupName",
    "elasticache/cluster": "clusterId",
    "elasticache/replicationGroup": "replicationGroupId",
    "elasticache/subnetGroup": "name",
    "kinesis/firehoseDeliveryStream": "name",
    "kinesis/stream": "name",
    "lambda/alias": "functionName name",
    "lambda/functionUrl": "functionName",
    "rds/parameterGroup": "name",
}


def _alike() -> dict[str, Function]:
    """Return the functions of the types in LIKE."""
    found = {}
    for stem, arguments in LIKE.items():
        module, _, name = stem.partition("/")
        known = {argument: f"{{{argument}}}" for argument in arguments.split()}
        get = f"get{to_pascal(name)}"
        found[f"aws:{module}/{get}:{get}"] = _like(f"aws:{stem}:{to_pascal(name)}", **known)
    return found


FUNCTIONS: dict[str, Function] = {
    **_alike(),
    "aws:dynamodb/getTable:getTable": _like("aws:dynamodb/table:Table", name="{name}", id="{name}"),
    "aws:efs/getAccessPoint:getAccessPoint": _like("aws:efs/accessPoint:AccessPoint", id="{accessPointId}"),
    "aws:efs/getFileSystem:getFileSystem": _like("aws:efs/fileSystem:FileSystem", id="{fileSystemId}"),
    "aws:iam/getInstanceProfile:getInstanceProfile": _get_instance_profile,
    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": _get_web_identity,
    "aws:iam/getSessionContext:getSessionContext": _get_session_context,
    "aws:iam/getUser:getUser": _get_user,
    "aws:kms/getAlias:getAlias": _like("aws:kms/alias:Alias", name="{name}"),
    "aws:kms/getKey:getKey": _like("aws:kms/key:Key", keyId="{keyId}", id="{keyId}"),
    "aws:s3/getCanonicalUserId:getCanonicalUserId": _get_canonical_user,
    "aws:s3/getObject:getObject": _get_object,
    "aws:secretsmanager/getRandomPassword:getRandomPassword": _get_random_password,
    "aws:sfn/getStateMachine:getStateMachine": _like(
        "aws:sfn/stateMachine:StateMachine", arn="arn:{partition}:states:{region}:{account}:stateMachine:{name}"
    ),
    "aws:sns/getTopic:getTopic": _like(
        "aws:sns/topic:Topic",
        id="arn:{partition}:sns:{region}:{account}:{name}",
        arn="arn:{partition}:sns:{region}:{account}:{name}",
    ),
    "aws:sqs/getQueue:getQueue": _get_queue,
}
