"""SES, version 2: what it sends is in the same outbox as what version 1 sends.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

import json
import secrets
from collections.abc import Callable
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession

Outbox = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def sender(aws: EndpointSession) -> str:
    """Return an address that is verified."""
    address = f"{secrets.token_hex(4)}@shop.example"
    aws.client("ses").verify_email_identity(EmailAddress=address)
    return address


@pytest.fixture
def outbox(localstack_server: AwsEndpoint, sender: str) -> Outbox:
    """Return a function that reads what the address has sent."""

    def read() -> list[dict[str, Any]]:
        answer = requests.get(f"{localstack_server.endpoint_url}/_aws/ses", params={"email": sender}, timeout=20)
        return [message for message in answer.json()["messages"] if message["Source"] == sender]

    return read


def test_message(aws: EndpointSession, sender: str, outbox: Outbox) -> None:
    """A message is in the outbox with its subject, both bodies and all it goes to."""
    body = {"Text": {"Data": "hello"}, "Html": {"Data": "<b>hello</b>"}}
    destination = {"ToAddresses": ["ann@a.example"], "CcAddresses": ["bob@b.example"]}
    sent = aws.client("sesv2").send_email(
        FromEmailAddress=sender,
        Destination=destination,
        Content={"Simple": {"Subject": {"Data": "hi"}, "Body": body}},
    )
    (message,) = outbox()

    assert (message["Id"], message["Subject"]) == (sent["MessageId"], "hi")
    assert message["Body"] == {"text_part": "hello", "html_part": "<b>hello</b>"}
    assert message["Destination"]["CcAddresses"] == ["bob@b.example"]


@pytest.mark.gate
def test_address_that_is_not_verified(aws: EndpointSession) -> None:
    """An address that nobody has verified sends nothing; one of an identity of version 2 does."""
    client, body = aws.client("sesv2"), {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
    to: Any = {"ToAddresses": ["ann@a.example"]}
    client.create_email_identity(EmailIdentity="verified.example")
    client.send_email(FromEmailAddress="me@verified.example", Destination=to, Content=body)

    with pytest.raises(ClientError, match=r"MessageRejected.*Email address not verified me@nobody.example"):
        client.send_email(FromEmailAddress="me@nobody.example", Destination=to, Content=body)


@pytest.mark.gate
def test_raw_message(aws: EndpointSession, sender: str, outbox: Outbox) -> None:
    """A raw message is in the outbox as it is."""
    raw = f"From: {sender}\nTo: ann@a.example\nSubject: hi\n\nhello"
    aws.client("sesv2").send_email(FromEmailAddress=sender, Content={"Raw": {"Data": raw.encode()}})
    (message,) = outbox()

    assert message["RawData"] == raw


@pytest.mark.gate
def test_templates(aws: EndpointSession, sender: str, outbox: Outbox) -> None:
    """A template of version 2 is kept, changed and sent, also to many; one that comes with the request is filled."""
    client, name = aws.client("sesv2"), f"t-{secrets.token_hex(4)}"
    client.create_email_template(TemplateName=name, TemplateContent={"Subject": "hi {{n}}", "Text": "old"})
    client.update_email_template(TemplateName=name, TemplateContent={"Subject": "hi {{n}}", "Text": "dear {{n}}"})
    kept = client.get_email_template(TemplateName=name)["TemplateContent"]
    to: Any = {"ToAddresses": ["ann@a.example"]}
    data = json.dumps({"n": "Ann"})
    template: Any = {"TemplateName": name, "TemplateData": data}
    client.send_email(FromEmailAddress=sender, Destination=to, Content={"Template": template})
    entries: Any = [{"Destination": to}]
    results = client.send_bulk_email(
        FromEmailAddress=sender, DefaultContent={"Template": template}, BulkEmailEntries=entries
    )["BulkEmailEntryResults"]
    inline = {"TemplateContent": {"Subject": "s {{n}}", "Text": "t {{n}}"}, "TemplateData": data}
    client.send_email(FromEmailAddress=sender, Destination=to, Content={"Template": inline})
    client.delete_email_template(TemplateName=name)
    first, second, third = sorted(outbox(), key=lambda message: "Subject" in message)

    assert kept == {"Subject": "hi {{n}}", "Text": "dear {{n}}"}
    assert [first["Template"], second["Template"]] == [name, name]
    assert [one["Status"] for one in results] == ["SUCCESS"]
    assert (third["Subject"], third["Body"]["text_part"]) == ("s Ann", "t Ann")
    with pytest.raises(ClientError, match="NotFoundException"):
        client.get_email_template(TemplateName=name)
