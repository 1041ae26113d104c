"""How to reach a rig: addresses, commands to paste, variables and logs. None of them contains a password."""

import dataclasses
import os
import shlex
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from stackrig.containers.logs import copy_log
from stackrig.database.installations import find_psql
from stackrig.database.server import PostgresServer
from stackrig.emulator.function_logs import FunctionLog
from stackrig.emulator.releases import title_of
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import SettingsError
from stackrig.folders import project_folder
from stackrig.loopback import LIBPQ_VARIABLES, aws_variables, without_proxy
from stackrig.rig.record import Rig, load_rig
from stackrig.urls import to_localstack_url

FOLLOW_PAUSE = 0.1  # seconds between two looks at the logs


def describe_database(postgres: PostgresServer) -> str:
    """Return what the database is and where, without its password."""
    return f"PostgreSQL {postgres.version} at {postgres.host}:{postgres.host_port}"


def describe_localstack(localstack: AwsEndpoint) -> str:
    """Return what the AWS endpoint is and where."""
    if localstack.backend == "aws":
        return f"AWS account {localstack.access_key} in {localstack.region}"
    return f"{title_of(localstack.version)} at {localstack.endpoint_url}"


def endpoints(rig: Rig) -> dict[str, str]:
    """Return the stacks' outputs that are AWS addresses, in the form that any client on this machine reaches.

    The last stack's outputs come first; where several stacks have an output of the same name, its project is named too.
    """
    found: dict[str, str] = {}
    if not rig.localstack:
        return found
    for deployment in reversed(rig.deployments):
        for name, value in deployment.outputs.items():
            with suppress(SettingsError):
                address = to_localstack_url(value if isinstance(value, str) else "", rig.localstack.port, style="path")
                if address not in found.values():
                    found[f"{deployment.project}/{deployment.stack}: {name}" if name in found else name] = address
    return found


def psql_command(root: Path, postgres: PostgresServer) -> str:
    """Return a psql command to paste; psql reads the password from a file of the state folder.

    stackrig stores no password of a database that a test run attached to: psql asks for it.
    """
    pgpass = project_folder(root) / "pgpass"
    words = ["-h", postgres.host, "-p", str(postgres.host_port), "-U", postgres.username, postgres.database]
    known = postgres.backend != "attach" or pgpass.exists()
    psql = "psql" if shutil.which("psql") else str(find_psql() or "psql")
    return f"{f'PGPASSFILE={shlex.quote(str(pgpass))} ' if known else ''}{shlex.join([psql, *words])}"


def environment(root: Path, rig: Rig) -> dict[str, str]:
    """Return this process's environment, changed so that AWS tools and libpq programs reach the rig.

    It holds no password, none of the user's AWS settings if the rig has a LocalStack, and no other variable of libpq if
    it has a database.
    """
    emulator = rig.localstack and rig.localstack.endpoint_url
    kept = {name: value for name, value in os.environ.items() if not (emulator and name.startswith("AWS_"))}
    variables = kept | without_proxy(os.environ)
    if postgres := rig.postgres:
        variables = {name: value for name, value in variables.items() if name not in LIBPQ_VARIABLES}
        place = f"{quote(postgres.username)}@{quote(postgres.host, safe='')}"
        variables |= {
            "PGHOST": postgres.host,
            "PGPORT": str(postgres.host_port),
            "PGUSER": postgres.username,
            "PGDATABASE": postgres.database,
            "PGPASSFILE": str(project_folder(root) / "pgpass"),
            "DSN": f"postgresql://{place}:{postgres.host_port}/{quote(postgres.database)}",
        }
        if not shutil.which("psql") and (psql := find_psql()):  # on a machine with Python alone, a package has psql
            variables["PATH"] = f"{variables.get('PATH', os.defpath)}{os.pathsep}{psql.parent}"
    if localstack := rig.localstack:
        variables |= aws_variables(localstack.endpoint_url, localstack.region)
    return variables


def logs(rig: Rig, *, follow: bool = False) -> dict[str, Path]:
    """Return the log files of the rig's servers by stage; with `follow`, logs of containers are continued."""
    servers = {"db": rig.postgres, "localstack": rig.localstack}
    found = {name: server.process.log_file for name, server in servers.items() if server and server.process}
    for name, server in servers.items():
        if server and server.container:
            path = rig.sessions[-1].folder / f"{server.container.name}.log"
            found[name] = copy_log(server.container, path, follow=follow)
    return found


def all_logs(rig: Rig, *, follow: bool = False) -> dict[str, Path | FunctionLog]:
    """Return the log files of the rig's servers by stage, and the logs of its Lambda functions.

    On AWS, functions of other people log too, so none is read there.
    """
    found: dict[str, Path | FunctionLog] = {**logs(rig, follow=follow)}
    if rig.localstack and rig.localstack.backend != "aws" and "lambda" in rig.localstack.services:
        found["lambda"] = FunctionLog(rig.localstack)
    return found


def follow_logs(root: Path) -> Iterator[dict[str, Path | FunctionLog]]:
    """Yield without end the logs of the project's servers that are new since the last look."""
    known = Rig()
    while True:
        rig = load_rig(root) or Rig()
        postgres = None if rig.postgres == known.postgres else rig.postgres
        localstack = None if rig.localstack == known.localstack else rig.localstack
        yield all_logs(dataclasses.replace(rig, postgres=postgres, localstack=localstack), follow=True)
        known = rig
        time.sleep(FOLLOW_PAUSE)
