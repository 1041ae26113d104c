"""Shorten the traceback of a failed test, and its report."""

import socket
import sysconfig

import pytest

from stackrig.loopback import REFUSED


def cut_internals(error: BaseException) -> bool:
    """End an error's traceback where the project's code called stackrig, else at its fixture; tell whether it did."""
    entry, last = error.__traceback__, None
    while entry:
        module = str(entry.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        if module == "stackrig":
            (last or entry).tb_next = None
            break
        if module not in ("_pytest", "pluggy", "contextlib"):
            last = entry
        entry = entry.tb_next
    return last is not None


def refusal_in(error: BaseException | None) -> str:
    """Return stackrig's sentence about a call to AWS itself, if a library's error was raised from it; else empty."""
    while error:
        if isinstance(error, socket.gaierror) and REFUSED in str(error):
            return str(error.strerror)
        error = error.__cause__ or error.__context__
    return ""


def cut_libraries(error: BaseException) -> None:
    """End an error's traceback where the project's code called a library."""
    libraries, entry, last = sysconfig.get_path("purelib"), error.__traceback__, None
    while entry:
        if not entry.tb_frame.f_code.co_filename.startswith(libraries):
            last = entry
        entry = entry.tb_next
    if last:
        last.tb_next = None


def shorten(report: pytest.TestReport, *, to_message: bool) -> None:
    """Leave out a StackrigError's causes, which its message contains, and code where only stackrig's own is left."""
    if chain := getattr(report.longrepr, "chain", None):
        del chain[:-1]
        entry = chain[-1][0].reprentries[-1]
        if to_message and (message := [line for line in entry.lines if line.startswith("E")]):
            entry.lines, entry.reprfuncargs, entry.reprlocals = message, None, None
