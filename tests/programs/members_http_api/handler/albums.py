"""Tell members the albums of the database, add theirs, and one each night."""

import json
import os

import boto3
from pg8000.native import Connection


def handler(event, context):
    if "job" in event:
        return add(event["job"])
    who = event["requestContext"]["authorizer"]["jwt"]["claims"]["username"]
    if event["requestContext"]["http"]["method"] == "POST":
        add(f"{json.loads(event['body'])['title']} by {who}")
    return {"albums": [title for (title,) in run("SELECT title FROM album ORDER BY title")], "who": who}


def add(title):
    run("INSERT INTO album VALUES (:title)", title=title)


def run(statement, **values):
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET"])
    login = json.loads(secret["SecretString"])
    connection = Connection(
        login["username"],
        password=login["password"],
        host=os.environ["DB_HOST"],
        port=int(os.environ["DB_PORT"]),
        database="albums",
        ssl_context=True,
    )
    try:
        return connection.run(statement, **values)
    finally:
        connection.close()
