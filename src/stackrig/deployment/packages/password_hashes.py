"""Hashes of passwords as golang.org/x/crypto/bcrypt makes them, which Pulumi's packages use."""

DEFAULT_COST = 10
LEAST_COST = 4  # a lower one stands for the default
LONGEST = 72  # bytes of a password: bcrypt sees no more of it


def hash_password(password: bytes, cost: int = DEFAULT_COST) -> str:
    """Return the bcrypt hash of a password, with a salt of its own.

    Raises:
        ValueError: the password is longer than bcrypt sees, or there is no such cost.
    """
    import bcrypt

    if len(password) > LONGEST:
        raise ValueError(f"a password of {len(password)} bytes is too long: bcrypt sees {LONGEST}")
    salt = bcrypt.gensalt(cost if cost >= LEAST_COST else DEFAULT_COST, b"2a")
    return bcrypt.hashpw(password, salt).decode()
