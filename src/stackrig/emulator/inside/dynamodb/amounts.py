"""DynamoDB's numbers, for moto: one form for equal ones, and sums of up to 38 digits."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType  # type: ignore[import-not-found]

DIGITS = Context(prec=38)
Operator = Callable[[Any, Any], Any]

_make = DynamoType.__init__


def count_exactly() -> None:
    """Let moto take 1.50 for 1.5, also in a key, and neither round what it adds and subtracts nor refuse exponents."""
    DynamoType.__init__ = _make_normal
    DynamoType.__add__ = _exact(DynamoType.__add__, DIGITS.add)
    DynamoType.__sub__ = _exact(DynamoType.__sub__, DIGITS.subtract)


def _make_normal(value: Any, content: Any) -> None:
    _make(value, content)
    with suppress(InvalidOperation, TypeError, ValueError):  # moto refuses it later, in DynamoDB's words
        if value.type == "N":
            value.value = _normal(value.value)
        elif value.type == "NS":
            value.value = [_normal(number) for number in value.value]


def _normal(number: str) -> str:
    """Return a number without exponent and without zeros that say nothing."""
    return format(DIGITS.normalize(Decimal(number)), "f")


def _exact(moto: Operator, combine: Callable[[Decimal, Decimal], Decimal]) -> Operator:
    def calculate(left: Any, right: Any) -> Any:
        if (left.type, right.type) != ("N", "N"):
            return moto(left, right)  # which refuses it
        return DynamoType({"N": str(combine(Decimal(left.value), Decimal(right.value)))})

    return calculate
