"""The Pulumi CLI as the engine: the program and the providers run in this process, and the CLI decides what is done.

It uses the protocol of Pulumi's Automation API with fewer runs: `stack init` and `up` make a new stack, `destroy` ends
it. The CLI uses no plugin and no language host of its own: --client connects it to the program (see `language`),
PULUMI_DEBUG_PROVIDERS to the providers (see `provider_service`). It uses no network.
"""

import json
import logging
import os
import re
import secrets
import shutil
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from stackrig.deployment.engines.cli_process import INPROCESS, INSTALL, Done, run_cli
from stackrig.deployment.engines.events import Events
from stackrig.deployment.engines.journal import Journal, remove_left
from stackrig.deployment.engines.language import ProgramService, serving_program
from stackrig.deployment.engines.locks import stack_lock
from stackrig.deployment.engines.program import ORGANIZATION, PARALLEL, Program
from stackrig.deployment.engines.progress import Failure, make_error
from stackrig.deployment.engines.provider_service import ProviderService, serving
from stackrig.deployment.engines.stack import Result, StackDescription
from stackrig.deployment.engines.values import plain_json, redact
from stackrig.deployment.provider.plugin import ACCOUNT_GUARD
from stackrig.deployment.urns import StackName
from stackrig.errors import DeployError, StackrigError, StartError, TeardownError
from stackrig.folders import home_folder, read_json, write_private
from stackrig.processes import is_named
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")

COMMAND = "pulumi"
MINIMUM = (3, 181, 0)  # from this version on `destroy` takes --client
LOCK_TIMEOUT = 60.0  # seconds within which a CLI whose program was killed must end, or another stack must be made
FOLDER_MODE = 0o700
PROGRAM = "program"  # a file of a stack's folder that names the program's folder
TAIL = 20  # how many lines of the CLI's own output are shown
NO_PLUGIN = re.compile(r"no resource plugin 'pulumi-resource-([\w-]+)' found.*?(v\d[\w.-]*)")

# Settings of the CLI in stackrig's folders: no update check, no download, no backup of every state.
SWITCHES = {
    "PULUMI_SKIP_UPDATE_CHECK": "true",
    "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS": "true",
    "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true",
    "PULUMI_AUTOMATION_API": "true",
}
CREDENTIALS = ("aws:accessKey", "aws:secretKey")  # plugins read them from the environment, both or none
OURS = ("PULUMI_", "AWS_")  # beginnings of variables that must not come from the user's environment


@dataclass(frozen=True, slots=True, kw_only=True)
class CliStack(StackDescription):
    """Describe a stack in one of stackrig's backend folders, each for one boot of the emulator, account and region.

    The config of packages and `package_config` are written to a file for the CLI, which configures default
    providers from it, without secrets. With `plugins` no package is served here, and a program's own providers get
    `provider_inputs`, by package.
    """

    command: str
    folder: Path
    identity: Mapping[str, str]
    endpoint: str
    plugins: bool = False
    package_config: Mapping[str, str] = field(default_factory=dict)
    provider_inputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def backend(self) -> Path:
        """Return the folder of the CLI's backend."""
        return self.folder / "backend"

    @property
    def state_file(self) -> Path:
        """Return where the CLI keeps the stack."""
        return self.backend / ".pulumi" / "stacks" / self.name.project / f"{self.name.stack}.json"

    @property
    def work(self) -> Path:
        """Return the folder the CLI works in."""
        return self.folder / "work" / self.name.project / self.name.stack

    @property
    def exists(self) -> bool:
        """Tell whether something is deployed."""
        return any(item.get("custom") for item in _resources(self.state_file))

    @property
    def creating(self) -> list[str]:
        """Return an empty list: providers finish their creations before a run ends, and the journal records them."""
        return []

    def forget(self) -> None:
        """Remove everything that is kept for the stack, because its resources are gone."""
        forget(self.folder, self.name)


