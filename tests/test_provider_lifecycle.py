"""Every type of the light AWS provider through its whole life, on a real embedded LocalStack."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pulumi
import pytest
from botocore.exceptions import ClientError

from stackrig.deployment.provider.asset_bytes import zip_archive
from stackrig.deployment.provider.aws import AwsProvider
from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties, State
from stackrig.deployment.provider.registry import all_types, find_resource
from stackrig.deployment.provider.schema import load_schema
from stackrig.deployment.provider.wire import same_document
from stackrig.emulator.clients import Keys
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import DeployError

REGION = "us-east-1"


def document(service: str = "logs", **more: Any) -> str:
    statement = {"Effect": "Allow", "Action": [f"{service}:*"], "Resource": "*", **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def trust(service: str = "lambda") -> str:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": f"{service}.amazonaws.com"}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def code(text: str) -> pulumi.Archive:
    return pulumi.AssetArchive({"app.py": pulumi.StringAsset(f"def handler(event, context): return {text!r}")})


def openapi(title: str) -> str:
    integration = {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}}
    get = {"responses": {}, "x-amazon-apigateway-integration": integration}
    return json.dumps({"openapi": "3.0.1", "info": {"title": title, "version": "1"}, "paths": {"/x": {"get": get}}})


@dataclass
class Account:
    """A provider, and what was created through it: removed at the end, the newest first."""

    provider: AwsProvider
    made: dict[str, State] = field(default_factory=dict)

    def create(self, token: str, name: str, inputs: Properties) -> State:
        urn = urn_of(token, name)
        checked = self.provider.check(urn, None, inputs)
        self.made[urn] = self.provider.create(urn, checked)
        return self.made[urn]

    def get(self, token: str, inputs: Properties) -> State:
        """Return the one resource of a type that others are tried with."""
        return self.made.get(urn_of(token, "shared")) or self.create(token, "shared", inputs)

    def delete(self, urn: str) -> None:
        self.provider.delete(urn, self.made.pop(urn))

    def clear(self) -> None:
        for urn in reversed([*self.made]):
            self.delete(urn)

    @property
    def scope(self) -> Scope:
        """Return the way to ask AWS itself."""
        return self.provider._scope({})  # noqa: SLF001  # the same connections

    @property
    def role(self) -> State:
        return self.get("aws:iam/role:Role", {"assumeRolePolicy": trust()})

    @property
    def bucket(self) -> State:
        return self.get("aws:s3/bucket:Bucket", {"forceDestroy": True})

    @property
    def other_bucket(self) -> State:
        """Return a bucket for settings that change what other buckets' objects are like."""
        token = "aws:s3/bucket:Bucket"
        return self.made.get(urn_of(token, "other")) or self.create(token, "other", {})

    @property
    def secret(self) -> State:
        return self.get("aws:secretsmanager/secret:Secret", {})

    @property
    def policy(self) -> State:
        return self.get("aws:iam/policy:Policy", {"policy": document()})

    @property
    def function(self) -> State:
        given = {"role": self.role.outputs["arn"], "runtime": "python3.12", "handler": "app.handler", "code": code("x")}
        return self.get("aws:lambda/function:Function", given)

    @property
    def api(self) -> State:
        return self.get("aws:apigateway/restApi:RestApi", {"body": openapi("shared")})

    @property
    def deployable_api(self) -> State:
        """Return an API whose methods all have an integration: no other can be deployed."""
        token = "aws:apigateway/restApi:RestApi"
        given = {"body": openapi("deployable")}
        return self.made.get(urn_of(token, "deployable")) or self.create(token, "deployable", given)

    @property
    def resource(self) -> State:
        given = {"restApi": self.api.id, "parentId": self.api.outputs["rootResourceId"], "pathPart": "shared"}
        return self.get("aws:apigateway/resource:Resource", given)

    @property
    def method(self) -> Properties:
        """Return where a method is, with an integration."""
        where = {"restApi": self.api.id, "resourceId": self.resource.id, "httpMethod": "POST"}
        self.get("aws:apigateway/method:Method", {**where, "authorization": "NONE"})
        self.get("aws:apigateway/integration:Integration", {**where, "type": "MOCK"})
        return where

    @property
    def bare_method(self) -> Properties:
        """Return where a method without an integration is, in an API of its own: such an API can't be deployed."""
        token, api = "aws:apigateway/method:Method", "aws:apigateway/restApi:RestApi"
        if urn_of(token, "bare") not in self.made:
            made = self.create(api, "bare", {})
            where = {"restApi": made.id, "resourceId": made.outputs["rootResourceId"], "httpMethod": "PUT"}
            self.create(token, "bare", {**where, "authorization": "NONE"})
        inputs = self.made[urn_of(token, "bare")].inputs
        return {name: inputs[name] for name in ("restApi", "resourceId", "httpMethod")}

    @property
    def method_response(self) -> Properties:
        where = {**self.method, "statusCode": "201"}
        self.get("aws:apigateway/methodResponse:MethodResponse", where)
        return where

    @property
    def queue(self) -> State:
        return self.get("aws:sqs/queue:Queue", {})

    @property
    def topic(self) -> State:
        return self.get("aws:sns/topic:Topic", {})

    @property
    def rule(self) -> State:
        return self.get("aws:cloudwatch/eventRule:EventRule", {"scheduleExpression": "rate(1 hour)"})

    @property
    def key(self) -> State:
        return self.get("aws:kms/key:Key", {})

    @property
    def user(self) -> State:
        return self.get("aws:iam/user:User", {})

    @property
    def group(self) -> State:
        return self.get("aws:iam/group:Group", {})

    @property
    def deployment(self) -> State:
        return self.get("aws:apigateway/deployment:Deployment", {"restApi": self.deployable_api.id})


def urn_of(token: str, name: str = "thing") -> str:
    return f"urn:pulumi:dev::project::{token}::{name}"


@pytest.fixture(scope="module")
def account(localstack_server: AwsEndpoint) -> Iterator[Account]:
    """Yield an account in which what others need is made once."""
    provider = AwsProvider(endpoint_url=localstack_server.endpoint_url, region=REGION, disposable=True)
    account = Account(provider)
    yield account
    account.clear()
    provider.close()


@dataclass(frozen=True)
class Case:
    """A type: inputs, other inputs it can be changed to, and what reading it by its id alone can't tell.

    `unstable` outputs differ after it was changed and changed back; `lasting` ones are there after it was deleted.
    """

    token: str
    first: Callable[[Account], Properties]
    second: Callable[[Account], Properties] | None = None
    import_id: Callable[[State], str] | None = lambda state: state.id
    unread: frozenset[str] = frozenset()
    unstable: frozenset[str] = frozenset()
    stays: bool = False


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = {"tags": {"team": "blue"}}

