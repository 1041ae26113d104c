"""Cognito: user pools, and their settings that have operations of their own."""

from collections.abc import Iterable, Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.modelled import BY_ARN
from stackrig.deployment.provider.wire import Names, members, to_api, to_pascal
from stackrig.errors import DeployError

POOLS = "cognito-idp"
# Settings of a pool whose names in AWS's structures differ from Pulumi's.
CALLED = {
    "attributesRequireVerificationBeforeUpdates": "attributesRequireVerificationBeforeUpdate",
    "blockedIpRangeLists": "blockedIPRangeList",
    "eventFilters": "eventFilter",
    "fromEmailAddress": "from",
    "skippedIpRangeLists": "skippedIPRangeList",
}
UPDATE_SETTINGS = {"AttributesRequireVerificationBeforeUpdate": "attributesRequireVerificationBeforeUpdates"}
POLICIES = words("passwordPolicy signInPolicy")
RENAMED = words("emailConfiguration userAttributeUpdateSettings")
RISKS = words("accountTakeoverRiskConfiguration compromisedCredentialsRiskConfiguration riskExceptionConfiguration")
MFA = words(
    "mfaConfiguration softwareTokenMfaConfiguration emailMfaConfiguration webAuthnConfiguration smsConfiguration "
    "smsAuthenticationMessage"
)
NO_MFA: Names = dict.fromkeys(("mfaConfiguration", "emailMfaConfiguration", "webAuthnConfiguration"), ())


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a value under other property names, at any depth, without properties that were never set."""
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(part, names) for key, part in value.items() if part not in (None, "")}
    return [_renamed(part, names) for part in value] if isinstance(value, list) else value


def _given(scope: Scope, operation: str, properties: Properties, names: Iterable[str]) -> dict[str, Any]:
    """Return properties as an operation's parameters, in its structures and under its names."""
    shapes = members(scope.model(POOLS, operation).input_shape)
    known = {name: properties[name] for name in names if properties.get(name) not in (None, [], {})}
    return {to_pascal(name): to_api(shapes[to_pascal(name)], _renamed(part, CALLED)) for name, part in known.items()}


def _pool_settings(scope: Scope, properties: Properties) -> dict[str, Any]:
    policies = {name: properties[name] for name in POLICIES if properties.get(name)}
    shape = members(scope.model(POOLS, "create_user_pool").input_shape)["Policies"]
    given = {"Policies": to_api(shape, policies)} if policies else {}
    return {**given, **_given(scope, "create_user_pool", properties, RENAMED)}


def _new_pool_settings(scope: Scope, properties: Properties) -> dict[str, Any]:
    shape = members(scope.model(POOLS, "create_user_pool").input_shape)["Schema"]
    schema = {"Schema": to_api(shape, properties["schemas"])} if properties.get("schemas") else {}
    return {**_pool_settings(scope, properties), **schema}


def _set_mfa(scope: Scope, properties: Properties) -> None:
    """Set multi-factor authentication, which has an operation of its own."""
    wanted = properties.get("mfaConfiguration") or "OFF"
    names = words("softwareTokenMfaConfiguration emailMfaConfiguration webAuthnConfiguration")
    given = _given(scope, "set_user_pool_mfa_config", properties, names)
    sms = _given(scope, "create_user_pool", properties, ("smsConfiguration",))
    if sms and wanted != "OFF":
        message = properties.get("smsAuthenticationMessage")
        given["SmsMfaConfiguration"] = {**sms, **({"SmsAuthenticationMessage": message} if message else {})}
    scope.call(POOLS, "set_user_pool_mfa_config", UserPoolId=properties["id"], MfaConfiguration=wanted, **given)


def _add_attributes(scope: Scope, properties: Properties) -> None:
    """Add the attributes that a pool's schema lacks; AWS neither changes nor removes existing attributes."""
    found = scope.call(POOLS, "describe_user_pool", UserPoolId=properties["id"])["UserPool"]["SchemaAttributes"]
    there = {item["Name"] for item in found}
    lacking = [
        item for item in properties.get("schemas") or () if there.isdisjoint({item["name"], f"custom:{item['name']}"})
    ]
    given = {name for item in properties.get("schemas") or () for name in (item["name"], f"custom:{item['name']}")}
    if gone := [name for name in there if name.startswith("custom:") and name not in given]:
        raise DeployError(
            f"the user pool {properties['id']} has the attributes {', '.join(sorted(gone))}, which AWS can't remove",
            remedies=["keep them in `schemas`", "give the pool another name, which creates a new one"],
        )
    if lacking:
        shape = members(scope.model(POOLS, "add_custom_attributes").input_shape)["CustomAttributes"]
        scope.call(POOLS, "add_custom_attributes", UserPoolId=properties["id"], CustomAttributes=to_api(shape, lacking))


