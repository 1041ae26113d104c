"""Containers behind a load balancer in the account's default network, as a service that scales."""

import json

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
tag = config.get("tag") or "1.0"
wanted = config.get_int("count") or 2

network = aws.ec2.get_vpc(default=True)
subnets = aws.ec2.get_subnets(filters=[{"name": "vpc-id", "values": [network.id]}]).ids
region = aws.get_region().region

anywhere = {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}
front = aws.ec2.SecurityGroup(
    "front",
    vpc_id=network.id,
    description="the world",
    ingress=[{"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["0.0.0.0/0"]}],
    egress=[anywhere],
)
back = aws.ec2.SecurityGroup("back", vpc_id=network.id, description="the balancer", egress=[anywhere])
aws.ec2.SecurityGroupRule(
    "back",
    type="ingress",
    security_group_id=back.id,
    source_security_group_id=front.id,
    protocol="tcp",
    from_port=8080,
    to_port=8080,
)

balancer = aws.lb.LoadBalancer("web", security_groups=[front.id], subnets=subnets)
targets = aws.lb.TargetGroup(
    "web", port=8080, protocol="HTTP", target_type="ip", vpc_id=network.id, health_check={"path": "/health"}
)
listener = aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=80,
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
aws.lb.ListenerRule(
    "closed",
    listener_arn=listener.arn,
    priority=10,
    conditions=[{"path_pattern": {"values": ["/admin/*"]}}],
    actions=[{"type": "fixed-response", "fixed_response": {"content_type": "text/plain", "status_code": "403"}}],
)

repository = aws.ecr.Repository("web", force_delete=True, image_scanning_configuration={"scan_on_push": True})
aws.ecr.LifecyclePolicy(
    "web",
    repository=repository.name,
    policy=json.dumps(
        {
            "rules": [
                {
                    "rulePriority": 1,
                    "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 5},
                    "action": {"type": "expire"},
                }
            ]
        }
    ),
)
logs = aws.cloudwatch.LogGroup("web", retention_in_days=7)
trust = aws.iam.get_policy_document_output(
    statements=[
        {
            "actions": ["sts:AssumeRole"],
            "principals": [{"type": "Service", "identifiers": ["ecs-tasks.amazonaws.com"]}],
        }
    ]
)
role = aws.iam.Role("task", assume_role_policy=trust.json)
aws.iam.RolePolicyAttachment(
    "task", role=role.name, policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
)
cluster = aws.ecs.Cluster("web", settings=[{"name": "containerInsights", "value": "enabled"}])
task = aws.ecs.TaskDefinition(
    "web",
    family="web",
    cpu="256",
    memory="512",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=role.arn,
    container_definitions=pulumi.Output.json_dumps(
        [
            {
                "name": "web",
                "image": pulumi.Output.concat(repository.repository_url, ":", tag),
                "portMappings": [{"containerPort": 8080, "protocol": "tcp"}],
                "environment": [{"name": "VERSION", "value": tag}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": logs.name,
                        "awslogs-region": region,
                        "awslogs-stream-prefix": "web",
                    },
                },
            }
        ]
    ),
)
service = aws.ecs.Service(
    "web",
    cluster=cluster.arn,
    task_definition=task.arn,
    desired_count=wanted,
    launch_type="FARGATE",
    network_configuration={"subnets": subnets, "security_groups": [back.id], "assign_public_ip": True},
    load_balancers=[{"target_group_arn": targets.arn, "container_name": "web", "container_port": 8080}],
    opts=pulumi.ResourceOptions(depends_on=[listener]),
)
scaled = aws.appautoscaling.Target(
    "web",
    min_capacity=1,
    max_capacity=4,
    resource_id=pulumi.Output.concat("service/", cluster.name, "/", service.name),
    scalable_dimension="ecs:service:DesiredCount",
    service_namespace="ecs",
)
aws.appautoscaling.Policy(
    "web",
    policy_type="TargetTrackingScaling",
    resource_id=scaled.resource_id,
    scalable_dimension=scaled.scalable_dimension,
    service_namespace=scaled.service_namespace,
    target_tracking_scaling_policy_configuration={
        "predefined_metric_specification": {"predefined_metric_type": "ECSServiceAverageCPUUtilization"},
        "target_value": 60,
    },
)

pulumi.export("url", pulumi.Output.concat("http://", balancer.dns_name))
pulumi.export("cluster", cluster.name)
pulumi.export("service", service.name)
pulumi.export("repository", repository.repository_url)
