"""Outputs of the light AWS provider beside those of the real one, under Terraform, on the same LocalStack.

Runs where `terraform` and a mirror of hashicorp/aws are present. Terraform's names become Pulumi's as Pulumi's bridge
makes them: camelCase, plural for lists, and what the bridge renames is listed here.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from stackrig.deployment.provider.aws import AwsProvider
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import find_resource, is_modelled
from stackrig.deployment.provider.schema import ANY, Schema, Type, load_schema
from stackrig.deployment.provider.wire import same_document
from stackrig.emulator.clients import Keys
from stackrig.emulator.server import AwsEndpoint
from tests import test_provider_lifecycle, test_provider_networks
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

TERRAFORM_TYPES = {
    "aws:apigateway/": "aws_api_gateway_",
    "aws:apigateway/response": "aws_api_gateway_gateway_response",
    "aws:cloudwatch/eventBus": "aws_cloudwatch_event_bus",
    "aws:ec2/": "aws_",
    "aws:ec2/managedPrefixList": "aws_ec2_managed_prefix_list",
    "aws:ec2transitgateway/transitGateway": "aws_ec2_transit_gateway",
    "aws:iam/": "aws_iam_",
    "aws:s3/bucketObjectv2": "aws_s3_object",
    "aws:s3/bucketV2": "aws_s3_bucket",
    "aws:sqs/redriveAllowPolicy": "aws_sqs_queue_redrive_allow_policy",
    "aws:sqs/redrivePolicy": "aws_sqs_queue_redrive_policy",
}
ACCOUNT = "555555555555"  # of its own: what is made here ends with the LocalStack
LEFT_OUT = {"aws:s3/bucketV2:BucketV2"}  # it is aws_s3_bucket once more
CASES = [case for case in (*test_provider_lifecycle.CASES, *test_provider_networks.CASES) if case.token not in LEFT_OUT]
RENAMED = {  # by the bridge: pulumi/pulumi-aws, provider/resources.go
    "aws:cloudwatch/metricAlarm:MetricAlarm": {"alarm_name": "name"},
    "aws:lambda/function:Function": {"function_name": "name", "filename": "code"},
    "aws:lambda/layerVersion:LayerVersion": {"filename": "code"},
    "aws:lambda/permission:Permission": {"function_name": "function"},
    "aws:sns/topicSubscription:TopicSubscription": {"topic_arn": "topic"},
    "aws:apigateway/response:Response": {"rest_api_id": "restApiId"},
    **{
        f"aws:apigateway/{name}": {"rest_api_id": "restApi", "deployment_id": "deployment"}
        for name in (
            *("authorizer:Authorizer", "deployment:Deployment", "integration:Integration", "method:Method"),
            *("integrationResponse:IntegrationResponse", "methodResponse:MethodResponse", "resource:Resource"),
            "stage:Stage",
        )
    },
}


def terraform_type(token: str) -> str:
    """Return what Terraform calls a type: `aws:iam/rolePolicy:RolePolicy` is aws_iam_role_policy."""
    stem = token.rpartition(":")[0]
    for start, name in sorted(TERRAFORM_TYPES.items(), key=lambda item: -len(item[0])):
        if stem == start:
            return name
        if stem.startswith(start) and start.endswith("/"):
            return name + snake(stem.removeprefix(start))
    return "aws_" + snake(stem.removeprefix("aws:").replace("/", "_"))


def snake(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def plural(name: str) -> str:
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x")) else "s")


@dataclass(frozen=True)
class Block:
    """Map the names of Pulumi in a block of Terraform's schema to Terraform's, and to the blocks inside."""

    names: Mapping[str, str]
    inner: Mapping[str, "Block"]
    whole: bool = False  # Terraform wants each member, as null where it has no value
    lists: frozenset[str] = frozenset()  # names of Pulumi that are lists for Terraform alone


def read_block(schema: Mapping[str, Any], renamed: Mapping[str, str], types: Mapping[str, Type]) -> Block:
    names, inner, lists = {}, {}, set()
    for name, item in schema.get("attributes", {}).items():
        many = isinstance(item["type"], list) and item["type"][0] in {"list", "set"}
        types_of = types.get(camel(name))
        listed = many and not name.endswith("s") and types_of is None
        wire = renamed.get(name, plural(camel(name)) if listed else camel(name))
        names[wire] = name
        if many and types_of and types_of.kind != "list":
            lists.add(wire)
        if many and isinstance(item["type"][1], list) and item["type"][1][0] == "object":
            members = {part: {"type": kind} for part, kind in item["type"][1][1].items()}
            inner[wire] = replace(read_block({"attributes": members}, {}, {}), whole=True)
    for name, item in schema.get("block_types", {}).items():
        single = item.get("max_items") == 1 or camel(name) in types  # blocks of Terraform's newer kind tell no maximum
        wire = renamed.get(name, camel(name) if single else plural(camel(name)))
        names[wire] = name
        type_ = types.get(wire, ANY)
        inner[wire] = read_block(item["block"], {}, (type_.item or type_).fields)
    return Block(names, inner, lists=frozenset(lists))


def to_terraform(block: Block, value: Any) -> Any:
    if isinstance(value, list):
        return [to_terraform(block, item) for item in value]
    if not isinstance(value, dict):
        return value
    blank = dict.fromkeys(block.names.values()) if block.whole else {}
    given = {
        block.names[name]: to_terraform(block.inner[name], part) if name in block.inner else part
        for name, part in {**value, **{name: [value[name]] for name in block.lists & value.keys()}}.items()
    }
    return {**blank, **given}


def from_terraform(block: Block, type_: Type, value: Any) -> Any:
    """Return a value of Terraform's state in the form of Pulumi's: blocks of which there is one are objects."""
    if type_.kind == "object":
        value = value[0] if isinstance(value, list) and value else value
        return from_fields(block, type_.fields, value) if value else None
    if type_.kind == "list" and isinstance(value, list):
        return [from_terraform(block, type_.item or type_, item) for item in value]
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def from_fields(block: Block, types: Mapping[str, Type], value: Mapping[str, Any]) -> Properties:
    known = {name: value.get(spelling) for name, spelling in block.names.items() if name in types}
    inner = {name: block.inner.get(name, Block({}, {})) for name in known}
    found = {name: from_terraform(inner[name], types[name], part) for name, part in known.items() if part is not None}
    return {name: part for name, part in found.items() if part is not None}


def terraform(folder: Path, *words: str) -> str:
    mirror = f'provider_installation {{ filesystem_mirror {{ path = "{MIRROR}" }} }}'
    (folder / "rc").write_text(mirror)
    env = {**os.environ, "TF_CLI_CONFIG_FILE": str(folder / "rc"), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
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
    provider = AwsProvider(endpoint_url=endpoint, region="us-east-1", keys=Keys(ACCOUNT))
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
        terraform(folder, "apply", "-auto-approve", "-input=false", "-no-color")
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
# The same of networks: compared as to whether both have them, and not by what they are.
ANEW = {
    *("allocationId", "associationDefaultRouteTableId", "createTime", "defaultNetworkAclId", "defaultRouteTableId"),
    *("defaultSecurityGroupId", "keyPairId", "macAddress", "mainRouteTableId", "networkInterfaceId", "privateDns"),
    *("primaryNetworkInterfaceId", "privateIp", "privateIpLists", "privateIps", "propagationDefaultRouteTableId"),
    *("publicDns", "publicIp", "securityGroupRuleId"),
}
BY_PULUMI = "the default is Managed by Pulumi, not Managed by Terraform"
NOT_READ = "the light provider does not read it"
DIFFERENCES = {  # what remains, and why
    ("aws:ec2/instance:Instance", "creditSpecification"): NOT_READ,
    ("aws:ec2/instance:Instance", "rootBlockDevice"): NOT_READ,
    ("aws:ec2/instance:Instance", "associatePublicIpAddress"): "the emulator tells of no public address",
    ("aws:ec2/networkAclRule:NetworkAclRule", "protocol"): "it stays as the program writes it",
    (
        "aws:ec2/securityGroup:SecurityGroup",
        "description",
    ): BY_PULUMI,
    ("aws:ec2/securityGroupRule:SecurityGroupRule", "securityGroupRuleId"): NOT_READ,
    ("aws:ec2/subnet:Subnet", "availabilityZone"): "the emulator chooses one by chance",
    ("aws:ec2/subnet:Subnet", "availabilityZoneId"): "the emulator chooses one by chance",
    ("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "accepter"): NOT_READ,
    ("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "requester"): NOT_READ,
    ("aws:ec2/vpnGateway:VpnGateway", "amazonSideAsn"): "the emulator tells none, which Terraform tells as 0",
    ("aws:apigateway/apiKey:ApiKey", "description"): BY_PULUMI,
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
    return same(ours, theirs, inside=is_modelled(token))


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
