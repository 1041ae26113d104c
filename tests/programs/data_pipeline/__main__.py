"""Clicks on their way: a stream, a delivery stream that writes them to a bucket, and a catalog to query them by."""

import json

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
hours = config.get_int("retentionHours") or 24
pattern = config.get("schedule") or "cron(15 3 * * ? *)"


def trusted_by(service: str) -> str:
    principal = {"Service": f"{service}.amazonaws.com"}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


lake = aws.s3.Bucket("lake", force_destroy=True)
code = aws.s3.BucketObjectv2("job", bucket=lake.id, key="jobs/clean.py", content="print('clean')")
clicks = aws.kinesis.Stream("clicks", shard_count=1, retention_period=hours, tags={"team": "data"})

writer = aws.iam.Role("writer", assume_role_policy=trusted_by("firehose"))
aws.iam.RolePolicy(
    "writer",
    role=writer.id,
    policy=pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": pulumi.Output.concat(lake.arn, "/*")},
                {"Effect": "Allow", "Action": ["kinesis:Get*", "kinesis:DescribeStream"], "Resource": clicks.arn},
            ],
        }
    ),
)
delivery = aws.kinesis.FirehoseDeliveryStream(
    "clicks",
    destination="extended_s3",
    extended_s3_configuration={
        "bucket_arn": lake.arn,
        "role_arn": writer.arn,
        "prefix": "raw/",
        "buffering_interval": 60,
        "buffering_size": 5,
    },
)

catalog = aws.glue.CatalogDatabase("clicks", description="what people looked at")
table = aws.glue.CatalogTable(
    "raw",
    database_name=catalog.name,
    table_type="EXTERNAL_TABLE",
    parameters={"classification": "json"},
    storage_descriptor={
        "location": pulumi.Output.concat("s3://", lake.bucket, "/raw/"),
        "input_format": "org.apache.hadoop.mapred.TextInputFormat",
        "output_format": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        "columns": [{"name": "page", "type": "string"}, {"name": "at", "type": "timestamp"}],
        "ser_de_info": {"serialization_library": "org.openx.data.jsonserde.JsonSerDe"},
    },
)
worker = aws.iam.Role("worker", assume_role_policy=trusted_by("glue"))
aws.iam.RolePolicyAttachment(
    "worker", role=worker.name, policy_arn="arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"
)
crawler = aws.glue.Crawler(
    "raw",
    database_name=catalog.name,
    role=worker.arn,
    s3_targets=[{"path": pulumi.Output.concat("s3://", lake.bucket, "/raw/")}],
)
job = aws.glue.Job(
    "clean",
    role_arn=worker.arn,
    glue_version="4.0",
    command={"script_location": pulumi.Output.concat("s3://", lake.bucket, "/", code.key), "python_version": "3"},
    default_arguments={"--job-language": "python"},
)
aws.glue.Trigger("nightly", type="SCHEDULED", schedule=pattern, actions=[{"job_name": job.name}])
analysts = aws.athena.Workgroup(
    "analysts",
    force_destroy=True,
    configuration={
        "result_configuration": {"output_location": pulumi.Output.concat("s3://", lake.bucket, "/results/")}
    },
)
aws.athena.NamedQuery(
    "popular",
    workgroup=analysts.id,
    database=catalog.name,
    query=pulumi.Output.concat("SELECT page, count(*) FROM ", table.name, " GROUP BY page"),
)

pulumi.export("stream", clicks.name)
pulumi.export("delivery", delivery.name)
pulumi.export("database", catalog.name)
pulumi.export("lake", lake.bucket)
