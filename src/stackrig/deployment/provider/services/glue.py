"""Glue: the catalog's databases, tables and connections, jobs and their triggers, schema registries."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import inside, named, plain

SERVICE = "glue"
ARN = "arn:{partition}:glue:{region}:{account}:"
DATABASE = words("description locationUri name parameters")
CONNECTION = words("connectionProperties connectionType description matchCriterias name physicalConnectionRequirements")
TABLE = words("description name owner parameters partitionKeys retention storageDescriptor tableType") | words(
    "viewExpandedText viewOriginalText"
)
LOWER = AutoName(lower=True, prefix_property="")


def _whole(operation: str, member: str, takes: frozenset[str], names: dict[str, str | tuple[str, ...]]) -> Call:
    """Describe a call that takes the whole thing in one structure."""
    return Call(
        operation, {"name": (), **names}, added=inside(SERVICE, operation, member, {"name": "Name"}), takes=takes
    )


def _crawled(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"Targets": {"S3Targets": [{"Path": item["path"]} for item in properties.get("s3Targets") or ()]}}


def _read_registry(scope: Scope, properties: Properties) -> Properties | None:
    return scope.find(SERVICE, "get_registry", RegistryId={"RegistryArn": properties["id"]})


def _delete_registry(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "delete_registry", RegistryId={"RegistryArn": properties["id"]})


RESOURCES = (
    named(
        "aws:glue/catalogDatabase:CatalogDatabase",
        SERVICE,
        "database",
        create=_whole("create_database", "DatabaseInput", DATABASE, {}),
        read=(Call("get_database"),),
        updates=(_whole("update_database", "DatabaseInput", DATABASE - {"name"}, {"name": "Name"}),),
        auto_name=LOWER,
        names={"name": "Name"},
        computed={"arn": ARN + "database/{name}"},
        replace_on=words("name catalogId"),
    ),
    plain(
        "aws:glue/catalogTable:CatalogTable",
        SERVICE,
        "table",
        create=_whole("create_table", "TableInput", TABLE, {}),
        updates=(_whole("update_table", "TableInput", TABLE - {"name"}, {}),),
        id="{databaseName}:{name}",
        auto_name=LOWER,
        computed={"arn": ARN + "table/{databaseName}/{name}"},
        replace_on=words("name databaseName catalogId"),
    ),
    named(
        "aws:glue/connection:Connection",
        SERVICE,
        "connection",
        create=_whole("create_connection", "ConnectionInput", CONNECTION, {}),
        updates=(),
        names={"name": ("Name", "ConnectionName"), "matchCriterias": "MatchCriteria"},
        computed={"arn": ARN + "connection/{name}"},
        defaults={"connectionType": "JDBC"},
        replace_on=words("name catalogId") | CONNECTION,
    ),
    named(
        "aws:glue/job:Job",
        SERVICE,
        "job",
        delete=Call("delete_job", {"name": "JobName"}),
        read=(Call("get_job", {"name": ("JobName", "Name")}),),
        names={"name": "Name", "roleArn": "Role"},
        computed={"arn": ARN + "job/{name}"},
    ),
    named(
        "aws:glue/crawler:Crawler",
        SERVICE,
        "crawler",
        create=Call("create_crawler", added=_crawled, takes=words("s3Targets")),
        names={"name": "Name"},
        computed={"arn": ARN + "crawler/{name}"},
        replace_on=words("name databaseName role s3Targets"),
    ),
    named(
        "aws:glue/trigger:Trigger",
        SERVICE,
        "trigger",
        names={"name": "Name", "eventBatchingConditions": "EventBatchingCondition", "id": ()},
        computed={"arn": ARN + "trigger/{name}"},
        defaults={"enabled": True},
        accepted=words("enabled"),
    ),
    named(
        "aws:glue/workflow:Workflow",
        SERVICE,
        "workflow",
        names={"name": "Name"},
        computed={"arn": ARN + "workflow/{name}"},
    ),
    named(
        "aws:glue/securityConfiguration:SecurityConfiguration",
        SERVICE,
        "security_configuration",
        names={"name": "Name"},
    ),
    plain(
        "aws:glue/registry:Registry",
        SERVICE,
        "registry",
        create=Call("create_registry", result="@"),
        read=(_read_registry,),
        updates=(),
        delete=_delete_registry,
        id="{arn}",
        find="arn:{partition}:glue:{region}:{account}:registry/{registryName}",
        auto_name=NO_NAME,
        replace_on=words("registryName description"),
    ),
)
