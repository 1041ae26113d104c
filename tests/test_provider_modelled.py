"""Types that are modelled only, through their whole life, as test_provider_lifecycle.py has it."""

import json
from typing import Any

import pytest

from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError
from tests.test_provider_lifecycle import Case, change, check_life, document, names, urn_of
from tests.test_provider_lifecycle import account as shared_account
from tests.test_provider_networks import group, machine, subnet, vpc

account = shared_account  # the fixture, by the name that tests ask for

TAGS = {"tags": {"team": "blue"}}


def other_subnet(account: Any) -> str:
    urn = urn_of("aws:ec2/subnet:Subnet", "second")
    given = {"vpcId": vpc(account), "cidrBlock": "10.0.7.0/24", "availabilityZone": "us-east-1b"}
    return str((account.made.get(urn) or account.create("aws:ec2/subnet:Subnet", "second", given)).id)


def subnets(account: Any) -> list[str]:
    return [subnet(account), other_subnet(account)]


def repository(account: Any) -> str:
    return str(account.get("aws:ecr/repository:Repository", {}).id)


def cluster(account: Any) -> str:
    return str(account.get("aws:ecs/cluster:Cluster", {}).outputs["arn"])


def containers(image: str) -> str:
    return json.dumps([{"name": "web", "image": image, "memory": 128, "cpu": 10, "essential": True}])


def task(account: Any) -> str:
    given = {"family": "web", "containerDefinitions": containers("nginx")}
    return str(account.get("aws:ecs/taskDefinition:TaskDefinition", given).outputs["arn"])


def balancer(account: Any) -> str:
    return str(account.get("aws:lb/loadBalancer:LoadBalancer", {"subnets": subnets(account)}).id)


def targets(account: Any) -> str:
    given = {"port": 80, "protocol": "HTTP", "vpcId": vpc(account)}
    return str(account.get("aws:lb/targetGroup:TargetGroup", given).id)


def listener(account: Any) -> str:
    given = {"loadBalancerArn": balancer(account), "port": 80, "protocol": "HTTP", "defaultActions": [forward(account)]}
    return str(account.get("aws:lb/listener:Listener", given).id)


def forward(account: Any) -> Properties:
    return {"type": "forward", "targetGroupArn": targets(account)}


def say(text: str) -> Properties:
    fixed = {"contentType": "text/plain", "messageBody": text, "statusCode": "200"}
    return {"type": "fixed-response", "fixedResponse": fixed}


def db_subnets(account: Any) -> str:
    return str(account.get("aws:rds/subnetGroup:SubnetGroup", {"subnetIds": subnets(account)}).id)


def database(**more: Any) -> Properties:
    given = {"engine": "postgres", "instanceClass": "db.t3.micro", "allocatedStorage": 20, "username": "shop"}
    return {**given, "password": "secret-word", "skipFinalSnapshot": True, **more}


def aurora(account: Any) -> str:
    given = {"engine": "aurora-postgresql", "masterUsername": "shop", "masterPassword": "secret-word"}
    return str(account.get("aws:rds/cluster:Cluster", {**given, "skipFinalSnapshot": True}).id)


def proxy(account: Any) -> str:
    given = {
        "engineFamily": "POSTGRESQL",
        "roleArn": account.role.outputs["arn"],
        "vpcSubnetIds": subnets(account),
        "auths": [{"authScheme": "SECRETS", "secretArn": account.secret.outputs["arn"]}],
    }
    return str(account.get("aws:rds/proxy:Proxy", given).id)


def zone(account: Any) -> str:
    return str(account.get("aws:route53/zone:Zone", {"name": "shop.example"}).id)


def certificate(account: Any) -> str:
    given = {"domainName": "shop.example", "validationMethod": "DNS"}
    return str(account.get("aws:acm/certificate:Certificate", given).id)


def pool(account: Any) -> str:
    return str(account.get("aws:cognito/userPool:UserPool", {}).id)


