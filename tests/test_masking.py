"""Passwords in texts, and texts without them."""

import pytest

from stackrig.reporting.masking import mask, mask_together, mask_tokens, passwords_in


@pytest.mark.parametrize(
    ("address", "passwords"),
    [
        ("postgresql://me:S3cr%23t@host:5432/shop", {"S3cr%23t", "S3cr#t"}),
        ("postgresql://me@host/shop?user=a&password=S3cr%23t&sslmode=disable", {"S3cr%23t", "S3cr#t"}),
        ("postgresql://me:wh?t#n0w@one,two/shop", {"wh?t#n0w"}),
        ("postgresql://host:5432/shop", set()),
        ("embedded:18", set()),
    ],
)
def test_passwords_in_addresses(address: str, passwords: set[str]) -> None:
    """Where libpq reads them, with their quoting and without."""
    assert passwords_in(address) == passwords


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("it's tell-nobody/0815!", "it's (password)!"),
        ("postgresql://me:tell-nobody%2F0815@host", "postgresql://me:(password)@host"),
        (
            "{'dsn': '//me:tell-no...', 'password': '...dy/0815'}",
            "{'dsn': '//me:(password)...', 'password': '...(password)'}",
        ),
        ("- nobody%2F0815@localhost", "- (password)@localhost"),
        ("tell nobody, 0815", "tell nobody, 0815"),
    ],
)
def test_every_form_of_a_password_is_hidden(text: str, masked: str) -> None:
    """Quoted for an address, and what pytest leaves of it where it cuts a value or a comparison."""
    assert mask(text, {"tell-nobody/0815"}) == masked


@pytest.mark.parametrize("password", ["abc", "postgres", "shop"])
def test_a_word_is_hidden_in_addresses_only(password: str) -> None:
    """A short password, a common one or the user's name would take a report apart."""
    text = f"{password} of postgresql://me:{password}@host/{password}"

    assert mask(text, {password}, {"shop"}) == f"{password} of postgresql://me:(password)@host/{password}"


def test_a_token_at_the_end_of_a_text_leaves_the_next_text() -> None:
    """Texts that are masked together keep their places."""
    texts = ["Authorization: Bearer abc.def", {"url": "http://a/?token=0123"}, "the next text"]
    masked = ["Authorization: Bearer (token)", {"url": "http://a/?token=(token)"}, "the next text"]
    assert mask_together(texts, mask_tokens) == masked
