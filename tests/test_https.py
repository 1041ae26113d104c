"""HTTPS on the port of the embedded LocalStack, with a certificate for each name that a client asks for."""

from typing import Any

import boto3
import pytest
import requests

from stackrig.emulator.server import AwsEndpoint
from stackrig.loopback import loopback_names

NAMES = (
    "127.0.0.1",
    "localhost",
    "localhost.localstack.cloud",
    "shop.s3.localhost.localstack.cloud",
    "a1.execute-api.us-east-1.localhost.localstack.cloud",
)


@pytest.mark.parametrize("name", NAMES)
def test_https_is_verified_by_the_rigs_ca(localstack_server: AwsEndpoint, name: str) -> None:
    """A client that trusts the CA of the handle reaches LocalStack by each of its names, beside plain HTTP."""
    path = f"{name}:{localstack_server.port}/_localstack/info"
    with loopback_names():
        plain = requests.get(f"http://{path}", timeout=30).status_code
        answer = requests.get(f"https://{path}", verify=localstack_server.ca_file, timeout=30)

    assert (answer.status_code, answer.text != "") == (plain, True)


def test_boto3_speaks_https(localstack_server: AwsEndpoint) -> None:
    """A client with an address of HTTPS makes calls, several over one connection."""
    keys: dict[str, Any] = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    address = f"https://127.0.0.1:{localstack_server.port}"
    client = boto3.client("sqs", endpoint_url=address, verify=localstack_server.ca_file, **keys)

    url = client.create_queue(QueueName="https")["QueueUrl"]
    client.send_message(QueueUrl=url, MessageBody="x" * 200_000)

    assert len(client.receive_message(QueueUrl=url)["Messages"][0]["Body"]) == 200_000
    client.delete_queue(QueueUrl=url)


def test_who_does_not_trust_the_ca_gets_no_answer(localstack_server: AwsEndpoint) -> None:
    """The certificate is none of a public CA, and LocalStack serves others after such a client has left."""
    address = f"https://127.0.0.1:{localstack_server.port}/_localstack/info"
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(address, timeout=30)

    assert requests.get(address, verify=localstack_server.ca_file, timeout=30).ok