def distribution(**more: Any) -> Properties:
    behavior = {
        "targetOriginId": "files",
        "viewerProtocolPolicy": "redirect-to-https",
        "allowedMethods": ["GET", "HEAD"],
        "cachedMethods": ["GET", "HEAD"],
        "forwardedValues": {"queryString": False, "cookies": {"forward": "none"}},
    }
    return {
        "enabled": True,
        "origins": [{"originId": "files", "domainName": "files.s3.amazonaws.com", "s3OriginConfig": NO_IDENTITY}],
        "defaultCacheBehavior": behavior,
        "restrictions": {"geoRestriction": {"restrictionType": "none"}},
        "viewerCertificate": {"cloudfrontDefaultCertificate": True},
        **more,
    }


NO_IDENTITY = {"originAccessIdentity": "origin-access-identity/cloudfront/E127EXAMPLE51Z"}

REGISTRY_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "x",
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                "Action": ["ecr:CreateRepository", "ecr:ReplicateImage"],
                "Resource": ["arn:aws:ecr:us-east-1:000000000000:repository/*"],
            }
        ],
    }
)

CASES = [
    Case(
        "aws:ecr/repository:Repository",
        lambda _: {},
        lambda _: {"imageTagMutability": "IMMUTABLE", **TAGS},
        unread=names("forceDelete"),
    ),
    Case(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        lambda account: {"repository": repository(account), "policy": keep(3)},
        lambda account: {"repository": repository(account), "policy": keep(4)},
    ),
    Case(
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
        lambda account: {"repository": repository(account), "policy": document("ecr", Principal="*")},
    ),
    Case("aws:ecr/registryPolicy:RegistryPolicy", lambda _: {"policy": REGISTRY_POLICY}),
    Case(
        "aws:ecs/cluster:Cluster",
        lambda _: {"settings": [{"name": "containerInsights", "value": "disabled"}]},
        lambda _: {"settings": [{"name": "containerInsights", "value": "enabled"}], **TAGS},
    ),
    Case(
        "aws:ecs/taskDefinition:TaskDefinition",
        lambda _: {"family": "job", "containerDefinitions": containers("busybox")},
    ),
    Case(
        "aws:ecs/service:Service",
        lambda account: {"cluster": cluster(account), "taskDefinition": task(account), "desiredCount": 1},
        lambda account: {
            "cluster": cluster(account),
            "taskDefinition": task(account),
            "desiredCount": 2,
            "networkConfiguration": {"subnets": subnets(account), "assignPublicIp": True},
            **TAGS,
        },
        import_id=None,
    ),
    Case(
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        lambda account: {
            "clusterName": account.get("aws:ecs/cluster:Cluster", {}).outputs["name"],
            "capacityProviders": ["FARGATE"],
        },
        stays=True,
    ),
    *(
        case
        for package in ("lb", "alb")
        for case in (
            Case(
                f"aws:{package}/loadBalancer:LoadBalancer",
                lambda account: {"subnets": subnets(account), "securityGroups": [group(account)]},
                lambda account: {
                    "subnets": subnets(account),
                    "securityGroups": [group(account)],
                    "idleTimeout": 90,
                    **TAGS,
                },
                unstable=names("idleTimeout"),
            ),
            Case(
                f"aws:{package}/targetGroup:TargetGroup",
                lambda account: {
                    "port": 80,
                    "protocol": "HTTP",
                    "vpcId": vpc(account),
                    "healthCheck": {"path": "/up", "matcher": "200"},
                },
                lambda account: {
                    "port": 80,
                    "protocol": "HTTP",
                    "vpcId": vpc(account),
                    "healthCheck": {"path": "/well", "matcher": "200"},
                    "deregistrationDelay": 10,
                    **TAGS,
                },
                unstable=names("deregistrationDelay"),
            ),
            Case(
                f"aws:{package}/listener:Listener",
                lambda account: {
                    "loadBalancerArn": balancer(account),
                    "port": 81,
                    "defaultActions": [forward(account)],
                },
                lambda account: {
                    "loadBalancerArn": balancer(account),
                    "port": 82,
                    "protocol": "HTTP",
                    "defaultActions": [say("closed")],
                    **TAGS,
                },
            ),
            Case(
                f"aws:{package}/listenerRule:ListenerRule",
                lambda account: {
                    "listenerArn": listener(account),
                    "priority": 7,
                    "actions": [say("a")],
                    "conditions": [{"pathPattern": {"values": ["/a/*"]}}],
                },
                lambda account: {
                    "listenerArn": listener(account),
                    "priority": 7,
                    "actions": [forward(account)],
                    "conditions": [{"hostHeader": {"values": ["a.example"]}}],
                    **TAGS,
                },
            ),
            Case(
                f"aws:{package}/targetGroupAttachment:TargetGroupAttachment",
                lambda account: {
                    "targetGroupArn": targets(account),
                    "targetId": machine(account),
                    "port": 80,
                },
                import_id=None,
            ),
        )
    ),
    Case(
        "aws:rds/subnetGroup:SubnetGroup",
        lambda account: {"subnetIds": subnets(account)},
        lambda account: {"subnetIds": subnets(account), "description": "changed", **TAGS},
    ),
    Case(
        "aws:rds/instance:Instance",
        lambda account: database(dbName="shop", dbSubnetGroupName=db_subnets(account)),
        lambda account: database(dbName="shop", dbSubnetGroupName=db_subnets(account), allocatedStorage=30, **TAGS),
        unstable=names("latestRestorableTime"),
    ),
    Case(
        "aws:rds/cluster:Cluster",
        lambda _: {
            "engine": "aurora-postgresql",
            "masterUsername": "shop",
            "masterPassword": "secret-word",
            "skipFinalSnapshot": True,
        },
        lambda _: {
            "engine": "aurora-postgresql",
            "masterUsername": "shop",
            "masterPassword": "other-word",
            "skipFinalSnapshot": True,
            **TAGS,
        },
    ),
    Case(
        "aws:rds/clusterInstance:ClusterInstance",
        lambda account: {
            "clusterIdentifier": aurora(account),
            "engine": "aurora-postgresql",
            "instanceClass": "db.t3.medium",
        },
    ),
    Case(
        "aws:rds/parameterGroup:ParameterGroup",
        lambda _: {"family": "postgres16"},
        lambda _: {"family": "postgres16", **TAGS},
    ),
    Case("aws:rds/clusterParameterGroup:ClusterParameterGroup", lambda _: {"family": "aurora-postgresql16"}),
    Case("aws:rds/optionGroup:OptionGroup", lambda _: {"engineName": "mysql", "majorEngineVersion": "8.0"}),
    Case("aws:rds/eventSubscription:EventSubscription", lambda account: {"snsTopic": account.topic.outputs["arn"]}),
    Case(
        "aws:rds/globalCluster:GlobalCluster",
        lambda _: {"globalClusterIdentifier": "everywhere", "engine": "aurora-postgresql"},
    ),
    Case(
        "aws:rds/proxy:Proxy",
        lambda account: {
            "engineFamily": "POSTGRESQL",
            "roleArn": account.role.outputs["arn"],
            "vpcSubnetIds": subnets(account),
            "auths": [{"authScheme": "SECRETS", "secretArn": account.secret.outputs["arn"]}],
        },
        import_id=None,
    ),
    Case(
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        lambda account: {"dbProxyName": proxy(account), "connectionPoolConfig": {"maxConnectionsPercent": 80}},
        lambda account: {"dbProxyName": proxy(account), "connectionPoolConfig": {"maxConnectionsPercent": 60}},
        import_id=None,
        stays=True,
    ),
    Case(
        "aws:rds/proxyTarget:ProxyTarget",
        lambda account: {
            "dbProxyName": proxy(account),
            "targetGroupName": "default",
            "dbInstanceIdentifier": account.get("aws:rds/instance:Instance", database(dbName="kept")).id,
        },
        import_id=None,
    ),
    Case(
        "aws:rds/snapshot:Snapshot",
        lambda account: {
            "dbInstanceIdentifier": account.get("aws:rds/instance:Instance", database(dbName="kept")).id,
            "dbSnapshotIdentifier": "kept",
        },
    ),
    Case(
        "aws:rds/clusterSnapshot:ClusterSnapshot",
        lambda account: {"dbClusterIdentifier": aurora(account), "dbClusterSnapshotIdentifier": "kept"},
    ),
    Case(
        "aws:route53/zone:Zone",
        lambda _: {"name": "a.example"},
        lambda _: {"name": "a.example", "comment": "c", **TAGS},
    ),
    Case(
        "aws:route53/record:Record",
        lambda account: {"zoneId": zone(account), "name": "www", "type": "A", "ttl": 60, "records": ["10.0.0.1"]},
        lambda account: {"zoneId": zone(account), "name": "www", "type": "A", "ttl": 90, "records": ["10.0.0.2"]},
        import_id=None,
    ),
    Case(
        "aws:route53/healthCheck:HealthCheck",
        lambda _: {"type": "HTTP", "fqdn": "shop.example", "port": 80, "resourcePath": "/", "requestInterval": 30},
    ),
    Case(
        "aws:acm/certificate:Certificate",
        lambda _: {"domainName": "b.example", "validationMethod": "DNS"},
        lambda _: {"domainName": "b.example", "validationMethod": "DNS", **TAGS},
        unstable=names("status"),
    ),
    Case(
        "aws:acm/certificateValidation:CertificateValidation",
        lambda account: {"certificateArn": certificate(account)},
        import_id=None,
        stays=True,
    ),
    Case(
        "aws:cloudfront/distribution:Distribution",
        lambda _: distribution(),
        lambda _: distribution(comment="c", **TAGS),
    ),
    Case("aws:cloudfront/originAccessIdentity:OriginAccessIdentity", lambda _: {"comment": "files"}),
    Case(
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        lambda _: {"originAccessControlOriginType": "s3", "signingBehavior": "always", "signingProtocol": "sigv4"},
    ),
    Case(
        "aws:cognito/userPool:UserPool",
        lambda _: {},
        lambda _: {"autoVerifiedAttributes": ["email"], **TAGS},
        unstable=names("lastModifiedDate"),
    ),
    Case(
        "aws:cognito/userPoolClient:UserPoolClient",
        lambda account: {"userPoolId": pool(account), "explicitAuthFlows": ["ALLOW_USER_SRP_AUTH"]},
        lambda account: {"userPoolId": pool(account), "explicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"]},
        import_id=lambda state: f"{state.outputs['userPoolId']}/{state.id}",
    ),
    Case(
        "aws:cognito/userPoolDomain:UserPoolDomain",
        lambda account: {"userPoolId": pool(account), "domain": "shop"},
        lambda account: {"userPoolId": pool(account), "domain": "shop", "managedLoginVersion": 2},
    ),
    Case(
        "aws:cognito/resourceServer:ResourceServer",
        lambda account: {
            "userPoolId": pool(account),
            "identifier": "orders",
            "name": "Orders",
            "scopes": [{"scopeName": "read", "scopeDescription": "Read"}],
        },
    ),
    Case(
        "aws:cognito/userPool:UserPool",
        lambda _: rich_pool(),
        lambda _: rich_pool(
            mfaConfiguration="ON",
            passwordPolicy={"minimumLength": 12, "requireLowercase": True},
            emailConfiguration={"emailSendingAccount": "DEVELOPER", "fromEmailAddress": "b@example.com"},
        ),
        unstable=names("lastModifiedDate"),
    ),
    Case(
        "aws:cognito/riskConfiguration:RiskConfiguration",
        lambda account: {"userPoolId": pool(account), **risks("BLOCK")},
        lambda account: {"userPoolId": pool(account), **risks("NO_ACTION")},
    ),
    Case(
        "aws:cognito/user:User",
        lambda account: {
            "userPoolId": other_pool(account),
            "username": "cat",
            "attributes": {"email": "cat@example.com", "plan": "pro"},
        },
        lambda account: {
            "userPoolId": other_pool(account),
            "username": "cat",
            "attributes": {"email": "cat@example.org"},
            "enabled": False,
        },
        unstable=names("lastModifiedDate"),
        unread=names("attributes"),  # an import can't know that the program leaves the prefix out
    ),
    Case("aws:cognito/userGroup:UserGroup", lambda account: {"userPoolId": pool(account), "name": "staff"}),
    Case("aws:cognito/user:User", lambda account: {"userPoolId": pool(account), "username": "ann"}),
    Case(
        "aws:cognito/userInGroup:UserInGroup",
        lambda account: {
            "userPoolId": pool(account),
            "username": account.get("aws:cognito/user:User", user(account)).outputs["username"],
            "groupName": account.get("aws:cognito/userGroup:UserGroup", staff(account)).outputs["name"],
        },
    ),
    Case(
        "aws:cognito/identityProvider:IdentityProvider",
        lambda account: {
            "userPoolId": pool(account),
            "providerName": "Google",
            "providerType": "Google",
            "providerDetails": {"client_id": "a", "client_secret": "b", "authorize_scopes": "email"},
        },
    ),
    Case(
        "aws:cognito/identityPool:IdentityPool",
        lambda _: {"identityPoolName": "shop"},
        lambda _: {"identityPoolName": "shop", "allowUnauthenticatedIdentities": True, **TAGS},
    ),
    Case(
        "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
        lambda account: {
            "identityPoolId": account.get("aws:cognito/identityPool:IdentityPool", {"identityPoolName": "p"}).id,
            "roles": {"authenticated": account.role.outputs["arn"]},
        },
    ),
]


