"""Cognito: user pools and identity pools."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.modelled import BY_ARN, plain
from stackrig.deployment.provider.wire import to_pascal
from stackrig.errors import DeployError

POOLS, IDENTITIES = "cognito-idp", "cognito-identity"
POOL = {"userPoolId": "UserPoolId"}


def _pool_parameters(_scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return the parts of a pool that AWS has otherwise than Pulumi: policies and attributes."""
    given: dict[str, Any] = {}
    if policy := properties.get("passwordPolicy"):
        names = {name: to_pascal(name) for name in policy}
        given["Policies"] = {
            "PasswordPolicy": {names[name]: value for name, value in policy.items() if value is not None}
        }
    attributes = [
        {
            "Name": item["name"],
            "AttributeDataType": item["attributeDataType"],
            **{
                to_pascal(name): item[name]
                for name in ("required", "mutable", "developerOnlyAttribute")
                if item.get(name) is not None
            },
        }
        for item in properties.get("schemas") or ()
    ]
    return {**given, **({"Schema": attributes} if attributes else {})}


def _tidy_pool(scope: Scope, properties: Properties) -> Properties:
    pool = properties["id"]
    return {
        "arn": properties.get("arn"),
        "endpoint": f"cognito-idp.{scope.region}.{scope.places['dns_suffix']}/{pool}",
        "name": properties.get("name"),
        "mfaConfiguration": properties.get("mfaConfiguration") or "OFF",
        "userPoolTier": properties.get("userPoolTier") or "ESSENTIALS",
    }


def _delete_pool(scope: Scope, properties: Properties) -> None:
    if scope.disposable and properties.get("deletionProtection") == "ACTIVE":
        scope.call(POOLS, "update_user_pool", UserPoolId=properties["id"], DeletionProtection="INACTIVE")
    scope.call(POOLS, "delete_user_pool", UserPoolId=properties["id"])


def _domain(_scope: Scope, properties: Properties) -> dict[str, Any]:
    arn = properties.get("certificateArn")
    return {"CustomDomainConfig": {"CertificateArn": arn}} if arn else {}


