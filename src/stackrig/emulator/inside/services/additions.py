"""Operations of modelled services that moto lacks or gets wrong, kept in moto's own backends where possible.

A handler takes the request's context and parameters and returns the answer, as LocalStack's own providers do.
"""

import secrets
import threading
from typing import Any

from . import mails
from .faults import service_fault
from .kept import Handler

_creating = threading.Lock()
_pool_roles: dict[tuple[str, str], dict[str, Any]] = {}  # by account and id of Cognito's identity pool


def _pass_on(context: Any) -> Any:
    from localstack.services.moto import call_moto  # type: ignore[import-not-found]

    return call_moto(context)


# --- Cognito's identity pools -----------------------------------------------------------------------------------------


def _set_roles(context: Any, request: Any) -> Any:
    roles = {"Roles": request["Roles"], "RoleMappings": request.get("RoleMappings") or {}}
    _pool_roles[context.account_id, request["IdentityPoolId"]] = roles
    return {}


def _get_roles(context: Any, request: Any) -> Any:
    pool = request["IdentityPoolId"]
    return {"IdentityPoolId": pool, **_pool_roles.get((context.account_id, pool), {"Roles": {}, "RoleMappings": {}})}


# --- ElastiCache ------------------------------------------------------------------------------------------------------


def _delete_cache_subnets(context: Any, request: Any) -> Any:
    from moto.elasticache.models import elasticache_backends  # type: ignore[import-not-found]

    groups = elasticache_backends[context.account_id][context.region].cache_subnet_groups
    if groups.pop(request["CacheSubnetGroupName"], None) is None:
        raise service_fault(
            "CacheSubnetGroupNotFoundFault", f"there is no group {request['CacheSubnetGroupName']}", 404
        )
    return {}


# --- Athena, Backup, CloudTrail, Glue, SES ----------------------------------------------------------------------------


def _queries(context: Any, request: Any) -> dict[str, Any]:
    from moto.athena.models import athena_backends  # type: ignore[import-not-found]

    queries: dict[str, Any] = athena_backends[context.account_id][context.region].named_queries
    if request["NamedQueryId"] not in queries:
        raise service_fault("ResourceNotFoundException", f"there is no query {request['NamedQueryId']}", 404)
    return queries


def _get_query(context: Any, request: Any) -> Any:
    """Let moto describe an existing query; it fails inside for any other."""
    _queries(context, request)
    return _pass_on(context)


def _delete_query(context: Any, request: Any) -> Any:
    del _queries(context, request)[request["NamedQueryId"]]
    return {}


def _vaults(context: Any, request: Any) -> dict[str, Any]:
    from moto.backup.models import backup_backends  # type: ignore[import-not-found]

    vaults: dict[str, Any] = backup_backends[context.account_id][context.region].vaults
    if request["BackupVaultName"] not in vaults:
        raise service_fault("ResourceNotFoundException", f"there is no vault {request['BackupVaultName']}", 404)
    return vaults


def _describe_vault(context: Any, request: Any) -> Any:
    return _vaults(context, request)[request["BackupVaultName"]].to_list_dict()


def _delete_vault(context: Any, request: Any) -> Any:
    del _vaults(context, request)[request["BackupVaultName"]]
    return {}


def _create_trail(context: Any, request: Any) -> Any:
    """Create a trail with LocalStack's bucket: moto looks for it among its own buckets."""
    from localstack.services.s3.models import s3_stores  # type: ignore[import-not-found]
    from moto.cloudtrail.models import Trail  # type: ignore[import-not-found]

    bucket = request["S3BucketName"]
    if bucket not in s3_stores[context.account_id][context.region].global_bucket_map:
        raise service_fault("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!", 404)
    Trail.check_bucket_exists = _found
    return _pass_on(context)


def _found(_trail: Any) -> None:
    """Accept the bucket, which was looked up already."""


def _addresses(context: Any, request: Any) -> dict[str, Any]:
    """Return the e-mail identities; moto does not find an address whose @ is %40 in the path."""
    from moto.ses.models import ses_backends  # type: ignore[import-not-found]

    found: dict[str, Any] = ses_backends[context.account_id][context.region].email_identities
    if request["EmailIdentity"] not in found:
        raise service_fault("NotFoundException", f"there is no identity {request['EmailIdentity']}", 404)
    return found


def _get_address(context: Any, request: Any) -> Any:
    return _addresses(context, request)[request["EmailIdentity"]].get_response_object


