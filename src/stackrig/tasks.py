"""The invoke tasks: one for each stage of a rig's life. `from stackrig.tasks import namespace` is a whole tasks.py."""

import functools
import os
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from invoke.collection import Collection
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from stackrig.errors import SettingsError, StackrigError
from stackrig.interrupts import remembering_interrupts
from stackrig.machine_limits import limits_named
from stackrig.reporting.display import (
    accept_encoding,
    open_closed_outputs,
    print_report,
    show_addresses,
    show_findings,
    show_logs,
    show_measures,
    show_rig,
    show_text,
    showing_stages,
)
from stackrig.rig import addresses, project
from stackrig.rig.parts import DATABASE, LOCALSTACK, PARTS, Part
from stackrig.rig.record import Rig, load_rig
from stackrig.rig.servers import need, need_running
from stackrig.settings import EMBEDDED, EVERY, OPTIONS, USE_LOCALSTACK, Settings, load_settings

LONGEST_TREE = 60  # lines
TRACE_PAUSE = 0.2  # seconds between two looks at what has happened
CONFIG = "configuration of the stack as key=value, may be repeated"


def command(**helps: str) -> Callable[[Callable[..., None]], Any]:
    """Make a task; it prints a StackrigError as a report, without a traceback, and ends with exit code 1.

    Args:
        helps: for each argument of the task the option that it stands for, or a text of its own.
    """
    texts = {name: OPTIONS[text].metadata["help"] if text in OPTIONS else text for name, text in helps.items()}

    def decorate(body: Callable[..., None]) -> Any:
        @functools.wraps(body)
        def run(*arguments: Any, **values: Any) -> None:
            open_closed_outputs()
            accept_encoding()
            try:
                with remembering_interrupts(), limits_named(f"invoke {body.__name__.replace('_', '-')}"):
                    body(*arguments, **values)
            except StackrigError as error:
                print_report(error)
                raise Exit(code=1) from None

        bare = [name for name in helps if name in OPTIONS and OPTIONS[name].metadata["bare"]]
        return task(run, help=texts, iterable=[name for name in helps if name == "config"], optional=bare)

    return decorate


def _run(name: str, given: Mapping[str, object], **options: bool) -> None:
    settings = load_settings(given=given)
    with showing_stages():
        project.run_stage(settings, name, **options)


def _found_rig() -> tuple[Settings, Rig]:
    settings = load_settings()
    found = load_rig(settings.root)
    if not found:
        raise StackrigError(f"no rig is up in {settings.root}", remedies=["invoke up"])
    return settings, found


def _replace_process(command: list[str], needed: Mapping[Part[Any], str] | None = None) -> None:
    """Run a command in place of this process, if the servers that it needs run: by default the whole rig."""
    settings, found = _found_rig()
    there = {part: part.title for part in PARTS if part.of(found)}
    need_running(found, needed or there)
    try:
        os.execvpe(command[0], command, addresses.environment(settings.root, found))  # noqa: S606
    except OSError as error:
        raise StackrigError(f"{command[0]} can't be run: {error}", remedies=[f"install {command[0]}"]) from error


@command()
def network(_context: Context) -> None:
    """Make the network that the rig's parts share."""
    _run("network", {})


@command(image="database_image", port="database_port", name="database")
def db(_context: Context, image: str | None = None, port: str | None = None, name: str | None = None) -> None:
    """Start the database."""
    _run("db", {"database_image": image, "database_port": port, "database": name})


@command(files="seed")
def seed(_context: Context, files: str | None = None) -> None:
    """Load the seeds into the database."""
    _run("seed", {"seed": files})


@command(image="localstack_image", port="localstack_port", services="localstack_services")
def localstack(
    _context: Context, image: str | None = None, port: str | None = None, services: str | None = None
) -> None:
    """Start LocalStack."""
    _run("localstack", {"localstack_image": image, "localstack_port": port, "localstack_services": services})


@command(
    program="program",
    stack="stack",
    deploy_engine="deploy_engine",
    aws_provider="aws_provider",
    config=CONFIG,
    preview="show what would be done, and change nothing (with the Pulumi CLI)",
    refresh="first read the resources as they are now (with the Pulumi CLI)",
)
def deploy(
    _context: Context,
    program: str | None = None,
    stack: str | None = None,
    deploy_engine: str | None = None,
    aws_provider: str | None = None,
    config: list[str] | None = None,
    preview: bool = False,  # noqa: FBT001, FBT002  # invoke's flag
    refresh: bool = False,  # noqa: FBT001, FBT002  # invoke's flag
) -> None:
    """Deploy the Pulumi program, or bring its deployment up to date."""
    given = {
        "program": program,
        "stack": stack,
        "deploy_engine": deploy_engine,
        "aws_provider": aws_provider,
        "config": config,
    }
    if not preview:
        _run("deploy", given, **({"refresh": True} if refresh else {}))
        return
    with showing_stages():
        plans = project.preview(load_settings(given=given), refresh=refresh)
    steps = [step for plan in plans for step in plan.steps]
    print("\n".join(steps) or "nothing to do")  # noqa: T201  # a task's answer


