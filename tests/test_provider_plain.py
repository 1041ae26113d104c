"""Types whose descriptions follow from their nouns through their whole life, as test_provider_lifecycle.py has it."""

import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from stackrig.errors import DeployError
from tests.test_provider_lifecycle import Case, check_life, document, names, trust, urn_of
from tests.test_provider_lifecycle import account as shared_account
from tests.test_provider_modelled import TAGS, balancer, subnets
from tests.test_provider_networks import other_vpc, subnet, vpc

account = shared_account  # the fixture, by the name that tests ask for


def stream(account: Any) -> str:
    return str(account.get("aws:kinesis/stream:Stream", {"shardCount": 1}).id)


def graph(account: Any) -> str:
    return str(account.get("aws:appsync/graphQLApi:GraphQLApi", {"authenticationType": "API_KEY"}).id)


def launch(account: Any) -> str:
    given = {"imageId": "ami-12345678", "instanceType": "t2.micro"}
    return str(account.get("aws:ec2/launchConfiguration:LaunchConfiguration", given).id)


def main_table(account: Any) -> str:
    made = account.provider.read(urn_of("aws:ec2/vpc:Vpc"), vpc(account), {})
    return str(made.outputs["mainRouteTableId"])


def scaled(account: Any) -> str:
    given = {"maxSize": 1, "minSize": 0, "launchConfiguration": launch(account), "availabilityZones": ["us-east-1a"]}
    return str(account.get("aws:autoscaling/group:Group", given).id)


def planned(account: Any) -> dict[str, Any]:
    return {"autoscalingGroupName": scaled(account), "scheduledActionName": "up"}


def files(account: Any) -> str:
    return str(account.get("aws:efs/fileSystem:FileSystem", {}).id)


def capacity() -> dict[str, Any]:
    return {
        "minCapacity": 1,
        "maxCapacity": 2,
        "resourceId": "table/orders",
        "scalableDimension": "dynamodb:table:ReadCapacityUnits",
        "serviceNamespace": "dynamodb",
    }


def scaled_table(account: Any) -> dict[str, Any]:
    account.get("aws:appautoscaling/target:Target", capacity())
    keys = ("resourceId", "scalableDimension", "serviceNamespace")
    tracked = {
        "targetValue": 70,
        "predefinedMetricSpecification": {"predefinedMetricType": "DynamoDBReadCapacityUtilization"},
    }
    return {**{key: capacity()[key] for key in keys}, "targetTrackingScalingPolicyConfiguration": tracked}


def gateway(account: Any, name: str = "thing") -> str:
    urn = urn_of("aws:ec2transitgateway/transitGateway:TransitGateway", name)
    made = account.made.get(urn) or account.create("aws:ec2transitgateway/transitGateway:TransitGateway", name, {})
    return str(made.id)


def attachment(account: Any) -> str:
    given = {"transitGatewayId": gateway(account, "other"), "vpcId": vpc(account), "subnetIds": [subnet(account)]}
    return str(account.get("aws:ec2transitgateway/vpcAttachment:VpcAttachment", given).id)


def transit_table(account: Any) -> str:
    given = {"transitGatewayId": gateway(account)}
    return str(account.get("aws:ec2transitgateway/routeTable:RouteTable", given).id)


def link(account: Any) -> dict[str, Any]:
    return {"transitGatewayAttachmentId": attachment(account), "transitGatewayRouteTableId": transit_table(account)}


def source(account: Any) -> dict[str, Any]:
    return {"apiId": graph(account), "name": "orders", "type": "AMAZON_DYNAMODB", "dynamodbConfig": {"tableName": "o"}}


def peering(account: Any) -> str:
    given = {"vpcId": vpc(account), "peerVpcId": other_vpc(account)}
    return str(account.get("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", given).id)


def field(account: Any) -> dict[str, Any]:
    return {"apiId": graph(account), "type": "Query", "field": "get", "dataSource": "orders"}


def organization(account: Any) -> Any:
    return account.get("aws:organizations/organization:Organization", {})


def root(account: Any) -> str:
    return str(organization(account).outputs["roots"][0]["id"])


def guard(account: Any) -> str:
    organization(account)
    return str(account.get("aws:organizations/policy:Policy", {"content": GUARD}).id)


def model(account: Any) -> dict[str, Any]:
    return {"executionRoleArn": account.role.outputs["arn"], "primaryContainer": {"image": "repo/image"}}


