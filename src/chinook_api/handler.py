"""The Lambda handler of the Chinook API: reads need one query, whose only value is the answer, as JSON by Postgres.

openapi.yaml beside this file describes the requests and answers. The file is shipped by itself, with pg8000; boto3 is
part of Lambda's runtime.
"""

import functools
import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from pg8000.exceptions import InterfaceError  # is in the archive
from pg8000.native import Connection  # is in the archive

LARGEST_ID = 2**31 - 1
LARGEST_PAGE = 100
LONGEST_NAME = 120  # as the column playlist.name has it
DATABASE_TIMEOUT = 5  # seconds; a second try still ends before the function's time-out
BROKEN = (InterfaceError, OSError)  # what pg8000 raises when the connection is of no use any more

Response = dict[str, Any]


class Run(Protocol):
    """Run a statement with values for its `:name` placeholders and return the rows."""

    def __call__(self, sql: str, **values: object) -> list[list[Any]]: ...


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what a request asks for: parameters of the path and the query, and the body as it came."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describe a parameter of the query: `reader` makes its value from its name and text."""

    reader: Callable[[str, str], object]
    default: object


class RequestError(Exception):
    """Answer a request with a status and a message that tells the client what to change."""

    def __init__(self, status: HTTPStatus, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


# --- entry ----------------------------------------------------------------------------------------------------------


def handle(event: Mapping[str, Any], _context: object) -> Response:
    """Answer an event of API Gateway's Lambda proxy integration."""
    return answer(event, DATABASE)


def answer(event: Mapping[str, Any], database: "Database") -> Response:
    """Answer an event from a database; every error a client can cause or wait out is an answer, too."""
    try:
        route = find_route(event["resource"], event["httpMethod"])
        request = Request(
            event.get("pathParameters") or {}, event.get("queryStringParameters") or {}, event.get("body") or ""
        )
        return route(request, database)
    except RequestError as error:
        return reply(error.status, json.dumps({"message": str(error)}), **error.headers)
    except BROKEN:
        logging.getLogger().exception("the database can't be reached")
        message = "the database can't be reached, try again later"
        return reply(HTTPStatus.SERVICE_UNAVAILABLE, json.dumps({"message": message}))


def find_route(resource: str, method: str) -> "Route":
    """Return the function for a resource path and a method, or raise the 404 or 405 that answers the request."""
    routes = ROUTES.get(resource)
    if routes is None:
        raise RequestError(HTTPStatus.NOT_FOUND, f"there is no such path; the paths are {', '.join(ROUTES)}")
    if method not in routes:
        allowed = ", ".join(routes)
        raise RequestError(HTTPStatus.METHOD_NOT_ALLOWED, f"{resource} knows {allowed}, not {method}", Allow=allowed)
    return routes[method]


def reply(status: HTTPStatus, body: str = "", **headers: str) -> Response:
    """Return an answer as API Gateway expects it; a body is JSON."""
    kind = {"Content-Type": "application/json"} if body else {}
    return {"statusCode": int(status), "headers": {**kind, **headers}, "body": body}


# --- reading --------------------------------------------------------------------------------------------------------

ARTISTS = """
SELECT to_json(answer)::text FROM (
    WITH found AS (SELECT artist_id, name FROM artist WHERE strpos(lower(name), lower(:name)) > 0)
    SELECT (SELECT count(*) FROM found) AS total,
           CAST(:limit AS int) AS "limit",
           CAST(:offset AS int) AS "offset",
           (SELECT coalesce(json_agg(item), '[]') FROM (
               SELECT * FROM found ORDER BY artist_id LIMIT :limit OFFSET :offset
           ) item) AS items
) answer"""

ALBUMS = """
SELECT to_json(answer)::text FROM (
    WITH found AS (
        SELECT album_id, title, artist_id, name AS artist FROM album JOIN artist USING (artist_id)
        WHERE strpos(lower(title), lower(:title)) > 0 AND coalesce(artist_id = CAST(:artist_id AS int), true)
    )
    SELECT (SELECT count(*) FROM found) AS total,
           CAST(:limit AS int) AS "limit",
           CAST(:offset AS int) AS "offset",
           (SELECT coalesce(json_agg(item), '[]') FROM (
               SELECT * FROM found ORDER BY album_id LIMIT :limit OFFSET :offset
           ) item) AS items
) answer"""

TRACK = """
SELECT to_json(answer)::text FROM (
    SELECT track_id, name, composer, milliseconds, bytes, unit_price::text,
           (SELECT name FROM genre WHERE genre_id = track.genre_id) AS genre,
           (SELECT name FROM media_type WHERE media_type_id = track.media_type_id) AS media_type,
           (SELECT to_json(item) FROM (
               SELECT album_id, title FROM album WHERE album_id = track.album_id
           ) item) AS album,
           (SELECT to_json(item) FROM (
               SELECT artist_id, artist.name FROM artist JOIN album USING (artist_id) WHERE album_id = track.album_id
           ) item) AS artist
    FROM track WHERE track_id = :track_id
) answer"""

TOP_TRACKS = """
SELECT to_json(answer)::text FROM (
    SELECT coalesce(json_agg(item), '[]') AS items FROM (
        SELECT track_id, track.name, artist.name AS artist, sold, revenue::text FROM (
            SELECT track_id, sum(quantity) AS sold, sum(quantity * unit_price) AS revenue
            FROM invoice_line GROUP BY track_id ORDER BY sold DESC, revenue DESC, track_id LIMIT :limit
        ) best
        JOIN track USING (track_id) LEFT JOIN album USING (album_id) LEFT JOIN artist USING (artist_id)
        ORDER BY sold DESC, best.revenue DESC, track_id
    ) item
) answer"""

INVOICES = """
SELECT to_json(answer)::text FROM (
    SELECT customer_id, first_name, last_name,
           (SELECT coalesce(sum(total), 0.00)::text FROM invoice WHERE customer_id = customer.customer_id) AS total,
           (SELECT coalesce(json_agg(item), '[]') FROM (
               SELECT invoice_id, invoice_date::date, billing_country, total::text,
                      (SELECT coalesce(json_agg(line), '[]') FROM (
                          SELECT invoice_line_id, track_id, track.name AS track, quantity,
                                 invoice_line.unit_price::text, (quantity * invoice_line.unit_price)::text AS total
                          FROM invoice_line JOIN track USING (track_id)
                          WHERE invoice_id = invoice.invoice_id ORDER BY invoice_line_id
                      ) line) AS lines
               FROM invoice WHERE customer_id = customer.customer_id ORDER BY invoice_id
           ) item) AS invoices
    FROM customer WHERE customer_id = :customer_id
) answer"""

PLAYLIST = """
SELECT to_json(answer)::text FROM (
    SELECT playlist_id, name,
           (SELECT coalesce(json_agg(item), '[]') FROM (
               SELECT track_id, track.name FROM playlist_track JOIN track USING (track_id)
               WHERE playlist_id = playlist.playlist_id ORDER BY track_id
           ) item) AS tracks
    FROM playlist WHERE playlist_id = :playlist_id
) answer"""


def read(sql: str, known: Mapping[str, Parameter], request: Request, database: "Database") -> Response:
    """Answer with the one value a query returns for the request's parameters, or with 404 when it returns none."""
    values = read_parameters(known, request)
    rows = database.run(sql, **values)
    if not rows:
        raise missing(*next(iter(values.items())))
    return reply(HTTPStatus.OK, rows[0][0])


def read_parameters(known: Mapping[str, Parameter], request: Request) -> dict[str, object]:
    """Return the path's parameters, which are all ids, and every known one of the query; an unknown one is an error."""
    if unknown := sorted(request.query.keys() - known.keys()):
        expected = f"expected are {', '.join(known)}" if known else "none is expected"
        raise invalid(f"unknown query parameter {', '.join(unknown)}: {expected}")
    ids = {name: read_number(1, LARGEST_ID, name, text) for name, text in request.path.items()}
    query = request.query
    return ids | {
        name: item.reader(name, query[name]) if name in query else item.default for name, item in known.items()
    }


def read_number(least: int, most: int, name: str, text: str) -> int:
    """Return the whole number in a parameter."""
    if not re.fullmatch("[0-9]{1,10}", text) or not least <= int(text) <= most:
        raise invalid(f"{name} must be a whole number from {least} to {most}, not {text!r}")
    return int(text)


def read_text(name: str, text: str) -> str:
    """Return a text that Postgres can hold: no NUL, no half of a surrogate pair."""
    if not text.isprintable():
        raise invalid(f"{name} must be printable text")
    return text


def invalid(message: str) -> RequestError:
    """Return the answer to a request that can't be understood."""
    return RequestError(HTTPStatus.BAD_REQUEST, message)


def missing(name: str, number: object) -> RequestError:
    """Return the answer to a request for something that isn't there; `name` is that of its id."""
    return RequestError(HTTPStatus.NOT_FOUND, f"there is no {name.removesuffix('_id')} {number}")


# --- changing -------------------------------------------------------------------------------------------------------

# Readers go on meanwhile; of two requests for the same name the second one waits and then sees the first one's.
ONE_AT_A_TIME = "LOCK TABLE playlist IN SHARE ROW EXCLUSIVE MODE"

# The shop has playlists of the same name, so one that keeps its name is fine.
OBJECTIONS = """
SELECT EXISTS (SELECT FROM playlist WHERE name = :name AND playlist_id IS DISTINCT FROM CAST(:playlist_id AS int))
       AND NOT EXISTS (SELECT FROM playlist WHERE name = :name AND playlist_id = :playlist_id),
       (SELECT string_agg(wanted::text, ', ' ORDER BY wanted) FROM unnest(CAST(:track_ids AS int[])) wanted
        WHERE NOT EXISTS (SELECT FROM track WHERE track_id = wanted))"""

INSERT = "INSERT INTO playlist (name) VALUES (:name) RETURNING playlist_id"
RENAME = "UPDATE playlist SET name = :name WHERE playlist_id = :playlist_id RETURNING playlist_id"
EMPTY = "DELETE FROM playlist_track WHERE playlist_id = :playlist_id"
FILL = """
INSERT INTO playlist_track (playlist_id, track_id)
SELECT CAST(:playlist_id AS int), unnest(CAST(:track_ids AS int[]))"""
DELETE = "DELETE FROM playlist WHERE playlist_id = :playlist_id RETURNING playlist_id"


@dataclass(frozen=True, slots=True)
class Playlist:
    """Hold a playlist as a request describes it."""

    name: str
    track_ids: list[int]


def create_playlist(request: Request, database: "Database") -> Response:
    """Create the playlist of the body; its address is relative to that of the request."""
    read_parameters({}, request)
    wanted = read_playlist(request.body)
    with database.transaction() as run:
        check_playlist(run, None, wanted)
        [[playlist_id]] = run(INSERT, name=wanted.name)
        run(FILL, playlist_id=playlist_id, track_ids=wanted.track_ids)
        [[body]] = run(PLAYLIST, playlist_id=playlist_id)
    return reply(HTTPStatus.CREATED, body, Location=f"playlists/{playlist_id}")


def replace_playlist(request: Request, database: "Database") -> Response:
    """Give a playlist the name and the tracks of the body."""
    playlist_id = read_parameters({}, request)["playlist_id"]
    wanted = read_playlist(request.body)
    with database.transaction() as run:
        check_playlist(run, playlist_id, wanted)
        if not run(RENAME, playlist_id=playlist_id, name=wanted.name):
            raise missing("playlist_id", playlist_id)
        run(EMPTY, playlist_id=playlist_id)
        run(FILL, playlist_id=playlist_id, track_ids=wanted.track_ids)
        [[body]] = run(PLAYLIST, playlist_id=playlist_id)
    return reply(HTTPStatus.OK, body)


def delete_playlist(request: Request, database: "Database") -> Response:
    """Delete a playlist with its entries."""
    playlist_id = read_parameters({}, request)["playlist_id"]
    if not database.run(DELETE, playlist_id=playlist_id):
        raise missing("playlist_id", playlist_id)
    return reply(HTTPStatus.NO_CONTENT)


def read_playlist(body: str) -> Playlist:
    """Return the playlist in a request's body, or raise the 400 that says what is wrong with it."""
    try:
        given = json.loads(body)
    except ValueError as error:
        raise invalid(f"the body must be JSON: {error}") from error
    if not isinstance(given, dict) or given.keys() != {"name", "track_ids"}:
        raise invalid("the body must be an object with name and track_ids, and nothing else")
    return Playlist(read_name(given["name"]), read_track_ids(given["track_ids"]))


def read_name(name: object) -> str:
    """Return a playlist's name."""
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise invalid(f"name must be a text of 1 to {LONGEST_NAME} characters")
    return read_text("name", name.strip())


def read_track_ids(ids: object) -> list[int]:
    """Return a playlist's tracks."""
    # bool is a kind of int, hence the exact type
    if not isinstance(ids, list) or not all(type(item) is int and 1 <= item <= LARGEST_ID for item in ids):
        raise invalid(f"track_ids must be a list of whole numbers from 1 to {LARGEST_ID}")
    if len(set(ids)) < len(ids):
        twice = ", ".join(str(item) for item in sorted(set(ids)) if ids.count(item) > 1)
        raise invalid(f"track_ids holds {twice} more than once")
    return ids


def check_playlist(run: Run, playlist_id: object, wanted: Playlist) -> None:
    """Raise 409 when another playlist has the name, 400 when a track doesn't exist."""
    run(ONE_AT_A_TIME)
    [[taken, unknown]] = run(OBJECTIONS, playlist_id=playlist_id, name=wanted.name, track_ids=wanted.track_ids)
    if taken:
        raise RequestError(HTTPStatus.CONFLICT, f"there is a playlist named {wanted.name!r} already")
    if unknown:
        raise invalid(f"track_ids names tracks that don't exist: {unknown}")


Route = Callable[[Request, "Database"], Response]
TEXT = Parameter(read_text, "")
LIMIT = Parameter(functools.partial(read_number, 1, LARGEST_PAGE), 20)
PAGE = {"limit": LIMIT, "offset": Parameter(functools.partial(read_number, 0, LARGEST_ID), 0)}
ARTIST = Parameter(functools.partial(read_number, 1, LARGEST_ID), None)

ROUTES: dict[str, dict[str, Route]] = {
    "/artists": {"GET": functools.partial(read, ARTISTS, {"name": TEXT, **PAGE})},
    "/albums": {"GET": functools.partial(read, ALBUMS, {"title": TEXT, "artist_id": ARTIST, **PAGE})},
    "/tracks/{track_id}": {"GET": functools.partial(read, TRACK, {})},
    "/top-tracks": {"GET": functools.partial(read, TOP_TRACKS, {"limit": LIMIT})},
    "/customers/{customer_id}/invoices": {"GET": functools.partial(read, INVOICES, {})},
    "/playlists": {"POST": create_playlist},
    "/playlists/{playlist_id}": {
        "GET": functools.partial(read, PLAYLIST, {}),
        "PUT": replace_playlist,
        "DELETE": delete_playlist,
    },
}


# --- database -------------------------------------------------------------------------------------------------------


class Database:
    """Keep one connection, made at the first statement and made anew when it turns out to be broken.

    Statements are prepared once for each connection: a repeated one is planned already and costs one round trip.
    """

    def __init__(self, read_settings: Callable[[], Mapping[str, Any]]) -> None:
        self._read_settings = read_settings
        self._connection: Any = None
        self._statements: dict[str, Any] = {}

    def run(self, sql: str, **values: object) -> list[list[Any]]:
        """Run a statement of its own; once more on a new connection when the one at hand is broken.

        Raises:
            InterfaceError, OSError: the database can't be reached.
        """
        try:
            return self._run(sql, **values)
        except BROKEN:
            return self._run(sql, **values)

    @contextmanager
    def transaction(self) -> Iterator[Run]:
        """Yield a function that runs statements of one transaction; an error undoes them all."""
        self.run("BEGIN")
        try:
            yield self._run
            self._run("COMMIT")
        except BaseException:
            if self._connection:  # a broken connection is closed, which undid them
                self._run("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection; the next statement makes another. Idempotent."""
        connection, self._connection, self._statements = self._connection, None, {}
        if connection:
            with suppress(*BROKEN):  # it says goodbye, and the server may be gone
                connection.close()

    def _run(self, sql: str, **values: object) -> list[list[Any]]:
        try:
            if self._connection is None:
                self._connect()
            if sql not in self._statements:
                self._statements[sql] = self._connection.prepare(sql)
            rows: list[list[Any]] = self._statements[sql].run(**values)
        except BROKEN:
            self.close()
            raise
        return rows

    def _connect(self) -> None:
        settings = self._read_settings()
        self._connection = Connection(
            settings["username"],
            host=settings["host"],
            port=settings["port"],
            password=settings["password"],
            database=settings["database"],
            timeout=DATABASE_TIMEOUT,
            application_name="chinook-api",
        )


def read_secret() -> Mapping[str, Any]:
    """Return the connection's settings from Secrets Manager."""
    import boto3

    client = boto3.client("secretsmanager")
    settings: Mapping[str, Any] = json.loads(client.get_secret_value(SecretId=os.environ["SECRET_ARN"])["SecretString"])
    return settings


DATABASE = Database(read_secret)
