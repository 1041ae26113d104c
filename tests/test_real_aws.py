"""Runs with --use-localstack=false. A LocalStack stands in for AWS: AWS_ENDPOINT_URL leads the user's own SDK there."""

import json
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import pulumi
import pulumi_aws as aws
import pytest

from stackrig.database.server import PostgresServer
from stackrig.deployment.provider.aws import AwsProvider
from stackrig.deployment.provider.registry import find_resource
from stackrig.deployment.stacks import deploy, deploy_stack
from stackrig.deployment.targets import find_target
from stackrig.emulator.clients import Keys
from stackrig.emulator.server import AwsEndpoint, start_localstack
from stackrig.emulator.sessions import EndpointSession
from stackrig.errors import DeployError, SettingsError, StartError
from stackrig.processes import Session
from stackrig.settings import Settings, load_settings
from stackrig.urls import to_localstack_url
from tests.invoking import invoke
from tests.test_provider_lifecycle import CASES, Account, urn_of

ACCOUNT, OTHER, CAREFUL = "210987654321", "345678901234", "432109876543"
REAL = ["--use-localstack=false", f"--aws-account={ACCOUNT}"]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")


@pytest.fixture
def user(localstack_server: AwsEndpoint, monkeypatch: pytest.MonkeyPatch) -> Iterator[boto3.Session]:
    """Let this process have credentials of ACCOUNT, as a user of AWS has them; yield a session of that user."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", localstack_server.endpoint_url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of-the-user")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    session = boto3.Session(region_name="eu-west-1")
    yield session
    assert names_in(session) == set()


def names_in(session: boto3.Session) -> set[str]:
    """Return what the tests of this file make in an account."""
    secrets = session.client("secretsmanager").list_secrets()["SecretList"]
    buckets = session.client("s3").list_buckets()["Buckets"]
    return {str(item["Name"]) for item in [*secrets, *buckets]}


def settings_of(folder: Path, **options: Any) -> Settings:
    given = {"use_localstack": False, "aws_account": ACCOUNT, "deploy_engine": "inprocess", **options}
    return load_settings(folder, environ={}, given=given)


@pytest.fixture
def real(user: boto3.Session, session: Session, tmp_path: Path) -> AwsEndpoint:  # noqa: ARG001  # its credentials
    """Return AWS itself, as the fixture `localstack` has it."""
    return start_localstack(settings_of(tmp_path), session)


def secret(name: str = "tariffs") -> None:
    """Make a secret, by a program."""
    made = aws.secretsmanager.Secret("secret", name=name, recovery_window_in_days=0)
    pulumi.export("arn", made.arn)


# --- which account --------------------------------------------------------------------------------------------------


def test_no_account_is_touched_that_is_not_named(tmp_path: Path) -> None:
    """The option alone is refused when it is read, with what to add."""
    with pytest.raises(SettingsError, match=r"use_localstack = false \(option\) means AWS itself") as caught:
        settings_of(tmp_path, aws_account=None)

    assert "--aws-account=" in caught.value.report()


def test_credentials_of_another_account_are_refused(user: boto3.Session, session: Session, tmp_path: Path) -> None:
    """The error names both accounts."""
    del user
    with pytest.raises(StartError, match=f"belong to the AWS account {ACCOUNT}; --aws-account allows only {OTHER}"):
        start_localstack(settings_of(tmp_path, aws_account=OTHER), session)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"AWS_ACCESS_KEY_ID": None}, "this machine has no credentials for the AWS account"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "AWS does not say which account your credentials belong to"),
        ({"AWS_PROFILE": "nobody"}, "AWS does not say which account your credentials belong to.*nobody"),
    ],
)
def test_what_keeps_us_from_knowing_the_account_is_told(
    user: boto3.Session,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str | None],
    message: str,
) -> None:
    """Without an answer of AWS nothing is done."""
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with monkeypatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value) if value else patch.delenv(name)
        with pytest.raises(StartError, match=message):
            start_localstack(settings_of(tmp_path), session)
    assert names_in(user) == set()


def test_an_empty_address_is_not_aws(user: boto3.Session) -> None:
    """Only a handle that was asked for leads there, not a mapping that lacks an address."""
    del user
    nowhere = {"endpoint_url": "", "region": "us-east-1", "access_key": ACCOUNT, "boot_id": "aws", "backend": "aws"}
    with pytest.raises(SettingsError, match="empty endpoint_url"), deploy(secret, localstack=nowhere):
        pass
    with pytest.raises(SettingsError, match="leads to AWS itself"):
        find_target(Settings(root=Path.cwd()), {**nowhere, "endpoint_url": "https://s3.amazonaws.com"}, None)


def test_a_provider_of_the_program_stays_in_the_account(real: AwsEndpoint, tmp_path: Path) -> None:
    """Keys of another account, and roles that might be of one, are refused; what was made is destroyed."""

    def with_keys() -> None:
        secret()
        other = aws.Provider("other", region="eu-west-1", access_key=OTHER, secret_key="of-another")
        aws.s3.Bucket("files", opts=pulumi.ResourceOptions(provider=other))

    def with_role() -> None:
        role = aws.Provider("role", region="eu-west-1", profile="somebody")
        aws.s3.Bucket("files", opts=pulumi.ResourceOptions(provider=role))

    with pytest.raises(DeployError, match=f"credentials belong to the AWS account .*, not to {ACCOUNT}"):
        deploy_stack(settings_of(tmp_path), with_keys, localstack=real)
    with pytest.raises(DeployError, match="does not support profile"):
        deploy_stack(settings_of(tmp_path), with_role, localstack=real)


# --- what is made and what is not touched ---------------------------------------------------------------------------


def test_a_program_is_deployed_and_destroyed(real: AwsEndpoint, user: boto3.Session, tmp_path: Path) -> None:
    """The program goes to the region of the user's settings, and nothing is left after its destruction."""
    with deploy("shop", "test", secret, localstack=real, settings=settings_of(tmp_path)) as outputs:
        assert outputs["arn"].startswith(f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:tariffs-")
        assert names_in(user) == {"tariffs"}


def test_what_was_there_before_stays(real: AwsEndpoint, user: boto3.Session, tmp_path: Path) -> None:
    """A resource with the name of one that exists is refused, and what else was made is destroyed."""
    client = user.client("secretsmanager")
    client.create_secret(Name="tariffs", SecretString="theirs")

    with pytest.raises(DeployError, match="it exists already and is not part of this stack"):
        deploy_stack(settings_of(tmp_path), secret, localstack=real)

    assert client.get_secret_value(SecretId="tariffs")["SecretString"] == "theirs"
    client.delete_secret(SecretId="tariffs", ForceDeleteWithoutRecovery=True)


@pytest.fixture(scope="module")
def careful(localstack_server: AwsEndpoint) -> Iterator[Any]:
    """Yield an account of AWS itself with what the cases of test_provider_lifecycle.py need."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", localstack_server.endpoint_url)
        provider = AwsProvider(endpoint_url=None, region="us-east-1", keys=Keys(CAREFUL), account=CAREFUL)
        account = Account(provider)
        yield account
        account.clear()
        provider.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.token)
def test_each_type_is_made_once(case: Any, careful: Any) -> None:
    """A type is created where there is none; where there is one, it is refused, or another one is made beside it.

    Each deployment of an API and each version of a secret is another one, too.
    """
    provider, urn = careful.provider, urn_of(case.token, "careful")
    inputs = provider.check(urn, None, dict(case.first(careful)))
    state = provider.create(urn, inputs)
    if find_resource(urn, case.token).unique and case.token.rpartition(":")[2] not in ("Deployment", "SecretVersion"):
        with pytest.raises(DeployError, match="it exists already and is not part of this stack"):
            provider.create(urn, inputs)
    assert provider.read(urn, state.id, inputs) is not None
    provider.delete(urn, state)


def test_a_target_with_the_same_id_is_not_taken_over(careful: Any) -> None:
    """EventBridge would have it lead elsewhere."""
    rule, queues = careful.rule, [careful.create("aws:sqs/queue:Queue", name, {}) for name in ("ours", "theirs")]
    client, urn = (
        careful.scope.clients.get("events", "us-east-1"),
        urn_of("aws:cloudwatch/eventTarget:EventTarget", "x"),
    )
    theirs = {"Id": "x", "Arn": queues[1].outputs["arn"]}
    client.put_targets(Rule=rule.outputs["name"], Targets=[theirs])
    given = {"rule": rule.outputs["name"], "targetId": "x", "arn": queues[0].outputs["arn"]}

    with pytest.raises(DeployError, match="it exists already"):
        careful.provider.create(urn, careful.provider.check(urn, None, given))

    assert client.list_targets_by_rule(Rule=rule.outputs["name"])["Targets"] == [theirs]
    client.remove_targets(Rule=rule.outputs["name"], Ids=["x"])


def test_an_item_with_another_key_is_another_item(careful: Any) -> None:
    """Put in place of the old one it would overwrite somebody's, and leave the old one."""
    urn, token = urn_of("aws:dynamodb/tableItem:TableItem", "x"), "aws:dynamodb/tableItem:TableItem"
    case = next(case for case in CASES if case.token == token)
    inputs = careful.provider.check(urn, None, dict(case.first(careful)))
    state = careful.provider.create(urn, inputs)
    item = json.loads(inputs["item"])
    other = {**inputs, "item": json.dumps({**item, inputs["hashKey"]: {"S": "another"}})}

    assert careful.provider.diff(urn, state, other).replaces
    assert not careful.provider.diff(urn, state, {**inputs, "item": json.dumps({**item, "more": {"S": "x"}})}).replaces
    careful.provider.delete(urn, state)


def test_what_keeps_its_id_is_deleted_before_it_is_replaced(careful: Any) -> None:
    """The new one would be refused as there already, and the old one's deletion would take it away."""
    token = "aws:apigateway/integration:Integration"
    case = next(case for case in CASES if case.token == token)
    inputs = careful.provider.check(urn_of(token, "x"), None, dict(case.first(careful)))
    state = careful.provider.create(urn_of(token, "x"), inputs)

    diff = careful.provider.diff(urn_of(token, "x"), state, {**inputs, "type": "HTTP_PROXY"})

    assert (diff.replaces, diff.delete_before_replace) == ({"type"}, True)
    careful.provider.delete(urn_of(token, "x"), state)


def test_no_other_machine_image_stands_in_on_aws(careful: Any, caplog: pytest.LogCaptureFixture) -> None:
    """An emulator takes another image of the owner and says so; on AWS itself the program is told that none matches."""
    wish = {"owners": ["amazon"], "filters": [{"name": "name", "values": ["no-such-image-*"]}]}
    with pytest.raises(DeployError, match=r"no machine image matches owners \['amazon'\], filters .*no-such-image"):
        careful.provider.invoke("aws:ec2/getAmi:getAmi", wish)

    url = careful.scope.clients.get("ec2", "us-east-1").meta.endpoint_url
    emulated = AwsProvider(endpoint_url=url, region="us-east-1")
    found = emulated.invoke("aws:ec2/getAmi:getAmi", wish)
    emulated.close()

    assert f"no-such-image-*']}}]: {found['id']} (" in caplog.text


def test_what_a_killed_deployment_left_is_told_not_deleted(careful: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A resource that may belong to somebody else is named and kept."""
    urn = urn_of("aws:secretsmanager/secret:Secret", "left")
    inputs = careful.provider.check(urn, None, {"name": "left", "recoveryWindowInDays": 0})
    state = careful.provider.create(urn, inputs)

    with caplog.at_level(logging.WARNING, "stackrig"):
        assert careful.provider.find(urn, inputs) is None
    assert f"may have left {urn}" in caplog.text
    careful.provider.delete(urn, state)


def test_the_state_lasts(real: AwsEndpoint, localstack_server: AwsEndpoint, tmp_path: Path) -> None:
    """No other deployment takes it for the state of an emulator that is gone; a second one has nothing to do."""
    settings = settings_of(tmp_path)
    made = deploy_stack(settings, secret, localstack=real)
    with deploy("stackrig", "dev", secret, localstack=localstack_server, settings=settings):
        assert made.state_file.exists()

    again = deploy_stack(settings, secret, localstack=real)
    assert (again.created, again.same) == (0, made.created)
    with deploy("stackrig", "dev", lambda: None, localstack=real, settings=settings):
        pass  # which removes the secret


def test_the_plugin_is_kept_to_the_account(real: AwsEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the Pulumi CLI the real provider checks the account itself, and has the user's credentials."""
    spy, folder = tmp_path / "pulumi", tmp_path / "spied"
    folder.mkdir()
    spy.write_text(f'#!/bin/sh\ncp Pulumi.dev.yaml "{folder}/config"\nenv > "{folder}/environment"\nexit 3\n')
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    settings = settings_of(tmp_path, deploy_engine="cli", aws_provider="plugin")

    with pytest.raises(DeployError):
        deploy_stack(settings, secret, localstack=real)

    config = json.loads((folder / "config").read_text())["config"]  # JSON is YAML
    assert config["aws:allowedAccountIds"] == f'["{ACCOUNT}"]'
    variables = (folder / "environment").read_text().splitlines()
    assert {"AWS_SECRET_ACCESS_KEY=of-the-user", "AWS_REGION=eu-west-1"} <= set(variables)
    assert find_target(settings, real, None).identity == {"boot": "aws", "account": ACCOUNT, "region": "eu-west-1"}


# --- runs -----------------------------------------------------------------------------------------------------------

CONFTEST = """
import pulumi
import pulumi_aws as aws
import pytest
from stackrig import deploy, localstack, to_localstack_url

def program():
    bucket = aws.s3.Bucket("files")
    pulumi.export("bucket", bucket.id)

@pytest.fixture(scope="module")
def stack(localstack):
    with deploy("shop", "test", program, localstack=localstack) as outputs:
        yield outputs
"""
TESTS = """
import os
from stackrig import to_localstack_url

def test_the_stack(stack, localstack, aws_session):
    assert stack["bucket"] in [b["Name"] for b in aws_session.client("s3").list_buckets()["Buckets"]]
    assert (localstack["endpoint_url"], localstack["port"], localstack["region"]) == ("", 0, "eu-west-1")
    assert os.environ["AWS_SECRET_ACCESS_KEY"] == "of-the-user"
    assert to_localstack_url("https://x1.execute-api.eu-west-1.amazonaws.com/v1", localstack["port"]) == (
        "https://x1.execute-api.eu-west-1.amazonaws.com/v1")

def test_an_account(aws_account):
    pass
"""


def test_a_run_on_aws(pytester: pytest.Pytester, user: boto3.Session) -> None:
    """The fixtures are AWS itself, by the user's credentials; what can't be had there is skipped, nothing is left."""
    pytester.makepyprojecttoml("[tool.stackrig]\n")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)

    result = pytester.runpytest_subprocess("-rs", "--deploy-engine=inprocess", *REAL)

    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(
        [
            f"stackrig: database_image auto, aws_account {ACCOUNT} (option), deploy_engine inprocess",
            f"stackrig: localstack aws {ACCOUNT}, use_localstack = false (option)",
            "SKIPPED*AWS itself has no empty account for each test*",
        ]
    )
    assert names_in(user) == set()


SECRET_PROGRAM = """
import pulumi_aws as aws
import pulumi

def program(postgres):
    def stack():
        made = aws.secretsmanager.Secret("database", name_prefix="of-the-shop", recovery_window_in_days=0)
        pulumi.export("name", made.name)
    return stack
"""


@pytest.mark.parametrize("teardown", ["true", "false"])
@pytest.mark.gate
def test_a_runs_own_deployment_ends_with_it(
    pytester: pytest.Pytester, user: boto3.Session, postgres_server: PostgresServer, teardown: str
) -> None:
    """`deployed` is a stack of the run's own beside the project's, and is destroyed: no later run would know of it."""
    pytester.makepyprojecttoml('[tool.stackrig]\nprogram = "shop:program"\n')
    pytester.makepyfile(
        shop=SECRET_PROGRAM,
        test_it="""
        def test_it(deployed, aws_session):
            names = [one["Name"] for one in aws_session.client("secretsmanager").list_secrets()["SecretList"]]
            assert names == [deployed.outputs["name"]]
        """,
    )
    dsn = postgres_server.dsn.replace("127.0.0.1", "database.example") + "?hostaddr=127.0.0.1"

    result = pytester.runpytest_subprocess(f"--database-image={dsn}", f"--teardown={teardown}", *REAL)

    result.assert_outcomes(passed=1)
    assert names_in(user) == set()
    assert postgres_server.password not in result.stdout.str()


def test_a_database_its_lambdas_do_not_reach_is_refused(pytester: pytest.Pytester, user: boto3.Session) -> None:
    """A server on this machine is out of their reach, which is told before anything is deployed."""
    del user
    pytester.makepyprojecttoml("[tool.stackrig]\n")
    pytester.makepyfile("def test_both(postgres, localstack): pass")

    result = pytester.runpytest_subprocess("--database-image=embedded", *REAL)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["*AWS can't be combined with a database that is embedded*", "*--database-image=postgresql://*"]
    )


