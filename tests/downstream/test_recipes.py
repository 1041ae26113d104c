"""The projects of docs/recipes, run as they are written, with the libraries that they show.

Run by `nox -s recipes`, in an environment with stackrig and the group `recipes`.
"""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.downstream.pages import CHECKOUT, files_of, run, write

PAGES = sorted(path.stem for path in (CHECKOUT / "docs" / "recipes").glob("*.md"))
GROUPS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
OURS = {"stackrig", "pytest"}
MIRROR = Path("/opt/tf-plugins")  # where a machine without Terraform's registry has the AWS provider
PROGRAMS = {"terraform": "terraform", "sam": "sam", "cdk": "node"}  # a program that the project of a page starts
PLUGINS = {"asyncio", "django"}  # pytest's plugins that only the pages of these names use


@pytest.mark.parametrize("page", PAGES)
def test_each_block_is_a_file(page: str) -> None:
    """Every block of code in the page is a file of the project that it shows."""
    text = (CHECKOUT / "docs" / "recipes" / f"{page}.md").read_text(encoding="utf-8")

    assert len(files_of(f"docs/recipes/{page}.md")) == len(
        re.findall(r"^```(?:python|sql|toml|ini|json|terraform|yaml)$", text, re.MULTILINE)
    )


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_installs_is_what_it_is_tested_with(page: str) -> None:
    """The requirements of the page's pip line are stackrig, pytest and those of the group `recipes`."""
    text = (CHECKOUT / "docs" / "recipes" / f"{page}.md").read_text(encoding="utf-8")
    named = re.search(r"^pip install (.*)$", text, re.MULTILINE)
    assert named
    names = {canonicalize_name(Requirement(word.strip("'")).name) for word in named[1].split()}
    known = {canonicalize_name(Requirement(one).name) for one in GROUPS["recipes"] if isinstance(one, str)}

    assert names - OURS - known == set()


@pytest.mark.parametrize("page", PAGES)
def test_the_project_passes(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests of the page pass, none is skipped, and warnings are errors."""
    if (program := PROGRAMS.get(page)) and shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")
    if MIRROR.is_dir():
        monkeypatch.setenv("TF_CLI_ARGS_init", f"-plugin-dir={MIRROR}")
    project = write(tmp_path, f"docs/recipes/{page}.md")

    others = [f"-pno:{plugin}" for plugin in PLUGINS - {page}]
    ended = run(project, "pytest", "-W", "error", *others).splitlines()[-1]

    assert re.search(r"\d+ passed in", ended), ended
