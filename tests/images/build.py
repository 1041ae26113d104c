"""Build local stand-ins for the images of the Docker rig, for machines that reach no image registry.

They hold the real programs, from Debian's and Python's packages, behind entrypoints of our own with the environment,
ports and habits of the official images. The library does not know them. Each is built once for the same content; a
daemon that has an official image already keeps it.
"""

import hashlib
import logging
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from stackrig.containers.api import Daemon
from stackrig.containers.images import docker_client
from stackrig.errors import StartError
from stackrig.installers import find_uv, run_tool, uv_variables

if TYPE_CHECKING:
    from docker import DockerClient

HERE = Path(__file__).parent
PINS = HERE.parents[1] / "src" / "stackrig" / "emulator" / "inside" / "requirements"  # LocalStack's packages by version
OWN = "stackrig-stand-in"  # repository of the names that are ours alone
DIGEST_LABEL = "dev.stackrig.stand-in"  # what an image was built from; one without it is not ours
CONTENTS_LABEL = "dev.stackrig.stand-in.contents"  # what is really in it
BASE_FORMAT = "1"  # raise it when Debian's base should be made anew
LEFT_OUT = ("doc/*", "man/*", "locale/*", "info/*")  # of /usr/share

log = logging.getLogger("stackrig")


@dataclass(frozen=True, slots=True)
class Image:
    """Describe an image by its own name, the folder with its Dockerfile and the official names it stands in for."""

    name: str
    contents: str
    base: str
    folder: str = ""
    arguments: dict[str, str] = field(default_factory=dict)
    requirements: Path | None = None  # Python packages for the Dockerfile to copy
    stands_for: tuple[str, ...] = ()


def _debian(suite: str) -> Image:
    return Image(f"{OWN}/debian:{suite}", f"Debian {suite}", suite)


def _postgres(suite: str, major: str) -> Image:
    name, contents = f"{OWN}/postgres:{major}", f"PostgreSQL {major} of Debian {suite}"
    return Image(name, contents, f"{OWN}/debian:{suite}", "postgres", {"MAJOR": major}, None, (f"postgres:{major}",))


def _postgis(suite: str, major: str, *names: str) -> Image:
    contents = f"PostgreSQL {major} and PostGIS of Debian {suite}"
    return Image(
        f"{OWN}/postgis:{major}", contents, f"{OWN}/postgres:{major}", "postgis", {"MAJOR": major}, None, names
    )


def _runtime(suite: str, python: str, *names: str) -> Image:
    contents, requirements = f"Python {python} of Debian {suite} and awslambdaric", HERE / "python" / "requirements.txt"
    base = f"{OWN}/debian:{suite}"
    return Image(f"{OWN}/lambda:python{python}", contents, base, "python", {"PYTHON": python}, requirements, names)


def _localstack(suite: str, python: str, version: str) -> Image:
    contents = f"localstack-core {version} on Python {python} of Debian {suite}"
    name, stands_for = f"{OWN}/localstack:{version}", (f"localstack/localstack:{version}",)
    base, requirements = f"{OWN}/debian:{suite}", PINS / f"{version}.txt"
    return Image(name, contents, base, "localstack", {"PYTHON": python}, requirements, stands_for)


IMAGES = (
    _debian("trixie"),
    _postgres("trixie", "17"),
    _postgis("trixie", "17", "postgis/postgis:17-3.5", "postgis/postgis:16-3.4"),
    _runtime("trixie", "3.13", f"{OWN}/lambda:python3.12"),  # no suite of Debian has 3.12
    _localstack("trixie", "3.13", "4.14.0"),
    _localstack("trixie", "3.13", "4.12.0"),
    _debian("bookworm"),
    _postgres("bookworm", "15"),
    _postgis("bookworm", "15", "postgis/postgis:15-3.3"),
    _runtime("bookworm", "3.11"),
    _localstack("bookworm", "3.11", "4.9.2"),
)


def build_images(daemon: Daemon) -> list[str]:
    """Build what the daemon lacks and return a line about each image.

    Raises:
        StartError: a program that builds is missing, or a build failed.
    """
    with docker_client(daemon) as client:
        return [line for image in IMAGES for line in _provide(client, image)]


def _provide(client: "DockerClient", image: Image) -> Iterator[str]:
    digest = _digest(image)
    if _label(client, image.name) != digest:
        log.info("building %s: %s", image.name, image.contents)
        _build(client, image, digest)
        yield f"{image.name}: built, {image.contents}"
    else:
        yield f"{image.name}: is there, {image.contents}"
    for name in image.stands_for:
        yield _stand_in(client, image, name, digest)


def _stand_in(client: "DockerClient", image: Image, name: str, digest: str) -> str:
    """Give an image an official name, unless the daemon has an image of that name that is not ours."""
    known = _label(client, name)
    if known == "":
        return f"{name}: left as it is, this daemon has one that is not ours"
    if known != digest:
        client.images.get(image.name).tag(name)
    return f"{name}: stand-in with {image.contents}"


