# /// script
# dependencies = ["nox[uv]>=2026.8.10", "filelock", "platformdirs"]
# ///
"""The checks of this project, each in an environment of its own."""

import atexit
import os
import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

import nox

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "src"))  # nox may run in an environment without stackrig

from stackrig.interpreters import find_interpreters  # noqa: E402
from stackrig.matrix import Cell, finish, join_run, junit_file, read_cells, recorded  # noqa: E402

nox.needs_version = ">=2026.8.10"  # parallel sessions
nox.options.default_venv_backend = "uv"
nox.options.download_python = "never"  # --download-python=auto has uv install what is missing
nox.options.error_on_external_run = True
nox.options.sessions = ["lint", "typing", "tests"]

PYTHONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))
# The test files that start no server: what macOS and new Pythons are tried with, and the lowest allowed versions.
PLAIN = (
    *("daemons", "docs", "environments", "images", "inprocess", "layers", "loopback", "masking", "matrix"),
    *("platforms", "project", "provider", "provider_policies", "settings", "state", "statements", "urls"),
)
PLAIN_FILES = [f"tests/test_{name}.py" for name in PLAIN]
CONSTRAINTS = ("--constraint", ".ci/constraints.txt")
CELLS = read_cells(ROOT)
RUN = join_run(ROOT / ".nox" / "matrix")

