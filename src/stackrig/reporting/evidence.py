"""Collect what a rig's servers and functions logged while a test ran, for the report of its failure."""

import dataclasses
import re
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stackrig.containers.logs import read_log_since
from stackrig.database.run_databases import RUN_DATABASE
from stackrig.database.server import PostgresServer
from stackrig.database.statement_log import MESSAGE, position_at
from stackrig.database.templates import TEMPLATE
from stackrig.emulator.function_logs import LOG_GROUPS, function_names, log_events
from stackrig.emulator.iam_findings import read_refused_logs
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import StackrigError

LINES = 40  # at most, the last lines of each log
LOG_TITLE = "log of "  # how the titles of sections with logs begin
SETTLING = 0.3  # seconds after an invocation in which its log may still be on the way to CloudWatch Logs
# Seconds for one answer of LocalStack, and for all: a failed test waits no longer than both.
ANSWER_TIMEOUT, ASKING = 2.0, 5.0

STATEMENT = "duration: "  # begins the log line of each statement while these are logged: database/statement_log.py
MADE = re.compile(f"{RUN_DATABASE}|{TEMPLATE}")  # names of databases

Server = PostgresServer | AwsEndpoint


@dataclass(frozen=True, slots=True)
class Moment:
    """Note a moment (seconds since 1970) and how many bytes the log files of servers had then."""

    time: float
    lengths: Mapping[Path, int]


def note_moment(servers: Iterable[Server], known: Moment | None = None) -> Moment:
    """Return this moment, with the earlier lengths of logs that were known then."""
    files = [server.process.log_file for server in servers if server.process]
    lengths = {file: file.stat().st_size for file in files if file.exists()}
    return Moment(known.time, {**lengths, **known.lengths}) if known else Moment(time.time(), lengths)


def logs_since(
    moment: Moment, servers: Mapping[str, Server], databases: Collection[str], accounts: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield a title and the lines logged since a moment, for each server and for the Lambda functions of accounts.

    Args:
        databases: the databases whose lines are wanted; lines about other databases that stackrig made are left out.
    """
    for title, server in servers.items():
        text = read_since(server, moment)
        if text := _of_databases(text, databases) if isinstance(server, PostgresServer) else text:
            yield title, _last_lines(text)
    for server in servers.values():
        # In an AWS account, functions of other people log as well.
        if isinstance(server, AwsEndpoint) and server.backend != "aws" and _has_functions(server):
            # Ask first: by the time LocalStack answers, other lines have been delivered.
            for group, text in read_refused_logs(server, moment.time, accounts, ANSWER_TIMEOUT):
                yield f"lambda {group.removeprefix(LOG_GROUPS)}, whose role may not write logs", _last_lines(text)
            for title, text in _function_logs(server, accounts, moment.time):
                yield title, _last_lines(text)


def _has_functions(endpoint: AwsEndpoint) -> bool:
    return "lambda" in endpoint.services and not endpoint.how_ended()


def read_since(server: Server, moment: Moment) -> str:
    """Return what a server has logged since a moment."""
    if server.container:
        try:
            return read_log_since(server.container, moment.time)
        except StackrigError as error:  # somebody removed the log; the end of its server is reported elsewhere
            return f"no log: {error}"
    if not server.process:
        return ""
    with suppress(FileNotFoundError), server.process.log_file.open("rb") as file:
        known = moment.lengths.get(server.process.log_file)
        file.seek(position_at(file, moment.time) if known is None else known)
        return file.read().decode("utf-8", "replace")
    return ""


def _of_databases(text: str, databases: Collection[str]) -> str:
    lines, meant = [], True
    for line in text.splitlines():
        if message := MESSAGE.match(line):  # otherwise the log goes on with a statement
            is_theirs = message["database"] not in databases and MADE.match(message["database"] or "")
            meant = not (is_theirs or message["text"].startswith(STATEMENT))
        lines += [line] if meant else []
    return "\n".join(lines)


def _last_lines(text: str) -> str:
    lines = text.splitlines()
    return "\n".join([*(["..."] if len(lines) > LINES else []), *lines[-LINES:]])


def _function_logs(endpoint: AwsEndpoint, accounts: Collection[str], since: float) -> Iterator[tuple[str, str]]:
    if find_spec("boto3") is None:
        yield "lambda", "no logs of functions: boto3, which reads them, is not installed"
        return
    from stackrig.emulator.sessions import NO_ANSWER, EndpointSession

    try:
        sessions = [EndpointSession(dataclasses.replace(endpoint, access_key=account)) for account in accounts]
        clients = [session.impatient_client("logs", ANSWER_TIMEOUT) for session in sessions]
        begun = time.monotonic()  # the first client takes long to make
        for client in clients:
            yield from _events(client, since, begun)
    except (TimeoutError, *NO_ANSWER):
        yield "lambda", "LocalStack does not answer in time: there may be more logs of functions"
    except Exception as error:  # noqa: BLE001  # evidence is welcome, its lack must not hide the failure
        yield "lambda", f"no logs of functions: {error}"


def _events(logs: Any, since: float, begun: float) -> Iterator[tuple[str, str]]:
    for function in function_names(logs):
        if time.monotonic() > begun + ASKING:
            raise TimeoutError
        while not (events := list(log_events(logs, function, since))):
            if time.monotonic() > begun + SETTLING:
                break
            time.sleep(0.05)
        if events:
            yield f"lambda {function}", "\n".join(event["message"].rstrip("\n") for event in events)
