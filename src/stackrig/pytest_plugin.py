"""The pytest plugin: options, fixtures and header over the functions of `stackrig.rig`."""

import importlib
import os
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

import pytest

from stackrig.errors import StackrigError
from stackrig.pytest_options import add_options, answer_options, declared_defaults, given_options, ini_options
from stackrig.reporting.failures import Reports, mask_option
from stackrig.reporting.progress import say, showing_progress, showing_wait, warning_aloud
from stackrig.settings import Settings, load_settings, use_for_run

if TYPE_CHECKING:
    from stackrig.database.clones import Clones
    from stackrig.database.seeds import Entry
    from stackrig.database.server import PostgresServer
    from stackrig.emulator.clock import Clock
    from stackrig.emulator.function_coverage import FunctionCoverage
    from stackrig.emulator.server import AwsEndpoint
    from stackrig.emulator.sessions import AwsAccount, EndpointSession
    from stackrig.rig.parts import Server
    from stackrig.rig.pytest_run import Deployed, LiveRig, PytestRun

STAGES_OF_FIXTURES = {  # the stages that start the servers of a fixture
    "container_network": ("network",),
    "postgres": ("db",),
    "localstack": ("localstack",),
    "aws_session": ("localstack",),
    "clock": ("localstack",),
    "deployed": ("db", "localstack"),
}

_settings_key = pytest.StashKey[Settings]()
_given_key = pytest.StashKey[dict[str, object]]()  # the options that the command line gives
_reports_key = pytest.StashKey[Reports]()
_stages_key = pytest.StashKey[set[str]]()
_run_key = pytest.StashKey[Path]()  # the folder of the session that workers of this process share

Scope = Literal["session", "package", "module", "class", "function"]


# --- options --------------------------------------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_load_initial_conftests(parser: pytest.Parser) -> None:
    """Add the options no conftest has declared: the article's conftest declares several of these names itself."""
    add_options(parser)


@pytest.hookimpl(tryfirst=True)  # a conftest's own hook finds the effective values
def pytest_configure(config: pytest.Config) -> None:
    """Read the settings, so that a bad option ends the run before anything starts."""
    defaults = declared_defaults(config._parser)  # noqa: SLF001  # pytest has no public list of options
    given = getattr(config, "workerinput", {}).get("stackrig_given") or given_options(config.option, defaults)
    try:
        given = {**given, "config": getattr(config.option, "stackrig_config", None)}
        settings = load_settings(config.rootpath, given=given, ini=ini_options(config))
    except StackrigError as error:
        raise pytest.UsageError(error.report()) from error
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:pulumi_aws")  # pulumi_aws's own modules warn
    config.stash[_settings_key], config.stash[_given_key] = settings, given
    answer_options(config.option, settings)
    config.add_cleanup(use_for_run(settings))  # a conftest's own call of deploy follows the command line as well
    config.stash[_stages_key] = set()
    config.stash[_reports_key] = Reports(config, settings)
    config.pluginmanager.register(config.stash[_reports_key], "stackrig-reports")


def pytest_report_header(config: pytest.Config) -> str:
    """Describe the options in use and where they come from."""
    settings = config.stash[_settings_key]
    cloud = "localstack_image" if settings.use_localstack else "aws_account"
    names = ["database_image", cloud, *(["iam"] if "iam" in settings.sources else [])]
    asked = [f"{name} {getattr(settings, name)}{_source(settings, name)}" for name in names]
    return mask_option(settings, f"stackrig: {', '.join(asked)}, deploy_engine {settings.deploy_engine}")


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """Say which servers the collected tests get and why; a run that needs none imports nothing for it."""
    settings, stages = config.stash[_settings_key], config.stash[_stages_key]
    if not stages & {"db", "localstack"}:
        return []
    from stackrig.rig.choices import describe_choices

    try:
        return [f"stackrig: {line}" for line in describe_choices(settings, stages)]
    except StackrigError as error:
        return [f"stackrig: {error}"]


def _source(settings: Settings, name: str) -> str:
    return f" ({settings.sources[name]})" if name in settings.sources else ""


# --- fixtures -------------------------------------------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)  # the terminal reports the choice right after this
def pytest_collection_finish(session: pytest.Session) -> None:
    """Note which servers the collected tests need, so that these can start side by side."""
    if session.config.getoption("showfixtures"):
        _show_fixtures_once(session)
    names = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    session.config.stash[_stages_key] = {stage for name in names for stage in STAGES_OF_FIXTURES.get(name, ())}


def _show_fixtures_once(session: pytest.Session) -> None:
    """Make `pytest --fixtures` list a fixture once that conftests import too: pytest 9.2 can't sort equal ones."""
    manager: Any = session._fixturemanager  # noqa: SLF001  # pytest has no public list of fixtures
    if find := getattr(manager, "_get_all_fixture_defs", None):
        manager._get_all_fixture_defs = {(one.func, one.argname): one for one in find()}.values  # noqa: SLF001


