"""The folders of a function: its unpacked code, its layers and its compiled files."""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from stackrig_localstack.functions import sources  # type: ignore[import-not-found]
from stackrig_localstack.rds.bundles import add_authority  # type: ignore[import-not-found]

from .node_sdk import node_sdk


def prepare(settings: Any) -> None:
    """Unpack a function's code and layers; several layers become one folder, in which later ones win."""
    for archive in [settings.code, *_layer_archives(settings)]:
        if archive:
            archive.prepare_for_execution()
    folders = [archive.get_unzipped_code_location() for archive in _layer_archives(settings)]
    if not settings.code.is_hot_reloading():  # it is the user's own folder
        add_authority([settings.code.get_unzipped_code_location(), *folders])
    if len(folders) > 1:
        _merge(folders, _merged_folder(folders))
    find_node_sdk(settings)  # creating a function without it fails anyway


def locate(settings: Any) -> dict[str, Any]:
    """Return the folders `code`, `layers` (or None) and `bytecode` of a prepared function."""
    code = settings.code.get_unzipped_code_location()
    folders = [archive.get_unzipped_code_location() for archive in _layer_archives(settings)]
    layers = _merged_folder(folders) if len(folders) > 1 else next(iter(folders), None)
    # One folder for each archive and change: a compiled file is valid for any source with the same size and second, and
    # reproducible archives give all their files the same time.
    bytecode = Path(tempfile.gettempdir()) / "lambda-bytecode" / _digest([code, *folders, last_change(settings)])
    bytecode.mkdir(parents=True, exist_ok=True)
    return {"code": str(code), "layers": layers and str(layers), "bytecode": str(bytecode)}


def find_node_sdk(settings: Any) -> str | None:
    """Return the folder with the AWS SDK for a prepared Node.js function, or None for others; see `node_sdk`."""
    if not settings.runtime.startswith("nodejs"):  # each cold start would search all files of hot-reloaded code
        return None
    folders = [
        archive.get_unzipped_code_location() for archive in [settings.code, *_layer_archives(settings)] if archive
    ]
    return node_sdk(settings.runtime, [str(folder) for folder in folders], last_change(settings))


def has_libraries(places: Mapping[str, Any]) -> bool:
    """Tell whether code or layers contain shared libraries: a loader looks for them when its program starts."""
    return any(Path(places[name], "lib").is_dir() for name in ("code", "layers") if places[name])


def has_extensions(places: Mapping[str, Any]) -> bool:
    """Tell whether the layers contain external extensions."""
    folder = Path(places["layers"] or "", "extensions")
    return bool(places["layers"]) and folder.is_dir() and any(path.is_file() for path in folder.iterdir())


def last_change(settings: Any) -> float:
    """Return a value that changes with deployed code that is being edited, see `sources`; 0 for other code.

    For hot-reloaded code it is the last change of a file, in seconds since the epoch. Code is hot-reloaded if it was
    given as the S3 bucket `hot-reload` and a folder of this machine as the key.
    """
    if not settings.code.is_hot_reloading():
        return float(sources.refresh(settings.code))
    root = settings.code.get_unzipped_code_location()
    folders = [Path(folder) for folder, _, _ in os.walk(root)]
    return max(path.lstat().st_mtime for folder in folders for path in (folder, *folder.iterdir()))


def _layer_archives(settings: Any) -> list[Any]:
    return [layer.code for layer in settings.layers if layer.code]


def _merge(folders: list[Path], target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent))
    for folder in folders:
        shutil.copytree(folder, draft, symlinks=True, dirs_exist_ok=True)
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:  # another version of the function merged the same layers first
        shutil.rmtree(draft)
        if not target.exists():
            raise


def _merged_folder(folders: list[Path]) -> Path:
    return Path(tempfile.gettempdir()) / "lambda-layers" / _digest(folders)


def _digest(parts: Sequence[Path | float]) -> str:
    return sha256(b"\0".join(os.fsencode(str(part)) for part in parts)).hexdigest()[:16]
