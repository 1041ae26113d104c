"""Who signed a request to an API with the authorization AWS_IAM, and whether the signer's policies allow it.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html.
"""

from ..iam.signers import find_refusal


class SignerError(Exception):
    """Tell why a request's signature opens nothing."""


def judge_signer(header: str, credential: str | None, arn: str, *, address: str, user_agent: str) -> dict[str, str]:
    """Return a request's signer, under the names of `$context.identity`.

    Args:
        header: the Authorization header.
        credential: the credential of a signature in the query string.
        arn: what the signer asks for; it names the region and account of the API.

    Raises:
        SignerError: nobody has signed the request, or the signer may not invoke the API.
    """
    from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
        BaseGatewayException,
    )

    from ..apigateway.signatures import describe_signer

    region, account = arn.split(":")[3:5]
    try:
        signer = describe_signer(header, credential, region)
    except BaseGatewayException as error:
        raise SignerError(str(error)) from error
    place = {"region": region, "account": account, "address": address, "user_agent": user_agent}
    if reason := find_refusal(signer["accessKey"], arn, **place):
        raise SignerError(reason)
    return signer
