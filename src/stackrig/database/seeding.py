"""SQL files run as psql runs them, over a psycopg2 connection: seeds in order, functions among them, their digest."""

import contextlib
import gzip
import hashlib
import io
import logging
import mmap
import os
import re
import shutil
import tempfile
import time
import traceback
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, NoReturn

from stackrig.database.statements import Source, Statement, split_statements
from stackrig.errors import SeedError, SettingsError
from stackrig.project_functions import FUNCTION, SeedFunction, load_function, seed_function
from stackrig.stages import run_interruptibly

if TYPE_CHECKING:
    import psycopg2
    from psycopg2 import extensions

log = logging.getLogger("stackrig")

SUFFIXES = (".sql", ".sql.gz")
CHUNK = 1 << 20  # bytes of a file looked at in one go
BATCH = 1 << 16  # bytes of consecutive INSERTs sent in one message
SHOWN = 120  # characters of a statement shown in an error
IDLE, FAILED = 0, 3  # libpq's PQTRANS_IDLE and PQTRANS_INERROR

Seed = Path | SeedFunction
Entry = str | os.PathLike[str] | Callable[["extensions.connection"], object]


@dataclass(frozen=True, slots=True)
class _Script:
    """Hold a file's text, the number of its statements and whether they run in one transaction."""

    path: Path
    data: Source
    count: int
    whole: bool


def exec_sql_file(conn: "extensions.connection", path: str | os.PathLike[str]) -> int:
    """Run an SQL file as psql would and return the number of its statements.

    The file runs in one transaction, unless it begins or ends transactions itself or holds a statement that can't run
    in one: then statement by statement, each committed as psql would. A transaction already open on `conn` is joined
    and committed with the file. `conn` comes back as it was, in or out of autocommit, with its settings (search_path
    and others that dumps set) as before. Files named `*.gz` are unpacked.

    Raises:
        SeedError: the file can't be read, is not SQL for psql, holds a psql command without a counterpart here, or a
            statement failed; names file, line, statement and how far the file came.
    """
    path = Path(path)
    script = _survey(path, _read(path))
    with _borrowed(conn, script) as cursor:
        run = _run_whole if script.whole else _run_stepwise
        run_interruptibly(partial(run, cursor, script), conn.cancel)
    return script.count


def seed_files(root: Path, entries: Sequence[Entry]) -> list[Seed]:
    """Return the SQL files and functions that `entries` name, paths relative to `root`, in the order they are to run.

    A folder stands for its *.sql and *.sql.gz files and those of its sub-folders, in the order of their names; what
    is hidden is left out. A function is given as such, or by name as module:function. A single text is a single entry.

    Raises:
        SettingsError: an entry that does not exist, or a folder without SQL files.
    """
    entries = [entries] if isinstance(entries, str) else entries  # its letters are no entries
    return [seed for entry in entries for seed in _entry_seeds(root, entry)]


def seed_digest(seeds: Sequence[Seed]) -> str:
    """Return the SHA-256 of the files' names, contents and order, and of the functions' digests.

    Raises:
        SettingsError: a function has no digest.
    """
    digest = hashlib.sha256()
    for seed in seeds:
        digest.update(f"{seed.name}\0{_content_digest(seed)}\0".encode())
    return digest.hexdigest()


def seed_database(dsn: str, seeds: Sequence[Seed]) -> int:
    """Run the seeds in order, each on a connection of its own; return the number of statements, of a function 1.

    Raises:
        SeedError: the database does not answer, or a seed failed; those before it stay loaded.
    """
    return sum(_seed(dsn, seed) for seed in seeds)


def _content_digest(seed: Seed) -> str:
    if isinstance(seed, SeedFunction):
        return seed.digest()
    now = seed.stat()
    return _file_digest(seed, (now.st_size, now.st_mtime_ns, now.st_ctime_ns))


