"""Operations on user pools themselves: their settings, schema, tags and multi-factor authentication.

An update resets settings that it does not name to their defaults, as
https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html says.
"""

import string
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from ..services.faults import broken_constraint, validation_errors
from .attributes import add_custom, make_schema
from .faults import fault, invalid, not_found
from .passwords import DEFAULT_POLICY
from .records import Pool, Record, domains, find_pool, new_id, own_pools, page, pools, utc_now

Handler = Callable[[Any, Any], Any]

DEFAULTS: Record = {
    "AccountRecoverySetting": {
        "RecoveryMechanisms": [
            {"Priority": 1, "Name": "verified_email"},
            {"Priority": 2, "Name": "verified_phone_number"},
        ]
    },
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False, "UnusedAccountValidityDays": 7},
    "DeletionProtection": "INACTIVE",
    "EmailConfiguration": {"EmailSendingAccount": "COGNITO_DEFAULT"},
    "LambdaConfig": {},
    "MfaConfiguration": "OFF",
    "UserPoolTags": {},
    "UserPoolTier": "ESSENTIALS",
    "VerificationMessageTemplate": {"DefaultEmailOption": "CONFIRM_WITH_CODE"},
}
LASTING = ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration")  # settings that no update changes
MFA = ("SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration", "WebAuthnConfiguration")
NO_SMS = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
NO_SES = "Email MFA needs Amazon SES: set EmailSendingAccount of the EmailConfiguration to DEVELOPER"  # not AWS's words
MESSAGES = {"EmailVerificationMessage": "EmailMessage", "EmailVerificationSubject": "EmailSubject"}


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    return {
        "AddCustomAttributes": _add_attributes,
        "CreateUserPool": _create,
        "DeleteUserPool": _delete,
        "DescribeUserPool": lambda context, request: {"UserPool": describe(find_pool(context, request["UserPoolId"]))},
        "GetUserPoolMfaConfig": lambda context, request: _mfa_of(find_pool(context, request["UserPoolId"])),
        "ListTagsForResource": lambda context, request: {"Tags": _tags(context, request)},
        "ListUserPools": _list,
        "SetUserPoolMfaConfig": _set_mfa,
        "TagResource": _tag,
        "UntagResource": _untag,
        "UpdateUserPool": _update,
    }


def describe(pool: Pool) -> Record:
    """Return a pool as answers describe it."""
    named = {bool(one.get("CustomDomainConfig")): name for name, one in domains.items() if one["UserPoolId"] == pool.id}
    shown = {key: value for key, value in pool.record.items() if key not in MFA}
    return {
        **shown,
        "SchemaAttributes": list(pool.schema.values()),
        "EstimatedNumberOfUsers": len(pool.users),
        **({"Domain": named[False]} if False in named else {}),
        **({"CustomDomain": named[True]} if True in named else {}),
    }


def first_factors(pool: Pool) -> list[str]:
    """Return the first factors that users of a pool can sign in with."""
    return (pool.record["Policies"].get("SignInPolicy") or {}).get("AllowedFirstAuthFactors") or ["PASSWORD"]


def _create(context: Any, request: Mapping[str, Any]) -> Record:
    _check_names(request)
    _check_mfa(request, {})
    schema = make_schema(request.get("Schema") or ())
    name = f"{context.region}_{new_id(9, string.ascii_letters + string.digits)}"
    arn = f"arn:aws:cognito-idp:{context.region}:{context.account_id}:userpool/{name}"
    lasting = {key: deepcopy(request[key]) for key in LASTING if request.get(key) is not None}
    record = {"Id": name, "Name": request["PoolName"], "Arn": arn, **lasting, **_settings(request)}
    record |= _sms_factor(request)
    record["CreationDate"] = record["LastModifiedDate"] = utc_now()
    pools[name] = Pool(context.account_id, context.region, record, schema)
    return {"UserPool": describe(pools[name])}


def _check_names(request: Mapping[str, Any]) -> None:
    if request.get("AliasAttributes") and request.get("UsernameAttributes"):
        raise invalid("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.")


def _settings(request: Mapping[str, Any]) -> Record:
    """Return a request's settings, with defaults for the others."""
    left_out = {*LASTING, "PoolName", "Schema", "UserPoolId"}
    given = {key: deepcopy(value) for key, value in request.items() if value is not None and key not in left_out}
    settings = {**deepcopy(DEFAULTS), **given}
    policies = dict(settings.get("Policies") or {})
    policies["PasswordPolicy"] = _password_policy(policies.get("PasswordPolicy"))
    policies.setdefault("SignInPolicy", {"AllowedFirstAuthFactors": ["PASSWORD"]})
    template = settings["VerificationMessageTemplate"]
    template.setdefault("DefaultEmailOption", "CONFIRM_WITH_CODE")
    for name, member in MESSAGES.items():  # the older members mirror those of the template
        if name in settings:
            template[member] = settings[name]
        elif member in template:
            settings[name] = template[member]
    return {**settings, "Policies": policies}


