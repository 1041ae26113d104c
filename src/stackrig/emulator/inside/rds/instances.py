"""Instances and clusters: moto keeps their descriptions, and databases on the rig's server serve them."""

import secrets
import string
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from ..services.faults import service_fault
from ..services.modelled import answer_by_moto
from . import refusals
from .copies import Copy
from .endpoints import PORT
from .models import (
    asked_version,
    backend_of,
    endpoint_of,
    has_own_database,
    managed_password,
    parameters_of,
    served_by,
)
from .parameter_groups import CLUSTER, INSTANCE, check_group
from .rig_server import server_of
from .served import Identity, Served, open_reader, serve
from .served_engines import ENGINES
from .snapshots import Kept, rows_of


def create_instance(context: Any, request: Any) -> Any:
    """Create an instance; a cluster's member uses the cluster's addresses, and one of another engine has none."""
    cluster = request.get("DBClusterIdentifier")
    if not cluster:
        refusals.check_master(request, "DBName")
        refusals.check_storage(request)
    refusals.check_class(request)
    _check_kind(context, request, INSTANCE)
    answer, backend = answer_by_moto(context, request), backend_of(context)
    instance = backend.databases[request["DBInstanceIdentifier"]]
    instance.asked_version = request.get("EngineVersion")
    instance.dbi_resource_id = answer["DBInstance"]["DbiResourceId"] = f"db-{_letters(26)}"  # moto's is always the same
    if cluster:
        instance.served = served_by(backend.clusters[cluster])
    else:
        _serve(context, instance, request, "DBName", backend.delete_db_instance)
    if found := endpoint_of(instance):
        answer["DBInstance"]["Endpoint"] = {"Address": found.address, "Port": found.port}
    return answer


def create_replica(context: Any, request: Any) -> Any:
    """Create a replica: another address of its source's database, for read-only sessions."""
    answer, backend = answer_by_moto(context, request), backend_of(context)
    replica = backend.databases[request["DBInstanceIdentifier"]]
    replica.manage_master_user_password = False  # moto would delete the source's secret with the replica
    if served := served_by(replica):  # moto copies it from the source
        served.reader = served.reader or open_reader(served)
        answer["DBInstance"]["Endpoint"] = {"Address": served.reader.address, "Port": served.reader.port}
    return answer


def restore_instance(context: Any, request: Any) -> Any:
    """Create an instance from a snapshot: it has the snapshot's rows, user and password."""
    backend = backend_of(context)
    kept = rows_of(context, backend.database_snapshots, request["DBSnapshotIdentifier"])
    answer = answer_by_moto(context, request)
    if kept:
        instance = backend.databases[request["DBInstanceIdentifier"]]
        instance.dbi_resource_id = answer["DBInstance"]["DbiResourceId"] = f"db-{_letters(26)}"
        instance.db_name = answer["DBInstance"]["DBName"] = kept.declared_database  # PostgreSQL's can't be chosen
        instance.source_db_instance_identifier = None  # moto copies it from a replica's snapshot
        answer["DBInstance"].pop("ReadReplicaSourceDBInstanceIdentifier", None)
        _serve_restored(context, instance, kept, backend.delete_db_instance)
        answer["DBInstance"]["Endpoint"] = instance.endpoint
    return answer


def restore_cluster(context: Any, request: Any) -> Any:
    """Create a cluster from a cluster's snapshot, as an instance is created."""
    backend, name = backend_of(context), request["DBClusterIdentifier"]
    if name in backend.clusters:  # moto would replace that cluster
        raise service_fault("DBClusterAlreadyExistsFault", "DB Cluster already exists")
    kept = rows_of(context, backend.cluster_snapshots, request["SnapshotIdentifier"])
    answer, told = answer_by_moto(context, request), {}
    if kept:
        cluster = backend.clusters[name]
        cluster.database_name = told["DatabaseName"] = kept.declared_database
        told |= _choose_group(cluster, request)
        told |= _tell_addresses(cluster, _serve_restored(context, cluster, kept, backend.delete_db_cluster))
    return {"DBCluster": {**answer["DBCluster"], **told}}


