"""Orders: list those of a customer, make one, look at one, delete one."""

import json
import os
import uuid
from datetime import UTC, datetime
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    """Answer a request that API Gateway hands on."""
    order_id = (event["pathParameters"] or {}).get("id")
    match event["httpMethod"], order_id:
        case "GET", None:
            return find_orders(event["queryStringParameters"] or {})
        case "POST", None:
            return create_order(json.loads(event["body"], parse_float=Decimal))
        case "GET", _:
            found = table.get_item(Key={"id": order_id}).get("Item")
            return respond(200, found) if found else respond(404, {"error": f"no order {order_id}"})
        case "DELETE", _:
            gone = table.delete_item(Key={"id": order_id}, ReturnValues="ALL_OLD").get("Attributes")
            return respond(204) if gone else respond(404, {"error": f"no order {order_id}"})
    return respond(405, {"error": event["httpMethod"]})


def find_orders(query):
    """Answer with a page of a customer's orders, the newest first."""
    start = {"ExclusiveStartKey": json.loads(query["after"])} if "after" in query else {}
    page = table.query(
        IndexName="by-customer",
        KeyConditionExpression=Key("customer").eq(query.get("customer", "")),
        ScanIndexForward=False,
        Limit=int(os.environ["PAGE_SIZE"]),
        **start,
    )
    after = {"after": json.dumps(page["LastEvaluatedKey"])} if "LastEvaluatedKey" in page else {}
    return respond(200, {"orders": page["Items"], **after})


def create_order(body):
    """Store an order, unless it is none."""
    if not body.get("customer") or not body.get("lines"):
        return respond(400, {"error": "an order has a customer and lines"})
    total = sum(line["price"] * line["quantity"] for line in body["lines"])
    order = {
        "id": str(uuid.uuid4()),
        "customer": body["customer"],
        "placed": datetime.now(UTC).isoformat(),
        "lines": body["lines"],
        "total": total,
    }
    table.put_item(Item=order, ConditionExpression="attribute_not_exists(id)")
    return respond(201, order)


def respond(status, body=None):
    """Return a response in the form API Gateway expects."""
    headers = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}
    return {"statusCode": status, "headers": headers, "body": "" if body is None else json.dumps(body, default=float)}
