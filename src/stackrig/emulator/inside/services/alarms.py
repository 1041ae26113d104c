"""CloudWatch, whose alarms act on topics and functions as the service does; LocalStack acts as the account itself.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
"""

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

from botocore.exceptions import ClientError  # type: ignore[import-not-found,unused-ignore]
from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

log = logging.getLogger(__name__)
# The services whose policies let alarms act, by the name of the client.
PRINCIPALS = {"lambda_": "lambda.alarms.cloudwatch.amazonaws.com", "sns": "cloudwatch.amazonaws.com"}

_acting: ContextVar[str] = ContextVar("acting", default="")  # the ARN of the alarm whose actions run


@dataclass(frozen=True, slots=True)
class _Clients:
    """Make clients of LocalStack that name the alarm for which they act."""

    factory: Any

    def __getattr__(self, name: str) -> Any:
        client = getattr(self.factory, name)
        if not (_acting.get() and name in PRINCIPALS):
            return client
        return _Client(client.request_metadata(service_principal=PRINCIPALS[name], source_arn=_acting.get()))


@dataclass(frozen=True, slots=True)
class _Client:
    """Call a service for an alarm: an action that fails is logged, and neither the others nor the alarm fail by it."""

    client: Any

    def __getattr__(self, name: str) -> Any:
        return partial(_try, getattr(self.client, name))


def _try(call: Any, **parameters: Any) -> None:
    try:
        call(**parameters)
    except ClientError as error:
        log.warning("stackrig: an action of %s failed: %s", _acting.get(), error)


@aws_provider(api="cloudwatch", name="stackrig")  # type: ignore[untyped-decorator]
def serve_metrics() -> Any:
    """Return LocalStack's CloudWatch, chosen by PROVIDER_OVERRIDE_CLOUDWATCH=stackrig."""
    from localstack.services.cloudwatch import provider_v2  # type: ignore[import-not-found]

    connect, run = provider_v2.connect_to, provider_v2.CloudwatchProvider._run_composite_alarm_actions  # noqa: SLF001

    def run_composite(provider: Any, context: Any, alarm: Any, *states: Any) -> None:
        _act(alarm.alarm["AlarmArn"], run, provider, context, alarm, *states)

    provider_v2.connect_to = lambda **options: _Clients(connect(**options))
    provider_v2.CloudwatchProvider._run_composite_alarm_actions = run_composite  # noqa: SLF001
    service = Service.for_provider(provider_v2.CloudwatchProvider())
    table = service.skeleton.dispatch_table
    table["SetAlarmState"] = partial(_set_state, table["SetAlarmState"])
    return service


def _set_state(proceed: Any, context: Any, request: Any) -> Any:
    place = f"{context.partition}:cloudwatch:{context.region}:{context.account_id}"
    return _act(f"arn:{place}:alarm:{request['AlarmName']}", proceed, context, request)


def _act(arn: str, call: Any, *parameters: Any) -> Any:
    token = _acting.set(arn)
    try:
        return call(*parameters)
    finally:
        _acting.reset(token)
