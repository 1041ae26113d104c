"""Add logs, databases, leaks and timings to pytest's reports, and take passwords out of them."""

import logging
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from stackrig.errors import StackrigError
from stackrig.reporting.masking import changed_texts, mask, mask_tokens, passwords_in
from stackrig.reporting.tracebacks import cut_internals, cut_libraries, refusal_in, shorten
from stackrig.settings import Settings

if TYPE_CHECKING:
    from stackrig.database.server import PostgresServer
    from stackrig.emulator.iam_findings import Caller
    from stackrig.reporting.attribution import Stage
    from stackrig.reporting.evidence import Moment, Server
    from stackrig.reporting.recording import Recording
    from stackrig.rig.pytest_run import LiveRig
    from stackrig.rig.run_servers import Cloud

_moment_key: "pytest.StashKey[Moment]" = pytest.StashKey()  # when a test began
_clones_key: "pytest.StashKey[list[tuple[str, PostgresServer]]]" = (
    pytest.StashKey()
)  # the databases of a test, class or module, by fixture
_databases_key = pytest.StashKey[set[str]]()  # the databases that a test has used
_accounts_key = pytest.StashKey[set[str]]()  # the AWS accounts that a test has to itself


def mask_option(settings: Settings, text: str) -> str:
    """Return a text about the settings without the passwords in them."""
    return mask(text, *_passwords(settings))


def _passwords(settings: Settings) -> tuple[set[str], set[str]]:
    """Return the passwords that settings name, and words that may be equal to one."""
    passwords = {settings.database_password, *passwords_in(settings.database_image)}
    return passwords, {settings.database_username, settings.database}


