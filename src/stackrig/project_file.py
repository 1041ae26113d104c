"""The part of pyproject.toml below [tool.stackrig]: the options, and the tables beside them."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stackrig.errors import SettingsError

TABLES = ("matrix", "config", "replace", "stack_outputs", "stacks", "jwks")  # tables that are no options
STACKS = "[[tool.stackrig.stacks]]"
STACK_KEYS = ("program", "project", "stack", "config")  # the keys of a table of stacks


def read_toml(root: Path) -> dict[str, Any]:
    """Return everything below [tool.stackrig] in pyproject.toml; empty when there is no such file.

    Raises:
        SettingsError: it can't be read, or [tool.stackrig] is no table.
    """
    path = root / "pyproject.toml"
    if not path.exists():
        return {}
    try:
        tools = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError) as error:  # errors of TOML and of UTF-8
        raise SettingsError(f"{path} can't be read: {error}") from error
    table = tools.get("stackrig", {}) if isinstance(tools, dict) else tools
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: tool.stackrig is {table!r}, but a table is expected")
    return table


def read_table(root: Path, name: str) -> dict[str, object]:
    """Return a table below [tool.stackrig]; empty if there is none."""
    table = read_toml(root).get(name, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{name} in [tool.stackrig] of {root / 'pyproject.toml'}: a table is expected")
    return table


def read_stacks(root: Path) -> tuple[Mapping[str, Any], ...]:
    """Return the project's stacks in their order; none if the project has a single program.

    Raises:
        SettingsError: a stack has no program or an unknown key, or [tool.stackrig] names a program as well.
    """
    tables = read_toml(root).get("stacks", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"stacks in {root / 'pyproject.toml'}: write [[tool.stackrig.stacks]] once for each stack")
    for table in tables:
        _check_stack(table, f"{STACKS} in {root / 'pyproject.toml'}")
    if tables and "program" in read_toml(root):
        raise SettingsError(
            f"{root / 'pyproject.toml'} names a program in [tool.stackrig] and in {STACKS}",
            remedies=["leave program out of [tool.stackrig]: each stack has its own"],
        )
    return tuple(tables)


def _check_stack(table: Mapping[str, Any], where: str) -> None:
    if unknown := sorted(set(table) - set(STACK_KEYS)):
        raise SettingsError(f"unknown option {unknown[0]} in {where}: the options are: {', '.join(STACK_KEYS)}")
    if "program" not in table:
        raise SettingsError(f"a stack without a program in {where}", remedies=['program = "infra"'])
    if not isinstance(table.get("config", {}), dict):
        raise SettingsError(f"config of {table['program']} in {where}: a table is expected")


def read_replacements(root: Path) -> dict[str, Mapping[str, Any]]:
    """Return the fixed outputs of resources by pattern. A resource that is skipped has no outputs."""
    table = read_table(root, "replace")
    for pattern, outputs in table.items():
        if outputs != "skip" and not isinstance(outputs, dict):
            raise SettingsError(
                f'[tool.stackrig.replace] {pattern}: "skip" or a table of outputs is expected',
                remedies=[f'"{pattern}" = "skip"', f'"{pattern}" = {{ arn = "…" }}'],
            )
    return {pattern: outputs if isinstance(outputs, dict) else {} for pattern, outputs in table.items()}


def read_key_sets(root: Path) -> dict[str, Any]:
    """Return the JSON Web Key Sets of [tool.stackrig.jwks], which names a file for each issuer.

    Raises:
        SettingsError: a file can't be read, or holds no key set.
    """
    return {issuer: _read_key_set(issuer, root / str(name)) for issuer, name in read_table(root, "jwks").items()}


def _read_key_set(issuer: str, path: Path) -> dict[str, Any]:
    try:
        keys = [dict(key) for key in json.loads(path.read_text(encoding="utf-8"))["keys"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"[tool.stackrig.jwks] {issuer}: {path} is no JSON Web Key Set: {error}",
            remedies=['save the issuer\'s own: it has the form {"keys": [...]}'],
        ) from error
    return {"keys": keys}
