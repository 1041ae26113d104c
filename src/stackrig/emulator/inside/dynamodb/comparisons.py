"""Compare values as DynamoDB does: a missing value, or one of another type, is no match and no error.

Moto compares Python's values: it raises TypeError for a text and a number, takes 1 for true, and loses digits.
"""

import base64
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from moto.dynamodb import comparisons as moto  # type: ignore[import-not-found]
from moto.dynamodb.models.dynamo_type import DynamoType, Item  # type: ignore[import-not-found]

ORDERED = frozenset({"S", "N", "B"})  # the types with an order

Typed = tuple[str, Any]  # a type's name, and the value in a form that Python compares as DynamoDB does
Order = Callable[[Any, Any], bool]

CONTENTS: Mapping[str, Callable[[Any], Any]] = {
    "N": Decimal,
    "S": str.encode,  # DynamoDB compares and counts the bytes of UTF-8
    "B": lambda value: value if isinstance(value, bytes) else base64.b64decode(value),
    "L": lambda values: [typed(value) for value in values],
    "M": lambda values: {name: typed(value) for name, value in values.items()},
}


def compare_by_type() -> None:
    """Let moto's conditions, filters and sort keys compare only values of the same type."""
    orders = {moto.OpLessThan: lt, moto.OpLessThanOrEqual: le, moto.OpGreaterThan: gt, moto.OpGreaterThanOrEqual: ge}
    for operator, order in orders.items():
        operator.expr = _ordering(order)
    moto.OpEqual.expr = lambda self, item: _equal(self.lhs, self.rhs, item)
    moto.OpNotEqual.expr = lambda self, item: not _equal(self.lhs, self.rhs, item)
    moto.FuncIn.expr = lambda self, item: any(_equal(self.attr, value, item) for value in self.possible_values)
    moto.FuncBetween.expr = _is_between
    moto.FuncContains.expr = _contains
    moto.FuncBeginsWith.expr = _begins
    for name, order in {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}.items():
        setattr(DynamoType, name, lambda left, right, order=order: _in_order(order, typed(left), typed(right)))
    DynamoType.compare = _by_name(DynamoType.compare)


def typed(value: Any) -> Typed:
    """Return the type and content of a value, either moto's or JSON such as {"N": "1.50"}."""
    known = DynamoType(value) if isinstance(value, Mapping) else value
    return known.type, _content(known.type, known.value)


def _content(type_: str, value: Any) -> Any:
    if type_ in {"SS", "NS", "BS"}:
        return frozenset(_content(type_[0], item) for item in value)
    return CONTENTS[type_](value) if type_ in CONTENTS else value


def _evaluate(operand: Any, item: Item | None) -> Typed | None:
    """Return the value of an operand of an expression, or None where the item lacks the attribute."""
    if isinstance(operand, moto.FuncSize):
        measured = _evaluate(operand.attr, item)
        return None if measured is None or measured[0] in {"N", "BOOL", "NULL"} else ("N", Decimal(len(measured[1])))
    if isinstance(operand, moto.AttributeValue):
        return typed({operand.type: operand.value})
    value = operand._get_attr(item)  # noqa: SLF001 - moto has no public way that keeps the type
    return None if value is None else typed(value)


def _equal(left: Any, right: Any, item: Item | None) -> bool:
    value = _evaluate(left, item)
    return value is not None and value == _evaluate(right, item)


def _in_order(order: Order, left: Typed | None, right: Typed | None) -> bool:
    if left is None or right is None or left[0] != right[0] or left[0] not in ORDERED:
        return False
    return order(left[1], right[1])


def _ordering(order: Order) -> Callable[[Any, Item | None], bool]:
    return lambda self, item: _in_order(order, _evaluate(self.lhs, item), _evaluate(self.rhs, item))


def _is_between(self: Any, item: Item | None) -> bool:
    low, value, high = (_evaluate(operand, item) for operand in (self.start, self.attr, self.end))
    return _in_order(le, low, value) and _in_order(le, value, high)


def _contains(self: Any, item: Item | None) -> bool:
    whole, part = _evaluate(self.attr, item), _evaluate(self.operand, item)
    match whole, part:
        case (("S", text), ("S", searched)) | (("B", text), ("B", searched)):
            return searched in text
        case ("SS" | "NS" | "BS" as kind, members), (type_, member) if kind[0] == type_:
            return member in members
        case ("L", members), member:
            return member in members
    return False


def _begins(self: Any, item: Item | None) -> bool:
    whole, start = _evaluate(self.attr, item), _evaluate(self.substr, item)
    return bool(whole and start and whole[0] == start[0] in {"S", "B"} and whole[1].startswith(start[1]))


def _by_name(moto_compare: Callable[..., bool]) -> Callable[..., bool]:
    """Return the comparison that key conditions, and older parameters such as ScanFilter, name."""
    orders = {"<": lt, "LT": lt, "<=": le, "LE": le, ">": gt, "GT": gt, ">=": ge, "GE": ge}

    def compare(self: Any, name: str, others: list[Any]) -> bool:
        value, given = typed(self), [typed(other) for other in others]
        if order := orders.get(name):
            return _in_order(order, value, given[0])
        match name:
            case "=" | "EQ":
                return value == given[0]
            case "BETWEEN":
                return _in_order(le, given[0], value) and _in_order(le, value, given[1])
            case "BEGINS_WITH":
                return value[0] == given[0][0] in {"S", "B"} and bool(value[1].startswith(given[0][1]))
        return moto_compare(self, name, others)

    return compare
