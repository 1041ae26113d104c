"""A rig's stages: what they look at before they change anything."""

import re
import sys
from pathlib import Path

import pytest

from stackrig.errors import SettingsError
from stackrig.project_functions import load_function
from stackrig.rig.programs import find_program
from stackrig.settings import load_settings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with packages that can't be imported yet, one a plain folder in a plain folder."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    for folder in ("early", "src/plain/inner"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "infrastructure.py").write_text("raise RuntimeError", encoding="utf-8")
    (tmp_path / "early" / "__init__.py").write_text("raise RuntimeError", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["early.infrastructure", "plain.inner.infrastructure"])
def test_a_program_is_found_without_running_its_code(project: Path, name: str) -> None:
    """Its packages may make AWS clients, which must find LocalStack."""
    find_program(load_settings(project, environ={}, given={"program": f"{name}:program"}))

    assert name.partition(".")[0] not in sys.modules


@pytest.mark.parametrize("name", ["nowhere", "early.nowhere", "plain.nowhere", "early.infrastructure.nowhere"])
def test_a_program_that_is_not_there_is_named(project: Path, name: str) -> None:
    """The error says which module of its name does not exist."""
    with pytest.raises(SettingsError, match=f"the program {name}:program can't be imported: there is no module {name}"):
        find_program(load_settings(project, environ={}, given={"program": f"{name}:program"}))


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        (None, r"write broken.py in .* or in its folder src, or correct the name in pyproject.toml"),
        ("import nowhere_else", "install the package of nowhere_else where stackrig runs: .* -m pip install PACKAGE"),
        ("from json import nothing", 'read the whole traceback: .* -c "import broken" in '),
        ("def deploy(): ...", r"name a function of .*broken.py: deploy$"),
    ],
)
def test_an_import_that_fails_says_what_to_type(project: Path, source: str | None, remedy: str) -> None:
    """The remedy fits what is missing: the module, a package, a name in another module, or the function."""
    if source:
        (project / "broken.py").write_text(source, encoding="utf-8")

    with pytest.raises(SettingsError) as caught:
        load_function(project, "broken:program", "program")

    sys.modules.pop("broken", None)
    assert re.search(remedy, caught.value.report())
