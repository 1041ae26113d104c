"""What IAM on AWS refuses is refused by a LocalStack with --iam=enforce."""

import json
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from stackrig.emulator.iam_findings import Missing, read_callers
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.reporting.evidence import logs_since, note_moment
from stackrig.waiting import wait_until
from tests.iam_roles import (
    ACCOUNT,
    LAMBDA,
    ROOT,
    WHERE,
    Connect,
    allow,
    arn_of,
    caller,
    connecting,
    document,
    error_of,
    make_role,
    sign_in,
    trust,
)
from tests.lambda_functions import Deploy, Function, deploying
from tests.waiting import PATIENCE, eventually

UNKNOWN = f"arn:aws:states:{WHERE}:stateMachine:m"
CLUSTER = f"arn:aws:rds:{WHERE}:cluster:c"


@pytest.fixture(scope="module")
def aws(strict: AwsEndpoint) -> EndpointSession:
    """Return a boto3 session with the keys of the account itself, in place of the suite's."""
    return EndpointSession(strict)


@pytest.fixture
def deploy(aws: EndpointSession) -> Iterator[Deploy]:
    """Return a function that deploys a module `app` to the strict LocalStack."""
    yield from deploying(aws)


# --- each service's own words -----------------------------------------------------------------------------------------

EVENT = {"timestamp": 1, "message": "x"}
ENTRY = {"Source": "a", "DetailType": "b", "Detail": "{}"}
MAIL = {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}
# Service, operation, parameters, AWS's code, the action as the service writes it, and the resource.
DENIED: list[tuple[str, str, dict[str, Any], str, str, str]] = [
    ("apigateway", "get_rest_apis", {}, "AccessDeniedException", "apigateway:GET",
     "arn:aws:apigateway:us-east-1::/restapis"),
    ("cloudwatch", "put_metric_data", {"Namespace": "n", "MetricData": [{"MetricName": "m", "Value": 1}]},
     "AccessDenied", "cloudwatch:PutMetricData", ""),
    ("dynamodb", "put_item", {"TableName": "t", "Item": {"id": {"S": "1"}}}, "AccessDeniedException",
     "dynamodb:PutItem", f"arn:aws:dynamodb:{WHERE}:table/t"),
    ("ec2", "describe_vpcs", {}, "UnauthorizedOperation", "ec2:DescribeVpcs", ""),
    ("events", "put_events", {"Entries": [ENTRY]}, "AccessDeniedException", "events:PutEvents",
     f"arn:aws:events:{WHERE}:event-bus/default"),
    ("firehose", "put_record", {"DeliveryStreamName": "d", "Record": {"Data": b"x"}}, "AccessDeniedException",
     "firehose:PutRecord", f"arn:aws:firehose:{WHERE}:deliverystream/d"),
    ("iam", "list_role_policies", {"RoleName": "r"}, "AccessDenied", "iam:ListRolePolicies", arn_of("r")),
    ("kinesis", "put_record", {"StreamName": "s", "Data": b"x", "PartitionKey": "1"}, "AccessDeniedException",
     "kinesis:PutRecord", f"arn:aws:kinesis:{WHERE}:stream/s"),
    ("kms", "encrypt", {"KeyId": "KEY", "Plaintext": b"x"}, "AccessDeniedException", "kms:Encrypt",
     f"arn:aws:kms:{WHERE}:key/KEY"),
    ("lambda", "invoke", {"FunctionName": "f"}, "AccessDeniedException", "lambda:InvokeFunction",
     f"arn:aws:lambda:{WHERE}:function:f"),
    ("logs", "put_log_events", {"logGroupName": "g", "logStreamName": "s", "logEvents": [EVENT]},
     "AccessDeniedException", "logs:PutLogEvents", f"arn:aws:logs:{WHERE}:log-group:g:log-stream:s"),
    ("pipes", "describe_pipe", {"Name": "p"}, "AccessDeniedException", "pipes:DescribePipe",
     f"arn:aws:pipes:{WHERE}:pipe/p"),
    ("rds-data", "execute_statement", {"resourceArn": CLUSTER, "secretArn": "arn:secret:s", "sql": "select 1"},
     "AccessDeniedException", "rds-data:ExecuteStatement", CLUSTER),
    ("s3", "put_object", {"Bucket": "bucket", "Key": "k"}, "AccessDenied", "s3:PutObject",
     '"arn:aws:s3:::bucket/k"'),
    ("s3", "list_objects_v2", {"Bucket": "bucket"}, "AccessDenied", "s3:ListBucket", '"arn:aws:s3:::bucket"'),
    ("scheduler", "get_schedule", {"Name": "s"}, "AccessDeniedException", "scheduler:GetSchedule",
     f"arn:aws:scheduler:{WHERE}:schedule/default/s"),
    ("secretsmanager", "get_secret_value", {"SecretId": "SECRET"}, "AccessDeniedException",
     "secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:{WHERE}:secret:SECRET"),
    ("sns", "publish", {"TopicArn": f"arn:aws:sns:{WHERE}:t", "Message": "x"}, "AuthorizationError", "SNS:Publish",
     f"arn:aws:sns:{WHERE}:t"),
    ("sqs", "send_message", {"QueueUrl": f"http://localhost/{ACCOUNT}/q", "MessageBody": "x"}, "AccessDenied",
     "sqs:sendmessage", f"arn:aws:sqs:{WHERE}:q"),
    ("ssm", "get_parameter", {"Name": "/a/b"}, "AccessDeniedException", "ssm:GetParameter",
     f"arn:aws:ssm:{WHERE}:parameter/a/b"),
    ("stepfunctions", "start_execution", {"stateMachineArn": UNKNOWN}, "AccessDeniedException",
     "states:StartExecution", UNKNOWN),
]  # fmt: skip


