"""boto3 clients of a rig: bound to its endpoint, with credentials that are worth nothing elsewhere."""

from typing import Any

import boto3

from stackrig.emulator import AwsEndpoint
from stackrig.provider.clients import configure, isolated_session

ACCOUNT = "000000000000"  # a 12-digit access key id is the account in LocalStack: localstack/aws/accounts.py


class EndpointSession(boto3.Session):
    """Make every client and resource call one endpoint, whatever profile, proxy or variable is set on this machine."""

    def __init__(self, endpoint: AwsEndpoint, *, account: str = ACCOUNT) -> None:
        """Take region and endpoint URL of `endpoint`; calls go to `account`."""
        super().__init__(
            aws_access_key_id=account,
            aws_secret_access_key="test",  # noqa: S106  # LocalStack reads the key id only
            region_name=endpoint.region,
            botocore_session=isolated_session(),
        )
        self._endpoint_url = endpoint.endpoint_url

    def client(self, *arguments: Any, **options: Any) -> Any:
        """Return a client as boto3 does, for the endpoint."""
        return super().client(*arguments, **self._for_endpoint(options))

    def resource(self, *arguments: Any, **options: Any) -> Any:
        """Return a resource as boto3 does, for the endpoint."""
        return super().resource(*arguments, **self._for_endpoint(options))

    def _for_endpoint(self, options: dict[str, Any]) -> dict[str, Any]:
        config = configure(emulator=True)
        given = options.get("config")
        return {"endpoint_url": self._endpoint_url, **options, "config": config.merge(given) if given else config}
