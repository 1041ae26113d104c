"""Lambda."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from stackrig.deployment.provider.asset_bytes import zip_archive
from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.inputs import ASSETS
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.outputs import ScopedType, describe
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.schema import load_schema
from stackrig.errors import DeployError
from stackrig.waiting import wait_until

SERVICE = "lambda"
READY_TIMEOUT = 300.0  # seconds: images and network interfaces take minutes on AWS
UNRESERVED = -1
CODE = words("code s3Bucket s3Key s3ObjectVersion imageUri sourceCodeHash sourceKmsKeyArn")
LAYER_CODE = CODE - words("imageUri sourceKmsKeyArn")
INVOKE_ARN = "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations"


def _code(_scope: Scope, properties: Properties) -> dict[str, Any]:
    names = {
        "s3Bucket": "S3Bucket",
        "s3Key": "S3Key",
        "s3ObjectVersion": "S3ObjectVersion",
        "imageUri": "ImageUri",
        "sourceKmsKeyArn": "SourceKMSKeyArn",
    }
    places = {member: properties[name] for name, member in names.items() if properties.get(name)}
    return {"ZipFile": zip_archive(properties["code"]), **places} if properties.get("code") is not None else places


def _new_code(scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"Code": _code(scope, properties)}


def _layer_content(scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"Content": _code(scope, properties)}


def _wait(scope: Scope, properties: Properties) -> None:
    """Wait until the function is active and no update is in progress."""
    name = properties["name"]

    def ready() -> Mapping[str, Any] | None:
        found = scope.call(SERVICE, "get_function", FunctionName=name)["Configuration"]
        if "Failed" in (found.get("State"), found.get("LastUpdateStatus")):
            reason = found.get("StateReason") or found.get("LastUpdateStatusReason") or "AWS gives no reason"
            raise DeployError(f"the function {name} failed: {reason}")
        pending = found.get("State") == "Pending" or found.get("LastUpdateStatus") == "InProgress"
        return None if pending else found

    wait_until(ready, what=f"the function {name}", timeout=READY_TIMEOUT)


def _update_code(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "update_function_code", FunctionName=properties["name"], **_code(scope, properties))
    _wait(scope, properties)


def _publish(scope: Scope, properties: Properties) -> None:
    if properties.get("publish"):
        _wait(scope, properties)
        scope.call(SERVICE, "publish_version", FunctionName=properties["name"])


def _reserve(scope: Scope, properties: Properties) -> None:
    name, count = properties["name"], properties.get("reservedConcurrentExecutions")
    if count in (None, UNRESERVED):
        scope.call(SERVICE, "delete_function_concurrency", FunctionName=name)
    else:
        scope.call(SERVICE, "put_function_concurrency", FunctionName=name, ReservedConcurrentExecutions=count)


def _read_concurrency(scope: Scope, properties: Properties) -> Properties:
    found = scope.call(SERVICE, "get_function_concurrency", FunctionName=properties["name"])
    return {"reservedConcurrentExecutions": found.get("ReservedConcurrentExecutions", UNRESERVED)}


def _read_version(scope: Scope, properties: Properties) -> Properties:
    """Return the function's version: the newest published one, if the program publishes versions."""
    version = "$LATEST"
    if properties.get("publish"):
        for page in scope.pages(SERVICE, "list_versions_by_function", FunctionName=properties["name"]):
            version = page["Versions"][-1]["Version"] if page["Versions"] else version
    arn = f"{properties['arn']}:{version}"
    invoke_arn = INVOKE_ARN.format_map({**scope.places, "arn": arn})
    given = {name: properties.get(name) or "" for name in ("codeSigningConfigArn", "imageUri")}
    return {**given, "version": version, "qualifiedArn": arn, "qualifiedInvokeArn": invoke_arn}


def _hash(_scope: Scope, properties: Properties) -> Properties:
    return {"sourceCodeHash": properties.get("sourceCodeHash") or properties.get(ASSETS, {}).get("code", "")}


def _layer_details(scope: Scope, properties: Properties) -> Properties:
    return {**_hash(scope, properties), "layerName": properties["layerArn"].rpartition(":")[2]}


def _find_layer(scope: Scope, properties: Properties) -> str | None:
    """Return the layer version that has this code."""
    if properties.get("code") is None:
        return None
    wanted = base64.b64encode(hashlib.sha256(zip_archive(properties["code"])).digest()).decode()
    for page in scope.pages(SERVICE, "list_layer_versions", LayerName=properties["layerName"]):
        for version in page["LayerVersions"]:
            arn = str(version["LayerVersionArn"])
            if scope.call(SERVICE, "get_layer_version_by_arn", Arn=arn)["Content"]["CodeSha256"] == wanted:
                return arn
    return None


def _find_alias(scope: Scope, properties: Properties) -> str:
    name = properties["functionName"], properties["name"]
    return str(scope.call(SERVICE, "get_alias", FunctionName=name[0], Name=name[1])["AliasArn"])


