"""Simple Notification Service."""

import json
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.services.attributes import from_attributes, to_attributes

SERVICE = "sns"
OWNERS_OPERATIONS = (
    "GetTopicAttributes SetTopicAttributes AddPermission RemovePermission DeleteTopic Subscribe"
    " ListSubscriptionsByTopic Publish"
)

NO_TEXT = {"fifoTopic", "contentBasedDeduplication", "signatureVersion", "maximumMessageSize"}
PROTOCOLS = {"application": "Application", "firehose": "Firehose", "http": "HTTP", "lambda": "Lambda", "sqs": "SQS"}
FEEDBACK = {  # for properties such as `lambdaSuccessFeedbackSampleRate`
    f"{name}{part}": f"{spelling}{part}"
    for name, spelling in PROTOCOLS.items()
    for part in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
}
TOPIC = {
    "archivePolicy": "ArchivePolicy",
    "contentBasedDeduplication": "ContentBasedDeduplication",
    "deliveryPolicy": "DeliveryPolicy",
    "displayName": "DisplayName",
    "fifoThroughputScope": "FifoThroughputScope",
    "fifoTopic": "FifoTopic",
    "kmsMasterKeyId": "KmsMasterKeyId",
    "maximumMessageSize": "MaximumMessageSize",
    "policy": "Policy",
    "signatureVersion": "SignatureVersion",
    "tracingConfig": "TracingConfig",
    **FEEDBACK,
}
SUBSCRIPTION = {
    "deliveryPolicy": "DeliveryPolicy",
    "filterPolicy": "FilterPolicy",
    "filterPolicyScope": "FilterPolicyScope",
    "rawMessageDelivery": "RawMessageDelivery",
    "redrivePolicy": "RedrivePolicy",
    "replayPolicy": "ReplayPolicy",
    "subscriptionRoleArn": "SubscriptionRoleArn",
}


def _topic_attributes(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given = {name: value for name, value in properties.items() if value is not False}  # SNS refuses FifoTopic=false
    return {"Attributes": to_attributes(TOPIC, given)}


def _subscription_attributes(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"Attributes": to_attributes(SUBSCRIPTION, properties), "ReturnSubscriptionArn": True}


def _set_topic(scope: Scope, properties: Properties) -> None:
    _set_attributes(scope, "topic", {"TopicArn": properties["arn"]}, TOPIC, properties)


def _set_subscription(scope: Scope, properties: Properties) -> None:
    _set_attributes(scope, "subscription", {"SubscriptionArn": properties["arn"]}, SUBSCRIPTION, properties)


def _set_attributes(
    scope: Scope, what: str, where: Mapping[str, str], names: Mapping[str, str], properties: Properties
) -> None:
    now = scope.call(SERVICE, f"get_{what}_attributes", **where)["Attributes"]
    wanted = to_attributes(names, properties)
    cleared = {member: "" for name, member in names.items() if name in properties and properties[name] is None}
    for name, value in {**wanted, **cleared}.items():
        if now.get(name, "") != value and not (value == "false" and name not in now):
            scope.call(SERVICE, f"set_{what}_attributes", **where, AttributeName=name, AttributeValue=value)


def _read_topic(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "get_topic_attributes", TopicArn=properties["id"])
    if found is None:
        return None
    attributes, arn = found["Attributes"], properties["id"]
    other = {"arn": arn, "owner": attributes["Owner"], "name": arn.rpartition(":")[2]}
    missing = {name: 0 if name.endswith("Rate") else "" for name in TOPIC if name not in NO_TEXT}
    missing |= {"fifoTopic": False, "contentBasedDeduplication": False}
    return {**missing, **from_attributes(TOPIC, attributes), **other}


def _read_subscription(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "get_subscription_attributes", SubscriptionArn=properties["id"])
    if found is None:
        return None
    attributes = found["Attributes"]
    names = {
        **SUBSCRIPTION,
        "arn": "SubscriptionArn",
        "topic": "TopicArn",
        "protocol": "Protocol",
        "endpoint": "Endpoint",
        "ownerId": "Owner",
        "pendingConfirmation": "PendingConfirmation",
        "confirmationWasAuthenticated": "ConfirmationWasAuthenticated",
    }
    missing = dict.fromkeys(SUBSCRIPTION, "")
    missing.pop("rawMessageDelivery")
    return {**missing, **from_attributes(names, attributes)}


def _put_policy(scope: Scope, properties: Properties) -> Properties:
    policy = {"AttributeName": "Policy", "AttributeValue": properties["policy"]}
    scope.call(SERVICE, "set_topic_attributes", TopicArn=properties["arn"], **policy)
    return {}


def _read_policy(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "get_topic_attributes", TopicArn=properties["arn"])
    return None if found is None else {"policy": found["Attributes"]["Policy"], "owner": found["Attributes"]["Owner"]}


def _reset_policy(scope: Scope, properties: Properties) -> None:
    """Give the topic the policy of new topics: every topic has one."""
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{operation}" for operation in OWNERS_OPERATIONS.split()],
        "Resource": properties["arn"],
        "Condition": {"StringEquals": {"AWS:SourceOwner": properties["arn"].split(":")[4]}},
    }
    policy = {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}
    _put_policy(scope, {**properties, "policy": json.dumps(policy)})


RESOURCES = (
    Resource(
        "aws:sns/topic:Topic",
        SERVICE,
        create=Call("create_topic", added=_topic_attributes, takes=frozenset(TOPIC)),
        read=(_read_topic,),
        updates=(Change(frozenset(TOPIC) - {"fifoTopic"}, _set_topic),),
        delete=Call("delete_topic"),
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{arn}",
        find="arn:{partition}:sns:{region}:{account}:{name}",
        auto_name=AutoName(longest=80, fifo_property="fifoTopic"),
        names={"arn": ("TopicArn", "ResourceArn")},
        defaults={"fifoTopic": False, "contentBasedDeduplication": False},
        replace_on=words("name namePrefix fifoTopic"),
        documents=words("policy deliveryPolicy archivePolicy"),
    ),
    Resource(
        "aws:sns/topicPolicy:TopicPolicy",
        SERVICE,
        create=_put_policy,
        read=(_read_policy,),
        updates=(Change(words("policy"), _put_policy),),
        delete=_reset_policy,
        id="{arn}",
        unique=False,
        replace_on=words("arn"),
        documents=words("policy"),
    ),
    Resource(
        "aws:sns/topicSubscription:TopicSubscription",
        SERVICE,
        create=Call("subscribe", added=_subscription_attributes, takes=frozenset(SUBSCRIPTION)),
        read=(_read_subscription,),
        updates=(Change(frozenset(SUBSCRIPTION), _set_subscription),),
        delete=Call("unsubscribe"),
        id="{arn}",
        find=Lookup(
            "list_subscriptions_by_topic",
            "Subscriptions",
            "SubscriptionArn",
            {"Protocol": "protocol", "Endpoint": "endpoint"},
        ),
        names={"arn": "SubscriptionArn", "topic": "TopicArn"},
        defaults={"confirmationTimeoutInMinutes": 1, "endpointAutoConfirms": False, "rawMessageDelivery": False},
        replace_on=words("topic protocol endpoint"),
        documents=words("filterPolicy redrivePolicy deliveryPolicy replayPolicy"),
        accepted=words("confirmationTimeoutInMinutes endpointAutoConfirms"),
    ),
)
