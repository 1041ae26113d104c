"""Requests that AWS refuses, and LocalStack by itself serves, on the embedded LocalStack."""

import json
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from stackrig.emulator.sessions import EndpointSession
from tests.lambda_functions import ROLE, Deploy, archive

CODE = {"ZipFile": archive({"app.py": "def handler(event, context): return event"})}
FUNCTION = {"FunctionName": "limits", "Runtime": "python3.12", "Handler": "app.handler", "Role": ROLE, "Code": CODE}
EVERYBODY = 'uri="http://acs.amazonaws.com/groups/global/AllUsers"'


def machine(**state: object) -> str:
    """Return the definition of a machine with one state."""
    return json.dumps({"StartAt": "a", "States": {"a": {"Type": "Pass", **state}}})


KEY = [{"AttributeName": "id", "KeyType": "HASH"}]
ID: list[dict[str, str]] = [{"AttributeName": "id", "AttributeType": "S"}]
TABLE = {"TableName": "limits", "KeySchema": KEY, "AttributeDefinitions": ID, "BillingMode": "PAY_PER_REQUEST"}
BOTH = [*KEY, {"AttributeName": "at", "KeyType": "RANGE"}]
TWO = [*ID, {"AttributeName": "at", "AttributeType": "N"}]
INDEX = {"IndexName": "index", "KeySchema": KEY, "Projection": {"ProjectionType": "ALL"}}
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


