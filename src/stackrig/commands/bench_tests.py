"""Measure what a project's tests wait for: servers, databases of their own, attaching, the plugin itself."""

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stackrig.commands.bench import Measure
from stackrig.database.clones import Clones, clones_ahead
from stackrig.database.listening import ask_version
from stackrig.database.prepared_start import start_prepared
from stackrig.database.seeds import seed_files
from stackrig.database.server import PostgresServer, stop_postgres
from stackrig.database.templates import clone_database, drop_database, ensure_template
from stackrig.errors import StackrigError
from stackrig.leases import end_session, new_session
from stackrig.processes import Session
from stackrig.rig.record import load_rig
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

CLONES = 100
STARTS = 10
TEST_SECONDS = 0.05  # seconds for which a test works with its database, while the next one is made
COLUMNS = ("stackrig", "without")
IMPORTS = (
    "import contextlib, secrets\nimport psycopg2, pytest\n"
    "from stackrig.database.seeding import seed_database\nfrom stackrig.database.seeds import seed_files\n"
)
# A suite in which each test has its own database: made as stackrig makes it, or created and seeded for each test.
CLONED = """
@pytest.fixture
def own(postgres_clone):
    return postgres_clone.dsn
"""
SEEDED = """
@pytest.fixture
def own(postgres, stackrig_settings):
    name = f"own_{secrets.token_hex(4)}"
    with contextlib.closing(psycopg2.connect(postgres.dsn)) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        dsn = postgres.dsn.rpartition("/")[0] + "/" + name
        seed_database(dsn, seed_files(stackrig_settings.root, stackrig_settings.seed))
        yield dsn
        connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
"""
TESTS = """
@pytest.mark.parametrize("number", range({count}))
def test_own(own, number):
    with contextlib.closing(psycopg2.connect(own)) as connection:
        connection.cursor().execute("SELECT count(*) FROM pg_class")
"""
ATTACHED = "def test_rig(postgres, localstack):\n    assert postgres.dsn and localstack.endpoint_url\n"
PLAIN = "def test_nothing():\n    pass\n"


def measure_tests(settings: Settings, *, runs: int, tests: int = 200) -> list[Measure]:
    """Measure pytest as a user runs it in this project, and the parts for which a test waits.

    Args:
        runs: how often pytest is started for each figure; the suite runs once.
        tests: how many tests that suite has.

    Raises:
        StackrigError: a rig is up already, the project has no seeds, or a command failed.
    """
    if load_rig(settings.root):
        raise StackrigError("a rig is up in this project", remedies=["invoke teardown bench"])
    if not settings.seed:
        raise StackrigError("there are no seeds to measure with", remedies=["set seed = [...] in [tool.stackrig]"])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return [
            *_databases(settings),
            _suites(settings, place, tests),
            _attaching(settings, place, runs),
            _idle(settings, place, runs),
        ]


def _databases(settings: Settings) -> Iterator[Measure]:
    """Measure a server's start and a test's database, without pytest around them."""
    with _session() as session:
        stop_postgres(start_prepared(settings, session))  # fills the cache
        starts = [_start(settings, session) for _ in range(STARTS)]
        clones, ahead, connections = _clones(settings, session)
    yield _measure("Postgres ready, with its seeds", "ms", starts)
    yield _measure("a test's own database and a connection to it; without: a connection", "ms", clones, connections)
    prepared = f"the same, made while a test of {TEST_SECONDS * 1000:.0f} ms ran"
    yield _measure(prepared, "ms", map(sum, ahead), connections)
    yield _measure(f"{prepared}: waited for the database alone", "ms", (waited for waited, _ in ahead))


@contextmanager
def _session() -> Iterator[Session]:
    session = new_session()
    try:
        yield session
    finally:
        end_session(session)


def _start(settings: Settings, session: Session) -> float:
    started = time.perf_counter()
    server = start_prepared(settings, session)
    seconds = time.perf_counter() - started
    stop_postgres(server)
    return seconds * 1000


def _clones(settings: Settings, session: Session) -> tuple[list[float], list[tuple[float, float]], list[float]]:
    """Return milliseconds: of clones, of taking one made ahead and connecting, of connecting to one database."""
    server = start_prepared(settings, session)
    template = ensure_template(server, seed_files(settings.root, settings.seed))
    found = [_clone(server, template) for _ in range(CLONES)]
    with clones_ahead(server, session.id) as clones:
        ahead = [_take(clones, template) for _ in range(CLONES)]
    connections = [_connect(server) for _ in range(CLONES)]
    stop_postgres(server)
    return found, ahead[1:], connections  # no clone was made ahead for the first test


def _clone(server: PostgresServer, template: str) -> float:
    started = time.perf_counter()
    clone = clone_database(server, template)
    _connect(clone)
    seconds = time.perf_counter() - started
    drop_database(clone)
    return seconds * 1000


def _take(clones: Clones, template: str) -> tuple[float, float]:
    started = time.perf_counter()
    clone = clones.take(template, ahead=True)
    seconds = time.perf_counter() - started
    connecting = _connect(clone)
    time.sleep(TEST_SECONDS)
    clones.give_back(clone, "a measurement")
    return seconds * 1000, connecting


def _connect(database: PostgresServer) -> float:
    started = time.perf_counter()
    ask_version(database.dsn, "")
    return (time.perf_counter() - started) * 1000


def _suites(settings: Settings, place: Path, tests: int) -> Measure:
    found = []
    for fixture in (CLONED, SEEDED):
        text = IMPORTS + fixture + TESTS.format(count=tests)
        found.append([_pytest(settings, place, text)])
        log.info("%d tests in %.1f s", tests, found[-1][0])
    name = f"{tests} tests, each with a database of its own; without: made and seeded for each"
    return _measure(name, "s", *found)


def _attaching(settings: Settings, place: Path, runs: int) -> Measure:
    _invoke(settings, "network", "db", "localstack")
    try:
        found = [[_pytest(settings, place, text) for text in (ATTACHED, PLAIN)] for _ in range(runs)]
    finally:
        _invoke(settings, "teardown")
    return _measure("pytest attached to a rig; without: one test that needs none", "s", *zip(*found, strict=True))


def _idle(settings: Settings, place: Path, runs: int) -> Measure:
    ways = ((), ("-p", "no:stackrig"))
    found = [[_pytest(settings, place, PLAIN, *words) * 1000 for words in ways] for _ in range(runs)]
    return _measure("pytest with the plugin idle; without: -p no:stackrig", "ms", *zip(*found, strict=True))


def _measure(name: str, unit: str, *values: Iterable[float]) -> Measure:
    return Measure(name, unit, {column: tuple(found) for column, found in zip(COLUMNS, [*values, ()], strict=False)})


def _pytest(settings: Settings, place: Path, text: str, *words: str) -> float:
    """Return the seconds of a run of pytest over a file with this text, in the project but without its own settings."""
    (place / "test_measured.py").write_text(text, encoding="utf-8")
    options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(settings.root), *words]
    return _run(settings, "pytest", *options, str(place / "test_measured.py"))


def _invoke(settings: Settings, *tasks: str) -> None:
    _run(settings, "invoke", *tasks)


def _run(settings: Settings, module: str, *words: str) -> float:
    """Return the seconds of a command. Python may keep compiled modules, so that compiling is measured only once."""
    images = {f"STACKRIG_{name.upper()}": getattr(settings, name) for name in ("database_image", "localstack_image")}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", module, *words]

    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=settings.root, env=environment | images, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StackrigError(f"{module} ended with exit code {done.returncode}", evidence=done.stdout + done.stderr)
    return time.perf_counter() - started
