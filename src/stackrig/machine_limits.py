"""Limits of this machine: what the system says where one is reached, and what raises it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from stackrig.errors import DeployError, StartError

ROOM = "set TMPDIR to a folder with more room (XDG_CACHE_HOME where the full folder is the cache's)"


@dataclass(frozen=True, slots=True)
class Limit:
    """Describe a limit: what is said where it is reached, the shell's option for it, and how much a rig needs.

    `without` is what to do where the shell's limit is high enough: then the machine's or the container's was reached.
    """

    words: tuple[str, ...]
    number: int
    option: str
    needed: int | None  # None: only no limit is enough
    without: str

    def remedy(self) -> str:
        """Return what to type, with the limit that this process has."""
        has, _ = resource.getrlimit(self.number)
        if has == resource.RLIM_INFINITY or (self.needed is not None and has >= self.needed):
            return self.without
        if self.needed is None:  # the shell counts memory and sizes in larger units
            return f"ulimit -{self.option} unlimited  # in this shell; it is {has} bytes now"
        return f"ulimit -{self.option} {self.needed}  # in this shell; it is {has} now"


# The words are those of strerror(3), of Python and of PostgreSQL.
LIMITS = (
    Limit(
        ("can't start new thread", "Resource temporarily unavailable", "Cannot fork", "fork: retry"),
        resource.RLIMIT_NPROC,
        "u",
        4096,
        "allow this container more processes and threads (docker run --pids-limit), or end some",
    ),
    Limit(
        ("Too many open files", "insufficient file descriptors"),
        resource.RLIMIT_NOFILE,
        "n",
        1024,
        "end programs that have many files open",
    ),
    Limit(
        ("Cannot allocate memory", "MemoryError", "failed to map segment", "out of memory"),
        resource.RLIMIT_AS,
        "v",
        None,
        "end other programs: this machine has too little memory left",
    ),
    Limit(("File too large", "SIGXFSZ"), resource.RLIMIT_FSIZE, "f", None, ROOM),
)
FULL = ("No space left on device", "Disk quota exceeded")


def limit_remedies(text: str) -> list[str]:
    """Return what to do about the limits that an error or the end of a log tells of."""
    full = [ROOM] if any(word in text for word in FULL) else []
    return full + [limit.remedy() for limit in LIMITS if any(word in text for word in limit.words)]


@contextmanager
def limits_named(what: str) -> Iterator[None]:
    """Report an error of the system that tells of a limit as one of ours, and add the remedy to one of a resource.

    Args:
        what: what is done in the block, as the subject of the error.

    Raises:
        StartError: a limit of this machine was reached.
    """
    try:
        yield
    except DeployError as error:  # a resource fails by what LocalStack or a function reaches
        error.advise([remedy for remedy in limit_remedies(str(error)) if remedy not in error.report()])
        raise
    except (OSError, MemoryError, RuntimeError) as error:
        remedies = limit_remedies(f"{type(error).__name__}: {error}")
        if not remedies:
            raise
        cause = str(error) or "no memory is left"
        raise StartError(f"{what} has reached a limit of this machine: {cause}", remedies=remedies) from error
