"""The package `random`: values that are chosen once and kept in the stack's state.

Types and rules of pulumi_random: https://www.pulumi.com/registry/packages/random/.
"""

import base64
import random
import secrets
import string
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from stackrig.deployment.packages.password_hashes import LONGEST, hash_password
from stackrig.deployment.provider.contract import Diff, Properties, State, UnsupportedError
from stackrig.errors import DeployError

SPECIAL = "!@#$%&*()-_=+[]{}<>:?"
ADVERBS = "barely boldly calmly daily early easily fairly firmly freely gently gladly kindly lately loudly nearly"
ADJECTIVES = "able apt bold brave bright calm clever deep eager fair fast fit fond glad keen kind loyal neat proud"
ANIMALS = "ant bat bee cat cod cow crab crow deer dove duck eel elk emu fox frog goat hare hawk ibex kite lark"


class RandomProvider:
    """Choose values. Every change of an input requires another value, as in the real provider."""

    def check(self, urn: str, _olds: Properties | None, news: Properties) -> Properties:
        """Accept the inputs of a known type.

        Raises:
            DeployError: the type is unknown.
        """
        if _kind(urn) not in MAKERS:
            raise UnsupportedError(
                f"{urn}: this engine's package random has no such type, only {', '.join(sorted(MAKERS))}"
            )
        return news

    def diff(self, _urn: str, old: State, news: Properties) -> Diff:
        """Compare the inputs."""
        changes = frozenset(key for key in old.inputs.keys() | news.keys() if old.inputs.get(key) != news.get(key))
        return Diff(changes, changes)

    def create(self, urn: str, inputs: Properties) -> State:
        """Choose a value."""
        resource_id, outputs = MAKERS[_kind(urn)](inputs)
        return State(resource_id, {**inputs, **outputs})

    def read(self, _urn: str, _resource_id: str, _inputs: Properties) -> State | None:
        """Find nothing: values exist in the state only."""
        return None

    def update(self, _urn: str, old: State, news: Properties) -> State:
        """Keep the value."""
        return State(old.id, {**old.outputs, **news})

    def delete(self, _urn: str, _old: State) -> None:
        """Do nothing."""

    def invoke(self, token: str, _arguments: Mapping[str, Any]) -> Properties:
        """Refuse: the package has no functions."""
        raise UnsupportedError(f"the package random has no function {token}")


def _kind(urn: str) -> str:
    return urn.split("::", 3)[2].rpartition(":")[2]


def _make_text(inputs: Properties) -> tuple[str, Properties]:
    classes = {
        "lower": string.ascii_lowercase,
        "upper": string.ascii_uppercase,
        "numeric": string.digits,
        "special": inputs.get("overrideSpecial") or SPECIAL,
    }
    allowed = {name: inputs.get(name, inputs.get("number") if name == "numeric" else None) for name in classes}
    alphabet = "".join(letters for name, letters in classes.items() if allowed[name] is not False)
    letters = [
        secrets.choice(letters)
        for name, letters in classes.items()
        for _ in range(inputs.get(f"min{name.capitalize()}", 0))
    ]
    if len(letters) > inputs["length"] or not alphabet:
        raise DeployError("its length is less than the number of required letters, or no letter is allowed")
    letters += [secrets.choice(alphabet) for _ in range(inputs["length"] - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    text = "".join(letters)
    return text, {"result": text}


def _make_password(inputs: Properties) -> tuple[str, Properties]:
    """The id must not tell the password. Its hash is of what bcrypt sees of it, as in the real provider."""
    outputs = _make_text(inputs)[1]
    return "none", {**outputs, "bcryptHash": hash_password(outputs["result"].encode()[:LONGEST])}


def _make_id(inputs: Properties) -> tuple[str, Properties]:
    chosen, prefix = secrets.token_bytes(inputs["byteLength"]), inputs.get("prefix", "")
    url = base64.urlsafe_b64encode(chosen).decode().rstrip("=")
    forms = {
        "b64Std": base64.b64encode(chosen).decode(),
        "b64Url": url,
        "hex": chosen.hex(),
        "dec": str(int.from_bytes(chosen, "big")),
    }
    return url, {name: prefix + text for name, text in forms.items()}


def _make_bytes(inputs: Properties) -> tuple[str, Properties]:
    chosen = secrets.token_bytes(inputs["length"])
    return "none", {"base64": base64.b64encode(chosen).decode(), "hex": chosen.hex()}


def _make_integer(inputs: Properties) -> tuple[str, Properties]:
    number = _generator(inputs).randint(inputs["min"], inputs["max"])
    return str(number), {"result": number}


def _make_shuffle(inputs: Properties) -> tuple[str, Properties]:
    items = list(inputs["inputs"])
    count = inputs.get("resultCount") or len(items)
    results: list[Any] = []
    while items and len(results) < count:
        results += _generator(inputs).sample(items, len(items))
    return "-", {"results": results[:count]}


def _make_pet(inputs: Properties) -> tuple[str, Properties]:
    length, separator = inputs.get("length", 2), inputs.get("separator", "-")
    lists = [ADVERBS] * (length - 2) + [ADJECTIVES, ANIMALS]
    words = [secrets.choice(words.split()) for words in lists[-length:]]
    prefix = [inputs["prefix"]] if inputs.get("prefix") else []
    return separator.join([*prefix, *words]), {"length": length, "separator": separator}


def _make_uuid(_inputs: Properties) -> tuple[str, Properties]:
    text = str(uuid.uuid4())
    return text, {"result": text}


def _make_ordered_uuid(_inputs: Properties) -> tuple[str, Properties]:
    """Make a UUID of RFC 9562: milliseconds first, so that later ones are greater; uuid.uuid7 needs Python 3.14."""
    chosen = secrets.randbits(80) | (time.time_ns() // 1_000_000) << 80
    number = chosen & ~(0xF << 76) & ~(0x3 << 62) | 7 << 76 | 2 << 62
    text = str(uuid.UUID(int=number))
    return text, {"result": text}


def _generator(inputs: Properties) -> random.Random:
    """Return a source of numbers, the same ones for a seed (but not the real provider's numbers for that seed)."""
    return random.Random(inputs["seed"]) if inputs.get("seed") else secrets.SystemRandom()  # noqa: S311


MAKERS: dict[str, Callable[[Properties], tuple[str, Properties]]] = {
    "RandomBytes": _make_bytes,
    "RandomId": _make_id,
    "RandomInteger": _make_integer,
    "RandomPassword": _make_password,
    "RandomPet": _make_pet,
    "RandomShuffle": _make_shuffle,
    "RandomString": _make_text,
    "RandomUuid": _make_uuid,
    "RandomUuid4": _make_uuid,
    "RandomUuid7": _make_ordered_uuid,
}
