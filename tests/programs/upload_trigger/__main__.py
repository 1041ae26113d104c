"""Tables summed up when they are uploaded: an S3 bucket, a Lambda function it calls, a second bucket for the sums."""

import json
from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent

config = pulumi.Config()
suffix = config.get("suffix") or ".csv"
separator = config.get("separator") or ","

account = aws.get_caller_identity()
uploads = aws.s3.Bucket("uploads", force_destroy=True)
reports = aws.s3.Bucket("reports", force_destroy=True, tags={"content": "sums"})
for name, bucket in {"uploads": uploads, "reports": reports}.items():
    aws.s3.BucketPublicAccessBlock(
        name,
        bucket=bucket.id,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
    )
aws.s3.BucketVersioning("reports", bucket=reports.id, versioning_configuration={"status": "Enabled"})
aws.s3.BucketServerSideEncryptionConfiguration(
    "reports",
    bucket=reports.id,
    rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
)
aws.s3.BucketLifecycleConfiguration(
    "uploads",
    bucket=uploads.id,
    rules=[{"id": "forget", "status": "Enabled", "filter": {"prefix": "in/"}, "expiration": {"days": 30}}],
)
aws.s3.BucketCorsConfiguration(
    "uploads",
    bucket=uploads.id,
    cors_rules=[{"allowed_methods": ["PUT"], "allowed_origins": ["https://shop.example"], "max_age_seconds": 300}],
)
aws.s3.BucketPolicy(
    "uploads",
    bucket=uploads.id,
    policy=pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "OnlyByTls",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:PutBucketAcl",
                    "Resource": [uploads.arn, pulumi.Output.format("{0}/*", uploads.arn)],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                }
            ],
        }
    ),
)
columns = aws.ssm.Parameter("column", name="/sums/column", type="String", value=config.get("column") or "price")
template = aws.s3.BucketObjectv2(
    "template",
    bucket=reports.id,
    key="template.json",
    source=pulumi.FileAsset(str(HERE / "template.json")),
    content_type="application/json",
)

role = aws.iam.Role(
    "sums",
    assume_role_policy=aws.iam.get_policy_document(
        statements=[
            aws.iam.GetPolicyDocumentStatementArgs(
                actions=["sts:AssumeRole"],
                principals=[
                    aws.iam.GetPolicyDocumentStatementPrincipalArgs(
                        type="Service", identifiers=["lambda.amazonaws.com"]
                    )
                ],
                conditions=[
                    aws.iam.GetPolicyDocumentStatementConditionArgs(
                        test="StringEquals", variable="aws:SourceAccount", values=[account.account_id]
                    )
                ],
            )
        ]
    ).json,
)
policy = aws.iam.Policy(
    "sums",
    policy=pulumi.Output.all(uploads.arn, reports.arn, columns.arn).apply(
        lambda arns: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{arns[0]}/*"},
                    {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": f"{arns[1]}/*"},
                    {"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": arns[2]},
                ],
            }
        )
    ),
)
aws.iam.RolePolicyAttachment("sums", role=role, policy_arn=policy.arn)

function = aws.lambda_.Function(
    "sums",
    name="sums",
    runtime="python3.13",
    handler="sums.handler",
    code=pulumi.FileArchive(str(HERE / "handler")),
    role=role.arn,
    timeout=20,
    environment={"variables": {"REPORTS": reports.bucket, "COLUMN": columns.name, "SEPARATOR": separator}},
)
logs = aws.cloudwatch.LogGroup("sums", name="/aws/lambda/sums", retention_in_days=1)
permission = aws.lambda_.Permission(
    "uploads",
    action="lambda:InvokeFunction",
    function=function.arn,
    principal="s3.amazonaws.com",
    source_arn=uploads.arn,
    source_account=account.account_id,
)
aws.s3.BucketNotification(
    "uploads",
    bucket=uploads.id,
    lambda_functions=[
        {
            "lambda_function_arn": function.arn,
            "events": ["s3:ObjectCreated:*"],
            "filter_prefix": "in/",
            "filter_suffix": suffix,
        }
    ],
    opts=pulumi.ResourceOptions(depends_on=[permission]),
)

pulumi.export("uploads", uploads.bucket)
pulumi.export("reports", reports.bucket)
pulumi.export("template", pulumi.Output.concat("s3://", template.bucket, "/", template.key))
pulumi.export("where", {"account": account.account_id, "region": aws.get_region().region})
