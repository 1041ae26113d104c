"""User pools and their contents; settings are records of members under AWS's names."""

import secrets
import string
from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..clock.present import now
from .faults import invalid, not_found
from .passwords import Password

Record = dict[str, Any]
Records = dict[str, Record]

LETTERS = string.ascii_lowercase + string.digits
PAGE = 60  # the most things on a page


@dataclass(frozen=True, slots=True)
class Code:
    """Hold a sent code; `attribute` names its destination, and `value` is a new address that waits for it, if any."""

    text: str
    attribute: str
    end: float
    value: str | None = None


@dataclass(slots=True)
class User:
    """Hold a user; `codes` are by purpose, and `factors` are those of multi-factor authentication."""

    username: str
    attributes: dict[str, str]
    status: str
    created: datetime
    modified: datetime
    enabled: bool = True
    password: Password | None = None
    password_end: float | None = None  # for a temporary password
    old_passwords: list[Password] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
    codes: dict[str, Code] = field(default_factory=dict)
    factors: list[str] = field(default_factory=list)
    preferred_factor: str = ""
    totp_secret: str = ""
    totp_verified: bool = False
    totp_used: int = 0  # the last time step whose code was used
    identities: list[Record] = field(default_factory=list)

    @property
    def sub(self) -> str:
        """Return the id that never changes."""
        return self.attributes["sub"]

    def touch(self) -> None:
        """Record that the user was changed."""
        self.modified = utc_now()


@dataclass(slots=True)
class Grant:
    """Hold a sign-in, whose tokens share an origin; `scopes` are those of its access tokens."""

    username: str
    client_id: str
    origin: str
    began: int
    scopes: tuple[str, ...]
    nonce: str = ""
    is_hosted: bool = False
    is_revoked: bool = False


@dataclass(slots=True)
class RefreshToken:
    """Hold a refresh token; `replaced` is the time at which another one replaced it, or 0."""

    grant: Grant
    end: float
    replaced: float = 0


@dataclass(slots=True)
class Pool:
    """Hold a user pool and its parts, by their names or ids."""

    account: str
    region: str
    record: Record
    schema: Records
    users: dict[str, User] = field(default_factory=dict)  # by user_key
    groups: Records = field(default_factory=dict)
    clients: Records = field(default_factory=dict)
    servers: Records = field(default_factory=dict)
    providers: Records = field(default_factory=dict)
    extras: dict[tuple[str, ...], Record] = field(default_factory=dict)  # settings without an effect
    grants: dict[str, Grant] = field(default_factory=dict)  # by origin
    refresh_tokens: dict[str, RefreshToken] = field(default_factory=dict)
    attempts: dict[str, Any] = field(default_factory=dict)  # attempts to sign in, by session
    keys: dict[str, Any] = field(default_factory=dict)  # the keys that sign its tokens, by use

    @property
    def id(self) -> str:
        """Return its id, which begins with its region."""
        return str(self.record["Id"])

    @property
    def name_in_srp(self) -> str:
        """Return the part of its id after the region."""
        return self.id.partition("_")[2]

    @property
    def issuer(self) -> str:
        """Return the issuer of its tokens, which is the pool's address on AWS."""
        suffix = "amazonaws.com.cn" if self.region.startswith("cn-") else "amazonaws.com"
        return f"https://cognito-idp.{self.region}.{suffix}/{self.id}"

    @property
    def triggers(self) -> Record:
        """Return the functions that it calls."""
        return self.record.get("LambdaConfig") or {}

    def user_key(self, name: str) -> str:
        """Return the key of a user's name: case matters only if the pool is case-sensitive."""
        is_exact = (self.record.get("UsernameConfiguration") or {}).get("CaseSensitive", False)
        return name if is_exact else name.lower()


pools: dict[str, Pool] = {}  # by id, which is unique in all accounts and regions
domains: Records = {}  # by name, in all accounts and regions


def utc_now() -> datetime:
    """Return the time on LocalStack's clock as a date."""
    return datetime.fromtimestamp(int(now()), UTC)


def new_id(length: int, letters: str = LETTERS) -> str:
    """Return a random id."""
    return "".join(secrets.choice(letters) for _ in range(length))


def given_members(request: Mapping[str, Any], *, left_out: Collection[str] = ()) -> Record:
    """Return copies of the members that the request sets."""
    return {key: deepcopy(value) for key, value in request.items() if value is not None and key not in left_out}


def with_dates(record: Record) -> Record:
    """Return a new record with the current time as its dates."""
    moment = utc_now()
    return {**record, "CreationDate": moment, "LastModifiedDate": moment}


def own_pools(context: Any) -> list[Pool]:
    """Return the pools in a request's account and region."""
    return [pool for pool in pools.values() if (pool.account, pool.region) == (context.account_id, context.region)]


def find_pool(context: Any, name: str) -> Pool:
    """Return a pool in a request's account and region.

    Raises:
        ResourceNotFoundException: there is none.
    """
    pool = pools.get(name)
    if pool is None or (pool.account, pool.region) != (context.account_id, context.region):
        raise not_found(f"User pool {name} does not exist.")
    return pool


def find_client(client_id: str) -> tuple[Pool, Record]:
    """Return a client and its pool from any account: requests of clients are not signed.

    Raises:
        ResourceNotFoundException: there is none.
    """
    for pool in list(pools.values()):
        if client := pool.clients.get(client_id):
            return pool, client
    raise not_found(f"User pool client {client_id} does not exist.")


def find_client_of(pool: Pool, client_id: str) -> Record:
    """Return a client of a pool.

    Raises:
        ResourceNotFoundException: the pool has no client of this id.
    """
    if client_id not in pool.clients:
        raise not_found(f"User pool client {client_id} does not exist.")
    return pool.clients[client_id]


def page(things: Iterable[Any], request: Mapping[str, Any], limit: str, token: str, member: str) -> Record:
    """Return one page of things as a member, and the token of the next page, if any.

    Args:
        limit: the name of the request's member for the number of things on a page.
        token: the name of the member for the token of a page.
    """
    found, begin = list(things), _place(request.get(token))
    end = begin + int(PAGE if request.get(limit) is None else request[limit])
    return {member: found[begin:end], **({token: str(end)} if end < len(found) else {})}


def _place(token: str | None) -> int:
    if token and not token.isdecimal():
        raise invalid("Invalid pagination token.")
    return int(token or 0)
