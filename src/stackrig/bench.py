"""Measure a project's rig: seconds to bring it up and remove it, milliseconds per warm request, memory."""

import logging
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

from stackrig.addresses import endpoints
from stackrig.containers import memory
from stackrig.errors import StackrigError
from stackrig.record import Rig, load_rig
from stackrig.settings import Settings

log = logging.getLogger("stackrig")
WARM_REQUESTS = 50
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold the values of one thing measured, one for each run."""

    name: str
    unit: str
    values: tuple[float, ...]


def measure_rig(settings: Settings, *, runs: int) -> list[Measure]:
    """Bring the project's rig up and tear it down `runs` times as a user does, each time in a process of its own.

    Raises:
        StackrigError: a rig is up already, or a command failed.
    """
    if load_rig(settings.root):
        raise StackrigError("a rig is up in this project", remedies=["invoke teardown bench"])
    results = [_run_once(settings, f"run {run + 1} of {runs}") for run in range(runs)]
    return [
        Measure(name, unit, tuple(result[name] for result in results))
        for name, unit in (("up", "s"), ("warm request", "ms"), ("LocalStack resident", "MB"), ("teardown", "s"))
    ]


def _run_once(settings: Settings, title: str) -> dict[str, float]:
    up = _timed(settings.root, "up")
    rig = load_rig(settings.root) or Rig()
    try:
        warm, resident = _warm_request(settings, rig), _resident(rig)
    finally:
        down = _timed(settings.root, "teardown")
    parts = f"up {up:.2f} s, warm request {warm:.0f} ms, LocalStack {resident:.0f} MB, teardown {down:.2f} s"
    log.info("%s: %s", title, parts)
    return {"up": up, "warm request": warm, "LocalStack resident": resident, "teardown": down}


def _timed(root: Path, task: str) -> float:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "invoke", task], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackrigError(f"invoke {task} ended with exit code {done.returncode}", evidence=done.stderr)
    return time.perf_counter() - started


def _warm_request(settings: Settings, rig: Rig) -> float:
    """Return the median milliseconds of a request to the deployed API, after one that is not counted."""
    addresses = list(endpoints(rig).values())
    if not addresses:
        raise StackrigError("the program exports no address to send requests to")
    url, seconds = addresses[0].rstrip("/") + settings.request, []
    with requests.Session() as session:
        session.trust_env = False  # no proxy between us and loopback
        for _ in range(WARM_REQUESTS + 1):
            started = time.perf_counter()
            session.get(url, timeout=30).raise_for_status()
            seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[1:]) * 1000


def _resident(rig: Rig) -> float:
    """Return the megabytes of memory of LocalStack's own process or container; Lambdas are the function's cost."""
    if rig.localstack and rig.localstack.container:
        return memory(rig.localstack.container) / MEGABYTE
    if not (rig.localstack and rig.localstack.process):
        return 0.0
    return float(psutil.Process(rig.localstack.process.pid).memory_info().rss) / MEGABYTE
