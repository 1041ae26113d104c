"""The pipelines of docs/ci.md, run as they stand: each job's commands, in a checkout of a project with four tests.

Run by `nox -s recipes`.
"""

import math
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from stackrig.folders import user_cache
from tests.downstream.pages import CHECKOUT, COMMAND_TIMEOUT, write

PAGE = (CHECKOUT / "docs" / "ci.md").read_text(encoding="utf-8")
PROJECT = "docs/recipes/sqlalchemy.md"
TESTS = 4
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PIPELINES = [yaml.safe_load(textwrap.dedent(block)) for block in BLOCK.findall(PAGE)]
# These plugins have a say in every run of pytest, and the project is without them.
SHELL = {"PYTEST_ADDOPTS": "-p no:asyncio -p no:django", "CI": "true"}


class Runner:
    """Run jobs in fresh checkouts of a project, all in one folder, and keep what they upload."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.artifacts = folder / "artifacts"

    def run(self, job: dict[str, Any], group: str = "") -> None:
        """Run the steps of a job of GitHub Actions, on the machine of a group."""
        shutil.rmtree(self.checkout, ignore_errors=True)
        write(self.checkout, PROJECT)
        for step in job["steps"]:
            self._step(_filled(step, group))

    def _step(self, step: dict[str, Any]) -> None:
        action, given = step.get("uses", "").partition("@")[0], step.get("with", {})
        if "run" in step:
            run_line(step["run"], self.checkout, step.get("env", {}))
        elif action == "actions/cache":
            with pytest.MonkeyPatch.context() as patch:
                patch.delenv("XDG_CACHE_HOME", raising=False)
                assert Path(given["path"]).expanduser() == user_cache()
        elif action == "actions/upload-artifact":
            for pattern in given["path"].split():
                for path in _found(self.checkout, pattern):
                    place = self.artifacts / given["name"] / path.name
                    place.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, place)
        elif action == "actions/download-artifact":
            for path in _found(self.artifacts, f"{given['pattern']}/*"):
                shutil.copy(path, self.checkout)


def _found(folder: Path, pattern: str) -> list[Path]:
    paths = sorted(folder.glob(pattern))
    assert paths, f"nothing in {folder} is {pattern}"
    return paths


def _filled(step: dict[str, Any], group: str) -> dict[str, Any]:
    """Put the number of the machine in for the expression of the matrix."""
    filled: dict[str, Any] = yaml.safe_load(yaml.safe_dump(step, width=math.inf).replace("${{ matrix.group }}", group))
    return filled


def run_line(line: str, folder: Path, variables: dict[str, str]) -> None:
    """Run a line as a CI server's shell does; what it would install is installed."""
    if line.startswith("pip install"):
        return
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **SHELL, "PATH": path, **variables}
    done = subprocess.run(
        ["bash", "-ec", line],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=COMMAND_TIMEOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def passed(report: Path) -> int:
    """Return how many tests of a JUnit file passed."""
    cases = list(ET.parse(report).getroot().iter("testcase"))  # noqa: S314  # made by this test
    return sum(1 for case in cases if not list(case))


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Return what runs jobs, as on a machine whose user has no variables of stackrig's set."""
    for name in [name for name in os.environ if name.startswith(("STACKRIG_", "COV_", "COVERAGE_"))]:
        monkeypatch.delenv(name)
    return Runner(tmp_path)


def test_one_machine_of_github(runner: Runner) -> None:
    """The workflow runs the project's tests and leaves a JUnit file."""
    runner.run(PIPELINES[0]["jobs"]["tests"])

    assert passed(runner.checkout / "report.xml") == TESTS


def test_a_job_of_gitlab(runner: Runner) -> None:
    """The job's script runs the project's tests; the caches and the JUnit file are where it says."""
    job = PIPELINES[1]["tests"]
    project = write(runner.checkout, PROJECT)
    variables = {name: value.replace("$CI_PROJECT_DIR", str(project)) for name, value in job["variables"].items()}
    for line in job["script"]:
        run_line(line, project, variables)

    assert passed(project / job["artifacts"]["reports"]["junit"]) == TESTS
    assert all((project / path).is_dir() for path in job["cache"]["paths"])


def test_shards_and_their_results(runner: Runner) -> None:
    """Each machine runs a part of the tests on a rig of its own; reports and coverage are merged into one."""
    jobs = PIPELINES[2]
    for group in jobs["tests"]["strategy"]["matrix"]["group"]:
        runner.run(jobs["tests"], str(group))
        assert passed(runner.checkout / f"report-{group}.xml") < TESTS
    runner.run(jobs["results"])

    assert passed(runner.checkout / "report.xml") == TESTS
    assert len(list(runner.checkout.glob("report-?.html"))) == len(jobs["tests"]["strategy"]["matrix"]["group"])
    run_line("coverage report --include=models.py --fail-under=100", runner.checkout, {})
