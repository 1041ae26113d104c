"""The operations on an API's parts: create, get, list, update and delete work alike for all kinds.

See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/resources.html.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from ..services.faults import conflict, not_found
from . import checks
from .deployments import auto_deploy, create_deployment, delete_deployment
from .faults import bad_request
from .records import LOCK, Api, Record, Records, apis, new_id

Handler = Callable[[Any, Record], Record]

# Maps that an update adds to; an empty value removes a key ("UpdateIntegration" in the API reference).
ADDED_TO = {"RequestParameters", "ResponseParameters", "RouteSettings", "StageVariables"}


NOT_OF_IT = ("uri", "querystring")  # places in a request whose parameters are not settings


@dataclass(frozen=True, slots=True)
class Part:
    """Describe a kind of part.

    Args:
        noun: its name in operations.
        key: the member that holds its id.
        place: where an API holds parts of this kind; empty for responses, which belong to another part.
        parent: the member that names that other part.
        named: whether the request sets the id.
    """

    noun: str
    key: str
    place: str
    check: Callable[[Api, Record, str], None] = checks.check_nothing
    refuse: Callable[[Api, str, Record], None] = checks.check_nothing_used
    defaults: Mapping[str, Any] = field(default_factory=dict)
    parent: str = ""
    parents: str = ""
    named: bool = False
    deploys: bool = True


PARTS = (
    Part(
        "Route",
        "RouteId",
        "routes",
        checks.check_route,
        checks.forget_responses,
        {"ApiKeyRequired": False, "AuthorizationType": "NONE"},
    ),
    Part("Integration", "IntegrationId", "integrations", checks.check_integration, checks.refuse_used_integration),
    Part("Authorizer", "AuthorizerId", "authorizers", checks.check_authorizer, checks.refuse_used_authorizer),
    Part("Model", "ModelId", "models", deploys=False),
    Part("Stage", "StageName", "stages", checks.check_stage, checks.refuse_mapped_stage, named=True),
    Part("Deployment", "DeploymentId", "deployments", refuse=delete_deployment, deploys=False),
    Part("RouteResponse", "RouteResponseId", "", parent="RouteId", parents="routes"),
    Part("IntegrationResponse", "IntegrationResponseId", "", parent="IntegrationId", parents="integrations"),
)
KINDS = {part.noun: part for part in PARTS}


def find_api(context: Any, name: str) -> Api:
    """Return an API in the request's account and region."""
    api = apis.get(name)
    if api is None or (api.account, api.region) != (context.account_id, context.region):
        raise not_found(f"Invalid API identifier specified {context.account_id}:{name}")
    return api


def operations() -> dict[str, Handler]:
    """Return the operations on all kinds of parts by their names."""
    found: dict[str, Handler] = {}
    for part in PARTS:
        for verb, handler in (("Create", _create), ("Get", _get), ("Update", _update), ("Delete", _delete)):
            found[f"{verb}{part.noun}"] = locked(partial(handler, part))
        found[f"Get{part.noun}s"] = locked(partial(_list, part))
    return {**found, "CreateDeployment": locked(_deploy)}


def locked(handler: Handler) -> Handler:
    """Let only one change happen at a time."""

    def handle(context: Any, request: Record) -> Record:
        with LOCK:
            return handler(context, request)

    return handle


def given(context: Any, request: Record, *left_out: str) -> Record:
    """Return a request's settings of a thing, without the parameters that locate it."""
    members = context.operation.input_shape.members
    return {
        name: value
        for name, value in request.items()
        if value is not None and name not in left_out and members[name].serialization.get("location") not in NOT_OF_IT
    }


def merge(record: Record, news: Record) -> Record:
    """Return a record with some members changed."""
    merged = {**record, **news}
    for name in ADDED_TO & news.keys():
        both = {**(record.get(name) or {}), **news[name]}
        merged[name] = {key: value for key, value in both.items() if value not in ("", {})}
    return merged


def page(items: Iterable[Record], request: Record) -> Record:
    """Return a page of a list, or all of it without MaxResults."""
    everything = list(items)
    try:
        start = int(request.get("NextToken") or 0)
        end = start + int(request.get("MaxResults") or len(everything) or 1)
    except ValueError as error:
        raise bad_request("Invalid pagination parameters") from error
    more = {"NextToken": str(end)} if end < len(everything) else {}
    return {"Items": everything[start:end], **more}


def add(api: Api, part: Part, record: Record, *, responses_of: str = "") -> Record:
    """Check a new part, add it to an API, and return its record."""
    places = _place(api, part, responses_of)
    name = record[part.key] if part.named else new_id()
    if name in places:
        raise conflict(f"{part.noun} already exists")
    made = {**part.defaults, **record, part.key: name}
    part.check(api, made, name)
    if part.named:
        made["CreatedDate"] = made["LastUpdatedDate"] = datetime.now(UTC)
    places[name] = made
    return made


def _place(api: Api, part: Part, responses_of: str) -> Records:
    found: Records = getattr(api, part.place) if part.place else api.responses.setdefault(responses_of, {})
    return found


def _find(part: Part, context: Any, request: Record) -> tuple[Api, Records]:
    api = find_api(context, request["ApiId"])
    if part.parent and request[part.parent] not in getattr(api, part.parents):
        raise not_found(f"Invalid {part.parent.removesuffix('Id')} identifier specified")
    return api, _place(api, part, request.get(part.parent, ""))


def _create(part: Part, context: Any, request: Record) -> Record:
    api, _ = _find(part, context, request)
    made = add(api, part, given(context, request), responses_of=request.get(part.parent, ""))
    _changed(api, part)
    return made


def _get(part: Part, context: Any, request: Record) -> Record:
    _, records = _find(part, context, request)
    if request[part.key] not in records:
        raise not_found(f"Invalid {part.noun.lower() if part.named else part.noun} identifier specified")
    return records[request[part.key]]


def _list(part: Part, context: Any, request: Record) -> Record:
    return page(_find(part, context, request)[1].values(), request)


def _update(part: Part, context: Any, request: Record) -> Record:
    old = _get(part, context, request)
    api, _ = _find(part, context, request)
    new = merge(old, given(context, request))
    part.check(api, new, request[part.key])
    if part.named:
        new["LastUpdatedDate"] = datetime.now(UTC)
    old.clear()
    old.update(new)
    _changed(api, part)
    return old


def _delete(part: Part, context: Any, request: Record) -> Record:
    record = _get(part, context, request)
    api, records = _find(part, context, request)
    part.refuse(api, request[part.key], record)
    del records[request[part.key]]
    _changed(api, part)
    return {}


def _deploy(context: Any, request: Record) -> Record:
    return create_deployment(find_api(context, request["ApiId"]), request)


def _changed(api: Api, part: Part) -> None:
    if part.deploys:
        auto_deploy(api)
