"""Programs as people write them, deployed, used, changed and destroyed; each lies in tests/programs, as a project."""

import json
import math
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import requests

from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import AwsAccount, EndpointSession, new_account
from stackrig.loopback import loopback_names
from stackrig.settings import Settings
from stackrig.urls import to_localstack_url
from stackrig.waiting import wait_until

PROGRAMS = Path(__file__).parent / "programs"
SECONDS = 30.0  # an effect may take

needs_pulumi_aws_7 = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws"),
    pytest.mark.skipif(
        int(version("pulumi-aws").partition(".")[0]) < 7, reason="the programs are written for pulumi_aws 7"
    ),
]
pytestmark = needs_pulumi_aws_7
needs_cli = [pytest.mark.pulumi_cli, pytest.mark.skipif(not shutil.which("pulumi"), reason="no `pulumi` on PATH")]
ENGINES = ["inprocess", pytest.param("cli", marks=needs_cli)]


@dataclass(frozen=True)
class Place:
    """An account that nothing has used yet, and where its LocalStack listens."""

    account: AwsAccount
    port: int

    @property
    def aws(self) -> EndpointSession:
        return self.account.session()

    def send(self, method: str, url: str, **options: Any) -> requests.Response:
        """Send a request to a URL as AWS has it, or as LocalStack does."""
        with loopback_names():
            return requests.request(method, to_localstack_url(url, self.port), timeout=SECONDS, **options)


def program_of(name: str) -> Callable[[], object]:
    """Return a function that runs a project's program as Pulumi's own launcher does."""
    return lambda: runpy.run_path(str(PROGRAMS / name), run_name="__main__")


# --- how each program is used ---------------------------------------------------------------------------------------


def order_something(place: Place, outputs: Mapping[str, Any]) -> None:
    """Orders are made, found page by page, and refused when they are none; there is nothing else."""
    url = f"{outputs['url']}/orders"
    for number in range(1, 4):
        lines = [{"sku": "cup", "price": 4.5, "quantity": number}]
        made = place.send("POST", url, json={"customer": "ada", "lines": lines})
        assert (made.status_code, made.json()["total"]) == (201, 4.5 * number)
    page = place.send("GET", url, params={"customer": "ada"}).json()
    rest = place.send("GET", url, params={"customer": "ada", "after": page["after"]}).json()
    assert [order["total"] for order in page["orders"] + rest["orders"]] == [13.5, 9.0, 4.5]
    assert place.send("GET", f"{url}/{made.json()['id']}").json() == made.json()
    assert place.send("POST", url, json={}).status_code == 400
    assert place.send("GET", f"{url}/none").status_code == 404
    allowed = place.send("OPTIONS", url)
    assert (allowed.status_code, allowed.headers["Access-Control-Allow-Methods"]) == (200, "GET,POST,OPTIONS")
    # Without the gateway's own answer this were a 403: no such method.
    assert place.send("DELETE", f"{url}/{made.json()['id']}").status_code == 404


def delete_an_order(place: Place, outputs: Mapping[str, Any]) -> None:
    """The orders of before are still there, in larger pages, and can be deleted now."""
    url = f"{outputs['url']}/orders"
    orders = place.send("GET", url, params={"customer": "ada"}).json()["orders"]
    assert [order["total"] for order in orders] == [13.5, 9.0, 4.5]
    assert place.send("DELETE", f"{url}/{orders[0]['id']}").status_code == 204
    assert place.send("DELETE", f"{url}/{orders[0]['id']}").status_code == 404


def work_jobs_off(place: Place, outputs: Mapping[str, Any]) -> None:
    """Jobs become invoices with tax; what is no job ends in the dead-letter queue and holds nothing up."""
    send_jobs(place, outputs, {"number": "1", "net": 100}, {"number": "2", "net": "19.99"}, "no job")

    assert invoices(place, outputs, "1", "2") == {"1": "119", "2": "23.79"}
    assert receive(place, outputs["deadLetters"]) == "no job"
    assert outputs["batchSize"] == 5
    assert "invoice 2" in read_log(place, outputs["logs"])


def work_jobs_off_at_another_rate(place: Place, outputs: Mapping[str, Any]) -> None:
    """A new version of the layer changes what the function reckons."""
    send_jobs(place, outputs, {"number": "3", "net": 100})

    assert invoices(place, outputs, "3") == {"3": "107"}
    assert outputs["batchSize"] == 10