def keep(count: int) -> str:
    selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]})


def rich_pool(**more: Any) -> Properties:
    """Return a pool with settings that AWS has under other names, or in an operation of their own."""
    plan = {"name": "plan", "attributeDataType": "String", "mutable": True}
    return {
        "mfaConfiguration": "OPTIONAL",
        "softwareTokenMfaConfiguration": {"enabled": True},
        "passwordPolicy": {"minimumLength": 10, "requireNumbers": True, "temporaryPasswordValidityDays": 3},
        "schemas": [{**plan, "stringAttributeConstraints": {"minLength": "2", "maxLength": "8"}}],
        "autoVerifiedAttributes": ["email"],
        "emailConfiguration": {"emailSendingAccount": "DEVELOPER", "fromEmailAddress": "a@example.com"},
        "userAttributeUpdateSettings": {"attributesRequireVerificationBeforeUpdates": ["email"]},
        "usernameConfiguration": {"caseSensitive": True},
        "accountRecoverySetting": {"recoveryMechanisms": [{"name": "verified_email", "priority": 1}]},
        **more,
    }


def other_pool(account: Any) -> str:
    urn = urn_of("aws:cognito/userPool:UserPool", "other")
    made = account.made.get(urn) or account.create("aws:cognito/userPool:UserPool", "other", rich_pool())
    return str(made.id)


