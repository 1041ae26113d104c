"""Cognito for tests: a signed-in user, and the messages sent to users."""

import json
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from botocore.exceptions import ClientError

from stackrig.emulator.routes import NO_ANSWER, ask, get_json, split_address
from stackrig.errors import StackrigError
from stackrig.handles import Handle

MESSAGES_PATH = "/_stackrig/cognito/messages"  # the plugin's route: inside/cognito/for_tests.py
SIGN_IN_PATH = "/_stackrig/cognito/sign-in"
AWS = re.compile(r"^https://.*\.amazonaws\.com(\.cn)?$")  # for calls of AWS itself
TIMEOUT = 60.0  # seconds for an answer: functions of the pool may run


@dataclass(frozen=True, slots=True)
class CognitoUser(Handle):
    """Describe a signed-in user; the tokens are from one sign-in."""

    username: str
    sub: str
    password: str = field(repr=False)
    id_token: str = field(repr=False)
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)


def cognito_user(
    session: Any,
    user_pool_id: str,
    client_id: str,
    *,
    username: str = "",
    attributes: Mapping[str, str] | None = None,
    groups: Collection[str] = (),
    scopes: Collection[str] = (),
) -> CognitoUser:
    """Make a user of a pool, sign the user in and return it with its tokens.

    The tokens are those of any sign-in: the pool's function PreTokenGeneration is called, and authorizers accept them.
    No flow of the client is used, so it may allow any; for AWS itself it must allow ADMIN_USER_PASSWORD_AUTH.

    Args:
        session: a boto3 Session of the pool's account: `aws_session`, `deployed.session()`, `aws_account.session()`.
        username: of a new user, or of an existing one, who gets a new password; a random name if it is empty.
        attributes: by name, such as `{"email": "ann@example.com", "custom:plan": "pro"}`.
        groups: the existing groups to add the user to.
        scopes: more scopes of the access token, such as a resource server's: `["orders/read"]`.

    Raises:
        StackrigError: LocalStack has no such pool, client or user, is not one that stackrig serves Cognito in, or the
            scopes are requested from AWS itself.
        botocore.exceptions.ClientError: Cognito refuses the user's name, attributes or groups.
    """
    client = session.client("cognito-idp")
    password = f"Aa1!{secrets.token_hex(50)}"  # longer than any policy requires
    name = _make_user(client, user_pool_id, username, dict(attributes or {}))
    where = {"UserPoolId": user_pool_id, "Username": name}
    client.admin_set_user_password(**where, Password=password, Permanent=True)
    for group in groups:
        client.admin_add_user_to_group(**where, GroupName=group)
    asked = {"pool": user_pool_id, "client": client_id, "username": name, "scopes": list(scopes)}
    url = client.meta.endpoint_url
    tokens = _sign_in_on_aws(client, asked, password) if AWS.search(url) else _sign_in(url, asked)
    found = client.admin_get_user(**where)["UserAttributes"]
    sub = next(item["Value"] for item in found if item["Name"] == "sub")
    return CognitoUser(name, sub, password, tokens["IdToken"], tokens["AccessToken"], tokens["RefreshToken"])


def cognito_messages(session: Any, user_pool_id: str, username: str = "") -> list[dict[str, Any]]:
    """Return the messages with codes and temporary passwords that AWS would have sent, the newest last.

    Each has the keys `Username`, `Occasion` (as `SignUp`, `ForgotPassword`), `DeliveryMedium`, `Destination`, `Code`,
    `Subject`, `Message` and `Time`, in seconds since 1970.

    Args:
        session: a boto3 Session of the LocalStack.
        username: of the user whose messages are wanted; those of all users if it is empty.

    Raises:
        StackrigError: it is no LocalStack that stackrig serves Cognito in.
    """
    url = session.client("cognito-idp").meta.endpoint_url
    query = urlencode({"pool": user_pool_id, **({"username": username} if username else {})})
    try:
        found: list[dict[str, Any]] = get_json(*split_address(url), f"{MESSAGES_PATH}?{query}", TIMEOUT)["messages"]
    except (*NO_ANSWER, KeyError) as error:
        raise _no_cognito(url, str(error)) from error
    return found


def _make_user(client: Any, pool: str, username: str, attributes: dict[str, str]) -> str:
    """Make a user, or change an existing one; return the user's own name."""
    name = username or attributes.get("email", "") or f"user-{secrets.token_hex(6)}"
    if not username and "@" not in name and _wants_addresses(client, pool):
        name = f"{name}@example.com"
    given = [{"Name": key, "Value": value} for key, value in attributes.items()]
    try:
        made = client.admin_create_user(UserPoolId=pool, Username=name, UserAttributes=given, MessageAction="SUPPRESS")
    except ClientError as error:
        if not username or error.response["Error"]["Code"] != "UsernameExistsException":
            raise
        if given:
            client.admin_update_user_attributes(UserPoolId=pool, Username=name, UserAttributes=given)
        return str(client.admin_get_user(UserPoolId=pool, Username=name)["Username"])
    return str(made["User"]["Username"])


def _wants_addresses(client: Any, pool: str) -> bool:
    return "email" in (client.describe_user_pool(UserPoolId=pool)["UserPool"].get("UsernameAttributes") or ())


def _sign_in(url: str, asked: Mapping[str, Any]) -> dict[str, str]:
    host, port = split_address(url)
    try:
        response = ask(host, port, "POST", SIGN_IN_PATH, asked, timeout=TIMEOUT)
        answer: dict[str, str] = json.loads(response.body)
    except NO_ANSWER as error:
        raise _no_cognito(url, str(error)) from error
    if response.status != HTTPStatus.OK:
        raise StackrigError(f"{asked['username']} could not sign in to {asked['pool']}: {answer.get('message')}")
    return answer


def _sign_in_on_aws(client: Any, asked: Mapping[str, Any], password: str) -> dict[str, str]:
    if asked["scopes"]:
        raise StackrigError(
            f"AWS gives {asked['username']} scopes only through the pool's sign-in page: {', '.join(asked['scopes'])}",
            remedies=["leave `scopes` out where the test runs on AWS itself"],
        )
    flow = {"AuthFlow": "ADMIN_USER_PASSWORD_AUTH", "UserPoolId": asked["pool"], "ClientId": asked["client"]}
    given = {"USERNAME": asked["username"], "PASSWORD": password}
    answer: dict[str, str] = client.admin_initiate_auth(**flow, AuthParameters=given)["AuthenticationResult"]
    return answer


def _no_cognito(url: str, reason: str) -> StackrigError:
    return StackrigError(
        f"the LocalStack at {url} does not serve stackrig's Cognito: {reason}",
        remedies=["let stackrig start LocalStack: --localstack-image=embedded"],
    )
