"""Requests to the deployed services."""

from typing import Any

import pytest
import requests

from stackrig import to_localstack_url


@pytest.mark.parametrize("service", ["carts", "orders"])
def test_an_entry_is_stored(deployed: Any, service: str) -> None:
    """A service returns what it was given, and nothing of the last run is there."""
    url = to_localstack_url(f"{deployed.outputs['url']}/{service}/1", deployed.localstack.port)

    assert requests.get(url, timeout=30).status_code == 404
    assert requests.put(url, data="two teas", timeout=30).status_code == 201
    assert requests.get(url, timeout=30).json() == {"id": "1", "text": "two teas"}
