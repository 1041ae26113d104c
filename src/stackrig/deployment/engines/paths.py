"""Paths into properties, as ignoreChanges and replaceOnChanges have them: `a.b[0]["c.d"]`, with `*` for any.

The rules are those of Pulumi's sdk/go/common/resource/properties_path.go.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from stackrig.deployment.engines.values import Properties, Secret, bare
from stackrig.errors import DeployError

Path = tuple[str | int, ...]

STEP = re.compile(r'\.?(?:\["(?P<quoted>(?:\\"|[^"])*)"\]|\[(?P<index>\d+|\*)\]|(?P<name>[^.\[]+))')
ANY = "*"


def parse_path(text: str) -> Path:
    """Split a path into keys and indexes.

    Raises:
        DeployError: the text is no path.
    """
    steps: list[str | int] = []
    position = 0
    while position < len(text):
        found = STEP.match(text, position)
        if not found:
            raise DeployError(f"{text!r} is no property path: {text[position:]!r} can't be read")
        steps.append(_step(found))
        position = found.end()
    return tuple(steps)


def contains(path: Path, other: Path) -> bool:
    """Tell whether `path` is `other` or leads to something around it."""
    return len(path) <= len(other) and all(mine in (ANY, theirs) for mine, theirs in zip(path, other, strict=False))


def changed_paths(old: Any, new: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of the differences, as deep as the two values have the same shape."""
    old, new = bare(old), bare(new)
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() | new.keys():
            yield from changed_paths(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (mine, theirs) in enumerate(zip(old, new, strict=True)):
            yield from changed_paths(mine, theirs, (*path, index))
    elif old != new:
        yield path


def keep_old(old: Properties, new: Properties, paths: Sequence[str]) -> Properties:
    """Return `new` with the values `old` has at these paths; what either lacks on the way is left alone."""
    for text in paths:
        if path := parse_path(text):
            new = _reset(old, new, path)
    return new


def _step(found: re.Match[str]) -> str | int:
    if (quoted := found["quoted"]) is not None:
        return quoted.replace('\\"', '"')
    index = found["index"]
    return int(index) if index and index != ANY else (index or found["name"])


def _reset(old: Any, new: Any, path: Path) -> Any:
    secret = isinstance(old, Secret) or isinstance(new, Secret)
    if secret:
        return Secret(_reset(_open(old), _open(new), path))
    if isinstance(old, dict) and isinstance(new, dict):
        return _reset_keys(old, new, path)
    if isinstance(old, list) and isinstance(new, list):
        return _reset_items(old, new, path)
    return new


def _open(value: Any) -> Any:
    return value.value if isinstance(value, Secret) else value


def _reset_keys(old: Properties, new: Properties, path: Path) -> Properties:
    result = dict(new)
    for key in old.keys() | new.keys() if path[0] == ANY else {str(path[0])}:
        if len(path) > 1:
            if key in old and key in new:
                result[key] = _reset(old[key], new[key], path[1:])
        elif key in old:
            result[key] = old[key]
        else:
            result.pop(key, None)
    return result


def _reset_items(old: list[Any], new: list[Any], path: Path) -> list[Any]:
    result = list(new)
    for index in range(min(len(old), len(new))):
        if path[0] in (ANY, index):
            result[index] = old[index] if len(path) == 1 else _reset(old[index], new[index], path[1:])
    return result