@cache
def _file_digest(path: Path, _version: tuple[int, ...]) -> str:
    """Return the digest of a file's content, read once for each of its versions: every test asks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seed(dsn: str, seed: Seed) -> int:
    started = time.perf_counter()
    with contextlib.closing(_connect(dsn)) as connection:
        if isinstance(seed, SeedFunction):
            run_interruptibly(partial(_run_function, connection, seed), connection.cancel)
            what, count = "done", 1
        else:
            count = exec_sql_file(connection, seed)
            what = "1 statement" if count == 1 else f"{count} statements"
    log.info("%s: %s in %.2f s", seed.name, what, time.perf_counter() - started)
    return count


def _run_function(connection: "extensions.connection", seed: SeedFunction) -> None:
    """Call a function and commit what it has left open; undo that when it fails."""
    try:
        returned = seed.call(connection)
        if not connection.closed:
            connection.commit()
    except Exception as error:
        if not connection.closed:
            connection.rollback()
        if isinstance(error, SeedError):  # of an SQL file that it runs
            error.add_note(f"run by the seed {seed.name}")
            raise
        raise _function_failure(seed, error) from error
    _refuse_unrun(seed, returned)


def _refuse_unrun(seed: SeedFunction, returned: object) -> None:
    if isinstance(returned, Coroutine):
        returned.close()  # or Python warns that nobody has awaited it
    if isinstance(returned, Coroutine | Generator | AsyncGenerator):
        raise SeedError(
            f"the seed {seed.name} is a coroutine or a generator: calling it has run nothing of it",
            remedies=["make it a plain function, without async and yield", "call asyncio.run(...) in a plain function"],
        )


def _function_failure(seed: SeedFunction, error: Exception) -> SeedError:
    frames = traceback.extract_tb(error.__traceback__)
    place = ([frame for frame in frames if frame.filename == str(seed.source())] or frames)[-1]
    cause = str(error).strip().partition("\n")[0]
    sent = getattr(getattr(error, "cursor", None), "query", None)  # of psycopg2's errors
    query = sent.decode(errors="replace") if sent else ""
    statement = f"; the statement is: {_shorten(query)}" if query else ""
    return SeedError(
        f"{place.filename}:{place.lineno}: the seed {seed.name} failed: {type(error).__name__}: "
        f"{_mask(cause)}{statement}",
        evidence=f"line {place.lineno}: {_mask(place.line or '')}\nnothing of what it had not committed stays",
        remedies=_remedies(getattr(error, "pgcode", None) or "", query),
    )


def _connect(dsn: str) -> "extensions.connection":
    import psycopg2

    try:
        return psycopg2.connect(dsn)
    except psycopg2.OperationalError as error:
        raise SeedError(f"the database to seed does not answer: {str(error).strip()}") from error


def _entry_seeds(root: Path, entry: Entry) -> list[Seed]:
    if callable(entry):
        return [seed_function(entry)]
    entry = os.fspath(entry)
    place = root / entry
    if place.is_file():
        return [place]
    if place.is_dir():
        return [*_folder_files(place, f"{entry} in {root}")]
    parts = [part for part in entry.split(os.pathsep) if part]
    if len(parts) > 1 and all((root / part).exists() for part in parts):  # of STACKRIG_SEED
        return [seed for part in parts for seed in _entry_seeds(root, part)]
    if FUNCTION.fullmatch(entry):
        return [SeedFunction(entry, load_function(root, entry, "seed"))]
    raise SettingsError(
        f"seed: there is no file or folder {entry} in {root}",
        remedies=["correct seed = [...] of [tool.stackrig], or STACKRIG_SEED; paths are relative to that folder"],
    )


def _folder_files(place: Path, name: str) -> list[Path]:
    found = sorted(path for path in place.rglob("*") if _is_seed(path, place))
    if not found:
        raise SettingsError(f"seed: the folder {name} holds no file named *.sql or *.sql.gz")
    return found


def _is_seed(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.name.endswith(SUFFIXES) and not hidden and path.is_file()


# --- reading: files are mapped, never held in memory as a whole


def _read(path: Path) -> Source:
    try:
        with path.open("rb") as file:
            if path.suffix == ".gz":
                with gzip.open(file) as packed:
                    return _copy_aside(packed)
            return _map(file) if path.is_file() else _copy_aside(file)  # a pipe can't be mapped
    except (OSError, EOFError) as error:  # EOFError: an archive cut short
        raise SeedError(f"{path} can't be read: {error}") from error


def _copy_aside(file: IO[bytes] | gzip.GzipFile) -> Source:
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy, CHUNK)
        copy.flush()
        return _map(copy)


def _map(file: IO[bytes]) -> Source:
    if not os.fstat(file.fileno()).st_size:
        return b""  # nothing can't be mapped
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _Rows(io.RawIOBase):
    """Read a part of a file, as copy_expert asks for it."""

    def __init__(self, data: Source, start: int, end: int) -> None:
        self._data, self._position, self._end = data, start, end

    def read(self, size: int = CHUNK, /) -> bytes:
        start, self._position = self._position, min(self._position + size, self._end)
        return self._data[start : self._position]


# --- the survey: what can't be run is refused before anything runs

NO_SQL = {
    b"PGDMP": ("is a custom-format dump", "turn it into SQL: pg_restore --no-owner -f seed.sql '{path}'"),
    b"\x1f\x8b": ("is packed by gzip", "name it *.sql.gz"),
    b"\xff\xfe": ("is UTF-16", "save it as UTF-8; pg_dump -f instead of > keeps PowerShell from converting"),
    b"\xfe\xff": ("is UTF-16", "save it as UTF-8"),
}

# psql commands without an effect on what the database holds, and psql's own variables likewise.
HARMLESS = re.compile(
    rb"""\\(?:(?:restrict|unrestrict|echo|qecho|warn|timing|pset|conninfo|errverbose|[xatfHCT])(?!\w)
    |(?:un)?set\s+(?:ON_ERROR_STOP|ON_ERROR_ROLLBACK|QUIET|ECHO|ECHO_HIDDEN|VERBOSITY|SHOW_CONTEXT|SHOW_ALL_RESULTS
        |FETCH_COUNT|HIDE_TABLEAM|HIDE_TOAST_COMPRESSION|AUTOCOMMIT\s+(?i:on|1|true)|PROMPT[123])(?!\w))
    (?!.*\\\\)""",  # two backslashes: another command in the same line
    re.VERBOSE | re.DOTALL,
)
CONNECT = "pg_dump writes it with -C (--create), pg_dumpall always: dump the one database without -C"
INCLUDE = "name that file in seed = [...] of [tool.stackrig], at its place in the order"
CONDITION = "leave the branch that applies, without its conditions"
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
    "gexec": "write the statements out, or put them in a DO block with EXECUTE",
    "set": "psql's variables are not replaced: write the values where they are used",
    "encoding": "write SET client_encoding TO '...';",
    "!": "do it before seeding: shell commands are not run",
    ".": "remove the line: it ends no rows, a COPY ... FROM stdin; is missing before it",
}
REMOVE = "remove the line, or write it as SQL"


def _survey(path: Path, data: Source) -> _Script:
    for magic, (what, remedy) in NO_SQL.items():
        if data[: len(magic)] == magic:
            raise SeedError(f"{path} {what}, not SQL text in UTF-8", remedies=[remedy.format(path=path)])
    if (nul := data.find(b"\0")) >= 0:  # where libpq would take the statement to end
        raise SeedError(f"{path}:{_line(data, nul)}: there is a NUL byte: the file is not SQL text in UTF-8")
    count, whole = 0, True
    for statement in split_statements(data):
        _check(path, data, statement)
        count += statement.kind != "meta"
        whole = whole and statement.kind not in ("control", "alone")
    return _Script(path, data, count, whole)


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
        what = "the rows of COPY ... FROM stdin; begin in the next line, and more follows in its own"
        _refuse(path, data, statement, what, "move what follows to the line after the rows")


def _refuse(path: Path, data: Source, statement: Statement, what: str, remedy: str) -> NoReturn:
    line = _line(data, statement.start)
    raise SeedError(
        f"{path}:{line}: {what}; nothing of the file was run",
        evidence=_show_line(data, statement.start, line),
        remedies=[remedy],
    )


# --- running


@contextlib.contextmanager
def _borrowed(connection: "extensions.connection", script: _Script) -> "Iterator[extensions.cursor]":
    """Yield a cursor of the connection, in autocommit unless a transaction is open; the mode is restored at the end."""
    from psycopg2 import extensions

    if not isinstance(connection, extensions.connection):
        raise TypeError(f"a connection of psycopg2 is needed, this is one of {type(connection).__module__}")
    joined = _has_transaction(connection, script)
    mode = connection.autocommit
    if not joined:
        _set_autocommit(connection, mode=True)
    try:
        with connection.cursor(cursor_factory=extensions.cursor) as borrowed:
            yield borrowed
    except connection.Error as error:  # those of statements have become SeedErrors before
        raise SeedError(f"{script.path} can't be run: {str(error).strip()}") from error
    finally:
        if not joined and not connection.closed:
            _set_autocommit(connection, mode=mode)


def _set_autocommit(connection: "extensions.connection", *, mode: bool) -> None:
    connection.rollback()  # psycopg2 can take a transaction for open that SQL has ended, and then refuses the change
    connection.autocommit = mode


def _has_transaction(connection: "extensions.connection", script: _Script) -> bool:
    if connection.closed:
        raise SeedError(f"{script.path} can't be run: the connection is closed")
    if connection.info.transaction_status == FAILED:
        raise SeedError(
            f"{script.path} can't be run: the transaction open on the connection has failed",
            remedies=["call rollback() on the connection before"],
        )
    if _is_open(connection) and not script.whole:
        raise SeedError(
            f"{script.path} can't be run in the transaction open on the connection: the file has transactions of its "
            "own, or a statement that runs in none",
            remedies=["call commit() or rollback() on the connection before"],
        )
    return _is_open(connection)


def _is_open(connection: "extensions.connection") -> bool:
    return not connection.closed and connection.info.transaction_status != IDLE


def _run_whole(cursor: "extensions.cursor", script: _Script) -> None:
    try:
        if not _is_open(cursor.connection):
            cursor.execute("BEGIN")
        with _kept_settings(cursor):
            _run_all(cursor, script)
        _finish(cursor, script, "COMMIT")
    except BaseException:
        if _is_open(cursor.connection):
            _finish(cursor, script, "ROLLBACK")
        raise


def _run_stepwise(cursor: "extensions.cursor", script: _Script) -> None:
    with _kept_settings(cursor):
        if _is_open(cursor.connection):  # psycopg2 has begun it on its own
            raise SeedError(
                f"{script.path} can't be run within a `with` block of the connection: the file has transactions of its "
                "own, or a statement that runs in none",
                remedies=["call exec_sql_file outside of the block"],
            )
        try:
            _run_all(cursor, script)
            if _is_open(cursor.connection):
                raise SeedError(
                    f"{script.path} ends within a transaction it has begun, which is rolled back",
                    remedies=["end the transaction in the file: COMMIT;"],
                )
        finally:
            if _is_open(cursor.connection):
                _finish(cursor, script, "ROLLBACK")


def _finish(cursor: "extensions.cursor", script: _Script, word: Literal["COMMIT", "ROLLBACK"]) -> None:
    connection = cursor.connection
    try:
        if connection.autocommit:
            cursor.execute(word)
        elif word == "COMMIT":
            connection.commit()
        else:
            connection.rollback()
    except connection.Error as error:  # constraints can be deferred to this point
        raise SeedError(f"{script.path}: {word} of the file's transaction failed: {str(error).strip()}") from error


@contextlib.contextmanager
def _kept_settings(cursor: "extensions.cursor") -> Iterator[None]:
    """Undo what the block SETs, in a failed transaction by its rollback: psql's session would end with the file."""
    before = _session_settings(cursor)
    if cursor.connection.info.parameter_status("client_encoding") not in ("UTF8", "SQL_ASCII"):
        cursor.execute("SET client_encoding TO 'UTF8'")
    try:
        yield
    finally:
        connection = cursor.connection
        if not connection.closed and connection.info.transaction_status != FAILED:
            _restore_settings(cursor, before)


