"""SQL text split into statements where psql splits it, without a server.

The rules are those of psql's scanner (PostgreSQL 18, src/fe_utils/psqlscan.l); psql's variables are not replaced.
"""

import mmap
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Source = bytes | mmap.mmap

Kind = Literal[
    "plain",
    "insert",
    "copy",  # COPY ... FROM stdin with its rows
    "control",  # begins or ends a transaction
    "alone",  # can't run in a transaction
    "meta",  # a psql command: a backslash and the rest of the line
    "meta inside",  # a psql command before a statement has ended
    "open",  # a quote or comment that never ends
    "open copy",  # COPY ... FROM stdin without the line \. that ends its rows
    "copy tail",  # COPY ... FROM stdin; with more text after it in the same line
]

BOM = b"\xef\xbb\xbf"


class Statement(NamedTuple):
    r"""Locate a statement by byte offsets, with its semicolon; the rows of a COPY are located apart, without `\.`."""

    kind: Kind
    start: int
    end: int
    rows_start: int
    rows_end: int
    next: int


def split_statements(data: Source) -> Iterator[Statement]:
    """Yield the statements and psql commands of a file in order; comments between them belong to none.

    Text that never ends ("open") comes last: nothing after it can be split.
    """
    tokens, position = _TOKENS, _skip_blank(data, len(BOM) if data[:3] == BOM else 0)
    while position < len(data):
        head = _HEAD.match(data, position)
        name = (head and head.lastgroup) or "plain"
        statement = _next_statement(data, position, name, _ROUTINE_TOKENS if name == "routine" else tokens)
        if name == "strings":
            tokens = _ESCAPING_TOKENS if _OFF.search(data[statement.start : statement.end]) else _TOKENS
        yield statement
        position = _skip_blank(data, statement.next)


def _next_statement(data: Source, start: int, name: str, tokens: re.Pattern[bytes]) -> Statement:
    end, stop = _find_end(data, start, tokens)
    if stop == b"\\":
        return _statement("meta" if end == start else "meta inside", end, _match_end(_REST_OF_LINE, data, end))
    if stop not in (b";", b""):
        return _statement("open", end, len(data))
    if name == "copy":
        return _copy(data, start, end)
    if name == "do":
        name = "alone" if _COMMITS.search(data[start:end]) else "plain"
    return _statement(_KINDS.get(name, "plain"), start, end)


_KINDS: dict[str, Kind] = {"insert": "insert", "control": "control", "alone": "alone"}


def _statement(kind: Kind, start: int, end: int) -> Statement:
    return Statement(kind, start, end, end, end, end)


def _copy(data: Source, start: int, end: int) -> Statement:
    rest = _NOTHING_IN_LINE.match(data, end)
    if not rest:
        return _statement("copy tail", start, end)
    last = _END_OF_ROWS.search(data, rest.end())
    if not last:
        return _statement("open copy", start, end)
    return Statement("copy", start, end, rest.end(), last.start(), last.end())


def _find_end(data: Source, position: int, tokens: re.Pattern[bytes]) -> tuple[int, bytes]:
    """Return the end of the statement and the sign there: ";", "" at the end of the text, or what stops the search."""
    parentheses = blocks = 0
    while True:
        position = _match_end(tokens, data, position)
        stop = data[position : position + 1]
        if stop == b";" and not parentheses and not blocks:
            return position + 1, stop
        if stop == b"(":
            parentheses += 1
        elif stop == b")":
            parentheses = max(parentheses - 1, 0)
        elif step := _BLOCK_STEP.match(data, position):
            blocks = max(blocks + _block_change(step.lastgroup, blocks), 0)
            position = step.end() - 1
        elif (after := _step_over(data, position, stop)) > position:
            position = after - 1
        else:
            return position, stop
        position += 1


def _block_change(word: str | None, blocks: int) -> int:
    if word == "case":
        return 1 if blocks else 0
    return {"begin": 1, "end": -1}.get(word or "", 0)


def _step_over(data: Source, position: int, stop: bytes) -> int:
    """Return the end of what the patterns do not match, or `position` if this function does not step over it either."""
    if stop == b";":
        return position + 1
    if stop == b"/":
        return _comment_end(data, position)
    return _dollar_end(data, position) if stop == b"$" else position


def _dollar_end(data: Source, start: int) -> int:
    quote = _DOLLAR_QUOTE.match(data, start)
    if not quote:
        return start + 1
    closing = data.find(quote.group(), quote.end())
    return start if closing < 0 else closing + len(quote.group())


def _skip_blank(data: Source, position: int) -> int:
    while True:
        position = _match_end(_BLANK, data, position)
        after = _comment_end(data, position) if data[position : position + 2] == b"/*" else position
        if after == position:
            return position
        position = after


def _comment_end(data: Source, start: int) -> int:
    depth = 0
    for edge in _COMMENT_EDGE.finditer(data, start):
        depth += 1 if edge.group() == b"/*" else -1
        if not depth:
            return edge.end()
    return start


def _match_end(pattern: re.Pattern[bytes], data: Source, position: int) -> int:
    found = pattern.match(data, position)
    return found.end() if found else position


# --- the patterns, all possessive: what has matched is never tried in another way


