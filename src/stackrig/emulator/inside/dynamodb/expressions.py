"""Refuse mistakes in expressions as DynamoDB does: undefined names and values, and wrong operands.

The messages are those of DynamoDB's ValidationException. Where DynamoDB names the token at which an expression can't be
read, the message has moto's reason instead.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.exceptions import JsonRESTError  # type: ignore[import-not-found]
from moto.dynamodb import comparisons as moto  # type: ignore[import-not-found]
from moto.dynamodb.exceptions import ConditionAttributeIsReservedKeyword  # type: ignore[import-not-found]
from moto.dynamodb.parsing.key_condition_expression import parse_expression  # type: ignore[import-not-found]

from .comparisons import ORDERED, typed
from .refusals import PARAMETER, invalid
from .requests import Part, find_table, parts

KINDS = tuple(f"{kind}Expression" for kind in ("Update", "Condition", "Filter", "KeyCondition", "Projection"))
PLACEHOLDER = re.compile(r"[#:]\w+")
UNDEFINED = {
    "#": "An expression attribute name used in the document path is not defined; attribute name: ",
    ":": "An expression attribute value used in expression is not defined; attribute value: ",
}
OPERAND = "Incorrect operand type for operator or function; "


def check_expressions(tables: Mapping[str, Any], request: Mapping[str, Any]) -> None:
    """Check each expression of a request; `tables` are the named tables.

    Raises:
        CommonServiceException: an expression is wrong, in DynamoDB's words.
    """
    for name, part in parts(request):
        expressions = {kind: part[kind] for kind in KINDS if part.get(kind)}
        if not expressions:
            continue
        _check_placeholders(expressions, part)
        for kind in ("ConditionExpression", "FilterExpression"):
            if kind in expressions:
                _check_condition(kind, part)
        if table := find_table(tables, name):
            _check_keys(table, part)


def _check_placeholders(expressions: Mapping[str, str], part: Part) -> None:
    defined = {sort: part.get(f"ExpressionAttribute{sort}") or {} for sort in ("Names", "Values")}

    known = {name for names in defined.values() for name in names}
    used = {kind: PLACEHOLDER.findall(text) for kind, text in expressions.items()}
    for kind, placeholders in used.items():
        for placeholder in placeholders:
            if placeholder not in known:
                raise invalid(f"Invalid {kind}: {UNDEFINED[placeholder[0]]}{placeholder}")
    everything = {placeholder for placeholders in used.values() for placeholder in placeholders}
    for sort, names in defined.items():
        if unused := [name for name in names if name not in everything]:
            keys = ", ".join(unused)
            raise invalid(f"Value provided in ExpressionAttribute{sort} unused in expressions: keys: {{{keys}}}")


def _check_condition(kind: str, part: Part) -> None:
    for node in _nodes(_parse(kind, part)):
        if mistake := _mistake(node):
            raise invalid(f"Invalid {kind}: {mistake}")


def _parse(kind: str, part: Part) -> Any:
    names, values = part.get("ExpressionAttributeNames"), part.get("ExpressionAttributeValues")
    try:
        return moto.ConditionExpressionParser(part[kind], names, values).parse()
    except ConditionAttributeIsReservedKeyword as error:
        raise invalid(error.message.replace("ConditionExpression", kind)) from None
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise invalid(f"Invalid {kind}: Syntax error; {error}") from None


def _nodes(node: Any) -> Iterator[Any]:
    """Yield a condition, with all its conditions and operands."""
    yield node
    for child in getattr(node, "arguments", None) or [getattr(node, side, None) for side in ("lhs", "rhs")]:
        if child is not None:
            yield from _nodes(child)


def _mistake(node: Any) -> str | None:
    """Return what is wrong with an operator or function and its values, or None."""
    if isinstance(node, moto.FuncBetween):
        return _wrong_bounds(node)
    if isinstance(node, moto.FuncBeginsWith):
        allowed, values, what = frozenset({"S", "B"}), [node.attr, node.substr], "operator or function: begins_with"
    elif isinstance(node, moto.OpLessThan | moto.OpLessThanOrEqual | moto.OpGreaterThan | moto.OpGreaterThanOrEqual):
        allowed, values, what = ORDERED, [node.lhs, node.rhs], f"operator: {node.OP}"
    else:
        return None
    wrong = [value.type for value in values if isinstance(value, moto.AttributeValue) and value.type not in allowed]
    return f"{OPERAND}{what}, operand type: {wrong[0]}" if wrong else None


def _wrong_bounds(node: Any) -> str | None:
    low, high = node.start, node.end
    if not (isinstance(low, moto.AttributeValue) and isinstance(high, moto.AttributeValue)):
        return None
    told = ", ".join(
        f"{which} bound operand: AttributeValue: {{{value.type}:{value.value}}}"
        for which, value in (("lower", low), ("upper", high))
    )
    for value in (low, high):
        if value.type not in ORDERED:
            return f"{OPERAND}operator or function: BETWEEN, operand type: {value.type}"
    if low.type != high.type:
        return f"The BETWEEN operator requires same data type for lower and upper bounds; {told}"
    if typed({low.type: low.value}) > typed({high.type: high.value}):
        return f"The BETWEEN operator requires upper bound to be greater than or equal to lower bound; {told}"
    return None


def _check_keys(table: Any, part: Part) -> None:
    """Check a query's use of keys: they belong in the key condition, with values of their types."""
    if "KeyConditionExpression" not in part:
        return
    schema = {index.name: index.schema for index in table.all_indexes()}.get(part.get("IndexName"), table.schema)
    keys = [key["AttributeName"] for key in schema]
    if part.get("FilterExpression"):
        for node in _nodes(_parse("FilterExpression", part)):
            if isinstance(node, moto.AttributePath) and node.path[0] in keys:
                what = f"Primary key attribute: {node.path[0]}"
                raise invalid(f"Filter Expression can only contain non-primary key attributes: {what}")
    _check_key_condition(schema, {item["AttributeName"]: item["AttributeType"] for item in table.attr}, part)


def _check_key_condition(schema: list[dict[str, str]], types: Mapping[str, str], part: Part) -> None:
    names, values = (part.get(f"ExpressionAttribute{sort}") or {} for sort in ("Names", "Values"))
    text = part["KeyConditionExpression"]
    try:
        hash_value, comparison, range_values, _ = parse_expression(text, values, names, schema)

    except JsonRESTError:
        raise  # moto's message for it is DynamoDB's
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise invalid(f"Invalid KeyConditionExpression: Syntax error; {error}") from None
    expected = {key["KeyType"]: types[key["AttributeName"]] for key in schema}
    if comparison == "BEGINS_WITH" and (type_ := next(iter(range_values[0]))) == "N":
        reason = f"{OPERAND}operator or function: begins_with, operand type: {type_}"
        raise invalid(f"Invalid KeyConditionExpression: {reason}")
    given = [("HASH", hash_value), *(("RANGE", value) for value in range_values)]
    if any(next(iter(value)) != expected[kind] for kind, value in given):
        raise invalid(f"{PARAMETER}Condition parameter type does not match schema type")