def _read_permission(scope: Scope, properties: Properties) -> Properties | None:
    qualifier = {"Qualifier": properties["qualifier"]} if properties.get("qualifier") else {}
    found = scope.find(SERVICE, "get_policy", FunctionName=properties["function"], **qualifier)
    statements = json.loads(found["Policy"])["Statement"] if found else []
    statement = next((item for item in statements if item["Sid"] == properties["statementId"]), None)
    if statement is None:
        return None
    principal = statement["Principal"]
    conditions = {key: value for part in statement.get("Condition", {}).values() for key, value in part.items()}
    return {
        "action": statement["Action"],
        "principal": principal if isinstance(principal, str) else next(iter(principal.values())),
        "sourceArn": conditions.get("AWS:SourceArn"),
        "sourceAccount": conditions.get("AWS:SourceAccount"),
        "eventSourceToken": conditions.get("lambda:EventSourceToken"),
        "functionUrlAuthType": conditions.get("lambda:FunctionUrlAuthType"),
        "principalOrgId": conditions.get("aws:PrincipalOrgID"),
        "qualifier": properties.get("qualifier", ""),
        **({"invokedViaFunctionUrl": True} if "lambda:InvokedViaFunctionUrl" in conditions else {}),
    }


def _wait_for_mapping(scope: Scope, properties: Properties) -> None:
    """Wait until an event source mapping has left its transitional state."""
    uuid = properties["uuid"]

    def settled() -> bool:
        found = scope.find(SERVICE, "get_event_source_mapping", UUID=uuid)
        return found is None or found["State"] in {"Enabled", "Disabled"}

    wait_until(settled, what=f"the event source mapping {uuid}", timeout=READY_TIMEOUT)


def _delete_mapping(scope: Scope, properties: Properties) -> None:
    uuid = properties["uuid"]
    scope.call(SERVICE, "delete_event_source_mapping", UUID=uuid)

    def gone() -> bool:
        return scope.find(SERVICE, "get_event_source_mapping", UUID=uuid) is None

    wait_until(gone, what=f"the deletion of the event source mapping {uuid}", timeout=READY_TIMEOUT)


def _let_anybody_call(scope: Scope, properties: Properties) -> None:
    """Add the two permissions that a URL without authorization needs; they outlive it, as with the real provider.

    See the note at `authorization_type` in https://www.pulumi.com/registry/packages/aws/api-docs/lambda/functionurl/.
    """
    if properties["authorizationType"] != "NONE":
        return
    qualifier = {"Qualifier": properties["qualifier"]} if properties.get("qualifier") else {}
    where = {"FunctionName": properties["functionName"], **qualifier}
    found = scope.find(SERVICE, "get_policy", **where)
    known = {item["Sid"] for item in json.loads(found["Policy"])["Statement"]} if found else set()
    shape = scope.model(SERVICE, "add_permission").input_shape
    by_url = {"InvokedViaFunctionUrl": True} if shape and "InvokedViaFunctionUrl" in shape.members else {}
    for name, action, more in (
        ("FunctionURLAllowPublicAccess", "InvokeFunctionUrl", {"FunctionUrlAuthType": "NONE"}),
        ("FunctionURLAllowInvokeAction", "InvokeFunction", by_url),
    ):
        if name not in known:
            call = {**where, "StatementId": name, "Action": f"lambda:{action}", "Principal": "*", **more}
            scope.call(SERVICE, "add_permission", **call)


def _url_id(_scope: Scope, properties: Properties) -> Properties:
    return {"urlId": (urlsplit(properties["functionUrl"]).hostname or "").partition(".")[0]}