def send_jobs(place: Place, outputs: Mapping[str, Any], *jobs: object) -> None:
    for job in jobs:
        text = job if isinstance(job, str) else json.dumps(job)
        place.aws.client("sqs").send_message(QueueUrl=outputs["jobs"], MessageBody=text)


def invoices(place: Place, outputs: Mapping[str, Any], *numbers: str) -> dict[str, str]:
    """Return the amounts of invoices, once all are there."""
    table = place.aws.resource("dynamodb").Table(outputs["table"])

    def amounts() -> dict[str, str]:
        found = {number: table.get_item(Key={"number": number}).get("Item") for number in numbers}
        return {number: str(item["amount"]) for number, item in found.items()} if all(found.values()) else {}

    return wait_until(amounts, what="the invoices", timeout=SECONDS)


def read_log(place: Place, group: str) -> str:
    """Return all messages of a log group, once there are some."""
    client = place.aws.client("logs")

    def messages() -> str:
        return "".join(event["message"] for event in client.filter_log_events(logGroupName=group)["events"])

    return wait_until(messages, what=f"the log group {group}", timeout=SECONDS)


def receive(place: Place, url: str) -> str:
    """Return the next message of a queue, and delete it."""
    client = place.aws.client("sqs")

    def message() -> Mapping[str, str] | None:
        found = client.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages", ())
        return next(iter(found), None)

    found = wait_until(message, what=f"a message in {url}", timeout=SECONDS)
    client.delete_message(QueueUrl=url, ReceiptHandle=found["ReceiptHandle"])
    return found["Body"]


def upload_a_table(place: Place, outputs: Mapping[str, Any]) -> None:
    """A table below in/ is summed up, with what the template has; other objects are left alone."""
    s3 = place.aws.client("s3")
    for key in ("elsewhere.csv", "in/note.txt", "in/some prices.csv"):
        s3.put_object(Bucket=outputs["uploads"], Key=key, Body=b"name,price\ncup,4.5\npot,20\n")

    assert report(place, outputs, "in/some prices.csv") == {"made by": "sums", "rows": 2, "price": 24.5}
    listed = s3.list_objects_v2(Bucket=outputs["reports"])["Contents"]
    assert [item["Key"] for item in listed] == ["in/some prices.csv.json", "template.json"]


def upload_another_kind_of_table(place: Place, outputs: Mapping[str, Any]) -> None:
    """The notification, the function and the parameter have all followed the change."""
    s3 = place.aws.client("s3")
    for key in ("in/old.csv", "in/new.tsv"):
        s3.put_object(Bucket=outputs["uploads"], Key=key, Body=b"name\tweight\ncup\t0.25\n")

    assert report(place, outputs, "in/new.tsv") == {"made by": "sums", "rows": 1, "weight": 0.25}
    listed = s3.list_objects_v2(Bucket=outputs["reports"], Prefix="in/old")
    assert listed["KeyCount"] == 0


def report(place: Place, outputs: Mapping[str, Any], key: str) -> Any:
    s3 = place.aws.client("s3")
    missing = (s3.exceptions.NoSuchKey,)

    def read() -> bytes:
        content: bytes = s3.get_object(Bucket=outputs["reports"], Key=f"{key}.json")["Body"].read()
        return content

    return json.loads(wait_until(read, what=f"the report on {key}", timeout=SECONDS, retry_on=missing))


def place_orders(place: Place, outputs: Mapping[str, Any]) -> None:
    """A large order is noticed, in the words of the function; the audit queue has all events, and no others."""
    put_orders(place, outputs, {"id": "a", "total": 99.5}, {"id": "b", "total": 100})

    assert json.loads(receive(place, outputs["notices"])) == {"text": "large order b", "total": 100}
    audited = sorted(json.loads(receive(place, outputs["audit"]))["detail"]["id"] for _ in range(2))
    assert audited == ["a", "b"]


def place_orders_after_the_change(place: Place, outputs: Mapping[str, Any]) -> None:
    """The threshold of the rule and the words of the function are the new ones."""
    put_orders(place, outputs, {"id": "c", "total": 499}, {"id": "d", "total": 501})

    assert json.loads(receive(place, outputs["notices"])) == {"text": "look at d", "total": 501}


def put_orders(place: Place, outputs: Mapping[str, Any], *orders: Mapping[str, object]) -> None:
    common = {"EventBusName": outputs["bus"], "DetailType": "OrderPlaced"}
    entries = [{**common, "Source": "shop.orders", "Detail": json.dumps(order)} for order in orders]
    entries.append({**common, "Source": "other", "Detail": json.dumps({"id": "x", "total": 1000})})
    assert place.aws.client("events").put_events(Entries=entries)["FailedEntryCount"] == 0


