"""DynamoDB's numbers, for moto: equal ones have one form, and sums have up to 38 digits."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType  # type: ignore[import-not-found]

DIGITS = Context(prec=38)
Operator = Callable[[Any, Any], Any]

_make = DynamoType.__init__


def count_exactly() -> None:
    """Let moto treat 1.50 and 1.5 as equal, also in keys, and add exactly; it accepts exponents then."""
    DynamoType.__init__ = _make_normal
    DynamoType.__add__ = _exact(DynamoType.__add__, DIGITS.add)
    DynamoType.__sub__ = _exact(DynamoType.__sub__, DIGITS.subtract)


def _make_normal(value: Any, content: Any) -> None:
    _make(value, content)
    with suppress(InvalidOperation, TypeError, ValueError):  # moto refuses it later with DynamoDB's message
        if value.type == "N":
            value.value = _normal(value.value)
        elif value.type == "NS":
            value.value = [_normal(number) for number in value.value]


def _normal(number: str) -> str:
    """Return a number without exponent, leading and trailing zeros."""
    return format(DIGITS.normalize(Decimal(number)), "f")


def _exact(moto: Operator, combine: Callable[[Decimal, Decimal], Decimal]) -> Operator:
    def calculate(left: Any, right: Any) -> Any:
        if (left.type, right.type) != ("N", "N"):
            return moto(left, right)  # moto refuses it
        return DynamoType({"N": str(combine(Decimal(left.value), Decimal(right.value)))})

    return calculate
