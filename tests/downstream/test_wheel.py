"""What an installed wheel holds, and the projects that README and the documentation show, run with it as they stand.

Run by `nox -s wheel`, in an environment with nothing in it but the wheel, its extra embedded and pytest.
"""

import importlib.metadata
import re
import shlex
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from tests.downstream.pages import CHECKOUT, COMMAND_TIMEOUT, files_of, run, write

USE_OF_CONFTEST = """
import requests


def test_the_api_of_conftest(shop_api):
    assert requests.get(f"{shop_api}/orders/1", timeout=30).json() == {"total": "13.86"}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the project that the page Getting started builds."""
    return write(tmp_path_factory.mktemp("shop"), "docs/getting-started.md")


def test_the_wheel_holds_what_the_package_reads() -> None:
    """The wheel has the files beside the modules, everything the checkout's package has, and nothing else."""
    names = {str(path) for path in importlib.metadata.files("stackrig") or () if ".dist-info/" not in str(path)}
    shipped = {name for name in names if "__pycache__" not in name and not name.startswith("..")}
    source = CHECKOUT / "src"
    tree = {path.relative_to(source).as_posix() for path in (source / "stackrig").rglob("*") if path.is_file()}

    assert shipped == {name for name in tree if "__pycache__" not in name}
    assert "stackrig/py.typed" in shipped
    assert {"4.14.0.txt", "4.12.0.txt", "4.9.2.txt"} <= {PurePosixPath(name).name for name in shipped}
    assert any(name.endswith(".mjs") for name in shipped)


def test_the_wheel_is_what_is_imported() -> None:
    """The package comes from this environment's folder of packages, not from the checkout."""
    import stackrig

    assert not Path(stackrig.__file__).is_relative_to(CHECKOUT / "src")


@pytest.mark.parametrize("document", ["README.md", "docs/getting-started.md"])
def test_each_block_is_a_file(document: str) -> None:
    """Every block of Python, SQL and TOML in these documents is a file of the project they show."""
    text = (CHECKOUT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:python|sql|toml)$", text, re.MULTILINE)

    assert len(files_of(document)) == len(blocks) >= 4


def test_the_projects_of_readme(tmp_path: Path) -> None:
    """README's test with a database is a whole project by itself; its test of a deployed program passes beside it."""
    files = files_of("README.md")
    alone = next(name for name in files if name.startswith("test_"))
    (tmp_path / alone).write_text(files[alone], encoding="utf-8")

    assert "1 passed" in run(tmp_path, "pytest")
    assert "2 passed" in run(write(tmp_path, "README.md"), "pytest")


def test_the_fixtures_of_getting_started(shop: Path) -> None:
    """The page's test passes by `deployed`, and so does one by the fixtures of the page's conftest."""
    (shop / "test_conftest.py").write_text(USE_OF_CONFTEST, encoding="utf-8")

    assert "2 passed" in run(shop, "pytest")


def test_pytest_lists_the_fixtures(shop: Path) -> None:
    """`pytest --fixtures` shows the plugin's fixtures beside those of the page's conftest."""
    listed = run(shop, "pytest", "--fixtures")

    assert "shop_api" in listed
    assert "postgres_clone" in listed


def test_the_tasks_of_getting_started(shop: Path) -> None:
    """`invoke up` brings the project up and prints a curl line which answers; `invoke teardown` removes it."""
    try:
        report = run(shop, "invoke", "up")
        (line,) = re.findall(r"^ *(curl .*)$", report, re.MULTILINE)
        command = shlex.split(line)
        answer = subprocess.run(
            [*command, "--silent"], capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=False
        )
    finally:
        removed = run(shop, "invoke", "teardown")

    assert answer.stdout == '{"total": "13.86"}'
    assert "removed PostgreSQL" in removed
