"""uv and pip: where they are, which environment they get, and how their failures are reported."""

import configparser
import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from stackrig.errors import StartError
from stackrig.folders import cache_folder, home_folder, user_cache
from stackrig.machine_limits import limit_remedies

TAIL_LINES = 20
TOOL_TIMEOUT = 1800.0  # seconds an installer may take: 100 MB over a slow line
INDEX_REMEDY = "check that this machine reaches its package index: PIP_INDEX_URL, PIP_CERT, pip.conf and UV_* are used"
UNSHARED = ("clone", "copy")  # the link modes of uv that share no file with uv's cache

# pip's settings and the variables by which uv takes the same.
PIP_SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
}
# Variables that would change the index, the versions that are pinned, or the modules that Python finds.
MISLEADING = re.compile(
    r"PYTHON.*|VIRTUAL_ENV|CONDA_PREFIX"
    r"|UV_(SYSTEM_PYTHON|PYTHON|PROJECT.*|TARGET|PREFIX|CONSTRAINT|OVERRIDE|EXCLUDE.*|REQUIRE_HASHES|NO_BINARY.*|RESOLUTION"
    r"|COMPILE_BYTECODE|VENV_.*)"
    r"|PIP_(USER|TARGET|PREFIX|ROOT|CONSTRAINT|REQUIREMENT|EDITABLE|REQUIRE_.*|NO_BINARY|PYTHON|DRY_RUN)"
)


def find_uv() -> str | None:
    """Return the path of uv: that of the package `uv`, else the one on PATH, else None."""
    if find_spec("uv"):
        import uv

        with contextlib.suppress(FileNotFoundError):
            return uv.find_uv_bin()
    return shutil.which("uv")


def uv_variables() -> dict[str, str]:
    """Return this process's environment for uv and pip, without the variables that would mislead them.

    uv takes pip's settings of the index where it has no settings of its own, and downloads no Python unless asked to.
    """
    variables = {name: value for name, value in os.environ.items() if not MISLEADING.fullmatch(name)}
    variables = {"UV_PYTHON_DOWNLOADS": "never", **variables, "UV_NO_PROGRESS": "1"}
    if variables.get("UV_LINK_MODE") not in UNSHARED:  # with hard links, an edit in one folder would change all of them
        variables["UV_LINK_MODE"] = UNSHARED[sys.platform != "darwin"]
    if (folder := cache_folder()) != user_cache():
        variables.setdefault("UV_CACHE_DIR", str(folder / "uv"))  # uv's own folder would be in the home folder as well
    for setting, value in _pip_settings().items():
        variables.setdefault(PIP_SETTINGS[setting], value)
    return variables


def run_tool(command: Sequence[str | Path], *, what: str, env: Mapping[str, str], cwd: Path) -> None:
    """Run a tool that builds something.

    Raises:
        StartError: it failed; `what` is the message, and the tail of its output is the evidence.
    """
    words = [os.fspath(word) for word in command]
    try:
        done = subprocess.run(
            words,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=TOOL_TIMEOUT,
        )
    except OSError as error:
        raise StartError(f"{what}: {error}", remedies=limit_remedies(str(error))) from error
    except subprocess.TimeoutExpired as error:
        raise StartError(
            f"{what}: {Path(words[0]).name} did not end within {TOOL_TIMEOUT:g} s",
            evidence=" ".join(words),
            remedies=[INDEX_REMEDY],
        ) from error
    if done.returncode != 0:
        tail = "\n".join(f"  {line}" for line in done.stdout.splitlines()[-TAIL_LINES:])
        raise StartError(
            f"{what}: {Path(words[0]).name} ended with exit code {done.returncode}",
            evidence=f"{' '.join(words)}\n{tail}",
            remedies=[
                *limit_remedies(done.stdout),
                INDEX_REMEDY,
                f"check that the disk isn't full: df -h '{cwd}'",
                "without uv this needs the interpreter's own venv and pip: pip install 'stackrig[embedded]' brings uv",
            ],
        )


def _pip_settings() -> dict[str, str]:
    """Return pip's settings of the index: PIP_* variables win over its files, later files over earlier ones.

    Pip's documentation lists the files under "Configuration".
    """
    home = home_folder()
    files = [
        Path("/Library/Application Support/pip/pip.conf"),
        Path("/etc/xdg/pip/pip.conf"),
        Path("/etc/pip.conf"),
        home / ".pip/pip.conf",
        home / "Library/Application Support/pip/pip.conf",
        Path(os.environ.get("XDG_CONFIG_HOME", home / ".config")) / "pip/pip.conf",
        Path(sys.prefix) / "pip.conf",
        Path(os.environ.get("PIP_CONFIG_FILE", os.devnull)),
    ]
    parser = configparser.RawConfigParser(strict=False)
    parser.read(files, encoding="utf-8")
    found: dict[str, str] = {}
    for setting in PIP_SETTINGS:
        for section in ("global", "install"):
            if parser.has_option(section, setting):
                found[setting] = " ".join(parser.get(section, setting).split())
        variable = "PIP_" + setting.upper().replace("-", "_")
        if os.environ.get(variable):
            found[setting] = os.environ[variable]
    return found
