"""Attempts to sign in: Cognito's state between a challenge and its answer."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..clock.present import now
from .faults import not_authorized
from .passwords import Password
from .records import Pool, Record, User
from .srp import Exchange

MINUTE = 60  # seconds


@dataclass(slots=True)
class Attempt:
    """Hold an attempt to sign in; `asked` is the given name, and `user` is None for an unknown one."""

    pool: Pool
    client: Record
    asked: str
    user: User | None
    flow: str
    metadata: Mapping[str, str]
    challenge: str = ""  # the challenge to be answered
    exchange: Exchange | None = None  # SRP's exchange
    password: Password | None = None  # the salt or verifier of that exchange
    private: Mapping[str, str] = field(default_factory=dict)  # of a custom challenge
    history: list[Record] = field(default_factory=list)  # of custom challenges
    factor_ready: bool = False  # whether a factor was set up during the attempt
    occasion: str = "Authentication"
    end: float = 0
    is_used: bool = False

    @property
    def username(self) -> str:
        """Return the user's own name, or the given name of an unknown user."""
        return self.user.username if self.user else self.asked


def keep(attempt: Attempt, challenge: str, token: str = "") -> str:
    """Keep a challenge open for some minutes, and return the session that finds it."""
    pool, token = attempt.pool, token or secrets.token_urlsafe(120)
    moment = now()
    for old in [name for name, one in pool.attempts.items() if one.end <= moment - MINUTE]:
        pool.attempts.pop(old, None)
    attempt.challenge, attempt.is_used = challenge, False
    attempt.end = moment + attempt.client.get("AuthSessionValidity", 3) * MINUTE
    pool.attempts[token] = attempt
    return token


def find_attempt(pool: Pool, token: str, challenge: str) -> Attempt:
    """Return a session's attempt.

    Raises:
        NotAuthorizedException: the session is unknown, too old, used, or belongs to another challenge.
    """
    attempt: Attempt | None = pool.attempts.get(token)
    if attempt is None or attempt.challenge != challenge:
        raise not_authorized("Invalid session for the user.")
    if attempt.end <= now():
        raise not_authorized("Invalid session for the user, session is expired.")
    if attempt.is_used:
        raise not_authorized("Invalid session for the user, session can only be used once.")
    return attempt