def risks(action: str) -> Properties:
    exceptions = {"blockedIpRangeLists": ["10.10.10.10/32"]}
    compromised = {"eventFilters": ["SIGN_IN"], "actions": {"eventAction": action}}
    return {"riskExceptionConfiguration": exceptions, "compromisedCredentialsRiskConfiguration": compromised}


def user(account: Any) -> Properties:
    return {"userPoolId": pool(account), "username": "bob"}


def staff(account: Any) -> Properties:
    return {"userPoolId": pool(account), "name": "workers"}


# The types of aws:alb are those of aws:lb under another name.
LIVES = [
    pytest.param(case, id=case.token, marks=pytest.mark.gate if case.token.startswith("aws:alb/") else ())
    for case in CASES
]


@pytest.mark.parametrize("case", LIVES)
def test_a_whole_life(case: Any, account: Any) -> None:
    """A resource is what it was made as, changes in place and back, and is gone once deleted."""
    check_life(case, account)


def test_a_user_pool_is_found_by_its_name(account: Any) -> None:
    """The list of pools wants the size of a page; an interrupted deployment looks for its pool so."""
    token = "aws:cognito/userPool:UserPool"
    made = account.create(token, "found", {"name": "found"})

    found = account.provider.find(urn_of(token, "found"), made.inputs)

    assert found is not None
    assert found.id == made.id