def variants(account: Any, instance: str) -> dict[str, Any]:
    name = account.get("aws:sagemaker/model:Model", model(account)).id
    variant = {"variantName": "all", "modelName": name, "initialInstanceCount": 1, "instanceType": instance}
    return {"productionVariants": [variant]}


def canary(account: Any, **more: Any) -> dict[str, Any]:
    return {
        "artifactS3Location": "s3://canaries",
        "executionRoleArn": account.role.outputs["arn"],
        "handler": "index.handler",
        "runtimeVersion": "syn-nodejs-puppeteer-9.0",
        "schedule": {"expression": "rate(5 minutes)"},
        "zipFile": "canary.zip",
        **more,
    }


def cached(*cookies: str) -> dict[str, Any]:
    return {
        "parametersInCacheKeyAndForwardedToOrigin": {
            "cookiesConfig": {"cookieBehavior": "whitelist", "cookies": {"items": list(cookies)}},
            "headersConfig": {"headerBehavior": "none"},
            "queryStringsConfig": {"queryStringBehavior": "none"},
        }
    }


GUARD = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]})
STEPS = json.dumps({"schemaVersion": "1.2", "description": "list", "parameters": {}, "runtimeConfig": {}})

CASES = [
    Case(
        "aws:appsync/dataSource:DataSource",
        source,
        lambda account: {**source(account), "description": "d", "dynamodbConfig": {"tableName": "other"}},
        import_id=None,
    ),
    Case(
        "aws:appsync/function:Function",
        lambda account: {"apiId": graph(account), "dataSource": "orders", "name": "f", "requestMappingTemplate": "{}"},
        lambda account: {"apiId": graph(account), "dataSource": "orders", "name": "f", "requestMappingTemplate": "[]"},
        import_id=None,
    ),
    Case(
        "aws:appsync/resolver:Resolver",
        lambda account: {**field(account), "requestTemplate": "{}"},
        lambda account: {**field(account), "requestTemplate": "[]", "dataSource": "other"},
        import_id=None,
    ),
    Case(
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        lambda account: {
            "transitGatewayId": gateway(account),
            "vpcId": vpc(account),
            "subnetIds": [subnet(account)],
        },
    ),
    Case(
        "aws:ec2transitgateway/routeTable:RouteTable",
        lambda account: {"transitGatewayId": gateway(account)},
        lambda account: {"transitGatewayId": gateway(account), **TAGS},
    ),
    Case("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation", link),
    Case("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation", link),
    Case("aws:ec2transitgateway/route:Route", lambda account: {**link(account), "destinationCidrBlock": "10.9.0.0/16"}),
    Case(
        "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
        lambda account: {"vpcPeeringConnectionId": peering(account), "autoAccept": True},
        lambda account: {"vpcPeeringConnectionId": peering(account), "autoAccept": True, **TAGS},
        stays=True,
    ),
    Case(
        "aws:ec2/defaultVpc:DefaultVpc", lambda _: {}, lambda _: TAGS, unstable=names("existingDefaultVpc"), stays=True
    ),
    Case(
        "aws:ec2/defaultSubnet:DefaultSubnet",
        lambda _: {"availabilityZone": "us-east-1a"},
        stays=True,
    ),
    Case(
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
        lambda account: {"defaultRouteTableId": main_table(account)},
        lambda account: {"defaultRouteTableId": main_table(account), **TAGS},
        stays=True,
    ),
    Case(
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        lambda account: {"vpcId": vpc(account)},
        lambda account: {
            "vpcId": vpc(account),
            "egress": [{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}],
        },
        stays=True,
    ),
    Case("aws:sagemaker/model:Model", model, lambda account: {**model(account), **TAGS}),
    Case(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        lambda account: variants(account, "ml.m5.large"),
        lambda account: {**variants(account, "ml.m5.large"), **TAGS},
    ),
    Case(
        "aws:sagemaker/endpoint:Endpoint",
        lambda account: {
            "endpointConfigName": account.get(
                "aws:sagemaker/endpointConfiguration:EndpointConfiguration", variants(account, "ml.m5.large")
            ).id
        },
    ),
    Case("aws:organizations/organization:Organization", lambda _: {}),
    Case(
        "aws:organizations/organizationalUnit:OrganizationalUnit",
        lambda account: {"name": "dev", "parentId": root(account)},
        lambda account: {"name": "test", "parentId": root(account), **TAGS},
    ),
    Case(
        "aws:organizations/account:Account",
        lambda account: {"email": "a@b.example", "name": "a", "parentId": root(account)},
    ),
    Case(
        "aws:organizations/policy:Policy",
        lambda account: {"content": GUARD, "description": organization(account).id},
        lambda _: {"content": GUARD, "description": "other", **TAGS},
    ),
    Case(
        "aws:organizations/policyAttachment:PolicyAttachment",
        lambda account: {"policyId": guard(account), "targetId": root(account)},
    ),
    Case(
        "aws:synthetics/canary:Canary",
        canary,
        lambda account: canary(account, startCanary=True),
        unstable=names("status"),
    ),
    Case(
        "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        lambda _: {"ecrRepositoryPrefix": "hub", "upstreamRegistryUrl": "registry.example"},
    ),
    Case(
        "aws:cloudfront/cachePolicy:CachePolicy",
        lambda _: cached("session"),
        lambda _: {**cached("session", "theme"), "comment": "c", "defaultTtl": 50},
        unstable=names("etag"),
    ),
    Case(
        "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
        lambda _: {
            "cookiesConfig": {"cookieBehavior": "all"},
            "headersConfig": {"headerBehavior": "whitelist", "headers": {"items": ["Accept"]}},
            "queryStringsConfig": {"queryStringBehavior": "all"},
        },
        unstable=names("etag"),
    ),
    Case(
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        lambda _: {"customHeadersConfig": {"items": [{"header": "X-A", "override": True, "value": "b"}]}},
        lambda _: {
            "securityHeadersConfig": {"xssProtection": {"modeBlock": True, "override": True, "protection": True}}
        },
        unstable=names("etag"),
    ),
    Case(
        "aws:cloudfront/function:Function",
        lambda _: {"code": "function handler(event) {}", "runtime": "cloudfront-js-2.0"},
        lambda _: {"code": "function handler(event) { return 1 }", "runtime": "cloudfront-js-2.0", "comment": "c"},
        unstable=names("etag liveStageEtag"),
    ),
    Case(
        "aws:autoscaling/schedule:Schedule",
        lambda account: {
            "autoscalingGroupName": scaled(account),
            "scheduledActionName": "up",
            "recurrence": "0 9 * * *",
        },
        lambda account: {
            "autoscalingGroupName": scaled(account),
            "scheduledActionName": "up",
            "recurrence": "0 8 * * *",
        },
        import_id=None,
    ),
    Case(
        "aws:autoscaling/lifecycleHook:LifecycleHook",
        lambda account: {
            "autoscalingGroupName": scaled(account),
            "lifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
        },
        import_id=None,
    ),
    Case("aws:ssm/document:Document", lambda _: {"content": STEPS, "documentType": "Command"}),
    Case("aws:athena/database:Database", lambda _: {"name": "orders"}),
    Case(
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        lambda _: {"blockPublicAcls": True},
        lambda _: {"blockPublicAcls": True, "blockPublicPolicy": True},
    ),
    Case(
        "aws:ses/domainIdentity:DomainIdentity",
        lambda _: {"domain": "shop.example"},
        unstable=names("verificationToken"),
    ),
    Case("aws:ses/emailIdentity:EmailIdentity", lambda _: {"email": "shop@shop.example"}),
    Case(
        "aws:ses/domainDkim:DomainDkim",
        lambda account: {"domain": account.get("aws:ses/domainIdentity:DomainIdentity", {"domain": "d.example"}).id},
        stays=True,
    ),
    Case(
        "aws:ses/domainIdentityVerification:DomainIdentityVerification",
        lambda account: {"domain": account.get("aws:ses/domainIdentity:DomainIdentity", {"domain": "d.example"}).id},
        stays=True,
    ),
    Case("aws:ses/configurationSet:ConfigurationSet", lambda _: {}),
    Case(
        "aws:ses/template:Template",
        lambda _: {"subject": "Hello", "text": "{{name}}"},
        lambda _: {"subject": "Hello again", "text": "{{name}}"},
    ),
    Case("aws:ses/receiptRuleSet:ReceiptRuleSet", lambda _: {"ruleSetName": "mail"}),
    Case(
        "aws:kinesis/stream:Stream",
        lambda _: {"shardCount": 1},
        lambda _: {"shardCount": 2, "retentionPeriod": 48, **TAGS},
        import_id=lambda state: state.outputs["name"],
    ),
    Case("aws:kinesis/streamConsumer:StreamConsumer", lambda account: {"streamArn": stream(account)}),
    Case(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        lambda account: {
            "destination": "extended_s3",
            "extendedS3Configuration": {
                "bucketArn": account.bucket.outputs["arn"],
                "roleArn": account.role.outputs["arn"],
            },
        },
        import_id=None,
    ),
    Case(
        "aws:scheduler/schedule:Schedule",
        lambda account: {
            "flexibleTimeWindow": {"mode": "OFF"},
            "scheduleExpression": "rate(1 hour)",
            "target": {"arn": account.queue.outputs["arn"], "roleArn": account.role.outputs["arn"]},
        },
        lambda account: {
            "flexibleTimeWindow": {"mode": "OFF"},
            "scheduleExpression": "rate(2 hours)",
            "target": {"arn": account.queue.outputs["arn"], "roleArn": account.role.outputs["arn"]},
        },
    ),
    Case("aws:scheduler/scheduleGroup:ScheduleGroup", lambda _: {}, lambda _: TAGS),
    Case(
        "aws:appsync/graphQLApi:GraphQLApi",
        lambda _: {"authenticationType": "API_KEY"},
        lambda _: {"authenticationType": "AWS_IAM", **TAGS},
    ),
    Case("aws:appsync/apiKey:ApiKey", lambda account: {"apiId": graph(account)}, import_id=None),
    Case(
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        lambda _: {"imageId": "ami-12345678", "instanceType": "t2.micro"},
    ),
    Case(
        "aws:autoscaling/group:Group",
        lambda account: {
            "maxSize": 2,
            "minSize": 0,
            "launchConfiguration": launch(account),
            "vpcZoneIdentifiers": [subnet(account)],
        },
        lambda account: {
            "maxSize": 3,
            "minSize": 0,
            "launchConfiguration": launch(account),
            "vpcZoneIdentifiers": [subnet(account)],
        },
    ),
    Case(
        "aws:autoscaling/policy:Policy",
        lambda account: {
            "autoscalingGroupName": scaled(account),
            "adjustmentType": "ChangeInCapacity",
            "scalingAdjustment": 1,
        },
    ),
    Case("aws:appautoscaling/target:Target", lambda _: capacity(), import_id=None),
    Case(
        "aws:appautoscaling/policy:Policy",
        lambda account: {**scaled_table(account), "policyType": "TargetTrackingScaling", "name": "follow"},
        import_id=None,
    ),
    Case("aws:elasticache/subnetGroup:SubnetGroup", lambda account: {"subnetIds": subnets(account)}),
    Case(
        "aws:elasticache/cluster:Cluster",
        lambda _: {"engine": "redis", "nodeType": "cache.t3.micro", "numCacheNodes": 1},
    ),
    Case(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        lambda _: {"description": "a cache", "nodeType": "cache.t3.micro", "engine": "redis"},
    ),
    Case("aws:efs/fileSystem:FileSystem", lambda _: {"encrypted": True}, lambda _: {"encrypted": True, **TAGS}),
    Case(
        "aws:efs/mountTarget:MountTarget",
        lambda account: {"fileSystemId": files(account), "subnetId": subnet(account)},
        import_id=None,
    ),
    Case("aws:efs/accessPoint:AccessPoint", lambda account: {"fileSystemId": files(account)}),
    Case("aws:glue/catalogDatabase:CatalogDatabase", lambda _: {"description": "orders"}),
    Case(
        "aws:glue/job:Job",
        lambda account: {
            "roleArn": account.role.outputs["arn"],
            "command": {"scriptLocation": "s3://code/job.py"},
            "connections": ["warehouse"],
        },
    ),
    Case(
        "aws:glue/crawler:Crawler",
        lambda account: {
            "databaseName": "orders",
            "role": account.role.outputs["arn"],
            "s3Targets": [{"path": "s3://orders"}],
        },
    ),
    Case("aws:glue/workflow:Workflow", lambda _: {"description": "nightly"}),
    Case("aws:athena/workgroup:Workgroup", lambda _: {"description": "analysts"}),
    Case("aws:athena/namedQuery:NamedQuery", lambda _: {"database": "orders", "query": "SELECT 1"}),
    Case(
        "aws:wafv2/ipSet:IpSet",
        lambda _: {"scope": "REGIONAL", "ipAddressVersion": "IPV4", "addresses": ["10.0.0.0/8"]},
        lambda _: {"scope": "REGIONAL", "ipAddressVersion": "IPV4", "addresses": ["10.1.0.0/16"]},
        unstable=names("lockToken"),
        import_id=None,
    ),
    Case(
        "aws:wafv2/regexPatternSet:RegexPatternSet",
        lambda _: {"scope": "REGIONAL", "regularExpressions": [{"regexString": "a+"}]},
        lambda _: {"scope": "REGIONAL", "regularExpressions": [{"regexString": "b+"}]},
        unstable=names("lockToken"),
        import_id=None,
    ),
    Case("aws:cloudtrail/trail:Trail", lambda account: {"s3BucketName": account.bucket.id}, import_id=None),
    Case("aws:sesv2/emailIdentity:EmailIdentity", lambda _: {"emailIdentity": "ann@shop.example"}),
    Case("aws:sesv2/configurationSet:ConfigurationSet", lambda _: {"configurationSetName": "mail"}),
    Case("aws:sesv2/contactList:ContactList", lambda _: {"contactListName": "friends"}),
    Case("aws:servicediscovery/httpNamespace:HttpNamespace", lambda _: {"description": "inner"}, import_id=None),
    Case("aws:backup/vault:Vault", lambda _: {}),
    Case(
        "aws:codebuild/project:Project",
        lambda account: {
            "artifacts": {"type": "NO_ARTIFACTS"},
            "environment": {
                "computeType": "BUILD_GENERAL1_SMALL",
                "image": "aws/codebuild/standard:7.0",
                "type": "LINUX_CONTAINER",
            },
            "serviceRole": account.role.outputs["arn"],
            "source": {"type": "GITHUB", "location": "https://github.com/shop/shop.git"},
        },
    ),
]