def _session_settings(cursor: "extensions.cursor") -> dict[str, str]:
    cursor.execute("SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'")
    return dict(cursor.fetchall())


def _restore_settings(cursor: "extensions.cursor", before: dict[str, str]) -> None:
    after = _session_settings(cursor)
    for name in after.keys() - before.keys():
        cursor.execute(f'RESET "{name}"')
    for name, value in before.items():
        if after.get(name) != value:
            cursor.execute("SELECT pg_catalog.set_config(%s, %s, false)", (name, value))


def _run_all(cursor: "extensions.cursor", script: _Script) -> None:
    done = 0
    for batch in _batches(cursor.connection, script):
        if len(batch) > 1 and _run_together(cursor, script, batch):
            done += len(batch)
            continue
        for statement in batch:
            _run(cursor, script, statement, done)
            done += 1


def _batches(connection: "extensions.connection", script: _Script) -> Iterator[list[Statement]]:
    batch: list[Statement] = []
    for statement in split_statements(script.data):
        if batch and not _joins(connection, batch, statement):
            yield batch
            batch = []
        if statement.kind != "meta":
            batch.append(statement)
    if batch:
        yield batch


def _joins(connection: "extensions.connection", batch: list[Statement], statement: Statement) -> bool:
    return (
        statement.kind == batch[0].kind == "insert" and statement.end - batch[0].start <= BATCH and _is_open(connection)
    )


