"""Roles that a request passes to a service: its caller needs `iam:PassRole` for them.

See "Grant a user permissions to pass a role to an AWS service" in IAM's user guide:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import jmespath  # type: ignore[import-untyped,unused-ignore]

# By prefix and operation: the places of roles in the parameters, and the service that assumes them.
PASSED = {
    "apigateway:CreateAuthorizer": ("[authorizerCredentials, AuthorizerCredentialsArn]", "apigateway"),
    "apigateway:CreateIntegration": ("CredentialsArn", "apigateway"),
    "apigateway:PutIntegration": ("credentials", "apigateway"),
    "appsync:CreateDataSource": ("serviceRoleArn", "appsync"),
    "cloudformation:CreateStack": ("RoleARN", "cloudformation"),
    "codebuild:CreateProject": ("serviceRole", "codebuild"),
    "cognito-idp:CreateUserPool": ("SmsConfiguration.SnsCallerArn", "cognito-idp"),
    "ecs:RegisterTaskDefinition": ("[taskRoleArn, executionRoleArn]", "ecs-tasks"),
    "events:PutRule": ("RoleArn", "events"),
    "events:PutTargets": ("Targets[].RoleArn", "events"),
    "firehose:CreateDeliveryStream": (
        "[KinesisStreamSourceConfiguration.RoleARN, values(@)[?RoleARN && BucketARN].RoleARN][]",
        "firehose",
    ),
    "glue:CreateJob": ("Role", "glue"),
    "iam:AddRoleToInstanceProfile": ("RoleName", "ec2"),
    "lambda:CreateFunction": ("Role", "lambda"),
    "lambda:UpdateFunctionConfiguration": ("Role", "lambda"),
    "logs:PutSubscriptionFilter": ("roleArn", "logs"),
    "pipes:CreatePipe": ("RoleArn", "pipes"),
    "pipes:UpdatePipe": ("RoleArn", "pipes"),
    "rds:CreateDBInstance": ("MonitoringRoleArn", "monitoring.rds"),
    "rds:CreateDBProxy": ("RoleArn", "rds"),
    "s3:PutBucketReplication": ("ReplicationConfiguration.Role", "s3"),
    "scheduler:CreateSchedule": ("Target.RoleArn", "scheduler"),
    "scheduler:UpdateSchedule": ("Target.RoleArn", "scheduler"),
    "states:CreateStateMachine": ("roleArn", "states"),
    "states:UpdateStateMachine": ("roleArn", "states"),
}


def passed_roles(prefix: str, operation: str, parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each role that a request passes, by its ARN or name, and the principal of the receiving service."""
    path, service = PASSED.get(f"{prefix}:{operation}", ("", ""))
    if path:
        found = jmespath.search(path, parameters)
        roles = found if isinstance(found, list) else [found]
        yield from ((role, f"{service}.amazonaws.com") for role in dict.fromkeys(roles) if role)
