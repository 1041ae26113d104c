"""The deployed Chinook API over HTTP, through API Gateway, Lambda, Secrets Manager and Postgres, against known rows."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import psycopg2
import pytest
import requests

from chinook_api.program import api_program
from stackrig import deploy, exec_sql_file, reset_database, to_localstack_url
from stackrig.database.server import PostgresServer

ROOT = Path(__file__).parents[1]
REQUEST_TIMEOUT = 30  # seconds; the first request starts the function
Json = Any  # what a body holds, whose members the tests name


@pytest.fixture(scope="module")
def chinook_db(postgres: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the database with Chinook's rows in it."""
    connection = psycopg2.connect(postgres["dsn"])
    try:
        for name in ("01_schema.sql", "02_data.sql"):
            exec_sql_file(connection, ROOT / "sql" / name)
    finally:
        connection.close()
    return postgres


@pytest.fixture(scope="module")
def chinook_api_stack(chinook_db: Mapping[str, Any], localstack: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the outputs of the deployed program; the stack is destroyed at the end."""
    with deploy("chinook", "test-api", api_program(chinook_db), localstack=localstack, teardown=True) as outputs:
        yield outputs


@pytest.fixture(scope="module")
def chinook_api_endpoint(chinook_api_stack: Mapping[str, Any], localstack: Mapping[str, Any]) -> str:
    """Return the API's base URL."""
    return to_localstack_url(f"https://{chinook_api_stack['domain']}", int(localstack["port"]))


class Api:
    """Send requests below the API's base URL."""

    def __init__(self, endpoint: str, session: requests.Session) -> None:
        self.endpoint = endpoint
        self.session = session

    def ask(self, method: str, path: str, *, body: object = None, **query: str) -> requests.Response:
        """Return the answer to a request with a JSON body, if any."""
        url = f"{self.endpoint}{path}"
        return self.session.request(method, url, params=query, json=body, timeout=REQUEST_TIMEOUT)

    def get(self, path: str, **query: str) -> Json:
        """Return the body of an answer that must be 200."""
        answer = self.ask("GET", path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def api(chinook_api_endpoint: str) -> Iterator[Api]:
    """Yield the API as a client sees it."""
    with requests.Session() as session:
        yield Api(chinook_api_endpoint, session)


@pytest.fixture
def chinook_api_clone(api: Api, chinook_db: PostgresServer) -> Api:
    """Return the deployed API on a database as seeded, whatever the tests before have written to it."""
    reset_database(chinook_db)
    return api


@pytest.fixture
def playlist(api: Api) -> Iterator[Json]:
    """Yield a playlist with two tracks; it is deleted at the end."""
    made = api.ask("POST", "/playlists", body={"name": "Of a test", "track_ids": [1, 2]}).json()
    yield made
    api.ask("DELETE", f"/playlists/{made['playlist_id']}")


def select(database: Mapping[str, Any], query: str) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(database["dsn"])
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        connection.close()


def test_the_outputs_name_what_was_deployed(
    chinook_api_stack: Mapping[str, Any], localstack: Mapping[str, Any]
) -> None:
    """The domain is the one AWS gives an API's stage; the others are ids that clients can use."""
    outputs, region = chinook_api_stack, localstack["region"]

    assert outputs["domain"] == f"{outputs['rest_api_id']}.execute-api.{region}.amazonaws.com/v1"
    assert outputs["url"] == f"https://{outputs['domain']}"
    assert outputs["secret_arn"].startswith(f"arn:aws:secretsmanager:{region}:")
    assert outputs["function_name"].startswith("api-")


def test_artists_are_found_and_paged(api: Api) -> None:
    """Nine artists have Santana in their name; the second page of two holds the third and fourth."""
    assert api.get("/artists", name="santana", limit="2", offset="2") == {
        "total": 9,
        "limit": 2,
        "offset": 2,
        "items": [
            {"artist_id": 61, "name": "Santana Feat. Everlast"},
            {"artist_id": 62, "name": "Santana Feat. Rob Thomas"},
        ],
    }


def test_letters_beyond_ascii_pass_both_ways(api: Api) -> None:
    """A query with an ö finds the artist with the ö."""
    assert api.get("/artists", name="göteb")["items"] == [
        {"artist_id": 267, "name": "Göteborgs Symfoniker & Neeme Järvi"}
    ]


def test_every_artist_is_on_one_page(api: Api) -> None:
    """Pages of 50 put together are the 275 artists, each once and in order."""
    pages = [api.get("/artists", limit="50", offset=str(offset)) for offset in range(0, 300, 50)]

    assert [item["artist_id"] for page in pages for item in page["items"]] == list(range(1, 276))
    assert {page["total"] for page in pages} == {275}


def test_albums_are_found_by_artist_and_title(api: Api) -> None:
    """AC/DC has two albums, Iron Maiden 21, four of which say live."""
    live = api.get("/albums", artist_id="90", title="live")

    assert api.get("/albums", artist_id="1")["items"] == [
        {"album_id": 1, "title": "For Those About To Rock We Salute You", "artist_id": 1, "artist": "AC/DC"},
        {"album_id": 4, "title": "Let There Be Rock", "artist_id": 1, "artist": "AC/DC"},
    ]
    assert [item["album_id"] for item in live["items"]] == [96, 102, 103, 104]
    assert api.get("/albums", artist_id="90")["total"] == 21


def test_a_track_comes_with_its_album_and_artist(api: Api) -> None:
    """The last track of the shop is Koyaanisqatsi."""
    assert api.get("/tracks/3503") == {
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


def test_invoices_come_with_lines_and_totals(api: Api) -> None:
    """Helena Holý has seven invoices; 14 lines of one make 25.86, and all of them 49.62."""
    body = api.get("/customers/6/invoices")
    totals = {invoice["invoice_id"]: invoice["total"] for invoice in body["invoices"]}
    last = body["invoices"][-1]

    assert (body["first_name"], body["last_name"], body["total"]) == ("Helena", "Holý", "49.62")
    assert totals == {46: "8.91", 175: "1.98", 198: "3.96", 220: "5.94", 272: "0.99", 393: "1.98", 404: "25.86"}
    assert (last["invoice_id"], last["invoice_date"], len(last["lines"])) == (404, "2011-11-13", 14)
    assert last["lines"][2] == {
        "invoice_line_id": 2190,
        "track_id": 2832,
        "track": "The Woman King",
        "quantity": 1,
        "unit_price": "1.99",
        "total": "1.99",
    }


def test_top_tracks_are_those_sold_most(api: Api) -> None:
    """The first three are episodes that were sold twice, for 3.98."""
    assert api.get("/top-tracks", limit="3")["items"] == [
        {"track_id": 2832, "name": "The Woman King", "artist": "Battlestar Galactica", "sold": 2, "revenue": "3.98"},
        {"track_id": 2850, "name": "The Fix", "artist": "Heroes", "sold": 2, "revenue": "3.98"},
        {"track_id": 2868, "name": "Walkabout", "artist": "Lost", "sold": 2, "revenue": "3.98"},
    ]


def test_a_playlist_lives_in_the_database(api: Api, chinook_db: Mapping[str, Any]) -> None:
    """Creating, changing and deleting a playlist is seen in Postgres at once; its address leads to it."""
    made = api.ask("POST", "/playlists", body={"name": "Für Elise", "track_ids": [3, 1]})
    address, number = urljoin(made.url, made.headers["Location"]), made.json()["playlist_id"]
    rows = f"SELECT name, track_id FROM playlist JOIN playlist_track USING (playlist_id) WHERE playlist_id = {number}"
    after_creation = select(chinook_db, f"{rows} ORDER BY track_id")
    shown = requests.get(address, timeout=REQUEST_TIMEOUT)
    changed = api.ask("PUT", f"/playlists/{number}", body={"name": "Für Therese", "track_ids": [2]})
    after_change = select(chinook_db, rows)
    deleted = api.ask("DELETE", f"/playlists/{number}")

    assert (made.status_code, shown.json()) == (201, made.json())
    assert after_creation == [("Für Elise", 1), ("Für Elise", 3)]
    assert (changed.status_code, after_change) == (200, [("Für Therese", 2)])
    assert changed.json()["tracks"] == [{"track_id": 2, "name": "Balls to the Wall"}]
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert (api.ask("GET", f"/playlists/{number}").status_code, select(chinook_db, rows)) == (404, [])


@pytest.mark.parametrize("_", range(2))
def test_each_write_starts_from_the_seeds(chinook_api_clone: Api, chinook_db: Mapping[str, Any], _: int) -> None:
    """A test may write through the API and need not clean up: the next one finds the database as seeded."""
    before = select(chinook_db, "SELECT count(*), max(playlist_id) FROM playlist")
    made = chinook_api_clone.ask("POST", "/playlists", body={"name": "Left behind", "track_ids": [1]})

    assert before == [(18, 18)]
    assert (made.status_code, made.json()["playlist_id"]) == (201, 19)


def test_rows_changed_in_the_database_are_served(api: Api, chinook_db: Mapping[str, Any], playlist: Json) -> None:
    """The API answers from the database as it is, not from what it once read."""
    number = playlist["playlist_id"]
    before = api.get(f"/playlists/{number}")["name"]
    select(chinook_db, f"UPDATE playlist SET name = 'Renamed by SQL' WHERE playlist_id = {number} RETURNING name")

    assert (before, api.get(f"/playlists/{number}")["name"]) == ("Of a test", "Renamed by SQL")


def test_a_refused_change_leaves_the_database_alone(api: Api, chinook_db: Mapping[str, Any], playlist: Json) -> None:
    """A taken name is 409, an unknown track 400; both leave the playlists as they were."""
    number, count = playlist["playlist_id"], "SELECT count(*), max(playlist_id) FROM playlist"
    before = select(chinook_db, count)
    taken = api.ask("POST", "/playlists", body={"name": "Grunge", "track_ids": [1]})
    unknown = api.ask("PUT", f"/playlists/{number}", body={"name": "Of a test", "track_ids": [1, 3504]})

    assert (taken.status_code, taken.json()) == (409, {"message": "there is a playlist named 'Grunge' already"})
    assert (unknown.status_code, unknown.json()) == (400, {"message": "track_ids names tracks that don't exist: 3504"})
    assert select(chinook_db, count) == before
    assert api.get(f"/playlists/{number}") == playlist


@pytest.mark.parametrize(
    ("method", "path", "status", "message"),
    [
        ("GET", "/artists?limit=1000", 400, "limit must be a whole number from 1 to 100, not '1000'"),
        ("GET", "/albums?titel=x", 400, "unknown query parameter titel: expected are title, artist_id, limit, offset"),
        ("GET", "/tracks/one", 400, "track_id must be a whole number from 1 to 2147483647, not 'one'"),
        ("GET", "/tracks/3504", 404, "there is no track 3504"),
        ("GET", "/customers/60/invoices", 404, "there is no customer 60"),
        ("DELETE", "/playlists/4000", 404, "there is no playlist 4000"),
        ("DELETE", "/artists", 405, "/artists knows GET, not DELETE"),
        ("GET", "/playlists", 405, "/playlists knows POST, not GET"),
    ],
)
def test_what_can_not_be_done_is_explained(api: Api, method: str, path: str, status: int, message: str) -> None:
    """The status and the message tell the client what to change."""
    answer = api.ask(method, path)

    assert (answer.status_code, answer.json()) == (status, {"message": message})
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", ["", "/", "/genres", "/albums/1/tracks"])
def test_a_path_that_is_not_there_is_404(api: Api, path: str) -> None:
    """The function answers for every path, the root included."""
    answer = api.ask("GET", path)

    assert (answer.status_code, answer.json()["message"][:23]) == (404, "there is no such path; ")


def test_requests_at_once_get_their_own_answers(api: Api) -> None:
    """Each of sixteen requests, sent four at a time, gets the track it asked for."""
    numbers = range(1, 17)
    with ThreadPoolExecutor(4) as pool:
        tracks = list(pool.map(lambda number: api.get(f"/tracks/{number}"), numbers))

    assert [track["track_id"] for track in tracks] == list(numbers)


def test_a_database_connection_that_broke_is_made_anew(api: Api, chinook_db: Mapping[str, Any]) -> None:
    """After the server has ended the function's connections, the next request is answered as before."""
    api.get("/tracks/1")
    [[ended]] = select(
        chinook_db,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = 'chinook-api'",
    )

    assert ended >= 1
    assert api.get("/tracks/1")["name"] == "For Those About To Rock (We Salute You)"
