"""Outputs of the light AWS provider beside those of the real one, under Terraform, on the same LocalStack.

Runs where `terraform` and a mirror of hashicorp/aws are present.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stackrig.deployment.provider.aws import AwsProvider
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import find_resource, is_modelled
from stackrig.deployment.provider.schema import Schema, load_schema
from stackrig.deployment.provider.wire import same_document
from stackrig.emulator.clients import Keys
from stackrig.emulator.server import AwsEndpoint
from tests import (
    test_provider_further,
    test_provider_http_apis,
    test_provider_lifecycle,
    test_provider_modelled,
    test_provider_networks,
    test_provider_plain,
    test_provider_settings,
)
from tests.terraform_names import RENAMED, Block, from_fields, read_block, terraform_type, to_terraform
from tests.test_provider_lifecycle import Account, urn_of

MIRRORS = [Path("/opt/tf-plugins"), Path.home() / ".terraform.d" / "plugins"]
MIRROR = next((path for path in MIRRORS if any(path.glob("*/hashicorp/aws"))), None)

pytestmark = [
    pytest.mark.gate,
    pytest.mark.skipif(
        shutil.which("terraform") is None or MIRROR is None,
        reason="Terraform and its AWS provider are not on this machine",
    ),
]

PARALLEL = 30  # resources at a time: the real provider waits for some of them
ACCOUNT = "555555555555"  # of its own: what is made here ends with the LocalStack
LEFT_OUT = {"aws:s3/bucketV2:BucketV2"}  # it is aws_s3_bucket once more
# Types of the other files that the real provider makes on the same LocalStack, and in a time that a test has.
MORE = {
    "acm": "certificate certificateValidation",
    "apigateway": "account basePathMapping model requestValidator restApiPolicy usagePlan usagePlanKey",
    "apigatewayv2": "authorizer deployment integration integrationResponse model route routeResponse stage vpcLink",
    "appautoscaling": "policy",
    "appconfig": "application",
    "appsync": "graphQLApi",
    "athena": "namedQuery",
    "autoscaling": "lifecycleHook schedule",
    "batch": "computeEnvironment",
    "cfg": "rule",  # of recorders and channels there is one in an account
    "cloudfront": "cachePolicy function originAccessIdentity originRequestPolicy responseHeadersPolicy",
    "cloudwatch": (
        "compositeAlarm dashboard eventApiDestination eventArchive eventBusPolicy eventConnection "
        "logResourcePolicy logStream logSubscriptionFilter"
    ),
    "cognito": (
        "identityPool identityPoolRoleAttachment identityProvider resourceServer riskConfiguration userGroup "
        "userInGroup userPool userPoolClient"
    ),
    "docdb": "subnetGroup",
    "ec2": (
        "defaultRouteTable defaultSecurityGroup defaultSubnet defaultVpc vpcDhcpOptionsAssociation "
        "vpcPeeringConnectionAccepter"
    ),
    "ec2transitgateway": "routeTable routeTableAssociation routeTablePropagation",
    "ecr": "lifecyclePolicy pullThroughCacheRule registryPolicy repository repositoryPolicy",
    "ecs": "capacityProvider cluster clusterCapacityProviders",
    "efs": "fileSystem",
    "eks": "fargateProfile",
    "elasticache": "subnetGroup",
    "glue": "catalogDatabase catalogTable crawler job registry securityConfiguration workflow",
    "iam": "accountAlias accountPasswordPolicy groupMembership samlProvider serviceLinkedRole userGroupMembership",
    "iot": "thing",
    "kinesis": "stream streamConsumer",
    "lambda": "functionEventInvokeConfig provisionedConcurrencyConfig",
    "lb": "listenerRule targetGroupAttachment",
    "memorydb": "subnetGroup",
    "mq": "broker",
    "neptune": "subnetGroup",
    "organizations": "organizationalUnit policy policyAttachment",
    "rds": "clusterSnapshot optionGroup parameterGroup proxy proxyDefaultTargetGroup proxyTarget subnetGroup",
    "redshift": "parameterGroup subnetGroup",
    "resourcegroups": "group",
    "route53": "healthCheck zone",
    "s3": "bucketAccelerateConfiguration bucketAcl bucketLogging bucketRequestPaymentConfiguration",
    "sagemaker": "endpoint endpointConfiguration model",
    "scheduler": "schedule",
    "secretsmanager": "secretPolicy",
    "servicediscovery": "privateDnsNamespace publicDnsNamespace service",
    "ses": "configurationSet domainDkim domainIdentityVerification emailIdentity receiptRuleSet template",
    "sesv2": "configurationSet emailIdentity",
    "sfn": "alias",
    "ssm": "document maintenanceWindow",
    "wafv2": "ipSet regexPatternSet ruleGroup webAclAssociation",
}


def is_more(token: str) -> bool:
    """Tell whether a type of the other files is compared, too."""
    module, _, name = token.rpartition(":")[0].removeprefix("aws:").partition("/")
    return name in MORE.get(module, "").split()


OTHERS = (
    test_provider_further,
    test_provider_http_apis,
    test_provider_modelled,
    test_provider_plain,
    test_provider_settings,
)
FIRST = {case.token: case for file in OTHERS for case in reversed(file.CASES) if is_more(case.token)}
CASES = [
    *(case for file in (test_provider_lifecycle, test_provider_networks) for case in file.CASES),
    *FIRST.values(),
]
CASES = [case for case in CASES if case.token not in LEFT_OUT]


def terraform(folder: Path, *words: str, endpoint_url: str = "") -> str:
    mirror = f'provider_installation {{ filesystem_mirror {{ path = "{MIRROR}" }} }}'
    (folder / "rc").write_text(mirror)
    env = {**os.environ, "TF_CLI_CONFIG_FILE": str(folder / "rc"), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
    env |= {"AWS_ENDPOINT_URL": endpoint_url} if endpoint_url else {}
    done = subprocess.run(["terraform", *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def configuration(endpoint_url: str) -> dict[str, Any]:
    services = (
        *("apigateway", "cloudwatch", "dynamodb", "ec2", "events", "iam", "kms", "lambda", "logs", "s3"),
        *("secretsmanager", "sfn", "sns", "sqs", "ssm", "sts"),
    )
    provider = {
        "region": "us-east-1",
        "access_key": ACCOUNT,
        "secret_key": "test",
        "skip_credentials_validation": True,
        "skip_metadata_api_check": True,
        "s3_use_path_style": True,
        "endpoints": [dict.fromkeys(services, endpoint_url)],
    }
    return {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}},
        "provider": {"aws": provider},
    }


@dataclass(frozen=True)
class Pair:
    """Hold what both providers say of a type, under Pulumi's names."""

    ours: Properties
    theirs: Properties


