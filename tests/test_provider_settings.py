"""Small types around the large ones, settings and memberships, through their whole life, as in the lifecycle's file."""

import json
from typing import Any

import pytest

from stackrig.deployment.provider.contract import Properties, State
from tests.test_provider_lifecycle import Account, Case, check_life, code, document, names, trust, urn_of
from tests.test_provider_lifecycle import account as shared_account
from tests.test_provider_modelled import certificate

account = shared_account  # the fixture, by the name that tests ask for

TAGS = {"tags": {"team": "blue"}}
ROLE = {"assumeRolePolicy": trust("apigateway")}


def group(account: Any) -> str:
    return str(account.get("aws:cloudwatch/logGroup:LogGroup", {"tags": {"old": "tag"}}).id)


def metric(value: str) -> Properties:
    return {"name": "Errors", "namespace": "Shop", "value": value, "defaultValue": "0"}


def alarm(account: Any) -> str:
    given = {"comparisonOperator": "GreaterThanThreshold", "evaluationPeriods": 1, "metricName": "Errors"}
    given |= {"namespace": "AWS/Lambda", "period": 60, "statistic": "Sum", "threshold": 1}
    return str(account.get("aws:cloudwatch/metricAlarm:MetricAlarm", given).id)


def dashboard(text: str) -> str:
    widget = {"type": "text", "x": 0, "y": 0, "width": 3, "height": 3, "properties": {"markdown": text}}
    return json.dumps({"widgets": [widget]})


def second(account: Any, token: str, inputs: Properties) -> State:
    """Return another of a type than the one that all share."""
    urn = urn_of(token, "second")
    made: State = account.made.get(urn) or account.create(token, "second", inputs)
    return made


def other_user(account: Any) -> str:
    return str(second(account, "aws:iam/user:User", {}).id)


def version(account: Any) -> Properties:
    given = {"role": account.role.outputs["arn"], "runtime": "python3.12", "handler": "app.handler", "publish": True}
    made = second(account, "aws:lambda/function:Function", {**given, "code": code("x")})
    return {"functionName": made.id, "qualifier": made.outputs["version"]}


def stage(account: Any) -> Properties:
    given = {"restApi": account.deployable_api.id, "deployment": account.deployment.id, "stageName": "v2", **TAGS}
    account.get("aws:apigateway/stage:Stage", given)
    return {"restApi": account.deployable_api.id, "stageName": "v2"}


def plan(account: Any) -> str:
    return str(account.get("aws:apigateway/usagePlan:UsagePlan", {}).id)


def key(account: Any) -> str:
    return str(account.get("aws:apigateway/apiKey:ApiKey", {}).id)


def domain(account: Any) -> str:
    given: Properties = {"domainName": "rest.shop.example", "regionalCertificateArn": certificate(account)}
    given |= {"endpointConfiguration": {"types": "REGIONAL"}}
    return str(account.get("aws:apigateway/domainName:DomainName", given).id)


