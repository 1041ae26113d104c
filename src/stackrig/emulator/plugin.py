"""The plugin that LocalStack loads, put into a folder of its environment; `inside` is its source."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from stackrig.environments import Environment
from stackrig.folders import remove_folder
from stackrig.installers import run_tool

PLUGIN = Path(__file__).parent / "inside"
MARKER = "complete"
LEFT_OUT = ("__pycache__", "requirements")  # folders of the plugin that it does not need to run


def install_plugin(environment: Environment) -> Path:
    """Return the folder for PYTHONPATH with our plugin, put there as a package with entry points when it is new."""
    digest = _digest_of_plugin()
    folder = environment.folder / f"plugin-{digest}"
    if (folder / MARKER).exists():
        return folder
    with FileLock(f"{folder}.lock"):
        if not (folder / MARKER).exists():
            remove_folder(folder)
            package, info = folder / "stackrig_localstack", folder / "stackrig_localstack-0.dist-info"
            info.mkdir(parents=True)
            shutil.copytree(PLUGIN, package, ignore=shutil.ignore_patterns(*LEFT_OUT))
            shutil.copy(PLUGIN / "entry_points.txt", info)
            (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stackrig-localstack\nVersion: 0\n")
            run_tool(
                [environment.python, "-P", "-m", "stackrig_localstack.serving.index"],
                what="LocalStack's plugin could not be installed",
                env={"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(environment.folder / "cache")},
                cwd=environment.folder,
            )
            (folder / MARKER).touch()
    return folder


def _digest_of_plugin() -> str:
    digest = sha256()
    for path in sorted(PLUGIN.rglob("*")):
        if path.is_file() and not any(path.match(f"{pattern}/*") for pattern in LEFT_OUT):
            digest.update(os.fsencode(path.relative_to(PLUGIN)) + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
