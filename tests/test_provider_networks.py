"""Types of EC2's networks and machines through their whole life, as test_provider_lifecycle.py has it."""

from typing import Any

import pytest

from stackrig.deployment.provider.contract import Properties
from tests.test_provider_lifecycle import Case, check_life, names, urn_of
from tests.test_provider_lifecycle import account as shared_account

account = shared_account  # the fixture, by the name that tests ask for

TAGS = {"tags": {"team": "blue"}}
ANYWHERE = "0.0.0.0/0"


def vpc(account: Any) -> str:
    return str(account.get("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"}).id)


def subnet(account: Any) -> str:
    given = {"vpcId": vpc(account), "cidrBlock": "10.0.1.0/24", "availabilityZone": "us-east-1a"}
    return str(account.get("aws:ec2/subnet:Subnet", given).id)


def gateway(account: Any) -> str:
    return str(account.get("aws:ec2/internetGateway:InternetGateway", {"vpcId": vpc(account)}).id)


def table(account: Any) -> str:
    return str(account.get("aws:ec2/routeTable:RouteTable", {"vpcId": vpc(account)}).id)


def group(account: Any) -> str:
    return str(account.get("aws:ec2/securityGroup:SecurityGroup", {"vpcId": vpc(account)}).id)


def port(number: int, **more: Any) -> Properties:
    return {"protocol": "tcp", "fromPort": number, "toPort": number, "cidrBlocks": [ANYWHERE], **more}


CASES = [
    Case(
        "aws:ec2/vpc:Vpc",
        lambda _: {"cidrBlock": "10.1.0.0/16"},
        lambda _: {"cidrBlock": "10.1.0.0/16", "enableDnsHostnames": True, **TAGS},
    ),
    Case(
        "aws:ec2/subnet:Subnet",
        lambda account: {"vpcId": vpc(account), "cidrBlock": "10.0.2.0/24"},
        lambda account: {"vpcId": vpc(account), "cidrBlock": "10.0.2.0/24", "mapPublicIpOnLaunch": True, **TAGS},
    ),
    Case("aws:ec2/internetGateway:InternetGateway", lambda _: {}, lambda _: TAGS),
    Case(
        "aws:ec2/routeTable:RouteTable",
        lambda account: {"vpcId": vpc(account)},
        lambda account: {
            "vpcId": vpc(account),
            "routes": [{"cidrBlock": ANYWHERE, "gatewayId": gateway(account)}],
            **TAGS,
        },
    ),
    Case(
        "aws:ec2/route:Route",
        lambda account: {
            "routeTableId": table(account),
            "destinationCidrBlock": ANYWHERE,
            "gatewayId": gateway(account),
        },
        import_id=None,
    ),
    Case(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        lambda account: {"routeTableId": table(account), "subnetId": subnet(account)},
    ),
    Case("aws:ec2/natGateway:NatGateway", lambda account: {"subnetId": subnet(account), "connectivityType": "private"}),
    Case("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", lambda account: {"vpcId": vpc(account)}),
    Case("aws:ec2/vpnGateway:VpnGateway", lambda _: {}, lambda _: TAGS),
    Case(
        "aws:ec2/customerGateway:CustomerGateway",
        lambda _: {"type": "ipsec.1", "bgpAsn": "65000", "ipAddress": "172.0.0.1"},
    ),
    Case(
        "aws:ec2/securityGroup:SecurityGroup",
        lambda account: {"vpcId": vpc(account), "ingress": [port(80)], "egress": [port(443)]},
        lambda account: {
            "vpcId": vpc(account),
            "ingress": [port(22, description="ssh"), {"protocol": "-1", "fromPort": 0, "toPort": 0, "self": True}],
            "egress": [port(443)],
            **TAGS,
        },
        unread=names("revokeRulesOnDelete"),
    ),
    Case(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        lambda account: {"securityGroupId": group(account), "type": "ingress", **port(8080)},
        lambda account: {"securityGroupId": group(account), "type": "ingress", **port(8080), "description": "web"},
        import_id=None,
    ),
    Case(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        lambda account: {
            "securityGroupId": group(account),
            "ipProtocol": "tcp",
            "fromPort": 90,
            "toPort": 90,
            "cidrIpv4": ANYWHERE,
        },
    ),
    Case(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        lambda account: {"securityGroupId": group(account), "ipProtocol": "-1", "cidrIpv4": ANYWHERE},
    ),
]

