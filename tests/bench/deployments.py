"""How fast the Chinook program is deployed: by both engines, and by Terraform with the real AWS provider.

All on one embedded LocalStack, each run in an account of its own, after one that is not counted: it loads LocalStack's
services and this process's libraries.
"""

import json
import logging
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pulumi
import yaml

from chinook_api.program import FOLDER, PYTHON, api_program, function_archive, integrate
from stackrig.commands.bench import Measure
from stackrig.deployment.engines import inprocess
from stackrig.deployment.engines.state import Checkpoint
from stackrig.deployment.provider.asset_bytes import zip_archive
from stackrig.deployment.provider.contract import Diff, Properties, State
from stackrig.deployment.stacks import deploy_stack, destroy_stack
from stackrig.deployment.urns import StackName
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.errors import StackrigError
from stackrig.leases import end_session, new_session
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

MIRRORS = [Path("/opt/tf-plugins"), Path.home() / ".terraform.d" / "plugins"]
STEPS = ("first deployment, 10 resources", "nothing to do", "one change", "destroy")
DATABASE = {"container_name": "127.0.0.1", "container_port": 5432, "username": "u", "password": "p", "database": "c"}
OUTPUTS = dict.fromkeys(("arn", "executionArn", "invokeArn", "invokeUrl", "name"), "https://nowhere")  # of any resource
DAYS, OTHER_DAYS = 7, 14  # of the log group: the one change
SERVICES = ("apigateway", "iam", "lambda", "logs", "secretsmanager", "sts")


@dataclass(frozen=True, slots=True)
class Tool:
    """Name what deploys, and how: `deploy` with the days a log group keeps, and `destroy`."""

    name: str
    deploy: Callable[[int], object]
    destroy: Callable[[], object]


def measure_deployments(*, runs: int) -> list[Measure]:
    """Return the seconds of each step with each tool that is on this machine.

    Raises:
        StackrigError: a step failed.
    """
    seconds: dict[str, dict[str, list[float]]] = {step: defaultdict(list) for step in STEPS}
    session = new_session()
    try:
        with running_localstack(Settings(root=Path.cwd(), localstack_image="embedded"), session) as endpoint:
            for run in range(runs + 1):
                for name, step, value in _run_once(endpoint):
                    if run:
                        seconds[step][name].append(value)
    finally:
        end_session(session)
    return [
        Measure(step, "s", {name: tuple(values) for name, values in found.items()}) for step, found in seconds.items()
    ]


