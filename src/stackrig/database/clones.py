"""Databases for successive tests: while a test uses its own, the last one is dropped and the next one is made."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

from stackrig.database.run_databases import RUN_PREFIX
from stackrig.database.server import PostgresServer
from stackrig.database.templates import clone_database, drop_database, open_connections
from stackrig.errors import StartError, TeardownError

NOTED = 10  # how many leaks of a run are noted: each costs a tenth of a second in which no database is made


class Clones:
    """Hand out a run's clones of templates, to one thread at a time; see `clones_ahead`."""

    def __init__(self, server: PostgresServer, run_id: str, worker: ThreadPoolExecutor) -> None:
        self._server, self._prefix, self._worker = server, f"{RUN_PREFIX}{run_id}_", worker
        self._pid = os.getpid()
        self._ahead: dict[str, Future[PostgresServer]] = {}  # by template
        self._drops: list[Future[None]] = []
        self.leaks: list[tuple[str, int]] = []  # the first tests that left connections open, and how many each left

    def take(self, template: str, *, ahead: bool) -> PostgresServer:
        """Return the handle of a new database, a copy of the template.

        Args:
            ahead: begin to make the next one, too.

        Raises:
            StartError: the server does not answer, or refuses to copy.
        """
        self._check_process()
        future = self._ahead.get(template)
        clone = future.result() if future and not future.exception() else self._make(template)
        self._ahead.pop(template, None)
        if ahead:
            self._ahead[template] = self._worker.submit(self._make, template)
        return clone

    def give_back(self, clone: PostgresServer, user: str) -> None:
        """Begin to drop a database, closing the connections to it; note `user`, a test, if it left some open.

        Raises:
            TeardownError: the server has refused to drop an earlier one.
        """
        self._check_process()
        self._drops.append(self._worker.submit(self._drop, clone, user))
        self._check([drop for drop in self._drops if drop.done()])

    def close(self) -> None:
        """Drop the databases that nobody took, and wait until all are dropped.

        Raises:
            TeardownError: the server refuses.
        """
        self._check_process()
        for future in self._ahead.values():
            if not future.exception():  # nobody misses a database that could not be made
                self._drops.append(self._worker.submit(drop_database, future.result()))
        self._check(self._drops.copy())

    def _check_process(self) -> None:
        """Refuse to work in a forked child, which has no thread to wait for, and whose parent uses the databases."""
        if os.getpid() != self._pid:
            raise TeardownError(
                f"a child of pytest that a test has forked, pid {os.getpid()}, went on with pytest's own work",
                remedies=["end such a child by os._exit(), whatever is raised in it"],
            )

    def _check(self, drops: list["Future[None]"]) -> None:
        for drop in drops:
            self._drops.remove(drop)
            drop.result()

    def _drop(self, clone: PostgresServer, user: str) -> None:
        with suppress(StartError):  # its server has ended
            if len(self.leaks) < NOTED and (count := open_connections(clone)):
                self.leaks.append((user, count))
        try:
            drop_database(clone)
        except TeardownError as error:
            error.add_note(f"the database was that of {user}")
            raise

    def _make(self, template: str) -> PostgresServer:
        return clone_database(self._server, template, f"{self._prefix}{os.urandom(4).hex()}")


@contextmanager
def clones_ahead(server: PostgresServer, run_id: str) -> Iterator[Clones]:
    """Yield the source of databases for a run's tests; at the end all but the kept ones are dropped.

    Raises:
        TeardownError: the server refuses to drop one.
    """
    with ThreadPoolExecutor(1, "stackrig-clones") as worker:
        clones = Clones(server, run_id, worker)
        try:
            yield clones
        finally:
            clones.close()
