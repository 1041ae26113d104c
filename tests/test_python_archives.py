"""Lambda archives: content, sameness, cache, errors. The libraries are wheels made here, so no registry is needed."""

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stackrig.deployment.archive_sources import Architecture, sources_of
from stackrig.deployment.python_archives import python_archive
from stackrig.errors import DeployError, SettingsError
from stackrig.installers import find_uv


def make_wheel(folder: Path, tag: str = "py3-none-any", *, says: str = "hello") -> None:
    folder.mkdir(exist_ok=True)
    info = "greeting-1.0.dist-info"
    content = {
        "greeting/__init__.py": f"SAYS = {says!r}\n",
        "greeting/.settings": "a hidden file a library needs\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{info}/entry_points.txt": "[console_scripts]\ngreet = greeting:main\n",
    }
    record = "".join(f"{name},,\n" for name in content) + f"{info}/RECORD,,\n"
    with zipfile.ZipFile(folder / f"greeting-1.0-{tag}.whl", "w") as wheel:
        for name, text in {**content, f"{info}/RECORD": record}.items():
            wheel.writestr(name, text)


def build(
    source: Path | list[Path],
    *requirements: str,
    cache: Path,
    python_version: str = "3.12",
    architecture: Architecture = "x86_64",
) -> Path:
    archive = python_archive(
        source, requirements, python_version=python_version, architecture=architecture, cache=cache
    )
    return Path(archive.path)


def read(archive: Path, name: str) -> str:
    with zipfile.ZipFile(archive) as content:
        return content.read(name).decode()


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "queries").mkdir(parents=True)
    (folder / "handler.py").write_text("import greeting\n")
    (folder / "queries" / "albums.sql").write_text("SELECT 1\n")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def requirements(tmp_path: Path) -> list[str]:
    make_wheel(tmp_path / "wheels")
    return ["--no-index", f"--find-links {tmp_path / 'wheels'}", "greeting==1.0"]


