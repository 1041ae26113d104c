"""Classify operations: some change nothing, some change data that can be restored, and others something else."""

import re

READS = re.compile(
    "(Get|List|Describe|Head|BatchGet|TransactGet|Scan|Query|Select|Lookup|Filter|Test|Validate|Simulate|Search)"
)
# Operations that leave nothing for a later run. `*` stands for all operations of a service.
HARMLESS = {
    "apigatewaymanagementapi": {"*"},
    "events": {"PutEvents"},
    "kms": {"Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateRandom", "Sign", "Verify", "GenerateMac"},
    "lambda": {"Invoke", "InvokeAsync", "InvokeWithResponseStream"},
    "logs": {"StartQuery", "StopQuery"},
    "sts": {"*"},
    "xray": {"PutTraceSegments", "PutTelemetryRecords"},
}
# Operations that change data which `data` restores.
DATA = {
    "cloudwatch": {"PutMetricData"},
    "dynamodb": {
        *("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"),
        *("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"),
    },
    "logs": {"CreateLogGroup", "CreateLogStream", "DeleteLogGroup", "DeleteLogStream", "PutLogEvents"},
    "s3": {
        *("PutObject", "PostObject", "CopyObject", "DeleteObject", "DeleteObjects", "PutObjectTagging"),
        *("DeleteObjectTagging", "PutObjectAcl", "CreateMultipartUpload", "UploadPart", "UploadPartCopy"),
        *("CompleteMultipartUpload", "AbortMultipartUpload"),
    },
    "secretsmanager": {
        *("PutSecretValue", "UpdateSecret", "CreateSecret", "DeleteSecret", "RestoreSecret", "RotateSecret"),
        *("UpdateSecretVersionStage", "CancelRotateSecret"),
    },
    "ses": {"SendEmail", "SendRawEmail", "SendTemplatedEmail"},
    "sns": {"Publish", "PublishBatch"},
    "sqs": {
        *("SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch"),
        *("ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "PurgeQueue"),
    },
    "ssm": {"PutParameter", "DeleteParameter", "DeleteParameters", "LabelParameterVersion"},
    "stepfunctions": {"StartExecution", "StartSyncExecution", "StopExecution"},
}


def changes_nothing(service: str, operation: str) -> bool:
    """Tell whether an operation leaves nothing in its account."""
    known = HARMLESS.get(service, set())
    reads = READS.match(operation) and operation != "TestInvokeMethod"
    return bool(reads) or "*" in known or operation in known


def changes_data(service: str, operation: str) -> bool:
    """Tell whether an operation changes nothing but data that can be restored."""
    return operation in DATA.get(service, set())
