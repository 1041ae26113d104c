"""Values in a YAML program: texts with `${…}`, calls such as `fn::join`, lists and mappings, each with its line.

The syntax is that of https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from stackrig.deployment.yaml_values import MERGE, SCALARS, PulumiLoader
from stackrig.errors import SettingsError

NAME = re.compile(r"(?P<name>[^.\[\]{}\s]+)|\[\"(?P<key>(?:[^\"\\]|\\.)*)\"\]")
STEP = re.compile(r"\.(?P<name>[^.\[\]{}\s]+)|\[(?P<index>\d+)\]|\[\"(?P<key>(?:[^\"\\]|\\.)*)\"\]")
# fn::aws:ec2:getAmi is fn::invoke of aws:ec2:getAmi.
SHORT_INVOKE = re.compile(r"fn::(?P<function>[^:]+:[^:]+(?::[^:]+)?)", re.IGNORECASE)

CALLS = (  # the built-in functions, without `fn::`; upper and lower case don't matter
    *("assetArchive", "fileArchive", "fileAsset", "filebase64", "filebase64sha256", "fromBase64", "invoke", "join"),
    *("length", "pulumiResourceName", "pulumiResourceType", "readFile", "remoteArchive", "remoteAsset", "secret"),
    *("select", "sha1", "singleOrNone", "split", "stackReference", "stringAsset", "toBase64", "toJSON", "unsecret"),
)

INVOKE_KEYS = ("function", "arguments", "options", "return")
INVOKE_OPTIONS = ("dependsOn", "parent", "pluginDownloadURL", "provider", "version")

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Access:
    """Name a value: a resource, a variable or a key of the configuration, and the path to a part of it."""

    root: str
    steps: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """Hold a literal value."""

    line: int
    value: Scalar


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a text with values in it; a single value alone keeps its type."""

    line: int
    parts: tuple[str | Access, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Hold a list."""

    line: int
    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a mapping."""

    line: int
    entries: "Mapping[str, Expression]"


@dataclass(frozen=True, slots=True)
class Call:
    """Hold the call of a built-in function, whose name is in lower case and without `fn::`."""

    line: int
    name: str
    argument: "Expression"


@dataclass(frozen=True, slots=True)
class Invoke:
    """Hold the call of a package's function; `returned` names the wanted value of its result."""

    line: int
    function: str
    arguments: "Expression"
    options: "Mapping[str, Expression]"
    returned: str | None = None


Expression = Constant | Text | Items | Table | Call | Invoke


def wrong(path: Path, line: int, message: str, *remedies: str) -> SettingsError:
    """Return the error for a line of a program's file."""
    return SettingsError(f"{path}:{line}: {message}", remedies=remedies)


def read_nodes(path: Path) -> yaml.Node | None:
    """Return the YAML of a file with its lines.

    Raises:
        SettingsError: it can't be read.
    """
    try:
        found: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), PulumiLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"{path} can't be read: {error}") from error
    return found


def line_of(node: yaml.Node) -> int:
    """Return the line that a node begins in."""
    return int(node.start_mark.line) + 1


def entries_of(path: Path, node: yaml.Node | None, what: str) -> Iterator[tuple[str, int, yaml.Node]]:
    """Yield key, line and value of a mapping.

    Raises:
        SettingsError: it is none, has a key twice, or merges another mapping.
    """
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return
    if not isinstance(node, yaml.MappingNode):
        raise wrong(path, line_of(node), f"{what} must be a mapping, as key: value")
    seen = set[str]()
    for key, value in node.value:
        name = str(key.value)
        if key.tag == MERGE:
            raise wrong(path, line_of(key), f"{what} can't have <<: Pulumi merges no mappings", "write their entries")
        if name in seen:
            raise wrong(path, line_of(key), f"{what} has {name} twice")
        seen.add(name)
        yield name, line_of(key), value


def parse(path: Path, node: yaml.Node) -> Expression:
    """Return the expression of a node.

    Raises:
        SettingsError: a `${…}` in it can't be read.
    """
    line = line_of(node)
    if isinstance(node, yaml.SequenceNode):
        return Items(line, tuple(parse(path, part) for part in node.value))
    if isinstance(node, yaml.MappingNode):
        return _parse_mapping(path, line, node)
    if node.tag in SCALARS:
        return Constant(line, PulumiLoader("").construct_object(node))
    return parse_text(path, line, str(node.value))


