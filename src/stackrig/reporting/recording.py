"""Record what happens in a run of pytest: for the page that --stackrig-report names, and for reports of failures."""

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from errno import EISDIR
from pathlib import Path
from typing import Any

import pytest

from stackrig.database.server import PostgresServer
from stackrig.database.statement_log import (
    log_statements,
    log_statements_no_more,
    read_statements,
    running_statements,
)
from stackrig.database.templates import TEMPLATE
from stackrig.emulator.releases import title_of
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.traces import read_records, want_records
from stackrig.errors import StackrigError
from stackrig.reporting.attribution import RunRecord, TestRun
from stackrig.reporting.causes import cause_of
from stackrig.reporting.evidence import LOG_TITLE, Moment, Server, read_since
from stackrig.reporting.span_lines import tree_lines
from stackrig.reporting.span_trees import join_spans
from stackrig.spans import Span

WANTED = 4 * 3600.0  # seconds for which LocalStack records at most, if this process does not end it
TREE = "what happened"  # the title of a failure's section


class Recording:
    """Take part in one run of pytest: make the rig's servers record, and keep what is known of the tests.

    In a run of pytest-xdist each worker asks, and the process that controls the workers collects.
    """

    def __init__(self, config: pytest.Config, reader: str, path: Path) -> None:
        """Keep the name under which LocalStack is asked for records, and the path of the page."""
        self.path = path
        self.is_worker = hasattr(config, "workeroutput")
        self.run = RunRecord(time.time())
        self._reader = reader
        self._read = 0  # the number of the last record

    # --- servers

    def follow(self, server: Server) -> None:
        """Ask a server that has started, or was found, for records; called once for each."""
        if isinstance(server, PostgresServer):
            log_statements(server)
        else:
            want_records(server, self._reader, WANTED)

    def collect(self, servers: Iterable[Server]) -> None:
        """Collect all records of a run from its servers, and stop the recording."""
        since = Moment(self.run.began, {})
        for server in servers:
            self.run.servers.append(_described(server))
            self.run.spans += self._spans_of(server, since)
            if fault := self._end_records(server):
                self.run.notes.append(fault)

    def _end_records(self, server: Server) -> str:
        """Make a server stop recording; return why it recorded nothing, or why it could not be told."""
        if isinstance(server, AwsEndpoint):
            told = want_records(server, self._reader, 0)
            return (
                "" if told else f"no requests are recorded: {_described(server)} has ended or lacks stackrig's plugin"
            )
        try:
            told = log_statements_no_more(server)
        except StackrigError as error:
            return str(error)
        return "" if told else f"no SQL is recorded: {_described(server)} was not started by stackrig"

    def _spans_of(self, server: Server, since: Moment) -> Iterator[Span]:
        found: list[Span] = []
        if isinstance(server, AwsEndpoint):
            found, self._read = read_records(server, self._read)
        elif server.is_disposable:
            found = list(read_statements(read_since(server, since)))
            waiting = {span.facts["pid"] for span in found if span.facts.get("running")}
            found += [one for one in running_statements(server, since.time) if one.facts["pid"] not in waiting]
        yield from (span for span in found if span.began >= self.run.began and not _is_ours(span))

    # --- a failed test

    def describe_failure(
        self, servers: Iterable[Server], since: Moment, databases: set[str], accounts: set[str]
    ) -> str:
        """Return what happened since a moment in some databases and accounts: the cause, then the tree."""
        statements: list[Span] = []
        for server in servers:
            kept = self.run.spans if isinstance(server, AwsEndpoint) else statements
            kept += self._spans_of(server, since)
        recent = [span for span in self.run.spans if span.began >= since.time and span.account in accounts]
        recent += [span for span in statements if span.facts.get("database") in databases]
        trees = join_spans(recent)
        return "\n".join(tree_lines(trees, heading=cause_of(trees)))

    @pytest.hookimpl(trylast=True)  # JUnit files are complete by then
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep how a phase of a test went; where a failure has its tree, leave the raw logs to JUnit files."""
        if self.is_worker:
            return
        sections = getattr(report.longrepr, "sections", [])
        if any(title == TREE for title, *_ in sections):
            sections[:] = [section for section in sections if not section[0].startswith(LOG_TITLE)]
        self._note(report)

    def _note(self, report: Any) -> None:
        test = self.run.tests.setdefault(report.nodeid, TestRun(report.nodeid))
        test.worker = getattr(report, "worker_id", "") if hasattr(report, "node") else ""
        test.phases.append((report.start, report.stop))
        if report.when == "call":
            test.body = report.start, report.stop
        used = getattr(report, "stackrig_used", {})
        test.databases |= set(used.get("databases", ()))
        test.accounts |= set(used.get("accounts", ()))
        if report.failed:
            test.outcome = "failed" if report.when == "call" else "error"
            test.text = "\n\n".join(filter(None, (test.text, report.longreprtext)))
            test.message = test.message or _message(report)
        elif report.skipped and test.outcome == "passed":
            test.outcome = "skipped"

    # --- the page

    def write_page(self, project: str, mask: Callable[[str], str]) -> None:
        """Write the page; `mask` removes secrets from a text.

        Raises:
            StackrigError: the file can't be written.
        """
        from stackrig.reporting.page import page_of

        text = page_of(self.run, project, mask)
        try:
            self.path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise _page_error(self.path, error) from error


def begin_recording(config: pytest.Config) -> Recording:
    """Return a run's recorder, which is registered as its plugin.

    Raises:
        UsageError: the page can't be written.
    """
    path = Path(config.invocation_params.dir, config.getoption("--stackrig-report"))
    if not hasattr(config, "workerinput"):
        try:
            _check_page(path)
        except StackrigError as error:
            raise pytest.UsageError(error.report()) from error
    run, _owner = getattr(config, "workerinput", {}).get("stackrig_run", ("", 0))
    recording = Recording(config, run or f"pytest {os.getpid()}", path)
    config.pluginmanager.register(recording, "stackrig-recording")
    return recording


def _check_page(path: Path) -> None:
    """Make the folder of a page, and check that the page can be written when the run ends.

    Raises:
        StackrigError: it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _page_error(path, error) from error
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise _page_error(path, IsADirectoryError(EISDIR, "Is a directory") if path.is_dir() else PermissionError())


def _page_error(path: Path, error: OSError) -> StackrigError:
    cause = error.strerror or "Permission denied"
    return StackrigError(
        f"the report {path} can't be written: {cause}", remedies=["--stackrig-report=FILE names another"]
    )


def _message(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longreprtext)


def _described(server: Server) -> str:
    if isinstance(server, PostgresServer):
        return f"PostgreSQL {server.version}"
    return title_of(server.version) if server.endpoint_url else "AWS itself"


def _is_ours(span: Span) -> bool:
    """Tell whether a statement is stackrig's own: those about databases, and in templates."""
    database = str(span.facts.get("database", ""))
    return span.kind == "sql" and (database == "postgres" or re.match(TEMPLATE, database) is not None)
