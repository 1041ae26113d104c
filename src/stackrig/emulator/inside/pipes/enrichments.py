"""Enrichments of pipes: a function, an express workflow, a route of an API, or an API destination.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-enrichment.html
"""

import json
from typing import Any

from .records import Pipe
from .requests import call_api, call_destination
from .targets import client_of, service_of


class EnrichmentError(Exception):
    """Report that an enrichment failed."""


def enrich(pipe: Pipe, events: list[Any]) -> list[Any]:
    """Return the events in an enrichment's answer; an empty answer ends the batch.

    Raises:
        EnrichmentError, ClientError: the enrichment fails, or can't be called.
    """
    answer = {"lambda": _call_function, "states": _run_workflow, "execute-api": _call_api, "events": _call_destination}[
        service_of(pipe.record["Enrichment"])
    ](pipe, events)
    if answer in (None, "", {}, []):
        return []
    return answer if isinstance(answer, list) else [answer]


def _call_function(pipe: Pipe, events: list[Any]) -> Any:
    arn = pipe.record["Enrichment"]
    answer = client_of(pipe, "lambda", arn).invoke(FunctionName=arn, Payload=json.dumps(events).encode())
    payload = answer["Payload"].read()
    if answer.get("FunctionError"):
        raise EnrichmentError(f"the enrichment {arn} failed: {payload.decode(errors='replace')}")
    return json.loads(payload or "null")


def _run_workflow(pipe: Pipe, events: list[Any]) -> Any:
    arn = pipe.record["Enrichment"]
    client = client_of(pipe, "stepfunctions", arn)
    answer = client.start_sync_execution(stateMachineArn=arn, input=json.dumps(events))
    if answer["status"] != "SUCCEEDED":
        raise EnrichmentError(f"the enrichment {arn} ended as {answer['status']}: {answer.get('cause', '')}")
    return json.loads(answer["output"])


def _call_api(pipe: Pipe, events: list[Any]) -> Any:
    given = pipe.parameters("Enrichment").get("HttpParameters") or {}
    return [call_api(pipe.record["Enrichment"], given, event) for event in events]


def _call_destination(pipe: Pipe, events: list[Any]) -> Any:
    given = pipe.parameters("Enrichment").get("HttpParameters") or {}
    return [call_destination(pipe.record["Enrichment"], given, event) for event in events]