@pytest.fixture
def wheels(requirements: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let uv find its wheels in a folder only, and return that."""
    assert requirements
    monkeypatch.setenv("UV_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("UV_NO_INDEX", "1")
    return tmp_path / "wheels"


@pytest.fixture
def no_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uv", None)
    monkeypatch.setenv("PATH", "")


def test_the_source_and_the_libraries_lie_at_the_root(source: Path, requirements: list[str], cache: Path) -> None:
    """The archive holds the folder's content and the libraries at its root, and nothing of the installer."""
    archive = build(source, *requirements, cache=cache)

    assert zipfile.ZipFile(archive).namelist() == [
        "greeting-1.0.dist-info/METADATA",
        "greeting-1.0.dist-info/WHEEL",
        "greeting-1.0.dist-info/entry_points.txt",
        "greeting/.settings",
        "greeting/__init__.py",
        "handler.py",
        "queries/albums.sql",
    ]
    said = subprocess.check_output(
        [sys.executable, "-c", "import handler; print(handler.greeting.SAYS)"],
        env={"PYTHONPATH": str(archive)},
        text=True,
    )
    assert said == "hello\n"


def test_hidden_files_and_bytecode_stay_out(source: Path, cache: Path) -> None:
    """A .env, a .git folder and bytecode of the source are not shipped."""
    (source / ".env").write_text("PASSWORD=x")
    (source / ".git").mkdir()
    (source / ".git" / "config").write_text("")
    (source / "__pycache__").mkdir()
    (source / "__pycache__" / "handler.cpython-312.pyc").write_bytes(b"")
    (source / "old.pyc").write_bytes(b"")

    assert zipfile.ZipFile(build(source, cache=cache)).namelist() == ["handler.py", "queries/albums.sql"]


def test_files_and_folders_combine(source: Path, tmp_path: Path, cache: Path) -> None:
    """Several sources land side by side, a file under its own name; a linked folder counts as a folder."""
    single = tmp_path / "single.py"
    single.write_text("ONE = 1\n")
    (source / "linked").symlink_to(source / "queries")

    archive = build([source, single], cache=cache)

    names = ["handler.py", "linked/albums.sql", "queries/albums.sql", "single.py"]
    assert zipfile.ZipFile(archive).namelist() == names


def test_the_same_content_gives_the_same_bytes(source: Path, requirements: list[str], tmp_path: Path) -> None:
    """Neither the folder, nor dates, the umask, the order of creation or the cache change a byte of the archive."""
    first = build(source, *requirements, cache=tmp_path / "one")
    with umask(0o077):
        other = tmp_path / "elsewhere" / "other"
        (other / "queries").mkdir(parents=True)
        (other / "queries" / "albums.sql").write_text("SELECT 1\n")
        (other / "handler.py").write_text("import greeting\n")
        os.utime(other / "handler.py", (1, 1))
        second = build(other, *requirements, cache=tmp_path / "two")

    assert second.name == first.name
    assert second.read_bytes() == first.read_bytes()


def test_pip_builds_what_uv_builds(
    source: Path, requirements: list[str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Without uv, pip installs the libraries, and the archive is the same to the byte."""
    by_uv = build(source, *requirements, cache=tmp_path / "uv")
    request.getfixturevalue("no_uv")
    by_pip = build(source, *requirements, cache=tmp_path / "pip")

    assert by_pip.read_bytes() == by_uv.read_bytes()


def test_a_change_gives_another_archive(source: Path, cache: Path) -> None:
    """Other content, another name and another permission to execute are each another archive; the first one stays."""
    archives = [build(source, cache=cache)]
    (source / "handler.py").write_text("import greeting  # changed\n")
    archives.append(build(source, cache=cache))
    (source / "handler.py").rename(source / "renamed.py")
    archives.append(build(source, cache=cache))
    (source / "renamed.py").chmod(0o755)
    archives.append(build(source, cache=cache))

    assert len(set(archives)) == 4
    assert all(archive.exists() for archive in archives)
    assert read(archives[1], "handler.py") == "import greeting  # changed\n"
    assert zipfile.ZipFile(archives[3]).getinfo("renamed.py").external_attr >> 16 == 0o100755


def test_libraries_are_installed_once(
    source: Path, requirements: list[str], cache: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A changed handler and a second build run no installer, so they need no network: here there is none to run."""
    build(source, *requirements, cache=cache)
    request.getfixturevalue("no_uv")
    request.getfixturevalue("monkeypatch").setitem(sys.modules, "pip", None)
    (source / "handler.py").write_text("import greeting  # changed\n")
    changed = build(source, *requirements, cache=cache)

    assert "greeting/__init__.py" in zipfile.ZipFile(changed).namelist()
    with pytest.raises(DeployError, match="neither uv nor pip was found") as caught:
        build(source, *requirements, cache=tmp_path / "empty")
    assert "stackrig[embedded]" in caught.value.report()


def test_builders_at_once_install_once(source: Path, requirements: list[str], cache: Path) -> None:
    """Three processes that build the same archive at once agree on it, and one of them installs the libraries."""
    program = (
        "import logging, sys; from stackrig.deployment.python_archives import python_archive\n"
        "logging.basicConfig(level='INFO', stream=sys.stdout)\n"
        f"print(python_archive({str(source)!r}, {requirements!r}, cache={str(cache)!r}).path)\n"
    )
    builders = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    output = "".join(builder.communicate()[0] for builder in builders).splitlines()

    assert output.count("INFO:stackrig:installing greeting for Lambdas on Python 3.12") == 1
    assert [line for line in output if line.endswith(".zip")] == [str(build(source, *requirements, cache=cache))] * 3
    assert [path.name for path in cache.rglob("part-*")] == []


def test_wheels_are_those_of_the_runtime(source: Path, tmp_path: Path, cache: Path) -> None:
    """The wheels fit the function's Python, processor and C library, whatever runs here."""
    wheels = tmp_path / "wheels"
    make_wheel(wheels, "cp312-cp312-manylinux_2_28_x86_64", says="new")
    make_wheel(wheels, "cp312-cp312-manylinux_2_28_aarch64", says="arm")
    make_wheel(wheels, "cp311-cp311-manylinux_2_28_x86_64", says="too new for Amazon Linux 2")
    make_wheel(wheels, "cp311-cp311-manylinux_2_17_x86_64", says="old")
    lines = ["--no-index", f"--find-links {wheels}", "greeting"]

    def said(version: str, architecture: Architecture = "x86_64") -> str:
        archive = build(source, *lines, cache=cache, python_version=version, architecture=architecture)
        return read(archive, "greeting/__init__.py")

    assert [said("3.12"), said("3.12", "arm64"), said("3.11")] == ["SAYS = 'new'\n", "SAYS = 'arm'\n", "SAYS = 'old'\n"]


@pytest.mark.usefixtures("no_uv")
@pytest.mark.gate
def test_pip_takes_the_wheels_of_the_runtime_too(source: Path, tmp_path: Path, cache: Path) -> None:
    """The fallback, too, takes wheels for the function's runtime."""
    make_wheel(tmp_path / "wheels", "cp313-cp313-manylinux_2_26_aarch64", says="arm")
    lines = ["--no-index", f"--find-links {tmp_path / 'wheels'}", "greeting"]

    archive = build(source, *lines, cache=cache, python_version="3.13", architecture="arm64")

    assert read(archive, "greeting/__init__.py") == "SAYS = 'arm'\n"


def test_the_source_wins_over_a_library(source: Path, requirements: list[str], cache: Path) -> None:
    """A file of the source takes the place of the library's file of the same name."""
    (source / "greeting").mkdir()
    (source / "greeting" / "__init__.py").write_text("SAYS = 'mine'\n")

    assert read(build(source, *requirements, cache=cache), "greeting/__init__.py") == "SAYS = 'mine'\n"


def test_requirements_are_taken_as_a_text(source: Path, requirements: list[str], cache: Path) -> None:
    """The text of a requirements file, comments included, means the same as its lines."""
    text = "# what the handler imports\n\n" + "\n".join(requirements) + "\n"

    assert python_archive(source, text, cache=cache).path == str(build(source, *requirements, cache=cache))


def test_a_broken_archive_is_built_again(source: Path, cache: Path) -> None:
    """A cached archive that a crash cut short is not handed out."""
    archive = build(source, cache=cache)
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])

    assert build(source, cache=cache).read_bytes() == whole


def test_what_is_not_used_is_forgotten(source: Path, requirements: list[str], cache: Path) -> None:
    """Archives and libraries that nobody used for a month go when new ones are built; used ones stay."""
    used, unused = build(source, *requirements, cache=cache), cache / "archives" / "unused.zip"
    unused_libraries = cache / "libraries" / "unused"
    unused.write_bytes(b"")
    unused_libraries.mkdir()
    month_ago = time.time() - 31 * 24 * 3600
    for path in (used, unused, unused_libraries):
        os.utime(path, (month_ago, month_ago))
    build(source, *requirements, cache=cache)
    (source / "handler.py").write_text("import greeting  # changed\n")
    build(source, *requirements, "--prefer-binary", cache=cache)  # one more line, so libraries are installed

    assert used.exists()
    assert not unused.exists()
    assert not unused_libraries.exists()


def test_a_requirement_that_cannot_be_installed_is_named(source: Path, requirements: list[str], cache: Path) -> None:
    """The error carries the installer's own words and what to do; nothing half-made stays."""
    with pytest.raises(DeployError, match=r"nonexistent for Python 3\.12 on Linux x86_64.*exit code 1") as caught:
        build(source, *requirements[:2], "nonexistent==9", cache=cache)

    report = caught.value.report()
    assert "nonexistent was not found" in report
    assert "pin a version that has a wheel" in report
    assert list((cache / "libraries").iterdir()) == []


def test_passwords_of_an_index_are_not_shown(source: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password in a requirement's address appears neither in the error nor in its evidence."""
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    with pytest.raises(DeployError, match="greeting for Python") as caught:
        build(source, "greeting @ http://user:hunter2@127.0.0.1:9/greeting-1.0-py3-none-any.whl", cache=cache)

    assert "127.0.0.1:9" in caught.value.report()
    assert "hunter2" not in caught.value.report()


@pytest.mark.parametrize("line", ["-r more.txt", "-e .", "./library", "/srv/library", "greeting @ file:///srv/library"])
def test_requirements_of_this_machine_are_refused(source: Path, cache: Path, line: str) -> None:
    """A line whose target may change without the line changing is refused, with the way out."""
    with pytest.raises(SettingsError, match="names a file of this machine") as caught:
        build(source, line, cache=cache)

    assert "as one more source" in caught.value.report()


def test_unusable_sources_are_named(source: Path, tmp_path: Path, cache: Path) -> None:
    """A source that is missing, holds nothing, repeats a file or links back to itself is named."""
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SettingsError, match=f"{tmp_path}/missing can't be read: .*No such file"):
        build(tmp_path / "missing", cache=cache)
    with pytest.raises(SettingsError, match=f"{empty} holds no file"):
        build(empty, cache=cache)
    with pytest.raises(SettingsError, match=r"both hold handler\.py"):
        build([source, source / "handler.py"], cache=cache)
    (source / "ring").symlink_to(source)
    with pytest.raises(SettingsError, match="ring is a link to a folder above it"):
        build(source, cache=cache)


def test_an_unusable_runtime_is_named(source: Path, cache: Path) -> None:
    """A runtime's name in place of a version, or an unknown processor, is refused before anything is installed."""
    with pytest.raises(SettingsError, match=r"Python python3\.12 on x86_64 can't be built"):
        build(source, "greeting", cache=cache, python_version="python3.12")


def test_a_cache_that_cannot_be_written_is_named(source: Path, tmp_path: Path) -> None:
    """The error names the cache folder and how to choose another."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DeployError, match=f"cache folder {tmp_path}/file: ") as caught:
        build(source, cache=tmp_path / "file")

    assert "XDG_CACHE_HOME" in caught.value.report()


def test_the_default_cache_is_the_users(source: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder given, archives lie in the user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    assert Path(python_archive(source).path).parent == cache / "stackrig" / "archives"


@pytest.mark.usefixtures("wheels")
def test_a_prefix_makes_the_sources_a_package_and_a_layer_is_below_python(source: Path, cache: Path) -> None:
    """Libraries stay at the top, or below python/ in a layer; the sources are found there when they are reloaded."""
    package = python_archive(source, ["greeting==1.0"], prefix="app/api", cache=cache)
    layer = python_archive(source / "handler.py", ["greeting==1.0"], prefix="shop", layer=True, cache=cache)

    with zipfile.ZipFile(package.path) as archive:
        assert {"app/api/handler.py", "app/api/queries/albums.sql", "greeting/__init__.py"} <= {*archive.namelist()}
    with zipfile.ZipFile(layer.path) as archive:
        names = archive.namelist()
    assert {"python/shop/handler.py", "python/greeting/__init__.py"} <= {*names}
    assert all(name.startswith("python/") for name in names)
    assert sources_of(Path(package.path), source) == [("app/api/", str(source.resolve()))]
    handler = str(source.resolve() / "handler.py")
    assert sources_of(Path(layer.path), source) == [("python/shop/handler.py", handler)]
    with pytest.raises(SettingsError, match="a folder of the archive such as app/api is expected"):
        python_archive(source, prefix="../app", cache=cache)


PROJECT = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["greeting==1.0"]\n'


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml", "uv.lock"])
def test_requirements_are_read_from_a_project_s_files(
    name: str, source: Path, wheels: Path, cache: Path, tmp_path: Path
) -> None:
    """A requirements file, a project's dependencies and a lock file give the same archive as the lines."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "requirements.txt").write_text("# what it needs\ngreeting==1.0\n", encoding="utf-8")
    links = f'[tool.uv]\nno-index = true\nfind-links = ["{wheels.as_posix()}"]\n'
    (project / "pyproject.toml").write_text(PROJECT + links, encoding="utf-8")
    if name == "uv.lock":
        uv = find_uv() or pytest.skip("uv is not here")
        subprocess.run(
            [uv, "lock", "--quiet", "--offline", "--python", sys.executable, "--project", project], check=True
        )

    found = python_archive(source, project / name, cache=cache)

    assert found.path == python_archive(source, ["greeting==1.0"], cache=cache).path


def test_files_of_requirements_that_can_not_be_used_are_named(source: Path, cache: Path, tmp_path: Path) -> None:
    """A requirements file that is missing, damaged or names nothing is an error before anything is installed."""
    (tmp_path / "damaged.toml").write_text("[project", encoding="utf-8")
    (tmp_path / "empty.toml").write_text("[project]\nname = 'shop'\n", encoding="utf-8")
    for name, message in [
        ("none.txt", "none.txt can't be read"),
        ("damaged.toml", "damaged.toml can't be read"),
        ("empty.toml", "empty.toml names no requirements"),
    ]:
        with pytest.raises(SettingsError, match=message):
            python_archive(source, tmp_path / name, cache=cache)
