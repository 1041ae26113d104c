"""The components FargateService, EC2Service and the task definitions of awsx.

Children and names are those of https://github.com/pulumi/pulumi-awsx, version 3: awsx/ecs.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from stackrig.deployment.components.building import Child, Component, inputs_of, one_of, short_hash, to_json
from stackrig.deployment.components.log_groups import LogGroup, find_log_group
from stackrig.deployment.components.security import make_role, open_group
from stackrig.deployment.components.vpc import find_default_vpc
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

SERVICE, TASK = "ecs/service:Service", "ecs/taskDefinition:TaskDefinition"
TASKS = "ecs-tasks.amazonaws.com"
EXECUTION_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
GIB = 1024  # MiB, and CPU units of a virtual CPU
# Memory in GiB that Fargate offers by virtual CPUs, of awsx/ecs/fargateMemoryAndCpu.ts.
OFFERS: Mapping[float, tuple[float, ...]] = {
    0.25: (0.5, 1, 2),
    0.5: tuple(range(1, 5)),
    1: tuple(range(2, 9)),
    2: tuple(range(4, 17)),
    4: tuple(range(8, 31)),
    8: tuple(range(16, 61)),
    16: tuple(range(32, 121)),
    32: (60, 120, 244),
}


def build_fargate_service(component: Component) -> Properties:
    """Make a service on Fargate and, if the program describes it, its task definition."""
    args = component.inputs
    one_of(component, "networkConfiguration", "assignPublicIp")
    network = args.get("networkConfiguration") or _default_network(component)
    return _service(component, "FARGATE", {"desiredCount": 1, **args, "networkConfiguration": network})


def build_ec2_service(component: Component) -> Properties:
    """Make a service on instances and, if the program describes it, its task definition."""
    return _service(component, "EC2", component.inputs)


def _service(component: Component, launch_type: str, args: Properties) -> Properties:
    one_of(component, "taskDefinition", "taskDefinitionArgs", needed=True)
    one_of(component, "capacityProviderStrategies", "useClusterDefaultCapacityProviderStrategy")
    by_capacity = args.get("capacityProviderStrategies") or args.get("useClusterDefaultCapacityProviderStrategy")
    made: Properties = {}
    if args.get("taskDefinitionArgs"):
        kind = "FargateTaskDefinition" if launch_type == "FARGATE" else "EC2TaskDefinition"
        made = BUILDERS[kind](component.part(f"awsx:ecs:{kind}", component.name, args["taskDefinitionArgs"]))
    cluster = args.get("cluster")
    task = made.get("taskDefinition")
    inputs = {
        **inputs_of(SERVICE, args),
        "cluster": cluster["arn"] if isinstance(cluster, Child) else cluster,
        "launchType": None if by_capacity else launch_type,
        "loadBalancers": args.get("loadBalancers") or made.get("loadBalancers"),
        "waitForSteadyState": not args.get("continueBeforeSteadyState"),
        "taskDefinition": task["arn"] if task else args["taskDefinition"],
    }
    return {"service": component.make(SERVICE, component.name, inputs), "taskDefinition": task}


def build_fargate_task(component: Component) -> Properties:
    """Make a task definition for Fargate with its roles and log group."""
    args = dict(component.inputs)
    definitions, made = _parts(component)
    memory, cpu = _size(definitions)
    sized = {"cpu": args.get("cpu") or cpu, "memory": args.get("memory") or memory}
    return _task(component, {**args, **sized, "networkMode": "awsvpc"}, "FARGATE", definitions, made)


def build_ec2_task(component: Component) -> Properties:
    """Make a task definition for instances with its roles and log group."""
    definitions, made = _parts(component)
    return _task(component, {"networkMode": "awsvpc", **component.inputs}, "EC2", definitions, made)


def _parts(component: Component) -> tuple[list[Properties], Properties]:
    """Make everything that a task definition needs; return its containers' definitions, and the outputs so far."""
    args, name = component.inputs, component.name
    one_of(component, "container", "containers", needed=True)
    containers = args.get("containers") or {args["container"].get("name") or "container": args["container"]}
    log_group = find_log_group(component, args.get("logGroup"))
    task_arn, task_role = make_role(component, f"{name}-task", args.get("taskRole"), TASKS, ())
    arn, role = make_role(component, f"{name}-execution", args.get("executionRole"), TASKS, (EXECUTION_POLICY,))
    definitions = [_definition(key, containers[key], log_group) for key in sorted(containers, key=str.lower)]
    balanced = [one for key, container in containers.items() for one in _balanced(key, container)]
    made = {"logGroup": log_group.child if log_group else None, "taskRole": task_role, "executionRole": role}
    return definitions, {**made, "loadBalancers": balanced, "arns": {"taskRoleArn": task_arn, "executionRoleArn": arn}}


