"""Items of DynamoDB that expire: their table names the attribute that holds the time, in seconds since 1970.

DynamoDB deletes them within a few days, and here at once. It ignores values that are not numbers, and
times more than five years ago.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from .present import now

LONG_AGO = 5 * 365 * 86400  # seconds


def next_moment() -> float | None:
    """Return when the next item expires, or None."""
    return min((moment for _, _, moment in _expiring() if moment > now()), default=None)


def apply() -> int:
    """Delete the expired items, and return their number."""
    present = now()
    gone = [(table, item) for table, item, moment in _expiring() if present - LONG_AGO < moment <= present]
    for table, item in gone:
        _delete(table, item)
    return len(gone)


def _expiring() -> Iterator[tuple[Any, Any, float]]:
    """Yield the items with an expiration, with their tables and times."""
    from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]

    for regions in list(dynamodb_backends.values()):
        for backend in list(regions.values()):
            for table in list(backend.tables.values()):
                if table.ttl.get("TimeToLiveStatus") == "ENABLED":
                    yield from _expiring_of(table)


def _expiring_of(table: Any) -> Iterator[tuple[Any, Any, float]]:
    for item in list(table.all_items()):
        value = item.attrs.get(table.ttl["AttributeName"])
        if value is not None and value.type == "N":
            try:
                yield table, item, float(Decimal(value.value))
            except InvalidOperation:
                continue


def _delete(table: Any, item: Any) -> None:
    from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

    key = {name: item.attrs[name].to_regular_json() for name in table.table_key_attrs}
    client = connect_to(aws_access_key_id=table.account_id, region_name=table.region_name).dynamodb
    client.delete_item(TableName=table.name, Key=key)
    if table.stream_shard is not None:
        table.stream_shard.name_service()
