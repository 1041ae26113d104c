"""moto's instances and clusters, with their real addresses and passwords."""

import json
import secrets
import string
from collections.abc import Iterator, Mapping
from typing import Any

from .endpoints import Endpoint
from .engines import default_version
from .served import Served

LETTERS = string.ascii_letters + string.digits + "!#%&*+-.=?_~"
LENGTH = 28
DOCUMENTS, DOCUMENTS_PORT, DOCUMENTS_VERSION = "docdb", 27017, "5.0.0"
MODELLED = {"mariadb": "11.4.4", "mysql": "8.0.40"}  # default versions; moto's are old or missing


def backend_of(context: Any) -> Any:
    """Return moto's RDS for a request's account and region."""
    from moto.rds.models import rds_backends  # type: ignore[import-not-found]

    return rds_backends[context.account_id][context.region]


def served_by(resource: Any) -> Served | None:
    """Return the server's side of moto's instance or cluster, or None if it is modelled only."""
    found: Served | None = vars(resource).get("served")
    return found


def endpoint_of(instance: Any) -> Endpoint | None:
    """Return an instance's address: replicas, and a cluster's members except the writer, have the reader's."""
    served = served_by(instance)
    if served is None:
        return None
    writes = getattr(instance, "is_cluster_writer", not instance.is_replica)
    return served.endpoint if writes or not served.reader else served.reader


def managed_password(resource: Any) -> str:
    """Return the password in the secret of an instance or cluster, or an empty text."""
    return str(vars(resource).get("managed_password", "")) if resource.manage_master_user_password else ""


def parameters_of(backend: Any, resource: Any) -> Mapping[str, str]:
    """Return the parameters in the group of an instance or cluster."""
    if hasattr(resource, "parameter_group"):
        group = backend.db_cluster_parameter_groups.get(resource.parameter_group)
    else:
        group = backend.db_parameter_groups.get(resource.db_parameter_group_name or "")
    return {name: str(kept["ParameterValue"]) for name, kept in (group.parameters if group else {}).items()}


def asked_version(resource: Any) -> str:
    """Return the version that a program has asked for, or an empty text: our default may be older than RDS's."""
    return str(vars(resource).get("asked_version") or "")


def has_own_database(instance: Any) -> bool:
    """Tell whether an instance has its own database, not a cluster's or its source's."""
    return not (instance.db_cluster_identifier or instance.is_replica)


def all_served(backend: Any) -> Iterator[tuple[Any, Served]]:
    """Yield the served clusters, and the served instances with their own database."""
    alone = [instance for instance in list(backend.databases.values()) if has_own_database(instance)]
    for resource in [*alone, *backend.clusters.values()]:
        if served := served_by(resource):
            yield resource, served


def patch_models() -> None:
    """Let moto report real addresses and create real passwords."""
    from moto.rds import models  # type: ignore[import-not-found]

    instance_endpoint, cluster_endpoint = models.DBInstance.endpoint.fget, models.DBCluster.endpoint.fget
    cluster_reader = models.DBCluster.reader_endpoint.fget

    def tell_endpoint(self: Any) -> Any:
        found = endpoint_of(self)
        return {"Address": found.address, "Port": found.port} if found else instance_endpoint(self)

    def tell_cluster(self: Any) -> Any:
        served = served_by(self)
        return served.endpoint.address if served else cluster_endpoint(self)

    def tell_reader(self: Any) -> Any:
        served = served_by(self)
        return served.reader.address if served and served.reader else cluster_reader(self)

    models.DBInstance.default_engine_versions |= {"postgres": default_version("postgres"), **MODELLED}
    # There are no backups; moto reports the second of each request, so that no two descriptions are equal.
    models.DBInstance.latest_restorable_time = property(lambda self: self.instance_create_time)
    models.DBCluster.latest_restorable_time = property(lambda self: self.cluster_create_time)
    models.DBInstance.endpoint = property(tell_endpoint)
    models.DBCluster.endpoint = property(tell_cluster)
    models.DBCluster.reader_endpoint = property(tell_reader)
    models.MasterUserSecret._generate_secret_string = _make_secret  # noqa: SLF001
    models.MasterUserSecret.rotate_secret = _rotate_secret
    _add_documents(models)


def _add_documents(models: Any) -> None:
    """Add DocumentDB to the engines that moto knows, in the tables of which it has none."""

    def add(owner: Any, name: str, value: Any) -> None:
        known = getattr(owner, name)
        told = staticmethod(lambda engine, **more: value if engine == DOCUMENTS else known(engine, **more))
        setattr(owner, name, told)

    def list_too(owner: Any, name: str) -> None:
        listed = sorted([*getattr(owner, name)(), DOCUMENTS])
        setattr(owner, name, staticmethod(lambda: listed))

    list_too(models.ClusterEngine, "list_cluster_engines")
    list_too(models.DbInstanceEngine, "valid_db_instance_engine")
    for owner in (models.DBCluster, models.DBInstance):
        add(owner, "default_port", DOCUMENTS_PORT)
        add(owner, "default_allocated_storage", 1)
    add(models.DBCluster, "default_engine_version", DOCUMENTS_VERSION)
    models.DBInstance.default_engine_versions[DOCUMENTS] = DOCUMENTS_VERSION


def _make_secret(secret: Any) -> str:
    """Create a password, and return the secret's content: RDS's managed secrets hold only user and password.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
    """
    resource = secret.resource
    resource.managed_password = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return json.dumps({"username": resource.master_username, "password": resource.managed_password})


def _rotate_secret(secret: Any) -> None:
    """Put a new password into the secret at once."""
    kept, token = secret.secret, secrets.token_hex(16)
    secret.secretsmanager.put_secret_value(kept.arn, _make_secret(secret), None, token, ["AWSCURRENT"])