CASES = [
    Case(
        "aws:iam/role:Role",
        lambda _: {"assumeRolePolicy": trust()},
        lambda _: {
            "assumeRolePolicy": trust("events"),
            "description": "changed",
            "maxSessionDuration": 7200,
            "permissionsBoundary": "arn:aws:iam::aws:policy/ReadOnlyAccess",
            "managedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"],
            "inlinePolicies": [{"name": "inline", "policy": document()}],
            **TAGS,
        },
        unread=names("forceDetachPolicies"),
    ),
    Case(
        "aws:iam/policy:Policy",
        lambda _: {"policy": document(), "description": "fixed"},
        lambda _: {"policy": document("s3"), "description": "fixed", **TAGS},
    ),
    Case(
        "aws:iam/rolePolicy:RolePolicy",
        lambda account: {"role": account.role.id, "policy": document()},
        lambda account: {"role": account.role.id, "policy": document("s3")},
    ),
    Case(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        lambda account: {"role": account.role.id, "policyArn": account.policy.outputs["arn"]},
    ),
    Case(
        "aws:secretsmanager/secret:Secret",
        lambda _: {"name": "a/secret", "tags": {"old": "tag"}},
        lambda _: {
            "name": "a/secret",
            "description": "changed",
            "policy": document("secretsmanager", Principal="*"),
            **TAGS,
        },
        unread=names("recoveryWindowInDays forceOverwriteReplicaSecret"),
    ),
    Case(
        "aws:secretsmanager/secretRotation:SecretRotation",
        lambda account: rotation(account, automaticallyAfterDays=30),
        lambda account: rotation(account, scheduleExpression="rate(10 days)", duration="2h"),
        unread=names("rotateImmediately"),
    ),
    Case(
        "aws:secretsmanager/secretVersion:SecretVersion",
        lambda account: {"secretId": account.secret.id, "secretString": "one"},
        lambda account: {"secretId": account.secret.id, "secretString": "one", "versionStages": ["AWSCURRENT", "mine"]},
        stays=True,
    ),
    Case(
        "aws:cloudwatch/logGroup:LogGroup",
        lambda _: {"retentionInDays": 3, "tags": {"old": "tag"}},  # LocalStack sets none on a group without tags
        lambda _: {"retentionInDays": 7, **TAGS},
        unread=names("skipDestroy"),
    ),
    Case(
        "aws:s3/bucket:Bucket",
        lambda _: {"forceDestroy": True},
        lambda _: {
            "versioning": {"enabled": True},
            "website": {"indexDocument": "index.html"},
            "policy": document("s3", Effect="Deny", Principal="*"),
            "corsRules": [{"allowedMethods": ["GET"], "allowedOrigins": ["*"], "maxAgeSeconds": 60}],
            "serverSideEncryptionConfiguration": {
                "rule": {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}, "bucketKeyEnabled": True}
            },
            "requestPayer": "Requester",
            **TAGS,
        },
        unread=names("forceDestroy"),
    ),
    Case(
        "aws:s3/bucketV2:BucketV2",
        lambda _: {"bucketPrefix": "pre-"},
        lambda _: {"bucketPrefix": "pre-", "versionings": [{"enabled": True}], **TAGS},
        unread=names("forceDestroy bucketPrefix"),
    ),
    Case(
        "aws:s3/bucketObject:BucketObject",
        lambda account: {"bucket": account.bucket.id, "source": pulumi.StringAsset("one")},
        lambda account: {"bucket": account.bucket.id, "contentBase64": "dHdv"},
        unread=names("source forceDestroy acl"),
    ),
    Case(
        "aws:s3/bucketObjectv2:BucketObjectv2",
        lambda account: {"bucket": account.bucket.id, "content": "one", "key": "a/key.txt"},
        lambda account: {
            "bucket": account.bucket.id,
            "content": "two",
            "key": "a/key.txt",
            "contentType": "text/plain",
            "cacheControl": "no-store",
            "metadata": {"key": "value"},
            **TAGS,
        },
        unread=names("content forceDestroy"),
    ),
    Case(
        "aws:lambda/function:Function",
        lambda account: {
            "role": account.role.outputs["arn"],
            "runtime": "python3.12",
            "handler": "app.handler",
            "code": code("one"),
            "environment": {"variables": {"NUMBER": 1}},
        },
        lambda account: {
            "role": account.role.outputs["arn"],
            "runtime": "python3.12",
            "handler": "app.other",
            "code": code("two"),
            "timeout": 10,
            "memorySize": 256,
            "description": "changed",
            "reservedConcurrentExecutions": 5,
            "publish": True,
            **TAGS,
        },
        unread=names("code publish skipDestroy sourceCodeHash"),
        unstable=names("lastModified"),
    ),
    Case(
        "aws:lambda/permission:Permission",
        lambda account: {
            "action": "lambda:InvokeFunction",
            "function": account.function.id,
            "principal": "apigateway.amazonaws.com",
            "sourceArn": f"{account.api.outputs['executionArn']}/*/*",
        },
        import_id=lambda state: f"{state.outputs['function']}/{state.id}",
    ),
    Case(
        "aws:apigateway/restApi:RestApi",
        lambda _: {"body": openapi("one"), **TAGS},  # LocalStack shows the tags of its creation for ever
        lambda _: {"body": openapi("two"), "description": "changed", "binaryMediaTypes": ["image/png"], **TAGS},
        unread=names("body"),
        unstable=names("rootResourceId"),  # LocalStack makes the root anew when a document is imported
    ),
    Case(
        "aws:apigateway/deployment:Deployment",
        lambda account: {"restApi": account.deployable_api.id, "triggers": {"body": "1"}},
        lambda account: {"restApi": account.deployable_api.id, "triggers": {"body": "1"}, "description": "changed"},
        import_id=lambda state: f"{state.outputs['restApi']}/{state.id}",
        unread=names("triggers"),
    ),
    Case(
        "aws:apigateway/stage:Stage",
        lambda account: {
            "restApi": account.deployable_api.id,
            "deployment": account.deployment.id,
            "stageName": "v1",
            "variables": {"one": "1", "both": "1"},
            **TAGS,
        },
        lambda account: {
            "restApi": account.deployable_api.id,
            "deployment": account.deployment.id,
            "stageName": "v1",
            "variables": {"two": "2", "both": "2"},
            "description": "changed",
            "xrayTracingEnabled": True,
            "accessLogSettings": {"destinationArn": "arn:aws:logs:us-east-1:0:log-group:x", "format": "$context.ip"},
            **TAGS,
        },
        import_id=lambda state: f"{state.outputs['restApi']}/{state.outputs['stageName']}",
    ),
    Case(
        "aws:lambda/layerVersion:LayerVersion",
        lambda _: {"layerName": "layer", "code": code("layer"), "compatibleRuntimes": ["python3.12"]},
        unread=names("code skipDestroy sourceCodeHash"),
    ),
    Case(
        "aws:lambda/alias:Alias",
        lambda account: {"functionName": account.function.id, "functionVersion": "$LATEST", "description": "one"},
        lambda account: {"functionName": account.function.id, "functionVersion": "$LATEST", "description": "two"},
        import_id=lambda state: f"{state.outputs['functionName']}/{state.outputs['name']}",
    ),
    Case(
        "aws:lambda/functionUrl:FunctionUrl",
        lambda account: {"functionName": account.function.id, "authorizationType": "NONE"},
        lambda account: {
            "functionName": account.function.id,
            "authorizationType": "AWS_IAM",
            "cors": {"allowOrigins": ["*"], "maxAge": 60},
        },
    ),
    Case(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        lambda account: {
            "functionName": account.function.outputs["arn"],
            "eventSourceArn": account.queue.outputs["arn"],
            "batchSize": 1,
        },
        lambda account: {
            "functionName": account.function.outputs["arn"],
            "eventSourceArn": account.queue.outputs["arn"],
            "batchSize": 5,
            "enabled": False,
            "filterCriteria": {"filters": [{"pattern": '{"body":{"kind":["a"]}}'}]},
        },
        unread=names("functionName"),
        unstable=names("lastModified stateTransitionReason state"),
    ),
    Case(
        "aws:apigateway/resource:Resource",
        lambda account: {
            "restApi": account.api.id,
            "parentId": account.api.outputs["rootResourceId"],
            "pathPart": "one",
        },
        lambda account: {
            "restApi": account.api.id,
            "parentId": account.api.outputs["rootResourceId"],
            "pathPart": "two",
        },
        import_id=lambda state: f"{state.outputs['restApi']}/{state.id}",
    ),
    Case(
        "aws:apigateway/method:Method",
        lambda account: {
            "restApi": account.api.id,
            "resourceId": account.resource.id,
            "httpMethod": "GET",
            "authorization": "NONE",
        },
        lambda account: {
            "restApi": account.api.id,
            "resourceId": account.resource.id,
            "httpMethod": "GET",
            "authorization": "AWS_IAM",
            "apiKeyRequired": True,
            "requestParameters": {"method.request.querystring.name": True},
        },
        import_id=lambda state: state.id.removeprefix("agm-").replace("-", "/"),
    ),
    Case(
        "aws:apigateway/methodResponse:MethodResponse",
        lambda account: {**account.method, "statusCode": "200"},
        lambda account: {**account.method, "statusCode": "200", "responseModels": {"application/json": "Empty"}},
        import_id=lambda state: state.id.removeprefix("agmr-").replace("-", "/"),
    ),
    Case(
        "aws:apigateway/integration:Integration",
        lambda account: {
            **account.bare_method,
            "type": "HTTP",
            "integrationHttpMethod": "GET",
            "uri": "http://127.0.0.1/one",
            "requestTemplates": {"application/json": "{}", "text/plain": "-"},
        },
        lambda account: {
            **account.bare_method,
            "type": "HTTP",
            "integrationHttpMethod": "PUT",
            "uri": "http://127.0.0.1/two",
            "requestTemplates": {"application/json": "[]"},
            "timeoutMilliseconds": 1000,
        },
        import_id=lambda state: state.id.removeprefix("agi-").replace("-", "/"),
    ),
    Case(
        "aws:apigateway/integrationResponse:IntegrationResponse",
        lambda account: {**account.method_response, "responseTemplates": {"application/json": "one"}},
        lambda account: {
            **account.method_response,
            "responseTemplates": {"application/json": "two"},
            "selectionPattern": "4..",
        },
        import_id=lambda state: state.id.removeprefix("agir-").replace("-", "/"),
    ),
    Case(
        "aws:apigateway/authorizer:Authorizer",
        lambda account: {"restApi": account.api.id, "authorizerUri": account.function.outputs["invokeArn"]},
        lambda account: {
            "restApi": account.api.id,
            "authorizerUri": account.function.outputs["invokeArn"],
            "authorizerResultTtlInSeconds": 0,
            "identitySource": "method.request.header.Token",
        },
        import_id=lambda state: f"{state.outputs['restApi']}/{state.id}",
    ),
    Case(
        "aws:apigateway/apiKey:ApiKey",
        lambda _: {"value": "k" * 24},
        lambda _: {"value": "k" * 24, "description": "changed", "enabled": False},
        unstable=names("lastUpdatedDate"),
    ),
    Case(
        "aws:apigateway/response:Response",
        lambda account: {"restApiId": account.api.id, "responseType": "UNAUTHORIZED", "statusCode": "401"},
        lambda account: {
            "restApiId": account.api.id,
            "responseType": "UNAUTHORIZED",
            "statusCode": "403",
            "responseTemplates": {"application/json": "{}"},
        },
        import_id=lambda state: state.id.removeprefix("aggr-").replace("-", "/"),
    ),
    Case(
        "aws:sqs/queue:Queue",
        lambda _: {},
        lambda _: {
            "visibilityTimeoutSeconds": 60,
            "delaySeconds": 5,
            "messageRetentionSeconds": 60,
            "policy": document("sqs", Principal="*"),
            **TAGS,
        },
    ),
    Case(
        "aws:sqs/queuePolicy:QueuePolicy",
        lambda account: {"queueUrl": account.queue.id, "policy": document("sqs", Principal="*")},
        lambda account: {"queueUrl": account.queue.id, "policy": document("sqs", Principal={"AWS": "*"})},
    ),
    Case(
        "aws:sqs/redrivePolicy:RedrivePolicy",
        lambda account: {"queueUrl": account.queue.id, "redrivePolicy": redrive(account, 1)},
        lambda account: {"queueUrl": account.queue.id, "redrivePolicy": redrive(account, 2)},
    ),
    Case(
        "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
        lambda account: {"queueUrl": account.queue.id, "redriveAllowPolicy": '{"redrivePermission":"allowAll"}'},
        lambda account: {"queueUrl": account.queue.id, "redriveAllowPolicy": '{"redrivePermission":"denyAll"}'},
    ),
    Case(
        "aws:sns/topic:Topic",
        lambda _: {"displayName": "one"},
        lambda _: {"displayName": "two", **TAGS},
    ),
    Case(
        "aws:sns/topicPolicy:TopicPolicy",
        lambda account: {"arn": account.topic.id, "policy": document("sns", Principal="*")},
        lambda account: {"arn": account.topic.id, "policy": document("sns", Principal={"AWS": "*"})},
        stays=True,
    ),
    Case(
        "aws:sns/topicSubscription:TopicSubscription",
        lambda account: {"topic": account.topic.id, "protocol": "sqs", "endpoint": account.queue.outputs["arn"]},
        lambda account: {
            "topic": account.topic.id,
            "protocol": "sqs",
            "endpoint": account.queue.outputs["arn"],
            "rawMessageDelivery": True,
            "filterPolicy": '{"kind": ["a"]}',
        },
        unread=names("confirmationTimeoutInMinutes endpointAutoConfirms"),
        unstable=names("filterPolicyScope"),
    ),
    Case(
        "aws:ssm/parameter:Parameter",
        lambda _: {"name": "/a/parameter", "type": "String", "value": "one"},
        lambda _: {"name": "/a/parameter", "type": "String", "value": "two", "description": "changed", **TAGS},
        unstable=names("version description"),
    ),
    Case(
        "aws:cloudwatch/eventBus:EventBus",
        lambda _: {"name": "bus", "description": "LocalStack does not change it"},
        lambda _: {"name": "bus", "description": "LocalStack does not change it", **TAGS},
    ),
    Case(
        "aws:cloudwatch/eventRule:EventRule",
        lambda _: {"eventPattern": '{"source": ["one"]}'},
        lambda _: {"eventPattern": '{"source":["two"]}', "description": "changed", "state": "DISABLED", **TAGS},
        unread=names("forceDestroy"),
    ),
    Case(
        "aws:cloudwatch/eventTarget:EventTarget",
        lambda account: {"rule": account.rule.id, "arn": account.queue.outputs["arn"], "targetId": "one"},
        lambda account: {
            "rule": account.rule.id,
            "arn": account.queue.outputs["arn"],
            "targetId": "one",
            "inputTransformer": {"inputPaths": {"a": "$.detail.a"}, "inputTemplate": '{"a": <a>}'},
            "retryPolicy": {"maximumEventAgeInSeconds": 60, "maximumRetryAttempts": 1},
        },
        import_id=lambda state: f"{state.outputs['rule']}/{state.outputs['targetId']}",
        unread=names("forceDestroy"),
    ),
    Case(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        lambda _: {
            "comparisonOperator": "GreaterThanThreshold",
            "evaluationPeriods": 1,
            "metricName": "Errors",
            "namespace": "AWS/Lambda",
            "period": 60,
            "statistic": "Sum",
            "threshold": 1,
        },
        lambda _: {
            "comparisonOperator": "LessThanThreshold",
            "evaluationPeriods": 2,
            "metricName": "Errors",
            "namespace": "AWS/Lambda",
            "dimensions": {"FunctionName": "f"},
            "period": 120,
            "statistic": "Average",
            "threshold": 2.5,
            "alarmDescription": "changed",
            **TAGS,
        },
    ),
    Case(
        "aws:kms/key:Key",
        lambda _: {"description": "one"},
        lambda _: {"description": "two", "enableKeyRotation": True, **TAGS},
        unread=names("bypassPolicyLockoutSafetyCheck"),
    ),
    Case(
        "aws:kms/alias:Alias",
        lambda account: {"targetKeyId": account.key.id},
    ),
    Case(
        "aws:sfn/stateMachine:StateMachine",
        lambda account: {"roleArn": account.role.outputs["arn"], "definition": machine("one")},
        lambda account: {
            "roleArn": account.role.outputs["arn"],
            "definition": machine("two"),
            "tracingConfiguration": {"enabled": True},
            **TAGS,
        },
        unread=names("publish"),
        unstable=names("revisionId tracingConfiguration"),
    ),
    Case(
        "aws:iam/user:User",
        lambda _: {},
        lambda _: {"path": "/changed/", **TAGS},
        unread=names("forceDestroy"),
    ),
    Case(
        "aws:iam/group:Group",
        lambda _: {},
        lambda _: {"path": "/changed/"},
    ),
    Case(
        "aws:iam/userPolicy:UserPolicy",
        lambda account: {"user": account.user.id, "policy": document()},
        lambda account: {"user": account.user.id, "policy": document("s3")},
    ),
    Case(
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        lambda account: {"group": account.group.id, "policyArn": account.policy.outputs["arn"]},
    ),
    Case(
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        lambda account: {"user": account.user.id, "policyArn": account.policy.outputs["arn"]},
    ),
    Case(
        "aws:iam/groupPolicy:GroupPolicy",
        lambda account: {"group": account.group.id, "policy": document()},
        lambda account: {"group": account.group.id, "policy": document("s3")},
    ),
    Case(
        "aws:iam/instanceProfile:InstanceProfile",
        lambda account: {"role": account.role.id},
        lambda _: dict(TAGS),
    ),
    Case(
        "aws:s3/bucketPolicy:BucketPolicy",
        lambda account: {"bucket": account.bucket.id, "policy": document("s3", Effect="Deny", Principal="*")},
        lambda account: {"bucket": account.bucket.id, "policy": document("s3", Effect="Deny", Principal={"AWS": "*"})},
    ),
    Case(
        "aws:s3/bucketVersioning:BucketVersioning",
        lambda account: {"bucket": account.bucket.id, "versioningConfiguration": {"status": "Enabled"}},
        lambda account: {"bucket": account.bucket.id, "versioningConfiguration": {"status": "Suspended"}},
        stays=True,
    ),
    Case(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        lambda account: {"bucket": account.bucket.id, "blockPublicAcls": True},
        lambda account: {"bucket": account.bucket.id, "blockPublicPolicy": True},
    ),
    Case(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        lambda account: {"bucket": account.bucket.id, "rule": {"objectOwnership": "BucketOwnerPreferred"}},
        lambda account: {"bucket": account.bucket.id, "rule": {"objectOwnership": "ObjectWriter"}},
    ),
    Case(
        "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        lambda account: {"bucket": account.bucket.id, "corsRules": [cors("GET")]},
        lambda account: {"bucket": account.bucket.id, "corsRules": [{**cors("PUT"), "maxAgeSeconds": 60}, cors("GET")]},
    ),
    Case(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        lambda account: {"bucket": account.bucket.id, "rules": [expiry(days=1)]},
        lambda account: {
            "bucket": account.bucket.id,
            "rules": [
                {**expiry(days=2), "transitions": [{"days": 30, "storageClass": "GLACIER"}]},
                {**expiry(days=3), "id": "tagged", "filter": {"and": {"prefix": "a/", "tags": {"kind": "log"}}}},
            ],
        },
    ),
    Case(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        lambda account: {"bucket": account.other_bucket.id, "rules": [encryption("AES256")]},
        lambda account: {
            "bucket": account.other_bucket.id,
            "rules": [{**encryption("aws:kms"), "bucketKeyEnabled": True}],
        },
        stays=True,
    ),
    Case(
        "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
        lambda account: {"bucket": account.bucket.id, "indexDocument": {"suffix": "index.html"}},
        lambda account: {
            "bucket": account.bucket.id,
            "indexDocument": {"suffix": "home.html"},
            "errorDocument": {"key": "error.html"},
        },
    ),
    Case(
        "aws:s3/bucketNotification:BucketNotification",
        lambda account: {"bucket": account.bucket.id, "queues": [channel(account, "s3:ObjectCreated:*")]},
        lambda account: {
            "bucket": account.bucket.id,
            "queues": [{**channel(account, "s3:ObjectRemoved:*"), "filterPrefix": "in/", "filterSuffix": ".csv"}],
            "eventbridge": True,
        },
    ),
    Case(
        "aws:dynamodb/table:Table",
        lambda _: table(),
        lambda _: table(
            {"kind": "S"},
            ttl={"attributeName": "expires", "enabled": True},
            pointInTimeRecovery={"enabled": True},
            deletionProtectionEnabled=True,
            streamEnabled=True,
            streamViewType="NEW_IMAGE",
            globalSecondaryIndexes=[{"name": "by-kind", "hashKey": "kind", "projectionType": "ALL"}],
            **TAGS,
        ),
        unstable=names("ttl streamArn streamLabel"),
    ),
    Case(
        "aws:dynamodb/tableItem:TableItem",
        lambda account: {**where_items_are(account), "item": item("one")},
        lambda account: {**where_items_are(account), "item": item("two")},
        import_id=None,
    ),
]


