"""Systems Manager: the parameter store."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Resource, Tagging, words
from stackrig.deployment.provider.services.modelled import named

SERVICE = "ssm"
VALUES = words("value insecureValue valueWo")
KIND = {"ResourceType": "Parameter"}
DOCUMENT = {"ResourceType": "Document"}


def _value(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given = (properties.get(name) for name in ("value", "insecureValue", "valueWo"))
    return {"Value": next(filter(None, given), "")}


def _overwriting(scope: Scope, properties: Properties) -> dict[str, Any]:
    return {**_value(scope, properties), "Overwrite": True}


def _read_details(scope: Scope, properties: Properties) -> Properties:
    """Return the details that GetParameter lacks. The value stands under the program's property, and under `value`."""
    by_name = [{"Key": "Name", "Option": "Equals", "Values": [properties["name"]]}]
    found = scope.call(SERVICE, "describe_parameters", ParameterFilters=by_name)["Parameters"]
    known = found[0] if found else {}
    insecure = properties["value"] if properties.get("type") != "SecureString" else ""
    return {
        "description": known.get("Description", ""),
        "tier": known.get("Tier", "Standard"),
        "allowedPattern": known.get("AllowedPattern", ""),
        "keyId": known.get("KeyId", ""),
        "insecureValue": insecure if properties.get("insecureValue") else None,
    }


def _get_parameter(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    decrypted = arguments.get("withDecryption", True)
    found = scope.call(SERVICE, "get_parameter", Name=arguments["name"], WithDecryption=decrypted)["Parameter"]
    value = found["Value"]
    return {
        "id": found["Name"],
        "name": found["Name"],
        "arn": found["ARN"],
        "type": found["Type"],
        "value": value,
        "insecureValue": value if found["Type"] != "SecureString" else "",
        "version": found["Version"],
        "withDecryption": decrypted,
        "region": scope.region,
    }


def _get_by_path(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    path, decrypted = arguments["path"], arguments.get("withDecryption", True)
    given = {"Path": path, "Recursive": bool(arguments.get("recursive")), "WithDecryption": decrypted}
    found = [item for page in scope.pages(SERVICE, "get_parameters_by_path", **given) for item in page["Parameters"]]
    members = {"arns": "ARN", "names": "Name", "types": "Type", "values": "Value"}
    listed = {name: [item[member] for item in found] for name, member in members.items()}
    return {**arguments, **listed, "id": path, "withDecryption": decrypted, "region": scope.region}


RESOURCES = (
    Resource(
        "aws:ssm/parameter:Parameter",
        SERVICE,
        create=Call("put_parameter", added=_value, takes=VALUES),
        read=(Call("get_parameter", fixed={"WithDecryption": True}), _read_details),
        updates=(Call("put_parameter", {"tags": ()}, added=_overwriting, takes=VALUES),),
        delete=Call("delete_parameter"),
        tagging=Tagging(
            Call("add_tags_to_resource", fixed=KIND),
            Call("remove_tags_from_resource", fixed=KIND),
            Call("list_tags_for_resource", fixed=KIND),
        ),
        id="{name}",
        names={"id": "ResourceId", "arn": "ARN", "value": "Value"},
        replace_on=words("name dataType"),
        accepted=words("arn valueWoVersion overwrite"),
    ),
    named(
        "aws:ssm/document:Document",
        SERVICE,
        "document",
        create=Call("create_document", result="DocumentDescription"),
        read=(
            Call(
                "describe_document",
                {"parameters": ()},
                result="Document",
                learn={"createdDate": "CreatedDate", "platformTypes": "PlatformTypes"},
            ),
            Call("get_document", {"documentType": ()}, result="{Content: Content}"),
        ),
        updates=(Call("update_document", {"documentVersion": ()}, fixed={"DocumentVersion": "$LATEST"}),),
        delete=Call("delete_document", {"documentVersion": ()}),
        tagging=Tagging(
            Call("add_tags_to_resource", {"name": "ResourceId"}, fixed=DOCUMENT),
            Call("remove_tags_from_resource", {"name": "ResourceId"}, fixed=DOCUMENT),
            Call("list_tags_for_resource", {"name": "ResourceId"}, fixed=DOCUMENT),
        ),
        names={"name": "Name", "permissions": (), "attachmentsSources": "Attachments"},
        computed={"arn": "arn:{partition}:ssm:{region}:{account}:document/{name}"},
        defaults={"documentFormat": "JSON"},
        replace_on=words("name documentType"),
        documents=words("content"),
    ),
)

FUNCTIONS = {
    "aws:ssm/getParameter:getParameter": _get_parameter,
    "aws:ssm/getParametersByPath:getParametersByPath": _get_by_path,
}
