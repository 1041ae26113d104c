"""Values of the Data API: parameters in PostgreSQL's form, and columns in the API's.

https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_Field.html and API_SqlParameter.html
"""

import base64
import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

# OIDs of PostgreSQL's types: src/include/catalog/pg_type.dat
BOOL, BYTEA, INT8, INT2, INT4, OID, JSON = 16, 17, 20, 21, 23, 26, 114
FLOAT4, FLOAT8, UNKNOWN, VARCHAR = 700, 701, 705, 1043
DATE, TIME, TIMESTAMP, TIMESTAMPTZ, NUMERIC, UUID = 1082, 1083, 1114, 1184, 1700, 2950
INTEGERS, FLOATS = frozenset({INT2, INT4, INT8, OID}), frozenset({FLOAT4, FLOAT8})
HINTS = {"DATE": DATE, "TIME": TIME, "TIMESTAMP": TIMESTAMP, "DECIMAL": NUMERIC, "UUID": UUID, "JSON": JSON}
TYPES = {"booleanValue": BOOL, "longValue": INT8, "doubleValue": FLOAT8, "stringValue": VARCHAR, "blobValue": BYTEA}
# Arrays that pg8000 reads, by the member for their items; arrays of other types are texts.
ARRAYS = {1000: "booleanValues", 1005: "longValues", 1007: "longValues", 1016: "longValues"}
ARRAYS |= {1021: "doubleValues", 1022: "doubleValues"} | dict.fromkeys((1009, 1015, 1231, 2951), "stringValues")

Refuse = Callable[[str], Exception]


def read_parameters(given: Any, refuse: Refuse) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the values and types of a statement's parameters by name."""
    values: dict[str, Any] = {}
    types: dict[str, int] = {}
    for parameter in given or ():
        name, hint = parameter["name"], parameter.get("typeHint")
        ((member, value),) = parameter["value"].items()
        if member == "arrayValue":
            raise refuse("Array parameters are not supported.")
        if member == "isNull":
            values[name], types[name] = None, HINTS.get(hint, UNKNOWN)
            continue
        values[name] = value
        types[name] = HINTS.get(hint, TYPES[member]) if member == "stringValue" else TYPES[member]
    return values, types


def read_as_text(connection: Any) -> None:
    """Let a pg8000 connection return values as PostgreSQL writes them, except arrays."""
    from collections import defaultdict

    arrays = {oid: connection.pg_types[oid] for oid in ARRAYS}
    connection.pg_types = defaultdict(lambda: str, arrays)


def field(oid: int, value: Any, options: Mapping[str, str]) -> dict[str, Any]:
    """Return a value in the API's form.

    Args:
        options: the request's resultSetOptions.
    """
    if value is None:
        return {"isNull": True}
    if oid in ARRAYS:
        return {"arrayValue": {ARRAYS[oid]: [str(item) if ARRAYS[oid] == "stringValues" else item for item in value]}}
    if oid == NUMERIC and options.get("decimalReturnType") == "DOUBLE_OR_LONG":
        return {"longValue": int(value)} if value.lstrip("-").isdigit() else {"doubleValue": float(value)}
    if oid in INTEGERS and options.get("longReturnType") == "STRING":
        return {"stringValue": value}
    member, convert = CONVERTERS.get(oid, ("stringValue", str))
    return {member: convert(value)}


def record(names: list[str], fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a row in the form of formatRecordsAs=JSON."""
    return dict(zip(names, map(_plain, fields), strict=True))


def to_json(rows: list[dict[str, Any]]) -> str:
    """Return the rows as text for formattedRecords."""
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=False)


def _plain(value: dict[str, Any]) -> Any:
    ((member, inner),) = value.items()
    if member == "isNull":
        return None
    if member == "arrayValue":
        return next(iter(inner.values()))
    return base64.b64encode(inner).decode() if member == "blobValue" else inner


def _in_utc(text: str) -> str:
    """Return a time with a zone in UTC and without the zone; unchanged if Python can't read it."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:  # infinity, or before Christ
        return text
    return str(moment.astimezone(dt.UTC).replace(tzinfo=None))


CONVERTERS: dict[int, tuple[str, Callable[[str], Any]]] = {
    BOOL: ("booleanValue", lambda text: text == "t"),
    BYTEA: ("blobValue", lambda text: bytes.fromhex(text.removeprefix("\\x"))),
    TIMESTAMPTZ: ("stringValue", _in_utc),
    **dict.fromkeys(INTEGERS, ("longValue", int)),
    **dict.fromkeys(FLOATS, ("doubleValue", float)),
}
