"""Find the test or the stage of the rig that spans belong to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stackrig.reporting.periods import Periods
from stackrig.reporting.span_trees import Node
from stackrig.spans import Span

# Calls that are made during these stages belong to the stage.
PREPARING = ("seed", "deploy", "destroy", "teardown", "db", "localstack", "network")


@dataclass(frozen=True, slots=True)
class Stage:
    """Hold a stage of the rig that ran, in seconds since 1970, and the worker of pytest-xdist that ran it."""

    name: str
    began: float
    seconds: float
    state: str
    worker: str = ""

    def covers(self, moment: float) -> bool:
        """Tell whether it ran at a moment."""
        return self.began <= moment <= self.began + self.seconds


@dataclass(slots=True)
class TestRun:
    """Hold the facts of a test: the begin and end of its phases, its result, and what it owned or shared.

    Times are in seconds since 1970.
    """

    __test__ = False  # for pytest

    name: str
    worker: str = ""
    outcome: str = "passed"
    message: str = ""
    text: str = ""
    phases: list[tuple[float, float]] = field(default_factory=list)
    body: tuple[float, float] = (0.0, 0.0)  # the phase of the test itself, without its fixtures
    databases: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)

    @property
    def began(self) -> float:
        """Return when it began."""
        return min((began for began, _ in self.phases), default=0.0)

    @property
    def ended(self) -> float:
        """Return when it ended."""
        return max((ended for _, ended in self.phases), default=0.0)

    @property
    def has_failed(self) -> bool:
        """Tell whether it or one of its fixtures failed."""
        return self.outcome in ("failed", "error")

    def is_about(self, tree: Node) -> bool:
        """Tell whether a tree shows more than what a fixture made or removed."""
        began, ended = self.body
        return tree.span.kind in ("request", "function") or began <= tree.span.began <= ended

    @property
    def seconds(self) -> float:
        """Return how long the test took, with its fixtures."""
        return sum(ended - began for began, ended in self.phases)


@dataclass(slots=True)
class RunRecord:
    """Hold the facts of a run that began at a time; `notes` say what is not recorded, and why."""

    began: float
    tests: dict[str, TestRun] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    servers: list[str] = field(default_factory=list)


def attribute(
    trees: Iterable[Node], tests: Sequence[TestRun], stages: Sequence[Stage]
) -> tuple[dict[str, list[Node]], dict[Stage, list[Node]]]:
    """Return the trees of each test by its name, and those of stages.

    A span belongs to the test that ran when it began. Where workers of pytest-xdist ran several, the span's database or
    AWS account decides; where they share these, it is shown with each of them.
    """
    of_tests: defaultdict[str, list[Node]] = defaultdict(list)
    of_stages: defaultdict[Stage, list[Node]] = defaultdict(list)
    phases = Periods((began, ended, test) for test in tests for began, ended in test.phases)
    for tree in trees:
        running = {test.name: test for test in phases.at(tree.span.began)}
        owners = _owners(tree, list(running.values()))
        stage = _stage_at(tree.span.began, stages) if tree.span.kind in ("call", "sql") else None
        if stage and (not owners or stage.worker in {test.worker for test in owners}):
            of_stages[stage].append(tree)
            continue
        for test in owners:
            of_tests[test.name].append(tree)
    return of_tests, of_stages


def _stage_at(moment: float, stages: Iterable[Stage]) -> Stage | None:
    covering = [stage for stage in stages if stage.name in PREPARING and stage.covers(moment)]
    return min(covering, key=lambda stage: stage.seconds, default=None)


def _owners(tree: Node, running: list[TestRun]) -> list[TestRun]:
    span = tree.span
    if len(running) < 2:  # noqa: PLR2004  # it is certain
        return running
    if span.kind == "sql":
        owners = [test for test in running if span.facts.get("database") in test.databases]
    else:
        owners = [test for test in running if span.account in test.accounts]
    return owners or running