def database(account: Any) -> str:
    return str(account.get("aws:glue/catalogDatabase:CatalogDatabase", {"name": "orders"}).id)


def kubernetes(account: Any) -> str:
    given = {"roleArn": account.role.outputs["arn"], "vpcConfig": {"subnetIds": subnets(account)}}
    return str(account.get("aws:eks/cluster:Cluster", given).id)


def namespace(account: Any) -> str:
    return str(account.get("aws:servicediscovery/httpNamespace:HttpNamespace", {}).id)


def batch_environment(account: Any) -> str:
    given = {"type": "UNMANAGED", "serviceRole": account.role.outputs["arn"]}
    return str(account.get("aws:batch/computeEnvironment:ComputeEnvironment", given).outputs["arn"])


def container(image: str) -> str:
    return json.dumps({"image": image, "vcpus": 1, "memory": 128, "command": ["true"]})


def visibility() -> dict[str, Any]:
    return {"cloudwatchMetricsEnabled": True, "metricName": "web", "sampledRequestsEnabled": True}


def managed_rule() -> dict[str, Any]:
    group = {"name": "AWSManagedRulesCommonRuleSet", "vendorName": "AWS"}
    return {
        "name": "common",
        "priority": 1,
        "overrideAction": {"none": {}},
        "statement": {"managedRuleGroupStatement": group},
        "visibilityConfig": visibility(),
    }


