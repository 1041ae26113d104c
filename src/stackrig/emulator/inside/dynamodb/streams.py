"""The streams of tables: the changes of items, in one shard for each stream."""

import threading
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from localstack.aws.api.dynamodbstreams import (  # type: ignore[import-not-found]
    DynamodbstreamsApi,
    ResourceNotFoundException,
)
from localstack.services.plugins import Service  # type: ignore[import-not-found]
from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]
from moto.dynamodb.models.dynamo_type import DynamoType  # type: ignore[import-not-found]
from moto.dynamodb.models.table import StreamShard  # type: ignore[import-not-found]

from .comparisons import typed
from .images import take_image, with_bytes
from .refusals import invalid
from .replicas import find_others
from .requests import find_table

# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
SERVICE = {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
MOST_RECORDS = 1000  # in one answer of GetRecords

lock = threading.RLock()  # moto has none: two conditional writes at once could both succeed


@dataclass(frozen=True, slots=True)
class Record:
    """Hold the change that one request made to one item; an image is None where no item was or is."""

    request: int
    keys: Mapping[str, Any]
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    moment: datetime
    id: str
    by_service: bool = False  # whether DynamoDB itself deleted the item, which had expired

    @property
    def event(self) -> str:
        """Return the name of the change."""
        return "INSERT" if self.old is None else "REMOVE" if self.new is None else "MODIFY"


class Shard(StreamShard):  # type: ignore[misc]
    """Record changes as DynamoDB does: moto adds two records, with empty images, when an update creates an item."""

    request = 0  # the number of the current request; only the lock's holder changes it
    changes: ClassVar[list[tuple[Any, Record]]] = []  # of tables with destinations, and not yet sent there

    def __init__(self, account_id: str, table: Any) -> None:
        """Begin the stream of a table that has its label and view already; one without a label is no stream."""
        super().__init__(account_id, table)
        self.label, self.view = table.latest_stream_label, table.stream_specification.get("StreamViewType", "KEYS_ONLY")
        self.trimmed = 0  # the number of oldest records that TRIM_HORIZON skips; iterators keep their places

    @property
    def stream_arn(self) -> str:
        """Return the ARN of the stream, of which this is the only shard."""
        return f"{self.table.table_arn}/stream/{self.label}"

    def add(self, old: Any, new: Any) -> None:
        """Add an item's change to the streams of the table and its replicas."""
        self.record(old, new)
        for other in find_others(self.table):
            if other.stream_shard is not None:
                other.stream_shard.record(old, new)

    def record(self, old: Any, new: Any) -> None:
        """Add a change; a request leaves one record for each item that it changes."""
        has_destinations = bool(vars(self.table).get("kinesis_destinations"))
        if not (self.is_open or has_destinations):
            return
        before, after = take_image(old), take_image(new)
        image = before or after or {}
        keys = {name: image[name] for name in self.table.table_key_attrs}
        change = Record(Shard.request, keys, before, after, datetime.now(UTC), uuid.uuid4().hex)
        if self.is_open:
            self.items += _joined(change, self.items)
        if has_destinations:
            others = [self.changes.pop()[1]] if self.changes and self.changes[-1][0] is self.table else []
            joined = _joined(change, others)
            self.changes.extend((self.table, one) for one in (*others, *joined))

    def name_service(self) -> None:
        """Mark the last change as DynamoDB's own: it deletes expired items."""
        if self.items:
            self.items[-1] = replace(self.items[-1], by_service=True)

    @property
    def is_open(self) -> bool:
        """Tell whether the table's stream is enabled, and this is its current shard."""
        return self.table.stream_shard is self and bool(self.table.stream_specification.get("StreamEnabled"))

    def name_key(self, attributes: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return an item's key in a form that is equal for equal keys."""
        return tuple(typed(attributes[name]) for name in self.table.table_key_attrs)

    def describe(self, place: int) -> dict[str, Any]:
        """Return the record at a place, in the form of GetRecords."""
        record, view = self.items[place], self.view
        images = {
            "NewImage": record.new if view in {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"} else None,
            "OldImage": record.old if view in {"OLD_IMAGE", "NEW_AND_OLD_IMAGES"} else None,
        }
        told = {"Keys": record.keys, **{name: image for name, image in images.items() if image is not None}}
        return {
            **({"userIdentity": SERVICE} if record.by_service else {}),
            "eventID": record.id,
            "eventName": record.event,
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": self.table.region_name,
            "dynamodb": {
                **{name: with_bytes({"M": image})["M"] for name, image in told.items()},
                "ApproximateCreationDateTime": record.moment.replace(microsecond=0),
                "SequenceNumber": str(self.starting_sequence_number + place),
                "SizeBytes": sum(measure(image) for image in told.values()),
                "StreamViewType": view,
            },
        }


def measure(image: Mapping[str, Any]) -> int:
    """Return the bytes of an item's image as DynamoDB counts them."""
    return int(DynamoType({"M": image}).size())


def _joined(change: Record, before: list[Record]) -> list[Record]:
    """Return a change, none where an item is as it was; one of the same request to the same item is taken back."""
    if before and (before[-1].request, before[-1].keys) == (change.request, change.keys):
        change = replace(change, old=before.pop().old)
    return [change] if change.old != change.new else []


def end_stream(table: Any) -> None:
    """End a table's stream. It stays readable for a day on DynamoDB, and as long as LocalStack runs here."""
    if table.stream_shard is not None and table.stream_shard.label:
        _former_shards(table.account_id, table.region_name)[table.stream_shard.stream_arn] = table.stream_shard
    table.stream_shard = table.latest_stream_label = None


def order_records(tables: Mapping[str, Any], request: Mapping[str, Any]) -> None:
    """Put the records of a BatchWriteItem in the order of its writes: moto does all puts before the deletes."""
    for name, writes in request["RequestItems"].items():
        shard = find_table(tables, name).stream_shard
        if shard is not None:
            keys = [{**part.get("Key", {}), **part.get("Item", {})} for item in writes for part in item.values()]
            places = {shard.name_key(key): place for place, key in enumerate(keys)}
            written = [record for record in shard.items if record.request == Shard.request]
            del shard.items[len(shard.items) - len(written) :]
            shard.items += sorted(written, key=lambda record: places[shard.name_key(record.keys)])


def forget_records(tables: Iterable[Any]) -> None:
    """Remove the records of a failed transaction from replicas' streams; moto removes the others."""
    Shard.changes[:] = [(table, record) for table, record in Shard.changes if record.request != Shard.request]
    shards = [other.stream_shard for table in tables for other in find_others(table) if other.stream_shard is not None]
    for shard in shards:
        shard.items = [record for record in shard.items if record.request != Shard.request]


def _former_shards(account: str, region: str) -> dict[str, "Shard"]:
    """Return the shards of ended streams; a reset of DynamoDB clears them."""
    shards: dict[str, Shard] = vars(dynamodb_backends[account][region]).setdefault("former_shards", {})
    return shards


class Streams(DynamodbstreamsApi):  # type: ignore[misc]
    """Read the shards. An iterator is a stream's ARN with a position: nothing is kept for it here."""

    def list_streams(self, context: Any, table_name: str | None = None, **_rest: Any) -> dict[str, Any]:
        """Return the streams of the account's tables, or of one table."""
        with lock:
            shards = [*_former_shards(context.account_id, context.region).values()]
            for table in dynamodb_backends[context.account_id][context.region].tables.values():
                shards += [table.stream_shard] if table.stream_shard is not None and table.stream_shard.label else []
        return {"Streams": [_identify(shard) for shard in shards if table_name in {None, shard.table.name}]}

    def describe_stream(
        self, context: Any, stream_arn: str, exclusive_start_shard_id: str | None = None, **_rest: Any
    ) -> dict[str, Any]:
        """Return a stream with its only shard; a page after that shard is empty."""
        del context
        with lock:
            shard = _find(stream_arn)
            first = shard.starting_sequence_number
            numbers = {"StartingSequenceNumber": str(first)}
            if not shard.is_open:
                numbers["EndingSequenceNumber"] = str(first + len(shard.items))
            description = {
                **_identify(shard),
                "StreamStatus": "ENABLED" if shard.is_open else "DISABLED",
                "StreamViewType": shard.view,
                "CreationRequestDateTime": shard.created_on,
                "KeySchema": shard.table.schema,
                "Shards": [{"ShardId": shard.id, "SequenceNumberRange": numbers}],
            }
        if exclusive_start_shard_id == shard.id:
            description["Shards"] = []
        return {"StreamDescription": description}

    def get_shard_iterator(
        self,
        context: Any,
        stream_arn: str,
        shard_id: str,
        shard_iterator_type: str,
        sequence_number: str | None = None,
        **_rest: Any,
    ) -> dict[str, Any]:
        """Return where to begin: at the oldest record, after the newest, or at or after a given one."""
        del context
        if sequence_number and not sequence_number.isdecimal():
            raise invalid("Invalid SequenceNumber")
        with lock:
            shard = _find(stream_arn)
            if shard.id != shard_id:
                raise ResourceNotFoundException(f"Requested resource not found: Shard: {shard_id} not found")
            place = int(sequence_number or shard.starting_sequence_number) - shard.starting_sequence_number
            places = {
                "TRIM_HORIZON": shard.trimmed,
                "LATEST": len(shard.items),
                "AFTER_SEQUENCE_NUMBER": place + 1,
            }
        return {"ShardIterator": f"{stream_arn}|1|{places.get(shard_iterator_type, place)}"}

    def get_records(self, context: Any, shard_iterator: str, limit: int | None = None, **_rest: Any) -> dict[str, Any]:
        """Return the next records and an iterator for the following ones, or none at the stream's end."""
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
    table = dynamodb_backends[account][region].tables.get(resource.removeprefix("table/").partition("/stream/")[0])
    shard: Shard | None = table.stream_shard if table else None
    if shard is None or shard.stream_arn != stream_arn:
        shard = _former_shards(account, region).get(stream_arn)
    if shard is None:
        raise ResourceNotFoundException(f"Requested resource not found: Stream: {stream_arn} not found")
    return shard


def _identify(shard: Shard) -> dict[str, Any]:
    return {"StreamArn": shard.stream_arn, "TableName": shard.table.name, "StreamLabel": shard.label}


def new_service() -> Any:
    """Return DynamoDB Streams."""
    return Service.for_provider(Streams())
