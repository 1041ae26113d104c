"""Chinook broken in six ways: the report of a run alone says what is wrong, on its page and in the terminal."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.test_recording import read_page

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.gate

PROJECT = f"""
[tool.pytest.ini_options]
pythonpath = ["{ROOT / "src"}"]
[tool.stackrig]
seed = ["sql"]
database_image = "embedded"
localstack_image = "embedded"
iam = "enforce"
"""
TESTS = """
import json
from contextlib import closing

import psycopg2, pulumi_aws as aws, pytest, requests
from chinook_api import program
from stackrig import deploy, postgres_factory, to_localstack_url

badly_seeded = postgres_factory(seeds=["sql", "prices.sql"])


@pytest.fixture
def deployed_api(postgres_clone, localstack, request):
    changes = getattr(request, "param", {})
    name = f"case-{abs(hash(request.node.name)) % 10**6}"
    with deploy("chinook", name, program.api_program({**postgres_clone, **changes}), localstack=localstack,
                teardown=True) as outputs:
        yield outputs


@pytest.fixture
def get(deployed_api, localstack):
    url = to_localstack_url(f"https://{deployed_api['domain']}", int(localstack["port"]))
    return lambda path: requests.get(url + path, timeout=60)


@pytest.fixture
def role_without_permission(monkeypatch):
    def make_role(secret):
        trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        return aws.iam.Role("api", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))

    monkeypatch.setattr(program, "function_role", make_role)


def test_sql_error(get, postgres_clone):
    with closing(psycopg2.connect(postgres_clone["dsn"])) as link, link, link.cursor() as cursor:
        cursor.execute("ALTER TABLE album RENAME COLUMN title TO name")
    assert get("/albums?limit=2").status_code == 200


@pytest.mark.parametrize("deployed_api", [{"password": "of-last-year"}], indirect=True)
def test_wrong_secret(get):
    assert get("/albums?limit=2").json()["total"] == 347


def test_missing_permission(role_without_permission, get):
    assert get("/albums?limit=2").status_code == 200


def test_time_out(get, aws_session, deployed_api, postgres_clone):
    client = aws_session.client("lambda")
    client.update_function_configuration(FunctionName=deployed_api["function_name"], Timeout=3)
    client.get_waiter("function_updated_v2").wait(FunctionName=deployed_api["function_name"])
    with closing(psycopg2.connect(postgres_clone["dsn"])) as link, link, link.cursor() as cursor:
        cursor.execute("LOCK TABLE album")
        assert get("/albums?limit=2").status_code == 200


def test_wrong_path(get):
    assert get("/album?limit=2").json()["items"]


def test_bad_seed(badly_seeded):
    assert badly_seeded
"""
CAUSES = {
    "sql_error": r'SQL of api-\w+ failed in the database \w+: column "title" does not exist .*: SELECT to_json',
    "wrong_secret": r"the database \w+ refused a connection of api-\w+: password .* had read the secret connection-",
    "missing_permission": r"refuses a call: api-\w+ may not secretsmanager:GetSecretValue on arn\S+, because no",
    "time_out": r"api-\w+ ran out of its 3 s while it waited for SQL, blocked by the connection with pid \d+: SELECT",
    "wrong_path": r"GET /v1/album\?limit=2 was answered with 404: .*there is no such path; the paths are /artists",
    "bad_seed": r'prices\.sql:2: column "prise" of relation "track" does not exist',
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """Return the page's data of a run in which each test is broken in another way, and what the terminal showed."""
    folder = tmp_path_factory.mktemp("chinook")
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "test_broken.py").write_text(TESTS)
    (folder / "sql").symlink_to(ROOT / "sql")
    (folder / "prices.sql").write_text("UPDATE track SET unit_price = 2;\nUPDATE track SET prise = 3;\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--stackrig-report=report.html"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=280, check=False)
    assert "6 failed" in done.stdout or "5 failed, 1 error" in done.stdout, done.stdout + done.stderr
    return read_page(folder / "report.html"), done.stdout


@pytest.mark.parametrize("case", CAUSES)
def test_the_report_says_what_is_wrong(broken: tuple[dict[str, Any], str], case: str) -> None:
    """The first sentence of the failed test names the fault, what it hit, and where."""
    page, terminal = broken
    (test,) = [one for one in page["tests"] if f"test_{case}" in one["name"]]
    first = test["cause"] or test["message"]
    shown = re.split(rf"^_+ (?:ERROR at setup of )?test_{case}\S* _+$", terminal, flags=re.MULTILINE)[1]
    shown = re.split(r"^_{3,} .* _{3,}$|^={3,}", shown, flags=re.MULTILINE)[0]

    assert re.search(CAUSES[case], first, re.DOTALL), first
    assert re.search(CAUSES[case], shown, re.DOTALL), shown
    tree = shown.partition("- what happened -")[2].partition("\n")[2]
    assert len(re.split(r"^-+ ", tree, flags=re.MULTILINE)[0].splitlines()) <= 15
