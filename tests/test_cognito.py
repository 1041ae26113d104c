"""Cognito's user pools on the embedded LocalStack: users, sign-up, sign-in and tokens.

Each part names the page of AWS that it holds the emulator to, below
https://docs.aws.amazon.com/cognito/latest/developerguide/; errors are those of
https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/.
"""

import base64
import hmac
import struct
import time
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pycognito import aws_srp

from stackrig.emulator.clients import load_model
from stackrig.emulator.cognito import cognito_messages, cognito_user
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.errors import StackrigError
from tests.user_pools import FLOWS, PASSWORD, UserPool, claims, refused, user_pool

SCHEMA = [
    {"Name": "email", "AttributeDataType": "String", "Required": False, "Mutable": True},
    {
        "Name": "plan",
        "AttributeDataType": "String",
        "Mutable": True,
        "StringAttributeConstraints": {"MinLength": "2", "MaxLength": "4"},
    },
    {
        "Name": "level",
        "AttributeDataType": "Number",
        "Mutable": True,
        "NumberAttributeConstraints": {"MinValue": "1", "MaxValue": "9"},
    },
    {"Name": "tenant", "AttributeDataType": "String", "Mutable": False},
    {"Name": "since", "AttributeDataType": "DateTime", "Mutable": True},
    {"Name": "active", "AttributeDataType": "Boolean", "Mutable": True},
]
INCORRECT = ("NotAuthorized", "Incorrect username or password.")


@pytest.fixture(scope="module")
def pool(aws: EndpointSession, localstack_server: AwsEndpoint) -> Iterator[UserPool]:
    """Yield a pool whose users have addresses that are verified and custom attributes."""
    verified: Any = ["email", "phone_number"]
    with user_pool(aws, localstack_server.endpoint_url, Schema=SCHEMA, AutoVerifiedAttributes=verified) as made:
        yield made


@pytest.fixture(scope="module")
def ann(pool: UserPool) -> str:
    """Return the name of a user who only signs in."""
    return pool.add_user("ann", email="ann@example.com", email_verified="true")


def totp(secret: str, steps: int = 0) -> str:
    """Return the code of an authenticator app, now or some steps later (https://www.rfc-editor.org/rfc/rfc6238)."""
    step = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), step, "sha1")
    place = digest[19] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


# --- sign-up: signing-up-users-in-your-app.html -----------------------------------------------------------------------


