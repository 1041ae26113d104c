"""A project's program in its own process, which calls the engine at its addresses, as under the Pulumi CLI."""

import json
import logging
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from stackrig.deployment.engines.ahead import take_ahead
from stackrig.deployment.engines.child_processes import Owned, ask_to_end, end_owned, start_owned
from stackrig.deployment.engines.program import ORGANIZATION, PARALLEL
from stackrig.deployment.engines.program_commands import (
    environment_of,
    install_python,
    node_command,
    tell_absent_python,
)
from stackrig.deployment.engines.stack import StackDescription
from stackrig.deployment.engines.values import Secret, plain, redact
from stackrig.deployment.program_folders import ProgramFolder
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

TAIL = 20  # lines of a program's output that are shown when it fails
COLORS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
NO_SDK = 3  # exit code of outside/python_program.py
READ_TIMEOUT = 2.0  # seconds for the rest of the output after the process has ended


@dataclass(frozen=True, slots=True)
class Ended:
    """Describe how a program's process ended: its exit code, negative for a signal, and its last lines of output."""

    code: int
    tail: tuple[str, ...] = field(default=())


def run_process(
    program: ProgramFolder,
    stack: StackDescription,
    port: int,
    *,
    preview: bool = False,
    hidden: Callable[[], set[str]],
    stops: list[Callable[[], None]],
) -> Ended:
    """Run a program to its end against the engine at a port; its output is logged line by line.

    Args:
        hidden: returns the texts that must not be shown.
        stops: receives a function that ends the program.

    Raises:
        DeployError: the process can't be started.
    """
    order = _order(program, stack, port, preview=preview)
    owned = _started(program, order)
    stops.append(lambda: ask_to_end(owned))
    tail: deque[str] = deque(maxlen=TAIL)
    reader = threading.Thread(target=_follow, args=(owned, hidden, tail), daemon=True)
    reader.start()
    owned.child.wait()
    reader.join(READ_TIMEOUT)
    return Ended(end_owned(owned), tuple(tail))


def process_error(program: ProgramFolder, ended: Ended, messages: list[str], secrets: set[str]) -> DeployError | None:
    """Return the error to report for a failed program; None for one that did not fail.

    Args:
        messages: the errors that it sent to the engine. The last one ended it.
    """
    if not ended.code:
        return None
    text, tail = messages[-1] if messages else "", "\n".join(ended.tail)
    summary, _, rest = text.partition("\n")
    how = f"killed by signal {-ended.code}" if ended.code < 0 else f"exit code {ended.code}"
    message = f"the Pulumi program in {program.folder} failed: {summary or how}"
    evidence = rest if text else f"its last output:\n{tail}" if tail else ""
    remedies = [install_python(program)] if ended.code == NO_SDK else []
    return DeployError(redact(message, secrets), evidence=redact(evidence, secrets), remedies=remedies)


def _order(program: ProgramFolder, stack: StackDescription, port: int, *, preview: bool) -> dict[str, Any]:
    secret_keys = [key for key, value in stack.config.items() if isinstance(value, Secret)]
    texts = {key: plain(value) for key, value in stack.config.items()}
    return {
        "monitor": f"127.0.0.1:{port}",
        "engine": f"127.0.0.1:{port}",
        "project": stack.name.project,
        "stack": stack.name.stack,
        "organization": ORGANIZATION,
        "parallel": PARALLEL,
        "preview": preview,
        "folder": str(program.folder),
        "main": program.entry,
        "config": texts,
        "secret_keys": secret_keys,
        "environment": {
            **stack.environment,
            "PULUMI_CONFIG": json.dumps(texts),
            "PULUMI_CONFIG_SECRET_KEYS": json.dumps(secret_keys),
        },
    }


def _started(program: ProgramFolder, order: Mapping[str, Any]) -> Owned:
    if program.runtime == "nodejs":
        environment = {**environment_of(program), **order["environment"]}
        return start_owned(node_command(program, order), program.work, environment, ordered=False)
    tell_absent_python(program)
    owned = take_ahead(program)
    with suppress(BrokenPipeError):  # the process has ended: its output tells why
        if owned.child.stdin:
            owned.child.stdin.write(json.dumps(order).encode() + b"\n")
            owned.child.stdin.close()
    return owned


def _follow(owned: Owned, hidden: Callable[[], set[str]], tail: "deque[str]") -> None:
    for line in _lines(owned):
        text = redact(line, hidden())
        tail.append(text)
        log.info("%s", text)


def _lines(owned: Owned) -> Iterator[str]:
    for line in owned.child.stdout or ():
        if text := COLORS.sub("", line.decode(errors="replace")).rstrip():
            yield text
