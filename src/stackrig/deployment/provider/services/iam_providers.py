"""IAM: identity providers, service-linked roles, the account's alias, group members and policy attachments."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.services.modelled import plain

SERVICE = "iam"
ATTACHED = {"users": "user", "roles": "role", "groups": "group"}  # kinds of things that a policy is attached to


def _saml_name(_scope: Scope, properties: Properties) -> Properties:
    return {"name": properties["id"].rpartition("/")[2]}


def _name_of_role(properties: Properties) -> dict[str, Any]:
    return {"RoleName": properties["id"].rpartition("/")[2]}


def _read_role(scope: Scope, properties: Properties) -> Properties | None:
    found = (scope.find(SERVICE, "get_role", **_name_of_role(properties)) or {}).get("Role")
    if found is None:
        return None
    name, service = found["RoleName"], found["Path"].split("/")[2]
    told = {"arn": found["Arn"], "name": name, "path": found["Path"], "uniqueId": found["RoleId"]}
    return {
        **told,
        "createDate": found["CreateDate"],
        "description": found.get("Description", ""),
        "awsServiceName": service,
    }


def _describe_role(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "update_role", **_name_of_role(properties), Description=properties.get("description") or "")


def _delete_role(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "delete_service_linked_role", **_name_of_role(properties))


def _read_alias(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.call(SERVICE, "list_account_aliases")["AccountAliases"]
    return {"accountAlias": properties["accountAlias"]} if properties["accountAlias"] in found else None


def _members(scope: Scope, group: str) -> list[str]:
    found = scope.find(SERVICE, "get_group", GroupName=group) or {"Users": []}
    return [user["UserName"] for user in found["Users"]]


def _set_members(scope: Scope, properties: Properties) -> Properties:
    group, wanted = properties["group"], set(properties["users"])
    present = set(_members(scope, group))
    for user in sorted(present - wanted):
        scope.call(SERVICE, "remove_user_from_group", GroupName=group, UserName=user)
    for user in sorted(wanted - present):
        scope.call(SERVICE, "add_user_to_group", GroupName=group, UserName=user)
    return {"id": properties["name"]}


def _read_members(scope: Scope, properties: Properties) -> Properties | None:
    found = _members(scope, properties["group"])
    return {"users": _ordered(found, properties["users"])} if found else None


def _remove_members(scope: Scope, properties: Properties) -> None:
    for user in set(_members(scope, properties["group"])) & set(properties["users"]):
        scope.call(SERVICE, "remove_user_from_group", GroupName=properties["group"], UserName=user)


def _groups(scope: Scope, properties: Properties) -> list[str]:
    found = scope.find(SERVICE, "list_groups_for_user", UserName=properties["user"]) or {"Groups": []}
    return [group["GroupName"] for group in found["Groups"]]


def _join(scope: Scope, properties: Properties) -> Properties:
    """Put a user into the wanted groups; memberships that others added are kept."""
    known, wanted = set(_groups(scope, properties)), set(properties["groups"])
    for group in sorted(wanted - known):
        scope.call(SERVICE, "add_user_to_group", GroupName=group, UserName=properties["user"])
    return {"id": f"{properties['user']}/{'/'.join(sorted(wanted))}"}


def _read_groups(scope: Scope, properties: Properties) -> Properties | None:
    present = set(_groups(scope, properties))
    found = [group for group in properties["groups"] if group in present]
    return {"groups": found} if found else None


def _leave(scope: Scope, properties: Properties) -> None:
    for group in set(_groups(scope, properties)) & set(properties["groups"]):
        scope.call(SERVICE, "remove_user_from_group", GroupName=group, UserName=properties["user"])


def _ordered(found: list[str], given: list[str]) -> list[str]:
    return sorted(found, key=lambda item: given.index(item) if item in given else len(given))


def _entities(scope: Scope, properties: Properties) -> dict[str, list[str]]:
    found = scope.find(SERVICE, "list_entities_for_policy", PolicyArn=properties["policyArn"]) or {}
    return {
        many: [item[f"{one.title()}Name"] for item in found.get(f"Policy{many.title()}", ())]
        for many, one in ATTACHED.items()
    }


def _attach(scope: Scope, properties: Properties) -> Properties:
    """Attach a policy to exactly the wanted things: this type manages all attachments of its policy."""
    present = _entities(scope, properties)
    for many, one in ATTACHED.items():
        wanted = set(properties.get(many) or ())
        for verb, names in (("detach", set(present[many]) - wanted), ("attach", wanted - set(present[many]))):
            for name in sorted(names):
                given = {f"{one.title()}Name": name, "PolicyArn": properties["policyArn"]}
                scope.call(SERVICE, f"{verb}_{one}_policy", **given)
    return {"id": properties["name"]}


def _read_attachment(scope: Scope, properties: Properties) -> Properties | None:
    found = {many: names for many, names in _entities(scope, properties).items() if names}
    return {many: _ordered(names, properties.get(many) or []) for many, names in found.items()} or None


def _detach(scope: Scope, properties: Properties) -> None:
    _attach(scope, {"policyArn": properties["policyArn"], "name": properties["name"]})


RESOURCES = (
    plain(
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        SERVICE,
        "open_id_connect_provider",
        read=(Call("get_open_id_connect_provider", learn={"url": "join('', ['https://', Url])"}),),
        updates=(Call("update_open_id_connect_provider_thumbprint"),),
        tagging=Tagging(Call("tag_open_id_connect_provider"), Call("untag_open_id_connect_provider")),
        id="{arn}",
        modelled=False,
        names={
            "arn": "OpenIDConnectProviderArn",
            "clientIdLists": "ClientIDList",
            "thumbprintLists": "ThumbprintList",
            "id": (),
        },
        replace_on=words("url clientIdLists"),
    ),
    plain(
        "aws:iam/samlProvider:SamlProvider",
        SERVICE,
        "saml_provider",
        read=(Call("get_saml_provider"), _saml_name),
        tagging=Tagging(Call("tag_saml_provider"), Call("untag_saml_provider")),
        id="{arn}",
        find="arn:{partition}:iam::{account}:saml-provider/{name}",
        modelled=False,
        names={"arn": "SAMLProviderArn", "name": "Name"},
        replace_on=words("name"),
    ),
    Resource(
        "aws:iam/serviceLinkedRole:ServiceLinkedRole",
        SERVICE,
        create=Call("create_service_linked_role", {"awsServiceName": "AWSServiceName"}, learn={"arn": "Arn"}),
        read=(_read_role,),
        updates=(Change(words("description"), _describe_role),),
        delete=_delete_role,
        id="{arn}",
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("awsServiceName customSuffix"),
        accepted=words("tags"),
    ),
    Resource(
        "aws:iam/accountAlias:AccountAlias",
        SERVICE,
        create=Call("create_account_alias"),
        read=(_read_alias,),
        delete=Call("delete_account_alias"),
        id="{accountAlias}",
        auto_name=NO_NAME,
    ),
    Resource(
        "aws:iam/groupMembership:GroupMembership",
        SERVICE,
        create=_set_members,
        read=(_read_members,),
        updates=(Change(words("users"), _set_members),),
        delete=_remove_members,
        unique=False,
        find="{name}",
        replace_on=words("name group"),
    ),
    Resource(
        "aws:iam/userGroupMembership:UserGroupMembership",
        SERVICE,
        create=_join,
        read=(_read_groups,),
        delete=_leave,
        unique=False,
        auto_name=NO_NAME,
        delete_before_replace=True,
        replace_on=words("user groups"),
    ),
    Resource(
        "aws:iam/policyAttachment:PolicyAttachment",
        SERVICE,
        create=_attach,
        read=(_read_attachment,),
        updates=(Change(words("users roles groups"), _attach),),
        delete=_detach,
        unique=False,
        find="{name}",
        replace_on=words("name policyArn"),
    ),
)
