"""The rig's database server, as stackrig told this LocalStack about it: by account, with an administrator's login.

stackrig sends it in the body of a request from this machine. It is kept in memory and never shown.
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
EVERY_ACCOUNT = "000000000000"  # accounts without a server of their own use the default account's
TIMEOUT = 30.0  # seconds for a statement

BOOT = secrets.token_hex(6)  # tells this LocalStack from others on the same server
PROGRAM = "stackrig_rds_"  # and the boot: the name of a connection that stays open as long as a LocalStack runs

_servers: "dict[str, RigServer]" = {}
_presence: dict[tuple[str, int], Any] = {}  # connections, by the server's host and port


@dataclass(frozen=True, slots=True)
class RigServer:
    """Hold a server, its administrator's login, and the name of the database with the project's seeds.

    `seeded_instance` is the identifier of the instance that gets the seeds, or empty. A server that is
    not `disposable` existed before the rig, and others use it.
    """

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    database: str
    declared_database: str  # the database's name in the project's settings
    maintenance_database: str
    seeded_instance: str
    disposable: bool

    @contextmanager
    def connect(self, database: str = "") -> Iterator[Any]:
        """Yield an administrator's pg8000 connection, each of whose statements is its own transaction.

        Raises:
            pg8000.exceptions.DatabaseError or InterfaceError: the server refuses, or does not answer.
        """
        connection = self.open(database)
        try:
            yield connection
        finally:
            connection.close()

    def open(self, database: str = "", program: str = "stackrig (RDS)") -> Any:
        """Return a new administrator's connection under a program's name."""
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
    """Add the routes by which stackrig tells about the rig's server, and clients get the CA of its instances."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(DATABASE_PATH, _take, methods=["POST"])
    ROUTER.add(AUTHORITY_PATH, _tell_authority, methods=["GET"])


def _tell_authority(_request: Any) -> Any:
    from ..serving.certificates import ca_certificate

    return Response(ca_certificate(), mimetype="application/x-pem-file")


def server_of(account: str) -> RigServer | None:
    """Return the rig's database server for an account, or None."""
    return _servers.get(account) or _servers.get(EVERY_ACCOUNT)


def keep_presence(server: RigServer) -> None:
    """Stay connected to a server, so that others spare the roles that this LocalStack creates there."""
    place = server.host, server.port
    if place not in _presence:
        _presence[place] = server.open(program=f"{PROGRAM}{BOOT}")


def _take(request: Any) -> Any:
    given = dict(request.json)
    account = given.pop("account")
    _servers[account] = RigServer(**given)
    return Response(status=204)
