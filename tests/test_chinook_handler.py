"""The handler of the Chinook API against real rows: its answers, its complaints, and what a broken connection does.

The libraries come from the very archive that is deployed. Expected values are those of the rows' source, read there.
"""

import importlib
import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
import yaml

from chinook_api.program import FOLDER, function_archive, integrate
from stackrig.database.server import PostgresServer
from stackrig.database.sql_files import exec_sql_file

ROOT = Path(__file__).parents[1]
DATABASE = "chinook_handler"
END_CONNECTIONS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
DOCUMENT = yaml.safe_load((FOLDER / "openapi.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Answer:
    """Hold an answer with its body read."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def message(self) -> str:
        """Return the message of an error."""
        assert self.body.keys() == {"message"}
        return str(self.body["message"])


class SecretReader:
    """Return the same settings each time and count."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        self.settings = settings
        self.times = 0

    def __call__(self) -> Mapping[str, object]:
        """Return the settings."""
        self.times += 1
        return self.settings


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def handler() -> Iterator[ModuleType]:
    """Yield the handler, whose libraries are found in its archive."""
    archive = function_archive().path
    sys.path.append(archive)
    yield importlib.import_module("chinook_api.handler")
    sys.path.remove(archive)


@pytest.fixture(scope="module")
def dsn(postgres_server: PostgresServer) -> Iterator[str]:
    """Yield the address of a database with Chinook's rows; it is dropped at the end."""
    dsn = urlsplit(postgres_server.dsn)._replace(path=f"/{DATABASE}").geturl()
    _run(postgres_server.dsn, f"CREATE DATABASE {DATABASE}")
    connection = psycopg2.connect(dsn)
    for name in ("01_schema.sql", "02_data.sql"):
        exec_sql_file(connection, ROOT / "sql" / name)
    connection.close()
    yield dsn
    _run(postgres_server.dsn, f"DROP DATABASE {DATABASE} WITH (FORCE)")


@pytest.fixture(scope="module")
def settings(dsn: str, postgres_server: PostgresServer) -> dict[str, object]:
    """Return what the function's secret holds."""
    assert DATABASE in dsn
    return {
        "host": postgres_server.container_name,
        "port": postgres_server.container_port,
        "username": postgres_server.username,
        "password": postgres_server.password,
        "database": DATABASE,
    }


@pytest.fixture(scope="module")
def database(handler: ModuleType, settings: Mapping[str, object]) -> Iterator[Any]:
    """Yield the handler's own connection to the rows."""
    database = handler.Database(lambda: settings)
    yield database
    database.close()


@pytest.fixture(scope="module")
def ask(handler: ModuleType, database: Any) -> Ask:
    """Return a function that sends a request to the handler as API Gateway does."""
    return lambda *words, **query: _ask(handler, database, *words, **query)


def _ask(handler: ModuleType, database: Any, method: str, path: str, body: object = None, **query: str) -> Answer:
    resource, parameters = _match(path)
    event = {
        "resource": resource,
        "httpMethod": method,
        "pathParameters": parameters or None,
        "queryStringParameters": query or None,
        "body": body if isinstance(body, str | None) else json.dumps(body),
    }
    answer = handler.answer(event, database)
    text = answer["body"]
    return Answer(answer["statusCode"], json.loads(text) if text else None, answer["headers"])


def _match(path: str) -> tuple[str, dict[str, str]]:
    """Return the path of the document that a path belongs to, and its parameters."""
    words = path.split("/")
    for known in DOCUMENT["paths"]:
        names = known.split("/")
        pairs = list(zip(names, words, strict=False))
        if len(names) == len(words) and all(name == word or name.startswith("{") for name, word in pairs):
            return known, {name[1:-1]: word for name, word in pairs if name.startswith("{")}
    return "/{rest+}", {"rest": path.lstrip("/")}


def _run(dsn: str, statement: str) -> Any:
    connection = psycopg2.connect(dsn)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


@pytest.fixture
def playlist(ask: Ask) -> Iterator[int]:
    """Yield the id of a playlist with two tracks; it is deleted at the end."""
    made = ask("POST", "/playlists", {"name": "Of a test", "track_ids": [2, 1]}).body["playlist_id"]
    yield made
    ask("DELETE", f"/playlists/{made}")


# --- answers --------------------------------------------------------------------------------------------------------


def test_artists_are_found_by_a_part_of_their_name(ask: Ask) -> None:
    """The filter takes upper for lower case, and counts what is on other pages."""
    answer = ask("GET", "/artists", name="SANTANA", limit="2", offset="1")

    assert answer.status == 200
    assert answer.body == {
        "total": 9,
        "limit": 2,
        "offset": 1,
        "items": [
            {"artist_id": 60, "name": "Santana Feat. Dave Matthews"},
            {"artist_id": 61, "name": "Santana Feat. Everlast"},
        ],
    }


def test_pages_make_up_the_whole(ask: Ask) -> None:
    """Pages put together are every artist once, in order; a page is 20 long unless told; beyond the end it is empty."""
    pages = [ask("GET", "/artists", limit="100", offset=str(offset)).body for offset in (0, 100, 200, 300)]

    assert [item["artist_id"] for page in pages for item in page["items"]] == list(range(1, 276))
    assert [page["total"] for page in pages] == [275] * 4
    assert [item["artist_id"] for item in ask("GET", "/artists").body["items"]] == list(range(1, 21))


def test_albums_are_found_by_artist_and_title(ask: Ask) -> None:
    """Both filters apply: of Iron Maiden's 21 albums four are live ones."""
    of_artist = ask("GET", "/albums", artist_id="90", limit="100").body
    live = ask("GET", "/albums", artist_id="90", title="live").body

    assert [item["album_id"] for item in of_artist["items"]] == list(range(94, 115))
    assert [item["title"] for item in live["items"]] == [
        "A Real Live One",
        "Live After Death",
        "Live At Donington 1992 (Disc 1)",
        "Live At Donington 1992 (Disc 2)",
    ]
    assert live["items"][0] == {"album_id": 96, "title": "A Real Live One", "artist_id": 90, "artist": "Iron Maiden"}
    assert (of_artist["total"], live["total"], ask("GET", "/albums").body["total"]) == (21, 4, 347)


@pytest.mark.parametrize("text", ["%", "_", "' OR '1' = '1", "\\", ":name", "$1"])
def test_a_filter_is_text_and_nothing_else(ask: Ask, text: str) -> None:
    """Wildcards and quotes in a filter are looked for as they are; no album has any of these."""
    answer = ask("GET", "/albums", title=text)

    assert (answer.status, answer.body["total"], answer.body["items"]) == (200, 0, [])


def test_a_track_comes_with_its_album_and_artist(ask: Ask) -> None:
    """Money is a text with two decimals, what is not known is null."""
    assert ask("GET", "/tracks/3503").body == {
        "track_id": 3503,
        "name": "Koyaanisqatsi",
        "composer": "Philip Glass",
        "milliseconds": 206005,
        "bytes": 3305164,
        "unit_price": "0.99",
        "genre": "Soundtrack",
        "media_type": "Protected AAC audio file",
        "album": {"album_id": 347, "title": "Koyaanisqatsi (Soundtrack from the Motion Picture)"},
        "artist": {"artist_id": 275, "name": "Philip Glass Ensemble"},
    }
    assert (ask("GET", "/tracks/2918").body["name"], ask("GET", "/tracks/2918").body["composer"]) == ('"?"', None)


def test_a_track_without_album_has_neither_album_nor_artist(ask: Ask, dsn: str) -> None:
    """Where the schema allows nothing, the answer has null."""
    [[track_id]] = _run(
        dsn,
        "INSERT INTO track (name, media_type_id, milliseconds, unit_price) VALUES ('Single', 1, 1, 1)"
        " RETURNING track_id",
    )
    answer = ask("GET", f"/tracks/{track_id}")
    _run(dsn, f"DELETE FROM track WHERE track_id = {track_id}")

    assert [answer.body[name] for name in ("album", "artist", "genre", "bytes", "unit_price")] == [None] * 4 + ["1.00"]


def test_top_tracks_are_ordered_by_sales_then_revenue(ask: Ask) -> None:
    """The best five sold twice, at 1.99 each; the lower id comes first among equals."""
    items = ask("GET", "/top-tracks", limit="5").body["items"]

    assert items[0] == {
        "track_id": 2832,
        "name": "The Woman King",
        "artist": "Battlestar Galactica",
        "sold": 2,
        "revenue": "3.98",
    }
    assert [item["track_id"] for item in items] == [2832, 2850, 2868, 3177, 3200]


def test_invoices_come_with_lines_and_totals(ask: Ask) -> None:
    """A customer's invoices are all there, each with its lines, and the totals add up to the cent."""
    body = ask("GET", "/customers/6/invoices").body
    invoices = {item["invoice_id"]: item for item in body["invoices"]}

    assert (body["first_name"], body["last_name"], body["total"]) == ("Helena", "Holý", "49.62")
    assert {number: (item["total"], len(item["lines"])) for number, item in invoices.items()} == {
        46: ("8.91", 9),
        175: ("1.98", 2),
        198: ("3.96", 4),
        220: ("5.94", 6),
        272: ("0.99", 1),
        393: ("1.98", 2),
        404: ("25.86", 14),
    }
    assert (invoices[404]["invoice_date"], invoices[404]["billing_country"]) == ("2011-11-13", "Czech Republic")
    assert invoices[404]["lines"][2] == {
        "invoice_line_id": 2190,
        "track_id": 2832,
        "track": "The Woman King",
        "quantity": 1,
        "unit_price": "1.99",
        "total": "1.99",
    }


def test_a_customer_without_invoices_spent_nothing(ask: Ask, dsn: str) -> None:
    """No invoice gives an empty list and 0.00."""
    [[customer_id]] = _run(
        dsn,
        "INSERT INTO customer (first_name, last_name, email) VALUES ('New', 'Customer', 'new@example.org')"
        " RETURNING customer_id",
    )
    body = ask("GET", f"/customers/{customer_id}/invoices").body
    _run(dsn, f"DELETE FROM customer WHERE customer_id = {customer_id}")

    assert (body["total"], body["invoices"]) == ("0.00", [])


def test_a_large_playlist_is_whole(ask: Ask) -> None:
    """The largest playlist has 3,290 tracks, the one called Grunge 15."""
    grunge = ask("GET", "/playlists/16").body

    assert len(ask("GET", "/playlists/1").body["tracks"]) == 3290
    assert (grunge["name"], len(grunge["tracks"])) == ("Grunge", 15)
    assert grunge["tracks"][0] == {"track_id": 52, "name": "Man In The Box"}


# --- changes --------------------------------------------------------------------------------------------------------


def test_a_playlist_is_created_changed_and_deleted(ask: Ask, dsn: str) -> None:
    """Each step answers with the playlist as it is in the database; after the last one nothing is left of it."""
    made = ask("POST", "/playlists", {"name": "  Für Elise ", "track_ids": [3, 1]})
    number = made.body["playlist_id"]
    changed = ask("PUT", f"/playlists/{number}", {"name": "Für Therese", "track_ids": [1, 2]})
    entries = _run(dsn, f"SELECT track_id FROM playlist_track WHERE playlist_id = {number} ORDER BY track_id")
    shown = ask("GET", f"/playlists/{number}")
    gone = ask("DELETE", f"/playlists/{number}")

    assert (made.status, made.headers["Location"]) == (201, f"playlists/{number}")
    assert (made.body["name"], [track["track_id"] for track in made.body["tracks"]]) == ("Für Elise", [1, 3])
    assert (changed.status, shown.status, changed.body) == (200, 200, shown.body)
    assert entries == [(1,), (2,)]
    assert shown.body == {
        "playlist_id": number,
        "name": "Für Therese",
        "tracks": [
            {"track_id": 1, "name": "For Those About To Rock (We Salute You)"},
            {"track_id": 2, "name": "Balls to the Wall"},
        ],
    }
    assert (gone.status, gone.body, ask("GET", f"/playlists/{number}").status) == (204, None, 404)
    assert _run(dsn, f"SELECT count(*) FROM playlist_track WHERE playlist_id = {number}") == [(0,)]


def test_a_name_is_given_once(ask: Ask, playlist: int) -> None:
    """A taken name is a conflict for a new playlist and a renamed one; one that keeps its name may share it."""
    for_new = ask("POST", "/playlists", {"name": "Of a test", "track_ids": []})
    for_renamed = ask("PUT", f"/playlists/{playlist}", {"name": "Grunge", "track_ids": []})
    music = ask("GET", "/playlists/8").body
    kept = ask("PUT", "/playlists/8", {"name": "Music", "track_ids": [item["track_id"] for item in music["tracks"]]})

    assert (for_new.status, for_new.message) == (409, "there is a playlist named 'Of a test' already")
    assert for_renamed.status == 409
    assert (kept.status, kept.body) == (200, music)


def test_a_refused_change_leaves_no_trace(ask: Ask, playlist: int, dsn: str) -> None:
    """An unknown track undoes a change as a whole and names itself; the next request is fine."""
    before = ask("GET", f"/playlists/{playlist}").body
    for_new = ask("POST", "/playlists", {"name": "Another", "track_ids": [1, 3504, 4000]})
    for_changed = ask("PUT", f"/playlists/{playlist}", {"name": "Another", "track_ids": [3504]})

    assert (for_new.status, for_new.message) == (400, "track_ids names tracks that don't exist: 3504, 4000")
    assert for_changed.status == 400
    assert ask("GET", f"/playlists/{playlist}").body == before
    assert _run(dsn, "SELECT count(*) FROM playlist WHERE name = 'Another'") == [(0,)]


def test_of_two_at_once_one_gets_the_name(handler: ModuleType, settings: Mapping[str, object], dsn: str) -> None:
    """Requests for the same name at the same moment, each on a connection of its own: one makes it, others conflict."""
    count = 4
    databases = [handler.Database(lambda: settings) for _ in range(count)]
    start = threading.Barrier(count)

    def create(database: Any) -> int:
        start.wait(timeout=10)
        return _ask(handler, database, "POST", "/playlists", {"name": "Contested", "track_ids": [1]}).status

    with ThreadPoolExecutor(count) as pool:
        statuses = sorted(pool.map(create, databases))
    for database in databases:
        database.close()
    made = _run(dsn, "DELETE FROM playlist WHERE name = 'Contested' RETURNING playlist_id")

    assert (statuses, len(made)) == ([201, 409, 409, 409], 1)


# --- complaints -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "query", "message"),
    [
        ("/artists", {"limit": "0"}, "limit must be a whole number from 1 to 100, not '0'"),
        ("/artists", {"limit": "101"}, "limit must be a whole number from 1 to 100, not '101'"),
        ("/artists", {"offset": "-1"}, "offset must be a whole number from 0 to 2147483647, not '-1'"),
        ("/artists", {"offset": "99999999999"}, "offset must be a whole number from 0 to 2147483647"),
        ("/artists", {"offset": "٣"}, "offset must be a whole number"),
        ("/artists", {"nmae": "x"}, "unknown query parameter nmae: expected are name, limit, offset"),
        ("/artists", {"name": "a\0"}, "name must be printable text"),
        ("/albums", {"artist_id": "AC/DC"}, "artist_id must be a whole number from 1 to 2147483647, not 'AC/DC'"),
        ("/tracks/one", {}, "track_id must be a whole number from 1 to 2147483647, not 'one'"),
        ("/tracks/1", {"verbose": "1"}, "unknown query parameter verbose: none is expected"),
        ("/playlists/0", {}, "playlist_id must be a whole number"),
        ("/customers/1.5/invoices", {}, "customer_id must be a whole number"),
    ],
)
def test_a_bad_parameter_is_named(ask: Ask, path: str, query: dict[str, str], message: str) -> None:
    """The answer is 400 and tells parameter, expectation and value."""
    answer = ask("GET", path, **query)

    assert (answer.status, answer.message[: len(message)]) == (400, message)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "the body must be JSON: "),
        ("{", "the body must be JSON: "),
        ([], "the body must be an object with name and track_ids, and nothing else"),
        ({"name": "x"}, "the body must be an object with name and track_ids, and nothing else"),
        ({"name": "x", "track_ids": [], "owner": 1}, "the body must be an object with name and track_ids"),
        ({"name": 1, "track_ids": []}, "name must be a text of 1 to 120 characters"),
        ({"name": "  ", "track_ids": []}, "name must be a text of 1 to 120 characters"),
        ({"name": "x" * 121, "track_ids": []}, "name must be a text of 1 to 120 characters"),
        ('{"name": "\\ud800", "track_ids": []}', "name must be printable text"),
        ({"name": "x", "track_ids": 1}, "track_ids must be a list of whole numbers from 1 to 2147483647"),
        ({"name": "x", "track_ids": ["1"]}, "track_ids must be a list of whole numbers from 1 to 2147483647"),
        ({"name": "x", "track_ids": [True]}, "track_ids must be a list of whole numbers from 1 to 2147483647"),
        ({"name": "x", "track_ids": [2**31]}, "track_ids must be a list of whole numbers from 1 to 2147483647"),
        ({"name": "x", "track_ids": [2, 1, 2]}, "track_ids holds 2 more than once"),
    ],
)
def test_a_bad_body_is_explained(ask: Ask, body: object, message: str) -> None:
    """The answer is 400 and says what is wrong, for a new playlist and for a changed one."""
    for method, path in (("POST", "/playlists"), ("PUT", "/playlists/18")):
        answer = ask(method, path, body)
        assert (answer.status, answer.message[: len(message)]) == (400, message)
    assert ask("GET", "/playlists/18").body["name"] == "On-The-Go 1"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/tracks/3504", None),
        ("GET", "/customers/60/invoices", None),
        ("GET", "/playlists/4000", None),
        ("PUT", "/playlists/4000", {"name": "x", "track_ids": []}),
        ("DELETE", "/playlists/4000", None),
    ],
)
def test_what_is_missing_is_named(ask: Ask, method: str, path: str, body: object) -> None:
    """The answer is 404 and tells what was looked for."""
    answer = ask(method, path, body)
    number = next(word for word in path.split("/") if word.isdigit())

    assert (answer.status, answer.message.split()[-1]) == (404, number)


