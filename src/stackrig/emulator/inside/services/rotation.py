"""Secrets Manager that rotates secrets on schedule, by the four steps of their function.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
"""

import json
import logging
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

from ..clock import timer
from ..clock.present import now
from ..functions.calls import is_permitted
from ..functions.resource_policies import Caller
from ..schedules.expressions import At, parse
from .faults import service_fault

log = logging.getLogger(__name__)
PRINCIPAL = "secretsmanager"
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
DAYS = "AutomaticallyAfterDays"
MOST_DAYS = 1000
SHORTEST_RATE = 4 * 3600  # seconds
ZONE = ZoneInfo("UTC")
PENDING, CURRENT = "AWSPENDING", "AWSCURRENT"
# AWS's own words, as LocalStack's tests recorded them there.
NO_REQUEST_ID = "You must provide a ClientRequestToken value. We recommend a UUID-type value."
NO_FUNCTION = "No Lambda rotation function ARN is associated with this secret."
NOT_CALLABLE = (
    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the"
    " principal secretsmanager.amazonaws.com."
)


class RotationError(Exception):
    """Report which step of a rotation failed."""


@aws_provider(api="secretsmanager", name="stackrig")  # type: ignore[untyped-decorator]
def serve_secrets() -> Any:
    """Return LocalStack's Secrets Manager, chosen by PROVIDER_OVERRIDE_SECRETSMANAGER=stackrig."""
    from localstack.services.moto import MotoFallbackDispatcher  # type: ignore[import-not-found]
    from localstack.services.secretsmanager.provider import (  # type: ignore[import-not-found]
        SecretsmanagerProvider,
    )

    service = Service.for_provider(SecretsmanagerProvider(), dispatch_table_factory=MotoFallbackDispatcher)
    table = service.skeleton.dispatch_table
    table["RotateSecret"] = _rotate_secret
    table["CancelRotateSecret"] = partial(_cancel, table["CancelRotateSecret"])
    table["DescribeSecret"] = partial(_describe, table["DescribeSecret"])
    return service


def _rotate_secret(context: Any, request: Any) -> Any:
    if "ClientRequestToken" not in request:  # SDKs add it
        raise _invalid(NO_REQUEST_ID)
    backend, secret = _find(context, request["SecretId"])
    arn = request.get("RotationLambdaARN") or secret.rotation_lambda_arn
    if not arn:
        raise _invalid(NO_FUNCTION)
    rules = _checked(request.get("RotationRules") or vars(secret).get("rotation_rules") or {})
    _check_function(arn, secret)
    secret.rotation_lambda_arn, secret.rotation_rules = arn, rules
    secret.rotation_enabled = secret.rotation_requested = bool(rules) or secret.rotation_enabled
    secret.auto_rotate_after_days = rules.get(DAYS) or 0
    if request.get("RotateImmediately") is False:
        version = _version_with(secret, CURRENT) or ""
        _try_steps(secret, version, ("testSecret",))
    else:
        version = _rotate(backend, secret, request.get("ClientRequestToken"))
    _plan(backend, secret)
    return {"ARN": secret.arn, "Name": secret.name, "VersionId": version}


def _cancel(cancel: Any, context: Any, request: Any) -> Any:
    answer = cancel(context, request)
    _, secret = _find(context, request["SecretId"])
    timer.cancel(vars(secret).get("next_rotation"))
    secret.next_rotation_date = None
    return answer


def _describe(describe: Any, context: Any, request: Any) -> Any:
    """Return a rotation's rules as they were given."""
    answer = describe(context, request)
    _, secret = _find(context, request["SecretId"])
    if rules := vars(secret).get("rotation_rules"):
        answer["RotationRules"] = rules
    return answer


def _rotate(backend: Any, secret: Any, token: str | None) -> str:
    """Rotate a secret now, or resume a failed rotation, and return the new version."""
    version = _version_with(secret, PENDING)
    if version is None or version == _version_with(secret, CURRENT):
        version = str(backend._from_client_request_token(token))  # noqa: SLF001  # moto has nothing else for it
        backend._add_secret(  # noqa: SLF001
            secret.name, "-", description=secret.description, tags=secret.tags, version_id=version,
            version_stages=[PENDING],
        )  # fmt: skip
        del secret.versions[version]["secret_string"]  # the function sets the value
    if _try_steps(secret, version, STEPS):
        secret.last_rotation_date = int(now())
    return version


