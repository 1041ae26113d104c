"""Transfer Family: servers and their users. No server listens."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import plain

SERVICE = "transfer"
IDENTITIES = {
    "url": "Url",
    "invocationRole": "InvocationRole",
    "directoryId": "DirectoryId",
    "function": "Function",
    "sftpAuthenticationMethods": "SftpAuthenticationMethods",
}


def _identities(_scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return where a server looks its users up."""
    given = {member: properties[name] for name, member in IDENTITIES.items() if properties.get(name)}
    return {"IdentityProviderDetails": given} if given else {}


RESOURCES = (
    plain(
        "aws:transfer/server:Server",
        SERVICE,
        "server",
        create=Call("create_server", added=_identities, takes=frozenset(IDENTITIES), result="@"),
        read=(Call("describe_server", result="Server"),),
        updates=(),
        tagging=None,
        unique=False,
        auto_name=NO_NAME,
        computed={"endpoint": "{id}.server.transfer.{region}.{dns_suffix}"},
        defaults={
            "domain": "S3",
            "endpointType": "PUBLIC",
            "identityProviderType": "SERVICE_MANAGED",
            "securityPolicyName": "TransferSecurityPolicy-2018-11",
        },
        accepted=words("forceDestroy"),
    ),
    plain(
        "aws:transfer/user:User",
        SERVICE,
        "user",
        read=(Call("describe_user", result="User"),),
        updates=(),
        tagging=None,
        id="{serverId}/{userName}",
        auto_name=NO_NAME,
        replace_on=words("serverId userName homeDirectory homeDirectoryType policy role"),
    ),
)
