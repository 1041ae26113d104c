"""The RDS Data API: run statements over HTTP on an Aurora cluster, with the login in a secret.

https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html
"""

import json
import re
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]
from localstack.services.plugins import Service  # type: ignore[import-not-found]

from ..services.faults import service_fault
from .data_columns import describe_columns
from .data_values import field as to_field
from .data_values import read_as_text, read_parameters, record, to_json

IDLE_TRANSACTION = 180.0  # seconds after which an unused transaction is rolled back, as on AWS
LARGEST = 1 << 20  # bytes of an answer, as on AWS
KEPT = 4  # idle connections for each login
TIMEOUT = 45.0  # seconds for a statement, as on AWS
STATUS = {"DatabaseNotFoundException": 404, "TransactionNotFoundException": 404}

Login = tuple[str, int, str, str, str]  # address, port, user, password, database


@dataclass
class Transaction:
    """Hold a transaction's connection between its calls."""

    connection: Any
    login: Login
    account: str
    used: float = field(default_factory=time.monotonic)


_idle: defaultdict[Login, list[Any]] = defaultdict(list)
_transactions: dict[str, Transaction] = {}
_lock = threading.Lock()


def new_service() -> Any:
    """Return the Data API."""
    from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
    from localstack.aws.spec import load_service  # type: ignore[import-not-found]

    from ..services.modelled import answer_by_moto

    own = {
        "BatchExecuteStatement": batch_execute,
        "BeginTransaction": begin,
        "CommitTransaction": commit,
        "ExecuteStatement": execute,
        "RollbackTransaction": roll_back,
    }
    model = load_service("rds-data")
    return Service("rds-data", skeleton=Skeleton(model, {"ExecuteSql": answer_by_moto, **own}))


def execute(context: Any, request: Any) -> Any:
    """Execute a statement, in a transaction or by itself."""
    values, types = read_parameters(request.get("parameters"), _bad_request)
    with _connection(context, request) as connection:
        done = _run(connection, request["sql"], values, types)
        columns = done.columns or []
        answer: dict[str, Any] = {"numberOfRecordsUpdated": 0 if columns else max(done.row_count, 0)}
        if columns and request.get("includeResultMetadata"):
            answer["columnMetadata"] = describe_columns(connection, columns)
    if not columns:
        return {**answer, "generatedFields": []}
    options = request.get("resultSetOptions") or {}
    kinds = [column["type_oid"] for column in columns]
    rows = [[to_field(kind, value, options) for kind, value in zip(kinds, row, strict=True)] for row in done.rows]
    names = [column["name"] for column in columns]
    formatted = to_json([record(names, fields) for fields in rows])
    if len(formatted) > LARGEST:
        raise _bad_request("Database returned more than the allowed response size limit")
    if request.get("formatRecordsAs") == "JSON":
        return {**answer, "formattedRecords": formatted}
    return {**answer, "records": rows}


def batch_execute(context: Any, request: Any) -> Any:
    """Execute a statement with several sets of parameters: all or none take effect."""
    sets = [read_parameters(given, _bad_request) for given in request.get("parameterSets") or [[]]]
    alone = not request.get("transactionId")
    with _connection(context, request) as connection:
        if alone:
            connection.run("START TRANSACTION")
        for values, types in sets:
            _run(connection, request["sql"], values, types)
        if alone:
            connection.run("COMMIT")
    return {"updateResults": [{"generatedFields": []} for _ in sets]}


def begin(context: Any, request: Any) -> Any:
    """Begin a transaction and return its id for later calls."""
    _end_forgotten()
    login = _login(context, request)
    connection = _connect(login)
    connection.run("START TRANSACTION")
    name = secrets.token_urlsafe(48)
    _transactions[name] = Transaction(connection, login, context.account_id)
    return {"transactionId": name}


def commit(context: Any, request: Any) -> Any:
    """Commit a transaction; PostgreSQL rolls back one with a failed statement."""
    _end(context, request, "COMMIT")
    return {"transactionStatus": "Transaction Committed"}


def roll_back(context: Any, request: Any) -> Any:
    """Roll a transaction back."""
    _end(context, request, "ROLLBACK")
    return {"transactionStatus": "Rollback Complete"}


def _end(context: Any, request: Any, statement: str) -> None:
    transaction = _find(context, request["transactionId"])
    del _transactions[request["transactionId"]]
    with _closing_broken(transaction.connection):
        transaction.connection.run(statement)
        _keep(transaction.login, transaction.connection)


@contextmanager
def _closing_broken(connection: Any) -> Iterator[None]:
    """Report an error in the block as the API does, and close the connection."""
    from pg8000.exceptions import DatabaseError, InterfaceError

    try:
        yield
    except (DatabaseError, InterfaceError, OSError) as error:
        with suppress(InterfaceError, OSError):
            connection.close()
        raise _database_error(error) from error


def _find(context: Any, name: str) -> Transaction:
    _end_forgotten()
    transaction = _transactions.get(name)
    if transaction is None or transaction.account != context.account_id:
        raise _refuse("TransactionNotFoundException", f"Transaction {name} is not found")
    transaction.used = time.monotonic()
    return transaction


