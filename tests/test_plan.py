"""Which servers a rig consists of, and which can't go together."""

from pathlib import Path

import pytest

from stackrig.errors import SettingsError, StartError
from stackrig.rig.plan import settle, share_network
from stackrig.settings import BackendKind, Settings

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
    settled = settle(settings("auto", "auto"), BOTH, running={}, pull=True)

    assert settled.database_image == "embedded"
    assert settled.localstack_image.startswith("embedded:4.")
    assert "does not run" in settled.sources["database_image"]
    assert not share_network(settled, running={})


@pytest.mark.docker("postgis/postgis:16-3.4", IMAGE)
def test_auto_is_docker_where_a_daemon_has_the_images() -> None:
    """Both servers are the images that are the defaults, on one network."""
    settled = settle(settings("auto", "auto"), BOTH, running={}, pull=True)

    assert (settled.database_image, settled.localstack_image) == ("postgis/postgis:16-3.4", IMAGE)
    assert "has postgis/postgis:16-3.4" in settled.sources["database_image"]
    assert share_network(settled, running={})


@pytest.mark.docker("postgres:17", IMAGE)
@pytest.mark.parametrize(
    ("database", "running"), [("embedded", {}), ("postgresql://me@127.0.0.1/x", {}), ("auto", {"db": "embedded"})]
)
def test_auto_follows_the_database(database: str, running: dict[str, BackendKind]) -> None:
    """LocalStack is embedded beside a database that containers don't reach, one that is up already included."""
    settled = settle(settings(database, "auto"), ["localstack"], running=running, pull=True)

    assert settled.localstack_image.startswith("embedded:")


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
    """What a daemon is missing for is in the error: the name may be a keyword misspelt."""
    with pytest.raises(StartError, match=r"embedd/ed was read as a container image, but .*/nowhere/docker\.sock"):
        settle(settings("embedd/ed", "embedd/ed"), [stage], running={}, pull=True)


@pytest.mark.parametrize("address", ["https://x.example", "http://127.0.0.1:port", "http://:4566"])
def test_an_address_of_no_localstack_is_refused(address: str) -> None:
    """It is seen before anything starts."""
    with pytest.raises(SettingsError, match="an address such as"):
        settle(settings("embedded", address), BOTH, running={}, pull=True)


def test_a_localstack_that_was_attached_to_needs_no_option() -> None:
    """A database is chosen beside it although the settings do not name it any more."""
    settled = settle(settings("embedded", "auto"), ["db"], running={"localstack": "attach"}, pull=True)

    assert settled.database_image == "embedded"


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
    assert share_network(settings(database, localstack, network), running=running) is shared