@pytest.fixture(scope="module")
def pairs(localstack_server: AwsEndpoint, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Pair]]:
    """Create every type twice: by our provider, and, when that is removed, by the real one."""
    folder = tmp_path_factory.mktemp("terraform")
    endpoint = localstack_server.endpoint_url
    settings = configuration(endpoint)
    (folder / "main.tf.json").write_text(json.dumps(settings))
    terraform(folder, "init", "-input=false")
    schemas = json.loads(terraform(folder, "providers", "schema", "-json"))["provider_schemas"]
    schemas = next(iter(schemas.values()))["resource_schemas"]
    provider = AwsProvider(endpoint_url=endpoint, region="us-east-1", keys=Keys(ACCOUNT), disposable=True)
    account = Account(provider)

    blocks, ours, resources = {}, {}, {}
    for number, case in enumerate(CASES):
        schema, types = schemas[terraform_type(case.token)]["block"], (load_schema(case.token) or Schema()).outputs
        blocks[case.token] = read_block(schema, RENAMED.get(case.token, {}), types)
        given = inputs_of(case, account, f"parity-{number}")
        ours[case.token] = account.create(case.token, "ours", given).outputs
        account.delete(urn_of(case.token, "ours"))
        resources[terraform_type(case.token)] = {
            "theirs": to_terraform(blocks[case.token], write_assets(given, folder))
        }
    (folder / "main.tf.json").write_text(json.dumps({**settings, "resource": resources}))
    before = len(log_of(localstack_server))
    try:
        words = ("-auto-approve", "-input=false", "-no-color", f"-parallelism={PARALLEL}")
        terraform(folder, "apply", *words, endpoint_url=endpoint)
    except AssertionError as error:
        error.add_note(f"LocalStack's log meanwhile:\n{log_of(localstack_server)[before:]}")
        raise
    state = json.loads(terraform(folder, "show", "-json"))["values"]["root_module"]["resources"]
    theirs = {item["type"]: item["values"] for item in state}
    yield {token: pair(token, ours[token], theirs[terraform_type(token)], blocks[token]) for token in blocks}
    provider.close()


