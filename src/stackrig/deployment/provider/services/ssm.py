"""Systems Manager: the parameter store."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Resource, Tagging, words

SERVICE = "ssm"
VALUES = words("value insecureValue valueWo")
KIND = {"ResourceType": "Parameter"}


def _value(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given = (properties.get(name) for name in ("value", "insecureValue", "valueWo"))
    return {"Value": next(filter(None, given), "")}


def _overwriting(scope: Scope, properties: Properties) -> dict[str, Any]:
    return {**_value(scope, properties), "Overwrite": True}


def _read_details(scope: Scope, properties: Properties) -> Properties:
    """Tell what GetParameter does not. The value stands under the name it was given by, as well as under `value`."""
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
)

FUNCTIONS = {"aws:ssm/getParameter:getParameter": _get_parameter}
