"""What the report of a failed test says about its rig."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

PASSWORD = "tell-nobody/0815"
PROJECT = f"""
[tool.pytest.ini_options]
[tool.stackrig]
database_image = "embedded"
database_password = "{PASSWORD}"
localstack_image = "embedded"
localstack_services = "lambda,iam,logs,s3"
"""

TESTS = """
import dataclasses, io, json, os, signal, time, zipfile
from contextlib import closing, suppress
import psycopg2, pytest

CODE = '''
def handle(event, context):
    print("got", event["word"], event["dsn"])
    return event["missing"]
'''

@pytest.fixture(scope="session")
def function(aws_session):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("handler.py", CODE)
    client = aws_session.client("lambda")
    role = "arn:aws:iam::000000000000:role/any"
    code = {"ZipFile": archive.getvalue()}
    client.create_function(FunctionName="shop", Runtime="python3.12", Handler="handler.handle", Code=code, Role=role)
    client.get_waiter("function_active_v2").wait(FunctionName="shop", WaiterConfig={"Delay": 0.1})
    return lambda event: json.load(client.invoke(FunctionName="shop", Payload=json.dumps(event))["Payload"])

def ask(postgres, statement):
    with closing(psycopg2.connect(postgres.dsn)) as connection, suppress(psycopg2.Error):
        connection.cursor().execute(statement)

def test_before(postgres, function, aws_session):
    function({"word": "earlier", "dsn": "", "missing": 1})
    ask(postgres, "SELECT * FROM earlier")
    logs, deadline = aws_session.client("logs"), time.monotonic() + 120
    while time.monotonic() < deadline:  # lines are delivered later, and have the time of their delivery
        with suppress(logs.exceptions.ResourceNotFoundException):
            if "got earlier" in str(logs.filter_log_events(logGroupName="/aws/lambda/shop")["events"]):
                break
        time.sleep(0.05)

def test_fails(postgres, function, aws_session):
    ask(postgres, "SELECT * FROM nowhere")
    ask(postgres, f"CREATE ROLE x PASSWORD '{postgres.password}' NONSENSE")
    aws_session.client("s3").create_bucket(Bucket="evidence")
    answer = function({"word": "later", "dsn": postgres.dsn})
    assert "missing" not in answer["errorMessage"]

left = []

def test_leaves_a_connection(postgres_clone):
    left.append(psycopg2.connect(postgres_clone.dsn))

@pytest.fixture
def closed(postgres_clone):
    yield postgres_clone
    ask(postgres_clone, "SELECT * FROM closed")
    assert False

def test_fails_beside_others(postgres, closed):
    other = dataclasses.replace(postgres, dsn=postgres.dsn.replace(postgres.database, "stackrig_run_0123456789ab_gw1"))
    with closing(psycopg2.connect(postgres.dsn)) as connection:
        connection.autocommit = True
        connection.cursor().execute("CREATE DATABASE stackrig_run_0123456789ab_gw1")
        connection.cursor().execute("CHECKPOINT")
    ask(other, "SELECT *\\nFROM theirs")
    ask(closed, "SELECT *\\nFROM ours")
    with pytest.raises(psycopg2.OperationalError):
        while True:
            left[0].cursor().execute("SELECT")

def test_of_other_things():
    assert False

def test_calls_aws(localstack):
    import requests
    requests.get("https://abcde12345.execute-api.eu-west-1.amazonaws.com/v1/orders", timeout=5)

def test_connects(postgres):
    psycopg2.connect(postgres.dsn.replace(postgres.database, "nowhere"))

def test_compares(postgres):
    dsn = postgres.dsn
    print(dsn, postgres.password)
    assert dsn == dsn.replace("127.0.0.1", "localhost")

def test_compares_all(postgres):
    assert dict(postgres) == {}

@pytest.mark.parametrize("run", [1, 2, 3])
def test_has_an_account(aws_account, run):
    aws_account.session().client("logs").create_log_group(logGroupName="/aws/lambda/silent")

def test_fails_later(localstack):
    assert False

def test_is_asked_for_logs_of_the_runs_account_only(stackrig_rig, request):
    log = stackrig_rig.servers()["localstack"].process.log_file.read_text()
    assert log.count("AWS logs.DescribeLogGroups => 200") == request.session.testsfailed

def test_fails_without_an_answer(stackrig_rig, request):
    process, begun = stackrig_rig.servers()["localstack"].process, time.monotonic()
    def resume():
        os.kill(process.pid, signal.SIGCONT)
        assert time.monotonic() - begun < 60  # of the minutes that a patient client would take
    os.kill(process.pid, signal.SIGSTOP)
    request.addfinalizer(resume)
    assert False
