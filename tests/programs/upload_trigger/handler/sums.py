"""Sum a column of an uploaded table and store the sum in another bucket."""

import csv
import io
import json
import os
from urllib.parse import unquote_plus

import boto3

s3, ssm = boto3.client("s3"), boto3.client("ssm")


def handler(event, context):
    """Take the files of an S3 notification."""
    column = ssm.get_parameter(Name=os.environ["COLUMN"])["Parameter"]["Value"]
    template = json.load(s3.get_object(Bucket=os.environ["REPORTS"], Key="template.json")["Body"])
    for record in event["Records"]:
        bucket, key = record["s3"]["bucket"]["name"], unquote_plus(record["s3"]["object"]["key"])
        text = s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
        rows = [*csv.DictReader(io.StringIO(text), delimiter=os.environ["SEPARATOR"])]
        report = {**template, "rows": len(rows), column: sum(float(row[column]) for row in rows)}
        s3.put_object(Bucket=os.environ["REPORTS"], Key=f"{key}.json", Body=json.dumps(report))
        print(f"{key}: {len(rows)} rows")
