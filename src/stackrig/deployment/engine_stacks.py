"""The stack of a target in the form that its engine takes: provider, configuration, state and environment."""

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from stackrig.deployment.program_folders import ProgramFolder
from stackrig.deployment.targets import AWS_CONFIG, Target, cli_state_file
from stackrig.errors import DeployError
from stackrig.loopback import aws_variables

if TYPE_CHECKING:
    from stackrig.deployment.engines import cli, inprocess
    from stackrig.deployment.provider.configuration import Place

    Stack = inprocess.Stack | cli.CliStack


def make_stack(target: Target, config: Mapping[str, Any], folder: ProgramFolder | None) -> "Stack":
    """Return the stack at a target.

    Args:
        config: the whole configuration of the stack.
        folder: the Pulumi project, if the program is one.

    Raises:
        DeployError: the other engine has deployed the stack.
    """
    from stackrig.deployment.engines import inprocess
    from stackrig.deployment.engines.state import Checkpoint
    from stackrig.deployment.provider.configuration import make_provider
    from stackrig.deployment.stack_outputs import read_stack_outputs
    from stackrig.deployment.urns import StackName

    description: dict[str, Any] = {
        "name": StackName(target.project, target.stack),
        "root": folder.work if folder else target.root,
        "program": folder.folder if folder else None,
        "factories": {"aws": partial(make_provider, _place(target))},
        "defaults": {"aws": {**_aws_inputs(config), "region": target.region, **_access_key(target)}},
        "config": config,
        "disposable": target.disposable,
        "environment": _environment(target),
        "replaced": target.replaced,
        "references": partial(read_stack_outputs, target, target.stack_outputs),
    }
    theirs = cli_state_file(target.backend, target.project, target.stack)
    if (target.state_file if target.engine.kind == "cli" else theirs).exists():
        raise DeployError(
            f"the stack {target.stack} was deployed by the other engine, not by {target.engine.kind}",
            remedies=[f"--deploy-engine={'inprocess' if target.engine.kind == 'cli' else 'cli'}", "invoke teardown"],
        )
    if target.engine.kind == "inprocess":
        checkpoint = Checkpoint(target.state_file, target.identity, target.endpoint_url)
        return inprocess.Stack(checkpoint=checkpoint, **description)
    return _make_cli_stack(target, description)


def _place(target: Target) -> "Place":
    from stackrig.deployment.provider.configuration import Place
    from stackrig.emulator.clients import Keys

    return Place(
        endpoint_url=target.endpoint_url,
        region=target.region,
        keys=Keys(target.access_key, target.secret_key),
        account="" if target.endpoint_url else target.access_key,
        disposable=target.disposable,
    )


def _aws_inputs(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs of the default AWS provider that the stack config holds; `make_target` took the others."""
    from stackrig.deployment.engines.values import plain

    given = {key.removeprefix("aws:"): value for key, value in config.items() if key.startswith("aws:")}
    return {key: value for key, value in plain(given).items() if key not in AWS_CONFIG.values()}


def _access_key(target: Target) -> dict[str, str]:
    """Return the provider's input that keeps accounts of an emulator apart; on AWS the credentials do that."""
    return {"accessKey": target.access_key} if target.endpoint_url else {}


def _make_cli_stack(target: Target, description: Mapping[str, Any]) -> "Stack":
    from stackrig.deployment.engines.cli import CliStack
    from stackrig.deployment.provider.plugin import plugin_inputs

    inputs = plugin_inputs(target.endpoint_url, target.access_key) if target.plugins else _access_key(target)
    return CliStack(
        command=target.engine.command,
        folder=target.backend,
        identity=target.identity,
        endpoint=target.endpoint_url,
        plugins=target.plugins,
        package_config={f"aws:{key}": value for key, value in inputs.items()},
        provider_inputs={"aws": inputs} if target.plugins else {},
        **description,
    )


def _environment(target: Target) -> dict[str, str]:
    """Return the AWS settings for processes that deploy: the emulator's, or the user's for AWS itself."""
    variables = aws_variables(target.endpoint_url, target.region, target.access_key)
    if target.endpoint_url:
        return {**variables, "AWS_SECRET_ACCESS_KEY": target.secret_key}
    return {**{name: value for name, value in os.environ.items() if name.startswith("AWS_")}, **variables}
