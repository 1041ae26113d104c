"""The coverage of functions: a run of tests that measures its own measures what its functions run, too."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import coverage
import pytest

from stackrig.emulator.function_coverage import FunctionCoverage, measured_files
from stackrig.emulator.server import AwsEndpoint

HANDLER = """\
from lib.prices import price

def handle(event, context):
    if event == "fail":
        raise ValueError(event)
    return sum(price(one) for one in event)

def never():
    return 1
"""
PRICES = """\
def price(item):
    if item == "tea":
        return 3
    if item == "coffee":
        return 4
    return 0
"""
OTHER = "def other():\n    return 1\n"  # the functions have it from elsewhere
TESTS = """\
import io, json, zipfile
import pytest

@pytest.fixture(scope="session")
def shop(aws_session, pytestconfig, worker):
    buffer, root, client = io.BytesIO(), pytestconfig.rootpath, aws_session.client("lambda")
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.write(root / "covered" / "handler.py", "handler.py")
        packed.write(root / "covered" / "lib" / "prices.py", "lib/prices.py")
        packed.writestr("lib/other.py", "def other(): return 1")
    name = f"covered-{pytestconfig.rootpath.name}-{worker}"
    client.create_function(FunctionName=name, Runtime="python3.12", Handler="handler.handle",
        Role="arn:aws:iam::000000000000:role/any", Code={"ZipFile": buffer.getvalue()})
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 0.1})
    yield lambda event: json.load(client.invoke(FunctionName=name, Payload=json.dumps(event))["Payload"])
    client.delete_function(FunctionName=name)

@pytest.fixture(scope="session")
def worker(pytestconfig):
    return getattr(pytestconfig, "workerinput", {}).get("workerid", "")

def test_tea(shop):
    assert shop(["tea"]) == 3

def test_other(shop):
    assert shop(["coffee"]) == 4
    assert shop("fail")["errorType"] == "ValueError"
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    """Write a project with the sources of a function, and tests that call it."""
    folder = pytester.path
    (folder / "covered" / "lib").mkdir(parents=True)
    packages = {"__init__.py": "", "lib/__init__.py": ""}
    files = {**packages, "handler.py": HANDLER, "lib/prices.py": PRICES, "lib/other.py": OTHER}
    for name, content in files.items():
        (folder / "covered" / name).write_text(content, encoding="utf-8")
    (folder / "test_shop.py").write_text(TESTS, encoding="utf-8")
    return folder


def measured(project: Path, *words: str, branch: bool = True) -> dict[str, Any]:
    """Run Python in a project and return what coverage reports of its files."""
    subprocess.run([sys.executable, "-m", *words], cwd=project, check=True)
    report = [sys.executable, "-m", "coverage", "json", "-o", "report.json"]
    subprocess.run(report, cwd=project, check=True)
    found = json.loads((project / "report.json").read_text(encoding="utf-8"))
    assert found["meta"]["branch_coverage"] == branch
    files: dict[str, Any] = found["files"]
    return files


def check_lines(files: dict[str, Any]) -> None:
    """Check the lines that only functions have run, and that those they have not run are missing."""
    handler, prices = files["covered/handler.py"], files["covered/lib/prices.py"]
    assert handler["executed_lines"] == [1, 3, 4, 5, 6, 8]
    assert handler["missing_lines"] == [9]
    assert prices["executed_lines"] == [1, 2, 3, 4, 5]
    assert prices["missing_lines"] == [6]


def test_functions_are_measured(project: Path, localstack_server: AwsEndpoint) -> None:
    """`coverage run` reports statements and branches that only a function ran, and none of files that it lacks."""
    pytest_words = ["pytest", "-p", "no:cacheprovider", f"--localstack-image={localstack_server.endpoint_url}"]

    files = measured(project, "coverage", "run", "--branch", "--source=covered", "-m", *pytest_words)

    check_lines(files)
    assert files["covered/lib/prices.py"]["missing_branches"] == [[4, 6]]
    assert files["covered/handler.py"]["missing_branches"] == []
    assert files["covered/lib/other.py"]["executed_lines"] == []


@pytest.mark.gate
@pytest.mark.parametrize("branch", [False, True], ids=["statements", "branches"])
@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "with workers"])
def test_pytest_cov_measures_functions(
    project: Path, localstack_server: AwsEndpoint, workers: list[str], *, branch: bool
) -> None:
    """With pytest-cov the data of functions are in the report, those that workers of pytest-xdist called too."""
    options = ["--cov=covered", "--cov-report=", *(["--cov-branch"] if branch else []), *workers]
    pytest_words = ["pytest", "-p", "no:cacheprovider", f"--localstack-image={localstack_server.endpoint_url}"]

    check_lines(measured(project, *pytest_words, *options, branch=branch))


def new_coverage(**options: Any) -> coverage.Coverage:
    """Return a Coverage that has neither a file nor the configuration of this suite."""
    return coverage.Coverage(data_file=None, config_file=False, **options)


def test_one_run_at_a_time_is_measured(localstack_server: AwsEndpoint, tmp_path: Path) -> None:
    """A second run is told that another one measures; the end of that, or its death, makes place for the next."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    runs = [("killed", ended.pid), ("first", os.getpid()), ("second", os.getpid()), ("third", os.getpid())]
    killed, first, second, third = (FunctionCoverage(new_coverage(), tmp_path, *run) for run in runs)

    for one in (killed, first, second):
        one.begin(localstack_server)
    assert first.collect() == ""
    third.begin(localstack_server)

    assert second.collect() == (
        "the coverage of functions is not measured: another run measures its own on this LocalStack"
    )
    assert third.collect() == ""


def test_workers_share_their_run(localstack_server: AwsEndpoint, tmp_path: Path) -> None:
    """Workers that begin at the same time are parts of one run: each finds the data of all functions."""
    workers = [FunctionCoverage(new_coverage(), tmp_path, "shared", os.getpid()) for _ in range(8)]

    with ThreadPoolExecutor(len(workers)) as pool:
        list(pool.map(lambda worker: worker.begin(localstack_server), workers))

    assert len({worker.folder for worker in workers}) == 1
    assert [worker.collect() for worker in workers] == [""] * len(workers)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, {"test_shop.py", "covered/handler.py", "covered/lib/prices.py", "covered/lib/other.py"}),
        ({"source": ["covered/lib"]}, {"covered/lib/prices.py", "covered/lib/other.py"}),
        ({"source_pkgs": ["covered"]}, {"covered/handler.py", "covered/lib/prices.py", "covered/lib/other.py"}),
        ({"source": ["nothing"]}, set()),
        ({"include": ["covered/*/prices.py"]}, {"covered/lib/prices.py"}),
        ({"include": ["covered/*"], "omit": ["*/other.py"]}, {"covered/handler.py", "covered/lib/prices.py"}),
    ],
)
def test_the_configuration_of_coverage_counts(
    project: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, list[str]], expected: set[str]
) -> None:
    """Functions are measured in the files in which the tests are: those of `source`, or of `include`, not of `omit`."""
    monkeypatch.chdir(project)
    monkeypatch.syspath_prepend(project)
    (project / ".venv" / "lib").mkdir(parents=True)
    (project / ".venv" / "lib" / "some.py").touch()

    found = {os.path.relpath(file, project) for file in measured_files(new_coverage(**options), project)}

    assert {name for name in found if not name.endswith("__init__.py")} == expected
