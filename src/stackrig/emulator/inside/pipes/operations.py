"""The operations of EventBridge Pipes.

https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_Operations.html
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from ..services.faults import conflict, invalid, not_found
from ..services.pages import page
from .records import LOCK, Pipe, Record, pipes
from .running import start, stop
from .sources import SOURCES
from .targets import TARGETS, service_of

KEPT = (
    *("Name", "Description", "Source", "SourceParameters", "Enrichment", "EnrichmentParameters", "Target"),
    *("TargetParameters", "RoleArn", "LogConfiguration", "KmsKeyIdentifier"),
)
SUMMARY = ("Arn", "Name", "Source", "Enrichment", "Target")
ENRICHMENTS = ("lambda", "states", "execute-api", "events")
RUNNING, STOPPED = "RUNNING", "STOPPED"
STATES = ("DesiredState", "CurrentState", "CreationTime", "LastModifiedTime")


def operations() -> dict[str, Callable[[Any, Any], Any]]:
    """Return the handlers by operation."""
    own: dict[str, Callable[[Any, Record], Record]] = {
        "CreatePipe": _create,
        "DeletePipe": _delete,
        "DescribePipe": lambda context, request: _told(_pipe(context, request["Name"])),
        "ListPipes": _list,
        "ListTagsForResource": lambda context, request: {"tags": dict(_tagged(context, request).tags)},
        "StartPipe": lambda context, request: _set_state(_pipe(context, request["Name"]), RUNNING),
        "StopPipe": lambda context, request: _set_state(_pipe(context, request["Name"]), STOPPED),
        "TagResource": _tag,
        "UntagResource": _untag,
        "UpdatePipe": _update,
    }
    return {name: _locked(operation) for name, operation in own.items()}


def _locked(operation: Callable[[Any, Record], Record]) -> Callable[[Any, Any], Any]:
    def handle(context: Any, request: Any) -> Any:
        with LOCK:
            return operation(context, dict(request))

    return handle


def _create(context: Any, request: Record) -> Record:
    key = (context.account_id, context.region, request["Name"])
    if key in pipes:
        raise conflict(f"Pipe {request['Name']} already exists.")
    _check(request)
    record = {name: request[name] for name in KEPT if request.get(name) is not None}
    record["CreationTime"] = record["LastModifiedTime"] = datetime.now(UTC)
    pipe = pipes[key] = Pipe(context.account_id, context.region, record, dict(request.get("Tags") or {}))
    return _set_state(pipe, request.get("DesiredState") or RUNNING)


def _update(context: Any, request: Record) -> Record:
    """Change a pipe and start it again; its source stays."""
    pipe = _pipe(context, request["Name"])
    changes = {name: request[name] for name in KEPT if request.get(name) is not None}
    source = {**pipe.parameters("Source"), **changes.pop("SourceParameters", {})}
    _check({**pipe.record, **changes})
    stop(pipe)
    pipe.record |= {**changes, "LastModifiedTime": datetime.now(UTC)}
    if source:
        pipe.record["SourceParameters"] = source
    return _set_state(pipe, request.get("DesiredState") or pipe.record["DesiredState"])


def _set_state(pipe: Pipe, state: str) -> Record:
    pipe.record |= {"DesiredState": state, "CurrentState": state}
    if state == RUNNING:
        start(pipe)
    else:
        stop(pipe)
    return {"Arn": pipe.arn, "Name": pipe.name, **{name: pipe.record[name] for name in STATES}}


def _delete(context: Any, request: Record) -> Record:
    pipe = _pipe(context, request["Name"])
    stop(pipe)
    del pipes[pipe.account, pipe.region, pipe.name]
    told = {name: pipe.record[name] for name in ("CreationTime", "LastModifiedTime")}
    return {"Arn": pipe.arn, "Name": pipe.name, "DesiredState": "DELETED", "CurrentState": "DELETING", **told}


def _told(pipe: Pipe) -> Record:
    return {"Arn": pipe.arn, "Tags": dict(pipe.tags), **pipe.record}


def _list(context: Any, request: Record) -> Record:
    found = [pipe for pipe in _own(context) if _is_asked(pipe, request)]
    named = (*SUMMARY, *STATES)
    shown = [{name: value for name, value in _told(pipe).items() if name in named} for pipe in found]
    return page("Pipes", shown, request, "Limit")


def _is_asked(pipe: Pipe, request: Mapping[str, Any]) -> bool:
    return (
        pipe.name.startswith(request.get("NamePrefix") or "")
        and pipe.record["Source"].startswith(request.get("SourcePrefix") or "")
        and pipe.record["Target"].startswith(request.get("TargetPrefix") or "")
        and request.get("CurrentState") in (None, "", pipe.record["CurrentState"])
        and request.get("DesiredState") in (None, "", pipe.record["DesiredState"])
    )


def _tag(context: Any, request: Record) -> Record:
    _tagged(context, request).tags.update(request["tags"])
    return {}


def _untag(context: Any, request: Record) -> Record:
    pipe = _tagged(context, request)
    for key in request["tagKeys"]:
        pipe.tags.pop(key, None)
    return {}


def _tagged(context: Any, request: Mapping[str, Any]) -> Pipe:
    return _pipe(context, request["resourceArn"].rpartition("/")[2])


def _pipe(context: Any, name: str) -> Pipe:
    found = pipes.get((context.account_id, context.region, name))
    if found is None:
        raise not_found(f"Pipe {name} does not exist.")
    return found


def _own(context: Any) -> Iterator[Pipe]:
    return (pipe for key, pipe in pipes.items() if key[:2] == (context.account_id, context.region))


def _check(request: Mapping[str, Any]) -> None:
    """Refuse a pipe whose source, enrichment or target stackrig can't serve, and name it."""
    source, enrichment, target = (request.get(name) or "" for name in ("Source", "Enrichment", "Target"))
    if service_of(source) not in SOURCES:
        raise invalid(f"stackrig has no pipe's source {source}: it reads {', '.join(SOURCES)}")
    if enrichment and service_of(enrichment) not in ENRICHMENTS:
        raise invalid(f"stackrig has no pipe's enrichment {enrichment}: it calls {', '.join(ENRICHMENTS)}")
    if service_of(target) not in TARGETS:
        raise invalid(f"stackrig has no pipe's target {target}: it invokes {', '.join(TARGETS)}")
    needed = {"kinesis": "KinesisStreamParameters", "dynamodb": "DynamoDBStreamParameters"}
    if (name := needed.get(service_of(source))) and not (request.get("SourceParameters") or {}).get(name):
        raise invalid(f"{name} must be specified for source {source}")
