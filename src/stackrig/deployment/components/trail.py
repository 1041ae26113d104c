"""The component Trail of awsx: a trail of CloudTrail with its bucket and, if the program wants one, its log group.

Children and names are those of https://github.com/pulumi/pulumi-awsx, version 3: awsx/cloudtrail/trail.ts.
"""

from stackrig.deployment.components.building import Child, Component, to_json
from stackrig.deployment.components.log_groups import find_log_group
from stackrig.deployment.components.security import make_role
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

CLOUDTRAIL = "cloudtrail.amazonaws.com"


def build_trail(component: Component) -> Properties:
    """Make the trail and what it writes to."""
    args, name = dict(component.inputs), component.name
    bucket, bucket_name, bucket_arn = _bucket(component, args.pop("s3Bucket", None) or {})
    policy = component.make(
        "s3/bucketPolicy:BucketPolicy",
        name,
        {"bucket": bucket_name, "policy": to_json(_policy(bucket_arn))},
        after=[bucket] if bucket else [],
    )
    logs = args.pop("cloudWatchLogsGroup", None) or {}
    log_group = find_log_group(component, logs) if logs.get("enable") else None
    role_arn = None
    if log_group and log_group.child:
        stream = f"{log_group.arn}:log-stream:{component.account()}_CloudTrail_*"
        allowed = [
            {"Effect": "Allow", "Action": [action], "Resource": [stream]}
            for action in ("logs:CreateLogStream", "logs:PutLogEvents")
        ]
        inline = {"inlinePolicies": [{"policy": to_json({"Version": "2012-10-17", "Statement": allowed})}]}
        role_arn, _ = make_role(component, name, {"args": inline}, CLOUDTRAIL, ())
    inputs = {
        **args,
        "s3BucketName": bucket_name,
        "cloudWatchLogsGroupArn": f"{log_group.arn}:*" if log_group else None,
        "cloudWatchLogsRoleArn": role_arn,
    }
    trail = component.make("cloudtrail/trail:Trail", name, inputs, after=[policy])
    return {"trail": trail, "bucket": bucket, "logGroup": log_group.child if log_group else None}


def _bucket(component: Component, settings: Properties) -> tuple[Child | None, str, str]:
    """Return the bucket if it is made here, its name and its ARN."""
    existing = settings.get("existing")
    if existing and settings.get("args"):
        raise DeployError("the bucket has existing and args: only one of them can be given")
    if existing and existing.get("arn"):
        return None, str(existing["arn"]).rpartition(":")[2], existing["arn"]
    if existing:
        return None, existing["name"], f"arn:aws:s3:::{existing['name']}"
    bucket = component.make("s3/bucket:Bucket", component.name, {"forceDestroy": True, **(settings.get("args") or {})})
    return bucket, bucket["bucket"], bucket["arn"]


def _policy(bucket: str) -> Properties:
    service = {"Service": CLOUDTRAIL}
    check = {"Sid": "AWSCloudTrailAclCheck", "Effect": "Allow", "Principal": service, "Action": ["s3:GetBucketAcl"]}
    write = {"Sid": "AWSCloudTrailWrite", "Effect": "Allow", "Principal": service, "Action": ["s3:PutObject"]}
    condition = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    statements = [{**check, "Resource": [bucket]}, {**write, "Resource": [f"{bucket}/*"], "Condition": condition}]
    return {"Version": "2012-10-17", "Statement": statements}


BUILDERS = {"Trail": build_trail}
