"""Cloud Map, whose API is called Service Discovery."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import BY_ARN, plain
from stackrig.errors import DeployError
from stackrig.waiting import wait_until

NAMESPACE_TIMEOUT = 300.0  # seconds that the real provider gives it


def _create_namespace(scope: Scope, properties: Properties) -> Properties:
    """Make a namespace; AWS tells its id when the operation that makes it has ended."""
    names = {"name": "Name", "description": "Description"}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    started = scope.call("servicediscovery", "create_http_namespace", **given)

    def made() -> str | None:
        told = scope.call("servicediscovery", "get_operation", OperationId=started["OperationId"])["Operation"]
        if told["Status"] == "FAIL":
            raise DeployError(f"CreateHttpNamespace: {told.get('ErrorCode', '?')}: {told.get('ErrorMessage', '')}")
        return str(told["Targets"]["NAMESPACE"]) if told["Status"] == "SUCCESS" else None

    return {"id": wait_until(made, what=f"the namespace {properties['name']}", timeout=NAMESPACE_TIMEOUT)}


RESOURCES = (
    plain(
        "aws:servicediscovery/httpNamespace:HttpNamespace",
        "servicediscovery",
        "http_namespace",
        create=_create_namespace,
        read=(Call("get_namespace", {"id": ("Id",)}, result="Namespace"),),
        delete=Call("delete_namespace", {"id": "Id"}),
        find="",
        unique=False,
        tagging=BY_ARN,
        names={"id": "Id", "name": "Name", "arn": ("Arn", "ResourceARN")},
        replace_on=words("name description"),
    ),
)
