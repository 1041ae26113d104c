"""Multi-factor authentication: authenticator apps (TOTP), and codes by SMS and e-mail.

See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html; the algorithm is that of
https://www.rfc-editor.org/rfc/rfc6238, by SHA-1, with six digits and steps of 30 seconds.
"""

import base64
import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from ..clock.present import real_time
from .attempts import Attempt, find_attempt, keep
from .faults import fault, invalid, not_authorized
from .pools import Handler
from .records import Pool, Record, User, find_pool, pools
from .tokens import read_access_token
from .users import find_user

TOTP, SMS, EMAIL = "SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"
STEP, WINDOW = 30, 1  # seconds, and steps that a clock may be off
SECRET_BYTES = 32
SETTINGS = {"SoftwareTokenMfaSettings": TOTP, "SMSMfaSettings": SMS, "EmailMfaSettings": EMAIL}
OF_POOL = {TOTP: "SoftwareTokenMfaConfiguration", SMS: "SmsMfaConfiguration", EMAIL: "EmailMfaConfiguration"}
ADDRESSES = {SMS: "phone_number", EMAIL: "email"}


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    return {
        "AdminSetUserMFAPreference": _set_preference_of,
        "AssociateSoftwareToken": _associate,
        "SetUserMFAPreference": _set_own_preference,
        "VerifySoftwareToken": _verify,
    }


def totp(secret: str, step: int) -> str:
    """Return the code of a time step."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, step.to_bytes(8), "sha1")
    place = digest[-1] & 0xF
    number = int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def check_totp(user: User, code: str, wrong: Exception) -> None:
    """Refuse a code that the user's authenticator app does not show now, or that was used before.

    Raises:
        ExpiredCodeException: the code was used before.
    """
    step = int(real_time()) // STEP  # the authenticator's clock is the system's, which no test moves
    for near in range(step - WINDOW, step + WINDOW + 1):
        if secrets.compare_digest(totp(user.totp_secret, near).encode(), code.encode()):
            if near <= user.totp_used:
                raise fault("ExpiredCode", "Your software token has already been used once.")
            user.totp_used = near
            return
    raise wrong


def factors_of(pool: Pool, user: User) -> list[str]:
    """Return the factors that a user can sign in with: those set up, if the pool allows them.

    Where a pool demands a factor, a user's verified addresses count as set up.
    """
    if pool.record["MfaConfiguration"] == "OFF":
        return []
    found = [factor for factor in user.factors if OF_POOL[factor] in pool.record]
    if not found and pool.record["MfaConfiguration"] == "ON":
        verified = {factor for factor, name in ADDRESSES.items() if user.attributes.get(f"{name}_verified") == "true"}
        found = [factor for factor in ADDRESSES if factor in verified and OF_POOL[factor] in pool.record]
    return [user.preferred_factor] if user.preferred_factor in found else found


def can_set_up(pool: Pool) -> list[str]:
    """Return the factors that users of a pool can set up during sign-in."""
    return [factor for factor in (TOTP, EMAIL) if OF_POOL[factor] in pool.record]


# --- operations -------------------------------------------------------------------------------------------------------


def _associate(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, attempt = _whose(request)
    if OF_POOL[TOTP] not in pool.record:
        raise fault("SoftwareTokenMFANotFound", "Software Token MFA has not been enabled by the userPool")
    user.totp_secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode().rstrip("=")
    user.totp_verified, user.totp_used = False, 0
    return {"SecretCode": user.totp_secret, **_next_session(attempt)}


def _verify(_context: Any, request: Mapping[str, Any]) -> Record:
    _, user, attempt = _whose(request)
    if not user.totp_secret:
        raise invalid("Software token must be associated before it can be verified.")
    check_totp(user, request["UserCode"], fault("EnableSoftwareTokenMFA", "Code mismatch"))
    user.totp_verified = True
    if attempt:
        attempt.factor_ready = True
    return {"Status": "SUCCESS", **_next_session(attempt)}


def _whose(request: Mapping[str, Any]) -> tuple[Pool, User, Attempt | None]:
    """Return the pool and the user of an access token or of a session's attempt."""
    if request.get("AccessToken"):
        pool, user, *_ = read_access_token(request["AccessToken"])
        return pool, user, None
    token = request.get("Session") or ""
    for pool in pools.values():
        if token in pool.attempts:
            attempt = find_attempt(pool, token, "MFA_SETUP")
            if attempt.user:
                return pool, attempt.user, attempt
    raise not_authorized("Invalid session for the user.")


def _next_session(attempt: Attempt | None) -> Record:
    return {"Session": keep(attempt, "MFA_SETUP")} if attempt else {}


def _set_own_preference(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, *_ = read_access_token(request["AccessToken"])
    return _set_preference(pool, user, request)


def _set_preference_of(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    return _set_preference(pool, find_user(pool, request["Username"]), request)


def _set_preference(pool: Pool, user: User, request: Mapping[str, Any]) -> Record:
    given = {factor: request[name] for name, factor in SETTINGS.items() if request.get(name)}
    if len([1 for settings in given.values() if settings.get("PreferredMfa")]) > 1:
        raise invalid("Only one MFA method can be set to preferred.")
    for factor, settings in given.items():
        if settings.get("Enabled") or settings.get("PreferredMfa"):
            _check_ready(pool, user, factor)
    for factor, settings in given.items():
        is_on = settings.get("Enabled") or settings.get("PreferredMfa")
        user.factors = [one for one in user.factors if one != factor] + ([factor] if is_on else [])
        if settings.get("PreferredMfa"):
            user.preferred_factor = factor
        elif user.preferred_factor == factor:
            user.preferred_factor = ""
    user.touch()
    return {}


def _check_ready(pool: Pool, user: User, factor: str) -> None:
    if factor == TOTP and not user.totp_verified:
        raise invalid("User has not verified software token mfa")
    if factor in ADDRESSES and not user.attributes.get(ADDRESSES[factor]):
        words = "phone number" if factor == SMS else "email"
        raise invalid(f"User does not have a {words} set up for {factor}")
    if OF_POOL[factor] not in pool.record and factor != SMS:
        raise invalid(f"User pool does not have {factor} enabled.")
