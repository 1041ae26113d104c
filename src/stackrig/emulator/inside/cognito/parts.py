"""Parts of a pool that are records: groups, resource servers, identity providers, domains, and settings kept only."""

from collections.abc import Mapping
from copy import deepcopy
from functools import partial
from typing import Any

from .faults import fault, invalid, not_found
from .pools import Handler
from .records import Pool, Record, domains, find_client_of, find_pool, new_id, page, utc_now
from .users import describe_user, find_user

KEPT = {  # settings of a pool or client that nothing here acts on, by operation's ending: member of the answer
    "LogDeliveryConfiguration": "LogDeliveryConfiguration",
    "RiskConfiguration": "RiskConfiguration",
    "UICustomization": "UICustomization",
}


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    return {
        **_group_operations(),
        **_server_operations(),
        **_provider_operations(),
        **_domain_operations(),
        **{f"Set{name}": partial(_keep, name) for name in KEPT},
        "DescribeRiskConfiguration": partial(_tell, "RiskConfiguration"),
        "GetLogDeliveryConfiguration": partial(_tell, "LogDeliveryConfiguration"),
        "GetUICustomization": partial(_tell, "UICustomization"),
    }


def _given(request: Mapping[str, Any]) -> Record:
    return {key: deepcopy(value) for key, value in request.items() if value is not None}


def _with_dates(record: Record) -> Record:
    moment = utc_now()
    return {**record, "CreationDate": moment, "LastModifiedDate": moment}


# --- groups: cognito-user-pools-user-groups.html ----------------------------------------------------------------------


def _group_operations() -> dict[str, Handler]:
    return {
        "AdminAddUserToGroup": _add_member,
        "AdminListGroupsForUser": _groups_of_user,
        "AdminRemoveUserFromGroup": _remove_member,
        "CreateGroup": _create_group,
        "DeleteGroup": _delete_group,
        "GetGroup": lambda context, request: {"Group": _find_group(context, request)[1]},
        "ListGroups": _list_groups,
        "ListUsersInGroup": _list_members,
        "UpdateGroup": _update_group,
    }


def _find_group(context: Any, request: Mapping[str, Any]) -> tuple[Pool, Record]:
    pool = find_pool(context, request["UserPoolId"])
    group = pool.groups.get(request["GroupName"])
    if group is None:
        raise not_found("Group not found.")
    return pool, group


