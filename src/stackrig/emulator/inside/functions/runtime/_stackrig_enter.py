"""Give a runtime that isn't Python its places, then become it: `_stackrig_enter.py PROGRAM... REQUESTS RESPONSES`.

The program gets the function's options as JSON after its own words, then the numbers of the two pipes. Runs in
LocalStack's interpreter.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import _stackrig_places  # type: ignore[import-not-found]


def main() -> None:
    """Read the options, enter the function's places and run the program in this process."""
    *command, requests, responses = sys.argv[1:]
    options = json.loads(_read_line(int(requests)))
    options["warnings"] = _settle(options, command)
    _guard(int(requests), int(responses))
    os.execv(command[0], [*command, json.dumps(options), requests, responses])  # noqa: S606  # no shell is wanted


def _read_line(descriptor: int) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(descriptor, 1)  # not more: the next message is the program's
        if not byte:
            sys.exit(1)
        line += byte
    return line


def _settle(options: dict[str, Any], command: list[str]) -> list[str]:
    places = _stackrig_places
    needed = [str(Path(word).parent) for word in command]
    try:
        places.place(options, needed)
    except places.NoNamespaceError as error:
        os.environ.update(LAMBDA_TASK_ROOT=options["code"], HOME=options["scratch"], TMPDIR=options["scratch"])
        return [places.FORBIDDEN.format(error)]
    finally:
        os.environ["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + options["runtime"]
    os.environ.update(LAMBDA_TASK_ROOT=places.TASK, HOME=places.TMP)
    return []


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