def policy(**statement: object) -> str:
    """Return a policy of one statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def nested(levels: int) -> dict[str, Any]:
    """Return a value of DynamoDB with some levels."""
    return {"L": [nested(levels - 1)]} if levels else {"S": "x"}


# Service, operation, parameters, code of AWS's error. SDKs check only the least values of some parameters.
REFUSED: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "cloudwatch",
        "PutMetricAlarm",
        {"AlarmName": "a", "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": ["x"]},
        "ValidationError",
    ),
    ("cloudwatch", "PutMetricData", {"Namespace": "AWS/Own", "MetricData": []}, "InvalidParameterValue"),
    ("dynamodb", "Scan", {"TableName": "x" * 1025}, "ValidationException"),
    ("dynamodb", "Query", {"TableName": "limits", "Select": "SOME"}, "ValidationException"),
    ("dynamodb", "Scan", {"TableName": "limits", "Select": "ALL_PROJECTED_ATTRIBUTES"}, "ValidationException"),
    (
        "dynamodb",
        "Scan",
        {"TableName": "limits", "Select": "COUNT", "ProjectionExpression": "a"},
        "ValidationException",
    ),
    *(
        ("dynamodb", "CreateTable", TABLE | wrong, "ValidationException")
        for wrong in (
            {"TableName": "ab"},
            {"TableName": "a table"},
            {"TableName": "x" * 256},
            {"BillingMode": "ON_DEMAND"},
            {"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "BOOL"}]},
            {"KeySchema": [{"AttributeName": "id", "KeyType": "RANGE"}]},
            {"KeySchema": [*KEY, {"AttributeName": "at", "KeyType": "HASH"}], "AttributeDefinitions": TWO},
            {"KeySchema": [*KEY, {"AttributeName": "id", "KeyType": "RANGE"}]},
            {"StreamSpecification": {"StreamEnabled": True}},
            {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "ALL"}},
            {"GlobalSecondaryIndexes": [INDEX | {"IndexName": "an index"}]},
            {"GlobalSecondaryIndexes": [INDEX | {"Projection": {}}]},
            {"GlobalSecondaryIndexes": [INDEX | {"Projection": {"ProjectionType": "INCLUDE"}}]},
            {"GlobalSecondaryIndexes": [INDEX, INDEX]},
            {"GlobalSecondaryIndexes": [INDEX | {"IndexName": f"index{n}"} for n in range(21)]},
            {"LocalSecondaryIndexes": [INDEX]},
            {"LocalSecondaryIndexes": [INDEX], "KeySchema": BOTH, "AttributeDefinitions": TWO},
        )
    ),
    ("ec2", "CreateSubnet", {"VpcId": "vpc-12345678"}, "MissingParameter"),
    ("events", "PutEvents", {"Entries": []}, "ValidationException"),
    ("events", "PutRule", {"Name": "r", "EventPattern": '{"source": "orders"}'}, "InvalidEventPatternException"),
    ("events", "PutRule", {"Name": "r", "EventPattern": '{"detail": {}}'}, "InvalidEventPatternException"),
    ("events", "PutRule", {"Name": "r", "EventPattern": "source"}, "InvalidEventPatternException"),
    ("events", "PutRule", {"Name": "a rule", "EventPattern": '{"source": ["x"]}'}, "ValidationException"),
    ("events", "PutRule", {"Name": "r", "State": "ON", "EventPattern": '{"source": ["x"]}'}, "ValidationException"),
    ("events", "PutRule", {"Name": "r", "EventPattern": '{"source": []}'}, "InvalidEventPatternException"),
    (
        "events",
        "PutRule",
        {"Name": "r", "EventPattern": '{"source": [{"prefx": "x"}]}'},
        "InvalidEventPatternException",
    ),
    ("events", "PutRule", {"Name": "r", "ScheduleExpression": "rate( 5 minutes )"}, "ValidationException"),
    *(
        ("events", "PutTargets", {"Rule": "r", "Targets": [{"Id": "1", "Arn": "arn:aws:sqs:x:1:q"} | wrong]}, code)
        for wrong, code in (
            ({"Arn": "queue"}, "ValidationException"),
            ({"Arn": "arn:aws:sqs:us-east-1:000000000000:q.fifo"}, "ValidationException"),
            ({"Input": "no JSON"}, "ValidationException"),
            ({"Input": "{}", "InputPath": "$.detail"}, "ValidationException"),
        )
    ),
    ("iam", "CreateRole", {"RoleName": "a role", "AssumeRolePolicyDocument": policy(**TRUST)}, "ValidationError"),
    ("iam", "CreateRole", {"RoleName": "x" * 65, "AssumeRolePolicyDocument": policy(**TRUST)}, "ValidationError"),
    *(
        (
            "iam",
            "CreateRole",
            {"RoleName": "limits", "AssumeRolePolicyDocument": policy(**TRUST | wrong)},
            "MalformedPolicyDocument",
        )
        for wrong in ({"Resource": "*"}, {"Action": "lambda:InvokeFunction"}, {"Principal": {"Service": "lambda"}})
    ),
    (
        "iam",
        "PutRolePolicy",
        {"RoleName": "r", "PolicyName": "p", "PolicyDocument": policy(**TRUST, Resource="*")},
        "MalformedPolicyDocument",
    ),
    (
        "iam",
        "CreatePolicy",
        {
            "PolicyName": "p",
            "PolicyDocument": policy(Effect="Allow", Action="s3:*", Resource=["arn:aws:s3:::" + "x" * 63] * 90),
        },
        "LimitExceeded",
    ),
    ("kms", "CreateAlias", {"AliasName": "alias/" + "x" * 256, "TargetKeyId": "k"}, "ValidationException"),
    ("lambda", "CreateFunction", FUNCTION | {"Timeout": 901}, "ValidationException"),
    ("lambda", "CreateFunction", FUNCTION | {"MemorySize": 64}, "ValidationException"),
    ("lambda", "CreateFunction", FUNCTION | {"EphemeralStorage": {"Size": 20000}}, "ValidationException"),
    ("lambda", "CreateFunction", FUNCTION | {"Environment": {"Variables": {"A-B": "x"}}}, "ValidationException"),
    (
        "lambda",
        "CreateFunction",
        FUNCTION | {"Environment": {"Variables": {"AWS_REGION": "x"}}},
        "InvalidParameterValueException",
    ),
    ("dynamodb", "PutItem", {"TableName": "t", "Item": {"id": {"S": "a", "N": "1"}}}, "ValidationException"),
    ("dynamodb", "PutItem", {"TableName": "t", "Item": {"id": nested(33)}}, "ValidationException"),
    ("lambda", "CreateFunction", FUNCTION | {"Handler": "a handler"}, "ValidationException"),
    ("lambda", "CreateFunction", FUNCTION | {"DeadLetterConfig": {"TargetArn": "queue"}}, "ValidationException"),
    ("lambda", "CreateFunction", FUNCTION | {"Code": {}}, "InvalidParameterValueException"),
    ("lambda", "CreateFunction", FUNCTION | {"TracingConfig": {"Mode": "On"}}, "ValidationException"),
    (
        "lambda",
        "CreateFunction",
        {name: FUNCTION[name] for name in FUNCTION if name != "Handler"},
        "InvalidParameterValueException",
    ),
    (
        "lambda",
        "CreateFunction",
        FUNCTION | {"Code": {**CODE, "S3Bucket": "b", "S3Key": "k"}},
        "InvalidParameterValueException",
    ),
    ("lambda", "Invoke", {"FunctionName": "any", "InvocationType": "Async"}, "ValidationException"),
    (
        "lambda",
        "AddPermission",
        {"FunctionName": "f", "StatementId": "s", "Action": "Invoke", "Principal": "s3.amazonaws.com"},
        "ValidationException",
    ),
    ("lambda", "Invoke", {"FunctionName": "any", "Payload": b"no JSON"}, "InvalidRequestContentException"),
    ("lambda", "Invoke", {"FunctionName": "any", "Payload": b'"%b"' % (b"x" * 6291456)}, "RequestTooLargeException"),
    (
        "lambda",
        "Invoke",
        {"FunctionName": "any", "Payload": b'"%b"' % (b"x" * 1048576), "InvocationType": "Event"},
        "RequestTooLargeException",
    ),
    ("logs", "CreateLogGroup", {"logGroupName": "a b"}, "InvalidParameterException"),
    ("logs", "PutRetentionPolicy", {"logGroupName": "g", "retentionInDays": 2}, "InvalidParameterException"),
    (
        "logs",
        "PutLogEvents",
        {
            "logGroupName": "g",
            "logStreamName": "s",
            "logEvents": [{"timestamp": 1, "message": "a"}, {"timestamp": 90_000_000, "message": "b"}],
        },
        "InvalidParameterException",
    ),
    (
        "logs",
        "PutLogEvents",
        {
            "logGroupName": "g",
            "logStreamName": "s",
            "logEvents": [{"timestamp": 2, "message": "a"}, {"timestamp": 1, "message": "b"}],
        },
        "InvalidParameterException",
    ),
    ("s3", "CreateBucket", {"Bucket": "sthree-limits"}, "InvalidBucketName"),
    ("s3", "CreateBucket", {"Bucket": "limits-acl", "ACL": "public-read"}, "InvalidBucketAclWithObjectOwnership"),
    (
        "s3",
        "CreateBucket",
        {"Bucket": "limits-acl", "ACL": "public-read", "ObjectOwnership": "ObjectWriter"},
        "InvalidBucketAclWithBlockPublicAccessError",
    ),
    ("secretsmanager", "CreateSecret", {"Name": "s", "SecretString": "x" * 65537}, "ValidationException"),
    (
        "secretsmanager",
        "CreateSecret",
        {"Name": "s", "SecretString": "x", "SecretBinary": b"x"},
        "InvalidParameterException",
    ),
    (
        "secretsmanager",
        "PutResourcePolicy",
        {"SecretId": "s", "ResourcePolicy": "no"},
        "MalformedPolicyDocumentException",
    ),
    (
        "sns",
        "Publish",
        {"TopicArn": "t", "Message": "m", "MessageAttributes": {"n": {"DataType": "Number", "StringValue": "one"}}},
        "ParameterValueInvalid",
    ),
    ("sns", "PublishBatch", {"TopicArn": "t", "PublishBatchRequestEntries": []}, "EmptyBatchRequest"),
    ("sns", "SetTopicAttributes", {"TopicArn": "t", "AttributeName": "No", "AttributeValue": "x"}, "InvalidParameter"),
    ("sns", "Subscribe", {"TopicArn": "t", "Protocol": "lambda", "Endpoint": "f"}, "InvalidParameter"),
    ("sns", "Subscribe", {"TopicArn": "t", "Protocol": "email", "Endpoint": "ann"}, "InvalidParameter"),
    ("sns", "Subscribe", {"TopicArn": "t.fifo", "Protocol": "lambda", "Endpoint": "arn:f"}, "InvalidParameter"),
    ("sns", "Publish", {"TopicArn": "t", "Message": "m", "Subject": "x" * 101}, "InvalidParameter"),
    ("sns", "Publish", {"TopicArn": "t", "Message": "m", "Subject": "two\nlines"}, "InvalidParameter"),
    (
        "sns",
        "SetTopicAttributes",
        {"TopicArn": "t", "AttributeName": "Policy", "AttributeValue": "no"},
        "InvalidParameter",
    ),
    ("sqs", "CreateQueue", {"QueueName": "q", "Attributes": {"VisibilityTimeout": "43201"}}, "InvalidAttributeValue"),
    ("sqs", "CreateQueue", {"QueueName": "q", "tags": {str(n): "" for n in range(51)}}, "InvalidParameterValue"),
    (
        "sqs",
        "CreateQueue",
        {
            "QueueName": "q",
            "Attributes": {
                "RedrivePolicy": json.dumps(
                    {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:none", "maxReceiveCount": 3}
                )
            },
        },
        "InvalidParameterValue",
    ),
    (
        "sqs",
        "CreateQueue",
        {
            "QueueName": "q",
            "Attributes": {
                "RedrivePolicy": json.dumps({"deadLetterTargetArn": "arn:aws:sqs:nowhere:1:none", "maxReceiveCount": 3})
            },
        },
        "InvalidParameterValue",
    ),
    *(
        (
            "sqs",
            "CreateQueue",
            {
                "QueueName": "q",
                "Attributes": {"RedrivePolicy": json.dumps({"deadLetterTargetArn": "arn:aws:sqs:x:1:q"} | count)},
            },
            "InvalidParameterValue",
        )
        for count in ({}, {"maxReceiveCount": 0}, {"maxReceiveCount": 1001})
    ),
    ("sqs", "CreateQueue", {"QueueName": "q", "Attributes": {"Policy": "no"}}, "InvalidAttributeValue"),
    ("sqs", "ReceiveMessage", {"QueueUrl": "q", "MaxNumberOfMessages": 0}, "InvalidParameterValue"),
    ("sqs", "SendMessage", {"QueueUrl": "q", "MessageBody": "m", "DelaySeconds": 901}, "InvalidParameterValue"),
    ("sqs", "ReceiveMessage", {"QueueUrl": "q", "VisibilityTimeout": 43201}, "InvalidParameterValue"),
    (
        "sqs",
        "SendMessage",
        {
            "QueueUrl": "q",
            "MessageBody": "m",
            "MessageAttributes": {str(n): {"DataType": "String", "StringValue": "x"} for n in range(11)},
        },
        "InvalidParameterValue",
    ),
    (
        "sqs",
        "SendMessage",
        {
            "QueueUrl": "q",
            "MessageBody": "m",
            "MessageAttributes": {"n": {"DataType": "Number", "StringValue": "one"}},
        },
        "InvalidParameterValue",
    ),
    ("ssm", "PutParameter", {"Name": "/p", "Value": "x" * 4097, "Type": "String"}, "ValidationException"),
    (
        "ssm",
        "PutParameter",
        {"Name": "/p", "Value": "x" * 8193, "Type": "String", "Tier": "Advanced"},
        "ValidationException",
    ),
    ("ssm", "PutParameter", {"Name": "/a//b", "Value": "x", "Type": "String"}, "ValidationException"),
    (
        "ssm",
        "PutParameter",
        {"Name": "/a" * 16, "Value": "x", "Type": "String"},
        "HierarchyLevelLimitExceededException",
    ),
    (
        "ssm",
        "PutParameter",
        {"Name": "/p", "Value": "x", "Type": "String", "AllowedPattern": "^[0-9]+$"},
        "ParameterPatternMismatchException",
    ),
    ("ssm", "GetParametersByPath", {"Path": "a"}, "ValidationException"),
    (
        "stepfunctions",
        "CreateStateMachine",
        {"name": "a b", "definition": machine(End=True), "roleArn": ROLE},
        "InvalidName",
    ),
    (
        "stepfunctions",
        "CreateStateMachine",
        {"name": "m", "definition": machine(), "roleArn": ROLE},
        "InvalidDefinition",
    ),
    *(
        (
            "stepfunctions",
            "CreateStateMachine",
            {"name": "m", "definition": wrong, "roleArn": ROLE},
            "InvalidDefinition",
        )
        for wrong in (
            machine(Next="b"),
            machine(Type="Fail", End=True),
            machine(End=True).replace('"a"', f'"{"a" * 81}"'),
        )
    ),
    (
        "stepfunctions",
        "CreateStateMachine",
        {"name": "m", "definition": machine(End=True), "roleArn": "role"},
        "InvalidArn",
    ),
    (
        "stepfunctions",
        "CreateStateMachine",
        {"name": "m", "definition": machine(End=True), "roleArn": ROLE, "type": "FAST"},
        "ValidationException",
    ),
    (
        "stepfunctions",
        "CreateStateMachine",
        {"name": "m", "definition": '{"StartAt": "a", "States": {"a": "Pass"}}', "roleArn": ROLE},
        "InvalidDefinition",
    ),
    (
        "stepfunctions",
        "StartExecution",
        {"stateMachineArn": "m", "input": json.dumps("x" * 262144)},
        "ValidationException",
    ),
]


@pytest.fixture(scope="module")
def call(aws: EndpointSession) -> Callable[..., Any]:
    """Return a function that calls an operation of a service without the SDK's own checks."""
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})

    def call(service: str, operation: str, **parameters: Any) -> Any:
        client = aws.client(service, config=config)
        methods = client.meta.method_to_api_mapping
        return getattr(client, next(method for method in methods if methods[method] == operation))(**parameters)

    return call


