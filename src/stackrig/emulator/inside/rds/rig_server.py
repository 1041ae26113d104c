"""The database server of the rig, as stackrig told this LocalStack of it: by account, with an administrator's login.

stackrig sends it in the body of a request from this machine. It is kept in memory, and shown to nobody.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]

DATABASE_PATH = "/_stackrig/database"
AUTHORITY_PATH = "/_stackrig/rds-ca.pem"
EVERY_ACCOUNT = "000000000000"  # the default account's server is that of accounts without one of their own
TIMEOUT = 30.0  # seconds a statement may take

BOOT = secrets.token_hex(6)  # tells this LocalStack from others that use the same server
PROGRAM = "stackrig_rds_"  # and the boot: the name of the connection that is open as long as a LocalStack runs

_servers: "dict[str, RigServer]" = {}
_presence: dict[tuple[str, int], Any] = {}  # connections, by host and port of the server


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
        connection = self.open(database)
        try:
            yield connection
        finally:
            connection.close()

    def open(self, database: str = "", program: str = "stackrig (RDS)") -> Any:
        """Return a new connection of the administrator, by the name of a program."""
        from pg8000.native import Connection

        return Connection(
            self.username,
            host=self.host,
            port=self.port,
            password=self.password,
            database=database or self.maintenance_database,
            timeout=TIMEOUT,
            application_name=program,
        )


@hooks.on_infra_start()  # type: ignore[untyped-decorator]
def take_database() -> None:
    """Let stackrig tell of the rig's database server, and clients have the CA of its instances."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(DATABASE_PATH, _take, methods=["POST"])
    ROUTER.add(AUTHORITY_PATH, _tell_authority, methods=["GET"])


def _tell_authority(_request: Any) -> Any:
    from ..serving.certificates import ca_certificate

    return Response(ca_certificate(), mimetype="application/x-pem-file")


def server_of(account: str) -> RigServer | None:
    """Return the database server of the rig that an account is used by, None when it has none."""
    return _servers.get(account) or _servers.get(EVERY_ACCOUNT)


def keep_presence(server: RigServer) -> None:
    """Stay connected to a server, so that others leave the roles that this LocalStack makes there alone."""
    place = server.host, server.port
    if place not in _presence:
        _presence[place] = server.open(program=f"{PROGRAM}{BOOT}")


def _take(request: Any) -> Any:
    given = dict(request.json)
    account = given.pop("account")
    _servers[account] = RigServer(**given)
    return Response(status=204)
