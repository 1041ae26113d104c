"""Gaps: the types, functions and packages that a program needs and stackrig lacks, found in one preview."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from stackrig.deployment.engines.goals import Goal, wanted
from stackrig.deployment.engines.progress import Failure, StepError, StoppedError
from stackrig.deployment.engines.providers import USE_CLI_PLUGIN
from stackrig.deployment.engines.refusals import refuse
from stackrig.deployment.engines.run import ProgramRun
from stackrig.deployment.engines.stack import StackDescription
from stackrig.deployment.engines.state import Checkpoint, Resource
from stackrig.deployment.engines.values import UNKNOWN, Properties, from_plain, plain
from stackrig.deployment.provider.contract import Provider, UnsupportedError
from stackrig.deployment.urns import STACK_TYPE, is_provider, make_urn, package_of, urn_type
from stackrig.errors import DeployError

SHOWN = 5  # lines of the program that are shown for each gap
# Services of the free LocalStack, by their modules of pulumi_aws: the real provider helps with these alone.
# https://docs.localstack.cloud/aws/services/, 4.14
SERVED = frozenset(
    {
        *(
            "acm",
            "apigateway",
            "cfg",
            "cloudformation",
            "cloudwatch",
            "dynamodb",
            "ec2",
            "elasticsearch",
            "iam",
            "kinesis",
        ),
        *("kms", "lambda", "opensearch", "redshift", "resourcegroups", "route53", "s3", "s3control", "scheduler"),
        *("secretsmanager", "ses", "sfn", "sns", "sqs", "ssm", "swf", "transcribe"),
    }
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Name a missing type or function, the reason, and the lines of the program that need it."""

    token: str
    why: str
    sources: tuple[str, ...]


class Unknowns(dict[str, Any]):
    """Hold outputs of a preview: a missing output reads as the text that stands for unknown values."""

    def __missing__(self, _name: str) -> str:
        """Return the text that stands for a value that is not known yet."""
        return UNKNOWN


class Survey(ProgramRun):
    """Answer a program's preview without making anything, and note what is missing."""

    def __init__(self, stack: StackDescription) -> None:
        """Begin with nothing deployed."""
        super().__init__(stack, Checkpoint(None, {}))
        self._gaps: dict[str, tuple[str, list[str]]] = {}
        self._served: dict[str, Provider] = {}
        self._gaps_lock = threading.Lock()

    def gaps(self) -> list[Gap]:
        """Return the gaps by token."""
        return [Gap(token, why, tuple(sorted(sources))) for token, (why, sources) in sorted(self._gaps.items())]

    def register(self, goal: Goal) -> Resource:
        """Note what the resource lacks; its outputs are its inputs, and the rest is unknown."""
        urn = make_urn(self.where, goal.type, goal.name, goal.parent)
        outputs = self.stack.replacement(urn, goal.type)
        if outputs is None and goal.type != STACK_TYPE and (goal.custom or goal.remote):
            self._look_for(goal.type, goal.source, lambda: self._check_goal(urn, goal))
        self._goals[urn] = goal
        resource = self.news[urn] = wanted(urn, goal, goal.inputs)
        return resource if goal.remote else _known(resource, outputs or {})

    def construct(self, resource: Resource, source: str, build: Callable[[], Properties]) -> Properties:
        """Note what the component's children lack; its outputs are unknown."""
        if self.stack.replacement(resource.urn, resource.type) is None and resource.type not in self._gaps:
            self._look_for(resource.type, source, build)
        return {}

    def known_outputs(self, outputs: Properties) -> Properties:
        """Return outputs; those that a preview can't know read as unknown."""
        return Unknowns(outputs)

    def read(self, goal: Goal, resource_id: str) -> Resource:
        """Note what is missing for a resource that is looked up."""
        with suppress(DeployError, StepError, StoppedError):
            return super().read(goal, resource_id)
        self.progress.failures.clear()  # after a failure the engine would answer nothing more
        return self.register(goal)

    def invoke(self, token: str, arguments: Properties, reference: str = "") -> Properties:  # noqa: ARG002
        """Call a function that stackrig has; one that is missing or fails returns nothing."""
        found: Properties = self.stack.replacement(token, token) or {}
        if found:
            return found

        def call() -> None:
            found.update(from_plain(self._provider(token).invoke(token, plain(arguments))))

        self._look_for(token, "", call)
        return found

    def stack_outputs(self, name: str) -> Properties:
        """Return the outputs of another stack; none if it is not deployed."""
        with suppress(DeployError):
            return super().stack_outputs(name)
        return {"name": name, "outputs": {}, "secretOutputNames": []}

    def register_outputs(self, urn: str, outputs: Properties) -> None:
        """Keep the outputs of the stack."""
        if urn_type(urn) == STACK_TYPE:
            self.outputs = outputs

    def _check_goal(self, urn: str, goal: Goal) -> None:
        refuse(goal)
        if is_provider(goal.type):
            self.providers.check_package(goal.type)
        elif goal.custom:
            self._provider(goal.type).check(urn, None, plain(goal.inputs))

    def _provider(self, token: str) -> Provider:
        package = package_of(token)
        self.providers.check_package(package)
        with self._gaps_lock:
            if package not in self._served:
                self._served[package] = self.stack.all_factories()[package](dict(self.defaults.get(package, {})))
            return self._served[package]

    def _look_for(self, token: str, source: str, call: Callable[[], object]) -> None:
        """Make a call and note what it lacks; other failures don't matter here."""
        try:
            call()
        except UnsupportedError as error:
            with self._gaps_lock:
                self._gaps.setdefault(token, (_reason(token, error), []))[1].append(source)
        except Exception:  # noqa: BLE001  # unknown values may trip anything
            return


