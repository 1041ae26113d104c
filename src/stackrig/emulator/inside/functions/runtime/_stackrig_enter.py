"""Enter a runtime's folders, then become it: `_stackrig_enter.py PROGRAM... REQUESTS RESPONSES`.

Runtimes other than Python's start so, and Python's if its loader, a wrapper or extensions need files in those
folders. The program finds the function's options and the numbers of its two pipes in the environment variable
CHANNEL. Runs in LocalStack's interpreter.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import _stackrig_places  # type: ignore[import-not-found]

CHANNEL = "_STACKRIG_CHANNEL"
BOOTSTRAP = "bootstrap"  # the program of a custom runtime
PROCESSES = "/stackrig/processes"  # see runtime_api.py
WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER"  # https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html


def main() -> None:
    """Read the options, enter the function's folders and run the program in this process."""
    *command, requests, responses = sys.argv[1:]
    options = json.loads(_read_line(int(requests)))
    places, warnings = _settle(options, command)
    channel = {**options, **places, "warnings": warnings, "pipes": [int(requests), int(responses)]}
    _guard(int(requests), int(responses))
    if options["extensions"]:
        _start_extensions(Path(places["layers"], "extensions"))
    if command == [BOOTSTRAP]:
        command = [_find_bootstrap(places, int(responses))]
    else:
        os.environ[CHANNEL] = json.dumps(channel)
    wrapper = os.environ.get(WRAPPER)
    words = [wrapper, *command] if wrapper else command
    try:
        os.execv(words[0], words)  # noqa: S606  # no shell is wanted
    except OSError as error:
        sys.exit(f"{words[0]} can't be run: {error.strerror}")


def _start_extensions(folder: Path) -> None:
    """Start the programs in a folder and wait until they have registered, as the runtime must."""
    from http.client import HTTPConnection

    processes = {}
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        processes[path.name] = os.fork()
        if not processes[path.name]:
            _become(path)
    api = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    api.request("POST", PROCESSES, json.dumps(processes), {"Content-Type": "application/json"})
    api.getresponse().read()
    api.close()


def _become(extension: Path) -> None:
    try:
        os.execv(extension, [str(extension)])  # noqa: S606  # no shell is wanted
    except OSError as error:
        sys.stderr.write(f"{extension} can't be run: {error.strerror}\n")
    os._exit(1)


def _find_bootstrap(places: dict[str, Any], responses: int) -> str:
    tried = [f"{folder}/{BOOTSTRAP}" for folder in (places["code"], places["layers"] or "/opt")]
    for path in tried:
        if Path(path).exists():
            return path
    message = f"Couldn't find valid bootstrap(s): [{' '.join(tried)}]"
    error = {"errorType": "Runtime.InvalidEntrypoint", "errorMessage": message}
    os.write(responses, json.dumps({"warnings": [], "error": error}).encode() + b"\n")
    sys.exit(message)


def _read_line(descriptor: int) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(descriptor, 1)  # read no more: the next message is the program's
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
    os.close(responses)  # closing it tells LocalStack that the program ended
    _stackrig_places.wait_for_hangup(requests)
    _stackrig_places.end_family(program if os.getppid() == program else os.getpid())


if __name__ == "__main__":
    main()
