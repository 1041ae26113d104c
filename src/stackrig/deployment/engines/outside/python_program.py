"""Run a Pulumi program in its project's own Python, as pulumi-language-python-exec does. Any Pulumi SDK 3 works.

It imports the SDK at once. Then a line of JSON on standard input says what to run: monitor, engine, project, stack,
organization, folder, main, parallel, preview, config, secret_keys, environment. Without one the script just ends.
A failure goes to the engine as an error message, with the program's own part of the traceback below it.
"""

from __future__ import annotations  # the project may have an old Python

import asyncio
import contextlib
import gc
import inspect
import json
import logging
import os
import runpy
import sys
import sysconfig
import traceback
import warnings
from typing import Any

FRAMES = 6


def _import_sdk() -> None:
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"pulumi_aws(\.|$)")
    try:
        import pulumi.runtime  # noqa: F401
    except ImportError as error:
        sys.stderr.write(f"{sys.executable} can't import the Pulumi SDK: {error}\n")
        sys.exit(3)
    with contextlib.suppress(ImportError):
        import pulumi_aws  # noqa: F401  # most programs need it, and it takes a moment


def _configure(order: dict[str, Any]) -> None:
    from pulumi import runtime

    texts, secrets = order["config"], order["secret_keys"]
    if hasattr(runtime, "set_all_config"):
        runtime.set_all_config(texts, secrets)
    else:
        for key, text in texts.items():
            runtime.set_config(key, text)
    known = inspect.signature(runtime.Settings.__init__).parameters
    wanted = {
        "project": order["project"],
        "stack": order["stack"],
        "parallel": order["parallel"],
        "monitor": order["monitor"],
        "engine": order["engine"],
        "dry_run": order["preview"],
        "organization": order["organization"],
        "root_directory": order["folder"],
    }
    runtime.configure(runtime.Settings(**{name: value for name, value in wanted.items() if name in known}))


def _describe(error: BaseException) -> str:
    """Return the exception, and below it the program's lines that it passed."""
    library, packages = sysconfig.get_path("stdlib"), os.sep + "site-packages" + os.sep
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith((library + os.sep, "<frozen")) and packages not in frame.filename
        if frame.filename != __file__
    ]
    text = "".join(traceback.format_exception_only(type(error), error)).strip()
    return "\n".join([text, *(line.rstrip() for line in traceback.format_list(frames[-FRAMES:]))])


def _run(order: dict[str, Any]) -> int:
    from pulumi import log, runtime

    _configure(order)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # it complains of unawaited results after a failure
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    main = order["main"]
    sys.argv = [main]

    def program() -> None:
        runpy.run_path(main, run_name="__main__")

    try:
        loop.run_until_complete(runtime.run_in_stack(program))
    except BaseException as error:  # noqa: BLE001  # SystemExit too: a program that exits has failed
        log.error(_describe(error))
        return 1
    finally:
        loop.close()
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _main() -> int:
    sys.path.pop(0)  # this script's folder
    # Its modules are 80,000 objects that stay: looking for garbage among them takes a tenth of the imports' time.
    gc.disable()
    _import_sdk()
    gc.freeze()
    gc.enable()
    line = sys.stdin.readline()
    if not line:
        return 0
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    order = json.loads(line)
    os.environ.update(order["environment"])
    return _run(order)


if __name__ == "__main__":
    sys.exit(_main())
