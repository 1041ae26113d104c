"""Errors of Cognito's operations, in AWS's words.

Each operation's page lists its codes: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/.
"""

from ..services.faults import service_fault


def fault(code: str, text: str) -> Exception:
    """Return an error by its code, without the ending `Exception`."""
    return service_fault(f"{code}Exception", text)


def invalid(text: str) -> Exception:
    """Return the error for a parameter that can't be used."""
    return fault("InvalidParameter", text)


def not_authorized(text: str) -> Exception:
    """Return the error for a caller who may not do something."""
    return fault("NotAuthorized", text)


def not_found(text: str) -> Exception:
    """Return the error for a pool, or a part of one, that does not exist."""
    return fault("ResourceNotFound", text)


def no_user() -> Exception:
    """Return the error for a user who does not exist."""
    return fault("UserNotFound", "User does not exist.")


def wrong_password() -> Exception:
    """Return the error for a wrong password; unknown users get it too where a client hides them."""
    return not_authorized("Incorrect username or password.")


def wrong_code() -> Exception:
    """Return the error for a wrong code."""
    return fault("CodeMismatch", "Invalid verification code provided, please try again.")


def old_code() -> Exception:
    """Return the error for a code that has expired, or was never sent."""
    return fault("ExpiredCode", "Invalid code provided, please request a code again.")
