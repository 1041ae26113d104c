"""Identity and Access Management."""

import base64
import hmac
from collections.abc import Iterator, Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.policies import policy_document
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.schema import TEXT
from stackrig.deployment.provider.wire import from_api, sort_keys, to_json
from stackrig.errors import DeployError

SERVICE = "iam"
MOST_VERSIONS = 5  # AWS's limit for versions of a managed policy


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
    # The real provider puts no policy that lacks a name or a document.
    given = [item for item in properties.get("inlinePolicies") or () if item.get("name") and item.get("policy")]
    wanted = {item["name"]: item["policy"] for item in given}
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
    """Return the versions other than the default one, oldest first."""
    versions = scope.call(SERVICE, "list_policy_versions", PolicyArn=arn)["Versions"]
    old = sorted((item["CreateDate"], item["VersionId"]) for item in versions if not item["IsDefaultVersion"])
    return [version for _, version in old]


def _get_policy_document(_scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    return policy_document(arguments)


def _policies_of(kind: str) -> tuple[Resource, Resource]:
    """Describe the inline policy of a role, user or group, and the attachment of a managed policy."""
    holder = f"{kind.capitalize()}Name"
    title = kind.capitalize()

    def read_attachment(scope: Scope, properties: Properties) -> Properties | None:
        pages = scope.pages(SERVICE, f"list_attached_{kind}_policies", **{holder: properties[kind]})
        attached = [item["PolicyArn"] for page in pages for item in page["AttachedPolicies"]]
        return {} if properties["policyArn"] in attached else None

    inline = Resource(
        f"aws:iam/{kind}Policy:{title}Policy",
        SERVICE,
        create=Call(f"put_{kind}_policy"),
        read=(Call(f"get_{kind}_policy"),),
        updates=(Call(f"put_{kind}_policy"),),
        delete=Call(f"delete_{kind}_policy"),
        id=f"{{{kind}}}:{{name}}",
        names={kind: holder, "name": "PolicyName", "policy": "PolicyDocument"},
        replace_on=words(f"{kind} name namePrefix"),
        documents=words("policy"),
    )
    attachment = Resource(
        f"aws:iam/{kind}PolicyAttachment:{title}PolicyAttachment",
        SERVICE,
        create=Call(f"attach_{kind}_policy"),
        read=(read_attachment,),
        delete=Call(f"detach_{kind}_policy"),
        id=f"{{{kind}}}/{{policyArn}}",
        names={kind: holder},
        replace_on=words(f"{kind} policyArn"),
        delete_before_replace=True,
    )
    return inline, attachment


def _set_user_boundary(scope: Scope, properties: Properties) -> None:
    name, boundary = properties["name"], properties.get("permissionsBoundary")
    if boundary:
        scope.call(SERVICE, "put_user_permissions_boundary", UserName=name, PermissionsBoundary=boundary)
    else:
        scope.call(SERVICE, "delete_user_permissions_boundary", UserName=name)


def _delete_user(scope: Scope, properties: Properties) -> None:
    user = {"UserName": properties["name"]}
    if properties.get("forceDestroy"):
        for key in scope.call(SERVICE, "list_access_keys", **user)["AccessKeyMetadata"]:
            scope.call(SERVICE, "delete_access_key", **user, AccessKeyId=key["AccessKeyId"])
        scope.find(SERVICE, "delete_login_profile", **user)
    scope.call(SERVICE, "delete_user", **user)


def _read_access_key(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "list_access_keys", UserName=properties["user"]) or {"AccessKeyMetadata": []}
    keys = [item for item in found["AccessKeyMetadata"] if item["AccessKeyId"] == properties["id"]]
    return {"status": keys[0]["Status"], "createDate": keys[0]["CreateDate"]} if keys else None


def _smtp_password(scope: Scope, properties: Properties) -> Properties:
    """Follow https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html#smtp-credentials-convert."""
    if not properties.get("secret"):
        return {}
    digest = b"AWS4" + properties["secret"].encode()
    for part in ("11111111", scope.region, "ses", "aws4_request", "SendRawEmail"):
        digest = hmac.digest(digest, part.encode(), "sha256")
    return {"sesSmtpPasswordV4": base64.b64encode(b"\x04" + digest).decode()}


def _set_role(scope: Scope, properties: Properties) -> None:
    name = properties["name"]
    present = scope.call(SERVICE, "get_instance_profile", InstanceProfileName=name)["InstanceProfile"]["Roles"]
    for role in present:
        scope.call(SERVICE, "remove_role_from_instance_profile", InstanceProfileName=name, RoleName=role["RoleName"])
    if properties.get("role"):
        scope.call(SERVICE, "add_role_to_instance_profile", InstanceProfileName=name, RoleName=properties["role"])


def _delete_profile(scope: Scope, properties: Properties) -> None:
    _set_role(scope, {"name": properties["name"]})
    scope.call(SERVICE, "delete_instance_profile", InstanceProfileName=properties["name"])


def _get_role(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    role = scope.call(SERVICE, "get_role", RoleName=arguments["name"])["Role"]
    return {
        "id": role["RoleName"],
        "name": role["RoleName"],
        "arn": role["Arn"],
        "assumeRolePolicy": to_json(sort_keys(role["AssumeRolePolicyDocument"])),
        "createDate": from_api(TEXT, role["CreateDate"]),
        "description": role.get("Description", ""),
        "maxSessionDuration": role.get("MaxSessionDuration", 3600),
        "path": role["Path"],
        "permissionsBoundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", ""),
        "roleLastUseds": [],
        "tags": {tag["Key"]: tag["Value"] for tag in role.get("Tags", ())},
        "uniqueId": role["RoleId"],
    }


def _get_policy(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    arn = arguments.get("arn") or _find_policy(scope, arguments)
    policy = scope.call(SERVICE, "get_policy", PolicyArn=arn)["Policy"]
    return {
        "id": arn,
        "arn": arn,
        "attachmentCount": policy.get("AttachmentCount", 0),
        "description": policy.get("Description", ""),
        "name": policy["PolicyName"],
        "path": policy["Path"],
        "pathPrefix": arguments.get("pathPrefix"),
        "policy": to_json(sort_keys(_read_document(scope, {"id": arn})["policy"])),
        "policyId": policy["PolicyId"],
        "tags": {tag["Key"]: tag["Value"] for tag in policy.get("Tags", ())},
    }


def _find_policy(scope: Scope, arguments: Mapping[str, Any]) -> str:
    name, prefix = arguments.get("name"), arguments.get("pathPrefix")
    for page in scope.pages(SERVICE, "list_policies", **({"PathPrefix": prefix} if prefix else {})):
        for item in page["Policies"]:
            if item["PolicyName"] == name:
                return str(item["Arn"])
    raise DeployError(f"there is no IAM policy named {name!r}")


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
        "aws:iam/policy:Policy",
        SERVICE,
        create=Call("create_policy"),
        read=(Call("get_policy"), _read_document),
        updates=(Change(words("policy"), _set_document),),
        delete=_delete_policy,
        tagging=Tagging(Call("tag_policy"), Call("untag_policy")),
        id="{arn}",
        find="arn:{partition}:iam::{account}:policy{path}{name}",
        names={"id": "PolicyArn", "name": "PolicyName", "policy": "PolicyDocument"},
        defaults={"path": "/"},
        replace_on=words("name namePrefix path description"),
        documents=words("policy"),
        accepted=words("delayAfterPolicyCreationInMs"),
    ),
    *_policies_of("role"),
    *_policies_of("user"),
    *_policies_of("group"),
    Resource(
        "aws:iam/user:User",
        SERVICE,
        create=Call("create_user"),
        read=(Call("get_user", learn={"permissionsBoundary": "PermissionsBoundary.PermissionsBoundaryArn"}),),
        updates=(Call("update_user", {"path": "NewPath"}), Change(words("permissionsBoundary"), _set_user_boundary)),
        delete=_delete_user,
        tagging=Tagging(Call("tag_user"), Call("untag_user")),
        id="{name}",
        names={"name": "UserName", "uniqueId": "UserId"},
        defaults={"path": "/", "forceDestroy": False},
        replace_on=words("name"),
        accepted=words("forceDestroy"),
    ),
    Resource(
        "aws:iam/group:Group",
        SERVICE,
        create=Call("create_group"),
        read=(Call("get_group", result="Group"),),
        updates=(Call("update_group", {"path": "NewPath"}),),
        delete=Call("delete_group"),
        id="{name}",
        names={"name": "GroupName", "uniqueId": "GroupId"},
        defaults={"path": "/"},
        replace_on=words("name"),
    ),
    Resource(
        "aws:iam/accessKey:AccessKey",
        SERVICE,
        create=Call("create_access_key"),
        read=(_read_access_key, _smtp_password),
        updates=(Call("update_access_key"),),
        delete=Call("delete_access_key"),
        names={"id": "AccessKeyId", "user": "UserName", "secret": "SecretAccessKey"},
        once=words("secret"),
        defaults={"status": "Active"},
        replace_on=words("user"),
    ),
    Resource(
        "aws:iam/instanceProfile:InstanceProfile",
        SERVICE,
        create=Call("create_instance_profile"),
        read=(Call("get_instance_profile", learn={"role": "Roles[0].RoleName"}),),
        updates=(Change(words("role"), _set_role),),
        delete=_delete_profile,
        tagging=Tagging(Call("tag_instance_profile"), Call("untag_instance_profile")),
        id="{name}",
        names={"name": "InstanceProfileName", "uniqueId": "InstanceProfileId"},
        defaults={"path": "/"},
        replace_on=words("name namePrefix path"),
    ),
)

FUNCTIONS = {
    "aws:iam/getPolicyDocument:getPolicyDocument": _get_policy_document,
    "aws:iam/getRole:getRole": _get_role,
    "aws:iam/getPolicy:getPolicy": _get_policy,
}