def test_unknown_paths_and_methods_are_answered(ask: Ask) -> None:
    """Another path is 404 and lists the paths, another method 405 with the methods there are."""
    path, method = ask("GET", "/genres"), ask("PATCH", "/playlists/1")

    assert path.status == 404
    assert "/albums" in path.message
    assert (method.status, method.headers["Allow"]) == (405, "GET, PUT, DELETE")
    assert method.message == "/playlists/{playlist_id} knows GET, PUT, DELETE, not PATCH"


# --- connection -----------------------------------------------------------------------------------------------------


def test_a_broken_connection_is_made_anew(
    ask: Ask, handler: ModuleType, settings: Mapping[str, object], dsn: str
) -> None:
    """When the server has ended the connection, the next read and the next change work by a secret read anew."""
    read_secret = SecretReader(settings)
    database = handler.Database(read_secret)
    statuses = [_ask(handler, database, "GET", "/tracks/1").status]
    _run(dsn, END_CONNECTIONS)
    statuses.append(_ask(handler, database, "GET", "/tracks/1").status)
    _run(dsn, END_CONNECTIONS)
    made = _ask(handler, database, "POST", "/playlists", {"name": "After a break", "track_ids": [1]})
    statuses.append(_ask(handler, database, "DELETE", f"/playlists/{made.body['playlist_id']}").status)
    database.close()

    assert (statuses, made.status, read_secret.times) == ([200, 200, 204], 201, 3)
    assert ask("GET", "/tracks/1").status == 200


