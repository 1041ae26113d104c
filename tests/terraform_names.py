"""Pulumi's resource types under Terraform's names, as Pulumi's bridge makes them.

Names become camelCase, plural for lists; what the bridge renames is listed here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.schema import ANY, Type

TERRAFORM_TYPES = {
    "aws:appsync/dataSource": "aws_appsync_datasource",
    "aws:appsync/graphQLApi": "aws_appsync_graphql_api",
    "aws:cfg/": "aws_config_",
    "aws:cfg/recorder": "aws_config_configuration_recorder",
    "aws:cfg/recorderStatus": "aws_config_configuration_recorder_status",
    "aws:cfg/rule": "aws_config_config_rule",
    "aws:cloudtrail/trail": "aws_cloudtrail",
    "aws:codepipeline/pipeline": "aws_codepipeline",
    "aws:cognito/identityPoolRoleAttachment": "aws_cognito_identity_pool_roles_attachment",
    "aws:directoryservice/": "aws_directory_service_",
    "aws:ec2transitgateway/": "aws_ec2_transit_gateway_",
    "aws:elasticbeanstalk/": "aws_elastic_beanstalk_",
    "aws:elb/loadBalancer": "aws_elb",
    "aws:iam/openIdConnectProvider": "aws_iam_openid_connect_provider",
    "aws:lb/loadBalancer": "aws_lb",
    "aws:servicediscovery/": "aws_service_discovery_",
    "aws:apigateway/": "aws_api_gateway_",
    "aws:apigateway/response": "aws_api_gateway_gateway_response",
    "aws:cloudwatch/eventBus": "aws_cloudwatch_event_bus",
    "aws:ec2/": "aws_",
    "aws:ec2/managedPrefixList": "aws_ec2_managed_prefix_list",
    "aws:ec2transitgateway/transitGateway": "aws_ec2_transit_gateway",
    "aws:iam/": "aws_iam_",
    "aws:s3/bucketObjectv2": "aws_s3_object",
    "aws:s3/bucketV2": "aws_s3_bucket",
    **{
        f"aws:rds/{name}": f"aws_db_{noun}"
        for name, noun in {
            "clusterSnapshot": "cluster_snapshot",
            "eventSubscription": "event_subscription",
            "instance": "instance",
            "optionGroup": "option_group",
            "parameterGroup": "parameter_group",
            "proxy": "proxy",
            "proxyDefaultTargetGroup": "proxy_default_target_group",
            "proxyTarget": "proxy_target",
            "snapshot": "snapshot",
            "subnetGroup": "subnet_group",
        }.items()
    },
    "aws:sqs/redriveAllowPolicy": "aws_sqs_queue_redrive_allow_policy",
    "aws:sqs/redrivePolicy": "aws_sqs_queue_redrive_policy",
}
RENAMED = {  # by the bridge: pulumi/pulumi-aws, provider/resources.go
    "aws:cloudwatch/metricAlarm:MetricAlarm": {"alarm_name": "name"},
    "aws:lambda/function:Function": {"function_name": "name", "filename": "code"},
    "aws:lambda/layerVersion:LayerVersion": {"filename": "code"},
    "aws:lambda/permission:Permission": {"function_name": "function"},
    "aws:sns/topicSubscription:TopicSubscription": {"topic_arn": "topic"},
    "aws:apigateway/basePathMapping:BasePathMapping": {"api_id": "restApi"},
    "aws:apigateway/response:Response": {"rest_api_id": "restApiId"},
    "aws:batch/computeEnvironment:ComputeEnvironment": {
        "compute_environment_name": "name",
        "compute_environment_name_prefix": "namePrefix",
    },
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {"log_group_name": "logGroup"},
    **{
        f"aws:apigateway/{name}": {"rest_api_id": "restApi", "deployment_id": "deployment"}
        for name in (
            *("authorizer:Authorizer", "deployment:Deployment", "integration:Integration", "method:Method"),
            *("integrationResponse:IntegrationResponse", "methodResponse:MethodResponse", "resource:Resource"),
            *("stage:Stage", "methodSettings:MethodSettings", "model:Model", "requestValidator:RequestValidator"),
        )
    },
}


def terraform_type(token: str) -> str:
    """Return what Terraform calls a type: `aws:iam/rolePolicy:RolePolicy` is aws_iam_role_policy."""
    stem = token.rpartition(":")[0]
    for start, name in sorted(TERRAFORM_TYPES.items(), key=lambda item: -len(item[0])):
        if stem == start:
            return name
        if stem.startswith(start) and start.endswith("/"):
            return name + snake(stem.removeprefix(start))
    return "aws_" + snake(stem.removeprefix("aws:").replace("/", "_"))


def snake(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def plural(name: str) -> str:
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x")) else "s")


@dataclass(frozen=True)
class Block:
    """Map the names of Pulumi in a block of Terraform's schema to Terraform's, and to the blocks inside."""

    names: Mapping[str, str]
    inner: Mapping[str, "Block"]
    whole: bool = False  # Terraform wants each member, as null where it has no value
    lists: frozenset[str] = frozenset()  # names of Pulumi that are lists for Terraform alone


def read_block(schema: Mapping[str, Any], renamed: Mapping[str, str], types: Mapping[str, Type]) -> Block:
    names, inner, lists = {}, {}, set()
    for name, item in schema.get("attributes", {}).items():
        many = isinstance(item["type"], list) and item["type"][0] in {"list", "set"}
        types_of = types.get(camel(name))
        listed = many and not name.endswith("s") and types_of is None
        wire = renamed.get(name, plural(camel(name)) if listed else camel(name))
        names[wire] = name
        if many and types_of and types_of.kind != "list":
            lists.add(wire)
        if many and isinstance(item["type"][1], list) and item["type"][1][0] == "object":
            members = {part: {"type": kind} for part, kind in item["type"][1][1].items()}
            inner[wire] = replace(read_block({"attributes": members}, {}, {}), whole=True)
    for name, item in schema.get("block_types", {}).items():
        single = item.get("max_items") == 1 or camel(name) in types  # blocks of Terraform's newer kind tell no maximum
        wire = renamed.get(name, camel(name) if single else plural(camel(name)))
        names[wire] = name
        type_ = types.get(wire, ANY)
        inner[wire] = read_block(item["block"], {}, (type_.item or type_).fields)
    return Block(names, inner, lists=frozenset(lists))


def to_terraform(block: Block, value: Any) -> Any:
    if isinstance(value, list):
        return [to_terraform(block, item) for item in value]
    if not isinstance(value, dict):
        return value
    blank = dict.fromkeys(block.names.values()) if block.whole else {}
    given = {
        block.names[name]: to_terraform(block.inner[name], part) if name in block.inner else part
        for name, part in {**value, **{name: [value[name]] for name in block.lists & value.keys()}}.items()
    }
    return {**blank, **given}


def from_terraform(block: Block, type_: Type, value: Any) -> Any:
    """Return a value of Terraform's state in the form of Pulumi's: blocks of which there is one are objects."""
    if type_.kind == "object":
        value = value[0] if isinstance(value, list) and value else value
        return from_fields(block, type_.fields, value) if value else None
    if type_.kind == "list" and isinstance(value, list):
        return [from_terraform(block, type_.item or type_, item) for item in value]
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def from_fields(block: Block, types: Mapping[str, Type], value: Mapping[str, Any]) -> Properties:
    known = {name: value.get(spelling) for name, spelling in block.names.items() if name in types}
    inner = {name: block.inner.get(name, Block({}, {})) for name in known}
    found = {name: from_terraform(inner[name], types[name], part) for name, part in known.items() if part is not None}
    return {name: part for name, part in found.items() if part is not None}
