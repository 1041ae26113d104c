"""Where a stack is deployed and by which engine: an emulator's endpoint, boot, account and region, or AWS itself."""

import dataclasses
import hashlib
import http.client
import json
import logging
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from stackrig.deployment.configuration import Config
from stackrig.emulator.routes import NO_ANSWER, ask_info
from stackrig.emulator.server import AWS, AwsEndpoint
from stackrig.errors import DeployError, SettingsError
from stackrig.extras import require_boto3
from stackrig.loopback import ACCOUNT, AWS_DOMAINS
from stackrig.processes import Process, describe_end, log_tail
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

EngineKind = Literal["inprocess", "cli"]

AWS_CONFIG = {"region": "region", "access_key": "accessKey", "secret_key": "secretKey"}
AWS_DEFAULTS = {"region": "us-east-1", "access_key": "test", "secret_key": "test"}
ACCOUNT_LENGTH = 12  # digits
INFO_TIMEOUT = 10.0  # seconds within which the emulator must report its boot
SWEEP_TIMEOUT = 0.5  # the same for an emulator that may be gone
UNREADABLE = (OSError, http.client.HTTPException, ValueError, KeyError, TypeError)
CLI = "pulumi"
INSTALL_CLI = "invoke install-pulumi tells how to put it on PATH, or downloads it"
ENGINES = {"inprocess": "the in-process engine", "cli": "the Pulumi CLI"}


@dataclass(frozen=True, slots=True)
class Engine:
    """Name the engine that deploys, the path of its command, and the reason for the choice."""

    kind: EngineKind
    command: str
    reason: str

    def describe(self) -> str:
        """Return the engine and the reason, such as `the Pulumi CLI: asked for`."""
        return f"{ENGINES[self.kind]}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Describe where a stack is deployed: the endpoint, its account and region, and the boot of the emulator.

    `process` is the emulator's, if stackrig started it: its resources end with it. An emulator that stackrig started
    is `disposable`. Without an endpoint it is AWS itself, with the user's credentials, which must belong to
    the account `access_key`.
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
    disposable: bool = False
    replaced: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stack_outputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def state_file(self) -> Path:
        """Return where the in-process engine keeps the stack: one file for each boot, account and region."""
        return state_file_of(self.root, self.project, self.stack, self.identity)

    @property
    def backend(self) -> Path:
        """Return the folder of the Pulumi CLI's backend: one for each boot, account and region, for all stacks."""
        return backends(self.root) / digest_of(self.identity)

    @property
    def identity(self) -> dict[str, str]:
        """Return the identity of the place that has the stack's resources; AWS itself has no boot."""
        return {"boot": self.boot_id, "account": account_of(self.access_key), "region": self.region}


def digest_of(identity: Mapping[str, str]) -> str:
    """Return the part of a name that is distinct for each boot, account and region."""
    return hashlib.sha256("\0".join(identity.values()).encode()).hexdigest()[:8]


def state_file_of(root: Path, project: str, stack: str, identity: Mapping[str, str]) -> Path:
    """Return where the in-process engine keeps a stack of the project in `root`."""
    return _states(root, project) / f"{stack}-{digest_of(identity)}.json"


def state_files_of(root: Path, project: str, stack: str) -> list[Path]:
    """Return where the in-process engine keeps a stack, for all boots, accounts and regions."""
    return sorted(_states(root, project).glob(f"{stack}-????????.json"))


def _states(root: Path, project: str) -> Path:
    return root / ".stackrig" / "stacks" / project


def backends(root: Path) -> Path:
    """Return the folder of the Pulumi CLI's backends."""
    return root / ".stackrig" / "pulumi"


# --- the engine -------------------------------------------------------------------------------------------------------


def choose_engine(settings: Settings, *, folder: bool = False) -> Engine:
    """Return the engine that deploys.

    Args:
        folder: whether the program is a folder; `auto` is then the in-process engine, which has what folders need.

    Raises:
        SettingsError: the engine that is asked for is missing, or can't use the AWS provider.
    """
    asked, command = settings.deploy_engine, shutil.which(CLI) or ""
    if folder and asked == "auto" and settings.aws_provider == "light":
        return Engine("inprocess", "", "the program is a folder")
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


# --- the emulator -----------------------------------------------------------------------------------------------------


def find_target(
    settings: Settings, localstack: Mapping[str, Any] | None, config: Config | None, *, folder: bool = False
) -> Target:
    """Return where to deploy: an emulator that runs.

    Raises:
        SettingsError: there is none, or the engine that is asked for can't be used.
        DeployError: it has ended, or does not answer.
    """
    if localstack is None:
        raise SettingsError(
            "there is no LocalStack to deploy to",
            remedies=["pass the fixture's handle: deploy(..., localstack=localstack)"],
        )
    target = make_target(settings, localstack, config or {}, folder=folder)
    if end := end_of(target):
        message, _, log_lines = end.partition("\n")
        raise DeployError(message, evidence=log_lines, remedies=["start another: run again, or invoke localstack"])
    _check_ssl()
    require_boto3()
    return target


def _check_ssl() -> None:
    try:
        import ssl  # noqa: F401  # boto3 imports it
    except ImportError as error:
        raise DeployError(
            f"boto3 needs the module ssl, and {sys.executable} was built without it: {error}",
            remedies=["use another Python: uv python install 3.13", "build this one where OpenSSL's headers are"],
        ) from error


