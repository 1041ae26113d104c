"""Handles of started resources: frozen plain values that also answer by key."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from stackrig import processes
from stackrig.containers import logs
from stackrig.containers.container import server_end

if TYPE_CHECKING:
    from stackrig.containers.container import Container
    from stackrig.processes import Process


class Handle(Mapping[str, Any]):
    """Answer `handle["port"]` as `handle.port` for the fields of a dataclass."""

    __slots__ = ()

    def __getitem__(self, key: str) -> Any:
        if key not in iter(self):
            raise KeyError(key)
        return getattr(self, key)

    def __iter__(self) -> Iterator[str]:
        return (field.name for field in fields(self))  # type: ignore[arg-type]  # every handle is a dataclass

    def __len__(self) -> int:
        return len(fields(self))  # type: ignore[arg-type]  # every handle is a dataclass


class ServerHandle(Handle):
    """Tell whether stackrig started a server. Every clean-up asks here before it stops or deletes anything."""

    __slots__ = ()

    if TYPE_CHECKING:  # fields of the dataclasses

        @property
        def process(self) -> "Process | None":
            """Return the server's process when stackrig started it on this machine."""

        @property
        def container(self) -> "Container | None":
            """Return the server's container when stackrig started it in Docker."""

    @property
    def is_ours(self) -> bool:
        """Tell whether stackrig started the server, so that stackrig may stop it."""
        return bool(self.process or self.container)

    @property
    def is_disposable(self) -> bool:
        """Tell whether everything in the server may be deleted, because stackrig started the server and ends it.

        A server that stackrig attached to, and AWS itself, hold data of others.
        """
        return self.is_ours

    def how_ended(self) -> str:
        """Return how a server that stackrig started has ended; empty while it runs, and for servers of others."""
        return server_end(self.process, self.container)

    def log_tail(self) -> str:
        """Return the last log lines of a server that stackrig started."""
        if self.container:
            return logs.log_tail(self.container)
        return processes.log_tail(self.process.log_file) if self.process else ""
