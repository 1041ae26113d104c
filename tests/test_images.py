"""The stand-ins for official images: what is built once, and what of a daemon's own they leave alone."""

import importlib.util
import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from stackrig.containers.api import Daemon
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import docker_client

pytestmark = [pytest.mark.docker]

FILE = Path(__file__).parent / "images" / "build.py"
OURS, OFFICIAL = "stackrig-test/stand-in:1", "stackrig-test/official:1"


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the builder, with one image to build that stands in for one name."""
    spec = importlib.util.spec_from_file_location("stand_ins", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "stand_ins", module)  # where its dataclass looks for its annotations
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "IMAGES", (module.Image(OURS, "a test", "nothing", stands_for=(OFFICIAL,)),))
    return module


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    """Yield the daemon; the images of the test are removed from it."""
    from docker.errors import ImageNotFound

    daemon = require_daemon()
    yield daemon
    with docker_client(daemon) as client:
        for name in (OFFICIAL, OURS):
            try:
                client.images.remove(name, force=True)
            except ImageNotFound:
                continue


def import_image(daemon: Daemon, name: str, labels: dict[str, str]) -> str:
    """Make an image with one file; return its id."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("file"))
    repository, _, tag = name.partition(":")
    changes = [f'LABEL {key}="{value}"' for key, value in {"test": name, **labels}.items()]
    with docker_client(daemon) as client:
        client.api.import_image_from_data(content.getvalue(), repository=repository, tag=tag, changes=changes)
        return str(client.images.get(name).id)


def image_id(daemon: Daemon, name: str) -> str:
    with docker_client(daemon) as client:
        return str(client.images.get(name).id)


def test_an_image_that_is_not_ours_is_left_as_it_is(build: ModuleType, daemon: Daemon) -> None:
    """A daemon that has an official image keeps it, and the answer says so."""
    import_image(daemon, OURS, {build.DIGEST_LABEL: build._digest(build.IMAGES[0])})  # noqa: SLF001  # as if built
    official = import_image(daemon, OFFICIAL, {})

    lines = build.build_images(daemon)

    assert lines == [f"{OURS}: is there, a test", f"{OFFICIAL}: left as it is, this daemon has one that is not ours"]
    assert image_id(daemon, OFFICIAL) == official


def test_an_official_name_is_given_to_a_stand_in(build: ModuleType, daemon: Daemon) -> None:
    """A name that nobody has, or that an older stand-in has, is given to the one there is now."""
    ours = import_image(daemon, OURS, {build.DIGEST_LABEL: build._digest(build.IMAGES[0])})  # noqa: SLF001  # as if built

    for _ in ("nobody has it", "an older one has it"):
        assert build.build_images(daemon)[1] == f"{OFFICIAL}: stand-in with a test"
        assert image_id(daemon, OFFICIAL) == ours
        import_image(daemon, OFFICIAL, {build.DIGEST_LABEL: "of another content"})
