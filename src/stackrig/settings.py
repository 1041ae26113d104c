"""Every option, and the only code that reads command lines, STACKRIG_* variables and [tool.stackrig]."""

import dataclasses
import difflib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any

from stackrig.errors import SettingsError
from stackrig.option_values import AskedKind, convert, split_image
from stackrig.project_file import STACKS, TABLES, read_key_sets, read_replacements, read_stacks, read_table, read_toml

DEFAULT_SERVICES = "logs,iam,lambda,secretsmanager,apigateway,cloudwatch"
USE_LOCALSTACK = "--use-localstack=true (STACKRIG_USE_LOCALSTACK=true)"  # a remedy
EMBEDDED = "--localstack-image=embedded (STACKRIG_LOCALSTACK_IMAGE=embedded)"  # a remedy
EVERY = "all"  # the value of --debug-functions that names all functions
RUN = OPTION, INI = "option", "pytest's configuration"  # sources of options in a run of pytest
ENVIRONMENT = "environment"  # a source as well


def _option(default: Any, text: str, bare: str | None = None) -> Any:
    """Describe an option; `bare` is its value when a flag names none."""
    return field(default=default, metadata={"help": text, "bare": bare})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Hold the values of all options; `sources` tells where the value of each given option came from."""

    root: Path
    sources: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, object] = field(default_factory=dict)  # [tool.stackrig.config]
    given_config: Mapping[str, object] = field(default_factory=dict)  # from a command line, which takes precedence
    replace: Mapping[str, Mapping[str, Any]] = field(
        default_factory=dict
    )  # [tool.stackrig.replace]: outputs by pattern
    stack_outputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by project/stack
    stacks: tuple[Mapping[str, Any], ...] = ()  # [[tool.stackrig.stacks]]; see `each_stack`
    jwks: Mapping[str, Any] = field(default_factory=dict)  # [tool.stackrig.jwks]: the key sets of issuers
    project: str = _option("stackrig", "name of the Pulumi project")
    stack: str = _option("dev", "name of the Pulumi stack")
    program: str = _option(
        "", "the Pulumi program: module:function, called with the postgres handle, or a project's folder"
    )
    request: str = _option("", "path of a request that shows the deployed API at work, such as /albums?limit=2")
    seed: tuple[str, ...] = _option((), "SQL files, folders and module:function that fill the database, in order")
    seed_instance: str = _option("", "the RDS instance or cluster that the seeds fill, where a program has several")
    database: str = _option("chinook", "name of the database")
    database_image: str = _option("auto", "auto, embedded[:18], installed[:15], a Docker image or a postgresql:// DSN")
    database_port: int = _option(0, "the database's port on this machine, 0 for one the system chooses")
    database_timeout: float = _option(60.0, "seconds the database may take to answer")
    database_username: str = _option("postgres", "name of the database's superuser")
    database_password: str = _option("", "the superuser's password, empty for a random one")
    database_storage: str = _option(
        "tmpfs", "where a server's data is: tmpfs (memory, where the system lets it) or volume (the disk)"
    )
    use_localstack: bool = _option(default=True, text="false takes AWS itself, in the account aws-account names")
    aws_account: str = _option("", "the one AWS account that use-localstack=false may touch, 12 digits")
    localstack_image: str = _option("auto", "auto, embedded[:4.14.0], localemu, a Docker image or an http:// URL")
    localstack_port: int = _option(0, "LocalStack's port on this machine, 0 for one the system chooses")
    localstack_services: str = _option(DEFAULT_SERVICES, "AWS services, separated by commas")
    localstack_timeout: float = _option(90.0, "seconds LocalStack may take to be ready")
    localstack_environment: tuple[str, ...] = _option(
        (), "LocalStack's own settings: a table, or NAME=value NAME=value"
    )
    iam: str = _option("report", "report, enforce or off: what is done with calls that AWS's IAM would refuse")
    clock: str = _option("services", "services or functions: who follows the clock that tests move")
    debug_functions: str = _option("", "functions that start debugpy: names with commas, or all", bare=EVERY)
    network: str = _option("", "a Docker network to join (also DOCKER_TEST_NETWORK), empty for one of the rig's own")
    region: str = _option("us-east-1", "AWS region")
    deploy_engine: str = _option("auto", "auto, inprocess or cli (the Pulumi CLI)")
    aws_provider: str = _option("light", "light (stackrig's own) or plugin (the real one, with the Pulumi CLI)")
    reload: bool = _option(
        default=False,
        text="true lets functions of a rig that is up run their sources as they are at each call",
    )
    keep: str = _option(
        "auto", "true, false or auto (not in CI): a run leaves what it deploys to a rig for the next run"
    )
    teardown: bool = _option(default=True, text="false leaves what was started for the next run")

    @property
    def database_asked(self) -> tuple[AskedKind, str]:
        """Return the kind of database that is asked for, and its version, image or DSN."""
        return split_image(self.database_image)

    @property
    def cloud_asked(self) -> tuple[AskedKind, str]:
        """Return the kind of AWS endpoint that is asked for, and its version, image, endpoint URL or account."""
        return split_image(self.localstack_image) if self.use_localstack else ("aws", self.aws_account)

    def source(self, name: str) -> str:
        """Return an option's name and where its value came from, as the reason for a choice."""
        return f"{name} ({self.sources.get(name, 'default')})"