def _get_function(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return the properties of a function that its resource has."""
    resource = RESOURCES[0]
    schema = load_schema(resource.token)
    name = arguments["functionName"]
    properties = {"id": name, "name": name}
    outputs = describe(ScopedType(resource, schema, scope), {}, properties, list_tags=True) if schema else None
    if outputs is None:
        raise DeployError(f"there is no Lambda function named {name!r}")
    return {**outputs, "id": name, "functionName": outputs["name"], "qualifier": arguments.get("qualifier", "")}


def _delete_function(scope: Scope, properties: Properties) -> None:
    """Delete a function, and its log group where Lambda created it and nobody else can want it."""
    scope.call(SERVICE, "delete_function", FunctionName=properties["name"])
    if scope.disposable:
        scope.find("logs", "delete_log_group", logGroupName=f"/aws/lambda/{properties['name']}")


RESOURCES = (
    Resource(
        "aws:lambda/function:Function",
        SERVICE,
        create=Call("create_function", added=_new_code, takes=CODE),
        read=(
            Call(
                "get_function",
                result="Configuration",
                learn={
                    "layers": "Layers[].Arn",
                    "environment": "Environment.Variables && Environment",
                    "vpcConfig": "VpcConfig.SubnetIds[0] && VpcConfig",
                    "deadLetterConfig": "DeadLetterConfig.TargetArn && DeadLetterConfig",
                    "imageConfig": "ImageConfigResponse.ImageConfig",
                    "snapStart": "SnapStart.ApplyOn != 'None' && SnapStart || `null`",
                },
            ),
            _read_concurrency,
            _read_version,
            _hash,
        ),
        updates=(
            Change(CODE, _update_code),
            Call("update_function_configuration"),
            Change(words("reservedConcurrentExecutions"), _reserve),
            Change(CODE | words("publish"), _publish),
        ),
        delete=_delete_function,
        tagging=Tagging(list=Call("list_tags")),
        retry="cannot be assumed by Lambda",
        wait=_wait,
        id="{name}",
        auto_name=AutoName(longest=64),
        names={
            "name": "FunctionName",
            "arn": ("FunctionArn", "Resource"),
            "sourceCodeSize": "CodeSize",
            "fileSystemConfig": "FileSystemConfigs",
            "code": (),
            "version": (),
        },
        computed={
            "invokeArn": INVOKE_ARN,
            "responseStreamingInvokeArn": "arn:{partition}:apigateway:{region}:lambda:path/2021-11-15/functions/{arn}"
            "/response-streaming-invocations",
        },
        defaults={
            "memorySize": 128,
            "timeout": 3,
            "packageType": "Zip",
            "publish": False,
            "skipDestroy": False,
            "reservedConcurrentExecutions": UNRESERVED,
        },
        replace_on=words("name packageType architectures"),
        accepted=words(
            "codeSha256 skipDestroy replaceSecurityGroupsOnDestroy replacementSecurityGroupIds"
            " useResourceTimeoutForPropagation"
        ),
    ),
    Resource(
        "aws:lambda/permission:Permission",
        SERVICE,
        create=Call("add_permission"),
        read=(_read_permission,),
        delete=Call("remove_permission"),
        id="{statementId}",
        import_id="{function}/{statementId}",
        auto_name=AutoName("statementId", longest=100, prefix_property="statementIdPrefix"),
        names={"function": "FunctionName"},
    ),
    Resource(
        "aws:lambda/layerVersion:LayerVersion",
        SERVICE,
        create=Call("publish_layer_version", added=_layer_content, takes=LAYER_CODE),
        read=(
            Call(
                "get_layer_version_by_arn",
                {"arn": ("Arn", "LayerVersionArn")},
                learn={"sourceCodeSize": "Content.CodeSize", "codeSha256": "Content.CodeSha256"},
            ),
            _layer_details,
        ),
        delete=Call("delete_layer_version"),
        id="{arn}",
        find=_find_layer,
        unique=False,
        names={"code": (), "arn": "LayerVersionArn", "version": ("Version", "VersionNumber")},
        defaults={"skipDestroy": False},
        replace_on=LAYER_CODE,
        accepted=words("skipDestroy"),
    ),
    Resource(
        "aws:lambda/alias:Alias",
        SERVICE,
        create=Call("create_alias"),
        read=(Call("get_alias"),),
        updates=(Call("update_alias"),),
        delete=Call("delete_alias"),
        id="{arn}",
        import_id="{functionName}/{name}",
        find=_find_alias,
        names={"arn": "AliasArn"},
        computed={"invokeArn": INVOKE_ARN},
        replace_on=words("functionName name"),
    ),
    Resource(
        "aws:lambda/functionUrl:FunctionUrl",
        SERVICE,
        create=Call("create_function_url_config"),
        read=(Call("get_function_url_config", result="@"), _url_id),
        updates=(Call("update_function_url_config"),),
        delete=Call("delete_function_url_config"),
        wait=_let_anybody_call,
        id="{functionName}",
        names={"authorizationType": "AuthType"},
        defaults={"invokeMode": "BUFFERED"},
        replace_on=words("functionName qualifier"),
    ),
    Resource(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        SERVICE,
        create=Call("create_event_source_mapping"),
        read=(
            Call(
                "get_event_source_mapping",
                gone="State == 'Deleting'",
                learn={"enabled": "contains(['Enabled', 'Enabling', 'Creating', 'Updating'], State)"},
            ),
        ),
        updates=(Call("update_event_source_mapping"),),
        delete=_delete_mapping,
        wait=_wait_for_mapping,
        tagging=Tagging(list=Call("list_tags")),
        id="{uuid}",
        find=Lookup("list_event_source_mappings", "EventSourceMappings", "UUID", {"EventSourceArn": "eventSourceArn"}),
        names={"arn": ("EventSourceMappingArn", "Resource")},
        defaults={"enabled": True},
        replace_on=words("eventSourceArn startingPosition startingPositionTimestamp"),
        accepted=words("useResourceTimeoutForPropagation"),
    ),
)

FUNCTIONS = {"aws:lambda/getFunction:getFunction": _get_function}
