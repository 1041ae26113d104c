"""Budgets. Nothing costs money here, so no budget is ever reached."""

from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named

SERVICE = "budgets"


def _create(scope: Scope, properties: Properties) -> Properties:
    budget: dict[str, Any] = {
        "BudgetName": properties["name"],
        "BudgetType": properties["budgetType"],
        "TimeUnit": properties["timeUnit"],
    }
    if properties.get("limitAmount"):
        budget["BudgetLimit"] = {"Amount": str(properties["limitAmount"]), "Unit": properties["limitUnit"]}
    scope.call(SERVICE, "create_budget", AccountId=_account(scope, properties), Budget=budget)
    return {"accountId": _account(scope, properties)}


def _read(scope: Scope, properties: Properties) -> Properties | None:
    where = {"AccountId": _account(scope, properties), "BudgetName": properties["name"]}
    found = (scope.find(SERVICE, "describe_budget", **where) or {}).get("Budget")
    if found is None:
        return None
    limit = found.get("BudgetLimit", {})
    told = {"name": found["BudgetName"], "budgetType": found["BudgetType"], "timeUnit": found["TimeUnit"]}
    limits = {"limitAmount": limit.get("Amount", ""), "limitUnit": limit.get("Unit", "")}
    return {**told, **limits, "accountId": where["AccountId"]}


def _delete(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "delete_budget", AccountId=_account(scope, properties), BudgetName=properties["name"])


def _account(scope: Scope, properties: Properties) -> str:
    return str(properties.get("accountId") or scope.places["account"])


RESOURCES = (
    named(
        "aws:budgets/budget:Budget",
        SERVICE,
        "budget",
        create=_create,
        read=(_read,),
        updates=(),
        delete=_delete,
        id="{accountId}:{name}",
        find="{account}:{name}",
        tagging=None,
        computed={"arn": "arn:{partition}:budgets::{account}:budget/{name}"},
        replace_on=words("name namePrefix accountId budgetType timeUnit limitAmount limitUnit"),
    ),
)
