"""What services refuse each other, roles that are passed to them, keys behind resources, and URLs of functions."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from stackrig.emulator.permissions import read_callers
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.waiting import wait_until
from tests.iam_roles import ACCOUNT, LAMBDA, WHERE, allow, arn_of, document, error_of, make_role, sign_in
from tests.lambda_functions import Deploy, Function, archive, deploying

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
    """Who makes something that acts with a role needs iam:PassRole for it, as AWS's sentence says."""
    passed = arn_of(make_role(aws, principal=LAMBDA))
    given = json.loads(json.dumps(parameters, default=lambda _: "").replace("ROLE", passed))
    if "Code" in given:
        given["Code"] = parameters["Code"]
    prefix = {"stepfunctions": "states"}.get(service, service)
    connect = sign_in(aws, strict, make_role(aws, allow(f"{prefix}:*")))

    error = error_of(getattr(connect(service), operation), **given)

    assert error["Code"] == "AccessDeniedException"
    assert error["Message"].endswith(f"/me is not authorized to perform: iam:PassRole on resource: {passed} {PASS}")


def test_a_role_is_passed_to_the_service_that_a_condition_names(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """`iam:PassedToService` is the principal of the service that gets the role."""
    passed = arn_of(make_role(aws, principal={"Service": "states.amazonaws.com"}))
    role = make_role(aws, allow("states:*", "events:*"))
    condition = {"StringEquals": {"iam:PassedToService": "states.amazonaws.com"}}
    statement = allow("iam:PassRole", resource=passed, Condition=condition)
    aws.client("iam").put_role_policy(RoleName=role, PolicyName="pass", PolicyDocument=document(statement))
    connect = sign_in(aws, strict, role)

    machine = connect("stepfunctions").create_state_machine(name=f"m-{suffix()}", definition=MACHINE, roleArn=passed)
    targets = [{"Id": "1", "Arn": machine["stateMachineArn"], "RoleArn": passed}]
    assert "iam:PassRole" in error_of(connect("events").put_targets, Rule="r", Targets=targets)["Message"]


# --- keys -------------------------------------------------------------------------------------------------------------


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


def test_the_key_behind_a_resource_is_needed_too(aws: EndpointSession, strict: AwsEndpoint) -> None:
    """Who reads or writes what a customer's key encrypts needs the key; each service tells it in its own words."""
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


@pytest.mark.parametrize("source", ["events", "sns", "s3"])
@pytest.mark.parametrize("kind", ["sqs", "sns", "lambda"])
def test_a_service_delivers_where_the_target_lets_it(
    aws: EndpointSession, strict: AwsEndpoint, targets: dict[str, str], source: str, kind: str
) -> None:
    """EventBridge, SNS and S3 need the policy of each queue, topic and function; S3 asks when it is told to notify."""
    if (source, kind) == ("sns", "sns"):
        pytest.skip("topics don't deliver to topics")
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
        wait_until(lambda: verdict_on(strict, principal, action, arn) == "refused", what="the refusal", timeout=60)

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

    wait_until(is_let, what="the delivery", timeout=60)


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
