"""Snapshots: moto keeps their descriptions, and a copy of the database on the rig's server keeps the rows.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateSnapshot.html; final snapshots are like others.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from ..services.faults import service_fault
from . import refusals
from .copies import Copy, InUseError, copy_database
from .models import served_by
from .rig_server import server_of
from .served import Served
from .served_engines import ENGINES

MEMBER = (
    "The specified instance is a member of a cluster and a snapshot cannot be created directly. "
    "Please use the CreateDBClusterSnapshot API instead."
)


@dataclass(frozen=True)
class Kept:
    """Hold a snapshot's rows, and the login for instances restored from it."""

    copy: Copy
    username: str
    password: str = field(repr=False)
    declared_database: str


def kept_by(snapshot: Any) -> Kept | None:
    """Return the rows kept with moto's snapshot, or None if it is a description only."""
    found: Kept | None = vars(snapshot).get("kept")
    return found


def patch_snapshots() -> None:
    """Let moto's snapshots have copies of the rows, including those of stopped or deleted instances."""
    from moto.rds.models import RDSBackend  # type: ignore[import-not-found]

    RDSBackend.create_db_snapshot = _taking(RDSBackend.create_db_snapshot)
    RDSBackend.create_db_cluster_snapshot = _taking(RDSBackend.create_db_cluster_snapshot)
    RDSBackend.copy_db_snapshot = _copying(RDSBackend.copy_db_snapshot, "db_snapshot")
    RDSBackend.copy_db_cluster_snapshot = _copying(RDSBackend.copy_db_cluster_snapshot, "db_cluster_snapshot")
    RDSBackend.restore_db_cluster_from_snapshot = _by_arn(RDSBackend.restore_db_cluster_from_snapshot)
    RDSBackend.delete_db_snapshot = _dropping(RDSBackend.delete_db_snapshot)
    RDSBackend.delete_db_cluster_snapshot = _dropping(RDSBackend.delete_db_cluster_snapshot)


def rows_of(context: Any, snapshots: Mapping[str, Any], identifier: str) -> Kept | None:
    """Return the rows for an instance by a snapshot's name or ARN; None where moto alone must answer.

    Raises:
        CommonServiceException: the snapshot is a description only, without rows.
    """
    snapshot = snapshots.get(identifier.rsplit(":", maxsplit=1)[-1] if identifier.startswith("arn:") else identifier)
    if snapshot is None or not server_of(context.account_id) or snapshot.engine not in ENGINES:
        return None
    if kept := kept_by(snapshot):
        return kept
    text = f"the snapshot {snapshot.resource_id} is a description only: stackrig keeps the rows of manual snapshots"
    raise service_fault("InternalFailure", text, HTTPStatus.NOT_IMPLEMENTED)


def _taking(create: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that creates a snapshot and keeps the rows; automated ones are descriptions only."""

    def create_with_rows(self: Any, *args: Any, **given: Any) -> Any:
        snapshot = create(self, *args, **given)
        served = served_by(_source(snapshot))
        if served and snapshot.snapshot_type == "manual":
            with _removing(self, snapshot):
                snapshot.kept = _take(snapshot, served)
                # moto restores a cluster only with this, which a cluster with a managed password lacks.
                vars(_source(snapshot)).setdefault("_master_user_password", "")
        return snapshot

    return create_with_rows


def _take(snapshot: Any, served: Served) -> Kept:
    is_cluster = hasattr(snapshot, "cluster")
    if not is_cluster and snapshot.database.db_cluster_identifier:
        raise refusals.invalid(MEMBER)
    try:
        return Kept(served.copy(), served.username, served.password, served.declared_database)
    except InUseError as error:
        code = "InvalidDBClusterStateFault" if is_cluster else "InvalidDBInstanceState"
        text = f"{served.name}: the database is copied when no transaction runs in it; end those of {error}"
        raise service_fault(code, text) from error


def _copying(copy: Callable[..., Any], member: str) -> Callable[..., Any]:
    """Return the function that copies a snapshot with its rows."""

    def copy_with_rows(self: Any, **given: Any) -> Any:
        made = copy(self, **given)
        kept = kept_by(getattr(self, f"get_{member}")(given[f"source_{member}_identifier"]))
        if kept:
            with _removing(self, made):
                made.kept = replace(kept, copy=copy_database(kept.copy.server, kept.copy.role, kept.copy.role))
        return made

    return copy_with_rows


def _by_arn(restore: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that restores a cluster by a snapshot's name or ARN; moto knows names only."""

    def restore_by_arn(self: Any, identifier: str, overrides: Any) -> Any:
        return restore(self, self.get_db_cluster_snapshot(identifier).resource_id, overrides)

    return restore_by_arn


def _dropping(delete: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that deletes a snapshot with its rows."""

    def delete_with_rows(self: Any, *args: Any, **given: Any) -> Any:
        deleted = delete(self, *args, **given)
        if kept := kept_by(deleted):
            kept.copy.drop()
        return deleted

    return delete_with_rows


@contextmanager
def _removing(backend: Any, snapshot: Any) -> Iterator[None]:
    """Remove moto's snapshot whose rows can't be kept."""
    from pg8000.exceptions import DatabaseError, InterfaceError

    try:
        yield
    except BaseException as error:
        backend.resource_map[type(snapshot)].pop(snapshot.resource_id)
        if isinstance(error, DatabaseError | InterfaceError):
            text = f"the rig's database server can't copy the rows of {snapshot.resource_id}: {error}"
            raise service_fault("InternalFailure", text, 500) from error
        raise


def _source(snapshot: Any) -> Any:
    return snapshot.cluster if hasattr(snapshot, "cluster") else snapshot.database
