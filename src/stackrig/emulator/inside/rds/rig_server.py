"""The database server of the rig, as stackrig told this LocalStack of it: by account, with an administrator's login.

stackrig sends it in the body of a request from this machine. It is kept in memory, and shown to nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]

DATABASE_PATH = "/_stackrig/database"
EVERY_ACCOUNT = "000000000000"  # the default account's server is that of accounts without one of their own
TIMEOUT = 30.0  # seconds a statement may take

_servers: "dict[str, RigServer]" = {}


@dataclass(frozen=True, slots=True)
class RigServer:
    """Name a server, its administrator, and the database that holds the project's seeds.

    `seeded_instance` is the identifier of the instance that the seeds fill, empty when none is named. A server that is
    not `disposable` was there before the rig, and others use it.
    """

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    database: str
    declared_database: str  # the name that the project's settings give it
    maintenance_database: str
    seeded_instance: str
    disposable: bool

    @contextmanager
    def connect(self, database: str = "") -> Iterator[Any]:
        """Yield an administrator's connection of pg8000, each of whose statements is a transaction of its own.

        Raises:
            pg8000.exceptions.DatabaseError or InterfaceError: the server refuses, or does not answer.
        """
        from pg8000.native import Connection

        connection = Connection(
            self.username,
            host=self.host,
            port=self.port,
            password=self.password,
            database=database or self.maintenance_database,
            timeout=TIMEOUT,
            application_name="stackrig (RDS)",
        )
        try:
            yield connection
        finally:
            connection.close()


@hooks.on_infra_start()  # type: ignore[untyped-decorator]
def take_database() -> None:
    """Let stackrig tell of the rig's database server."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(DATABASE_PATH, _take, methods=["POST"])


def server_of(account: str) -> RigServer | None:
    """Return the database server of the rig that an account is used by, None when it has none."""
    return _servers.get(account) or _servers.get(EVERY_ACCOUNT)


def _take(request: Any) -> Any:
    given = dict(request.json)
    account = given.pop("account")
    _servers[account] = RigServer(**given)
    return Response(status=204)
