"""The packages `docker` and `docker-build`: their images are only described.

A digest of its build context identifies an image, so that a changed file changes the image:
https://www.pulumi.com/registry/packages/docker-build/ and https://www.pulumi.com/registry/packages/docker/.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from stackrig.deployment.packages.package import Kind, Package, Surroundings
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

DIGEST = "__contextDigest"  # an input that the check adds: the digest of the context
REMOTE = ("http://", "https://", "git@", "git://")
SKIPPED = {".git", "node_modules", "__pycache__", ".venv", "venv"}  # folders that no image needs, and that are large


def context_digest(folder: Path, dockerfile: str) -> str:
    """Return a digest of the files of a build context and of its Dockerfile.

    Raises:
        DeployError: the folder is not there.
    """
    if not folder.is_dir():
        raise DeployError(f"the build context {folder} is not a folder")
    digest = hashlib.sha256()
    named = folder / dockerfile if dockerfile else folder / "Dockerfile"
    files = [path for path in folder.rglob("*") if path.is_file() and SKIPPED.isdisjoint(path.parts)]
    for path in sorted({*files, *([named] if named.is_file() else [])}):
        digest.update(f"{path}\0".removeprefix(str(folder)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _check_build(surroundings: Surroundings, inputs: Properties) -> Properties:
    location = str((inputs.get("context") or {}).get("location") or ".")
    dockerfile = inputs.get("dockerfile") or {}
    return {**inputs, DIGEST: _digest(surroundings, location, str(dockerfile.get("location") or ""))}


def _check_image(surroundings: Surroundings, inputs: Properties) -> Properties:
    build = inputs.get("build") or {}
    if isinstance(build, str):
        build = {"context": build}
    context, dockerfile = str(build.get("context") or "."), str(build.get("dockerfile") or "")
    return {**inputs, DIGEST: _digest(surroundings, context, dockerfile)}


def _digest(surroundings: Surroundings, location: str, dockerfile: str) -> str:
    if location.startswith(REMOTE):
        return hashlib.sha256(location.encode()).hexdigest()
    named = str(surroundings.folder / dockerfile) if dockerfile else ""
    return context_digest(surroundings.folder / location, named)


def _reference(inputs: Properties) -> str:
    """Return a digest of everything that the image is built from."""
    relevant = ("buildArgs", "build", "dockerfile", "platforms", "target", DIGEST)
    text = json.dumps({key: inputs[key] for key in relevant if key in inputs}, sort_keys=True, default=str)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _built(inputs: Properties) -> Properties:
    digest, tags = _reference(inputs), inputs.get("tags") or []
    ref = f"{tags[0]}@{digest}" if tags else digest
    return {"digest": digest, "contextHash": inputs[DIGEST], "ref": ref}


def _create_build(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    outputs = _built(inputs)
    return outputs["digest"], outputs


def _update_build(_surroundings: Surroundings, _outputs: Properties, inputs: Properties) -> Properties:
    return _built(inputs)


def _named(inputs: Properties) -> Properties:
    name, digest = str(inputs["imageName"]), _reference(inputs)
    stem, _, tag = name.rpartition(":")
    if "/" in tag or not stem:
        stem = name
    registry: Any = (inputs.get("registry") or {}).get("server") or ""
    return {
        "baseImageName": name,
        "imageName": name,
        "repoDigest": "" if inputs.get("skipPush") else f"{stem}@{digest}",
        "registryServer": registry,
    }


def _create_image(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    return _reference(inputs), _named(inputs)


def _update_image(_surroundings: Surroundings, _outputs: Properties, inputs: Properties) -> Properties:
    return _named(inputs)


PACKAGES = (
    Package(
        "docker-build",
        {"docker-build:index:Image": Kind(_create_build, update=_update_build, check=_check_build, modelled=True)},
    ),
    Package(
        "docker",
        {"docker:index/image:Image": Kind(_create_image, update=_update_image, check=_check_image, modelled=True)},
    ),
)
