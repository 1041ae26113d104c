"""Answer with the albums of the database, whose user and password Secrets Manager has."""

import json
import os

import boto3
from pg8000.native import Connection


def handler(event, context):
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET_ARN"])
    login = json.loads(secret["SecretString"])
    connection = Connection(
        login["username"],
        password=login["password"],
        host=os.environ["DB_HOST"],
        port=int(os.environ["DB_PORT"]),
        database=os.environ["DB_NAME"],
        ssl_context=True,
    )
    try:
        if event["httpMethod"] == "POST":
            connection.run("INSERT INTO album VALUES (:title)", title=json.loads(event["body"])["title"])
        titles = [title for (title,) in connection.run("SELECT title FROM album ORDER BY title")]
        ((zone,),) = connection.run("SELECT current_setting('timezone')")
    finally:
        connection.close()
    return {"statusCode": 200, "body": json.dumps({"albums": titles, "zone": zone})}
