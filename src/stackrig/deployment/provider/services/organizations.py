"""Organizations: an organization with its units, accounts and policies."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.services.modelled import plain

SERVICE = "organizations"
TAGGING = Tagging(
    Call("tag_resource", {"id": "ResourceId"}),
    Call("untag_resource", {"id": "ResourceId"}),
    Call("list_tags_for_resource", {"id": "ResourceId"}),
)


def _read_organization(scope: Scope, _properties: Properties) -> Properties | None:
    answer = scope.find(SERVICE, "describe_organization")
    return None if answer is None else _organization(scope, answer["Organization"])


def _organization(scope: Scope, found: Mapping[str, Any]) -> Properties:
    accounts = [_account(item) for item in scope.call(SERVICE, "list_accounts")["Accounts"]]
    roots = scope.call(SERVICE, "list_roots")["Roots"]
    master = found["MasterAccountId"]
    return {
        "id": found["Id"],
        "arn": found["Arn"],
        "featureSet": found["FeatureSet"],
        "masterAccountArn": found["MasterAccountArn"],
        "masterAccountEmail": found["MasterAccountEmail"],
        "masterAccountId": master,
        "masterAccountName": next((item["name"] for item in accounts if item["id"] == master), ""),
        "accounts": accounts,
        "nonMasterAccounts": [item for item in accounts if item["id"] != master],
        "roots": [_root(item) for item in roots],
        "enabledPolicyTypes": [item["Type"] for root in roots for item in root["PolicyTypes"]] or None,
    }


def _account(item: Mapping[str, Any]) -> Properties:
    names = {"id": "Id", "arn": "Arn", "email": "Email", "name": "Name", "status": "Status", "state": "State"}
    return {name: item.get(member, "") for name, member in names.items()}


def _root(item: Mapping[str, Any]) -> Properties:
    types = [{"status": kind["Status"], "type": kind["Type"]} for kind in item["PolicyTypes"]]
    return {"id": item["Id"], "arn": item["Arn"], "name": item["Name"], "policyTypes": types}


def _set_policy_types(scope: Scope, properties: Properties) -> None:
    (root,) = scope.call(SERVICE, "list_roots")["Roots"]
    present = {item["Type"] for item in root["PolicyTypes"]}
    wanted = set(properties.get("enabledPolicyTypes") or ())
    for kind in sorted(wanted - present):
        scope.call(SERVICE, "enable_policy_type", RootId=root["Id"], PolicyType=kind)
    for kind in sorted(present - wanted):
        scope.call(SERVICE, "disable_policy_type", RootId=root["Id"], PolicyType=kind)


def _set_services(scope: Scope, properties: Properties) -> None:
    listed = scope.call(SERVICE, "list_aws_service_access_for_organization")["EnabledServicePrincipals"]
    present = {item["ServicePrincipal"] for item in listed}
    wanted = set(properties.get("awsServiceAccessPrincipals") or ())
    for name in sorted(wanted - present):
        scope.call(SERVICE, "enable_aws_service_access", ServicePrincipal=name)
    for name in sorted(present - wanted):
        scope.call(SERVICE, "disable_aws_service_access", ServicePrincipal=name)


def _create_account(scope: Scope, properties: Properties) -> Properties:
    given = {"Email": properties["email"], "AccountName": properties["name"]}
    made = scope.call(SERVICE, "create_account", **given)["CreateAccountStatus"]["AccountId"]
    if properties.get("parentId"):
        _move_account(scope, {**properties, "id": made})
    return {"id": made}


def _parent(scope: Scope, child: str) -> str:
    return str(scope.call(SERVICE, "list_parents", ChildId=child)["Parents"][0]["Id"])


def _move_account(scope: Scope, properties: Properties) -> None:
    account, before = properties["id"], _parent(scope, properties["id"])
    wanted = properties.get("parentId") or scope.call(SERVICE, "list_roots")["Roots"][0]["Id"]
    if before != wanted:
        given = {"AccountId": account, "SourceParentId": before, "DestinationParentId": wanted}
        scope.call(SERVICE, "move_account", **given)


def _read_account(scope: Scope, properties: Properties) -> Properties | None:
    found = (scope.find(SERVICE, "describe_account", AccountId=properties["id"]) or {}).get("Account")
    if found is None or found["Status"] in {"SUSPENDED", "PENDING_CLOSURE"}:
        return None
    return {**_account(found), "joinedMethod": found["JoinedMethod"], "parentId": _parent(scope, found["Id"])}


def _remove_account(scope: Scope, properties: Properties) -> None:
    operation = "close_account" if properties.get("closeOnDeletion") else "remove_account_from_organization"
    scope.call(SERVICE, operation, AccountId=properties["id"])


def _policies_of(scope: Scope, properties: Properties) -> Properties | None:
    kind = scope.find(SERVICE, "describe_policy", PolicyId=properties["policyId"])
    if kind is None:
        return None
    wanted = {"TargetId": properties["targetId"], "Filter": kind["Policy"]["PolicySummary"]["Type"]}
    listed = (scope.find(SERVICE, "list_policies_for_target", **wanted) or {}).get("Policies", ())
    return {} if any(item["Id"] == properties["policyId"] for item in listed) else None


def _get_organization(scope: Scope, _arguments: Mapping[str, Any]) -> Properties:
    return _organization(scope, scope.call(SERVICE, "describe_organization")["Organization"])


RESOURCES = (
    Resource(
        "aws:organizations/organization:Organization",
        SERVICE,
        create=Call("create_organization", learn={"id": "Id"}),
        read=(_read_organization,),
        updates=(
            Change(words("enabledPolicyTypes"), _set_policy_types),
            Change(words("awsServiceAccessPrincipals"), _set_services),
        ),
        delete=Call("delete_organization"),
        auto_name=NO_NAME,
        defaults={"featureSet": "ALL"},
        replace_on=words("featureSet"),
        accepted=words("returnOrganizationOnly"),
        modelled=True,
    ),
    plain(
        "aws:organizations/organizationalUnit:OrganizationalUnit",
        SERVICE,
        "organizational_unit",
        tagging=TAGGING,
        unique=False,
        id="{id}",
        names={"id": ("OrganizationalUnitId", "Id"), "arn": "Arn"},
        replace_on=words("parentId"),
    ),
    Resource(
        "aws:organizations/account:Account",
        SERVICE,
        create=_create_account,
        read=(_read_account,),
        updates=(Change(words("parentId"), _move_account),),
        delete=_remove_account,
        tagging=TAGGING,
        unique=False,
        replace_on=words("email name"),
        accepted=words("closeOnDeletion createGovcloud iamUserAccessToBilling roleName"),
        modelled=True,
    ),
    plain(
        "aws:organizations/policy:Policy",
        SERVICE,
        "policy",
        create=Call(
            "create_policy",
            added=lambda _, it: {"Description": it.get("description") or ""},
            takes=words("description"),
            result="Policy.PolicySummary",
        ),
        read=(
            Call(
                "describe_policy",
                result="Policy",
                learn={
                    "arn": "PolicySummary.Arn",
                    "description": "PolicySummary.Description",
                    "name": "PolicySummary.Name",
                    "type": "PolicySummary.Type",
                },
            ),
        ),
        updates=(Call("update_policy"),),
        tagging=TAGGING,
        unique=False,
        id="{id}",
        names={"id": ("PolicyId", "Id"), "arn": "Arn"},
        defaults={"type": "SERVICE_CONTROL_POLICY"},
        documents=words("content"),
        replace_on=words("type"),
    ),
    Resource(
        "aws:organizations/policyAttachment:PolicyAttachment",
        SERVICE,
        create=Call("attach_policy"),
        read=(_policies_of,),
        delete=Call("detach_policy"),
        id="{targetId}:{policyId}",
        auto_name=NO_NAME,
        replace_on=words("policyId targetId"),
        modelled=True,
    ),
)

FUNCTIONS = {"aws:organizations/getOrganization:getOrganization": _get_organization}
