"""Passwords in texts that people read: what they are, and texts without them."""

import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any
from urllib.parse import quote, unquote

MASK = "(password)"

# A password as short as this, or one that is a word of every report, is hidden in addresses only: anywhere else it
# would make the report unreadable, and it is no secret.
SHORT = 4
COMMON = frozenset({"admin", "changeme", "chinook", "example", "localstack", "password", "postgres", "secret", "user"})

# As libpq reads an address: a password ends at the @, and can also be among the parameters.
PASSWORDS = re.compile(r"^\w+://[^:@/]*:([^@/]*)@|[?&]password=([^&]*)")
SEPARATOR = "\0"  # between texts that are masked together
TOKEN_MASK = "(token)"  # noqa: S105  # stands for one
TOKENS = re.compile(
    r"(?P<before>\bBearer\s+|[?&](?:X-Amz-(?:Signature|Security-Token)|access_token|id_token|refresh_token|token)=)[^\s\0&\"'\\]+"
    r"|eyJ[\w-]+\.[\w-]+\.[\w-]*"
)


def passwords_in(address: str) -> set[str]:
    """Return the passwords in a DSN, both as written there and decoded."""
    found = {password for pair in PASSWORDS.findall(address) for password in pair if password}
    return found | {unquote(password) for password in found}


def mask(text: str, passwords: Collection[str], words: Collection[str] = ()) -> str:
    """Return a text without these passwords, in whatever form it has them.

    Args:
        words: words that fill the report, such as the user's name; such a password is hidden in addresses only.
    """
    for form in sorted({form for password in passwords for form in _forms(password)}, key=len, reverse=True):
        if len(form) < SHORT or form.lower() in COMMON or form in words:
            text = text.replace(f":{form}@", f":{MASK}@")
        else:
            text = _without_parts(text.replace(form, MASK), form)
    return text


def mask_tokens(text: str) -> str:
    """Return a text without JSON Web Tokens, signatures of addresses, and what follows `Bearer`."""
    return TOKENS.sub(lambda found: f"{found['before'] or ''}{TOKEN_MASK}", text)


def changed_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return data, or a part of pytest's report, with all its texts changed, also in objects that render themselves."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: changed_texts(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        parts = [changed_texts(part, change) for part in value]
        return tuple(parts) if isinstance(value, tuple) else parts
    if hasattr(value, "toterminal"):
        for name, part in vars(value).items():
            setattr(value, name, changed_texts(part, change))
    return value


def mask_together(data: Any, mask: Callable[[str], str]) -> Any:
    """Return data with all its texts masked, joined to one text, because a mask searches each text many times."""
    texts: list[str] = []

    def collect(text: str) -> str:
        texts.append(text.replace(SEPARATOR, "\ufffd"))
        return text

    changed_texts(data, collect)
    masked = iter(mask(SEPARATOR.join(texts)).split(SEPARATOR))
    return changed_texts(data, lambda _text: next(masked))


def _forms(password: str) -> Iterator[str]:
    if password:
        yield password
        yield quote(password, safe="")
        yield quote(password)
        yield repr(password)[1:-1]
        yield json.dumps(password)[1:-1]


def _without_parts(text: str, form: str) -> str:
    """Hide the rest of a password where pytest has shortened its value, or begins a comparison inside it."""
    for length in range(len(form) - 1, SHORT - 1, -1):
        begin, end = form[:length], form[-length:]
        text = text.replace(f"{begin}...", f"{MASK}...").replace(f"...{end}", f"...{MASK}")
        text = text.replace(f" {end}@", f" {MASK}@")
    return text
