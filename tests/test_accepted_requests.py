"""Requests that AWS takes, from its documentation: no check of the embedded LocalStack may refuse them."""

import json
import secrets
from typing import Any

import pytest

from stackrig.emulator.sessions import EndpointSession

pytestmark = pytest.mark.gate

OWN = "000000000000"
BUCKET = f"accepted-{secrets.token_hex(4)}"
PLACE = f"arn:aws:s3:::{BUCKET}"
ALLOW = {"Effect": "Allow", "Principal": {"AWS": OWN}}
DENY = {"Effect": "Deny", "Principal": "*", "Resource": f"{PLACE}/*"}


def policy(statement: object) -> str:
    """Return a policy of one statement, which needs no list."""
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


@pytest.mark.parametrize(
    "statement",
    [
        ALLOW | {"Action": "s3:*", "Resource": PLACE},
        ALLOW | {"Action": ["s3:GetObject*", "s3:ListBucket"], "Resource": [PLACE, f"{PLACE}/*"]},
        ALLOW | {"Action": "s3:GetObject", "Resource": f"{PLACE}*"},
        ALLOW | {"Action": "s3:ListBucket", "Resource": "*"},
        ALLOW | {"Action": "*", "Resource": f"{PLACE}/a"},
        ALLOW | {"NotAction": "s3:DeleteObject", "Resource": f"{PLACE}/*"},
        ALLOW | {"Action": "s3:GetObject", "NotResource": f"{PLACE}/private/*"},
        ALLOW | {"Action": "s3:PutObjectAcl", "Resource": PLACE + "/${aws:username}/*"},
        ALLOW
        | {"Principal": {"Service": "delivery.logs.amazonaws.com"}, "Action": "s3:GetBucketAcl", "Resource": PLACE},
        ALLOW | {"Principal": {"CanonicalUser": "abc"}, "Action": "s3:GetObject", "Resource": f"{PLACE}/*"},
        DENY | {"Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        DENY | {"Action": "s3:PutObject", "Condition": {"Null": {"s3:x-amz-server-side-encryption": "true"}}},
        DENY | {"Action": "s3:PutObject", "Condition": {"StringNotEqualsIfExists": {"s3:x-amz-acl": "private"}}},
        DENY | {"Action": "s3:*", "Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o/*"]}}},
    ],
)
def test_policies_of_buckets(aws: EndpointSession, statement: dict[str, Any]) -> None:
    """Every element of S3's examples is taken (example-bucket-policies.html)."""
    aws.client("s3").create_bucket(Bucket=BUCKET)  # it may be there already

    aws.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=policy(statement))


