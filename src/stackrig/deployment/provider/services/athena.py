"""Athena: workgroups and named queries."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named, plain


def _create_database(scope: Scope, properties: Properties) -> Properties:
    """Create a database in Glue's catalog, as Athena's CREATE DATABASE does."""
    given = {"Name": properties["name"], "Description": properties.get("comment")}
    given["Parameters"] = properties.get("properties")
    wanted = {name: value for name, value in given.items() if value}
    scope.call("glue", "create_database", DatabaseInput=wanted)
    return {}


RESOURCES = (
    named(
        "aws:athena/workgroup:Workgroup",
        "athena",
        "work_group",
        read=(Call("get_work_group", {"name": "WorkGroup"}, result="WorkGroup"),),
        delete=Call("delete_work_group", {"name": "WorkGroup"}, fixed={"RecursiveDeleteOption": True}),
        names={"name": "Name"},
        computed={"arn": "arn:{partition}:athena:{region}:{account}:workgroup/{name}"},
        replace_on=words("name"),
        accepted=words("forceDestroy"),
    ),
    plain(
        "aws:athena/namedQuery:NamedQuery",
        "athena",
        "named_query",
        create=Call("create_named_query", {"query": "QueryString"}, result="@"),
        read=(Call("get_named_query"),),
        unique=False,
        names={"id": "NamedQueryId", "query": "QueryString", "workgroup": "WorkGroup"},
        replace_on=words("name database query workgroup description"),
        delete=Call("delete_named_query"),
    ),
    named(
        "aws:athena/database:Database",
        "glue",
        "database",
        create=_create_database,
        read=(Call("get_database", result="Database", learn={"comment": "Description", "properties": "Parameters"}),),
        updates=(),
        auto_name=NO_NAME,
        names={"name": "Name"},
        defaults={"forceDestroy": False},
        replace_on=words("name comment properties"),
        accepted=words("forceDestroy bucket workgroup"),
    ),
)
