"""Messages of a run of pytest to the waiting user on the terminal, while pytest captures what tests print."""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

import pytest

if TYPE_CHECKING:
    from stackrig.reporting.display import StageDisplay
    from stackrig.rig.pytest_run import LiveRig

UNNOTICED = 0.3  # seconds of waiting that need no explanation
SHOWN = ("deploy", "destroy", "teardown")  # stages of the main thread, for which pytest waits


@contextmanager
def showing_progress(config: pytest.Config) -> Iterator[None]:
    """Show these stages on the terminal while the block runs, except under -q and where pytest's live log does so."""
    with ExitStack() as undo:
        terminal = _open_terminal(config) if is_shown(config) else None
        if terminal:
            progress, log = _Progress(config, undo.enter_context(terminal)), logging.getLogger("stackrig")
            undo.callback(log.setLevel, log.level)
            undo.callback(log.removeHandler, progress)
            log.setLevel(min(log.level or logging.INFO, logging.INFO))
            log.addHandler(progress)
        yield


def is_shown(config: pytest.Config) -> bool:
    """Tell whether a run shows its stages in a display: not under -q, nor where pytest's live log shows all records."""
    return config.get_verbosity() >= 0 and not (config.getini("log_cli") or config.getoption("log_cli_level", None))


@contextmanager
def showing_wait(config: pytest.Config, rig: "LiveRig", stage: str) -> Iterator[None]:
    """Show what the rig's stages are doing while the block waits for one, unless the wait is short.

    Workers of pytest-xdist write to the standard error of the process that controls them.
    """
    running = rig.unfinished(stage, timeout=UNNOTICED)
    capture = config.pluginmanager.getplugin("capturemanager")
    if not is_shown(config) or not running or not capture:
        yield
        return
    from stackrig.reporting.display import showing_stages

    with capture.global_and_fixture_disabled():
        if reporter := config.pluginmanager.getplugin("terminalreporter"):
            reporter.ensure_newline()
        with showing_stages(*running, plain=hasattr(config, "workerinput")):
            yield


@contextmanager
def warning_aloud(config: pytest.Config) -> Iterator[None]:
    """Print stackrig's warnings at once while the block runs, such as one about waiting for another process."""
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: say(config, record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("stackrig")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


def say(config: pytest.Config, text: str) -> None:
    """Print a line at once for the waiting user, whatever pytest captures."""
    if capture := config.pluginmanager.getplugin("capturemanager"):
        with capture.global_and_fixture_disabled():
            print(f"\nstackrig: {text}", file=sys.stderr, flush=True)  # noqa: T201  # for the user


def _open_terminal(config: pytest.Config) -> TextIO | None:
    """Return the standard error that pytest had before it began to capture; None where that is no file."""
    capture = config.pluginmanager.getplugin("capturemanager")
    with suppress(OSError, ValueError, AttributeError), capture.global_and_fixture_disabled():
        return os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8", errors="replace")
    return None


class _Progress(logging.Handler):
    """Open a display when one of the stages begins in the main thread, and close it when that ends."""

    def __init__(self, config: pytest.Config, terminal: TextIO) -> None:
        super().__init__(logging.INFO)
        self._config, self._terminal = config, terminal
        self._stage, self._undo = "", ExitStack()
        self._display: StageDisplay | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Show a record of the stage that is running."""
        name, state = getattr(record, "stage", ""), getattr(record, "state", "")
        if threading.current_thread() is threading.main_thread() and state == "started" and name in SHOWN:
            self._open(name)
        if self._display:
            self._display.emit(record)
        if name == self._stage and state in ("done", "failed"):
            self._undo.close()
            self._stage, self._display = "", None

    def _open(self, name: str) -> None:
        if self._display:  # a stage within another one
            return
        from stackrig.reporting.display import live_stages

        self._end_line()
        plain = hasattr(self._config, "workerinput")
        self._stage, self._display = name, self._undo.enter_context(live_stages(self._terminal, plain=plain))

    def _end_line(self) -> None:
        capture = self._config.pluginmanager.getplugin("capturemanager")
        if reporter := self._config.pluginmanager.getplugin("terminalreporter"):
            with capture.global_and_fixture_disabled():
                reporter.ensure_newline()
