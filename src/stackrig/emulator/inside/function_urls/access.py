"""Check who may call a function by its URL: everybody or signers, if the function's policy or their own allows it.

See "Control access to Lambda function URLs" in Lambda's developer guide:
https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html. Since October 2025 a new URL needs both actions.
"""

from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    BaseGatewayException,
)
from localstack.services.lambda_ import urlrouter  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.models import lambda_stores  # type: ignore[import-not-found]

from ..apigateway.signatures import describe_signer
from ..iam import stored
from ..iam.signers import find_refusal

GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
FORBIDDEN = f"Forbidden. For troubleshooting Function URL authorization issues, see: {GUIDE}"
ACTIONS = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
SIGNER = "stackrig.signer"  # the key in a request's environ

_event_for = urlrouter.event_for_lambda_url


def forbidden() -> Any:
    """Return AWS's answer to a client who may not call a URL."""
    response = Response.for_json({"Message": FORBIDDEN}, status=403)
    response.headers["x-amzn-ErrorType"] = "AccessDeniedException"
    return response


def lets_in(request: Any, url_id: str, region: str) -> bool:
    """Tell whether a request may pass to a URL's function; LocalStack answers for unknown URLs."""
    url = find_url(url_id, region)
    if url is None or (url.cors and request.method == "OPTIONS"):
        return True
    if url.auth_type == "AWS_IAM":
        try:
            credential = request.args.get("X-Amz-Credential")
            signer = describe_signer(request.headers.get("Authorization", ""), credential, region, service="lambda")
        except BaseGatewayException:
            return False
        request.environ[SIGNER] = signer
    return not _find_reasons(request, url, region)


def _find_reasons(request: Any, url: Any, region: str) -> list[str]:
    """Return the reasons for which AWS refuses a request to a URL; none if it may pass."""
    invocation = {
        "region": region,
        "address": request.remote_addr or "127.0.0.1",
        "user_agent": request.headers.get("User-Agent", ""),
        "values": {"lambda:functionurlauthtype": (str(url.auth_type),), "lambda:invokedviafunctionurl": ("true",)},
    }
    key, reasons = request.environ.get(SIGNER, {}).get("accessKey", ""), []
    for action in ACTIONS:
        policy, owner = stored.policy_of(action, url.function_arn)
        reasons.append(find_refusal(key, url.function_arn, policy=policy, account=owner, action=action, **invocation))
    return list(filter(None, reasons))


def find_url(url_id: str, region: str) -> Any:
    """Return LocalStack's record of a function's URL by the first part of its host name, None if there is none."""
    for stores in list(lambda_stores.values()):
        for function in list(stores[region].functions.values()):
            for url in list(function.function_url_configs.values()):
                if url.url_id.lower() == url_id.lower():
                    return url
    return None


def _complete_event(url_id: str, request: Any) -> dict[str, Any]:
    """Return LocalStack's event for a function, with the request's cookies and signer."""
    event: dict[str, Any] = _event_for(url_id, request)
    if cookies := request.headers.get("Cookie"):
        event["cookies"] = [part.strip() for part in cookies.split(";") if part.strip()]
    if signer := request.environ.get(SIGNER):
        iam = {
            "accessKey": signer["accessKey"],
            "accountId": signer["accountId"],
            "callerId": signer["caller"],
            "cognitoIdentity": None,
            "principalOrgId": None,
            "userArn": signer["userArn"],
            "userId": signer["user"],
        }
        event["requestContext"] |= {"accountId": signer["accountId"], "authorizer": {"iam": iam}}
    return event


urlrouter.event_for_lambda_url = _complete_event