@pytest.mark.parametrize(
    "rule",
    [
        {"Expiration": {"ExpiredObjectDeleteMarker": True}},
        {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
        {"Transitions": [{"Days": 0, "StorageClass": "INTELLIGENT_TIERING"}]},
        {"Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 60, "StorageClass": "GLACIER"}]},
        {"Transitions": [{"Date": "2030-01-01T00:00:00Z", "StorageClass": "ONEZONE_IA"}]},
        {"NoncurrentVersionExpiration": {"NoncurrentDays": 1, "NewerNoncurrentVersions": 3}},
    ],
)
def test_rules_of_a_lifecycle(aws: EndpointSession, rule: dict[str, Any]) -> None:
    """Every action is taken, without an ID too (lifecycle-configuration-examples.html)."""
    aws.client("s3").create_bucket(Bucket=BUCKET)
    given: Any = {"Rules": [{"Status": "Enabled", "Filter": {}} | rule]}

    aws.client("s3").put_bucket_lifecycle_configuration(Bucket=BUCKET, LifecycleConfiguration=given)


@pytest.mark.parametrize(
    ("principal", "action"),
    [
        ({"Service": "states.us-east-1.amazonaws.com"}, "sts:AssumeRole"),
        ({"Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]}, ["sts:AssumeRole", "sts:TagSession"]),
        ({"Service": "alexa-appkit.amazon.com"}, "sts:AssumeRole"),
        ({"Service": "ec2.amazonaws.com.cn"}, "sts:AssumeRole"),
        ({"Service": "streams.metrics.cloudwatch.amazonaws.com", "AWS": OWN}, "sts:AssumeRole"),
        ({"AWS": "*"}, "sts:*"),
        ({"Federated": "arn:aws:iam::1:saml-provider/x"}, "sts:AssumeRoleWithSAML"),
    ],
)
def test_trust_policies(aws: EndpointSession, principal: dict[str, Any], action: object) -> None:
    """Roles trust services, accounts and identity providers (reference_policies_elements_principal.html)."""
    roles, name = aws.client("iam"), f"accepted-{secrets.token_hex(4)}"

    trust = policy({"Effect": "Allow", "Principal": principal, "Action": action})
    roles.create_role(RoleName=name, AssumeRolePolicyDocument=trust)
    roles.delete_role(RoleName=name)


@pytest.mark.parametrize(
    "pattern",
    [
        {"source": ["a", {"prefix": "b"}, {"anything-but": {"prefix": "c"}}]},
        {"$or": [{"source": ["a"]}, {"detail": {"x": [{"exists": False}]}}]},
        {"detail": {"n": [{"numeric": [">", 0]}], "ip": [{"cidr": "10.0.0.0/8"}], "none": [None], "yes": [True, 1]}},
        {"detail": {"w": [{"wildcard": "a*b"}], "e": [{"equals-ignore-case": "x"}], "s": [{"suffix": ".png"}]}},
    ],
)
def test_patterns_of_events(aws: EndpointSession, pattern: dict[str, Any]) -> None:
    """Every operator is taken (eb-create-pattern-operators.html)."""
    aws.client("events").put_rule(Name="accepted", EventPattern=json.dumps(pattern))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPSuccessFeedbackSampleRate", "5"),
        ("LambdaFailureFeedbackRoleArn", f"arn:aws:iam::{OWN}:role/x"),
        ("TracingConfig", "Active"),
        ("SignatureVersion", "2"),
        ("KmsMasterKeyId", "alias/aws/sns"),
    ],
)
def test_attributes_of_topics(aws: EndpointSession, name: str, value: str) -> None:
    """Topics have the attributes of delivery status, of traces and of encryption (API_SetTopicAttributes.html)."""
    topic = aws.client("sns").create_topic(Name="accepted")["TopicArn"]

    aws.client("sns").set_topic_attributes(TopicArn=topic, AttributeName=name, AttributeValue=value)


def test_a_payload_with_paths(aws: EndpointSession) -> None:
    """A state's payload has paths, the context's paths and functions at any depth (input-output-filtering.html)."""
    payload = {"a.$": "$", "b.$": "$$.Execution.Id", "c.$": "States.Format('{}', $.x)", "d": [{"e.$": "$.y"}]}
    state: Any = {"Type": "Pass", "Parameters": payload, "End": True}
    machines, role = aws.client("stepfunctions"), f"arn:aws:iam::{OWN}:role/x"
    definition = json.dumps({"StartAt": "a", "States": {"a": state}})

    made = machines.create_state_machine(name=f"m-{secrets.token_hex(4)}", definition=definition, roleArn=role)
    machines.delete_state_machine(stateMachineArn=made["stateMachineArn"])


@pytest.mark.parametrize(
    "family",
    ["postgres12", "postgres18", "aurora-postgresql16", "mysql8.0", "mariadb11.4", "sqlserver-ex-15.0", "docdb5.0"],
)
def test_families_of_parameter_groups(aws: EndpointSession, family: str) -> None:
    """Groups are made for every engine and for new versions (API_CreateDBParameterGroup.html)."""
    name = f"accepted-{secrets.token_hex(4)}"

    aws.client("rds").create_db_parameter_group(
        DBParameterGroupName=name, DBParameterGroupFamily=family, Description="x"
    )
    aws.client("rds").delete_db_parameter_group(DBParameterGroupName=name)
