"""Stacks that a run leaves for the next one: brought up to date, their data put back, deployed anew when in doubt."""

import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from stackrig.commands.bench_loop import measure_loop
from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.errors import DeployError, StackrigError
from stackrig.rig.kept_stacks import KeptPlace, kept_place, kept_rigs
from stackrig.rig.record import Rig, load_rig
from stackrig.rig.unchanged_programs import KnownReads
from stackrig.settings import Settings, load_settings
from tests.invoking import invoke

HANDLER = """
calls = []
def handle(event, context):
    calls.append(event)
    print("called")
    return len(calls)
"""
ROLE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}]}


def shop(code: Path) -> Callable[[], None]:
    """Return a program with something of every kind whose data is put back."""

    def program() -> None:
        queue = aws.sqs.Queue("orders")
        table = aws.dynamodb.Table(
            "prices",
            hash_key="id",
            billing_mode="PAY_PER_REQUEST",
            attributes=[{"name": "id", "type": "S"}],
        )
        aws.dynamodb.TableItem(
            "tea", table_name=table.name, hash_key="id", item=json.dumps({"id": {"S": "tea"}, "price": {"N": "3"}})
        )
        bucket = aws.s3.Bucket("files")
        aws.s3.BucketObjectv2("terms", bucket=bucket.id, key="terms.txt", content="as always")
        secret = aws.secretsmanager.Secret("key")
        aws.secretsmanager.SecretVersion("key", secret_id=secret.id, secret_string="first")
        aws.ssm.Parameter("level", name="/shop/level", type="String", value="low")
        aws.cloudwatch.MetricAlarm(
            "busy",
            namespace="shop",
            metric_name="orders",
            comparison_operator="GreaterThanThreshold",
            evaluation_periods=1,
            period=60,
            statistic="Sum",
            threshold=100,
        )
        role = aws.iam.Role("role", assume_role_policy=json.dumps(ROLE))
        function = aws.lambda_.Function(
            "count", runtime="python3.12", handler="app.handle", role=role.arn, code=pulumi.FileArchive(str(code))
        )
        names = {"queue": queue.url, "table": table.name, "bucket": bucket.id, "secret": secret.id}
        for name, value in {**names, "function": function.name}.items():
            pulumi.export(name, value)

    return program


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of an empty project."""
    return Settings(root=tmp_path, project="shop", deploy_engine="inprocess", program="shop:program")


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """Return an archive with a function that counts its calls in its module."""
    with zipfile.ZipFile(tmp_path / "code.zip", "w") as archive:
        archive.writestr("app.py", HANDLER)
    return tmp_path / "code.zip"


@pytest.fixture
def run(settings: Settings, localstack_server: AwsEndpoint) -> Iterator[Callable[..., KeptPlace]]:
    """Return a function that does what a run of pytest does with a program; the stack is destroyed at the end."""
    endpoint = localstack_server

    def once(program: Callable[[], None], settings: Settings = settings, **changes: Any) -> KeptPlace:
        def deploy(
            endpoint: AwsEndpoint, name: str, kept: Collection[Deployment] = (), known: KnownReads | None = None
        ) -> Rig:
            del name, kept, known
            made = deploy_stack(settings, program, localstack=endpoint)
            return Rig(localstack=endpoint, deployments=(made,))

        with kept_place(settings, "") as place:
            assert place
            place.bring_up_to_date(dataclasses.replace(endpoint, **changes), deploy)
        return place

    yield once
    for rig in kept_rigs(settings.root):
        destroy_stack(rig.deployments[0], localstack=account_of(rig))


def account_of(rig: Rig | None) -> AwsEndpoint:
    """Return the LocalStack of a rig, with its account."""
    assert rig
    assert rig.localstack
    return rig.localstack


def test_data_is_put_back_and_the_program_s_own_stays(run: Callable[..., KeptPlace], code: Path) -> None:
    """The next run finds queues, tables, buckets, secrets, parameters and modules as the program left them."""
    first = run(shop(code))
    outputs = first.rig.deployments[0].outputs if first.rig else {}
    session = EndpointSession(account_of(first.rig))
    sqs, table = session.client("sqs"), session.resource("dynamodb").Table(outputs["table"])
    s3, secrets, ssm = session.client("s3"), session.client("secretsmanager"), session.client("ssm")
    invoke, logs = session.client("lambda").invoke, session.client("logs")
    sqs.send_message(QueueUrl=outputs["queue"], MessageBody="order")
    table.put_item(Item={"id": "tea", "price": 4})
    table.put_item(Item={"id": "coffee", "price": 5})
    s3.put_object(Bucket=outputs["bucket"], Key="terms.txt", Body=b"changed")
    s3.put_object(Bucket=outputs["bucket"], Key="new.txt", Body=b"new")
    secrets.put_secret_value(SecretId=outputs["secret"], SecretString="second")
    ssm.put_parameter(Name="/shop/level", Value="high", Overwrite=True)
    ssm.put_parameter(Name="/shop/other", Value="high", Type="String")
    cloudwatch = session.client("cloudwatch")
    cloudwatch.put_metric_data(Namespace="shop", MetricData=[{"MetricName": "orders", "Value": 1}])
    assert [json.load(invoke(FunctionName=outputs["function"])["Payload"]) for _ in range(2)] == [1, 2]

    second = run(shop(code))

    assert "nothing to do" in second.story
    assert account_of(second.rig) == account_of(first.rig)
    for told in ("1 queue", "1 table", "1 bucket", "secrets", "parameters", "metrics"):
        assert told in second.story
    assert "Messages" not in sqs.receive_message(QueueUrl=outputs["queue"])
    assert cloudwatch.list_metrics(Namespace="shop")["Metrics"] == []
    assert [one["StateValue"] for one in cloudwatch.describe_alarms()["MetricAlarms"]] == ["INSUFFICIENT_DATA"]
    assert table.scan()["Items"] == [{"id": "tea", "price": 3}]
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=outputs["bucket"])["Contents"]] == ["terms.txt"]
    assert s3.get_object(Bucket=outputs["bucket"], Key="terms.txt")["Body"].read() == b"as always"
    assert secrets.get_secret_value(SecretId=outputs["secret"])["SecretString"] == "first"
    assert ssm.get_parameter(Name="/shop/level")["Parameter"]["Value"] == "low"
    assert ssm.describe_parameters()["Parameters"][1:] == []
    streams = logs.describe_log_groups()["logGroups"]
    assert not any(logs.describe_log_streams(logGroupName=one["logGroupName"])["logStreams"] for one in streams)
    assert json.load(invoke(FunctionName=outputs["function"])["Payload"]) == 1


def test_the_loop_is_measured_on_a_rig_with_a_file_to_edit(settings: Settings) -> None:
    """Without a rig, nothing is edited or run."""
    with pytest.raises(StackrigError, match="no rig is up"):
        measure_loop(settings, runs=1, edit="app.py", select="")


def queue(name: str = "orders") -> Callable[[], None]:
    """Return a program with one queue."""

    def program() -> None:
        pulumi.export("queue", aws.sqs.Queue(name).url)

    return program


def failing() -> None:
    """Fail after a resource was made."""
    aws.sqs.Queue("other")
    raise ValueError("no such tariff")


def test_a_changed_program_changes_the_stack_in_place(run: Callable[..., KeptPlace]) -> None:
    """The stack stays in its account, and only what differs is made and deleted."""
    first, second = run(queue()), run(queue("bills"))

    assert account_of(first.rig) == account_of(second.rig)
    assert "1 created, 1 deleted" in second.story


def test_a_stack_that_has_run_code_is_deployed_anew(run: Callable[..., KeptPlace]) -> None:
    """Its code may have written to the database, which the next run has anew."""

    def program() -> None:
        aws.sqs.Queue("orders")
        parent = pulumi.ComponentResource("shop:index:Database", "database")
        options = pulumi.ResourceOptions(parent=parent)
        pulumi.CustomResource("command:local:Command", "migration", {"create": "true"}, options)

    first, second = run(program), run(program)

    assert "can't be kept for the next run: its database may hold what command:local:Command wrote" in first.story
    assert "2 created" in second.story
    assert "deployed anew: its database may hold" in second.story


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("queue", "the last run changed more than data: sqs:DeleteQueue"),
        ("settings", "changed: the settings"),
        ("boot", "changed: LocalStack"),
        ("version", "changed: stackrig"),
        ("damage", "the record of the last run was damaged"),
        ("failure", "the last run did not finish its deployment"),
    ],
)
def test_in_doubt_the_stack_is_deployed_anew(
    run: Callable[..., KeptPlace], settings: Settings, monkeypatch: pytest.MonkeyPatch, change: str, reason: str
) -> None:
    """It is in another account then, the reason is told, and nothing of the former stack is left."""
    first, changes = run(queue()), dict[str, Any]()
    before = EndpointSession(account_of(first.rig)).client("sqs")
    if change == "queue":
        before.delete_queue(QueueUrl=before.list_queues()["QueueUrls"][0])
    elif change == "settings":
        changes = {"settings": dataclasses.replace(settings, config={"level": "high"})}
    elif change == "boot":
        changes = {"boot_id": "another"}
    elif change == "version":
        monkeypatch.setattr("stackrig.rig.kept_stacks.metadata.version", lambda _name: "0.0")
    elif change == "damage":
        first.path.write_text("{", encoding="utf-8")
    else:
        with pytest.raises(DeployError, match="no such tariff"):
            run(failing)

    second = run(queue(), **changes)

    assert account_of(second.rig).access_key != account_of(first.rig).access_key
    assert f"deployed anew: {reason}" in second.story
    assert "1 created" in second.story
    if change not in ("boot", "damage"):  # another LocalStack has nothing of it, a lost record names nothing
        assert "QueueUrls" not in before.list_queues()


def test_a_place_is_one_run_s_at_a_time(settings: Settings) -> None:
    """A second run deploys for itself alone, and another worker has a place of its own."""
    with kept_place(settings, "") as first, kept_place(settings, "") as second, kept_place(settings, "gw0") as worker:
        assert (bool(first), second, bool(worker)) == (True, None, True)


PYPROJECT = """
[tool.stackrig]
project = "shop"
program = "program:shop"
localstack_services = "sqs,lambda,iam,logs,sts"
seed = ["seed.sql"]
"""
PROGRAM = """
import json
import pulumi
import pulumi_aws as aws

