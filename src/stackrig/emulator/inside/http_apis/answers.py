"""Answers of API Gateway to a client: an integration's, or an error of its own."""

import json
from dataclasses import dataclass, field

Headers = list[tuple[str, str]]
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold a response; headers may repeat."""

    status: int
    body: bytes = b""
    headers: Headers = field(default_factory=list)


class Refusal(Exception):  # noqa: N818  # it is an answer too
    """End a request with API Gateway's own answer; `reason` is for `$context.error.message` in logs."""

    def __init__(self, status: int, message: str, headers: Headers | None = None) -> None:
        """Take the status and the message, which becomes the whole body."""
        super().__init__(message)
        body = json.dumps({"message": message}, separators=(",", ":")).encode()
        self.answer = Answer(status, body, [("Content-Type", JSON), *(headers or [])])


def not_found() -> Refusal:
    """Return the answer for a missing route, stage or deployment."""
    return Refusal(404, "Not Found")


def forbidden(headers: Headers | None = None) -> Refusal:
    """Return the answer to an authenticated client who is refused."""
    return Refusal(403, "Forbidden", headers)


def unauthorized(headers: Headers | None = None) -> Refusal:
    """Return the answer to an unauthenticated client."""
    return Refusal(401, "Unauthorized", headers)


def server_error() -> Refusal:
    """Return the answer for an integration or authorizer that can't be called, or whose answer is malformed."""
    return Refusal(500, "Internal Server Error")


def unavailable() -> Refusal:
    """Return the answer for an integration that does not answer in time, or at all."""
    return Refusal(503, "Service Unavailable")
