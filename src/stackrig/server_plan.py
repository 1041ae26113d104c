"""The plan of one server: what it is started from, decided before anything starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stackrig.containers.api import Daemon
from stackrig.containers.images import provide_image
from stackrig.interpreters import Interpreter
from stackrig.option_values import BackendKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerPlan:
    """Name the backend of a server and what was found for it; it holds no password.

    `version` is the one asked for ("" for any), the image, the endpoint URL or the AWS account. `inputs` decide
    what the server is like: a server that is up is reused when its inputs are equal.
    """

    backend: BackendKind
    version: str
    reason: str
    inputs: Mapping[str, str]
    daemon: Daemon | None = None  # runs the image
    programs: Path | None = None  # the folder of PostgreSQL's programs
    python: Interpreter | None = None  # runs LocalStack

    def describe(self) -> str:
        """Return the backend, its version and the reason, such as `embedded 4.14.0, auto: ...`."""
        return f"{self.backend} {self.version}".rstrip() + f", {self.reason}"

    def fetch(self) -> None:
        """Pull the image if the daemon lacks it.

        Raises:
            StartError: it can't be pulled.
        """
        if self.daemon:
            provide_image(self.daemon, self.version)
