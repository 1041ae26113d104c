"""Metrics and alarms that CloudWatch refuses.

See https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html and
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html.
"""

from collections.abc import Mapping
from typing import Any

from ..services.faults import service_fault

ACTIONS = ("AlarmActions", "InsufficientDataActions", "OKActions")


def _check_alarm(_context: Any, request: Mapping[str, Any]) -> None:
    for arn in (one for name in ACTIONS for one in request.get(name) or ()):
        if not arn.startswith("arn:"):
            raise service_fault("ValidationError", f"Invalid arn syntax: {arn}")


def _check_data(_context: Any, request: Mapping[str, Any]) -> None:
    if request["Namespace"].startswith("AWS/"):
        text = f"The value {request['Namespace']} for parameter Namespace is invalid."
        raise service_fault("InvalidParameterValue", text)


CHECKS = {"PutCompositeAlarm": _check_alarm, "PutMetricAlarm": _check_alarm, "PutMetricData": _check_data}
