"""The file of a YAML program: its resources, variables, configuration and outputs.

The keys are those of https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/.
"""

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from stackrig.deployment.yaml_programs.expressions import (
    Access,
    Constant,
    Expression,
    Table,
    accesses,
    entries_of,
    parse,
    read_nodes,
    wrong,
)
from stackrig.errors import SettingsError

FILES = ("Main.yaml", "Pulumi.yaml", "Pulumi.yml")
OWN = "pulumi"  # ${pulumi.stack} and the like
# Keys of the project and of the program; Pulumi passes further ones over. The project's are those of
# by the argument of the SDK's ResourceOptions; hideDiffs concerns what the CLI prints
KEYS = (
    *("author", "backend", "config", "description", "license", "main", "name", "options", "packages", "plugins"),
    *("runtime", "stackConfigDir", "template", "website"),
    *("configuration", "outputs", "pulumi", "resources", "variables", "version"),
)
PLUGIN_KEYS = {  # Pulumi refuses them in programs, too
    "components": "write what the component consists of below resources:",
    "namespace": "leave it out",
}
LIKENESS = 0.8  # of a key that is taken for a misspelt one
RESOURCE_KEYS = ("type", "name", "defaultProvider", "properties", "options", "get")
OPTIONS = {  # by the argument of the SDK's ResourceOptions; hideDiffs concerns what the CLI prints
    "additionalSecretOutputs": "additional_secret_outputs",
    "aliases": "aliases",
    "customTimeouts": "custom_timeouts",
    "deleteBeforeReplace": "delete_before_replace",
    "deletedWith": "deleted_with",
    "dependsOn": "depends_on",
    "hideDiffs": "",
    "ignoreChanges": "ignore_changes",
    "import": "import_",
    "parent": "parent",
    "pluginDownloadURL": "plugin_download_url",
    "protect": "protect",
    "provider": "provider",
    "providers": "providers",
    "replaceOnChanges": "replace_on_changes",
    "replaceWith": "replace_with",
    "replacementTrigger": "replacement_trigger",
    "retainOnDelete": "retain_on_delete",
    "version": "version",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """Hold a resource: its type as it is written, its name, and what it is given.

    `read` holds the id of an existing resource and the inputs that identify it; None for a new resource.
    """

    line: int
    type: str
    name: str
    properties: Expression
    options: Mapping[str, Expression]
    read: Mapping[str, Expression] | None
    is_default_provider: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Hold a program.

    `parameters` are the types of the keys of its configuration, empty for those that their values tell.
    """

    path: Path
    parameters: Mapping[str, str]
    variables: Mapping[str, Expression]
    resources: Mapping[str, Declaration]
    outputs: Mapping[str, Expression]
    properties: Collection[str] = field(default_factory=frozenset)  # names of outputs that the program reads

    def names(self) -> list[str]:
        """Return the names of everything that a program declares."""
        return [*self.parameters, *self.variables, *self.resources]


def read_document(folder: Path) -> Document:
    """Read and check the program in a folder: Main.yaml, or else the project's own file.

    Raises:
        SettingsError: it can't be used; with its file and line, and what to write.
    """
    path = next((folder / name for name in FILES if (folder / name).is_file()), folder / FILES[1])
    nodes = dict(_sections(path))
    variables, outputs = (_expressions(path, nodes.get(name), name) for name in ("variables", "outputs"))
    resources = {
        name: _declaration(path, name, line, node)
        for name, line, node in entries_of(path, nodes.get("resources"), "resources")
    }
    document = Document(
        path=path,
        parameters=dict(_parameters(path, nodes.get("config") or nodes.get("configuration"))),
        variables=variables,
        resources=resources,
        outputs=outputs,
        properties=frozenset(_read_properties([*variables.values(), *outputs.values()], resources)),
    )
    _check_names(document)
    _check_cycles(document)
    return document


def _sections(path: Path) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the parts of a file by their keys; a key that resembles a known one would be passed over unseen."""
    for name, line, node in entries_of(path, read_nodes(path), "the file"):
        if name in PLUGIN_KEYS:
            message = f"a program can't have {name}: it belongs to plugins, in PulumiPlugin.yaml"
            raise wrong(path, line, message, PLUGIN_KEYS[name])
        close = _close_to(name, KEYS, LIKENESS)
        if close and name not in KEYS:
            raise wrong(path, line, f"the file can't have {name}", f"write {close[0]}")
        yield name, node


def _close_to(name: str, known: Collection[str], likeness: float = 0.6) -> list[str]:
    return [key for key in known if key.lower() == name.lower()] or difflib.get_close_matches(name, known, 1, likeness)


def _expressions(path: Path, node: yaml.Node | None, what: str) -> dict[str, Expression]:
    return {name: parse(path, value) for name, _, value in entries_of(path, node, what)}


def _parameters(path: Path, node: yaml.Node | None) -> Iterator[tuple[str, str]]:
    for key, _, value in entries_of(path, node, "config"):
        found = parse(path, value)
        entries = found.entries if isinstance(found, Table) else {"default": found}
        kind, default = entries.get("type"), entries.get("default")
        text = str(kind.value) if isinstance(kind, Constant) else ""
        is_text = isinstance(default, Constant) and isinstance(default.value, str)
        yield key, text.lower() or ("string" if is_text else "")


def _declaration(path: Path, key: str, line: int, node: yaml.Node) -> Declaration:
    nodes = {name: part for name, _, part in entries_of(path, node, f"the resource {key}")}
    _check_known(path, node, RESOURCE_KEYS, f"the resource {key}")
    if not isinstance(kind := nodes.get("type"), yaml.ScalarNode):
        raise wrong(path, line, f"the resource {key} has no type", "type: aws:s3:Bucket")
    options = nodes.get("options")
    _check_known(path, options, OPTIONS, f"the options of {key}")
    is_default = parse(path, nodes["defaultProvider"]) if "defaultProvider" in nodes else None
    if is_default and not str(kind.value).startswith("pulumi:providers:"):
        raise wrong(path, is_default.line, f"{key} is no provider, so it can't be the default provider")
    name = nodes.get("name")
    return Declaration(
        line=line,
        type=str(kind.value),
        name=str(name.value) if isinstance(name, yaml.ScalarNode) else key,
        properties=parse(path, nodes["properties"]) if "properties" in nodes else Table(line, {}),
        options=_expressions(path, options, f"the options of {key}"),
        read=_read(path, key, line, nodes.get("get")),
        is_default_provider=isinstance(is_default, Constant) and is_default.value is True,
    )


def _read(path: Path, key: str, line: int, node: yaml.Node | None) -> dict[str, Expression] | None:
    if node is None:
        return None
    _check_known(path, node, ("id", "state"), f"get of {key}")
    found = _expressions(path, node, f"get of {key}")
    if "id" not in found:
        raise wrong(path, line, f"get of {key} has no id", "id: the id of the existing resource")
    return found


def _check_known(path: Path, node: yaml.Node | None, known: Collection[str], what: str) -> None:
    for name, line, _ in entries_of(path, node, what):
        if name not in known:
            close = _close_to(name, known)
            raise wrong(path, line, f"{what} can't have {name}", f"write {close[0] if close else ', '.join(known)}")


# --- what names what --------------------------------------------------------------------------------------------------


def _parts(declaration: Declaration) -> Iterator[Expression]:
    yield declaration.properties
    yield from declaration.options.values()
    yield from (declaration.read or {}).values()


def _read_properties(values: Sequence[Expression], resources: Mapping[str, Declaration]) -> Iterator[str]:
    """Yield the first step of every value that is named: an SDK has only the outputs that it is told of."""
    everything = [*values, *(part for declaration in resources.values() for part in _parts(declaration))]
    for part in everything:
        for _, access in accesses(part):
            yield from (str(step) for step in access.steps[:1] if isinstance(step, str))


def _named_by(document: Document, name: str) -> Iterator[tuple[int, Access]]:
    parts = [document.variables[name]] if name in document.variables else _parts(document.resources[name])
    for part in parts:
        yield from accesses(part)


def _check_names(document: Document) -> None:
    taken: dict[str, str] = {}
    for section in ("parameters", "variables", "resources"):
        for name in getattr(document, section):
            if other := taken.get(name):
                raise SettingsError(f"{document.path}: {name} is declared in {other} and in {section}")
            taken[name] = section


def _check_cycles(document: Document) -> None:
    done = set[str]()
    for name in (*document.variables, *document.resources):
        _follow(document, name, (), done)


def _follow(document: Document, name: str, way: tuple[str, ...], done: set[str]) -> None:
    if name in done or not (name in document.variables or name in document.resources):
        return
    for line, access in _named_by(document, name):
        if access.root in (*way, name):
            circle = " → ".join((*(*way, name)[(*way, name).index(access.root) :], access.root))
            raise wrong(document.path, line, f"each of these needs the next one first: {circle}")
        _follow(document, access.root, (*way, name), done)
    done.add(name)


def unknown_name(document: Document, line: int, access: Access, configured: Collection[str]) -> SettingsError:
    """Return the error for a name that nothing has."""
    known = sorted({*document.names(), *configured, OWN})
    close = difflib.get_close_matches(access.root, known, 1) or known
    return wrong(
        document.path,
        line,
        f"no resource, variable or key of config has the name {access.root}",
        f"name one of: {', '.join(close)}",
        "declare it below variables:, or below config: with a default",
    )


def all_accesses(document: Document) -> Iterator[tuple[int, Access]]:
    """Yield every value that the program names, with its line."""
    for name in (*document.variables, *document.resources):
        yield from _named_by(document, name)
    for expression in document.outputs.values():
        yield from accesses(expression)
