"""EventBridge: archives, connections with their API destinations, and policies of buses."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.events import DEFAULT_BUS, SERVICE
from stackrig.deployment.provider.wire import to_pascal

NAMED = AutoName(longest=48, prefix_property="")
CREDENTIALS = words("authParameters")
SPELLED = {  # members of a connection's credentials that EventBridge calls otherwise
    "apiKey": "ApiKeyAuthParameters",
    "basic": "BasicAuthParameters",
    "oauth": "OAuthParameters",
    "oauthHttpParameters": "OAuthHttpParameters",
    "clientId": "ClientID",
    "headers": "HeaderParameters",
    "queryStrings": "QueryStringParameters",
    "bodies": "BodyParameters",
}


def _credentials(_scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return a connection's credentials as EventBridge takes them."""
    given = dict(properties["authParameters"])
    if key := given.get("apiKey"):
        given["apiKey"] = {"apiKeyName": key["key"], "apiKeyValue": key["value"]}
    return {"AuthParameters": _spelled(given)}


def _spelled(value: Any) -> Any:
    if isinstance(value, list):
        return [_spelled(item) for item in value]
    if not isinstance(value, dict):
        return value
    given = {name: part for name, part in value.items() if part not in (None, "", [], {})}
    return {SPELLED.get(name, to_pascal(name)): _spelled(part) for name, part in given.items()}


def _read_connection(scope: Scope, properties: Properties) -> Properties | None:
    """Return a connection; its credentials are what the program wrote, as EventBridge does not tell secrets."""
    found = scope.find(SERVICE, "describe_connection", Name=properties["name"])
    if found is None or found["ConnectionState"] == "DELETING":
        return None
    told = {"arn": found["ConnectionArn"], "secretArn": found.get("SecretArn", "")}
    given = {"authParameters": properties.get("authParameters"), "description": found.get("Description", "")}
    return {**told, **given, "authorizationType": found["AuthorizationType"]}


def _put_policy(scope: Scope, properties: Properties) -> Properties:
    scope.call(SERVICE, "put_permission", EventBusName=properties["eventBusName"], Policy=properties["policy"])
    return {}


def _read_policy(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "describe_event_bus", Name=properties["eventBusName"])
    return {"policy": found["Policy"]} if found and found.get("Policy") else None


def _remove_policy(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "remove_permission", EventBusName=properties["eventBusName"], RemoveAllPermissions=True)


RESOURCES = (
    Resource(
        "aws:cloudwatch/eventArchive:EventArchive",
        SERVICE,
        create=Call("create_archive", result="@"),
        read=(Call("describe_archive", result="@"),),
        updates=(Call("update_archive", result="@"),),
        delete=Call("delete_archive"),
        id="{name}",
        auto_name=NAMED,
        names={"name": "ArchiveName", "arn": "ArchiveArn"},
        defaults={"retentionDays": 0},
        documents=words("eventPattern"),
        replace_on=words("name eventSourceArn"),
    ),
    Resource(
        "aws:cloudwatch/eventConnection:EventConnection",
        SERVICE,
        create=Call("create_connection", {"authParameters": ()}, added=_credentials, takes=CREDENTIALS, result="@"),
        read=(_read_connection,),
        updates=(Call("update_connection", {"authParameters": ()}, added=_credentials, takes=CREDENTIALS, result="@"),),
        delete=Call("delete_connection"),
        id="{name}",
        auto_name=NAMED,
        names={"arn": "ConnectionArn"},
        replace_on=words("name"),
    ),
    Resource(
        "aws:cloudwatch/eventApiDestination:EventApiDestination",
        SERVICE,
        create=Call("create_api_destination", result="@"),
        read=(Call("describe_api_destination", result="@"),),
        updates=(Call("update_api_destination", result="@"),),
        delete=Call("delete_api_destination"),
        id="{name}",
        auto_name=NAMED,
        names={"arn": "ApiDestinationArn"},
        defaults={"invocationRateLimitPerSecond": 300},
        replace_on=words("name"),
    ),
    Resource(
        "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        SERVICE,
        create=_put_policy,
        read=(_read_policy,),
        updates=(Change(words("policy"), _put_policy),),
        delete=_remove_policy,
        id="{eventBusName}",
        unique=False,
        auto_name=NO_NAME,
        defaults={"eventBusName": DEFAULT_BUS},
        documents=words("policy"),
        replace_on=words("eventBusName"),
    ),
)
