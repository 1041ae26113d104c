"""Invoices worked off a queue: SQS with a dead-letter queue, a Lambda function with a layer, an alarm by SNS."""

import json
from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent

config = pulumi.Config()
tax_rate = config.get("taxRate") or "0.19"
batch_size = config.get_int("batchSize") or 5

dead_letters = aws.sqs.Queue("dead-letters", message_retention_seconds=14 * 24 * 3600)
jobs = aws.sqs.Queue(
    "jobs",
    visibility_timeout_seconds=3,
    redrive_policy=pulumi.Output.json_dumps({"deadLetterTargetArn": dead_letters.arn, "maxReceiveCount": 2}),
)
aws.sqs.RedriveAllowPolicy(
    "dead-letters",
    queue_url=dead_letters.id,
    redrive_allow_policy=pulumi.Output.json_dumps({"redrivePermission": "byQueue", "sourceQueueArns": [jobs.arn]}),
)
results = aws.dynamodb.Table(
    "invoices",
    billing_mode="PAY_PER_REQUEST",
    hash_key="number",
    attributes=[aws.dynamodb.TableAttributeArgs(name="number", type="S")],
)

taxes = aws.lambda_.LayerVersion(
    "taxes",
    layer_name=f"{pulumi.get_project()}-taxes",
    code=pulumi.AssetArchive(
        {
            "python/taxes.py": pulumi.FileAsset(str(HERE / "layer" / "python" / "taxes.py")),
            "python/rates.json": pulumi.StringAsset(json.dumps({"default": tax_rate})),
        }
    ),
    compatible_runtimes=["python3.12", "python3.13"],
)

role = aws.iam.Role(
    "worker",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
    managed_policy_arns=[aws.iam.ManagedPolicy.AWS_LAMBDA_SQS_QUEUE_EXECUTION_ROLE],
    inline_policies=[
        aws.iam.RoleInlinePolicyArgs(
            name="results",
            policy=results.arn.apply(
                lambda arn: json.dumps(
                    {
                        "Version": "2012-10-17",
                        "Statement": [{"Effect": "Allow", "Action": ["dynamodb:UpdateItem"], "Resource": arn}],
                    }
                )
            ),
        )
    ],
)
logs = aws.cloudwatch.LogGroup("worker", name_prefix="/workers/invoices-", retention_in_days=3)
worker = aws.lambda_.Function(
    "worker",
    aws.lambda_.FunctionArgs(
        runtime=aws.lambda_.Runtime.PYTHON3D12,
        handler="worker.handler",
        code=pulumi.AssetArchive({".": pulumi.FileArchive(str(HERE / "handler"))}),
        role=role.arn,
        layers=[taxes.arn],
        timeout=2,
        environment=aws.lambda_.FunctionEnvironmentArgs(variables={"TABLE": results.name}),
        logging_config=aws.lambda_.FunctionLoggingConfigArgs(log_format="JSON", log_group=logs.name),
    ),
)
mapping = aws.lambda_.EventSourceMapping(
    "jobs",
    event_source_arn=jobs.arn,
    function_name=worker.arn,
    batch_size=batch_size,
    function_response_types=["ReportBatchItemFailures"],
    scaling_config=aws.lambda_.EventSourceMappingScalingConfigArgs(maximum_concurrency=2),
)

alerts = aws.sns.Topic("alerts", display_name="Invoices")
aws.cloudwatch.MetricAlarm(
    "dead-letters",
    namespace="AWS/SQS",
    metric_name="ApproximateNumberOfMessagesVisible",
    dimensions={"QueueName": dead_letters.name},
    statistic="Maximum",
    comparison_operator="GreaterThanThreshold",
    threshold=0,
    period=60,
    evaluation_periods=1,
    treat_missing_data="notBreaching",
    alarm_actions=[alerts.arn],
)

pulumi.export("jobs", jobs.url)
pulumi.export("deadLetters", dead_letters.url)
pulumi.export("table", results.name)
pulumi.export("layerVersion", taxes.version)
pulumi.export("logs", logs.name)
pulumi.export("batchSize", mapping.batch_size)