def log_of(endpoint: AwsEndpoint) -> str:
    """Return what LocalStack has logged, requests that it granted included."""
    assert endpoint.process
    return endpoint.process.log_file.read_text(encoding="utf-8", errors="replace")


def inputs_of(case: Any, account: Any, name: str) -> Properties:
    """Return a case's inputs with a name, which Terraform does not make as Pulumi does."""
    rule = find_resource("", case.token).auto_name
    given = dict(case.first(account))
    schema = load_schema(case.token)
    if schema and rule.property in schema.inputs and rule.property not in given:
        given[rule.property] = rule.start + name
    return given


def write_assets(given: Properties, folder: Path) -> Properties:
    from stackrig.deployment.provider.asset_bytes import is_asset, zip_archive

    written = dict(given)
    for name, value in given.items():
        if is_asset(value):
            path = folder / f"{abs(hash(str(given)))}-{name}"
            path.write_bytes(zip_archive(value) if name == "code" else value.text.encode())
            written[name] = str(path)
    return written


def pair(token: str, ours: Properties, theirs: Mapping[str, Any], block: Block) -> Pair:
    """Take the outputs that the real provider's version 5 has, too: pulumi_aws 7 is built from its version 6."""
    schema = load_schema(token)
    assert schema
    return Pair({name: ours[name] for name in ours if name in block.names}, from_fields(block, schema.outputs, theirs))


