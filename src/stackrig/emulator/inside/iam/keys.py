"""The secret access keys that this LocalStack has given out, by which it verifies what they have signed."""

from dataclasses import dataclass, field

from .callers import LASTING, TEMPORARY, find_assumed, find_lasting


@dataclass(frozen=True, slots=True)
class Secret:
    """Hold what signs for an access key: a secret, and a session's token; both are empty where any would do.

    The keys of an account itself, such as `test`, have whatever secret their user has set.
    """

    account: str
    key: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def secret_of(access_key: str) -> Secret | None:
    """Return what signs for an access key, None where nobody was given it."""
    from localstack.aws.accounts import get_account_id_from_access_key_id  # type: ignore[import-not-found]

    if access_key.startswith(TEMPORARY):
        assumed = find_assumed(access_key)
        return assumed and Secret(assumed.account_id, assumed.secret_access_key, assumed.session_token)
    if access_key.startswith(LASTING):
        user, key = find_lasting(access_key) or (None, None)
        return Secret(user.account_id, key.secret_access_key) if user and key else None
    return Secret(get_account_id_from_access_key_id(access_key))