PROGRAM = """
import pulumi
import pulumi_aws as aws

def program(postgres):
    def stack():
        secret = aws.secretsmanager.Secret("database", name="of-the-shop", recovery_window_in_days=0)
        pulumi.export("domain", "x1.execute-api.eu-west-1.amazonaws.com/v1")
    return stack
"""


def test_a_rig_with_aws(tmp_path: Path, postgres_server: PostgresServer, user: boto3.Session) -> None:
    """Tasks bring the stack up there and destroy it; a rig is not turned into another that would forget it."""
    (tmp_path / "pyproject.toml").write_text('[tool.stackrig]\nprogram = "shop:program"\n', encoding="utf-8")
    (tmp_path / "shop.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    dsn = postgres_server.dsn.replace("127.0.0.1", "database.example") + "?hostaddr=127.0.0.1"
    real = {"STACKRIG_USE_LOCALSTACK": "false", "STACKRIG_AWS_ACCOUNT": ACCOUNT, "STACKRIG_DATABASE_IMAGE": dsn}

    task = partial(invoke, tmp_path)

    up = task("up", **real)
    assert (up.returncode, names_in(user)) == (0, {"of-the-shop"}), up.stderr
    assert "https://x1.execute-api.eu-west-1.amazonaws.com/v1" in up.stdout
    assert f"AWS account {ACCOUNT} in eu-west-1" in task("status").stdout

    unasked = task("deploy", STACKRIG_DATABASE_IMAGE=dsn)
    assert "but the settings no longer name it" in unasked.stderr
    foreign = task("deploy", **real, AWS_ACCESS_KEY_ID=OTHER)
    assert f"belong to the AWS account {OTHER}; --aws-account allows only {ACCOUNT}" in foreign.stderr
    other = task("localstack", STACKRIG_LOCALSTACK_IMAGE="embedded", STACKRIG_DATABASE_IMAGE=dsn)
    assert other.returncode == 1
    assert "is still deployed to AWS account" in other.stderr
    shown = task("shell", "--command", "env").stdout
    assert "AWS_SECRET_ACCESS_KEY=of-the-user" in shown
    assert "PGHOST=database.example" in shown
    assert f"@database.example:{postgres_server.host_port}/" in shown
    down = task("teardown")
    assert (down.returncode, names_in(user)) == (0, set()), down.stderr


def test_an_endpoint_session_is_the_users_on_aws(real: AwsEndpoint) -> None:
    """Its clients have the user's credentials and the rig's region."""
    session = EndpointSession(real)

    assert session.region_name == "eu-west-1"
    assert session.client("sts").get_caller_identity()["Account"] == ACCOUNT


def test_urls_are_aws_own_on_port_zero() -> None:
    """An address that is not AWS's is refused all the same."""
    assert to_localstack_url("x1.execute-api.eu-west-1.amazonaws.com/v1", 0) == (
        "https://x1.execute-api.eu-west-1.amazonaws.com/v1"
    )
    with pytest.raises(SettingsError):
        to_localstack_url("https://example.com", 0)


def test_the_account_is_no_secret_and_twelve_digits(tmp_path: Path) -> None:
    """TOML may have it as a number."""
    (tmp_path / "pyproject.toml").write_text(f"[tool.stackrig]\naws_account = {ACCOUNT}\n", encoding="utf-8")

    assert load_settings(tmp_path, environ={}).aws_account == ACCOUNT
    assert json.dumps(load_settings(tmp_path, environ={}).sources) == '{"aws_account": "[tool.stackrig]"}'
    with pytest.raises(SettingsError, match="the 12 digits of an AWS account"):
        load_settings(tmp_path, environ={"STACKRIG_AWS_ACCOUNT": "12345"})
