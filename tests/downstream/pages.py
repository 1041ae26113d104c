"""The projects that README and the documentation show: each block of theirs is a file."""

import re
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
# The first file named in the paragraph before a block is the one that the block shows.
BLOCK = re.compile(
    r"^(?=\S)(?:(?!\n\n).)*?`([\w/]+\.\w+)`(?:(?!\n\n).)*:\n\n```(?:python|sql|toml|ini|json|terraform|yaml)\n(.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
COMMAND_TIMEOUT = 600.0  # seconds; the first start builds LocalStack's environment


def files_of(document: str) -> dict[str, str]:
    """Return the files that a document shows, by their names."""
    return dict(BLOCK.findall((CHECKOUT / document).read_text(encoding="utf-8")))


def write(folder: Path, document: str) -> Path:
    """Write the files that a document shows to a folder, and return it."""
    for name, content in files_of(document).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def run(project: Path, program: str, *arguments: str) -> str:
    """Run a program of this environment in the project; return what it wrote."""
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=COMMAND_TIMEOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