def pay(place: Place, outputs: Mapping[str, Any]) -> None:
    """A payment is charged, also when the gateway is busy at first; one too large, or declined, is refused."""
    assert run(place, outputs, payment="p1", amount=10, card="good") == {"payment": "p1", "charged": 10, "key": "live"}
    assert run(place, outputs, payment="p2", amount=10, card="slow")["charged"] == 10
    assert run(place, outputs, payment="p3", amount=1001, card="good") == "Refused"
    assert run(place, outputs, payment="p4", amount=10, card="declined") == "Refused"


def pay_for_a_receipt(place: Place, outputs: Mapping[str, Any]) -> None:
    """The machine has a new last state, in JSONata, and the functions of before a new limit."""
    assert run(place, outputs, payment="p5", amount=2000, card="good") == {"receipt": "R-P5", "cents": 200000}


def run(place: Place, outputs: Mapping[str, Any], **payment: object) -> Any:
    """Start a payment by the function URL; return its output, or its error."""
    client = place.aws.client("stepfunctions")
    answer = place.send("POST", outputs["url"], json=payment)
    assert answer.status_code == 202, answer.text
    execution = answer.json()["execution"]

    def ended() -> Mapping[str, Any] | None:
        found: Mapping[str, Any] = client.describe_execution(executionArn=execution)
        return found if found["status"] != "RUNNING" else None

    found = wait_until(ended, what=execution, timeout=SECONDS)
    return json.loads(found["output"]) if found["status"] == "SUCCEEDED" else found["error"]


def read_notes(place: Place, outputs: Mapping[str, Any]) -> None:
    """A note is read with a token of the pool only, and from the site of the notes."""
    url, token = outputs["url"], sign_in(place, outputs)
    health = place.send("GET", f"{url}health").json()
    assert (health["who"], health["origin"]) == (None, "https://notes.example")
    assert place.send("GET", f"{url}notes/1").status_code == 401
    answer = place.send("GET", f"{url}notes/1", headers={"Authorization": token, "Origin": "https://notes.example"})
    assert (answer.json()["who"], answer.json()["note"]) == ("ann", {"id": "1"})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://notes.example"
    assert place.send("GET", f"{url}admin").status_code == 404


def read_notes_elsewhere(place: Place, outputs: Mapping[str, Any]) -> None:
    """The new route wants a scope, the new site is let in, and the pool's people are still there."""
    url, token = outputs["url"], sign_in(place, outputs)
    answer = place.send("GET", f"{url}health", headers={"Origin": "https://new.example"})
    assert (answer.json()["origin"], answer.headers["Access-Control-Allow-Origin"]) == (("https://new.example",) * 2)
    assert place.send("GET", f"{url}admin").status_code == 401
    assert place.send("GET", f"{url}admin", headers={"Authorization": token}).status_code == 403


def sign_in(place: Place, outputs: Mapping[str, Any]) -> str:
    """Return the ID token of a person, who is created first."""
    client: Any = place.aws.client("cognito-idp")
    pool, name = outputs["pool"], {"USERNAME": "ann", "PASSWORD": "Passw0rd!"}
    if not client.list_users(UserPoolId=pool)["Users"]:
        client.admin_create_user(UserPoolId=pool, Username="ann")
        client.admin_set_user_password(UserPoolId=pool, Username="ann", Password="Passw0rd!", Permanent=True)
    flow = "ADMIN_USER_PASSWORD_AUTH"
    answer = client.admin_initiate_auth(UserPoolId=pool, ClientId=outputs["client"], AuthFlow=flow, AuthParameters=name)
    return str(answer["AuthenticationResult"]["IdToken"])


@dataclass(frozen=True)
class Case:
    """A program: what its outputs look like, how it is used, what is changed and how it is used then."""

    name: str
    outputs: Mapping[str, str]
    use: Callable[[Place, Mapping[str, Any]], None]
    change: Mapping[str, object]
    use_changed: Callable[[Place, Mapping[str, Any]], None]
    config: Mapping[str, object] = field(default_factory=dict)