def _delete_address(context: Any, request: Any) -> Any:
    del _addresses(context, request)[request["EmailIdentity"]]
    return {}


def _describe_unit(context: Any, request: Any) -> Any:
    """Let moto describe an existing unit; for any other it answers in XML, which clients can't read."""
    from moto.organizations.models import organizations_backends  # type: ignore[import-not-found]

    units = organizations_backends[context.account_id][context.partition].ou
    if not any(unit.id == request["OrganizationalUnitId"] for unit in units):
        raise service_fault(
            "OrganizationalUnitNotFoundException", f"there is no unit {request['OrganizationalUnitId']}", 404
        )
    return _pass_on(context)


def _delete_connection(context: Any, request: Any) -> Any:
    from moto.glue.models import glue_backends  # type: ignore[import-not-found]

    connections = glue_backends[context.account_id][context.region].connections
    if connections.pop(request["ConnectionName"], None) is None:
        raise service_fault("EntityNotFoundException", f"there is no connection {request['ConnectionName']}", 404)
    return {}


def _describe_brokers(context: Any, request: Any) -> Any:
    """Let moto describe existing brokers of Kafka; it fails inside for any other, as it does for servers below."""
    from moto.kafka.models import kafka_backends  # type: ignore[import-not-found]

    if request["ClusterArn"] not in kafka_backends[context.account_id][context.region].clusters:
        raise service_fault("NotFoundException", f"there is no cluster {request['ClusterArn']}", 404)
    return _pass_on(context)


def _servers(context: Any) -> dict[str, Any]:
    from moto.transfer.models import transfer_backends  # type: ignore[import-not-found]

    servers: dict[str, Any] = transfer_backends[context.account_id][context.region].servers
    return servers


def _create_server(context: Any, _request: Any) -> Any:
    """Give a server an id like AWS's: moto's is the second of its creation, which two servers can share."""
    name = f"s-{secrets.token_hex(9)[:17]}"
    with _creating:
        server = _servers(context).pop(_pass_on(context)["ServerId"])
        server.server_id, server.arn = name, _transfer_arn(context, "server", name)
        _servers(context)[name] = server
    return {"ServerId": name}


def _create_user(context: Any, request: Any) -> Any:
    """Give a user an ARN with its server's, as AWS does."""
    answer, server = _pass_on(context), request["ServerId"]
    user = next(user for user in _servers(context)[server]._users if user.user_name == request["UserName"])  # noqa: SLF001
    user.arn = _transfer_arn(context, "user", f"{server}/{user.user_name}")
    return answer


def _transfer_arn(context: Any, kind: str, name: str) -> str:
    return f"arn:{context.partition}:transfer:{context.region}:{context.account_id}:{kind}/{name}"


def _describe_server(context: Any, request: Any) -> Any:
    if request["ServerId"] not in _servers(context):
        raise service_fault("ResourceNotFoundException", f"Unknown server {request['ServerId']}", 404)
    return _pass_on(context)


def _answer_service(context: Any, _request: Any) -> Any:
    """Leave empty network configurations out of ECS's answer, as AWS does: Terraform's provider crashes on them."""
    answer = _pass_on(context)
    services = [answer["service"]] if "service" in answer else answer.get("services", [])
    for part in (part for service in services for part in (service, *service.get("deployments", ()))):
        if not part.get("networkConfiguration"):
            part.pop("networkConfiguration", None)
    return answer


ADDITIONS: dict[str, dict[str, Handler]] = {
    "athena": {"GetNamedQuery": _get_query, "DeleteNamedQuery": _delete_query},
    "backup": {"DescribeBackupVault": _describe_vault, "DeleteBackupVault": _delete_vault},
    "cloudtrail": {"CreateTrail": _create_trail},
    "cognito-identity": {"SetIdentityPoolRoles": _set_roles, "GetIdentityPoolRoles": _get_roles},
    "ecs": dict.fromkeys(("CreateService", "DescribeServices", "UpdateService", "DeleteService"), _answer_service),
    "elasticache": {"DeleteCacheSubnetGroup": _delete_cache_subnets},
    "glue": {"DeleteConnection": _delete_connection},
    "kafka": {"DescribeCluster": _describe_brokers},
    "organizations": {"DescribeOrganizationalUnit": _describe_unit},
    "sesv2": {**mails.operations(), "GetEmailIdentity": _get_address, "DeleteEmailIdentity": _delete_address},
    "transfer": {"CreateServer": _create_server, "CreateUser": _create_user, "DescribeServer": _describe_server},
}
