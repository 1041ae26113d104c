"""Keep the answers of authorizers' functions, each for as long as its authorizer asks."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..clock.present import now

Key = tuple[str, str, str, tuple[str, ...]]  # API, stage, authorizer, and the values of its identity sources


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what a function said: yes or no, or the statements of a policy, and values for `$context.authorizer`."""

    context: dict[str, Any]
    is_authorized: bool = False
    statements: list[dict[str, Any]] | None = None


_kept: dict[Key, tuple[float, Verdict]] = {}  # with the moment of their end
_guard = threading.Lock()


def remember(key: Key, seconds: int, ask: Callable[[], Verdict]) -> Verdict:
    """Return what is kept under a key, else what `ask` returns, which is kept for some seconds."""
    present = now()
    end, verdict = _kept.get(key, (present, None))
    if verdict is not None and end > present:
        return verdict
    verdict = ask()
    with _guard:
        for old in [one for one, (end, _) in _kept.items() if end <= present]:
            del _kept[old]
        if seconds:
            _kept[key] = (present + seconds, verdict)
    return verdict


def forget(api: str, stage: str) -> None:
    """Forget what the functions of a stage said."""
    with _guard:
        for key in [key for key in _kept if key[:2] == (api, stage)]:
            del _kept[key]