def wall(account: Any) -> str:
    given = {"scope": "REGIONAL", "defaultAction": {"allow": {}}, "visibilityConfig": visibility()}
    return str(account.get("aws:wafv2/webAcl:WebAcl", given).outputs["arn"])


def action(category: str, provider: str, **more: Any) -> dict[str, Any]:
    return {"name": provider, "category": category, "owner": "AWS", "provider": provider, "version": "1", **more}


def stages(account: Any) -> dict[str, Any]:
    source = action("Source", "S3", outputArtifacts=["code"])
    source["configuration"] = {"S3Bucket": account.bucket.id, "S3ObjectKey": "code.zip"}
    build = action("Build", "CodeBuild", inputArtifacts=["code"], configuration={"ProjectName": "shop"})
    role = trusted(account, "codepipeline")
    return {
        "roleArn": role,
        "artifactStores": [{"location": account.bucket.id, "type": "S3"}],
        "stages": [{"name": "Source", "actions": [source]}, {"name": "Build", "actions": [build]}],
    }


def trusted(account: Any, service: str) -> str:
    urn, token = urn_of("aws:iam/role:Role", service), "aws:iam/role:Role"
    given = {"assumeRolePolicy": trust(service)}
    return str((account.made.get(urn) or account.create(token, service, given)).outputs["arn"])


