"""Tell a LocalStack about the rig's database, which holds its RDS instances and clusters."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from stackrig.database.server import PostgresServer
from stackrig.emulator.plugin import has_driver
from stackrig.emulator.routes import LOOPBACK, NO_ANSWER, ask
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

DATABASE_PATH = "/_stackrig/database"  # the plugin's route: inside/rds/rig_server.py
TIMEOUT = 10.0  # seconds within which LocalStack must accept it


def tell_database(settings: Settings, localstack: Mapping[str, Any] | None, postgres: Mapping[str, Any] | None) -> bool:
    """Make RDS instances in an account of LocalStack databases of this server; return whether they will be.

    Without a server they are modelled only. Only a LocalStack that stackrig started gets a server: the administrator's
    password is part of it. Images of versions that stackrig does not know have no such route.
    """
    backend = localstack.get("backend") if localstack else ""
    if not (localstack and isinstance(postgres, PostgresServer) and backend in ("embedded", "image")):
        return False
    if not has_driver():
        log.warning("instances of RDS are modelled only: pg8000, which stackrig depends on, is not installed")
        return False
    in_container = backend == "image"
    told = {
        "account": localstack["access_key"],
        "host": postgres.container_name if in_container else postgres.host,
        "port": postgres.container_port if in_container else postgres.host_port,
        "username": postgres.username,
        "password": postgres.password,
        "database": postgres.database,
        "declared_database": settings.database,
        "maintenance_database": postgres.maintenance_database,
        "seeded_instance": settings.seed_instance,
        "disposable": postgres.is_disposable,
    }
    with suppress(*NO_ANSWER):  # a LocalStack that has ended is reported by its next user
        answer = ask(LOOPBACK, localstack["port"], "POST", DATABASE_PATH, told, timeout=TIMEOUT)
        return answer.status == HTTPStatus.NO_CONTENT
    return False
