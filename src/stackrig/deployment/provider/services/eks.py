"""EKS: clusters, node groups and Fargate profiles. No Kubernetes runs."""

import base64
from collections.abc import Mapping
from typing import Any

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named, plain

# A token is a request to STS that its holder signed: https://github.com/kubernetes-sigs/aws-iam-authenticator
TOKEN_PREFIX, CLUSTER_HEADER, VALID = "k8s-aws-v1.", "x-k8s-aws-id", 60  # seconds
IDENTITY = "https://sts.{region}.{dns_suffix}/?Action=GetCallerIdentity&Version=2011-06-15"


def _get_cluster_auth(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return a token for a cluster's API, which is made of the keys alone: no cluster is asked."""
    request = AWSRequest("GET", IDENTITY.format_map(scope.places), headers={CLUSTER_HEADER: arguments["name"]})
    SigV4QueryAuth(scope.clients.credentials, "sts", scope.region, expires=VALID).add_auth(request)
    token = base64.urlsafe_b64encode(str(request.url).encode()).decode().rstrip("=")
    return {"id": arguments["name"], "name": arguments["name"], "region": scope.region, "token": TOKEN_PREFIX + token}


RESOURCES = (
    named(
        "aws:eks/cluster:Cluster",
        "eks",
        "cluster",
        names={"vpcConfig": "resourcesVpcConfig"},
        defaults={"bootstrapSelfManagedAddons": True},
    ),
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

FUNCTIONS = {"aws:eks/getClusterAuth:getClusterAuth": _get_cluster_auth}
