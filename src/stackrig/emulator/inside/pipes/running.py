"""Run pipes: each running pipe has a thread that polls its source."""

import logging
import threading
from typing import Any

from .records import Pipe
from .sources import make_poller

log = logging.getLogger(__name__)
PAUSE = 0.5  # seconds between polls
LONGEST_PAUSE = 10.0  # seconds, while the source can't be read


def start(pipe: Pipe) -> None:
    """Start a pipe, unless it is running."""
    if pipe.ended is None:
        pipe.ended = threading.Event()
        threading.Thread(target=_run, args=(pipe, pipe.ended), name=f"stackrig-pipe-{pipe.name}", daemon=True).start()


def stop(pipe: Pipe) -> None:
    """Stop a pipe; its current batch is finished."""
    if pipe.ended is not None:
        pipe.ended.set()
        pipe.ended = None


def _run(pipe: Pipe, ended: threading.Event) -> None:
    poller: Any = None
    pause = PAUSE
    while not ended.is_set():
        try:
            poller = poller or make_poller(pipe)
            poller.poll_events()
            pause = PAUSE
        except Exception as error:  # noqa: BLE001  # whatever a source answers
            if type(error).__name__ != "EmptyPollResultsException":
                log.warning("stackrig: pipe %s can't read %s: %s", pipe.arn, pipe.record["Source"], error)
                pause = min(pause * 2, LONGEST_PAUSE)
        ended.wait(pause)
    if poller is not None:
        poller.close()