def shop(postgres):
    def program():
        queue = aws.sqs.Queue("orders")
        role = aws.iam.Role("role", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": []}))
        code = pulumi.AssetArchive({"app.py": pulumi.FileAsset("app.py")})
        function = aws.lambda_.Function("f", runtime="python3.12", handler="app.handle", role=role.arn, code=code)
        pulumi.export("queue", queue.url)
        pulumi.export("function", function.name)
    return program
"""
TEST = """
import json
from contextlib import closing
import psycopg2

def test_an_order(deployed):
    session = deployed.session()
    sqs = session.client("sqs")
    assert "Messages" not in sqs.receive_message(QueueUrl=deployed.outputs["queue"])
    sqs.send_message(QueueUrl=deployed.outputs["queue"], MessageBody="order")
    answer = session.client("lambda").invoke(FunctionName=deployed.outputs["function"])
    print("ANSWER", json.load(answer["Payload"]), deployed.localstack.access_key)
    with closing(psycopg2.connect(deployed.postgres["dsn"])) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM orders")
        assert cursor.fetchone() == (ROWS,)
        cursor.execute("INSERT INTO orders DEFAULT VALUES")
        connection.commit()

def test_another(deployed):
    assert deployed.outputs["queue"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """Return a project with a queue and a function, whose rig is up and removed at the end."""
    files = {"pyproject.toml": PYPROJECT, "program.py": PROGRAM, "test_shop.py": TEST.replace("ROWS", "1")}
    files |= {"app.py": "def handle(event, context): return 'first'", "seed.sql": SEED}
    files |= {"tasks.py": "from stackrig.tasks import namespace\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    up = invoke(tmp_path, "up", "--reload")
    assert "functions run these sources as they are, without a deployment" in up.stderr, up.stderr
    yield tmp_path
    invoke(tmp_path, "teardown")


SEED = "CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders DEFAULT VALUES;"


def run_pytest(project: Path, *words: str, **variables: str) -> str:
    """Return what a run of pytest prints; all its tests must pass."""
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | variables
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rP", *words]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def answer_of(output: str) -> list[str]:
    """Return what the function answered, and the account it was in."""
    return next(line for line in output.splitlines() if line.startswith("ANSWER")).split()[1:]


@pytest.mark.gate
@pytest.mark.timeout(900)  # thirteen runs of pytest, on a busy machine too
def test_the_loop_is_measured(project: Path) -> None:
    """Each row has its values for stacks that are kept, with a report too, and that are not; the file is as it was."""
    (project / "program.py").write_text("def shop(postgres): return lambda: None", encoding="utf-8")
    (project / "test_shop.py").write_text("def test_it(deployed): assert not deployed.outputs", encoding="utf-8")
    before = (project / "app.py").read_text(encoding="utf-8")

    measures = measure_loop(load_settings(project), runs=1, edit="app.py", select="-k it")

    assert [len(values) for measure in measures for values in measure.values.values()] == [1] * 12
    assert (project / "app.py").read_text(encoding="utf-8") == before


@pytest.mark.gate
@pytest.mark.timeout(900)  # five runs of pytest, on a busy machine too
def test_runs_of_pytest_keep_and_update_what_they_deployed(project: Path) -> None:
    """Edits of handler and seeds are in the next run, in the same account; workers have their own; nothing is left."""
    first = run_pytest(project)
    rig = load_rig(project)
    assert rig
    assert rig.deployment
    call = EndpointSession(account_of(rig)).client("lambda").invoke
    (project / "app.py").write_text("def handle(event, context): return 'reloaded'", encoding="utf-8")
    assert json.load(call(FunctionName=rig.deployment.outputs["function"])["Payload"]) == "reloaded"
    (project / "app.py").write_text("def handle(event, context): return 'second'", encoding="utf-8")
    (project / "seed.sql").write_text(SEED + SEED.partition(";")[2], encoding="utf-8")
    (project / "test_shop.py").write_text(TEST.replace("ROWS", "2"), encoding="utf-8")
    assert re.search(
        r"^seed +stale +the project's seeds have changed",
        invoke(project, "status").stdout,
        re.MULTILINE,
    )
    second = run_pytest(project)

    assert "3 created" in first
    assert "1 updated, 2 unchanged" in second
    assert re.search(r"put back: .*1 queue", second)
    assert [answer_of(first)[0], answer_of(second)[0]] == ["first", "second"]
    assert answer_of(first)[1] == answer_of(second)[1]

    in_workers = run_pytest(project, "-n", "2", "--dist", "load")
    assert len(re.findall("^stackrig: stack dev of shop: 3 created", in_workers, re.MULTILINE)) == 2
    assert invoke(project, "status").stdout.count("for the next run of pytest") == 3
    apart = [run_pytest(project, "--no-keep"), run_pytest(project, CI="true")]
    assert not any(re.search("^stackrig: stack dev", output, re.MULTILINE) for output in apart)
    assert len({answer_of(output)[1] for output in [second, *apart]}) == 3

    assert "3 stack(s) kept for test runs" in invoke(project, "teardown").stdout
    assert not (project / ".stackrig" / "kept").exists()
    assert not list((project / ".stackrig" / "stacks").rglob("*.json"))


@pytest.mark.gate
@pytest.mark.timeout(900)  # six runs of pytest, on a busy machine too
def test_an_unchanged_program_does_not_run(project: Path) -> None:
    """It runs again when a variable or a file that it reads has changed, and when a test has deleted a resource."""
    test = project / "test_shop.py"
    asked = TEST.replace("ROWS", "1") + "    import sys; print('RAN', 'pulumi' in sys.modules)\n"
    test.write_text(asked, encoding="utf-8")
    first, unchanged, variable = run_pytest(project), run_pytest(project), run_pytest(project, LEVEL="high")
    (project / "app.py").write_text("def handle(event, context): return 'second'", encoding="utf-8")
    edited = run_pytest(project)
    deleting = "    deployed.session().client('sqs').delete_queue(QueueUrl=deployed.outputs['queue'])\n"
    test.write_text(asked + deleting, encoding="utf-8")
    deleted, anew = run_pytest(project), run_pytest(project)

    runs = [first, unchanged, variable, edited, deleted, anew]
    ran = [re.findall("^RAN (.*)$", run, re.MULTILINE) for run in runs]
    assert ran == [["True"], ["False"], ["True"], ["True"], ["False"], ["True"]]
    assert "nothing to do, 3 resources unchanged" in unchanged
    assert "1 updated, 2 unchanged" in edited
    assert "deployed anew: the last run changed more than data: sqs:DeleteQueue" in anew
    assert [answer_of(run)[0] for run in runs] == ["first"] * 3 + ["second"] * 3
    assert len({answer_of(run)[1] for run in runs}) == 2


@pytest.mark.gate
@pytest.mark.timeout(900)  # two runs of pytest, on a busy machine too
def test_an_edit_in_a_program_of_forty_resources(tmp_path: Path) -> None:
    """After an edit of the handler that five functions share, these are updated, and the others stay as they are."""
    project = shutil.copytree(Path(__file__).parent / "examples" / "forty_resources", tmp_path / "market")
    invoke(project, "network", "db", "localstack")
    try:
        first = run_pytest(project, "-k", "orders")
        with (project / "services" / "entries.py").open("a", encoding="utf-8") as file:
            file.write("# edited\n")
        second = run_pytest(project, "-k", "orders")
    finally:
        invoke(project, "teardown")

    assert "stack dev of forty-resources: 40 created" in first
    assert "stack dev of forty-resources: 5 updated, 35 unchanged" in second
