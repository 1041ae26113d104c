"""The commands that run a project's program: its own Python with our script, or node with the script of Pulumi's SDK.

Node's command line is that of pulumi-language-nodejs: https://github.com/pulumi/pulumi/tree/master/sdk/nodejs/cmd/run.
"""

import logging
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stackrig.deployment.program_folders import ProgramFolder
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

PYTHON_SCRIPT = Path(__file__).parent / "outside" / "python_program.py"
NODE_SCRIPT = PYTHON_SCRIPT.with_name("node_program.js")
REQUIREMENTS = "requirements.txt"
SDK = Path("@pulumi", "pulumi")  # below node_modules
FOREIGN = ("PULUMI_", "AWS_", "PYTHONPATH", "PYTHONHOME", "PYTHONWARNINGS", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
LOOPBACK = "127.0.0.1,localhost"


def python_of(program: ProgramFolder) -> str:
    """Return the path of the Python that runs a program: its virtual environment's, or this process's own."""
    named = str(program.options.get("virtualenv") or "")
    for name in (named,) if named else (".venv", "venv"):
        python = program.folder / name / "bin" / "python"
        if python.exists():
            return str(python)
    return sys.executable


def tell_absent_python(program: ProgramFolder) -> None:
    """Warn if the virtual environment that a program names does not exist, because another Python then runs it."""
    named = str(program.options.get("virtualenv") or "")
    if named and not (program.folder / named / "bin" / "python").exists():
        log.warning("%s does not exist, so %s runs the program", program.folder / named, sys.executable)
        log.warning("give the program its own Python: %s", install_python(program))


def install_python(program: ProgramFolder) -> str:
    """Return the command that makes a program's virtual environment."""
    folder = program.folder / str(program.options.get("virtualenv") or ".venv")
    needs = f"-r {program.folder / REQUIREMENTS}" if (program.folder / REQUIREMENTS).exists() else "pulumi pulumi-aws"
    return f"python3 -m venv {folder} && {folder}/bin/pip install {needs}"


def python_command(program: ProgramFolder) -> list[str]:
    """Return the command that runs a Python program; see the script for what it reads."""
    return [python_of(program), "-u", str(PYTHON_SCRIPT)]


def node_command(program: ProgramFolder, run: Mapping[str, Any]) -> list[str]:
    """Return the command that runs a Node program.

    Args:
        run: the values that a Python program would read.

    Raises:
        DeployError: there is no node, or the project's packages are not installed.
    """
    options = [
        *(f"--{name}={run[name]}" for name in ("monitor", "engine", "project", "stack", "organization", "parallel")),
        f"--root-directory={program.folder}",
        f"--pwd={program.work}",
        *(["--dry-run"] if run["preview"] else []),
    ]
    arguments = str(program.options.get("nodeargs") or "").split()
    # One argument: if the SDK finds --require alone, it runs no ES modules in TypeScript (cmd/run/run.js).
    arguments.append(f"--require={NODE_SCRIPT}")
    return [_node(), *arguments, str(node_sdk(program) / "cmd" / "run" / "index.js"), *options, program.entry]


def node_sdk(program: ProgramFolder) -> Path:
    """Return the folder of the Pulumi SDK in a project's node_modules, as node finds it: also in folders above.

    Raises:
        DeployError: it is not there.
    """
    _node()
    for folder in (program.work, *program.work.parents):
        if (sdk := folder / "node_modules" / SDK).is_dir():
            if (folder / "node_modules").is_symlink():
                log.warning("%s is a symbolic link: functions made of closures miss packages", sdk.parents[1])
            return sdk
    raise DeployError(
        f"the packages of {program.folder} are not installed: there is no node_modules/{SDK}",
        remedies=[f"npm ci --prefix {program.folder}", f"npm install --prefix {program.folder}"],
    )


def node_dynamic(program: ProgramFolder) -> list[str]:
    """Return the command that serves the dynamic providers of a Node program; it takes the engine's address."""
    return [_node(), str(node_sdk(program) / "cmd" / "dynamic-provider" / "index.js")]


def python_dynamic(program: ProgramFolder) -> list[str]:
    """Return the command that serves the dynamic providers of a Python program; it takes the engine's address."""
    return [python_of(program), "-u", "-m", "pulumi.dynamic"]


def environment_of(program: ProgramFolder) -> dict[str, str]:
    """Return this process's environment without variables that steer another Python, Pulumi or AWS, or a proxy."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    for name in ("no_proxy", "NO_PROXY"):
        kept[name] = ",".join(filter(None, (os.environ.get(name), LOOPBACK)))
    if program.runtime == "nodejs":
        kept["PULUMI_NODEJS_TYPESCRIPT"] = str(program.options.get("typescript", True)).lower()
        if tsconfig := program.options.get("tsconfig"):
            kept["PULUMI_NODEJS_TSCONFIG_PATH"] = str(program.folder / str(tsconfig))
        if os.environ.get("PULUMI_NODEJS_TRANSPILE_ONLY"):
            kept["PULUMI_NODEJS_TRANSPILE_ONLY"] = os.environ["PULUMI_NODEJS_TRANSPILE_ONLY"]
    return kept


def _node() -> str:
    if node := shutil.which("node"):
        return node
    raise DeployError("the program needs node, which is not on PATH", remedies=["install Node.js 20 or later"])