def code_of(call: Callable[[], object]) -> str:
    """Return the code of the error a call ends with."""
    with pytest.raises(ClientError) as caught:
        call()
    return str(caught.value.response["Error"]["Code"])


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "code"), REFUSED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_aws_refuses(
    call: Callable[..., Any], service: str, operation: str, parameters: dict[str, Any], code: str
) -> None:
    """A value out of AWS's limits is refused with AWS's code before anything is made."""
    assert code_of(lambda: call(service, operation, **parameters)) == code


def test_lengths_are_told_in_the_words_of_aws(aws: EndpointSession) -> None:
    """The message names each value, its place and the rule that it breaks."""
    with pytest.raises(ClientError) as caught:
        aws.client("lambda").create_function(**FUNCTION, Timeout=901, Description="x" * 257)

    assert caught.value.response["Error"]["Message"] == (
        "2 validation errors detected: Value '" + "x" * 257 + "' at 'description' failed to satisfy constraint: Member"
        " must have length less than or equal to 256; Value '901' at 'timeout' failed to satisfy constraint:"
        " Member must have value less than or equal to 900"
    )


def test_access_control_lists(aws: EndpointSession) -> None:
    """A new bucket takes no ACLs, and no public ones while public access is blocked; owners may still be named."""
    client, name = aws.client("s3"), f"b-{secrets.token_hex(4)}"
    client.create_bucket(Bucket=name)
    public = {"Bucket": name, "Key": "k", "ACL": "public-read"}
    grant = {"Bucket": name, "Key": "k", "GrantRead": EVERYBODY}
    enforced = [
        code_of(lambda: client.put_object(**public)),
        code_of(lambda: client.put_object(**grant)),
        code_of(lambda: client.create_multipart_upload(**public)),
        code_of(lambda: client.put_bucket_acl(Bucket=name, ACL="private")),
    ]
    malformed = code_of(lambda: client.put_object(**public | grant))
    client.put_object(Bucket=name, Key="k", ACL="bucket-owner-full-control")
    ownership: Any = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    client.put_bucket_ownership_controls(Bucket=name, OwnershipControls=ownership)
    with pytest.raises(ClientError) as blocked_upload:
        client.create_multipart_upload(**public)
    blocked = [code_of(lambda: client.put_object(**public)), code_of(lambda: client.put_object(**grant))]
    client.delete_public_access_block(Bucket=name)
    client.put_object(**public)
    client.put_bucket_acl(Bucket=name, ACL="public-read")

    assert enforced == ["AccessControlListNotSupported"] * 4
    assert malformed == "InvalidRequest"
    assert blocked == ["AccessDenied"] * 2
    assert f's3:PutObject on resource: "arn:aws:s3:::{name}/k"' in blocked_upload.value.response["Error"]["Message"]


