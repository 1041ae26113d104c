"""Throttling and quotas of REST APIs: a usage plan limits each API key, a stage limits everybody.

See "Throttle requests to your REST APIs" and "Usage plans and API keys" in API Gateway's developer guide:
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html. AWS applies both on a
best-effort basis; here they are exact.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    QuotaExceededError,
    ThrottledError,
)
from localstack.services.apigateway.next_gen.execute_api.moto_helpers import (  # type: ignore[import-not-found]
    get_usage_plan_keys,
    get_usage_plans,
)

from ..clock.present import now

Key = tuple[str, ...]


@dataclass(slots=True)
class Bucket:
    """Hold a client's remaining tokens, and the time of that count in seconds since 1970 on LocalStack's clock."""

    tokens: float
    moment: float


_buckets: dict[Key, Bucket] = {}
_counts: Counter[Key] = Counter()
_lock = Lock()


def limit_usage(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse a request that exceeds a rate or a quota. A handler of LocalStack's gateway, after the API key is known.

    Raises:
        ThrottledError, QuotaExceededError: the request is refused.
    """
    stage = (context.api_id, context.stage)
    for method, settings in _stage_limits(context):
        _take((*stage, method), settings.get("throttlingRateLimit"), settings.get("throttlingBurstLimit"))
    key = context.context_variables["identity"].get("apiKeyId")
    plan = _plan_of(context, key) if key and context.resource_method.get("apiKeyRequired") else None
    if plan is None:
        return
    own = next(one for one in plan["apiStages"] if (one["apiId"], one["stage"]) == stage)
    place = f"{context.resource['path']}/{context.resource_method['httpMethod']}"
    throttle = (own.get("throttle") or {}).get(place)
    where = (*stage, place) if throttle else ()
    throttle = throttle or plan.get("throttle") or {}
    _take((plan["id"], key, *where), throttle.get("rateLimit"), throttle.get("burstLimit"))
    _count((plan["id"], key), plan.get("quota"))


def _stage_limits(context: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield a stage's settings for a method: its own, or else those for all methods."""
    settings = (context.stage_configuration or {}).get("methodSettings") or {}
    method = f"{context.resource['path'].lstrip('/')}/{context.resource_method['httpMethod']}"
    named = {name.lstrip("/").replace("~1", "/").lstrip("/"): one for name, one in settings.items()}
    for name in (method, "*/*"):
        if name in named:
            yield name, named[name]
            return


def _plan_of(context: Any, key: str) -> dict[str, Any] | None:
    where = {"account_id": context.account_id, "region_name": context.region}
    for plan in get_usage_plans(**where):
        stages = [(one.get("apiId"), one.get("stage")) for one in plan.get("apiStages") or ()]
        if (context.api_id, context.stage) in stages:
            keys = get_usage_plan_keys(usage_plan_id=plan["id"], **where)
            if any(one["id"] == key for one in keys):
                found: dict[str, Any] = plan
                return found
    return None


def _take(client: Key, rate: Any, burst: Any) -> None:
    """Take a token from a client's bucket, which holds at most `burst` tokens and gains `rate` a second."""
    if rate is None or float(rate) < 0:  # a rate below 0 means no limit
        return
    size = max(float(burst or 0), 1.0) if float(rate) > 0 else float(burst or 0)
    moment = now()
    with _lock:
        bucket = _buckets.setdefault(client, Bucket(size, moment))
        bucket.tokens = min(size, bucket.tokens + max(moment - bucket.moment, 0.0) * float(rate))
        bucket.moment = moment
        if bucket.tokens < 1:
            raise ThrottledError("Too Many Requests")
        bucket.tokens -= 1


def _count(client: Key, quota: Mapping[str, Any] | None) -> None:
    """Count a request in the current period of a quota."""
    if not quota or not quota.get("limit"):
        return
    period = (*client, _period(quota.get("period") or "DAY"))
    with _lock:
        if _counts[period] >= int(quota["limit"]):
            raise QuotaExceededError("Limit Exceeded")
        _counts[period] += 1


def _period(kind: str) -> str:
    """Return the first day of the current period; days, weeks and months begin at midnight UTC."""
    today = datetime.now(UTC).date()
    first = {"WEEK": today - timedelta(days=today.weekday()), "MONTH": today.replace(day=1)}
    return first.get(kind, today).isoformat()