def test_one_connection_serves_every_request(handler: ModuleType, settings: Mapping[str, object]) -> None:
    """The secret is read and the connection made at the first request only, and not before."""
    read_secret = SecretReader(settings)
    database = handler.Database(read_secret)
    before = read_secret.times
    statuses = {_ask(handler, database, "GET", path).status for path in ("/tracks/1", "/albums", "/tracks/4000")}
    database.close()

    assert (before, read_secret.times, statuses) == (0, 1, {200, 404})


def test_a_database_that_is_down_is_503(
    handler: ModuleType, settings: Mapping[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    """The client reads that it may try later, the function's log has the cause, neither has the password."""
    database = handler.Database(lambda: {**settings, "port": 1})
    answer = _ask(handler, database, "GET", "/tracks/1")

    assert (answer.status, answer.message) == (503, "the database can't be reached, try again later")
    assert "Can't create a connection to host 127.0.0.1 and port 1" in caplog.text
    assert str(settings["password"]) not in caplog.text


# --- document -------------------------------------------------------------------------------------------------------


def test_the_document_names_the_handlers_routes(handler: ModuleType) -> None:
    """openapi.yaml has the paths and methods the handler has, and the same limits."""
    documented = {path: {method.upper() for method in operations} for path, operations in DOCUMENT["paths"].items()}
    limit = DOCUMENT["components"]["parameters"]["limit"]["schema"]

    assert documented == {path: set(routes) for path, routes in handler.ROUTES.items()}
    assert limit["maximum"] == handler.LARGEST_PAGE


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/artists", {"limit": "100"}),
        ("/albums", {"limit": "100"}),
        ("/tracks/1", {}),
        ("/tracks/2918", {}),
        ("/top-tracks", {}),
        ("/customers/1/invoices", {}),
        ("/playlists/16", {}),
        ("/tracks/4000", {}),
        ("/tracks/x", {}),
    ],
)
def test_answers_are_as_documented(ask: Ask, path: str, query: dict[str, str]) -> None:
    """An answer has the status, the members and the types that openapi.yaml gives for it."""
    answer = ask("GET", path, **query)
    operation = DOCUMENT["paths"][_match(path)[0]]["get"]
    response = _resolve(operation["responses"][str(answer.status)])

    _check(response["content"]["application/json"]["schema"], answer.body, path)


