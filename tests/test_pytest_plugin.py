"""The pytest plugin, as real test runs see it."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from stackrig.database.server import PostgresServer
from stackrig.emulator.server import AwsEndpoint
from stackrig.processes import session_processes
from stackrig.rig.project import teardown
from stackrig.rig.record import load_rig
from stackrig.settings import load_settings, run_settings

EXAMPLES = Path(__file__).parent / "examples"

ARTICLE_OPTIONS = """
DEFAULT_IMAGE = "localstack/localstack:latest"

def pytest_addoption(parser):
    g = parser.getgroup("localstack")
    g.addoption("--teardown", action="store", default="true")
    g.addoption("--localstack-image", action="store", default=DEFAULT_IMAGE)
    g.addoption("--localstack-port", action="store", type=int, default=0)
    g.addoption("--database-image", action="store", type=str, default="postgis/postgis:16-3.4")
"""
FOUNDRY_OPTIONS = """
from stackrig.compat import add_fixture_foundry_options

def pytest_addoption(parser):
    add_fixture_foundry_options(parser)
"""
DUMP_SETTINGS = """
import dataclasses, json
from pathlib import Path

def test_dump(stackrig_settings):
    Path("settings.json").write_text(json.dumps(dataclasses.asdict(stackrig_settings), default=str))
"""


@pytest.fixture(autouse=True)
def own_project(pytester: pytest.Pytester) -> None:
    """Make the test's folder a project of its own, so that this checkout's pyproject.toml is out of sight."""
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\n[tool.stackrig]\ndatabase = "shop"\n')


def settings_of(pytester: pytest.Pytester, *arguments: str) -> dict[str, object]:
    """Run a test that writes its settings down and return them."""
    pytester.makepyfile(DUMP_SETTINGS)
    pytester.runpytest_inprocess(*arguments).assert_outcomes(passed=1)
    settings: dict[str, object] = json.loads((pytester.path / "settings.json").read_text())
    return settings


def test_options_reach_the_settings(pytester: pytest.Pytester) -> None:
    """Every option has a flag; pyproject.toml gives what no flag does."""
    settings = settings_of(pytester, "--teardown=false", "--localstack-port=4599", "--database-image=installed:15")

    assert (settings["teardown"], settings["localstack_port"]) == (False, 4599)
    assert (settings["database_image"], settings["database"]) == ("installed:15", "shop")


def test_a_conftests_own_options_are_used(pytester: pytest.Pytester) -> None:
    """The article's pytest_addoption works beside the plugin; its defaults do not count as asked for."""
    pytester.makeconftest(ARTICLE_OPTIONS)

    settings = settings_of(pytester, "--database-image=embedded")

    assert (settings["database_image"], settings["localstack_image"]) == ("embedded", "auto")
    assert settings["sources"] == {"database": "[tool.stackrig]", "database_image": "option"}


def test_a_conftests_own_flag_is_another_thing(pytester: pytest.Pytester) -> None:
    """An option of the same name that takes no value is not ours."""
    pytester.makeconftest("def pytest_addoption(parser): parser.addoption('--network', action='store_true')")

    assert settings_of(pytester, "--network")["network"] == ""


EFFECTIVE = {
    "--teardown": "false",
    "--use-localstack": "true",
    "--localstack-image": "auto",
    "--localstack-services": "logs,iam,lambda,secretsmanager,apigateway,cloudwatch",
    "--localstack-timeout": 90,
    "--localstack-port": 4599,
    "--database": "shop",
    "--database-image": "installed:15",
    "--deploy-engine": "inprocess",
    "--aws-provider": "light",
}


