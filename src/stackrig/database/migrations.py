"""Alembic's migrations as a seed, named by the alembic.ini that they belong to."""

import hashlib
import os
import re
from collections.abc import Iterator
from configparser import ConfigParser, SectionProxy
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from stackrig.errors import SeedError, SettingsError

if TYPE_CHECKING:
    from psycopg2 import extensions

SECTION = "alembic"
SEPARATED = {"path_separator": "os", "version_path_separator": "os"}  # in Alembic since 1.16, and in older versions
SEPARATORS = {"os": re.escape(os.pathsep), "space": r"[\s,]+", "newline": r"\n"}
DRIVER = "postgresql+psycopg2"  # for an alembic.ini that names no driver


@dataclass(frozen=True, slots=True)
class Migrations:
    """Upgrade a database to the newest revision, as `alembic upgrade head` does with the file `source`.

    Paths are those of https://alembic.sqlalchemy.org/en/latest/tutorial.html#editing-the-ini-file, but relative ones
    begin at the file's folder, whatever the working directory is.
    """

    source: Path

    def __call__(self, connection: "extensions.connection") -> None:
        """Run the migrations on the database of a connection, with a connection of their own.

        Raises:
            SeedError: Alembic is not installed, or its env.py connects to another database.
        """
        try:
            from alembic import command
            from alembic.config import Config
        except ImportError as error:
            remedy = "install Alembic where stackrig runs: pip install alembic"
            raise SeedError(f"{self.source} needs Alembic: {error}", remedies=[remedy]) from error
        config = Config(str(self.source))
        scripts, *versions = map(str, self.folders())
        places = {"version_locations": os.pathsep.join(versions), **SEPARATED} if versions else {}
        for name, value in {"script_location": scripts, "sqlalchemy.url": self._url(connection), **places}.items():
            config.set_main_option(name, value.replace("%", "%%"))
        command.upgrade(config, "head")
        _refuse_another_database(self.source, connection)

    def digest(self) -> str:
        """Return the SHA-256 of the scripts below the folders of env.py and of the versions."""
        files = sorted({file for folder in self.folders() for file in _scripts(folder)})
        return hashlib.sha256(repr([(file.name, file.read_bytes()) for file in files]).encode()).hexdigest()

    def folders(self) -> list[Path]:
        """Return the folder of env.py, then the other folders that hold versions.

        Raises:
            SettingsError: the file names none, or one that does not exist.
        """
        section = self._section()
        named = [section["script_location"], *_version_locations(section)]
        folders = [self._folder(name) for name in named]
        for name, folder in zip(named, folders, strict=True):
            if not folder.is_dir():
                raise SettingsError(f"seed: {self.source} names the folder {name}, which does not exist")
        return folders

    def _section(self) -> SectionProxy:
        parser = ConfigParser({"here": str(self.source.parent)})
        parser.read(self.source, encoding="utf-8")
        if not parser.has_option(SECTION, "script_location"):
            raise SettingsError(f"seed: {self.source} is no file of Alembic: it has no script_location in [{SECTION}]")
        return parser[SECTION]

    def _folder(self, name: str) -> Path:
        package, colon, path = name.partition(":")
        spec = find_spec(package) if colon and not Path(name).is_absolute() else None
        if spec and spec.submodule_search_locations:  # package:folder
            return Path(spec.submodule_search_locations[0], path)
        return self.source.parent / name

    def _url(self, connection: "extensions.connection") -> str:
        from urllib.parse import quote

        driver = self._section().get("sqlalchemy.url", "", raw=True).partition("://")[0]
        driver = driver if driver.startswith("postgresql") else DRIVER
        info = connection.info
        user, password = quote(info.user, safe=""), quote(info.password, safe="")
        return f"{driver}://{user}:{password}@{info.host}:{info.port}/{quote(info.dbname, safe='')}"


def _version_locations(section: SectionProxy) -> list[str]:
    """Return the folders of versions that a file names; without a separator they are split at blanks and commas."""
    text = section.get("version_locations", "")
    separator = next((section[name] for name in SEPARATED if name in section), "space")
    parts = re.split(SEPARATORS.get(separator, re.escape(separator)), text)
    return [part.strip() for part in parts if part.strip()]


def _scripts(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file


def _refuse_another_database(source: Path, connection: "extensions.connection") -> None:
    """Raise where the migrations made no table in the database that they were meant for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LIMIT 1")
        if cursor.rowcount:
            return
    raise SeedError(
        f"the migrations of {source} made no table in the test database: env.py connects to another one",
        remedies=['let env.py connect to config.get_main_option("sqlalchemy.url"), which stackrig sets'],
    )
