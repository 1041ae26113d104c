"""Serve requests to HTTP APIs: find API, stage and route, authorize the client, and call the integration.

Requests to WebSocket APIs are passed on.
"""

import json
import logging
import time
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]

from ..apigatewayv2.records import Record
from ..tracing.requests import answer_facts, recorded_request, tell
from .access_logs import log_request
from .answers import Answer, Refusal, not_found, server_error
from .authorizers import authorize
from .calls import Call
from .cors import answer_preflight, is_preflight, replace_headers
from .events import event_for
from .functions import call_integration
from .parameter_mapping import map_answer, map_request
from .routes import find_route
from .targets import Target, find_stage, find_target

log = logging.getLogger(__name__)
INTEGRATION = "integrations/"
OF_CONNECTION = {"connection", "content-length", "transfer-encoding"}  # headers that the server sets itself


def serve_request(chain: Any, context: Any, response: Any) -> None:
    """Answer a request to an HTTP API; a handler of LocalStack that runs before those for REST APIs."""
    request = context.request
    target = find_target(request.host, request.path)
    if target is None:
        return
    answer = _record(target, request) if target.api.is_http else _serve_websocket(target, request)
    if answer is not None:
        _respond(response, answer)
    chain.stop()


def _respond(response: Any, answer: Answer) -> None:
    made = Response(answer.body, status=answer.status)
    made.headers.clear()
    for name, value in answer.headers:
        if name.lower() not in OF_CONNECTION:
            made.headers.add(name, value)
    response.update_from(made)


def _serve_websocket(target: Target, request: Any) -> Answer | None:
    from ..websocket_apis.gateway import serve_websocket  # only a request to such an API loads it

    return serve_websocket(target, request)


def _record(target: Target, request: Any) -> Answer:
    """Return the answer to a request, and record it for failure reports."""
    with recorded_request("HTTP", request) as facts:
        call, answer = _serve(target, request)
        if facts is not None:
            facts.update({"api": target.api.id, "account": target.api.account, "path": target.base + target.path})
            facts.update(answer_facts(answer.status, answer.body) | (_facts(call) if call else {}))
    return answer


def _facts(call: Call) -> dict[str, Any]:
    if not call.route:
        known = ", ".join(sorted(route["RouteKey"] for route in call.snapshot.routes.values()))
        tell(f"the API has no such route; it has {known}")
    return {"stage": call.stage_name, "route": call.route_key, "trace": call.trace}


def _serve(target: Target, request: Any) -> tuple[Call | None, Answer]:
    """Return a request to an HTTP API (None without such a stage), and the answer."""
    try:
        if request.method == "WEBSOCKET":
            raise not_found()
        call = _begin(target, request)
    except Refusal as refusal:
        return None, refusal.answer
    try:
        answer = _answer(call)
    except Refusal as refusal:
        call.facts = {"error.message": str(refusal), "error.messageString": f'"{refusal}"', **call.facts}
        answer = refusal.answer
    except Exception:
        log.exception("stackrig: %s %s failed", call.method, call.path)
        answer = server_error().answer
    answer = replace_headers(call, answer)
    log_request(call, answer)
    return call, Answer(answer.status, answer.body, [*answer.headers, ("Apigw-Requestid", call.id)])


def _begin(target: Target, request: Any) -> Call:
    """Return a request with the facts known before routing."""
    stage, route_path = find_stage(target)
    snapshot = target.api.snapshots.get((stage or {}).get("DeploymentId", ""))
    if stage is None or snapshot is None:
        raise not_found()
    if snapshot.api.get("DisableExecuteApiEndpoint") and target.stage is None:
        raise not_found()
    return Call(
        api=target.api,
        snapshot=snapshot,
        stage=stage,
        method=request.method,
        path=target.base + target.path,
        route_path=route_path,
        query=request.query_string.decode("latin-1"),
        headers=list(request.headers.items()),
        body=request.get_data(),
        source_ip=request.remote_addr or "127.0.0.1",
        domain=target.domain,
        protocol=request.environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
    )


def _answer(call: Call) -> Answer:
    route, call.parameters = find_route(call.snapshot.routes, call.method, call.route_path)
    if route is None:
        if is_preflight(call):
            return answer_preflight(call)
        raise not_found()
    call.route = dict(route)
    authorize(call)
    if is_preflight(call):
        return answer_preflight(call)
    integration = _integration(call)
    began = time.monotonic()
    answer = _ask(map_request(call, integration), integration)
    latency = round((time.monotonic() - began) * 1000)
    status = {"integrationStatus": answer.status, "integration.status": answer.status}
    call.facts |= {**status, "integrationLatency": latency, "integration.latency": latency}
    return map_answer(call, integration, answer)


def _integration(call: Call) -> Record:
    found = call.snapshot.integrations.get(call.route.get("Target", "").removeprefix(INTEGRATION))
    if found is None:
        raise not_found()
    return found


def _ask(call: Call, integration: Record) -> Answer:
    """Return an integration's answer; rarely used modules are loaded on first use."""
    if integration["IntegrationType"] == "HTTP_PROXY":
        from .backends import call_backend

        return call_backend(call, integration)
    if integration.get("IntegrationSubtype"):
        from .service_calls import call_service

        return call_service(call, integration)
    event = json.dumps(event_for(call, integration["PayloadFormatVersion"])).encode()
    return call_integration(call, integration, event)