def test_public_policies(aws: EndpointSession) -> None:
    """A bucket takes a policy for everybody only when its public access is not blocked, or a condition limits it."""
    client, name = aws.client("s3"), f"b-{secrets.token_hex(4)}"
    client.create_bucket(Bucket=name)
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{name}/*"}
    limited = {**statement, "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
    policies = [json.dumps({"Version": "2012-10-17", "Statement": [one]}) for one in (statement, limited)]
    code = code_of(lambda: client.put_bucket_policy(Bucket=name, Policy=policies[0]))
    client.put_bucket_policy(Bucket=name, Policy=policies[1])
    client.delete_public_access_block(Bucket=name)
    client.put_bucket_policy(Bucket=name, Policy=policies[0])

    assert code == "AccessDenied"


def test_policies_of_buckets(aws: EndpointSession) -> None:
    """A bucket's policy has all elements, known principals, the bucket's own resources and actions that fit them."""
    client, name = aws.client("s3"), f"b-{secrets.token_hex(4)}"
    client.create_bucket(Bucket=name)
    objects, role = f"arn:aws:s3:::{name}/*", "arn:aws:iam::000000000000:role/not-there"
    sound: Any = {
        "Effect": "Allow", "Principal": {"AWS": "000000000000"}, "Action": "s3:GetObject", "Resource": objects,
    }  # fmt: skip
    wrong: list[Any] = [
        {name: sound[name] for name in sound if name != "Principal"},
        sound | {"Effect": "allow"},
        sound | {"Principal": {"AWS": role}},
        sound | {"Action": "sqs:SendMessage"},
        sound | {"Action": "s3:ListBucket"},
        sound | {"Resource": f"arn:aws:s3:::{name}"},
        sound | {"Resource": "arn:aws:s3:::another/*"},
        sound | {"Condition": {"StringIs": {"aws:PrincipalOrgID": "o"}}},
    ]

    for statement in wrong:
        code = code_of(lambda: client.put_bucket_policy(Bucket=name, Policy=policy(**statement)))  # noqa: B023
        assert code == "MalformedPolicy"
    for text in ("[]", '{"Statement": 1}', '{"Statement": [1]}', policy(**sound | {"Action": 1})):
        code = code_of(lambda: client.put_bucket_policy(Bucket=name, Policy=text))  # noqa: B023
        assert code == "MalformedPolicy"
    made_by_aws = "arn:aws:iam::000000000000:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
    client.put_bucket_policy(Bucket=name, Policy=policy(**sound | {"Principal": {"AWS": made_by_aws}}))
    client.put_bucket_policy(Bucket=name, Policy=policy(**sound))


def test_an_index_with_several_partition_keys_is_not_served(aws: EndpointSession) -> None:
    """AWS takes it, so the refusal is not in AWS's words."""
    keys: Any = [{"AttributeName": name, "KeyType": "HASH"} for name in ("id", "at", "by")]
    attributes: Any = [*TWO, {"AttributeName": "by", "AttributeType": "S"}]
    wrong: Any = TABLE | {"AttributeDefinitions": attributes, "GlobalSecondaryIndexes": [INDEX | {"KeySchema": keys}]}

    with pytest.raises(ClientError, match="stackrig serves one partition key and one sort key of an index, and index"):
        aws.client("dynamodb").create_table(**wrong)
    assert code_of(lambda: aws.client("dynamodb").create_table(**TABLE | {"KeySchema": keys})) == "ValidationException"


def test_owners_that_a_request_expects(aws: EndpointSession) -> None:
    """A request that names another account as its bucket's owner is refused."""
    client, name = aws.client("s3"), f"b-{secrets.token_hex(4)}"
    client.create_bucket(Bucket=name)
    own = aws.client("sts").get_caller_identity()["Account"]

    client.list_objects_v2(Bucket=name, ExpectedBucketOwner=own)
    assert code_of(lambda: client.list_objects_v2(Bucket=name, ExpectedBucketOwner="111111111111")) == "AccessDenied"


def test_secrets_that_are_marked_for_deletion(aws: EndpointSession) -> None:
    """A secret in its recovery window takes no new value."""
    client, name = aws.client("secretsmanager"), f"s-{secrets.token_hex(4)}"
    client.create_secret(Name=name, SecretString="x")
    client.delete_secret(SecretId=name)

    assert code_of(lambda: client.put_secret_value(SecretId=name, SecretString="y")) == "InvalidRequestException"
    client.restore_secret(SecretId=name)
    client.put_secret_value(SecretId=name, SecretString="y")


def test_rules_of_a_lifecycle(aws: EndpointSession) -> None:
    """A rule does something, after a number of days that its storage class takes, and has a name of its own."""
    client, name = aws.client("s3"), f"b-{secrets.token_hex(4)}"
    client.create_bucket(Bucket=name)
    rule: Any = {"ID": "a", "Status": "Enabled", "Filter": {"Prefix": ""}}
    early = {"Transitions": [{"Days": 10, "StorageClass": "STANDARD_IA"}]}

    def put(*rules: Any) -> None:
        client.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": list(rules)})

    assert code_of(lambda: put(rule)) == "InvalidRequest"
    for wrong in (rule | {"Expiration": {"Days": 0}}, rule | early):
        assert code_of(lambda: put(wrong)) == "InvalidArgument"  # noqa: B023
    assert code_of(lambda: put(*[rule | {"Expiration": {"Days": 1}}] * 2)) == "InvalidArgument"
    put(rule | {"Expiration": {"Days": 1}})
    old: Any = {"Status": "Enabled", "Prefix": "logs/", "Expiration": {"Days": 1}}
    put(old, old | {"Prefix": "tmp/"})  # S3 makes the IDs
    (first, second) = client.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    assert first["ID"] != second["ID"]


def test_objects_and_their_limits(aws: EndpointSession) -> None:
    """Metadata has 2 KB, an object ten tags, and a deletion a thousand keys."""
    client, name = aws.client("s3"), f"b-{secrets.token_hex(4)}"
    client.create_bucket(Bucket=name)
    keys: Any = {"Objects": [{"Key": str(number)} for number in range(1001)]}
    tags = "&".join(f"t{number}=" for number in range(11))
    tag_set: Any = {"TagSet": [{"Key": f"t{number}", "Value": ""} for number in range(11)]}

    assert code_of(lambda: client.put_object(Bucket=name, Key="k", Metadata={"a": "x" * 2048})) == "MetadataTooLarge"
    assert code_of(lambda: client.put_object(Bucket=name, Key="k", Tagging=tags)) == "BadRequest"
    assert code_of(lambda: client.put_object_tagging(Bucket=name, Key="k", Tagging=tag_set)) == "BadRequest"
    assert code_of(lambda: client.delete_objects(Bucket=name, Delete=keys)) == "MalformedXML"


def test_a_queue_whose_messages_come_back_too_early(deploy: Deploy, aws: EndpointSession) -> None:
    """Lambda reads no queue whose messages become visible again before its function must have ended."""
    function, queues = deploy("def handler(event, context): pass", Timeout=31), aws.client("sqs")
    url = queues.create_queue(QueueName=f"q-{secrets.token_hex(4)}")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

    for name in (function.name, f"{arn.split(':')[4]}:function:{function.name}"):
        with pytest.raises(ClientError, match="Queue visibility timeout: 30 seconds is less than Function timeout: 31"):
            function.client.create_event_source_mapping(FunctionName=name, EventSourceArn=arn)


def test_messages_of_a_batch_are_refused_one_by_one(aws: EndpointSession) -> None:
    """A batch sends its sound messages, and tells which others break which limit."""
    queues = aws.client("sqs")
    url = queues.create_queue(QueueName=f"q-{secrets.token_hex(4)}")["QueueUrl"]
    attributes: Any = {str(number): {"DataType": "String", "StringValue": "x"} for number in range(11)}
    entries: Any = [
        {"Id": "sound", "MessageBody": "m"},
        {"Id": "late", "MessageBody": "m", "DelaySeconds": 901},
        {"Id": "many", "MessageBody": "m", "MessageAttributes": attributes},
    ]

    answer = queues.send_message_batch(QueueUrl=url, Entries=entries)

    assert [one["Id"] for one in answer["Successful"]] == ["sound"]
    assert [(one["Id"], one["Code"], one["SenderFault"]) for one in answer["Failed"]] == [
        ("late", "InvalidParameterValue", True),
        ("many", "InvalidParameterValue", True),
    ]


def test_rest_apis(aws: EndpointSession, call: Callable[..., Any]) -> None:
    """A path and a method are made once, and only a method that something answers is deployed."""
    gateway = aws.client("apigateway")
    api = gateway.create_rest_api(name="limits")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    path: Any = {"restApiId": api, "parentId": root, "pathPart": "a"}
    method: Any = {"restApiId": api, "resourceId": root, "httpMethod": "GET", "authorizationType": "NONE"}
    gateway.create_resource(**path)
    gateway.put_method(**method)
    mock = {"restApiId": api, "resourceId": root, "httpMethod": "GET", "type": "MOCK"}

    assert code_of(lambda: gateway.create_resource(**path)) == "ConflictException"
    assert code_of(lambda: gateway.put_method(**method)) == "ConflictException"
    with pytest.raises(ClientError, match="No integration defined for method"):
        gateway.create_deployment(restApiId=api)
    assert code_of(lambda: call("apigateway", "PutIntegration", **mock, timeoutInMillis=40)) == "BadRequestException"
    assert (
        code_of(lambda: gateway.create_stage(restApiId=api, stageName="s", deploymentId="x")) == "BadRequestException"
    )
    model = {"restApiId": api, "name": "a-b", "contentType": "application/json", "schema": "{}"}
    assert code_of(lambda: call("apigateway", "CreateModel", **model)) == "BadRequestException"
    authorizer: Any = {"restApiId": api, "name": "a", "type": "TOKEN", "authorizerResultTtlInSeconds": 3601}
    assert code_of(lambda: gateway.create_authorizer(**authorizer)) == "BadRequestException"
    call("apigateway", "PutIntegration", **mock)
    assert gateway.create_deployment(restApiId=api)["id"]
    gateway.delete_rest_api(restApiId=api)


def test_transitions_that_lead_nowhere(aws: EndpointSession) -> None:
    """A state that no other leads to is refused, in branches too."""
    end: Any = {"Type": "Pass", "End": True}
    branch = {"StartAt": "in", "States": {"in": end, "lost": end}}
    states = {"a": {"Type": "Parallel", "End": True, "Branches": [branch]}}
    definition = json.dumps({"StartAt": "a", "States": states})

    with pytest.raises(ClientError, match='State "lost" is not reachable'):
        aws.client("stepfunctions").create_state_machine(name="m", definition=definition, roleArn=ROLE)


def test_all_transitions_that_lead_nowhere_are_told(aws: EndpointSession) -> None:
    """The message names each of them, as AWS's does in https://github.com/localstack/localstack/pull/12487."""
    states = {"pass1": {"Type": "Pass", "Next": "pass3"}, "pass2": {"Type": "Pass", "End": True}}
    definition = json.dumps({"StartAt": "pass1", "States": states})

    with pytest.raises(ClientError) as caught:
        aws.client("stepfunctions").create_state_machine(name="m", definition=definition, roleArn=ROLE)
    assert caught.value.response["Error"]["Message"] == (
        "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at"
        ' /States/pass1/Next, MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2\''
    )


def test_what_aws_takes(call: Callable[..., Any]) -> None:
    """A subject may have any character but control characters; a pattern is Java's, which Python may not read."""
    topic, subject = call("sns", "CreateTopic", Name=f"t-{secrets.token_hex(4)}")["TopicArn"], "no\u00a0break \u200d"
    pattern = {"AllowedPattern": r"\p{Alpha}+", "Value": "x", "Type": "String"}

    assert call("sns", "Publish", TopicArn=topic, Message="m", Subject=subject)["MessageId"]
    assert call("ssm", "PutParameter", Name=f"/p-{secrets.token_hex(4)}", **pattern)["Version"] == 1
