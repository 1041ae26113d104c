"""Types of services that few programs use through their whole life, as test_provider_lifecycle.py has it."""

import importlib
import json
import keyword
import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from stackrig.deployment.provider.schema import Schema, load_schema, wire_names
from stackrig.deployment.provider.services.getters import LIKE
from stackrig.deployment.provider.wire import to_pascal
from stackrig.errors import DeployError
from tests import (
    test_provider_lifecycle,
    test_provider_modelled,
    test_provider_networks,
    test_provider_plain,
    test_provider_settings,
)
from tests.terraform_names import snake
from tests.test_provider_lifecycle import Case, check_life, document, names, trust, urn_of
from tests.test_provider_lifecycle import account as shared_account
from tests.test_provider_modelled import TAGS, subnets
from tests.test_provider_networks import group, vpc

account = shared_account  # the fixture, by the name that tests ask for


def recorder(account: Any) -> str:
    return str(account.get("aws:cfg/recorder:Recorder", {"roleArn": account.role.outputs["arn"]}).id)


def channel(account: Any) -> str:
    recorder(account)
    given = {"s3BucketName": account.bucket.id}
    return str(account.get("aws:cfg/deliveryChannel:DeliveryChannel", given).id)


def managed(rule: str) -> dict[str, Any]:
    return {"source": {"owner": "AWS", "sourceIdentifier": rule}}


def connection(account: Any) -> str:
    return str(account.get("aws:cloudwatch/eventConnection:EventConnection", keyed("secret")).outputs["arn"])


def keyed(value: str) -> dict[str, Any]:
    header = {"key": "X-Shop", "value": "one", "isValueSecret": False}
    parameters = {"apiKey": {"key": "X-Key", "value": value}, "invocationHttpParameters": {"headers": [header]}}
    return {"authorizationType": "API_KEY", "authParameters": parameters}


def calls(account: Any, **more: Any) -> dict[str, Any]:
    where = {"connectionArn": connection(account), "invocationEndpoint": "https://shop.example/orders"}
    return {**where, "httpMethod": "POST", **more}


def bus(account: Any) -> Any:
    return account.get("aws:cloudwatch/eventBus:EventBus", {})


def puts(account: Any, principal: Any) -> str:
    bus_arn = bus(account).outputs["arn"]
    return document("events", Sid="all", Action="events:PutEvents", Principal=principal, Resource=bus_arn)


def version(account: Any) -> str:
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
    given = {"definition": definition, "roleArn": account.role.outputs["arn"], "publish": True}
    return str(account.get("aws:sfn/stateMachine:StateMachine", given).outputs["stateMachineVersionArn"])


def template(subject: str) -> dict[str, Any]:
    """Return the inputs of a stack with a topic, whose subject is a parameter and an output."""
    given = {"TopicName": {"Ref": "AWS::StackName"}, "DisplayName": {"Ref": "Subject"}}
    body = {
        "Parameters": {"Subject": {"Type": "String"}},
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": given}},
        "Outputs": {"Arn": {"Value": {"Ref": "Topic"}}, "Subject": {"Value": {"Ref": "Subject"}}},
    }
    return {"templateBody": json.dumps(body), "parameters": {"Subject": subject}}


def broker() -> dict[str, Any]:
    return {
        "engineType": "RabbitMQ",
        "engineVersion": "3.13",
        "hostInstanceType": "mq.m5.large",
        "users": [{"username": "shop", "password": "long-secret-word"}],
    }


def brokers(account: Any) -> dict[str, Any]:
    nodes = {"instanceType": "kafka.m5.large", "clientSubnets": subnets(account), "securityGroups": [group(account)]}
    return {"kafkaVersion": "3.6.0", "numberOfBrokerNodes": 2, "brokerNodeGroupInfo": nodes}


def files_server(account: Any) -> str:
    return str(account.get("aws:transfer/server:Server", {}).id)


def database(service: str) -> dict[str, Any]:
    given = {"skipFinalSnapshot": True}
    return given if service == "neptune" else {**given, "masterUsername": "shop", "masterPassword": "secret-word"}


def cluster(account: Any, service: str) -> str:
    return str(account.get(f"aws:{service}/cluster:Cluster", database(service)).id)


def databases(service: str, instance: str) -> list[Case]:
    """Return the cases of a service that has RDS's clusters, instances and groups."""
    return [
        Case(
            f"aws:{service}/cluster:Cluster",
            lambda _: database(service),
            lambda _: {**database(service), "deletionProtection": False, **TAGS},
        ),
        Case(
            f"aws:{service}/clusterInstance:ClusterInstance",
            lambda account: {"clusterIdentifier": cluster(account, service), "instanceClass": instance},
        ),
        Case(
            f"aws:{service}/subnetGroup:SubnetGroup",
            lambda account: {"subnetIds": subnets(account)},
            lambda account: {"subnetIds": subnets(account), **TAGS},
        ),
    ]