def _read_pool(scope: Scope, properties: Properties) -> Properties:
    pool = properties["id"]
    found = scope.call(POOLS, "describe_user_pool", UserPoolId=pool)["UserPool"]
    mfa = scope.call(POOLS, "get_user_pool_mfa_config", UserPoolId=pool)
    return {
        "arn": found["Arn"],
        "endpoint": f"cognito-idp.{scope.region}.{scope.places['dns_suffix']}/{pool}",
        "estimatedNumberOfUsers": found.get("EstimatedNumberOfUsers", 0),
        "passwordPolicy": found["Policies"].get("PasswordPolicy"),
        "signInPolicy": found["Policies"].get("SignInPolicy"),
        "mfaConfiguration": mfa.get("MfaConfiguration") or "OFF",
        "softwareTokenMfaConfiguration": mfa.get("SoftwareTokenMfaConfiguration"),
        "emailMfaConfiguration": mfa.get("EmailMfaConfiguration"),
        "userPoolTier": found.get("UserPoolTier") or "ESSENTIALS",
        "emailConfiguration": _renamed(found.get("EmailConfiguration"), {"From": "fromEmailAddress"}),
        "userAttributeUpdateSettings": _renamed(found.get("UserAttributeUpdateSettings"), UPDATE_SETTINGS),
        "schemas": _own_attributes(found["SchemaAttributes"]) or None,
    }


def _own_attributes(schema: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the attributes of a schema that a program added, or made required."""
    own = [item for item in schema if ":" in item["Name"] or (item["Required"] and item["Name"] != "sub")]
    return [{**item, "Name": item["Name"].removeprefix("dev:").removeprefix("custom:")} for item in own]


def _delete_pool(scope: Scope, properties: Properties) -> None:
    if scope.disposable and properties.get("deletionProtection") == "ACTIVE":
        scope.call(POOLS, "update_user_pool", UserPoolId=properties["id"], DeletionProtection="INACTIVE")
    scope.call(POOLS, "delete_user_pool", UserPoolId=properties["id"])


def _settings_of(properties: Properties) -> dict[str, Any]:
    """Return the parameters that say whose settings they are: a pool's, or one client's."""
    client = {"ClientId": properties["clientId"]} if properties.get("clientId") else {}
    return {"UserPoolId": properties["userPoolId"], **client}


def _set_risks(scope: Scope, properties: Properties) -> Properties:
    given = _given(scope, "set_risk_configuration", properties, RISKS)
    scope.call(POOLS, "set_risk_configuration", **_settings_of(properties), **given)
    return {}


def _read_risks(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(POOLS, "describe_risk_configuration", **_settings_of(properties))
    return {} if found and {to_pascal(name) for name in RISKS} & set(found["RiskConfiguration"]) else None


def _clear_risks(scope: Scope, properties: Properties) -> None:
    scope.call(POOLS, "set_risk_configuration", **_settings_of(properties))


def _get_pool(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = scope.call(POOLS, "describe_user_pool", UserPoolId=arguments["userPoolId"])["UserPool"]
    return {
        **arguments,
        "id": found["Id"],
        "arn": found["Arn"],
        "name": found["Name"],
        "mfaConfiguration": found.get("MfaConfiguration", "OFF"),
        "estimatedNumberOfUsers": found.get("EstimatedNumberOfUsers", 0),
        "domain": found.get("Domain", ""),
        "tags": found.get("UserPoolTags", {}),
    }


def _get_pools(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    pages = scope.pages(POOLS, "list_user_pools", MaxResults=60)
    ids = [item["Id"] for page in pages for item in page["UserPools"] if item["Name"] == arguments["name"]]
    if not ids:
        raise DeployError(f"there is no user pool named {arguments['name']!r}")
    prefix = "arn:{partition}:cognito-idp:{region}:{account}:userpool/".format_map(scope.places)
    return {**arguments, "id": arguments["name"], "ids": ids, "arns": [prefix + item for item in ids]}


RESOURCES = (
    Resource(
        "aws:cognito/userPool:UserPool",
        POOLS,
        create=Call(
            "create_user_pool",
            {"name": "PoolName", "tags": "UserPoolTags", **NO_MFA},
            added=_new_pool_settings,
            takes=POLICIES | RENAMED | {"schemas"},
            learn={"id": "Id"},
        ),
        read=(Call("describe_user_pool"), _read_pool),
        updates=(
            Call(
                "update_user_pool",
                {"name": "PoolName", "tags": "UserPoolTags", **NO_MFA},
                added=_pool_settings,
                takes=POLICIES | RENAMED,
            ),
            Change(MFA, _set_mfa),
            Change(words("schemas"), _add_attributes),
        ),
        delete=_delete_pool,
        tagging=BY_ARN,
        find=Lookup("list_user_pools", "UserPools", "Id", {"Name": "name"}),
        unique=False,
        names={
            "id": ("UserPoolId", "Id"),
            "arn": ("Arn", "ResourceArn"),
            "schemas": (),
            "emailConfiguration": (),
            "userAttributeUpdateSettings": (),
            "tags": ("UserPoolTags", "Tags"),
        },
        replace_on=words("aliasAttributes usernameAttributes usernameConfiguration"),
    ),
    Resource(
        "aws:cognito/riskConfiguration:RiskConfiguration",
        POOLS,
        create=_set_risks,
        read=(_read_risks,),
        updates=(Change(RISKS, _set_risks),),
        delete=_clear_risks,
        id=lambda it: ":".join(str(it[name]) for name in ("userPoolId", "clientId") if it.get(name)),
        import_id="{userPoolId} or {userPoolId}:{clientId}",
        auto_name=NO_NAME,
        names={"userPoolId": "UserPoolId"},
        replace_on=words("userPoolId clientId"),
        modelled=True,
    ),
)

FUNCTIONS = {
    "aws:cognito/getUserPool:getUserPool": _get_pool,
    "aws:cognito/getUserPools:getUserPools": _get_pools,
}
