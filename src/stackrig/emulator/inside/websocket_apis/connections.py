"""Open connections to WebSocket APIs, by their ids."""

import base64
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from ..apigatewayv2.records import AtStage

LARGEST = 128 * 1024  # bytes of a message; "Amazon API Gateway quotas"


@dataclass(slots=True)
class Connection(AtStage):
    """Hold a connection; `socket` is rolo's after acceptance.

    Args:
        authorizer: the authorizer's result.
        signer: who signed the request that opened it, for the authorization AWS_IAM.
    """

    request: Any
    domain: str
    id: str = field(default_factory=lambda: base64.urlsafe_b64encode(secrets.token_bytes(11)).decode())
    connected_at: int = field(default_factory=lambda: int(time.time() * 1000))
    last_active_at: int = 0
    authorizer: dict[str, Any] = field(default_factory=dict)
    signer: dict[str, str] = field(default_factory=dict)
    socket: Any = None

    @property
    def source_ip(self) -> str:
        """Return the client's address."""
        return self.request.remote_addr or "127.0.0.1"

    def send(self, data: str | bytes) -> None:
        """Send a message to the client."""
        self.last_active_at = int(time.time() * 1000)
        self.socket.send(data)


opened: dict[str, Connection] = {}