SEPARATE = {"aws:iam/accessKey:AccessKey"}  # has a test of its own


def test_every_type_has_a_life() -> None:
    """No type is left out, save those that are another's old name; modelled ones have files of their own."""
    tokens = {token for token in all_types() if not token.endswith("V2")}
    left = tokens - {case.token for case in CASES} - SEPARATE
    named = ("further", "http_apis", "modelled", "networks", "plain", "settings")
    files = [Path(__file__).with_name(f"test_provider_{name}.py") for name in named]
    elsewhere = "".join(file.read_text(encoding="utf-8") for file in files).replace("{package}", "lb")
    elsewhere += elsewhere.replace("aws:lb/", "aws:alb/")
    elsewhere += "".join(elsewhere.replace("{service}", service) for service in ("docdb", "neptune"))

    left = {token for token in left if f'"{token}"' not in elsewhere}
    assert {token for token in left if load_schema(token)} == set()  # pulumi_aws 6 has not all types


def redrive(account: Account, count: int) -> str:
    dead = account.made.get(urn_of("aws:sqs/queue:Queue", "dead")) or account.create("aws:sqs/queue:Queue", "dead", {})
    return json.dumps({"deadLetterTargetArn": dead.outputs["arn"], "maxReceiveCount": count})


def cors(method: str) -> Properties:
    return {"allowedMethods": [method], "allowedOrigins": ["https://shop.example"]}


