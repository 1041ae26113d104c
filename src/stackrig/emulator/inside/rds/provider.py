"""RDS as a service of LocalStack: operations on databases are ours, and moto answers the others."""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

# Operations that create a database from a replica or from a point in time.
COPIES = (
    "PromoteReadReplica",
    "PromoteReadReplicaDBCluster",
    "RestoreDBClusterToPointInTime",
    "RestoreDBInstanceToPointInTime",
)


@aws_provider(api="rds", name="stackrig")  # type: ignore[untyped-decorator]
def serve_rds() -> Any:
    """Return RDS; nothing of it is imported before its first request."""
    from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
    from localstack.aws.spec import load_service  # type: ignore[import-not-found]

    from ..services.modelled import answer_by_moto
    from .models import patch_models
    from .snapshots import patch_snapshots

    patch_models()
    patch_snapshots()
    model = load_service("rds")
    return Service(
        "rds", skeleton=Skeleton(model, {**dict.fromkeys(model.operation_names, answer_by_moto), **_own_operations()})
    )


def _own_operations() -> dict[str, Any]:
    """Return the operations of RDS that stackrig answers itself, by name."""
    from . import engines, instances, parameter_groups, proxies

    return {
        **dict.fromkeys(COPIES, instances.refuse_copy),
        **parameter_groups.operations(),
        "CreateDBInstanceReadReplica": instances.create_replica,
        "CreateDBCluster": instances.create_cluster,
        "CreateDBInstance": instances.create_instance,
        "CreateDBProxy": proxies.create_proxy,
        "DeleteDBCluster": instances.delete_cluster,
        "DeleteDBInstance": instances.delete_instance,
        "DeleteDBProxy": proxies.delete_proxy,
        "DescribeDBEngineVersions": engines.describe_versions,
        "DescribeOrderableDBInstanceOptions": engines.describe_options,
        "DisableHttpEndpoint": instances.disable_data_api,
        "EnableHttpEndpoint": instances.enable_data_api,
        "ModifyDBCluster": instances.modify_cluster,
        "ModifyDBInstance": instances.modify_instance,
        "ModifyDBProxy": proxies.modify_proxy,
        "ModifyDBSubnetGroup": instances.modify_subnet_group,
        "RestoreDBClusterFromSnapshot": instances.restore_cluster,
        "RestoreDBInstanceFromDBSnapshot": instances.restore_instance,
    }


@aws_provider(api="rds-data", name="stackrig")  # type: ignore[untyped-decorator]
def serve_data() -> Any:
    """Return the Data API; nothing of it is imported before its first request."""
    from .data_api import new_service

    return new_service()
