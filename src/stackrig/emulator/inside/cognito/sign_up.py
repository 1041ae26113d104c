"""Sign-up and forgotten passwords: operations without a sign-in, with codes from the outbox.

See https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html.
"""

from collections.abc import Mapping
from typing import Any

from .attributes import VERIFIED, as_dict, check_attributes, check_required, check_writable
from .clients import check_secret_hash, hides_users
from .delivery import delivery_of, recovery_attribute, send_code, take_code
from .faults import fault, invalid, no_user, not_authorized, wrong_code
from .migration import migrate
from .passwords import check_policy
from .pools import Handler
from .records import Pool, Record, User, find_client
from .triggers import NO_CLIENT, Asker, asker_of, call_trigger
from .users import add_user, check_alias, event_attributes, look_up, new_user, set_password

SIMULATED = "unknown@example.com"


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    return {
        "ConfirmForgotPassword": _confirm_new_password,
        "ConfirmSignUp": _confirm,
        "ForgotPassword": _forget_password,
        "ResendConfirmationCode": _resend,
        "SignUp": _sign_up,
    }


def _client_of(request: Mapping[str, Any]) -> tuple[Pool, Record]:
    pool, client = find_client(request["ClientId"])
    check_secret_hash(client, request["Username"], request.get("SecretHash"))
    return pool, client


