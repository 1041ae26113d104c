"""Parts of a pool that are records: groups, resource servers, identity providers, domains and unused settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from .faults import fault, invalid, not_found
from .pools import Handler
from .records import (
    Record,
    Records,
    domains,
    find_client_of,
    find_pool,
    given_members,
    new_id,
    page,
    utc_now,
    with_dates,
)
from .users import describe_user, find_user

KEPT = {  # settings that have no effect here, by the ending of their operation: member of the answer
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


@dataclass(frozen=True, slots=True)
class Kind:
    """Describe a kind of part: the pool's records of it, the member with its name, and the answers' member."""

    records: str
    name: str
    answer: str
    missing: str

    def find(self, context: Any, request: Mapping[str, Any]) -> tuple[Records, Record]:
        """Return the pool's records of this kind, and the one that a request names.

        Raises:
            ResourceNotFoundException: the pool has no such part.
        """
        records = self.of(context, request)
        if request[self.name] not in records:
            raise not_found(self.missing.format(request[self.name]))
        return records, records[request[self.name]]

    def of(self, context: Any, request: Mapping[str, Any]) -> Records:
        """Return the pool's records of this kind by their names."""
        records: Records = getattr(find_pool(context, request["UserPoolId"]), self.records)
        return records

    def describe(self, context: Any, request: Mapping[str, Any]) -> Record:
        """Answer with the part that a request names."""
        return {self.answer: self.find(context, request)[1]}

    def update(self, context: Any, request: Mapping[str, Any]) -> Record:
        """Change the members that the request sets."""
        _, found = self.find(context, request)
        found |= {**given_members(request), "LastModifiedDate": utc_now()}
        return {self.answer: found}

    def delete(self, context: Any, request: Mapping[str, Any]) -> Record:
        """Delete the part that a request names."""
        records, _ = self.find(context, request)
        del records[request[self.name]]
        return {}


GROUP = Kind("groups", "GroupName", "Group", "Group not found.")
SERVER = Kind("servers", "Identifier", "ResourceServer", "Resource server {} does not exist.")
PROVIDER = Kind("providers", "ProviderName", "IdentityProvider", "Identity provider {} does not exist.")


# --- groups: cognito-user-pools-user-groups.html ----------------------------------------------------------------------


def _group_operations() -> dict[str, Handler]:
    return {
        "AdminAddUserToGroup": _add_member,
        "AdminListGroupsForUser": _groups_of_user,
        "AdminRemoveUserFromGroup": _remove_member,
        "CreateGroup": _create_group,
        "DeleteGroup": _delete_group,
        "GetGroup": GROUP.describe,
        "ListGroups": _list_groups,
        "ListUsersInGroup": _list_members,
        "UpdateGroup": GROUP.update,
    }


def _create_group(context: Any, request: Mapping[str, Any]) -> Record:
    groups = GROUP.of(context, request)
    if request["GroupName"] in groups:
        raise fault("GroupExists", "A group with the name already exists.")
    groups[request["GroupName"]] = with_dates(given_members(request))
    return {"Group": groups[request["GroupName"]]}


def _delete_group(context: Any, request: Mapping[str, Any]) -> Record:
    GROUP.delete(context, request)
    for user in find_pool(context, request["UserPoolId"]).users.values():
        user.groups.discard(request["GroupName"])
    return {}


def _list_groups(context: Any, request: Mapping[str, Any]) -> Record:
    return page(GROUP.of(context, request).values(), request, "Limit", "NextToken", "Groups")


def _add_member(context: Any, request: Mapping[str, Any]) -> Record:
    GROUP.find(context, request)
    find_user(find_pool(context, request["UserPoolId"]), request["Username"]).groups.add(request["GroupName"])
    return {}


def _remove_member(context: Any, request: Mapping[str, Any]) -> Record:
    GROUP.find(context, request)
    find_user(find_pool(context, request["UserPoolId"]), request["Username"]).groups.discard(request["GroupName"])
    return {}