def _run_together(cursor: "extensions.cursor", script: _Script, batch: list[Statement]) -> bool:
    """Send INSERTs in one message; on an error undo them, so that one by one they show which of them fails."""
    text = script.data[batch[0].start : batch[-1].end]
    try:
        cursor.execute(b"SAVEPOINT stackrig_batch;" + text + b"\n;RELEASE SAVEPOINT stackrig_batch")
    except cursor.connection.Error:
        if not cursor.connection.closed:
            cursor.execute("ROLLBACK TO SAVEPOINT stackrig_batch")
        return False
    return True


def _run(cursor: "extensions.cursor", script: _Script, statement: Statement, done: int) -> None:
    text = script.data[statement.start : statement.end]
    try:
        if statement.kind == "copy":
            cursor.copy_expert(text, _Rows(script.data, statement.rows_start, statement.rows_end), CHUNK)
        else:
            cursor.execute(text)
    except cursor.connection.Error as error:
        raise _failure(script, statement, error, _how_far(cursor, script, done)) from error


def _how_far(cursor: "extensions.cursor", script: _Script, done: int) -> str:
    if script.whole:
        return f"statement {done + 1} of {script.count}; the file's transaction is rolled back, nothing of it stays"
    kept = "all but the transaction open there, which is rolled back" if _is_open(cursor.connection) else "they stay"
    return f"{done} of {script.count} statements had run; {kept}"


