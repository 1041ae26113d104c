"""The API that API Foundry made of the document answers from Chinook's rows."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

REQUEST_TIMEOUT = 60.0  # seconds; the first request starts the function


@pytest.fixture
def playlist(chinook_api_endpoint: str) -> Iterator[dict[str, Any]]:
    """Yield a playlist that was posted; it is deleted at the end."""
    (made,) = ask(chinook_api_endpoint, "POST", "playlist", body={"name": "Of a test"})
    yield made
    ask(chinook_api_endpoint, "DELETE", f"playlist/{made['playlist_id']}")


def ask(endpoint: str, method: str, path: str, *, body: object = None, **query: str) -> list[dict[str, Any]]:
    """Return the rows of an answer that must be 200."""
    answer = requests.request(method, f"{endpoint}/{path}", params=query, json=body, timeout=REQUEST_TIMEOUT)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()
    return rows


def test_a_row(chinook_api_endpoint: str) -> None:
    """A row is found by its key."""
    assert ask(chinook_api_endpoint, "GET", "artist/1") == [{"artist_id": 1, "name": "AC/DC"}]


def test_all_rows(chinook_api_endpoint: str) -> None:
    """A table's rows are all there, and filters choose among them."""
    assert len(ask(chinook_api_endpoint, "GET", "artist")) == 275
    assert len(ask(chinook_api_endpoint, "GET", "track", milliseconds="gt::5000000")) == 2


def test_a_query(chinook_api_endpoint: str) -> None:
    """An operation with SQL of its own takes its parameters from the request."""
    tracks = ask(chinook_api_endpoint, "GET", "best_sellers", genre="Metal")

    assert [track["sold"] for track in tracks] == [2, 2, 2]


def test_changes(chinook_api_endpoint: str, playlist: dict[str, Any]) -> None:
    """A row that was posted is there, and can be changed."""
    path = f"playlist/{playlist['playlist_id']}"
    ask(chinook_api_endpoint, "PUT", path, body={"name": "Changed"})

    assert ask(chinook_api_endpoint, "GET", path) == [{**playlist, "name": "Changed"}]
