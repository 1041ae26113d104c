"""boto3 sessions of a rig."""

from pathlib import Path

import pulumi
import pulumi_aws as aws
import pytest
from botocore.config import Config

from stackrig.deployment.stacks import deploy
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.settings import Settings


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

    session = EndpointSession(localstack_server)

    assert session.client("sts").get_caller_identity()["Account"] == "000000000000"
    assert session.resource("iam").meta.client.meta.endpoint_url == localstack_server.endpoint_url


def test_a_clients_own_configuration_is_kept(localstack_server: AwsEndpoint) -> None:
    """Config given by a test is merged over ours."""
    client = EndpointSession(localstack_server).client("s3", config=Config(read_timeout=7))

    assert client.meta.config.read_timeout == 7
    assert client.meta.config.s3["addressing_style"] == "path"


def test_an_account_is_empty_and_of_its_own(localstack_server: AwsEndpoint) -> None:
    """Two accounts hold a secret of the same name, and neither sees the other's."""
    accounts = [new_account(localstack_server) for _ in range(2)]
    for account in accounts:
        client = account.session().client("secretsmanager")
        assert client.list_secrets()["SecretList"] == []
        client.create_secret(Name="shop/database", SecretString=account.account_id)

    found = [one.session().client("secretsmanager").get_secret_value(SecretId="shop/database") for one in accounts]

    assert [secret["SecretString"] for secret in found] == [account.account_id for account in accounts]


def test_a_deployment_can_go_to_an_account(localstack_server: AwsEndpoint, tmp_path: Path) -> None:
    """A program deployed to an account makes its resources there."""

    def program() -> None:
        pulumi.export("arn", aws.sqs.Queue("jobs").arn)

    account, settings = new_account(localstack_server), Settings(root=tmp_path)
    with deploy("shop", "test", program, localstack=account, settings=settings) as outputs:
        assert outputs["arn"].split(":")[4] == account.account_id
        assert "QueueUrls" in account.session().client("sqs").list_queues()
        assert "QueueUrls" not in new_account(localstack_server).session().client("sqs").list_queues()
