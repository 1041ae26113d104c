"""Keep the answers of authorizers' functions, each for the time that its authorizer sets."""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ..clock.present import now

Answer = TypeVar("Answer")
Key = tuple[Any, ...]  # begins with API, stage, authorizer and the values of its identity sources


class KeptAnswers(Generic[Answer]):
    """Hold answers under keys that begin with API and stage. All methods are thread-safe."""

    def __init__(self) -> None:
        """Begin empty."""
        self._kept: dict[Key, tuple[float, Answer]] = {}  # with the time at which they end
        self._guard = threading.Lock()

    def remember(self, key: Key, seconds: int, ask: Callable[[], Answer]) -> Answer:
        """Return the answer kept under a key, or else that of `ask`, and keep this for some seconds."""
        present = now()
        known = self._kept.get(key)
        if known and known[0] > present:
            return known[1]
        answer = ask()
        with self._guard:
            for old in [one for one, (end, _) in self._kept.items() if end <= present]:
                del self._kept[old]
            if seconds:
                self._kept[key] = (present + seconds, answer)
        return answer

    def forget(self, api: str, stage: str) -> None:
        """Forget the answers of a stage's functions."""
        with self._guard:
            for key in [key for key in self._kept if key[:2] == (api, stage)]:
                del self._kept[key]
