"""Say where in an SQL file a statement failed, why, and what to do about it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from stackrig.database.statements import Source, Statement
from stackrig.errors import SeedError

if TYPE_CHECKING:
    import psycopg2
    from psycopg2 import extensions

CHUNK = 1 << 20  # bytes of a file read or searched at a time
SHOWN = 120  # characters of a statement that an error shows
# PostgreSQL's context names a line: "COPY artist, line 3, column ...", "... inline_code_block line 3 at ..."
COPY_LINE = re.compile(r"^COPY .+?, \D*?(\d+)", re.MULTILINE)
BLOCK_LINE = re.compile(r"inline_code_block\D+(\d+)")
PASSWORD = re.compile(r"(?i)\b(password\s+)E?'(?:[^']|'')*'?")
REMEDIES = (
    # SQLSTATE, a part of the statement, what to do
    ("22021", "", "save the file as UTF-8, or name its encoding in its first line: SET client_encoding TO 'LATIN1';"),
    ("53100", "", "set TMPDIR to a folder with more room, if the data is on the disk"),
    ("53100", "", "--database-storage=volume keeps the data on the disk, if it is in memory"),
    ("25001|2D000|55P04", "", "put BEGIN; and COMMIT; around the rest: then the file runs statement by statement"),
    (
        "0A000|58P01",
        r"create\s+extension",
        "choose a server that has the extension: --database-image=installed, or a Docker image with it",
    ),
    (
        "42704",
        r"\bowner\s+to\b|^\s*(?:grant|revoke)\b",
        "dump with pg_dump --no-owner --no-privileges, or create the role in a seed before this one",
    ),
    ("42501", r"\bowner\s+to\b", "dump with pg_dump --no-owner"),
    ("42704", r"^\s*set\b", "the dump is for a newer PostgreSQL: choose one by --database-image, or remove the line"),
)


def failure(path: Path, data: Source, statement: Statement, error: "psycopg2.Error", how_far: str) -> SeedError:
    """Return the error that names file, line and statement, with what PostgreSQL said and how far the file came."""
    diag = error.diag
    line, offset = _locate(data, statement, diag)
    text = data[statement.start : min(statement.end, statement.start + 10 * SHOWN)].decode(errors="replace")
    said = diag.message_primary or " ".join(str(error).split())
    details = [("DETAIL", diag.message_detail), ("HINT", diag.message_hint), ("CONTEXT", diag.context)]
    evidence = [
        show_line(data, offset, line),
        *(f"{name}: {value}" for name, value in details if value),
        f"SQLSTATE {error.pgcode}; {how_far}" if error.pgcode else how_far,
    ]
    return SeedError(
        f"{path}:{line}: {said}; the statement is: {shorten(text)}",
        evidence="\n".join(evidence),
        remedies=remedies(error.pgcode or "", text),
    )


def remedies(sqlstate: str, text: str) -> list[str]:
    """Return what to do about an error, by its SQLSTATE and the text of the statement."""
    return [
        remedy
        for codes, part, remedy in REMEDIES
        if re.fullmatch(codes, sqlstate) and re.search(part, text, re.IGNORECASE)
    ]


def line_at(data: Source, offset: int) -> int:
    """Return the number of the line that a byte is in."""
    return 1 + sum(data[start : min(start + CHUNK, offset)].count(b"\n") for start in range(0, offset, CHUNK))


def show_line(data: Source, offset: int, line: int) -> str:
    """Return a line for an error, around the byte at `offset` if it is long."""
    first = max(data.rfind(b"\n", 0, offset) + 1, offset - SHOWN // 2)
    text = data[first : first + SHOWN].split(b"\n", 1)[0].decode(errors="replace").rstrip()
    return f"line {line}: {mask(text)}"


def shorten(text: str) -> str:
    """Return the beginning of a statement for an error, without passwords."""
    words = mask(" ".join(text.split()))
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}..."


def mask(text: str) -> str:
    """Return the text without the passwords that SQL statements in it set."""
    return PASSWORD.sub(r"\1'***'", text)


def _locate(data: Source, statement: Statement, diag: "extensions.Diagnostics") -> tuple[int, int]:
    """Return line and byte offset of an error: those that PostgreSQL reports, or those of the statement's begin."""
    text, context = data[statement.start : statement.end], diag.context or ""
    if diag.statement_position:
        offset = statement.start + _bytes_before(text, int(diag.statement_position))
        return line_at(data, offset), offset
    if statement.kind == "copy" and (row := COPY_LINE.search(context)):
        return _count_on(data, statement.rows_start, int(row[1]))
    if (steps := BLOCK_LINE.findall(context)) and (body := re.search(rb"[$']", text)):
        return _count_on(data, statement.start + body.start(), int(steps[-1]))
    return line_at(data, statement.start), statement.start


def _count_on(data: Source, offset: int, number: int) -> tuple[int, int]:
    """Return number and offset of the line that is `number` - 1 lines below the line at `offset`."""
    line = line_at(data, offset) + number - 1
    for _ in range(number - 1):
        offset = data.find(b"\n", offset) + 1
    return line, offset


def _bytes_before(text: bytes, position: int) -> int:
    """Return how many bytes lie before the character that PostgreSQL counts as `position`, from 1 on."""
    try:
        return len(text.decode()[: position - 1].encode())
    except UnicodeDecodeError:
        return position - 1
