"""Leave what a test run has deployed to the project's rig for the next run, which brings it up to date.

Each process that deploys has its own place: a record, an AWS account and a database. The record is complete as
long as nothing but data can differ from what it says; otherwise the next run deploys anew, in another account.
"""

import dataclasses
import hashlib
import json
import logging
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Protocol

from stackrig.database.server import PostgresServer
from stackrig.deployment.left_stacks import left_in_account
from stackrig.deployment.recorded_resources import recorded_resources
from stackrig.deployment.stacks import Deployment, destroy_stack, forget_stack
from stackrig.emulator.kept_accounts import put_back, watch_account
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import StackrigError, StartError
from stackrig.file_locks import file_lock
from stackrig.folders import project_folder, remove_folder
from stackrig.option_values import FALSE
from stackrig.processes import Session
from stackrig.rig.programs import stacks_by_name
from stackrig.rig.record import Rig, is_of, read_rig, write_rig
from stackrig.rig.unchanged_programs import KnownReads
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

FOLDER = "kept"  # below .stackrig
# Keys in a record: of its inputs, and among these of the reason why its stacks can't be used again.
MADE_FROM, FAULT = "kept", "fault"
# The settings that decide what is deployed, beside the program's own code and the seeds.
DECIDING = (
    "project",
    "stack",
    "program",
    "stacks",
    "config",
    "given_config",
    "replace",
    "stack_outputs",
    "region",
    "deploy_engine",
    "aws_provider",
    "seed_instance",
    "jwks",
    "iam",
)
# Resources with these types run the project's code when they are created.
RUNS_CODE = ("command:", "pulumi-python:dynamic", "pulumi-nodejs:dynamic", "aws:lambda/invocation:", "postgresql:")


class Deploy(Protocol):
    """Deploy to an account of a LocalStack, with a database of this name; stacks that are kept stay on failure.

    Programs that would do the same again do not run.
    """

    def __call__(
        self, endpoint: AwsEndpoint, name: str, kept: Collection[Deployment] = (), known: KnownReads | None = None
    ) -> Rig: ...


def stays(settings: Settings, session: Session, server: PostgresServer, endpoint: AwsEndpoint) -> bool:
    """Tell whether a run leaves what it deploys to these servers for the next run; see the option `keep`."""
    reason = _why_not(session, server, endpoint)
    if settings.keep == "true" and reason:
        log.warning("this run keeps no stack for the next run: %s", reason)
    in_ci = os.environ.get("CI", "").lower() not in ("", *FALSE)
    asked = settings.keep == "true" or (settings.keep == "auto" and not in_ci)
    return asked and not reason and settings.teardown


def _why_not(session: Session, server: PostgresServer, endpoint: AwsEndpoint) -> str:
    if is_of(session, server) or is_of(session, endpoint):
        return "this run has started its own servers, which end with it; invoke up leaves some up"
    if endpoint.backend != "embedded":
        return "only the embedded LocalStack can put data back"
    return "" if server.is_disposable else "stackrig did not start the database server"


@contextmanager
def kept_place(settings: Settings, worker: str) -> "Iterator[KeptPlace | None]":
    """Yield the place of a worker, locked against other runs; None while another run uses it."""
    project_folder(settings.root)
    path = _record_of(settings.root, worker)
    path.parent.mkdir(exist_ok=True)
    lock = file_lock(path.with_suffix(".lock"), "uses the stacks that are kept", timeout=0)
    place: KeptPlace | None = KeptPlace(settings, path, known_reads(settings.root, worker))
    with ExitStack() as held:
        try:
            held.enter_context(lock)
        except StartError:
            log.info("another run uses the stacks that are kept: this one deploys its own")
            place = None
        yield place


def known_reads(root: Path, worker: str) -> KnownReads:
    """Return what is known about the files that a worker's programs read in their last run."""
    return KnownReads(_record_of(root, worker).with_suffix(".reads"))


def _record_of(root: Path, worker: str) -> Path:
    return root / ".stackrig" / FOLDER / f"{worker or 'main'}.json"


def kept_rigs(root: Path) -> list[Rig]:
    """Return the stacks that earlier runs left in a project, as far as they can be used again."""
    found = []
    for path in sorted((root / ".stackrig" / FOLDER).glob("*.json")):
        with suppress(StackrigError):  # a damaged record is made anew
            rig = read_rig(path)
            found += [rig] if rig and rig.deployments and not rig.inputs.get(MADE_FROM, {}).get(FAULT) else []
    return found