def gaps_of(failures: Sequence[Failure]) -> list[Gap]:
    """Return the gaps that made a deployment fail."""
    found = [failure for failure in failures if isinstance(failure.error, UnsupportedError)]
    return [Gap(urn_type(item.urn), _reason(urn_type(item.urn), item.error), (item.source,)) for item in found]


def gaps_error(gaps: Sequence[Gap]) -> DeployError:
    """Return the error that lists what is missing, with remedies that help."""
    lines = [line for gap in gaps for line in _lines(gap)]
    tokens = [gap.token for gap in gaps]
    remedies = [f'leave a resource out: [tool.stackrig.replace] "{tokens[0]}" = "skip", or give it outputs']
    if all(package_of(token) != "aws" or _service(token) in SERVED for token in tokens):
        remedies.append(USE_CLI_PLUGIN)
    return DeployError(
        f"stackrig lacks {len(gaps)} type(s) or function(s) that the program needs: {', '.join(tokens)}",
        evidence="\n".join(lines),
        remedies=remedies,
    )


def _lines(gap: Gap) -> list[str]:
    sources = [source for source in dict.fromkeys(gap.sources) if source]
    more = [f"… and {len(sources) - SHOWN} more"] if len(sources) > SHOWN else []
    return [f"{gap.token} ({len(gap.sources)}): {gap.why}", *(f"  {line}" for line in [*sources[:SHOWN], *more])]


def _reason(token: str, error: Exception) -> str:
    if isinstance(error, UnsupportedError) and error.why:
        return error.why
    if package_of(token) != "aws":
        return str(error.args[0])
    if _service(token) in SERVED:
        return "the light provider has no such type or function"
    return f"LocalStack's free version has no {_service(token)}, so the real provider does not help"


def _service(token: str) -> str:
    return token.split(":")[1].partition("/")[0]


def _known(resource: Resource, outputs: Properties) -> Resource:
    return replace(resource, outputs={**resource.inputs, **outputs}, id=str(outputs.get("id", "")))
