"""Let a run of pytest debug the functions that it calls, and say how an editor reaches them."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from stackrig.emulator.debugging import (
    CODE,
    DebuggedFunction,
    debugged_functions,
    launch_configuration,
    lending_terminal,
    start_debuggers,
)
from stackrig.emulator.server import AwsEndpoint
from stackrig.rig.parts import Server
from stackrig.settings import Settings


@contextmanager
def debugging(config: pytest.Config, settings: Settings) -> Iterator[Callable[[Server], None]]:
    """Yield a function to call with each server that has started; it begins debugging, which ends with the block."""
    with ExitStack() as lent:

        def begin(endpoint: Server) -> None:
            if not isinstance(endpoint, AwsEndpoint):
                return
            if endpoint.backend == "embedded" and _is_interactive(config):
                lent.enter_context(lending_terminal(endpoint))
            if settings.debug_functions:
                start_debuggers(endpoint, settings.debug_functions)

        yield begin


def _is_interactive(config: pytest.Config) -> bool:
    """Tell whether pytest leaves the terminal to tests: `-s`, in no worker of pytest-xdist."""
    is_ours = config.getoption("capture") == "no" and not hasattr(config, "workerinput")
    return is_ours and sys.__stdin__ is not None and os.isatty(sys.__stdin__.fileno())


def describe_debuggers(endpoint: AwsEndpoint, root: Path, wanted: str) -> str:
    """Return the configurations that an editor needs to debug functions, ready to paste."""
    found = debugged_functions(endpoint, root)
    if not found:
        return f"no Python function is deployed that --debug-functions={wanted} names"
    launch = {"version": "0.2.0", "configurations": [launch_configuration(one) for one in found]}
    return "\n".join(
        [
            "the next invocation of each of these functions waits for a debugger, without a time-out",
            "VS Code, .vscode/launch.json:",
            json.dumps(launch, indent=2),
            "PyCharm and other editors that speak the Debug Adapter Protocol attach to:",
            *(_place(one) for one in found),
        ]
    )


def _place(function: DebuggedFunction) -> str:
    local = function.folder or "the folder of its code"
    return f"  127.0.0.1:{function.port}  {function.name}, path mapping {local} = {CODE}"
