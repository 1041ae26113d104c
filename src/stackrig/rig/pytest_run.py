"""The rig of a test run: one for all its processes, attached to the project's own rig where the inputs are equal."""

import dataclasses
import hashlib
import logging
import os
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from stackrig.database.run_databases import RUN_PREFIX, has_other_runs, run_at_work, run_database
from stackrig.database.seeds import seed_files
from stackrig.database.server import PostgresServer, reached_by_lambdas
from stackrig.database.templates import clone_database, ensure_template
from stackrig.deployment.stacks import Deployment, deploy_stack
from stackrig.emulator.rds import tell_database
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import StackrigError
from stackrig.file_locks import file_lock
from stackrig.handles import Handle
from stackrig.leases import session_named, share_session
from stackrig.loopback import ACCOUNT, aws_settings
from stackrig.processes import Session
from stackrig.rig.attaching import attached
from stackrig.rig.kept_stacks import KeptPlace, kept_place, known_reads, stays
from stackrig.rig.parts import DATABASE, LOCALSTACK, PARTS, Server, part_of
from stackrig.rig.plan import BOTH, Plan
from stackrig.rig.programs import FoundProgram, find_programs, import_ahead, undone_on_failure
from stackrig.rig.project import STAGES, settle_rig, with_network
from stackrig.rig.record import Rig, is_of, load_rig, read_rig, write_rig
from stackrig.rig.run_end import DEPLOYED, RECORD, end_run
from stackrig.rig.run_servers import Cloud, run_cloud
from stackrig.rig.servers import check_server, need, restart_remedies
from stackrig.rig.side_by_side import abandon
from stackrig.rig.unchanged_programs import KnownReads, run_programs
from stackrig.settings import Settings, change
from stackrig.stages import run_beside, stage

if TYPE_CHECKING:
    from stackrig.emulator.sessions import EndpointSession

log = logging.getLogger("stackrig")
Notice = Callable[[Server], None]

ALONE_TIMEOUT = 1800.0  # seconds for which a process of the run may work: the first start downloads what it needs


@dataclass(frozen=True, slots=True)
class PytestRun:
    """Name a test run, the process that ends it (a pid), and this process's worker, if it is one."""

    session: Session
    owner: int
    worker: str = ""

    @property
    def id(self) -> str:
        """Return the id of its session."""
        return self.session.id


@dataclass(frozen=True, slots=True)
class Deployed(Handle):
    """Describe the deployed program of the project: its outputs, and the seeded database that it uses.

    `outputs` are those of the last stack; `stacks` has the outputs of each by project/stack.
    """

    outputs: Mapping[str, Any]
    postgres: PostgresServer
    localstack: AwsEndpoint
    stacks: Mapping[str, Mapping[str, Any]]

    def session(self) -> "EndpointSession":
        """Return a boto3 Session of the AWS account in which the program is deployed, with its functions and tables.

        `aws_session` belongs to the tests' own account, so that their stacks and buckets never meet the program's.
        """
        from stackrig.emulator.sessions import EndpointSession

        return EndpointSession(self.localstack)


def new_run() -> PytestRun:
    """Return a run that this process ends."""
    return PytestRun(session_named(secrets.token_hex(6)), os.getpid())