# --- errors: where in the file, and what to do

# Where PostgreSQL's context names a line: "COPY artist, line 3, column ...", "... inline_code_block line 3 at ..."
COPY_LINE = re.compile(r"^COPY .+?, \D*?(\d+)", re.MULTILINE)
BLOCK_LINE = re.compile(r"inline_code_block\D+(\d+)")
PASSWORD = re.compile(r"(?i)\b(password\s+)E?'(?:[^']|'')*'?")

REMEDIES = (
    # SQLSTATE, a part of the statement, what to do
    ("22021", "", "save the file as UTF-8, or let it begin with its encoding: SET client_encoding TO 'LATIN1';"),
    ("53100", "", "TMPDIR=/a/folder/with/room"),
    ("25001|2D000|55P04", "", "put BEGIN; and COMMIT; around the rest: such a file runs statement by statement"),
    (
        "0A000|58P01",
        r"create\s+extension",
        "choose a server that has the extension: --database-image=installed, or a Docker image that brings it",
    ),
    (
        "42704",
        r"\bowner\s+to\b|^\s*(?:grant|revoke)\b",
        "dump with pg_dump --no-owner --no-privileges, or create the role in a seed before this one",
    ),
    ("42704", r"^\s*set\b", "the dump is for a newer PostgreSQL: choose one by --database-image, or remove the line"),
)


