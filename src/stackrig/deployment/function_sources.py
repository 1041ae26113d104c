"""The source files of deployed functions: the file of the project behind each file of a function's archive."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from stackrig.deployment.archive_sources import sources_of
from stackrig.deployment.recorded_resources import recorded_resources
from stackrig.deployment.stacks import Deployment, root_of

FUNCTION = "aws:lambda/function:Function"
Sources = list[tuple[str, str]]  # a name in the archive, and its file or folder; "" is the whole archive


def find_sources(deployments: Iterable[Deployment]) -> dict[str, Sources]:
    """Return the sources of all deployed functions, by the SHA-256 that Lambda reports for their archives.

    Archives that the program did not make, such as the zip file of a build, have no sources.
    """
    found: dict[str, Sources] = {}
    for deployment in deployments:
        for kind, resource in recorded_resources(deployment):
            digest = resource.get("outputs", {}).get("codeSha256")
            if kind == FUNCTION and isinstance(digest, str):
                code = resource.get("inputs", {}).get("code")
                found.setdefault(digest, []).extend(_sources(code, "", root_of(deployment)))
    return {digest: sources for digest, sources in found.items() if sources}


def _sources(asset: object, below: str, root: Path) -> Iterator[tuple[str, str]]:
    if not isinstance(asset, Mapping):
        return
    for name, part in asset.get("assets", {}).items():
        yield from _sources(part, f"{below}{name}/", root)
    if not asset.get("path"):
        return
    path = root / str(asset["path"])
    if path.suffix == ".zip":
        yield from ((f"{below}{name}", place) for name, place in sources_of(path, root))
    elif path.exists():
        yield below.rstrip("/"), str(path.resolve())
