"""Groups of resources, and shares with other accounts."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named, plain


def _query(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given = properties.get("resourceQuery") or {}
    return {"ResourceQuery": {"Type": given.get("type") or "TAG_FILTERS_1_0", "Query": given["query"]}} if given else {}


RESOURCES = (
    named(
        "aws:resourcegroups/group:Group",
        "resource-groups",
        "group",
        create=Call("create_group", {"resourceQuery": ()}, added=_query, takes=words("resourceQuery"), result="Group"),
        updates=(
            Call("update_group"),
            Call("update_group_query", {"resourceQuery": ()}, added=_query, takes=words("resourceQuery")),
        ),
        tagging=None,
        names={"name": ("Name", "GroupName"), "arn": "GroupArn"},
    ),
    plain(
        "aws:ram/resourceShare:ResourceShare",
        "ram",
        "resource_share",
        read=(
            Call(
                "get_resource_shares",
                {"arn": "resourceShareArns", "name": "name"},
                fixed={"resourceOwner": "SELF"},
                result="resourceShares[0]",
                gone="status == 'DELETED'",
                learn={"arn": "resourceShareArn"},
            ),
        ),
        id="{arn}",
        names={"name": "name"},
    ),
)
