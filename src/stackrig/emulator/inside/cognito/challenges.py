"""The challenges after the first factor: a new password, a second factor, and then the tokens."""

import json

from ..clock.present import now
from . import factors
from .attempts import Attempt, keep
from .attributes import required
from .delivery import hide, send_code
from .faults import fault, not_authorized, wrong_password
from .records import Record
from .tokens import begin_grant, issue
from .triggers import Asker, call_trigger
from .users import event_attributes

CHOICES = {"EMAIL_OTP": "email", "SMS_OTP": "phone_number"}  # first factors, and the attributes with their addresses
CODES = {**CHOICES, **factors.ADDRESSES}  # all factors with codes that are sent


def proceed(attempt: Attempt) -> Record:
    """Return the next challenge after the right password, or the tokens.

    Raises:
        UserNotConfirmedException or NotAuthorizedException: the account is not ready, or its password has expired.
    """
    user = attempt.user
    if user is None:
        raise wrong_password()
    if user.status == "UNCONFIRMED":
        raise fault("UserNotConfirmed", "User is not confirmed.")
    if user.password_end is not None and user.password_end <= now():
        raise not_authorized("Temporary password has expired and must be reset by an administrator.")
    if user.status == "FORCE_CHANGE_PASSWORD":
        return _ask_for_new_password(attempt)
    return second_factor(attempt)


def _ask_for_new_password(attempt: Attempt) -> Record:
    user = attempt.user
    assert user
    lacking = [f"userAttributes.{name}" for name in required(attempt.pool) if not user.attributes.get(name)]
    attributes = {name: value for name, value in user.attributes.items() if name != "sub"}
    return _challenge(
        attempt,
        "NEW_PASSWORD_REQUIRED",
        {"requiredAttributes": json.dumps(lacking), "userAttributes": json.dumps(attributes)},
    )


def second_factor(attempt: Attempt) -> Record:
    """Return the challenge of the second factor, or the tokens of a user who needs none."""
    user, pool = attempt.user, attempt.pool
    assert user
    found = factors.factors_of(pool, user)
    if len(found) > 1:
        return _challenge(attempt, "SELECT_MFA_TYPE", {"MFAS_CAN_CHOOSE": json.dumps(found)})
    if found:
        return send_factor(attempt, found[0])
    if pool.record["MfaConfiguration"] == "ON":
        return _challenge(attempt, "MFA_SETUP", {"MFAS_CAN_SETUP": json.dumps(factors.can_set_up(pool))})
    return complete(attempt)


def send_factor(attempt: Attempt, factor: str) -> Record:
    """Ask for a code from the authenticator app, or send one and ask for it."""
    if factor not in CODES:
        return _challenge(attempt, factor, {"FRIENDLY_DEVICE_NAME": "TOTP device"})
    attribute = CODES[factor]
    assert attempt.user
    asker = Asker(attempt.client["ClientId"], attempt.metadata)
    sent = send_code(attempt.pool, attempt.user, "Authentication", attribute, asker)
    told = {"CODE_DELIVERY_DELIVERY_MEDIUM": sent["DeliveryMedium"]}
    return _challenge(attempt, factor, {**told, "CODE_DELIVERY_DESTINATION": hide(attempt.user.attributes[attribute])})


def _challenge(attempt: Attempt, name: str, parameters: Record) -> Record:
    session = keep(attempt, name)
    known = {"USER_ID_FOR_SRP": attempt.username, **parameters}
    return {"ChallengeName": name, "Session": session, "ChallengeParameters": known}


def complete(attempt: Attempt) -> Record:
    """Return the tokens of a user who has passed all challenges."""
    user, client = attempt.user, attempt.client
    if user is None:
        raise wrong_password()
    request = {
        "userAttributes": event_attributes(user),
        "newDeviceUsed": False,
        "clientMetadata": dict(attempt.metadata),
    }
    call_trigger(attempt.pool, "PostAuthentication", "Authentication", user.username, client["ClientId"], request)
    grant = begin_grant(attempt.pool, user, client)
    return {
        "ChallengeParameters": {},
        "AuthenticationResult": issue(attempt.pool, grant, attempt.occasion, attempt.metadata),
    }
