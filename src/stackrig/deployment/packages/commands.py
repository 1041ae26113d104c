"""The package `command`: commands that run on this machine.

Types and rules of https://www.pulumi.com/registry/packages/command/. Commands on other machines are refused.
"""

import os
import secrets
import subprocess
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.packages.package import Kind, Package, Surroundings
from stackrig.deployment.provider.contract import Properties, UnsupportedError
from stackrig.errors import DeployError

SHELL = ("/bin/sh", "-c")
TAIL = 2000  # letters of a command's output that its error shows
UNSERVED = ("archivePaths", "assetPaths")


def _run(surroundings: Surroundings, command: str, inputs: Properties, before: Mapping[str, Any]) -> Properties:
    """Run a command to its end, and return what it wrote.

    Raises:
        DeployError: it could not be run, or its exit code was not 0.
    """
    words = [*(inputs.get("interpreter") or SHELL), command]
    previous = {}
    if before and inputs.get("addPreviousOutputInEnv") is not False:
        previous = {f"PULUMI_COMMAND_{key.upper()}": str(before.get(key) or "") for key in ("stdout", "stderr")}
    # The surroundings hold every setting of AWS: a profile of the user's beside them would lead elsewhere.
    own = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
    given = {key: str(value) for key, value in (inputs.get("environment") or {}).items()}
    try:
        done = subprocess.run(  # the program's own command
            words,
            cwd=surroundings.folder / (inputs.get("dir") or "."),
            env={**own, **surroundings.environment, **previous, **given},
            input=inputs.get("stdin"),
            stdin=None if inputs.get("stdin") is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise DeployError(f"the command {command!r} could not be run: {error}") from error
    if done.returncode:
        failure = DeployError(f"the command {command!r} ended with exit code {done.returncode}")
        failure.add_note(f"its output: {(done.stdout + done.stderr)[-TAIL:].strip()}")
        raise failure
    return {"stdout": done.stdout.removesuffix("\n"), "stderr": done.stderr.removesuffix("\n")}


def _check(_surroundings: Surroundings, inputs: Properties) -> Properties:
    for name in UNSERVED:
        if inputs.get(name):
            raise UnsupportedError(f"stackrig's command.local.Command has no {name}")
    return inputs


def _create(surroundings: Surroundings, name: str, inputs: Properties) -> tuple[str, Properties]:
    made = _run(surroundings, inputs["create"], inputs, {}) if inputs.get("create") else {"stdout": "", "stderr": ""}
    return f"{name}{secrets.token_hex(4)}", made


def _update(surroundings: Surroundings, outputs: Properties, inputs: Properties) -> Properties:
    command = inputs.get("update") or inputs.get("create")
    return _run(surroundings, command, inputs, outputs) if command else {"stdout": "", "stderr": ""}


def _delete(surroundings: Surroundings, properties: Properties) -> None:
    if properties.get("delete"):
        _run(surroundings, properties["delete"], properties, properties)


def _invoke(surroundings: Surroundings, arguments: Properties) -> Properties:
    _check(surroundings, arguments)
    return {**arguments, **_run(surroundings, arguments["command"], arguments, {})}


KIND = Kind(_create, update=_update, delete=_delete, check=_check, replace_on=frozenset({"triggers"}))
PACKAGES = (Package("command", {"command:local:Command": KIND}, {"command:local:run": _invoke}),)
