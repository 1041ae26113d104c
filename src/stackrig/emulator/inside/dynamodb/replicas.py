"""Global tables of version 2019.11.21: replicas in other regions have the same items, and streams of their own."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]
from moto.dynamodb.models.table import Table  # type: ignore[import-not-found]

from .refusals import invalid

VERSION = "2019.11.21"


def find_others(table: Any) -> Iterator[Any]:
    """Yield the replicas of a table in other regions."""
    for region in sorted(_regions(table) - {table.region_name}):
        if other := dynamodb_backends[table.account_id][region].tables.get(table.name):
            yield other


def share_items(tables: Iterable[Any]) -> None:
    """Share the items of restored tables with replicas: moto replaces tables by copies after a failed transaction."""
    for table in tables:
        for other in find_others(table):
            other.items = table.items


def update_replicas(request: Mapping[str, Any], table: Any) -> None:
    """Add and remove the replicas that a request of UpdateTable names."""
    for update in request.get("ReplicaUpdates") or ():
        if "Create" in update:
            _add(table, update["Create"]["RegionName"])
        elif "Delete" in update:
            _remove(table, update["Delete"]["RegionName"])


def describe_replicas(table: Any) -> dict[str, Any]:
    """Return the members about replicas for a table's description."""
    others = [{"RegionName": other.region_name, "ReplicaStatus": "ACTIVE"} for other in find_others(table)]
    return {"GlobalTableVersion": VERSION, "Replicas": others} if others else {}


def _regions(table: Any) -> frozenset[str]:
    regions: frozenset[str] = getattr(table, "replica_regions", frozenset({table.region_name}))
    return regions


def _add(table: Any, region: str) -> None:
    if region == table.region_name:  # it is how LocalStack's CloudFormation makes a global table
        return
    tables = dynamodb_backends[table.account_id][region].tables
    if table.name in tables:
        raise invalid(
            f"Failed to create a the new replica of table with name: '{table.name}' because it exists already"
        )
    replica = Table(
        table.name,
        account_id=table.account_id,
        region=region,
        schema=table.schema,
        attr=table.attr,
        throughput=copy.deepcopy(table.throughput),
        billing_mode=table.billing_mode,
        streams=copy.deepcopy(table.stream_specification),
    )
    replica.indexes, replica.global_indexes = copy.deepcopy(table.indexes), copy.deepcopy(table.global_indexes)
    replica.items = table.items
    tables[table.name] = replica
    _link(table, _regions(table) | {region})


def _remove(table: Any, region: str) -> None:
    if region not in _regions(table) - {table.region_name}:
        reason = "because one or more replicas were not part of the global table"
        raise invalid(f"Update global table operation failed {reason}: {table.name}")
    _link(table, _regions(table) - {region})
    dynamodb_backends[table.account_id][region].tables.pop(table.name, None)


def _link(table: Any, regions: frozenset[str]) -> None:
    for region in regions:
        dynamodb_backends[table.account_id][region].tables[table.name].replica_regions = regions
