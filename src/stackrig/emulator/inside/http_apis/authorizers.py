"""Authorize requests to routes: without a check, by signature, by an issuer's token, or by a function.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html.
"""

import logging

from .answers import forbidden, server_error
from .calls import Call

log = logging.getLogger(__name__)


def authorize(call: Call) -> None:
    """Refuse a request that its route's authorization does not allow.

    Raises:
        Refusal: the request is not allowed.
    """
    kind = call.route.get("AuthorizationType", "NONE")
    if kind == "NONE":
        return
    if kind == "AWS_IAM":
        _name_signer(call)
        return
    authorizer = call.snapshot.authorizers.get(call.route.get("AuthorizerId", ""))
    if authorizer is None:
        log.warning("stackrig: the route %s has no authorizer of the type %s", call.route_key, kind)
        raise server_error()
    if kind == "JWT":
        from .tokens import check_token

        call.authorizer = {"jwt": check_token(call, authorizer)}
    else:
        from .function_authorizers import ask_function

        call.authorizer = {"lambda": ask_function(call, authorizer)}


def _name_signer(call: Call) -> None:
    """Refuse an unsigned request, and add the signer of a signed one."""
    from .signers import SignerError, judge_signer

    asked = {"address": call.source_ip, "user_agent": call.header("user-agent")}
    try:
        credential = dict(call.query_pairs()).get("X-Amz-Credential")
        signer = judge_signer(call.header("authorization"), credential, call.route_arn(), **asked)
    except SignerError as error:
        call.facts["error.message"] = str(error)
        raise forbidden() from error
    user = signer["caller"]
    named = {name: signer[name] for name in ("accessKey", "accountId", "userArn")}
    nothing = {"cognitoIdentity": None, "principalOrgId": None}
    call.authorizer = {"iam": {**named, "callerId": user, "userId": user, **nothing}}
