"""The Data API's descriptions of columns, with the numbers and lengths of PostgreSQL's driver for Java.

https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ColumnMetadata.html; the numbers of types are those
of java.sql.Types, from TypeInfoCache.java of pgjdbc.
"""

from collections.abc import Sequence
from typing import Any

from .data_values import BYTEA, FLOAT4, FLOAT8, INT2, INT4, INT8, NUMERIC, OID, TIMESTAMP, TIMESTAMPTZ, VARCHAR

OTHER, ARRAY, UNBOUNDED = 1111, 2003, 2147483647
NUMBERS = {"int2": 5, "int4": 4, "int8": -5, "oid": -5, "float4": 7, "float8": 8, "numeric": 2, "bool": -7, "bytea": -2}
NUMBERS |= {"bpchar": 1, "varchar": 12, "text": 12, "name": 12, "date": 91, "time": 92, "timetz": 2013, "char": 1}
NUMBERS |= {"timestamp": 93, "timestamptz": 93, "bit": -7, "xml": 2009, "refcursor": 2012, "money": 8}
PRECISIONS = {INT2: 5, INT4: 10, OID: 10, INT8: 19, FLOAT4: 8, FLOAT8: 17, 16: 1, 1082: 13, 1083: 15, TIMESTAMP: 29}
PRECISIONS |= {TIMESTAMPTZ: 35, BYTEA: UNBOUNDED}
SCALES = {FLOAT4: 8, FLOAT8: 17, 1083: 6, TIMESTAMP: 6, TIMESTAMPTZ: 6}
SIGNED = frozenset({INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC})
LENGTH_WORD = 4  # bytes by which the modifier of a type exceeds its length
CHARACTERS = (1042, VARCHAR)
DESCRIPTION = """
SELECT c.oid, a.attnum, n.nspname, c.relname, a.attname, a.attnotnull,
    a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute a ON attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.oid = ANY(string_to_array(:tables, ',')::oid[])
"""
TYPES = "SELECT oid, typname, typelem, typcategory FROM pg_type WHERE oid = ANY(string_to_array(:oids, ',')::oid[])"


def describe_columns(connection: Any, columns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the metadata of a result's columns; names of types and tables come from the server."""
    oids = ",".join(str(column["type_oid"]) for column in columns)
    types = {int(oid): (name, int(item), kind) for oid, name, item, kind in connection.run(TYPES, oids=oids)}
    tables = ",".join(str(column["table_oid"]) for column in columns)
    known = {(int(table), int(number)): rest for table, number, *rest in connection.run(DESCRIPTION, tables=tables)}
    return [_describe(column, types[column["type_oid"]], known) for column in columns]


def _describe(column: dict[str, Any], kind: tuple[str, int, str], known: Any) -> dict[str, Any]:
    (type_name, item, category), oid = kind, column["type_oid"]
    unknown = ("", "", column["name"], None, "f")
    schema, table, name, not_null, counts = known.get((column["table_oid"], column["column_attrnum"]), unknown)
    is_array = category == "A"
    return {
        "arrayBaseColumnType": NUMBERS.get(type_name.removeprefix("_"), OTHER) if is_array and item else 0,
        "isAutoIncrement": counts == "t",
        "isCaseSensitive": oid not in PRECISIONS and oid != NUMERIC,
        "isCurrency": type_name == "money",
        "isSigned": oid in SIGNED,
        "label": column["name"],
        "name": name,
        "nullable": {"t": 0, "f": 1, None: 2}[not_null],
        "precision": _precision(oid, column["type_modifier"]),
        "scale": _scale(oid, column["type_modifier"]),
        "schemaName": schema,
        "tableName": table,
        "type": ARRAY if is_array else NUMBERS.get(type_name, OTHER),
        "typeName": "serial" if counts == "t" and oid == INT4 else type_name,
    }


def _precision(oid: int, modifier: int) -> int:
    if oid == NUMERIC:
        return (modifier - LENGTH_WORD) >> 16 & 0xFFFF if modifier >= 0 else 0
    if oid in CHARACTERS:
        return modifier - LENGTH_WORD if modifier >= 0 else UNBOUNDED
    return PRECISIONS.get(oid, UNBOUNDED)


def _scale(oid: int, modifier: int) -> int:
    if oid == NUMERIC:
        return (modifier - LENGTH_WORD) & 0xFFFF if modifier >= 0 else 0
    return SCALES.get(oid, 0)
