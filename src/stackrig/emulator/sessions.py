"""boto3 clients of a rig: bound to its endpoint, with credentials that are worthless elsewhere; or AWS's own."""

import secrets
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ConnectionError as NoConnection
from botocore.exceptions import HTTPClientError

from stackrig.emulator.clients import configure, isolated_session
from stackrig.emulator.server import AwsEndpoint
from stackrig.handles import Handle
from stackrig.option_values import BackendKind

NO_ANSWER = (NoConnection, HTTPClientError)  # clients raise these when nobody answers in time


@dataclass(frozen=True, slots=True)
class AwsAccount(Handle):
    """Describe an AWS account of a LocalStack; `deploy(..., localstack=account)` deploys to it."""

    account_id: str
    endpoint_url: str
    region: str
    port: int
    boot_id: str
    access_key: str
    secret_key: str
    backend: BackendKind

    def session(self) -> "EndpointSession":
        """Return a boto3 Session whose clients call this account."""
        return EndpointSession(self)


def new_account(endpoint: AwsEndpoint) -> AwsAccount:
    """Return an account that nothing has used yet: LocalStack accepts any 12 digits, and creates nothing ahead."""
    account_id = f"{secrets.randbelow(9 * 10**11) + 10**11}"
    place = (endpoint.endpoint_url, endpoint.region, endpoint.port, endpoint.boot_id)
    secret = "test"  # noqa: S105  # means nothing
    return AwsAccount(account_id, *place, access_key=account_id, secret_key=secret, backend=endpoint.backend)


class EndpointSession(boto3.Session):
    """Make every client and resource call one endpoint, whatever profile, proxy or variable this machine has set.

    For AWS itself these are the user's.
    """

    def __init__(self, endpoint: AwsEndpoint | AwsAccount) -> None:
        """Call the account of the handle."""
        self._endpoint_url = endpoint.endpoint_url
        if not self._endpoint_url:
            super().__init__(region_name=endpoint.region)
            return
        super().__init__(
            aws_access_key_id=endpoint.access_key,
            aws_secret_access_key="test",  # noqa: S106  # LocalStack reads the key id only
            region_name=endpoint.region,
            botocore_session=isolated_session(),
        )

    def client(self, *arguments: Any, **options: Any) -> Any:
        """Return a client as boto3 does, for the endpoint."""
        return super().client(*arguments, **self._for_endpoint(options))

    def impatient_client(self, service: str, timeout: float) -> Any:
        """Return a client that asks once and waits so many seconds for an answer."""
        patience = Config(connect_timeout=timeout, read_timeout=timeout, retries={"total_max_attempts": 1})
        return self.client(service, config=patience)

    def resource(self, *arguments: Any, **options: Any) -> Any:
        """Return a resource as boto3 does, for the endpoint."""
        return super().resource(*arguments, **self._for_endpoint(options))

    def _for_endpoint(self, options: dict[str, Any]) -> dict[str, Any]:
        if not self._endpoint_url:
            return options
        config = configure(emulator=True)
        given = options.get("config")
        return {"endpoint_url": self._endpoint_url, **options, "config": config.merge(given) if given else config}