def _task(
    component: Component, args: Properties, compatibility: str, definitions: list[Properties], made: Properties
) -> Properties:
    text = to_json(definitions)
    arns = made.pop("arns")
    inputs = {
        **inputs_of(TASK, args),
        "requiresCompatibilities": [compatibility],
        **arns,
        "family": args.get("family") or f"{component.name}-{short_hash(component.stack + text)}",
        "containerDefinitions": text,
    }
    return {**made, "taskDefinition": component.make(TASK, component.name, inputs)}


def _definition(name: str, container: Properties, log_group: LogGroup | None) -> Properties:
    definition = {key: value for key, value in container.items() if value is not None}
    if "portMappings" in definition:
        definition["portMappings"] = [_mapping(mapping) for mapping in definition["portMappings"]]
    definition["name"] = name
    if "logConfiguration" not in definition and log_group:
        options = {"awslogs-group": log_group.name, "awslogs-region": log_group.region, "awslogs-stream-prefix": name}
        definition["logConfiguration"] = {"logDriver": "awslogs", "options": options}
    return definition


def _mapping(mapping: Properties) -> Properties:
    group = mapping.get("targetGroup")
    port = group["port"] if isinstance(group, Child) else None
    kept = {key: value for key, value in mapping.items() if key != "targetGroup"}
    kept["containerPort"] = mapping.get("containerPort") or mapping.get("hostPort") or port
    kept["hostPort"] = mapping.get("hostPort") or port or mapping.get("containerPort")
    return {key: value for key, value in kept.items() if value is not None}


def _balanced(name: str, container: Properties) -> Iterator[Properties]:
    """Yield the target groups in which a container's ports are registered."""
    for mapping in container.get("portMappings") or ():
        group = mapping.get("targetGroup")
        if isinstance(group, Child):
            yield {"containerName": name, "containerPort": group["port"], "targetGroupArn": group["arn"]}


def _size(definitions: list[Properties]) -> tuple[str, str]:
    """Return memory and CPU of Fargate's cheapest size that is large enough for the containers."""
    memory = sum(float(one.get("memoryReservation") or one.get("memory") or 0) for one in definitions) / GIB
    cpu = sum(float(one.get("cpu") or 0) for one in definitions) / GIB
    fitting = [(vcpu, size) for vcpu, sizes in OFFERS.items() for size in sizes if vcpu >= cpu and size >= memory]
    if not fitting:
        raise DeployError(f"Fargate offers no {cpu:g} virtual CPUs with {memory:g} GiB of memory")
    vcpu, size = min(fitting, key=lambda offer: 0.04048 * offer[0] + 0.004445 * offer[1])
    return f"{size * GIB:g}", f"{vcpu * GIB:g}"


def _default_network(component: Component) -> dict[str, Any]:
    public = bool(component.inputs.get("assignPublicIp"))
    default = find_default_vpc(component)
    group = open_group(component, f"{component.name}-sg", default["vpcId"])
    subnets = default["publicSubnetIds" if public else "privateSubnetIds"]
    if not public and not subnets:
        raise DeployError("the default VPC has no private subnets: set assignPublicIp or networkConfiguration")
    return {"subnets": subnets, "assignPublicIp": public, "securityGroups": [group]}


BUILDERS = {
    "FargateService": build_fargate_service,
    "EC2Service": build_ec2_service,
    "FargateTaskDefinition": build_fargate_task,
    "EC2TaskDefinition": build_ec2_task,
}