def _run_once(endpoint: AwsEndpoint) -> Iterator[tuple[str, str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        for tool in _tools(Path(folder), endpoint):
            deploy = tool.deploy
            calls = [partial(deploy, DAYS), partial(deploy, DAYS), partial(deploy, OTHER_DAYS), partial(tool.destroy)]
            for step, call in zip(STEPS, calls, strict=True):
                started = time.perf_counter()
                call()
                seconds = time.perf_counter() - started
                log.info("%s, %s: %.2f s", tool.name, step, seconds)
                yield tool.name, step, seconds


def _tools(folder: Path, endpoint: AwsEndpoint) -> Iterator[Tool]:
    yield _engine("in-process", "inprocess", folder, endpoint)
    yield _empty_handlers(folder)
    if shutil.which("pulumi"):
        yield _engine("Pulumi CLI", "cli", folder, endpoint)
    mirror = next((path for path in MIRRORS if any(path.glob("*/hashicorp/aws"))), None)
    if shutil.which("terraform") and mirror:
        with _terraform(folder, mirror, endpoint) as tool:
            yield tool


# --- the engines ----------------------------------------------------------------------------------------------------


def _engine(name: str, engine: str, folder: Path, endpoint: AwsEndpoint) -> Tool:
    settings = Settings(root=folder, project="chinook", stack=engine, deploy_engine=engine)
    place = {**endpoint, "access_key": _new_account()}
    deployments = []

    def deploy(days: int) -> None:
        deployments.append(deploy_stack(settings, _program(days), localstack=place))

    return Tool(name, deploy, lambda: destroy_stack(deployments[-1], localstack=place))


class EmptyHandlers:
    """Answer as a provider with nothing to ask and nothing to make: what is left is the time of engine and SDK."""

    def check(self, _urn: str, _olds: Properties | None, news: Properties) -> Properties:
        return news

    def diff(self, _urn: str, old: State, news: Properties) -> Diff:
        return Diff(frozenset(key for key in news if key != "code" and news[key] != old.inputs.get(key)))

    def create(self, urn: str, inputs: Properties) -> State:
        return State(urn, {**OUTPUTS, **inputs})

    def read(self, _urn: str, _resource_id: str, _inputs: Properties) -> State | None:
        return None

    def update(self, _urn: str, old: State, news: Properties) -> State:
        return State(old.id, {**old.outputs, **news})

    def delete(self, _urn: str, _old: State) -> None:
        pass

    def invoke(self, _token: str, _arguments: Mapping[str, Any]) -> Properties:
        return {"json": "{}"}


def _empty_handlers(folder: Path) -> Tool:
    """Return the in-process engine with a provider that does nothing: an unchanged program takes no less."""
    stack = inprocess.Stack(
        name=StackName("chinook", "empty"),
        factories={"aws": lambda _inputs: EmptyHandlers()},
        config={"aws:region": "us-east-1"},
        checkpoint=Checkpoint(folder / "empty.json", {}),
    )
    return Tool(
        "in-process, empty handlers",
        lambda days: inprocess.run_program(stack, _program(days)),
        lambda: inprocess.destroy(stack),
    )


def _new_account() -> str:
    return f"{secrets.randbelow(9 * 10**11) + 10**11}"


def _program(days: int) -> Callable[[], None]:
    def keep(given: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        if given.type_ != "aws:cloudwatch/logGroup:LogGroup":
            return None
        return pulumi.ResourceTransformResult({**given.props, "retentionInDays": days}, given.opts)

    def program() -> None:
        pulumi.runtime.register_resource_transform(keep)
        api_program(DATABASE)()

    return program


# --- Terraform ------------------------------------------------------------------------------------------------------


@contextmanager
def _terraform(folder: Path, mirror: Path, endpoint: AwsEndpoint) -> Iterator[Tool]:
    """Yield Terraform with the same resources; its initialisation is not counted."""
    folder /= "terraform"
    folder.mkdir()
    (folder / "rc").write_text(f'provider_installation {{ filesystem_mirror {{ path = "{mirror}" }} }}')
    (folder / "code.zip").write_bytes(zip_archive(function_archive()))
    account = _new_account()

    def write(days: int) -> None:
        text = json.dumps({**_provider(endpoint, account), "resource": _resources(folder / "code.zip", days)})
        (folder / "main.tf.json").write_text(text)

    def deploy(days: int) -> None:
        write(days)
        _call(folder, "apply", "-auto-approve", "-input=false")

    write(DAYS)
    _call(folder, "init", "-input=false")
    yield Tool("Terraform, real AWS provider", deploy, lambda: _call(folder, "destroy", "-auto-approve"))


def _call(folder: Path, *words: str) -> None:
    env = {**os.environ, "TF_CLI_CONFIG_FILE": str(folder / "rc"), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
    done = subprocess.run(["terraform", *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackrigError(f"terraform {words[0]} ended with exit code {done.returncode}", evidence=done.stderr)


def _provider(endpoint: AwsEndpoint, account: str) -> dict[str, Any]:
    provider = {
        "region": endpoint.region,
        "access_key": account,
        "secret_key": "test",
        "skip_credentials_validation": True,
        "skip_metadata_api_check": True,
        "endpoints": [dict.fromkeys(SERVICES, endpoint.endpoint_url)],
    }
    return {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}},
        "provider": {"aws": provider},
    }


def _resources(archive: Path, days: int) -> Mapping[str, Any]:
    """Return what chinook_api.program declares."""
    document = yaml.safe_load((FOLDER / "openapi.yaml").read_text(encoding="utf-8"))
    body = json.dumps(integrate(document, "${aws_lambda_function.api.invoke_arn}"))
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    arn = "${aws_secretsmanager_secret.connection.arn}"
    rights = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": arn}
    api, stage = "${aws_api_gateway_rest_api.chinook.id}", "${aws_api_gateway_deployment.chinook.id}"
    return {
        "aws_secretsmanager_secret": {"connection": {"name_prefix": "connection-", "recovery_window_in_days": 0}},
        "aws_secretsmanager_secret_version": {
            "connection": {
                "secret_id": "${aws_secretsmanager_secret.connection.id}",
                "secret_string": json.dumps(DATABASE),
            }
        },
        "aws_iam_role": {"api": {"name_prefix": "api-", "assume_role_policy": _policy(trust)}},
        "aws_iam_role_policy": {"api": {"role": "${aws_iam_role.api.id}", "policy": _policy(rights)}},
        "aws_lambda_function": {
            "api": {
                "function_name": "api",
                "runtime": f"python{PYTHON}",
                "handler": "handler.handle",
                "filename": str(archive),
                "role": "${aws_iam_role.api.arn}",
                "timeout": 15,
                "memory_size": 256,
                "environment": {"variables": {"SECRET_ARN": arn}},
            }
        },
        "aws_cloudwatch_log_group": {"api": {"name": "/aws/lambda/api", "retention_in_days": days}},
        "aws_api_gateway_rest_api": {"chinook": {"name": "chinook", "body": body}},
        "aws_lambda_permission": {
            "api": {
                "action": "lambda:InvokeFunction",
                "function_name": "${aws_lambda_function.api.function_name}",
                "principal": "apigateway.amazonaws.com",
                "source_arn": "${aws_api_gateway_rest_api.chinook.execution_arn}/*",
            }
        },
        "aws_api_gateway_deployment": {
            "chinook": {
                "rest_api_id": api,
                "triggers": {"body": "${sha256(aws_api_gateway_rest_api.chinook.body)}"},
            }
        },
        "aws_api_gateway_stage": {"chinook": {"rest_api_id": api, "deployment_id": stage, "stage_name": "v1"}},
    }


def _policy(statement: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
