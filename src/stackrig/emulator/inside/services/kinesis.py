"""Kinesis on moto: LocalStack's own is a program in Scala or JavaScript, downloaded at the first call.

Enhanced consumers read a stream by SubscribeToShard, and Lambda's event source mappings take their ARNs too:
https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html.
"""

import time
from collections.abc import Iterator
from typing import Any

from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
from localstack.aws.spec import load_service  # type: ignore[import-not-found]
from localstack.services.moto import call_moto, call_moto_with_request  # type: ignore[import-not-found]
from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

CONSUMER = "/consumer/"  # follows the stream's ARN in a consumer's ARN
SUBSCRIPTION = 300.0  # seconds, after which a consumer subscribes again
PAUSE = 0.2  # seconds between checks for new records
QUIET = 5.0  # seconds after which a subscription reports that there is nothing new
START = "0"  # stands for the beginning of a shard of which no record was read


@aws_provider(api="kinesis", name="stackrig")  # type: ignore[untyped-decorator]
def serve_kinesis() -> Any:
    """Return Kinesis on moto, chosen by PROVIDER_OVERRIDE_KINESIS=stackrig."""
    model = load_service("kinesis")
    own = {"CreateStream": _create, "SubscribeToShard": _subscribe}
    table = {**dict.fromkeys(model.operation_names, _answer), **own}
    return Service("kinesis", skeleton=Skeleton(model, table))


def _create(context: Any, request: Any) -> Any:
    """Create a stream; one that names neither shards nor a mode, which AWS takes, has those of a new on-demand stream.

    https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
    """
    is_named = request.get("ShardCount") or request.get("StreamModeDetails")
    return _answer(context, request) if is_named else call_moto_with_request(context, {**request, "ShardCount": 4})


def _answer(context: Any, request: Any) -> Any:
    """Let moto answer; a consumer's ARN stands for its stream, since Lambda reads it so.

    moto's iterators find nothing if the stream has no name.
    """
    arn = ((request or {}).get("StreamARN") or "").partition(CONSUMER)[0]
    if not arn or (CONSUMER not in request["StreamARN"] and context.operation.name != "GetShardIterator"):
        return call_moto(context)
    name = {"StreamName": arn.rpartition("/")[2]} if "StreamName" in context.operation.input_shape.members else {}
    return call_moto_with_request(context, {**request, **name, "StreamARN": arn})


def _subscribe(context: Any, request: Any) -> Any:
    """Send a shard's records as they arrive, for five minutes.

    https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
    """
    from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

    client = connect_to(aws_access_key_id=context.account_id, region_name=context.region).kinesis
    consumer = client.describe_stream_consumer(ConsumerARN=request["ConsumerARN"])["ConsumerDescription"]
    position = request["StartingPosition"]
    names = {"StartingSequenceNumber": position.get("SequenceNumber"), "Timestamp": position.get("Timestamp")}
    given = {name: value for name, value in names.items() if value is not None}
    place = client.get_shard_iterator(
        StreamARN=consumer["StreamARN"], ShardId=request["ShardId"], ShardIteratorType=position["Type"], **given
    )["ShardIterator"]
    return {"EventStream": _records(client, place, position.get("SequenceNumber") or START)}


def _records(client: Any, place: str, last: str) -> Iterator[dict[str, Any]]:
    end = time.monotonic() + SUBSCRIPTION
    told = time.monotonic()
    while time.monotonic() < end and place:
        answer = client.get_records(ShardIterator=place)
        place, records = answer.get("NextShardIterator"), answer["Records"]
        if records or time.monotonic() - told > QUIET:
            told, last = time.monotonic(), records[-1]["SequenceNumber"] if records else last
            event = {"Records": records, "ContinuationSequenceNumber": last}
            yield {"SubscribeToShardEvent": {**event, "MillisBehindLatest": answer.get("MillisBehindLatest", 0)}}
        else:
            time.sleep(PAUSE)