def _password_policy(given: Mapping[str, Any] | None) -> Record:
    if given is None:
        return dict(DEFAULT_POLICY)
    length = given.get("MinimumLength", DEFAULT_POLICY["MinimumLength"])
    if not 6 <= length <= 99:  # noqa: PLR2004  # the limits of PasswordPolicyType
        place, rule = "policies.passwordPolicy.minimumLength", "Member must have value between 6 and 99"
        raise invalid(validation_errors(broken_constraint(place, rule, length)))
    flags = {name: False for name, value in DEFAULT_POLICY.items() if value is True}
    days = {"TemporaryPasswordValidityDays": DEFAULT_POLICY["TemporaryPasswordValidityDays"]}
    return {
        **flags,
        **days,
        "MinimumLength": length,
        **{key: value for key, value in given.items() if value is not None},
    }


def _update(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    _check_mfa(request, pool.record)
    lasting = {
        key: pool.record[key] for key in ("Id", "Name", "Arn", "CreationDate", *LASTING, *MFA) if key in pool.record
    }
    settings = _settings(request)
    if "UserPoolTags" not in request:
        settings["UserPoolTags"] = pool.record["UserPoolTags"]
    if "MfaConfiguration" not in request:
        settings["MfaConfiguration"] = pool.record["MfaConfiguration"]
    if request.get("PoolName"):
        lasting["Name"] = request["PoolName"]
    pool.record = {**lasting, **_sms_factor(request), **settings, "LastModifiedDate": utc_now()}
    return {}


def _delete(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    if pool.record["DeletionProtection"] == "ACTIVE":
        raise invalid(
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be "
            "inactivated first."
        )
    if any(domain["UserPoolId"] == pool.id for domain in domains.values()):
        raise invalid("User pool cannot be deleted. It has a domain configured that should be deleted first.")
    del pools[pool.id]
    return {}


def _list(context: Any, request: Mapping[str, Any]) -> Record:
    names = ("Id", "Name", "LambdaConfig", "LastModifiedDate", "CreationDate")
    found = [{name: pool.record[name] for name in names} for pool in own_pools(context)]
    return page(found, request, "MaxResults", "NextToken", "UserPools")


def _add_attributes(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    schema = dict(pool.schema)
    for attribute in request["CustomAttributes"]:
        add_custom(schema, attribute)
    pool.schema.update(schema)
    return {}


# --- tags and multi-factor authentication -----------------------------------------------------------------------------


def _tags(context: Any, request: Mapping[str, Any]) -> dict[str, str]:
    arn = request["ResourceArn"]
    found = next((pool for pool in own_pools(context) if pool.record["Arn"] == arn), None)
    if found is None:
        raise not_found(f"User pool {arn.rpartition('/')[2]} does not exist.")
    tags: dict[str, str] = found.record["UserPoolTags"]
    return tags


def _tag(context: Any, request: Mapping[str, Any]) -> Record:
    _tags(context, request).update(request.get("Tags") or {})
    return {}


def _untag(context: Any, request: Mapping[str, Any]) -> Record:
    tags = _tags(context, request)
    for key in request["TagKeys"]:
        tags.pop(key, None)
    return {}


def _check_mfa(request: Mapping[str, Any], known: Record) -> None:
    """Refuse factors for a pool that has none: only SetUserPoolMfaConfig knows others than SMS."""
    if request.get("MfaConfiguration", "OFF") != "OFF" and not (request.get("SmsConfiguration") or {*MFA} & {*known}):
        raise invalid(NO_SMS)


def _sms_factor(request: Mapping[str, Any]) -> Record:
    """Return SMS as the factor of a pool that is made or changed to have factors."""
    if request.get("MfaConfiguration", "OFF") == "OFF" or not request.get("SmsConfiguration"):
        return {}
    return {"SmsMfaConfiguration": {"SmsConfiguration": deepcopy(request["SmsConfiguration"])}}


def _set_mfa(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    given = {name: deepcopy(request[name]) for name in MFA if request.get(name) is not None}
    wanted = request.get("MfaConfiguration") or pool.record["MfaConfiguration"]
    ways = [name for name in MFA[:3] if name in given and given[name].get("Enabled", True)]
    if wanted != "OFF" and not ways:
        raise invalid("Invalid MFA configuration given, can't turn on MFA without an MFA method.")
    if "EmailMfaConfiguration" in given and pool.record["EmailConfiguration"].get("EmailSendingAccount") != "DEVELOPER":
        raise invalid(NO_SES)
    if "SmsMfaConfiguration" in given and not {"SmsConfiguration"} & {*given["SmsMfaConfiguration"], *pool.record}:
        raise invalid(NO_SMS)
    if sms := (given.get("SmsMfaConfiguration") or {}).get("SmsConfiguration"):
        if not sms.get("SnsCallerArn") and not sms.get("EumsSms"):
            raise fault("InvalidSmsRoleTrustRelationship", "Role does not have a trust relationship allowing Cognito")
        pool.record["SmsConfiguration"] = sms
    for name in MFA:
        pool.record.pop(name, None)
    pool.record |= {**given, "MfaConfiguration": wanted, "LastModifiedDate": utc_now()}
    return _mfa_of(pool)


def _mfa_of(pool: Pool) -> Record:
    found = {name: pool.record[name] for name in MFA if name in pool.record}
    return {**found, "MfaConfiguration": pool.record["MfaConfiguration"]}
