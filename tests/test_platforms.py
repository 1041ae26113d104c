"""The systems stackrig runs on, and how the first command ends on any other."""

import subprocess
import sys
from pathlib import Path

import pytest

from stackrig.emulator import installation
from stackrig.emulator.choice import choose_localstack
from stackrig.environments import Environment
from stackrig.errors import StartError
from stackrig.interpreters import Interpreter
from stackrig.settings import Settings

COMMAND_TIMEOUT = 60.0  # seconds


@pytest.mark.parametrize("platform", ["win32", "cygwin", "freebsd14"])
@pytest.mark.parametrize("module", ["stackrig", "stackrig.tasks", "stackrig.pytest_plugin", "stackrig.compat"])
def test_other_systems_are_refused(platform: str, module: str) -> None:
    """Whatever is imported first, the last line names the systems there are and the one this is."""
    code = f"import sys; sys.platform = {platform!r}; import {module}"
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=False)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        f"ImportError: stackrig runs on Linux and macOS, and this is {platform}"
    )


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_linux_and_macos_are_not_refused(platform: str) -> None:
    """The package can be imported on these."""
    code = f"import sys; sys.platform = {platform!r}; import stackrig; print(stackrig.to_localstack_url.__name__)"
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=True)

    assert done.stdout == "to_localstack_url\n"


@pytest.mark.parametrize("minors", [(14,), (14, 15)])
def test_a_machine_with_newer_pythons_only_is_told_which_to_install(
    monkeypatch: pytest.MonkeyPatch, minors: tuple[int, ...]
) -> None:
    """No LocalStack runs on Python 3.14 or later: the error names the version that one needs, and how to get it."""
    there = {minor: Interpreter(Path(f"/python3.{minor}"), (3, minor, 0)) for minor in minors}
    monkeypatch.setattr(installation, "find_environment", lambda *_: None)
    monkeypatch.setattr(installation, "find_interpreters", lambda: there)

    with pytest.raises(StartError, match=r"needs Python 3\.13, and this machine has 3\.14") as failure:
        choose_localstack(Settings(root=Path.cwd(), localstack_image="embedded"))
    assert "uv python install 3.13" in failure.value.report()


def test_an_environment_built_before_is_used_without_its_interpreter_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment built on 3.13 goes on where 3.14 is the only Python that is found."""
    built = Environment(Path("/cache/localstack"), Interpreter(Path("/python3.13"), (3, 13, 0)))
    monkeypatch.setattr(installation, "find_environment", lambda name, _: built if "4.14.0" in name else None)
    monkeypatch.setattr(installation, "find_interpreters", lambda: {14: Interpreter(Path("/p"), (3, 14, 0))})

    choice = choose_localstack(Settings(root=Path.cwd(), localstack_image="embedded"))
    assert (choice.backend, choice.version) == ("embedded", "4.14.0")
