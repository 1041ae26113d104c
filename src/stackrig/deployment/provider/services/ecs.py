"""Elastic Container Registry and Elastic Container Service."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Resource, Tagging, words
from stackrig.deployment.provider.services.modelled import GONE, plain
from stackrig.deployment.provider.wire import Names

REPOSITORY: Names = {"repository": "repositoryName", "policy": ("lifecyclePolicyText", "policyText")}


def _encryption(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given = (properties.get("encryptionConfigurations") or [None])[0]
    if not given:
        return {}
    key = {"kmsKey": given["kmsKey"]} if given.get("kmsKey") else {}
    return {"encryptionConfiguration": {"encryptionType": given.get("encryptionType") or "AES256", **key}}


def _tidy_repository(_scope: Scope, properties: Properties) -> Properties:
    return {"encryptionConfigurations": [properties.get("encryptionConfiguration") or {"encryptionType": "AES256"}]}


def _delete_repository(scope: Scope, properties: Properties) -> None:
    scope.call("ecr", "delete_repository", repositoryName=properties["name"], force=bool(properties.get("forceDelete")))


def _policy(token: str, noun: str, put: str) -> Resource:
    return Resource(
        token,
        "ecr",
        create=Call(put),
        read=(Call(f"get_{noun}"),),
        updates=(Call(put),),
        delete=Call(f"delete_{noun}"),
        id="{repository}",
        auto_name=NO_NAME,
        names=REPOSITORY,
        replace_on=words("repository"),
        documents=words("policy"),
        modelled=True,
    )


# --- containers ------------------------------------------------------------------------------------------------------


def _register(scope: Scope, properties: Properties) -> dict[str, Any]:
    del scope
    given: dict[str, Any] = {"containerDefinitions": json.loads(properties["containerDefinitions"])}
    if properties.get("volumes"):
        given["volumes"] = [
            {
                "name": item["name"],
                **({"host": {"sourcePath": item["hostPath"]}} if item.get("hostPath") else {}),
                **({"efsVolumeConfiguration": _efs(item)} if item.get("efsVolumeConfiguration") else {}),
            }
            for item in properties["volumes"]
        ]
    return given


def _efs(volume: Properties) -> dict[str, Any]:
    given = volume["efsVolumeConfiguration"]
    names = ("fileSystemId", "rootDirectory", "transitEncryption", "transitEncryptionPort")
    return {name: given[name] for name in names if given.get(name)}


def _strategies(_scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return the two lists that the call requires, empty by default."""
    wanted = properties.get("defaultCapacityProviderStrategies") or []
    strategies = [
        {"capacityProvider": item["capacityProvider"], "weight": int(item.get("weight") or 0)} for item in wanted
    ]
    providers = properties.get("capacityProviders") or []
    return {"capacityProviders": providers, "defaultCapacityProviderStrategy": strategies}


