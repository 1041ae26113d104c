"""Auto Scaling of EC2 instances, and Application Auto Scaling of other services."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named, plain


def _zones(_scope: Scope, properties: Properties) -> dict[str, Any]:
    zones = properties.get("vpcZoneIdentifiers")
    return {"VPCZoneIdentifier": ",".join(zones)} if zones else {}


RESOURCES = (
    named(
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "autoscaling",
        "launch_configuration",
        names={"name": ("LaunchConfigurationName", "LaunchConfigurationNames"), "arn": "LaunchConfigurationARN"},
        replace_on=words("name namePrefix imageId instanceType keyName securityGroups userData"),
    ),
    named(
        "aws:autoscaling/group:Group",
        "autoscaling",
        "auto_scaling_group",
        create=Call("create_auto_scaling_group", added=_zones, takes=words("vpcZoneIdentifiers")),
        read=(Call("describe_auto_scaling_groups", result="AutoScalingGroups[0]"),),
        updates=(Call("update_auto_scaling_group"),),
        delete=Call("delete_auto_scaling_group", fixed={"ForceDelete": True}),
        names={
            "name": ("AutoScalingGroupName", "AutoScalingGroupNames"),
            "arn": "AutoScalingGroupARN",
            "launchConfiguration": "LaunchConfigurationName",
            "targetGroupArns": "TargetGroupARNs",
            "loadBalancers": "LoadBalancerNames",
            "tags": (),
            "vpcZoneIdentifiers": (),
        },
        defaults={"metricsGranularity": "1Minute", "waitForCapacityTimeout": "10m"},
        replace_on=words("name namePrefix"),
        accepted=words("forceDelete waitForCapacityTimeout tags"),
    ),
    named(
        "aws:autoscaling/policy:Policy",
        "autoscaling",
        "policy",
        create=Call("put_scaling_policy", result="@"),
        read=(Call("describe_policies", {"name": ("PolicyNames", "PolicyName")}, result="ScalingPolicies[0]"),),
        updates=(Call("put_scaling_policy", result="@"),),
        names={
            "name": "PolicyName",
            "arn": "PolicyARN",
            "autoscalingGroupName": "AutoScalingGroupName",
            "stepAdjustments": "StepAdjustments",
        },
        replace_on=words("name autoscalingGroupName"),
    ),
    plain(
        "aws:autoscaling/schedule:Schedule",
        "autoscaling",
        "scheduled_action",
        create=Call("put_scheduled_update_group_action"),
        read=(
            Call(
                "describe_scheduled_actions",
                {"scheduledActionName": ("ScheduledActionNames", "ScheduledActionName")},
                result="ScheduledUpdateGroupActions[0]",
            ),
        ),
        updates=(Call("put_scheduled_update_group_action"),),
        id="{scheduledActionName}",
        auto_name=NO_NAME,
        names={"arn": "ScheduledActionARN", "autoscalingGroupName": "AutoScalingGroupName"},
        defaults={"minSize": 0, "maxSize": 0, "desiredCapacity": 0},
        replace_on=words("autoscalingGroupName scheduledActionName"),
    ),
    named(
        "aws:autoscaling/lifecycleHook:LifecycleHook",
        "autoscaling",
        "lifecycle_hook",
        create=Call("put_lifecycle_hook"),
        read=(
            Call(
                "describe_lifecycle_hooks",
                {"name": ("LifecycleHookNames", "LifecycleHookName")},
                result="LifecycleHooks[0]",
            ),
        ),
        updates=(Call("put_lifecycle_hook"),),
        names={
            "name": "LifecycleHookName",
            "autoscalingGroupName": "AutoScalingGroupName",
            "notificationTargetArn": "NotificationTargetARN",
            "roleArn": "RoleARN",
        },
        replace_on=words("name autoscalingGroupName"),
    ),
    plain(
        "aws:appautoscaling/target:Target",
        "application-autoscaling",
        "scalable_target",
        create=Call("register_scalable_target", result="@"),
        read=(
            Call(
                "describe_scalable_targets", {"resourceId": ("ResourceIds", "ResourceId")}, result="ScalableTargets[0]"
            ),
        ),
        updates=(Call("register_scalable_target", result="@"),),
        delete=Call("deregister_scalable_target"),
        id="{resourceId}",
        auto_name=NO_NAME,
        names={"roleArn": "RoleARN", "arn": ("ScalableTargetARN", "ResourceARN")},
        replace_on=words("resourceId scalableDimension serviceNamespace"),
    ),
    named(
        "aws:appautoscaling/policy:Policy",
        "application-autoscaling",
        "scaling_policy",
        create=Call("put_scaling_policy", {"arn": "PolicyARN"}, result="@"),
        read=(Call("describe_scaling_policies", {"name": ("PolicyNames", "PolicyName")}, result="ScalingPolicies[0]"),),
        updates=(Call("put_scaling_policy", result="@"),),
        names={"name": "PolicyName", "arn": "PolicyARN"},
        defaults={"policyType": "StepScaling"},
        replace_on=words("name resourceId scalableDimension serviceNamespace"),
    ),
)
