"""Accounts of a LocalStack with stacks that stay: LocalStack notes what tests do there, and restores the data."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from stackrig.emulator.routes import LOOPBACK, NO_ANSWER, ask
from stackrig.emulator.server import AwsEndpoint

KEPT_PATH = "/_stackrig/kept"  # the plugin's route: inside/kept_accounts/hook.py
TIMEOUT = 60.0  # seconds; it ends environments of functions meanwhile, and copies objects


@dataclass(frozen=True, slots=True)
class PutBack:
    """Describe what was restored, as `2 queues`, and the operations that were not undone, as `sqs:CreateQueue`.

    With a reason, nothing is certain about the account.
    """

    done: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    reason: str = ""


def watch_account(endpoint: AwsEndpoint) -> str:
    """Make LocalStack note from now on what is done in an account; return why it can't, empty if it does."""
    status, answer = _send("POST", endpoint)
    return "" if status == HTTPStatus.OK else str(answer.get("reason", f"LocalStack answered {status}"))


def put_back(endpoint: AwsEndpoint) -> PutBack:
    """Make LocalStack restore the data of a watched account, and end the environments of its functions."""
    status, answer = _send("DELETE", endpoint)
    if status != HTTPStatus.OK:
        return PutBack(reason=str(answer.get("reason", f"LocalStack answered {status}")))
    return PutBack(tuple(answer["done"]), tuple(answer["others"]))


def _send(method: str, endpoint: AwsEndpoint) -> tuple[int, dict[str, Any]]:
    try:
        answer = ask(LOOPBACK, endpoint.port, method, f"{KEPT_PATH}/{endpoint.access_key}", timeout=TIMEOUT)
        return answer.status, json.loads(answer.body)
    except NO_ANSWER as error:
        return 0, {"reason": f"LocalStack does not answer: {error}"}