def _try_steps(secret: Any, version: str, steps: tuple[str, ...]) -> bool:
    """Call the function for each step, and tell whether all succeeded. An unfinished version stays pending."""
    try:
        for step in steps:
            _call(secret, version, step)
    except Exception as error:  # noqa: BLE001  # whatever the function or Lambda answers
        log.warning("stackrig: the rotation of %s by %s failed: %s", secret.arn, secret.rotation_lambda_arn, error)
        return False
    return True


def _call(secret: Any, version: str, step: str) -> None:
    event = {"Step": step, "SecretId": secret.arn, "ClientRequestToken": version, "RotationToken": version}
    client = _functions(secret).request_metadata(service_principal=PRINCIPAL, source_arn=secret.arn)
    answer = client.invoke(FunctionName=secret.rotation_lambda_arn, Payload=json.dumps(event).encode())
    if answer.get("FunctionError"):
        raise RotationError(f"{step}: {answer['Payload'].read().decode(errors='replace')}")


def _plan(backend: Any, secret: Any) -> None:
    """Schedule the next rotation, at the opening of its window."""
    timer.cancel(vars(secret).get("next_rotation"))
    rules = secret.rotation_rules
    if not rules:
        return
    expression = parse(rules.get("ScheduleExpression") or _days(rules[DAYS]))
    begin = now()
    moment = expression.next_after(begin, ZONE, begin)
    if moment is not None:
        secret.next_rotation_date = int(moment)
        secret.next_rotation = timer.call_at(moment, partial(_rotate_due, backend, secret))


def _rotate_due(backend: Any, secret: Any) -> None:
    is_there = any(one is secret for one in backend.secrets.values())
    if is_there and secret.rotation_enabled and not secret.is_deleted():
        _rotate(backend, secret, None)
        _plan(backend, secret)


def _days(number: int) -> str:
    return f"rate({number} day{'s' if number > 1 else ''})"


def _checked(rules: Any) -> dict[str, Any]:
    """Return the rules if they are valid.

    See https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html.
    """
    given = {name: value for name, value in rules.items() if value is not None}
    days, text = given.get(DAYS), given.get("ScheduleExpression")
    if days is not None and text:
        raise _invalid(f"You can't specify both {DAYS} and ScheduleExpression.", "InvalidParameterException")
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise _invalid(f"RotationRules.{DAYS} must be within 1-{MOST_DAYS}.", "InvalidParameterException")
    if text and not _is_schedule(text):
        raise _invalid(f"RotationRules.ScheduleExpression is not valid: {text}", "InvalidParameterException")
    return given if days or text else {}


def _is_schedule(text: str) -> bool:
    try:
        expression = parse(text)
    except ValueError:
        return False
    return not isinstance(expression, At) and getattr(expression, "seconds", SHORTEST_RATE) >= SHORTEST_RATE


def _check_function(arn: str, secret: Any) -> None:
    """Refuse a function that is not there or whose policy does not let Secrets Manager call it: AWS has one error."""
    caller = Caller(f"{PRINCIPAL}.amazonaws.com", (secret.arn,), secret.arn.split(":")[4])
    try:
        found = _functions(secret).get_function(FunctionName=arn)["Configuration"]["FunctionArn"]
    except Exception:  # noqa: BLE001  # whatever Lambda answers
        found = ""
    if not found or not is_permitted(found, caller):
        raise _invalid(NOT_CALLABLE, "AccessDeniedException")


def _functions(secret: Any) -> Any:
    from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

    region, account = secret.arn.split(":")[3:5]
    return connect_to(aws_access_key_id=account, region_name=region).lambda_


def _version_with(secret: Any, stage: str) -> str | None:
    return next((name for name, one in secret.versions.items() if stage in one["version_stages"]), None)


def _find(context: Any, name: str) -> tuple[Any, Any]:
    from localstack.services.secretsmanager.provider import SecretsmanagerProvider
    from moto.secretsmanager.exceptions import SecretNotFoundException  # type: ignore[import-not-found]

    backend = SecretsmanagerProvider.get_moto_backend_for_resource(name, context)
    try:
        return backend, backend.describe_secret(name)
    except SecretNotFoundException:
        text = "Secrets Manager can't find the specified secret."
        raise service_fault("ResourceNotFoundException", text, 404) from None


def _invalid(text: str, code: str = "InvalidRequestException") -> Exception:
    return service_fault(code, text)