def run_program(stack: CliStack, program: Program, *, refresh: bool = False) -> Result:
    """Bring the stack to the program's description, and return its outputs. See `inprocess.run_program`.

    Args:
        refresh: first read the resources as they are now.
    """
    options = ["--yes", "--skip-preview", *(["--refresh"] if refresh else [])]
    return _run(stack, program, "up", options, DeployError)


def preview(stack: CliStack, program: Program, *, refresh: bool = False) -> Result:
    """Return what a deployment would do, and to how many resources.

    Raises:
        DeployError: the program failed, or the CLI.
    """
    existed = stack.state_file.exists()
    try:
        return _run(stack, program, "preview", ["--refresh"] if refresh else [], DeployError)
    finally:
        if not existed:
            stack.forget()


def destroy(stack: CliStack) -> Result:
    """Delete every resource of the stack, and everything that is kept for it.

    Raises:
        TeardownError: some could not be deleted; they are still in the stack's state.
    """
    if not stack.state_file.exists():
        stack.forget()
        return Result({}, {})
    if stack.disposable:
        _unprotect(stack)
    if (program := stack.work / PROGRAM).exists():  # the program's interpreter runs its dynamic providers
        stack = replace(stack, program=Path(program.read_text(encoding="utf-8")))
    result = _run(stack, None, "destroy", ["--yes", "--skip-preview", "--continue-on-error"], TeardownError)
    stack.forget()
    return result


def install() -> Path:
    """Download the CLI that matches the installed SDK, as the Automation API does, unless it exists; return its path.

    Raises:
        StartError: it could not be downloaded or does not run.
    """
    from pulumi.automation import InvalidVersionError, PulumiCommand
    from semver import VersionInfo

    version = VersionInfo.parse(metadata.version("pulumi"))
    log.info("downloading pulumi %s, about 150 MB", version)
    try:
        return Path(PulumiCommand.install(version=version).command)
    except (OSError, ValueError, subprocess.CalledProcessError, InvalidVersionError) as error:
        output = (getattr(error, "output", None) or b"").decode(errors="replace")
        raise StartError(f"pulumi {version} could not be installed: {error}", evidence=output) from error


def forget(folder: Path, name: StackName) -> None:
    """Remove everything that is kept for a stack, and its backend folder with the last one. Repeating it is safe."""
    if not folder.exists():
        return
    kept = folder / "backend" / ".pulumi"
    with _held(folder):
        for rest in (folder / "work", kept / "history"):
            shutil.rmtree(rest / name.project / name.stack, ignore_errors=True)
        for file in (kept / "stacks" / name.project).glob(f"{name.stack}.json*"):
            file.unlink(missing_ok=True)
        if not any(kept.glob("stacks/*/*.json")):
            shutil.rmtree(folder, ignore_errors=True)


# --- a run ----------------------------------------------------------------------------------------------------------


def _run(
    stack: CliStack, program: Program | None, verb: str, options: Sequence[str], kind: type[StackrigError]
) -> Result:
    journal = Journal(stack.work / "journal")
    providers = ProviderService(stack.all_factories(), stack.all_defaults(), journal)
    language = ProgramService(stack, program, stack.provider_inputs)
    _prepare(stack, journal)
    with closing(providers), serving(providers) as provider_port, serving_program(language) as program_port:
        events = Events(lambda text: redact(text, language.hidden()), planned=verb == "preview")
        arguments = [verb, "--json", "--color=never", f"--parallel={PARALLEL}", f"--stack={stack.name.stack}"]
        arguments += [f"--client=127.0.0.1:{program_port}", "--exec-kind=auto.inline", *options]
        done = _call(stack, arguments, events.take, provider_port)
    if done.code >= 0:
        journal.path.unlink(missing_ok=True)  # the CLI has ended by itself and knows all resources
    if done.code:
        raise _error(kind, providers, language, events, done)
    outputs = {} if verb == "preview" else plain_json(language.outputs)
    return Result(outputs, dict(events.counts), tuple(events.steps), dict(events.types))


