"""Measure services of a rig beside each other: a REST API and an HTTP API for one function, and RDS's Data API."""

import io
import json
import secrets
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import requests

from stackrig.emulator.server import AwsEndpoint

CALLS = 50
SOURCE = 'def handler(event, context):\n    return {"statusCode": 200, "body": "ok"}\n'
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}],
}


def measure_services(localstack: AwsEndpoint, *, has_database: bool) -> Mapping[str, Sequence[float]]:
    """Return the milliseconds of warm calls by key: `rest`, `http`, and `data` where the rig has a database.

    Everything that this needs is made in an account of its own, and deleted.
    """
    from stackrig.emulator.sessions import new_account

    session = new_account(localstack).session()
    found: dict[str, Sequence[float]] = {}
    with _function(session) as function, requests.Session() as client:
        client.trust_env = False  # no proxy between this process and the loopback
        for name, api in (("rest", _rest_api), ("http", _http_api)):
            with api(session, function) as path:
                found[name] = _warm(lambda path=path: _get(client, f"{localstack.endpoint_url}{path}"))  # type: ignore[misc]
    if has_database:
        with _cluster(session) as query:
            found["data"] = _warm(query)
    return found


def _warm(call: Callable[[], object]) -> list[float]:
    call()
    return [1000 * timed(call) for _ in range(CALLS)]


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _get(client: requests.Session, url: str) -> None:
    client.get(url, timeout=30).raise_for_status()


@contextmanager
def _function(session: Any) -> Iterator[str]:
    """Yield the ARN of a function that answers at once, and that all APIs may call."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("app.py", SOURCE)
    roles, functions, name = session.client("iam"), session.client("lambda"), f"bench-{secrets.token_hex(4)}"
    with ExitStack() as undo:
        role = roles.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        undo.callback(roles.delete_role, RoleName=name)
        given = {
            "Runtime": "python3.13",
            "Handler": "app.handler",
            "Role": role,
            "Code": {"ZipFile": packed.getvalue()},
        }
        arn = functions.create_function(FunctionName=name, **given)["FunctionArn"]
        undo.callback(functions.delete_function, FunctionName=name)
        functions.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
        permission = {"Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}
        functions.add_permission(FunctionName=name, StatementId="apis", **permission)
        yield arn


@contextmanager
def _rest_api(session: Any, function: str) -> Iterator[str]:
    """Yield the path of a REST API whose GET calls a function."""
    apis, region = session.client("apigateway"), function.split(":")[3]
    api = apis.create_rest_api(name="bench")["id"]
    place = {"restApiId": api, "resourceId": apis.get_resources(restApiId=api)["items"][0]["id"], "httpMethod": "GET"}
    apis.put_method(**place, authorizationType="NONE")
    uri = f"arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function}/invocations"
    apis.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    apis.create_deployment(restApiId=api, stageName="bench")
    try:
        yield f"/_aws/execute-api/{api}/bench/"
    finally:
        apis.delete_rest_api(restApiId=api)


@contextmanager
def _http_api(session: Any, function: str) -> Iterator[str]:
    """Yield the path of an HTTP API whose every request calls a function."""
    apis = session.client("apigatewayv2")
    api = apis.create_api(Name="bench", ProtocolType="HTTP", Target=function)["ApiId"]
    try:
        yield f"/_aws/execute-api/{api}/"
    finally:
        apis.delete_api(ApiId=api)


@contextmanager
def _cluster(session: Any) -> Iterator[Callable[[], object]]:
    """Yield a function that sends a query to a cluster by the Data API."""
    rds, data, name = session.client("rds"), session.client("rds-data"), f"bench-{secrets.token_hex(4)}"
    kind = {"Engine": "aurora-postgresql", "MasterUsername": "bench", "ManageMasterUserPassword": True}
    cluster = rds.create_db_cluster(DBClusterIdentifier=name, EnableHttpEndpoint=True, **kind)["DBCluster"]
    place = {"resourceArn": cluster["DBClusterArn"], "secretArn": cluster["MasterUserSecret"]["SecretArn"]}
    with ExitStack() as undo:
        undo.callback(rds.delete_db_cluster, DBClusterIdentifier=name, SkipFinalSnapshot=True)
        names = {"DBInstanceIdentifier": name, "DBClusterIdentifier": name, "DBInstanceClass": "db.serverless"}
        rds.create_db_instance(**names, Engine=kind["Engine"])
        undo.callback(rds.delete_db_instance, DBInstanceIdentifier=name, SkipFinalSnapshot=True)
        yield lambda: data.execute_statement(**place, database="postgres", sql="SELECT 1")