def test_a_tagged_listener_and_what_it_joins_are_found(account: Any) -> None:
    """A load balancer, its target group and its listener are looked up by name, ARN or port, with their tags."""
    made = {
        "aws:lb/getLoadBalancer:getLoadBalancer": balancer(account),
        "aws:lb/getTargetGroup:getTargetGroup": targets(account),
        "aws:lb/getListener:getListener": listener(account),
    }
    tags = [{"Key": "team", "Value": "blue"}]
    account.scope.call("elbv2", "add_tags", ResourceArns=list(made.values()), Tags=tags)

    for token, arn in made.items():
        found = account.provider.invoke(token, {"arn": arn})
        where = {"loadBalancerArn": balancer(account), "port": 80} if "Listener" in token else {"name": found["name"]}
        assert (found["arn"], found["tags"]) == (arn, {"team": "blue"})
        assert account.provider.invoke(token, where) == found
    with pytest.raises(DeployError, match="no listener of the load balancer listens on port 81"):
        account.provider.invoke("aws:alb/getListener:getListener", {"loadBalancerArn": balancer(account), "port": 81})


def test_a_zone_that_a_killed_run_left_is_found(account: Any) -> None:
    """Its name and whether it is private tell which it is."""
    made = account.create("aws:route53/zone:Zone", "left", {"name": "left.example"})
    urn = urn_of("aws:route53/zone:Zone", "left")

    assert account.provider.find(urn, made.inputs).id == made.id
    account.delete(urn)
    assert account.provider.find(urn, made.inputs) is None


