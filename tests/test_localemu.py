"""LocalEmu, the fork of LocalStack, with the plugin that is written for LocalStack."""

import configparser
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from stackrig.emulator.choice import choose_localstack
from stackrig.emulator.inside.emulator import UNWANTED_HOOKS
from stackrig.emulator.installation import prepare_environment
from stackrig.emulator.plugin import install_plugin, plugin_files
from stackrig.emulator.releases import LOCALEMU, find_pinned, number_of, title_of
from stackrig.emulator.routes import ask, ask_info
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.emulator.sessions import EndpointSession
from stackrig.interpreters import Interpreter
from stackrig.processes import Session
from stackrig.settings import Settings, change
from tests.waiting import eventually

SERVICES = "s3,sqs,sns,dynamodb,secretsmanager,lambda,iam,logs,stepfunctions"
SETTINGS = Settings(root=Path.cwd(), localstack_image="localemu", localstack_services=SERVICES)
VERSION = find_pinned(LOCALEMU.name) or ""
ROLE = "arn:aws:iam::000000000000:role/r"


@pytest.mark.parametrize("asked", ["localemu", "localemu:1.3.2"])
def test_the_option_names_an_embedded_version(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    """LocalEmu runs embedded, in the version asked for or in the newest."""
    monkeypatch.setattr("stackrig.emulator.choice.find_python", lambda _: Interpreter(Path("/p"), (3, 13, 1)))

    plan = choose_localstack(change(SETTINGS, localstack_image=asked))

    assert (plan.backend, plan.version) == ("embedded", "localemu:1.3.2")
    assert plan.inputs["image"] == "embedded:localemu:1.3.2"
    assert title_of(plan.version) == "LocalEmu 1.3.2"


def test_the_plugin_has_all_entry_points_for_both_emulators() -> None:
    """Every group of entry points comes under LocalStack's name and under LocalEmu's."""
    points = configparser.ConfigParser(delimiters=("=",))
    points.read_string(plugin_files()["stackrig_localstack-0.dist-info/entry_points.txt"].decode())

    of_localstack = {name: dict(points[name]) for name in points.sections() if name.startswith("localstack.")}
    of_localemu = {name: dict(points[name]) for name in points.sections() if name.startswith("localemu.")}

    assert len(of_localstack) == 4
    assert of_localemu == {name.replace("localstack", "localemu", 1): held for name, held in of_localstack.items()}


@pytest.fixture(scope="module")
def localemu(session: Session) -> Iterator[AwsEndpoint]:
    """Yield a LocalEmu of this file's own."""
    with running_localstack(SETTINGS, session) as endpoint:
        yield endpoint


@pytest.fixture
def clients(localemu: AwsEndpoint) -> EndpointSession:
    """Return a maker of clients for it."""
    return EndpointSession(localemu)


@pytest.mark.gate
def test_it_tells_its_version_and_its_boot(localemu: AwsEndpoint) -> None:
    """Clients that keep state by a boot find it where LocalStack tells it; LocalEmu's own route has none."""
    told = ask_info("127.0.0.1", localemu.port, timeout=10)

    assert localemu.version == told["version"] == VERSION
    assert localemu.boot_id == told["session_id"] != ""
    assert "session_id" not in json.loads(ask("127.0.0.1", localemu.port, "GET", "/_localemu/info", timeout=10).body)


@pytest.mark.gate
def test_names_of_localstack_are_modules_of_localemu(session: Session) -> None:
    """The plugin gets LocalEmu's own modules and classes by LocalStack's names, with their own specs."""
    environment = prepare_environment(VERSION, session)
    code = """
import stackrig_localstack, sys
import localstack.services.sqs.models as named
from localstack.aws import api
import localemu.services.sqs.models as own, localemu.aws.api
print(named is own, api is localemu.aws.api, own.__spec__.name, own.__name__)
print(sys.modules["localstack.services"] is sys.modules["localemu.services"])
try:
    import localstack.services.nothing
except ModuleNotFoundError as error:
    print(error.name)
"""
    variables = {"PYTHONPATH": str(install_plugin(environment)), "HOME": str(session.folder)}

    done = subprocess.run(
        [environment.python, "-P", "-c", code], env=variables, capture_output=True, text=True, check=True
    )

    name = "localemu.services.sqs.models"
    assert done.stdout.splitlines() == [f"True True {name} {name}", "True", "localstack.services.nothing"]


@pytest.mark.gate
def test_its_own_hooks_that_reach_beyond_it_are_left_out(localemu: AwsEndpoint) -> None:
    """It keeps no log of requests for a page of its own, and it finds no Docker daemon."""
    assert ask("127.0.0.1", localemu.port, "GET", "/_localemu/dashboard", timeout=10).status == 404
    assert localemu.process
    environ = Path(f"/proc/{localemu.process.pid}/environ").read_text(encoding="utf-8").split("\0")
    assert "DOCKER_HOST=unix:///dev/null" in environ


@pytest.mark.gate
def test_the_hooks_that_are_left_out_are_there_by_these_names(session: Session) -> None:
    """A hook that another version names otherwise would run, and remove containers of others."""
    package = prepare_environment(VERSION, session).packages / f"localemu-{number_of(VERSION)}.dist-info"
    points = configparser.ConfigParser(delimiters=("=",))
    points.read(package / "entry_points.txt", encoding="utf-8")

    assert set(UNWANTED_HOOKS) <= set(points["localemu.hooks.on_infra_start"])


@pytest.mark.gate
def test_buckets_and_tables(clients: EndpointSession) -> None:
    """S3 keeps objects, and DynamoDB is the plugin's: a sum of decimals is exact."""
    s3, tables = clients.client("s3"), clients.client("dynamodb")
    s3.create_bucket(Bucket="localemu-files")
    s3.put_object(Bucket="localemu-files", Key="a/b", Body=b"content")
    tables.create_table(
        TableName="prices",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    key = {"pk": {"S": "a"}}
    for _ in range(3):
        added: dict[str, Any] = {":p": {"N": "0.1"}}
        tables.update_item(
            TableName="prices", Key=key, UpdateExpression="ADD price :p", ExpressionAttributeValues=added
        )

    assert s3.get_object(Bucket="localemu-files", Key="a/b")["Body"].read() == b"content"
    assert tables.get_item(TableName="prices", Key=key)["Item"]["price"] == {"N": "0.3"}


@pytest.mark.gate
def test_a_topic_leads_to_a_queue(clients: EndpointSession) -> None:
    """What is published arrives, and the queue's URL is of this machine."""
    sns, sqs = clients.client("sns"), clients.client("sqs")
    url = sqs.create_queue(QueueName="localemu-orders")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = sns.create_topic(Name="localemu-topic")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})

    sns.publish(TopicArn=topic, Message="ordered")

    (message,) = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)["Messages"]
    assert message["Body"] == "ordered"


