"""Keep the answers of authorizers' functions, each for as long as its authorizer asks."""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ..clock.present import now

Answer = TypeVar("Answer")
Key = tuple[Any, ...]  # API, stage, authorizer and the values of its identity sources, at least


class KeptAnswers(Generic[Answer]):
    """Hold answers by keys that begin with API and stage. All methods are safe in several threads."""

    def __init__(self) -> None:
        """Begin without any."""
        self._kept: dict[Key, tuple[float, Answer]] = {}  # with the moment of their end
        self._guard = threading.Lock()

    def remember(self, key: Key, seconds: int, ask: Callable[[], Answer]) -> Answer:
        """Return what is kept under a key, else what `ask` returns, which is kept for some seconds."""
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
        """Forget what the functions of a stage said."""
        with self._guard:
            for key in [key for key in self._kept if key[:2] == (api, stage)]:
                del self._kept[key]
