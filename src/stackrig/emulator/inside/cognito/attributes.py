"""The attributes of users: a pool's schema, and the attributes that a client may read and write.

See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html.
"""

import re
from collections.abc import Collection, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from .faults import invalid, not_authorized
from .records import Pool, Record, Records, given_members

TEXTS = (
    *("profile", "address", "birthdate", "gender", "preferred_username", "website", "picture", "phone_number"),
    *("zoneinfo", "locale", "email", "given_name", "family_name", "middle_name", "name", "nickname"),
)
BIRTHDATE = 10  # characters
CUSTOM, DEVELOPER = "custom:", "dev:"
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+[1-9]\d{4,14}", re.ASCII)
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
VERIFIED = {"email": "email_verified", "phone_number": "phone_number_verified"}
LONGEST = 2048


def make_schema(given: Collection[Mapping[str, Any]]) -> Records:
    """Return the schema of a new pool: the standard attributes with the request's changes, and custom ones.

    Raises:
        InvalidParameterException: an attribute's definition is not allowed.
    """
    schema = _standard()
    for attribute in given:
        if attribute["Name"] in schema:
            _change_standard(schema[attribute["Name"]], attribute)
        else:
            add_custom(schema, attribute)
    return schema


def _standard() -> Records:
    texts = {name: _text(name, "0", str(LONGEST)) for name in TEXTS}
    texts["birthdate"] = _text("birthdate", str(BIRTHDATE), str(BIRTHDATE))
    sub = {**_text("sub", "1", str(LONGEST)), "Mutable": False, "Required": True}
    flags = {name: _attribute(name, "Boolean") for name in VERIFIED.values()}
    updated = {**_attribute("updated_at", "Number"), "NumberAttributeConstraints": {"MinValue": "0"}}
    identities = {**_attribute("identities", "String"), "StringAttributeConstraints": {}}
    return {"sub": sub, **texts, **flags, "updated_at": updated, "identities": identities}


def _attribute(name: str, kind: str) -> Record:
    return {
        "Name": name,
        "AttributeDataType": kind,
        "DeveloperOnlyAttribute": False,
        "Mutable": True,
        "Required": False,
    }


def _text(name: str, least: str, most: str) -> Record:
    return {**_attribute(name, "String"), "StringAttributeConstraints": {"MinLength": least, "MaxLength": most}}


def _change_standard(kept: Record, given: Mapping[str, Any]) -> None:
    if given.get("AttributeDataType", kept["AttributeDataType"]) != kept["AttributeDataType"]:
        changes = "change AttributeDataType or set developerOnlyAttribute"
        raise invalid(f"You can not {changes} for standard schema attribute {kept['Name']}")
    for name in ("Mutable", "Required", "StringAttributeConstraints", "NumberAttributeConstraints"):
        if given.get(name) is not None:
            kept[name] = deepcopy(given[name])


def add_custom(schema: Records, given: Mapping[str, Any]) -> None:
    """Add a custom attribute to a schema.

    Raises:
        InvalidParameterException: the attribute is required, which custom ones can't be, or exists already.
    """
    if given.get("Required"):
        raise invalid("Required custom attributes are not supported currently.")
    prefix = DEVELOPER + CUSTOM if given.get("DeveloperOnlyAttribute") else CUSTOM
    name = prefix + given["Name"].removeprefix(CUSTOM)
    if name in schema:
        raise invalid(f"{name}: Existing attribute already has name {name}.")
    kind = given.get("AttributeDataType") or "String"
    made = _attribute(name, kind)
    made |= {"Mutable": True, **given_members(given)}
    constraints = {"String": "StringAttributeConstraints", "Number": "NumberAttributeConstraints"}
    if kind in constraints:
        made.setdefault(constraints[kind], {})
    schema[name] = {**made, "Name": name, "AttributeDataType": kind}


def as_dict(given: Collection[Mapping[str, Any]] | None) -> dict[str, str]:
    """Return attributes by name, from a request's list."""
    return {item["Name"]: item.get("Value", "") for item in given or ()}


