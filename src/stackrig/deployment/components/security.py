"""Security groups and roles that several components of awsx make when the program names none.

As in https://github.com/pulumi/pulumi-awsx, version 3: awsx/role.ts, awsx/lb/applicationLoadBalancer.ts.
"""

from collections.abc import Sequence

from stackrig.deployment.components.building import Child, Component, short_hash, to_json
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

OPEN = {"cidrBlocks": ["0.0.0.0/0"], "ipv6CidrBlocks": ["::/0"]}
HIGHEST_PORT = 65535


def open_group(component: Component, name: str, vpc: str, given: Properties | None = None) -> Child:
    """Make a security group that admits all traffic, or the one that the program describes."""
    inputs = given or {
        "vpcId": vpc,
        "ingress": [{"fromPort": 0, "toPort": 0, "protocol": "-1", **OPEN}],
        "egress": [{"fromPort": 0, "toPort": HIGHEST_PORT, "protocol": "tcp", **OPEN}],
    }
    return component.make("ec2/securityGroup:SecurityGroup", name, inputs)


def make_role(
    component: Component, name: str, settings: Properties | None, service: str, policies: Sequence[str]
) -> tuple[str | None, Child | None]:
    """Make a role with its policies, unless the settings name another or skip it; return its ARN and the role."""
    settings = settings or {}
    if settings.get("roleArn") and settings.get("args"):
        raise DeployError(f"the role {name} has roleArn and args: only one of them can be given")
    if settings.get("skip"):
        return None, None
    if settings.get("roleArn"):
        return settings["roleArn"], None
    trust = {"Action": "sts:AssumeRole", "Principal": {"Service": service}, "Effect": "Allow", "Sid": ""}
    document = to_json({"Version": "2012-10-17", "Statement": [trust]})
    given = {"assumeRolePolicy": document, "policyArns": list(policies), **(settings.get("args") or {})}
    attached = given.pop("policyArns")
    role = component.make("iam/role:Role", name, given)
    for policy in attached:
        attachment = f"{name}-{short_hash(policy)}"
        inputs = {"role": role["name"], "policyArn": policy}
        component.make("iam/rolePolicyAttachment:RolePolicyAttachment", attachment, inputs)
    return role["arn"], role