@pytest.mark.parametrize(
    ("declared", "workers"),
    [
        pytest.param("", (), id="no-alone"),
        pytest.param(ARTICLE_OPTIONS, (), id="article-alone"),
        pytest.param(FOUNDRY_OPTIONS, (), id="fixture-foundry-alone"),
        pytest.param("", ("-n1",), id="no-worker", marks=pytest.mark.gate),
        pytest.param(ARTICLE_OPTIONS, ("-n1",), id="article-worker"),
        pytest.param(FOUNDRY_OPTIONS, ("-n1",), id="fixture-foundry-worker", marks=pytest.mark.gate),
    ],
)
def test_every_option_answers(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, declared: str, workers: tuple[str, ...]
) -> None:
    """`getoption` tells the value in effect, wherever it comes from and whoever has declared the option."""
    monkeypatch.setenv("STACKRIG_TEARDOWN", "false")
    monkeypatch.setenv("STACKRIG_DEPLOY_ENGINE", "inprocess")
    pytester.makeconftest(
        f"{declared}\n\ndef pytest_configure(config): assert config.getoption('--teardown').lower() == 'false'\n"
    )
    pytester.makepyfile(
        f"""
        def test_options(pytestconfig, stackrig_settings):
            assert {{name: pytestconfig.getoption(name) for name in {EFFECTIVE}}} == {EFFECTIVE}
            assert stackrig_settings.sources == {{
                "database": "[tool.stackrig]", "teardown": "environment", "deploy_engine": "environment",
                "database_image": "option", "localstack_port": "option",
            }}
        """
    )
    arguments = ("--localstack-port=4599", "--database-image=installed:15", *workers)

    run = pytester.runpytest_subprocess if workers else pytester.runpytest_inprocess
    run(*arguments).assert_outcomes(passed=1)


def test_imported_fixtures_can_be_listed(pytester: pytest.Pytester) -> None:
    """`pytest --fixtures` lists a fixture once that conftests and tests import, which is needless and harmless."""
    imported = "from stackrig import localstack, postgres, postgres_clone"
    pytester.makeconftest(imported)
    pytester.makepyfile(test_one=f"{imported}\ndef test_one(): pass", test_two=f"{imported}\ndef test_two(): pass")

    result = pytester.runpytest_inprocess("--fixtures")

    assert result.ret == 0
    assert len([line for line in result.outlines if line.startswith("postgres_clone --")]) == 1


def test_a_conftest_that_loads_the_plugin_is_told_how(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its entry point the plugin must be named on the command line: options are read before conftests are."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest("pytest_plugins = ['stackrig.pytest_plugin']")
    pytester.makepyfile("def test_region(stackrig_settings): assert stackrig_settings.region")

    pytester.runpytest_inprocess("-p", "stackrig.pytest_plugin").assert_outcomes(passed=1)
    result = pytester.runpytest_inprocess()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*load it with -p stackrig.pytest_plugin*"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--teardown=maybe"], "*teardown = 'maybe' (option) can't be used: true or false is expected*"),
        (["--localstack-port=99999"], "*localstack_port = '99999'*0 to 65535*"),
    ],
)
def test_a_bad_option_ends_the_run_at_once(pytester: pytest.Pytester, arguments: list[str], message: str) -> None:
    """A value that can't be used is a usage error, before anything starts."""
    pytester.makepyfile("def test_nothing(): pass")

    result = pytester.runpytest_inprocess(*arguments)

    result.stderr.fnmatch_lines([message])
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_a_run_with_a_database(pytester: pytest.Pytester) -> None:
    """The header tells what was asked for; after the collection, which servers the tests get and why.

    --stackrig-timings shows what each stage took. At the end the run's server and its session's folder are gone, and
    the report of a failed test says how to keep its database.
    """
    pytester.makepyfile(
        """
        def test_session(stackrig_rig, postgres):
            print("SESSION", stackrig_rig.session.id, stackrig_rig.session.folder)

        def test_fails(postgres_clone): assert False
        """
    )

    result = pytester.runpytest_subprocess("--database-image=embedded", "--stackrig-timings", "-s")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "stackrig: database_image embedded (option), localstack_image auto, deploy_engine auto",
            "collected 2 items",
            "stackrig: database embedded*",
            "*stackrig_run_* ends with its server; to keep it, run pytest --teardown=false*",
        ]
    )
    result.stdout.no_fnmatch_line("stackrig: localstack*")
    assert took(result, "  db")
    line = next(line for line in result.stdout.lines if "SESSION" in line)
    session_id, folder = line.partition("SESSION ")[2].split()
    assert list(session_processes(session_id)) == []
    assert not Path(folder).exists()


