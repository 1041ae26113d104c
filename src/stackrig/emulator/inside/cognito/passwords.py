"""Passwords: the policy of a pool, and the kept verifier, which serves SRP and plain comparison.

See https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html.
"""

import hmac
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import srp
from .faults import fault

SYMBOLS = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- "
DEFAULT_POLICY = {
    "MinimumLength": 8,
    "RequireUppercase": True,
    "RequireLowercase": True,
    "RequireNumbers": True,
    "RequireSymbols": True,
    "TemporaryPasswordValidityDays": 7,
}
LONGEST = 256
RULES = (
    ("RequireLowercase", string.ascii_lowercase, "lowercase"),
    ("RequireUppercase", string.ascii_uppercase, "uppercase"),
    ("RequireNumbers", string.digits, "numeric"),
    ("RequireSymbols", SYMBOLS, "symbol"),
)


@dataclass(frozen=True, slots=True)
class Password:
    """Hold a password's verifier for SRP, the salt, and the name that both are made with."""

    name: str
    salt: int
    verifier: int

    def matches(self, text: str) -> bool:
        """Tell whether a text is the password."""
        given = srp.make_verifier(self.name, text, self.salt)
        return hmac.compare_digest(str(given), str(self.verifier))


def keep_password(name: str, text: str) -> Password:
    """Return the record of a password; `name` is the pool's name and the user's."""
    salt = srp.new_salt()
    return Password(name, salt, srp.make_verifier(name, text, salt))


def check_policy(policy: Mapping[str, Any], text: str) -> None:
    """Refuse a password that a policy does not allow.

    Raises:
        InvalidPasswordException: it does not, with the reason.
    """
    reasons = ["Password not long enough"] if len(text) < policy["MinimumLength"] else []
    reasons += ["Password too long"] if len(text) > LONGEST else []
    reasons += [
        f"Password must have {word} characters"
        for name, letters, word in RULES
        if policy.get(name) and not set(text) & set(letters)
    ]
    if text != text.strip():
        reasons.append("Password must not have leading or trailing spaces")
    if reasons:
        raise fault("InvalidPassword", f"Password did not conform with policy: {reasons[0]}")


def make_password(policy: Mapping[str, Any]) -> str:
    """Return a random password that a policy allows."""
    kinds = [string.ascii_lowercase, string.ascii_uppercase, string.digits, "!#%+-"]
    length = max(8, int(policy["MinimumLength"]))
    letters = [secrets.choice(kinds[place % len(kinds)]) for place in range(length)]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)
