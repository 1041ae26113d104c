"""EventBridge rules that run on time: LocalStack checks once a minute, and has its own form of cron.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
"""

import logging
import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from localstack.services.plugins import Service  # type: ignore[import-not-found]

from ..clock import timer
from ..clock.present import now
from .expressions import parse
from .inputs import scheduled_event

log = logging.getLogger(__name__)
ZONE = ZoneInfo("UTC")  # one for all rules


@dataclass(slots=True)
class Planned:
    """Hold a scheduled rule's place, its schedule, the begin of its rate, and its next invocation."""

    account: str
    region: str
    name: str
    arn: str
    expression: str
    begin: float
    due: timer.Due | None = None


_planned: dict[str, Planned] = {}  # by the ARN of the rule


def new_service() -> Any:
    """Return LocalStack's EventBridge, with rules that follow our timer."""
    from localstack.services.events import rule  # type: ignore[import-not-found]
    from localstack.services.events.provider import EventsProvider  # type: ignore[import-not-found]
    from localstack.services.events.scheduler import JobScheduler  # type: ignore[import-not-found]

    from .rule_targets import mend_targets

    JobScheduler.start = JobScheduler.shutdown = staticmethod(lambda: None)
    rule.RuleService.create_schedule_job = lambda _service, _send: None
    rule.RuleService._get_schedule_cron = lambda _service, text: _checked(text)  # noqa: SLF001
    rule.RULE_SCHEDULE_CRON_REGEX = _Expressions()
    mend_targets()
    provider = EventsProvider()
    service = Service.for_provider(provider)
    put = service.skeleton.dispatch_table["PutRule"]
    service.skeleton.dispatch_table["PutRule"] = partial(_put_rule, provider, put)
    return service


class _Expressions:
    """Stand in for LocalStack's pattern of expressions, which refuses some that AWS accepts."""

    def match(self, text: str) -> bool:
        """Tell whether a text is a rule's schedule; rules have no `at(…)`."""
        try:
            parse(text)
        except ValueError:
            return False
        return not text.startswith("at(")


def _checked(text: str) -> str:
    from localstack.services.events.models import ValidationException  # type: ignore[import-not-found]

    if not _Expressions().match(text):
        raise ValidationException("Parameter ScheduleExpression is not valid.")
    return text


def _put_rule(provider: Any, put: Any, context: Any, request: Any) -> Any:
    """Create or change a rule; a rate begins again only when it changes."""
    known = request["Name"] in _rules(provider, context.account_id, context.region)
    answer = put(context, request)
    arn, expression = answer["RuleArn"], request.get("ScheduleExpression")
    before = _planned.get(arn)
    if before and known and before.expression == expression:
        return answer
    if before:
        timer.cancel(before.due)
        del _planned[arn]
    if expression:
        planned = Planned(context.account_id, context.region, request["Name"], arn, expression, now())
        _planned[arn] = planned
        _put_off(provider, planned, planned.begin)
    return answer


def _put_off(provider: Any, planned: Planned, after: float) -> None:
    moment = parse(planned.expression).next_after(after, ZONE, planned.begin)
    planned.due = timer.call_at(moment, partial(_fire, provider, planned, moment)) if moment is not None else None


def _fire(provider: Any, planned: Planned, moment: float) -> None:
    if _planned.get(planned.arn) is not planned:  # a rule of that name was created again
        return
    rule = _rules(provider, planned.account, planned.region).get(planned.name)
    if rule is None:
        del _planned[planned.arn]
        return
    if rule.state == "ENABLED":
        _send(provider, rule, moment)
    _put_off(provider, planned, moment)


def _rules(provider: Any, account: str, region: str) -> Any:
    """Return the rules of the default bus: others have no schedules."""
    return provider.get_store(region, account).event_buses["default"].rules


def _send(provider: Any, rule: Any, moment: float) -> None:
    """Send a scheduled rule's event to its targets, one after the other."""
    from localstack.utils.xray.trace_header import TraceHeader  # type: ignore[import-not-found]

    event = scheduled_event(str(uuid.uuid4()), "aws.events", rule.arn, moment, {})
    for target in list(rule.targets.values()):
        sender = provider._target_sender_store[f"{rule.arn}-{target['Id']}"]  # noqa: SLF001
        try:
            sender.process_event(dict(event), TraceHeader().ensure_root_exists())
        except Exception as error:  # noqa: BLE001  # whatever a service answers
            log.warning("stackrig: rule %s: target %s: %s", rule.arn, target["Arn"], error)
