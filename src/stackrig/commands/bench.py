"""Measure a project's rigs side by side: time to the first answer, warm requests, memory, teardown."""

import dataclasses
import importlib
import json
import logging
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import psutil
import requests

from stackrig.commands.bench_services import measure_services, timed
from stackrig.containers.api import LOOPBACK
from stackrig.containers.container import Recipe, memory, new_name, run_container
from stackrig.containers.daemon import require_daemon
from stackrig.database.listening import ask_version
from stackrig.deployment.stacks import Deployment, Program, deploy_stack, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import StackrigError
from stackrig.leases import end_session, new_session
from stackrig.processes import Session
from stackrig.rig.addresses import endpoints
from stackrig.rig.plan import BOTH, settle
from stackrig.rig.programs import find_programs
from stackrig.rig.project import STAGES, loaded_program
from stackrig.rig.record import Rig, load_rig
from stackrig.settings import Settings
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")
Found = Mapping[str, Sequence[float]]  # values by key of ROWS

WARM_REQUESTS = 50
MEGABYTE = 1_000_000
QUERY_TIMEOUT = 60.0  # seconds
IMAGES = ("database_image", "localstack_image")
STAGE_LINE = re.compile(r"^(\w+) +done +([\d.]+) s$", re.MULTILINE)  # in the form that display.StageDisplay prints
# Each measure by its key: its name in tables, and its unit.
ROWS = {
    "floor": ("`docker run` of the bare database image, to its first query", "s"),
    "up": ("`invoke up`, nothing running", "s"),
    **{name: (f"its stage {name}", "s") for name in STAGES},
    "answer": ("the same, to the API's first answer", "s"),
    "stack": ("one more stack on the rig, to its first answer", "s"),
    "same": ("that stack deployed again: nothing to do", "s"),
    "change": ("the same with one change: a log group more", "s"),
    "destroy": ("that stack destroyed", "s"),
    "warm": ("a warm request", "ms"),
    "memory": ("LocalStack, resident memory", "MB"),
    "rest": ("a warm request to a function by a REST API", "ms"),
    "http": ("the same by an HTTP API", "ms"),
    "data": ("a warm call of RDS's Data API", "ms"),
    "teardown": ("`invoke teardown`", "s"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold the values of one measure, one for each run or request, by the name of the rig."""

    name: str
    unit: str
    values: Mapping[str, tuple[float, ...]]


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return the figures that summarize values: p50, p95, min and max; empty without values."""
    if not values:
        return {}
    late = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return {"p50": median(values), "p95": late, "min": min(values), "max": max(values)}


def write_measures(path: Path, measures: Sequence[Measure]) -> None:
    """Write the measurements as JSON: for each rig its summary and every value."""
    rows = [
        {
            "name": one.name,
            "unit": one.unit,
            "rigs": {rig: {**summary(values), "values": values} for rig, values in one.values.items()},
        }
        for one in measures
    ]
    try:
        path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise StackrigError(f"what was measured can't be written to {path}: {error.strerror}") from error


def measure_rigs(settings: Settings, *, runs: int) -> list[Measure]:
    """Bring the project's rigs up and tear them down `runs` times as a user does, each time in its own process.

    The rigs are the one that the options name, else the embedded one and, where there is a daemon, the one on Docker.

    Raises:
        StackrigError: a rig is up already, or a command failed.
    """
    if load_rig(settings.root):
        raise StackrigError("a rig is up in this project", remedies=["invoke teardown bench"])
    rigs = _find_rigs(settings)
    results: dict[str, list[Found]] = {name: [] for name in rigs}
    for run in range(runs):
        for name, one in rigs.items():
            results[name].append(_run_once(one, f"{name}, run {run + 1} of {runs}"))
    return [Measure(*row, {name: _column(found, key) for name, found in results.items()}) for key, row in ROWS.items()]


def _column(results: list[Found], key: str) -> tuple[float, ...]:
    return tuple(value for result in results for value in result.get(key, ()))


def _find_rigs(settings: Settings) -> dict[str, Settings]:
    if any(getattr(settings, name) != "auto" for name in IMAGES):
        return {"this rig": settings}
    plan = settle(settings, BOTH, running={}, pull=True)
    database, localstack = plan.database, plan.localstack
    rigs = {"embedded": dataclasses.replace(settings, database_image="embedded", localstack_image="embedded")}
    if not (database and localstack):
        return rigs
    if database.daemon and localstack.daemon:
        images = {"database_image": database.version, "localstack_image": localstack.version}
        return {**rigs, "Docker": dataclasses.replace(settings, **images)}  # type: ignore[arg-type]  # both are texts
    log.info("no rig on Docker is measured, %s", localstack.reason if database.daemon else database.reason)
    return rigs


def _run_once(settings: Settings, title: str) -> Found:
    kind, image = settings.database_asked
    found: dict[str, Sequence[float]] = {"floor": [_bare_image(image)]} if kind == "image" else {}
    shown: list[str] = []
    up = timed(lambda: shown.append(_invoke(settings, "up")))
    found |= {"up": [up], **{name: [float(seconds)] for name, seconds in STAGE_LINE.findall(shown[0])}}
    try:
        found |= _ask(settings, load_rig(settings.root) or Rig(), up)
    finally:
        found["teardown"] = [timed(lambda: _invoke(settings, "teardown"))]
    values = ", ".join(f"{key} {median(found[key]):.3g} {unit}" for key, (_, unit) in ROWS.items() if key in found)
    log.info("%s: %s", title, values)
    return found


def _ask(settings: Settings, rig: Rig, up: float) -> Found:
    with requests.Session() as client:
        client.trust_env = False  # no proxy between this process and the loopback
        first = timed(lambda: _request(settings, rig, client))
        with _quiet():
            _deployments(settings, rig, client)  # imports what a program needs
            found = _deployments(settings, rig, client)
        warm = [1000 * timed(lambda: _request(settings, rig, client)) for _ in range(WARM_REQUESTS)]
        used = resident(rig)  # before services are loaded that the project does not use
        services = measure_services(rig.localstack, has_database=bool(rig.postgres)) if rig.localstack else {}
        return {"answer": [up + first], **found, "warm": warm, "memory": [used], **services}


def _invoke(settings: Settings, task: str) -> str:
    """Run a task and return what it printed."""
    chosen = {f"STACKRIG_{name.upper()}": getattr(settings, name) for name in IMAGES}
    command = [sys.executable, "-m", "invoke", task]
    done = subprocess.run(
        command, cwd=settings.root, env=os.environ | chosen, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StackrigError(f"invoke {task} ended with exit code {done.returncode}", evidence=done.stderr)
    return done.stderr


def _bare_image(image: str) -> float:
    """Return the seconds until a bare database image answers: no rig on Docker can be faster."""
    session, password = new_session(), secrets.token_urlsafe(18)
    started = time.perf_counter()
    try:
        _run_bare(session, image, password)
        return time.perf_counter() - started
    finally:
        end_session(session)


def _run_bare(session: Session, image: str, password: str) -> None:
    name = new_name(session, "bare")
    recipe = Recipe(name=name, image=image, port=5432, environment={"POSTGRES_PASSWORD": password})
    container = run_container(require_daemon(), session, recipe)
    dsn = f"postgresql://postgres:{password}@{LOOPBACK}:{container.host_port}/postgres"
    wait_until(lambda: ask_version(dsn, ""), what=f"PostgreSQL in container {name} ({image})", timeout=QUERY_TIMEOUT)


def _deployments(settings: Settings, rig: Rig, client: requests.Session) -> Found:
    """Deploy the program once more beside the existing stack, send it a request, change it and destroy it."""
    last = find_programs(settings)[-1]
    other = dataclasses.replace(last.settings, stack=f"bench-{secrets.token_hex(4)}")
    made: list[Deployment] = []
    with loaded_program(last, rig) as (program, localstack):

        def deploy(what: Program) -> None:
            made.append(deploy_stack(other, what, localstack=localstack))

        def answer() -> None:
            deploy(program)
            _request(other, dataclasses.replace(rig, deployments=(made[0],)), client)

        try:
            stack, same = timed(answer), timed(lambda: deploy(program))
            change = timed(lambda: deploy(partial(_with_another, program) if callable(program) else program))
        finally:
            destroy = timed(lambda: _destroy(made, localstack))
    return {"stack": [stack], "same": [same], "change": [change], "destroy": [destroy]}


def _destroy(made: Sequence[Deployment], localstack: AwsEndpoint) -> None:
    if made:
        destroy_stack(made[-1], localstack=localstack)


def _with_another(program: Callable[[], object]) -> None:
    program()
    importlib.import_module("pulumi_aws").cloudwatch.LogGroup("stackrig-bench")


@contextmanager
def _quiet() -> Iterator[None]:
    level = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(level)


def _request(settings: Settings, rig: Rig, client: requests.Session) -> None:
    addresses = list(endpoints(rig).values())
    if not addresses:
        raise StackrigError("the program exports no address to send requests to")
    client.get(addresses[0].rstrip("/") + settings.request, timeout=30).raise_for_status()


def resident(rig: Rig) -> float:
    """Return the megabytes of memory of LocalStack's own process or container, without its Lambdas."""
    if rig.localstack and rig.localstack.container:
        return memory(rig.localstack.container) / MEGABYTE
    if not (rig.localstack and rig.localstack.process):
        return 0.0
    return float(psutil.Process(rig.localstack.process.pid).memory_info().rss) / MEGABYTE
