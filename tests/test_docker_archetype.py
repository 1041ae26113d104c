"""The system that many run, on Docker: functions in containers, Cognito, schedules and the clock in LocalStack's."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from stackrig.database.server import PostgresServer
from stackrig.emulator.debugging import start_debuggers
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.errors import SettingsError
from stackrig.rig import project as rig
from stackrig.rig.record import Rig
from stackrig.settings import load_settings
from tests.iam_roles import arn_of, make_role
from tests.lambda_functions import deploying
from tests.members_programs import Members, database_with_an_album
from tests.test_cognito_endpoints import CALLBACK, CODE_FLOW, DOMAIN, Hosted
from tests.test_recording import read_page
from tests.user_pools import PASSWORD, claims, user_pool

ROOT = Path(__file__).parents[1]
POSTGRES, LOCALSTACK, LAMBDA = "postgres:17", "localstack/localstack:4.14.0", "stackrig-stand-in/lambda:python3.12"

pytestmark = [
    pytest.mark.docker(POSTGRES, LOCALSTACK, LAMBDA),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws"),
]


PROJECT = f"""
[tool.stackrig]
program = "program:nothing"
database_image = "{POSTGRES}"
localstack_image = "{LOCALSTACK}"
iam = "enforce"
"""
FUNCTION = """
import boto3
def handle(event, context):
    if event:
        boto3.client("sqs").list_queues()
    breakpoint()
"""
TEST = """
import json
import pytest
from tests.iam_roles import document
from tests.lambda_functions import archive

@pytest.mark.parametrize("event", [{}, {"send": 1}])
def test_stops(event, aws_account, deployed):
    session = aws_account.session()
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    role = session.client("iam").create_role(RoleName="stops", AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    client, code = session.client("lambda"), {"ZipFile": archive({"app.py": FUNCTION})}
    given = {"Runtime": "python3.12", "Handler": "app.handle", "Role": role, "Timeout": 30}
    client.create_function(FunctionName="stops", Code=code, **given)
    client.get_waiter("function_active_v2").wait(FunctionName="stops")
    assert "FunctionError" not in client.invoke(FunctionName="stops", Payload=json.dumps(event))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project whose program has nothing in it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (folder / "program.py").write_text("def nothing(postgres): return lambda: None", encoding="utf-8")
    (folder / "test_it.py").write_text(f"FUNCTION = {FUNCTION!r}\n{TEST}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def up(project: Path) -> Iterator[Rig]:
    """Yield the project's rig in containers, with nothing deployed."""
    settings = load_settings(project)
    rig.run_stage(settings, "db")
    yield rig.run_stage(settings, "localstack")
    rig.teardown(settings)


@pytest.fixture
def localstack(up: Rig) -> AwsEndpoint:
    """Return the LocalStack in its container."""
    assert up.localstack
    return up.localstack


@pytest.fixture
def database(up: Rig) -> Iterator[PostgresServer]:
    """Yield the handle of a database with an album in it."""
    assert up.postgres
    with database_with_an_album(up.postgres) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "engine"),
    [("members_http_api", "inprocess"), pytest.param("members_rest_api", "cli", marks=pytest.mark.pulumi_cli)],
)
def test_an_album_comes_each_night(
    name: str, engine: str, localstack: AwsEndpoint, database: PostgresServer, tmp_path: Path
) -> None:
    """The schedule invokes the function in its container once a day, and tokens of the day before open nothing."""
    Members(name, new_account(localstack), database, tmp_path, engine).live_through_a_day()


TRIGGER = """
    def handler(event, context):
        response = event["response"]
        if event["triggerSource"] == "PreSignUp_SignUp": response["autoConfirmUser"] = True
        else: response["claimsOverrideDetails"] = {"claimsToAddOrOverride": {"tier": "gold"}}
        return event
    """


def test_a_pool_signs_browsers_in_and_calls_functions(localstack: AwsEndpoint) -> None:
    """The pages of its domain lead to a code and to tokens; its triggers run in containers, and change both."""
    aws = EndpointSession(localstack)
    role = arn_of(make_role(aws, principal={"Service": "lambda.amazonaws.com"}))
    with contextmanager(deploying)(aws) as deploy:
        function = deploy(TRIGGER, Role=role)
        permission = {"Action": "lambda:InvokeFunction", "Principal": "cognito-idp.amazonaws.com"}
        function.client.add_permission(FunctionName=function.name, StatementId="cognito", **permission)
        arn = function.client.get_function(FunctionName=function.name)["Configuration"]["FunctionArn"]
        triggers: Any = {"LambdaConfig": {"PreSignUp": arn, "PreTokenGeneration": arn}}
        with user_pool(aws, localstack.endpoint_url, **triggers) as pool:
            pool.admin("create_user_pool_domain", Domain=DOMAIN)
            pool.call("sign_up", Username="ann", Password=PASSWORD)
            app = pool.make_app(**{**CODE_FLOW, "AllowedOAuthScopes": ["openid"]})
            hosted = Hosted(app, localstack.port)
            form = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code": hosted.log_in("ann")["code"]}

            tokens = hosted.tokens(**form).json()

            assert claims(tokens["id_token"])["tier"] == "gold"
            authorization = {"Authorization": f"Bearer {tokens['access_token']}"}
            assert hosted.send("GET", "/oauth2/userInfo", headers=authorization).json()["username"] == "ann"
            pool.admin("delete_user_pool_domain", Domain=DOMAIN)


@pytest.mark.usefixtures("up")
def test_what_happened_is_told_of_containers(project: Path) -> None:
    """A failed test tells its function's fault, and what IAM has refused; a run that can keep nothing says so."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--keep", "--stackrig-report=page.html"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    printed = done.stdout + done.stderr

    assert "2 failed" in printed
    assert "this run keeps no stack for the next run: only the embedded LocalStack can put data back" in printed
    assert "stops failed: breakpoint() opens a debugger in functions of the embedded LocalStack" in printed
    assert "AWS's IAM refuses a call: stops may not sqs:ListQueues" in printed
    assert [test["cause"].partition(":")[0] for test in read_page(project / "page.html")["tests"]] == [
        "stops failed",
        "AWS's IAM refuses a call",
    ]


def test_debuggers_take_functions_that_are_processes(localstack: AwsEndpoint) -> None:
    """An editor can't attach to a function in a container, and the error says what it takes."""
    with pytest.raises(SettingsError, match="--debug-functions needs the embedded LocalStack"):
        start_debuggers(localstack, "all")