def test_a_user_signs_up_with_a_code(pool: UserPool) -> None:
    """The code is in the outbox; it confirms the account and the address, and nobody signs in before."""
    email = [{"Name": "email", "Value": "bob@example.com"}]
    made = pool.call("sign_up", Username="bob", Password=PASSWORD, UserAttributes=email)
    assert made["UserConfirmed"] is False
    delivery = {"Destination": "b***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}
    assert made["CodeDeliveryDetails"] == delivery
    with refused("UserNotConfirmed", "User is not confirmed."):
        pool.sign_in("bob")
    with refused("CodeMismatch", "Invalid verification code provided, please try again."):
        pool.call("confirm_sign_up", Username="bob", ConfirmationCode="12")
    (message,) = pool.messages("bob")
    assert message["Message"] == f"Your verification code is {message['Code']}."
    assert (message["Destination"], message["Occasion"]) == ("bob@example.com", "SignUp")

    pool.call("confirm_sign_up", Username="bob", ConfirmationCode=message["Code"])

    found = pool.admin("admin_get_user", Username="bob")
    attributes = {one["Name"]: one["Value"] for one in found["UserAttributes"]}
    assert (found["UserStatus"], attributes["email_verified"]) == ("CONFIRMED", "true")
    assert attributes["sub"] == made["UserSub"]
    assert claims(pool.sign_in("bob")["IdToken"])["email_verified"] is True


def test_sign_up_refuses_what_the_pool_does_not_allow(pool: UserPool, ann: str) -> None:
    """A taken name, a weak password and attributes beside the schema are told in AWS's words."""

    def sign_up(password: str = PASSWORD, name: str = "new", **attributes: str) -> None:
        given = [{"Name": key.replace("__", ":"), "Value": value} for key, value in attributes.items()]
        pool.call("sign_up", Username=name, Password=password, UserAttributes=given)

    conform, schema = "Password did not conform with policy:", "Attributes did not conform to the schema:"
    with refused("UsernameExists", "User already exists"):
        sign_up(name=ann.upper())
    for password, reason in (
        ("Pa0!", "Password not long enough"),
        ("passw0rd!", "Password must have uppercase characters"),
        ("PASSW0RD!", "Password must have lowercase characters"),
        ("Password!", "Password must have numeric characters"),
        ("Passw0rds", "Password must have symbol characters"),
    ):
        with refused("InvalidPassword", f"{conform} {reason}"):
            sign_up(password)
    with refused("InvalidParameter", f"{schema} color: Attribute does not exist in the schema.\n"):
        sign_up(color="red")
    with refused("InvalidParameter", f"{schema} custom:plan: String must be no longer than 4 characters\n"):
        sign_up(custom__plan="large")
    with refused("InvalidParameter", f"{schema} custom:level: Number must be no greater than 9\n"):
        sign_up(custom__level="10")
    with refused("InvalidParameter", "Invalid email address format."):
        sign_up(email="nobody")
    with refused("NotAuthorized", "A client attempted to write unauthorized attribute"):
        sign_up(email="new@example.com", email_verified="true")


def test_a_code_is_sent_again_and_used_once(pool: UserPool) -> None:
    """Only the newest code counts, and a confirmed user gets none."""
    phone = [{"Name": "phone_number", "Value": "+12065550100"}]
    sent = pool.call("sign_up", Username="eve", Password=PASSWORD, UserAttributes=phone)["CodeDeliveryDetails"]
    assert (sent["DeliveryMedium"], sent["Destination"]) == ("SMS", "+*******0100")
    first = pool.code("eve")
    pool.call("resend_confirmation_code", Username="eve")
    if first != pool.code("eve"):
        with refused("CodeMismatch", "Invalid verification code provided, please try again."):
            pool.call("confirm_sign_up", Username="eve", ConfirmationCode=first)

    pool.call("confirm_sign_up", Username="eve", ConfirmationCode=pool.code("eve"))

    with refused("NotAuthorized", "User cannot be confirmed. Current status is CONFIRMED"):
        pool.call("confirm_sign_up", Username="eve", ConfirmationCode=first)
    with refused("InvalidParameter", "User is already confirmed."):
        pool.call("resend_confirmation_code", Username="eve")


def test_a_forgotten_password_is_replaced(pool: UserPool) -> None:
    """The code goes to a verified address and is used up; without one nothing is sent."""
    name = pool.add_user(email="cleo@example.com", email_verified="true")
    bare = pool.add_user()
    pool.call("forgot_password", Username=name)
    code = pool.code(name)
    new = {"Username": name, "Password": "N3w-Password", "ConfirmationCode": code}
    with refused("InvalidPassword", "Password did not conform with policy: Password not long enough"):
        pool.call("confirm_forgot_password", **{**new, "Password": "N3w!"})

    pool.call("confirm_forgot_password", **new)

    assert pool.sign_in(name, "N3w-Password")["IdToken"]
    with refused(*INCORRECT):
        pool.sign_in(name)
    with refused("ExpiredCode", "Invalid code provided, please request a code again."):
        pool.call("confirm_forgot_password", **new)
    text = "Cannot reset password for the user as there is no registered/verified email or phone_number"
    with refused("InvalidParameter", text):
        pool.call("forgot_password", Username=bare)


# --- administrators: managing-users.html, how-to-create-user-accounts.html --------------------------------------------


def test_a_created_user_chooses_a_password(pool: UserPool) -> None:
    """The temporary password of the invitation leads to NEW_PASSWORD_REQUIRED, whose session is used once."""
    given = [{"Name": "email", "Value": "dan@example.com"}, {"Name": "custom:level", "Value": "3"}]
    media = ["EMAIL"]
    made = pool.admin("admin_create_user", Username="dan", UserAttributes=given, DesiredDeliveryMediums=media)["User"]
    assert (made["UserStatus"], made["Enabled"]) == ("FORCE_CHANGE_PASSWORD", True)
    (message,) = pool.messages("dan")
    assert message["Message"] == f"Your username is dan and temporary password is {message['Code']}."

    asked = pool.start("USER_PASSWORD_AUTH", USERNAME="dan", PASSWORD=message["Code"])
    assert asked["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert asked["ChallengeParameters"]["requiredAttributes"] == "[]"
    with refused("InvalidPassword", "Password did not conform with policy: Password not long enough"):
        pool.answer(asked, USERNAME="dan", NEW_PASSWORD="short")
    new = {"USERNAME": "dan", "NEW_PASSWORD": PASSWORD, "userAttributes.custom:plan": "pro"}
    tokens = pool.answer(asked, **new)["AuthenticationResult"]

    found = claims(tokens["IdToken"])
    assert (found["custom:plan"], found["custom:level"], found["cognito:username"]) == ("pro", "3", "dan")
    with refused("NotAuthorized", "Invalid session for the user, session can only be used once."):
        pool.answer(asked, **new)
    with refused("UsernameExists", "User account already exists"):
        pool.admin("admin_create_user", Username="dan")


def test_an_invitation_is_sent_again(pool: UserPool) -> None:
    """The new temporary password takes the place of the old one, which a confirmed user needs no more."""
    email = [{"Name": "email", "Value": "ole@example.com"}]
    pool.admin("admin_create_user", Username="ole", UserAttributes=email)
    pool.admin("admin_create_user", Username="ole", MessageAction="RESEND")
    first, second = (message["Code"] for message in pool.messages("ole"))

    with refused(*INCORRECT):
        pool.start("USER_PASSWORD_AUTH", USERNAME="ole", PASSWORD=first)
    asked = pool.start("USER_PASSWORD_AUTH", USERNAME="ole", PASSWORD=second)
    assert asked["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    pool.answer(asked, USERNAME="ole", NEW_PASSWORD=PASSWORD)
    with refused("UnsupportedUserState", "Resend not possible. ole status is not FORCE_CHANGE_PASSWORD"):
        pool.admin("admin_create_user", Username="ole", MessageAction="RESEND")


def test_an_account_of_another_provider_is_linked(pool: UserPool) -> None:
    """It is in the ID token until it is taken away. cognito-user-pools-identity-federation-consolidate-users.html."""
    details = {"client_id": "a", "client_secret": "b", "authorize_scopes": "email"}
    pool.admin("create_identity_provider", ProviderName="Google", ProviderType="Google", ProviderDetails=details)
    name = pool.add_user()
    own = {"ProviderName": "Cognito", "ProviderAttributeValue": name}
    other = {"ProviderName": "Google", "ProviderAttributeName": "Cognito_Subject", "ProviderAttributeValue": "g1"}

    pool.cognito.admin_link_provider_for_user(UserPoolId=pool.id, DestinationUser=own, SourceUser=other)

    (found,) = claims(pool.sign_in(name)["IdToken"])["identities"]
    assert (found["providerName"], found["providerType"], found["userId"]) == ("Google", "Google", "g1")
    pool.cognito.admin_disable_provider_for_user(UserPoolId=pool.id, User=other)
    assert "identities" not in claims(pool.sign_in(name)["IdToken"])
    pool.admin("delete_identity_provider", ProviderName="Google")


def test_an_administrator_signs_a_user_in(pool: UserPool, ann: str) -> None:
    """ADMIN_USER_PASSWORD_AUTH works for administrators only, and only where the client allows it."""
    flow = {"AuthFlow": "ADMIN_USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": ann, "PASSWORD": PASSWORD}}
    limited = pool.make_app(ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH"])

    assert "AccessToken" in pool.admin("admin_initiate_auth", ClientId=pool.client_id, **flow)["AuthenticationResult"]
    with refused("InvalidParameter", "Initiate Auth method not supported."):
        pool.call("initiate_auth", **flow)
    with refused("InvalidParameter", "Auth flow not enabled for this client"):
        pool.admin("admin_initiate_auth", ClientId=limited.client_id, **flow)
    with refused("InvalidParameter", "USER_PASSWORD_AUTH flow not enabled for this client"):
        limited.sign_in(ann)


def test_an_administrator_disables_and_resets(pool: UserPool) -> None:
    """A disabled user's tokens end; a reset user needs the code that was sent."""
    name = pool.add_user(email="fay@example.com", email_verified="true")
    tokens = pool.sign_in(name)
    pool.admin("admin_disable_user", Username=name)
    with refused("NotAuthorized", "User is disabled."):
        pool.sign_in(name)
    pool.admin("admin_enable_user", Username=name)
    with refused("NotAuthorized", "Access Token has been revoked"):
        pool.cognito.get_user(AccessToken=tokens["AccessToken"])

    pool.admin("admin_reset_user_password", Username=name)
    with refused("PasswordResetRequired", "Password reset required for the user"):
        pool.sign_in(name)
    new = {"Username": name, "Password": "N3w-Password", "ConfirmationCode": pool.code(name)}
    pool.call("confirm_forgot_password", **new)
    assert pool.admin("admin_get_user", Username=name)["UserStatus"] == "CONFIRMED"


def test_users_are_listed_by_filters_and_pages(pool: UserPool) -> None:
    """A filter compares wholly or by the beginning; attributes of one's own can't be searched."""
    names = sorted(pool.add_user(f"gus-{number}", given_name="Gus") for number in range(3))

    def found(text: str) -> list[str]:
        return sorted(user["Username"] for user in pool.admin("list_users", Filter=text)["Users"])

    assert found('given_name = "Gus"') == names
    assert found('username ^= "gus-"') == names
    assert found('username = "gus-1"') == ["gus-1"]
    pages = pool.cognito.get_paginator("list_users").paginate(
        UserPoolId=pool.id, Filter='username ^= "gus-"', PaginationConfig={"PageSize": 2}
    )
    assert [len(page["Users"]) for page in pages] == [2, 1]
    with refused("InvalidParameter", "Invalid search attribute: custom:plan"):
        found('custom:plan = "pro"')
    with refused("UserNotFound", "User does not exist."):
        pool.admin("admin_get_user", Username="nobody")


def test_groups_are_in_the_tokens(pool: UserPool, ann: str) -> None:
    """They are in the order of their precedence, and the first with a role gives the preferred one."""
    role = "arn:aws:iam::000000000000:role"
    for name, precedence in (("readers", 9), ("editors", 1)):
        pool.admin("create_group", GroupName=name, Precedence=precedence, RoleArn=f"{role}/{name}")
        pool.admin("admin_add_user_to_group", GroupName=name, Username=ann)

    tokens = pool.sign_in(ann)

    found = claims(tokens["IdToken"])
    assert found["cognito:groups"] == claims(tokens["AccessToken"])["cognito:groups"] == ["editors", "readers"]
    assert found["cognito:preferred_role"] == f"{role}/editors"
    assert [user["Username"] for user in pool.admin("list_users_in_group", GroupName="editors")["Users"]] == [ann]
    with refused("GroupExists", "A group with the name already exists."):
        pool.admin("create_group", GroupName="editors")
    for name in ("readers", "editors"):
        pool.admin("delete_group", GroupName=name)
    with refused("ResourceNotFound", "Group not found."):
        pool.admin("admin_add_user_to_group", GroupName="editors", Username=ann)
    pool.admin("create_group", GroupName="editors")  # another one: nobody is in it
    assert "cognito:groups" not in claims(pool.sign_in(ann)["IdToken"])


# --- sign-in: amazon-cognito-user-pools-authentication-flow-methods.html ----------------------------------------------


def test_tokens_have_the_claims_of_cognito(pool: UserPool, ann: str) -> None:
    """Both name the pool, the sign-in and the user; the ID token has attributes, the access token scopes.

    amazon-cognito-user-pools-using-the-id-token.html, amazon-cognito-user-pools-using-the-access-token.html
    """
    tokens = pool.sign_in(ann)

    own, access = claims(tokens["IdToken"]), claims(tokens["AccessToken"])
    assert own["iss"] == access["iss"] == f"https://cognito-idp.us-east-1.amazonaws.com/{pool.id}"
    assert own["sub"] == access["sub"]
    assert own["origin_jti"] == access["origin_jti"]
    assert (own["aud"], own["token_use"]) == (pool.client_id, "id")
    assert (own["email"], own["email_verified"], own["cognito:username"]) == ("ann@example.com", True, "ann")
    assert (access["client_id"], access["token_use"], access["username"]) == (pool.client_id, "access", "ann")
    assert access["scope"] == "aws.cognito.signin.user.admin"
    assert own["exp"] - own["iat"] == access["exp"] - access["iat"] == tokens["ExpiresIn"] == 3600


def srp(pool: UserPool, name: str, password: str) -> dict[str, Any]:
    """Sign in by pycognito, an implementation of SRP that knows nothing of ours."""
    given = {"client": pool.cognito, "client_secret": pool.app.get("ClientSecret")}
    client = aws_srp.AWSSRP(username=name, password=password, pool_id=pool.id, client_id=pool.client_id, **given)
    answer: dict[str, Any] = client.authenticate_user()
    return answer


def test_a_password_is_proved_by_srp(pool: UserPool, ann: str) -> None:
    """An independent client signs in with the right password, with the secret of its client too, and with no other."""
    secret = pool.make_app(GenerateSecret=True)

    for one in (pool, secret):
        assert claims(srp(one, ann, PASSWORD)["AuthenticationResult"]["IdToken"])["cognito:username"] == ann
    with refused(*INCORRECT):
        srp(pool, ann, "Passw0rd?")
    with refused("InvalidParameter", "Invalid SRP_A value"):
        pool.start("USER_SRP_AUTH", USERNAME=ann, SRP_A="0")


def test_a_client_with_a_secret_proves_it(pool: UserPool, ann: str) -> None:
    """Without the hash, and with that of another name, nothing is served."""
    app = pool.make_app(GenerateSecret=True)
    given = {"USERNAME": ann, "PASSWORD": PASSWORD}
    text = f"Unable to verify secret hash for client {app.client_id}"

    assert app.sign_in(ann)["IdToken"]
    with refused("NotAuthorized", f"Client {app.client_id} is configured with secret but SECRET_HASH was not received"):
        app.start("USER_PASSWORD_AUTH", **given)
    with refused("NotAuthorized", text):
        app.start("USER_PASSWORD_AUTH", **given, SECRET_HASH=app.secret_hash("bob"))
    with refused("NotAuthorized", text):
        app.cognito.sign_up(ClientId=app.client_id, SecretHash="x", Username="new", Password=PASSWORD)


def test_a_choice_of_ways_to_sign_in(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """USER_AUTH tells the ways that a user has, and takes one: a code by e-mail, or a password.

    authentication-flows-selection-sdk.html
    """
    policies: Any = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}
    with user_pool(aws, localstack_server.endpoint_url, Policies=policies) as pool:
        name = pool.add_user(email="hal@example.com", email_verified="true")
        asked = pool.start("USER_AUTH", USERNAME=name)
        assert asked["AvailableChallenges"] == ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"]

        code = pool.answer(asked, USERNAME=name, ANSWER="EMAIL_OTP")
        by_code = pool.answer(code, USERNAME=name, EMAIL_OTP_CODE=pool.code(name))
        by_password = pool.start("USER_AUTH", USERNAME=name, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)

    assert by_code["AuthenticationResult"]["IdToken"]
    assert by_password["AuthenticationResult"]["IdToken"]


# --- user existence: cognito-user-pool-managing-errors.html -----------------------------------------------------------


def test_who_has_an_account_is_told_or_kept_secret(pool: UserPool) -> None:
    """LEGACY clients name the fault; ENABLED ones answer as for somebody with another password."""
    hiding = pool.make_app(PreventUserExistenceErrors="ENABLED")
    reset = {"Username": "nobody", "ConfirmationCode": "123456", "Password": PASSWORD}
    unknown = ("UserNotFound", "User does not exist.")

    for app, signing_in, confirming in (
        (pool, unknown, unknown),
        (hiding, INCORRECT, ("CodeMismatch", "Invalid verification code provided, please try again.")),
    ):
        with refused(*signing_in):
            app.sign_in("nobody")
        with refused(*signing_in):
            srp(app, "nobody", PASSWORD)
        with refused(*confirming):
            app.call("confirm_forgot_password", **reset)
    with refused(*unknown):
        pool.call("forgot_password", Username="nobody")
    assert hiding.call("forgot_password", Username="nobody")["CodeDeliveryDetails"]["DeliveryMedium"] == "EMAIL"
    salts = [
        hiding.start("USER_SRP_AUTH", USERNAME="nobody", SRP_A="abc")["ChallengeParameters"]["SALT"] for _ in range(2)
    ]
    assert salts[0] == salts[1]


# --- refresh and revocation: amazon-cognito-user-pools-using-the-refresh-token.html, token-revocation.html ------------


def test_a_refresh_token_renews_the_others(pool: UserPool, ann: str) -> None:
    """The new tokens are of the same sign-in, and there is no new refresh token."""
    first = pool.sign_in(ann)

    again = pool.start("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=first["RefreshToken"])["AuthenticationResult"]

    before, after = claims(first["AccessToken"]), claims(again["AccessToken"])
    assert "RefreshToken" not in again
    assert (after["origin_jti"], after["auth_time"]) == (before["origin_jti"], before["auth_time"])
    assert after["jti"] != before["jti"]
    with refused("NotAuthorized", "Invalid Refresh Token"):
        pool.start("REFRESH_TOKEN_AUTH", REFRESH_TOKEN="x")
    with refused("NotAuthorized", "Invalid Refresh Token"):
        pool.make_app().start("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=first["RefreshToken"])


@pytest.mark.skipif(
    "GetTokensFromRefreshToken" not in load_model("cognito-idp").operation_names,
    reason="this boto3 is older than the rotation of refresh tokens",
)
def test_refresh_tokens_rotate(pool: UserPool, ann: str) -> None:
    """Each renewal brings another refresh token; the old one ends, after the time of grace if there is one."""
    flows = [flow for flow in FLOWS if flow != "ALLOW_REFRESH_TOKEN_AUTH"]
    settings = {"ExplicitAuthFlows": flows, "RefreshTokenRotation": {"Feature": "ENABLED"}}
    strict = pool.make_app(**settings)
    lenient = pool.make_app(
        **{
            **settings,
            "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 60},
        }
    )

    def renew(app: UserPool, token: str) -> str:
        return str(
            app.call("get_tokens_from_refresh_token", RefreshToken=token)["AuthenticationResult"]["RefreshToken"]
        )

    old = strict.sign_in(ann)["RefreshToken"]
    new = renew(strict, old)
    assert new != old
    assert renew(strict, new)
    with refused("NotAuthorized", "Refresh Token has been revoked"):
        renew(strict, old)
    with refused("InvalidParameter", "REFRESH_TOKEN_AUTH flow not enabled for this client"):
        strict.start("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=new)
    kept = lenient.sign_in(ann)["RefreshToken"]
    assert renew(lenient, kept) != renew(lenient, kept)


def test_tokens_are_revoked(pool: UserPool, ann: str) -> None:
    """A revoked refresh token ends its own sign-in only, a global sign-out all of them."""
    first, second = pool.sign_in(ann), pool.sign_in(ann)
    get_user = pool.cognito.get_user
    assert get_user(AccessToken=first["AccessToken"])["Username"] == ann
    with refused("UnsupportedTokenType", "Unsupported token type"):
        pool.call("revoke_token", Token=first["AccessToken"])

    pool.call("revoke_token", Token=first["RefreshToken"])

    revoked = ("NotAuthorized", "Access Token has been revoked")
    with refused(*revoked):
        get_user(AccessToken=first["AccessToken"])
    with refused("NotAuthorized", "Refresh Token has been revoked"):
        pool.start("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=first["RefreshToken"])
    pool.cognito.global_sign_out(AccessToken=second["AccessToken"])
    with refused(*revoked):
        get_user(AccessToken=second["AccessToken"])
    with refused("NotAuthorized", "Invalid Access Token"):
        get_user(AccessToken=second["AccessToken"][:-4] + "AAAA")
    with refused("NotAuthorized", "Invalid Access Token"):
        get_user(AccessToken=second["IdToken"])


# --- one's own account: user-pool-settings-attributes.html, user-pool-settings-email-phone-verification.html ----------


def test_a_user_changes_the_own_account(pool: UserPool) -> None:
    """A new address waits for its code; attributes that can't be changed are refused; the password is asked for."""
    name = pool.add_user(email="ida@example.com", email_verified="true")
    token = {"AccessToken": pool.sign_in(name)["AccessToken"]}

    def set_attribute(key: str, value: str) -> dict[str, Any]:
        given = [{"Name": key, "Value": value}]
        return dict(pool.cognito.update_user_attributes(**token, UserAttributes=given))

    def read() -> dict[str, str]:
        return {one["Name"]: one["Value"] for one in pool.cognito.get_user(**token)["UserAttributes"]}

    (sent,) = set_attribute("email", "ida@example.org")["CodeDeliveryDetailsList"]
    assert (sent["Destination"], read()["email_verified"]) == ("i***@e***", "false")
    pool.cognito.verify_user_attribute(**token, AttributeName="email", Code=pool.code(name))
    assert (read()["email"], read()["email_verified"]) == ("ida@example.org", "true")
    with refused("InvalidParameter", "user.custom:tenant: Attribute cannot be updated.\n"):
        set_attribute("custom:tenant", "t2")
    set_attribute("custom:plan", "pro")
    pool.cognito.delete_user_attributes(**token, UserAttributeNames=["custom:plan"])
    assert "custom:plan" not in read()
    with refused(*INCORRECT):
        pool.cognito.change_password(**token, PreviousPassword="wrong", ProposedPassword="N3w-Password")
    pool.cognito.change_password(**token, PreviousPassword=PASSWORD, ProposedPassword="N3w-Password")
    assert pool.sign_in(name, "N3w-Password")
    pool.cognito.delete_user(**token)
    with refused("UserNotFound", "User does not exist."):
        pool.admin("admin_get_user", Username=name)


def test_a_client_reads_and_writes_its_attributes_only(pool: UserPool, ann: str) -> None:
    """Others are in no token and no answer, and can't be written."""
    app = pool.make_app(ReadAttributes=["name"], WriteAttributes=["name"])
    tokens = app.sign_in(ann)

    found = pool.cognito.get_user(AccessToken=tokens["AccessToken"])["UserAttributes"]

    assert [one["Name"] for one in found] == ["sub"]
    assert "email" not in claims(tokens["IdToken"])
    with refused("NotAuthorized", "A client attempted to write unauthorized attribute"):
        given = [{"Name": "nickname", "Value": "a"}]
        pool.cognito.update_user_attributes(AccessToken=tokens["AccessToken"], UserAttributes=given)


def test_addresses_are_names(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """The user's own name is an id then; an address is compared without case, and is one user's only."""
    names: Any = ["email"]
    with user_pool(aws, localstack_server.endpoint_url, UsernameAttributes=names) as pool:
        made = pool.call("sign_up", Username="Jo@example.com", Password=PASSWORD)
        pool.admin("admin_confirm_sign_up", Username="jo@example.com")

        found = claims(pool.sign_in("jo@EXAMPLE.com")["IdToken"])

        assert found["cognito:username"] == found["sub"] == made["UserSub"]
        assert found["email"] == "Jo@example.com"
        with refused("InvalidParameter", "Username should be an email."):
            pool.call("sign_up", Username="jo", Password=PASSWORD)
        with refused("UsernameExists", "User already exists"):
            pool.call("sign_up", Username="JO@example.com", Password=PASSWORD)


def test_verified_addresses_are_aliases(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """An address signs in once it is verified, and nobody else can verify it then."""
    aliases: Any = ["email"]
    with user_pool(
        aws, localstack_server.endpoint_url, AliasAttributes=aliases, AutoVerifiedAttributes=aliases
    ) as pool:
        pool.add_user("kim", email="kim@example.com")
        unknown = ("UserNotFound", "User does not exist.")
        with refused(*unknown):
            pool.sign_in("kim@example.com")
        verified = [{"Name": "email_verified", "Value": "true"}]
        pool.admin("admin_update_user_attributes", Username="kim", UserAttributes=verified)
        assert claims(pool.sign_in("kim@example.com")["IdToken"])["cognito:username"] == "kim"

        email = [{"Name": "email", "Value": "kim@example.com"}]
        pool.call("sign_up", Username="lee", Password=PASSWORD, UserAttributes=email)
        confirm = {"Username": "lee", "ConfirmationCode": pool.code("lee")}
        with refused("AliasExists", "An account with the email already exists."):
            pool.call("confirm_sign_up", **confirm)


# --- multi-factor authentication: user-pool-settings-mfa.html, user-pool-settings-mfa-totp.html -----------------------


def test_an_authenticator_app_is_set_up_at_sign_in(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """Where a pool demands it, MFA_SETUP leads to the tokens, and the next sign-in asks for a code, each only once."""
    with user_pool(aws, localstack_server.endpoint_url) as pool:
        software = {"SoftwareTokenMfaConfiguration": {"Enabled": True}}
        pool.admin("set_user_pool_mfa_config", MfaConfiguration="ON", **software)
        name = pool.add_user()
        asked = pool.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=PASSWORD)
        assert asked["ChallengeParameters"]["MFAS_CAN_SETUP"] == '["SOFTWARE_TOKEN_MFA"]'
        app = pool.cognito.associate_software_token(Session=asked["Session"])
        with refused("EnableSoftwareTokenMFA", "Code mismatch"):
            pool.cognito.verify_software_token(Session=app["Session"], UserCode=totp(app["SecretCode"], 1000))
        done = pool.cognito.verify_software_token(Session=app["Session"], UserCode=totp(app["SecretCode"]))
        asked["Session"] = done["Session"]
        assert pool.answer(asked, USERNAME=name)["AuthenticationResult"]["IdToken"]

        again = srp_challenge(pool, name)

        assert again["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
        with refused("CodeMismatch", "Invalid code received for user"):
            pool.answer(again, USERNAME=name, SOFTWARE_TOKEN_MFA_CODE=totp(app["SecretCode"], 1000))
        code = totp(app["SecretCode"], 1)
        assert pool.answer(again, USERNAME=name, SOFTWARE_TOKEN_MFA_CODE=code)["AuthenticationResult"]
        once_more = pool.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=PASSWORD)
        with refused("ExpiredCode", "Your software token has already been used once."):
            pool.answer(once_more, USERNAME=name, SOFTWARE_TOKEN_MFA_CODE=code)


def srp_challenge(pool: UserPool, name: str) -> dict[str, Any]:
    """Return the challenge that comes after the password, proved by SRP."""
    client = aws_srp.AWSSRP(
        username=name, password=PASSWORD, pool_id=pool.id, client_id=pool.client_id, client=pool.cognito
    )
    asked = pool.start("USER_SRP_AUTH", **client.get_auth_params())
    responses = client.process_challenge(asked["ChallengeParameters"], client.get_auth_params())
    return pool.answer(asked, **responses)


def test_a_user_chooses_between_factors(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """With two factors SELECT_MFA_TYPE asks for one, unless one is preferred; codes by SMS are in the outbox."""
    with user_pool(aws, localstack_server.endpoint_url) as pool:
        sms = {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::000000000000:role/sns"}}
        software = {"SoftwareTokenMfaConfiguration": {"Enabled": True}, "SmsMfaConfiguration": sms}
        pool.admin("set_user_pool_mfa_config", MfaConfiguration="OPTIONAL", **software)
        name = pool.add_user(phone_number="+12065550100", phone_number_verified="true")
        token = {"AccessToken": pool.sign_in(name)["AccessToken"]}
        with refused("InvalidParameter", "User has not verified software token mfa"):
            pool.cognito.set_user_mfa_preference(**token, SoftwareTokenMfaSettings={"Enabled": True})
        secret = pool.cognito.associate_software_token(**token)["SecretCode"]
        pool.cognito.verify_software_token(**token, UserCode=totp(secret))
        on = {"Enabled": True}
        pool.cognito.set_user_mfa_preference(**token, SoftwareTokenMfaSettings=on, SMSMfaSettings=on)

        asked = pool.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=PASSWORD)
        assert asked["ChallengeParameters"]["MFAS_CAN_CHOOSE"] == '["SOFTWARE_TOKEN_MFA", "SMS_MFA"]'
        chosen = pool.answer(asked, USERNAME=name, ANSWER="SMS_MFA")
        assert chosen["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == "+*******0100"
        assert pool.answer(chosen, USERNAME=name, SMS_MFA_CODE=pool.code(name))["AuthenticationResult"]

        pool.admin("admin_set_user_mfa_preference", Username=name, SMSMfaSettings={"PreferredMfa": True, **on})
        preferred = pool.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=PASSWORD)
        assert preferred["ChallengeName"] == "SMS_MFA"
        found = pool.admin("admin_get_user", Username=name)
        assert found["UserMFASettingList"] == ["SOFTWARE_TOKEN_MFA", "SMS_MFA"]
        assert found["PreferredMfaSetting"] == "SMS_MFA"


def test_a_verified_address_is_a_factor(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """Where a pool demands one, codes go to a verified e-mail address; its messages are sent by SES."""
    email = {
        "EmailSendingAccount": "DEVELOPER",
        "SourceArn": "arn:aws:ses:us-east-1:000000000000:identity/shop.example",
    }
    with user_pool(aws, localstack_server.endpoint_url, EmailConfiguration=email) as pool:
        pool.admin("set_user_pool_mfa_config", MfaConfiguration="ON", EmailMfaConfiguration={"Message": "It is {####}"})
        name = pool.add_user(email="ann@example.com", email_verified="true")
        asked = pool.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=PASSWORD)
        assert asked["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == "a***@e***"
        assert pool.messages(name)[-1]["Message"] == f"It is {pool.code(name)}"
        assert pool.answer(asked, USERNAME=name, EMAIL_OTP_CODE=pool.code(name))["AuthenticationResult"]
        other = pool.add_user(email="bob@example.com")
        assert pool.start("USER_PASSWORD_AUTH", USERNAME=other, PASSWORD=PASSWORD)["ChallengeName"] == "MFA_SETUP"


def test_a_pool_has_what_its_factors_need(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """SMS needs a configuration, e-mail needs SES, and a new pool can have no other factor than SMS."""
    need = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
    with refused("InvalidParameter", need):
        aws.client("cognito-idp").create_user_pool(PoolName="people", MfaConfiguration="ON")
    sms: Any = {"SnsCallerArn": "arn:aws:iam::000000000000:role/sns"}
    with user_pool(aws, localstack_server.endpoint_url, MfaConfiguration="ON", SmsConfiguration=sms) as pool:
        name = pool.add_user(phone_number="+12065550100", phone_number_verified="true")
        assert pool.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=PASSWORD)["ChallengeName"] == "SMS_MFA"
    with user_pool(aws, localstack_server.endpoint_url) as pool:
        with refused("InvalidParameter", need):
            pool.admin("update_user_pool", MfaConfiguration="OPTIONAL")
        with refused("InvalidParameter", need):
            pool.admin("set_user_pool_mfa_config", MfaConfiguration="ON", SmsMfaConfiguration={})
        with pytest.raises(ClientError, match="Email MFA needs Amazon SES"):
            pool.admin("set_user_pool_mfa_config", MfaConfiguration="ON", EmailMfaConfiguration={"Message": "{####}"})


# --- pools and clients: user-pool-settings-client-apps.html, managing-users-passwords.html ----------------------------


def test_a_pool_keeps_its_own_password_policy(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """Rules that a policy leaves out are not required, and passwords of before can't come back."""
    policies: Any = {"PasswordPolicy": {"MinimumLength": 6, "RequireNumbers": True, "PasswordHistorySize": 2}}
    with user_pool(aws, localstack_server.endpoint_url, Policies=policies) as pool:
        name = pool.add_user(password="abcde1")

        def set_password(text: str) -> None:
            pool.admin("admin_set_user_password", Username=name, Password=text, Permanent=True)

        set_password("abcde2")
        with refused("PasswordHistoryPolicyViolation", "Password has previously been used."):
            set_password("abcde1")
        set_password("abcde3")
        set_password("abcde1")
        with refused("InvalidPassword", "Password did not conform with policy: Password must have numeric characters"):
            set_password("abcdef")


def test_a_pool_is_protected_and_described(pool: UserPool) -> None:
    """Deletion protection holds it; its schema, its tags and the defaults of AWS are in its description."""
    arn = pool.admin("describe_user_pool")["UserPool"]["Arn"]
    pool.cognito.tag_resource(ResourceArn=arn, Tags={"a": "1", "b": "2"})
    pool.cognito.untag_resource(ResourceArn=arn, TagKeys=["a"])
    found = pool.admin("describe_user_pool")["UserPool"]
    schema = {one["Name"]: one for one in found["SchemaAttributes"]}
    assert len(schema) == 26
    assert found["UserPoolTags"] == pool.cognito.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"b": "2"}
    assert schema["sub"]["Required"] is True
    assert schema["custom:plan"]["StringAttributeConstraints"] == {"MinLength": "2", "MaxLength": "4"}
    assert schema["custom:tenant"]["Mutable"] is False
    assert found["Policies"]["PasswordPolicy"]["TemporaryPasswordValidityDays"] == 7
    with refused("InvalidParameter", "Required custom attributes are not supported currently."):
        pool.admin("add_custom_attributes", CustomAttributes=[{"Name": "x", "Required": True}])

    verified = ["email", "phone_number"]
    pool.admin("update_user_pool", DeletionProtection="ACTIVE", AutoVerifiedAttributes=verified)
    with pytest.raises(pool.cognito.exceptions.InvalidParameterException, match="deletion protection is activated"):
        pool.admin("delete_user_pool")
    pool.admin("update_user_pool", AutoVerifiedAttributes=verified)  # the default comes back


def test_clients_are_checked(pool: UserPool) -> None:
    """Scopes, flows and providers that can't be are refused, and a client is found in its own pool only."""
    flows = {"AllowedOAuthFlows": ["client_credentials"], "AllowedOAuthFlowsUserPoolClient": True}
    text = "client_credentials flow can not be selected if client does not have a client secret."
    with refused("InvalidOAuthFlow", text):
        pool.make_app(**flows)
    with refused("ScopeDoesNotExist", "Invalid scope requested: shop/read"):
        pool.make_app(AllowedOAuthScopes=["shop/read"])
    with refused("InvalidParameter", f"The provider Google does not exist for User Pool {pool.id}."):
        pool.make_app(SupportedIdentityProviders=["Google"])
    with refused("ResourceNotFound", "User pool client none does not exist."):
        pool.cognito.sign_up(ClientId="none", Username="a", Password=PASSWORD)
    with refused("ResourceNotFound", "User pool us-east-1_none does not exist."):
        pool.cognito.describe_user_pool(UserPoolId="us-east-1_none")


# --- for tests --------------------------------------------------------------------------------------------------------


def test_a_test_has_a_user_in_one_line(aws: EndpointSession, pool: UserPool) -> None:
    """The user is in the groups, the tokens have the scopes, and whoever is there already is signed in again."""
    pool.admin("create_group", GroupName="staff")
    limited = pool.make_app(ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH"])

    user = cognito_user(
        aws, pool.id, limited.client_id, attributes={"email": "mia@example.com"}, groups=["staff"], scopes=["shop/read"]
    )

    own, access = claims(user.id_token), claims(user.access_token)
    assert (own["cognito:username"], own["sub"], own["email"]) == (user.username, user["sub"], "mia@example.com")
    assert (own["cognito:groups"], access["scope"]) == (["staff"], "aws.cognito.signin.user.admin shop/read")
    assert pool.sign_in(user.username, user.password)
    assert user.password not in repr(user)
    again = cognito_user(aws, pool.id, limited.client_id, username=user.username, attributes={"nickname": "m"})
    assert (again.sub, claims(again.id_token)["nickname"]) == (user.sub, "m")
    pool.call("forgot_password", Username=pool.add_user("nia", email="nia@example.com", email_verified="true"))
    assert cognito_messages(aws, pool.id, "nia")[-1]["Code"] == pool.code("nia")
    with pytest.raises(StackrigError, match=r"could not sign in to .*: User pool client none does not exist\."):
        cognito_user(aws, pool.id, "none")
