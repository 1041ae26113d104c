"""The challenge PASSWORD_VERIFIER: a client proves by SRP that it knows a password.

Where a client hides which users exist, unknown users get the same challenge, with a salt that stays the same:
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html.
"""

import base64
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import replace

from . import srp
from .attempts import Attempt, keep
from .faults import invalid, not_authorized, wrong_password
from .passwords import Password
from .records import Record

BLOCK_BYTES = 768
_unknown = secrets.token_bytes(32)  # makes the salts of unknown users


def ask_for_proof(attempt: Attempt, client_public: str) -> Record:
    """Return the challenge for a client's public value."""
    password = (attempt.user and attempt.user.password) or _invented(attempt)
    try:
        exchange = srp.begin(int(client_public, 16), password.verifier)
    except ValueError as error:
        raise invalid("Invalid SRP_A value") from error
    block = base64.b64encode(secrets.token_bytes(BLOCK_BYTES)).decode()
    # Each exchange is an attempt of its own: two of one user may run at once.
    keep(replace(attempt, exchange=exchange, password=password), "PASSWORD_VERIFIER", block)
    parameters = {
        "SALT": f"{password.salt:x}",
        "SECRET_BLOCK": block,
        "SRP_B": f"{exchange.public:x}",
        "USERNAME": attempt.username,
        "USER_ID_FOR_SRP": attempt.username,
    }
    return {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": parameters}


def _invented(attempt: Attempt) -> Password:
    """Return a password that nobody knows, with the same salt each time for a name."""
    salt = int.from_bytes(hmac.digest(_unknown, attempt.asked.encode(), "sha256")[: srp.SALT_BYTES])
    name = attempt.pool.name_in_srp + attempt.asked
    return Password(name, salt, srp.make_verifier(name, secrets.token_hex(16), salt))


def answer_proof(attempt: Attempt, given: Mapping[str, str]) -> None:
    """Refuse a client that signed with another password.

    Raises:
        NotAuthorizedException: the password is another one, or the user does not exist.
    """
    names = ("TIMESTAMP", "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK")
    for name in names:
        if not given.get(name):
            raise invalid(f"Missing required parameter {name}")
    attempt.is_used = True
    if attempt.exchange is None or attempt.password is None:
        raise not_authorized("Invalid session for the user.")
    block = base64.b64decode(given["PASSWORD_CLAIM_SECRET_BLOCK"])
    message = attempt.password.name.encode() + block + given["TIMESTAMP"].encode()
    expected = base64.b64encode(srp.make_signature(attempt.exchange, attempt.password.verifier, message))
    is_right = hmac.compare_digest(expected, given["PASSWORD_CLAIM_SIGNATURE"].encode())
    if not is_right or attempt.user is None or attempt.user.password is not attempt.password:
        raise wrong_password()
