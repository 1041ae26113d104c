"""The values of options: each is read from a text or a TOML value, and refused when it can't be used."""

import difflib
import importlib.util
import math
import re
import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from stackrig.project_functions import FUNCTION

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
LARGEST_PORT = 65535
LOCALEMU = "localemu"  # an emulator: --localstack-image=localemu starts it embedded
KEYWORDS = ("auto", "embedded", "installed", LOCALEMU)  # what an image option may begin with
KEYWORD_CUTOFF = 0.75  # difflib's ratio above which an image's name counts as a misspelt keyword
SERVICE_GROUPS = {"serverless", "cognito", "timestream"}  # LocalStack's names for groups of services
# The settings of LocalStack that stackrig sets itself: emulator/embedded.py.
RESERVED = frozenset({
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED", "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE", "DISABLE_EVENTS", "DNS_ADDRESS", "DOCKER_HOST", "FILESYSTEM_ROOT", "GATEWAY_LISTEN",
    "GATEWAY_SERVER", "HOME", "LAMBDA_RUNTIME_EXECUTOR", "MALLOC_ARENA_MAX", "NO_PROXY", "OVERRIDE_IN_DOCKER",
    "PYTHONPATH", "SERVICES", "SKIP_SSL_CERT_DOWNLOAD", "STRICT_SERVICE_LOADING", "STACKRIG_CLOCK", "STACKRIG_IAM",
    "STACKRIG_JWKS", "STACKRIG_LISTENER", "STACKRIG_OPTIONS", "STACKRIG_SESSION", "TMPDIR", "XDG_CACHE_HOME",
    "no_proxy",
})  # fmt: skip

BackendKind = Literal["embedded", "installed", "image", "attach", "aws"]
AskedKind = BackendKind | Literal["auto"]  # as an option asks for it; a Plan decides what "auto" means


def convert(name: str, value: object) -> object:
    """Return the value of an option as `Settings` holds it.

    Raises:
        TypeError or ValueError: the value can't be used; the message says what is expected.
    """
    return CONVERTERS.get(name, _convert_text)(value)


def split_image(image: str) -> tuple[AskedKind, str]:
    """Split an image option into the kind of backend and its version, image name or address."""
    name, _, version = image.partition(":")
    if name == LOCALEMU:
        return "embedded", image
    if name in KEYWORDS:
        return name, version  # type: ignore[return-value]  # one of the literals
    return ("attach" if "://" in image else "image"), image


def _convert_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value


def _convert_flag(value: object) -> bool:
    word = str(value).lower()
    if word not in (*TRUE, *FALSE):
        raise ValueError("true or false is expected")
    return word in TRUE


def _convert_keep(value: object) -> str:
    return "auto" if value == "auto" else str(_convert_flag(value)).lower()


def _convert_account(value: object) -> str:
    text = str(value)
    if not re.fullmatch(r"(\d{12})?", text, re.ASCII):
        raise ValueError("the 12 digits of an AWS account are expected")
    return text


def _convert_port(value: object) -> int:
    text = str(value).strip()
    if not (text.isdecimal() and int(text) <= LARGEST_PORT):
        raise ValueError(f"a port from 0 to {LARGEST_PORT} is expected")
    return int(text)


def _convert_seconds(value: object) -> float:
    seconds = math.nan
    with suppress(ValueError):
        seconds = float(str(value))
    if not 0 < seconds < math.inf:
        raise ValueError("a number of seconds above 0 is expected")
    return seconds


def _convert_name(value: object) -> str:
    text = _convert_text(value)
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,63}", text):
        raise ValueError("1 to 63 letters, digits, dots, dashes and underscores are expected")
    return text


def _convert_paths(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value  # module:function contains a colon too
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise TypeError("a list of paths is expected")
    return tuple(part for part in parts if part)


def _convert_variables(value: object) -> tuple[str, ...]:
    """Return variables as NAME=value; they come as a table, a list, or a text that separates them with spaces."""
    if isinstance(value, Mapping):
        value = [f"{name}={int(given) if isinstance(given, bool) else given}" for name, given in value.items()]
    parts = shlex.split(value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) and "=" in part for part in parts):
        raise TypeError("a table of variables is expected, or NAME=value NAME=value")
    if taken := sorted({part.partition("=")[0] for part in parts} & RESERVED):
        raise ValueError(f"stackrig sets {' and '.join(taken)} itself")
    return tuple(parts)


def _convert_image(value: object) -> str:
    image = _convert_text(value).strip()
    if not image or any(letter.isspace() for letter in image):
        raise ValueError("an image name without spaces is expected")
    if image not in KEYWORDS and not re.search("[:/]", image):
        for near in difflib.get_close_matches(image, KEYWORDS, n=1, cutoff=KEYWORD_CUTOFF):
            raise ValueError(f"did you mean {near}? An image of that name is {image}:latest")
    return image


def _convert_services(value: object) -> str:
    names = [name for part in _convert_text(value).split(",") if (name := part.strip())]
    if not names:
        raise ValueError("names of AWS services are expected")
    known = _aws_services()
    for name in names:
        if known and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise ValueError(f"there is no AWS service {name}" + (f", did you mean {near[0]}?" if near else ""))
    return ",".join(names)


def _aws_services() -> set[str]:
    """Return the names of all AWS services from botocore's folders, as its import is slow; empty without botocore."""
    spec = importlib.util.find_spec("botocore")
    folders = (spec and spec.submodule_search_locations) or []
    names = {path.name for folder in folders for path in Path(folder, "data").iterdir()}
    return names and names | SERVICE_GROUPS


def _convert_filled(value: object) -> str:
    text = _convert_text(value)
    if not text.strip():
        raise ValueError("a name is expected")
    return text


def _like(pattern: str, expected: str) -> Callable[[object], str]:
    def convert(value: object) -> str:
        text = _convert_text(value)
        if not re.fullmatch(pattern, text):
            raise ValueError(f"{expected} is expected")
        return text

    return convert


def _one_of(*choices: str) -> Callable[[object], str]:
    def convert(value: object) -> str:
        if value not in choices:
            raise ValueError(f"{' or '.join(choices)} is expected")
        return str(value)

    return convert


CONVERTERS: dict[str, Callable[[object], object]] = {
    "project": _convert_name,
    "stack": _convert_name,
    "program": _like(rf"({FUNCTION.pattern}|[\w./-]+)?", "module:function or a folder"),
    "request": _like(r"([/?].*)?", "a path that begins with / or ?"),
    "seed": _convert_paths,
    "database": _convert_filled,
    "database_image": _convert_image,
    "database_port": _convert_port,
    "database_storage": _one_of("tmpfs", "volume"),
    "database_timeout": _convert_seconds,
    "database_username": _convert_filled,
    "use_localstack": _convert_flag,
    "aws_account": _convert_account,
    "clock": _one_of("services", "functions"),
    "iam": _one_of("report", "enforce", "off"),
    "localstack_environment": _convert_variables,
    "localstack_image": _convert_image,
    "localstack_port": _convert_port,
    "localstack_services": _convert_services,
    "localstack_timeout": _convert_seconds,
    "region": _like(r"[a-z]{2,}(-[a-z]+){1,2}-\d+", "a name such as us-east-1"),
    "deploy_engine": _one_of("auto", "inprocess", "cli"),
    "aws_provider": _one_of("light", "plugin"),
    "keep": _convert_keep,
    "reload": _convert_flag,
    "teardown": _convert_flag,
}
