"""Update items and describe the result as DynamoDB does, where moto differs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType, Item  # type: ignore[import-not-found]
from moto.dynamodb.parsing import ast_nodes  # type: ignore[import-not-found]
from moto.dynamodb.parsing.expressions import UpdateExpressionParser  # type: ignore[import-not-found]
from moto.dynamodb.responses import DynamoHandler  # type: ignore[import-not-found]

ACTIONS = [getattr(ast_nodes, f"UpdateExpression{action}Action") for action in ("Set", "Remove", "Add", "Delete")]

Path = Sequence[str | int]  # such as ["notes", 0, "text"]

_update = Item.update_with_attribute_updates


def update_as_given() -> None:
    """Let an update with only a key create the item, and let the older AttributeUpdates keep the types of values.

    UPDATED_NEW then answers with the values at the update's paths, and not with all changed values.
    """
    Item.update_with_attribute_updates = _apply
    DynamoHandler._build_updated_new_attributes = lambda self, _old, new: pick(self.body, new)  # noqa: SLF001


def _apply(item: Any, updates: Mapping[str, Any] | None) -> None:
    for name, update in (updates or {}).items():
        if update.get("Action", "PUT") == "PUT":
            item.attrs[name] = DynamoType(update["Value"])
        else:
            _update(item, {name: update})


def pick(request: Mapping[str, Any], attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes, or parts of them, that an UpdateItem request changes."""
    picked: dict[str, Any] = {}
    for path in _paths(request):
        if (value := _find(attributes, path)) is not None:
            _place(picked, path, value)
    return picked


def _paths(request: Mapping[str, Any]) -> Iterator[Path]:
    if not request.get("UpdateExpression"):
        yield from ([name] for name in request.get("AttributeUpdates") or {})
        return
    names = request.get("ExpressionAttributeNames") or {}
    for action in UpdateExpressionParser.make(request["UpdateExpression"]).find_clauses(ACTIONS):
        steps = [
            step for step in action.children[0].children if not isinstance(step, ast_nodes.ExpressionPathDescender)
        ]
        yield [_step(step, names) for step in steps]


def _step(step: Any, names: Mapping[str, str]) -> str | int:
    if isinstance(step, ast_nodes.ExpressionSelector):
        return int(step.get_index())
    if isinstance(step, ast_nodes.ExpressionAttributeName):
        return names[step.get_attribute_name_placeholder()]
    return str(step.get_attribute_name())


def _find(attributes: Mapping[str, Any], path: Path) -> Any:
    value: Any = {"M": attributes}
    for step in path:
        content = value.get("L" if isinstance(step, int) else "M")
        try:
            value = content[step]
        except (LookupError, TypeError):
            return None
    return value


def _place(picked: dict[str, Any], path: Path, value: Any) -> None:
    """Put a value under its path: maps keep their names, lists contain only the updated elements."""
    holder: Any = picked
    for step, following in pairwise(path):
        kind, empty = ("L", list) if isinstance(following, int) else ("M", dict)
        if isinstance(step, int):
            holder.append({kind: empty()})
            holder = holder[-1][kind]
        else:
            holder = holder.setdefault(step, {kind: empty()})[kind]
    if isinstance(path[-1], int):
        holder.append(value)
    else:
        holder[path[-1]] = value