CASES += [
    Case(
        "aws:glue/catalogTable:CatalogTable",
        lambda account: {"databaseName": database(account), "parameters": {"classification": "csv"}},
        lambda account: {"databaseName": database(account), "parameters": {"classification": "json"}},
        import_id=None,
    ),
    Case(
        "aws:glue/connection:Connection",
        lambda _: {"connectionProperties": {"JDBC_CONNECTION_URL": "jdbc:postgresql://db/shop", "USERNAME": "shop"}},
    ),
    Case(
        "aws:glue/trigger:Trigger",
        lambda _: {"type": "SCHEDULED", "schedule": "cron(15 12 * * ? *)", "actions": [{"jobName": "load"}]},
        unread=names("enabled"),
    ),
    Case(
        "aws:glue/securityConfiguration:SecurityConfiguration",
        lambda _: {
            "encryptionConfiguration": {
                "cloudwatchEncryption": {"cloudwatchEncryptionMode": "DISABLED"},
                "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "DISABLED"},
                "s3Encryption": {"s3EncryptionMode": "DISABLED"},
            }
        },
    ),
    Case("aws:glue/registry:Registry", lambda _: {"registryName": "events", "description": "of events"}),
    Case(
        "aws:redshift/cluster:Cluster",
        lambda _: {
            "clusterIdentifier": "warehouse",
            "nodeType": "ra3.xlplus",
            "masterUsername": "admin",
            "masterPassword": "Sup3rSecret",
            "databaseName": "dev",
        },
        lambda _: {
            "clusterIdentifier": "warehouse",
            "nodeType": "ra3.xlplus",
            "masterUsername": "admin",
            "masterPassword": "Sup3rSecret",
            "databaseName": "dev",
            **TAGS,
        },
    ),
    Case(
        "aws:redshift/subnetGroup:SubnetGroup",
        lambda account: {"subnetIds": subnets(account)},
        lambda account: {"subnetIds": subnets(account), **TAGS},
    ),
    Case(
        "aws:redshift/parameterGroup:ParameterGroup",
        lambda _: {"family": "redshift-1.0"},
        lambda _: {"family": "redshift-1.0", **TAGS},
    ),
    Case(
        "aws:eks/cluster:Cluster",
        lambda account: {"roleArn": account.role.outputs["arn"], "vpcConfig": {"subnetIds": subnets(account)}},
        lambda account: {"roleArn": account.role.outputs["arn"], "vpcConfig": {"subnetIds": subnets(account)}, **TAGS},
    ),
    Case(
        "aws:eks/nodeGroup:NodeGroup",
        lambda account: {
            "clusterName": kubernetes(account),
            "nodeRoleArn": account.role.outputs["arn"],
            "subnetIds": subnets(account),
            "scalingConfig": {"desiredSize": 1, "minSize": 1, "maxSize": 2},
        },
    ),
    Case(
        "aws:eks/fargateProfile:FargateProfile",
        lambda account: {
            "clusterName": kubernetes(account),
            "podExecutionRoleArn": account.role.outputs["arn"],
            "selectors": [{"namespace": "default"}],
            "subnetIds": subnets(account),
        },
    ),
    Case(
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        lambda account: {"name": "shop.internal", "vpc": vpc(account)},
        lambda account: {"name": "shop.internal", "vpc": vpc(account), **TAGS},
        import_id=lambda state: f"{state.id}:{state.outputs['vpc']}",
    ),
    Case("aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace", lambda _: {"name": "shop.example"}),
    Case(
        "aws:servicediscovery/service:Service",
        lambda account: {"namespaceId": namespace(account), "description": "one"},
        lambda account: {"namespaceId": namespace(account), "description": "two", **TAGS},
    ),
    Case(
        "aws:ecs/capacityProvider:CapacityProvider",
        lambda account: {"autoScalingGroupProvider": {"autoScalingGroupArn": scaled_arn(account)}},
        lambda account: {"autoScalingGroupProvider": {"autoScalingGroupArn": scaled_arn(account)}, **TAGS},
    ),
    Case(
        "aws:pipes/pipe:Pipe",
        lambda account: {
            "roleArn": account.role.outputs["arn"],
            "source": account.queue.outputs["arn"],
            "target": account.function.outputs["arn"],
        },
        lambda account: {
            "roleArn": account.role.outputs["arn"],
            "source": account.queue.outputs["arn"],
            "target": account.function.outputs["arn"],
            **TAGS,
        },
    ),
    Case(
        "aws:wafv2/webAcl:WebAcl",
        lambda _: {
            "scope": "REGIONAL",
            "defaultAction": {"allow": {}},
            "visibilityConfig": visibility(),
            "rules": [managed_rule()],
        },
        lambda _: {
            "scope": "REGIONAL",
            "defaultAction": {"block": {}},
            "visibilityConfig": visibility(),
            "rules": [managed_rule()],
            **TAGS,
        },
        unstable=names("lockToken"),
        import_id=None,
    ),
    Case(
        "aws:wafv2/ruleGroup:RuleGroup",
        lambda _: {"scope": "REGIONAL", "capacity": 10, "visibilityConfig": visibility()},
        unstable=names("lockToken"),
        import_id=None,
    ),
    Case(
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        lambda account: {"webAclArn": wall(account), "resourceArn": balancer(account)},
        import_id=None,
    ),
    Case(
        "aws:budgets/budget:Budget",
        lambda _: {"budgetType": "COST", "timeUnit": "MONTHLY", "limitAmount": "100.0", "limitUnit": "USD"},
    ),
    Case(
        "aws:batch/computeEnvironment:ComputeEnvironment",
        lambda account: {"type": "UNMANAGED", "serviceRole": account.role.outputs["arn"]},
    ),
    Case(
        "aws:batch/jobQueue:JobQueue",
        lambda account: {
            "state": "ENABLED",
            "priority": 1,
            "computeEnvironmentOrders": [{"order": 1, "computeEnvironment": batch_environment(account)}],
        },
        lambda account: {
            "state": "DISABLED",
            "priority": 2,
            "computeEnvironmentOrders": [{"order": 1, "computeEnvironment": batch_environment(account)}],
        },
    ),
    Case(
        "aws:batch/jobDefinition:JobDefinition",
        lambda _: {"type": "container", "containerProperties": container("busybox")},
    ),
    Case("aws:codecommit/repository:Repository", lambda _: {"repositoryName": "shop", "description": "the shop"}),
    Case("aws:codepipeline/pipeline:Pipeline", stages, lambda account: {**stages(account), **TAGS}),
    Case(
        "aws:backup/plan:Plan",
        lambda _: {"rules": [{"ruleName": "daily", "targetVaultName": "Default", "schedule": "cron(0 12 * * ? *)"}]},
    ),
    Case(
        "aws:resourcegroups/group:Group",
        lambda _: {"description": "one", "resourceQuery": {"query": query("one")}},
        lambda _: {"description": "two", "resourceQuery": {"query": query("two")}},
    ),
    Case("aws:ram/resourceShare:ResourceShare", lambda _: {"allowExternalPrincipals": True}),
    Case(
        "aws:guardduty/detector:Detector",
        lambda _: {"findingPublishingFrequency": "ONE_HOUR"},
        lambda _: {"findingPublishingFrequency": "SIX_HOURS"},
    ),
    Case(
        "aws:appconfig/application:Application",
        lambda _: {"description": "one"},
        lambda _: {"description": "two", **TAGS},
    ),
    Case(
        "aws:appconfig/configurationProfile:ConfigurationProfile",
        lambda account: {
            "applicationId": account.get("aws:appconfig/application:Application", {}).id,
            "locationUri": "hosted",
        },
    ),
    Case("aws:iot/thing:Thing", lambda _: {}),
    Case("aws:iot/policy:Policy", lambda _: {"policy": document("iot")}),
]


