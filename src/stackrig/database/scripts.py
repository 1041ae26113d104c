"""Read an SQL file, and refuse text that can't be run before any statement runs."""

import gzip
import mmap
import os
import re
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from stackrig.database.dumps import HEADING_WITHIN, Needs, is_dump
from stackrig.database.sql_errors import CHUNK, line_at, show_line
from stackrig.database.statements import Source, Statement, split_statements
from stackrig.errors import SeedError

NO_SQL = {
    b"PGDMP": ("is a custom-format dump", "turn it into SQL: pg_restore --no-owner -f seed.sql '{path}'"),
    b"\x1f\x8b": ("is packed by gzip", "name it *.sql.gz"),
    b"\xff\xfe": ("is UTF-16", "save it as UTF-8; pg_dump -f instead of > keeps PowerShell from converting"),
    b"\xfe\xff": ("is UTF-16", "save it as UTF-8"),
}
# psql's commands and variables that do not change what the database holds.
HARMLESS = re.compile(
    rb"""\\(?:(?:restrict|unrestrict|echo|qecho|warn|timing|pset|conninfo|errverbose|[xatfHCT])(?!\w)
    |(?:un)?set\s+(?:ON_ERROR_STOP|ON_ERROR_ROLLBACK|QUIET|ECHO|ECHO_HIDDEN|VERBOSITY|SHOW_CONTEXT|SHOW_ALL_RESULTS
        |FETCH_COUNT|HIDE_TABLEAM|HIDE_TOAST_COMPRESSION|AUTOCOMMIT\s+(?i:on|1|true)|PROMPT[123])(?!\w))
    (?!.*\\\\)""",  # two backslashes: another command in the same line
    re.VERBOSE | re.DOTALL,
)
CONNECT = "dump this one database with pg_dump and without -C (--create); -C and pg_dumpall write this command"
INCLUDE = "name that file in seed = [...] of [tool.stackrig], in its place in the order"
CONDITION = "keep the branch that applies and remove the conditions"
EXECUTE = "end the statement with a semicolon"
COMMANDS = {
    "connect": CONNECT,
    "c": CONNECT,
    "i": INCLUDE,
    "include": INCLUDE,
    "ir": INCLUDE,
    "include_relative": INCLUDE,
    "copy": r"write COPY ... FROM stdin; with the rows below it and \. in the line after them",
    "if": CONDITION,
    "elif": CONDITION,
    "else": CONDITION,
    "endif": CONDITION,
    "g": EXECUTE,
    "gx": EXECUTE,
    "gset": EXECUTE,
    "gexec": "write the statements out, or run them in a DO block with EXECUTE",
    "set": "stackrig does not replace psql's variables: write the values where they are used",
    "encoding": "write SET client_encoding TO '...';",
    "!": "run it before seeding: stackrig runs no shell commands",
    ".": "remove the line: no COPY ... FROM stdin; comes before it, so it ends no rows",
}
REMOVE = "remove the line, or write it as SQL"


@dataclass(frozen=True, slots=True)
class Script:
    """Hold an SQL file: its text, the number of its statements and whether they run in one transaction.

    A dump has `needs`, and `left_out`: the offsets of statements that the server does not know.
    """

    path: Path
    data: Source
    count: int
    whole: bool
    needs: Needs | None = None
    left_out: Collection[int] = ()


def _read(path: Path) -> Source:
    try:
        with path.open("rb") as file:
            if path.suffix == ".gz":
                with gzip.open(file) as packed:
                    return _copy_aside(packed)
            return _map(file) if path.is_file() else _copy_aside(file)  # a pipe can't be mapped
    except (OSError, EOFError) as error:  # EOFError: an archive cut short
        raise SeedError(f"{path} can't be read: {error}") from error


def read_script(path: Path) -> Script:
    """Read an SQL file, unpacked if it is named *.gz, and check each of its statements.

    Files are mapped, never held in memory as a whole.

    Raises:
        SeedError: the file can't be read, is not SQL text, or has a psql command or a statement that can't be run here.
    """
    data = _read(path)
    for magic, (what, remedy) in NO_SQL.items():
        if data[: len(magic)] == magic:
            raise SeedError(f"{path} {what}, not SQL text in UTF-8", remedies=[remedy.format(path=path)])
    if (nul := data.find(b"\0")) >= 0:  # libpq would end the statement there
        raise SeedError(f"{path}:{line_at(data, nul)}: a NUL byte: the file is not SQL text in UTF-8")
    count, whole = 0, True
    needs = Needs() if is_dump(data[:HEADING_WITHIN]) else None
    for statement in split_statements(data):
        _check(path, data, statement)
        count += statement.kind != "meta"
        whole = whole and statement.kind not in ("control", "alone")
        if needs and statement.kind == "plain":
            needs.look_at(data[statement.start : statement.end], statement.start)
    return Script(path, data, count, whole, needs)


def _copy_aside(file: IO[bytes] | gzip.GzipFile) -> Source:
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy, CHUNK)
        copy.flush()
        return _map(copy)


def _map(file: IO[bytes]) -> Source:
    if not os.fstat(file.fileno()).st_size:
        return b""  # an empty file can't be mapped
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _check(path: Path, data: Source, statement: Statement) -> None:
    text = data[statement.start : statement.end] if statement.kind.startswith("meta") else b""
    if statement.kind == "meta inside" or (statement.kind == "meta" and not HARMLESS.match(text)):
        words = re.match(rb"\\(\w+|.)?", text)
        name = words[1].decode(errors="replace") if words and words[1] else ""
        _refuse(path, data, statement, f"the psql command \\{name} can't be run here", COMMANDS.get(name, REMOVE))
    if statement.kind == "open":
        sign = data[statement.start : statement.start + 1].decode()
        what = {'"': "identifier", "$": "dollar-quoted string", "/": "comment"}.get(sign, "string")
        _refuse(path, data, statement, f"the {what} that begins here never ends", "close it")
    if statement.kind == "open copy":
        what = "the rows of COPY ... FROM stdin have no end"
        _refuse(path, data, statement, what, r"end them with a line of \. alone; the file may have been cut off")
    if statement.kind == "copy tail":
        what = "the rows of COPY ... FROM stdin; begin in the next line, but more text follows in this one"
        _refuse(path, data, statement, what, "move what follows to the line after the rows")


def _refuse(path: Path, data: Source, statement: Statement, what: str, remedy: str) -> NoReturn:
    line = line_at(data, statement.start)
    raise SeedError(
        f"{path}:{line}: {what}; no statement of the file was run",
        evidence=show_line(data, statement.start, line),
        remedies=[remedy],
    )
