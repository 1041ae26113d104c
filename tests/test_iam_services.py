"""What services refuse each other, roles that are passed to them, keys behind resources, and URLs of functions."""

import json
import secrets
import time
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from stackrig.emulator.iam_findings import read_callers
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.waiting import wait_until
from tests.iam_roles import LAMBDA, ROOT, WHERE, allow, arn_of, document, error_of, make_role, sign_in
from tests.lambda_functions import Deploy, archive, deploying
from tests.waiting import PATIENCE

pytestmark = pytest.mark.gate  # one of each kind is in test_iam
PASS = "because no identity-based policy allows the iam:PassRole action"
MACHINE = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})


@pytest.fixture(scope="module")
def aws(strict: AwsEndpoint) -> EndpointSession:
    """Return a boto3 session with the keys of the account itself, in place of the suite's."""
    return EndpointSession(strict)


@pytest.fixture
def deploy(aws: EndpointSession) -> Iterator[Deploy]:
    """Return a function that deploys a module `app` to the strict LocalStack."""
    yield from deploying(aws)


def suffix() -> str:
    return secrets.token_hex(3)


# --- roles that are passed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        (
            "lambda",
            "create_function",
            {"FunctionName": "f", "Runtime": "python3.12", "Handler": "app.handler", "Role": "ROLE",
             "Code": {"ZipFile": archive({"app.py": ""})}},
        ),
        ("stepfunctions", "create_state_machine", {"name": "m", "definition": MACHINE, "roleArn": "ROLE"}),
        ("events", "put_targets", {"Rule": "r", "Targets": [{"Id": "1", "Arn": "arn:x", "RoleArn": "ROLE"}]}),
        (
            "scheduler",
            "create_schedule",
            {"Name": "s", "ScheduleExpression": "rate(1 day)", "FlexibleTimeWindow": {"Mode": "OFF"},
             "Target": {"Arn": "arn:x", "RoleArn": "ROLE"}},
        ),
    ],
)  # fmt: skip
def test_a_role_is_passed_by_who_may_pass_it(
    aws: EndpointSession, strict: AwsEndpoint, service: str, operation: str, parameters: dict[str, Any]
) -> None:
    """Creating a thing that acts with a role needs iam:PassRole for the role, as AWS's message says."""
    passed = arn_of(make_role(aws, principal=LAMBDA))
    given = json.loads(json.dumps(parameters, default=lambda _: "").replace("ROLE", passed))
    if "Code" in given:
        given["Code"] = parameters["Code"]
    prefix = {"stepfunctions": "states"}.get(service, service)
    connect = sign_in(aws, strict, make_role(aws, allow(f"{prefix}:*")))

    error = error_of(getattr(connect(service), operation), **given)

    assert error["Code"] == "AccessDeniedException"
    assert error["Message"].endswith(f"/me is not authorized to perform: iam:PassRole on resource: {passed} {PASS}")


# --- keys -------------------------------------------------------------------------------------------------------------


