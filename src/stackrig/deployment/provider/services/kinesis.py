"""Kinesis data streams, their consumers, and Firehose."""

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Change, Tagging, words
from stackrig.deployment.provider.services.modelled import named, plain

DEFAULT_RETENTION = 24  # hours


def _create_stream(scope: Scope, properties: Properties) -> Properties:
    names = {"shardCount": "ShardCount", "streamModeDetails": "StreamModeDetails"}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    if mode := given.get("StreamModeDetails"):
        given["StreamModeDetails"] = {"StreamMode": mode["streamMode"]}
    scope.call("kinesis", "create_stream", StreamName=properties["name"], **given)
    if (properties.get("retentionPeriod") or DEFAULT_RETENTION) != DEFAULT_RETENTION:
        _set_retention(scope, properties)
    return {"arn": "arn:{partition}:kinesis:{region}:{account}:stream/".format_map(scope.places) + properties["name"]}


def _set_retention(scope: Scope, properties: Properties) -> None:
    """Set for how long records are kept; AWS has one operation for longer and one for shorter."""
    name, hours = properties["name"], properties.get("retentionPeriod") or DEFAULT_RETENTION
    found = scope.call("kinesis", "describe_stream_summary", StreamName=name)["StreamDescriptionSummary"]
    now = found["RetentionPeriodHours"]
    if hours != now:
        verb = "increase" if hours > now else "decrease"
        scope.call("kinesis", f"{verb}_stream_retention_period", StreamName=name, RetentionPeriodHours=hours)


def _set_shards(scope: Scope, properties: Properties) -> None:
    scope.call(
        "kinesis",
        "update_shard_count",
        StreamName=properties["name"],
        TargetShardCount=properties["shardCount"],
        ScalingType="UNIFORM_SCALING",
    )


RESOURCES = (
    named(
        "aws:kinesis/stream:Stream",
        "kinesis",
        "stream",
        create=_create_stream,
        read=(Call("describe_stream_summary", learn={"shardCount": "OpenShardCount"}),),
        updates=(Change(words("retentionPeriod"), _set_retention), Change(words("shardCount"), _set_shards)),
        delete=Call("delete_stream", fixed={"EnforceConsumerDeletion": True}),
        tagging=Tagging(
            Call("add_tags_to_stream", {"name": "StreamName"}),
            Call("remove_tags_from_stream", {"name": "StreamName"}),
            Call("list_tags_for_stream", {"name": "StreamName"}),
        ),
        id="{arn}",
        import_id="{name}",
        find="arn:{partition}:kinesis:{region}:{account}:stream/{name}",
        names={"arn": "StreamARN", "retentionPeriod": "RetentionPeriodHours"},
        replace_on=words("name"),
        accepted=words("enforceConsumerDeletion"),
    ),
    plain(
        "aws:kinesis/streamConsumer:StreamConsumer",
        "kinesis",
        "stream_consumer",
        create=Call("register_stream_consumer"),
        read=(Call("describe_stream_consumer", {"arn": "ConsumerARN"}),),
        delete=Call("deregister_stream_consumer", {"arn": "ConsumerARN", "streamArn": (), "name": ()}),
        id="{arn}",
        find=Lookup("list_stream_consumers", "Consumers", "ConsumerARN", {"ConsumerName": "name"}),
        names={"arn": "ConsumerARN", "name": "ConsumerName", "creationTimestamp": "ConsumerCreationTimestamp"},
        replace_on=words("name streamArn"),
    ),
    named(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "firehose",
        "delivery_stream",
        create=Call(
            "create_delivery_stream", {"extendedS3Configuration": "ExtendedS3DestinationConfiguration"}, result="@"
        ),
        read=(Call("describe_delivery_stream", learn={"destinationId": "Destinations[0].DestinationId"}),),
        tagging=Tagging(
            Call("tag_delivery_stream", {"name": "DeliveryStreamName"}),
            Call("untag_delivery_stream", {"name": "DeliveryStreamName"}),
            Call("list_tags_for_delivery_stream", {"name": "DeliveryStreamName"}),
        ),
        id="{arn}",
        find="arn:{partition}:firehose:{region}:{account}:deliverystream/{name}",
        names={"arn": "DeliveryStreamARN"},
        replace_on=words("name destination"),
    ),
)