def test_a_pools_settings_reach_cognito(account: Any) -> None:
    """Policies, constraints, addresses and factors are what the program says; attributes can be added, not removed."""
    token, given = "aws:cognito/userPool:UserPool", rich_pool()
    made = account.create(token, "rich", given)

    def read() -> Any:
        found = account.scope.call("cognito-idp", "describe_user_pool", UserPoolId=made.id)["UserPool"]
        return found, {item["Name"]: item for item in found["SchemaAttributes"]}

    found, schema = read()
    assert found["Policies"]["PasswordPolicy"]["MinimumLength"] == 10
    assert found["EmailConfiguration"] == {"EmailSendingAccount": "DEVELOPER", "From": "a@example.com"}
    assert found["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}
    assert schema["custom:plan"]["StringAttributeConstraints"] == {"MinLength": "2", "MaxLength": "8"}
    factors = account.scope.call("cognito-idp", "get_user_pool_mfa_config", UserPoolId=made.id)
    assert factors["MfaConfiguration"] == "OPTIONAL"
    level = {"name": "level", "attributeDataType": "Number", "mutable": True}
    changed = change(account, urn_of(token, "rich"), made, rich_pool(schemas=[*given["schemas"], level]))
    assert read()[1]["custom:level"]["AttributeDataType"] == "Number"
    with pytest.raises(DeployError, match="has the attributes custom:level, which AWS can't remove"):
        change(account, urn_of(token, "rich"), changed, given)
