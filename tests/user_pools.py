"""User pools of Cognito that tests make, and what was sent to their users."""

import base64
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from stackrig.emulator.sessions import EndpointSession

PASSWORD = "Passw0rd!"
FLOWS = [
    *("ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"),
    *("ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"),
]


@dataclass(frozen=True)
class UserPool:
    """Use a pool as an administrator, and one of its clients as its users do."""

    cognito: Any
    address: str
    id: str
    app: dict[str, Any] = field(default_factory=dict)

    @property
    def client_id(self) -> str:
        """Return the id of the client."""
        return str(self.app["ClientId"])

    def make_app(self, **settings: Any) -> "UserPool":
        """Return the pool as another client uses it."""
        given = {"ClientName": "app", "ExplicitAuthFlows": FLOWS, **settings}
        made = self.cognito.create_user_pool_client(UserPoolId=self.id, **given)["UserPoolClient"]
        return UserPool(self.cognito, self.address, self.id, made)

    def admin(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call an operation on the pool."""
        return dict(getattr(self.cognito, operation)(UserPoolId=self.id, **parameters))

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call an operation as the client, with the proof of its secret if it has one."""
        name = parameters.get("Username", "")
        proof = {"SecretHash": self.secret_hash(name)} if "ClientSecret" in self.app and name else {}
        return dict(getattr(self.cognito, operation)(ClientId=self.client_id, **proof, **parameters))

    def secret_hash(self, name: str) -> str:
        """Return the proof of the client's secret for a user's name."""
        digest = hmac.digest(self.app["ClientSecret"].encode(), (name + self.client_id).encode(), "sha256")
        return base64.b64encode(digest).decode()

    def add_user(self, name: str = "", password: str = PASSWORD, **attributes: str) -> str:
        """Make a user with a password and return the name."""
        name = name or f"user-{secrets.token_hex(4)}"
        given = [{"Name": key, "Value": value} for key, value in attributes.items()]
        self.admin("admin_create_user", Username=name, UserAttributes=given, MessageAction="SUPPRESS")
        self.admin("admin_set_user_password", Username=name, Password=password, Permanent=True)
        return name

    def start(self, flow: str, **parameters: str) -> dict[str, Any]:
        """Begin to sign in."""
        return self.call("initiate_auth", AuthFlow=flow, AuthParameters=parameters)

    def sign_in(self, name: str, password: str = PASSWORD) -> dict[str, Any]:
        """Sign in by a password and return the tokens."""
        given = {"USERNAME": name, "PASSWORD": password}
        if "ClientSecret" in self.app:
            given["SECRET_HASH"] = self.secret_hash(name)
        return dict(self.start("USER_PASSWORD_AUTH", **given)["AuthenticationResult"])

    def answer(self, challenge: dict[str, Any], **responses: str) -> dict[str, Any]:
        """Answer a challenge."""
        name = challenge["ChallengeName"]
        session = {"Session": challenge["Session"]} if "Session" in challenge else {}
        return self.call("respond_to_auth_challenge", ChallengeName=name, ChallengeResponses=responses, **session)

    def messages(self, name: str = "") -> list[dict[str, Any]]:
        """Return what was sent to the pool's users."""
        url = f"{self.address}/_stackrig/cognito/messages"
        query = {"pool": self.id, **({"username": name} if name else {})}
        return list(requests.get(url, params=query, timeout=60).json()["messages"])

    def code(self, name: str) -> str:
        """Return the newest code that was sent to a user."""
        return str(self.messages(name)[-1]["Code"])


@contextmanager
def user_pool(aws: EndpointSession, address: str, **settings: Any) -> Iterator[UserPool]:
    """Yield a pool with a client that may do everything; it is deleted at the end."""
    cognito = aws.client("cognito-idp")
    made = cognito.create_user_pool(PoolName="people", **settings)["UserPool"]["Id"]
    yield UserPool(cognito, address, made).make_app()
    cognito.delete_user_pool(UserPoolId=made)


@contextmanager
def refused(code: str, text: str) -> Iterator[None]:
    """Expect an error of Cognito by its code, without the ending `Exception`, and by its sentence."""
    with pytest.raises(ClientError) as caught:
        yield
    error = caught.value.response["Error"]
    assert (error["Code"], error["Message"]) == (f"{code}Exception", text)


def claims(token: str) -> dict[str, Any]:
    """Return the claims of a token, whose signature is not looked at."""
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))