def _read_definition(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find("ecs", "describe_task_definition", taskDefinition=properties.get("arn") or properties["id"])
    task = (found or {}).get("taskDefinition")
    if task is None or task["status"] == "INACTIVE":
        return None
    arn = task["taskDefinitionArn"]
    names = ("cpu", "memory", "networkMode", "executionRoleArn", "taskRoleArn", "ipcMode", "pidMode")
    return {
        "arn": arn,
        "arnWithoutRevision": arn.rpartition(":")[0],
        "containerDefinitions": properties.get("containerDefinitions") or json.dumps(task["containerDefinitions"]),
        "family": task["family"],
        "revision": task["revision"],
        "requiresCompatibilities": task.get("requiresCompatibilities") or properties.get("requiresCompatibilities"),
        **{name: task.get(name) or "" for name in names},
    }


def _deregister(scope: Scope, properties: Properties) -> None:
    scope.call("ecs", "deregister_task_definition", taskDefinition=properties["arn"])


def _network(_scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return the network of a service's tasks; ECS nests it one level deeper, and has a word for the switch."""
    given = properties.get("networkConfiguration")
    if not given:
        return {}
    lists = {name: given[name] for name in ("subnets", "securityGroups") if given.get(name)}
    public = "ENABLED" if given.get("assignPublicIp") else "DISABLED"
    return {"networkConfiguration": {"awsvpcConfiguration": {**lists, "assignPublicIp": public}}}


def _delete_service(scope: Scope, properties: Properties) -> None:
    where = {"cluster": properties.get("cluster") or "default", "service": properties["name"]}
    scope.call("ecs", "update_service", **where, desiredCount=0)
    scope.call("ecs", "delete_service", **where, force=True)


def _read_service(scope: Scope, properties: Properties) -> Properties | None:
    cluster, name = properties.get("cluster") or "default", properties["name"]
    found = scope.find("ecs", "describe_services", cluster=cluster, services=[name])
    service = (found or {}).get("services") or [None]
    if service[0] is None or service[0]["status"] != "ACTIVE":
        return None
    kept = (
        "desiredCount",
        "launchType",
        "schedulingStrategy",
        "platformVersion",
        "enableExecuteCommand",
        "propagateTags",
    )
    return {
        "arn": service[0]["serviceArn"],
        "cluster": properties.get("cluster") or service[0]["clusterArn"],
        "name": service[0]["serviceName"],
        "taskDefinition": properties.get("taskDefinition") or service[0]["taskDefinition"],
        **{name: service[0][name] for name in kept if service[0].get(name) is not None},
    }


def _find_service(scope: Scope, properties: Properties) -> str | None:
    found = _read_service(scope, properties)
    return found["arn"] if found else None


# --- functions -------------------------------------------------------------------------------------------------------


def _authorization(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    given = {"registryIds": [arguments["registryId"]]} if arguments.get("registryId") else {}
    found = scope.call("ecr", "get_authorization_token", **given)["authorizationData"][0]
    token = found["authorizationToken"]
    user, _, password = base64.b64decode(token).decode().partition(":")
    return {
        "id": scope.region,
        "authorizationToken": token,
        "expiresAt": found["expiresAt"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "password": password,
        "proxyEndpoint": found["proxyEndpoint"],
        "registryId": arguments.get("registryId"),
        "userName": user,
    }


def _credentials(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = _authorization(scope, arguments)
    return {**found, "registryId": arguments.get("registryId")}


def _get_repository(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    name = arguments["name"]
    found = scope.call("ecr", "describe_repositories", repositoryNames=[name])["repositories"][0]
    return {
        "id": name,
        "name": name,
        "arn": found["repositoryArn"],
        "registryId": found["registryId"],
        "repositoryUrl": found["repositoryUri"],
        "imageTagMutability": found.get("imageTagMutability", "MUTABLE"),
        "imageScanningConfigurations": [found.get("imageScanningConfiguration") or {"scanOnPush": False}],
        "encryptionConfigurations": [],
        "tags": {},
    }


def _get_image(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    names = {"imageTag": "imageTag", "imageDigest": "imageDigest"}
    image = {member: arguments[name] for name, member in names.items() if arguments.get(name)}
    given = {"imageIds": [image]} if image else {}
    found = scope.call("ecr", "describe_images", repositoryName=arguments["repositoryName"], **given)["imageDetails"][
        -1
    ]
    repository = _get_repository(scope, {"name": arguments["repositoryName"]})
    digest = found["imageDigest"]
    return {
        **arguments,
        "id": digest,
        "imageDigest": digest,
        "imageTags": found.get("imageTags", []),
        "imageSizeInBytes": found.get("imageSizeInBytes", 0),
        "imageUri": f"{repository['repositoryUrl']}@{digest}",
        "registryId": found.get("registryId", ""),
    }


def _get_cluster(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = scope.call("ecs", "describe_clusters", clusters=[arguments["clusterName"]])["clusters"][0]
    return {
        **arguments,
        "id": found["clusterArn"],
        "arn": found["clusterArn"],
        "status": found["status"],
        "pendingTasksCount": found.get("pendingTasksCount", 0),
        "runningTasksCount": found.get("runningTasksCount", 0),
        "registeredContainerInstancesCount": found.get("registeredContainerInstancesCount", 0),
        "settings": found.get("settings", []),
        "serviceConnectDefaults": [],
        "tags": {},
    }


RESOURCES = (
    Resource(
        "aws:ecr/repository:Repository",
        "ecr",
        create=Call("create_repository", added=_encryption, takes=words("encryptionConfigurations")),
        read=(Call("describe_repositories", {"name": "repositoryNames"}, result="repositories[0]"), _tidy_repository),
        updates=(Call("put_image_tag_mutability"), Call("put_image_scanning_configuration")),
        delete=_delete_repository,
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{name}",
        auto_name=AutoName(lower=True),
        names={
            "name": "repositoryName",
            "arn": ("repositoryArn", "resourceArn"),
            "repositoryUrl": "repositoryUri",
        },
        defaults={"imageTagMutability": "MUTABLE"},
        replace_on=words("name"),
        accepted=words("forceDelete"),
        modelled=True,
    ),
    _policy("aws:ecr/lifecyclePolicy:LifecyclePolicy", "lifecycle_policy", "put_lifecycle_policy"),
    _policy("aws:ecr/repositoryPolicy:RepositoryPolicy", "repository_policy", "set_repository_policy"),
    Resource(
        "aws:ecr/registryPolicy:RegistryPolicy",
        "ecr",
        create=Call("put_registry_policy"),
        read=(Call("get_registry_policy"),),
        updates=(Call("put_registry_policy"),),
        delete=Call("delete_registry_policy"),
        id="{registryId}",
        find="{account}",
        auto_name=NO_NAME,
        names={"policy": "policyText"},
        documents=words("policy"),
        modelled=True,
    ),
    plain(
        "aws:ecs/cluster:Cluster",
        "ecs",
        "cluster",
        id="{arn}",
        find="arn:{partition}:ecs:{region}:{account}:cluster/{name}",
        updates=(Call("update_cluster"),),
        delete=Call("delete_cluster", {"arn": "cluster"}),
        tagging=Tagging(list=Call("list_tags_for_resource")),
        names={"name": "clusterName", "arn": ("clusterArn", "clusters", "resourceArn", "cluster")},
        replace_on=words("name"),
    ),
    plain(
        "aws:ecs/capacityProvider:CapacityProvider",
        "ecs",
        "capacity_provider",
        read=(
            Call("describe_capacity_providers", {"arn": "capacityProviders"}, result="capacityProviders[0]", gone=GONE),
        ),
        delete=Call("delete_capacity_provider", {"arn": "capacityProvider"}),
        id="{arn}",
        find="arn:{partition}:ecs:{region}:{account}:capacity-provider/{name}",
        names={"name": "name", "arn": ("capacityProviderArn", "resourceArn")},
        replace_on=words("name"),
    ),
    Resource(
        "aws:ecs/taskDefinition:TaskDefinition",
        "ecs",
        create=Call(
            "register_task_definition",
            result="taskDefinition",
            learn={"arn": "taskDefinitionArn"},
            added=_register,
            takes=words("containerDefinitions volumes"),
        ),
        read=(_read_definition,),
        delete=_deregister,
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{family}",
        unique=False,
        auto_name=NO_NAME,
        names={"arn": "resourceArn", "containerDefinitions": (), "volumes": ()},
        documents=words("containerDefinitions"),
        accepted=words("skipDestroy trackLatest"),
        once=words("arn"),
        replace_on=words(
            "family containerDefinitions cpu memory networkMode executionRoleArn taskRoleArn requiresCompatibilities"
            " volumes runtimePlatform placementConstraints proxyConfiguration ephemeralStorage ipcMode pidMode"
        ),
        modelled=True,
    ),
    Resource(
        "aws:ecs/service:Service",
        "ecs",
        create=Call("create_service", result="service", added=_network, takes=words("networkConfiguration")),
        read=(_read_service,),
        updates=(Call("update_service", {"name": "service"}, added=_network, takes=words("networkConfiguration")),),
        delete=_delete_service,
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{arn}",
        import_id="{cluster}/{name}",
        find=_find_service,
        names={
            "name": "serviceName",
            "arn": ("serviceArn", "resourceArn"),
            "iamRole": "role",
            "networkConfiguration": (),
        },
        defaults={"schedulingStrategy": "REPLICA"},
        replace_on=words("name cluster launchType schedulingStrategy"),
        accepted=words("forceDelete forceNewDeployment waitForSteadyState"),
        modelled=True,
    ),
    Resource(
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        "ecs",
        create=Call("put_cluster_capacity_providers", result="cluster", added=_strategies),
        read=(
            Call("describe_clusters", {"clusterName": "clusters"}, result="clusters[0]", gone="status == 'INACTIVE'"),
        ),
        updates=(Call("put_cluster_capacity_providers", added=_strategies),),
        delete=Call(
            "put_cluster_capacity_providers", fixed={"capacityProviders": [], "defaultCapacityProviderStrategy": []}
        ),
        id="{clusterName}",
        auto_name=NO_NAME,
        names={
            "clusterName": ("cluster", "clusterName"),
            "defaultCapacityProviderStrategies": "defaultCapacityProviderStrategy",
        },
        replace_on=words("clusterName"),
        unique=False,
        modelled=True,
    ),
)

FUNCTIONS = {
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": _authorization,
    "aws:ecr/getCredentials:getCredentials": _credentials,
    "aws:ecr/getImage:getImage": _get_image,
    "aws:ecr/getRepository:getRepository": _get_repository,
    "aws:ecs/getCluster:getCluster": _get_cluster,
}