def _end_forgotten() -> None:
    """Roll back abandoned transactions."""
    with _lock:
        latest = time.monotonic() - IDLE_TRANSACTION
        for name in [name for name, transaction in _transactions.items() if transaction.used < latest]:
            _transactions.pop(name).connection.close()


# --- connections ------------------------------------------------------------------------------------------------------


@contextmanager
def _connection(context: Any, request: Any) -> Iterator[Any]:
    """Yield the connection of the request's transaction, or else one that is kept for the next request."""
    if name := request.get("transactionId"):
        yield _find(context, name).connection
        return
    login = _login(context, request)
    connection = _connect(login)
    with _closing_broken(connection):
        try:
            yield connection
        except CommonServiceException:
            connection.run("ROLLBACK")
            _keep(login, connection)
            raise
        _keep(login, connection)


def _connect(login: Login) -> Any:
    """Return a kept connection that still works, or a new one."""
    from pg8000.exceptions import DatabaseError, InterfaceError
    from pg8000.native import Connection

    while kept := _take(login):
        with suppress(DatabaseError, InterfaceError, OSError):
            kept.run("DISCARD ALL")
            return kept
    host, port, user, password, database = login
    try:
        connection = Connection(
            user, host=host, port=port, password=password, database=database, timeout=TIMEOUT, ssl_context=_context()
        )
    except (DatabaseError, InterfaceError, OSError) as error:
        raise _database_error(error) from error
    read_as_text(connection)
    return connection


def _context() -> Any:
    import ssl

    from ..serving.certificates import ca_certificate

    return ssl.create_default_context(cadata=ca_certificate().decode())


def _take(login: Login) -> Any:
    with _lock:
        return _idle[login].pop() if _idle[login] else None


def _keep(login: Login, connection: Any) -> None:
    with _lock:
        if len(_idle[login]) < KEPT:
            _idle[login].append(connection)
            return
    connection.close()


def _run(connection: Any, sql: str, values: dict[str, Any], types: dict[str, int]) -> Any:
    """Execute one statement with named parameters, and return pg8000's result: rows, columns and their count."""
    from pg8000.exceptions import DatabaseError, InterfaceError
    from pg8000.native import to_statement

    statement, in_order = to_statement(f"{sql}\n")
    try:
        asked, oids = in_order(values), in_order({**dict.fromkeys(values, 0), **types})
    except InterfaceError as error:
        missing = re.search("placeholder '(.*)' in", str(error))
        raise _bad_request(f"Cannot find parameter: {missing[1]}" if missing else str(error)) from error
    try:
        return connection.execute_unnamed(statement, asked, oids=oids)
    except DatabaseError as error:
        raise _database_error(error) from error


# --- logins and clusters ----------------------------------------------------------------------------------------------


def _login(context: Any, request: Any) -> Login:
    from .models import served_by

    cluster = _cluster(context, request["resourceArn"])
    served = served_by(cluster)
    if served is None:
        raise _refuse("DatabaseNotFoundException", "the rig has no database server, so the cluster is modelled only")
    user, password = _secret(context, request["secretArn"])
    database = request.get("database") or served.declared_database
    return served.endpoint.address, served.endpoint.port, user, password, database


def _cluster(context: Any, arn: str) -> Any:
    from moto.rds.models import rds_backends  # type: ignore[import-not-found]

    clusters = rds_backends[context.account_id][context.region].clusters.values()
    cluster = next((cluster for cluster in clusters if cluster.db_cluster_arn == arn), None)
    if cluster is None:
        raise _bad_request(f"DBCluster {arn.rpartition(':')[2]} not found")
    if not cluster.http_endpoint_enabled:
        text = f"HttpEndpoint is not enabled for cluster {cluster.db_cluster_identifier}"
        raise _refuse("HttpEndpointNotEnabledException", text)
    if not cluster.members and cluster.engine_mode != "serverless":
        raise _refuse("DatabaseNotFoundException", f"DBCluster {cluster.db_cluster_identifier} has no instance")
    return cluster


def _secret(context: Any, arn: str) -> tuple[str, str]:
    from botocore.exceptions import ClientError
    from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

    client = connect_to(aws_access_key_id=context.account_id, region_name=context.region).secretsmanager
    try:
        held = json.loads(client.get_secret_value(SecretId=arn)["SecretString"])
        return held["username"], held["password"]
    except ClientError as error:
        raise _refuse("SecretsErrorException", str(error)) from error
    except (KeyError, TypeError, ValueError) as error:
        text = f"{arn} is no JSON object with username and password"
        raise _refuse("InvalidSecretException", text) from error


def _bad_request(text: str) -> Exception:
    return _refuse("BadRequestException", text)


def _refuse(code: str, text: str) -> Exception:
    return service_fault(code, text, STATUS.get(code, 400))


def _database_error(error: Exception) -> Exception:
    """Return a PostgreSQL error in the API's words."""
    told = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
    if not told:
        return _refuse("DatabaseErrorException", f"the database does not answer: {error}")
    position = f"; Position: {told['P']}" if "P" in told else ""
    return _refuse("DatabaseErrorException", f"{told['S']}: {told['M']}{position}; SQLState: {told['C']}")