OPTIONS = {item.name: item for item in fields(Settings) if "help" in item.metadata}


def load_settings(
    root: Path | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    given: Mapping[str, object] | None = None,
    ini: Mapping[str, object] | None = None,
) -> Settings:
    """Read the options of the project at `root`; by default that is the nearest folder upwards with a pyproject.toml.

    Args:
        given: options of a command line by their name in `Settings`; None means not given. They win over
            STACKRIG_* variables, which win over [tool.stackrig].
        ini: the same of pytest's configuration file, which wins over [tool.stackrig] only.

    Raises:
        SettingsError: an unknown option, or a value that can't be used.
    """
    root = root or find_root(Path.cwd())
    given = dict(given or {})
    given_config = parse_config(given.pop("config", None))
    layers = [
        ("[tool.stackrig]", _read_pyproject(root)),
        (INI, ini or {}),
        (ENVIRONMENT, _read_environment(environ)),
        (OPTION, {name: value for name, value in given.items() if value is not None}),
    ]
    values = {name: _convert(name, value, source) for source, layer in layers for name, value in layer.items()}
    sources = {name: source for source, layer in layers for name in layer}
    tables = {
        "config": read_table(root, "config"),
        "given_config": given_config,
        "replace": read_replacements(root),
        "jwks": read_key_sets(root),
        "stack_outputs": read_table(root, "stack_outputs"),
        "stacks": read_stacks(root),
    }
    return _checked(Settings(root=root, sources=sources, **tables, **values))  # type: ignore[arg-type]  # see _convert


def find_root(folder: Path) -> Path:
    """Return the nearest folder from `folder` upwards that holds a pyproject.toml, or `folder` itself."""
    return next((home for home in (folder, *folder.parents) if (home / "pyproject.toml").exists()), folder)


def change(settings: Settings, **values: object) -> Settings:
    """Return the settings with some options replaced; values are checked as on a command line."""
    checked = {name: _convert(name, value, OPTION) for name, value in values.items()}
    sources = {**settings.sources, **dict.fromkeys(values, OPTION)}
    return _checked(dataclasses.replace(settings, sources=sources, **checked))  # type: ignore[arg-type]


def each_stack(settings: Settings) -> tuple[Settings, ...]:
    """Return the settings of each stack that the project deploys, in the order of [[tool.stackrig.stacks]].

    An option that a table leaves out is the project's own; its `config` wins over [tool.stackrig.config]. Without such
    tables, or if a command line or a variable names the program, the project has one stack.
    """
    if settings.sources.get("program") in (OPTION, ENVIRONMENT):
        return (settings,)
    return tuple(_stack_settings(settings, table) for table in settings.stacks) or (settings,)


def _stack_settings(settings: Settings, table: Mapping[str, Any]) -> Settings:
    options = {name: _convert(name, value, STACKS) for name, value in table.items() if name != "config"}
    sources = {**settings.sources, **dict.fromkeys(options, STACKS)}
    config = {**settings.config, **table.get("config", {})}
    return dataclasses.replace(settings, stacks=(), config=config, sources=sources, **options)  # type: ignore[arg-type]


