"""Open connections to PostgreSQL servers, the same way everywhere."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from psycopg2 import extensions, sql


def connect(dsn: str, **parameters: Any) -> "extensions.connection":
    """Connect to the database at a DSN.

    Args:
        parameters: connection parameters of libpq that win over those of the DSN.

    Raises:
        psycopg2.OperationalError: the server does not answer, or refuses.
    """
    import psycopg2

    return psycopg2.connect(dsn, **{"application_name": "stackrig", **parameters})


def with_database(dsn: str, database: str) -> str:
    """Return the DSN of another database of the same server."""
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{quote(database, safe='')}"))


def composed(text: str, *names: str) -> "sql.Composed":
    """Return an SQL statement with names in the place of its {}, quoted as identifiers."""
    from psycopg2 import sql

    return sql.SQL(text).format(*map(sql.Identifier, names))
