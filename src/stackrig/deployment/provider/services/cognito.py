"""Cognito: the parts of user pools, and identity pools."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.modelled import plain

POOLS, IDENTITIES = "cognito-idp", "cognito-identity"
POOL = {"userPoolId": "UserPoolId"}


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
        "managedLoginVersion": description.get("ManagedLoginVersion") or 1,
    }


def _update_domain(scope: Scope, properties: Properties) -> None:
    """Give a domain another sign-in page, or its own name another certificate."""
    where = {"Domain": properties["domain"], "UserPoolId": properties["userPoolId"]}
    version = properties.get("managedLoginVersion") or 1
    scope.call(POOLS, "update_user_pool_domain", **where, ManagedLoginVersion=version, **_domain(scope, properties))


def _find_domain(_scope: Scope, properties: Properties) -> str:
    return str(properties["domain"])


def _read_roles(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(IDENTITIES, "get_identity_pool_roles", IdentityPoolId=properties["identityPoolId"])
    return {"roles": found["Roles"]} if found and found.get("Roles") else None


def _clear_roles(scope: Scope, properties: Properties) -> None:
    scope.call(IDENTITIES, "set_identity_pool_roles", IdentityPoolId=properties["identityPoolId"], Roles={})


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
    ),
    Resource(
        "aws:cognito/userPoolDomain:UserPoolDomain",
        POOLS,
        create=Call("create_user_pool_domain", added=_domain, takes=words("certificateArn"), result="@"),
        read=(_read_domain,),
        updates=(Change(words("managedLoginVersion"), _update_domain),),
        delete=Call("delete_user_pool_domain"),
        id="{domain}",
        find=_find_domain,
        unique=False,
        auto_name=NO_NAME,
        names=POOL,
        replace_on=words("domain userPoolId certificateArn"),
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
    "aws:cognito/getUserPoolClient:getUserPoolClient": _get_client,
}
