"""Fixtures of stackrig's own tests."""

import functools
import gc
import itertools
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

import docker  # noqa: F401  # before pytester's tests: they forget what was first imported in them, and copies don't mix
import platformdirs
import psutil
import psycopg2
import pytest

from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import has_image
from stackrig.database.server import PostgresServer, running_postgres
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.emulator.sessions import EndpointSession
from stackrig.errors import StartError
from stackrig.leases import end_session, new_session
from stackrig.processes import Session
from stackrig.settings import Settings
from tests.invoking import end_forking
from tests.lambda_functions import Deploy, deploying

# The files that take longest, the longest first: workers that begin with them end at about the same time.
LONGEST = tuple(
    f"test_{name}.py"
    for name in (
        *("pytest_run", "rds", "ownership", "odd_hosts", "provider_lifecycle", "programs", "tasks", "pytest_plugin"),
        *("iam", "emulator", "lambda_processes", "database", "environments", "iam_report", "stacks"),
        *("program_folders", "chinook_api", "prepared_start", "real_aws", "lambda", "provider_plain", "deployment"),
        *("provider_modelled", "article", "function_code", "clock", "interrupts", "evidence", "modelled_programs"),
        *("kept_stacks", "lambda_load"),
    )
)
PROMISE = 60.0  # seconds within which everything a session started is gone, on a busy machine too

# A suite that was started in the background ignores Ctrl-C, and so would all it starts: the tests send it themselves.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Where bytecode is not written, each of the many processes that tests start would compile all it imports once more.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# pytester gives each inner run a home of its own; what was built once in the user's cache is used all the same.
os.environ["XDG_CACHE_HOME"] = str(platformdirs.user_cache_path())


_folder_key = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the suite a folder of its own for temporary files, which the workers of pytest-xdist share."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    config.option.loadscopereorder = False  # pytest-xdist would begin with the files that hold the most tests
    folder = Path(tempfile.mkdtemp(prefix="suite-"))
    folder.chmod(0o711)  # servers that run under another account pass through
    config.stash[_folder_key] = folder
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Keep imported and collected objects out of the garbage collector's sight: they stay, and it would search them.

    The collector took a fifth of a worker's time until the first test, and a tenth after that. It also runs seldom:
    by default it runs after a few hundred new objects, and one client of boto3 has more.
    """
    gc.disable()
    result = yield
    gc.enable()
    gc.freeze()
    gc.set_threshold(50_000)
    return result


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@pytest.hookimpl(wrapper=True, tryfirst=True)  # around the end of every fixture, worker and rig
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Fail the suite when a session or a process of it is left."""
    yield
    end_forking()
    if folder := session.config.stash.get(_folder_key, None):
        deadline = time.monotonic() + PROMISE
        while (left := [*folder.glob("stackrig-*"), *_processes_of(folder)]) and time.monotonic() < deadline:
            time.sleep(0.1)
        if left:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            names = "\n".join(map(str, left))
            session.config.get_terminal_writer().line(f"\nThe suite left behind:\n{names}", red=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the suite's folder."""
    if folder := config.stash.get(_folder_key, None):
        shutil.rmtree(folder)


def _processes_of(folder: Path) -> list[str]:
    """Return the processes whose command line or environment names the folder, this one excepted."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            words = [*process.cmdline(), process.environ().get("TMPDIR", "")]
            if process.pid != os.getpid() and any(str(folder) in word for word in words):
                found.append(" ".join(process.cmdline()))
    return found


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests marked `docker` or `pulumi_cli` where there is no daemon, image or CLI, and say so."""
    if item.get_closest_marker("pulumi_cli") and not shutil.which("pulumi"):
        pytest.skip("pulumi is not on PATH")
    for marker in item.iter_markers("docker"):
        if reason := _docker_lacks(*(marker.args or ("postgres:17",))):
            pytest.skip(reason)


@functools.cache
def _docker_lacks(*images: str) -> str:
    try:
        daemon = require_daemon()
    except StartError as error:
        return str(error)
    missing = [image for image in images if not has_image(daemon, image)]
    return f"the Docker daemon lacks {', '.join(missing)}, which `invoke images` builds" if missing else ""


@pytest.fixture(scope="session")
def session() -> Iterator[Session]:
    """Yield a session whose processes and folder are gone at the end."""
    session = new_session()
    yield session
    end_session(session)


@pytest.fixture(scope="session")
def postgres_server(session: Session) -> Iterator[PostgresServer]:
    """Yield a running embedded server with an empty database; it is stopped at the end."""
    with running_postgres(Settings(root=Path.cwd(), database_image="embedded"), session) as server:
        yield server


@pytest.fixture(scope="session")
def localstack_server(session: Session) -> Iterator[AwsEndpoint]:
    """Yield a running LocalStack of the version STACKRIG_LOCALSTACK_IMAGE names; it is stopped at the end."""
    image = os.environ.get("STACKRIG_LOCALSTACK_IMAGE", "embedded")
    with running_localstack(Settings(root=Path.cwd(), localstack_image=image), session) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def strict(session: Session) -> Iterator[AwsEndpoint]:
    """Yield a LocalStack that refuses what AWS's IAM refuses; no call of the tests may have been unjudgeable."""
    image = os.environ.get("STACKRIG_LOCALSTACK_IMAGE", "embedded")
    with running_localstack(Settings(root=Path.cwd(), localstack_image=image, iam="enforce"), session) as endpoint:
        yield endpoint
        assert endpoint.process
        assert "could not be judged" not in endpoint.process.log_file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def new_database(postgres_server: PostgresServer) -> Callable[[], AbstractContextManager[str]]:
    """Return a function that makes an empty database, yields its DSN and drops it."""
    numbers = itertools.count(1)

    @contextmanager
    def make() -> Iterator[str]:
        name = f"empty_{next(numbers)}"
        _execute(postgres_server.dsn, f"CREATE DATABASE {name} STRATEGY file_copy")
        yield postgres_server.dsn.rpartition("/")[0] + f"/{name}"
        _execute(postgres_server.dsn, f"DROP DATABASE {name} WITH (FORCE)")

    return make


def _execute(dsn: str, statement: str) -> None:
    with closing(psycopg2.connect(dsn)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


@pytest.fixture(scope="session")
def aws(localstack_server: AwsEndpoint) -> EndpointSession:
    """Return a boto3 session of the running LocalStack."""
    return EndpointSession(localstack_server)


@pytest.fixture
def deploy(aws: EndpointSession) -> Iterator[Deploy]:
    """Return a function that deploys the source of a module `app`; what it deployed is deleted after the test."""
    yield from deploying(aws)