CASES = [
    Case(
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        lambda _: {
            "url": "https://token.actions.example",
            "clientIdLists": ["sts.amazonaws.com"],
            "thumbprintLists": ["a" * 40],
        },
        lambda _: {
            "url": "https://token.actions.example",
            "clientIdLists": ["sts.amazonaws.com"],
            "thumbprintLists": ["b" * 40],
            **TAGS,
        },
    ),
    Case("aws:iam/samlProvider:SamlProvider", lambda _: {"samlMetadataDocument": "a" * 1024}),
    Case(
        "aws:iam/serviceLinkedRole:ServiceLinkedRole",
        lambda _: {"awsServiceName": "autoscaling.amazonaws.com", "description": "one"},
        lambda _: {"awsServiceName": "autoscaling.amazonaws.com", "description": "two"},
    ),
    Case("aws:iam/accountAlias:AccountAlias", lambda _: {"accountAlias": "the-shop"}),
    Case(
        "aws:iam/groupMembership:GroupMembership",
        lambda account: {"group": account.group.id, "users": [account.user.id]},
        lambda account: {"group": account.group.id, "users": [account.user.id, other_user(account)]},
        import_id=None,
    ),
    Case(
        "aws:iam/userGroupMembership:UserGroupMembership",
        lambda account: {"user": account.user.id, "groups": [account.group.id]},
        import_id=None,
    ),
    Case(
        "aws:iam/policyAttachment:PolicyAttachment",
        lambda account: {"policyArn": account.policy.id, "users": [account.user.id]},
        lambda account: {"policyArn": account.policy.id, "roles": [account.role.id], "groups": [account.group.id]},
        import_id=None,
    ),
    Case(
        "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
        lambda account: {**version(account), "provisionedConcurrentExecutions": 1},
        lambda account: {**version(account), "provisionedConcurrentExecutions": 2},
        unread=names("skipDestroy"),
    ),
    Case(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        lambda account: {"functionName": account.function.id, "maximumRetryAttempts": 0},
        lambda account: {
            "functionName": account.function.id,
            "maximumRetryAttempts": 1,
            "maximumEventAgeInSeconds": 60,
            "destinationConfig": {"onFailure": {"destination": account.queue.outputs["arn"]}},
        },
    ),
    Case(
        "aws:lambda/codeSigningConfig:CodeSigningConfig",
        lambda _: {"allowedPublishers": publishers(), "description": "one"},
        lambda _: {
            "allowedPublishers": publishers(),
            "description": "two",
            "policies": {"untrustedArtifactOnDeployment": "Enforce"},
        },
        unstable=names("lastModified policies"),
    ),
    Case(
        "aws:s3/bucketAcl:BucketAcl",
        lambda account: {"bucket": bucket_with_acls(account), "acl": "private"},
        import_id=None,
        stays=True,
    ),
    Case(
        "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration",
        lambda account: {"bucket": account.other_bucket.id, "payer": "Requester"},
        lambda account: {"bucket": account.other_bucket.id, "payer": "BucketOwner"},
        stays=True,
    ),
    Case(
        "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration",
        lambda account: {"bucket": account.other_bucket.id, "status": "Enabled"},
        lambda account: {"bucket": account.other_bucket.id, "status": "Suspended"},
        stays=True,
    ),
    Case(
        "aws:s3/bucketLogging:BucketLogging",
        lambda account: {
            "bucket": account.other_bucket.id,
            "targetBucket": account.bucket.id,
            "targetPrefix": "log/",
        },
        lambda account: {
            "bucket": account.other_bucket.id,
            "targetBucket": account.bucket.id,
            "targetPrefix": "logs/",
        },
    ),
    Case(
        "aws:kms/ciphertext:Ciphertext",
        lambda account: {"keyId": account.key.id, "plaintext": "word"},
        unstable=names("ciphertextBlob"),
        import_id=None,
        stays=True,
    ),
    Case(
        "aws:kms/grant:Grant",
        lambda account: {
            "keyId": account.key.id,
            "granteePrincipal": account.role.outputs["arn"],
            "operations": ["Encrypt", "Decrypt"],
        },
        unstable=names("grantToken"),
        unread=names("grantToken retireOnDelete"),
    ),
    Case(
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        lambda account: {"alarmName": "both", "alarmRule": f'ALARM("{alarm(account)}")'},
        lambda account: {"alarmName": "both", "alarmRule": f'OK("{alarm(account)}")', "alarmDescription": "changed"},
    ),
    Case(
        "aws:cloudwatch/dashboard:Dashboard",
        lambda _: {"dashboardName": "shop", "dashboardBody": dashboard("one")},
        lambda _: {"dashboardName": "shop", "dashboardBody": dashboard("two")},
    ),
    Case(
        "aws:cloudwatch/logStream:LogStream",
        lambda account: {"logGroupName": group(account)},
        import_id=lambda state: f"{state.outputs['logGroupName']}:{state.id}",
    ),
    Case(
        "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        lambda account: {
            "logGroupName": group(account),
            "pattern": "ERROR",
            "metricTransformation": metric("1"),
        },
        lambda account: {"logGroupName": group(account), "pattern": "WARN", "metricTransformation": metric("2")},
        import_id=lambda state: f"{state.outputs['logGroupName']}:{state.id}",
    ),
    Case(
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        lambda account: {
            "logGroup": group(account),
            "filterPattern": "ERROR",
            "destinationArn": account.function.outputs["arn"],
        },
        lambda account: {
            "logGroup": group(account),
            "filterPattern": "WARNING",
            "destinationArn": account.function.outputs["arn"],
        },
    ),
    Case(
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        lambda _: {"policyName": "writers", "policyDocument": document(Principal="*")},
        lambda _: {"policyName": "writers", "policyDocument": document(Principal={"AWS": "*"})},
    ),
    Case(
        "aws:apigateway/requestValidator:RequestValidator",
        lambda account: {"restApi": account.api.id, "validateRequestBody": True},
        lambda account: {"restApi": account.api.id, "validateRequestParameters": True},
        import_id=lambda state: f"{state.outputs['restApi']}/{state.id}",
    ),
    Case(
        "aws:apigateway/model:Model",
        lambda account: {
            "restApi": account.api.id,
            "name": "Order",
            "contentType": "application/json",
            "schema": '{"type":"object"}',
        },
        import_id=lambda state: f"{state.outputs['restApi']}/{state.outputs['name']}",
    ),
    Case(
        "aws:apigateway/usagePlan:UsagePlan",
        lambda account: {
            "description": "gold",
            "apiStages": [{"apiId": account.deployable_api.id, "stage": stage(account)["stageName"]}],
            "quotaSettings": {"limit": 100, "period": "DAY"},
            "throttleSettings": {"burstLimit": 5, "rateLimit": 10},
        },
    ),
    Case(
        "aws:apigateway/usagePlanKey:UsagePlanKey",
        lambda account: {"keyId": key(account), "keyType": "API_KEY", "usagePlanId": plan(account)},
        import_id=lambda state: f"{state.outputs['usagePlanId']}/{state.id}",
        unread=names("keyId"),
    ),
    Case(
        "aws:apigateway/domainName:DomainName",
        lambda account: {
            "domainName": "api.rest.example",
            "regionalCertificateArn": certificate(account),
            "endpointConfiguration": {"types": "REGIONAL"},
        },
    ),
    Case(
        "aws:apigateway/basePathMapping:BasePathMapping",
        lambda account: {"domainName": domain(account), "basePath": "shop", **stage(account)},
        import_id=None,
    ),
    Case(
        "aws:apigateway/restApiPolicy:RestApiPolicy",
        lambda account: {"restApiId": account.api.id, "policy": document("execute-api", Principal="*")},
        lambda account: {"restApiId": account.api.id, "policy": document("execute-api", Principal={"AWS": "*"})},
    ),
    Case(
        "aws:apigateway/methodSettings:MethodSettings",
        lambda account: {**stage(account), "methodPath": "*/*", "settings": {"metricsEnabled": True}},
        lambda account: {
            **stage(account),
            "methodPath": "*/*",
            "settings": {"metricsEnabled": True, "loggingLevel": "INFO", "throttlingBurstLimit": 5},
        },
        import_id=None,
    ),
    Case(
        "aws:apigateway/account:Account",
        lambda account: {"cloudwatchRoleArn": account.role.outputs["arn"]},
        lambda account: {"cloudwatchRoleArn": second(account, "aws:iam/role:Role", ROLE).outputs["arn"]},
        stays=True,
    ),
]


def bucket_with_acls(account: Account) -> str:
    """Return a bucket whose owner lets it have ACLs: new ones take none."""
    bucket, token = account.other_bucket.id, "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
    account.get(token, {"bucket": bucket, "rule": {"objectOwnership": "BucketOwnerPreferred"}})
    return bucket


def publishers() -> Properties:
    profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/shop/abcdefghij"
    return {"signingProfileVersionArns": [profile]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.token)
def test_a_whole_life(case: Any, account: Any) -> None:
    """A resource is what it was made as, changes in place and back, and is gone once deleted."""
    check_life(case, account)
