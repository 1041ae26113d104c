"""The errors that DynamoDB answers invalid requests with."""

import json
from typing import Any

from localstack.aws.api.core import CommonServiceException  # type: ignore[import-not-found]
from localstack.aws.api.dynamodb import TransactionCanceledException  # type: ignore[import-not-found]
from moto.core.exceptions import JsonRESTError  # type: ignore[import-not-found]

PARAMETER = "One or more parameter values were invalid: "


def invalid(message: str) -> Exception:
    """Return a ValidationException."""
    error: Exception = CommonServiceException("ValidationException", message)
    return error


def refused(error: Any) -> Any:
    """Return moto's error in LocalStack's form, for errors raised outside of moto's own answers."""
    if not isinstance(error, JsonRESTError):
        return error
    code = error.error_type.rpartition("#")[2]
    if code == "TransactionCanceledException":
        reasons = json.loads(error.description).get("CancellationReasons")
        return TransactionCanceledException(error.message, CancellationReasons=reasons)
    return CommonServiceException(code, error.message)