# Interpreters that are not on PATH, or only as a shim which answers for another version: behind what is found there.
os.environ["PATH"] = os.pathsep.join(
    [os.environ["PATH"], *(str(python.path.parent) for python in find_interpreters().values())]
)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session(python=PYTHONS[0])
def typing(session: nox.Session) -> None:
    """Check types strictly."""
    install(session, "dev", "-e", ".[embedded]")
    session.run("mypy")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests on every supported Python."""
    install(session, "test", "-e", ".[embedded]", "nox", "pip")  # which some of the tests run
    session.run("pytest", *session.posargs)


@nox.session(default=False, python=PYTHONS)
def plain(session: nox.Session) -> None:
    """Run the tests that start no server."""
    install(session, "test", "-e", ".[embedded]")
    session.run("pytest", *PLAIN_FILES, *session.posargs)


@nox.session(default=False, python=PYTHONS[0])
def minimums(session: nox.Session) -> None:
    """Run the plain tests and deploy Chinook with the lowest allowed versions of all dependencies."""
    session.install("-e", ".[embedded]", "--group", "test", "--resolution", "lowest-direct")
    # pulumi_aws 5 imports pkg_resources, which setuptools had until version 81, and deprecates modules of its own.
    session.install("setuptools<67")
    plain, own = (
        ("-k", "not test_pip_builds_where_uv_is_missing"),
        ("-W", "ignore::DeprecationWarning"),
    )  # a minute less
    session.run("pytest", *plain, *own, *PLAIN_FILES, *session.posargs)
    session.run("pytest", "-k", "output or albums", *own, "tests/test_chinook_api.py")


@nox.session(default=False, python=PYTHONS[0])
def coverage(session: nox.Session) -> None:
    """Report which lines and branches the tests leave out, those run by other processes included."""
    install(session, "coverage", "-e", ".[embedded]", "nox", "pip")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", "-m", "", *session.posargs)  # those of the gate, too
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(default=False, python=PYTHONS[0])
def docs(session: nox.Session) -> None:
    """Build the documentation as a web site; warnings and links that lead nowhere are errors."""
    install(session, "docs", "-e", ".[embedded]", "pytest")  # the API's docstrings are those of imported modules
    site = ROOT / ".nox" / "site"
    session.run("sphinx-build", "-W", "--keep-going", "-q", "-b", "html", "-d", f"{site}-cache", "docs", str(site))
    session.log(f"open {site / 'index.html'}")


@nox.session(default=False)
def wheel(session: nox.Session) -> None:
    """Install the built wheel in a clean environment, list it, and run the projects of README and docs in it."""
    folder = Path(session.virtualenv.location) / "dist"
    session.install("uv", *CONSTRAINTS)
    session.run("uv", "build", "--quiet", "--out-dir", str(folder))  # the wheel from the source distribution
    (built,) = folder.glob("*.whl")
    session.install(f"stackrig[embedded] @ {built.as_uri()}", "pytest", *CONSTRAINTS)
    session.run("python", "-m", "zipfile", "--list", str(built))
    session.run("pytest", "tests/downstream/test_wheel.py", *session.posargs)


@nox.session(default=False, python="3.12")
def recipes(session: nox.Session) -> None:
    """Run the projects of docs/recipes with the libraries that they show, and the pipelines of docs/ci.md."""
    install(session, "recipes", "-e", ".[embedded]", "pytest", "packaging", "pip")  # `sam build` installs by pip
    # The SAM CLI pins its own boto3.
    tools = {"UV_TOOL_DIR": str(Path(session.virtualenv.location) / "tools"), "UV_TOOL_BIN_DIR": session.bin}
    python = str(Path(session.bin) / "python")
    session.run("uv", "tool", "install", "--quiet", "--python", python, "aws-sam-cli", env=tools)
    # These two plugins change every run of pytest; the pages that need them run pytest by themselves.
    others = ("-p", "no:asyncio", "-p", "no:django")
    session.run("pytest", *others, "tests/downstream/test_recipes.py", "tests/downstream/test_ci.py", *session.posargs)


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Build the source distribution and the wheel, check them and the dependencies, and say how to tag."""
    session.install("uv", "twine", *CONSTRAINTS)
    for python in PYTHONS:
        options = ("--quiet", "--python-version", python, "--only-binary", ":all:", "--output-file", os.devnull)
        session.run("uv", "pip", "compile", "pyproject.toml", "--extra", "embedded", "--group", "test", *options)
    folder = ROOT / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    session.run("uv", "build", "--quiet", "--out-dir", str(folder))
    files = sorted(map(str, folder.glob("stackrig-*")))
    session.run("twine", "check", "--strict", *files)
    (wheel,) = folder.glob("*.whl")
    foreign = [name for name in ZipFile(wheel).namelist() if not name.startswith(("stackrig/", "stackrig-"))]
    if foreign:
        session.error(f"{wheel.name} holds files that are none of the package's: {', '.join(foreign)}")
    version = wheel.name.split("-")[1]
    if f"## {version} " not in (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8"):
        session.warn(f"docs/changelog.md has no section {version}: rename Unreleased, with the date")
    session.log(f"then: git tag -a v{version} -m 'stackrig {version}' && git push origin v{version}")
    session.log(f"and: uv publish {' '.join(files)}")


@nox.session(default=False, python="3.12")
def downstream(session: nox.Session) -> None:
    """Deploy the article's program with the real API Foundry, whose Lambda needs Python 3.12, over Chinook."""
    install(session, "downstream", "-e", ".[embedded]")
    session.run("pytest", "tests/downstream/test_api_foundry.py", *session.posargs)


@nox.session(default=False, tags=["matrix"], allow_parallel=True, reuse_venv=True)
@nox.parametrize("db,localstack", [nox.param(cell.database, cell.localstack, tags=[cell.half]) for cell in CELLS])
def matrix(session: nox.Session, db: str, localstack: str) -> None:
    """Run the Chinook API's tests and the article's conftest on one database and one LocalStack."""
    cell = Cell(db, localstack)
    with recorded(RUN, cell) as record:
        install(session, "matrix", "-e", ".[embedded]")
        record.gap = str(session.run("python", "-m", "stackrig.matrix", db, localstack, silent=True))
        if record.gap:
            session.skip(record.gap)
        files = [f"tests/test_{name}.py" for name in ("rig_versions", "chinook_api", "article")]
        report = f"--junit-xml={junit_file(RUN, cell)}"
        session.run("pytest", *files, report, *session.posargs, env=cell.variables())


def install(session: nox.Session, group: str, *packages: str) -> None:
    """Install a dependency group and packages at the pinned versions."""
    session.install(*packages, "--group", group, *CONSTRAINTS)


@atexit.register
def show_matrix() -> None:
    """Print the table of the matrix after nox's own summary, if any of its cells ran."""
    if not RUN.is_worker and (table := finish(RUN, CELLS)):
        print(f"\n{table}\nalso in {RUN.folder}: results.md, results.xml")  # noqa: T201  # what the session is for
