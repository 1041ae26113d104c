"""No variable of the environment breaks a rig: each in this table is set to nonsense, and to what people have there."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stackrig.loopback import LIBPQ_VARIABLES

pytestmark = pytest.mark.gate

NONSENSE = "n0ns€nse://?;'\""

# By what reads them: what people have there. The table lacks what keeps Python itself from starting (PYTHONHOME), what
# says which interpreters there are (PYENV_ROOT), and stackrig's own options. Those of pip and uv matter when
# LocalStack's environment is built, which is done before.
PLAUSIBLE = {
    "libpq": {
        "PGHOST": "db.example.com",
        "PGHOSTADDR": "192.0.2.1",  # TEST-NET-1: nobody answers there
        "PGPORT": "5433",
        "PGDATABASE": "shop",
        "PGUSER": "me",
        "PGPASSWORD": "geheim",
        "PGPASSFILE": "/root/.pgpass",
        "PGSERVICE": "shop",
        "PGSERVICEFILE": "/etc/pg_service.conf",
        "PGOPTIONS": "-c search_path=shop -c default_transaction_read_only=on",
        "PGAPPNAME": "shop",
        "PGSSLMODE": "require",
        "PGSSLROOTCERT": "/etc/ssl/rds.pem",
        "PGSSLCERT": "/etc/ssl/me.pem",
        "PGSSLNEGOTIATION": "direct",
        "PGREQUIREAUTH": "none",
        "PGCHANNELBINDING": "require",
        "PGGSSENCMODE": "require",
        "PGTARGETSESSIONATTRS": "read-only",
        "PGLOADBALANCEHOSTS": "random",
        "PGCONNECT_TIMEOUT": "1",
        "PGCLIENTENCODING": "LATIN1",
        "PGDATESTYLE": "German",
        "PGTZ": "Asia/Tokyo",
        "PGDATA": "/var/lib/postgresql/data",
    },
    "AWS": {
        "AWS_PROFILE": "shop",
        "AWS_DEFAULT_PROFILE": "shop",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AWS_SESSION_TOKEN": "token",
        "AWS_REGION": "eu-central-1",
        "AWS_DEFAULT_REGION": "eu-west-3",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ENDPOINT_URL_IAM": "http://127.0.0.1:9",
        "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:9",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "AWS_CA_BUNDLE": "/etc/ssl/nowhere.pem",
        "AWS_CONFIG_FILE": "/root/.aws/config",
        "AWS_SHARED_CREDENTIALS_FILE": "/root/.aws/credentials",
        "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/shop",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/var/run/secrets/token",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9/credentials",
        "AWS_USE_FIPS_ENDPOINT": "true",
        "AWS_USE_DUALSTACK_ENDPOINT": "true",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_RETRY_MODE": "adaptive",
        "AWS_DEFAULTS_MODE": "in-region",
        "AWS_DATA_PATH": "/opt/models",
        "BOTO_CONFIG": "/etc/boto.cfg",
    },
    "Pulumi": {
        "PULUMI_HOME": "/opt/pulumi",
        "PULUMI_ACCESS_TOKEN": "pul-0123456789",
        "PULUMI_BACKEND_URL": "s3://state",
        "PULUMI_CONFIG_PASSPHRASE": "geheim",
        "PULUMI_CONFIG_PASSPHRASE_FILE": "/run/secrets/passphrase",
        "PULUMI_STACK": "prod",
        "PULUMI_CONFIG": '{"aws:region": "eu-west-1"}',
        "PULUMI_PROJECT": "other",
        "PULUMI_ORGANIZATION": "acme",
        "PULUMI_PYTHON_CMD": "/usr/bin/python2",
    },
    "pip and uv": {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_CONFIG_FILE": "/etc/pip.conf",
        "PIP_REQUIRE_VIRTUALENV": "true",
        "PIP_TARGET": "/opt/target",
        "PIP_USER": "true",
        "UV_INDEX_URL": "http://127.0.0.1:9/simple",
        "UV_PYTHON": "3.9",
        "UV_PROJECT_ENVIRONMENT": "/opt/venv",
        "UV_SYSTEM_PYTHON": "1",
        "UV_OFFLINE": "1",
        "VIRTUAL_ENV": "/opt/venv",
        "CONDA_PREFIX": "/opt/conda",
        "PYENV_VERSION": "3.9.1",
    },
    "Docker": {
        "DOCKER_HOST": "tcp://127.0.0.1:9",
        "DOCKER_CONTEXT": "remote",
        "DOCKER_CONFIG": "/opt/docker",
        "DOCKER_TLS_VERIFY": "1",
        "DOCKER_CERT_PATH": "/opt/certificates",
        "DOCKER_API_VERSION": "1.24",
        "CONTAINER_HOST": "unix:///run/podman/podman.sock",
    },
    "proxies and certificates": {
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "all_proxy": "socks5://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
        "grpc_proxy": "http://127.0.0.1:9",
        "no_proxy": "example.com",
        "SSL_CERT_FILE": "/etc/ssl/nowhere.pem",
        "SSL_CERT_DIR": "/etc/ssl/nowhere",
        "REQUESTS_CA_BUNDLE": "/etc/ssl/nowhere.pem",
        "CURL_CA_BUNDLE": "/etc/ssl/nowhere.pem",
    },
    "Python and the system": {
        "PYTHONPATH": "/opt/lib",
        "PYTHONSTARTUP": "/root/.pythonrc",
        "PYTHONUSERBASE": "/opt/base",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDEVMODE": "1",
        "PYTHONBREAKPOINT": "ipdb.set_trace",
        "PYTHONSAFEPATH": "1",
        "PYTHONWARNINGS": "error",
        "PYTHONNOUSERSITE": "1",
        "PYTHONPYCACHEPREFIX": "/root/bytecode",
        "TZ": "Asia/Tokyo",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "xx_YY.UTF-8",
        "SHELL": "/usr/bin/fish",
        "EDITOR": "vi",
        "COLUMNS": "20",
    },
    "LocalStack": {
        "LOCALSTACK_HOST": "localhost.example.com:80",
        "LOCALSTACK_HOSTNAME": "example.com",
        "GATEWAY_LISTEN": "0.0.0.0:4566",
        "EDGE_PORT": "4567",
        "SERVICES": "s3",
        "EAGER_SERVICE_LOADING": "1",
        "STRICT_SERVICE_LOADING": "1",
        "PERSISTENCE": "1",
        "LAMBDA_EXECUTOR": "docker",
        "LAMBDA_RUNTIME_EXECUTOR": "kubernetes",
        "LAMBDA_DOCKER_NETWORK": "bridge",
        "DISABLE_EVENTS": "0",
        "PROVIDER_OVERRIDE_IAM": "nope",
        "TEST_AWS_ACCOUNT_ID": "123456789012",
        "CONFIG_PROFILE": "ci",
    },
}
PATHS = {"PYTHONPATH", "PYTHONPYCACHEPREFIX", "PYTHONUSERBASE"}  # Python itself reads them

PYPROJECT = """
[tool.pytest.ini_options]
filterwarnings = ["ignore"]
[tool.stackrig]
program = "shop:program"
database_image = "embedded"
localstack_image = "embedded"
localstack_services = "iam,sts"
seed = ["items.sql"]
"""
SHOP = """
import pulumi
import pulumi_aws as aws