@command(
    database_image="database_image",
    localstack_image="localstack_image",
    debug_functions="debug_functions",
    config=CONFIG,
    reload="reload",
)
def up(
    _context: Context,
    database_image: str | None = None,
    localstack_image: str | None = None,
    debug_functions: str | bool | None = None,  # noqa: FBT001  # the flag alone is True
    config: list[str] | None = None,
    reload: bool = False,  # noqa: FBT001, FBT002  # invoke's flag
) -> None:
    """Bring up the whole rig and print where it answers."""
    given = {
        "database_image": database_image,
        "localstack_image": localstack_image,
        "debug_functions": EVERY if debug_functions is True else debug_functions,
        "config": config,
        "reload": reload or None,
    }
    settings = load_settings(given=given)
    with showing_stages():
        made = project.up(settings)
    show_addresses(settings, made)
    if settings.debug_functions and made.localstack:
        from stackrig.emulator.debugging import start_debuggers
        from stackrig.reporting.debugging import describe_debuggers

        start_debuggers(made.localstack, settings.debug_functions)
        print(describe_debuggers(made.localstack, settings.root, settings.debug_functions))  # noqa: T201  # for the user


@command()
def debug(_context: Context) -> None:
    """Open breakpoint() of functions in this terminal, until Ctrl-C."""
    from stackrig.emulator.debugging import lending_terminal

    _settings, found = _found_rig()
    need_running(found, {LOCALSTACK: "a LocalStack whose functions can be debugged"})
    if not found.localstack or found.localstack.backend != "embedded":
        raise StackrigError("breakpoint() opens only in functions of the embedded LocalStack", remedies=[EMBEDDED])
    with lending_terminal(found.localstack), suppress(KeyboardInterrupt):
        print("breakpoint() in a function opens pdb here; Ctrl-C ends this")  # noqa: T201  # for the user
        threading.Event().wait()


@command(program="program", config=CONFIG)
def check(_context: Context, program: str | None = None, config: list[str] | None = None) -> None:
    """Find what the Pulumi program needs and stackrig lacks, without starting anything."""
    from stackrig.commands.check import check_program
    from stackrig.deployment.engines.gaps import gaps_error

    if gaps := check_program(load_settings(given={"program": program, "config": config})):
        raise gaps_error(gaps)
    print("stackrig has all that the program needs")  # noqa: T201  # a task's answer


@command()
def status(_context: Context) -> None:
    """Show what is up and where."""
    settings = load_settings()
    show_rig(settings, load_rig(settings.root) or Rig())


@command()
def teardown(_context: Context) -> None:
    """Remove everything the tasks started."""
    settings = load_settings()
    with showing_stages():
        removed = project.teardown(settings)
    print("removed " + ", ".join(removed) if removed else "nothing to remove")  # noqa: T201  # a task's answer


@command()
def install_pulumi(_context: Context) -> None:
    """Download the Pulumi CLI that matches the installed SDK to ~/.pulumi/versions, and print how to use it."""
    from stackrig.deployment.engines.cli import install

    command = install()
    print(f'pulumi is {command}; put it on PATH: export PATH="{command.parent}:$PATH"')  # noqa: T201  # a task's answer


@command(follow="show new lines until Ctrl-C", lines="how many lines of each log")
def logs(_context: Context, lines: int = 20, follow: bool = False) -> None:  # noqa: FBT001, FBT002  # invoke's flag
    """Show the logs of the database, LocalStack and Lambda functions."""
    if lines < 0:
        raise SettingsError(f"--lines={lines}: 0 or more lines can be shown")
    settings, found = _found_rig()
    show_logs(addresses.follow_logs(settings.root) if follow else [addresses.all_logs(found)], lines=lines)


@command()
def iam(_context: Context) -> None:
    """Show for each role the permissions that it lacks or never used, and a least policy to paste."""
    from stackrig.emulator.iam_findings import read_callers
    from stackrig.reporting.refusals import describe_caller

    _settings, found = _found_rig()
    need_running(found, {LOCALSTACK: "a LocalStack that judges calls"})
    callers = read_callers(found.localstack, current=True) if found.localstack else None
    if callers is None:
        raise StackrigError(
            "this LocalStack judges no calls by IAM policies",
            remedies=["start one that does: STACKRIG_IAM=report invoke up (not iam = off, nor a foreign image)"],
        )
    told = sorted((one for one in callers if one.account or one.refused), key=lambda one: one.name)
    lines = [line for caller in told for line in describe_caller(caller)]
    print("\n".join(lines) or "no role, user or service has made a call yet")  # noqa: T201  # a task's answer