def as_list(attributes: Mapping[str, str]) -> list[Record]:
    """Return attributes as the list that answers contain."""
    return [{"Name": name, "Value": value} for name, value in attributes.items()]


def check_attributes(pool: Pool, given: Mapping[str, str], *, is_new: bool) -> None:
    """Refuse attributes that a pool's schema does not allow.

    Raises:
        InvalidParameterException: it does not, with the reasons.
    """
    reasons = [f"{name}: {reason}" for name, value in given.items() if (reason := _fault(pool, name, value))]
    if reasons:
        raise invalid("Attributes did not conform to the schema: " + "\n".join(reasons) + "\n")
    fixed = [name for name in given if not pool.schema[name]["Mutable"]]
    if fixed and not is_new:
        raise invalid(f"user.{fixed[0]}: Attribute cannot be updated.\n")
    if "email" in given and given["email"] and not EMAIL.fullmatch(given["email"]):
        raise invalid("Invalid email address format.")
    if given.get("phone_number") and not PHONE.fullmatch(given["phone_number"]):
        raise invalid("Invalid phone number format.")


def check_required(pool: Pool, given: Mapping[str, str]) -> None:
    """Refuse a new user without a required attribute.

    Raises:
        InvalidParameterException: an attribute is missing.
    """
    lacking = [name for name in required(pool) if not given.get(name)]
    if lacking:
        reasons = "".join(f"{name}: The attribute is required\n" for name in lacking)
        raise invalid(f"Attributes did not conform to the schema: {reasons}")


def required(pool: Pool) -> list[str]:
    """Return the names of the required attributes, except `sub`, which Cognito makes."""
    return [name for name, attribute in pool.schema.items() if attribute["Required"] and name != "sub"]


def _fault(pool: Pool, name: str, value: str) -> str:
    attribute = pool.schema.get(name)
    if attribute is None or name == "sub":
        return "Attribute does not exist in the schema." if attribute is None else "Attribute cannot be updated."
    checks = {"String": _text_fault, "Number": _number_fault, "Boolean": _flag_fault, "DateTime": _date_fault}
    return checks[attribute["AttributeDataType"]](attribute, value)


def _text_fault(attribute: Record, value: str) -> str:
    limits = attribute.get("StringAttributeConstraints") or {}
    if len(value) > int(limits.get("MaxLength") or LONGEST):
        return f"String must be no longer than {limits.get('MaxLength') or LONGEST} characters"
    if value and len(value) < int(limits.get("MinLength") or 0):
        return f"String must be no shorter than {limits['MinLength']} characters"
    return ""


def _number_fault(attribute: Record, value: str) -> str:
    if not NUMBER.fullmatch(value):
        return f"Value {value} is not a number"
    limits = attribute.get("NumberAttributeConstraints") or {}
    if limits.get("MaxValue") and float(value) > float(limits["MaxValue"]):
        return f"Number must be no greater than {limits['MaxValue']}"
    if limits.get("MinValue") and float(value) < float(limits["MinValue"]):
        return f"Number must be no less than {limits['MinValue']}"
    return ""


def _flag_fault(_attribute: Record, value: str) -> str:
    return "" if value.lower() in ("true", "false") else f"Value {value} is not a boolean"


def _date_fault(_attribute: Record, value: str) -> str:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return f"Value {value} is not a date"
    return ""


def check_writable(client: Mapping[str, Any], names: Collection[str]) -> None:
    """Refuse attributes that a client may not write.

    Raises:
        NotAuthorizedException: there is one.
    """
    writable = client.get("WriteAttributes")
    if any(name in VERIFIED.values() for name in names) or (writable and set(names) - set(writable)):
        raise not_authorized("A client attempted to write unauthorized attribute")


def readable(client: Mapping[str, Any], attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that a client may read; developer-only ones are excluded."""
    named = client.get("ReadAttributes")
    return {
        name: value
        for name, value in attributes.items()
        if not name.startswith(DEVELOPER) and (not named or name == "sub" or name in named)
    }