CASES = [
    Case(
        "aws:cfg/recorder:Recorder",
        lambda account: {"roleArn": account.role.outputs["arn"]},
        lambda account: {
            "roleArn": account.role.outputs["arn"],
            "recordingGroup": {"allSupported": False, "resourceTypes": ["AWS::S3::Bucket"]},
        },
    ),
    Case(
        "aws:cfg/deliveryChannel:DeliveryChannel",
        lambda account: {"s3BucketName": account.bucket.id, "s3KeyPrefix": recorder(account)},
        lambda account: {
            "s3BucketName": account.bucket.id,
            "snapshotDeliveryProperties": {"deliveryFrequency": "Six_Hours"},
        },
    ),
    Case(
        "aws:cfg/recorderStatus:RecorderStatus",
        lambda account: {"name": channel(account), "isEnabled": True},
        lambda account: {"name": channel(account), "isEnabled": False},
        stays=True,
    ),
    Case(
        "aws:cfg/rule:Rule",
        lambda _: managed("S3_BUCKET_VERSIONING_ENABLED"),
        lambda _: {**managed("S3_BUCKET_VERSIONING_ENABLED"), "description": "versions", **TAGS},
    ),
    Case(
        "aws:cloudwatch/eventArchive:EventArchive",
        lambda account: {"eventSourceArn": bus(account).outputs["arn"], "retentionDays": 7},
        lambda account: {
            "eventSourceArn": bus(account).outputs["arn"],
            "eventPattern": json.dumps({"source": ["shop"]}),
            "description": "of the shop",
        },
    ),
    Case(
        "aws:cloudwatch/eventConnection:EventConnection",
        lambda _: keyed("one"),
        lambda _: {
            "authorizationType": "OAUTH_CLIENT_CREDENTIALS",
            "authParameters": {
                "oauth": {
                    "authorizationEndpoint": "https://shop.example/token",
                    "httpMethod": "POST",
                    "clientParameters": {"clientId": "a", "clientSecret": "b"},
                    "oauthHttpParameters": {"bodies": [{"key": "scope", "value": "all", "isValueSecret": False}]},
                }
            },
        },
        unread=names("authParameters"),
        unstable=names("secretArn"),
    ),
    Case(
        "aws:cloudwatch/eventApiDestination:EventApiDestination",
        calls,
        lambda account: calls(account, invocationRateLimitPerSecond=5),
    ),
    Case(
        "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        lambda account: {"eventBusName": bus(account).id, "policy": puts(account, "*")},
        lambda account: {"eventBusName": bus(account).id, "policy": puts(account, {"AWS": "*"})},
    ),
    Case(
        "aws:cloudformation/stack:Stack",
        lambda _: template("one"),
        lambda _: {**template("two"), **TAGS},
        unread=names("parameters templateBody"),
    ),
    Case("aws:sfn/activity:Activity", lambda _: {}),
    Case(
        "aws:sfn/alias:Alias",
        lambda account: {
            "routingConfigurations": [{"stateMachineVersionArn": version(account), "weight": 100}],
            "description": "new",
        },
        lambda account: {
            "routingConfigurations": [{"stateMachineVersionArn": version(account), "weight": 100}],
            "description": "live",
        },
    ),
    Case(
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        lambda account: {
            "secretArn": account.secret.outputs["arn"],
            "policy": document("secretsmanager", Principal="*"),
        },
        lambda account: {
            "secretArn": account.secret.outputs["arn"],
            "policy": document("secretsmanager", Principal={"AWS": "*"}),
        },
        unread=names("blockPublicPolicy"),
    ),
    Case(
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
        lambda _: {"minimumPasswordLength": 12},
        lambda _: {"minimumPasswordLength": 14, "requireNumbers": True, "maxPasswordAge": 90},
        import_id=None,
    ),
    Case(
        "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
        lambda _: {"domainName": "shop.internal", "domainNameServers": ["AmazonProvidedDNS"]},
        lambda _: {"domainName": "shop.internal", "domainNameServers": ["AmazonProvidedDNS"], **TAGS},
    ),
    Case(
        "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
        lambda account: {
            "vpcId": vpc(account),
            "dhcpOptionsId": account.get("aws:ec2/vpcDhcpOptions:VpcDhcpOptions", {"domainName": "a.internal"}).id,
        },
        import_id=None,
    ),
    Case("aws:mq/broker:Broker", lambda _: broker(), lambda _: {**broker(), **TAGS}, import_id=None),
    Case("aws:msk/cluster:Cluster", brokers, lambda account: {**brokers(account), **TAGS}),
    *databases("docdb", "db.t3.medium"),
    *databases("neptune", "db.r5.large"),
    Case("aws:transfer/server:Server", lambda _: {"protocols": ["SFTP"]}),
    Case(
        "aws:transfer/user:User",
        lambda account: {
            "serverId": files_server(account),
            "userName": "ann",
            "role": account.role.outputs["arn"],
        },
    ),
    Case("aws:memorydb/subnetGroup:SubnetGroup", lambda account: {"subnetIds": subnets(account)}),
    Case(
        "aws:memorydb/cluster:Cluster",
        lambda _: {"aclName": "open-access", "nodeType": "db.t4g.small"},
        lambda _: {
            "aclName": "open-access",
            "nodeType": "db.t4g.small",
            "numShards": 2,
            "numReplicasPerShard": 3,
            **TAGS,
        },
    ),
    Case(
        "aws:ssm/maintenanceWindow:MaintenanceWindow",
        lambda _: {"cutoff": 1, "duration": 3, "schedule": "cron(0 16 ? * TUE *)"},
        lambda _: {"cutoff": 1, "duration": 3, "schedule": "cron(0 16 ? * TUE *)", **TAGS},
    ),
    Case("aws:securityhub/account:Account", lambda _: {}),
    Case("aws:elasticbeanstalk/application:Application", lambda _: {"description": "shop"}),
    Case(
        "aws:directoryservice/directory:Directory",
        lambda account: {
            "name": "shop.internal",
            "password": "Secret-word1",
            "size": "Small",
            "vpcSettings": {"vpcId": vpc(account), "subnetIds": subnets(account)},
        },
        import_id=None,
    ),
    Case(
        "aws:directoryservice/directory:Directory",
        lambda account: {
            "name": "office.internal",
            "password": "Secret-word1",
            "size": "Small",
            "type": "ADConnector",
            "connectSettings": {
                "customerDnsIps": ["10.0.0.10"],
                "customerUsername": "shop",
                "subnetIds": subnets(account),
                "vpcId": vpc(account),
            },
        },
        import_id=None,
    ),
    Case(
        "aws:elb/loadBalancer:LoadBalancer",
        lambda account: {
            "subnets": subnets(account),
            "listeners": [{"instancePort": 80, "instanceProtocol": "http", "lbPort": 80, "lbProtocol": "http"}],
        },
        lambda account: {
            "subnets": subnets(account),
            "listeners": [{"instancePort": 80, "instanceProtocol": "http", "lbPort": 80, "lbProtocol": "http"}],
            **TAGS,
        },
    ),
]

