"""Permissions of a function that apply to its URL alone."""

import json
from typing import Any

from localstack.services.lambda_.invocation.models import lambda_stores  # type: ignore[import-not-found]

CONDITION = {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}}


def limit_to_urls(context: Any) -> None:
    """Add the condition to the statement that the current AddPermission made."""
    made = json.loads(context.service_response["Statement"])
    functions = lambda_stores[context.account_id][context.region].functions
    function = functions[made["Resource"].rpartition(":function:")[2].partition(":")[0]]
    qualifier = context.service_request.get("Qualifier") or "$LATEST"
    for statement in function.permissions[qualifier].policy.Statement:
        if statement["Sid"] == made["Sid"]:
            statement["Condition"] = {**statement.get("Condition", {}), **CONDITION}