"""


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the failures of a run by test, as its JUnit file has them; under '', 'stderr', 'junit' what it wrote."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "test_shop.py").write_text(TESTS)
    report = folder / "results.xml"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--junit-xml={report}", "-l"]
    command += ["-o", "junit_logging=all"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314  # pytest's own
    found = {
        str(case.get("name")): "".join(part.text or "" for part in case if part.tag in ("failure", "error"))
        for case in cases
    }
    return {**found, "": done.stdout, "stderr": done.stderr, "junit": report.read_text()}


def section(text: str, title: str) -> str:
    """Return a section of a failure's text."""
    found = re.search(rf"^-+ {re.escape(title)} -+$(.*?)(?=^-+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, text
    return found.group(1)


def test_the_databases_errors_are_in_the_report(failures: dict[str, str]) -> None:
    """The part of PostgreSQL's log that was written during the test, in the terminal and in JUnit files."""
    for text in (failures["test_fails"], failures[""].partition("= FAILURES =")[2]):
        log = section(text, "log of postgres")
        assert 'relation "nowhere" does not exist' in log
        assert "earlier" not in log
        assert "database system is ready" not in log


def test_lines_of_others_are_not_in_the_report(failures: dict[str, str]) -> None:
    """Neither another worker's, nor the end of the last test's database, nor checkpoints; a test's own are, to its end.

    What goes on in a second line is treated like its first.
    """
    log = section(failures["test_fails_beside_others"], "log of postgres")
    assert "FROM ours" in log
    assert "FROM closed" in log
    assert not re.search("theirs|terminating|checkpoint", log)


def test_requests_to_localstack_are_in_the_report(failures: dict[str, str]) -> None:
    """The report shows the requests of the test to LocalStack, and their answers."""
    log = section(failures["test_fails"], "log of localstack")

    assert "AWS s3.CreateBucket => 200" in log
    assert "AWS lambda.Invoke => 200" in log
    assert "CreateFunction" not in log


def test_logs_of_functions_are_in_the_report(failures: dict[str, str]) -> None:
    """The report shows what a function printed during the test, and its stack trace."""
    log = section(failures["test_fails"], "log of lambda shop")

    assert "got later" in log
    assert "KeyError" in log
    assert "earlier" not in log


def test_the_password_is_nowhere(failures: dict[str, str]) -> None:
    """Neither as it is, as it stands in an address nor cut: a statement, a call, a value or what was printed has it."""
    for form in (PASSWORD, PASSWORD.replace("/", "%2F"), "dy/0815", "dy%2F0815"):
        assert form not in "".join(failures.values())
    assert "dsn = 'postgresql://postgres:(password)@127.0.0.1" in failures["test_connects"]
    assert "+ postgresql://postgres:(password)@127.0.0.1" in failures["test_compares"]
    assert re.search(r"^postgresql://postgres:\(password\)@\S+ \(password\)$", failures["junit"], re.MULTILINE)
    assert "PASSWORD '(password)'" in section(failures["test_fails"], "log of postgres")
    assert ":(password)@127.0.0.1" in section(failures["test_fails"], "log of lambda shop")


def test_what_takes_long_is_shown(failures: dict[str, str]) -> None:
    """Where nobody watches a terminal, a line for each thing a run waited for."""
    assert re.search(r"^localstack +LocalStack [\d.]+ at http://127.0.0.1:\d+, ", failures["stderr"], re.MULTILINE)
    assert re.search(r"^localstack +done +[\d.]+ s$", failures["stderr"], re.MULTILINE)


def test_a_failure_without_the_rig_has_no_logs(failures: dict[str, str]) -> None:
    """Nothing was logged while it ran, and nothing is shown."""
    assert "log of" not in failures["test_of_other_things"]


def test_only_what_is_the_tests_own_is_asked_for_logs(failures: dict[str, str]) -> None:
    """The accounts of earlier tests are not: each silent log group would make the report wait."""
    assert "test_is_asked_for_logs_of_the_runs_account_only" not in failures[""]


def test_a_report_does_not_wait_for_a_localstack_that_hangs(failures: dict[str, str]) -> None:
    """The report comes within seconds and says that LocalStack did not answer."""
    assert "LocalStack does not answer in time" in section(failures["test_fails_without_an_answer"], "log of lambda")
    assert "ERROR at teardown of test_fails_without_an_answer" not in failures[""]


REMOVES_CONTAINER = """
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import docker_client

def test_removes(postgres):
    with docker_client(require_daemon()) as client:
        client.containers.get(postgres.container.id).remove(force=True)
    assert not postgres.container
"""


@pytest.mark.docker
def test_a_container_that_was_removed_is_no_hindrance(pytester: pytest.Pytester) -> None:
    """A failed test's report comes without the log of a container that is gone, and says so."""
    pytester.makepyfile(REMOVES_CONTAINER)

    done = pytester.runpytest_subprocess("--database-image=postgres:17")

    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        ["container stackrig-*-db was removed", "*log of postgres*", "no log: *No such container*"]
    )


def test_a_call_to_aws_is_told_in_few_lines(failures: dict[str, str]) -> None:
    """The report has the project's own line, the error and what to call instead, and nothing of the libraries."""
    text = failures["test_calls_aws"]

    assert "requests.get(" in text
    assert "to_localstack_url(url, localstack['port'])" in section(text, "stackrig")
    assert "urllib3/" not in text
    assert len(text.splitlines()) < 40
