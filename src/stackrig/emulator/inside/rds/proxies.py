"""RDS Proxy: another address of an instance or cluster, which is found by the proxy's target at each connection.

Where a secret has IAMAuth=REQUIRED, its user logs in by a token, and the proxy by the secret's password. Otherwise
everybody who may log in to the database may do so through the proxy: its secrets are kept without effect.
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.troubleshooting.html has the errors.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from localstack.services.moto import call_moto  # type: ignore[import-not-found]

from ..services.faults import service_fault
from .endpoints import PORT, Login, Parameters, RefusedError, Route, open_endpoint
from .iam_users import checking
from .models import backend_of, served_by
from .refusals import invalid
from .rig_server import server_of
from .served import Served
from .tokens import Door

FAMILY = "POSTGRESQL"
NO_TLS = "This RDS Proxy requires TLS connections"
NO_TLS_FOR_TOKENS = "IAM is allowed only with SSL connections."
BAD_TOKEN = "The IAM authentication failed for the role {user}. Check the IAM token for this role and try again."  # noqa: S105
UNKNOWN = "This RDS proxy has no credentials for the role {user}. Check the credentials for this role and try again."
# Members of ModifyDBProxy by moto's names for them.
CHANGES = {
    "Auth": "auth",
    "RequireTLS": "require_tls",
    "IdleClientTimeout": "idle_client_timeout",
    "DebugLogging": "debug_logging",
    "RoleArn": "role_arn",
    "SecurityGroups": "vpc_security_group_ids",
}


def create_proxy(context: Any, request: Any) -> Any:
    """Create a proxy with its own address; targets are registered later."""
    if request["EngineFamily"] != FAMILY:
        raise invalid(f"stackrig has no database server for a proxy of {request['EngineFamily']}: it runs {FAMILY}")
    answer, backend = call_moto(context), backend_of(context)
    proxy = backend.db_proxies[request["DBProxyName"]]
    if server := server_of(context.account_id):

        def change(asked: Parameters, has_tls: bool) -> Login:  # noqa: FBT001
            if proxy.require_tls and not has_tls:
                raise RefusedError(NO_TLS)
            login = _target_of(backend, proxy).route({}).change(asked, has_tls)
            return replace(login, check=_token_check(context, proxy, asked.get("user", ""), has_tls=has_tls))

        proxy.served = open_endpoint(PORT, Route(server.host, server.port, change))
        proxy.endpoint = answer["DBProxy"]["Endpoint"] = proxy.served.address
    return answer


def modify_proxy(context: Any, request: Any) -> Any:
    """Change a proxy; moto lacks this."""
    proxy = _proxy(context, request)
    for member, name in CHANGES.items():
        if request.get(member) is not None:
            setattr(proxy, name, request[member])
    names = {"DBProxyName": proxy.db_proxy_name, "DBProxyArn": proxy.arn, "EngineFamily": proxy.engine_family}
    told = {"RequireTLS": proxy.require_tls, "IdleClientTimeout": proxy.idle_client_timeout, "Status": proxy.status}
    return {"DBProxy": {**names, **told, "Endpoint": proxy.endpoint, "RoleArn": proxy.role_arn}}


def delete_proxy(context: Any, request: Any) -> Any:
    """Delete a proxy and close its address."""
    proxy = _proxy(context, request)
    answer = call_moto(context)
    if endpoint := vars(proxy).get("served"):
        endpoint.close()
    return answer


def _proxy(context: Any, request: Any) -> Any:
    proxy = backend_of(context).db_proxies.get(request["DBProxyName"])
    if proxy is None:
        raise service_fault("DBProxyNotFoundFault", f"DBProxy {request['DBProxyName']} not found.", 404)
    return proxy


def _token_check(context: Any, proxy: Any, user: str, *, has_tls: bool) -> Callable[[str], str] | None:
    """Return what checks a user's tokens where the proxy demands them, None where it takes passwords."""
    demanding = [one["SecretArn"] for one in proxy.auth or () if one.get("IAMAuth") == "REQUIRED"]
    if not demanding:
        return None
    if not has_tls:
        raise RefusedError(NO_TLS_FOR_TOKENS)
    password = dict(_logins(context, demanding)).get(user)
    if not password:
        raise RefusedError(UNKNOWN.format(user=user))
    door = Door(context.account_id, context.region, proxy.unique_id, [f"{proxy.endpoint}:{proxy.served.port}"])
    return checking(door, user, password, BAD_TOKEN)


def _logins(context: Any, secrets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the users and passwords in secrets; those that can't be read or hold something else are passed over."""
    from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

    client = connect_to(aws_access_key_id=context.account_id, region_name=context.region).secretsmanager
    for arn in secrets:
        with suppress(client.exceptions.ClientError, ValueError, KeyError, TypeError):
            found = json.loads(client.get_secret_value(SecretId=arn)["SecretString"])
            yield found["username"], found["password"]


def _target_of(backend: Any, proxy: Any) -> Served:
    """Return the server's side of the proxy's target."""
    for group in proxy.proxy_target_groups.values():
        for target in group.targets:
            name = target.rds_resource_id
            resource = backend.clusters.get(name) if target.type == "TRACKED_CLUSTER" else backend.databases.get(name)
            if resource is not None and (served := served_by(resource)):
                return served
    raise RefusedError(f"the RDS proxy {proxy.db_proxy_name} has no target: register an instance or a cluster", "57P03")
