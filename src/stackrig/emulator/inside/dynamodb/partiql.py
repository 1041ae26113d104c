"""Read PartiQL statements into the expressions that DynamoDB's other operations use.

The grammar is that of the developer guide's "PartiQL statements for DynamoDB": SELECT, INSERT, UPDATE, DELETE, EXISTS.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .refusals import invalid

TOKENS = re.compile(
    r"""\s*(?:(?P<text>'(?:[^']|'')*')|(?P<quoted>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"""
    r"""|(?P<word>[A-Za-z_]\w*)|(?P<sign><<|>>|<=|>=|<>|!=|[-=<>()\[\]{},.:?+*;]))"""
)
COMPARATORS = {"=": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
CONSTANTS: Mapping[str, Mapping[str, bool]] = {
    "TRUE": {"BOOL": True},
    "FALSE": {"BOOL": False},
    "NULL": {"NULL": True},
}
MISMATCH = "Number of parameters in request and statement don't match."

Value = Mapping[str, Any]  # such as {"N": "5"}
Path = list[str | int]


@dataclass(slots=True)
class Statement:
    """Hold a statement's content, with placeholders such as `#0` and `:0` for names and values."""

    kind: str
    table: str = ""
    index: str | None = None
    paths: list[Path] = field(default_factory=list)  # attributes that SELECT returns; empty for all
    item: dict[str, Value] = field(default_factory=dict)  # the item that INSERT adds
    updates: dict[str, list[str]] = field(default_factory=dict)  # the expression of SET, REMOVE, ADD and DELETE
    condition: str = ""
    equal: dict[str, Value] = field(
        default_factory=dict
    )  # attributes that must equal a value for the condition to hold
    order: tuple[str, bool] | None = None  # attribute, and whether the order is descending
    returning: str = ""  # such as "ALL OLD"
    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)


