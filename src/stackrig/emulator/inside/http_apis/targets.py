"""Find the API of a request by its host name or its path."""

import re
from dataclasses import dataclass
from typing import Any

from ..apigatewayv2.records import Api, Record, apis, domains, partition_of

BY_PATH = re.compile(r"/_aws/execute-api/([a-z0-9]+)(/.*)?")
BY_HOST = re.compile(r"([a-z0-9]+)\.execute-api\.")


@dataclass(frozen=True, slots=True)
class Target:
    """Name an API, and the stage if a mapping chose it; `base` is the part of the path that the mapping matched."""

    api: Api
    path: str
    domain: str
    stage: str | None = None
    base: str = ""


def find_target(host: str, path: str) -> Target | None:
    """Return the API of a request, or None if it is none of these."""
    host = host.rpartition(":")[0] or host
    if found := BY_PATH.fullmatch(path):
        api = apis.get(found[1])
        return Target(api, found[2] or "/", own_name(api)) if api else None
    if found := BY_HOST.match(host):
        api = apis.get(found[1])
        return Target(api, path, host) if api else None
    if host in domains:
        return _mapped(host, path)
    return None


def own_name(api: Api) -> str:
    """Return an API's host name on AWS."""
    suffix = "amazonaws.com.cn" if partition_of(api.region) == "aws-cn" else "amazonaws.com"
    return f"{api.id}.execute-api.{api.region}.{suffix}"


def find_stage(target: Target) -> tuple[Record | None, str]:
    """Return the stage for a request and the rest of the path: the first segment may be the stage's name."""
    stages = target.api.stages
    if target.stage is not None:
        return stages.get(target.stage), target.path
    first, _, rest = target.path.lstrip("/").partition("/")
    if first in stages and first != "$default":
        return stages[first], f"/{rest}"
    return stages.get("$default"), target.path


def _mapped(host: str, path: str) -> Target | None:
    """Return the API with the longest matching key in a domain's mappings.

    See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html.
    """
    fitting = [one for one in domains[host].mappings.values() if _begins(path, one["ApiMappingKey"])]
    mapping: Any = max(fitting, key=lambda one: len(one["ApiMappingKey"]), default=None)
    if mapping is None or mapping["ApiId"] not in apis:
        return None
    base = f"/{mapping['ApiMappingKey']}" if mapping["ApiMappingKey"] else ""
    return Target(apis[mapping["ApiId"]], path.removeprefix(base) or "/", host, mapping["Stage"], base)


def _begins(path: str, key: str) -> bool:
    return not key or f"{path}/".startswith(f"/{key}/")
