"""Codes and their messages: an outbox keeps the messages that AWS would send by e-mail and SMS.

See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html.
"""

import secrets
from collections import deque
from collections.abc import Mapping
from typing import Any

from ..clock.present import now
from .attributes import VERIFIED
from .faults import invalid, old_code, wrong_code
from .records import Code, Pool, Record, User
from .triggers import Asker, call_trigger
from .users import event_attributes

KEPT = 1000  # the newest messages of all pools
PLACEHOLDER, NAME = "{####}", "{username}"
MEDIA = {"email": "EMAIL", "phone_number": "SMS"}
HOUR, DAY = 3600, 86400
LIFETIMES = {"ForgotPassword": HOUR, "Authentication": 3 * 60}  # seconds; others are valid for a day
TEXTS = {  # AWS's own texts: https://docs.aws.amazon.com/cognito/latest/developerguide/, page above
    "AdminCreateUser": f"Your username is {NAME} and temporary password is {PLACEHOLDER}.",
    "Authentication": f"Your authentication code is {PLACEHOLDER}.",
    "ForgotPassword": f"Your password reset code is {PLACEHOLDER}.",
}
TEXT, SUBJECT = f"Your verification code is {PLACEHOLDER}.", "Your verification code"

outbox: deque[Record] = deque(maxlen=KEPT)


def new_code() -> str:
    """Return a random code of six digits."""
    return f"{secrets.randbelow(10**6):06d}"


def send_code(
    pool: Pool,
    user: User,
    occasion: str,
    attribute: str,
    asker: Asker,
    value: str | None = None,
) -> Record:
    """Send a user a new code, and return its destination as answers describe it.

    Args:
        occasion: the code's purpose, named as in the sources of CustomMessage.
        attribute: the attribute with the address: email or phone_number.
        value: a new address, which gets the code and is confirmed by it.
    """
    code = new_code()
    user.codes[_purpose(occasion, attribute)] = Code(code, attribute, now() + LIFETIMES.get(occasion, DAY), value)
    address = value or user.attributes[attribute]
    send_message(pool, user, occasion, (attribute, address), code, asker)
    return delivery_of(attribute, address)


def take_code(user: User, occasion: str, attribute: str, text: str) -> Code:
    """Use up a code, and return what it was sent for.

    Raises:
        CodeMismatchException: the code is another one.
        ExpiredCodeException: the code has expired, or none was sent.
    """
    purpose = _purpose(occasion, attribute)
    code = user.codes.get(purpose)
    if code is None or code.end <= now():
        raise old_code()
    if not secrets.compare_digest(code.text.encode(), text.encode()):
        raise wrong_code()
    del user.codes[purpose]
    return code


def _purpose(occasion: str, attribute: str) -> str:
    """Return the key of a kept code: an account has one code for all attributes, and each attribute one of its own."""
    if occasion in ("UpdateUserAttribute", "VerifyUserAttribute"):
        return f"attribute {attribute}"
    return "SignUp" if occasion == "ResendCode" else occasion


def send_message(
    pool: Pool,
    user: User,
    occasion: str,
    place: tuple[str, str],
    code: str,
    asker: Asker,
) -> None:
    """Put the message with a code or a temporary password into the outbox.

    Args:
        place: the name of the attribute with the address, and the address.
    """
    request = {
        "userAttributes": event_attributes(user),
        "codeParameter": PLACEHOLDER,
        "linkParameter": "{##Click Here##}",
        "usernameParameter": NAME if occasion == "AdminCreateUser" else None,
        "clientMetadata": dict(asker.metadata),
    }
    said = call_trigger(pool, "CustomMessage", occasion, user.username, asker.client_id, request)
    attribute, address = place
    text, subject = _texts(pool, occasion, attribute, said)
    outbox.append(
        {
            "UserPoolId": pool.id,
            "Account": pool.account,
            "Username": user.username,
            "Occasion": occasion,
            "DeliveryMedium": MEDIA[attribute],
            "Destination": address,
            "Code": code,
            "Subject": subject,
            "Message": text.replace(PLACEHOLDER, code).replace(NAME, user.username),
            "Time": now(),
        }
    )


def _texts(pool: Pool, occasion: str, attribute: str, said: Mapping[str, Any]) -> tuple[str, str]:
    """Return a message's text and subject: the function's, or else the pool's, or else AWS's."""
    if attribute == "phone_number":
        return str(said.get("smsMessage") or _sms_text(pool, occasion)), ""
    own = pool.record.get("VerificationMessageTemplate") or {}
    if occasion == "AdminCreateUser":
        own = pool.record["AdminCreateUserConfig"].get("InviteMessageTemplate") or {}
    if occasion == "Authentication":
        mfa = pool.record.get("EmailMfaConfiguration") or {}
        own = {"EmailMessage": mfa.get("Message"), "EmailSubject": mfa.get("Subject")}
    subject = "Your temporary password" if occasion == "AdminCreateUser" else SUBJECT
    return (
        str(said.get("emailMessage") or own.get("EmailMessage") or TEXTS.get(occasion, TEXT)),
        str(said.get("emailSubject") or own.get("EmailSubject") or subject),
    )


def _sms_text(pool: Pool, occasion: str) -> str:
    if occasion == "Authentication":
        own = pool.record.get("SmsAuthenticationMessage")
    elif occasion == "AdminCreateUser":
        own = (pool.record["AdminCreateUserConfig"].get("InviteMessageTemplate") or {}).get("SMSMessage")
    else:
        own = pool.record.get("SmsVerificationMessage")
    return str(own or TEXTS.get(occasion, TEXT))


def delivery_of(attribute: str, address: str) -> Record:
    """Return a message's destination as answers describe it, with most of the address hidden."""
    return {"Destination": hide(address), "DeliveryMedium": MEDIA[attribute], "AttributeName": attribute}


def hide(address: str) -> str:
    """Return an address with most of it hidden, as `a***@e***` or `+*******0100`."""
    name, at, host = address.partition("@")
    return f"{name[:1]}***@{host[:1]}***" if at else "+" + "*" * (len(address) - 5) + address[-4:]


def recovery_attribute(pool: Pool, user: User) -> str:
    """Return which attribute gets the code for a new password: the first verified one in the pool's settings.

    Raises:
        InvalidParameterException: no address is verified.
    """
    settings = pool.record.get("AccountRecoverySetting") or {}
    ways = sorted(settings.get("RecoveryMechanisms") or (), key=lambda way: int(way["Priority"]))
    for way in ways:
        attribute = way["Name"].removeprefix("verified_")
        if attribute in VERIFIED and user.attributes.get(VERIFIED[attribute]) == "true":
            return str(attribute)
    if [way["Name"] for way in ways] == ["admin_only"]:
        raise invalid("Contact administrator to reset password.")
    raise invalid("Cannot reset password for the user as there is no registered/verified email or phone_number")
