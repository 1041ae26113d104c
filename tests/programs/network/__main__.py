"""A network of its own: public and private subnets in each zone, one way out for the private ones, and endpoints."""

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
count = config.get_int("zones") or 2
region = aws.get_region().region
zones = aws.get_availability_zones(state="available").names[:count]

vpc = aws.ec2.Vpc(
    "main", cidr_block="10.20.0.0/16", enable_dns_hostnames=True, enable_dns_support=True, tags={"Name": "main"}
)
gateway = aws.ec2.InternetGateway("main", vpc_id=vpc.id)
outside = aws.ec2.RouteTable(
    "public", vpc_id=vpc.id, routes=[{"cidr_block": "0.0.0.0/0", "gateway_id": gateway.id}], tags={"kind": "public"}
)
inside = aws.ec2.RouteTable("private", vpc_id=vpc.id, tags={"kind": "private"})

public, private = [], []
for number, zone in enumerate(zones):
    for kind, table, offset, subnets in (("public", outside, 0, public), ("private", inside, 100, private)):
        subnet = aws.ec2.Subnet(
            f"{kind}-{zone}",
            vpc_id=vpc.id,
            availability_zone=zone,
            cidr_block=f"10.20.{number + offset}.0/24",
            map_public_ip_on_launch=kind == "public",
            tags={"Name": f"{kind}-{zone}"},
        )
        aws.ec2.RouteTableAssociation(f"{kind}-{zone}", subnet_id=subnet.id, route_table_id=table.id)
        subnets.append(subnet)

address = aws.ec2.Eip("nat", domain="vpc", opts=pulumi.ResourceOptions(depends_on=[gateway]))
nat = aws.ec2.NatGateway("main", allocation_id=address.id, subnet_id=public[0].id)
aws.ec2.Route("private", route_table_id=inside.id, destination_cidr_block="0.0.0.0/0", nat_gateway_id=nat.id)

tls = aws.ec2.SecurityGroup(
    "endpoints",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": [vpc.cidr_block]}],
)
aws.ec2.VpcEndpoint(
    "s3", vpc_id=vpc.id, service_name=f"com.amazonaws.{region}.s3", route_table_ids=[inside.id, outside.id]
)
aws.ec2.VpcEndpoint(
    "sqs",
    vpc_id=vpc.id,
    service_name=f"com.amazonaws.{region}.sqs",
    vpc_endpoint_type="Interface",
    subnet_ids=[subnet.id for subnet in private],
    security_group_ids=[tls.id],
    private_dns_enabled=True,
)
acl = aws.ec2.NetworkAcl("private", vpc_id=vpc.id, subnet_ids=[subnet.id for subnet in private])
aws.ec2.NetworkAclRule(
    "inside",
    network_acl_id=acl.id,
    rule_number=100,
    protocol="-1",
    rule_action="allow",
    cidr_block=vpc.cidr_block,
    from_port=0,
    to_port=0,
)
logs = aws.s3.Bucket("flow-logs", force_destroy=True)
aws.ec2.FlowLog("main", vpc_id=vpc.id, traffic_type="ALL", log_destination_type="s3", log_destination=logs.arn)

pulumi.export("vpc", vpc.id)
pulumi.export("private", pulumi.Output.all(*[subnet.id for subnet in private]))
pulumi.export("nat", nat.id)
pulumi.export("privateTable", inside.id)
