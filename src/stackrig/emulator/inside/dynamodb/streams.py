"""The streams of the tables that `tables` serves: what items were and what became of them, in one shard per stream."""

import base64
import json
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from localstack.aws.api.dynamodbstreams import (  # type: ignore[import-not-found]
    DynamodbstreamsApi,
    ResourceNotFoundException,
)
from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]
from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]
from moto.dynamodb.models.table import StreamShard  # type: ignore[import-not-found]
from moto.dynamodb.models.utilities import dynamo_json_dump  # type: ignore[import-not-found]

from .refusals import invalid

MOST_RECORDS = 1000  # of one answer of GetRecords

lock = threading.RLock()  # moto has none: of two conditional writes at once both could succeed


@dataclass(frozen=True, slots=True)
class Record:
    """Tell what one request made of one item; None where there was, or is, no item."""

    request: int
    keys: Mapping[str, Any]
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    moment: datetime
    id: str


class Shard(StreamShard):  # type: ignore[misc]
    """Record changes as DynamoDB does: moto's own shard has two for an update that makes an item, and empty images."""

    request = 0  # number of the request that is served; counted by who holds the lock

    def add(self, old: Any, new: Any) -> None:
        """Add a change; a request that changes an item leaves one record, one that changes nothing leaves none."""
        if not self.is_open:
            return
        before, after = _image(old), _image(new)
        image = before or after or {}
        keys = {name: image[name] for name in self.table.table_key_attrs}
        if self.items and (self.items[-1].request, self.items[-1].keys) == (Shard.request, keys):
            before = self.items.pop().old
        if before != after:
            self.items.append(Record(Shard.request, keys, before, after, datetime.now(UTC), uuid.uuid4().hex))

    @property
    def is_open(self) -> bool:
        """Tell whether the table's stream is enabled, and this is its shard."""
        return self.table.stream_shard is self and bool(self.table.stream_specification.get("StreamEnabled"))

    def describe(self, place: int) -> dict[str, Any]:
        """Return the record at a place as GetRecords has it."""
        record, view = self.items[place], self.table.stream_specification.get("StreamViewType", "KEYS_ONLY")
        images = {
            "NewImage": record.new if view in {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"} else None,
            "OldImage": record.old if view in {"OLD_IMAGE", "NEW_AND_OLD_IMAGES"} else None,
        }
        told = {"Keys": record.keys, **{name: image for name, image in images.items() if image is not None}}
        return {
            "eventID": record.id,
            "eventName": "INSERT" if record.old is None else "REMOVE" if record.new is None else "MODIFY",
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": self.table.region_name,
            "dynamodb": {
                **{name: _with_bytes({"M": image})["M"] for name, image in told.items()},
                "ApproximateCreationDateTime": record.moment.replace(microsecond=0),
                "SequenceNumber": str(self.starting_sequence_number + place),
                "SizeBytes": len(json.dumps(told)),
                "StreamViewType": view,
            },
        }


def _image(item: Any) -> dict[str, Any] | None:
    """Return an item as it is at this moment."""
    image: dict[str, Any] | None = None if item is None else json.loads(dynamo_json_dump(item.attrs))
    return image


def _with_bytes(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value such as {"S": "text"} with the bytes that JSON has as base64."""
    ((kind, content),) = value.items()
    match kind:
        case "B":
            return {kind: base64.b64decode(content)}
        case "BS":
            return {kind: [base64.b64decode(item) for item in content]}
        case "L":
            return {kind: [_with_bytes(item) for item in content]}
        case "M":
            return {kind: {name: _with_bytes(item) for name, item in content.items()}}
    return dict(value)


class Streams(DynamodbstreamsApi):  # type: ignore[misc]
    """Read the shards. An iterator is a stream's ARN with the place it has come to: nothing is kept for it here."""

    def list_streams(self, context: Any, table_name: str | None = None, **_rest: Any) -> dict[str, Any]:
        """Return the streams of the account's tables, or of one."""
        with lock:
            tables = [*dynamodb_backends[context.account_id][context.region].tables.values()]
        streams = [_identify(table) for table in tables if table.latest_stream_label]
        return {"Streams": [stream for stream in streams if table_name in {None, stream["TableName"]}]}

    def describe_stream(self, context: Any, stream_arn: str, **_rest: Any) -> dict[str, Any]:
        """Return a stream with its only shard."""
        del context
        with lock:
            shard = _find(stream_arn)
            table, first = shard.table, shard.starting_sequence_number
            numbers = {"StartingSequenceNumber": str(first)}
            if not shard.is_open:
                numbers["EndingSequenceNumber"] = str(first + len(shard.items))
            description = {
                **_identify(table),
                "StreamStatus": "ENABLED" if shard.is_open else "DISABLED",
                "StreamViewType": table.stream_specification.get("StreamViewType"),
                "CreationRequestDateTime": shard.created_on,
                "KeySchema": table.schema,
                "Shards": [{"ShardId": shard.id, "SequenceNumberRange": numbers}],
            }
        return {"StreamDescription": {name: value for name, value in description.items() if value is not None}}

    def get_shard_iterator(
        self,
        context: Any,
        stream_arn: str,
        shard_id: str,
        shard_iterator_type: str,
        sequence_number: str | None = None,
        **_rest: Any,
    ) -> dict[str, Any]:
        """Return where to begin: with the oldest record, with what comes next, or with or after a certain record."""
        del context
        if sequence_number and not sequence_number.isdecimal():
            raise invalid("Invalid SequenceNumber")
        with lock:
            shard = _find(stream_arn)
            if shard.id != shard_id:
                raise ResourceNotFoundException(f"Requested resource not found: Shard: {shard_id} not found")
            place = int(sequence_number or shard.starting_sequence_number) - shard.starting_sequence_number
            places = {"LATEST": len(shard.items), "AFTER_SEQUENCE_NUMBER": place + 1}
        return {"ShardIterator": f"{stream_arn}|1|{places.get(shard_iterator_type, place)}"}

    def get_records(self, context: Any, shard_iterator: str, limit: int | None = None, **_rest: Any) -> dict[str, Any]:
        """Return the next records and an iterator for those after them, unless the stream is at its end."""
        del context
        stream_arn, _, start = shard_iterator.rpartition("|1|")
        if not (stream_arn.startswith("arn:") and start.isdecimal()):
            raise invalid("Invalid ShardIterator")
        with lock:
            shard = _find(stream_arn)
            end = min(int(start) + (limit or MOST_RECORDS), len(shard.items))
            records = [shard.describe(place) for place in range(int(start), end)]
            at_end = end >= len(shard.items) and not shard.is_open
        return {"Records": records, **({} if at_end else {"NextShardIterator": f"{stream_arn}|1|{end}"})}


def _find(stream_arn: str) -> Shard:
    if stream_arn.count(":") < 5:  # noqa: PLR2004 - those before an ARN's resource
        raise invalid("Invalid StreamArn")
    *_, region, account, resource = stream_arn.split(":", 5)
    table_name, _, label = resource.removeprefix("table/").partition("/stream/")
    table = dynamodb_backends[account][region].tables.get(table_name)
    if not label or table is None or table.latest_stream_label != label:
        raise ResourceNotFoundException(f"Requested resource not found: Stream: {stream_arn} not found")
    shard: Shard = table.stream_shard
    return shard


def _identify(table: Any) -> dict[str, Any]:
    label = table.latest_stream_label
    return {"StreamArn": f"{table.table_arn}/stream/{label}", "TableName": table.name, "StreamLabel": label}


@aws_provider(api="dynamodbstreams", name="stackrig")  # type: ignore[untyped-decorator]
def serve_streams() -> Any:
    """Return DynamoDB Streams, chosen by PROVIDER_OVERRIDE_DYNAMODBSTREAMS=stackrig."""
    return Service.for_provider(Streams())
