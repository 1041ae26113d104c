"""Caches heal: whatever happens to a file of one, the next run works, or names the folder and the cause."""

import os
import shutil
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from stackrig.commands.doctor import CHECKS
from stackrig.commands.pruning import prune
from stackrig.deployment.python_archives import python_archive
from stackrig.emulator.installation import find_built
from stackrig.emulator.releases import DEFAULTS
from stackrig.emulator.server import running_localstack, start_localstack
from stackrig.environments import (
    MADE_LATER,
    Environment,
    build_environment,
    discard_environment,
    find_damaged,
    find_environment,
    remove_changed,
)
from stackrig.errors import StartError
from stackrig.folders import cache_folder
from stackrig.interpreters import find_interpreters
from stackrig.manifests import MANIFEST, sizes_of
from stackrig.processes import Session
from stackrig.settings import Settings


def cut(path: Path) -> None:
    replace(path, path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    replace(path, b"")


def replace(path: Path, content: bytes) -> None:
    """Give a file another content, and leave its hard links alone."""
    draft = path.with_name("draft")
    draft.write_bytes(content)
    draft.chmod(path.stat().st_mode)
    draft.replace(path)


DAMAGES: list[Callable[[Path], None]] = [cut, empty, Path.unlink]


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Return a wheel with one module and one file of data."""
    path = tmp_path / "wheels" / "tiny-1.0-py3-none-any.whl"
    path.parent.mkdir()
    content = {
        "tiny/__init__.py": "size = 1\n",
        "tiny/data.bin": "0123456789",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)
        archive.writestr("tiny-1.0.dist-info/RECORD", "".join(f"{name},,\n" for name in content))
    return path


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wheel: Path) -> None:
    """Give the test an empty cache folder, and uv and pip that one wheel."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))


def build(requirements: Path) -> Environment:
    python = find_interpreters()[sys.version_info.minor]
    session = Session("s1", requirements.parent)
    return build_environment("tools/python", requirements, python, what="a tool", session=session)


@pytest.mark.usefixtures("offline")
def test_every_file_of_an_environment_is_looked_after(tmp_path: Path) -> None:
    """A cut, emptied, removed or edited file is found and named; the next build makes all whole again."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("tiny==1.0\n")
    environment = build(requirements)
    names = [name for name in sizes_of(environment.folder) if name not in (MANIFEST, "complete.json")]
    assert any(name.endswith("tiny/data.bin") for name in names)
    assert find_damaged(environment, thorough=True) == []

    for name in names:
        path = environment.folder / name
        content, mode = path.read_bytes(), path.stat().st_mode
        for damage in DAMAGES if content else [Path.unlink]:
            damage(path)
            assert find_damaged(environment) == [name]
            path.write_bytes(content)
            path.chmod(mode)
    data = environment.packages / "tiny" / "data.bin"
    data.write_text("9876543210")  # of the same size
    assert find_damaged(environment) == []
    assert find_damaged(environment, thorough=True) == [str(data.relative_to(environment.folder))]

    discard_environment(environment)
    assert find_environment("tools/python", requirements) is None
    assert find_damaged(build(requirements), thorough=True) == []
    assert data.read_text() == "0123456789"


@pytest.mark.usefixtures("offline")
def test_records_of_an_environment_heal(tmp_path: Path) -> None:
    """An environment whose own records are damaged is recorded or built anew."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("tiny==1.0\n")
    environment = build(requirements)

    for name in (MANIFEST, "complete.json"):
        for damage in DAMAGES:
            damage(environment.folder / name)
            assert build(requirements) == environment
            assert find_damaged(environment, thorough=True) == []
            assert find_environment("tools/python", requirements) == environment


@pytest.fixture
def tiny(offline: None, tmp_path: Path) -> tuple[Environment, Path]:  # noqa: ARG001  # the cache must be another one
    """Return an environment with one package, and where bytecode of it goes."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("tiny==1.0\n")
    environment = build(requirements)
    compiled = environment.packages / "tiny" / "__pycache__" / "tiny.pyc"
    compiled.parent.mkdir()
    return environment, compiled


def test_bytecode_that_changed_is_removed(tiny: tuple[Environment, Path]) -> None:
    """Bytecode that was cut or emptied is removed, so that Python compiles it again; what is whole stays."""
    environment, compiled = tiny

    for damage in (cut, empty):
        compiled.write_bytes(b"0123456789")
        assert remove_changed(environment, sizes_of(environment.folder)) == []
        damage(compiled)
        assert remove_changed(environment, sizes_of(environment.folder)) == [
            str(compiled.relative_to(environment.folder))
        ]
        assert not compiled.exists()


def test_a_cache_that_can_only_be_read_is_used(tiny: tuple[Environment, Path]) -> None:
    """The sizes of new bytecode are not noted where nothing can be written."""
    environment, compiled = tiny
    compiled.write_bytes(b"0123456789")
    (environment.folder / f"{MADE_LATER}.{os.getpid()}.new").mkdir()  # in the way of the note's draft

    assert remove_changed(environment, sizes_of(environment.folder)) == []
    assert not (environment.folder / MADE_LATER).exists()


@pytest.mark.usefixtures("offline")
def test_libraries_and_archives_heal(tmp_path: Path) -> None:
    """A damaged library or archive is made anew, the same as before, instead of being packed for ever."""
    source, cache = tmp_path / "app.py", tmp_path / "archives"
    source.write_text("import tiny\n")
    archive = Path(python_archive(source, "tiny==1.0", cache=cache).path)
    whole = archive.read_bytes()
    files = [path for path in cache.rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert any(path.name == "data.bin" for path in files)

    for path in files:
        for damage in DAMAGES:
            if path.exists() and path.stat().st_size:
                damage(path)
                if path != archive:
                    archive.unlink(missing_ok=True)
                assert Path(python_archive(source, "tiny==1.0", cache=cache).path).read_bytes() == whole, path


@pytest.mark.usefixtures("offline")
def test_libraries_are_copies(tmp_path: Path) -> None:
    """Installed files are copies: editing one does not change uv's cache, nor the other way round."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("tiny==1.0\n")

    assert (build(requirements).packages / "tiny" / "data.bin").stat().st_nlink == 1


@pytest.mark.usefixtures("offline")
def test_record_of_interpreters_heals() -> None:
    """A damaged record of this machine's interpreters is made anew."""
    found = find_interpreters()
    (record,) = cache_folder().glob("interpreters-*.json")

    for damage in DAMAGES:
        damage(record)
        assert find_interpreters() == found


@pytest.fixture
def own_session(tmp_path: Path) -> Session:
    """Return a session of the test's own."""
    folder = tmp_path / "session"
    folder.mkdir()
    return Session(f"test{os.getpid()}x{time.monotonic_ns()}", folder)


def link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@pytest.mark.gate
def test_localstack_survives_damage(tmp_path: Path, own_session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """LocalStack starts with a damaged plugin, index or bytecode; a cut module is named, by doctor too, and removed."""
    built = find_built(DEFAULTS[0])
    if not built:
        pytest.skip(f"LocalStack {DEFAULTS[0]} is not built here: invoke localstack does that")
    home = tmp_path / "cache" / "stackrig"
    folder = home / built.folder.relative_to(built.folder.parents[1])
    shutil.copytree(built.folder, folder, symlinks=True, copy_function=link_or_copy)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home.parent))
    settings = Settings(root=tmp_path, localstack_image="embedded")
    with running_localstack(settings, own_session):
        pass
    damaged = [
        *folder.glob("cache/plux/*.txt"),
        *folder.glob("plugin-*/stackrig_localstack/serving/server.py"),
        *folder.glob("venv/lib/*/site-packages/localstack/__pycache__/config.*.pyc"),
    ]
    assert len(damaged) >= 3
    for path in damaged:
        empty(path)

    with running_localstack(settings, own_session) as endpoint:
        assert endpoint.version == DEFAULTS[0]

    module = next(folder.glob("venv/lib/*/site-packages/localstack/services/plugins.py"))
    cut(module)
    (finding,) = CHECKS["LocalStack's files"](settings)
    assert finding.state == "bad"
    assert "localstack/services/plugins.py" in finding.found
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    with pytest.raises(StartError, match=r"environment .* could not be built") as failure:
        start_localstack(settings, own_session)
    assert str(folder) in failure.value.report()
    assert not [line for line in prune(settings) if str(built.folder) in line]
