"""The Pulumi CLI's event stream, as `--json` writes it: a JSON object in each line.

The events are those of https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from stackrig.deployment.engines.progress import Failure
from stackrig.deployment.urns import is_provider, urn_name
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

# The count that each step adds to. A replacement is counted as its creation.
COUNTED = {
    "create": "created",
    "import": "created",
    "create-replacement": "replaced",
    "import-replacement": "replaced",
    "update": "updated",
    "delete": "deleted",
    "same": "same",
}
SHOWN = {**COUNTED, "delete-replaced": "deleted", "read": "read"}
LEVELS = {"info": logging.INFO, "info#err": logging.INFO, "warning": logging.WARNING}
GENERAL = ("update failed", "preview failed", "destroy failed")  # lines that follow the reason


class Events:
    """Count and log the steps of a run, and collect the errors that the CLI reports."""

    def __init__(self, redact: Callable[[str], str], *, planned: bool) -> None:
        """Start with nothing done.

        Args:
            redact: removes secrets from a text before it is shown.
            planned: the steps are those of a preview, and are not taken.
        """
        self.counts: Counter[str] = Counter()
        self.types: Counter[str] = Counter()  # how many resources of each type exist now
        self.failures: list[Failure] = []
        self.errors: list[str] = []
        self.steps: list[str] = []
        self._redact, self._planned = redact, planned
        self._started: dict[tuple[str, str], float] = {}

    def take(self, line: str) -> bool:
        """Take a line of the CLI's output; return False for a line that is no event."""
        try:
            event = json.loads(line)
            handlers = {name: handle for name, handle in self._handlers().items() if name in event}
        except (ValueError, TypeError):
            return False
        for name, handle in handlers.items():
            handle(event[name])
        return isinstance(event, dict)

    def _handlers(self) -> dict[str, Callable[[Mapping[str, Any]], None]]:
        return {
            "resourcePreEvent": self._begin,
            "resOutputsEvent": self._end,
            "diagnosticEvent": self._diagnose,
        }

    def _begin(self, event: Mapping[str, Any]) -> None:
        step = event["metadata"]
        self._started[step["op"], step["urn"]] = time.perf_counter()
        if self._planned:
            self._end(event)

    def _end(self, event: Mapping[str, Any]) -> None:
        step = event["metadata"]
        started = self._started.pop((step["op"], step["urn"]), None)
        resource = step.get("new") or step.get("old") or {}
        if started is None or is_provider(step["type"]) or not resource.get("custom"):
            return
        if step["op"] in COUNTED:
            self.counts[COUNTED[step["op"]]] += 1
            self.types[step["type"]] += step["op"] != "delete"
        verb = SHOWN.get(step["op"], "same")
        if verb == "same":
            return
        if self._planned and step["op"] in COUNTED:
            self.steps.append(f"{verb.removesuffix('d')} {step['type']} {urn_name(step['urn'])}{_reason(step)}")
        elif not self._planned:
            log.info("%s %s %s (%.1f s)", verb, step["type"], urn_name(step["urn"]), time.perf_counter() - started)

    def _diagnose(self, event: Mapping[str, Any]) -> None:
        text, urn, severity = self._redact(event["message"].strip()), event.get("urn", ""), event["severity"]
        if severity in LEVELS and text:
            log.log(LEVELS[severity], "%s", text)
        elif severity == "error" and text not in GENERAL:
            self.errors.append(text)
            if urn and "::pulumi:pulumi:Stack::" not in urn:
                self.failures.append(Failure(urn, "deployed", "", DeployError(text)))


def _reason(step: Mapping[str, Any]) -> str:
    changed = [name for name in step.get("keys") or step.get("diffs") or () if not name.startswith("__")]
    return f" ({', '.join(changed)})" if changed else ""
