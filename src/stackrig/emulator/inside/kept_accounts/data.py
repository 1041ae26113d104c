"""The data of an account, service by service: as its deployment left it, and restored after tests."""

import copy
import io
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from localstack.services.plugins import SERVICE_PLUGINS  # type: ignore[import-not-found]
from stackrig_localstack.emulator import LOCALEMU, NAME, loaded  # type: ignore[import-not-found]

Put = Callable[[], str]  # restores a service's data, and returns a description
MACHINES = f"localstack.services.stepfunctions.backend.{'models' if NAME == LOCALEMU else 'store'}"


class Snapshot:
    """Hold an account's data. The program's own data is kept, and later data is removed."""

    def __init__(self, account: str) -> None:
        """Copy the services' current data; unused services are left alone."""
        self.account = account
        self.mails: set[str] = set()  # messages sent since then; LocalStack's outbox is for all accounts
        self._held = {name: take(account) for name, take in TAKE.items()}

    def put_back(self, services: set[str]) -> list[str]:
        """Restore the data of these services, and logs and metrics, and return a description such as `2 queues`."""
        names = sorted((services | {"cloudwatch", "logs"}) & PUT.keys())  # functions write these later
        done = [PUT[name](self.account, self._held.get(name)) for name in names]
        return [text for text in [*done, _empty_outbox(self.mails)] if text]


def provider_of(service: str) -> Any:
    """Return LocalStack's provider of a service, or None while the service is unused."""
    container = SERVICE_PLUGINS.get_service_container(service)
    return container and getattr(container.service, "_provider", None)


def find_others(account: str) -> str:
    """Return why an account's data can't be restored, or an empty text: some services keep it elsewhere."""
    for backend in _backends("rds", account):
        if backend.databases or backend.clusters:
            return "its RDS databases can't be restored"
    return ""


def _stores(module: str, name: str, account: str) -> Iterator[Any]:
    """Yield an account's stores in all regions, from a loaded module."""
    bundle = getattr(loaded(module), name, None)
    if bundle is not None and account in bundle:
        yield from bundle[account].values()


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}" if number else ""


# --- tables -----------------------------------------------------------------------------------------------------------


def _tables(account: str) -> Iterator[Any]:
    for backend in _stores("moto.dynamodb.models", "dynamodb_backends", account):
        yield from backend.tables.values()


def _take_items(account: str) -> Any:
    return {table.table_arn: copy.deepcopy(table.items) for table in _tables(account)}


def _put_items(account: str, held: Any) -> str:
    from stackrig_localstack.dynamodb import streams, tables  # type: ignore[import-not-found]

    changed = 0
    with streams.lock:
        for table in _tables(account):
            table.items = copy.deepcopy(held[table.table_arn])
            if table.stream_shard:
                table.stream_shard.trimmed = len(table.stream_shard.items)
            changed += 1
        tables.forget_transactions(account)
    return _count(changed, "table")


# --- buckets ----------------------------------------------------------------------------------------------------------


def _buckets(account: str) -> Iterator[Any]:
    for store in _stores("localstack.services.s3.models", "s3_stores", account):
        yield from store.buckets.values()
        return  # all regions share them


def _take_objects(account: str) -> Any:
    return {bucket.name: _copy_objects(bucket) for bucket in _buckets(account)}


def _copy_objects(bucket: Any) -> tuple[Any, list[tuple[Any, bytes]]]:
    storage, bodies = provider_of("s3")._storage_backend, []  # noqa: SLF001
    for item in bucket.objects.values(with_versions=True):
        if hasattr(item, "etag"):  # delete markers have no content
            with storage.open(bucket.name, item) as content:
                bodies.append((item, content.read()))
    return copy.deepcopy(bucket.objects), bodies


def _put_objects(account: str, held: Any) -> str:
    storage, changed = provider_of("s3")._storage_backend, 0  # noqa: SLF001
    for bucket in _buckets(account):
        objects, bodies = held[bucket.name]
        stored = [item for item in bucket.objects.values(with_versions=True) if hasattr(item, "etag")]
        storage.remove(bucket.name, stored)
        for upload in bucket.multiparts.values():
            storage.remove_multipart(bucket.name, upload)
        bucket.multiparts.clear()
        bucket.objects = copy.deepcopy(objects)
        for item, body in bodies:
            with storage.open(bucket.name, copy.copy(item), mode="w") as content:
                content.write(io.BytesIO(body))
        changed += 1
    return _count(changed, "bucket")