def test_the_key_behind_a_resource_is_needed_too(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """Reading or writing data encrypted by a customer's key needs the key; each service says so in its own words."""
    key, name = aws.client("kms").create_key()["KeyMetadata"]["Arn"], f"sealed-{suffix()}"
    secret = aws.client("secretsmanager").create_secret(Name=name, SecretString="x", KmsKeyId=key)["ARN"]
    queue = aws.client("sqs").create_queue(QueueName=name, Attributes={"KmsMasterKeyId": key})["QueueUrl"]
    topic = aws.client("sns").create_topic(Name=name, Attributes={"KmsMasterKeyId": key})["TopicArn"]
    aws.client("s3").create_bucket(Bucket=name)
    aws.client("s3").put_object(Bucket=name, Key="k", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
    aws.client("ssm").put_parameter(Name=f"/{name}", Value="x", Type="SecureString", KeyId=key)
    role = make_role(aws, allow("secretsmanager:*", "sqs:*", "sns:*", "s3:*", "ssm:*"))
    connect = sign_in(aws, strict, role)

    def use() -> Iterator[tuple[Any, dict[str, Any]]]:
        yield connect("secretsmanager").get_secret_value, {"SecretId": secret}
        yield connect("sqs").send_message, {"QueueUrl": queue, "MessageBody": "x"}
        yield connect("sns").publish, {"TopicArn": topic, "Message": "x"}
        yield connect("s3").get_object, {"Bucket": name, "Key": "k"}
        yield connect("ssm").get_parameter, {"Name": f"/{name}", "WithDecryption": True}

    errors = [error_of(call, **parameters) for call, parameters in use()]
    assert [one["Code"] for one in errors] == [
        "AccessDeniedException",
        "KMS.AccessDeniedException",
        "KMSAccessDenied",
        "AccessDenied",
        "AccessDeniedException",
    ]
    assert errors[0]["Message"] == "Access to KMS is not allowed"
    assert f"kms:GenerateDataKey on resource: {key}" in errors[1]["Message"]
    assert f"kms:Decrypt on resource: {key}" in errors[3]["Message"]
    assert errors[4]["Message"].startswith("The ciphertext refers to a customer master key that does not exist")

    statement = allow("kms:Decrypt", "kms:GenerateDataKey", resource=key)
    aws.client("iam").put_role_policy(RoleName=role, PolicyName="key", PolicyDocument=document(statement))
    for call, parameters in use():
        call(**parameters)


def test_the_key_that_s3_manages_is_for_everybody(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """An object with AWS's own key of S3 needs no permission for a key."""
    name, s3 = f"managed-{suffix()}", aws.client("s3")
    s3.create_bucket(Bucket=name)
    s3.put_object(Bucket=name, Key="k", Body=b"x", ServerSideEncryption="aws:kms")

    mine = sign_in(aws, strict, make_role(aws, allow("s3:GetObject")))("s3")

    assert mine.get_object(Bucket=name, Key="k")["Body"].read() == b"x"


# --- services that deliver --------------------------------------------------------------------------------------------


def verdict_on(strict: AwsEndpoint, service: str, action: str, arn: str) -> str:
    """Return `refused` or `allowed`, as a service's delivery to a resource was judged; empty before one came."""
    for one in read_callers(strict) or []:
        if one.arn == service:
            if any((call.action, call.resource) == (action, arn) for call in one.refused):
                return "refused"
            used = json.dumps(one.least["Statement"])
            return "allowed" if arn in used else ""
    return ""


def emit(aws: EndpointSession, source: str, kind: str, target: str) -> None:
    """Have a service deliver something to a target."""
    if source == "events":
        rule, events = f"r-{suffix()}", aws.client("events")
        events.put_rule(Name=rule, EventPattern=json.dumps({"source": [rule]}))
        events.put_targets(Rule=rule, Targets=[{"Id": "1", "Arn": target}])
        events.put_events(Entries=[{"Source": rule, "DetailType": "d", "Detail": "{}"}])
    elif source == "sns":
        topic = aws.client("sns").create_topic(Name=f"t-{suffix()}")["TopicArn"]
        aws.client("sns").subscribe(TopicArn=topic, Protocol=kind, Endpoint=target)
        aws.client("sns").publish(TopicArn=topic, Message="x")
    else:
        names = {
            "sqs": ("Queue", "QueueArn"),
            "sns": ("Topic", "TopicArn"),
            "lambda": ("LambdaFunction", "LambdaFunctionArn"),
        }
        bucket, s3 = f"b-{suffix()}", aws.client("s3")
        s3.create_bucket(Bucket=bucket)
        one = {names[kind][1]: target, "Events": ["s3:ObjectCreated:*"]}
        s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={f"{names[kind][0]}Configurations": [one]}
        )
        s3.put_object(Bucket=bucket, Key="k", Body=b"x")


@pytest.fixture(scope="module")
def targets(aws: EndpointSession) -> Iterator[dict[str, str]]:
    """Yield a function that nobody may call yet."""
    deploying_function = deploying(aws)
    deploy = next(deploying_function)
    yield {
        "lambda": deploy("def handler(event, context): return 1", Role=arn_of(make_role(aws, principal=LAMBDA))).name
    }
    next(deploying_function, None)


@pytest.mark.parametrize(
    ("source", "kind"),
    [pair for pair in product(("events", "s3", "sns"), ("sqs", "sns", "lambda")) if len({*pair}) > 1],
)
def test_a_service_delivers_where_the_target_lets_it(
    aws: EndpointSession, strict: AwsEndpoint, targets: dict[str, str], source: str, kind: str
) -> None:
    """EventBridge, SNS and S3 need the policy of each queue, topic and function; S3 asks when it is told to notify."""
    name, principal = f"target-{suffix()}", f"{source}.amazonaws.com"
    action = {"sqs": "sqs:SendMessage", "sns": "sns:Publish", "lambda": "lambda:InvokeFunction"}[kind]
    if kind == "lambda":
        arn = f"arn:aws:lambda:{WHERE}:function:{targets['lambda']}"
    else:
        arn = f"arn:aws:{kind}:{WHERE}:{name}"
    queue = aws.client("sqs").create_queue(QueueName=name)["QueueUrl"] if kind == "sqs" else ""
    if kind == "sns":
        aws.client("sns").create_topic(Name=name)

    if source == "s3":
        message = error_of(emit, aws=aws, source=source, kind=kind, target=arn)["Message"]
        assert message == "Unable to validate the following destination configurations"
    else:
        emit(aws, source, kind, arn)
        wait_until(
            lambda: verdict_on(strict, principal, action, arn) == "refused", what="the refusal", timeout=PATIENCE
        )

    statement = allow(action, resource=arn, Principal={"Service": principal})
    if kind == "lambda":
        aws.client("lambda").add_permission(
            FunctionName=targets["lambda"], StatementId=source, Action=action, Principal=principal
        )
    elif kind == "sqs":
        aws.client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": document(statement)})
    else:
        aws.client("sns").set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=document(statement))
    emit(aws, source, kind, arn)

    def is_let() -> bool:
        known = [one for one in read_callers(strict, current=True) or [] if one.arn == principal]
        return any(arn in json.dumps(one.least["Statement"]) for one in known)

    wait_until(is_let, what="the delivery", timeout=PATIENCE)


def put_alarm(aws: EndpointSession, *actions: str) -> None:
    """Make an alarm with actions, and set it off."""
    name, metrics = f"alarm-{suffix()}", aws.client("cloudwatch")
    metrics.put_metric_alarm(
        AlarmName=name, Namespace="n", MetricName="m", Statistic="Sum", Period=60, EvaluationPeriods=1, Threshold=1,
        ComparisonOperator="GreaterThanThreshold", AlarmActions=list(actions),
    )  # fmt: skip
    metrics.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a test")


def test_an_alarm_acts_where_the_target_lets_it(
    aws: EndpointSession, strict: AwsEndpoint, targets: dict[str, str]
) -> None:
    """A topic's first policy lets alarms of its account in; another one and a function must name their service."""
    functions, name = aws.client("lambda"), targets["lambda"]
    function = f"arn:aws:lambda:{WHERE}:function:{name}"
    own, closed = (aws.client("sns").create_topic(Name=f"t-{suffix()}")["TopicArn"] for _ in range(2))
    statement = allow("sns:Publish", resource=closed, Principal=ROOT)
    policy = {"TopicArn": closed, "AttributeName": "Policy", "AttributeValue": document(statement)}
    aws.client("sns").set_topic_attributes(**policy)

    put_alarm(aws, closed, function, own)

    notifies, calls = "cloudwatch.amazonaws.com", "lambda.alarms.cloudwatch.amazonaws.com"
    assert verdict_on(strict, notifies, "sns:Publish", own) == "allowed"
    assert verdict_on(strict, notifies, "sns:Publish", closed) == "refused"
    assert verdict_on(strict, calls, "lambda:InvokeFunction", function) == "refused"
    permission = {"StatementId": "alarms", "Action": "lambda:InvokeFunction", "Principal": calls}
    functions.add_permission(FunctionName=name, **permission, SourceArn=f"arn:aws:cloudwatch:{WHERE}:alarm:*")
    put_alarm(aws, function)


def test_events_reach_a_log_group_that_lets_them(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """EventBridge writes to a log group that a resource policy of CloudWatch Logs opens to it."""
    logs, name = aws.client("logs"), f"/aws/events/{suffix()}"
    logs.create_log_group(logGroupName=name)
    arn = f"arn:aws:logs:{WHERE}:log-group:{name}"

    def verdict() -> str:
        known = [one for one in read_callers(strict, current=True) or [] if one.arn == "events.amazonaws.com"]
        refused = [call for one in known for call in one.refused if name in call.resource]
        return "refused" if refused else "allowed" if name in json.dumps([one.least for one in known]) else ""

    emit(aws, "events", "logs", arn)
    wait_until(lambda: verdict() == "refused", what="the refusal", timeout=PATIENCE)
    service = {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]}
    statement = allow("logs:CreateLogStream", "logs:PutLogEvents", resource=f"{arn}:*", Principal=service)
    logs.put_resource_policy(policyName=name.rpartition("/")[2], policyDocument=document(statement))
    emit(aws, "events", "logs", arn)

    wait_until(lambda: logs.describe_log_streams(logGroupName=name)["logStreams"], what="events", timeout=PATIENCE)


def test_a_subscription_needs_a_functions_permission(
    aws: EndpointSession, strict: AwsEndpoint, targets: dict[str, str]
) -> None:
    """CloudWatch Logs calls a function whose policy names the group with the text that follows its name."""
    logs, functions, group = aws.client("logs"), aws.client("lambda"), f"/g/{suffix()}"
    logs.create_log_group(logGroupName=group)
    given = {"logGroupName": group, "filterName": "f", "filterPattern": ""}
    given["destinationArn"] = f"arn:aws:lambda:{WHERE}:function:{targets['lambda']}"

    refused = error_of(logs.put_subscription_filter, **given)
    permission = {
        "Action": "lambda:InvokeFunction",
        "Principal": "logs.us-east-1.amazonaws.com",
        "StatementId": f"s-{suffix()}",
    }
    place = f"arn:aws:logs:{WHERE}:log-group:{group}:*"
    functions.add_permission(FunctionName=targets["lambda"], **permission, SourceArn=place)
    logs.put_subscription_filter(**given)
    logs.create_log_stream(logGroupName=group, logStreamName="lines")
    logs.put_log_events(
        logGroupName=group, logStreamName="lines", logEvents=[{"timestamp": int(time.time() * 1000), "message": "x"}]
    )

    known = next(one for one in read_callers(strict, current=True) or [] if one.arn == "logs.amazonaws.com")
    assert not known.refused
    assert refused["Code"] == "InvalidParameterException"
    assert refused["Message"].startswith("Could not execute the lambda function. Make sure you have given CloudWatch")
