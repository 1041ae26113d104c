"""Who may call a function by its URL: everybody or signers, as far as the function's policy or their own lets them.

See "Control access to Lambda function URLs" in Lambda's developer guide:
https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html. Since October 2025 a new URL needs both actions.
"""

import logging
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    BaseGatewayException,
)
from localstack.services.lambda_ import urlrouter  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.models import lambda_stores  # type: ignore[import-not-found]

from ..apigateway.signatures import describe_signer
from ..iam import stored
from ..iam.evaluation import judge_resource
from ..iam.patterns import Values
from ..iam.policies import Caller, Request
from ..iam.signers import find_refusal

log = logging.getLogger(__name__)
GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
FORBIDDEN = f"Forbidden. For troubleshooting Function URL authorization issues, see: {GUIDE}"
ACTIONS = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
ANYBODY = Caller("anonymous")
SIGNER = "stackrig.signer"  # in a request's environ

_event_for = urlrouter.event_for_lambda_url


def forbidden() -> Any:
    """Return AWS's answer to who may not call a URL."""
    response = Response.for_json({"Message": FORBIDDEN}, status=403)
    response.headers["x-amzn-ErrorType"] = "AccessDeniedException"
    return response


def lets_in(request: Any, url_id: str, region: str) -> bool:
    """Tell whether a request reaches the function of a URL; LocalStack answers for a URL that is not there."""
    url = _find_url(url_id, region)
    if url is None or (url.cors and request.method == "OPTIONS"):
        return True
    values = {"lambda:functionurlauthtype": (str(url.auth_type),), "lambda:invokedviafunctionurl": ("true",)}
    if url.auth_type == "AWS_IAM":
        return _lets_signer(request, url.function_arn, region, values)
    if lacking := [action for action in ACTIONS if not _lets_anybody(url.function_arn, action, values)]:
        log.warning(
            "stackrig: the URL of %s is closed: the function's policy lacks a permission (lambda:AddPermission,"
            " aws.lambda_.Permission) for the principal * and %s",
            url.function_arn,
            " and ".join(lacking),
        )
    return not lacking


def _find_url(url_id: str, region: str) -> Any:
    for stores in list(lambda_stores.values()):
        for function in list(stores[region].functions.values()):
            for url in list(function.function_url_configs.values()):
                if url.url_id.lower() == url_id.lower():
                    return url
    return None


def _lets_anybody(arn: str, action: str, values: Values) -> bool:
    statements, _owner = stored.policy_of(action, arn)
    grant, is_denied = judge_resource(statements or (), ANYBODY, Request(action, (arn,), values))
    return bool(grant) and not is_denied


def _lets_signer(request: Any, arn: str, region: str, values: Values) -> bool:
    try:
        credential = request.args.get("X-Amz-Credential")
        signer = describe_signer(request.headers.get("Authorization", ""), credential, region, service="lambda")
    except BaseGatewayException:
        return False
    request.environ[SIGNER] = signer
    whence = {"region": region, "address": request.remote_addr or "127.0.0.1", "values": values}
    whence["user_agent"] = request.headers.get("User-Agent", "")
    for action in ACTIONS:
        policy, owner = stored.policy_of(action, arn)
        if find_refusal(signer["accessKey"], arn, policy=policy, account=owner, action=action, **whence):
            return False
    return True


def _event_with_signer(url_id: str, request: Any) -> dict[str, Any]:
    """Return LocalStack's event for a function, and who has signed the request for it."""
    event: dict[str, Any] = _event_for(url_id, request)
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


urlrouter.event_for_lambda_url = _event_with_signer
