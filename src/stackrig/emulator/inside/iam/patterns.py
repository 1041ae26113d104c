"""Patterns of policies: `*` and `?` in names and ARNs, and policy variables such as `${aws:username}`.

See "IAM JSON policy elements: Resource" and "IAM policy elements: Variables and tags" in IAM's user guide:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html and
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

ARN_PARTS = 6
# The values of a request by condition key, in lower case; None for an unknown value.
Values = Mapping[str, tuple[str, ...] | None]

_VARIABLE = re.compile(r"\$\{([^},]+)(?:,\s*'([^']*)')?\}")
_LITERALS = {"*": "\x00", "?": "\x01", "$": "$"}  # patterns hold a character for the literal star `${*}`


def as_list(value: str | Iterable[str]) -> list[str]:
    """Return a policy's value as a list: it may be a single text."""
    return [value] if isinstance(value, str) else list(value)


def is_like(pattern: str, value: str) -> bool:
    """Compare a text with a pattern of `*` and `?`."""
    return _compiled(pattern)(value)


def is_arn_like(pattern: str, value: str) -> bool:
    """Compare each of the six parts of an ARN with the pattern's."""
    patterns, parts = pattern.split(":", ARN_PARTS - 1), value.split(":", ARN_PARTS - 1)
    return len(patterns) == len(parts) and all(map(is_like, patterns, parts))


def is_resource_like(pattern: str, value: str) -> bool:
    """Compare a resource with a pattern of the element Resource; missing parts of the pattern match everything."""
    if pattern == "*":
        return True
    missing = ARN_PARTS - 1 - pattern.count(":")
    return is_arn_like(pattern + ":*" * missing if missing > 0 else pattern, value)


def fill(text: str, values: Values) -> str | None:
    """Return a text with its variables replaced; None, which matches nothing, if one has no value."""
    if "${" not in text:
        return text
    filled = [_value(name, default, values) for name, default in _VARIABLE.findall(text)]
    if None in filled:
        return None
    found = iter(filled)
    return _VARIABLE.sub(lambda _: str(next(found)), text)


def plain(text: str) -> str:
    """Return a filled text as written: literal stars become stars again."""
    return text.replace("\x00", "*").replace("\x01", "?")


def _value(name: str, default: str, values: Values) -> str | None:
    if name in _LITERALS:
        return _LITERALS[name]
    found = values.get(name.strip().lower())
    if found and len(found) == 1:
        return found[0].replace("*", "\x00").replace("?", "\x01")
    return default or None


@lru_cache(maxsize=8192)
def _compiled(pattern: str) -> Callable[[str], bool]:
    """Return the function that compares with a pattern; only patterns that need one get a regular expression."""
    start = pattern.removesuffix("*")
    if not re.search("[*?\x00\x01]", start):
        return start.__eq__ if start == pattern else lambda value: value.startswith(start)
    words = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    found = re.compile(words.replace("\x00", r"\*").replace("\x01", r"\?"), re.DOTALL).fullmatch
    return lambda value: found(value) is not None
