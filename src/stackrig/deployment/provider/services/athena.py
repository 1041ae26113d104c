"""Athena: workgroups and named queries."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named, plain

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
)