class LiveRig:
    """Start a run's servers, or attach to running ones: each once, side by side, when first asked for."""

    def __init__(self, settings: Settings, run: PytestRun, notice: Notice = lambda _server: None) -> None:
        """Keep what the stages need; nothing starts yet.

        Args:
            notice: called with each server that has started or was found, before it is used.
        """
        self.settings, self.run, self.notice = settings, run, notice
        self.plan = Plan(settings)  # for the servers requested so far
        self.started: dict[str, Future[Rig]] = {}
        self.database: PostgresServer | None = None  # a database of this process's own, on a server that others use too
        self.databases: set[str] = set()  # by name; all tests of this process share them
        self.in_use: dict[str, Server] = {}  # the handles that tests have
        self.place: KeptPlace | None = None  # what this process has deployed and leaves for the next run
        self.accounts: set[str] = set()  # the AWS accounts that all tests of this process share
        self.lock = Lock()
        self.undo = ExitStack()

    @cached_property
    def session(self) -> Session:
        """Return the run's session; the first process that asks begins it."""
        share_session(self.run.session, self.run.owner)
        return self.run.session

    def start(self, *names: str) -> None:
        """Begin to start these stages' servers and return at once."""
        wanted = [*self.started, *names]
        for name in names:
            if name not in self.started:
                self.started[name] = run_beside(partial(self._run, name, wanted))

    def network(self) -> str:
        """Return the name of the network the servers share, empty where they need none."""
        self.start("network")
        network = self.started["network"].result().network
        return network.name if network else ""

    def server(self) -> PostgresServer:
        """Return the database server after waiting for it; raise the error that made it fail."""
        self.start("db")
        rig = self.started["db"].result()
        cloud = self.plan.localstack.backend if self.plan.localstack else self.settings.cloud_asked[0]
        in_containers = rig.network is not None and cloud != "embedded"
        return reached_by_lambdas(need(rig.postgres, "a database", DATABASE.stage), in_containers=in_containers)

    def postgres(self) -> PostgresServer:
        """Return an empty database: the server's own, or another one when workers or other runs share the server."""
        database = self._own_database(self.server())
        self._note_use(postgres=database)
        return database

    def _own_database(self, server: PostgresServer) -> PostgresServer:
        theirs = not is_of(self.session, server)
        if not (self.run.worker or theirs):
            return server
        if not self.database:
            if server.backend == "attach" and not self.run.worker:  # the DSN names the database, whatever is in it
                self.undo.enter_context(run_at_work(server, self.run.id))
                self.database = server
            else:
                keep = not (theirs and self.settings.teardown)
                self.database = self.undo.enter_context(run_database(server, self.run.id, self.run.worker, keep=keep))
            self.databases.add(self.database.database)
        return self.database

    def localstack(self) -> AwsEndpoint:
        """Return LocalStack after waiting for it; workers and runs that share one have their own accounts in it."""
        endpoint = self._endpoint()
        account = self._account(endpoint, self.run.worker)
        self.accounts.add(account)
        endpoint = dataclasses.replace(endpoint, access_key=account)
        self._note_use(localstack=endpoint)
        return endpoint

    def _note_use(self, **handles: Server) -> None:
        """Make RDS instances databases of the run's server, once a test has asked for the server and LocalStack."""
        self.in_use.update(handles)
        self.tell_database(self.in_use.get("localstack"))

    def tell_database(self, account: Mapping[str, Any] | None) -> None:
        """Make RDS instances in an account databases of the run's server, if a test has asked for the server."""
        tell_database(self.settings, account, self.in_use.get("postgres"))

    def deployed(self) -> Deployed:
        """Return the project's program, deployed on a database with its seeds: once for the run's processes."""
        if not known_reads(self.settings.root, self.run.worker).can_stay():
            run_beside(lambda: import_ahead(find_programs(self.settings)))
        server, endpoint = self.server(), self._endpoint()
        self.postgres()  # shows other runs on a shared server that this run is active and needs its databases
        rig = self._deployed_again(server, endpoint) or self._deployed_once(server, endpoint)
        deployment, endpoint = need(rig.deployment, "a deployment", "deploy"), need(rig.localstack, "one", "localstack")
        database = need(rig.postgres, "a database", DATABASE.stage)
        self.databases.add(database.database)
        self.accounts.add(endpoint.access_key)
        stacks = {one.name: one.outputs for one in rig.deployments}
        return Deployed(deployment.outputs, database, endpoint, stacks)

    def _deployed_once(self, server: PostgresServer, endpoint: AwsEndpoint) -> Rig:
        """Deploy for this run alone; the first of its processes does it."""
        with self._alone("deployed"):
            rig = read_rig(self.session.folder / DEPLOYED)
            if not rig:
                name = self._deployed_name(server)
                account = self._account(endpoint, name)
                rig = self._deploy(server, dataclasses.replace(endpoint, access_key=account), name)
                write_rig(self.session.folder / DEPLOYED, rig)
        return rig

    def _deployed_again(self, server: PostgresServer, endpoint: AwsEndpoint) -> Rig | None:
        """Bring an earlier run's stacks up to date, each worker its own; return None if nothing is kept."""
        if not stays(self.settings, self.session, server, endpoint):
            return None
        if not self.place:
            self.place = self.undo.enter_context(kept_place(self.settings, self.run.worker))
        if self.place and not self.place.rig:
            self.place.bring_up_to_date(endpoint, partial(self._deploy, server))
        return self.place.rig if self.place else None

    def check(self, names: Collection[str]) -> None:
        """Raise a StackrigError with the log's tail when a server of these stages had started and has ended."""
        for name in names:
            future = self.started.get(name)
            rig = future.result() if name in BOTH and future and _has_succeeded(future) else Rig()
            if server := part_of(name).of(rig) if name in BOTH else None:
                check_server(server, self._remedies(server, name))

    def unfinished(self, *names: str, timeout: float) -> list[str]:
        """Return which of these stages are still running after `timeout` seconds; begin those that have not begun."""
        self.start(*names)
        wait([self.started[name] for name in names], timeout=timeout)
        return [name for name in self.started if not self.started[name].done()]

    def _remedies(self, server: Server, stage: str) -> list[str]:
        """Return what to type when a server has ended: a run starts its own, and the tasks start a rig left up."""
        if is_of(self.session, server):
            return ["run pytest again: each run starts a server of its own"]
        return [*restart_remedies(stage), "then run pytest again"]

    def found(self) -> list[Server]:
        """Return the servers that this process did not start: the project's rig's, and those of other workers."""
        records = (load_rig(self.settings.root), read_rig(self.run.session.folder / RECORD))
        return [server for rig in records if rig for part in PARTS if (server := part.of(rig))]

    def servers(self) -> dict[str, Server]:
        """Return the servers that have started, by their names in reports."""
        done = {name: future.result() for name, future in self.started.items() if _has_succeeded(future)}
        found = {part.title: part.of(done[part.stage]) for part in PARTS if part.stage in done}
        return {title: server for title, server in found.items() if server}

    def cloud(self) -> Cloud | None:
        """Return the LocalStack that has started; None where there is none."""
        endpoint = self.servers().get(LOCALSTACK.title)
        return run_cloud(self.session, endpoint, self.accounts) if isinstance(endpoint, AwsEndpoint) else None

    def abandon(self) -> None:
        """Give up the servers when one of them is still starting, because the run was interrupted."""
        if self.run.owner == os.getpid() and not all(future.done() for future in self.started.values()):
            abandon(self.session, self.started.values())
            self.started.clear()

    # --- stages, one process at a time

    def _run(self, name: str, wanted: Collection[str]) -> Rig:
        session = self.session
        with self.lock, self._alone("network"):
            rig = self._prepare(name, wanted if set(wanted) & set(BOTH) else BOTH)
        if name == "network":
            return rig
        part = part_of(name)
        with self._alone(name):
            rig = self._read()
            server = part.of(rig)
            if not (self.run.worker and server and not server.how_ended()):  # otherwise one worker has made or found it
                made = STAGES[name](self.plan, rig, session)
                rig = self._note(lambda rig: part.moved(rig, made))
        self.notice(need(part.of(rig), "a server", name))
        return rig

    def _prepare(self, name: str, wanted: Collection[str]) -> Rig:
        """Plan all wanted servers, attach to those that run, and make the network that they share.

        Only the failing stage raises: the other server may be all that a test needs.
        """
        for part in [part for part in PARTS if part.stage in wanted and not part.planned(self.plan)]:
            try:
                new = settle_rig(self.settings, self._read(), [part.stage], pull=True, planned=self.plan)
                plan = self.plan.joined(new)
                self._note(partial(attached, plan, part))
                self.plan = plan
            except StackrigError:
                if part.stage == name:
                    raise
        rig = with_network(self.plan, self._read(), self.session)
        return self._note(lambda now: dataclasses.replace(now, network=rig.network))

    def _deployed_name(self, server: PostgresServer) -> str:
        """Return the name of the database to deploy on; it is stable only if no other run is active on the server."""
        alone = is_of(self.session, server) or not (self.settings.teardown or has_other_runs(server, self.run.id))
        return "deployed" if alone else f"{RUN_PREFIX}{self.run.id}_deployed"

    def _deploy(
        self,
        server: PostgresServer,
        endpoint: AwsEndpoint,
        name: str,
        kept: Collection[Deployment] = (),
        known: KnownReads | None = None,
    ) -> Rig:
        files = seed_files(self.settings.root, self.settings.seed)
        with stage("deploy"):
            database = clone_database(server, ensure_template(server, files), name)
            aws = aws_settings(endpoint.endpoint_url, endpoint.region, endpoint.access_key)
            with aws, undone_on_failure(endpoint, kept=kept) as made:
                if kept and known and (done := known.bring_up_to_date(tuple(kept), endpoint, database)):
                    tell_database(self.settings, endpoint, database)
                    made.extend(done)
                else:
                    run = partial(self._run_program, endpoint, database)
                    run_programs(find_programs(self.settings), run, made, known, database)
        return Rig(postgres=database, localstack=endpoint, deployments=tuple(made))

    def _run_program(self, endpoint: AwsEndpoint, database: PostgresServer, found: FoundProgram) -> Deployment:
        program, settings = found.load(database), self._stack_of_run(found.settings, endpoint)
        return deploy_stack(settings, program, localstack=endpoint, postgres=database)

    def _stack_of_run(self, stack: Settings, endpoint: AwsEndpoint) -> Settings:
        """Return a stack's settings; on AWS its name is the run's own, because no account keeps runs apart there."""
        return change(stack, stack=f"{stack.stack}-{self.run.id}") if endpoint.backend == "aws" else stack

    def _endpoint(self) -> AwsEndpoint:
        self.start("localstack")
        return need(self.started["localstack"].result().localstack, "a LocalStack", LOCALSTACK.stage)

    def _account(self, endpoint: AwsEndpoint, part: str) -> str:
        """Return the account of a part of the run: LocalStack's default account for its only user."""
        if endpoint.backend == "aws":  # AWS has one account, for all
            return endpoint.access_key
        theirs = self.settings.teardown and not is_of(self.session, endpoint) and endpoint.backend != "attach"
        if not (theirs or part):
            return ACCOUNT
        digest = hashlib.sha256(f"{self.run.id if theirs else ''} {part}".encode()).hexdigest()
        return f"{int(digest, 16) % (9 * 10**11) + 10**11}"  # any 12 digits

    # --- the run's record

    @contextmanager
    def _alone(self, what: str) -> Iterator[None]:
        """Let one process or thread of the run at a time do something."""
        with file_lock(self.session.folder / f"{what}.lock", f"works on the run's {what}", timeout=ALONE_TIMEOUT):
            yield

    def _read(self) -> Rig:
        return read_rig(self.session.folder / RECORD) or Rig()

    def _note(self, change: Callable[[Rig], Rig]) -> Rig:
        with self._alone("record"):
            rig = change(self._read())
            write_rig(self.session.folder / RECORD, rig)
        return rig


@contextmanager
def live_rig(
    settings: Settings, run: PytestRun | None = None, notice: Notice = lambda _server: None
) -> Iterator[LiveRig]:
    """Yield a rig whose servers start when asked for; at the end stop them, if no other process ends the run.

    A rig that was left up is used if its inputs are equal, and it stays up. With `teardown` off, what was
    started is left up, too, and recorded; what it replaces is stopped.
    """
    live, pid = LiveRig(settings, run or new_run(), notice), os.getpid()
    try:
        yield live
    finally:
        if os.getpid() == pid:  # not in a child that a test has forked
            _finish(live)


def _finish(live: LiveRig) -> None:
    with ExitStack() as undo:
        if live.run.owner == os.getpid():
            undo.callback(end_run, live.settings, live.run.session)
            undo.callback(wait, live.started.values())
        undo.callback(live.undo.close)
        undo.callback(live.abandon)


def _has_succeeded(future: Future[Rig]) -> bool:
    return future.done() and not future.exception()