def read_statement(text: str, parameters: list[Value]) -> Statement:
    """Return a statement's content, with the parameters in place of question marks.

    Raises:
        CommonServiceException: DynamoDB's ValidationException.
    """
    reader = _Reader([*_split(text)], iter(parameters))
    statement = reader.read()
    if reader.peek():
        raise reader.wrong()
    if next(reader.parameters, None) is not None:
        raise invalid(MISMATCH)
    return statement


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and text of each token."""
    text, place = text.strip().removesuffix(";").rstrip(), 0
    while place < len(text):
        found = TOKENS.match(text, place)
        if not found:
            raise invalid(f"Statement wasn't well formed, can't be processed: Unexpected token at {text[place:]!r}")
        yield str(found.lastgroup), found[str(found.lastgroup)]
        place = found.end()


class _Reader:
    """Read tokens from first to last."""

    def __init__(self, tokens: list[tuple[str, str]], parameters: Iterator[Value]) -> None:
        self.tokens, self.place, self.parameters = tokens, 0, parameters
        self.statement = Statement("")

    def peek(self, ahead: int = 0) -> str:
        """Return a coming token, words in capitals, or "" after the last one."""
        place = self.place + ahead
        kind, text = self.tokens[place] if place < len(self.tokens) else ("", "")
        return text.upper() if kind == "word" else text

    def wrong(self) -> Exception:
        return invalid(f"Statement wasn't well formed, can't be processed: Unexpected token {self.peek()!r}")

    def take(self, *expected: str) -> bool:
        """Take tokens if they come next, and tell whether they did."""
        if not all(self.peek(ahead) == token for ahead, token in enumerate(expected)):
            return False
        self.place += len(expected)
        return True

    def need(self, *expected: str) -> None:
        if not self.take(*expected):
            raise self.wrong()

    def read(self) -> Statement:
        kinds = {"SELECT": self._select, "INSERT": self._insert, "UPDATE": self._update, "DELETE": self._delete}
        if self.take("EXISTS", "("):
            self.need("SELECT")
            self._select()
            self.need(")")
            self.statement.kind = "EXISTS"
            return self.statement
        kind = self.statement.kind = self.peek()
        if kind not in kinds:
            raise self.wrong()
        self.place += 1
        kinds[kind]()
        return self.statement

    def _select(self) -> None:
        if not self.take("*"):
            self.statement.paths = self._several(self._path)
        self.need("FROM")
        self._table()
        self._where()
        if self.take("ORDER", "BY"):
            attribute = self._name()
            self.statement.order = attribute, self.take("DESC")
            self.take("ASC")

    def _insert(self) -> None:
        self.need("INTO")
        self._table()
        self.need("VALUE")
        value = self._value()
        if "M" not in value:
            raise self.wrong()
        self.statement.item = value["M"]

    def _update(self) -> None:
        self._table()
        while self.peek() in {"SET", "REMOVE"}:
            if self.take("SET"):
                self._several(self._assign)
            else:
                self.need("REMOVE")
                self._add("REMOVE", *self._several(lambda: self._place(self._path())))
        self._where()
        self._returning()

    def _delete(self) -> None:
        self.need("FROM")
        self._table()
        self._where()
        self._returning()

    def _table(self) -> None:
        self.statement.table = self._name()
        if self.take("."):
            self.statement.index = self._name()

    def _where(self) -> None:
        if self.take("WHERE"):
            self.statement.condition = self._condition()

    def _returning(self) -> None:
        if self.take("RETURNING"):
            self.statement.returning = f"{self.peek()} {self.peek(1)}"
            self.place += 2
            self.need("*")

    def _add(self, action: str, *terms: str) -> None:
        self.statement.updates.setdefault(action, []).extend(terms)

    def _assign(self) -> None:
        path = self._place(self._path())
        self.need("=")
        for function, action in (("SET_ADD", "ADD"), ("SET_DELETE", "DELETE")):
            if self.take(function, "("):
                self._path()
                self.need(",")
                self._add(action, f"{path} {self._hold(self._value())}")
                self.need(")")
                return
        term = self._operand()
        while self.peek() in {"+", "-"}:
            sign = self.peek()
            self.place += 1
            term = f"{term} {sign} {self._operand()}"
        self._add("SET", f"{path} = {term}")

    def _condition(self) -> str:
        """Read a condition to its end, and record the equalities that it requires."""
        before, terms = dict(self.statement.equal), [self._negated()]
        is_one_of_many = False
        while self.peek() in {"AND", "OR"}:
            is_one_of_many |= self.peek() == "OR"
            terms.append(self.peek())
            self.place += 1
            terms.append(self._negated())
        if is_one_of_many:
            self.statement.equal = before
        return " ".join(terms)

    def _negated(self) -> str:
        if self.take("NOT"):
            before = dict(self.statement.equal)
            term = f"NOT {self._negated()}"
            self.statement.equal = before
            return term
        if self.take("("):
            term = f"({self._condition()})"
            self.need(")")
            return term
        return self._comparison()

    def _comparison(self) -> str:
        path = self._path() if self._is_path() else None
        left = self._place(path) if path else self._operand()
        if comparator := COMPARATORS.get(self.peek()):
            self.place += 1
            right = self._operand()
            if comparator == "=" and path and len(path) == 1 and right in self.statement.values:
                self.statement.equal[str(path[0])] = self.statement.values[right]
            return f"{left} {comparator} {right}"
        if self.take("BETWEEN"):
            low = self._operand()
            self.need("AND")
            return f"{left} BETWEEN {low} AND {self._operand()}"
        if self.take("IN"):
            closing = {"[": "]", "(": ")"}.get(self.peek(), "[")
            self.place += 1
            members = ", ".join(self._several(self._operand))
            self.need(closing)
            return f"{left} IN ({members})"
        return self._is(left) if self.take("IS") else left

    def _is(self, left: str) -> str:
        negation = "NOT " if self.take("NOT") else ""
        if self.take("MISSING"):
            return f"{negation}attribute_not_exists({left})"
        self.need("NULL")
        null = self._hold({"S": "NULL"})
        return f"{negation}attribute_type({left}, {null})"

    def _operand(self) -> str:
        if self._is_path():
            return self._place(self._path())
        kind, text = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        if kind == "word" and self.peek(1) == "(":
            self.place += 2
            arguments = ", ".join(self._several(self._operand))
            self.need(")")
            return f"{text.lower()}({arguments})"
        return self._hold(self._value())

    def _is_path(self) -> bool:
        kind = self.tokens[self.place][0] if self.place < len(self.tokens) else ""
        return kind == "quoted" or (kind == "word" and self.peek() not in CONSTANTS and self.peek(1) != "(")

    def _several(self, read: Callable[[], Any]) -> list[Any]:
        """Read things that are separated by commas."""
        things = [read()]
        while self.take(","):
            things.append(read())
        return things

    def _name(self) -> str:
        kind, text = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        if kind not in {"word", "quoted"}:
            raise self.wrong()
        self.place += 1
        return text if kind == "word" else text[1:-1].replace('""', '"')

    def _path(self) -> Path:
        path: Path = [self._name()]
        while self.peek() in {".", "["}:
            if self.take("."):
                path.append(self._name())
                continue
            self.place += 1
            if not self.peek().isdecimal():
                raise self.wrong()
            path.append(int(self.peek()))
            self.place += 1
            self.need("]")
        return path

    def _place(self, path: Path) -> str:
        """Return a path in the form of the other operations, with placeholders for its names."""
        placed = ""
        for step in path:
            if isinstance(step, int):
                placed += f"[{step}]"
                continue
            placeholder = f"#{len(self.statement.names)}"
            self.statement.names[placeholder] = step
            placed += f".{placeholder}" if placed else placeholder
        return placed

    def _hold(self, value: Value) -> str:
        """Return the placeholder of a value."""
        placeholder = f":{len(self.statement.values)}"
        self.statement.values[placeholder] = value
        return placeholder

    def _value(self) -> Value:
        if self.take("?"):
            if (value := next(self.parameters, None)) is None:
                raise invalid(MISMATCH)
            return value
        sign = "-" if self.take("-") else ""
        kind, text = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        if kind == "number":
            self.place += 1
            return {"N": sign + text}
        if kind == "text" and not sign:
            self.place += 1
            return {"S": text[1:-1].replace("''", "'")}
        if self.peek() in CONSTANTS and not sign:
            self.place += 1
            return CONSTANTS[text.upper()]
        return self._document()

    def _document(self) -> Value:
        if self.take("["):
            members = [] if self.peek() == "]" else self._several(self._value)
            self.need("]")
            return {"L": members}
        if self.take("<<"):
            members = self._several(self._value)
            self.need(">>")
            (type_,) = {next(iter(member)) for member in members}
            return {f"{type_}S": [member[type_] for member in members]}
        self.need("{")
        pairs = [] if self.peek() == "}" else self._several(self._pair)
        self.need("}")
        return {"M": dict(pairs)}

    def _pair(self) -> tuple[str, Value]:
        kind, text = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        if kind not in {"text", "quoted"}:
            raise self.wrong()
        self.place += 1
        self.need(":")
        return text[1:-1], self._value()
