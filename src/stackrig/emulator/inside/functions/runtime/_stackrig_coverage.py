"""Measure the coverage of a function with the `coverage` of the tests that call it.

Standard library only, Python 3.7 or later: this runs in the function's own interpreter.
"""

# Paths are strings here: the import of pathlib would cost every cold start 10 ms.
# ruff: noqa: PTH100, PTH105, PTH123
from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as `typing` has it, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# Its log is the function's. A Python other than the tests' has no C tracer: measuring is slower there, and as exact.
QUIET = ["no-ctracer", "no-data-collected", "no-sysmon", "trace-changed"]

_measured: list[Any] = []  # coverage's object, and the file for its data


def begin(wanted: Mapping[str, Any]) -> None:
    """Begin to measure the files that are sources of the project; names are those in the code's folder."""
    sys.path.insert(0, wanted["package"])
    try:
        import json

        import coverage

        with open(wanted["data"][: -len(".data")] + ".json", encoding="utf-8") as file:
            names = [os.path.abspath(name) for name in json.load(file)]
        measured = coverage.Coverage(data_file=None, branch=wanted["branch"], include=names, config_file=False)
        measured.set_option("run:relative_files", True)  # noqa: FBT003  # takes no names
        measured.set_option("run:disable_warnings", QUIET)
        measured.start()
        _measured.extend((measured, wanted["data"]))
    except Exception as error:  # noqa: BLE001  # such as a Python that this coverage doesn't know
        print("[stackrig] no coverage: " + str(error), flush=True)  # noqa: T201  # the log
    finally:
        sys.path.remove(wanted["package"])


def save() -> None:
    """Write all data so far, by one rename: this process never ends by itself, and is killed at some time."""
    if not _measured:
        return
    measured, path = _measured
    try:
        data = measured.get_data().dumps()
        with open(path + ".draft", "wb") as file:
            file.write(data)
        os.replace(path + ".draft", path)
    except Exception as error:  # noqa: BLE001  # the run has ended and its folder is gone
        print("[stackrig] coverage is not saved: " + str(error), flush=True)  # noqa: T201  # the log
