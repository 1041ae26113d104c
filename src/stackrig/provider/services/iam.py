"""Identity and Access Management."""

from collections.abc import Iterator, Mapping
from typing import Any

from stackrig.provider.calls import Call, Scope
from stackrig.provider.contract import Properties
from stackrig.provider.naming import AutoName
from stackrig.provider.policies import policy_document
from stackrig.provider.registry import Change, Resource, Tagging, words

SERVICE = "iam"
MOST_VERSIONS = 5  # a managed policy has no more


def _set_boundary(scope: Scope, properties: Properties) -> None:
    name, boundary = properties["name"], properties.get("permissionsBoundary")
    if boundary:
        scope.call(SERVICE, "put_role_permissions_boundary", RoleName=name, PermissionsBoundary=boundary)
    else:
        scope.call(SERVICE, "delete_role_permissions_boundary", RoleName=name)


def _read_role_policies(scope: Scope, properties: Properties) -> Properties:
    role = properties["name"]
    policies = [scope.call(SERVICE, "get_role_policy", RoleName=role, PolicyName=name) for name in _inline(scope, role)]
    return {
        "managedPolicyArns": sorted(_attached(scope, role)),
        "inlinePolicies": [{"name": item["PolicyName"], "policy": item["PolicyDocument"]} for item in policies],
    }


def _set_managed_policies(scope: Scope, properties: Properties) -> None:
    role, wanted = properties["name"], set(properties.get("managedPolicyArns") or ())
    present = set(_attached(scope, role))
    for arn in sorted(present - wanted):
        scope.call(SERVICE, "detach_role_policy", RoleName=role, PolicyArn=arn)
    for arn in sorted(wanted - present):
        scope.call(SERVICE, "attach_role_policy", RoleName=role, PolicyArn=arn)


def _set_inline_policies(scope: Scope, properties: Properties) -> None:
    role = properties["name"]
    wanted = {item["name"]: item["policy"] for item in properties.get("inlinePolicies") or () if item.get("policy")}
    for name in sorted(set(_inline(scope, role)) - wanted.keys()):
        scope.call(SERVICE, "delete_role_policy", RoleName=role, PolicyName=name)
    for name, policy in wanted.items():
        scope.call(SERVICE, "put_role_policy", RoleName=role, PolicyName=name, PolicyDocument=policy)


def _delete_role(scope: Scope, properties: Properties) -> None:
    role = properties["name"]
    for profile in scope.call(SERVICE, "list_instance_profiles_for_role", RoleName=role)["InstanceProfiles"]:
        parameters = {"InstanceProfileName": profile["InstanceProfileName"], "RoleName": role}
        scope.call(SERVICE, "remove_role_from_instance_profile", **parameters)
    if properties.get("forceDetachPolicies") or properties.get("managedPolicyArns"):
        _set_managed_policies(scope, {"name": role})
    if properties.get("forceDetachPolicies") or properties.get("inlinePolicies"):
        _set_inline_policies(scope, {"name": role})
    scope.call(SERVICE, "delete_role", RoleName=role)


def _attached(scope: Scope, role: str) -> Iterator[str]:
    for page in scope.pages(SERVICE, "list_attached_role_policies", RoleName=role):
        yield from (item["PolicyArn"] for item in page["AttachedPolicies"])


def _inline(scope: Scope, role: str) -> Iterator[str]:
    for page in scope.pages(SERVICE, "list_role_policies", RoleName=role):
        yield from page["PolicyNames"]


def _read_attachment(scope: Scope, properties: Properties) -> Properties | None:
    return {} if properties["policyArn"] in _attached(scope, properties["role"]) else None


def _read_document(scope: Scope, properties: Properties) -> Properties:
    versions = scope.call(SERVICE, "list_policy_versions", PolicyArn=properties["id"])["Versions"]
    current = next(item["VersionId"] for item in versions if item["IsDefaultVersion"])
    found = scope.call(SERVICE, "get_policy_version", PolicyArn=properties["id"], VersionId=current)
    return {"policy": found["PolicyVersion"]["Document"]}


