"""stackrig's options in pytest: on the command line, in its configuration, and as conftests declare them."""

import argparse
from collections.abc import Mapping

import pytest

from stackrig.settings import OPTIONS, Settings

# Every option except those that name a project's own parts; these come from [tool.stackrig] or the environment.
OF_PROJECT = ("project", "stack", "program", "seed", "seed_instance", "request", "reload")
SWITCHES = ("keep",)  # options that take no value on a command line and have an opposite
COMMAND_LINE = [name for name in OPTIONS if name not in OF_PROJECT]


def add_options(parser: pytest.Parser) -> None:
    """Add the options that no conftest has declared, and the keys of pytest's configuration."""
    taken = set(declared_defaults(parser))
    group = parser.getgroup("stackrig", "integration tests against real Postgres, AWS APIs and Pulumi programs")
    for name in COMMAND_LINE:
        if name not in taken:
            option = OPTIONS[name]
            text = f"{option.metadata['help']} (default: {option.default!s})".replace("%", "%%")
            if name in SWITCHES:
                group.addoption(_flag(name), dest=name, action="store_const", const="true", default=None, help=text)
                group.addoption(
                    f"--no-{name}", dest=name, action="store_const", const="false", help=f"no {_flag(name)}"
                )
            else:
                bare = {"nargs": "?", "const": option.metadata["bare"]} if option.metadata["bare"] else {}
                group.addoption(_flag(name), dest=name, default=None, metavar=name.upper(), help=text, **bare)
        parser.addini(f"stackrig_{name}", help=f"the same as {_flag(name)}", default=None)
    text = "configuration of the stack as key=value, may be repeated"
    group.addoption("--config", action="append", dest="stackrig_config", metavar="KEY=VALUE", help=text)
    text = "write a page (HTML) with what happened in each test: requests, functions, AWS calls, SQL"
    group.addoption("--stackrig-report", metavar="FILE", help=text)
    group.addoption("--stackrig-timings", action="store_true", help="show at the end how long each stage took")


def ini_options(config: pytest.Config) -> dict[str, object]:
    """Return the options that pytest's configuration gives.

    Raises:
        UsageError: the plugin was loaded too late to have keys there.
    """
    try:
        return {name: value for name in COMMAND_LINE if (value := config.getini(f"stackrig_{name}")) is not None}
    except ValueError as error:  # pytest knows no such key
        raise pytest.UsageError(
            "a conftest loads the plugin after pytest has read the options; load it with -p stackrig.pytest_plugin"
        ) from error


def given_options(options: argparse.Namespace, defaults: Mapping[str, object]) -> dict[str, object]:
    """Return the options that the user gave: neither those equal to a conftest's default nor a conftest's own flag."""
    values = {name: getattr(options, name, None) for name in COMMAND_LINE}
    ours = {name: value for name, value in values.items() if value is not None and value is not True}  # that's a flag
    return {name: value for name, value in ours.items() if value != defaults.get(name)}


def answer_options(options: argparse.Namespace, settings: Settings) -> None:
    """Make `config.getoption` answer with the value in effect: a number, or a text such as "true".

    Options that a conftest declared answer likewise. A flag with the same name is a different option.
    """
    for name in COMMAND_LINE:
        if not isinstance(getattr(options, name, None), bool):
            setattr(options, name, _plain_value(getattr(settings, name)))


def declared_defaults(parser: pytest.Parser) -> dict[str, object]:
    """Return the default of every option declared so far, by its name in Settings."""
    groups = [parser._anonymous, *parser._groups]  # noqa: SLF001  # pytest has no public list of options
    options = [option for group in groups for option in group.options]
    found = {flag: option.attrs().get("default") for option in options for flag in option.names()}
    return {name: found[_flag(name)] for name in COMMAND_LINE if _flag(name) in found}


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _plain_value(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