def refuse_copy(context: Any, request: Any) -> Any:
    """Refuse to create a database from a replica or a point in time: its content would be another one."""
    if not server_of(context.account_id):
        return answer_by_moto(context, request)
    text = f"{context.operation.name}: stackrig restores rows of snapshots only, not of replicas or a point in time"
    raise service_fault("InternalFailure", text, HTTPStatus.NOT_IMPLEMENTED)


def modify_instance(context: Any, request: Any) -> Any:
    """Change an instance; its password and parameters change at once."""
    _check_new_password(request)
    refusals.check_class(request)
    backend = backend_of(context)
    if former := backend.databases.get(request["DBInstanceIdentifier"]):
        version = request.get("EngineVersion") or asked_version(former)
        check_group(context, request, INSTANCE, former.engine, version)
    answer = answer_by_moto(context, request)
    instance = backend.databases[request.get("NewDBInstanceIdentifier") or request["DBInstanceIdentifier"]]
    instance.asked_version = request.get("EngineVersion") or asked_version(instance)
    if has_own_database(instance):
        _apply_changes(backend, instance, request)
    return answer


def delete_instance(context: Any, request: Any) -> Any:
    """Delete an instance, with its databases and role on the rig's server."""
    instance = backend_of(context).databases.get(request["DBInstanceIdentifier"])
    if instance and has_own_database(instance):
        refusals.check_last_snapshot(request)
    answer = answer_by_moto(context, request)
    if instance and has_own_database(instance) and (served := served_by(instance)):
        served.end()
    return answer


def create_cluster(context: Any, request: Any) -> Any:
    """Create a cluster with one address for writers and one for readers."""
    if not request.get("ReplicationSourceIdentifier"):
        refusals.check_master(request, "DatabaseName")
    _check_kind(context, request, CLUSTER)
    answer, backend = answer_by_moto(context, request), backend_of(context)
    cluster = backend.clusters[request["DBClusterIdentifier"]]
    cluster.asked_version = request.get("EngineVersion")
    told = {"HttpEndpointEnabled": _set_data_api(cluster, request), **_choose_group(cluster, request)}
    served = _serve(context, cluster, request, "DatabaseName", backend.delete_db_cluster)
    return {"DBCluster": {**answer["DBCluster"], **told, **_tell_addresses(cluster, served)}}


def modify_cluster(context: Any, request: Any) -> Any:
    """Change a cluster; its password and parameters change at once."""
    _check_new_password(request)
    answer, backend = answer_by_moto(context, request), backend_of(context)
    cluster = backend.clusters[request.get("NewDBClusterIdentifier") or request["DBClusterIdentifier"]]
    cluster.asked_version = request.get("EngineVersion") or asked_version(cluster)
    if request.get("EnableIAMDatabaseAuthentication") is not None:
        cluster.iam_auth = request["EnableIAMDatabaseAuthentication"]  # moto keeps it elsewhere, and tells this
    _apply_changes(backend, cluster, request)
    return {"DBCluster": {**answer["DBCluster"], "HttpEndpointEnabled": _set_data_api(cluster, request)}}


def delete_cluster(context: Any, request: Any) -> Any:
    """Delete a cluster, with its databases and role on the rig's server."""
    cluster = backend_of(context).clusters.get(request["DBClusterIdentifier"])
    if cluster:
        refusals.check_last_snapshot(request)
    answer = answer_by_moto(context, request)
    if cluster and (served := served_by(cluster)):
        served.end()
    return answer


def enable_data_api(context: Any, request: Any) -> Any:
    """Enable the Data API for a cluster."""
    return _switch_data_api(context, request["ResourceArn"], enabled=True)


def disable_data_api(context: Any, request: Any) -> Any:
    """Disable the Data API for a cluster."""
    return _switch_data_api(context, request["ResourceArn"], enabled=False)


def _switch_data_api(context: Any, arn: str, *, enabled: bool) -> Any:
    for cluster in list(backend_of(context).clusters.values()):
        if cluster.db_cluster_arn == arn:
            return {"ResourceArn": arn, "HttpEndpointEnabled": _set_data_api(cluster, {"EnableHttpEndpoint": enabled})}
    raise service_fault("ResourceNotFoundFault", f"DBCluster {arn.rpartition(':')[2]} not found", 404)


