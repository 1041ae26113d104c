"""Methods with the authorization AWS_IAM: find the signer of a request.

Signatures are not computed again, as everywhere in LocalStack. See "Create a signed AWS API request" in IAM's user
guide.
"""

import re
from typing import Any

from localstack.aws.connect import connect_to  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    InvalidSignatureError,
    MissingAuthTokenError,
)

PARTS = ("Credential", "Signature", "SignedHeaders")
SERVICE = "execute-api"


def name_signer(context: Any) -> None:
    """Write a request's signer into its `$context.identity`.

    Raises:
        MissingAuthTokenError: the request has no signature.
        InvalidSignatureError: the signature has another form, or is for another service or region.
    """
    header = context.request.headers.get("Authorization", "")
    credential = context.invocation_request["query_string_parameters"].get("X-Amz-Credential")
    context.context_variables["identity"] |= describe_signer(header, credential, context.region)


def describe_signer(header: str, credential: str | None, region: str, service: str = SERVICE) -> dict[str, str]:
    """Return a request's signer, under the names of `$context.identity`.

    Args:
        header: the Authorization header, which is read first.
        credential: the credential of a signature in the query string.
        service: the service that the request must be signed for.

    Raises:
        MissingAuthTokenError: the request has no signature.
        InvalidSignatureError: the signature has another form, or is for another service or region.
    """
    key, _, signed_region, signed_service, *_ = [*_credential(header, credential).split("/"), "", "", "", ""]
    if signed_service != service:
        raise InvalidSignatureError(f"Credential should be scoped to correct service: '{service}'. ")
    if signed_region != region:
        raise InvalidSignatureError("Credential should be scoped to a valid region. ")
    client = connect_to(region_name=region, aws_access_key_id=key, aws_secret_access_key="unused").sts  # noqa: S106
    caller = client.get_caller_identity()
    return {
        "accessKey": key,
        "accountId": caller["Account"],
        "caller": caller["UserId"],
        "user": caller["UserId"],
        "userArn": caller["Arn"],
    }


def _credential(header: str, credential: str | None) -> str:
    if not header:
        if credential:
            return credential
        raise MissingAuthTokenError("Missing Authentication Token")
    parts = dict(re.findall(r"(\w+)=([^,\s]+)", header))
    if missing := [part for part in PARTS if part not in parts]:
        raise InvalidSignatureError(" ".join(f"Authorization header requires '{one}' parameter." for one in missing))
    return str(parts["Credential"])
