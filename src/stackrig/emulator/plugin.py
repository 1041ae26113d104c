"""The plugin that LocalStack loads, wherever it runs; `inside` is its source."""

import configparser
import importlib.util
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from stackrig.emulator.releases import LOCALEMU, LOCALSTACK
from stackrig.environments import Environment
from stackrig.file_locks import file_lock
from stackrig.folders import cache_folder, remove_folder
from stackrig.installers import run_tool

PLUGIN = Path(__file__).parent / "inside"
MARKER = "complete"
LEFT_OUT = ("__pycache__", "requirements")  # folders of the plugin that LocalStack does not need
DRIVER = ("pg8000", "scramp", "asn1crypto")
METADATA = b"Metadata-Version: 2.1\nName: stackrig-localstack\nVersion: 0\n"


def plugin_files() -> dict[str, bytes]:
    """Return the files of the plugin by their path below a folder for PYTHONPATH: a package with entry points."""
    package = {f"stackrig_localstack/{path.relative_to(PLUGIN)}": path.read_bytes() for path in _sources()} | _driver()
    information = {"entry_points.txt": _entry_points(), "METADATA": METADATA}
    return package | {f"stackrig_localstack-0.dist-info/{name}": content for name, content in information.items()}


def install_plugin(environment: Environment) -> Path:
    """Return a folder for PYTHONPATH with the plugin, installed when it is new or damaged."""
    files = plugin_files()
    name = f"plugin-{_digest(files)}"
    if _is_whole(environment.folder / name, files):
        return environment.folder / name
    folder = _home(environment) / name
    with file_lock(folder.with_name(f"{folder.name}.lock"), "installs LocalStack's plugin"):
        if not _is_whole(folder, files):
            remove_folder(folder)
            for name, content in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
            run_tool(
                [environment.python, "-P", "-m", "stackrig_localstack.serving.index"],
                what="LocalStack's plugin could not be installed",
                env={"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(cache_beside(folder))},
                cwd=environment.folder,
            )
            (folder / MARKER).touch()
    return folder


def cache_beside(plugin: Path) -> Path:
    """Return the folder in which LocalStack keeps its index of a plugin."""
    return plugin.parent / "cache"


def _home(environment: Environment) -> Path:
    """Return the folder for plugins: the environment's, or one in a cache that can be written.

    An environment that came with the image of a CI system may be older than this stackrig, and read-only.
    """
    try:
        with tempfile.TemporaryFile(dir=environment.folder):
            return environment.folder
    except OSError:
        home = cache_folder() / "plugins" / environment.folder.name
        home.mkdir(parents=True, exist_ok=True)
        return home


def _entry_points() -> bytes:
    """Return the entry points for LocalStack, and once more under LocalEmu's names of their groups."""
    text = (PLUGIN / "entry_points.txt").read_text(encoding="utf-8")
    return (text + text.replace(f"[{LOCALSTACK.name}.", f"\n[{LOCALEMU.name}.")).encode()


def _driver() -> dict[str, bytes]:
    """Return PostgreSQL's driver for RDS, which is plain Python: LocalStack has none, and its images neither."""
    if not has_driver():
        return {}
    files = [file for name in DRIVER for file in metadata.files(name) or ()]
    return {str(file): file.read_binary() for file in files if file.suffix == ".py" or file.name == "METADATA"}


def has_driver() -> bool:
    """Tell whether the driver is installed, which an installation without dependencies lacks."""
    return all(importlib.util.find_spec(name) for name in DRIVER)


def _is_whole(folder: Path, files: Mapping[str, bytes]) -> bool:
    try:
        return (folder / MARKER).exists() and all((folder / name).read_bytes() == files[name] for name in files)
    except OSError:
        return False


def served_services() -> list[str]:
    """Return the services that the plugin serves, some instead of the emulator's own, as the emulator names them."""
    entry_points = configparser.ConfigParser(delimiters=("=",))
    entry_points.read(PLUGIN / "entry_points.txt", encoding="utf-8")
    names = (name.partition(":")[0] for name in entry_points["localstack.aws.provider"])
    return [name.upper().replace("-", "_") for name in names]


def _digest(files: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for path in sorted(PLUGIN.rglob("*")):
        if path.is_file() and not set(path.relative_to(PLUGIN).parts) & set(LEFT_OUT):
            yield path