def _set_data_api(cluster: Any, request: Any) -> bool:
    """Record whether the Data API may use a cluster: moto allows it only for some versions of the first serverless."""
    if request.get("EnableHttpEndpoint") is not None:
        cluster._enable_http_endpoint = bool(request["EnableHttpEndpoint"])  # noqa: SLF001  # its setter refuses
    return bool(cluster.http_endpoint_enabled)


def modify_subnet_group(context: Any, request: Any) -> Any:
    """Change a subnet group; moto loses it then."""
    groups = backend_of(context).subnet_groups
    kept = groups.get(request["DBSubnetGroupName"])
    try:
        return answer_by_moto(context, request)
    finally:
        if kept is not None:
            groups[request["DBSubnetGroupName"]] = kept


def _choose_group(cluster: Any, request: Any) -> dict[str, Any]:
    """Give a PostgreSQL cluster the default group of its engine, where moto gives it MySQL's."""
    if request.get("DBClusterParameterGroupName") or cluster.engine not in ENGINES:
        return {}
    cluster.parameter_group = f"default.{cluster.engine}{cluster.engine_version.partition('.')[0]}"
    return {"DBClusterParameterGroup": cluster.parameter_group}


def _tell_addresses(cluster: Any, served: Served | None) -> dict[str, Any]:
    """Open the address of a cluster's readers, and return all addresses for clients."""
    if not served:
        return {}
    served.reader = open_reader(served)
    cluster.port = served.endpoint.port
    return {"Endpoint": cluster.endpoint, "ReaderEndpoint": cluster.reader_endpoint, "Port": cluster.port}


def _serve_restored(context: Any, resource: Any, kept: Kept, take_back: Callable[[str], object]) -> Served | None:
    request = {
        "Engine": resource.engine,
        "MasterUsername": kept.username,
        "MasterUserPassword": kept.password,
        "Database": kept.declared_database,
        "Port": resource.port,
    }
    return _serve(context, resource, request, "Database", take_back, copy=kept.copy)


def _serve(
    context: Any,
    resource: Any,
    request: Any,
    database_member: str,
    take_back: Callable[[str], object],
    *,
    copy: Copy | None = None,
) -> Served | None:
    """Let the rig's server, if there is one, serve a new PostgreSQL instance or cluster.

    Its database is made from a copy, if one is given.
    """
    server = server_of(context.account_id)
    if not server or request["Engine"] not in ENGINES:
        return None
    name, backend = resource.resource_id, backend_of(context)
    known_as = getattr(resource, "db_cluster_resource_id", None) or resource.dbi_resource_id
    try:
        resource.served = serve(
            server,
            Identity(context.account_id, context.region, name, known_as),
            username=request["MasterUsername"],
            password=managed_password(resource) or request["MasterUserPassword"],
            database=request.get(database_member) or "",
            port=request.get("Port") or PORT,
        )
        if copy:
            resource.served.restore(copy)
        _apply_settings(backend, resource, resource.served)
    except Exception as error:
        if served := served_by(resource):
            served.end()
        resource.deletion_protection = False
        take_back(name)
        raise service_fault("InternalFailure", f"the rig's database server can't serve {name}: {error}", 500) from error
    return resource.served  # type: ignore[no-any-return]  # of moto's resource


def _apply_changes(backend: Any, resource: Any, request: Any) -> None:
    if served := served_by(resource):
        if password := request.get("MasterUserPassword") or managed_password(resource):
            served.change_password(password)
        _apply_settings(backend, resource, served)


def _apply_settings(backend: Any, resource: Any, served: Served) -> None:
    served.apply(parameters_of(backend, resource))
    served.takes_tokens = resource.iam_database_authentication_enabled


def _letters(count: int) -> str:
    return "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(count))


def _check_kind(context: Any, request: Any, member: str) -> None:
    """Refuse a version or a parameter group that RDS refuses; a cluster's member has the cluster's version."""
    cluster = backend_of(context).clusters.get(request.get("DBClusterIdentifier") or "") if member == INSTANCE else None
    version = asked_version(cluster) if cluster else request.get("EngineVersion") or ""
    refusals.check_version(request["Engine"], version)
    check_group(context, request, member, request["Engine"], version)


def _check_new_password(request: Any) -> None:
    if "MasterUserPassword" in request:
        refusals.check_password(request["MasterUserPassword"])
