"""Show progress while slow things happen, and tables afterwards."""

import codecs
import dataclasses
import io
import logging
import os
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.spinner import Spinner
from rich.table import Table

from stackrig.errors import StackrigError
from stackrig.rig.addresses import describe_database, describe_localstack, endpoints, psql_command
from stackrig.rig.kept_stacks import kept_rigs
from stackrig.rig.parts import PARTS, Server
from stackrig.rig.record import Rig, daemon_trouble
from stackrig.rig.servers import cannot_serve, deployment_is_stale, seeds_are_stale
from stackrig.settings import Settings
from stackrig.stages import current_stage

if TYPE_CHECKING:
    from stackrig.commands.bench import Measure
    from stackrig.commands.doctor import Finding

PIPE_WIDTH = 200  # columns
FINDING_MARKS = {"ok": "[green]✓[/]", "note": "[yellow]![/]", "bad": "[red]✗[/]"}
MARKS = {"done": "[green]✓[/]", "failed": "[red]✗[/]"}
PLAIN = {"✓": "+", "✗": "x", "→": "->"}  # for encodings without these characters; other characters become "?"


def open_closed_outputs() -> None:
    """Open those of the three standard streams that are closed, as after `command >&-`, to nowhere.

    Otherwise the next file or socket that is opened would get the descriptor of an output.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free descriptor
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def accept_encoding() -> None:
    """Let both outputs replace characters that their encoding does not have, instead of failing."""
    codecs.register_error("stackrig", _plain_text)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="stackrig")


def _plain_text(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(PLAIN.get(one, "?") for one in error.object[error.start : error.end]), error.end


@dataclass(slots=True)
class _Row:
    state: str = "started"
    text: str = ""
    seconds: float = 0.0
    started: float = field(default_factory=time.perf_counter)
    spinner: Spinner = field(default_factory=lambda: Spinner("dots", style="cyan"))

    def elapsed(self) -> float:
        return self.seconds if self.state != "started" else time.perf_counter() - self.started


class StageDisplay(logging.Handler):
    """Show the records of `stackrig.stages`: rows with spinners on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.INFO)
        self.console = console
        self.rows: dict[str, _Row] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take over a record: the start or end of a stage, or an event inside one."""
        state = getattr(record, "state", "")
        name = getattr(record, "stage", "") or current_stage() or self._only_running()
        if not name:
            self.console.print(record.getMessage(), highlight=False, markup=False, soft_wrap=True)
            return
        row = self.rows.setdefault(name, _Row())
        if state:
            row.state, row.seconds = state, getattr(record, "seconds", 0.0)
        else:
            row.text = record.getMessage()
        if not self.console.is_terminal and state != "started":
            seconds = f"  {row.seconds:.2f} s" if state else ""
            self.console.print(f"{name:<11}{state or row.text}{seconds}", highlight=False, markup=False, soft_wrap=True)

    def _only_running(self) -> str:
        """Return the stage that a record of another thread must belong to; empty where that is not certain."""
        running = [name for name, row in self.rows.items() if row.state == "started"]
        return running[0] if len(running) == 1 else ""

    def __rich__(self) -> RenderableType:
        """Render the rows as they stand; rich calls this several times a second."""
        grid = Table.grid(padding=(0, 2))
        for name, row in self.rows.items():
            seconds = f"[dim]{row.elapsed():.1f} s[/]"
            grid.add_row(MARKS.get(row.state, row.spinner), name, escape(row.text), seconds)
        return grid


class _Elsewhere(logging.Handler):
    """Pass records on to the root logger's handlers, except those that write to the outputs, where the display is.

    The handlers are looked up for each record: the deployed program may call logging.basicConfig.
    """

    def emit(self, record: logging.LogRecord) -> None:
        for handler in logging.root.handlers:
            if record.levelno >= handler.level and getattr(handler, "stream", None) not in (sys.stdout, sys.stderr):
                handler.handle(record)


@contextmanager
def showing_stages(*running: str, plain: bool = False) -> Iterator[None]:
    """Show on standard error what the stages do while the block runs, including those that are running already.

    Args:
        plain: print lines even on a terminal, because other processes write there.
    """
    log = logging.getLogger("stackrig")
    level = log.level
    with live_stages(sys.stderr, plain=plain) as display:
        display.rows.update({name: _Row() for name in running})
        log.addHandler(display)
        log.setLevel(logging.INFO)
        try:
            yield
        finally:
            log.removeHandler(display)
            log.setLevel(level)


@contextmanager
def live_stages(stream: TextIO, *, plain: bool = False) -> Iterator[StageDisplay]:
    """Yield a display on a stream; on a terminal it is redrawn while the block runs.

    Handlers of the root logger that write to the outputs get none of stackrig's records meanwhile.
    """
    console = Console(file=stream, force_terminal=False if plain else None)
    display = StageDisplay(console)
    live = Live(display, console=console, refresh_per_second=12) if console.is_terminal else nullcontext()
    with _away_from_outputs(), live:
        yield display


@contextmanager
def _away_from_outputs() -> Iterator[None]:
    log, elsewhere = logging.getLogger("stackrig"), _Elsewhere()
    if not log.propagate:  # a display within another one
        yield
        return
    log.addHandler(elsewhere)
    log.propagate = False
    try:
        yield
    finally:
        log.propagate = True
        log.removeHandler(elsewhere)


def show_rig(settings: Settings, rig: Rig) -> None:
    """Print which stages of a rig are up, and where; see `show_addresses`."""
    console, trouble = _output(), daemon_trouble(rig)
    alive = _alive(rig)
    seeds = _state_of_seeds(settings, alive)
    rows = _stage_rows(rig, alive, lost="unknown" if trouble else "ended", seeds=seeds)
    console.print(_table(("stage", "state", "where"), [*rows, *_kept_rows(settings, alive)]))
    if trouble:
        _print_line(console, f"{trouble}; start the daemon: the rig may be up again then")
        return
    stale = deployment_is_stale(alive)
    show_addresses(settings, dataclasses.replace(alive, deployments=()) if stale else alive)
    if alive != rig:
        _print_line(console, "invoke up  # starts anew what has ended")
    elif seeds[0] == "stale":
        _print_line(console, "invoke teardown up  # starts over with the seeds as they are now")
    elif stale:
        _print_line(console, "invoke deploy  # the deployed program has the database that was replaced")


def show_addresses(settings: Settings, rig: Rig) -> None:
    """Print where a rig's API is, and commands to paste that use its parts."""
    console, addresses = _output(), endpoints(rig)
    if addresses:
        console.print()
        console.print(_table(("endpoint", "address"), addresses.items()))
    if rig.postgres:
        _print_line(console, psql_command(settings.root, rig.postgres))
    if addresses and settings.request:
        proxy = any(name in os.environ for name in ("http_proxy", "all_proxy", "ALL_PROXY"))  # curl's
        curl = "curl --noproxy '*'" if proxy else "curl"
        _print_line(console, f"{curl} '{next(iter(addresses.values())).rstrip('/')}{settings.request}'")