def program(postgres):
    def stack():
        pulumi.export("role", aws.iam.Role("shop", name="shop", assume_role_policy="{}").arn)
    return stack
"""
TESTS = """
import os, subprocess, sys
import boto3, psycopg2

CHILD = "import psycopg2, sys; print(psycopg2.connect(sys.argv[1]).info.dbname)"

def test_shop(deployed, postgres_clone):
    with psycopg2.connect(postgres_clone.dsn) as connection, connection.cursor() as cursor:
        cursor.execute("INSERT INTO item VALUES (3); SELECT sum(n), current_setting('TimeZone') FROM item")
        assert cursor.fetchall() == [(6, "UTC")]
    command = [sys.executable, "-c", CHILD, postgres_clone.dsn]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == postgres_clone.database
    assert boto3.client("sts").get_caller_identity()["Account"] == "000000000000"
    key = deployed.localstack.access_key
    roles = boto3.client("iam", aws_access_key_id=key, aws_secret_access_key="test").list_roles()["Roles"]
    assert [role["Arn"] for role in roles] == [deployed.outputs["role"]]
"""


def nonsense() -> dict[str, str]:
    """Return the table's variables and all of libpq's with values that mean nothing."""
    names = {name for group in PLAUSIBLE.values() for name in group} | LIBPQ_VARIABLES
    return {name: "/nowhere/nonsense" if name in PATHS else NONSENSE for name in names}


def plausible() -> dict[str, str]:
    """Return the table's variables as people have them."""
    return {name: value for group in PLAUSIBLE.values() for name, value in group.items()}


@pytest.mark.parametrize("variables", [nonsense(), plausible()], ids=["nonsense", "plausible"])
@pytest.mark.usefixtures("localstack_server")  # its environment is built
def test_a_rig_works_in_any_environment(tmp_path: Path, variables: dict[str, str]) -> None:
    """Database, LocalStack, deployment, a test's own connection and that of its child work, whatever is set."""
    for name, text in {"pyproject.toml": PYPROJECT, "shop.py": SHOP, "test_shop.py": TESTS}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "items.sql").write_text("CREATE TABLE item (n int); INSERT INTO item VALUES (1), (2)", encoding="utf-8")
    begun = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=240,
        check=False,
    )

    assert "1 passed" in done.stdout, f"{done.stdout[-6000:]}\n{done.stderr[-2000:]}\nafter {time.monotonic() - begun}"