def _sign_up(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = _client_of(request)
    if pool.record["AdminCreateUserConfig"].get("AllowAdminCreateUserOnly"):
        raise not_authorized("SignUp is not permitted for this user pool")
    given, name = as_dict(request.get("UserAttributes")), request["Username"]
    check_writable(client, list(given))
    check_attributes(pool, given, is_new=True)
    if request.get("Password") is None:
        raise invalid("Password is required.")
    check_policy(pool.record["Policies"]["PasswordPolicy"], request["Password"])
    user = new_user(pool, name, given, "UNCONFIRMED")
    check_required(pool, user.attributes)
    if look_up(pool, name):
        raise fault("UsernameExists", "User already exists")
    set_password(pool, user, request["Password"])
    is_confirmed = ask_before(pool, user, "SignUp", client["ClientId"], request)
    add_user(pool, user, name)
    answer: Record = {"UserConfirmed": is_confirmed, "UserSub": user.sub}
    if is_confirmed:
        _confirmed(pool, user, "ConfirmSignUp", client, request)
    elif attribute := _address_to_verify(pool, user):
        answer["CodeDeliveryDetails"] = send_code(pool, user, "SignUp", attribute, asker_of(request, client))
    return answer


def ask_before(pool: Pool, user: User, occasion: str, client_id: str, request: Mapping[str, Any]) -> bool:
    """Ask the function PreSignUp, and return whether it confirms the user.

    Raises:
        UserLambdaValidationException: the function refuses the user.
    """
    asked = {
        "userAttributes": {name: value for name, value in event_attributes(user).items() if name != "sub"},
        "validationData": as_dict(request.get("ValidationData")) or None,
        "clientMetadata": dict(request.get("ClientMetadata") or {}),
    }
    said = call_trigger(pool, "PreSignUp", occasion, user.username, client_id, asked)
    for name, wanted in (("email", "autoVerifyEmail"), ("phone_number", "autoVerifyPhone")):
        if said.get(wanted):
            if not user.attributes.get(name):
                raise fault("InvalidLambdaResponse", f"PreSignUp failed: {wanted} needs the attribute {name}")
            check_alias(pool, user, name, user.attributes[name])
            user.attributes[VERIFIED[name]] = "true"
    if said.get("autoConfirmUser") and occasion == "SignUp":
        user.status = "CONFIRMED"
        return True
    return False


def _address_to_verify(pool: Pool, user: User) -> str:
    """Return which attribute of a new user gets the code: a phone first, as on AWS; empty if none is verified."""
    wanted = pool.record.get("AutoVerifiedAttributes") or ()
    found = [name for name in ("phone_number", "email") if name in wanted and user.attributes.get(name)]
    return next((name for name in found if user.attributes.get(VERIFIED[name]) != "true"), "")


def _confirm(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = _client_of(request)
    user = look_up(pool, request["Username"])
    if user is None:
        raise wrong_or_unknown(client)
    if user.status != "UNCONFIRMED":
        raise not_authorized(f"User cannot be confirmed. Current status is {user.status}")
    code = take_code(user, "SignUp", "", request["ConfirmationCode"])
    takes_over = bool(request.get("ForceAliasCreation"))
    check_alias(pool, user, code.attribute, user.attributes[code.attribute], takes_over=takes_over)
    user.attributes[VERIFIED[code.attribute]] = "true"
    user.status = "CONFIRMED"
    user.touch()
    _confirmed(pool, user, "ConfirmSignUp", client, request)
    return {}


def wrong_or_unknown(client: Mapping[str, Any]) -> Exception:
    """Return the error for an unknown user's code, which hides from the client whether the user exists."""
    return wrong_code() if hides_users(client) else no_user()


def _confirmed(pool: Pool, user: User, occasion: str, client: Mapping[str, Any], request: Mapping[str, Any]) -> None:
    asked = {"userAttributes": event_attributes(user), "clientMetadata": dict(request.get("ClientMetadata") or {})}
    call_trigger(pool, "PostConfirmation", occasion, user.username, client["ClientId"], asked)


def confirm_as_admin(pool: Pool, user: User, request: Mapping[str, Any]) -> None:
    """Confirm a user without a code.

    Raises:
        NotAuthorizedException: the user is confirmed already, or can't be confirmed in this state.
    """
    if user.status != "UNCONFIRMED":
        raise not_authorized(f"User cannot be confirmed. Current status is {user.status}")
    user.status = "CONFIRMED"
    user.touch()
    _confirmed(pool, user, "ConfirmSignUp", {"ClientId": NO_CLIENT}, request)


def _resend(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = _client_of(request)
    user = look_up(pool, request["Username"])
    if user is None:
        return _simulated(client)
    if user.status != "UNCONFIRMED":
        raise invalid("User is already confirmed.")
    attribute = _address_to_verify(pool, user)
    if not attribute:
        raise invalid("Auto verification not turned on.")
    sent = send_code(pool, user, "ResendCode", attribute, asker_of(request, client))
    return {"CodeDeliveryDetails": sent}


def _simulated(client: Mapping[str, Any]) -> Record:
    """Return a made-up destination of a code, for a client that hides which users exist."""
    if not hides_users(client):
        raise no_user()
    return {"CodeDeliveryDetails": delivery_of("email", SIMULATED)}


# --- forgotten passwords ----------------------------------------------------------------------------------------------


def _forget_password(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = _client_of(request)
    metadata = request.get("ClientMetadata") or {}
    user = look_up(pool, request["Username"]) or migrate(pool, client, request["Username"], "ForgotPassword", metadata)
    if user is None:
        return _simulated(client)
    if not user.enabled:
        raise not_authorized("User is disabled.")
    if user.status == "FORCE_CHANGE_PASSWORD":
        raise not_authorized("User password cannot be reset in the current state.")
    attribute = recovery_attribute(pool, user)
    sent = send_code(pool, user, "ForgotPassword", attribute, asker_of(request, client))
    return {"CodeDeliveryDetails": sent}


def send_reset_code(pool: Pool, user: User, asker: Asker) -> None:
    """Send the code for a new password, which an administrator requires."""
    send_code(pool, user, "ForgotPassword", recovery_attribute(pool, user), asker)


def _confirm_new_password(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = _client_of(request)
    user = look_up(pool, request["Username"])
    if user is None:
        raise wrong_or_unknown(client)
    check_policy(pool.record["Policies"]["PasswordPolicy"], request["Password"])
    kept = user.codes.get("ForgotPassword")
    take_code(user, "ForgotPassword", "", request["ConfirmationCode"])
    try:
        set_password(pool, user, request["Password"])
    except Exception:
        if kept:
            user.codes["ForgotPassword"] = kept  # it can be used again, with another password
        raise
    if user.status in ("RESET_REQUIRED", "UNCONFIRMED"):
        user.status = "CONFIRMED"
    _confirmed(pool, user, "ConfirmForgotPassword", client, request)
    return {}
