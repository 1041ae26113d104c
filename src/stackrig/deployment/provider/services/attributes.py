"""Properties that SQS and SNS keep in one map of strings: `visibilityTimeoutSeconds` is {"VisibilityTimeout": "30"}."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.schema import TEXT
from stackrig.deployment.provider.wire import from_api


def to_attributes(names: Mapping[str, str], properties: Properties) -> dict[str, str]:
    """Return the attributes of the properties that have a value."""
    given = {member: properties.get(name) for name, member in names.items()}
    return {member: from_api(TEXT, value) for member, value in given.items() if value is not None and value != ""}


def from_attributes(names: Mapping[str, str], attributes: Mapping[str, str]) -> dict[str, Any]:
    """Return the properties of the attributes that are present."""
    return {name: attributes[member] for name, member in names.items() if member in attributes}