def _create_group(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    if request["GroupName"] in pool.groups:
        raise fault("GroupExists", "A group with the name already exists.")
    pool.groups[request["GroupName"]] = _with_dates(_given(request))
    return {"Group": pool.groups[request["GroupName"]]}


def _update_group(context: Any, request: Mapping[str, Any]) -> Record:
    _, group = _find_group(context, request)
    group |= {**_given(request), "LastModifiedDate": utc_now()}
    return {"Group": group}


def _delete_group(context: Any, request: Mapping[str, Any]) -> Record:
    pool, group = _find_group(context, request)
    del pool.groups[group["GroupName"]]
    for user in pool.users.values():
        user.groups.discard(group["GroupName"])
    return {}


def _list_groups(context: Any, request: Mapping[str, Any]) -> Record:
    return page(find_pool(context, request["UserPoolId"]).groups.values(), request, "Limit", "NextToken", "Groups")


def _add_member(context: Any, request: Mapping[str, Any]) -> Record:
    pool, group = _find_group(context, request)
    find_user(pool, request["Username"]).groups.add(group["GroupName"])
    return {}


def _remove_member(context: Any, request: Mapping[str, Any]) -> Record:
    pool, group = _find_group(context, request)
    find_user(pool, request["Username"]).groups.discard(group["GroupName"])
    return {}


def _groups_of_user(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    user = find_user(pool, request["Username"])
    found = [group for name, group in pool.groups.items() if name in user.groups]
    return page(found, request, "Limit", "NextToken", "Groups")


def _list_members(context: Any, request: Mapping[str, Any]) -> Record:
    pool, group = _find_group(context, request)
    found = [describe_user(user) for user in pool.users.values() if group["GroupName"] in user.groups]
    return page(found, request, "Limit", "NextToken", "Users")


# --- resource servers: cognito-user-pools-define-resource-servers.html ------------------------------------------------


def _server_operations() -> dict[str, Handler]:
    return {
        "CreateResourceServer": _create_server,
        "DeleteResourceServer": _delete_server,
        "DescribeResourceServer": lambda context, request: {"ResourceServer": _find_server(context, request)[1]},
        "ListResourceServers": _list_servers,
        "UpdateResourceServer": _update_server,
    }


def _find_server(context: Any, request: Mapping[str, Any]) -> tuple[Pool, Record]:
    pool = find_pool(context, request["UserPoolId"])
    server = pool.servers.get(request["Identifier"])
    if server is None:
        raise not_found(f"Resource server {request['Identifier']} does not exist.")
    return pool, server


def _create_server(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    name = request["Identifier"]
    if name in pool.servers:
        raise invalid(f"{name} already exists in user pool {pool.id}.")
    pool.servers[name] = {"Scopes": [], **_given(request)}
    return {"ResourceServer": pool.servers[name]}


def _update_server(context: Any, request: Mapping[str, Any]) -> Record:
    pool, server = _find_server(context, request)
    pool.servers[server["Identifier"]] = {"Scopes": [], **_given(request)}
    return {"ResourceServer": pool.servers[server["Identifier"]]}


def _delete_server(context: Any, request: Mapping[str, Any]) -> Record:
    pool, server = _find_server(context, request)
    del pool.servers[server["Identifier"]]
    return {}


def _list_servers(context: Any, request: Mapping[str, Any]) -> Record:
    servers = find_pool(context, request["UserPoolId"]).servers.values()
    return page(servers, request, "MaxResults", "NextToken", "ResourceServers")


# --- identity providers: nothing here signs in by them ----------------------------------------------------------------


def _provider_operations() -> dict[str, Handler]:
    return {
        "CreateIdentityProvider": _create_provider,
        "DeleteIdentityProvider": _delete_provider,
        "DescribeIdentityProvider": lambda context, request: {"IdentityProvider": _find_provider(context, request)[1]},
        "GetIdentityProviderByIdentifier": _provider_by_identifier,
        "ListIdentityProviders": _list_providers,
        "UpdateIdentityProvider": _update_provider,
    }


def _find_provider(context: Any, request: Mapping[str, Any]) -> tuple[Pool, Record]:
    pool = find_pool(context, request["UserPoolId"])
    provider = pool.providers.get(request["ProviderName"])
    if provider is None:
        raise not_found(f"Identity provider {request['ProviderName']} does not exist.")
    return pool, provider


def _create_provider(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    name = request["ProviderName"]
    if name in pool.providers:
        raise fault("DuplicateProvider", f"A provider with the name {name} already exists.")
    pool.providers[name] = _with_dates({"AttributeMapping": {"username": "sub"}, **_given(request)})
    return {"IdentityProvider": pool.providers[name]}


def _update_provider(context: Any, request: Mapping[str, Any]) -> Record:
    _, provider = _find_provider(context, request)
    provider |= {**_given(request), "LastModifiedDate": utc_now()}
    return {"IdentityProvider": provider}


def _delete_provider(context: Any, request: Mapping[str, Any]) -> Record:
    pool, provider = _find_provider(context, request)
    del pool.providers[provider["ProviderName"]]
    return {}


def _provider_by_identifier(context: Any, request: Mapping[str, Any]) -> Record:
    for provider in find_pool(context, request["UserPoolId"]).providers.values():
        if request["IdpIdentifier"] in (provider.get("IdpIdentifiers") or ()):
            return {"IdentityProvider": provider}
    raise not_found(f"Identity provider {request['IdpIdentifier']} does not exist.")


def _list_providers(context: Any, request: Mapping[str, Any]) -> Record:
    names = ("ProviderName", "ProviderType", "LastModifiedDate", "CreationDate")
    providers = find_pool(context, request["UserPoolId"]).providers.values()
    found = [{name: provider[name] for name in names} for provider in providers]
    return page(found, request, "MaxResults", "NextToken", "Providers")


# --- domains: cognito-user-pools-assign-domain.html -------------------------------------------------------------------


def _domain_operations() -> dict[str, Handler]:
    return {
        "CreateUserPoolDomain": _create_domain,
        "DeleteUserPoolDomain": _delete_domain,
        "DescribeUserPoolDomain": _describe_domain,
        "UpdateUserPoolDomain": _update_domain,
    }


def _create_domain(context: Any, request: Mapping[str, Any]) -> Record:
    pool, name = find_pool(context, request["UserPoolId"]), request["Domain"]
    if name in domains:
        raise invalid("Domain already associated with another user pool.")
    is_custom = bool(request.get("CustomDomainConfig"))
    if any(
        one["UserPoolId"] == pool.id and bool(one.get("CustomDomainConfig")) == is_custom for one in domains.values()
    ):
        raise invalid(
            "A user pool can have only one domain of each kind: the user pool already has a domain configured."
        )
    distribution = f"{new_id(14)}.cloudfront.net"
    made = {
        "AWSAccountId": pool.account,
        "CloudFrontDistribution": distribution,
        "Status": "ACTIVE",
        "Version": new_id(14),
    }
    domains[name] = {"ManagedLoginVersion": 1, "S3Bucket": "aws-cognito-prod-assets", **made, **_given(request)}
    version = {"ManagedLoginVersion": domains[name]["ManagedLoginVersion"]}
    return {**version, **({"CloudFrontDomain": distribution} if is_custom else {})}


def _find_domain(context: Any, request: Mapping[str, Any]) -> Record:
    pool, found = find_pool(context, request["UserPoolId"]), domains.get(request["Domain"])
    if found is None or found["UserPoolId"] != pool.id:
        raise invalid("No such domain or user pool exists.")
    return found


def _update_domain(context: Any, request: Mapping[str, Any]) -> Record:
    found = _find_domain(context, request)
    found |= _given(request)
    return {"ManagedLoginVersion": found["ManagedLoginVersion"], "CloudFrontDomain": found["CloudFrontDistribution"]}


def _delete_domain(context: Any, request: Mapping[str, Any]) -> Record:
    _find_domain(context, request)
    del domains[request["Domain"]]
    return {}


def _describe_domain(_context: Any, request: Mapping[str, Any]) -> Record:
    """Describe a domain: one that does not exist is described by nothing, as on AWS."""
    return {"DomainDescription": domains.get(request["Domain"], {})}


# --- settings that are kept, and that nothing acts on -----------------------------------------------------------------


def _keep(name: str, context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    client = request.get("ClientId") or ""
    if client and client != "ALL":
        find_client_of(pool, client)
    pool.extras[name, client] = _with_dates(_given(request))
    return _tell(name, context, request)


def _tell(name: str, context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    found = pool.extras.get((name, request.get("ClientId") or "")) or pool.extras.get((name, "ALL"))
    nothing = {"UserPoolId": pool.id, **({"LogConfigurations": []} if name == "LogDeliveryConfiguration" else {})}
    return {KEPT[name]: found or nothing}
