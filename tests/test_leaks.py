"""The suite's own check of what is left behind."""

import os
import signal
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
ROOT = Path(__file__).parents[1]


FOLDER, PROCESS = "tempfile.mkdtemp(prefix='stackrig-')", "subprocess.Popen(['sleep', '60']).pid"


@pytest.mark.parametrize(
    ("left", "workers"),
    [
        pytest.param(FOLDER, [], id="folder-one process"),
        pytest.param(PROCESS, ["-n2"], id="process-workers"),
        pytest.param(FOLDER, ["-n2"], id="folder-workers", marks=pytest.mark.gate),
        pytest.param(PROCESS, [], id="process-one process", marks=pytest.mark.gate),
    ],
)
def test_what_a_test_leaves_fails_the_suite(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, left: str, workers: list[str]
) -> None:
    """A suite whose tests pass fails when a session's folder or a process of it is left, and names it."""
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)  # the inner suite is no worker of this one
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8").replace("PROMISE = 20.0", "PROMISE = 0.2"))
    pytester.makepyfile(f"import subprocess, tempfile\ndef test_it():\n    print('left', {left})")

    result = pytester.runpytest_subprocess(*workers, "-rP", "-p", "no:stackrig", "-o", f"pythonpath={ROOT}")

    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*left *", "The suite left behind:", "*s*"])
    _end(result.outlines)


def _end(lines: list[str]) -> None:
    for line in lines:
        if line.startswith("left ") and line.split()[1].isdecimal():
            os.kill(int(line.split()[1]), signal.SIGKILL)