# Outputs that are another each time a thing is made.
FLEETING = {
    *("arn", "code", "createDate", "createdDate", "creationDate", "executionArn", "functionUrl", "id", "keyId"),
    *("lastModified", "lastUpdatedDate", "policyId", "rootResourceId", "source", "uniqueId", "urlId", "uuid"),
    *("version", "versionId"),
}
# The same of modelled things: compared as to whether both have them, and not by what they are.
ANEW = {
    *("allocationId", "associationDefaultRouteTableId", "createTime", "defaultNetworkAclId", "defaultRouteTableId"),
    *("defaultSecurityGroupId", "keyPairId", "macAddress", "mainRouteTableId", "networkInterfaceId", "privateDns"),
    *("primaryNetworkInterfaceId", "privateIp", "privateIpLists", "privateIps", "propagationDefaultRouteTableId"),
    *("publicDns", "publicIp", "securityGroupRuleId"),
    *("callerReference", "certificateAuthority", "cloudfrontAccessIdentityPath", "createdAt", "createdTimestamp"),
    *("creationTimestamp", "deploymentId", "dnsName", "ecsClusterArn", "endpoint", "etag", "functionId", "grantId"),
    *("grantToken", "hostedZone", "iamArn", "lastModifiedDate", "lastUpdatedTimestamp", "liveStageEtag", "lockToken"),
    *("ruleId", "s3CanonicalUserId", "secretArn", "sub", "zoneId"),
}
BY_PULUMI = "the default is Managed by Pulumi, not Managed by Terraform"
NOT_READ = "the light provider does not read it"
DIFFERENCES = {  # what remains, and why
    ("aws:ec2/instance:Instance", "creditSpecification"): NOT_READ,
    ("aws:ec2/instance:Instance", "rootBlockDevice"): NOT_READ,
    ("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "accepter"): NOT_READ,
    ("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "requester"): NOT_READ,
    ("aws:ec2/instance:Instance", "associatePublicIpAddress"): "the emulator tells of no public address",
    ("aws:ec2/networkAclRule:NetworkAclRule", "protocol"): "it stays as the program writes it",
    (
        "aws:ec2/securityGroup:SecurityGroup",
        "description",
    ): BY_PULUMI,
    ("aws:ec2/securityGroupRule:SecurityGroupRule", "securityGroupRuleId"): NOT_READ,
    ("aws:ec2/subnet:Subnet", "availabilityZone"): "the emulator chooses one by chance",
    ("aws:ec2/subnet:Subnet", "availabilityZoneId"): "the emulator chooses one by chance",
    ("aws:ec2/vpnGateway:VpnGateway", "amazonSideAsn"): "the emulator tells none, which Terraform tells as 0",
    ("aws:apigateway/apiKey:ApiKey", "description"): BY_PULUMI,
    ("aws:docdb/subnetGroup:SubnetGroup", "description"): BY_PULUMI,
    ("aws:elasticache/subnetGroup:SubnetGroup", "description"): BY_PULUMI,
    ("aws:memorydb/subnetGroup:SubnetGroup", "description"): BY_PULUMI,
    ("aws:neptune/subnetGroup:SubnetGroup", "description"): BY_PULUMI,
    ("aws:rds/optionGroup:OptionGroup", "optionGroupDescription"): BY_PULUMI,
    ("aws:rds/parameterGroup:ParameterGroup", "description"): BY_PULUMI,
    ("aws:rds/subnetGroup:SubnetGroup", "description"): BY_PULUMI,
    ("aws:redshift/parameterGroup:ParameterGroup", "description"): BY_PULUMI,
    ("aws:redshift/subnetGroup:SubnetGroup", "description"): BY_PULUMI,
    ("aws:route53/zone:Zone", "comment"): BY_PULUMI,
    ("aws:lambda/function:Function", "sourceCodeHash"): "Pulumi's bridge fills in a hash of the archive",
    ("aws:lambda/layerVersion:LayerVersion", "sourceCodeHash"): "Pulumi's bridge fills in a hash of the archive",
    ("aws:secretsmanager/secretVersion:SecretVersion", "hasSecretStringWo"): "version 5 leaves it unset",
    ("aws:ssm/parameter:Parameter", "hasValueWo"): "version 5 leaves it unset",
}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("token", [case.token for case in CASES])
def test_outputs_are_the_real_providers(token: str, pairs: dict[str, Pair]) -> None:
    """Each attribute that Terraform knows has the same value, or stands in the table of differences."""
    found = pairs[token]
    differing = {name for name in compared(found) if not alike(token, name, found)}
    unexplained = {name for name in differing if (token, name) not in DIFFERENCES}

    assert {name: (found.ours.get(name), found.theirs.get(name)) for name in unexplained} == {}


def compared(found: Pair) -> set[str]:
    """Return the names of the outputs that are compared."""
    return (found.ours.keys() | found.theirs.keys()) - FLEETING


@pytest.mark.timeout(900)
def test_the_table_in_the_documentation_is_true(pairs: dict[str, Pair]) -> None:
    """The page of resource types tells how much was compared, and what it says to differ does."""
    page = (Path(__file__).parent.parent / "docs" / "resource-types.md").read_text(encoding="utf-8")
    attributes = sum(len(compared(found)) for found in pairs.values())

    assert f"{len(pairs)} types, {attributes} outputs" in page
    chance = {("aws:ec2/subnet:Subnet", "availabilityZone"), ("aws:ec2/subnet:Subnet", "availabilityZoneId")}
    assert {where for where in DIFFERENCES if alike(*where, pairs[where[0]])} <= chance


def alike(token: str, name: str, found: Pair) -> bool:
    """Tell whether an output is the same; of modelled types 0, False and nothing are, too: they were not set."""
    ours, theirs = found.ours.get(name), found.theirs.get(name)
    if name in ANEW and ours and theirs:
        return True
    if is_more(token) and is_modelled(token) and isinstance(theirs, dict | list) and as_written(ours, theirs):
        return True
    return same(ours, theirs, inside=is_modelled(token))


def as_written(ours: Any, theirs: Any) -> bool:
    """Tell whether a block of a modelled type is what the real provider has, or the part of it that was written."""
    if not ours:
        return True
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return all(as_written(part, theirs.get(name)) for name, part in ours.items())
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(as_written, ours, theirs))
    return same(ours, theirs, inside=True)


def same(ours: Any, theirs: Any, *, inside: bool = False) -> bool:
    """Tell whether two outputs are alike; an empty text or list and nothing at all are alike.

    Inside a block 0 and False are too: what was not set is that to Terraform's older resources, nothing to newer ones.
    """
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return all(same(ours.get(name), theirs.get(name), inside=True) for name in ours.keys() | theirs.keys())
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return all(same(one, other, inside=True) for one, other in zip(ours, theirs, strict=True))
    empty: tuple[Any, ...] = (None, "", [], {}, *((0, False) if inside else ()))
    return (ours in empty and theirs in empty) or same_document(ours, theirs) or str(ours) == str(theirs)
