"""The configuration of a stack: the project's defaults, its stack file, [tool.stackrig.config], and the call's own.

The last value of a key in this order counts. Values in stackrig's own tables may refer to the rig's servers, as in
`{postgres.container_name}`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stackrig.deployment.passphrases import PASSPHRASE, decrypter, find_passphrase
from stackrig.deployment.program_folders import ProgramFolder, read_yaml
from stackrig.errors import SettingsError
from stackrig.settings import Settings

Config = Mapping[str, object]

KNOWN = re.compile(r"\{(postgres|localstack)\.(\w+)\}")
HIDDEN = ("password", "dsn")  # keys of a database's handle
DECLARATION = {"type", "default", "secret", "description", "value", "items"}  # keys of a declaration in Pulumi.yaml


def merge_config(
    settings: Settings, program: object, config: Config | None, rig: Mapping[str, object]
) -> dict[str, object]:
    """Return the configuration of a stack with full keys, as project:key.

    Args:
        program: the deployed program; a folder contains its own configuration.
        config: the argument of `deploy`.
        rig: the rig's servers, `postgres` and `localstack`, as far as they are known.

    Raises:
        SettingsError: values are missing, all of which are named, or one can't be used.
    """
    project = program.name if isinstance(program, ProgramFolder) else settings.project
    own = [settings.config, config or {}, settings.given_config]
    given = {key: value for layer in own for key, value in _full(project, _filled(layer, rig)).items()}
    if not isinstance(program, ProgramFolder):
        return given
    path = program.stack_file(settings.stack)
    locked: dict[str, str] = {}
    stack = _full(project, _stack_values(path, locked, given, project))
    declared = {_full_key(program.name, key): value for key, value in program.declared.items()}
    values = {**_defaults(declared, project), **stack, **given}
    values = {key: _secret(value) if _is_secret(declared.get(key)) else value for key, value in values.items()}
    _check_complete(program, settings, declared, values, locked)
    return values


def _check_complete(
    program: ProgramFolder,
    settings: Settings,
    declared: Mapping[str, object],
    values: Mapping[str, object],
    locked: Mapping[str, str],
) -> None:
    missing = {key: "declared without a default" for key in declared if key not in values} | dict(locked)
    if missing:
        lines = "\n".join(f"  {key}: {why}" for key, why in sorted(missing.items()))
        first = min(missing)
        raise SettingsError(
            f"the program in {program.folder} lacks {len(missing)} value(s) of its configuration",
            evidence=lines,
            remedies=[
                f'in pyproject.toml, below [tool.stackrig.config]: "{first}" = "…"',
                f"in {program.stack_file(settings.stack)}, below config:",
                f"for one run: --config {first}=…",
                *([f"{PASSPHRASE}=… decrypts what a passphrase has encrypted"] if locked else []),
            ],
        )


# --- Pulumi's files ---------------------------------------------------------------------------------------------------


def _defaults(declared: Mapping[str, object], project: str) -> dict[str, object]:
    """Return the values in Pulumi.yaml: defaults of the project's own keys, and values of other keys."""
    found: dict[str, object] = {}
    for key, value in declared.items():
        if not _is_declaration(value):
            found[_full_key(project, key)] = value
        elif isinstance(value, Mapping):
            given = [value[name] for name in ("value", "default") if value.get(name) is not None]
            found.update({_full_key(project, key): given[0]} if given else {})
    return found


def _is_declaration(value: object) -> bool:
    return value is None or (isinstance(value, Mapping) and set(value) <= DECLARATION)


def _is_secret(declaration: object) -> bool:
    return isinstance(declaration, Mapping) and declaration.get("secret", False) is not False  # `yes` is a text: safe


def _stack_values(path: Path, locked: dict[str, str], given: Config, project: str) -> dict[str, object]:
    """Return the decrypted values of a stack file; `locked` collects keys that nobody can decrypt or gives."""
    document = read_yaml(path) if path.exists() else {}
    values = document.get("config") or {}
    encrypted = [key for key, value in values.items() if any(_secure_texts(value))]
    needed = [key for key in encrypted if _full_key(project, key) not in given]
    decrypt = _decrypter(document, path) if needed else None
    if needed and not decrypt:
        how = "by a passphrase" if "encryptionsalt" in document else "by a service that stackrig does not call"
        locked.update({_full_key(project, key): f"encrypted {how} in {path.name}" for key in needed})
    opened = {key: value for key, value in values.items() if key not in encrypted}
    if decrypt:
        opened |= {key: _secret(_open(values[key], decrypt)) for key in needed}
    return opened


def _decrypter(document: Mapping[str, Any], path: Path) -> Callable[[str], str] | None:
    passphrase, salt = find_passphrase(), document.get("encryptionsalt")
    return None if passphrase is None or not salt else decrypter(passphrase, str(salt), path)


def _secure_texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if set(value) == {"secure"}:
            yield str(value["secure"])
        for part in value.values():
            yield from _secure_texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _secure_texts(part)


def _open(value: object, decrypt: Callable[[str], str]) -> object:
    if isinstance(value, Mapping):
        if set(value) == {"secure"}:
            return decrypt(str(value["secure"]))
        return {key: _open(part, decrypt) for key, part in value.items()}
    return [_open(part, decrypt) for part in value] if isinstance(value, list) else value


# --- stackrig's own values --------------------------------------------------------------------------------------------


def _filled(config: Config, rig: Mapping[str, object]) -> dict[str, object]:
    return {key: _fill(key, value, rig) if isinstance(value, str) else value for key, value in config.items()}


def _fill(key: str, text: str, rig: Mapping[str, object]) -> object:
    """Return a value with the properties of the rig's servers filled in; it is a secret if it holds a password."""
    fields = {found[2] for found in KNOWN.finditer(text)}
    filled = KNOWN.sub(lambda found: str(_known(key, found[1], found[2], rig)), text)
    return _secret(filled) if fields & set(HIDDEN) else filled


def _known(key: str, part: str, name: str, rig: Mapping[str, object]) -> object:
    server = rig.get(part)
    if server is None:
        raise SettingsError(
            f"config {key} names {{{part}.{name}}}, and this deployment has no {part}",
            remedies=[f"pass the fixture's handle: deploy(..., {part}={part})"],
        )
    value = getattr(server, name, None)
    if value is None or name.startswith("_") or callable(value):
        known = ", ".join(sorted(field for field in getattr(type(server), "__dataclass_fields__", {})))
        raise SettingsError(f"config {key} names {{{part}.{name}}}; {part} has {known}")
    return value


def _full(project: str, config: Config) -> dict[str, object]:
    return {_full_key(project, key): value for key, value in config.items()}


def _full_key(project: str, key: str) -> str:
    return key if ":" in key else f"{project}:{key}"


def _secret(value: object) -> dict[str, object]:
    if isinstance(value, Mapping) and "value" in value and "secret" in value:
        return dict(value)
    return {"value": value if isinstance(value, str) else json.dumps(value), "secret": True}