@pytest.mark.gate
def test_a_function_reads_a_secret(clients: EndpointSession) -> None:
    """A function is a process of this machine that calls the LocalEmu it runs in."""
    clients.client("secretsmanager").create_secret(Name="localemu-secret", SecretString="sesame")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "app.py",
            "import boto3\ndef handler(event, context):\n"
            "    return boto3.client('secretsmanager').get_secret_value(SecretId=event)['SecretString']",
        )
    functions = clients.client("lambda")
    functions.create_function(
        FunctionName="localemu-reader",
        Runtime="python3.13",
        Handler="app.handler",
        Role=ROLE,
        Timeout=60,
        Code={"ZipFile": packed.getvalue()},
    )
    functions.get_waiter("function_active_v2").wait(FunctionName="localemu-reader", WaiterConfig={"Delay": 1})

    answer = functions.invoke(FunctionName="localemu-reader", Payload=b'"localemu-secret"')

    assert json.loads(answer["Payload"].read()) == "sesame"


@pytest.mark.gate
def test_a_machine_evaluates_jsonata(clients: EndpointSession) -> None:
    """LocalEmu refuses JSONata since it dropped Java; the plugin evaluates it."""
    machines = clients.client("stepfunctions")
    state = {"Type": "Pass", "Output": "{% $sum($states.input.prices) %}", "End": True}
    definition = {"QueryLanguage": "JSONata", "StartAt": "Add", "States": {"Add": state}}
    arn = machines.create_state_machine(name="localemu-sum", definition=json.dumps(definition), roleArn=ROLE)
    run = machines.start_execution(stateMachineArn=arn["stateMachineArn"], input='{"prices": [1, 2, 3.5]}')

    def describe() -> dict[str, Any]:
        return machines.describe_execution(executionArn=run["executionArn"])  # type: ignore[no-any-return]

    eventually(lambda: describe()["status"] != "RUNNING")
    assert (describe()["status"], describe().get("output")) == ("SUCCEEDED", "6.5")


@pytest.mark.gate
def test_the_plugins_services_win_over_its_own(clients: EndpointSession) -> None:
    """Where both have a service the plugin's answers, here in the words it has for what moto lacks."""
    with pytest.raises(ClientError, match=r"neither LocalStack nor moto implements wafv2\.DescribeManagedProducts"):
        clients.client("wafv2").describe_managed_products_by_vendor(VendorName="AWS", Scope="REGIONAL")


@pytest.mark.gate
def test_a_rig_deploys_chinook_to_it() -> None:
    """Tests of the Chinook API, over PostgreSQL, pass with the option alone."""
    files = ["-k", "asked_for or albums", "tests/test_rig_versions.py", "tests/test_chinook_api.py"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--localstack-image=localemu", *files]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)

    assert done.returncode == 0, done.stdout[-4000:]
    assert "stackrig: localstack embedded localemu:1.3.2" in done.stdout
