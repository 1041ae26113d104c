"""What an installed wheel holds, and README's section for users, run with it as it stands.

Run by `nox -s wheel`, in an environment with nothing in it but the wheel, its extra embedded and pytest.
"""

import importlib.metadata
import re
import shlex
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

CHECKOUT = Path(__file__).parents[2]
SECTION = "Use it on your own API"
# The last name in the text before a block is that of the file it shows; a block of shell commands shows none.
BLOCK = re.compile(r"`([\w/]+\.\w+)`[^`]*:\n\n```(?:python|sql|toml)\n(.*?)```", re.DOTALL)
PATIENCE = 600.0  # seconds; the first start builds LocalStack's environment


def own_api_section() -> str:
    """Return the text of README's section, its sub-sections included."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    return text.partition(f"\n## {SECTION}\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files README shows."""
    folder = tmp_path_factory.mktemp("shop")
    for name, content in BLOCK.findall(own_api_section()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def run(project: Path, program: str, *arguments: str) -> str:
    """Run a program of this environment in the project; return what it wrote."""
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


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


def test_readme_names_a_file_for_each_block(project: Path) -> None:
    """Every block of the section but the installation is a file of the project."""
    blocks = re.findall(r"^```(\w+)$", own_api_section(), re.MULTILINE)

    assert blocks[0] == "sh"
    assert len(blocks) == 1 + len([path for path in project.rglob("*") if path.is_file()])


def test_the_fixtures_of_readme(project: Path) -> None:
    """README's conftest and test pass as they stand."""
    assert "1 passed" in run(project, "pytest")


def test_the_tasks_of_readme(project: Path) -> None:
    """`invoke up` brings up README's project and prints a curl line which answers; `invoke teardown` removes it."""
    try:
        report = run(project, "invoke", "up")
        (line,) = re.findall(r"^ *(curl .*)$", report, re.MULTILINE)
        command = shlex.split(line)
        answer = subprocess.run([*command, "--silent"], capture_output=True, text=True, timeout=PATIENCE, check=False)
    finally:
        removed = run(project, "invoke", "teardown")

    assert answer.stdout == '{"total": "13.86"}'
    assert "removed PostgreSQL" in removed
