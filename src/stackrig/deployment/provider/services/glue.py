"""Glue: databases of the catalog, jobs, crawlers and workflows."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named


def _database(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"DatabaseInput": {"Name": properties["name"], "Description": properties.get("description") or ""}}


def _crawled(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"Targets": {"S3Targets": [{"Path": item["path"]} for item in properties.get("s3Targets") or ()]}}


RESOURCES = (
    named(
        "aws:glue/catalogDatabase:CatalogDatabase",
        "glue",
        "database",
        create=Call("create_database", {"name": ()}, added=_database, takes=words("name description")),
        read=(Call("get_database"),),
        auto_name=AutoName(lower=True),
        names={"name": "Name"},
        computed={"arn": "arn:{partition}:glue:{region}:{account}:database/{name}"},
        replace_on=words("name catalogId description"),
    ),
    named(
        "aws:glue/job:Job",
        "glue",
        "job",
        delete=Call("delete_job", {"name": "JobName"}),
        read=(Call("get_job", {"name": ("JobName", "Name")}),),
        names={"name": "Name", "roleArn": "Role"},
        computed={"arn": "arn:{partition}:glue:{region}:{account}:job/{name}"},
        replace_on=words("name"),
    ),
    named(
        "aws:glue/crawler:Crawler",
        "glue",
        "crawler",
        create=Call("create_crawler", added=_crawled, takes=words("s3Targets")),
        names={"name": "Name"},
        computed={"arn": "arn:{partition}:glue:{region}:{account}:crawler/{name}"},
        replace_on=words("name databaseName role s3Targets"),
    ),
    named(
        "aws:glue/workflow:Workflow",
        "glue",
        "workflow",
        names={"name": "Name"},
        computed={"arn": "arn:{partition}:glue:{region}:{account}:workflow/{name}"},
        replace_on=words("name description"),
    ),
)
