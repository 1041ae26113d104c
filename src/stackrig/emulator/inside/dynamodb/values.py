"""Refuse values that moto accepts and DynamoDB refuses: numbers with too many digits, and sets with duplicates."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .refusals import invalid

MOST_DIGITS = 38
LARGEST_EXPONENT, SMALLEST_EXPONENT = 125, -130  # exponents of the first digit

PARAMETER = "One or more parameter values were invalid: "


def check_values(request: Any) -> None:
    """Check all values in a request, such as {"N": "1.5"} or {"SS": ["a", "b"]}.

    Raises:
        CommonServiceException: a value is not allowed, in DynamoDB's words.
    """
    for type_, content in _values(request):
        if type_ in {"N", "NS"}:
            numbers = [_number(text) for text in ([content] if type_ == "N" else content)]
            _check_members(type_, numbers, content)
        else:
            _check_members(type_, content, content)


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
