"""Kinesis streams to which tables send the changes of their items.

See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html.
"""

import json
import logging
from collections.abc import Iterator
from typing import Any

from localstack.aws.api.dynamodb import (  # type: ignore[import-not-found]
    DynamodbApi,
    ResourceNotFoundException,
)
from localstack.aws.connect import connect_to  # type: ignore[import-not-found]
from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]

from ..services.faults import broken_constraint, validation_errors
from .descriptions import table_id
from .refusals import invalid
from .requests import find_table
from .streams import Record, Shard, lock, measure

log = logging.getLogger(__name__)
PRECISION = "ApproximateCreationDateTimePrecision"
PRECISIONS = ("MILLISECOND", "MICROSECOND")
UPDATE = "UpdateKinesisStreamingConfiguration"
MOST = 500  # records in one PutRecords


class Destinations(DynamodbApi):  # type: ignore[misc]
    """Keep a table's destinations with the table: their statuses and precisions, by the ARNs of their streams."""

    def enable_kinesis_streaming_destination(
        self,
        context: Any,
        table_name: str,
        stream_arn: str,
        enable_kinesis_streaming_configuration: Any = None,
        **_rest: Any,
    ) -> dict[str, Any]:
        """Send a table's changes to a stream from now on."""
        table = _find(context, table_name)
        _check_stream(context, stream_arn)
        if any(one["status"] == "ACTIVE" for one in table_destinations(table).values()):
            text = "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation."
            raise invalid(f"Table is not in a valid state to enable Kinesis Streaming Destination:{text}")
        given = enable_kinesis_streaming_configuration or {}
        with lock:
            made = {"status": "ACTIVE", "precision": given.get(PRECISION) or PRECISIONS[0]}
            table_destinations(table)[stream_arn] = made
            if table.stream_shard is None:
                table.stream_shard = Shard(table.account_id, table)
        return _told(table, stream_arn, "ENABLING") | {"EnableKinesisStreamingConfiguration": given}

    def disable_kinesis_streaming_destination(
        self, context: Any, table_name: str, stream_arn: str, **_rest: Any
    ) -> dict[str, Any]:
        """Send a table's changes no more."""
        table = _find(context, table_name)
        _check_stream(context, stream_arn)
        found = table_destinations(table).get(stream_arn)
        if found is None or found["status"] != "ACTIVE":
            text = "DisableKinesisStreamingDestination must be ACTIVE to perform DISABLE operation."
            raise invalid(f"Table is not in a valid state to disable Kinesis Streaming Destination:{text}")
        found["status"] = "DISABLED"
        return _told(table, stream_arn, "DISABLING")

    def describe_kinesis_streaming_destination(self, context: Any, table_name: str, **_rest: Any) -> dict[str, Any]:
        """Return a table's destinations, those that are disabled too."""
        table = _find(context, table_name)
        found = [
            {"StreamArn": arn, "DestinationStatus": one["status"]} for arn, one in table_destinations(table).items()
        ]
        return {"TableName": table.name, "KinesisDataStreamDestinations": found}

    def update_kinesis_streaming_destination(
        self,
        context: Any,
        table_name: str,
        stream_arn: str,
        update_kinesis_streaming_configuration: Any = None,
        **_rest: Any,
    ) -> dict[str, Any]:
        """Change the precision of the times in a table's changes."""
        table = _find(context, table_name)
        if not update_kinesis_streaming_configuration:
            text = f"{UPDATE} cannot be null or contain only null values"
            raise invalid(f"Streaming destination cannot be updated with given parameters: {text}")
        precision = update_kinesis_streaming_configuration.get(PRECISION)
        if precision not in PRECISIONS:
            place = "updateKinesisStreamingConfiguration.approximateCreationDateTimePrecision"
            rule = f"Member must satisfy enum value set: [{', '.join(PRECISIONS)}]"
            raise invalid(validation_errors(broken_constraint(place, rule, str(precision))))
        found = table_destinations(table).get(stream_arn)
        if found is None:
            text = f"No streaming destination with streamArn: {stream_arn} found for table with tableName: {table.name}"
            raise invalid(f"Table is not in a valid state to enable Kinesis Streaming Destination: {text}")
        if found["precision"] == precision:
            place = f"for tableId: {table_id(table.describe()['TableDescription'])}, kdsArn: {stream_arn}"
            raise invalid(f"Invalid Request: Precision is already set to the desired value of {precision} {place}")
        found["precision"] = precision
        return _told(table, stream_arn, "UPDATING") | {UPDATE: {PRECISION: precision}}


def table_destinations(table: Any) -> dict[str, dict[str, str]]:
    """Return a table's destinations, by the ARNs of their streams."""
    kept: dict[str, dict[str, str]] = vars(table).setdefault("kinesis_destinations", {})
    return kept


def send_changes() -> None:
    """Send the changes that requests made to items of tables with destinations, and forget them."""
    with lock:
        changes, Shard.changes[:] = Shard.changes[:], ()
    batches: dict[tuple[str, str], list[dict[str, str]]] = {}
    for table, record in changes:
        for arn, precision in _active(table):
            data = json.dumps(_describe(table, record, precision))
            batches.setdefault((table.account_id, arn), []).append({"Data": data, "PartitionKey": _partition(record)})
    for (account, arn), records in batches.items():
        client = _client(account, arn)
        try:
            for begin in range(0, len(records), MOST):
                client.put_records(StreamARN=arn, Records=records[begin : begin + MOST])
        except Exception:
            log.exception("stackrig: %s did not take the changes of a DynamoDB table", arn)


def _active(table: Any) -> Iterator[tuple[str, str]]:
    for arn, one in list(table_destinations(table).items()):  # another request may add one meanwhile
        if one["status"] == "ACTIVE":
            yield arn, one["precision"]


def _describe(table: Any, record: Record, precision: str) -> dict[str, Any]:
    """Return a change as a record of Kinesis holds it, which always has both images."""
    seconds = record.moment.timestamp()
    images = {"Keys": record.keys, "NewImage": record.new, "OldImage": record.old}
    return {
        "awsRegion": table.region_name,
        "eventID": record.id,
        "eventName": record.event,
        "userIdentity": None,
        "recordFormat": "application/json",
        "tableName": table.name,
        "dynamodb": {
            "ApproximateCreationDateTime": int(seconds * (1_000 if precision == PRECISIONS[0] else 1_000_000)),
            **{name: image for name, image in images.items() if image is not None},
            "SizeBytes": sum(measure(image) for image in images.values() if image is not None),
            PRECISION: precision,
        },
        "eventSource": "aws:dynamodb",
    }


def _partition(record: Record) -> str:
    """Return a key that is the same for all changes of an item: they stay in order."""
    return json.dumps(record.keys, sort_keys=True)[:256]


def _find(context: Any, name: str) -> Any:
    table = find_table(dynamodb_backends[context.account_id][context.region].tables, name)
    if table is None:
        raise ResourceNotFoundException(f"Requested resource not found: Table: {name} not found")
    return table


def _check_stream(context: Any, arn: str) -> None:
    client = _client(context.account_id, arn)
    try:
        client.describe_stream_summary(StreamARN=arn)
    except client.exceptions.ClientError:
        raise invalid("User does not have a permission to use kinesis stream") from None


def _client(account: str, arn: str) -> Any:
    return connect_to(aws_access_key_id=account, region_name=arn.split(":")[3]).kinesis


def _told(table: Any, arn: str, status: str) -> dict[str, Any]:
    return {"TableName": table.name, "StreamArn": arn, "DestinationStatus": status}
