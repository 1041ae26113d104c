"""Large orders noticed on an event bus: a rule, a function that tells a topic, and a queue that keeps all events."""

from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent

config = pulumi.Config()
threshold = config.get_float("threshold") or 100
wording = config.get("wording") or "large order"

key = aws.kms.Key("notices", description="Notices of orders", deletion_window_in_days=7, enable_key_rotation=True)
aws.kms.Alias("notices", name="alias/notices", target_key_id=key.key_id)

bus = aws.cloudwatch.EventBus("shop", name="shop")
audit = aws.sqs.Queue("audit", kms_master_key_id=key.arn, kms_data_key_reuse_period_seconds=300)
notices = aws.sqs.Queue("notices")
topic = aws.sns.Topic("notices")
aws.sns.TopicSubscription(
    "notices",
    topic=topic.arn,
    protocol="sqs",
    endpoint=notices.arn,
    raw_message_delivery=True,
    filter_policy='{"urgent": ["yes"]}',
)
aws.sns.TopicPolicy(
    "notices",
    arn=topic.arn,
    policy=aws.iam.get_policy_document_output(
        statements=[
            {
                "actions": ["sns:Publish"],
                "resources": [topic.arn],
                "principals": [{"type": "Service", "identifiers": ["lambda.amazonaws.com"]}],
            }
        ]
    ).json,
)

role = aws.iam.Role(
    "notify",
    assume_role_policy={
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    },
)
aws.iam.RolePolicy(
    "notify",
    role=role,
    policy={
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Resource": topic.arn}],
    },
)
function = aws.lambda_.Function(
    "notify",
    runtime="python3.12",
    handler="notify.handler",
    code=pulumi.FileArchive(str(HERE / "handler")),
    role=role.arn,
    environment={"variables": {"TOPIC": topic.arn, "WORDING": wording}},
    dead_letter_config={"target_arn": audit.arn},
)
logs = aws.cloudwatch.LogGroup("notify", name=pulumi.Output.concat("/aws/lambda/", function.name))

large = aws.cloudwatch.EventRule(
    "large-orders",
    event_bus_name=bus.name,
    description="Orders that somebody should look at",
    event_pattern=pulumi.Output.json_dumps(
        {
            "source": ["shop.orders"],
            "detail-type": ["OrderPlaced"],
            "detail": {"total": [{"numeric": [">=", threshold]}]},
        }
    ),
)
aws.cloudwatch.EventTarget(
    "large-orders",
    rule=large.name,
    event_bus_name=bus.name,
    arn=function.arn,
    input_transformer={
        "input_paths": {"id": "$.detail.id", "total": "$.detail.total"},
        "input_template": '{"order": <id>, "total": <total>}',
    },
    retry_policy={"maximum_event_age_in_seconds": 300, "maximum_retry_attempts": 2},
)
aws.lambda_.Permission(
    "large-orders",
    action="lambda:InvokeFunction",
    function=function.name,
    principal="events.amazonaws.com",
    source_arn=large.arn,
)
everything = aws.cloudwatch.EventRule(
    "everything", event_bus_name=bus.name, event_pattern='{"source": [{"prefix": "shop."}]}', state="ENABLED"
)
aws.cloudwatch.EventTarget("audit", rule=everything.name, event_bus_name=bus.name, arn=audit.arn, target_id="audit")
for name, queue, source, service in (
    ("audit", audit, everything.arn, "events.amazonaws.com"),
    ("notices", notices, topic.arn, "sns.amazonaws.com"),
):
    document = aws.iam.get_policy_document_output(
        statements=[
            {
                "actions": ["sqs:SendMessage"],
                "resources": [queue.arn],
                "principals": [{"type": "Service", "identifiers": [service]}],
                "conditions": [{"test": "ArnEquals", "variable": "aws:SourceArn", "values": [source]}],
            }
        ]
    )
    aws.sqs.QueuePolicy(name, queue_url=queue.url, policy=document.json)

pulumi.export("bus", bus.name)
pulumi.export("audit", audit.url)
pulumi.export("notices", notices.url)
pulumi.export("rule", large.arn)
