"""What the article's reader wants to write: tests of an API over a real database."""

import requests


def test_a_track(chinook_api_endpoint: str) -> None:
    """The API answers with rows of the database."""
    track = requests.get(f"{chinook_api_endpoint}/tracks/1", timeout=30).json()

    assert track["name"] == "For Those About To Rock (We Salute You)"
    assert track["artist"]["name"] == "AC/DC"


def test_paging(chinook_api_endpoint: str) -> None:
    """The API counts all rows and returns a page of them."""
    page = requests.get(f"{chinook_api_endpoint}/artists", params={"limit": 2}, timeout=30).json()

    assert page["total"] == 275
    assert len(page["items"]) == 2
