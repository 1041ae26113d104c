"""EKS: clusters, node groups and Fargate profiles. No Kubernetes runs."""

from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named, plain

RESOURCES = (
    named("aws:eks/cluster:Cluster", "eks", "cluster", names={"vpcConfig": "resourcesVpcConfig"}),
    plain(
        "aws:eks/nodeGroup:NodeGroup",
        "eks",
        "nodegroup",
        id="{clusterName}:{nodeGroupName}",
        auto_name=AutoName("nodeGroupName", prefix_property="nodeGroupNamePrefix"),
        names={"nodeGroupName": "nodegroupName", "nodeRoleArn": "nodeRole", "subnetIds": "subnets"},
        replace_on=words("clusterName nodeGroupName nodeGroupNamePrefix"),
    ),
    plain(
        "aws:eks/fargateProfile:FargateProfile",
        "eks",
        "fargate_profile",
        id="{clusterName}:{fargateProfileName}",
        auto_name=AutoName("fargateProfileName", prefix_property=""),
        names={"subnetIds": "subnets"},
    ),
)
