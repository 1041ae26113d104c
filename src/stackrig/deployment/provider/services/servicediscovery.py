"""Cloud Map, whose API is called Service Discovery."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Action, words
from stackrig.deployment.provider.services.modelled import Plain, inside, plain, title
from stackrig.deployment.provider.wire import to_pascal
from stackrig.errors import DeployError
from stackrig.waiting import wait_until

SERVICE = "servicediscovery"
TOLD = {"hostedZone": "Properties.DnsProperties.HostedZoneId", "httpName": "Properties.HttpProperties.HttpName"}
NAMESPACE_TIMEOUT = 300.0  # the real provider's time-out, in seconds


def _create_namespace(kind: str) -> Action:
    """Return the function that creates a namespace; AWS returns the id only when the operation has ended."""

    def create(scope: Scope, properties: Properties) -> Properties:
        names = {"name": "Name", "description": "Description", "vpc": "Vpc"}
        given = {member: properties[name] for name, member in names.items() if properties.get(name)}
        started = scope.call(SERVICE, f"create_{kind}_namespace", **given)

        def made() -> str | None:
            told = scope.call(SERVICE, "get_operation", OperationId=started["OperationId"])["Operation"]
            if told["Status"] == "FAIL":
                raise DeployError(f"a namespace: {told.get('ErrorCode', '?')}: {told.get('ErrorMessage', '')}")
            return str(told["Targets"]["NAMESPACE"]) if told["Status"] == "SUCCESS" else None

        return {"id": wait_until(made, what=f"the namespace {properties['name']}", timeout=NAMESPACE_TIMEOUT)}

    return create


def _namespace(kind: str) -> Plain:
    name = f"{title(kind, lower=True)}Namespace"
    return plain(
        f"aws:servicediscovery/{name}:{to_pascal(name)}",
        SERVICE,
        "namespace",
        create=_create_namespace(kind),
        read=(Call("get_namespace", learn=TOLD),),
        import_id="{id}:{vpc}" if kind == "private_dns" else "",
        replace_on=words("name description vpc"),
    )


RESOURCES = (
    *map(_namespace, ("http", "private_dns", "public_dns")),
    plain(
        "aws:servicediscovery/service:Service",
        SERVICE,
        "service",
        updates=(
            Call(
                "update_service",
                {"description": ()},
                added=inside(SERVICE, "update_service", "Service", {}),
                takes=words("description dnsConfig healthCheckConfig"),
            ),
        ),
        replace_on=words("name namespaceId type healthCheckCustomConfig"),
        accepted=words("forceDestroy"),
    ),
)
