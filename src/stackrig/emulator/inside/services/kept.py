"""Resources of modelled services that moto lacks entirely: the creating request is kept and returned.

A `Record` names the operations, and botocore's model of an operation names the answer's members.
"""

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .faults import service_fault

Handler = Callable[[Any, Any], Any]
Kept = dict[str, Any]

TOKENS = ("ETag", "UpdateToken")  # an update must repeat it; any value is accepted

_kept: dict[tuple[str, str, str], list[Kept]] = defaultdict(list)  # by account, region and kind


@dataclass(frozen=True, slots=True)
class Record:
    """Describe a kind of resource.

    Args:
        noun: its name in operations: Create…, Update… and Delete….
        keys: the members of requests that name a resource; each request has some of them.
        told: the member of answers that holds the resource; empty if it is the whole answer.
        made: returns the members that AWS adds to a new resource.
        read: the verb of the operation that reads a resource.
        missing: the code of the error for a missing resource.
    """

    noun: str
    keys: tuple[str, ...]
    told: str = ""
    made: Callable[[Any, Any], Kept] = lambda _context, _request: {}
    read: str = "Get"
    missing: str = "NotFoundException"

    def all(self, context: Any) -> list[Kept]:
        """Return the resources in a request's account and region."""
        return _kept[context.account_id, context.region, f"{context.service.service_name}.{self.noun}"]

    def find(self, context: Any, request: Mapping[str, Any]) -> Kept | None:
        """Return the resource that a request names, or None."""
        wanted = {key: request[key] for key in self.keys if request.get(key)}
        return next((one for one in self.all(context) if wanted.items() <= one.items()), None) if wanted else None

    def get(self, context: Any, request: Mapping[str, Any]) -> Kept:
        """Return the resource that a request names.

        Raises:
            CommonServiceException: there is no such resource.
        """
        found = self.find(context, request)
        if found is None:
            named = " ".join(str(request[key]) for key in self.keys if request.get(key))
            raise service_fault(self.missing, f"there is no {self.noun} {named}", 404)
        return found

    def answer(self, context: Any, one: Kept) -> Kept:
        """Return an operation's answer about a resource."""
        shapes = context.operation.output_shape.members if context.operation.output_shape else {}
        parts = {name: one[name] for name in shapes if name in one}
        if self.told in shapes:
            parts[self.told] = {name: one[name] for name in shapes[self.told].members if name in one}
        return {**parts, **{name: one["token"] for name in TOKENS if name in shapes}}

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers that create, read, change and delete resources."""
        return {
            f"Create{self.noun}": self._create,
            f"{self.read}{self.noun}": lambda context, request: self.answer(context, self.get(context, request)),
            f"Update{self.noun}": self._update,
            f"Delete{self.noun}": self._delete,
        }

    def _create(self, context: Any, request: Any) -> Kept:
        one = {**_given(request), **self.made(context, request), "token": new_token()}
        if self.find(context, one):
            raise service_fault(f"{self.noun}AlreadyExists", f"there is a {self.noun} of that name", 409)
        self.all(context).append(one)
        return self.answer(context, one)

    def _update(self, context: Any, request: Any) -> Kept:
        one = self.get(context, request)
        one.update(_given(request), token=new_token())
        return self.answer(context, one)

    def _delete(self, context: Any, request: Any) -> Kept:
        one = self.get(context, request)
        self.all(context).remove(one)
        return self.answer(context, one)


def new_token() -> str:
    """Return letters and digits in the form of AWS's ids."""
    return f"E{secrets.token_hex(7).upper()[:13]}"


def _given(request: Mapping[str, Any]) -> Kept:
    return {name: value for name, value in request.items() if value is not None and name != "IfMatch"}


# --- AppSync ----------------------------------------------------------------------------------------------------------


def _graph_arn(context: Any, request: Any, path: str) -> str:
    return f"arn:{context.partition}:appsync:{context.region}:{context.account_id}:apis/{request['apiId']}/{path}"


def _source(context: Any, request: Any) -> Kept:
    return {"dataSourceArn": _graph_arn(context, request, f"datasources/{request['name']}")}


def _resolver(context: Any, request: Any) -> Kept:
    path = f"types/{request['typeName']}/resolvers/{request['fieldName']}"
    return {"resolverArn": _graph_arn(context, request, path)}


def _graph_function(context: Any, request: Any) -> Kept:
    name = secrets.token_hex(13)
    return {"functionId": name, "functionArn": _graph_arn(context, request, f"functions/{name}")}


# --- CloudFront -------------------------------------------------------------------------------------------------------


