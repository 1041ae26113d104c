"""The systems stackrig runs on, and how the first command ends on any other."""

import subprocess
import sys

import pytest

PATIENCE = 60.0  # seconds


@pytest.mark.parametrize("platform", ["win32", "cygwin", "freebsd14"])
@pytest.mark.parametrize("module", ["stackrig", "stackrig.tasks", "stackrig.pytest_plugin", "stackrig.compat"])
def test_other_systems_are_refused(platform: str, module: str) -> None:
    """Whatever is imported first, the last line names the systems there are and the one this is."""
    code = f"import sys; sys.platform = {platform!r}; import {module}"
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        f"ImportError: stackrig runs on Linux and macOS, and this is {platform}"
    )


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_linux_and_macos_are_not_refused(platform: str) -> None:
    """The package can be imported on these."""
    code = f"import sys; sys.platform = {platform!r}; import stackrig; print(stackrig.to_localstack_url.__name__)"
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)

    assert done.stdout == "to_localstack_url\n"
