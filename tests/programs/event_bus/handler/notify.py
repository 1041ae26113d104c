"""Tell a topic of an order."""

import json
import os

import boto3

sns = boto3.client("sns")


def handler(event, context):
    """Take what the rule's target made of an event."""
    sns.publish(
        TopicArn=os.environ["TOPIC"],
        Message=json.dumps({"text": f"{os.environ['WORDING']} {event['order']}", "total": event["total"]}),
        MessageAttributes={"urgent": {"DataType": "String", "StringValue": "yes"}},
    )
