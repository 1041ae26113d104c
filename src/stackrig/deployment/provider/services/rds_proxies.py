"""Proxies of the Relational Database Service and their targets."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Resource, words
from stackrig.deployment.provider.services.modelled import plain
from stackrig.deployment.provider.services.rds import SERVICE, TAGGING

TARGET = {  # properties of a target, and AWS's names for them
    "rdsResourceId": "RdsResourceId",
    "endpoint": "Endpoint",
    "port": "Port",
    "type": "Type",
    "targetArn": "TargetArn",
    "trackedClusterId": "TrackedClusterId",
}
SET_POOL = Call("modify_db_proxy_target_group", fixed={"TargetGroupName": "default"}, result="DBProxyTargetGroup")


def _register(scope: Scope, properties: Properties) -> Properties | None:
    scope.call(SERVICE, "register_db_proxy_targets", **_named(properties))
    return _read_target(scope, properties)


def _deregister(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "deregister_db_proxy_targets", **_named(properties))


def _named(properties: Properties) -> dict[str, Any]:
    """Return the parameters that name a target: an instance or a cluster in a proxy's group."""
    instance, cluster = properties.get("dbInstanceIdentifier"), properties.get("dbClusterIdentifier")
    which = {"DBInstanceIdentifiers": [instance]} if instance else {"DBClusterIdentifiers": [cluster]}
    return {"DBProxyName": properties["dbProxyName"], "TargetGroupName": properties["targetGroupName"], **which}


def _read_target(scope: Scope, properties: Properties) -> Properties | None:
    place = {"DBProxyName": properties["dbProxyName"], "TargetGroupName": properties["targetGroupName"]}
    wanted = properties.get("dbInstanceIdentifier") or properties.get("dbClusterIdentifier")
    targets = (scope.find(SERVICE, "describe_db_proxy_targets", **place) or {}).get("Targets", [])
    found = next((target for target in targets if target["RdsResourceId"] == wanted), None)
    return found and {name: found.get(member) for name, member in TARGET.items()}


def _target_id(properties: Properties) -> str:
    return "/".join(str(properties[name]) for name in ("dbProxyName", "targetGroupName", "type", "rdsResourceId"))


RESOURCES = (
    plain(
        "aws:rds/proxy:Proxy",
        SERVICE,
        "db_proxy",
        create=Call("create_db_proxy", {"auths": "Auth"}, result="DBProxy"),
        tagging=TAGGING,
        id="{name}",
        names={"name": "DBProxyName", "arn": ("DBProxyArn", "ResourceName"), "requireTls": "RequireTLS"},
        replace_on=words("name engineFamily vpcSubnetIds roleArn auths requireTls idleClientTimeout"),
        served_by_database=True,
    ),
    Resource(
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        SERVICE,
        create=SET_POOL,
        read=(Call("describe_db_proxy_target_groups", result="TargetGroups[0]"),),
        updates=(SET_POOL,),
        delete=lambda _scope, _properties: None,  # its proxy's deletion deletes it
        id="{dbProxyName}",
        auto_name=NO_NAME,
        names={"dbProxyName": "DBProxyName", "name": "TargetGroupName", "arn": "TargetGroupArn"},
        replace_on=words("dbProxyName"),
        modelled=True,
        served_by_database=True,
    ),
    Resource(
        "aws:rds/proxyTarget:ProxyTarget",
        SERVICE,
        create=_register,
        read=(_read_target,),
        delete=_deregister,
        id=_target_id,
        auto_name=NO_NAME,
        replace_on=words("dbProxyName targetGroupName dbInstanceIdentifier dbClusterIdentifier"),
        modelled=True,
        served_by_database=True,
    ),
)
