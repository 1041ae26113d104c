"""What UpdateItem makes of an item where moto gets it wrong."""

from collections.abc import Mapping
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType, Item  # type: ignore[import-not-found]

_update = Item.update_with_attribute_updates


def update_as_given() -> None:
    """Let an update with nothing but a key make the item, and the older AttributeUpdates keep the types of values."""
    Item.update_with_attribute_updates = _apply


def _apply(item: Any, updates: Mapping[str, Any] | None) -> None:
    for name, update in (updates or {}).items():
        if update.get("Action", "PUT") == "PUT":
            item.attrs[name] = DynamoType(update["Value"])
        else:
            _update(item, {name: update})