def _error(
    kind: type[StackrigError],
    providers: ProviderService,
    language: ProgramService,
    events: Events,
    done: Done,
) -> StackrigError:
    """Return one error for a run that failed: that of the resources, else the program's, else the CLI's own words."""
    hidden = language.hidden()
    told = {failure.urn for failure in providers.progress.failures}
    failures = [*providers.progress.failures, *(item for item in events.failures if item.urn not in told)]
    if found := NO_PLUGIN.search("\n".join(events.errors)):
        remedies = [f"pulumi plugin install resource {found[1]} {found[2]}", "--aws-provider=light needs no plugin"]
        return kind(found[0], remedies=remedies)
    if failures:
        sources = language.sources
        return make_error(
            kind, [Failure(item.urn, item.verb, sources.get(item.urn, ""), item.error) for item in failures], hidden
        )
    if language.failure:
        return language.failure
    evidence = redact("\n".join(events.errors or done.lines[-TAIL:]), hidden)
    return kind(f"pulumi ended with exit code {done.code}", evidence=evidence, remedies=[INPROCESS])


# --- the folders ----------------------------------------------------------------------------------------------------


def _prepare(stack: CliStack, journal: Journal) -> None:
    """Make the stack if it is new, and remove what a killed run left."""
    with _held(stack.folder):
        _make_folders(stack)
        _break_locks(stack)
        if not stack.state_file.exists():
            _make_stack(stack)
    _check_version(stack)
    known = {(item["urn"], item.get("id", "")) for item in _resources(stack.state_file)}
    remove_left(journal.path, known, stack.all_factories())
    _forget_pending(stack)


def _held(folder: Path) -> AbstractContextManager[None]:
    """Lock a backend folder while it gets or loses a stack: the last one takes the folder with it."""
    return stack_lock(folder, timeout=LOCK_TIMEOUT)


def _make_folders(stack: CliStack) -> None:
    """Make the folders and their contents; the plugins of the user's own Pulumi home folder are used."""
    home, own = stack.folder / "home", Path(os.environ.get("PULUMI_HOME") or home_folder() / ".pulumi")
    for folder in (stack.backend, stack.work, home):
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    if (own / "plugins").is_dir() and not (home / "plugins").exists():
        (home / "plugins").symlink_to(own / "plugins")
    passphrase = stack.folder / "passphrase"
    if not passphrase.exists():
        write_private(passphrase, secrets.token_hex())
    identity = {"identity": dict(stack.identity), "endpoint": stack.endpoint}
    write_private(stack.folder / "identity.json", json.dumps(identity))
    write_private(stack.work / "Pulumi.yaml", yaml.safe_dump({"name": stack.name.project, "runtime": "python"}))
    _write_config(stack)
    if stack.program:
        write_private(stack.work / PROGRAM, str(stack.program))


def _write_config(stack: CliStack) -> None:
    """Write the config of packages beside the CLI's own entries; the program gets its configuration from stackrig."""
    path = stack.work / f"Pulumi.{stack.name.stack}.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    left_out = CREDENTIALS if stack.plugins else ()
    guard = {key: value for key, value in stack.package_config.items() if key == f"aws:{ACCOUNT_GUARD}"}
    config = {**stack.package_config, **stack.config, **guard}
    packages = {
        key: value
        for key, value in config.items()
        if isinstance(value, str) and key not in left_out and not key.startswith(f"{stack.name.project}:")
    }
    # JSON quotes each text: PyYAML leaves an account such as 0123 bare, and the CLI reads that as a number.
    write_private(path, json.dumps({**document, "config": packages}, indent=2))


def _make_stack(stack: CliStack) -> None:
    done = _call(stack, ["stack", "init", stack.name.stack, "--no-select"])
    if done.code:
        raise DeployError(
            f"pulumi could not make the stack {stack.name.stack}: it ended with exit code {done.code}",
            evidence="\n".join(done.lines[-TAIL:]),
            remedies=[INPROCESS],
        )


