"""A LocalStack whose clock tests move, and queues in which what is due arrives."""

import secrets
from dataclasses import dataclass
from typing import Any

from stackrig.emulator.clock import Clock
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.waiting import wait_until
from tests.iam_roles import ACCOUNT, allow, arn_of, make_role
from tests.waiting import PATIENCE

OFF = {"Mode": "OFF"}


@dataclass(frozen=True)
class Queue:
    """Hold a queue's URL and ARN, and read it."""

    client: Any
    url: str
    arn: str

    def take(self) -> list[dict[str, Any]]:
        """Return the messages that are visible now, in order, and delete them."""
        found: list[dict[str, Any]] = []
        names: Any = {"MessageAttributeNames": ["All"], "AttributeNames": ["All"]}
        while more := self.client.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10, **names).get("Messages"):
            for message in more:
                self.client.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
            found += more
        return found

    def bodies(self) -> list[str]:
        """Return the texts of the messages that are visible now, and delete them."""
        return [message["Body"] for message in self.take()]

    def wait(self) -> list[str]:
        """Return the texts of the messages once there are any."""
        return wait_until(self.bodies, what="a message", timeout=PATIENCE)


@dataclass(frozen=True)
class Clocked:
    """Hold a LocalStack, its clock and its clients."""

    endpoint: AwsEndpoint
    aws: EndpointSession
    role: str  # that may do everything

    @property
    def clock(self) -> Clock:
        """Return the clock."""
        return self.endpoint.clock

    def client(self, service: str) -> Any:
        """Return a client."""
        return self.aws.client(service)

    def queue(self, name: str = "q", **attributes: str) -> Queue:
        """Make a queue."""
        return make_queue(self.aws, name, **attributes)

    def schedule(self, expression: str, target: str, text: str = "", **options: Any) -> str:
        """Make a schedule and return its name; `Target` adds to the target."""
        name = f"s-{secrets.token_hex(4)}"
        whole = {"Arn": target, "RoleArn": self.role, **({"Input": text} if text else {}), **options.pop("Target", {})}
        given = {"FlexibleTimeWindow": OFF, **options}
        self.client("scheduler").create_schedule(Name=name, ScheduleExpression=expression, Target=whole, **given)
        return name

    def make_role(self, service: str, *actions: str) -> str:
        """Make a role that a service may take and that may do something with everything; return its ARN."""
        statements = [allow(*actions)] if actions else []
        return arn_of(make_role(self.aws, *statements, principal={"Service": f"{service}.amazonaws.com"}))


def make_queue(aws: EndpointSession, name: str = "q", **attributes: str) -> Queue:
    """Make a queue whose name begins so."""
    sqs = aws.client("sqs")
    name = f"{name}-{secrets.token_hex(4)}{'.fifo' if 'FifoQueue' in attributes else ''}"
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    return Queue(sqs, url, f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}")
