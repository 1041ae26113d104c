"""Which servers a rig consists of, and which can't go together."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from stackrig.containers.daemon import require_daemon
from stackrig.errors import SettingsError, StartError
from stackrig.option_values import BackendKind
from stackrig.rig.plan import Plan, settle
from stackrig.rig.project import teardown, up
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings

BOTH = ("db", "localstack")
IMAGE = "localstack/localstack:4.14.0"


@pytest.fixture
def without_docker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no daemon answer."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")


def settings(database: str, localstack: str, network: str = "") -> Settings:
    return Settings(root=Path.cwd(), database_image=database, localstack_image=localstack, network=network)


@pytest.mark.usefixtures("without_docker")
def test_auto_is_the_embedded_rig_without_docker() -> None:
    """Both servers are embedded, for the reason that no daemon answers."""
    plan = settle(settings("auto", "auto"), BOTH, running={}, pull=True)

    assert plan.database
    assert plan.localstack
    assert plan.backends() == {"db": "embedded", "localstack": "embedded"}
    assert (plan.database.programs or Path("/nowhere")).joinpath("initdb").exists()
    assert plan.localstack.version.startswith("4.")
    assert plan.localstack.python
    assert "does not run" in plan.database.reason
    assert not plan.shares_network


@pytest.mark.docker("postgis/postgis:16-3.4", IMAGE)
def test_auto_is_docker_where_a_daemon_has_the_images() -> None:
    """Both servers are the images that are the defaults, on one network."""
    plan = settle(settings("auto", "auto"), BOTH, running={}, pull=True)

    assert plan.database
    assert plan.localstack
    assert (plan.database.version, plan.localstack.version) == ("postgis/postgis:16-3.4", IMAGE)
    assert plan.database.daemon == plan.localstack.daemon == require_daemon()
    assert "has postgis/postgis:16-3.4" in plan.database.reason
    assert plan.shares_network


@pytest.mark.docker("postgres:17", IMAGE)
@pytest.mark.parametrize(
    ("database", "running"), [("embedded", {}), ("postgresql://me@127.0.0.1/x", {}), ("auto", {"db": "embedded"})]
)
def test_auto_follows_the_database(database: str, running: dict[str, BackendKind]) -> None:
    """LocalStack is embedded beside a database that containers don't reach, one that is up already included."""
    plan = settle(settings(database, "auto"), ["localstack"], running=running, pull=True)

    assert plan.backends() == {"localstack": "embedded"}


@pytest.mark.usefixtures("without_docker")
@pytest.mark.parametrize("database", ["embedded", "installed", "auto", "postgresql://me:word@127.0.0.1:5432/shop"])
def test_lambdas_in_containers_reach_no_database_of_this_machine(database: str) -> None:
    """The combination is refused with the reason and two ways out; a password in an address is not shown."""
    with pytest.raises(SettingsError, match="its Lambdas are containers too") as failure:
        settle(settings(database, IMAGE), ["db"], running={}, pull=True)

    report = failure.value.report()
    assert "--localstack-image=embedded" in report
    assert "--database-image=postgis/postgis:16-3.4" in report
    assert "word" not in report


@pytest.mark.usefixtures("without_docker")
@pytest.mark.parametrize("stage", BOTH)
def test_an_image_without_docker_is_named(stage: str) -> None:
    """The error names the image that needs a daemon: it may be a keyword misspelt."""
    with pytest.raises(StartError, match=r"embedd/ed was read as a container image, but .*/nowhere/docker\.sock"):
        settle(settings("embedd/ed", "embedd/ed"), [stage], running={}, pull=True)


@pytest.mark.parametrize("address", ["https://x.example", "http://127.0.0.1:port", "http://:4566"])
def test_an_address_of_no_localstack_is_refused(address: str) -> None:
    """The wrong address is an error before anything starts."""
    with pytest.raises(SettingsError, match="an address such as"):
        settle(settings("embedded", address), BOTH, running={}, pull=True)


def test_a_localstack_that_was_attached_to_needs_no_option() -> None:
    """A database is chosen beside it although the settings do not name it any more."""
    plan = settle(settings("embedded", "auto"), ["db"], running={"localstack": "attach"}, pull=True)

    assert plan.backends() == {"db": "embedded"}


@pytest.mark.docker("postgres:17", IMAGE)
def test_a_database_that_is_up_counts() -> None:
    """A LocalStack in a container is refused beside an embedded database that is up already."""
    with pytest.raises(SettingsError, match="a database that is embedded"):
        settle(settings("auto", IMAGE), ["localstack"], running={"db": "embedded"}, pull=True)


@pytest.mark.parametrize(
    ("database", "localstack", "network", "running", "shared"),
    [
        ("postgres:17", IMAGE, "", {}, True),
        ("postgres:17", "auto", "", {}, True),
        ("postgres:17", "embedded", "", {}, False),
        ("postgres:17", "auto", "", {"localstack": "embedded"}, False),
        ("postgres:17", "http://127.0.0.1:4566", "", {}, False),
        ("postgres:17", "http://127.0.0.1:4566", "theirs", {}, True),
        ("auto", IMAGE, "", {"db": "image"}, True),
        ("postgresql://db.example/x", IMAGE, "", {}, True),
        ("embedded", "embedded", "theirs", {}, False),
    ],
)
def test_who_needs_a_network(
    database: str, localstack: str, network: str, running: dict[str, BackendKind], *, shared: bool
) -> None:
    """Containers share one when Lambdas are, or may become, containers."""
    plan = settle(settings(database, localstack, network), (), running=running, pull=False)

    assert plan.shares_network is shared


def test_a_plan_knows_no_password() -> None:
    """A password and a DSN are among the inputs by their digests: another one is noticed, and none can be read."""
    first, second = (
        settle(settings(f"postgresql://me:s3cr3t@10.0.0.1/{name}", "embedded"), ["db"], running={}, pull=False).database
        for name in ("one", "two")
    )

    assert first
    assert second
    assert first.inputs != second.inputs
    assert "s3cr3t" not in repr(first)
    fixed = dataclasses.replace(settings("embedded", "embedded"), database_password="s3cr3t")
    assert "s3cr3t" not in repr(settle(fixed, ["db"], running={}, pull=False).database)


def test_up_makes_one_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole `up` makes one Plan and one plan of each server, and the next one finds the rig made from the same."""
    (tmp_path / "nothing.py").write_text("def program(_postgres):\n    return lambda: None\n", encoding="utf-8")
    project = Settings(root=tmp_path, program="nothing:program", localstack_services="s3")
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    made: list[str] = []
    for kind in (Plan, ServerPlan):
        monkeypatch.setattr(kind, "__init__", _counting(kind.__init__, made))
    try:
        first = up(project)
        assert sorted(made) == ["Plan", "ServerPlan", "ServerPlan"]
        made.clear()

        again = up(project)

        assert sorted(made) == ["Plan", "ServerPlan", "ServerPlan"]
        assert (again.postgres, again.localstack) == (first.postgres, first.localstack)
    finally:
        teardown(project)


def _counting(make: Callable[..., None], made: list[str]) -> Callable[..., None]:
    def init(self: object, *arguments: object, **values: object) -> None:
        made.append(type(self).__name__)
        make(self, *arguments, **values)

    return init