def use_for_run(settings: Settings) -> Callable[[], None]:
    """Make `run_settings` use the project and the options of this run of pytest; return a function that undoes it."""
    _runs.append(settings)
    return partial(_runs.remove, settings)


def run_settings() -> Settings:
    """Return the settings of the project in this folder; in a process of pytest, with pytest's options.

    In a folder without a project, as a test's temporary one, it is pytest's.
    """
    if not _runs:
        return load_settings()
    run, here = _runs[-1], find_root(Path.cwd())
    root = here if (here / "pyproject.toml").exists() else run.root
    given = {name: getattr(run, name) for name in run.sources if run.sources[name] in RUN}
    return load_settings(root, given={**given, "config": run.given_config})


def project_root() -> Path:
    """Return the folder of the project that pytest runs; outside of pytest, that of the current folder's project."""
    return _runs[-1].root if _runs else find_root(Path.cwd())


_runs: list[Settings] = []  # the runs of pytest in this process: a test may run pytest itself


def localstack_variables(settings: Settings) -> dict[str, str]:
    """Return the given settings of LocalStack itself by name, with the key sets for stackrig's plugin in it."""
    key_sets = {"STACKRIG_JWKS": json.dumps(settings.jwks)} if settings.jwks else {}
    given = (part.partition("=") for part in settings.localstack_environment)
    return {**{name: value for name, _, value in given}, **key_sets}


def _checked(settings: Settings) -> Settings:
    if not (settings.use_localstack or settings.aws_account):
        raise SettingsError(
            f"use_localstack = false ({settings.sources.get('use_localstack', 'default')}) means AWS itself, but "
            "aws_account does not name the account that it may touch",
            remedies=["name it: --aws-account=… (STACKRIG_AWS_ACCOUNT), 12 digits", USE_LOCALSTACK],
        )
    return settings


def parse_config(given: object) -> dict[str, object]:
    """Return stack configuration from the texts of a command line, each key=value.

    Raises:
        SettingsError: a text has no key.
    """
    if isinstance(given, Mapping):
        return dict(given)
    texts = [given] if isinstance(given, str) else list(given or ())  # type: ignore[call-overload]  # or a list of them
    found: dict[str, object] = {}
    for text in texts:
        key, sign, value = str(text).partition("=")
        if not (key and sign):
            raise SettingsError(f"--config {key}: key=value is expected", remedies=["--config db_host=localhost"])
        found[key] = value
    return found


def _read_pyproject(root: Path) -> dict[str, object]:
    table = read_toml(root)
    options = {key.replace("-", "_"): value for key, value in table.items() if key not in TABLES}
    _check_names(options, f"[tool.stackrig] in {root / 'pyproject.toml'}", str)
    return options


def _read_environment(environ: Mapping[str, str]) -> dict[str, object]:
    found = {key.removeprefix("STACKRIG_").lower(): value for key, value in environ.items() if key in _variables()}
    known = _variables() | INTERNAL_VARIABLES
    unknown = {key: "" for key in environ if key.startswith("STACKRIG_") and key not in known}
    _check_names(unknown, "the environment", lambda name: f"STACKRIG_{name.upper()}")
    return {**{ALIASES[key]: value for key, value in environ.items() if key in ALIASES}, **found}


ALIASES = {"DOCKER_TEST_NETWORK": "network"}  # fixture-foundry's variable
INTERNAL_VARIABLES = frozenset({"STACKRIG_SESSION"})  # set by stackrig for its own child processes


def _variables() -> set[str]:
    return {f"STACKRIG_{name.upper()}" for name in OPTIONS}


def _check_names(names: Mapping[str, object], where: str, spell: Callable[[str], str]) -> None:
    known = {spell(name): name for name in OPTIONS}
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the options are: {', '.join(known)}"
            raise SettingsError(f"unknown option {name} in {where}: {hint}")


def _convert(name: str, value: object, source: str) -> object:
    try:
        return convert(name, value)
    except (TypeError, ValueError) as error:
        secret = "password" in name or "://" in str(value)  # an address may hold a password
        shown = "(not shown)" if secret else repr(value)
        raise SettingsError(f"{name} = {shown} ({source}) can't be used: {error}") from None