@command(advance="how far to move it, as 30s, 15m, 1h, 2d or 1h30m; without it the time is shown")
def clock(_context: Context, advance: str | None = None) -> None:
    """Move the clock of LocalStack, and run what is due until then."""
    from stackrig.emulator.clock import read_span

    span = read_span(advance or "0s")
    _settings, found = _found_rig()
    need_running(found, {LOCALSTACK: "a LocalStack with a clock"})
    if found.localstack:
        moment = found.localstack.clock.advance(**span) if advance else found.localstack.clock.now()
        print(f"{moment:%Y-%m-%d %H:%M:%S} UTC")  # noqa: T201  # a task's answer


@command()
def trace(_context: Context) -> None:
    """Trace each request as it comes: the function it reached, its AWS calls and its SQL; Ctrl-C ends it."""
    from stackrig.reporting.live_trees import live_trees
    from stackrig.reporting.masking import mask, mask_tokens
    from stackrig.reporting.span_lines import tree_lines

    _settings, found = _found_rig()
    purpose = "a LocalStack whose requests are shown"
    need_running(found, {LOCALSTACK: purpose})
    passwords = {found.postgres.password} if found.postgres else set()
    localstack = need(found.localstack, purpose, LOCALSTACK.stage)
    with suppress(KeyboardInterrupt), live_trees(localstack, found.postgres) as live:
        show_text("waiting for requests; Ctrl-C ends it")
        while True:
            for tree in live.look():
                show_text(mask_tokens(mask("\n".join(tree_lines([tree], most=LONGEST_TREE)), passwords)))
            time.sleep(TRACE_PAUSE)


@command()
def psql(_context: Context) -> None:
    """Open psql on the database."""
    _replace_process(["psql"], {DATABASE: "a database to open"})


@command(command="a command to run instead of an interactive shell")
def shell(_context: Context, command: str | None = None) -> None:
    """Open a shell in which AWS tools, psql and $DSN reach the rig."""
    program = os.environ.get("SHELL", "/bin/sh")
    _replace_process([program, "-c", command] if command else [program])


@command(prune="remove LocalStack environments that nobody uses, what killed runs left, and rigs of deleted projects")
def doctor(_context: Context, prune: bool = False) -> None:  # noqa: FBT001, FBT002  # invoke's flag
    """Check Docker, PostgreSQL, Pulumi, Pythons, caches, ports, tokens and leftovers, and say what to do."""
    from stackrig.commands.doctor import examine
    from stackrig.commands.pruning import prune as remove_unused

    settings = load_settings()
    for removed in remove_unused(settings) if prune else ():
        print(f"removed {removed}")  # noqa: T201  # a task's answer
    findings = examine(settings)
    show_findings(findings)
    if any(finding.state == "bad" for finding in findings):
        raise Exit(code=1)


@command(
    runs="how often each rig is brought up and removed, or pytest is started",
    load="put the stack of the rig that is up under load instead: requests a second, p99, memory",
    tests="measure what tests wait for: their own databases, attaching, the idle plugin",
    loop="measure the seconds from an edit to a test's result on the rig that is up, stacks kept or not",
    edit="the file that --loop edits and puts back, as a function's source",
    select="words for pytest that choose the test of --loop",
    json="a file to write p50, p95 and every value to",
)
def bench(
    _context: Context,
    runs: int = 5,
    tests: bool = False,  # noqa: FBT001, FBT002  # invoke's flag
    load: bool = False,  # noqa: FBT001, FBT002  # invoke's flag
    loop: bool = False,  # noqa: FBT001, FBT002  # invoke's flag
    edit: str = "",
    select: str = "",
    json: str | None = None,
) -> None:
    """Measure the rigs side by side: up and its stages, deployments, warm requests, memory, teardown."""
    from stackrig.commands.bench import measure_rigs, write_measures
    from stackrig.commands.bench_load import measure_load
    from stackrig.commands.bench_loop import measure_loop
    from stackrig.commands.bench_tests import measure_tests

    settings = load_settings()
    if not settings.use_localstack:
        raise SettingsError("bench measures rigs of this machine", remedies=[USE_LOCALSTACK])
    with showing_stages():
        if loop:
            measures = measure_loop(settings, runs=runs, edit=edit, select=select)
        elif load:
            measures = measure_load(settings)
        else:
            measures = (measure_tests if tests else measure_rigs)(settings, runs=runs)
    show_measures(measures)
    if json:
        write_measures(Path(json), measures)


namespace = Collection(
    *(
        network,
        db,
        seed,
        localstack,
        deploy,
        check,
        install_pulumi,
        up,
        debug,
        status,
        teardown,
        logs,
        iam,
        trace,
        clock,
        psql,
        shell,
        doctor,
        bench,
    )
)
