"""Refuse values that moto accepts: with two types, too deep, numbers with too many digits, sets with duplicates."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .refusals import PARAMETER, invalid

MOST_DIGITS = 38
LARGEST_EXPONENT, SMALLEST_EXPONENT = 125, -130  # exponents of the first digit

ATTRIBUTES = {"ExpressionAttributeValues", "Item", "Key"}
DEEPEST = 32  # levels of lists and maps
SUPPLIED, ONE_TYPE = "Supplied AttributeValue ", "must contain exactly one of the supported datatypes"


def check_values(request: Any) -> None:
    """Check all values in a request, such as {"N": "1.5"} or {"SS": ["a", "b"]}.

    Raises:
        CommonServiceException: a value is not allowed, in DynamoDB's words.
    """
    for item in _items(request):
        for value in item.values():
            _check_form(value, 1)
    for type_, content in _values(request):
        if type_ in {"N", "NS"}:
            numbers = [_number(text) for text in ([content] if type_ == "N" else content)]
            _check_members(type_, numbers, content)
        else:
            _check_members(type_, content, content)


def _items(part: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the items, keys and values of expressions in a request: all attributes by name."""
    if isinstance(part, list):
        for one in part:
            yield from _items(one)
    elif isinstance(part, Mapping):
        for name, value in part.items():
            if name in ATTRIBUTES and isinstance(value, Mapping):
                yield value
            else:
                yield from _items(value)


def _check_form(value: Any, depth: int) -> None:
    """Refuse a value that has more than one type, or is too deep in others."""
    if not isinstance(value, Mapping):
        return
    if len(value) > 1:
        raise invalid(f"{SUPPLIED}has more than one datatypes set, {ONE_TYPE}")
    parts = value.get("M", {}).values() if "M" in value else value.get("L") or ()
    if parts and depth > DEEPEST:
        text = "Attributes in the item have nested levels beyond supported limit"
        raise invalid(f"Nesting Levels have exceeded supported limits: {text}")
    for part in parts:
        _check_form(part, depth + 1)


def _values(part: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(part, list):
        for item in part:
            yield from _values(item)
    elif isinstance(part, Mapping):
        for name, value in part.items():
            if len(part) == 1 and ((name == "N" and isinstance(value, str)) or _is_set(name, value)):
                yield name, value
            else:
                yield from _values(value)


def _is_set(name: str, value: Any) -> bool:
    return name in {"SS", "NS", "BS"} and isinstance(value, list)


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise invalid(f"The parameter cannot be converted to a numeric value: {text}") from None
    if not number.is_finite() or text != text.strip():
        raise invalid(f"The parameter cannot be converted to a numeric value: {text}")
    if not number:
        return number
    if len("".join(map(str, number.as_tuple().digits)).strip("0")) > MOST_DIGITS:
        raise invalid("Attempting to store more than 38 significant digits in a Number")
    for name, size, is_outside in (
        ("overflow", "larger", number.adjusted() > LARGEST_EXPONENT),
        ("underflow", "smaller", number.adjusted() < SMALLEST_EXPONENT),
    ):
        if is_outside:
            raise invalid(f"Number {name}. Attempting to store a number with magnitude {size} than supported range")
    return number


def _check_members(type_: str, members: list[Any], content: Any) -> None:
    if not members:
        kind = {"SS": "string", "NS": "number", "BS": "binary"}[type_]
        raise invalid(f"{PARAMETER}An {kind} set  may not be empty")
    if len(set(members)) == len(members):
        return
    if type_ == "NS":
        raise invalid("Input collection contains duplicates")
    told = "[" + ", ".join(map(str, content)) + "]"
    raise invalid(f"{PARAMETER}Input collection {told} contains duplicates.")
