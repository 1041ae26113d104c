"""URNs, and the former URNs of resources that were renamed, moved or given another type.

The rules are those of Pulumi: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns and, for aliases,
generateAliases of pkg/resource/deploy/step_generator.go.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

STACK_TYPE = "pulumi:pulumi:Stack"
PROVIDER_PREFIX = "pulumi:providers:"


@dataclass(frozen=True, slots=True)
class StackName:
    """Name a stack of a project."""

    project: str
    stack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Describe a former URN: the whole URN, or the parts that differed."""

    urn: str = ""
    name: str = ""
    type: str = ""
    parent: str = ""
    no_parent: bool = False
    project: str = ""
    stack: str = ""


def make_urn(where: StackName, type_: str, name: str, parent: str = "") -> str:
    """Return a resource's URN; `parent` is a URN, whose type becomes part of it unless it is the stack's."""
    outer = qualified_type(parent) if parent else STACK_TYPE
    qualified = type_ if outer == STACK_TYPE else f"{outer}${type_}"
    return f"urn:pulumi:{where.stack}::{where.project}::{qualified}::{name}"


def qualified_type(urn: str) -> str:
    """Return the types of a URN, the parents' first, joined by $."""
    return urn.split("::", 3)[2]


def urn_type(urn: str) -> str:
    """Return the resource's own type."""
    return qualified_type(urn).rpartition("$")[2]


def urn_name(urn: str) -> str:
    """Return the resource's name in the program."""
    return urn.split("::", 3)[3]


def package_of(token: str) -> str:
    """Return the package of a type or function token; for a provider's type, the package that it serves."""
    return token.removeprefix(PROVIDER_PREFIX).partition(":")[0]


def is_provider(type_: str) -> bool:
    """Tell whether a resource of this type is a provider."""
    return type_.startswith(PROVIDER_PREFIX)


def split_reference(reference: str) -> tuple[str, str]:
    """Split a reference to a provider into its URN and id."""
    urn, _, provider_id = reference.rpartition("::")
    return urn, provider_id


def former_urns(
    where: StackName, urn: str, parent: str, aliases: Sequence[Alias], adopted: Mapping[str, str]
) -> Iterator[str]:
    """Yield the URNs that a resource may have had.

    Args:
        adopted: the former URN of each resource of this run that was found under it.
    """
    name, type_ = urn_name(urn), urn_type(urn)
    own = [_resolve(where, name, type_, parent, alias, adopted) for alias in aliases]
    yield from own
    former_parent = adopted.get(parent, "")
    if former_parent:
        yield _inherit(where, type_, name, parent, former_parent)
        for alias_urn in own:
            yield _inherit(where, urn_type(alias_urn), urn_name(alias_urn), parent, former_parent)


def _resolve(where: StackName, name: str, type_: str, parent: str, alias: Alias, adopted: Mapping[str, str]) -> str:
    if alias.urn:
        return alias.urn
    home = adopted.get(alias.parent, alias.parent) if alias.parent else parent
    place = StackName(alias.project or where.project, alias.stack or where.stack)
    return make_urn(place, alias.type or type_, alias.name or name, "" if alias.no_parent else home)


def _inherit(where: StackName, type_: str, name: str, parent: str, former_parent: str) -> str:
    """Return the former name of a child that was named after its parent, as app-role after app."""
    if name.startswith(urn_name(parent)):
        name = urn_name(former_parent) + name.removeprefix(urn_name(parent))
    return make_urn(where, type_, name, former_parent)