def _check(schema: dict[str, Any], value: object, where: str) -> None:
    schema = _resolve(schema)
    kinds = {"object": dict, "array": list, "integer": int, "string": str}
    if value is None:
        assert schema.get("nullable"), where
        return
    assert type(value) is kinds[schema["type"]], where
    if isinstance(value, dict):
        assert list(value) == schema["required"], where
        for name, member in value.items():
            _check(schema["properties"][name], member, f"{where}.{name}")
    elif isinstance(value, list):
        assert value, f"{where}: nothing to check"
        for item in value:
            _check(schema["items"], item, f"{where}[]")


def _resolve(schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema
    if reference := schema.get("$ref"):
        found = DOCUMENT
        for word in reference.removeprefix("#/").split("/"):
            found = found[word]
    return found


def test_every_request_is_integrated() -> None:
    """Each method of each path calls the function, and so does everything else, with the document left as it was."""
    before = json.dumps(DOCUMENT)
    paths = integrate(DOCUMENT, "arn:of-the-function")["paths"]
    integrations = [item["x-amazon-apigateway-integration"] for path in paths.values() for item in path.values()]

    assert all(item["type"] == "aws_proxy" and item["uri"] == "arn:of-the-function" for item in integrations)
    assert len(integrations) == 9 + 9  # the document's operations, and any other method of each path
    assert paths.keys() == DOCUMENT["paths"].keys() | {"/", "/{rest+}"}
    assert all("x-amazon-apigateway-any-method" in path for path in paths.values())
    assert json.dumps(DOCUMENT) == before
