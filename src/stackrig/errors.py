"""The kinds of failure that stackrig reports.

Every message has four parts: what failed and to what, the cause, evidence (exit code, log tail), what to type next.
"""

import logging
from collections.abc import Sequence


class StackrigError(Exception):
    """Report a failure; the message says what failed and why, the notes carry evidence and remedies."""

    def __init__(self, message: str, *, evidence: str = "", remedies: Sequence[str] = ()) -> None:
        super().__init__(message)
        if evidence:
            self.add_note(evidence.rstrip())
        self.advise(remedies)

    def advise(self, remedies: Sequence[str]) -> None:
        """Add a note with what to do, if there is anything."""
        if remedies:
            self.add_note("to fix this:" + "".join(f"\n  - {remedy}" for remedy in remedies))

    def report(self) -> str:
        """Return the message with its evidence and remedies, as a front prints it."""
        return "\n".join([str(self), *getattr(self, "__notes__", [])])


class SettingsError(StackrigError):
    """Report an option that is misspelt or has a value that can't be used; nothing was started."""


class StartError(StackrigError):
    """Report something that did not start, died, or was not ready in time."""


class SeedError(StackrigError):
    """Report SQL that failed, with its file and line."""


class DeployError(StackrigError):
    """Report a Pulumi program or a resource that failed, with its URN and the provider's message."""


class TeardownError(StackrigError):
    """Report that something stackrig made could not be removed."""


def tell_with(error: BaseException, text: str) -> None:
    """Add a note for the user to an error. Python prints no notes of Ctrl-C, so these are logged as a warning."""
    if isinstance(error, Exception):
        error.add_note(text)
    else:
        logging.getLogger("stackrig").warning(text)