# LocalStack imports a service at its first use, which takes longer than a life: most services are the gate's.
OFTEN = ("cloudwatch", "ec2", "iam", "secretsmanager", "sfn")
LIVES = [
    pytest.param(case, id=case.token, marks=() if case.token.split("/")[0][4:] in OFTEN else pytest.mark.gate)
    for case in CASES
]


@pytest.mark.parametrize("case", LIVES)
def test_a_whole_life(case: Any, account: Any) -> None:
    """A resource is what it was made as, changes in place and back, and is gone once deleted."""
    check_life(case, account)


@pytest.mark.gate
def test_the_resources_of_a_stack_live_with_it(account: Any) -> None:
    """CloudFormation makes, changes and deletes what the template says; what it can't make is told with the reason."""
    token = "aws:cloudformation/stack:Stack"
    urn, made = urn_of(token, "topics"), account.create(token, "topics", template("one"))
    topic = {"TopicArn": made.outputs["outputs"]["Arn"]}
    assert account.scope.call("sns", "get_topic_attributes", **topic)["Attributes"]["DisplayName"] == "one"
    assert account.provider.find(urn, made.inputs) == account.provider.read(urn, made.id, made.inputs)

    new = account.provider.update(urn, made, account.provider.check(urn, made.inputs, template("two")))

    assert new.outputs["outputs"] == {"Arn": topic["TopicArn"], "Subject": "two"}
    assert account.scope.call("sns", "get_topic_attributes", **topic)["Attributes"]["DisplayName"] == "two"
    account.delete(urn)
    assert account.scope.find("sns", "get_topic_attributes", **topic) is None
    wrong = {"Resources": {"Lock": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": ["nowhere"]}}}}
    with pytest.raises(DeployError, match=r"the stack \S+ is \S+; .*Lock: "):
        account.create(token, "wrong", {"templateBody": json.dumps(wrong)})


@pytest.mark.gate
def test_the_listeners_of_a_classic_load_balancer_change(account: Any) -> None:
    """The balancer keeps its DNS name, the listeners that stay are not touched, and others come and go."""
    token = "aws:elb/loadBalancer:LoadBalancer"
    urn = urn_of(token, "listening")

    def listening(ports: dict[int, int]) -> dict[str, Any]:
        http = {"instanceProtocol": "http", "lbProtocol": "http"}
        return {
            "subnets": subnets(account),
            "listeners": [{"lbPort": a, "instancePort": b, **http} for a, b in ports.items()],
        }

    made = account.create(token, "listening", listening({80: 80, 81: 81, 82: 82}))
    news = account.provider.check(urn, made.inputs, listening({80: 80, 82: 8082, 83: 83}))
    assert account.provider.diff(urn, made, news).replaces == frozenset()
    new = account.provider.update(urn, made, news)

    described = account.scope.call("elb", "describe_load_balancers", LoadBalancerNames=[made.id])
    found = [item["Listener"] for item in described["LoadBalancerDescriptions"][0]["ListenerDescriptions"]]
    assert {item["LoadBalancerPort"]: item["InstancePort"] for item in found} == {80: 80, 82: 8082, 83: 83}
    assert new.outputs["dnsName"] == made.outputs["dnsName"]
    account.delete(urn)


@pytest.mark.gate
def test_other_tags_make_no_other_server(account: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Where the emulator can't change tags they stay, and the log says so: a new resource would lose what it holds."""
    token = "aws:transfer/server:Server"
    urn, made = urn_of(token, "tagged"), account.create(token, "tagged", {})
    news = account.provider.check(urn, made.inputs, TAGS)

    assert account.provider.diff(urn, made, news).replaces == frozenset()
    new = account.provider.update(urn, made, news)

    assert new.id == made.id
    assert f"{token} {made.id} keeps its tags" in caplog.text
    assert not account.provider.diff(urn, new, news).changes
    account.delete(urn)


@pytest.mark.gate
@pytest.mark.parametrize(("service", "instance"), [("docdb", "db.t3.medium"), ("neptune", "db.r5.large")])
def test_the_endpoint_of_an_instance_is_the_real_providers(service: str, instance: str, account: Any) -> None:
    """That of Neptune has the port, and that of DocumentDB has not."""
    token = f"aws:{service}/clusterInstance:ClusterInstance"
    given = {"clusterIdentifier": cluster(account, service), "instanceClass": instance}

    outputs = account.create(token, "reached", given).outputs

    port = f":{outputs['port']}" if service == "neptune" else ""
    assert re.fullmatch(rf"[a-z0-9.-]+{port}", outputs["endpoint"])
    account.delete(urn_of(token, "reached"))


OTHERS = (
    test_provider_lifecycle,
    test_provider_modelled,
    test_provider_networks,
    test_provider_plain,
    test_provider_settings,
)
ALL_CASES = {case.token: case for module in OTHERS for case in module.CASES} | {case.token: case for case in CASES}


@pytest.mark.gate
@pytest.mark.parametrize(
    "token",
    [
        "aws:batch/jobQueue:JobQueue",
        "aws:glue/registry:Registry",
        "aws:kinesis/streamConsumer:StreamConsumer",
        "aws:mq/broker:Broker",
        "aws:msk/cluster:Cluster",
        "aws:securityhub/account:Account",
    ],
)
def test_a_resource_is_found_by_its_inputs(token: str, account: Any) -> None:
    """A resource that a killed run made, and did not live to record, is found by its name."""
    case = ALL_CASES[token]
    urn, made = urn_of(token, "lost"), account.create(token, "lost", case.first(account))

    found = account.provider.find(urn, made.inputs)

    assert found
    assert found.id == made.id
    account.delete(urn)
    assert account.provider.find(urn, made.inputs) is None


NOT_TOLD = {  # outputs of functions that the light provider does not read
    "cloudwatch/logGroup": names("creationTime"),
    "elasticache/replicationGroup": names("authTokenEnabled"),
    "kinesis/stream": names("closedShards creationTimestamp openShards status warmThroughputs"),
    "lambda/functionUrl": names("creationTime lastModifiedTime"),
}


@pytest.mark.gate
@pytest.mark.parametrize("stem", LIKE)
def test_a_function_tells_what_its_type_does(stem: str, account: Any) -> None:
    """A thing is found by the arguments, and the outputs that both have are the same."""
    module, _, name = stem.partition("/")
    token, get = f"aws:{stem}:{to_pascal(name)}", f"get{to_pascal(name)}"
    made = account.create(token, "looked", ALL_CASES[token].first(account))
    known = {"id": made.id, **made.outputs}

    found = account.provider.invoke(f"aws:{module}/{get}:{get}", {name: known[name] for name in LIKE[stem].split()})

    told = {"tags", "tagsAll", *ALL_CASES[token].unstable, *ALL_CASES[token].unread, *made.inputs}
    differing = {name for name, value in made.outputs.items() if found.get(name) != value} - told
    result = getattr(sdk_module(module, get), f"{get[0].upper()}{get[1:]}Result")
    lacking = {*wire_names(result).values()} - found.keys() - (load_schema(token) or Schema()).outputs.keys()
    assert (found["id"], differing, lacking) == (made.id, set(), NOT_TOLD.get(stem, set()))
    account.delete(urn_of(token, "looked"))


def sdk_module(service: str, name: str) -> Any:
    """Return a module of the SDK."""
    package = f"{service}_" if keyword.iskeyword(service) else service
    return importlib.import_module(f"pulumi_aws.{package}.{snake(name)}")


def test_the_role_of_a_profile_is_told(account: Any) -> None:
    """A profile has the name, ARN and id of its role; the resource has the name alone."""
    role = account.create("aws:iam/role:Role", "profiled", {"assumeRolePolicy": trust()})
    made = account.create("aws:iam/instanceProfile:InstanceProfile", "profiled", {"role": role.id})

    found = account.provider.invoke("aws:iam/getInstanceProfile:getInstanceProfile", {"name": made.id})

    told = (found["arn"], found["roleArn"], found["roleId"], found["roleName"])
    assert told == (made.outputs["arn"], role.outputs["arn"], role.outputs["uniqueId"], role.id)


@pytest.mark.gate
def test_the_certificate_of_a_cluster_is_told(account: Any) -> None:
    """Programs make a kubeconfig of it: a block of the resource is a list for the function."""
    token = "aws:eks/cluster:Cluster"
    made = account.create(token, "certified", ALL_CASES[token].first(account))

    found = account.provider.invoke("aws:eks/getCluster:getCluster", {"name": made.id})

    assert found["certificateAuthorities"] == [made.outputs["certificateAuthority"]]
    assert found["certificateAuthorities"][0]["data"]
    account.delete(urn_of(token, "certified"))


def test_the_role_of_a_session_is_told(account: Any) -> None:
    """The ARN of an assumed role leads to the role with its path; any other ARN is its own issuer."""
    token = "aws:iam/getSessionContext:getSessionContext"
    role = account.create("aws:iam/role:Role", "pathed", {"assumeRolePolicy": trust(), "path": "/shop/"})
    arn = f"arn:aws:sts::000000000000:assumed-role/{role.id}/me"

    found = account.provider.invoke(token, {"arn": arn})

    assert (found["issuerArn"], found["issuerName"], found["sessionName"]) == (role.outputs["arn"], role.id, "me")
    user = "arn:aws:iam::000000000000:user/ann"
    assert account.provider.invoke(token, {"arn": user})["issuerArn"] == user


def test_a_machine_and_a_password_are_told(account: Any) -> None:
    """A machine by its name, with its newest version; a password by what it may hold."""
    newest = version(account)
    machine = account.made[urn_of("aws:sfn/stateMachine:StateMachine", "shared")]

    found = account.provider.invoke("aws:sfn/getStateMachine:getStateMachine", {"name": machine.outputs["name"]})
    given = {"passwordLength": 20, "excludePunctuation": True}
    password = account.provider.invoke("aws:secretsmanager/getRandomPassword:getRandomPassword", given)

    assert (found["arn"], found["stateMachineVersionArn"]) == (machine.id, newest)
    assert (len(password["randomPassword"]), password["randomPassword"].isalnum()) == (20, True)


@pytest.mark.gate
def test_servers_of_one_second_are_two(account: Any) -> None:
    """Servers and users of Transfer have ids and ARNs of AWS's form, and each server its own."""
    servers = [account.scope.call("transfer", "create_server")["ServerId"] for _ in range(2)]
    given = {"ServerId": servers[0], "UserName": "ann"}
    account.scope.call("transfer", "create_user", **given, Role=account.role.outputs["arn"])

    told = account.scope.call("transfer", "describe_user", **given)["User"]

    assert len({*servers}) == 2
    assert all(re.fullmatch("s-[0-9a-f]{17}", server) for server in servers)
    assert told["Arn"] == f"arn:aws:transfer:us-east-1:000000000000:user/{servers[0]}/ann"
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        account.scope.call("transfer", "describe_server", ServerId="s-00000000000000000")
