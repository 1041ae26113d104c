"""Load seeds into a database: SQL files and functions, in their order."""

import contextlib
import logging
import time
import traceback
from collections.abc import AsyncGenerator, Coroutine, Generator, Iterator, Sequence
from functools import partial
from sysconfig import get_path
from typing import TYPE_CHECKING

from stackrig.database.connections import connect_to_running
from stackrig.database.seeds import Seed
from stackrig.database.sql_errors import mask, remedies, shorten
from stackrig.database.sql_files import exec_sql_file
from stackrig.errors import SeedError
from stackrig.loopback import without_libpq_variables
from stackrig.project_functions import SeedFunction
from stackrig.stages import run_interruptibly

if TYPE_CHECKING:
    from psycopg2 import extensions

log = logging.getLogger("stackrig")


def seed_database(dsn: str, seeds: Sequence[Seed]) -> int:
    """Run the seeds in order, each on its own connection; return the number of statements (a function counts as 1).

    Raises:
        SeedError: the database does not answer, or a seed failed; the seeds before it stay loaded.
    """
    with without_libpq_variables():  # a function may connect by itself, or start programs that do
        return sum(_seed(dsn, seed) for seed in seeds)


def _seed(dsn: str, seed: Seed) -> int:
    started = time.perf_counter()
    with contextlib.closing(_connect(dsn)) as connection:
        if isinstance(seed, SeedFunction):
            run_interruptibly(partial(_run_function, connection, seed), connection.cancel)
            what, count = "done", 1
        else:
            count = exec_sql_file(connection, seed)
            what = "1 statement" if count == 1 else f"{count} statements"
    log.info("%s: %s in %.2f s", seed.name, what, time.perf_counter() - started)
    return count


def _run_function(connection: "extensions.connection", seed: SeedFunction) -> None:
    """Call a function and commit the transaction that it leaves open; roll it back if the function fails."""
    try:
        with _restored_logging():
            returned = seed.call(connection)
        if not connection.closed:
            connection.commit()
    except Exception as error:
        if not connection.closed:
            connection.rollback()
        if isinstance(error, SeedError):  # an SQL file that the function runs has failed
            error.add_note(f"the seed {seed.name} ran this file")
            raise
        raise _function_failure(seed, error) from error
    _refuse_unrun(seed, returned)


@contextlib.contextmanager
def _restored_logging() -> Iterator[None]:
    """Undo what the block does to existing loggers.

    The env.py that Alembic generates calls logging.config.fileConfig, which disables every logger there is and gives
    the root logger a handler of its own: stackrig would fall silent for good, or its lines would come twice.
    """
    loggers = [
        logging.root,
        *(one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)),
    ]
    before = [(one, one.disabled, one.level, one.propagate, one.handlers.copy()) for one in loggers]
    try:
        yield
    finally:
        for logger, disabled, level, propagate, handlers in before:
            logger.disabled, logger.propagate = disabled, propagate
            logger.setLevel(level)
            logger.handlers[:] = handlers


def _refuse_unrun(seed: SeedFunction, returned: object) -> None:
    if isinstance(returned, Coroutine):
        returned.close()  # Python would warn that it was never awaited
    if isinstance(returned, Coroutine | Generator | AsyncGenerator):
        raise SeedError(
            f"the seed {seed.name} is a coroutine or a generator: a call runs none of its statements",
            remedies=[
                "write it as a plain function, without async and yield",
                "call asyncio.run(...) in a plain function",
            ],
        )


def _function_failure(seed: SeedFunction, error: Exception) -> SeedError:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == str(seed.source())]
    project = [frame for frame in frames if not frame.filename.startswith(get_path("purelib"))]
    place = (own or project or frames)[-1]
    cause = str(error).strip().partition("\n")[0]
    sent = getattr(getattr(error, "cursor", None), "query", None)  # psycopg2's errors have a cursor
    query = sent.decode(errors="replace") if sent else ""
    statement = f"; the statement is: {shorten(query)}" if query else ""
    return SeedError(
        f"{place.filename}:{place.lineno}: the seed {seed.name} failed: {type(error).__name__}: "
        f"{mask(cause)}{statement}",
        evidence=f"line {place.lineno}: {mask(place.line or '')}\nwhat the function had not committed is rolled back",
        remedies=remedies(getattr(error, "pgcode", None) or "", query),
    )


def _connect(dsn: str) -> "extensions.connection":
    import psycopg2

    try:
        return connect_to_running(dsn)
    except psycopg2.OperationalError as error:
        raise SeedError(f"the database to seed does not answer: {str(error).strip()}") from error