QUEUE = r"http://sqs\.us-east-1\.localhost\.localstack\.cloud:\d+/\d{12}"
CASES = [
    Case(
        "rest_api",
        {
            "url": r"https://\w{10}\.execute-api\.us-east-1\.amazonaws\.com/v1",
            "table": r"orders-\w{7}",
            "function": r"orders-\w{7}",
        },
        order_something,
        {"pageSize": 10, "canDelete": True},
        delete_an_order,
    ),
    Case(
        "http_api",
        {
            "url": r"https://\w{10}\.execute-api\.us-east-1\.amazonaws\.com/",
            "endpoint": r"https://\w{10}\.execute-api\.us-east-1\.amazonaws\.com",
            "executionArn": r"arn:aws:execute-api:us-east-1:\d{12}:\w{10}/\$default",
            "pool": r"us-east-1_\w+",
            "client": r"\w+",
        },
        read_notes,
        {"origin": "https://new.example", "admin": True},
        read_notes_elsewhere,
    ),
    Case(
        "queue_worker",
        {
            "jobs": rf"{QUEUE}/jobs-\w{{7}}",
            "deadLetters": rf"{QUEUE}/dead-letters-\w{{7}}",
            "table": r"invoices-\w{7}",
            "layerVersion": r"[12]",
            "logs": r"/workers/invoices-\d+",
            "batchSize": r"\d+",
        },
        work_jobs_off,
        {"taxRate": "0.07", "batchSize": 10},
        work_jobs_off_at_another_rate,
    ),
    Case(
        "upload_trigger",
        {
            "uploads": r"uploads-\w{7}",
            "reports": r"reports-\w{7}",
            "template": r"s3://reports-\w{7}/template\.json",
            "where": r'{"account": "\d{12}", "region": "us-east-1"}',
        },
        upload_a_table,
        {"suffix": ".tsv", "separator": "\t", "column": "weight"},
        upload_another_kind_of_table,
    ),
    Case(
        "event_bus",
        {
            "bus": "shop",
            "audit": rf"{QUEUE}/audit-\w{{7}}",
            "notices": rf"{QUEUE}/notices-\w{{7}}",
            "rule": r"arn:aws:events:us-east-1:\d{12}:rule/shop/large-orders-\w{7}",
        },
        place_orders,
        {"threshold": 500, "wording": "look at"},
        place_orders_after_the_change,
    ),
    Case(
        "step_function",
        {
            "machine": r"arn:aws:states:us-east-1:\d{12}:stateMachine:payments-\w{7}",
            "url": r"http://\w+\.lambda-url\.us-east-1\.localhost\.localstack\.cloud:\d+/",
            "version": r"\d+",
            "secret": "live-1234",
        },
        pay,
        {"limit": 5000, "receipts": True},
        pay_for_a_receipt,
        {"gatewayKey": {"value": "live-1234", "secret": True}},
    ),
]


# --- what is in an account ------------------------------------------------------------------------------------------

LISTS: dict[str, tuple[tuple[str, str, dict[str, Any]], ...]] = {  # operation, path of the list, arguments
    "apigateway": (("get_rest_apis", "items", {}), ("get_api_keys", "items", {})),
    "apigatewayv2": (("get_apis", "Items", {}), ("get_domain_names", "Items", {})),
    "cloudwatch": (("describe_alarms", "MetricAlarms", {}),),
    "dynamodb": (("list_tables", "TableNames", {}),),
    "dynamodbstreams": (("list_streams", "Streams", {}),),
    "events": (("list_event_buses", "EventBuses", {}), ("list_rules", "Rules", {})),
    "iam": (("list_roles", "Roles", {}), ("list_policies", "Policies", {"Scope": "Local"})),
    "kms": (("list_aliases", "Aliases", {}),),
    "lambda": (
        ("list_functions", "Functions", {}),
        ("list_layer_versions", "LayerVersions", {"LayerName": "queue_worker-taxes"}),  # list_layers fails after them
        ("list_event_source_mappings", "EventSourceMappings", {}),
    ),
    "logs": (("describe_log_groups", "logGroups", {}),),
    "s3": (("list_buckets", "Buckets", {}),),
    "secretsmanager": (("list_secrets", "SecretList", {}),),
    "sns": (("list_topics", "Topics", {}), ("list_subscriptions", "Subscriptions", {})),
    "sqs": (("list_queues", "QueueUrls", {}),),
    "ssm": (("describe_parameters", "Parameters", {}),),
    "stepfunctions": (("list_state_machines", "stateMachines", {}),),
}