@pytest.fixture(scope="module")
def powerless(aws: EndpointSession, strict: AwsEndpoint) -> Connect:
    """Return a function that makes clients of a role without any policy."""
    return sign_in(aws, strict, make_role(aws))


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "code", "action", "resource"),
    DENIED,
    ids=[f"{one[0]}-{one[1]}" for one in DENIED],
)
def test_each_service_refuses_in_its_own_words(
    powerless: Connect, service: str, operation: str, parameters: dict[str, Any], code: str, action: str, resource: str
) -> None:
    """A role without policies gets AWS's code and sentence."""
    error = error_of(getattr(powerless(service), operation), **parameters)

    assert error["Code"] == code
    where = f" on resource: {resource}" if resource else ""
    assert (
        f"/me is not authorized to perform: {action}{where} because no identity-based policy allows the {action} action"
        in error["Message"]
    )
    assert error["Message"].startswith(
        "You are not authorized to perform this operation. User: "
        if service == "ec2"
        else f"User: arn:aws:sts::{ACCOUNT}:assumed-role/role-"
    )


def test_mail_is_refused_in_other_words(powerless: Connect) -> None:
    """SES quotes caller, action and identity, and tells no reason."""
    error = error_of(
        powerless("ses").send_email, Source="a@b.test", Destination={"ToAddresses": ["x@y.test"]}, Message=MAIL
    )

    assert error["Code"] == "AccessDenied"
    assert error["Message"].endswith(
        f"/me' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:{WHERE}:identity/a@b.test'"
    )


def test_a_role_that_trusts_nobody_else_is_not_assumed(aws: EndpointSession, powerless: Connect) -> None:
    """A role whose trust policy names another principal refuses without a reason."""
    other = make_role(aws, principal=LAMBDA)

    error = error_of(powerless("sts").assume_role, RoleArn=arn_of(other), RoleSessionName="me")

    assert error["Code"] == "AccessDenied"
    assert error["Message"].endswith(f"/me is not authorized to perform: sts:AssumeRole on resource: {arn_of(other)}")


# --- which policies count ---------------------------------------------------------------------------------------------


