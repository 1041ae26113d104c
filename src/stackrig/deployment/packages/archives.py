"""The package `archive`: zip files of the project's files, the same bytes for the same content.

Type and function of https://www.pulumi.com/registry/packages/archive/, which is Terraform's provider `archive`.
"""

import base64
import hashlib
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from stackrig.deployment.packages.package import Kind, Package, Surroundings
from stackrig.deployment.provider.contract import Properties, UnsupportedError
from stackrig.errors import DeployError

EPOCH = (2049, 1, 1, 0, 0, 0)  # the time that the real provider gives each file
MODE = 0o644
HASHES = {"Md5": "md5", "Sha": "sha1", "Sha256": "sha256", "Sha512": "sha512"}


def _entries(surroundings: Surroundings, inputs: Properties) -> dict[str, tuple[bytes, int]]:
    """Return the content and mode of each file of the archive, by its name there."""
    if inputs.get("type") != "zip":
        raise UnsupportedError(f"stackrig's archive.getFile makes only zip files, not {inputs.get('type')}")
    if inputs.get("sourceContent") is not None:
        return {inputs["sourceContentFilename"]: (str(inputs["sourceContent"]).encode(), MODE)}
    if inputs.get("sources"):
        return {item["filename"]: (str(item["content"]).encode(), MODE) for item in inputs["sources"]}
    if inputs.get("sourceFile"):
        file = surroundings.folder / inputs["sourceFile"]
        return {file.name: _read(file)}
    folder, excluded = surroundings.folder / inputs["sourceDir"], inputs.get("excludes") or []
    if not folder.is_dir():
        raise DeployError(f"there is no folder {folder} to archive")
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: _read(path) for name, path in files.items() if not _is_excluded(name, excluded)}


def _is_excluded(name: str, patterns: list[str]) -> bool:
    """Tell whether a pattern matches a file, or a folder that contains it."""
    parts = name.split("/")
    places = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(fnmatchcase(place, pattern.removesuffix("/")) for place in places for pattern in patterns)


def _read(file: Path) -> tuple[bytes, int]:
    try:
        return file.read_bytes(), file.stat().st_mode & 0o777
    except OSError as error:
        raise DeployError(f"the file {file} can't be archived: {error}") from error


def _archive(surroundings: Surroundings, inputs: Properties) -> Properties:
    entries, target = _entries(surroundings, inputs), surroundings.folder / inputs["outputPath"]
    given = int(str(inputs["outputFileMode"]), 8) if inputs.get("outputFileMode") else 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (content, mode) in sorted(entries.items()):
            member = zipfile.ZipInfo(name, EPOCH)
            member.external_attr = (0o100000 | (given or mode)) << 16
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    content = target.read_bytes()
    found: dict[str, Any] = {"outputSize": len(content)}
    for name, algorithm in HASHES.items():
        digest = hashlib.new(algorithm, content, usedforsecurity=False)
        found[f"output{name}"] = digest.hexdigest()
        if name in {"Sha256", "Sha512"}:
            found[f"outputBase64{name.lower()}"] = base64.b64encode(digest.digest()).decode()
    return {**found, "id": found["outputSha"]}


def _create(surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    outputs = _archive(surroundings, inputs)
    return outputs.pop("id"), outputs


def _invoke(surroundings: Surroundings, arguments: Properties) -> Properties:
    return {**arguments, **_archive(surroundings, arguments)}


PACKAGES = (Package("archive", {"archive:index/file:File": Kind(_create)}, {"archive:index/getFile:getFile": _invoke}),)
