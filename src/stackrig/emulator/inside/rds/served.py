"""Instances and clusters with a database on the rig's server: their users, addresses and databases."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .copies import Copy, copy_database, databases_lock
from .endpoints import Endpoint, Login, Parameters, RefusedError, Route, open_endpoint
from .iam_users import checking, password_of
from .rig_server import RigServer
from .roles import drop_role, let_use, make_database, make_role, session_settings, set_password
from .tokens import Door

DEFAULT_DATABASE = "postgres"  # the database of instances whose program names none
READ_ONLY = {"default_transaction_read_only": "on"}
NO_ENCRYPTION = 'no pg_hba.conf entry for host, user "{user}", database "{database}", no encryption'

_all: "defaultdict[str, list[Served]]" = defaultdict(list)  # by account


@dataclass(frozen=True, slots=True)
class Identity:
    """Name an instance or cluster: by its identifier, and by the one that policies have for it."""

    account: str
    region: str
    name: str
    resource_id: str


@dataclass(eq=False)
class Served:
    """Describe the server's side of an instance, or of a cluster with all its instances.

    `database` is set once somebody has connected: until then more instances may be created, and
    they decide which of them gets the project's seeds.
    """

    server: RigServer
    identity: Identity
    username: str
    password: str = field(repr=False)
    role: str
    declared_database: str
    endpoint: Endpoint = field(init=False)
    reader: Endpoint | None = None  # for clusters
    database: str = ""
    is_restored: bool = False
    force_tls: bool = False
    takes_tokens: bool = False  # IAM authentication is enabled
    settings: Mapping[str, str] = field(default_factory=dict)  # PostgreSQL settings for each session

    @property
    def name(self) -> str:
        """Return the identifier of the instance or cluster."""
        return self.identity.name

    def change_password(self, password: str) -> None:
        """Change the master user's password."""
        if password != self.password:
            set_password(self.server, self.role, password)
            self.password = password

    def apply(self, parameters: Mapping[str, str]) -> None:
        """Apply a group's parameters: those that a session may set, and whether TLS is required."""
        names = {name.lower(): value for name, value in parameters.items()}
        self.force_tls = names.get("rds.force_ssl") == "1"
        usable = session_settings(self.server, list(names)) if names else set()
        self.settings = {name: value for name, value in names.items() if name in usable and not is_formula(value)}

    def end(self) -> None:
        """Close the addresses, and drop the role and its databases."""
        self.endpoint.close()
        if self.reader:
            self.reader.close()
        _all[self.identity.account].remove(self)
        drop_role(self.server, self.role)

    def bound_database(self) -> str:
        """Return the name of the database on the rig's server; first use creates it."""
        with databases_lock:
            if not self.database:
                if is_seeded(self, [one for one in _all[self.identity.account] if not one.is_restored]):
                    let_use(self.server, self.server.database, self.role)
                    self.database = self.server.database
                else:
                    self.database = make_database(self.server, self.declared_database, self.role)
        return self.database

    def copy(self) -> Copy:
        """Copy the current database."""
        return copy_database(self.server, self.bound_database(), self.role)

    def restore(self, copy: Copy) -> None:
        """Let the database be made from a copy, whichever instance gets the project's seeds."""
        self.is_restored = True
        self.database = copy.restore(self.declared_database, self.role)

    def route(self, more: Mapping[str, str]) -> Route:
        """Return the destination of an address of the instance, and the settings of its sessions."""

        def change(asked: Parameters, has_tls: bool) -> Login:  # noqa: FBT001
            user = asked.get("user", "")
            database = asked.get("database", user)
            check = self._token_check(user)
            if (self.force_tls or check) and not has_tls:
                raise RefusedError(NO_ENCRYPTION.format(user=user, database=database))
            known = {name.lower() for name in asked}
            settings = {name: value for name, value in self.settings.items() if name not in known}
            names = {
                "user": self.role_of(user),
                "database": self.bound_database() if database == self.declared_database else database,
            }
            return Login({**settings, **asked, **more, **names}, check)

        return Route(self.server.host, self.server.port, change)

    def role_of(self, user: str) -> str:
        """Return the name that a user has at the rig's server."""
        return self.role if user == self.username else user

    def _token_check(self, user: str) -> Callable[[str], str] | None:
        """Return what checks a user's tokens, None for one who has a password."""
        if not (self.takes_tokens and self.server.disposable):
            return None
        role = self.role_of(user)
        password = password_of(self.server, role)
        places = [f"{one.address}:{one.port}" for one in (self.endpoint, self.reader) if one]
        door = Door(self.identity.account, self.identity.region, self.identity.resource_id, places)
        return checking(door, user, password) if password else None


def is_formula(value: str) -> bool:
    """Tell whether a parameter's value depends on the instance's class, as `{DBInstanceClassMemory/32768}`."""
    return "{" in value


def serve(server: RigServer, identity: Identity, *, username: str, password: str, database: str, port: int) -> Served:
    """Create a master user's role on the rig's server, and an address at which its database answers.

    Raises:
        pg8000.exceptions.DatabaseError: the server refuses.
    """
    role = make_role(server, username, password, f"{identity.account}/{identity.name}")
    served = Served(server, identity, username, password, role, database or DEFAULT_DATABASE)
    try:
        served.endpoint = open_endpoint(port, served.route({}))
    except OSError:
        drop_role(server, role)
        raise
    _all[identity.account].append(served)
    return served


def open_reader(served: Served) -> Endpoint:
    """Listen at another address of a cluster, for read-only sessions."""
    return open_endpoint(served.endpoint.port, served.route(READ_ONLY))


def is_seeded(one: Any, others: Collection[Any]) -> bool:
    """Tell whether an instance gets the project's seeds: it is the named one, or the only one.

    Where there are several, those count that declare the database name in the project's settings. Pulumi adds letters
    to the identifier of a resource that has only a name.
    """
    named = one.server.seeded_instance
    if named:
        return bool(one.name == named or one.name.startswith(f"{named}-"))
    alike = [other for other in others if other.declared_database == one.server.declared_database]
    return [*(alike or others)] == [one]
