"""The conditions of a statement, with every operator in IAM's documentation.

See "IAM JSON policy elements: Condition operators" and "Single-valued vs. multivalued context keys" in IAM's user
guide: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html and
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any

from .patterns import Values, fill, is_arn_like, is_like, plain

Compare = Callable[[str, str], bool]  # compares a policy's value with a request's

IF_EXISTS = "IfExists"
UNKNOWN = {  # keys of AWS's organizations and networks
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:resourceorgid",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:vpcsourceip",
}
FOR_ALL, FOR_ANY = "ForAllValues", "ForAnyValue"


def holds(conditions: Mapping[str, Mapping[str, Any]], values: Values, *, is_denial: bool, variables: bool) -> bool:
    """Tell whether all conditions of a statement hold for a request's values.

    Args:
        is_denial: whether the statement denies. An undocumented operator then holds, and a key with an unknown
            value does not. In a statement that allows, it is the other way round.
        variables: values of the policy variables in texts.
    """
    return all(
        _holds(name, key.lower(), as_texts(wanted), values, is_denial=is_denial, variables=variables)
        for name, keys in conditions.items()
        for key, wanted in keys.items()
    )


def as_texts(wanted: Any) -> list[str]:
    """Return a condition's values as texts: policies may contain bare numbers and booleans."""
    values = wanted if isinstance(wanted, list | tuple) else [wanted]
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in values]


def _base(name: str) -> tuple[str, str, bool]:
    quantifier, _, rest = name.rpartition(":")
    return quantifier, rest.removesuffix(IF_EXISTS), rest.endswith(IF_EXISTS)


def is_unknown(key: str) -> bool:
    """Tell whether only AWS has a value for a condition key, which is given in lower case."""
    return key in UNKNOWN or "resourcetag/" in key or key.startswith("s3:existingobjecttag/")


def _holds(name: str, key: str, wanted: list[str], values: Values, *, is_denial: bool, variables: bool) -> bool:
    quantifier, base, if_exists = _base(name)
    found = values.get(key, None if is_unknown(key) else ())
    if found is None:
        return not is_denial
    if base == "Null":
        return (not found) == (wanted[0].lower() == "true")
    is_negation = base in NEGATIONS
    compare = OPERATORS.get(NEGATIONS.get(base, base))
    if compare is None:
        return is_denial
    if not found:
        return if_exists or quantifier == FOR_ALL or (is_negation and quantifier != FOR_ANY)
    texts = [text for one in wanted if (text := fill(one, values) if variables else one) is not None]
    matching = [is_negation != _matches_any(compare, texts, value) for value in found]
    return all(matching) if quantifier == FOR_ALL or (is_negation and not quantifier) else any(matching)


def _matches_any(compare: Compare, wanted: Iterable[str], value: str) -> bool:
    with suppress(ValueError):  # a value that is no number, date or address matches nothing
        return any(compare(one, value) for one in wanted)
    return False


# --- operators --------------------------------------------------------------------------------------------------------


def _equals(wanted: str, value: str) -> bool:
    return plain(wanted) == value


def _equals_in_any_case(wanted: str, value: str) -> bool:
    return plain(wanted).lower() == value.lower()


def _is_within(network: str, address: str) -> bool:
    return ip_address(address) in ip_network(network, strict=False)


def _numeric(compare: Callable[[Any, Any], bool]) -> Compare:
    return lambda wanted, value: compare(float(value), float(wanted))


def _dated(compare: Callable[[Any, Any], bool]) -> Compare:
    return lambda wanted, value: compare(_moment(value), _moment(wanted))


def _moment(text: str) -> datetime:
    """Read a date of ISO 8601 or seconds since 1970."""
    if text.replace(".", "", 1).isdigit() and len(text) > len("2026"):
        return datetime.fromtimestamp(float(text), UTC)
    moment = datetime.fromisoformat(text if "-" in text else f"{text}-01-01")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# The user guide says that ArnEquals and ArnLike are the same.
OPERATORS: dict[str, Compare] = {
    "StringEquals": _equals,
    "StringEqualsIgnoreCase": _equals_in_any_case,
    "StringLike": is_like,
    "ArnEquals": is_arn_like,
    "ArnLike": is_arn_like,
    "BinaryEquals": _equals,
    "Bool": _equals_in_any_case,
    "IpAddress": _is_within,
    **{
        f"{kind}{name}": make(compare)
        for kind, make in (("Numeric", _numeric), ("Date", _dated))
        for name, compare in {
            "Equals": operator.eq,
            "LessThan": operator.lt,
            "LessThanEquals": operator.le,
            "GreaterThan": operator.gt,
            "GreaterThanEquals": operator.ge,
        }.items()
    },
}
NEGATIONS = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
}
