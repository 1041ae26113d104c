"""What a program reads while it is imported and run, and what makes it uncertain that it does the same again."""

import json
import os
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stackrig.deployment.program_reads import Reads, record_reads
from stackrig.project_functions import load_function

FILES = {
    "reads_shop/__init__.py": "",
    "reads_shop/program.py": """
        import glob
        import json
        from pathlib import Path
        from reads_shop.names import PREFIX
        from reads_shop.parts import words
        import pulumi
        from stackrig import python_archive
        from stackrig.deployment.provider.asset_bytes import digest

        HERE = Path(__file__).parent

        def program():
            python_archive(HERE / "app", cache=HERE.parent / "cache")
            digest(pulumi.FileArchive(str(HERE / "site")))
            for path in (HERE / "queues").iterdir():
                json.loads(path.read_text())
            try:
                (HERE / "optional.json").read_text()
            except FileNotFoundError:
                pass
            glob.glob(str(HERE / "flag.json"))
            sorted((HERE / "more").glob("*.json"))
            sorted(HERE.glob("queues/**/*.json"))
            (HERE / "made.txt").write_text(PREFIX)
        """,
    "reads_shop/names.py": "PREFIX = 'shop'",
    "reads_shop/parts/words.py": "",
    "reads_shop/app/handler.py": "def handle(event, context): return 1",
    "reads_shop/queues/orders.json": "{}",
    "reads_shop/site/css/main.css": "body {}",
    "reads_shop/unused.txt": "nobody reads this",
}
TOUCHED: dict[str, Callable[[Path], object]] = {
    "the program": lambda root: append(root / "program.py"),
    "a module that it imports": lambda root: append(root / "names.py"),
    "a package that hides it": lambda root: write(root / "names/__init__.py"),
    "a file for a package without one": lambda root: write(root / "parts/__init__.py"),
    "a handler": lambda root: append(root / "app/handler.py"),
    "a new source of a function": lambda root: (root / "app/other.py").write_text("", encoding="utf-8"),
    "the bits of a handler": lambda root: (root / "app/handler.py").chmod(0o755),
    "a file that it reads": lambda root: (root / "queues/orders.json").write_text("[]", encoding="utf-8"),
    "a file in a folder that it lists": lambda root: (root / "queues/bills.json").write_text("{}", encoding="utf-8"),
    "a file that was not there": lambda root: (root / "optional.json").write_text("{}", encoding="utf-8"),
    "a file that it searches for by name": lambda root: (root / "flag.json").write_text("{}", encoding="utf-8"),
    "a folder that it searches and was not there": lambda root: (root / "more").mkdir(),
    "a file that it writes": lambda root: (root / "made.txt").unlink(),
    "an asset": lambda root: append(root / "site/css/main.css"),
    "a new asset": lambda root: (root / "site/css/more.css").write_text("", encoding="utf-8"),
    "the package": lambda root: append(root / "__init__.py"),
    "an archive": lambda root: next((root.parent / "cache/archives").glob("*.zip")).unlink(),
}


def append(path: Path) -> None:
    """Change a file as an editor does, with the time of its last change as it was."""
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def write(path: Path) -> None:
    """Make an empty file, and its folder where that is missing."""
    path.parent.mkdir(exist_ok=True)
    path.touch()


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Return the folder of a project whose modules are forgotten at the end."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
    path = list(sys.path)
    yield tmp_path
    sys.path[:] = path
    for name in [name for name in sys.modules if name.partition(".")[0] == "reads_shop"]:
        del sys.modules[name]


def reads_of(root: Path) -> Reads:
    """Return what the project's program reads."""

    def run() -> None:
        load_function(root, "reads_shop.program:program", "program")()

    return record_reads(run, "reads_shop.program")[1]


@pytest.mark.parametrize("what", TOUCHED)
def test_each_change_of_what_was_read_is_seen(root: Path, what: str) -> None:
    """Nothing differs until then, nor does a file that nobody reads count, nor one that was written as it was."""
    reads = reads_of(root)
    (root / "reads_shop/unused.txt").write_text("edited", encoding="utf-8")
    (root / "reads_shop/names.py").write_text(FILES["reads_shop/names.py"], encoding="utf-8")
    assert (reads.doubt, reads.changed()) == ("", [])
    assert Reads(json.loads(json.dumps(reads.files))).changed() == []

    TOUCHED[what](root / "reads_shop")

    assert reads.changed()


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("import time", "imports time"),
        ("from datetime import datetime", "imports datetime"),
        ("import random as chance", "imports random"),
        ("from reads_shop import loaded", "imports reads_shop.loaded"),
        ("import no_such_module_of_reads", "imports no_such_module_of_reads"),
        ("HERE.joinpath('flag').exists()", "uses exists"),
        ("import os; os.urandom(1)", "uses urandom"),
        ("import os; os.system('true')", "os.system"),
        ("from urllib.request import urlopen; urlopen('http://127.0.0.1:9/', timeout=1)", "socket."),
        ("import sys; sys.argv", "uses argv"),
        ("from pulumi import StackReference", "uses StackReference"),
        ("import jinja2", "imports jinja2"),
        ("import dotenv", "imports dotenv"),
        ("list(HERE.glob('*/on.json'))", "looks at files without opening them"),
        ("glob.glob('**/on.json')", "looks at files without opening them"),
        ("import os; os.readlink(HERE / 'link')", "uses readlink"),
    ],
)
def test_what_is_no_file_makes_it_uncertain(root: Path, line: str, doubt: str) -> None:
    """The reason names what was done, or the module and what it has a way to."""
    program = root / "reads_shop/program.py"
    (root / "reads_shop/loaded.py").write_text("LEVEL = 1", encoding="utf-8")
    text = f"    try: {line}\n    except Exception: pass\n"
    program.write_text(program.read_text(encoding="utf-8") + text, encoding="utf-8")
    load_function(root, "reads_shop.loaded:__getattribute__", "function")

    assert doubt in reads_of(root).doubt


@pytest.mark.parametrize("place", ["names.py", "queues/bills.json", "site/css/more.css"])
def test_what_is_edited_while_the_program_runs_makes_it_uncertain(root: Path, place: str) -> None:
    """The program may have been imported, or a folder listed, as it was before; a rename is seen as nobody's write."""

    def run() -> None:
        load_function(root, "reads_shop.program:program", "program")()
        (root / "reads_shop/unused.txt").rename(root / "reads_shop" / place)

    assert "was changed meanwhile" in record_reads(run, "reads_shop.program")[1].doubt


def test_a_program_that_was_imported_before_is_uncertain(root: Path) -> None:
    """Nobody has seen what it read then, and a test may have changed its values."""
    load_function(root, "reads_shop.program:program", "program")

    assert "was already imported before" in reads_of(root).doubt