CASES += [
    Case(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        lambda account: {"vpcId": vpc(account), "routeTableId": table(account)},
        unstable=names("originalRouteTableId"),  # only making it tells
        import_id=None,
    ),
    Case(
        "aws:ec2/instance:Instance",
        lambda account: {"ami": image(account), "instanceType": "t2.micro", "subnetId": subnet(account)},
        lambda account: {"ami": image(account), "instanceType": "t3.micro", "subnetId": subnet(account), **TAGS},
        unread=names("ami instanceType subnetId"),
    ),
    Case("aws:ec2/eip:Eip", lambda _: {"domain": "vpc"}, lambda _: {"domain": "vpc", **TAGS}),
    Case(
        "aws:ec2/eipAssociation:EipAssociation",
        lambda account: {
            "allocationId": account.get("aws:ec2/eip:Eip", {"domain": "vpc"}).id,
            "instanceId": machine(account),
        },
    ),
    Case("aws:ec2/keyPair:KeyPair", lambda _: {"publicKey": PUBLIC_KEY}, unread=names("publicKey")),
    Case(
        "aws:ec2/launchTemplate:LaunchTemplate",
        lambda _: {"instanceType": "t2.micro", "imageId": "ami-12345678"},
        lambda _: {"instanceType": "t3.micro", "imageId": "ami-12345678", "userData": "eA==", **TAGS},
        unstable=names("latestVersion"),
    ),
    Case(
        "aws:ebs/volume:Volume",
        lambda _: {"availabilityZone": "us-east-1a", "size": 8},
        lambda _: {"availabilityZone": "us-east-1a", "size": 8, **TAGS},
    ),
    Case(
        "aws:ebs/snapshot:Snapshot",
        lambda account: {"volumeId": volume(account), "description": "kept"},
    ),
    Case(
        "aws:ec2/volumeAttachment:VolumeAttachment",
        lambda account: {"deviceName": "/dev/sdh", "volumeId": volume(account), "instanceId": machine(account)},
        import_id=None,
    ),
    Case(
        "aws:ec2/networkInterface:NetworkInterface",
        lambda account: {"subnetId": subnet(account), "description": "an interface"},
        lambda account: {"subnetId": subnet(account), "description": "an interface", **TAGS},
    ),
    Case(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        lambda account: {"vpcId": vpc(account), "serviceName": "com.amazonaws.us-east-1.s3"},
        lambda account: {
            "vpcId": vpc(account),
            "serviceName": "com.amazonaws.us-east-1.s3",
            "routeTableIds": [table(account)],
            **TAGS,
        },
    ),
    Case(
        "aws:ec2/networkAcl:NetworkAcl",
        lambda account: {"vpcId": vpc(account), "ingress": [acl_rule(100)]},
        lambda account: {"vpcId": vpc(account), "ingress": [acl_rule(100), acl_rule(110)], **TAGS},
    ),
    Case(
        "aws:ec2/networkAclRule:NetworkAclRule",
        lambda account: {
            "networkAclId": account.get("aws:ec2/networkAcl:NetworkAcl", {"vpcId": vpc(account)}).id,
            "ruleNumber": 200,
            "protocol": "tcp",
            "ruleAction": "allow",
            "cidrBlock": ANYWHERE,
            "fromPort": 22,
            "toPort": 22,
        },
        import_id=None,
    ),
    Case(
        "aws:ec2/flowLog:FlowLog",
        lambda account: {
            "vpcId": vpc(account),
            "trafficType": "ALL",
            "logDestinationType": "s3",
            "logDestination": account.bucket.outputs["arn"],
        },
        lambda account: {
            "vpcId": vpc(account),
            "trafficType": "ALL",
            "logDestinationType": "s3",
            "logDestination": account.bucket.outputs["arn"],
            **TAGS,
        },
        unread=names("vpcId"),
    ),
    Case(
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        lambda account: {
            "vpcId": vpc(account),
            "peerVpcId": other_vpc(account),
        },
        lambda account: {"vpcId": vpc(account), "peerVpcId": other_vpc(account), "autoAccept": True, **TAGS},
        unstable=names("acceptStatus"),
        unread=names("autoAccept"),
    ),
    Case(
        "aws:ec2/managedPrefixList:ManagedPrefixList",
        lambda _: {"addressFamily": "IPv4", "maxEntries": 5},
        lambda _: {"addressFamily": "IPv4", "maxEntries": 5, **TAGS},
    ),
    Case("aws:ec2transitgateway/transitGateway:TransitGateway", lambda _: {"description": "hub"}),
]
PUBLIC_KEY = (
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCihCqOpYtFHFSWf0C72zvo81B6bUV9xKNs4wNjerY4hzrGfkNz6VMJ+Ipljjfu"
    "TYEf34gTyWkyGFQWbTTbvwUkmVAQMCLUhisVZ124yicSkcecQvAbEf6VLbW83ShAg34UYTBniRS/dn8c2PfG9lY+5hnOwTx/MQRP"
    "kXihSFQRSIsrlTPPw0tJ5FqWSquhNP/9oNOijkxEBZS/7hZ8V0sq62Kqv3w49HgIgQPTVGt04LSL3T3OAvlW1FFKxbzYTgNgx4Ez"
    "dpTZtdmQThLz3o6oq053vBiIeqga1g4obA6Nl7QzW40hrtPvViQQDXk6ywLB33DrWh9Zix0gEYA9K+Hh shop"
)


