"""Lambda: settings of a function that are resources themselves."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Resource, words
from stackrig.deployment.provider.services.modelled import plain
from stackrig.waiting import wait_until

SERVICE = "lambda"
TIMEOUT = 900.0  # the real provider's time-out for provisioned concurrency, in seconds


def _invoke_id(properties: Properties) -> str:
    qualifier = properties.get("qualifier")
    return f"{properties['functionName']}:{qualifier}" if qualifier else str(properties["functionName"])


def _wait(scope: Scope, properties: Properties) -> None:
    """Wait until the environments are ready: AWS refuses earlier changes."""
    where = {"FunctionName": properties["functionName"], "Qualifier": properties["qualifier"]}

    def settled() -> bool:
        return bool(scope.call(SERVICE, "get_provisioned_concurrency_config", **where)["Status"] != "IN_PROGRESS")

    wait_until(settled, what=f"the provisioned concurrency of {properties['functionName']}", timeout=TIMEOUT)


RESOURCES = (
    Resource(
        "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
        SERVICE,
        create=Call("put_provisioned_concurrency_config"),
        read=(
            Call(
                "get_provisioned_concurrency_config",
                learn={"provisionedConcurrentExecutions": "RequestedProvisionedConcurrentExecutions"},
            ),
        ),
        updates=(Call("put_provisioned_concurrency_config"),),
        delete=Call("delete_provisioned_concurrency_config"),
        id="{functionName},{qualifier}",
        auto_name=NO_NAME,
        wait=_wait,
        defaults={"skipDestroy": False},
        replace_on=words("functionName qualifier"),
        accepted=words("skipDestroy"),
    ),
    Resource(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        SERVICE,
        create=Call("put_function_event_invoke_config"),
        read=(Call("get_function_event_invoke_config", result="@"),),
        updates=(Call("put_function_event_invoke_config"),),
        delete=Call("delete_function_event_invoke_config"),
        id=_invoke_id,
        import_id="{functionName}:{qualifier} or {functionName}",
        auto_name=NO_NAME,
        defaults={"maximumRetryAttempts": 2},
        replace_on=words("functionName qualifier"),
    ),
    plain(
        "aws:lambda/codeSigningConfig:CodeSigningConfig",
        SERVICE,
        "code_signing_config",
        tagging=None,
        id="{arn}",
        modelled=False,
        names={"arn": ("CodeSigningConfigArn",), "configId": "CodeSigningConfigId", "policies": "CodeSigningPolicies"},
    ),
)
