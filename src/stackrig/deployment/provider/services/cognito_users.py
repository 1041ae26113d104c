"""Cognito: users of a pool and their groups."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words

POOLS = "cognito-idp"
# Attributes of users without a prefix: those of OpenID Connect.
STANDARD = words(
    "address birthdate email email_verified family_name gender given_name locale middle_name name nickname "
    "phone_number phone_number_verified picture preferred_username profile sub updated_at website zoneinfo"
)
OWN = words("sub email_verified phone_number_verified identities")  # attributes that Cognito sets itself


def _user(properties: Properties) -> dict[str, str]:
    return {"UserPoolId": properties["userPoolId"], "Username": properties["username"]}


def _user_attributes(properties: Properties) -> list[dict[str, str]]:
    """Return a user's attributes; custom ones get their prefix."""
    given = (properties.get("attributes") or {}).items()
    return [{"Name": _attribute_name(name), "Value": value} for name, value in given]


def _attribute_name(name: str) -> str:
    return name if name in STANDARD or name.startswith("custom:") else f"custom:{name}"


def _create_user(scope: Scope, properties: Properties) -> Properties:
    names = {
        "temporaryPassword": "TemporaryPassword",
        "messageAction": "MessageAction",
        "desiredDeliveryMediums": "DesiredDeliveryMediums",
        "forceAliasCreation": "ForceAliasCreation",
        "clientMetadata": "ClientMetadata",
    }
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    if checked := properties.get("validationData"):
        given["ValidationData"] = [{"Name": name, "Value": value} for name, value in checked.items()]
    attributes = _user_attributes(properties)
    scope.call(POOLS, "admin_create_user", **_user(properties), UserAttributes=attributes, **given)
    _set_password(scope, properties)
    if properties.get("enabled") is False:
        _set_enabled(scope, properties)
    return {}


def _set_password(scope: Scope, properties: Properties) -> None:
    if password := properties.get("password"):
        scope.call(POOLS, "admin_set_user_password", **_user(properties), Password=password, Permanent=True)


def _set_enabled(scope: Scope, properties: Properties) -> None:
    operation = "admin_disable_user" if properties.get("enabled") is False else "admin_enable_user"
    scope.call(POOLS, operation, **_user(properties))


def _read_user(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(POOLS, "admin_get_user", **_user(properties))
    if found is None:
        return None
    attributes = {item["Name"]: item["Value"] for item in found["UserAttributes"]}
    names = {_attribute_name(name): name for name in properties.get("attributes") or {}}  # as the program spells them
    shown = {names.get(name, name): text for name, text in attributes.items() if name in names or name not in OWN}
    return {
        "creationDate": found["UserCreateDate"],
        "enabled": found.get("Enabled", True),
        "lastModifiedDate": found["UserLastModifiedDate"],
        "status": found["UserStatus"],
        "sub": attributes.get("sub", ""),
        "attributes": shown or None,
    }


def _set_user_attributes(scope: Scope, properties: Properties) -> None:
    """Set the attributes that a program gives, and delete those that it no longer gives."""
    where = _user(properties)
    given = _user_attributes(properties)
    kept = {*OWN, *(item["Name"] for item in given)}
    found = scope.call(POOLS, "admin_get_user", **where)["UserAttributes"]
    if gone := [item["Name"] for item in found if item["Name"] not in kept]:
        scope.call(POOLS, "admin_delete_user_attributes", **where, UserAttributeNames=gone)
    if given:
        scope.call(POOLS, "admin_update_user_attributes", **where, UserAttributes=given)


def _read_membership(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(POOLS, "admin_list_groups_for_user", **_user(properties)) or {"Groups": []}
    return {} if properties["groupName"] in {item["GroupName"] for item in found["Groups"]} else None


RESOURCES = (
    Resource(
        "aws:cognito/user:User",
        POOLS,
        create=_create_user,
        read=(_read_user,),
        updates=(
            Change(words("attributes"), _set_user_attributes),
            Change(words("password"), _set_password),
            Change(words("enabled"), _set_enabled),
        ),
        delete=Call("admin_delete_user"),
        id="{userPoolId}/{username}",
        auto_name=NO_NAME,
        names={"userPoolId": "UserPoolId"},
        replace_on=words("userPoolId username"),
        accepted=words("clientMetadata desiredDeliveryMediums forceAliasCreation messageAction temporaryPassword")
        | words("validationData"),
    ),
    Resource(
        "aws:cognito/userInGroup:UserInGroup",
        POOLS,
        create=Call("admin_add_user_to_group"),
        read=(_read_membership,),
        delete=Call("admin_remove_user_from_group"),
        id="{userPoolId}/{groupName}/{username}",
        auto_name=NO_NAME,
        names={"userPoolId": "UserPoolId"},
        replace_on=words("userPoolId groupName username"),
    ),
)
