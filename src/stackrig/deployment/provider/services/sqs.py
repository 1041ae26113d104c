"""Simple Queue Service."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.services.attributes import from_attributes, to_attributes

SERVICE = "sqs"

ATTRIBUTES = {
    "contentBasedDeduplication": "ContentBasedDeduplication",
    "deduplicationScope": "DeduplicationScope",
    "delaySeconds": "DelaySeconds",
    "fifoQueue": "FifoQueue",
    "fifoThroughputLimit": "FifoThroughputLimit",
    "kmsDataKeyReusePeriodSeconds": "KmsDataKeyReusePeriodSeconds",
    "kmsMasterKeyId": "KmsMasterKeyId",
    "maxMessageSize": "MaximumMessageSize",
    "messageRetentionSeconds": "MessageRetentionPeriod",
    "policy": "Policy",
    "receiveWaitTimeSeconds": "ReceiveMessageWaitTimeSeconds",
    "redriveAllowPolicy": "RedriveAllowPolicy",
    "redrivePolicy": "RedrivePolicy",
    "sqsManagedSseEnabled": "SqsManagedSseEnabled",
    "visibilityTimeoutSeconds": "VisibilityTimeout",
}
FIXED = {"fifoQueue"}


def _attributes(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given = {name: value for name, value in properties.items() if value is not False}  # SQS refuses FifoQueue=false
    attributes = to_attributes(ATTRIBUTES, given)
    return {"Attributes": attributes} if attributes else {}


def _set_attributes(scope: Scope, properties: Properties) -> None:
    """Set all attributes: a removed one becomes the empty text that clears it."""
    changeable = {name: member for name, member in ATTRIBUTES.items() if name not in FIXED}
    if not properties.get("fifoQueue"):
        changeable = {name: member for name, member in changeable.items() if name != "contentBasedDeduplication"}
    cleared = {member: "" for name, member in changeable.items() if name in properties and properties[name] is None}
    attributes = {**to_attributes(changeable, properties), **cleared}
    scope.call(SERVICE, "set_queue_attributes", QueueUrl=properties["url"], Attributes=attributes)


def _read_queue(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "get_queue_attributes", QueueUrl=properties["url"], AttributeNames=["All"])
    if found is None:
        return None
    attributes = found["Attributes"]
    missing: Properties = {"fifoQueue": False, "contentBasedDeduplication": False, "kmsDataKeyReusePeriodSeconds": 300}
    missing |= {"redrivePolicy": "", "redriveAllowPolicy": "", "kmsMasterKeyId": ""}
    arn = attributes["QueueArn"]
    return {**missing, **from_attributes(ATTRIBUTES, attributes), "arn": arn, "name": arn.rpartition(":")[2]}


def _find_url(scope: Scope, properties: Properties) -> str:
    return str(scope.call(SERVICE, "get_queue_url", QueueName=properties["name"])["QueueUrl"])


def _one_attribute(token: str, name: str) -> Resource:
    """Describe a resource that stands for one attribute of a queue."""

    def read(scope: Scope, properties: Properties) -> Properties | None:
        wanted = {"QueueUrl": properties["queueUrl"], "AttributeNames": [ATTRIBUTES[name]]}
        found = scope.find(SERVICE, "get_queue_attributes", **wanted) or {}
        value = found.get("Attributes", {}).get(ATTRIBUTES[name])
        return {name: value} if value else None

    def write(scope: Scope, properties: Properties) -> Properties:
        attributes = {ATTRIBUTES[name]: properties[name]}
        scope.call(SERVICE, "set_queue_attributes", QueueUrl=properties["queueUrl"], Attributes=attributes)
        return {}

    def clear(scope: Scope, properties: Properties) -> None:
        write(scope, {**properties, name: ""})

    return Resource(
        token,
        SERVICE,
        create=write,
        read=(read,),
        updates=(Change(frozenset({name}), write),),
        delete=clear,
        id="{queueUrl}",
        replace_on=words("queueUrl"),
        documents=frozenset({name}),
    )


RESOURCES = (
    Resource(
        "aws:sqs/queue:Queue",
        SERVICE,
        create=Call("create_queue", added=_attributes, takes=frozenset(ATTRIBUTES)),
        read=(_read_queue,),
        updates=(Change(frozenset(ATTRIBUTES) - FIXED, _set_attributes),),
        delete=Call("delete_queue"),
        tagging=Tagging(Call("tag_queue"), Call("untag_queue"), Call("list_queue_tags")),
        id="{url}",
        find=_find_url,
        auto_name=AutoName(longest=80, fifo_property="fifoQueue"),
        names={"name": "QueueName", "url": "QueueUrl"},
        defaults={
            "delaySeconds": 0,
            "maxMessageSize": 262144,
            "messageRetentionSeconds": 345600,
            "receiveWaitTimeSeconds": 0,
            "visibilityTimeoutSeconds": 30,
            "fifoQueue": False,
            "contentBasedDeduplication": False,
        },
        replace_on=words("name namePrefix fifoQueue"),
        documents=words("policy redrivePolicy redriveAllowPolicy"),
    ),
    _one_attribute("aws:sqs/queuePolicy:QueuePolicy", "policy"),
    _one_attribute("aws:sqs/redrivePolicy:RedrivePolicy", "redrivePolicy"),
    _one_attribute("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "redriveAllowPolicy"),
)