class Reports:
    """Take part in the reports of one run of pytest, as a plugin of its own.

    `rig` is the run's rig while it exists, `kept` are the databases of failed tests, `leaks` the tests that left
    connections open, and how many.
    """

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        """Collect the passwords that the settings name; those of servers become known when the servers start."""
        self.config, self._settings = config, settings
        self.rig: LiveRig | None = None
        self.kept: set[str] = set()
        self.leaks: list[tuple[str, int]] = []
        self._begun: Moment | None = None
        self._stages: list[Stage] = []
        self._start = time.time()
        self._spans: dict[str, tuple[float, float]] = {}  # the begin and end of tests, in seconds since 1970
        self._workers: dict[str, str] = {}  # the worker of pytest-xdist that ran a test
        self._accounts: set[str] = set()  # the AWS accounts that tests had to themselves
        self._accounts_of: dict[str, set[str]] = {}  # those of each worker
        self._callers: list[Caller] = []
        self._passwords, self._words = _passwords(settings)
        self._recording = _new_recording(config)

    # --- what tests have to themselves

    @contextmanager
    def noting_clone(self, node: pytest.Item, fixture: str, clone: "PostgresServer") -> Iterator[None]:
        """Know a database as that of a fixture while the block runs, for the tests of a node that use it."""
        clones = node.stash.setdefault(_clones_key, [])
        clones.append((fixture, clone))
        yield
        clones.remove((fixture, clone))

    def note_account(self, item: pytest.Item, account_id: str) -> None:
        """Record that an AWS account belongs to one test."""
        item.stash.setdefault(_accounts_key, set()).add(account_id)
        self._accounts.add(account_id)

    def note_callers(self, cloud: "Cloud | None") -> None:
        """Record what the IAM of the run's LocalStack has found since the run began, while LocalStack is there.

        A worker of pytest-xdist notes its accounts only; the process that controls the workers asks for all of them.
        """
        if cloud is None or self._settings.iam == "off":
            return
        self._accounts |= cloud.accounts or set()
        if hasattr(self.config, "workeroutput"):
            return
        from stackrig.emulator.iam_findings import read_callers

        accounts = None if cloud.accounts is None else self._accounts
        self._callers = read_callers(cloud.endpoint, since=self._start, accounts=accounts) or []

    def follow(self, server: "Server") -> None:
        """Make a server of the rig record, if the user asked for the run's page."""
        if self._recording:
            self._recording.follow(server)

    def note_end(self, cloud: "Cloud | None", servers: "Iterable[Server]") -> None:
        """Read the run's records from its servers before these are stopped."""
        self.note_callers(cloud)
        if self._recording and not self._recording.is_worker:
            self._recording.collect(servers)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Note the length of the servers' logs when a test begins."""
        self._note_moment(item)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        """Note the length of the logs of servers that started for this test."""
        self._note_moment(item)

    def _note_moment(self, item: pytest.Item) -> None:
        if self.rig:
            from stackrig.reporting.evidence import note_moment

            item.stash[_moment_key] = note_moment(self.rig.servers().values(), item.stash.get(_moment_key, None))

    def note_rig(self, rig: "LiveRig") -> None:
        """Record the run's rig, and the length of the logs of servers that are running already."""
        from stackrig.reporting.evidence import note_moment

        self.rig, self._begun = rig, note_moment(rig.found())

    # --- a failed test

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add to a failure what the servers logged meanwhile, which of them died, and where its databases are.

        It is part of the failure's text, so JUnit files have it too.
        """
        error = call.excinfo.value if call.excinfo else None
        is_whole = self.config.getoption("fulltrace")
        cut = isinstance(error, StackrigError) and not is_whole
        theirs = error and cut and cut_internals(error)
        refusal = "" if cut or is_whole else refusal_in(error)
        if error and refusal:
            cut_libraries(error)
        report = yield
        if cut:
            shorten(report, to_message=not theirs)
        if refusal:
            shorten(report, to_message=False)
            _add_section(report, "stackrig", refusal)
        item.stash.setdefault(_databases_key, set()).update(clone.database for clone in _clones_of(item))
        if self._recording and self.rig:
            used = {name: sorted(names) for name, names in self._used(item, self.rig).items()}
            vars(report)["stackrig_used"] = used  # pytest-xdist sends it along
        if self.rig and report.failed:
            self._add_evidence(item, call, report, self.rig)
        return report

    def _add_evidence(
        self, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport, rig: "LiveRig"
    ) -> None:
        if call.excinfo and not isinstance(call.excinfo.value, StackrigError):
            _add_end(report, rig)
        self._add_logs(item, report, rig, self._moment(item, call.start))
        _add_limit(report, rig)
        for clone in _clones_of(item):
            self.kept.add(clone.database)
            _add_section(report, "database", _where_kept(rig, clone))

    def _add_logs(self, item: pytest.Item, report: pytest.TestReport, rig: "LiveRig", moment: "Moment") -> None:
        from stackrig.reporting.evidence import LOG_TITLE, logs_since

        used, servers = self._used(item, rig), rig.servers()
        if self._recording:
            from stackrig.reporting.recording import TREE

            if text := self._recording.describe_failure(list(servers.values()), moment, **used):
                _add_section(report, TREE, text)
        for title, text in logs_since(moment, servers, **used):
            _add_section(report, f"{LOG_TITLE}{title}", text)

    def _used(self, item: pytest.Item, rig: "LiveRig") -> dict[str, set[str]]:
        """Return the databases and AWS accounts of a test: its own, and those it shares with others."""
        return {
            "databases": {*rig.databases, *item.stash.get(_databases_key, ())},
            "accounts": {*rig.accounts, *item.stash.get(_accounts_key, ())},
        }

    def _moment(self, item: pytest.Item, start: float) -> "Moment":
        """Return when a test began, with the lengths of logs then; newer logs count from their first known length."""
        from stackrig.reporting.evidence import Moment

        lengths = self._begun.lengths if self._begun else {}
        noted = item.stash.get(_moment_key, None) or Moment(start, {})
        return Moment(noted.time, {**lengths, **noted.lengths})

    # --- passwords

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take passwords out of a report before it is shown, written or sent to another process."""
        for server in self.rig.servers().values() if self.rig else ():  # kept: the last report comes without a rig
            self._passwords.add(str(server.get("password", "")))
            self._words |= {str(server.get(name, "")) for name in ("username", "database")}
        self._mask(report)
        start, stop = self._spans.get(report.nodeid, (report.start, report.stop))
        self._spans[report.nodeid] = min(start, report.start), max(stop, report.stop)
        self._workers[report.nodeid] = getattr(report, "worker_id", "")

    @pytest.hookimpl(tryfirst=True)
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Take passwords out of a report of a file that can't be collected."""
        self._mask(report)

    def _mask(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        for name in {"longrepr", "sections", "user_properties"} & vars(report).keys():
            parts = changed_texts(getattr(report, name), lambda text: mask(text, self._passwords, self._words))
            setattr(report, name, parts)

    # --- the end of a run

    @contextmanager
    def timing(self) -> Iterator[None]:
        """Keep the times of the block's stages, if the user asked for them."""
        if not (self.config.getoption("--stackrig-timings") or self._recording):
            yield
            return
        timings, log = _Timings(), logging.getLogger("stackrig")
        level = log.level
        log.addHandler(timings)
        log.setLevel(min(level or logging.INFO, logging.INFO))
        try:
            yield
        finally:
            log.removeHandler(timings)
            log.setLevel(level)
            who = getattr(self.config, "workerinput", {}).get("workerid", "")
            self._note_stages({**stage, "worker": who} for stage in timings.stages)

    def _note_stages(self, stages: Iterable[dict[str, Any]]) -> None:
        from stackrig.reporting.attribution import Stage

        self._stages.extend(Stage(**stage) for stage in stages)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Let a worker of pytest-xdist send its notes; the lists are sent when the last fixture has ended."""
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput.update(
                stackrig_timings=[asdict(stage) for stage in self._stages],
                stackrig_leaks=self.leaks,
                stackrig_accounts=sorted(self._accounts),
            )

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over the times of a pytest-xdist worker's stages, and which of its tests left connections open."""
        output = getattr(node, "workeroutput", {})
        if stages := output.get("stackrig_timings"):
            self._note_stages(stages)
        self.leaks.extend(output.get("stackrig_leaks", []))
        accounts = self._accounts_of[node.gateway.id] = set(output.get("stackrig_accounts", []))
        self._accounts |= accounts

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Name the tests that left connections open; show how long each stage took, if the user asked for that."""
        if self.leaks:
            terminalreporter.section("stackrig: connections left open, which ended with the test's database")
            for test, count in self.leaks:
                terminalreporter.write_line(f"{count:3}  {test}")
            hint = "contextlib.closing(psycopg2.connect(...)) closes one, `with connection:` does not"
            terminalreporter.write_line(hint)
        if any(caller.refused for caller in self._callers):
            self._tell_refusals(terminalreporter)
        if self.config.getoption("--stackrig-timings"):
            terminalreporter.section("stackrig: seconds by stage")
            for stage in self._stages:
                terminalreporter.write_line(
                    f"{stage.seconds:7.2f}  {stage.name}{stage.worker and f' in {stage.worker}'}"
                )
        if self._recording and not self._recording.is_worker:
            self._write_page(terminalreporter, self._recording)

    def _write_page(self, terminalreporter: Any, recording: "Recording") -> None:
        recording.run.stages = self._stages
        try:
            recording.write_page(self.config.rootpath.name, self._masked)
        except StackrigError as error:
            pytest.exit(error.report(), returncode=pytest.ExitCode.TESTS_FAILED)
        terminalreporter.write_line(f"stackrig: what happened is in {recording.path}")

    def _masked(self, text: str) -> str:
        return mask_tokens(mask(text, self._passwords, self._words))

    def _tell_refusals(self, terminalreporter: Any) -> None:
        from stackrig.reporting.refusals import count_refusals, describe_refusals

        count = count_refusals(self._callers)
        calls = f"{count} calls" if count > 1 else "1 call"
        enforced = self._settings.iam == "enforce"
        verb = "refused, as AWS does" if enforced else "that passed and that AWS refuses"
        terminalreporter.section(f"stackrig: {calls} {verb}")
        for caller in self._callers:
            for line in describe_refusals([caller], self._spans_in(caller.account)):
                terminalreporter.write_line(line)
        if not enforced:
            terminalreporter.write_line("--iam=enforce refuses such calls, --iam=off does not look for them")

    def _spans_in(self, account: str) -> dict[str, tuple[float, float]]:
        """Return when the tests of the worker ran that has an AWS account to itself; of all tests if none has it."""
        workers = {worker for worker, accounts in self._accounts_of.items() if account in accounts}
        return {test: span for test, span in self._spans.items() if not workers or self._workers[test] in workers}


class _Timings(logging.Handler):
    """Keep how long each stage took, from the records of `stackrig.stages`."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.stages: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        if (state := getattr(record, "state", "")) in ("done", "failed"):
            name, seconds = getattr(record, "stage", ""), getattr(record, "seconds", 0.0)
            self.stages.append({"name": name, "began": record.created - seconds, "seconds": seconds, "state": state})


def _new_recording(config: pytest.Config) -> "Recording | None":
    """Return the run's recorder, if the user asked for its page."""
    if not config.getoption("--stackrig-report"):
        return None
    from stackrig.reporting.recording import begin_recording

    return begin_recording(config)


def _add_section(report: pytest.TestReport, title: str, text: str) -> None:
    if add := getattr(report.longrepr, "addsection", None):
        add(title, text)
    else:
        report.sections.append((title, text))


def _add_end(report: pytest.TestReport, rig: "LiveRig") -> None:
    try:
        rig.check(["db", "localstack"])
    except StackrigError as error:
        _add_section(report, "stackrig", error.report())


def _add_limit(report: pytest.TestReport, rig: "LiveRig") -> None:
    """Say how much memory the database's data may use, where a report says that it is full."""
    from stackrig.database.memory_mounts import FULL, limit_reached

    limits = [getattr(server, "memory_limit", 0) for server in rig.servers().values()]
    for text in [limit_reached(limit) for limit in limits if limit and FULL.search(report.longreprtext)]:
        if text not in report.longreprtext:
            _add_section(report, "database", text)


def _clones_of(item: pytest.Item) -> "Iterator[PostgresServer]":
    """Yield a test's existing databases: those of its fixtures of any scope."""
    used = getattr(getattr(item, "_request", None), "fixturenames", ())  # with those that it requested while it ran
    for node in item.listchain():
        yield from (clone for fixture, clone in node.stash.get(_clones_key, ()) if fixture in used)


def _where_kept(rig: "LiveRig", clone: "PostgresServer") -> str:
    from stackrig.rig.addresses import psql_command
    from stackrig.rig.record import is_of

    if rig.settings.teardown and is_of(rig.session, clone):
        return f"{clone.database} ends with its server; to keep it, run pytest --teardown=false, or leave a rig up"
    return f"kept: {psql_command(rig.settings.root, clone)}"
