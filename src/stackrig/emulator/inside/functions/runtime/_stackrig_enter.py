"""Give a runtime its places, then become it: `_stackrig_enter.py PROGRAM... REQUESTS RESPONSES`.

Runtimes that aren't Python's are started so, and Python's where what its loader or a wrapper needs lies in those
places. The program finds the function's options and the numbers of its two pipes in the environment variable CHANNEL.
Runs in LocalStack's interpreter.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import _stackrig_places  # type: ignore[import-not-found]

CHANNEL = "_STACKRIG_CHANNEL"
WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER"  # https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html


def main() -> None:
    """Read the options, enter the function's places and run the program in this process."""
    *command, requests, responses = sys.argv[1:]
    options = json.loads(_read_line(int(requests)))
    places, warnings = _settle(options, command)
    channel = {**options, **places, "warnings": warnings, "pipes": [int(requests), int(responses)]}
    _guard(int(requests), int(responses))
    os.environ[CHANNEL] = json.dumps(channel)
    wrapper = os.environ.get(WRAPPER)
    words = [wrapper, *command] if wrapper else command
    try:
        os.execv(words[0], words)  # noqa: S606  # no shell is wanted
    except OSError as error:
        sys.exit(f"{words[0]} can't be run: {error.strerror}")


def _read_line(descriptor: int) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(descriptor, 1)  # not more: the next message is the program's
        if not byte:
            sys.exit(1)
        line += byte
    return line


def _settle(options: dict[str, Any], command: list[str]) -> tuple[dict[str, Any], list[str]]:
    needed = [str(Path(word).parent) for word in command if word.startswith("/")] + options["needed"]
    places, warnings = _stackrig_places.settle_environment(options, needed)
    return places, warnings


def _guard(requests: int, responses: int) -> None:
    """Leave a process behind that ends the program when LocalStack ends: a busy one would not notice."""
    program = os.getpid()
    if os.fork():
        return
    os.close(responses)  # its closing tells LocalStack that the program ended
    _stackrig_places.wait_for_hangup(requests)
    _stackrig_places.end_family(program if os.getppid() == program else os.getpid())


if __name__ == "__main__":
    main()
