"""Relational Database Service: lookup functions for instances, clusters, engine versions and orderable classes."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.schema import ANY
from stackrig.deployment.provider.services.rds import SERVICE
from stackrig.deployment.provider.wire import Names, properties_of, to_camel
from stackrig.emulator.inside.rds.served_engines import ENGINES
from stackrig.errors import DeployError

ORDERABLE: Names = {"instanceClass": "DBInstanceClass", "multiAzCapable": "MultiAZCapable"}


def _get_instance(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    name = arguments["dbInstanceIdentifier"]
    found = scope.call(SERVICE, "describe_db_instances", DBInstanceIdentifier=name)["DBInstances"][0]
    endpoint = found.get("Endpoint", {})
    return {
        "id": name,
        "dbInstanceIdentifier": name,
        "dbInstanceArn": found["DBInstanceArn"],
        "dbName": found.get("DBName", ""),
        "address": endpoint.get("Address", ""),
        "endpoint": f"{endpoint.get('Address', '')}:{endpoint.get('Port', '')}",
        "port": endpoint.get("Port", 0),
        "engine": found["Engine"],
        "engineVersion": found.get("EngineVersion", ""),
        "masterUsername": found.get("MasterUsername", ""),
        "tags": {tag["Key"]: tag["Value"] for tag in found.get("TagList", ())},
    }


def _get_cluster(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    name = arguments["clusterIdentifier"]
    found = scope.call(SERVICE, "describe_db_clusters", DBClusterIdentifier=name)["DBClusters"][0]
    return {
        "id": name,
        "clusterIdentifier": name,
        "arn": found["DBClusterArn"],
        "databaseName": found.get("DatabaseName", ""),
        "endpoint": found.get("Endpoint", ""),
        "readerEndpoint": found.get("ReaderEndpoint", ""),
        "engine": found["Engine"],
        "engineVersion": found.get("EngineVersion", ""),
        "masterUsername": found.get("MasterUsername", ""),
        "port": found.get("Port", 0),
        "tags": {tag["Key"]: tag["Value"] for tag in found.get("TagList", ())},
    }


def _get_subnet_group(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    name = arguments["name"]
    found = scope.call(SERVICE, "describe_db_subnet_groups", DBSubnetGroupName=name)["DBSubnetGroups"][0]
    return {
        "id": name,
        "name": name,
        "arn": found["DBSubnetGroupArn"],
        "description": found["DBSubnetGroupDescription"],
        "status": found.get("SubnetGroupStatus", ""),
        "subnetIds": [item["SubnetIdentifier"] for item in found["Subnets"]],
        "vpcId": found.get("VpcId", ""),
        "supportedNetworkTypes": found.get("SupportedNetworkTypes", []),
    }


def _get_engine_version(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return the requested version: moto lists none, so any is accepted."""
    version = arguments.get("version") or (arguments.get("preferredVersions") or [""])[0]
    engine = arguments["engine"]
    given = {"Engine": engine, **({"EngineVersion": version} if version else {})}
    found = scope.call(SERVICE, "describe_db_engine_versions", **given)["DBEngineVersions"]
    actual = found[-1]["EngineVersion"] if found else version
    family = found[-1].get("DBParameterGroupFamily", "") if found else f"{engine}{actual.partition('.')[0]}"
    told = {"id": actual, "version": actual, "versionActual": actual, "parameterGroupFamily": family}
    return {**arguments, **told}


def _get_orderable(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return an orderable class of instances: the first preferred one; other engines get the requested one."""
    engine = arguments["engine"]
    classes = [arguments.get("instanceClass"), *(arguments.get("preferredInstanceClasses") or ())]
    versions = [arguments.get("engineVersion"), *(arguments.get("preferredEngineVersions") or ())]
    wanted, version = [name for name in classes if name], next(filter(None, versions), "")
    given = {"Engine": engine, **({"EngineVersion": version} if version else {})}
    options = scope.call(SERVICE, "describe_orderable_db_instance_options", **given)["OrderableDBInstanceOptions"]
    found = [item for name in wanted for item in options if item["DBInstanceClass"] == name] if wanted else options[-1:]
    if not found and engine in ENGINES:
        raise DeployError(f"RDS has no orderable instance of {engine} {version} in the classes {', '.join(wanted)}")
    option = next(iter(found), {"Engine": engine, "EngineVersion": version, "DBInstanceClass": "".join(wanted[:1])})
    told = properties_of(option, ORDERABLE, dict.fromkeys([*ORDERABLE, *map(to_camel, option)], ANY))
    return {**arguments, **told, "id": told["instanceClass"], "region": scope.region}


FUNCTIONS = {
    "aws:rds/getCluster:getCluster": _get_cluster,
    "aws:rds/getEngineVersion:getEngineVersion": _get_engine_version,
    "aws:rds/getInstance:getInstance": _get_instance,
    "aws:rds/getOrderableDbInstance:getOrderableDbInstance": _get_orderable,
    "aws:rds/getSubnetGroup:getSubnetGroup": _get_subnet_group,
}