def expiry(days: int) -> Properties:
    return {"id": "expire", "status": "Enabled", "filter": {"prefix": "in/"}, "expiration": {"days": days}}


def encryption(algorithm: str) -> Properties:
    return {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm}}


def machine(word: str) -> str:
    return json.dumps({"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "Result": word, "End": True}}})


def channel(account: Account, event: str) -> Properties:
    return {"id": "channel", "queueArn": account.queue.outputs["arn"], "events": [event]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.token)
def test_a_whole_life(case: Case, account: Account) -> None:
    """A resource is what it was made as, changes in place and back, is gone once deleted, and may be deleted twice."""
    check_life(case, account)


def check_life(case: Case, account: Account) -> None:
    if not load_schema(case.token):
        pytest.skip("pulumi_aws 6 has not all types")
    first = case.first(account)
    made = account.create(case.token, "thing", first)
    urn = urn_of(case.token)
    check_outputs(case, made, first)
    check_reads(case, account, made)
    check_replacements(case, account, made)

    if case.second:
        second = case.second(account)
        changed = change(account, urn, made, second)
        check_outputs(case, changed, second)
        back = change(account, urn, changed, first)
        assert stable(case, back.outputs) == stable(case, made.outputs)
        account.made[urn] = back

    account.delete(urn)
    assert (account.provider.read(urn, made.id, made.inputs) is None) is not case.stays
    account.provider.delete(urn, made)


def rotation(account: Account, **rules: Any) -> Properties:
    """Return the inputs of a rotation by a function that Secrets Manager may call."""
    function = account.function
    allowed = {"action": "lambda:InvokeFunction", "principal": "secretsmanager.amazonaws.com"}
    account.get("aws:lambda/permission:Permission", {**allowed, "function": function.id})
    arn = function.outputs["arn"]
    rotated = {"secretId": account.secret.id, "rotationLambdaArn": arn, "rotateImmediately": False}
    return {**rotated, "rotationRules": rules}


def table(extra: dict[str, str] | None = None, **more: Any) -> Properties:
    attributes = [{"name": name, "type": type_} for name, type_ in {"pk": "S", "sk": "N", **(extra or {})}.items()]
    return {"hashKey": "pk", "rangeKey": "sk", "attributes": attributes, "billingMode": "PAY_PER_REQUEST", **more}


def item(word: str) -> str:
    return json.dumps({"pk": {"S": "a"}, "sk": {"N": "1"}, "word": {"S": word}})


def where_items_are(account: Account) -> Properties:
    return {"tableName": account.get("aws:dynamodb/table:Table", table()).id, "hashKey": "pk", "rangeKey": "sk"}


def check_outputs(case: Case, state: State, given: Properties) -> None:
    """Each output the SDK promises is there, and each input is among them."""
    schema = load_schema(case.token)
    assert schema
    promised = {name for name, type_ in schema.outputs.items() if not type_.optional and type_.kind != "object"}
    assert promised <= state.outputs.keys()
    for name, value in given.items():
        assert covers(state.outputs[name], value), name


def check_reads(case: Case, account: Account, made: State) -> None:
    """Read again it is the same, also when only the id is known; an unchanged program has nothing to do."""
    urn = urn_of(case.token)
    again = account.provider.read(urn, made.id, made.inputs)
    assert again is not None
    assert replace(again, outputs=stable(case, again.outputs)) == replace(made, outputs=stable(case, made.outputs))
    assert unchanged(account, urn, made)
    if case.import_id is None:
        return
    found = account.provider.read(urn, case.import_id(made), {})
    assert found is not None
    assert found.id == made.id
    differing = {key for key, value in made.outputs.items() if found.outputs.get(key) != value}
    resource = find_resource(urn, case.token)
    written = made.inputs.keys() if resource.modelled else set()  # what AWS does not tell of these, the program has
    assert differing <= case.unread | case.unstable | written | names(
        "namePrefix statementIdPrefix managedPolicyArns inlinePolicies"
    )


OTHERS = {"postgres": "aurora-postgresql", "aurora-postgresql": "postgres"}  # of what has few values


def check_replacements(case: Case, account: Account, made: State) -> None:
    """Another value of an input that can't be changed asks for another resource; some ask for it all together."""
    urn, resource = urn_of(case.token), find_resource(urn_of(case.token), case.token)
    given = {name: value for name, value in made.inputs.items() if not name.startswith("__")}
    for name in {name for name in resource.replace_on & given.keys() if isinstance(given[name], str)}:
        other = OTHERS.get(given[name], f"{given[name]}x")
        news = account.provider.check(urn, made.inputs, {**given, name: other})
        assert name in account.provider.diff(urn, made, news).replaces


def change(account: Account, urn: str, old: State, given: Properties) -> State:
    inputs = account.provider.check(urn, old.inputs, given)
    assert account.provider.diff(urn, old, inputs).replaces == frozenset()
    new = account.provider.update(urn, old, inputs)
    assert account.provider.read(urn, new.id, new.inputs) == new
    assert unchanged(account, urn, new)
    return new


def unchanged(account: Account, urn: str, state: State) -> bool:
    given = {name: value for name, value in state.inputs.items() if not name.startswith("__")}
    given = {name: value for name, value in given.items() if name not in state.inputs["__defaults"]}
    return not account.provider.diff(urn, state, account.provider.check(urn, state.inputs, given)).changes


def covers(found: Any, given: Any) -> bool:
    """Tell whether what was given is there; numbers may have become texts, documents another order."""
    if isinstance(given, dict):
        return isinstance(found, dict) and all(covers(found.get(key), value) for key, value in given.items())
    if isinstance(given, list):
        return len(found) == len(given) and all(map(covers, found, given))
    return same_document(found, given) or str(found) == str(given)


def stable(case: Case, outputs: Properties) -> Properties:
    return {name: value for name, value in outputs.items() if name not in case.unstable | names("code source")}


# --- what is ours and what is not


def test_nothing_of_strangers_is_touched_on_an_attached_localstack(localstack_server: AwsEndpoint) -> None:
    """A resource like an interrupted creation may be somebody's: it is left, and a name in use is refused."""
    careful = Account(AwsProvider(endpoint_url=localstack_server.endpoint_url, region=REGION))
    api = careful.scope.call("apigateway", "create_rest_api", name="theirs")["id"]
    careful.scope.call("logs", "create_log_group", logGroupName="theirs")
    for token in ("aws:apigateway/restApi:RestApi", "aws:cloudwatch/logGroup:LogGroup"):
        urn = urn_of(token, "theirs")
        inputs = careful.provider.check(urn, None, {"name": "theirs"})
        assert careful.provider.find(urn, inputs) is None
    with pytest.raises(DeployError, match="it exists already and is not part of this stack"):
        careful.create("aws:cloudwatch/logGroup:LogGroup", "theirs", {"name": "theirs"})

    assert careful.scope.call("apigateway", "get_rest_api", restApiId=api)["name"] == "theirs"
    careful.scope.call("apigateway", "delete_rest_api", restApiId=api)
    careful.scope.call("logs", "delete_log_group", logGroupName="theirs")
    careful.provider.close()


def test_what_a_bucket_holds_goes_with_a_localstack_of_ours_only(localstack_server: AwsEndpoint) -> None:
    """Objects that the program did not make keep a bucket elsewhere, unless it says `forceDestroy`."""
    for disposable in (False, True):
        endpoint = localstack_server.endpoint_url
        account = Account(AwsProvider(endpoint_url=endpoint, region=REGION, disposable=disposable))
        bucket = account.create("aws:s3/bucket:Bucket", "full", {}).id
        account.scope.call("s3", "put_object", Bucket=bucket, Key="by/a/test")
        urn = urn_of("aws:s3/bucket:Bucket", "full")
        if not disposable:
            with pytest.raises(DeployError, match="BucketNotEmpty"):
                account.provider.delete(urn, account.made[urn])
            account.scope.call("s3", "delete_object", Bucket=bucket, Key="by/a/test")
        account.delete(urn)
        assert account.scope.find("s3", "head_bucket", Bucket=bucket) is None
        account.provider.close()


def test_the_log_group_of_a_function_goes_with_it(account: Account) -> None:
    """Lambda makes it, not the program; where a function's logs may be somebody's they stay, as on AWS."""
    given = {"role": account.role.outputs["arn"], "runtime": "python3.12", "handler": "app.handler", "code": code("x")}
    name = account.create("aws:lambda/function:Function", "logging", given).id
    group = f"/aws/lambda/{name}"
    account.scope.call("logs", "create_log_group", logGroupName=group)

    account.delete(urn_of("aws:lambda/function:Function", "logging"))

    assert account.scope.call("logs", "describe_log_groups", logGroupNamePrefix=group)["logGroups"] == []


def test_an_entry_that_a_batch_refuses_is_an_error(account: Account) -> None:
    """Batch operations answer 200 and tell in the body which entries failed."""
    entries = [{"Id": "x", "ReceiptHandle": "of-nothing"}]

    with pytest.raises(ClientError, match=r"ReceiptHandleIsInvalid.*DeleteMessageBatch"):
        account.scope.call("sqs", "delete_message_batch", QueueUrl=account.queue.id, Entries=entries)


@pytest.mark.parametrize("archive", ["folder", "parts"])
def test_an_object_may_be_an_archive(account: Account, tmp_path: Path, archive: str) -> None:
    """A folder or an archive of several assets is uploaded as a zip file."""
    (tmp_path / "a.txt").write_text("a")
    folder: pulumi.Archive = pulumi.FileArchive(str(tmp_path))
    source = folder if archive == "folder" else pulumi.AssetArchive({"a.txt": pulumi.StringAsset("a")})
    given = {"bucket": account.bucket.id, "key": f"{archive}.zip", "source": source}

    account.create("aws:s3/bucketObjectv2:BucketObjectv2", archive, given)

    found = account.scope.call("s3", "get_object", Bucket=account.bucket.id, Key=given["key"])["Body"].read()
    assert zipfile.ZipFile(io.BytesIO(found)).read("a.txt") == b"a"


# --- what can go wrong


def test_a_refusal_names_the_resource_and_what_aws_says(account: Account) -> None:
    """The error holds the URN, the operation, AWS's code and its message."""
    name = account.role.id

    with pytest.raises(DeployError) as caught:
        account.create("aws:iam/role:Role", "twin", {"assumeRolePolicy": trust(), "name": name})

    expected = f"{urn_of('aws:iam/role:Role', 'twin')} could not be created: CreateRole: EntityAlreadyExists: "
    assert str(caught.value).startswith(expected)
    assert name in str(caught.value)


def test_what_fails_half_way_leaves_nothing(account: Account) -> None:
    """A REST API whose document can't be imported is removed again."""
    with pytest.raises(DeployError, match="PutRestApi"):
        account.create("aws:apigateway/restApi:RestApi", "broken", {"body": "no document at all", "name": "broken"})

    apis = account.scope.call("apigateway", "get_rest_apis")["items"]
    assert "broken" not in {item["name"] for item in apis}


def test_what_can_not_be_removed_again_is_told(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first error stays the error; that something is left is added to it."""
    call = Scope.call

    def refuse(scope: Scope, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        if operation == "delete_rest_api":
            raise DeployError("not today")
        return call(scope, service, operation, **parameters)

    monkeypatch.setattr(Scope, "call", refuse)
    with pytest.raises(DeployError, match="PutRestApi") as caught:
        account.create("aws:apigateway/restApi:RestApi", "left", {"body": "no document", "name": "left"})
    monkeypatch.undo()

    assert "a part of it still exists and could not be removed: not today" in caught.value.report()
    for api in account.scope.call("apigateway", "get_rest_apis")["items"]:
        if api["name"] == "left":
            account.scope.call("apigateway", "delete_rest_api", restApiId=api["id"])


def test_an_emulator_that_is_not_there_is_told() -> None:
    """The error names the resource and the address."""
    provider = AwsProvider(endpoint_url="http://127.0.0.1:9", region=REGION)
    urn = urn_of("aws:cloudwatch/logGroup:LogGroup")

    with pytest.raises(DeployError, match=r"LogGroup::thing could not be created: .*127\.0\.0\.1:9"):
        provider.create(urn, provider.check(urn, None, {}))


@pytest.mark.parametrize(
    ("token", "resource_id"),
    [
        ("aws:iam/role:Role", "no-such-role"),
        ("aws:iam/policy:Policy", "arn:aws:iam::000000000000:policy/no-such-policy"),
        ("aws:iam/rolePolicy:RolePolicy", "no-such-role:policy"),
        ("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "no-such-role/arn:aws:iam::aws:policy/ReadOnlyAccess"),
        ("aws:secretsmanager/secret:Secret", "arn:aws:secretsmanager:us-east-1:000000000000:secret:no-such-secret"),
        ("aws:cloudwatch/logGroup:LogGroup", "no-such-group"),
        ("aws:s3/bucket:Bucket", "no-such-bucket"),
        ("aws:s3/bucketObjectv2:BucketObjectv2", "no-such-bucket/key"),
        ("aws:lambda/function:Function", "no-such-function"),
        ("aws:lambda/permission:Permission", "no-such-function/statement"),
        ("aws:apigateway/restApi:RestApi", "nosuchapi"),
        ("aws:apigateway/deployment:Deployment", "nosuchapi/nosuch"),
        ("aws:apigateway/stage:Stage", "nosuchapi/v1"),
    ],
)
def test_what_does_not_exist_reads_as_none(account: Account, token: str, resource_id: str) -> None:
    """Nothing is an answer, not an error."""
    assert account.provider.read(urn_of(token), resource_id, {}) is None


def test_an_id_of_another_form_is_refused(account: Account) -> None:
    """The error shows the form that Resource.get needs."""
    with pytest.raises(DeployError, match=r"'v1' is not of the form \{restApi\}/\{stageName\}"):
        account.provider.read(urn_of("aws:apigateway/stage:Stage"), "v1", {})


# --- scopes


def test_default_tags_go_on_everything(localstack_server: AwsEndpoint) -> None:
    """Default tags are in tagsAll and in AWS; the program's own tags win, and tags has only these."""
    tags = {"team": "blue", "stage": "test"}
    provider = AwsProvider(endpoint_url=localstack_server.endpoint_url, region=REGION, default_tags=tags)
    account = Account(provider)

    state = account.create("aws:iam/role:Role", "tagged", {"assumeRolePolicy": trust(), "tags": {"team": "red"}})

    expected = {"team": "red", "stage": "test"}
    assert (state.outputs["tags"], state.outputs["tagsAll"]) == ({"team": "red"}, expected)
    found = account.scope.call("iam", "list_role_tags", RoleName=state.id)["Tags"]
    assert {item["Key"]: item["Value"] for item in found} == expected
    account.clear()
    provider.close()


@pytest.mark.skipif(
    int(version("pulumi-aws").partition(".")[0]) < 7,
    reason="pulumi_aws has a region for each resource since version 7",
)
def test_a_resource_in_another_region(account: Account) -> None:
    """The `region` of a resource, which pulumi_aws has since version 7, wins over the provider's."""
    state = account.create("aws:cloudwatch/logGroup:LogGroup", "far", {"region": "eu-west-1"})
    urn = urn_of("aws:cloudwatch/logGroup:LogGroup", "far")

    assert state.outputs["region"] == "eu-west-1"
    assert ":eu-west-1:" in state.outputs["arn"]
    assert account.provider.read(urn, state.id, {}) is None
    account.delete(urn)
    assert account.provider.read(urn, state.id, state.inputs) is None


def test_accounts_do_not_see_each_other(localstack_server: AwsEndpoint) -> None:
    """An access key of 12 digits is an account of its own, with resources of the same names."""
    keys = ("111111111111", "222222222222")
    endpoint = localstack_server.endpoint_url
    accounts = [Account(AwsProvider(endpoint_url=endpoint, region=REGION, keys=Keys(key))) for key in keys]

    arns = [item.create("aws:secretsmanager/secret:Secret", "s", {"name": "s"}).outputs["arn"] for item in accounts]
    identities = [item.provider.invoke("aws:index/getCallerIdentity:getCallerIdentity", {}) for item in accounts]

    assert [arn.split(":")[4] for arn in arns] == [*keys]
    assert [item["accountId"] for item in identities] == [*keys]
    for item in accounts:
        item.clear()
        item.provider.close()


def test_many_threads_at_once(localstack_server: AwsEndpoint) -> None:
    """Engines create resources side by side: clients are made once, and no two names are alike."""
    provider = AwsProvider(endpoint_url=localstack_server.endpoint_url, region=REGION)

    def whole_life(number: int) -> str:
        urn = urn_of("aws:iam/role:Role", f"r{number % 2}")
        state = provider.create(urn, provider.check(urn, None, {"assumeRolePolicy": trust()}))
        provider.delete(urn, state)
        return state.id

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(whole_life, range(24)))) == 24
    provider.close()


# --- functions and Lambda's code


@pytest.mark.parametrize(
    ("token", "arguments", "expected"),
    [
        (
            "aws:index/getRegion:getRegion",
            {},
            {
                "id": REGION,
                "name": REGION,
                "region": REGION,
                "description": "US East (N. Virginia)",
                "endpoint": "ec2.us-east-1.amazonaws.com",
            },
        ),
        (
            "aws:index/getRegion:getRegion",
            {"name": "eu-west-1"},
            {"id": "eu-west-1", "description": "Europe (Ireland)"},
        ),
        (
            "aws:index/getCallerIdentity:getCallerIdentity",
            {},
            {"id": "000000000000", "accountId": "000000000000", "arn": "arn:aws:iam::000000000000:root"},
        ),
        (
            "aws:index/getPartition:getPartition",
            {},
            {"id": "aws", "partition": "aws", "dnsSuffix": "amazonaws.com", "reverseDnsPrefix": "com.amazonaws"},
        ),
        (
            "aws:iam/getPolicyDocument:getPolicyDocument",
            {"statements": None},
            {"minifiedJson": '{"Version":"2012-10-17"}'},
        ),
    ],
)
def test_functions(account: Account, token: str, arguments: Properties, expected: Properties) -> None:
    """Functions of the provider give what Terraform's data sources gave on the same LocalStack."""
    found = account.provider.invoke(token, arguments)

    assert {name: found[name] for name in expected} == expected


def test_functions_that_look_things_up(account: Account) -> None:
    """A look-up function says of a resource what the resource says of itself."""
    secret, version = (
        account.secret,
        account.get(
            "aws:secretsmanager/secretVersion:SecretVersion", {"secretId": account.secret.id, "secretString": "word"}
        ),
    )
    parameter = account.get("aws:ssm/parameter:Parameter", {"name": "/p", "type": "String", "value": "v"})
    alias = account.get("aws:kms/alias:Alias", {"targetKeyId": account.key.id})
    group = account.get("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 3, **TAGS})
    items = account.get("aws:dynamodb/table:Table", table())
    expected: list[tuple[str, Properties, State, str]] = [
        ("aws:iam/getRole:getRole", {"name": account.role.id}, account.role, "arn name uniqueId path assumeRolePolicy"),
        ("aws:iam/getPolicy:getPolicy", {"arn": account.policy.id}, account.policy, "arn name policyId policy"),
        ("aws:iam/getPolicy:getPolicy", {"name": account.policy.outputs["name"]}, account.policy, "arn policy"),
        (
            "aws:lambda/getFunction:getFunction",
            {"functionName": account.function.id},
            account.function,
            "arn invokeArn role",
        ),
        (
            "aws:s3/getBucket:getBucket",
            {"bucket": account.bucket.id},
            account.bucket,
            "arn bucketDomainName hostedZoneId",
        ),
        ("aws:secretsmanager/getSecret:getSecret", {"name": secret.outputs["name"]}, secret, "arn name description"),
        (
            "aws:secretsmanager/getSecretVersion:getSecretVersion",
            {"secretId": secret.id},
            version,
            "secretString versionId versionStages arn",
        ),
        ("aws:ssm/getParameter:getParameter", {"name": "/p"}, parameter, "arn name type value version"),
        ("aws:sqs/getQueue:getQueue", {"name": account.queue.outputs["name"]}, account.queue, "arn url name"),
        ("aws:sns/getTopic:getTopic", {"name": account.topic.outputs["name"]}, account.topic, "arn name"),
        ("aws:iam/getUser:getUser", {"userName": account.user.id}, account.user, "arn path"),
        ("aws:kms/getKey:getKey", {"keyId": account.key.id}, account.key, "arn keyUsage multiRegion"),
        ("aws:kms/getAlias:getAlias", {"name": alias.id}, alias, "arn targetKeyArn targetKeyId"),
        ("aws:cloudwatch/getLogGroup:getLogGroup", {"name": group.id}, group, "arn retentionInDays tags"),
        ("aws:dynamodb/getTable:getTable", {"name": items.id}, items, "arn hashKey rangeKey billingMode"),
    ]
    for token, arguments, state, told in expected:
        found = account.provider.invoke(token, arguments)
        assert {name: found[name] for name in names(told)} == {name: state.outputs[name] for name in names(told)}, token


def test_the_canonical_user_owns_the_buckets(account: Account) -> None:
    """The id is the one that S3's access control lists have."""
    bucket = account.bucket.id

    found = account.provider.invoke("aws:s3/getCanonicalUserId:getCanonicalUserId", {})

    assert found["id"] == account.scope.call("s3", "get_bucket_acl", Bucket=bucket)["Owner"]["ID"]


def test_a_thing_that_is_not_there_is_named(account: Account) -> None:
    """A function that looks one thing up says which is missing."""
    with pytest.raises(DeployError, match=r"there is no LogGroup /not/there"):
        account.provider.invoke("aws:cloudwatch/getLogGroup:getLogGroup", {"name": "/not/there"})


def test_availability_zones(account: Account) -> None:
    """Availability zones are in order, and can be excluded by name."""
    found = account.provider.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {"state": "available"})
    fewer = account.provider.invoke(
        "aws:index/getAvailabilityZones:getAvailabilityZones", {"excludeNames": [found["names"][0]]}
    )

    assert found["names"] == sorted(found["names"])
    assert found["names"][0].startswith(REGION)
    assert fewer["names"] == found["names"][1:]


def test_the_secret_of_an_access_key_is_told_once(account: Account) -> None:
    """Only creating the key tells its secret; it stays known when the key is changed."""
    token, user = "aws:iam/accessKey:AccessKey", account.user.id
    made = account.create(token, "key", {"user": user})
    secret = made.outputs["secret"]

    assert len(secret) == 40
    assert len(made.outputs["sesSmtpPasswordV4"]) == 44
    urn = urn_of(token, "key")
    changed = account.provider.update(
        urn, made, account.provider.check(urn, made.inputs, {"user": user, "status": "Inactive"})
    )
    assert (changed.outputs["secret"], changed.outputs["status"]) == (secret, "Inactive")
    assert account.scope.call("iam", "list_access_keys", UserName=user)["AccessKeyMetadata"][0]["Status"] == "Inactive"
    account.delete(urn)
    assert account.scope.call("iam", "list_access_keys", UserName=user)["AccessKeyMetadata"] == []


def test_new_code_runs_as_soon_as_the_update_is_done(account: Account) -> None:
    """Create and update return when the function can be invoked, with the code and the variables it was given."""
    token = "aws:lambda/function:Function"
    given = {
        "role": account.role.outputs["arn"],
        "runtime": "python3.12",
        "handler": "app.handler",
        "code": code("one"),
    }
    made = account.create(token, "runs", given)
    assert invoke(account, made.id) == "one"

    text = "import os\ndef handler(event, context): return os.environ['WORD']"
    archive = pulumi.AssetArchive({"app.py": pulumi.StringAsset(text)})
    news = {**given, "code": archive, "environment": {"variables": {"WORD": "two"}}}
    change(account, urn_of(token, "runs"), made, news)

    assert invoke(account, made.id) == "two"


def invoke(account: Account, function: str) -> Any:
    return json.load(account.scope.call("lambda", "invoke", FunctionName=function)["Payload"])


def test_code_from_s3(account: Account) -> None:
    """A function's archive may be an object of a bucket; another key is another code."""
    bucket, token = account.bucket.id, "aws:lambda/function:Function"
    keys = []
    for word in ("one", "two"):
        content = base64.b64encode(zip_archive(code(word))).decode()
        given = {"bucket": bucket, "key": f"{word}.zip", "contentBase64": content}
        keys.append(account.create("aws:s3/bucketObjectv2:BucketObjectv2", word, given).outputs["key"])
    given = {"role": account.role.outputs["arn"], "runtime": "python3.12", "handler": "app.handler", "s3Bucket": bucket}

    made = account.create(token, "from-s3", {**given, "s3Key": keys[0]})
    assert invoke(account, made.id) == "one"
    change(account, urn_of(token, "from-s3"), made, {**given, "s3Key": keys[1]})

    assert invoke(account, made.id) == "two"


NOT_FOUND = {  # what nothing but its id tells from others of its kind; all of it goes with what it belongs to
    "aws:apigateway/deployment:Deployment",
    "aws:secretsmanager/secretVersion:SecretVersion",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.token)
def test_a_resource_is_found_by_its_inputs(case: Case, account: Account) -> None:
    """A resource that a killed run made, and did not live to record, can be found and removed."""
    made = account.create(case.token, "lost", case.first(account))
    urn = urn_of(case.token, "lost")
    if case.token == "aws:kms/key:Key":
        other = account.create(case.token, "named", case.first(account))
        account.create("aws:kms/alias:Alias", "named", {"targetKeyId": other.id})

    found = account.provider.find(urn, made.inputs)

    assert (found and found.id) == (None if case.token in NOT_FOUND else made.id)
    account.delete(urn)
    if not case.stays:
        assert account.provider.find(urn, made.inputs) is None
