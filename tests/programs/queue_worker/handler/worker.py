"""Write an invoice for each message; what is no invoice goes back to the queue, the rest of the batch does not."""

import json
import logging
import os

import boto3
from taxes import gross

log = logging.getLogger()
log.setLevel(logging.INFO)
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    """Work a batch off and tell which messages failed."""
    failures = []
    for record in event["Records"]:
        try:
            write_invoice(json.loads(record["body"]), int(record["attributes"]["ApproximateReceiveCount"]))
        except (KeyError, ValueError):
            log.exception("no invoice: %s", record["body"])
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}


def write_invoice(job, attempt):
    """Store an invoice; the second message about one adds to it."""
    table.update_item(
        Key={"number": job["number"]},
        UpdateExpression="SET attempt = :attempt ADD amount :amount",
        ExpressionAttributeValues={":attempt": attempt, ":amount": gross(job["net"])},
    )
    log.info("invoice %s", job["number"])
