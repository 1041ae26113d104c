"""One virtual machine with a web server: the newest image, a key, a role, user data and an address that stays."""

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
size = config.get("size") or "t3.micro"
PUBLIC_KEY = (
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCihCqOpYtFHFSWf0C72zvo81B6bUV9xKNs4wNjerY4hzrGfkNz6VMJ+Ipljjfu"
    "TYEf34gTyWkyGFQWbTTbvwUkmVAQMCLUhisVZ124yicSkcecQvAbEf6VLbW83ShAg34UYTBniRS/dn8c2PfG9lY+5hnOwTx/MQRP"
    "kXihSFQRSIsrlTPPw0tJ5FqWSquhNP/9oNOijkxEBZS/7hZ8V0sq62Kqv3w49HgIgQPTVGt04LSL3T3OAvlW1FFKxbzYTgNgx4Ez"
    "dpTZtdmQThLz3o6oq053vBiIeqga1g4obA6Nl7QzW40hrtPvViQQDXk6ywLB33DrWh9Zix0gEYA9K+Hh shop"
)
USER_DATA = """#!/bin/bash
echo "Hello" > index.html
nohup python3 -m http.server 80 &
"""

image = aws.ec2.get_ami(
    most_recent=True,
    owners=["amazon"],
    filters=[{"name": "name", "values": ["amzn2-ami-hvm-*-x86_64-gp2"]}, {"name": "state", "values": ["available"]}],
)
network = aws.ec2.get_vpc(default=True)
group = aws.ec2.SecurityGroup("web", vpc_id=network.id, tags={"Name": "web"})
for name, port in {"ssh": 22, "http": 80}.items():
    aws.vpc.SecurityGroupIngressRule(
        name, security_group_id=group.id, ip_protocol="tcp", from_port=port, to_port=port, cidr_ipv4="0.0.0.0/0"
    )
aws.vpc.SecurityGroupEgressRule("out", security_group_id=group.id, ip_protocol="-1", cidr_ipv4="0.0.0.0/0")

role = aws.iam.Role(
    "machine",
    assume_role_policy={
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    },
)
aws.iam.RolePolicyAttachment(
    "managed", role=role.name, policy_arn=aws.iam.get_policy(name="AmazonSSMManagedInstanceCore").arn
)
profile = aws.iam.InstanceProfile("machine", role=role.name)
key = aws.ec2.KeyPair("admin", public_key=PUBLIC_KEY)
server = aws.ec2.Instance(
    "web",
    ami=image.id,
    instance_type=size,
    key_name=key.key_name,
    iam_instance_profile=profile.name,
    vpc_security_group_ids=[group.id],
    user_data=USER_DATA,
    tags={"Name": "web"},
)
disk = aws.ebs.Volume("data", availability_zone=server.availability_zone, size=10, type="gp3")
aws.ec2.VolumeAttachment("data", device_name="/dev/sdf", instance_id=server.id, volume_id=disk.id)
address = aws.ec2.Eip("web", instance=server.id, domain="vpc")

pulumi.export("instance", server.id)
pulumi.export("image", image.id)
pulumi.export("address", address.public_ip)