def _compile(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[bytes]:
    return re.compile(pattern.encode("ascii"), flags | re.DOTALL)


_LETTER = r"A-Za-z_\x80-\xff"
_WORD = rf"(?![eE]')[{_LETTER}][\w$\x80-\xff]*+"
_WORD_END = r"(?![\w$\x80-\xff])"
_LINE_COMMENT = r"--[^\r\n]*+"
_BLOCK_COMMENT = r"/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/"  # without nested ones, which _comment_end counts
_GAP = rf"(?:\s++|{_LINE_COMMENT}|{_BLOCK_COMMENT})"
_STRING = r"'(?:[^']++|'')*+'"
_ESCAPED = r"'(?:[^'\\]++|\\.|'')*+'"
# Strings in lines of their own make one string, and backslashes escape in all of it when they do in its first part.
_CONTINUED = rf"(?>[ \t\f\v]*+(?:{_LINE_COMMENT})?+[\r\n](?:\s++|{_LINE_COMMENT})*+{_ESCAPED})*+"
_IDENTIFIER = r'"(?:[^"]++|"")*+"'


def _compile_tokens(string: str, word: str) -> re.Pattern[bytes]:
    """Match everything that can't end a statement, up to a semicolon, an outer parenthesis, a backslash or open text.

    The patterns stop at dollar quotes: finding their end takes a group, and a group within a possessive repeat makes
    Python 3.11's re raise "The span of capturing group is wrong".
    """
    others = r"""[^\w\x80-\xff'"$;()\\/-]++|[0-9]++|\$[0-9]++|-(?!-)|/(?!\*)"""
    quotes = rf"[eE]{_ESCAPED}{_CONTINUED}|{string}|{_IDENTIFIER}"
    comments = rf"{_LINE_COMMENT}|{_BLOCK_COMMENT}"
    inner = f"{others}|{quotes}|{_WORD}|{comments}"
    # Parentheses that hold at most one level of others are passed in one step, which more than doubles the speed.
    group = rf"\((?:{inner}|\((?:{inner})*+\))*+\)"
    return _compile(rf"(?:{others}|{quotes}|{word}|{comments}|{group})*+")


_BLOCK_WORD = rf"(?:begin|case|end){_WORD_END}"

_TOKENS = _compile_tokens(_STRING, _WORD)
_ESCAPING_TOKENS = _compile_tokens(_ESCAPED, _WORD)  # after SET standard_conforming_strings = off
_ROUTINE_TOKENS = _compile_tokens(_STRING, rf"(?!(?i:{_BLOCK_WORD})){_WORD}")
_BLOCK_STEP = _compile(rf"(?i)(?P<begin>begin{_GAP}++atomic{_WORD_END})|(?P<case>case)|(?P<end>end)|begin")
_BLANK = _compile(rf"(?:[\s;]++|{_LINE_COMMENT}|{_BLOCK_COMMENT})*+")
_COMMENT_EDGE = _compile(r"/\*|\*/")
_DOLLAR_QUOTE = _compile(rf"\$(?:[{_LETTER}][\w\x80-\xff]*+)?+\$")
_REST_OF_LINE = _compile(r"[^\r\n]*+")
_NOTHING_IN_LINE = _compile(rf"[ \t\f\v]*+(?:{_LINE_COMMENT})?+(?:\r?\n|\Z)")
_END_OF_ROWS = _compile(r"^\\\.\r?(?:\n|\Z)", re.MULTILINE)
_OFF = _compile(r"(?i)(?:=|\sto\b)\s*'?(?:off|false|no|0)\b")
_COMMITS = _compile(r"(?i)\b(?:commit|rollback)\s*(?:and\s+(?:no\s+)?chain\s*)?;")


def _heads(*texts: str) -> str:
    """Join alternatives in which a blank stands for blanks and comments; each alternative ends with a whole word."""
    return rf"(?:{'|'.join(texts)}){_WORD_END}".replace(" ", f"{_GAP}++")


_NAME = rf"(?:{_IDENTIFIER}|[\w$\x80-\xff]++)"
_COLUMNS = rf"\((?:{_IDENTIFIER}|[^\")])*+\)"
_ANYTHING = r"""(?:[^;'"]|"[^"]*")*?"""
_HEADS = {
    "insert": _heads("insert"),
    "copy": _heads(
        rf"copy (?:binary )?{_NAME}(?:{_GAP}*+\.{_GAP}*+{_NAME})*+{_GAP}*+(?:{_COLUMNS}{_GAP}*+)?+from stdin"
    ),
    "control": _heads("begin", "start transaction", "commit", "end", "rollback", "abort", "prepare transaction"),
    # From the statements' reference pages: "cannot be executed inside a transaction block".
    "alone": _heads(
        "(?:create|drop) (?:database|tablespace)",
        rf"alter database{_ANYTHING} set tablespace",
        "alter system",
        "vacuum",
        "(?:create|drop) (?:unique )?index concurrently",
        rf"reindex{_ANYTHING}\bconcurrently",
        rf"reindex{_GAP}*+(?:\([^)]*+\){_GAP}*+)?+(?:database|system|schema)",
        rf"cluster(?={_GAP}*+(?:;|\Z))",
        rf"alter table{_ANYTHING} detach partition{_ANYTHING} concurrently",
        "(?:create|alter|drop) subscription",
        "discard all",
    ),
    "do": _heads("do"),
    "routine": _heads("create (?:or replace )?(?:function|procedure)"),
    "strings": _heads("set (?:(?:session|local) )?standard_conforming_strings"),
}
_HEAD = _compile("(?i)" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _HEADS.items()))