# --- data copied as a whole -------------------------------------------------------------------------------------------


def _backends(service: str, account: str) -> Iterator[Any]:
    yield from _stores(f"moto.{service}.models", f"{service}_backends", account)


def _taker(service: str, attribute: str) -> Callable[[str], Any]:
    """Return a function that copies a dictionary of moto's, whose own class may look up names differently."""

    def take(account: str) -> Mapping[str, Any]:
        held = {one.region_name: dict(dict.items(getattr(one, attribute))) for one in _backends(service, account)}
        return copy.deepcopy(held)

    return take


def _putter(service: str, attribute: str, text: str) -> Callable[[str, Any], str]:
    def put(account: str, held: Any) -> str:
        for backend in _backends(service, account):
            items: dict[str, Any] = getattr(backend, attribute)
            dict.clear(items)
            dict.update(items, copy.deepcopy(held.get(backend.region_name, {})))
        return text

    return put


def _take_groups(account: str) -> Any:
    return {backend.region_name: dict(backend.groups) for backend in _backends("logs", account)}


def _put_groups(account: str, held: Any) -> str:
    changed = 0
    for backend in _backends("logs", account):
        changed += sum(bool(group.streams) for group in backend.groups.values())
        backend.groups = dict(held.get(backend.region_name, {}))
        for group in backend.groups.values():
            group.streams.clear()
    return _count(changed, "log group")


# --- data that is emptied ---------------------------------------------------------------------------------------------


def _empty_queues(account: str, _held: Any) -> str:
    queues = [
        queue
        for store in _stores("localstack.services.sqs.models", "sqs_stores", account)
        for queue in store.queues.values()
    ]
    for queue in queues:
        queue.clear()
    return _count(len(queues), "queue")


def _empty_outbox(mails: set[str]) -> str:
    for mail in mails:
        loaded("localstack.services.ses.provider").EMAILS.pop(mail, None)
    return _count(len(mails), "mail")


def _empty_topics(account: str, _held: Any) -> str:
    for store in _stores("localstack.services.sns.models", "sns_stores", account):
        store.platform_endpoint_messages.clear()
        store.sms_messages.clear()
    return ""


def _end_executions(account: str, _held: Any) -> str:
    ended = 0
    for store in _stores(MACHINES, "sfn_stores", account):
        for execution in list(store.executions.values()):
            if getattr(execution, "exec_worker", None):
                execution.exec_worker.stop(stop_date=None, error=None, cause="stackrig: the test run has ended")
            ended += 1
        store.executions.clear()
    return _count(ended, "execution")


def _take_alarms(account: str) -> Any:
    stores = _stores("localstack.services.cloudwatch.models", "cloudwatch_stores", account)
    return {arn: copy.deepcopy(alarm.alarm) for store in stores for arn, alarm in store.alarms.items()}


def _empty_metrics(account: str, held: Any) -> str:
    """Remove the metrics, and return the alarms to their former states."""
    provider = provider_of("cloudwatch")
    if provider is None:
        return ""
    database, changed = provider.cloudwatch_database, 0
    with database.DATABASE_LOCK, sqlite3.connect(database.METRICS_DB) as connection:
        for table in (database.TABLE_SINGLE_METRICS, database.TABLE_AGGREGATED_METRICS):
            changed += connection.execute(f"DELETE FROM {table} WHERE account_id = ?", (account,)).rowcount  # noqa: S608
    for store in _stores("localstack.services.cloudwatch.models", "cloudwatch_stores", account):
        for arn, alarm in store.alarms.items():
            alarm.alarm = copy.deepcopy(held[arn])
        store.histories.clear()
    return "metrics" if changed else ""


TAKE: dict[str, Callable[[str], Any]] = {
    "cloudwatch": _take_alarms,
    "dynamodb": _take_items,
    "logs": _take_groups,
    "s3": _take_objects,
    "secretsmanager": _taker("secretsmanager", "secrets"),
    "ssm": _taker("ssm", "_parameters"),
}
PUT: dict[str, Callable[[str, Any], str]] = {
    "cloudwatch": _empty_metrics,
    "dynamodb": _put_items,
    "logs": _put_groups,
    "s3": _put_objects,
    "secretsmanager": _putter("secretsmanager", "secrets", "secrets"),
    "sns": _empty_topics,
    "sqs": _empty_queues,
    "ssm": _putter("ssm", "_parameters", "parameters"),
    "stepfunctions": _end_executions,
}