def _label(client: "DockerClient", name: str) -> str | None:
    """Return the digest an image of this name was built from: empty for one that isn't ours, None without one."""
    from docker.errors import ImageNotFound

    try:
        return str(client.images.get(name).labels.get(DIGEST_LABEL, ""))
    except ImageNotFound:
        return None


@cache
def _digest_of(name: str) -> str:
    return _digest(next(image for image in IMAGES if image.name == name))


def _digest(image: Image) -> str:
    """Return a digest of all an image is built from, its base included."""
    found = hashlib.sha256(repr((BASE_FORMAT, image.name, image.contents, image.arguments)).encode())
    if image.folder:
        found.update(_digest_of(image.base).encode())
        for path in _recipe(image):
            found.update(path.name.encode() + path.read_bytes())
    if image.requirements:
        found.update(image.requirements.read_bytes())
    return found.hexdigest()[:16]


def _recipe(image: Image) -> list[Path]:
    return sorted(path for path in (HERE / image.folder).iterdir() if path.is_file())


# --- building -------------------------------------------------------------------------------------------------------


def _build(client: "DockerClient", image: Image, digest: str) -> None:
    labels = {DIGEST_LABEL: digest, CONTENTS_LABEL: image.contents}
    with tempfile.TemporaryDirectory(prefix="stand-in-") as folder:
        if image.folder:
            _build_from_recipe(client, image, labels, Path(folder))
        else:
            _import_debian(client, image, labels, Path(folder))


def _import_debian(client: "DockerClient", image: Image, labels: dict[str, str], folder: Path) -> None:
    """Make a minimal Debian from the mirror that apt is configured with, and import it."""
    if os.geteuid() != 0 or not shutil.which("mmdebstrap"):
        raise StartError(
            f"{image.contents} can't be made for the stand-in images: that takes root and mmdebstrap",
            remedies=["as root: apt install mmdebstrap", "use a machine whose Docker daemon reaches a registry"],
        )
    archive = folder / "base.tar"
    options = [
        '--aptopt=Acquire::Check-Valid-Until "false"',
        '--aptopt=Acquire::Check-Date "false"',
        '--aptopt=APT::Install-Recommends "false"',
        *(f"--dpkgopt=path-exclude=/usr/share/{pattern}" for pattern in LEFT_OUT),
    ]
    source = f"deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {_mirror()} {image.base} main"
    command = ["mmdebstrap", "--quiet", "--mode=root", "--variant=apt", *options, image.base, str(archive), source]
    run_tool(command, what=f"{image.contents} could not be made", env=dict(os.environ), cwd=folder)
    repository, _, tag = image.name.partition(":")
    changes = ['CMD ["/bin/bash"]', *(f'LABEL {name}="{value}"' for name, value in labels.items())]
    with archive.open("rb") as content:
        client.api.import_image_from_data(content, repository=repository, tag=tag, changes=changes)


def _mirror() -> str:
    """Return the address of the Debian mirror this machine uses."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Identifier: Packages"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    mirrors = [address for address in found if "security" not in address]
    if not mirrors:
        raise StartError("apt names no Debian mirror for the stand-in images", remedies=["apt-get update"])
    return mirrors[0]


def _build_from_recipe(client: "DockerClient", image: Image, labels: dict[str, str], folder: Path) -> None:
    from docker.errors import BuildError

    if image.requirements:
        _install_packages(image, folder)
    archive = folder / "context.tar"
    with tarfile.open(archive, "w") as context:
        for path in _recipe(image):
            context.add(path, path.name)
        if image.requirements:
            context.add(folder / "packages", "packages")
    try:
        with archive.open("rb") as content:
            client.images.build(
                fileobj=content,
                custom_context=True,
                tag=image.name,
                buildargs={"BASE": image.base, **image.arguments},
                labels=labels,
                rm=True,
                forcerm=True,
            )
    except BuildError as error:
        lines = "".join(str(part.get("stream") or part.get("error") or "") for part in error.build_log)
        raise StartError(f"{image.name} could not be built: {error}", evidence=lines[-2000:]) from error


def _install_packages(image: Image, folder: Path) -> None:
    """Install packages on this machine, whose package index, certificates and cache are set up."""
    uv = find_uv()
    if not uv or not image.requirements:
        raise StartError(f"uv is needed to build {image.name}", remedies=["pip install uv"])
    command: list[str | Path] = [uv, "pip", "install", "--quiet", "--no-deps", "--target", folder / "packages"]
    command += ["--python-version", image.arguments["PYTHON"], "--requirement", image.requirements]
    command += ["--python-platform", f"{platform.machine()}-manylinux_2_36"]
    run_tool(command, what=f"{image.name}'s packages could not be installed", env=uv_variables(), cwd=folder)