def make_target(settings: Settings, localstack: Mapping[str, Any], config: Config, *, folder: bool = False) -> Target:
    """Return where to deploy: from the stack's configuration first, then from the emulator. See `find_target`."""
    aws = _full_keys(settings.project, config)
    given = {name: aws.get(f"aws:{key}", localstack.get(name)) for name, key in AWS_CONFIG.items()}
    region, access_key, secret_key = (_plain_text(given[name] or default) for name, default in AWS_DEFAULTS.items())
    endpoint_url = _check_endpoint(localstack)
    access_key = access_key if endpoint_url else str(localstack["access_key"])
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
        engine=choose_engine(settings, folder=folder),
        plugins=settings.aws_provider == "plugin",
        disposable=_is_disposable(localstack),
        replaced=settings.replace,
        stack_outputs=settings.stack_outputs,
    )
    if settings.deploy_engine == "auto" and target.state_file.exists():
        return dataclasses.replace(target, engine=Engine("inprocess", "", "the stack is this engine's already"))
    return target


def _is_disposable(localstack: Mapping[str, Any]) -> bool:
    """Tell whether the emulator ends with a rig; handles of accounts and copies of handles name its backend."""
    if isinstance(localstack, AwsEndpoint):
        return localstack.is_disposable
    return localstack.get("backend") in ("embedded", "image")


def _check_endpoint(localstack: Mapping[str, Any]) -> str:
    """Return an emulator's address; an empty text for AWS itself, which the caller must have asked for."""
    endpoint_url = str(localstack["endpoint_url"])
    if (urlsplit(endpoint_url).hostname or "").endswith(AWS_DOMAINS):
        raise SettingsError(f"localstack= leads to AWS itself: {endpoint_url}", remedies=["pass the fixture's handle"])
    if not (endpoint_url or (isinstance(localstack, AwsEndpoint) and localstack.backend == "aws")):
        raise SettingsError(
            "localstack= has an empty endpoint_url: there is no LocalStack to deploy to",
            remedies=["pass the fixture's handle", "to deploy to AWS itself: --use-localstack=false --aws-account=…"],
        )
    return endpoint_url


def account_of(access_key: str) -> str:
    """Return the account that LocalStack derives from an access key."""
    return access_key if access_key.isdecimal() and len(access_key) == ACCOUNT_LENGTH else ACCOUNT


def _ask_boot_id(endpoint_url: str, *, timeout: float = INFO_TIMEOUT) -> str:
    """Return the boot of the LocalStack at an endpoint; for another kind of emulator the endpoint itself."""
    address = urlsplit(endpoint_url)
    try:  # the port of LocalStack's HTTPS answers plain HTTP as well
        port = address.port or (443 if address.scheme == "https" else 80)
        return str(ask_info(address.hostname or "", port, timeout)["session_id"])
    except (ValueError, KeyError, TypeError):
        log.info("%s does not say which boot it is; after a restart remove .stackrig/stacks", endpoint_url)
        return endpoint_url
    except NO_ANSWER as error:
        raise DeployError(f"nothing to deploy to answers at {endpoint_url}: {error}") from error


def end_of(target: Target) -> str:
    """Return how the emulator has ended, with the tail of its log; empty while it runs, or when it isn't stackrig's."""
    end = describe_end(target.process) if target.process else ""
    return f"{end}\n{log_tail(target.process.log_file)}" if target.process and end else ""


# --- states of emulators that are gone --------------------------------------------------------------------------------


def sweep(target: Target) -> None:
    """Remove states of this stack whose emulators are gone; a killed process leaves such a state."""
    from stackrig.deployment.engines.locks import stack_lock

    for file in state_files_of(target.root, target.project, target.stack):
        with suppress(DeployError):  # another process uses it
            if file != target.state_file and is_stale(file):
                with stack_lock(file, timeout=0):
                    file.unlink(missing_ok=True)
    for file in backends(target.root).glob("*/identity.json"):
        if file.parent != target.backend and is_stale(file):
            shutil.rmtree(file.parent, ignore_errors=True)


def left_states(root: Path, project: str, stack: str) -> Iterator[tuple[EngineKind, Path, Path]]:
    """Yield each state of a stack: its engine, its file, and the file that says where the stack is."""
    for file in state_files_of(root, project, stack):
        yield "inprocess", file, file
    for place in backends(root).glob("*/identity.json"):
        file = cli_state_file(place.parent, project, stack)
        if file.exists():
            yield "cli", file, place


def cli_state_file(backend: Path, project: str, stack: str) -> Path:
    """Return where the Pulumi CLI keeps a stack in a folder of `backends`."""
    return backend / "backend" / ".pulumi" / "stacks" / project / f"{stack}.json"


def is_stale(state_file: Path) -> bool:
    """Tell whether a stack's emulator is gone, or was booted again; in doubt it is not."""
    try:
        document = json.loads(state_file.read_text(encoding="utf-8"))
        if document["identity"]["boot"] == AWS:
            return False
        boot_id = _ask_boot_id(str(document["endpoint"]), timeout=SWEEP_TIMEOUT)
        return boot_id != str(document["identity"]["boot"])
    except DeployError as error:
        return isinstance(error.__cause__, ConnectionRefusedError)
    except UNREADABLE as error:
        log.warning("%s is kept, because it may still be needed: %r", state_file, error)
        return False


# --- stack config -----------------------------------------------------------------------------------------------------


def full_config(target: Target, config: Config) -> dict[str, Any]:
    """Return the stack config in the form that the SDK reads: full keys, texts, secrets wrapped."""
    from stackrig.deployment.engines.values import Secret

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