def _groups_of_user(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    user = find_user(pool, request["Username"])
    found = [group for name, group in pool.groups.items() if name in user.groups]
    return page(found, request, "Limit", "NextToken", "Groups")


def _list_members(context: Any, request: Mapping[str, Any]) -> Record:
    GROUP.find(context, request)
    users = find_pool(context, request["UserPoolId"]).users.values()
    found = [describe_user(user) for user in users if request["GroupName"] in user.groups]
    return page(found, request, "Limit", "NextToken", "Users")


# --- resource servers: cognito-user-pools-define-resource-servers.html ------------------------------------------------


def _server_operations() -> dict[str, Handler]:
    return {
        "CreateResourceServer": _create_server,
        "DeleteResourceServer": SERVER.delete,
        "DescribeResourceServer": SERVER.describe,
        "ListResourceServers": _list_servers,
        "UpdateResourceServer": _update_server,
    }


def _create_server(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    name = request["Identifier"]
    if name in pool.servers:
        raise invalid(f"{name} already exists in user pool {pool.id}.")
    return _put_server(pool.servers, request)


def _update_server(context: Any, request: Mapping[str, Any]) -> Record:
    servers, _ = SERVER.find(context, request)
    return _put_server(servers, request)


def _put_server(servers: Records, request: Mapping[str, Any]) -> Record:
    servers[request["Identifier"]] = {"Scopes": [], **given_members(request)}
    return {"ResourceServer": servers[request["Identifier"]]}


def _list_servers(context: Any, request: Mapping[str, Any]) -> Record:
    return page(SERVER.of(context, request).values(), request, "MaxResults", "NextToken", "ResourceServers")


# --- identity providers: no sign-in uses them here ------------------------------------------------------------------


def _provider_operations() -> dict[str, Handler]:
    return {
        "CreateIdentityProvider": _create_provider,
        "DeleteIdentityProvider": PROVIDER.delete,
        "DescribeIdentityProvider": PROVIDER.describe,
        "GetIdentityProviderByIdentifier": _provider_by_identifier,
        "ListIdentityProviders": _list_providers,
        "UpdateIdentityProvider": PROVIDER.update,
    }


def _create_provider(context: Any, request: Mapping[str, Any]) -> Record:
    providers, name = PROVIDER.of(context, request), request["ProviderName"]
    if name in providers:
        raise fault("DuplicateProvider", f"A provider with the name {name} already exists.")
    providers[name] = with_dates({"AttributeMapping": {"username": "sub"}, **given_members(request)})
    return {"IdentityProvider": providers[name]}


def _provider_by_identifier(context: Any, request: Mapping[str, Any]) -> Record:
    for provider in PROVIDER.of(context, request).values():
        if request["IdpIdentifier"] in (provider.get("IdpIdentifiers") or ()):
            return {"IdentityProvider": provider}
    raise not_found(f"Identity provider {request['IdpIdentifier']} does not exist.")


def _list_providers(context: Any, request: Mapping[str, Any]) -> Record:
    names = ("ProviderName", "ProviderType", "LastModifiedDate", "CreationDate")
    providers = PROVIDER.of(context, request).values()
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
    domains[name] = {"ManagedLoginVersion": 1, "S3Bucket": "aws-cognito-prod-assets", **made, **given_members(request)}
    version = {"ManagedLoginVersion": domains[name]["ManagedLoginVersion"]}
    return {**version, **({"CloudFrontDomain": distribution} if is_custom else {})}


def _find_domain(context: Any, request: Mapping[str, Any]) -> Record:
    pool, found = find_pool(context, request["UserPoolId"]), domains.get(request["Domain"])
    if found is None or found["UserPoolId"] != pool.id:
        raise invalid("No such domain or user pool exists.")
    return found


def _update_domain(context: Any, request: Mapping[str, Any]) -> Record:
    found = _find_domain(context, request)
    found |= given_members(request)
    return {"ManagedLoginVersion": found["ManagedLoginVersion"], "CloudFrontDomain": found["CloudFrontDistribution"]}


def _delete_domain(context: Any, request: Mapping[str, Any]) -> Record:
    _find_domain(context, request)
    del domains[request["Domain"]]
    return {}


def _describe_domain(_context: Any, request: Mapping[str, Any]) -> Record:
    """Describe a domain; the description of an unknown one is empty, as on AWS."""
    return {"DomainDescription": domains.get(request["Domain"], {})}


# --- settings that are kept without an effect -------------------------------------------------------------------------


def _keep(name: str, context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    client = request.get("ClientId") or ""
    if client and client != "ALL":
        find_client_of(pool, client)
    pool.extras[name, client] = with_dates(given_members(request))
    return _tell(name, context, request)


def _tell(name: str, context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    found = pool.extras.get((name, request.get("ClientId") or "")) or pool.extras.get((name, "ALL"))
    nothing = {"UserPoolId": pool.id, **({"LogConfigurations": []} if name == "LogDeliveryConfiguration" else {})}
    return {KEPT[name]: found or nothing}