def _set_document(scope: Scope, properties: Properties) -> None:
    arn = properties["id"]
    old = _old_versions(scope, arn)
    if len(old) + 1 >= MOST_VERSIONS:
        scope.call(SERVICE, "delete_policy_version", PolicyArn=arn, VersionId=old[0])
    scope.call(SERVICE, "create_policy_version", PolicyArn=arn, PolicyDocument=properties["policy"], SetAsDefault=True)


def _delete_policy(scope: Scope, properties: Properties) -> None:
    for version in _old_versions(scope, properties["id"]):
        scope.call(SERVICE, "delete_policy_version", PolicyArn=properties["id"], VersionId=version)
    scope.call(SERVICE, "delete_policy", PolicyArn=properties["id"])


def _old_versions(scope: Scope, arn: str) -> list[str]:
    """Return the versions that are not the default one, the oldest first."""
    versions = scope.call(SERVICE, "list_policy_versions", PolicyArn=arn)["Versions"]
    old = sorted((item["CreateDate"], item["VersionId"]) for item in versions if not item["IsDefaultVersion"])
    return [version for _, version in old]


def _get_policy_document(_scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    return policy_document(arguments)


RESOURCES = (
    Resource(
        "aws:iam/role:Role",
        SERVICE,
        create=Call("create_role"),
        read=(
            Call("get_role", learn={"permissionsBoundary": "PermissionsBoundary.PermissionsBoundaryArn"}),
            _read_role_policies,
        ),
        updates=(
            Call("update_role"),
            Call("update_assume_role_policy"),
            Change(words("permissionsBoundary"), _set_boundary),
            Change(words("managedPolicyArns"), _set_managed_policies),
            Change(words("inlinePolicies"), _set_inline_policies),
        ),
        delete=_delete_role,
        tagging=Tagging(Call("tag_role"), Call("untag_role")),
        id="{name}",
        auto_name=AutoName(longest=64),
        names={
            "name": "RoleName",
            "assumeRolePolicy": ("AssumeRolePolicyDocument", "PolicyDocument"),
            "uniqueId": "RoleId",
        },
        defaults={"path": "/", "maxSessionDuration": 3600, "forceDetachPolicies": False},
        replace_on=words("name namePrefix path"),
        documents=words("assumeRolePolicy"),
        accepted=words("forceDetachPolicies"),
    ),
    Resource(
        "aws:iam/rolePolicy:RolePolicy",
        SERVICE,
        create=Call("put_role_policy"),
        read=(Call("get_role_policy"),),
        updates=(Call("put_role_policy"),),
        delete=Call("delete_role_policy"),
        id="{role}:{name}",
        names={"role": "RoleName", "name": "PolicyName", "policy": "PolicyDocument"},
        replace_on=words("role name namePrefix"),
        documents=words("policy"),
    ),
    Resource(
        "aws:iam/policy:Policy",
        SERVICE,
        create=Call("create_policy"),
        read=(Call("get_policy"), _read_document),
        updates=(Change(words("policy"), _set_document),),
        delete=_delete_policy,
        tagging=Tagging(Call("tag_policy"), Call("untag_policy")),
        id="{arn}",
        names={"id": "PolicyArn", "name": "PolicyName", "policy": "PolicyDocument"},
        defaults={"path": "/"},
        replace_on=words("name namePrefix path description"),
        documents=words("policy"),
        accepted=words("delayAfterPolicyCreationInMs"),
    ),
    Resource(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        SERVICE,
        create=Call("attach_role_policy"),
        read=(_read_attachment,),
        delete=Call("detach_role_policy"),
        id="{role}/{policyArn}",
        names={"role": "RoleName"},
        replace_on=words("role policyArn"),
        delete_before_replace=True,
    ),
)

FUNCTIONS = {"aws:iam/getPolicyDocument:getPolicyDocument": _get_policy_document}
