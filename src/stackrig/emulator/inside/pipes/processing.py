"""The stages of a pipe: a batch that passed the filter is enriched, transformed and sent to the target."""

import json
import logging
from typing import Any

from localstack.services.lambda_.event_source_mapping.event_processor import (  # type: ignore[import-not-found]
    BatchFailureError,
    EventProcessor,
    PartialBatchFailureError,
)

from .enrichments import enrich
from .records import Pipe
from .targets import invoke_target
from .templates import fill_template

log = logging.getLogger(__name__)


class Processor(EventProcessor):  # type: ignore[misc]
    """Take batches from the poller of a pipe's source."""

    def __init__(self, pipe: Pipe) -> None:
        """Process batches of a pipe."""
        self.pipe = pipe

    def process_events_batch(self, input_events: list[dict[str, Any]]) -> None:
        """Send a batch through the stages to the target.

        Raises:
            BatchFailureError: the batch did not arrive; the source delivers it again, as its kind does.
            PartialBatchFailureError: a part of the batch did not arrive.
        """
        try:
            failed = self._bring(json.loads(json.dumps(input_events, default=str)))
        except Exception as error:
            log.warning("stackrig: pipe %s: %s", self.pipe.arn, error)
            raise BatchFailureError(error={"message": str(error)}) from error
        if failed:
            raise PartialBatchFailureError(partial_failure_payload={"batchItemFailures": failed}, error={})

    def generate_event_failure_context(self, abort_condition: str, **kwargs: Any) -> dict[str, Any]:
        """Return the facts for a dead-letter queue, beside the batch."""
        told = {"partnerResourceArn": self.pipe.arn, "condition": abort_condition}
        return {"context": {**told, "approximateInvokeCount": kwargs.get("attempts_count")}}

    def _bring(self, events: list[Any]) -> list[dict[str, str]]:
        if self.pipe.record.get("Enrichment"):
            template = self.pipe.parameters("Enrichment").get("InputTemplate")
            events = enrich(self.pipe, [fill_template(template, event, self.pipe) for event in events])
            if not events:  # an enrichment may drop everything
                return []
        template = self.pipe.parameters("Target").get("InputTemplate")
        return invoke_target(self.pipe, events, [fill_template(template, event, self.pipe) for event in events])