def took(result: pytest.RunResult, what: str) -> list[str]:
    """Return the lines of the timings that end so."""
    return [text for text in result.stdout.lines if text.endswith(what) and float(text.split()[0]) > 0]


@pytest.mark.parametrize(
    "address", ["postgresql://me:S3cr%23t@127.0.0.1:1/shop", "postgresql:///shop?password=S3cr%23t"]
)
def test_the_header_has_no_password(pytester: pytest.Pytester, address: str) -> None:
    """Nor do errors, also where the database that has it does not answer."""
    pytester.makepyfile("def test_db(postgres): pass\ndef test_other(): assert 'S3cr#t' == ''")

    result = pytester.runpytest_inprocess(f"--database-image={address}")

    result.stdout.fnmatch_lines([f"stackrig: database_image {address.replace('S3cr%23t', '(password)')} (option),*"])
    result.assert_outcomes(errors=1, failed=1)
    assert "S3cr" not in result.stdout.str()


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("--deploy-engine=inprocess", "stackrig: programs are deployed by the in-process engine: asked for"),
        ("--deploy-engine=cli", "stackrig: deploy_engine = 'cli': pulumi is not on PATH"),
        ("--deploy-engine=auto", "stackrig: programs are deployed by the in-process engine: pulumi is not on PATH"),
    ],
)
def test_the_header_names_the_engine(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, option: str, line: str
) -> None:
    """The header tells which engine deploys, and why, where a test needs a LocalStack to deploy to."""
    pytester.makepyfile("def test_region(localstack): pass")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")

    result = pytester.runpytest_inprocess("--collect-only", "--localstack-image=embedded", option)

    result.stdout.fnmatch_lines([line])


def test_fixtures_imported_by_several_conftests_make_one_rig(pytester: pytest.Pytester) -> None:
    """Two packages that import the fixtures get the same server, stopped at the end of the run."""
    for package in ("one", "two"):
        folder = pytester.mkpydir(package)
        (folder / "conftest.py").write_text("from stackrig import postgres\n", encoding="utf-8")
        (folder / f"test_{package}.py").write_text(
            "def test_port(postgres):\n    print('PORT', postgres['host_port'])\n",
            encoding="utf-8",
        )

    result = pytester.runpytest_subprocess("-s", "-q")

    result.assert_outcomes(passed=2)
    lines = {line.partition("PORT")[2] for line in result.stdout.lines if "PORT" in line}
    assert len(lines) == 1


def test_a_server_that_cannot_start_fails_its_tests_only(pytester: pytest.Pytester) -> None:
    """The error names cause and remedy; a test that needs no server passes."""
    pytester.makepyfile("def test_db(postgres): pass\ndef test_other(): pass")

    result = pytester.runpytest_inprocess("--database-image=installed:9.1")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*PostgreSQL 9.1 is not installed on this machine*", "*to fix this:*"])


def test_the_plugin_can_be_switched_off(pytester: pytest.Pytester) -> None:
    """`-p no:stackrig` and --strict-config work."""
    pytester.makepyfile("def test_nothing(): pass")

    pytester.runpytest_inprocess("-p", "no:stackrig", "--strict-config").assert_outcomes(passed=1)


def test_an_unused_plugin_imports_nothing_heavy(pytester: pytest.Pytester) -> None:
    """A run without our fixtures imports no SDK."""
    pytester.makepyfile(
        """
        import sys

        def test_modules():
            heavy = "boto3 botocore docker grpc invoke psycopg2 pulumi pulumi_aws requests rich".split()
            assert set(heavy) & set(sys.modules) == set()
        """
    )

    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_options_can_be_in_pytests_configuration(pytester: pytest.Pytester) -> None:
    """Each is an ini key, too, which --strict-config knows; the command line and the environment win."""
    pytester.makepyprojecttoml(
        '[tool.pytest.ini_options]\nstackrig_database_image = "installed:9.1"\nstackrig_teardown = "true"'
    )
    pytester.makepyfile("def test_db(postgres): pass")

    written = pytester.runpytest_inprocess("--strict-config")
    given = pytester.runpytest_inprocess("--strict-config", "--database-image=installed:9.2")

    written.stdout.fnmatch_lines(["*PostgreSQL 9.1 is not installed on this machine*"])
    given.stdout.fnmatch_lines(["*PostgreSQL 9.2 is not installed on this machine*"])


