"""Payments as a state machine: Lambda tasks, a choice, a retry, a catch, and a function URL that starts one."""

import json
from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent

config = pulumi.Config()
limit = config.get_int("limit") or 1000
receipts = config.get_bool("receipts") or False


def trust(service: str) -> str:
    """Return the document by which a service may take a role."""
    principal = {"Service": f"{service}.amazonaws.com"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class Step(pulumi.ComponentResource):
    """A function with its role."""

    def __init__(
        self,
        name: str,
        *,
        variables: dict[str, pulumi.Input[str]] | None = None,
        allow: dict[str, pulumi.Input[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Make both; `allow` maps actions to what they may be done to."""
        super().__init__("payments:index:Step", name, None, opts)
        inside = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(name, assume_role_policy=trust("lambda"), opts=inside)
        if allow:
            statements = [{"Effect": "Allow", "Action": action, "Resource": on} for action, on in allow.items()]
            document = pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements})
            aws.iam.RolePolicy(name, role=role.id, policy=document, opts=inside)
        self.function = aws.lambda_.Function(
            name,
            runtime="python3.12",
            handler=f"payments.{name}",
            code=pulumi.FileArchive(str(HERE / "handler")),
            role=role.arn,
            timeout=10,
            publish=True,
            environment={"variables": variables} if variables else None,
            opts=inside,
        )
        aws.cloudwatch.LogGroup(
            name, name=pulumi.Output.concat("/aws/lambda/", self.function.name), retention_in_days=1, opts=inside
        )
        self.register_outputs({"function": self.function.arn})


gateway = aws.secretsmanager.Secret("gateway", recovery_window_in_days=0)
value = aws.secretsmanager.SecretVersion(
    "gateway", secret_id=gateway.id, secret_string=config.require_secret("gatewayKey")
)
check = Step("check", variables={"LIMIT": str(limit)})
charge = Step("charge", variables={"SECRET": gateway.arn}, allow={"secretsmanager:GetSecretValue": gateway.arn})
live = aws.lambda_.Alias(
    "charge", name="live", function_name=charge.function.name, function_version=charge.function.version
)

machine_role = aws.iam.Role("payments", assume_role_policy=trust("states"))
aws.iam.RolePolicy(
    "payments",
    role=machine_role.id,
    policy=pulumi.Output.all(check.function.arn, live.arn).apply(
        lambda arns: (
            aws.iam.get_policy_document(statements=[{"actions": ["lambda:InvokeFunction"], "resources": arns}]).json
        )
    ),
)
paid: dict[str, object] = {"Type": "Succeed"}
if receipts:
    output = {"receipt": "{% 'R-' & $uppercase($states.input.payment) %}", "cents": "{% $states.input.charged * 100 %}"}
    paid = {"Type": "Pass", "QueryLanguage": "JSONata", "Output": output, "End": True}
definition = pulumi.Output.json_dumps(
    {
        "StartAt": "Check",
        "States": {
            "Check": {"Type": "Task", "Resource": check.function.arn, "ResultPath": "$.check", "Next": "Allowed?"},
            "Allowed?": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.check.allowed", "BooleanEquals": True, "Next": "Charge"}],
                "Default": "Refused",
            },
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": live.arn, "Payload.$": "$"},
                "OutputPath": "$.Payload",
                "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1}],
                "Catch": [{"ErrorEquals": ["Declined"], "ResultPath": "$.error", "Next": "Refused"}],
                "Next": "Paid",
            },
            "Paid": paid,
            "Refused": {"Type": "Fail", "Error": "Refused", "Cause": "the payment was not made"},
        },
    }
)
logs = aws.cloudwatch.LogGroup("payments", name="/states/payments", retention_in_days=1)
machine = aws.sfn.StateMachine(
    "payments",
    role_arn=machine_role.arn,
    definition=definition,
    logging_configuration={
        "level": "ERROR",
        "include_execution_data": True,
        "log_destination": pulumi.Output.concat(logs.arn, ":*"),
    },
    opts=pulumi.ResourceOptions(depends_on=[value]),
)
start = Step("start", variables={"MACHINE": machine.arn}, allow={"states:StartExecution": machine.arn})
url = aws.lambda_.FunctionUrl("start", function_name=start.function.name, authorization_type="NONE")

pulumi.export("machine", machine.arn)
pulumi.export("url", url.function_url)
pulumi.export("version", charge.function.version)
pulumi.export("secret", value.secret_string)
