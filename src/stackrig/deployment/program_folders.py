"""Pulumi projects in a folder of their own: what Pulumi.yaml says of the program, its runtime and its configuration.

The file's form is that of https://www.pulumi.com/docs/iac/concepts/projects/project-file/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from stackrig.deployment.yaml_values import PulumiLoader
from stackrig.errors import SettingsError
from stackrig.settings import Settings, change

PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")
RUNTIMES = ("python", "nodejs", "yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFolder:
    """Describe a Pulumi project: its folder, its name, its program and the program's runtime.

    `main` is a folder, or a file of a program. `declared` is the project's own configuration section, by key as in the
    file; `stacks` is the folder of the stacks' files.
    """

    folder: Path
    name: str
    main: Path
    runtime: str
    options: Mapping[str, Any]
    declared: Mapping[str, Any]
    stacks: Path

    def stack_file(self, stack: str) -> Path:
        """Return the file with the configuration of a stack, which need not exist."""
        return self.stacks / f"Pulumi.{stack}.yaml"

    @property
    def work(self) -> Path:
        """Return the folder in which the program runs and its relative paths start."""
        return self.main if self.main.is_dir() else self.main.parent

    @property
    def entry(self) -> str:
        """Return the program's name in its folder: a file, or `.` for the folder itself."""
        return "." if self.main.is_dir() else self.main.name


def read_program_folder(folder: Path) -> ProgramFolder:
    """Read the Pulumi project in a folder.

    Raises:
        SettingsError: there is none, its file can't be read, or nothing here runs its runtime.
    """
    folder = folder.resolve()
    path = next((folder / name for name in PROJECT_FILES if (folder / name).is_file()), None)
    if path is None:
        raise SettingsError(
            f"{folder} holds no Pulumi project: there is no Pulumi.yaml",
            remedies=['name the folder with Pulumi.yaml: program = "infra"', "make one: pulumi new aws-python"],
        )
    document = read_yaml(path)
    runtime = document.get("runtime")
    name, options = (runtime.get("name"), runtime.get("options")) if isinstance(runtime, dict) else (runtime, {})
    found = ProgramFolder(
        folder=folder,
        name=str(document.get("name") or ""),
        main=_main(folder, path, str(document.get("main") or ".")),
        runtime=str(name or ""),
        options=options if isinstance(options, dict) else {},
        stacks=folder / str(document.get("stackConfigDir") or "."),
        declared=document.get("config") or document.get("configuration") or {},  # the file's older name, for YAML only
    )
    _check(found, path)
    return found


def named_by_folder(settings: Settings, program: object) -> Settings:
    """Return the settings with the project's name from Pulumi.yaml, if the program is a folder."""
    return change(settings, project=program.name) if isinstance(program, ProgramFolder) else settings


def read_yaml(path: Path) -> dict[str, Any]:
    """Return a YAML file's mapping.

    Raises:
        SettingsError: it can't be read, or holds no mapping.
    """
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), PulumiLoader) or {}  # noqa: S506  # it is a SafeLoader
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"{path} can't be read: {error}") from error
    if not isinstance(document, dict):
        raise SettingsError(f"{path} can't be read: a mapping is expected, such as name: shop")
    return document


def _main(folder: Path, path: Path, main: str) -> Path:
    place = (folder / main).resolve()
    if not place.exists():
        raise SettingsError(f"main: {main} in {path}: {place} does not exist")
    return place


def _check(program: ProgramFolder, path: Path) -> None:
    if not program.name:
        raise SettingsError(f"{path} has no name: the project needs one", remedies=["name: shop"])
    if program.runtime not in RUNTIMES:
        raise SettingsError(
            f"stackrig runs programs for {', '.join(RUNTIMES)}; {path} has runtime: {program.runtime or '(none)'}",
            remedies=["deploy it with the Pulumi CLI to the rig's LocalStack: invoke shell --command='pulumi up'"],
        )
    if program.runtime == "yaml" and program.options.get("compiler"):
        raise SettingsError(
            f"{path} has the option compiler, but stackrig runs no compiler",
            remedies=[f"run it yourself and deploy what it prints: {program.options['compiler']} > Main.yaml"],
        )
    if program.runtime == "yaml":
        from stackrig.deployment.yaml_programs.documents import read_document

        read_document(program.work)