def test_a_bad_value_in_pytests_configuration_is_refused(pytester: pytest.Pytester) -> None:
    """The error says where the value stands."""
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\nstackrig_database_port = "many"')

    result = pytester.runpytest_inprocess()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*database_port = 'many' (pytest's configuration) can't be used:*"])


def test_deployments_are_shown_and_timed(pytester: pytest.Pytester, localstack_server: AwsEndpoint) -> None:
    """`deployed`, `deploy()` and the end of the rig show progress while they run, and are in the timings."""
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\n[tool.stackrig]\nprogram = "own:program"\n')
    (pytester.path / "own.py").write_text("def program(_postgres): return lambda: print('PRINTED')", encoding="utf-8")
    pytester.makepyfile(
        """
        from stackrig import deploy

        def test_deployed(deployed): assert deployed.outputs == {}

        def test_deploy(localstack, capsys):
            with deploy("shop", "other", lambda: print("PRINTED"), localstack=localstack):
                assert capsys.readouterr().out == "PRINTED\\n"

        def test_end(postgres):
            import os, signal
            from stackrig.waiting import wait_until
            os.kill(postgres.process.pid, signal.SIGKILL)
            wait_until(postgres.how_ended, what="the end of the server", timeout=120)

        def test_after(postgres): pass
        """
    )
    servers = ("--database-image=embedded", f"--localstack-image={localstack_server.endpoint_url}")

    result = pytester.runpytest_subprocess("--stackrig-timings", *servers)

    result.assert_outcomes(passed=3, errors=1)
    stages = [line.split()[1] for line in result.outlines if re.fullmatch(r" *[\d.]+  \w+", line)]
    assert stages[-4:] == ["deploy", "deploy", "destroy", "teardown"]
    shown = [line.split()[:2] for line in result.errlines]
    assert [name for name, *state in shown if state == ["done"]][-4:] == ["deploy", "deploy", "destroy", "teardown"]
    assert "PRINTED" not in result.stderr.str()
    assert "run pytest again: each run starts a server of its own" in result.stdout.str()
    assert "invoke db" not in result.stdout.str()


@pytest.mark.gate
def test_workers_show_what_they_wait_for(pytester: pytest.Pytester) -> None:
    """The worker that starts a server says so while the others wait; with -q nobody does."""
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("number", range(4))
        def test_it(localstack, number): pass
        """
    )

    shown, hidden = (
        pytester.runpytest_subprocess("-n2", "--localstack-image=embedded", *words) for words in ([], ["-q"])
    )

    for result in (shown, hidden):
        result.assert_outcomes(passed=4)
    assert [line.split()[:2] for line in shown.stderr.lines if "done" in line] == [
        ["localstack", "done"],
        ["teardown", "done"],
    ]
    assert hidden.stderr.lines == []


CLONES = """
import time
import psycopg2, pytest
from stackrig import postgres_factory

orders = postgres_factory(seeds=["orders.sql"], scope="module")

def rows(dsn, statement):
    connection = psycopg2.connect(dsn)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchall()
    connection.close()
    return found

@pytest.mark.parametrize("run", [1, 2, 3])
def test_each_has_its_own(postgres_clone, run):
    assert rows(postgres_clone.dsn, "DELETE FROM item RETURNING n") == [(1,), (2,)]

@pytest.mark.parametrize("run", [1, 2])
def test_one_for_the_module(orders, run):
    assert rows(orders.dsn, "INSERT INTO ordered VALUES (1) RETURNING (SELECT count(*) FROM ordered)") == [(run - 1,)]

def test_only_the_servers_own_are_left(postgres):
    deadline = time.monotonic() + 120  # that of the module, and one that is made for the next test
    while rows(postgres.dsn, "SELECT count(*) FROM pg_database WHERE datname LIKE 'stackrig_run%'") != [(2,)]:
        assert time.monotonic() < deadline
"""


@pytest.fixture
def seeds(pytester: pytest.Pytester) -> None:
    """Give the project two seeds, one of them the project's default."""
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\n[tool.stackrig]\nseed = ["items.sql"]\n')
    (pytester.path / "items.sql").write_text("CREATE TABLE item (n int); INSERT INTO item VALUES (1), (2)")
    (pytester.path / "orders.sql").write_text("CREATE TABLE ordered (n int)")


@pytest.mark.usefixtures("seeds")
def test_each_test_has_a_database_of_its_own(pytester: pytest.Pytester) -> None:
    """`postgres_clone` is a fresh seeded database for each test, `postgres_factory` makes others of any scope."""
    pytester.makepyfile(CLONES)

    pytester.runpytest_subprocess().assert_outcomes(passed=6)


@pytest.mark.usefixtures("seeds")
def test_our_own_errors_are_shown_without_our_code(pytester: pytest.Pytester, postgres_server: PostgresServer) -> None:
    """The report says what failed, why and what to do, with the project's own code; --full-trace shows all."""
    (pytester.path / "items.sql").write_text("INSERT INTO missing VALUES (1)")
    pytester.makepyfile(
        """
        import psycopg2, pytest
        from stackrig import exec_sql_file

        @pytest.fixture
        def items(postgres):
            exec_sql_file(psycopg2.connect(postgres.dsn), "items.sql")

        def test_ours(postgres_clone): pass

        def test_theirs(items): pass
        """
    )

    server = f"--database-image={postgres_server.dsn}"
    for option in ("-n0", "-n1"):
        result = pytester.runpytest_subprocess("-l", "--show-capture=no", option, server)

        result.assert_outcomes(errors=2)
        _, ours, theirs = re.split(r"ERROR at setup of \w+ _+\n", result.stdout.str().partition("= short test")[0])
        for text in (ours, theirs):
            assert 'items.sql:1: relation "missing" does not exist' in text
            assert "SQLSTATE 42P01" in text
            assert "seeding.py" not in text
        assert '> exec_sql_file(psycopg2.connect(postgres.dsn), "items.sql")' in " ".join(theirs.split())
        assert "ensure_template" not in ours
    assert "seeding.py" in pytester.runpytest_subprocess("--full-trace", server).stdout.str()


FAILURES = """
import psycopg2, pytest
from stackrig import postgres_factory

orders = postgres_factory(seeds=["orders.sql"], scope="module")
unused = postgres_factory(seeds=["orders.sql"], scope="module")

def insert(database, number, table):
    connection = psycopg2.connect(database.dsn)
    with connection:
        connection.cursor().execute(f"INSERT INTO {table} VALUES ({number})")
    connection.close()

@pytest.fixture
def broken(postgres_clone):
    insert(postgres_clone, 4, "item")
    raise ValueError("no")

def test_item(postgres_clone):
    insert(postgres_clone, 39, "item")
    assert False

def test_broken(broken): pass

def test_first_order(orders, unused): insert(orders, 1, "ordered")

def test_second_order(orders):
    insert(orders, 2, "ordered")
    assert False

def test_other(): assert False

def test_third_order(request):
    insert(request.getfixturevalue("orders"), 3, "ordered")
    assert False

def test_passes(orders, postgres_clone): insert(orders, 4, "ordered")
"""


def kept(result: pytest.RunResult) -> dict[str, list[str]]:
    """Return what a run says of databases by the test in whose report it does so."""
    text = result.stdout.str().partition("short test summary")[0]
    _, *parts = re.split(r"^_+ (?:ERROR at setup of )?(test_\w+) _+$", text, flags=re.MULTILINE)
    lines = [re.findall(r"^-+ database -+\n(.*)$", part, re.MULTILINE) for part in parts[1::2]]
    return {name: found for name, found in zip(parts[::2], lines, strict=True) if found}


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize("arguments", [(), ("-n2",)], ids=["alone", "workers"])
@pytest.mark.gate
def test_who_leaves_connections_open_is_named(pytester: pytest.Pytester, arguments: list[str]) -> None:
    """Its database is dropped all the same and no test fails; the last lines name it, and none that closes its own."""
    pytester.makepyfile(
        """
        import psycopg2

        def test_leaves(postgres_clone):
            test_leaves.connections = [psycopg2.connect(postgres_clone.dsn) for _ in range(5)]

        def test_closes(postgres_clone):
            psycopg2.connect(postgres_clone.dsn).close()
        """
    )

    result = pytester.runpytest_subprocess("-W", "error", *arguments)

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*stackrig: connections left open*", "  5  test_who_*.py::test_leaves"])
    result.stdout.no_fnmatch_line("*::test_closes")


@pytest.mark.usefixtures("seeds")
def test_the_databases_of_failed_tests_are_kept(pytester: pytest.Pytester) -> None:
    """Where the server outlives the run, the report of each test that used one holds a psql line that reaches its rows.

    So it does where the server was left up by a run before. A fixture that fails has used it, too.
    """
    pytester.makepyfile(FAILURES)
    try:
        for option in ("--teardown=false", "--teardown=true"):
            result = pytester.runpytest_subprocess(option)

            result.assert_outcomes(failed=4, passed=2, errors=1)
            lines = {test: line.removeprefix("kept: ") for test, (line,) in kept(result).items()}
            assert set(lines) == {"test_item", "test_broken", "test_second_order", "test_third_order"}
            assert lines["test_second_order"] == lines["test_third_order"]
            assert pasted(f"{lines['test_item']} -Atc 'SELECT sum(n) FROM item'") == "42\n"
            assert pasted(f"{lines['test_broken']} -Atc 'SELECT sum(n) FROM item'") == "7\n"
            assert pasted(f"{lines['test_third_order']} -Atc 'SELECT sum(n) FROM ordered'") == "10\n"
            count = "SELECT count(*) FROM pg_database WHERE datname ~ '^stackrig_run_.{12}_'"
            assert pasted(f"{lines['test_item']} -Atc {shlex.quote(count)}") == "3\n"
        rig = load_rig(pytester.path)
        assert rig
        assert rig.postgres
        assert rig.postgres.password not in result.stdout.str()
    finally:
        teardown(load_settings(pytester.path, environ={}))


@pytest.mark.usefixtures("seeds")
def test_databases_are_kept_on_a_server_of_others(
    pytester: pytest.Pytester, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its password is in no file of ours: the psql line names none."""
    pytester.makepyfile("def test_fails(postgres_clone): assert False")

    result = pytester.runpytest_subprocess(f"--database-image={postgres_server.dsn}")

    (line,) = kept(result)["test_fails"]
    monkeypatch.setenv("PGPASSWORD", postgres_server.password)
    assert line.startswith("kept: psql ")
    assert pasted(f"{line.removeprefix('kept: ')} -Atc 'SELECT sum(n) FROM item'") == "3\n"


def pasted(line: str) -> str:
    """Run a line as pasted into a shell and return what it printed."""
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_a_conftests_own_deployment_obeys_the_command_line(pytester: pytest.Pytester) -> None:
    """The engine of the header is that of deploy() in a test, too, and not that of another run in the process."""
    pytester.makepyfile(
        """
        from stackrig.settings import load_settings, run_settings

        def test_engine():
            assert (run_settings().deploy_engine, run_settings().localstack_port) == ("inprocess", 4599)
            assert load_settings().deploy_engine == "auto"
        """
    )
    options = ["--deploy-engine=inprocess", "-o", "stackrig_localstack_port=4599"]

    pytester.runpytest_inprocess(*options).assert_outcomes(passed=1)

    assert run_settings().deploy_engine == "auto"
