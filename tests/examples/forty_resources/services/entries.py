"""Keep entries of a service in its table: GET returns what PUT has stored, and PUT tells the service's queue."""

import json
import os
from typing import Any

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
queue = boto3.client("sqs")


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer a request of the HTTP API."""
    entry = event["pathParameters"]["id"]
    if event["requestContext"]["http"]["method"] == "PUT":
        table.put_item(Item={"id": entry, "text": event["body"]})
        queue.send_message(QueueUrl=os.environ["QUEUE"], MessageBody=entry)
        return {"statusCode": 201, "body": json.dumps({"id": entry})}
    found = table.get_item(Key={"id": entry}).get("Item")
    return {"statusCode": 200 if found else 404, "body": json.dumps(found)}