def test_a_policy_takes_effect_at_once(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """A statement that is added, and one that denies, decide about the next call."""
    role, iam = make_role(aws), aws.client("iam")
    parameters = sign_in(aws, strict, role)("ssm")
    aws.client("ssm").put_parameter(Name=f"/{role}", Value="1", Type="String")

    assert error_of(parameters.get_parameter, Name=f"/{role}")["Code"] == "AccessDeniedException"
    iam.put_role_policy(RoleName=role, PolicyName="read", PolicyDocument=document(allow("ssm:Get*")))
    assert parameters.get_parameter(Name=f"/{role}")["Parameter"]["Value"] == "1"
    denial = document({**allow("ssm:*"), "Effect": "Deny"})
    iam.put_role_policy(RoleName=role, PolicyName="deny", PolicyDocument=denial)
    message = error_of(parameters.get_parameter, Name=f"/{role}")["Message"]
    assert message.endswith("with an explicit deny in an identity-based policy")


def test_a_managed_policy_counts_in_its_default_version(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """AWS's managed policies and the project's own allow calls; a new default version counts."""
    role, iam = make_role(aws), aws.client("iam")
    iam.attach_role_policy(RoleName=role, PolicyArn="arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess")
    own = iam.create_policy(PolicyName=role, PolicyDocument=document(allow("sqs:ListQueues")))["Policy"]["Arn"]
    iam.attach_role_policy(RoleName=role, PolicyArn=own)
    connect = sign_in(aws, strict, role)

    connect("ssm").describe_parameters()
    connect("sqs").list_queues()
    iam.create_policy_version(PolicyArn=own, PolicyDocument=document(allow("sns:ListTopics")), SetAsDefault=True)

    connect("sns").list_topics()
    assert error_of(connect("sqs").list_queues)["Code"] == "AccessDenied"


def test_a_boundary_and_a_session_policy_limit_a_role(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """An action that a role's policy allows has to be in its boundary and in its session's policies too."""
    iam = aws.client("iam")
    boundary = iam.create_policy(
        PolicyName=f"boundary-{secrets.token_hex(3)}", PolicyDocument=document(allow("sqs:*", "sns:*"))
    )["Policy"]["Arn"]
    role = make_role(aws, allow("*"), PermissionsBoundary=boundary)
    reads = iam.create_policy(PolicyName=f"reads-{role}", PolicyDocument=document(allow("sns:List*")))["Policy"]["Arn"]
    limited = sign_in(aws, strict, role, Policy=document(allow("sqs:List*")))
    by_arn = sign_in(aws, strict, role, PolicyArns=[{"arn": reads}])

    sign_in(aws, strict, role)("sns").list_topics()
    limited("sqs").list_queues()
    by_arn("sns").list_topics()
    messages = [
        error_of(sign_in(aws, strict, role)("ssm").describe_parameters)["Message"],
        error_of(limited("sns").list_topics)["Message"],
        error_of(by_arn("sqs").list_queues)["Message"],
    ]
    assert [message.partition(" because ")[2].partition(" allows")[0] for message in messages] == [
        "no permissions boundary", "no session policy", "no session policy",
    ]  # fmt: skip


def test_the_policy_of_a_resource_counts(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """A bucket's policy lets a role in that has no policy of its own, and keeps out one that has."""
    guest, owner, bucket = make_role(aws), make_role(aws, allow("s3:*")), f"b-{secrets.token_hex(4)}"
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    objects = f"arn:aws:s3:::{bucket}/*"
    s3.put_bucket_policy(
        Bucket=bucket,
        Policy=document(
            allow("s3:GetObject", resource=objects, Principal={"AWS": arn_of(guest)}),
            {**allow("s3:GetObject", resource=objects, Principal={"AWS": arn_of(owner)}), "Effect": "Deny"},
        ),
    )

    assert sign_in(aws, strict, guest)("s3").get_object(Bucket=bucket, Key="k")["Body"].read() == b"x"
    message = error_of(sign_in(aws, strict, owner)("s3").get_object, Bucket=bucket, Key="k")["Message"]
    assert message.endswith("with an explicit deny in a resource-based policy")


def test_a_key_that_is_not_there_is_told_to_who_may_list(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """Without s3:ListBucket a missing object is refused; with it, it is not found."""
    bucket = f"b-{secrets.token_hex(4)}"
    aws.client("s3").create_bucket(Bucket=bucket)
    reader, lister = make_role(aws, allow("s3:GetObject")), make_role(aws, allow("s3:GetObject", "s3:ListBucket"))

    refused = error_of(sign_in(aws, strict, reader)("s3").get_object, Bucket=bucket, Key="k")
    missing = error_of(sign_in(aws, strict, lister)("s3").get_object, Bucket=bucket, Key="k")

    assert (refused["Code"], missing["Code"]) == ("AccessDenied", "NoSuchKey")
    assert "s3:ListBucket" in refused["Message"]


@pytest.mark.parametrize(("key", "found"), [("ann", True), ("bob", False)])
def test_conditions_of_a_service_are_filled(aws: EndpointSession, strict: AwsEndpoint, key: str, found: bool) -> None:  # noqa: FBT001
    """A condition on the partition keys that a request names decides about it."""
    tables, table = aws.client("dynamodb"), f"t-{secrets.token_hex(3)}"
    tables.create_table(
        TableName=table,
        KeySchema=[{"AttributeName": "user", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "user", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    condition = {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["ann"]}}
    role = make_role(aws, allow("dynamodb:PutItem", "dynamodb:Query", Condition=condition))
    client = sign_in(aws, strict, role)("dynamodb")
    query = {"KeyConditionExpression": "#u = :u", "ExpressionAttributeNames": {"#u": "user"}}
    calls: list[Callable[[], object]] = [
        lambda: client.put_item(TableName=table, Item={"note": {"S": "x"}, "user": {"S": key}}),
        lambda: client.query(TableName=table, **query, ExpressionAttributeValues={":u": {"S": key}}),
    ]

    for call in calls:
        if found:
            call()
        else:
            assert error_of(call)["Code"] == "AccessDeniedException"


def test_a_user_is_judged_with_its_groups(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """Keys that IAM made for a user have the policies of the user and of its groups."""
    iam, name = aws.client("iam"), f"user-{secrets.token_hex(3)}"
    iam.create_user(UserName=name)
    iam.create_group(GroupName=name)
    iam.add_user_to_group(UserName=name, GroupName=name)
    iam.put_group_policy(GroupName=name, PolicyName="p", PolicyDocument=document(allow("sqs:ListQueues")))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    connect = connecting(strict, key["AccessKeyId"], key["SecretAccessKey"])

    connect("sqs").list_queues()
    message = error_of(connect("sns").list_topics)["Message"]
    assert message.startswith(f"User: arn:aws:iam::{ACCOUNT}:user/{name} is not authorized to perform: SNS:ListTopics")


# --- functions and services -------------------------------------------------------------------------------------------

WRITER = """
    import boto3, os
    def handler(event, context):
        try:
            boto3.client("sqs").send_message(QueueUrl=event, MessageBody="x")
        except Exception as error:
            return str(error)
"""


def test_a_function_acts_with_its_role(aws: EndpointSession, strict: AwsEndpoint, deploy: Deploy) -> None:
    """A function's calls are judged by its role's policies, which are reported with what it lacks and never used."""
    role = make_role(aws, allow("logs:*", "sns:Publish"), principal=LAMBDA)
    queue = aws.client("sqs").create_queue(QueueName=role)["QueueUrl"]
    write = deploy(WRITER, Role=arn_of(role))

    assert f"assumed-role/{role}/{write.name} is not authorized to perform: sqs:sendmessage" in write(queue).payload
    needed = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": f"arn:aws:sqs:*:*:{role}"}
    known = caller(strict, role)
    assert [one.missing.statement for one in known.refused if one.missing] == [needed]
    assert known.unused == ("sns:Publish (own)",)
    assert needed in known.least["Statement"]

    aws.client("iam").put_role_policy(RoleName=role, PolicyName="more", PolicyDocument=document(needed))
    assert write(queue).payload is None


def test_the_log_lines_of_a_deleted_function_are_delivered(
    aws: EndpointSession, strict: AwsEndpoint, deploy: Deploy
) -> None:
    """Lines that wait when a function is deleted still reach CloudWatch Logs, and the report knows of them at once."""
    role = make_role(aws, allow("logs:*"), principal=LAMBDA)
    talk = deploy("def handler(event, context): print('line', event)", Role=arn_of(role))

    for number in range(20):
        talk(number)
    aws.client("lambda").delete_function(FunctionName=talk.name)

    assert caller(strict, role).unused == ()
    events = aws.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{talk.name}")["events"]
    assert [one["message"] for one in events if one["message"].startswith("line")] == [
        f"line {number}\n" for number in range(20)
    ]


def test_the_lines_that_a_role_may_not_write_are_kept(
    aws: EndpointSession, strict: AwsEndpoint, deploy: Deploy
) -> None:
    """A failed test shows a function's traceback, though the role of the function may write no logs."""
    fail = deploy("def handler(event, context): return event['missing']", Role=arn_of(make_role(aws, principal=LAMBDA)))
    moment = note_moment([strict])

    fail({})

    def told() -> str:
        found = dict(logs_since(moment, {"localstack": strict}, (), [ACCOUNT]))
        return found.get(f"lambda {fail.name}, whose role may not write logs", "")

    assert "KeyError: 'missing'" in wait_until(told, what="the refusal of the lines", timeout=PATIENCE)


def test_only_what_is_there_is_told_of_a_rig(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """Current findings leave out roles that are gone, earlier ones of the same name, and calls that are allowed now."""
    iam, role = aws.client("iam"), make_role(aws, allow("sns:ListTopics"))

    def told() -> set[tuple[str, ...]]:
        known = read_callers(strict, current=True) or []
        return {tuple(call.action for call in one.refused) for one in known if one.arn == arn_of(role)}

    connect = sign_in(aws, strict, role)
    connect("sns").list_topics()
    error_of(connect("sqs").list_queues)
    assert told() == {("sqs:ListQueues",)}

    iam.put_role_policy(RoleName=role, PolicyName="more", PolicyDocument=document(allow("sqs:ListQueues")))
    assert told() == {()}

    for name in ("own", "more"):
        iam.delete_role_policy(RoleName=role, PolicyName=name)
    assert told() == {("sqs:ListQueues",)}
    iam.delete_role(RoleName=role)
    assert told() == set()
    assert caller(strict, role).refused

    iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust(ROOT))
    assert told() == {()}


def test_a_statement_to_paste_has_no_names_of_this_deployment(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """The suffixes of Pulumi and of Secrets Manager, region and account are wildcards, another account's are not."""
    role = make_role(aws)
    connect, other = sign_in(aws, strict, role), "arn:aws:sns:us-east-1:111111111111:orders-1a2b3c4"
    error_of(connect("dynamodb").get_item, TableName="orders-1a2b3c4", Key={"id": {"S": "1"}})
    error_of(connect("s3").get_object, Bucket="files-1a2b3c4", Key="k")
    secret = aws.client("secretsmanager").create_secret(Name=f"{role}-1a2b3c4", SecretString="x")["ARN"]
    error_of(connect("secretsmanager").get_secret_value, SecretId=secret)
    error_of(connect("sns").publish, TopicArn=other, Message="x")

    resources = {one["Resource"] for one in caller(strict, role).least["Statement"]}
    assert resources == {
        "arn:aws:dynamodb:*:*:table/orders-*",
        "arn:aws:s3:::files-*/*",
        f"arn:aws:secretsmanager:*:*:secret:{role}-*-*",
        other.replace("1a2b3c4", "*"),
    }


def test_a_function_needs_a_role_that_trusts_lambda(aws: EndpointSession, deploy: Deploy) -> None:
    """A role that Lambda may not assume is refused when a function is made."""
    error = error_of(deploy, source=WRITER, Role=arn_of(make_role(aws, allow("logs:*"))))

    assert error == {
        "Code": "InvalidParameterValueException",
        "Message": "The role defined for the function cannot be assumed by Lambda.",
    }


def test_a_role_that_is_not_there_is_refused(strict: AwsEndpoint, deploy: Deploy) -> None:
    """A function can't be made with a role that does not exist, and the report says so."""
    error = error_of(deploy, source=WRITER, Role=arn_of("nobody"))

    assert error["Message"] == "The role defined for the function cannot be assumed by Lambda."
    told = next(one for one in read_callers(strict) or [] if one.arn == LAMBDA["Service"])
    refused = next(one for one in told.refused if one.resource == arn_of("nobody"))
    assert refused.reason == "because there is no such role"


def test_a_presigned_url_is_judged_by_its_signer(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """A URL that a role has signed opens an object only if the role may read it."""
    bucket = f"b-{secrets.token_hex(4)}"
    aws.client("s3").create_bucket(Bucket=bucket)
    aws.client("s3").put_object(Bucket=bucket, Key="k", Body=b"x")
    addresses = [
        sign_in(aws, strict, make_role(aws, *own))("s3").generate_presigned_url(
            "get_object", Params={"Bucket": bucket, "Key": "k"}
        )
        for own in ([], [allow("s3:GetObject")])
    ]

    assert [requests.get(address, timeout=60).status_code for address in addresses] == [403, 200]


def test_a_state_machine_acts_with_its_role(aws: EndpointSession) -> None:
    """A task of a state machine fails with AWS's sentence when the machine's role may not do it."""
    role = make_role(aws, principal={"Service": "states.amazonaws.com"})
    queue = aws.client("sqs").create_queue(QueueName=role)["QueueUrl"]
    parameters = {"QueueUrl": queue, "MessageBody": "x"}
    task = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": parameters, "End": True}
    machine = {"StartAt": "Send", "States": {"Send": task}}
    client: Any = aws.client("stepfunctions")
    arn = client.create_state_machine(name=role, roleArn=arn_of(role), definition=json.dumps(machine))
    execution = client.start_execution(stateMachineArn=arn["stateMachineArn"])["executionArn"]

    def ended() -> dict[str, Any]:
        found: dict[str, Any] = client.describe_execution(executionArn=execution)
        return found if found["status"] != "RUNNING" else {}

    end = wait_until(ended, what="the execution's end", timeout=PATIENCE)

    assert (end["status"], end["error"]) == ("FAILED", "SQS.SdkClientException")
    assert "is not authorized to perform: sqs:sendmessage" in end["cause"]


def test_a_function_may_read_its_source(aws: EndpointSession, deploy: Deploy) -> None:
    """A mapping is made only if the function's role may read its source; AWS's sentence says what lacks."""
    role = make_role(aws, allow("logs:*", "sqs:ReceiveMessage", "sqs:GetQueueAttributes"), principal=LAMBDA)
    aws.client("sqs").create_queue(QueueName=role)
    function = deploy(WRITER, Role=arn_of(role))
    queue, stream = f"arn:aws:sqs:{WHERE}:{role}", f"arn:aws:dynamodb:{WHERE}:table/t/stream/2026"

    errors = [
        error_of(function.client.create_event_source_mapping, FunctionName=function.name, **source)
        for source in ({"EventSourceArn": queue}, {"EventSourceArn": stream, "StartingPosition": "LATEST"})
    ]

    assert {error["Code"] for error in errors} == {"InvalidParameterValueException"}
    assert errors[0]["Message"] == "The provided execution role does not have permissions to call DeleteMessage on SQS"
    assert errors[1]["Message"].startswith(
        f"Cannot access stream {stream}. Please ensure the role can perform the GetR"
    )


def missing_statement(strict: AwsEndpoint, service: str, resource: str) -> Missing | None:
    """Return the statement that a service lacked for a resource, by the end of its ARN."""
    refused = [refused for one in read_callers(strict) or [] if one.arn == service for refused in one.refused]
    return next((one.missing for one in refused if one.resource.endswith(resource)), None)


def test_a_topic_delivers_where_the_queue_lets_it(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """SNS delivers to a queue only if the queue's policy allows that for this topic."""
    sqs, sns = aws.client("sqs"), aws.client("sns")
    topic = sns.create_topic(Name=f"t-{secrets.token_hex(3)}")["TopicArn"]
    names = [f"closed-{secrets.token_hex(3)}", f"open-{secrets.token_hex(3)}"]
    closed, opened = ({"url": sqs.create_queue(QueueName=name)["QueueUrl"], "name": name} for name in names)
    statement = allow(
        "sqs:SendMessage",
        Principal={"Service": "sns.amazonaws.com"},
        Condition={"ArnEquals": {"aws:SourceArn": topic}},
    )
    sqs.set_queue_attributes(QueueUrl=opened["url"], Attributes={"Policy": document(statement)})
    for queue in (closed, opened):
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{WHERE}:{queue['name']}")

    sns.publish(TopicArn=topic, Message="x")

    assert len(sqs.receive_message(QueueUrl=opened["url"], WaitTimeSeconds=10)["Messages"]) == 1
    assert "Messages" not in sqs.receive_message(QueueUrl=closed["url"])
    missing = eventually(lambda: missing_statement(strict, "sns.amazonaws.com", closed["name"]))  # noted after it
    assert missing.policy == "resource-based policy"
    assert missing.statement["Principal"] == {"Service": "sns.amazonaws.com"}


def test_a_bucket_notifies_only_who_lets_it(aws: EndpointSession) -> None:
    """S3 refuses a notification to a queue whose policy does not let it send."""
    bucket = f"b-{secrets.token_hex(4)}"
    aws.client("s3").create_bucket(Bucket=bucket)
    aws.client("sqs").create_queue(QueueName=bucket)
    notification = {"QueueArn": f"arn:aws:sqs:{WHERE}:{bucket}", "Events": ["s3:ObjectCreated:*"]}

    error = error_of(
        aws.client("s3").put_bucket_notification_configuration,
        Bucket=bucket,
        NotificationConfiguration={"QueueConfigurations": [notification]},
    )

    assert error["Message"] == "Unable to validate the following destination configurations"


def test_the_account_itself_is_never_judged(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """Calls with the keys of the account pass and appear in no report."""
    before = read_callers(strict)

    aws.client("sqs").list_queues()

    assert read_callers(strict) == before


# --- roles that are passed, and keys ----------------------------------------------------------------------------------

MACHINE = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})


def test_a_role_is_passed_to_the_service_that_a_condition_names(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """`iam:PassedToService` is the principal of the service that gets the role."""
    passed = arn_of(make_role(aws, principal={"Service": "states.amazonaws.com"}))
    role = make_role(aws, allow("states:*", "events:*"))
    condition = {"StringEquals": {"iam:PassedToService": "states.amazonaws.com"}}
    statement = allow("iam:PassRole", resource=passed, Condition=condition)
    aws.client("iam").put_role_policy(RoleName=role, PolicyName="pass", PolicyDocument=document(statement))
    connect = sign_in(aws, strict, role)

    machine = connect("stepfunctions").create_state_machine(
        name=f"m-{secrets.token_hex(3)}", definition=MACHINE, roleArn=passed
    )
    targets = [{"Id": "1", "Arn": machine["stateMachineArn"], "RoleArn": passed}]
    assert "iam:PassRole" in error_of(connect("events").put_targets, Rule="r", Targets=targets)["Message"]


def test_a_grant_lets_a_role_use_a_key(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """A role without a policy may do with a key what a grant says, in the encryption context of the grant."""
    kms, role = aws.client("kms"), make_role(aws)
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    mine = sign_in(aws, strict, role)("kms")
    context = {"shop": "1"}
    grant = kms.create_grant(
        KeyId=key,
        GranteePrincipal=arn_of(role),
        Operations=["Encrypt", "Decrypt"],
        Constraints={"EncryptionContextSubset": context},
    )

    sealed = mine.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context)["CiphertextBlob"]
    assert mine.decrypt(CiphertextBlob=sealed, EncryptionContext=context)["Plaintext"] == b"x"
    for call in (lambda: mine.encrypt(KeyId=key, Plaintext=b"x"), lambda: mine.describe_key(KeyId=key)):
        assert error_of(call)["Code"] == "AccessDeniedException"
    kms.revoke_grant(KeyId=key, GrantId=grant["GrantId"])
    message = error_of(mine.decrypt, CiphertextBlob=sealed, EncryptionContext=context)["Message"]
    assert f"kms:Decrypt on resource: arn:aws:kms:{WHERE}:key/{key}" in message


# --- APIs -------------------------------------------------------------------------------------------------------------

MOCK = {
    "type": "mock",
    "requestTemplates": {"application/json": '{"statusCode": 200}'},
    "responses": {"default": {"statusCode": "200"}},
}


def signed_status(strict: AwsEndpoint, connect: Connect, path: str) -> tuple[int, str]:
    """Send a request signed with a role's credentials; return the status and the message of the answer."""
    url = f"{strict.endpoint_url}{path}"
    request = AWSRequest("GET", url)
    SigV4Auth(connect("sts")._request_signer._credentials, "execute-api", "us-east-1").add_auth(request)  # noqa: SLF001
    answer = requests.get(url, headers=dict(request.headers), timeout=60)
    told = answer.json() if answer.text else {}
    return answer.status_code, told.get("Message") or told.get("message", "")


def test_the_signer_of_a_request_to_a_rest_api_is_judged(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """A method with AWS_IAM passes a signer whose own policies or the API's policy allow it, and no other."""
    stranger, invoker, guest, denied = (
        make_role(aws, *statements)
        for statements in ([], [allow("execute-api:Invoke")], [], [allow("execute-api:Invoke")])
    )
    client: Any = aws.client("apigateway")
    method = {"get": {"x-amazon-apigateway-auth": {"type": "AWS_IAM"}, "x-amazon-apigateway-integration": MOCK,
                      "responses": {"200": {"description": "ok"}}}}  # fmt: skip
    body = {"openapi": "3.0.1", "info": {"title": "a", "version": "1"}, "paths": {"/pets": method}}
    statements = [
        allow("execute-api:Invoke", resource="execute-api:/*", Principal={"AWS": arn_of(guest)}),
        {**allow("execute-api:Invoke", resource="execute-api:/*", Principal={"AWS": arn_of(denied)}), "Effect": "Deny"},
    ]
    body["x-amazon-apigateway-policy"] = json.loads(document(*statements))
    api = client.import_rest_api(body=json.dumps(body))["id"]
    client.create_deployment(restApiId=api, stageName="dev")

    answers = [
        signed_status(strict, sign_in(aws, strict, role), f"/_aws/execute-api/{api}/dev/pets")
        for role in (invoker, guest, stranger, denied)
    ]

    assert [status for status, _ in answers] == [200, 200, 403, 403]
    where = f"arn:aws:execute-api:us-east-1:********0000:{api}/dev/GET/pets"
    refused = f"is not authorized to perform: execute-api:Invoke on resource: {where}"
    assert answers[2][1].endswith(
        f"/me {refused} because no identity-based policy allows the execute-api:Invoke action"
    )
    assert answers[3][1].endswith(f"/me {refused} with an explicit deny")


def test_the_signer_of_a_request_to_an_http_api_is_judged(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """A route with AWS_IAM refuses a signer without permission; who has it reaches the integration."""
    client: Any = aws.client("apigatewayv2")
    api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
    nowhere = client.create_integration(
        ApiId=api,
        IntegrationType="HTTP_PROXY",
        IntegrationMethod="GET",
        IntegrationUri="http://127.0.0.1:9/",
        PayloadFormatVersion="1.0",
    )["IntegrationId"]
    client.create_route(ApiId=api, RouteKey="GET /pets", Target=f"integrations/{nowhere}", AuthorizationType="AWS_IAM")
    client.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)

    stranger, invoker = (
        signed_status(strict, sign_in(aws, strict, make_role(aws, *own)), f"/_aws/execute-api/{api}/pets")
        for own in ([], [allow("execute-api:Invoke")])
    )

    assert stranger == (403, "Forbidden")
    assert invoker[0] >= 500


def test_who_sends_to_connections_is_judged(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """Sending to a connection needs execute-api:ManageConnections; an allowed sender learns that it is gone."""
    client: Any = aws.client("apigatewayv2")
    expression = "$request.body.action"
    api = client.create_api(Name="a", ProtocolType="WEBSOCKET", RouteSelectionExpression=expression)["ApiId"]
    client.create_stage(ApiId=api, StageName="dev")

    stranger, backend = (
        signed_status(strict, sign_in(aws, strict, make_role(aws, *own)), f"/_aws/execute-api/{api}/dev/@connections/x")
        for own in ([], [allow("execute-api:ManageConnections")])
    )

    resource = f"arn:aws:execute-api:us-east-1:000000000000:{api}/dev/GET/@connections/x"
    assert stranger[0] == 403
    assert f"execute-api:ManageConnections on resource: {resource} because no identity-based policy" in stranger[1]
    assert backend[0] == 410


# --- URLs of functions ------------------------------------------------------------------------------------------------

WHO = """
    def handler(event, context):
        return event["requestContext"].get("authorizer", {}).get("iam", {}).get("userArn", "anybody")
"""


def make_url(aws: EndpointSession, function: Function, kind: str) -> str:
    made = aws.client("lambda").create_function_url_config(FunctionName=function.name, AuthType=kind)
    return str(made["FunctionUrl"])


def ask(strict: AwsEndpoint, url: str, **headers: str) -> tuple[int, str]:
    host = url.removeprefix("http://").removeprefix("https://").rstrip("/")
    answer = requests.get(str(strict.endpoint_url), headers={**headers, "Host": host}, timeout=60)
    return answer.status_code, answer.text


def permit(aws: EndpointSession, function: Function, action: str, **more: Any) -> None:
    aws.client("lambda").add_permission(
        FunctionName=function.name, StatementId=action, Action=f"lambda:{action}", Principal="*", **more
    )


def test_a_url_is_open_where_the_functions_policy_says_so(
    aws: EndpointSession, strict: AwsEndpoint, deploy: Deploy
) -> None:
    """A URL without authorization needs both permissions for everybody, and the second opens no other way."""
    function = deploy(WHO, Role=arn_of(make_role(aws, principal=LAMBDA)))
    url = make_url(aws, function, "NONE")

    status, text = ask(strict, url)
    assert status == 403
    assert json.loads(text)["Message"].startswith("Forbidden. For troubleshooting Function URL authorization issues")
    missing = missing_statement(strict, "anonymous", function.name)
    assert missing
    assert (missing.policy, missing.statement["Principal"]) == ("resource-based policy", "*")
    permit(aws, function, "InvokeFunctionUrl", FunctionUrlAuthType="NONE")
    assert ask(strict, url)[0] == 403
    permit(aws, function, "InvokeFunction", InvokedViaFunctionUrl=True)
    assert ask(strict, url) == (200, "anybody")
    stranger = sign_in(aws, strict, make_role(aws))
    assert error_of(stranger("lambda").invoke, FunctionName=function.name)["Code"] == "AccessDeniedException"


def test_the_signer_of_a_request_to_a_url_is_judged(aws: EndpointSession, strict: AwsEndpoint, deploy: Deploy) -> None:
    """A URL with AWS_IAM needs a signature of who may invoke the function by its URL; the event names the signer."""
    function = deploy(WHO, Role=arn_of(make_role(aws, principal=LAMBDA)))
    url = make_url(aws, function, "AWS_IAM")
    arn = f"arn:aws:lambda:{WHERE}:function:{function.name}"
    let, not_let = (
        make_role(aws, allow("lambda:InvokeFunctionUrl", *more, resource=arn))
        for more in (["lambda:InvokeFunction"], [])
    )

    def signed(role: str) -> tuple[int, str]:
        given = aws.client("sts").assume_role(RoleArn=arn_of(role), RoleSessionName="me")["Credentials"]
        keys = Credentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        request = AWSRequest("GET", url)
        SigV4Auth(keys, "lambda", "us-east-1").add_auth(request)
        return ask(strict, url, **dict(request.headers))

    assert ask(strict, url)[0] == 403
    assert signed(not_let)[0] == 403
    assert signed(let) == (200, f"arn:aws:sts::{ACCOUNT}:assumed-role/{let}/me")