def _check_version(stack: CliStack) -> None:
    """Refuse a CLI that is too old: it writes its version into the state."""
    text = str(_read_state(stack.state_file).get("manifest", {}).get("version", ""))
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)", text)
    if found and tuple(map(int, found.groups())) < MINIMUM:
        least = ".".join(map(str, MINIMUM))
        if not stack.exists:
            stack.forget()
        raise DeployError(f"pulumi {text} is too old, {least} is needed", remedies=[INSTALL, INPROCESS])


def _read_state(state_file: Path) -> dict[str, Any]:
    """Return the latest deployment in the state of a stack, empty when there is none."""
    try:
        latest = json.loads(state_file.read_text(encoding="utf-8"))["checkpoint"].get("latest") or {}
        return dict(latest)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeployError(
            f"the state of the stack in {state_file} can't be read: {error!r}",
            remedies=[f"remove it, and the resources it lists by hand: rm '{state_file}'"],
        ) from error


def _resources(state_file: Path) -> Sequence[Mapping[str, Any]]:
    resources: Sequence[Mapping[str, Any]] = _read_state(state_file).get("resources") or ()
    return resources


def _forget_pending(stack: CliStack) -> None:
    """Remove operations that were cut off from the state; the journal has removed their leftovers.

    The CLI would warn of them at every deployment.
    """
    if "pending_operations" in _read_state(stack.state_file):
        document = json.loads(stack.state_file.read_text(encoding="utf-8"))
        del document["checkpoint"]["latest"]["pending_operations"]
        write_private(stack.state_file, json.dumps(document))


def _unprotect(stack: CliStack) -> None:
    """Let the CLI delete every resource."""
    if any(item.get("protect") for item in _resources(stack.state_file)):
        document = json.loads(stack.state_file.read_text(encoding="utf-8"))
        for item in document["checkpoint"]["latest"]["resources"]:
            item.pop("protect", None)
        write_private(stack.state_file, json.dumps(document))


def _break_locks(stack: CliStack) -> None:
    """Remove the locks of dead CLIs. The stack is stackrig's: a living CLI here has lost its program and will end."""
    folder = stack.backend / ".pulumi" / "locks" / ORGANIZATION / stack.name.project / stack.name.stack
    for file in folder.glob("*.json"):
        owner = read_json(file)  # empty when its owner was killed while it wrote
        if owner.get("hostname") == socket.gethostname() and isinstance(owner.get("pid"), int):
            _await_end(owner["pid"])
        log.info("removing the lock of a pulumi that is gone, pid %s", owner.get("pid", "?"))
        file.unlink(missing_ok=True)


def _await_end(pid: int) -> None:
    wait_until(lambda: not is_named(pid, COMMAND), what=f"the end of pulumi (pid {pid})", timeout=LOCK_TIMEOUT)


# --- the process ----------------------------------------------------------------------------------------------------


def _call(
    stack: CliStack,
    arguments: Sequence[str],
    take: Callable[[str], bool] = lambda _line: False,
    provider_port: int = 0,
) -> Done:
    """Run the CLI on the stack; see `run_cli`."""
    command = [stack.command, "--non-interactive", *arguments]
    return run_cli(command, stack.work, _environment(stack, provider_port), take)


def _environment(stack: CliStack, provider_port: int) -> dict[str, str]:
    """Return the CLI's environment: the user's, without variables that lead to the user's backend or account."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    served = () if stack.plugins else stack.all_factories()
    return {
        **inherited,
        **SWITCHES,
        **stack.environment,
        "PULUMI_HOME": str(stack.folder / "home"),
        # Without the files that the CLI's storage library keeps beside each file, and does not write in one step.
        "PULUMI_BACKEND_URL": f"{stack.backend.as_uri()}?metadata=skip",
        "PULUMI_CONFIG_PASSPHRASE_FILE": str(stack.folder / "passphrase"),
        "PULUMI_DEBUG_PROVIDERS": ",".join(f"{package}:{provider_port}" for package in served),
    }