def show_findings(findings: "Iterable[Finding]") -> None:
    """Print findings as a table, each with its remedy below it."""
    view = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("", "looked at", "found"):
        view.add_column(heading, overflow="fold")
    for one in findings:
        view.add_row(FINDING_MARKS[one.state], one.what, escape(one.found))
        for remedy in one.remedies:
            view.add_row("", "", f"[cyan]→[/] {escape(remedy)}")
    _output().print(view, highlight=False)


def show_logs(looks: Iterable[Mapping[str, Path | Iterable[str]]], *, lines: int) -> None:
    """Print the last lines of each log, and new lines as long as there are more looks; Ctrl-C ends it.

    Args:
        looks: for each look the new logs by stage; a log that is no file yields its new lines at each look.
    """
    console = _output()
    opened: dict[str, Iterable[str]] = {}
    with ExitStack() as files, suppress(KeyboardInterrupt):
        for number, found in enumerate(looks):
            for name, known in opened.items():
                _print_log(console, name, known)
            for name, log in found.items():
                opened[name] = _open_log(log, files) if isinstance(log, Path) else log
                _print_log(console, name, deque(opened[name], None if number else lines))


def _open_log(path: Path, files: ExitStack) -> Iterable[str]:
    try:
        return files.enter_context(path.open(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        return iter([f"no log: {path} is gone"])


def _print_log(console: Console, name: str, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(f"[cyan]{name:<11}[/]{escape(line.rstrip())}", highlight=False, soft_wrap=True)


def show_text(text: str) -> None:
    """Print lines as they come; those about faults are red."""
    console = _output()
    for line in text.splitlines():
        style = "red" if "✗" in line else ""
        console.print(line, style=style, highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.file.flush()


def show_measures(measures: "Iterable[Measure]") -> None:
    """Print a table of the measurements on each rig."""
    measures = list(measures)
    rigs = list(measures[0].values) if measures else []
    rows = [(one.name, *(_spread(one.values[rig], one.unit) for rig in rigs)) for one in measures]
    _output().print(_table(("measured: p50 (min to max, p95)", *rigs), rows))


def _spread(values: Sequence[float], unit: str) -> str:
    from stackrig.commands.bench import summary

    if not values:
        return "-"
    told = {name: f"{value:.3g}" for name, value in summary(values).items()}
    spread = f" ({told['min']} to {told['max']}, p95 {told['p95']})" if len(values) > 1 else ""
    return f"{told['p50']} {unit}{spread}"


def _alive(rig: Rig) -> Rig:
    """Return a rig without the servers that have ended, and without what was in them."""
    for part in PARTS:
        if (server := part.of(rig)) and server.how_ended():
            rig = part.without(rig)
    return rig


def _state_of_seeds(settings: Settings, alive: Rig) -> tuple[str, str]:
    """Return the state of the seeds, and the difference if they were changed since they were loaded."""
    try:
        stale = seeds_are_stale(settings, alive)
    except StackrigError as error:
        return "stale", str(error)
    loaded = "the project's seeds have changed since they were loaded; tests get the new ones"
    return ("stale", loaded) if stale else ("loaded" if alive.seeded else "-", "")


def _kept_rows(settings: Settings, alive: Rig) -> Iterator[tuple[str, str, str]]:
    """Yield rows about the stacks that test runs left for the next run in the LocalStack that runs."""
    for kept in kept_rigs(settings.root):
        if alive.localstack and kept.localstack and kept.localstack.boot_id == alive.localstack.boot_id:
            names = ", ".join(f"stack {deployment.stack} of {deployment.project}" for deployment in kept.deployments)
            yield "kept", "up", f"{names} in account {kept.localstack.access_key}, for the next run of pytest"


def _stage_rows(rig: Rig, alive: Rig, *, lost: str, seeds: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
    postgres, localstack = rig.postgres, rig.localstack
    yield "network", "up" if rig.network else "-", rig.network.name if rig.network else "127.0.0.1"
    yield "db", _state(postgres, alive.postgres, lost), describe_database(postgres) if postgres else ""
    yield "seed", *seeds
    where = describe_localstack(localstack) if localstack else ""
    state = _state(localstack, alive.localstack, lost)
    if alive.localstack and (fault := cannot_serve(alive.localstack)):
        state, where = "stuck", f"{where}: {fault}"
    yield "localstack", state, where
    state = "stale" if deployment_is_stale(alive) else "up"
    for deployment in alive.deployments:
        yield "deploy", state, deployment.summary()
    if not alive.deployments:
        yield "deploy", "-", ""


def _output() -> Console:
    """Return the console of standard output; in a pipe its lines are long enough to keep addresses whole."""
    return Console() if sys.stdout.isatty() else Console(width=PIPE_WIDTH)


def _state(server: Server | None, alive: Server | None, lost: str) -> str:
    if not server:
        return "-"
    return "up" if alive else lost


def _print_line(console: Console, line: str) -> None:
    console.print(f"\n  {line}", soft_wrap=True, highlight=False, markup=False)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    view = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        view.add_column(heading, overflow="fold")
    for row in rows:
        view.add_row(*row)
    return view


def print_report(error: StackrigError) -> None:
    """Print a failure for people: what failed and why, the evidence, and what to do."""
    Console(stderr=True).print(f"\n[red]✗[/] {escape(error.report())}", highlight=False, soft_wrap=True)