def left_in(account: AwsAccount, *, ended: float = math.inf) -> list[str]:
    """Return what is in an account, of every service the programs use.

    A function's last lines may come after its log group was deleted, and make another, as on AWS: one that was made
    after `ended` (seconds since 1970) does not count.
    """
    session = account.session()
    clients = {service: session.client(service) for service in LISTS}
    found = [
        f"{service} {name}: {item}"
        for service, lists in LISTS.items()
        for operation, name, arguments in lists
        for item in getattr(clients[service], operation)(**arguments).get(name, ())
        if not (isinstance(item, dict) and item.get("Name") == "default")  # the event bus each account has
        and not (name == "logGroups" and item["creationTime"] > ended * 1000)
    ]
    keys = [clients["kms"].describe_key(KeyId=key["KeyId"]) for key in clients["kms"].list_keys()["Keys"]]
    return found + [f"kms {key}" for key in keys if key["KeyMetadata"]["KeyState"] != "PendingDeletion"]


# --- tests ----------------------------------------------------------------------------------------------------------

KILLED_CASES = [  # one of them in every run, the others in the gate
    pytest.param(case, id=case.name, marks=() if case.name == "queue_worker" else pytest.mark.gate) for case in CASES
]

# The others are seen at work in every run by the tests of HTTP APIs, IAM and pipes, and the one that is killed below.
LIVING_CASES = [
    pytest.param(case, id=case.name, marks=() if case.name in ("rest_api", "upload_trigger") else pytest.mark.gate)
    for case in CASES
]


@pytest.fixture
def place(localstack_server: AwsEndpoint) -> Place:
    return Place(new_account(localstack_server), localstack_server.port)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", LIVING_CASES)
def test_a_programs_whole_life(case: Case, engine: str, place: Place, tmp_path: Path) -> None:
    """Deployed it does what it is for, again there is nothing to do, changed it does the new, destroyed it is gone."""
    settings = Settings(root=tmp_path, project=case.name, stack="test", deploy_engine=engine)

    def deploy(config: Mapping[str, object]) -> Deployment:
        return deploy_stack(settings, program_of(case.name), localstack=place.account, config=config)

    first = deploy(case.config)
    check_outputs(case.outputs, first)
    case.use(place, first.outputs)
    again = deploy(case.config)
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    assert again.outputs == first.outputs

    changed = deploy({**case.config, **case.change})
    check_outputs(case.outputs, changed)
    assert changed.same > changed.updated > 0
    case.use_changed(place, changed.outputs)

    ended = time.time()
    destroy_stack(changed, localstack=place.account)
    assert left_in(place.account, ended=ended) == []


def check_outputs(patterns: Mapping[str, str], deployment: Deployment) -> None:
    assert deployment.outputs.keys() == patterns.keys()
    for name, pattern in patterns.items():
        value = deployment.outputs[name]
        assert re.fullmatch(pattern, value if isinstance(value, str) else json.dumps(value, sort_keys=True)), name


KILLED = """
    import json, runpy, sys
    from pathlib import Path
    from stackrig.deployment.stacks import deploy_stack
    from stackrig.settings import Settings

    root, program, engine, localstack, config = sys.argv[1:]
    settings = Settings(root=Path(root), project=Path(program).name, stack="test", deploy_engine=engine)
    program = lambda: runpy.run_path(sys.argv[2], run_name="__main__")
    deploy_stack(settings, program, localstack=json.loads(localstack), config=json.loads(config))
"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", KILLED_CASES)
def test_a_program_killed_in_the_middle(case: Case, engine: str, place: Place, tmp_path: Path) -> None:
    """Run again after SIGKILL it is whole, and destroyed it leaves nothing of either run."""
    handle = {name: getattr(place.account, name) for name in ("endpoint_url", "region", "boot_id", "access_key")}
    words = [str(tmp_path), str(PROGRAMS / case.name), engine, json.dumps(handle), json.dumps(dict(case.config))]
    iam = place.aws.client("iam")
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(KILLED), *words], start_new_session=True) as child:
        while not iam.list_roles()["Roles"]:
            assert child.poll() is None
            time.sleep(0.02)
        os.killpg(child.pid, signal.SIGKILL)

    settings = Settings(root=tmp_path, project=case.name, stack="test", deploy_engine=engine)
    deployment = deploy_stack(settings, program_of(case.name), localstack=place.account, config=case.config)
    case.use(place, deployment.outputs)
    destroy_stack(deployment, localstack=place.account)

    assert deployment.created > 0
    assert left_in(place.account) == []
