"""The suite's own check of what is left behind."""

import os
import signal
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
ROOT = Path(__file__).parents[1]


LEAVING = """
import subprocess, tempfile

def test_it():
    tempfile.mkdtemp(prefix="stackrig-")
    print("left", subprocess.Popen(["sleep", "300"]).pid)
"""


@pytest.mark.parametrize("workers", [pytest.param([], marks=pytest.mark.gate), ["-n2"]], ids=["alone", "workers"])
def test_what_a_test_leaves_fails_the_suite(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: list[str]
) -> None:
    """A suite whose tests pass fails when a session's folder and a process of it are left, and names both."""
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)  # the inner suite is no worker of this one
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8").replace("PROMISE = 60.0", "PROMISE = 0.2"))
    pytester.makepyfile(LEAVING)

    result = pytester.runpytest_subprocess(*workers, "-rP", "-p", "no:stackrig", "-o", f"pythonpath={ROOT}")

    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["left *", "The suite left behind:", "*/stackrig-*", "sleep 300"])
    _end(result.outlines)


def _end(lines: list[str]) -> None:
    for line in lines:
        if line.startswith("left ") and line.split()[1].isdecimal():
            os.kill(int(line.split()[1]), signal.SIGKILL)
