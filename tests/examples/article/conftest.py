import json
import psycopg2
from pathlib import Path
import pytest
import pulumi
import pulumi_aws as aws
from stackrig import deploy, localstack, postgres, to_localstack_url

DEFAULT_IMAGE = "localstack/localstack:latest"
DEFAULT_SERVICES = "logs,iam,lambda,secretsmanager,apigateway,cloudwatch"

def pytest_addoption(parser: pytest.Parser) -> None:
    g = parser.getgroup("localstack")
    g.addoption("--teardown", action="store", default="true")
    g.addoption("--use-localstack", action="store", default="true")
    g.addoption("--localstack-image", action="store", default=DEFAULT_IMAGE)
    g.addoption("--localstack-services", action="store", default=DEFAULT_SERVICES)
    g.addoption("--localstack-timeout", action="store", type=int, default=90)
    g.addoption("--localstack-port", action="store", type=int, default=0)
    g.addoption("--database", action="store", type=str, default="chinook")
    g.addoption("--database-image", action="store", type=str, default="postgis/postgis:16-3.4")

def exec_sql_file(conn, sql_path: Path):
    with conn, conn.cursor() as cur:
        cur.execute(sql_path.read_text(encoding="utf-8"))

@pytest.fixture(scope="session")
def chinook_db(postgres):
    sql = Path("tests/Chinook_Postgres.sql")
    assert sql.exists(), f"Missing {sql}"
    conn = psycopg2.connect(postgres["dsn"])
    try:
        conn.autocommit = True
        exec_sql_file(conn, sql)
        yield postgres
    finally:
        conn.close()

def api_program(chinook_db):
    def program():
        from api_foundry import APIFoundry
        conn = {
            "engine": "postgres",
            "host": chinook_db["container_name"],
            "port": chinook_db["container_port"],
            "username": chinook_db["username"],
            "password": chinook_db["password"],
            "database": chinook_db["database"],
            "dsn": chinook_db["dsn"],
        }
        secret = aws.secretsmanager.Secret("test-secret", name="test/secret")
        aws.secretsmanager.SecretVersion(
            "test-secret-value", secret_id=secret.id, secret_string=json.dumps(conn)
        )
        api = secret.arn.apply(lambda arn: APIFoundry(
            "chinook-api",
            api_spec="resources/chinook_api.yaml",
            secrets=json.dumps({"chinook": arn}),
        ))
        pulumi.export("domain", api.domain)
    return program

@pytest.fixture(scope="module")
def chinook_api_stack(chinook_db, localstack, request):
    teardown = request.config.getoption("--teardown").lower() == "true"
    with deploy(
        "api-foundry",
        "test-api",
        api_program(chinook_db),
        localstack=localstack,
        teardown=teardown,
    ) as outputs:
        yield outputs

@pytest.fixture(scope="module")
def chinook_api_endpoint(chinook_api_stack, localstack):
    domain = chinook_api_stack["domain"]
    port = int(localstack["port"])
    yield to_localstack_url(f"https://{domain}", port)
