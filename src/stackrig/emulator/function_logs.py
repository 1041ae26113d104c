"""Read what Lambda functions print: the events of their log groups in CloudWatch Logs."""

import time
from collections.abc import Iterator
from typing import Any

from stackrig.emulator.server import AwsEndpoint
from stackrig.extras import require_boto3

LOG_GROUPS = "/aws/lambda/"  # where Lambda writes what a function prints
PAUSE = 1.0  # seconds between two questions about new lines
RECENT = 3600.0  # seconds before the first question from which on lines are shown
PATIENCE = 2.0  # seconds for an answer of LocalStack


def function_names(logs: Any) -> list[str]:
    """Return the functions that have a log group, with a client of CloudWatch Logs."""
    groups = logs.describe_log_groups(logGroupNamePrefix=LOG_GROUPS)["logGroups"]
    return [str(group["logGroupName"]).removeprefix(LOG_GROUPS) for group in groups]


def log_events(logs: Any, function: str, since: float) -> Iterator[dict[str, Any]]:
    """Yield what a function has logged since a moment in seconds since 1970, as CloudWatch Logs describes an event."""
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=f"{LOG_GROUPS}{function}", startTime=int(since * 1000)
    )
    for page in pages:
        yield from page["events"]


class FunctionLog:
    """Yield the lines that a LocalStack's functions logged in the last hour; a repeated iteration yields later ones."""

    def __init__(self, endpoint: AwsEndpoint) -> None:
        """Take a client of this LocalStack."""
        self._endpoint = endpoint
        self._newest, self._told = time.time() - RECENT, set[str]()
        self._asked = 0.0

    def __iter__(self) -> Iterator[str]:
        """Yield each line with its function's name in front, the oldest first; it looks at most once a second."""
        if time.monotonic() < self._asked + PAUSE:
            return
        require_boto3()
        from stackrig.emulator.sessions import NO_ANSWER, EndpointSession

        try:
            found = list(self._look(EndpointSession(self._endpoint).impatient_client("logs", PATIENCE)))
        except NO_ANSWER as error:
            found = [(0, f"no logs of functions: LocalStack does not answer: {error}")]
        self._asked = time.monotonic()
        for _time, line in sorted(found, key=lambda one: one[0]):
            yield line

    def _look(self, logs: Any) -> Iterator[tuple[int, str]]:
        """Yield the time and the text of each new line; lines of one millisecond come separately."""
        since = self._newest
        for function in function_names(logs):
            for event in log_events(logs, function, since):
                if event["eventId"] not in self._told:
                    self._told.add(event["eventId"])
                    self._newest = max(self._newest, event["timestamp"] / 1000)
                    yield event["timestamp"], f"{function}: {event['message'].rstrip()}"
