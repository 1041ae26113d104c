"""Addresses of AWS as LocalStack serves them."""

import pytest

from stackrig.errors import SettingsError
from stackrig.urls import to_localstack_url

API = "https://a1b2c3.execute-api.eu-west-1.amazonaws.com"


@pytest.mark.parametrize(
    ("url", "style", "expected"),
    [
        (
            f"{API}/dev/albums?limit=2#top",
            "host",
            "http://a1b2c3.execute-api.localhost.localstack.cloud:4566/dev/albums?limit=2#top",
        ),
        (f"{API}/dev/albums?limit=2", "path", "http://127.0.0.1:4566/_aws/execute-api/a1b2c3/dev/albums?limit=2"),
        (API, "host", "http://a1b2c3.execute-api.localhost.localstack.cloud:4566"),
        ("a1b2c3.execute-api.us-east-1.amazonaws.com/dev", "path", "http://127.0.0.1:4566/_aws/execute-api/a1b2c3/dev"),
        (
            "https://f9.lambda-url.us-east-1.on.aws/",
            "host",
            "http://f9.lambda-url.us-east-1.localhost.localstack.cloud:4566/",
        ),
        ("https://my.bucket.s3.amazonaws.com/k", "host", "http://my.bucket.s3.localhost.localstack.cloud:4566/k"),
        ("https://media.s3.eu-west-1.amazonaws.com/k", "path", "http://127.0.0.1:4566/media/k"),
        ("https://media.s3-eu-west-1.amazonaws.com/k", "path", "http://127.0.0.1:4566/media/k"),
        ("https://media.s3.dualstack.eu-west-1.amazonaws.com/k", "path", "http://127.0.0.1:4566/media/k"),
        *(
            (
                f"http://shop.s3-website{separator}eu-west-1.amazonaws.com/a",
                "host",
                "http://shop.s3-website.localhost.localstack.cloud:4566/a",
            )
            for separator in "-."
        ),
        (
            "http://x.execute-api.localhost.localstack.cloud:1/s",
            "host",
            "http://x.execute-api.localhost.localstack.cloud:4566/s",
        ),
        ("http://x.execute-api.localhost.localstack.cloud:1/s", "path", "http://127.0.0.1:4566/_aws/execute-api/x/s"),
    ],
)
def test_to_localstack_url(url: str, style: str, expected: str) -> None:
    """An AWS URL keeps its path, query and fragment and gets LocalStack's host and port."""
    assert to_localstack_url(url, 4566, style=style) == expected  # type: ignore[arg-type]


def test_port_may_be_text() -> None:
    """The article's handle may hold the port as text."""
    assert to_localstack_url(f"{API}/s", "4567").endswith("cloud:4567/s")


@pytest.mark.parametrize(
    ("url", "style"), [("https://example.org/x", "host"), ("https://f.lambda-url.x.on.aws/", "path")]
)
def test_other_urls_are_refused(url: str, style: str) -> None:
    """An address LocalStack does not serve is an error that names it."""
    with pytest.raises(SettingsError, match=url):
        to_localstack_url(url, 4566, style=style)  # type: ignore[arg-type]
