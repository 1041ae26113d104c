"""Read the answers of functions in the payload formats 1.0 and 2.0; a malformed one becomes an error 500.

See "Lambda function response for format 1.0" and "… format 2.0" in "AWS Lambda proxy integrations for HTTP APIs":
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html.
"""

import base64
import binascii
import json
from typing import Any

from ..apigateway.proxy_answers import STATUSES
from .answers import JSON, Answer, Headers

PLAIN = "text/plain;charset=utf-8"
BARE = (str, int, float, bool)


class MalformedError(ValueError):
    """Report what is wrong with an answer."""


def read_answer(payload: bytes, version: str) -> Answer:
    """Return the response in a function's answer.

    Raises:
        MalformedError: the answer contains none.
    """
    try:
        said = json.loads(payload)
    except ValueError as error:
        raise MalformedError("it is not JSON") from error
    if isinstance(said, dict) and "statusCode" in said:
        return _read_whole(said)
    if version != "2.0":
        raise MalformedError("it is no object with a statusCode, which the format 1.0 needs")
    text = said if isinstance(said, str) else payload.decode()
    return Answer(200, text.encode(), [("Content-Type", JSON)])


def _read_whole(said: dict[str, Any]) -> Answer:
    headers = _headers(said)
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", PLAIN))
    return Answer(_status(said["statusCode"]), _body(said), headers)


def _status(value: Any) -> int:
    try:
        status = int(value)
    except (TypeError, ValueError) as error:
        raise MalformedError("its statusCode is not a number") from error
    if isinstance(value, bool) or status not in STATUSES:
        raise MalformedError("its statusCode is not a status of HTTP")
    return status


def _body(said: dict[str, Any]) -> bytes:
    body = said.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise MalformedError("its body is not a string (json.dumps makes one)")
    if not said.get("isBase64Encoded"):
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise MalformedError("its body is not in base64") from error


def _headers(said: dict[str, Any]) -> Headers:
    single, many = said.get("headers") or {}, said.get("multiValueHeaders") or {}
    cookies = said.get("cookies") or []
    if not (isinstance(single, dict) and isinstance(many, dict) and isinstance(cookies, list)):
        raise MalformedError("its headers are no object, or its cookies no list")
    values = [(name, value) for name, value in single.items() if name not in many]
    values += [(name, value) for name, listed in many.items() for value in _listed(listed)]
    if wrong := [name for name, value in values if not isinstance(value, BARE)]:
        raise MalformedError(f"these headers are no strings: {', '.join(wrong)}")
    named = [(name, _text(value)) for name, value in values]
    return [*named, *(("Set-Cookie", str(cookie)) for cookie in cookies)]


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise MalformedError("its multiValueHeaders are not lists of strings")
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
