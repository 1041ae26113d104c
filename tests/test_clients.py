"""boto3 sessions of a rig."""

import pytest
from botocore.config import Config

from stackrig.clients import EndpointSession
from stackrig.emulator import AwsEndpoint


def test_clients_call_the_endpoint_whatever_is_set(
    localstack_server: AwsEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead proxy, a profile that does not exist and live credentials of the user's have no effect."""
    for name, value in {
        "http_proxy": "http://127.0.0.1:9",
        "AWS_PROFILE": "nobody",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    session = EndpointSession(localstack_server, account="123456789012")

    assert session.client("sts").get_caller_identity()["Account"] == "123456789012"
    assert session.resource("iam").meta.client.meta.endpoint_url == localstack_server.endpoint_url


def test_a_clients_own_configuration_is_kept(localstack_server: AwsEndpoint) -> None:
    """Config given by a test is merged over ours."""
    client = EndpointSession(localstack_server).client("s3", config=Config(read_timeout=7))

    assert client.meta.config.read_timeout == 7
    assert client.meta.config.s3["addressing_style"] == "path"