def _parse_mapping(path: Path, line: int, node: yaml.MappingNode) -> Expression:
    entries = {key: parse(path, value) for key, _, value in entries_of(path, node, "a value")}
    if len(entries) != 1 or not (key := next(iter(entries))).lower().startswith("fn::"):
        return Table(line, entries)
    argument = entries[key]
    if found := SHORT_INVOKE.fullmatch(key):
        return Invoke(line, found["function"], argument if isinstance(argument, Table) else Table(line, {}), {})
    name = key[len("fn::") :].lower()
    if name == "invoke":
        return _parse_invoke(path, line, argument)
    if name not in {known.lower() for known in CALLS}:
        close = difflib.get_close_matches(key[len("fn::") :], CALLS, 1) or CALLS
        raise wrong(path, line, f"there is no function {key}", f"call {', '.join(f'fn::{call}' for call in close)}")
    return Call(line, name, argument)


def _parse_invoke(path: Path, line: int, argument: Expression) -> Invoke:
    entries = argument.entries if isinstance(argument, Table) else {}
    given = {key.lower(): part for key, part in entries.items()}
    function, returned, options = given.get("function"), given.get("return"), given.get("options")
    if not isinstance(function, Constant):
        raise wrong(path, line, "fn::invoke has no function", "function: aws:ec2:getAmi")
    chosen = options.entries if isinstance(options, Table) else {}
    for parts, known in ((given, INVOKE_KEYS), (chosen, INVOKE_OPTIONS)):
        for key in parts.keys() - known:
            raise wrong(path, parts[key].line, f"fn::invoke can't have {key}", f"write one of: {', '.join(known)}")
    return Invoke(
        line,
        str(function.value),
        given.get("arguments") or Table(line, {}),
        chosen,
        str(returned.value) if isinstance(returned, Constant) else None,
    )


def parse_text(path: Path, line: int, text: str) -> Constant | Text:
    """Return a text with the values that it names; `$$` stands for a dollar sign.

    Raises:
        SettingsError: a `${…}` has no end, or names nothing.
    """
    parts: list[str | Access] = []
    plain, rest = "", text
    while rest:
        if rest.startswith("${"):
            parts += [plain] if plain else []
            access, rest = _parse_access(path, line, rest)
            parts.append(access)
            plain = ""
        else:
            width = 2 if rest.startswith("$$") else 1
            plain, rest = plain + rest[0], rest[width:]
    if not parts:
        return Constant(line, plain)
    return Text(line, (*parts, plain) if plain else tuple(parts))


def _parse_access(path: Path, line: int, text: str) -> tuple[Access, str]:
    """Return what a `${…}` at the beginning of a text names, and the text behind it."""
    position, steps = len("${"), list[str | int]()
    if root := NAME.match(text, position):
        position = root.end()
        while step := STEP.match(text, position):
            position = step.end()
            steps.append(int(step["index"]) if step["index"] else step["name"] or step["key"].replace('\\"', '"'))
        if text.startswith("}", position):
            return Access(root["name"] or root["key"], tuple(steps)), text[position + 1 :]
    shown = text.partition("}")[0] + "}"
    raise wrong(
        path,
        line,
        f"{shown} names no value",
        'name a resource, a variable or a key of config: ${bucket.arn}, ${subnets[0].id}, ${tags["a.b"]}',
        "write $${ for a text that has ${ in it",
    )


def accesses(expression: Expression) -> Iterator[tuple[int, Access]]:
    """Yield the values that an expression names, with their lines."""
    if isinstance(expression, Text):
        yield from ((expression.line, part) for part in expression.parts if isinstance(part, Access))
    elif isinstance(expression, Call):
        yield from accesses(expression.argument)
    elif isinstance(expression, Invoke):
        for part in (expression.arguments, *expression.options.values()):
            yield from accesses(part)
    elif isinstance(expression, Items | Table):
        parts = expression.items if isinstance(expression, Items) else expression.entries.values()
        for part in parts:
            yield from accesses(part)