def image(account: Any) -> str:
    return str(account.scope.call("ec2", "describe_images")["Images"][0]["ImageId"])


def machine(account: Any) -> str:
    given = {"ami": image(account), "instanceType": "t2.micro", "subnetId": subnet(account)}
    return str(account.get("aws:ec2/instance:Instance", given).id)


def volume(account: Any) -> str:
    return str(account.get("aws:ebs/volume:Volume", {"availabilityZone": "us-east-1a", "size": 8}).id)


def other_vpc(account: Any) -> str:
    urn = urn_of("aws:ec2/vpc:Vpc", "peer")
    made = account.made.get(urn) or account.create("aws:ec2/vpc:Vpc", "peer", {"cidrBlock": "10.9.0.0/16"})
    return str(made.id)


def acl_rule(number: int) -> Properties:
    ports = {"fromPort": number, "toPort": number}
    return {"ruleNo": number, "protocol": "tcp", "action": "allow", "cidrBlock": ANYWHERE, **ports}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.token)
def test_a_whole_life(case: Any, account: Any) -> None:
    """A resource is what it was made as, changes in place and back, and is gone once deleted."""
    check_life(case, account)


@pytest.mark.parametrize("direction", ["Ingress", "Egress"])
def test_a_rule_that_a_killed_run_left_is_found(direction: str, account: Any) -> None:
    """A group has no two equal rules: what is equal is the one that was made."""
    token = f"aws:vpc/securityGroup{direction}Rule:SecurityGroup{direction}Rule"
    ports = {"ipProtocol": "tcp", "fromPort": 91, "toPort": 91}
    made = account.create(token, "left", {"securityGroupId": group(account), "cidrIpv4": "10.0.0.0/8", **ports})
    urn = urn_of(token, "left")

    assert account.provider.find(urn, made.inputs).id == made.id
    account.delete(urn)
    assert account.provider.find(urn, made.inputs) is None
