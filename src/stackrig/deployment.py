"""Deployments of Pulumi programs: which engine, where its state is, and what is destroyed when."""

import dataclasses
import functools
import hashlib
import http.client
import importlib
import json
import logging
import shutil
import sys
import time
import typing
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from stackrig.errors import DeployError, SettingsError, TeardownError
from stackrig.loopback import ACCOUNT, aws_variables
from stackrig.processes import Process, describe_end, log_tail
from stackrig.settings import Settings, change, load_settings

if TYPE_CHECKING:
    from stackrig.engines import cli, inprocess
    from stackrig.engines.stack import Result
    from stackrig.provider.aws import AwsProvider

    Stack = inprocess.Stack | cli.CliStack

log = logging.getLogger("stackrig")

Program = Callable[[], object]
Config = Mapping[str, object]
EngineKind = Literal["inprocess", "cli"]

AWS_CONFIG = {"region": "region", "access_key": "accessKey", "secret_key": "secretKey"}
AWS_DEFAULTS = {"region": "us-east-1", "access_key": "test", "secret_key": "test"}
ACCOUNT_LENGTH = 12  # digits
LOCK_TIMEOUT = 300.0  # seconds a deployment waits for another one of the same stack
INFO_TIMEOUT = 10.0  # seconds the emulator has to say which boot it is
SWEEP_TIMEOUT = 0.5  # the same for one that may be gone
UNREADABLE = (OSError, http.client.HTTPException, ValueError, KeyError, TypeError)
LOOPBACK_NAMES = ("localhost", "::1", "localhost.localstack.cloud")
SHARED_PROVIDERS = 8
CLI = "pulumi"
INSTALL_CLI = "invoke install-pulumi tells how to put it on PATH, or downloads it"
ENGINES = {"inprocess": "the in-process engine", "cli": "the Pulumi CLI"}
VERBS = {"created": "created", "updated": "updated", "replaced": "replaced", "deleted": "deleted", "same": "unchanged"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Describe what a deployment did: its outputs, secrets unwrapped, and the resources by what became of them."""

    project: str
    stack: str
    outputs: dict[str, Any] = field(repr=False)
    created: int
    updated: int
    replaced: int
    deleted: int
    same: int
    seconds: float
    state_file: Path
    identity: dict[str, str]
    engine: EngineKind = "inprocess"
    plugins: bool = False

    def summary(self) -> str:
        """Return what was done, in one line."""
        counts = {word: getattr(self, name) for name, word in VERBS.items()}
        done = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        if not any((self.created, self.updated, self.replaced, self.deleted)):
            done = f"nothing to do, {self.same} resources unchanged"
        return f"stack {self.stack} of {self.project}: {done} ({self.seconds:.1f} s)"


@dataclass(frozen=True, slots=True)
class Engine:
    """Name the engine that deploys, where its command is, and why it is this one."""

    kind: EngineKind
    command: str
    reason: str

    def describe(self) -> str:
        """Return which engine it is and why, as `the Pulumi CLI: asked for`."""
        return f"{ENGINES[self.kind]}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Preview:
    """Tell what a deployment would do: a line for each resource, and how many are created, updated, and so on."""

    steps: tuple[str, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Say where a stack is deployed: the endpoint, its account and region, and which boot of the emulator.

    `process` is the emulator's where it was started here: its resources end with it.
    """

    project: str
    stack: str
    endpoint_url: str
    region: str
    access_key: str
    secret_key: str = field(repr=False)
    boot_id: str
    process: Process | None
    root: Path
    engine: Engine
    plugins: bool = False

    @property
    def state_file(self) -> Path:
        """Return where the in-process engine keeps the stack: one file per boot, account and region."""
        return _state_file(self.root, self.project, self.stack, self.identity)

    @property
    def backend(self) -> Path:
        """Return the folder of the Pulumi CLI's backend: one per boot, account and region, for all stacks."""
        return _backends(self.root) / _digest(self.identity)

    @property
    def identity(self) -> dict[str, str]:
        """Return what the stack's state belongs to: another boot of the emulator knows nothing of it."""
        return {"boot": self.boot_id, "account": account_of(self.access_key), "region": self.region}


def _digest(identity: Mapping[str, str]) -> str:
    return hashlib.sha256("\0".join(identity.values()).encode()).hexdigest()[:8]


def _state_file(root: Path, project: str, stack: str, identity: Mapping[str, str]) -> Path:
    return root / ".stackrig" / "stacks" / project / f"{stack}-{_digest(identity)}.json"


def _backends(root: Path) -> Path:
    return root / ".stackrig" / "pulumi"


# --- the context manager --------------------------------------------------------------------------------------------


@contextmanager
def deploy(
    project: str | Program | None = None,
    stack: str | None = None,
    program: Program | None = None,
    *,
    localstack: Mapping[str, Any] | None = None,
    teardown: bool = True,
    config: Config | None = None,
    settings: Settings | None = None,
) -> Iterator[dict[str, Any]]:
    """Deploy a Pulumi program and yield its outputs as plain values; destroy the stack at the end.

    `deploy(program)` alone takes project and stack from [tool.stackrig]. Another deployment of the same stack to the
    same emulator waits until this one has ended.

    Args:
        localstack: where to deploy: the `localstack` fixture's handle, or a mapping with endpoint_url and region.
        teardown: False leaves the stack, and a later deployment changes what it left.
        config: stack config; keys without a namespace get the project's. A value that is a mapping with `value` and
            `secret` is a secret. The values are never logged.

    Raises:
        SettingsError: there is nowhere to deploy to, or no program.
        DeployError: the program or a resource failed; what was made is destroyed, and an error of that is added.
        TeardownError: a resource could not be destroyed at the end.
    """
    if callable(project):
        project, program = None, project
    if program is None:
        raise SettingsError("there is no program to deploy", remedies=["pass it: deploy(project, stack, program)"])
    given = {name: value for name, value in (("project", project), ("stack", stack)) if value is not None}
    target = _find_target(change(settings or load_settings(), **given), localstack, config)
    with _opened(target, config) as stack_of_target:
        deployment = _deploy(target, stack_of_target, program, keep=not teardown)
        log.info("%s", deployment.summary())
        if not teardown:
            yield deployment.outputs
            return
        with _destroying(target, stack_of_target):
            yield deployment.outputs


def deploy_stack(
    settings: Settings,
    program: Program,
    *,
    localstack: Mapping[str, Any] | None,
    config: Config | None = None,
    refresh: bool = False,
) -> Deployment:
    """Deploy a Pulumi program under the project and stack of the settings, and leave it; see `deploy`.

    Args:
        refresh: look first at what became of the resources since the last deployment, as the Pulumi CLI does.

    Raises:
        SettingsError: there is nowhere to deploy to, or the engine can't do it.
        DeployError: the program or a resource failed. What a first deployment made is destroyed; a stack that was
            there before stays as it is then, and the next deployment continues.
    """
    target = _find_target(settings, localstack, config)
    with _opened(target, config) as stack:
        return _deploy(target, stack, program, keep=True, refresh=refresh)


def preview_stack(
    settings: Settings,
    program: Program,
    *,
    localstack: Mapping[str, Any] | None,
    config: Config | None = None,
    refresh: bool = False,
) -> Preview:
    """Return what `deploy_stack` would do. Nothing is changed.

    Raises:
        SettingsError: there is nowhere to deploy to, or the engine is not the Pulumi CLI.
        DeployError: the program failed.
    """
    target = _find_target(settings, localstack, config)
    _check_cli(target, "preview what it would do")
    from stackrig.engines import cli

    with _opened(target, config) as stack:
        result = cli.preview(typing.cast("cli.CliStack", stack), program, refresh=refresh)
    return Preview(result.steps, result.counts)


def destroy_stack(deployment: Deployment, *, localstack: Mapping[str, Any]) -> None:
    """Delete every resource of a deployment that was left. Idempotent; nothing is left of another boot's.

    Raises:
        TeardownError: some could not be deleted.
    """
    place = {"aws:region": deployment.identity["region"], "aws:accessKey": deployment.identity["account"]}
    settings = Settings(
        root=_root(deployment),
        project=deployment.project,
        stack=deployment.stack,
        deploy_engine=deployment.engine,
        aws_provider="plugin" if deployment.plugins else "light",
    )
    target = _make_target(settings, localstack, place)
    if target.identity == deployment.identity:
        with _opened(target, None) as stack:
            _engine(target).destroy(stack)
    forget_stack(deployment)


def forget_stack(deployment: Deployment) -> None:
    """Remove the record of a stack whose emulator is gone. Idempotent."""
    from stackrig.engines.locks import stack_lock

    root, project, stack = _root(deployment), deployment.project, deployment.stack
    with stack_lock(_state_file(root, project, stack, deployment.identity), timeout=LOCK_TIMEOUT):
        if deployment.engine == "cli":
            from stackrig.engines.cli import forget
            from stackrig.engines.urns import StackName

            forget(_backends(root) / _digest(deployment.identity), StackName(project, stack))
        deployment.state_file.unlink(missing_ok=True)


def _root(deployment: Deployment) -> Path:
    return next(folder.parent for folder in deployment.state_file.parents if folder.name == ".stackrig")


# --- the engine's part ----------------------------------------------------------------------------------------------


def choose_engine(settings: Settings) -> Engine:
    """Return the engine that deploys.

    Raises:
        SettingsError: it is asked for and not there, or can't use the AWS provider that is asked for.
    """
    asked, command = settings.deploy_engine, shutil.which(CLI) or ""
    if asked == "cli" and not command:
        raise SettingsError(
            "deploy_engine = 'cli': pulumi is not on PATH", remedies=[INSTALL_CLI, "--deploy-engine=inprocess"]
        )
    if asked == "inprocess" or not command:
        if settings.aws_provider == "plugin":
            raise SettingsError(
                "aws_provider = 'plugin' needs the Pulumi CLI as the engine, and the engine is the in-process one",
                remedies=["--deploy-engine=cli, with pulumi on PATH", INSTALL_CLI, "--aws-provider=light"],
            )
        return Engine("inprocess", "", "asked for" if asked == "inprocess" else "pulumi is not on PATH")
    return Engine("cli", command, "asked for" if asked == "cli" else f"pulumi is on PATH, {command}")


def _check_cli(target: Target, what: str) -> None:
    if target.engine.kind != "cli":
        raise SettingsError(
            f"the in-process engine does not {what}", remedies=["let the CLI deploy: --deploy-engine=cli"]
        )


def _engine(target: Target) -> ModuleType:
    return importlib.import_module(f"stackrig.engines.{target.engine.kind}")


@contextmanager
def _opened(target: Target, config: Config | None) -> "Iterator[Stack]":
    """Yield the stack with its state, held against other deployments."""
    from stackrig.engines.locks import project_folder, stack_lock

    project_folder(target.root)
    _sweep(target)
    with stack_lock(target.state_file, timeout=LOCK_TIMEOUT):
        yield _make_stack(target, _full_config(target, config or {}))


def _make_stack(target: Target, config: Mapping[str, Any]) -> "Stack":
    from stackrig.engines import inprocess
    from stackrig.engines.state import Checkpoint
    from stackrig.engines.urns import StackName

    description: dict[str, Any] = {
        "name": StackName(target.project, target.stack),
        "factories": {"aws": lambda inputs: _aws_provider(target, inputs)},
        "defaults": {"aws": {"region": target.region, "accessKey": target.access_key}},
        "config": config,
    }
    theirs = target.backend / "backend" / ".pulumi" / "stacks" / target.project / f"{target.stack}.json"
    if (target.state_file if target.engine.kind == "cli" else theirs).exists():
        raise DeployError(
            f"the stack {target.stack} was deployed by the other engine, not by {target.engine.kind}",
            remedies=[f"--deploy-engine={'inprocess' if target.engine.kind == 'cli' else 'cli'}", "invoke teardown"],
        )
    if target.engine.kind == "inprocess":
        checkpoint = Checkpoint(target.state_file, target.identity, target.endpoint_url)
        return inprocess.Stack(checkpoint=checkpoint, **description)
    return _make_cli_stack(target, description)


def _make_cli_stack(target: Target, description: Mapping[str, Any]) -> "Stack":
    from stackrig.engines.cli import CliStack
    from stackrig.provider.plugin import plugin_inputs

    inputs = plugin_inputs(target.endpoint_url) if target.plugins else {"accessKey": target.access_key}
    keys = {"AWS_SECRET_ACCESS_KEY": target.secret_key}
    return CliStack(
        command=target.engine.command,
        folder=target.backend,
        identity=target.identity,
        endpoint=target.endpoint_url,
        plugins=target.plugins,
        package_config={f"aws:{key}": value for key, value in inputs.items()},
        provider_inputs={"aws": inputs} if target.plugins else {},
        environment={**aws_variables(target.endpoint_url, target.region, target.access_key), **keys},
        **description,
    )


def _deploy(target: Target, stack: "Stack", program: Program, *, keep: bool, refresh: bool = False) -> Deployment:
    """Run the program. When it fails, destroy what was made, unless it is to be kept and was there before."""
    if refresh:
        _check_cli(target, "refresh")
    started, existed = time.perf_counter(), stack.exists
    log.info("deploying with %s", target.engine.describe())
    try:
        result: Result = _engine(target).run_program(stack, program, **({"refresh": True} if refresh else {}))
    except BaseException as error:
        if end := _end_of(target):
            error.add_note(end)
        elif keep and existed:
            error.add_note(f"the stack stays as it is now, its state is in {stack.state_file}; deploy once more")
        elif isinstance(error, Exception) or not target.process:
            _destroy_after(target, stack, error)
        # else Ctrl-C: the emulator ends with its session at once, or the next deployment goes on from here
        raise
    counts = {name: result.counts.get(name, 0) for name in VERBS}
    return Deployment(
        project=target.project,
        stack=target.stack,
        outputs=dict(sorted(result.outputs.items())),  # gRPC keeps no order
        seconds=time.perf_counter() - started,
        state_file=stack.state_file or target.state_file,
        identity=target.identity,
        engine=target.engine.kind,
        plugins=target.plugins,
        **counts,
    )


@contextmanager
def _destroying(target: Target, stack: "Stack") -> Iterator[None]:
    try:
        yield
    except Exception:
        _destroy(target, stack)  # an error of this is raised with the block's as its context: both are shown
        raise
    except BaseException as error:
        _destroy_after(target, stack, error)
        raise
    _destroy(target, stack)


def _destroy_after(target: Target, stack: "Stack", error: BaseException) -> None:
    """Destroy a stack because of an error, which is told what could not be destroyed."""
    try:
        _destroy(target, stack)
    except TeardownError as left:
        error.add_note(f"what was made could not be destroyed completely: {left.report()}")


def _destroy(target: Target, stack: "Stack") -> None:
    if end := _end_of(target):
        log.info("nothing is left to destroy: %s", end)
        stack.forget()
    else:
        _engine(target).destroy(stack)


def _end_of(target: Target) -> str:
    """Return how the emulator has ended, with the tail of its log; empty while it runs, or when it isn't ours."""
    end = describe_end(target.process) if target.process else ""
    return f"{end}\n{log_tail(target.process.log_file)}" if target.process and end else ""


def _aws_provider(target: Target, inputs: Mapping[str, Any]) -> "AwsProvider":
    """Return the provider for the inputs of an aws.Provider."""
    tags = _json_input(inputs, "defaultTags", {}).get("tags", {})
    return _shared_provider(
        _endpoint(target, inputs),
        str(inputs.get("region") or target.region),
        str(inputs.get("accessKey") or target.access_key),
        str(inputs.get("secretKey") or target.secret_key),
        tuple(sorted(tags.items())),
    )


@functools.lru_cache(maxsize=SHARED_PROVIDERS)
def _shared_provider(
    endpoint_url: str, region: str, access_key: str, secret_key: str, tags: tuple[tuple[str, str], ...]
) -> "AwsProvider":
    """Make a provider and keep it for later deployments: the clients of six services take botocore 0.3 s to make.

    Its idle connections close when the last reference to it goes, or at exit (urllib3's pools see to that).
    """
    from stackrig.provider.aws import AwsProvider

    return AwsProvider(
        endpoint_url=endpoint_url,
        region=region,
        access_key=access_key,
        secret_key=secret_key,
        default_tags=dict(tags),
    )


def _endpoint(target: Target, inputs: Mapping[str, Any]) -> str:
    """Return the endpoint a provider of the program talks to: the rig's, or the one it names on this machine."""
    named = {url for item in _json_input(inputs, "endpoints", []) for url in item.values() if url}
    for url in named:
        host = urlsplit(url).hostname or ""
        if host not in LOOPBACK_NAMES and not host.startswith("127.") and not host.endswith((".localhost",)):
            raise DeployError(
                f"the provider's endpoint {url} is not on this machine", remedies=["leave endpoints= out of it"]
            )
    return named.pop() if len(named) == 1 else target.endpoint_url


def _json_input(inputs: Mapping[str, Any], name: str, default: Any) -> Any:
    """Return a provider's input that is no text: the SDK sends it as JSON."""
    value = inputs.get(name)
    if isinstance(value, str):
        value = json.loads(value)
    return default if value is None else value


# --- where to -------------------------------------------------------------------------------------------------------


def _sweep(target: Target) -> None:
    """Remove states of this stack that belong to emulators which are gone: a killed process leaves its own."""
    from stackrig.engines.locks import stack_lock

    for file in target.state_file.parent.glob(f"{target.stack}-????????.json"):
        with suppress(DeployError):  # it is in use
            if file != target.state_file and _is_stale(file):
                with stack_lock(file, timeout=0):
                    file.unlink(missing_ok=True)
    for file in _backends(target.root).glob("*/identity.json"):
        if file.parent != target.backend and _is_stale(file):
            shutil.rmtree(file.parent, ignore_errors=True)


def _is_stale(state_file: Path) -> bool:
    """Tell whether nothing answers any more where a stack was deployed, or another boot; when in doubt it is not."""
    try:
        document = json.loads(state_file.read_text(encoding="utf-8"))
        boot_id = _ask_boot_id(str(document["endpoint"]), timeout=SWEEP_TIMEOUT)
        return boot_id != str(document["identity"]["boot"])
    except DeployError as error:
        return isinstance(getattr(error.__cause__, "reason", None), ConnectionRefusedError)
    except UNREADABLE:
        return False


def _find_target(settings: Settings, localstack: Mapping[str, Any] | None, config: Config | None) -> Target:
    if localstack is None:
        raise SettingsError(
            "there is no LocalStack to deploy to",
            remedies=["pass the fixture's handle: deploy(..., localstack=localstack)"],
        )
    target = _make_target(settings, localstack, config or {})
    if end := _end_of(target):
        message, _, log_lines = end.partition("\n")
        raise DeployError(message, evidence=log_lines, remedies=["start another: run again, or invoke localstack"])
    _check_ssl()
    return target


def _check_ssl() -> None:
    try:
        import ssl  # noqa: F401  # boto3 imports it
    except ImportError as error:
        raise DeployError(
            f"boto3 needs the module ssl, and {sys.executable} was built without it: {error}",
            remedies=["use another Python: uv python install 3.13", "build this one where OpenSSL's headers are"],
        ) from error


def _make_target(settings: Settings, localstack: Mapping[str, Any], config: Config) -> Target:
    aws = _full_keys(settings.project, config)
    given = {name: aws.get(f"aws:{key}", localstack.get(name)) for name, key in AWS_CONFIG.items()}
    region, access_key, secret_key = (_plain_text(given[name] or default) for name, default in AWS_DEFAULTS.items())
    endpoint_url = str(localstack["endpoint_url"])
    boot_id = str(localstack.get("boot_id") or _ask_boot_id(endpoint_url))
    process = localstack.get("process")
    target = Target(
        project=settings.project,
        stack=settings.stack,
        endpoint_url=endpoint_url,
        region=region,
        access_key=access_key,
        secret_key=secret_key,
        boot_id=boot_id,
        process=process if isinstance(process, Process) else None,
        root=settings.root,
        engine=choose_engine(settings),
        plugins=settings.aws_provider == "plugin",
    )
    if settings.deploy_engine == "auto" and target.state_file.exists():
        return dataclasses.replace(target, engine=Engine("inprocess", "", "the stack is this engine's already"))
    return target


def account_of(access_key: str) -> str:
    """Return the account LocalStack takes an access key for."""
    return access_key if access_key.isdecimal() and len(access_key) == ACCOUNT_LENGTH else ACCOUNT


def _ask_boot_id(endpoint_url: str, *, timeout: float = INFO_TIMEOUT) -> str:
    """Return which boot of LocalStack answers at an endpoint, the endpoint itself for another kind of emulator."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{endpoint_url.rstrip('/')}/_localstack/info", timeout=timeout) as answer:
            return str(json.load(answer)["session_id"])
    except (urllib.error.HTTPError, ValueError, KeyError):
        log.info("%s does not say which boot it is; after a restart remove .stackrig/stacks", endpoint_url)
        return endpoint_url
    except UNREADABLE as error:
        raise DeployError(f"nothing to deploy to answers at {endpoint_url}: {error}") from error


def _full_config(target: Target, config: Config) -> dict[str, Any]:
    """Return the stack config as the SDK reads it: full keys, texts, secrets wrapped."""
    from stackrig.engines.values import Secret

    full = {"aws:region": target.region, **_full_keys(target.project, config)}
    texts = {key: (_plain_text(value), _is_secret(value)) for key, value in full.items()}
    return {key: Secret(text) if secret else text for key, (text, secret) in texts.items()}


def _full_keys(namespace: str, config: Config) -> dict[str, object]:
    return {key if ":" in key else f"{namespace}:{key}": value for key, value in config.items()}


def _plain_text(value: object) -> str:
    if isinstance(value, Mapping) and "value" in value:
        value = value["value"]
    value = getattr(value, "value", value)  # a ConfigValue of the Automation API
    return value if isinstance(value, str) else json.dumps(value)


def _is_secret(value: object) -> bool:
    if isinstance(value, Mapping) and "value" in value:
        return bool(value.get("secret"))
    return bool(getattr(value, "secret", False))