def _read_domain(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(POOLS, "describe_user_pool_domain", Domain=properties["domain"])
    description = (found or {}).get("DomainDescription") or {}
    if not description.get("UserPoolId"):
        return None
    distribution = description.get("CloudFrontDistribution") or f"{properties['domain']}.cloudfront.net"
    return {
        "userPoolId": description["UserPoolId"],
        "awsAccountId": scope.clients.account_id,
        "cloudfrontDistribution": distribution,
        "cloudfrontDistributionArn": distribution,
        "cloudfrontDistributionZoneId": "Z2FDTNDATAQYW2",
        "s3Bucket": description.get("S3Bucket") or "",
        "version": description.get("Version") or "",
    }


def _find_domain(_scope: Scope, properties: Properties) -> str:
    return str(properties["domain"])


def _create_user(scope: Scope, properties: Properties) -> Properties:
    attributes = [{"Name": name, "Value": value} for name, value in (properties.get("attributes") or {}).items()]
    where = {"UserPoolId": properties["userPoolId"], "Username": properties["username"]}
    names = {"temporaryPassword": "TemporaryPassword", "messageAction": "MessageAction"}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    scope.call(POOLS, "admin_create_user", **where, UserAttributes=attributes, **given)
    if properties.get("password"):
        scope.call(POOLS, "admin_set_user_password", **where, Password=properties["password"], Permanent=True)
    return {}


def _read_user(scope: Scope, properties: Properties) -> Properties | None:
    where = {"UserPoolId": properties["userPoolId"], "Username": properties["username"]}
    found = scope.find(POOLS, "admin_get_user", **where)
    if found is None:
        return None
    attributes = {item["Name"]: item["Value"] for item in found["UserAttributes"]}
    return {
        "creationDate": found["UserCreateDate"],
        "enabled": found.get("Enabled", True),
        "lastModifiedDate": found["UserLastModifiedDate"],
        "status": found["UserStatus"],
        "sub": attributes.get("sub", ""),
    }


def _set_user_attributes(scope: Scope, properties: Properties) -> None:
    attributes = [{"Name": name, "Value": value} for name, value in (properties.get("attributes") or {}).items()]
    where = {"UserPoolId": properties["userPoolId"], "Username": properties["username"]}
    scope.call(POOLS, "admin_update_user_attributes", **where, UserAttributes=attributes)


def _read_membership(scope: Scope, properties: Properties) -> Properties | None:
    where = {"UserPoolId": properties["userPoolId"], "Username": properties["username"]}
    found = scope.find(POOLS, "admin_list_groups_for_user", **where) or {"Groups": []}
    return {} if properties["groupName"] in {item["GroupName"] for item in found["Groups"]} else None


def _read_roles(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(IDENTITIES, "get_identity_pool_roles", IdentityPoolId=properties["identityPoolId"])
    return {"roles": found["Roles"]} if found and found.get("Roles") else None


def _clear_roles(scope: Scope, properties: Properties) -> None:
    scope.call(IDENTITIES, "set_identity_pool_roles", IdentityPoolId=properties["identityPoolId"], Roles={})


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


def _get_client(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    where = {"UserPoolId": arguments["userPoolId"], "ClientId": arguments["clientId"]}
    found = scope.call(POOLS, "describe_user_pool_client", **where)["UserPoolClient"]
    return {
        **arguments,
        "id": found["ClientId"],
        "name": found["ClientName"],
        "clientSecret": found.get("ClientSecret", ""),
    }


RESOURCES = (
    Resource(
        "aws:cognito/userPool:UserPool",
        POOLS,
        create=Call(
            "create_user_pool",
            {"name": "PoolName", "tags": "UserPoolTags"},
            added=_pool_parameters,
            takes=words("passwordPolicy schemas"),
            learn={"id": "Id"},
        ),
        read=(Call("describe_user_pool"), _tidy_pool),
        updates=(
            Call(
                "update_user_pool",
                {"name": "PoolName", "tags": "UserPoolTags"},
                added=lambda scope, it: {
                    key: value for key, value in _pool_parameters(scope, it).items() if key == "Policies"
                },
                takes=words("passwordPolicy"),
            ),
        ),
        delete=_delete_pool,
        tagging=BY_ARN,
        find=Lookup("list_user_pools", "UserPools", "Id", {"Name": "name"}),
        unique=False,
        names={
            "id": ("UserPoolId", "Id"),
            "arn": ("Arn", "ResourceArn"),
            "schemas": (),
            "tags": ("UserPoolTags", "Tags"),
        },
        replace_on=words("aliasAttributes usernameAttributes usernameConfiguration schemas"),
        modelled=True,
    ),
    Resource(
        "aws:cognito/userPoolClient:UserPoolClient",
        POOLS,
        create=Call("create_user_pool_client", learn={"id": "ClientId"}),
        read=(Call("describe_user_pool_client"),),
        updates=(Call("update_user_pool_client"),),
        delete=Call("delete_user_pool_client"),
        import_id="{userPoolId}/{id}",
        unique=False,
        names={
            **POOL,
            "id": "ClientId",
            "name": "ClientName",
            "allowedOauthFlows": "AllowedOAuthFlows",
            "allowedOauthFlowsUserPoolClient": "AllowedOAuthFlowsUserPoolClient",
            "allowedOauthScopes": "AllowedOAuthScopes",
            "callbackUrls": "CallbackURLs",
            "logoutUrls": "LogoutURLs",
            "defaultRedirectUri": "DefaultRedirectURI",
        },
        replace_on=words("userPoolId generateSecret"),
        modelled=True,
    ),
    Resource(
        "aws:cognito/userPoolDomain:UserPoolDomain",
        POOLS,
        create=Call("create_user_pool_domain", added=_domain, takes=words("certificateArn"), result="@"),
        read=(_read_domain,),
        delete=Call("delete_user_pool_domain"),
        id="{domain}",
        find=_find_domain,
        unique=False,
        auto_name=NO_NAME,
        names=POOL,
        replace_on=words("domain userPoolId certificateArn"),
        modelled=True,
    ),
    Resource(
        "aws:cognito/resourceServer:ResourceServer",
        POOLS,
        create=Call("create_resource_server"),
        read=(
            Call(
                "describe_resource_server",
                learn={"scopeIdentifiers": "Scopes[].join('/', [@.ScopeName])"},
            ),
            lambda _scope, it: {
                "scopeIdentifiers": [f"{it['identifier']}/{item['scopeName']}" for item in it.get("scopes") or ()]
            },
        ),
        updates=(Call("update_resource_server"),),
        delete=Call("delete_resource_server"),
        id="{userPoolId}|{identifier}",
        names=POOL,
        replace_on=words("userPoolId identifier"),
        modelled=True,
    ),
    Resource(
        "aws:cognito/userGroup:UserGroup",
        POOLS,
        create=Call("create_group"),
        read=(Call("get_group"),),
        updates=(Call("update_group"),),
        delete=Call("delete_group"),
        id="{userPoolId}/{name}",
        names={**POOL, "name": "GroupName"},
        replace_on=words("userPoolId name"),
        modelled=True,
    ),
    Resource(
        "aws:cognito/user:User",
        POOLS,
        create=_create_user,
        read=(_read_user,),
        updates=(Change(words("attributes"), _set_user_attributes),),
        delete=Call("admin_delete_user"),
        id="{userPoolId}/{username}",
        auto_name=NO_NAME,
        names=POOL,
        replace_on=words("userPoolId username"),
        modelled=True,
    ),
    Resource(
        "aws:cognito/userInGroup:UserInGroup",
        POOLS,
        create=Call("admin_add_user_to_group"),
        read=(_read_membership,),
        delete=Call("admin_remove_user_from_group"),
        id="{userPoolId}/{groupName}/{username}",
        auto_name=NO_NAME,
        names=POOL,
        replace_on=words("userPoolId groupName username"),
        modelled=True,
    ),
    Resource(
        "aws:cognito/identityProvider:IdentityProvider",
        POOLS,
        create=Call("create_identity_provider"),
        read=(Call("describe_identity_provider"),),
        updates=(Call("update_identity_provider"),),
        delete=Call("delete_identity_provider"),
        id="{userPoolId}:{providerName}",
        auto_name=NO_NAME,
        names=POOL,
        replace_on=words("userPoolId providerName providerType"),
        modelled=True,
    ),
    plain(
        "aws:cognito/identityPool:IdentityPool",
        IDENTITIES,
        "identity_pool",
        read=(Call("describe_identity_pool", result="@"),),
        create=Call("create_identity_pool", {"tags": "IdentityPoolTags"}, result="@"),
        updates=(Call("update_identity_pool", {"tags": "IdentityPoolTags"}, result="@"),),
        unique=False,
        auto_name=NO_NAME,
        names={
            "openidConnectProviderArns": "OpenIdConnectProviderARNs",
            "samlProviderArns": "SamlProviderARNs",
            "name": (),
        },
        computed={"arn": "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{id}"},
        defaults={"allowUnauthenticatedIdentities": False, "allowClassicFlow": False},
        replace_on=words("developerProviderName"),
    ),
    Resource(
        "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
        IDENTITIES,
        create=Call("set_identity_pool_roles", result="@"),
        read=(_read_roles,),
        updates=(Call("set_identity_pool_roles", result="@"),),
        delete=_clear_roles,
        id="{identityPoolId}",
        auto_name=NO_NAME,
        replace_on=words("identityPoolId"),
        modelled=True,
    ),
)

FUNCTIONS = {
    "aws:cognito/getUserPool:getUserPool": _get_pool,
    "aws:cognito/getUserPools:getUserPools": _get_pools,
    "aws:cognito/getUserPoolClient:getUserPoolClient": _get_client,
}
