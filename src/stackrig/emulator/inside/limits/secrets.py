"""Requests that Secrets Manager refuses.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
"""

import json
from collections.abc import Mapping
from typing import Any

from ..iam.stored import find_secret
from ..services.faults import service_fault


def _check_value(_context: Any, request: Mapping[str, Any]) -> None:
    if "SecretString" in request and "SecretBinary" in request:
        text = "You can't specify both a binary secret value and a string secret value in the same secret."
        raise service_fault("InvalidParameterException", text)


def _check_new_value(context: Any, request: Mapping[str, Any]) -> None:
    _check_value(context, request)
    name = request["SecretId"]
    arn = (
        name
        if name.startswith("arn:")
        else f"arn:aws:secretsmanager:{context.region}:{context.account_id}:secret:{name}"
    )
    secret = find_secret(arn.split(":", 5))
    if secret and secret.is_deleted():
        text = "You can't perform this operation on the secret because it was marked for deletion."
        raise service_fault("InvalidRequestException", text)


def _check_policy(_context: Any, request: Mapping[str, Any]) -> None:
    try:
        json.loads(request["ResourcePolicy"])
    except ValueError:
        text = "This resource policy contains invalid Json."
        raise service_fault("MalformedPolicyDocumentException", text) from None


CHECKS = {
    "CreateSecret": _check_value,
    "PutResourcePolicy": _check_policy,
    "PutSecretValue": _check_new_value,
    "UpdateSecret": _check_new_value,
}