def _config(_context: Any, _request: Any) -> Kept:
    return {"Id": new_token(), "LastModifiedTime": dt.datetime.now(dt.UTC), "S3CanonicalUserId": secrets.token_hex(48)}


def _edge_function(context: Any, request: Any) -> Kept:
    now = dt.datetime.now(dt.UTC)
    arn = f"arn:{context.partition}:cloudfront::{context.account_id}:function/{request['Name']}"
    metadata = {"FunctionARN": arn, "Stage": "DEVELOPMENT", "CreatedTime": now, "LastModifiedTime": now}
    return {"Status": "UNPUBLISHED", "FunctionMetadata": metadata, "published": False}


def _describe_edge_function(context: Any, request: Any) -> Kept:
    """Describe a function in a stage; the live stage exists after publishing."""
    one, stage = EDGE_FUNCTION.get(context, request), request.get("Stage") or "DEVELOPMENT"
    if stage == "LIVE" and not one["published"]:
        raise service_fault(EDGE_FUNCTION.missing, f"the function {request['Name']} is not published", 404)
    return EDGE_FUNCTION.answer(context, {**one, "FunctionMetadata": {**one["FunctionMetadata"], "Stage": stage}})


def _publish_edge_function(context: Any, request: Any) -> Kept:
    one = EDGE_FUNCTION.get(context, request)
    one.update(published=True, Status="UNASSOCIATED")
    return EDGE_FUNCTION.answer(context, one)


def _cloudfront(noun: str) -> Record:
    return Record(noun, ("Id",), noun, _config, missing=f"NoSuch{noun}")


EDGE_FUNCTION = Record("Function", ("Name",), "FunctionSummary", _edge_function, missing="NoSuchFunctionExists")


# --- ECR --------------------------------------------------------------------------------------------------------------


def _cached(context: Any, _request: Any) -> Kept:
    return {"registryId": context.account_id, "createdAt": dt.datetime.now(dt.UTC)}


def _list_cached(context: Any, request: Any) -> Kept:
    asked = request.get("ecrRepositoryPrefixes")
    found = [one for one in CACHED.all(context) if not asked or one["ecrRepositoryPrefix"] in asked]
    if asked and not found:
        raise service_fault(CACHED.missing, f"there is no rule for {asked[0]}", 404)
    shape = context.operation.output_shape.members["pullThroughCacheRules"].member
    return {"pullThroughCacheRules": [{name: one[name] for name in shape.members if name in one} for one in found]}


CACHED = Record(
    "PullThroughCacheRule", ("ecrRepositoryPrefix",), made=_cached, missing="PullThroughCacheRuleNotFoundException"
)

# --- Synthetics -------------------------------------------------------------------------------------------------------


def _canary(_context: Any, _request: Any) -> Kept:
    now = dt.datetime.now(dt.UTC)
    timeline = {"Created": now, "LastModified": now}
    return {"Id": secrets.token_hex(16), "Status": {"State": "READY"}, "Timeline": timeline}


def _turn(state: str) -> Handler:
    """Return the handler that puts a canary into a state."""

    def turn(context: Any, request: Any) -> Kept:
        CANARY.get(context, request)["Status"] = {"State": state}
        return {}

    return turn


CANARY = Record("Canary", ("Name",), "Canary", _canary, missing="ResourceNotFoundException")

KEPT: dict[str, dict[str, Handler]] = {
    "appsync": {
        **Record("DataSource", ("apiId", "name"), "dataSource", _source).handlers(),
        **Record("Function", ("apiId", "functionId"), "functionConfiguration", _graph_function).handlers(),
        **Record("Resolver", ("apiId", "typeName", "fieldName"), "resolver", _resolver).handlers(),
    },
    "cloudfront": {
        **_cloudfront("CachePolicy").handlers(),
        **_cloudfront("CloudFrontOriginAccessIdentity").handlers(),
        **_cloudfront("OriginRequestPolicy").handlers(),
        **_cloudfront("ResponseHeadersPolicy").handlers(),
        **EDGE_FUNCTION.handlers(),
        "GetFunction": lambda context, request: EDGE_FUNCTION.answer(context, EDGE_FUNCTION.get(context, request)),
        "DescribeFunction": _describe_edge_function,
        "PublishFunction": _publish_edge_function,
    },
    "synthetics": {
        **CANARY.handlers(),
        "StartCanary": _turn("RUNNING"),
        "StopCanary": _turn("STOPPED"),
    },
    "ecr": {**CACHED.handlers(), "DescribePullThroughCacheRules": _list_cached},
}
