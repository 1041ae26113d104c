"""Count invocations for CloudWatch, and write the counts once a second.

LocalStack starts a thread for each invocation's metric and keeps a reference to every such thread: memory grows with
each invocation, and after about 32,000 of them no thread can be started any more.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from localstack.services.lambda_.invocation import version_manager  # type: ignore[import-not-found]
from localstack.services.plugins import SERVICE_PLUGINS  # type: ignore[import-not-found]
from localstack.utils.bootstrap import is_api_enabled  # type: ignore[import-not-found]

log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between two writes
NAMESPACE = "AWS/Lambda"
THREAD_NAME = "record-cloudwatch-metric"  # the prefix of LocalStack's threads for metrics

Metric = tuple[str, str, str, str]  # account, region, function, name of the metric

_counts: Counter[Metric] = Counter()
_lock = threading.Lock()
_counted = threading.Event()
_is_on = threading.Event()


def count_metrics() -> None:
    """Let LocalStack count invocations and errors instead of sending a request for each."""
    if _is_on.is_set():  # LocalStack may load its executor more than once
        return
    _is_on.set()
    start_thread = version_manager.start_thread

    def run_or_start(method: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        if str(named.get("name")).startswith(THREAD_NAME):
            return method()
        return start_thread(method, *arguments, **named)

    version_manager.start_thread = run_or_start
    version_manager.record_cw_metric_invocation = _count_invocation
    version_manager.record_cw_metric_error = _count_error
    if is_api_enabled("cloudwatch"):
        threading.Thread(target=_write_forever, name="stackrig-metrics", daemon=True).start()


def _count_invocation(function_name: str, account_id: str, region_name: str) -> None:
    _count(account_id, region_name, function_name, ["Invocations"])


def _count_error(function_name: str, account_id: str, region_name: str) -> None:
    _count(account_id, region_name, function_name, ["Invocations", "Errors"])


def _count(account: str, region: str, function: str, names: list[str]) -> None:
    if not is_api_enabled("cloudwatch"):
        return
    with _lock:
        _counts.update((account, region, function, name) for name in names)
    _counted.set()


def _write_forever() -> None:
    while _counted.wait():  # an idle LocalStack does nothing here
        time.sleep(PAUSE)
        _counted.clear()
        with _lock:
            counts = dict(_counts)
            _counts.clear()
        try:
            _write(counts)
        except Exception:
            log.exception("stackrig: the metrics of functions can't be written to CloudWatch")


def _write(counts: dict[Metric, int]) -> None:
    provider = SERVICE_PLUGINS.require("cloudwatch")._provider  # noqa: SLF001  # there is no other way to its database
    for (account, region, function, name), count in counts.items():
        datum = {
            "MetricName": name,
            "Dimensions": [{"Name": "FunctionName", "Value": function}],
            "StatisticValues": {"SampleCount": count, "Sum": count, "Minimum": 1, "Maximum": 1},
        }
        provider.cloudwatch_database.add_metric_data(account, region, NAMESPACE, [datum])