@pytest.fixture(scope="session")
def stackrig_settings(pytestconfig: pytest.Config) -> Settings:
    """Return the settings of this run."""
    return pytestconfig.stash[_settings_key]


@pytest.fixture(scope="session")
def stackrig_rig(pytestconfig: pytest.Config, stackrig_settings: Settings) -> "Iterator[LiveRig]":
    """Yield this run's only rig, however many conftests import its fixtures; stop what it started at the end."""
    from stackrig.loopback import loopback_names, without_libpq_variables
    from stackrig.reporting.debugging import debugging
    from stackrig.rig.pytest_run import live_rig

    reports = pytestconfig.stash[_reports_key]
    measured = _measured(pytestconfig)
    begin_measuring = [measured.begin] if measured else []
    with (
        loopback_names(),
        without_libpq_variables(),
        showing_progress(pytestconfig),
        reports.timing(),
        debugging(pytestconfig, stackrig_settings) as begin_debugging,
        live_rig(
            stackrig_settings, _shared_run(pytestconfig), _all(reports.follow, begin_debugging, *begin_measuring)
        ) as rig,
    ):
        reports.note_rig(rig)
        rig.start(*pytestconfig.stash[_stages_key])
        yield rig
        if measured and (fault := measured.collect()):
            say(pytestconfig, fault)
        reports.note_end(rig.cloud(), rig.servers().values())
        reports.rig = None


def _measured(config: pytest.Config) -> "FunctionCoverage | None":
    """Return a function that measures functions as well, if the coverage of this process is measured."""
    module = sys.modules.get("coverage")
    coverage, run = module and module.Coverage.current(), _shared_run(config)
    if not coverage:
        return None
    from stackrig.emulator.function_coverage import FunctionCoverage

    name, owner = (run.id, run.owner) if run else (f"pytest {os.getpid()}", os.getpid())
    return FunctionCoverage(coverage, config.stash[_settings_key].root, name, owner)


def _all(*callbacks: "Callable[[Server], None]") -> "Callable[[Server], None]":
    def notice(server: "Server") -> None:
        for callback in callbacks:
            callback(server)

    return notice


# --- more fixtures --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def container_network(stackrig_rig: "LiveRig") -> str:
    """Return the name of the network that the rig's containers share; empty for an embedded rig, which has none."""
    return stackrig_rig.network()


@pytest.fixture(scope="session")
def postgres(stackrig_rig: "LiveRig", pytestconfig: pytest.Config) -> "PostgresServer":
    """Return the database server of this run, with an empty database; workers of pytest-xdist have one each."""
    with showing_wait(pytestconfig, stackrig_rig, "db"):
        return stackrig_rig.postgres()


@pytest.fixture(scope="session")
def stackrig_clones(
    postgres: "PostgresServer", stackrig_rig: "LiveRig", pytestconfig: pytest.Config
) -> "Iterator[Clones]":
    """Yield the source of tests' databases, see `postgres_factory`."""
    from stackrig.database.clones import clones_ahead

    with clones_ahead(postgres, stackrig_rig.run.id) as clones:
        pytestconfig.stash[_reports_key].leaks = clones.leaks
        yield clones


def postgres_factory(*, seeds: "Sequence[Entry] | None" = None, scope: Scope = "function") -> Any:
    """Return a fixture that gives each test (or class, module …) its own database, as `postgres_clone` does.

    Args:
        seeds: files, folders and functions, paths relative to the project; those of [tool.stackrig] when not given.
    """

    @pytest.fixture(scope=scope)
    def clone(
        postgres: "PostgresServer",
        stackrig_clones: "Clones",
        stackrig_settings: Settings,
        request: pytest.FixtureRequest,
    ) -> "Iterator[PostgresServer]":
        """Yield a database with the seeds in it; drop it at the end, if none of its tests failed."""
        from stackrig.database.seeds import seed_files
        from stackrig.database.templates import ensure_template

        files = seed_files(stackrig_settings.root, stackrig_settings.seed if seeds is None else seeds)
        with warning_aloud(request.config):
            template = ensure_template(postgres, files)
        database = stackrig_clones.take(template, ahead=scope == "function")
        reports = request.config.stash[_reports_key]
        with reports.noting_clone(request.node, str(request.fixturename), database):
            yield database
        if database.database not in reports.kept:
            stackrig_clones.give_back(database, request.node.nodeid)

    return clone


postgres_clone = postgres_factory()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a test at once when a server that it needs has died since it was started."""
    if rig := item.config.stash[_reports_key].rig:
        rig.check([stage for name in getattr(item, "fixturenames", ()) for stage in STAGES_OF_FIXTURES.get(name, ())])


@pytest.hookimpl(tryfirst=True, wrapper=True)  # before fixtures end, which would wait for servers that are starting
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> Generator[None]:
    """After Ctrl-C don't wait for servers that are still starting; at the end stop the servers that workers shared."""
    rig = session.config.stash[_reports_key].rig
    if rig and exitstatus == pytest.ExitCode.INTERRUPTED:
        rig.abandon()
    yield
    if folder := session.config.stash.get(_run_key, None):
        _end_shared_run(session.config, folder)