def scaled_arn(account: Any) -> str:
    scaled(account)
    return str(account.made[urn_of("aws:autoscaling/group:Group", "shared")].outputs["arn"])


def query(team: str) -> str:
    filters = [{"Key": "team", "Values": [team]}]
    return json.dumps({"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": filters})


# LocalStack imports a service at its first use, which takes longer than a life: most services are the gate's.
OFTEN = ("appsync", "autoscaling", "cloudfront", "ec2", "ecr", "ecs", "kinesis", "s3", "scheduler", "ssm")
LIVES = [
    pytest.param(case, id=case.token, marks=() if case.token.split("/")[0][4:] in OFTEN else pytest.mark.gate)
    for case in CASES
]


@pytest.mark.parametrize("case", LIVES)
def test_a_whole_life(case: Any, account: Any) -> None:
    """A resource is what it was made as, changes in place and back, and is gone once deleted."""
    check_life(case, account)


def test_a_cluster_is_told_of_by_its_name(account: Any) -> None:
    """The function tells what the resource does."""
    name = kubernetes(account)
    made = account.made[urn_of("aws:eks/cluster:Cluster", "shared")].outputs

    found = account.provider.invoke("aws:eks/getCluster:getCluster", {"name": name})

    assert {key: found[key] for key in ("arn", "endpoint", "roleArn")} == {
        key: made[key] for key in ("arn", "endpoint", "roleArn")
    }