def forget_kept(root: Path) -> int:
    """Remove the records of kept stacks whose servers are gone; return how many stacks these were."""
    count = sum(len(rig.deployments) for rig in kept_rigs(root))
    remove_folder(root / ".stackrig" / FOLDER)
    return count


@dataclass(slots=True)
class KeptPlace:
    """Hold the stacks of one process: `rig` once they are up to date, and one line about how that was done."""

    settings: Settings
    path: Path
    known: KnownReads
    rig: Rig | None = None
    story: str = ""

    @property
    def _database(self) -> str:
        return f"deployed_{self.path.stem}"

    def bring_up_to_date(self, endpoint: AwsEndpoint, deploy: Deploy) -> None:
        """Restore the data of the last run's stacks and deploy over them; deploy from scratch where that is not safe.

        Raises:
            StackrigError: the program or a resource failed; the next run deploys anew.
        """
        known, told = self._prepare(endpoint)
        account = known.localstack.access_key if known and known.localstack else _new_account()
        kept = known.deployments if known else ()
        at = dataclasses.replace(endpoint, access_key=account)
        self._write(Rig(localstack=at, deployments=kept), "the last run did not finish its deployment")
        rig = deploy(at, self._database, kept, self.known)
        reason = _what_ran(rig.deployments) or watch_account(at)
        self._write(rig, reason)
        done = [deployment.summary() for deployment in rig.deployments]
        parts = [", ".join(done), told, f"can't be kept for the next run: {reason}" if reason else ""]
        self.rig, self.story = rig, "; ".join(part for part in parts if part)

    def _prepare(self, endpoint: AwsEndpoint) -> tuple[Rig | None, str]:
        """Return the last run's stacks and what was restored; if they can't be used, nothing and the reason."""
        known, reason = self._read(endpoint)
        if not (known and known.localstack):
            return None, reason
        if not reason:
            back = put_back(known.localstack)
            others = f"the last run changed more than data: {', '.join(back.others)}" if back.others else ""
            reason = back.reason or others
            if not reason:
                return known, f"put back: {', '.join(back.done)}" if back.done else ""
        self._destroy(known, endpoint)
        return None, f"deployed anew: {reason}"

    def _read(self, endpoint: AwsEndpoint) -> tuple[Rig | None, str]:
        try:
            rig = read_rig(self.path)
        except StackrigError as error:
            log.info("%s", error)
            return None, "deployed anew: the record of the last run was damaged"
        if not (rig and rig.localstack):
            return None, ""
        inputs = rig.inputs.get(MADE_FROM, {})
        if fault := inputs.get(FAULT, "stackrig does not know what the last run left"):
            return rig, fault
        changed = [name for name, value in self._inputs().items() if inputs.get(name) != value]
        if rig.localstack.boot_id != endpoint.boot_id:
            changed = ["LocalStack"]
        return rig, f"changed: {', '.join(changed)}" if changed else ""

    def _destroy(self, rig: Rig, endpoint: AwsEndpoint) -> None:
        """Destroy an earlier run's stacks. One that can't be destroyed stays in its account, which is not reused."""
        account = rig.localstack.access_key if rig.localstack else ""
        for deployment in left_in_account(stacks_by_name(self.settings), account):
            try:
                destroy_stack(deployment, localstack=dataclasses.replace(endpoint, access_key=account))
            except StackrigError as error:
                log.warning("the stack %s of an earlier run could not be destroyed: %s", deployment.name, error)
                forget_stack(deployment)

    def _write(self, rig: Rig, fault: str) -> None:
        inputs = {**self._inputs(), FAULT: fault}
        write_rig(self.path, dataclasses.replace(rig, inputs={MADE_FROM: inputs}))

    def _inputs(self) -> dict[str, str]:
        values = [getattr(self.settings, name) for name in DECIDING]
        digest = hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()
        return {"stackrig": metadata.version("stackrig"), "the settings": digest}


def _what_ran(deployments: Collection[Deployment]) -> str:
    """Return the resources that ran code when they were created and so may have written to the database, or nothing.

    The next run makes its database anew, and nothing would run that code again.
    """
    kinds = {kind for deployment in deployments for kind, _ in recorded_resources(deployment)}
    found = sorted(kind for kind in kinds if kind.startswith(RUNS_CODE))
    return f"its database may hold what {', '.join(found)} wrote" if found else ""


def _new_account() -> str:
    return f"{secrets.randbelow(9 * 10**11) + 10**11}"