@pytest.hookimpl(tryfirst=True)  # before the findings are shown
def pytest_terminal_summary(config: pytest.Config) -> None:
    """Show what the IAM of the LocalStack that pytest-xdist's workers shared has found."""
    folder = config.stash.get(_run_key, None)
    if folder and folder.exists():
        from stackrig.rig.run_servers import shared_cloud, shared_servers

        session = _run_of(folder, os.getpid()).session
        config.stash[_reports_key].note_end(shared_cloud(session), shared_servers(session))


# --- pytest-xdist: the process that controls the workers owns the run, so that a worker may crash and be replaced -----


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker which run it is part of."""
    folder = node.config.stash.setdefault(_run_key, Path(tempfile.gettempdir(), f"stackrig-{os.urandom(6).hex()}"))
    node.workerinput["stackrig_run"] = [str(folder), os.getpid()]
    node.workerinput["stackrig_given"] = node.config.stash[_given_key]


def _shared_run(config: pytest.Config) -> "PytestRun | None":
    given = getattr(config, "workerinput", {})
    if "stackrig_run" not in given:
        return None
    folder, owner = given["stackrig_run"]
    return _run_of(Path(folder), owner, given["workerid"])


def _run_of(folder: Path, owner: int, worker: str = "") -> "PytestRun":
    from stackrig.processes import Session
    from stackrig.rig.pytest_run import PytestRun

    return PytestRun(Session(folder.name.partition("-")[2], folder), owner, worker)


def _end_shared_run(config: pytest.Config, folder: Path) -> None:
    if folder.exists():  # otherwise no worker needed a server
        from stackrig.rig.run_end import end_run

        try:
            with showing_progress(config), config.stash[_reports_key].timing():
                end_run(config.stash[_settings_key], _run_of(folder, os.getpid()).session)
        except StackrigError as error:
            pytest.exit(error.report(), returncode=pytest.ExitCode.TESTS_FAILED)


@pytest.fixture(scope="session")
def localstack(stackrig_rig: "LiveRig", pytestconfig: pytest.Config) -> "Iterator[AwsEndpoint]":
    """Yield the LocalStack of this run; until the run's end every AWS client of this process calls it by default.

    With --use-localstack=false it is AWS itself.
    """
    from stackrig.loopback import aws_settings

    with showing_wait(pytestconfig, stackrig_rig, "localstack"):
        endpoint = stackrig_rig.localstack()
    with aws_settings(endpoint.endpoint_url, endpoint.region, endpoint.access_key):
        yield endpoint


@pytest.fixture(scope="session")
def deployed(
    stackrig_rig: "LiveRig",
    localstack: "AwsEndpoint",  # noqa: ARG001  # for its AWS settings
    pytestconfig: pytest.Config,
) -> "Deployed":
    """Return the outputs of the project's own program, deployed once for all workers on a database with its seeds."""
    with showing_wait(pytestconfig, stackrig_rig, "db"):
        stackrig_rig.server()
    with warning_aloud(pytestconfig):
        found = stackrig_rig.deployed()
    if place := stackrig_rig.place:
        say(pytestconfig, place.story)
    if wanted := stackrig_rig.settings.debug_functions:
        from stackrig.reporting.debugging import describe_debuggers

        say(pytestconfig, describe_debuggers(found.localstack, stackrig_rig.settings.root, wanted))
    return found


@pytest.fixture
def aws_account(localstack: "AwsEndpoint", stackrig_rig: "LiveRig", request: pytest.FixtureRequest) -> "AwsAccount":
    """Return an empty AWS account for this test alone, on this run's LocalStack; AWS itself has none to give."""
    if not localstack.endpoint_url:
        pytest.skip("AWS itself has no empty account for each test; use LocalStack: --use-localstack=true")
    account: AwsAccount = _clients().new_account(localstack)
    stackrig_rig.tell_database(account)
    request.config.stash[_reports_key].note_account(request.node, account.account_id)
    return account


@pytest.fixture(scope="session")
def aws_session(localstack: "AwsEndpoint") -> "EndpointSession":
    """Return a boto3 Session whose clients call this run's LocalStack, or AWS itself."""
    session: EndpointSession = _clients().EndpointSession(localstack)
    return session


@pytest.fixture(scope="session")
def clock(localstack: "AwsEndpoint") -> "Clock":
    """Return the clock of this run's LocalStack: `clock.advance(hours=1)` runs what is due until then."""
    return localstack.clock


def _clients() -> ModuleType:
    """Return the module of AWS clients, which needs boto3."""
    from stackrig.extras import require_boto3

    require_boto3()
    return importlib.import_module("stackrig.emulator.sessions")
