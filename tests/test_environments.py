"""Finding interpreters and building environments, with real tools on packages made here."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from stackrig import environments, installers
from stackrig.environments import Environment, build_environment, find_environment
from stackrig.errors import StartError
from stackrig.folders import cache_folder
from stackrig.interpreters import Interpreter, find_interpreters
from stackrig.processes import Session

NAME = "tools/python"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty cache folder, and uv and pip nothing to fetch from."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return tmp_path / "cache" / "stackrig"


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    """Return a requirement file with one small package."""
    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    info = "tiny-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny/__init__.py", "size = 1\n")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    path = tmp_path / "requirements.txt"
    path.write_text(f"tiny @ {wheel.as_uri()}\n")
    return path


@pytest.fixture
def python() -> Interpreter:
    """Return the interpreter of these tests."""
    return find_interpreters()[sys.version_info.minor]


def build(requirements: Path, python: Interpreter) -> Environment:
    return build_environment(NAME, requirements, python, what="a tool", session=Session("s1", requirements.parent))


def can_import(environment: Environment) -> bool:
    return subprocess.run([environment.python, "-I", "-c", "import tiny"], check=False).returncode == 0


def test_interpreters_are_executed_and_known_by_their_full_path() -> None:
    """Every interpreter found says the version it is listed under, and none is a virtual environment's."""
    found = find_interpreters()

    assert sys.version_info.minor in found
    for minor, python in found.items():
        ask = "import sys; print(sys.version_info[1], sys.prefix == sys.base_prefix)"
        said = subprocess.run([python.path, "-c", ask], capture_output=True, check=True, text=True)
        assert said.stdout.split() == [str(minor), "True"]
        assert python.path.is_absolute()


def test_shims_and_broken_programs_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program on PATH with the name of a Python that fails, or a shim's folder, adds no interpreter."""
    for folder, name in (("bin", "python3.77"), ("shims", "python3.78")):
        (tmp_path / folder).mkdir()
        shim = tmp_path / folder / name
        shim.write_text("#!/bin/sh\nexit 127\n")
        shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{tmp_path / 'shims'}:{os.environ['PATH']}")

    found = find_interpreters()

    assert not {77, 78} & set(found)
    assert sys.version_info.minor in found


def test_interpreters_are_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second search executes nothing, until a program has changed."""
    told = tmp_path / "told"
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / f"python3.{sys.version_info.minor}"
    program.write_text(f'#!/bin/sh\necho x >> "{told}"\nexec "{sys.executable}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")

    find_interpreters()
    find_interpreters()
    assert told.read_text() == "x\n"

    program.write_text(program.read_text() + "# changed\n")
    find_interpreters()
    assert told.read_text() == "x\nx\n"


def test_environment_is_built_once(requirements: Path, python: Interpreter, caplog: pytest.LogCaptureFixture) -> None:
    """The first build installs the packages and says so; later ones find it."""
    caplog.set_level("INFO", "stackrig")

    first, second = build(requirements, python), build(requirements, python)

    assert can_import(first)
    assert first == second == find_environment(NAME, requirements)
    assert [record.message for record in caplog.records] == [
        f"building a tool on {python.path}, once, in {first.folder}"
    ]


@pytest.mark.parametrize("damage", ["package", "interpreter", "marker", "half-built", "part"])
def test_broken_environment_is_rebuilt(requirements: Path, python: Interpreter, damage: str) -> None:
    """An environment without a package, its interpreter or its end is noticed without running it, and built again."""
    environment = build(requirements, python)
    marker = environment.folder / "complete.json"
    match damage:
        case "package":
            shutil.rmtree(environment.packages / "tiny")
        case "interpreter":
            environment.python.unlink()
            environment.python.symlink_to("/nowhere/python")
        case "marker":
            marker.write_text("{")
        case "half-built":
            marker.unlink()
            (environment.folder / "left-over").touch()
        case "part":
            content = json.loads(marker.read_text())
            marker.write_text(json.dumps({**content, "parts": [*content["parts"], "prepared"]}))

    assert find_environment(NAME, requirements) is None
    assert can_import(build(requirements, python))
    assert not (environment.folder / "left-over").exists()


def test_other_requirements_are_another_environment(requirements: Path, python: Interpreter) -> None:
    """A changed pin never changes an environment that another checkout uses."""
    first = build(requirements, python)
    requirements.write_text(requirements.read_text() + "# changed\n")

    second = build(requirements, python)

    assert first.folder != second.folder
    assert can_import(first)


def test_two_builds_at_once(requirements: Path, tmp_path: Path) -> None:
    """Two processes need the same environment at the same time: one builds it, and both get it whole."""
    script = f"""