def test_a_token_for_a_cluster_is_a_signed_request(account: Any) -> None:
    """The token holds the URL of a request to STS, signed for this cluster, as Kubernetes' authenticator reads it."""
    found = account.provider.invoke("aws:eks/getClusterAuth:getClusterAuth", {"name": "shop"})

    start, _, encoded = found["token"].partition(".")
    url = urlsplit(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode())
    signed = parse_qs(url.query)
    assert (start, url.hostname, found["name"]) == ("k8s-aws-v1", "sts.us-east-1.amazonaws.com", "shop")
    assert signed["Action"] == ["GetCallerIdentity"]
    assert signed["X-Amz-SignedHeaders"] == ["host;x-k8s-aws-id"]
    assert len(signed["X-Amz-Signature"][0]) == 64


def test_functions_find_what_exists(account: Any) -> None:
    """Parameters below a path, an object with its text, a provider of web identities and an organization."""
    scope, invoke = account.scope, account.provider.invoke
    for name, value in {"/shop/a": "1", "/shop/b/c": "2"}.items():
        scope.call("ssm", "put_parameter", Name=name, Value=value, Type="String")
    bucket = account.bucket.outputs["bucket"]
    scope.call("s3", "put_object", Bucket=bucket, Key="a.json", Body=b"{}", ContentType="application/json")
    scope.call("s3", "put_object", Bucket=bucket, Key="a.bin", Body=b"\0", ContentType="application/octet-stream")
    given = {"Url": "https://token.example", "ClientIDList": ["a"], "ThumbprintList": ["b" * 40]}
    arn = scope.call("iam", "create_open_id_connect_provider", **given)["OpenIDConnectProviderArn"]

    flat, deep = (
        invoke("aws:ssm/getParametersByPath:getParametersByPath", {"path": "/shop", "recursive": recursive})
        for recursive in (False, True)
    )
    text, binary = (invoke("aws:s3/getObject:getObject", {"bucket": bucket, "key": key}) for key in ("a.json", "a.bin"))
    by_url = invoke("aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider", {"url": "https://token.example"})
    company = invoke("aws:organizations/getOrganization:getOrganization", {"id": organization(account).id})

    assert (flat["names"], sorted(deep["values"])) == (["/shop/a"], ["1", "2"])
    assert (text["body"], text["contentType"], binary["body"]) == ("{}", "application/json", "")
    assert (by_url["arn"], by_url["clientIdLists"]) == (arn, ["a"])
    assert company["roots"] == organization(account).outputs["roots"]
    with pytest.raises(DeployError, match=r"no OpenID Connect provider with the URL https://other\.example"):
        invoke("aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider", {"url": "https://other.example"})


@pytest.mark.parametrize(
    ("engine", "preferred", "chosen"),
    [
        ("postgres", ["db.x9.huge", "db.t3.micro"], "db.t3.micro"),
        ("postgres", [], "db.r6g.large"),
        ("mysql", ["db.t3.micro", "db.t3.small"], "db.t3.micro"),
    ],
)
def test_an_instance_that_can_be_ordered_is_found(account: Any, engine: str, preferred: list[str], chosen: str) -> None:
    """The first preferred class that there is; of an engine that is modelled only, the first one."""
    token = "aws:rds/getOrderableDbInstance:getOrderableDbInstance"
    found = account.provider.invoke(token, {"engine": engine, "preferredInstanceClasses": preferred})

    assert (found["engine"], found["instanceClass"]) == (engine, chosen)
    with pytest.raises(DeployError, match="no orderable instance of postgres"):
        account.provider.invoke(token, {"engine": "postgres", "preferredInstanceClasses": ["db.x9.huge"]})