def _failure(script: _Script, statement: Statement, error: "psycopg2.Error", how_far: str) -> SeedError:
    diag = error.diag
    line, offset = _locate(script.data, statement, diag)
    text = script.data[statement.start : min(statement.end, statement.start + 10 * SHOWN)].decode(errors="replace")
    said = diag.message_primary or " ".join(str(error).split())
    details = [("DETAIL", diag.message_detail), ("HINT", diag.message_hint), ("CONTEXT", diag.context)]
    evidence = [
        _show_line(script.data, offset, line),
        *(f"{name}: {value}" for name, value in details if value),
        f"SQLSTATE {error.pgcode}; {how_far}" if error.pgcode else how_far,
    ]
    return SeedError(
        f"{script.path}:{line}: {said}; the statement is: {_shorten(text)}",
        evidence="\n".join(evidence),
        remedies=_remedies(error.pgcode or "", text),
    )


def _remedies(sqlstate: str, text: str) -> list[str]:
    return [
        remedy
        for codes, part, remedy in REMEDIES
        if re.fullmatch(codes, sqlstate) and re.search(part, text, re.IGNORECASE)
    ]


def _locate(data: Source, statement: Statement, diag: "extensions.Diagnostics") -> tuple[int, int]:
    """Return line and byte offset of an error: where PostgreSQL says, or else the statement's begin."""
    text, context = data[statement.start : statement.end], diag.context or ""
    if diag.statement_position:
        offset = statement.start + _bytes_before(text, int(diag.statement_position))
        return _line(data, offset), offset
    if statement.kind == "copy" and (row := COPY_LINE.search(context)):
        return _count_on(data, statement.rows_start, int(row[1]))
    if (steps := BLOCK_LINE.findall(context)) and (body := re.search(rb"[$']", text)):
        return _count_on(data, statement.start + body.start(), int(steps[-1]))
    return _line(data, statement.start), statement.start


def _count_on(data: Source, offset: int, number: int) -> tuple[int, int]:
    """Return line and offset of the line that is the `number`th from the one at `offset`, which is the first."""
    line = _line(data, offset) + number - 1
    for _ in range(number - 1):
        offset = data.find(b"\n", offset) + 1
    return line, offset


def _bytes_before(text: bytes, position: int) -> int:
    """Return how many bytes lie before the character PostgreSQL counts as `position`, from 1."""
    try:
        return len(text.decode()[: position - 1].encode())
    except UnicodeDecodeError:
        return position - 1


def _line(data: Source, offset: int) -> int:
    return 1 + sum(data[start : min(start + CHUNK, offset)].count(b"\n") for start in range(0, offset, CHUNK))


def _show_line(data: Source, offset: int, line: int) -> str:
    first = max(data.rfind(b"\n", 0, offset) + 1, offset - SHOWN // 2)
    text = data[first : first + SHOWN].split(b"\n", 1)[0].decode(errors="replace").rstrip()
    return f"line {line}: {_mask(text)}"


def _shorten(text: str) -> str:
    words = _mask(" ".join(text.split()))
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}..."


def _mask(text: str) -> str:
    return PASSWORD.sub(r"\1'***'", text)