import os, sys
from pathlib import Path
from stackrig.environments import build_environment
from stackrig.interpreters import find_interpreters
from stackrig.processes import Session
def finish(environment):
    with open({str(tmp_path / "built")!r}, "a") as file:
        file.write("x")
made = build_environment({NAME!r}, Path({str(requirements)!r}), find_interpreters()[{sys.version_info.minor}],
                         what="a tool", session=Session("s1", Path()), finish=finish)
assert (made.packages / "tiny").is_dir()
"""
    both = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(2)]

    assert [process.wait(60) for process in both] == [0, 0]
    assert (tmp_path / "built").read_text() == "x"


def test_failing_build_tells_why(requirements: Path, python: Interpreter) -> None:
    """A package that can't be had ends the build at once, with the tool's words and remedies; nothing is built."""
    requirements.write_text("nowhere-to-be-found==1.0\n")

    with pytest.raises(StartError, match="a tool could not be built: uv ended with exit code 1") as failure:
        build(requirements, python)

    report = failure.value.report()
    assert "nowhere-to-be-found" in report
    assert "PIP_INDEX_URL" in report
    assert find_environment(NAME, requirements) is None


def test_misleading_settings_do_no_harm(
    requirements: Path, python: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings that send packages elsewhere or demand hashes, as images for CI have them, don't reach the tools."""
    for name in ("UV_SYSTEM_PYTHON", "UV_REQUIRE_HASHES", "PIP_USER", "PIP_REQUIRE_HASHES"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("UV_EXCLUDE_NEWER", "2001-01-01")
    monkeypatch.setenv("PYTHONHOME", "/nowhere")

    assert can_import(build(requirements, python))


def test_pip_builds_where_uv_is_missing(
    requirements: Path, python: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without uv the interpreter's own venv and pip make the environment."""
    monkeypatch.setattr(environments, "find_uv", lambda: None)

    environment = build(requirements, python)

    assert can_import(environment)
    assert (environment.packages / "pip").exists()


def test_pip_settings_reach_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index pip is told of, by a file or a variable, is uv's too, unless uv has settings of its own."""
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = https://one.invalid/simple\nextra-index-url =\n  https://a\n  https://b\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_FIND_LINKS", "/wheels")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)

    variables = installers.uv_variables()
    assert variables["UV_DEFAULT_INDEX"] == "https://one.invalid/simple"
    assert (variables["UV_INDEX"], variables["UV_FIND_LINKS"]) == ("https://a https://b", "/wheels")
    assert variables["UV_PYTHON_DOWNLOADS"] == "never"

    monkeypatch.setenv("PIP_INDEX_URL", "https://two.invalid/simple")
    assert installers.uv_variables()["UV_DEFAULT_INDEX"] == "https://two.invalid/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://three.invalid/simple")
    assert installers.uv_variables()["UV_DEFAULT_INDEX"] == "https://three.invalid/simple"


def test_cache_folder_has_a_substitute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the user's cache can't be written, a folder only this user can enter serves instead."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    folder = cache_folder()

    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_foreign_cache_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A substitute that belongs to somebody else is not trusted."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    os.chown(cache_folder(), 65534, 65534)

    with pytest.raises(StartError, match="belongs to another user"):
        cache_folder()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make folders that a plain user can't read")
def test_folders_of_another_user_are_passed_over(tmp_path: Path) -> None:
    """Settings that `su` or `sudo -E` handed on, and that name folders this user can't read, hide no interpreter."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    script = """
import os
from stackrig.interpreters import _candidates
os.setuid(1000)
print(len(list(_candidates())) > 0)
"""
    variables = ("PYENV_ROOT", "ASDF_DATA_DIR", "MISE_DATA_DIR", "UV_PYTHON_INSTALL_DIR", "PATH")
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=dict.fromkeys(variables, str(closed)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "True\n", done.stderr


def test_an_open_umask_lets_nobody_into_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a umask of 000 a folder that is made for caches, whose code is run, is this user's alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = os.umask(0)
    try:
        folder = cache_folder()
    finally:
        os.umask(before)

    assert folder.stat().st_mode & 0o077 == 0
