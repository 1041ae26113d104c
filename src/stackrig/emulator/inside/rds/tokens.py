"""Tokens by which users log in to a database in place of a password: requests presigned for rds-db:connect.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
"""

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from ..clock.present import now
from ..iam.keys import Secret, secret_of
from ..iam.signers import find_refusal

ALGORITHM = "AWS4-HMAC-SHA256"
SERVICE, SCOPE_END = "rds-db", "aws4_request"
LONGEST = 900  # seconds a token is valid, at most
SKEW = 300  # seconds that a signer's clock may be ahead
MOMENT = "%Y%m%dT%H%M%SZ"


class TokenError(Exception):
    """Tell why a token opens nothing; the client is not told."""


@dataclass(frozen=True)
class Door:
    """Name what a token is for: the places at which a database or proxy answers, each a host and port."""

    account: str
    region: str
    resource_id: str
    places: Collection[str]

    def check(self, token: str, user: str) -> None:
        """Pass if a token lets a user in.

        Raises:
            TokenError: it does not.
        """
        url = urlsplit(f"https://{token}")
        asked = dict(parse_qsl(url.query, keep_blank_values=True))
        _require(
            url.netloc in self.places, f"it is for {url.netloc or 'nothing'}, and this is {', '.join(self.places)}"
        )
        _require(asked.get("Action") == "connect", "it is no request for Action=connect")
        _require(asked.get("DBUser") == user, f"it is for the user {asked.get('DBUser')!r}")
        _check_time(asked)
        access_key, *scope = asked.get("X-Amz-Credential", "").split("/")
        expected = [asked["X-Amz-Date"][:8], self.region, SERVICE, SCOPE_END]
        _require(scope == expected, f"it is signed for {'/'.join(scope)}, and not for {'/'.join(expected)}")
        secret = secret_of(access_key)
        if secret is None:
            raise TokenError(f"nobody was given the access key {access_key}")
        _require(secret.account == self.account, f"its access key belongs to the account {secret.account}")
        if secret.key:
            self._check_signature(token, asked, secret)
        self._check_policies(access_key, user)

    def _check_signature(self, token: str, asked: Mapping[str, str], secret: Secret) -> None:
        """Sign the request again."""
        from botocore.auth import SigV4QueryAuth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        _require(asked.get("X-Amz-Security-Token", "") == secret.token, "it lacks the token of its session")
        unsigned = "&".join(part for part in token.split("&") if not part.startswith("X-Amz-Signature="))
        request = AWSRequest("GET", f"https://{unsigned}")
        request.context["timestamp"] = asked["X-Amz-Date"]
        signer = SigV4QueryAuth(Credentials("-", secret.key), SERVICE, self.region)
        signature = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
        known = hmac.compare_digest(signature.encode(), asked.get("X-Amz-Signature", "").encode())
        _require(known, "its signature does not match")

    def _check_policies(self, access_key: str, user: str) -> None:
        arn = f"arn:aws:rds-db:{self.region}:{self.account}:dbuser:{self.resource_id}/{user}"
        place = {"region": self.region, "account": self.account, "address": "127.0.0.1", "user_agent": ""}
        refusal = find_refusal(access_key, arn, action=f"{SERVICE}:connect", **place)
        _require(not refusal, f"{SERVICE}:connect on {arn} is refused, {refusal}")


def _check_time(asked: Mapping[str, str]) -> None:
    _require(asked.get("X-Amz-Algorithm") == ALGORITHM, f"it is not signed by {ALGORITHM}")
    try:
        signed = datetime.strptime(asked["X-Amz-Date"], MOMENT).replace(tzinfo=UTC).timestamp()
        lifetime = int(asked["X-Amz-Expires"])
    except (KeyError, ValueError) as error:
        raise TokenError("it does not tell when it was signed and for how long") from error
    _require(0 < lifetime <= LONGEST, f"it would be valid for {lifetime} s, and {LONGEST} are the most")
    age = now() - signed
    _require(age < lifetime, f"it has expired: it was signed {age:.0f} s ago, by LocalStack's clock")
    _require(age > -SKEW, f"it was signed {-age:.0f} s from now, by LocalStack's clock")


def _require(condition: object, reason: str) -> None:
    if not condition:
        raise TokenError(reason)
