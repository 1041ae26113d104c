"""Split requests into their parts about one table each."""

from collections.abc import Iterator, Mapping
from typing import Any

Part = Mapping[str, Any]


def parts(request: Mapping[str, Any]) -> Iterator[tuple[str, Part]]:
    """Yield a table's name or ARN, with the parameters of one part of a request, such as Key or UpdateExpression.

    A batch of reads yields one part for each table; transactions and batches of writes yield one for each item.
    """
    if "TableName" in request:
        yield request["TableName"], request
    for item in request.get("TransactItems") or ():
        yield from ((part["TableName"], part) for part in item.values())
    for name, wanted in (request.get("RequestItems") or {}).items():
        if isinstance(wanted, Mapping):  # of BatchGetItem
            yield name, wanted
        else:
            yield from ((name, part) for item in wanted for part in item.values())


def find_table(tables: Mapping[str, Any], name: str) -> Any:
    """Return the table that a name or an ARN stands for, or None."""
    return tables.get(name.rpartition("/")[2])
