"""The snapshot that deleting a database leaves; only AWS itself keeps one."""

from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

RDS = ("SkipFinalSnapshot", "FinalDBSnapshotIdentifier")
REDSHIFT = ("SkipFinalClusterSnapshot", "FinalClusterSnapshotIdentifier")


def final_snapshot(scope: Scope, properties: Properties, members: tuple[str, str] = RDS) -> dict[str, Any]:
    """Return the parameters of a deletion that say whether it leaves a snapshot.

    Raises:
        DeployError: on AWS itself the program wants a snapshot, and does not name it.
    """
    skip, identifier = members
    name = properties.get("finalSnapshotIdentifier")
    if not scope.is_emulator and properties.get("skipFinalSnapshot") is False and not name:
        raise DeployError("its final snapshot has no name: set finalSnapshotIdentifier, or skipFinalSnapshot to true")
    if scope.disposable or properties.get("skipFinalSnapshot") or not name:
        return {skip: True}
    return {skip: False, identifier: name}
