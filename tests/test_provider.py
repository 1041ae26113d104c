"""What the light AWS provider knows without calling AWS: names, assets, types and inputs."""

import io
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

import pulumi
import pytest

from stackrig.deployment.provider.asset_bytes import digest, read_asset, zip_archive
from stackrig.deployment.provider.aws import AwsProvider
from stackrig.deployment.provider.contract import State
from stackrig.deployment.provider.inputs import supported_inputs
from stackrig.deployment.provider.naming import AutoName, make_name
from stackrig.deployment.provider.registry import Resource, all_types, find_resource
from stackrig.deployment.provider.schema import Schema, load_schema
from stackrig.deployment.provider.services.modelled import plain
from stackrig.deployment.provider.wire import coerce, to_json
from stackrig.deployment.urns import urn_name, urn_type
from stackrig.errors import DeployError

since_7 = pytest.mark.skipif(
    int(version("pulumi-aws").partition(".")[0]) < 7, reason="of names and types that pulumi_aws has since version 7"
)
NOWHERE = "http://127.0.0.1:9"  # nothing listens on the discard port: a call would fail


def urn(token: str, name: str = "thing") -> str:
    return f"urn:pulumi:dev::project::{token}::{name}"


@pytest.fixture(scope="module")
def provider() -> Iterator[AwsProvider]:
    provider = AwsProvider(endpoint_url=NOWHERE, region="us-east-1")
    yield provider
    provider.close()


def schema(token: str) -> Schema:
    found = load_schema(token)
    assert found is not None
    return found


# --- names


@pytest.mark.parametrize(
    ("rule", "inputs", "pattern"),
    [
        (AutoName(), {}, r"Thing-[0-9a-f]{7}"),
        (AutoName(lower=True), {}, r"thing-[0-9a-f]{7}"),
        (AutoName(random=False), {}, r"Thing"),
        (AutoName(start="alias/"), {}, r"alias/Thing-[0-9a-f]{7}"),
        (AutoName(fifo_property="fifo"), {"fifo": True}, r"Thing-[0-9a-f]{7}\.fifo"),
        (AutoName(fifo_property="fifo"), {"fifo": False}, r"Thing-[0-9a-f]{7}"),
        (AutoName(), {"namePrefix": "pre-"}, r"pre-20\d{16}[0-9a-f]{8}"),
    ],
)
def test_automatic_names(rule: AutoName, inputs: dict[str, Any], pattern: str) -> None:
    """A name is made as Pulumi makes it, and never twice the same unless it is the resource's own."""
    names = {make_name(rule, urn("aws:x/y:Y", "Thing"), inputs) for _ in range(20)}

    assert all(re.fullmatch(pattern, name) for name in names)
    assert len(names) == (20 if rule.random else 1)


def test_a_name_too_long_is_refused() -> None:
    """The error names the resource, the name and the way out."""
    with pytest.raises(DeployError, match=r"longer than the 20 characters") as caught:
        make_name(AutoName(longest=20), urn("aws:x/y:Y", "a" * 13), {})

    assert "'name'" in caught.value.report()


def test_parts_of_a_urn() -> None:
    """The type is the innermost one, and a name may hold colons."""
    text = "urn:pulumi:dev::project::my:component:Api$aws:iam/role:Role::a::b"

    assert (urn_type(text), urn_name(text)) == ("aws:iam/role:Role", "a::b")


# --- assets and archives


def make_folder(folder: Path, *, later: float = 0) -> Path:
    (folder / "sub").mkdir(parents=True)
    for name, text in (("b.py", "b"), ("a.py", "a"), ("sub/run.sh", "#!")):
        (folder / name).write_text(text)
        os.utime(folder / name, (time.time() + later, time.time() + later))
    (folder / "sub/run.sh").chmod(0o755)
    return folder


def unzip(content: bytes) -> dict[str, tuple[int, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {info.filename: (info.external_attr >> 16, file.read(info)) for info in file.infolist()}


def test_equal_folders_give_equal_archives(tmp_path: Path) -> None:
    """Times of files and the order they were made in leave no trace; contents and execution rights do."""
    one, other = make_folder(tmp_path / "one"), make_folder(tmp_path / "other", later=-1000)
    before = pulumi.FileArchive(str(one)), pulumi.FileArchive(str(other))

    assert zip_archive(before[0]) == zip_archive(before[1])
    assert digest(before[0]) == digest(before[1])
    assert unzip(zip_archive(before[0])) == {
        "a.py": (0o100644, b"a"),
        "b.py": (0o100644, b"b"),
        "sub/run.sh": (0o100755, b"#!"),
    }

    (other / "a.py").chmod(0o755)

    assert zip_archive(before[0]) != zip_archive(before[1])
    assert digest(before[0]) != digest(before[1])


def test_an_archive_of_everything(tmp_path: Path) -> None:
    """Archives nest: folders, zip files, tar files and texts are joined under their names."""
    folder = make_folder(tmp_path / "folder")
    inner = tmp_path / "inner.zip"
    inner.write_bytes(zip_archive(pulumi.FileArchive(str(folder))))
    parts: dict[str, pulumi.Asset | pulumi.Archive] = {
        "text.txt": pulumi.StringAsset("hällo"),
        "file.py": pulumi.FileAsset(str(folder / "a.py")),
        "folder": pulumi.FileArchive(str(folder)),
        "zipped": pulumi.FileArchive(str(inner)),
        "nested": pulumi.AssetArchive({"deep.txt": pulumi.StringAsset("deep")}),
    }

    files = unzip(zip_archive(pulumi.AssetArchive(parts)))

    assert {name: content for name, (_, content) in files.items()} == {
        "text.txt": "hällo".encode(),
        "file.py": b"a",
        "nested/deep.txt": b"deep",
        **{f"{name}/{path}": text for name in ("folder", "zipped") for path, text in TREE.items()},
    }
    assert files["zipped/sub/run.sh"][0] == 0o100755


TREE = {"a.py": b"a", "b.py": b"b", "sub/run.sh": b"#!"}


def test_a_tar_file_becomes_a_zip_file(tmp_path: Path) -> None:
    """Lambda takes zip files only."""
    import tarfile

    make_folder(tmp_path / "folder")
    with tarfile.open(tmp_path / "code.tar.gz", "w:gz") as file:
        file.add(tmp_path / "folder", arcname=".")

    files = unzip(zip_archive(pulumi.FileArchive(str(tmp_path / "code.tar.gz"))))

    assert {name: content for name, (_, content) in files.items()} == TREE


def test_a_zip_file_is_passed_on_as_it_is(tmp_path: Path) -> None:
    """Its bytes, and so Lambda's checksum of them, are the program's."""
    (tmp_path / "code.zip").write_bytes(b"any bytes")

    assert zip_archive(pulumi.FileArchive(str(tmp_path / "code.zip"))) == b"any bytes"


@pytest.mark.parametrize(
    "archive", [pulumi.FileArchive("no/such/code.zip"), pulumi.AssetArchive({"a": pulumi.FileAsset("no/such/file")})]
)
def test_a_missing_file_is_named(archive: pulumi.Archive) -> None:
    """The error is about the file, not about a call."""
    with pytest.raises(DeployError, match="no/such/"):
        digest(archive)


def test_a_file_by_its_address(tmp_path: Path) -> None:
    """A remote asset is read from where it is."""
    (tmp_path / "text.txt").write_text("far")

    assert read_asset(pulumi.RemoteAsset((tmp_path / "text.txt").as_uri())) == b"far"


# --- types


def test_a_schema_is_the_sdks() -> None:
    """Names, types, required inputs and nested types come from pulumi_aws."""
    function = schema("aws:lambda/function:Function")

    assert function.required == {"role"}
    assert {"name", "s3Bucket", "environment"} <= function.inputs
    assert "invokeArn" not in function.inputs
    assert function.outputs["timeout"].kind == "int"
    assert function.outputs["timeout"].optional
    assert not function.outputs["arn"].optional
    assert function.outputs["vpcConfig"].fields["subnetIds"].kind == "list"


# A check of descriptions asks the SDK for every type of a service, which takes a while: most services are the gate's.
SERVICES = {token: [*found] for token, found in groupby(sorted(all_types()), key=lambda token: token.split("/")[0])}
EVERY_SERVICE = [
    pytest.param(name, marks=() if name in ("aws:iam", "aws:lambda", "aws:s3") else pytest.mark.gate)
    for name in SERVICES
]


@since_7
@pytest.mark.parametrize("service", EVERY_SERVICE)
def test_every_type_is_known_to_the_sdk(service: str) -> None:
    """A token with a typing error in it would be found by nobody."""
    assert [token for token in SERVICES[service] if load_schema(token) is None] == []


@since_7
@pytest.mark.parametrize("service", EVERY_SERVICE)
def test_every_name_in_a_description_is_a_property(service: str) -> None:
    """A description names only properties that pulumi_aws has, in version 6 or 7."""
    assert {token: found for token in SERVICES[service] if (found := unknown_names(token))} == {}


def unknown_names(token: str) -> set[str]:
    resource = find_resource("", token)
    known = {*schema(resource.token).outputs, *SINCE_REMOVED, "id"}
    named = () if resource.modelled else resource.names  # those of modelled types follow from their nouns
    said = {*named, *resource.computed, *resource.defaults, *resource.replace_on, *resource.documents}
    return (said | resource.accepted | resource.unused | resource.once) - known


# Properties of pulumi_aws 6 that 7 has not, and those that only one of two types sharing a description has.
SINCE_REMOVED = {
    *("logging", "replicationConfiguration", "replicationConfigurations", "overrideProvider"),
    *("serverSideEncryptionConfiguration", "versioning", "website", "expectedBucketOwner", "skipDestroy"),
    "timeouts",
    "vpc",
}


@since_7
@pytest.mark.parametrize("service", EVERY_SERVICE)
def test_every_input_is_taken_or_refused_on_purpose(service: str, provider: AwsProvider) -> None:
    """An input that would silently get lost must be in this list, for which check() raises."""
    resources = [find_resource("", token) for token in SERVICES[service]]
    kept = [resource for resource in resources if not resource.modelled]  # of the others all is kept as it is written

    lost = {resource.token: found for resource in kept if (found := lost_inputs(resource, provider))}
    assert lost == {resource.token: REFUSED[resource.token] for resource in kept if resource.token in REFUSED}


def lost_inputs(resource: Resource, provider: AwsProvider) -> set[str]:
    inputs = set(schema(resource.token).inputs)
    scope = provider._scope({})  # noqa: SLF001  # asks botocore's models only
    return inputs - supported_inputs(resource, scope, inputs)


REFUSED: dict[str, set[str]] = {
    "aws:cloudwatch/eventTarget:EventTarget": {
        *("appsyncTarget", "batchTarget", "ecsTarget", "redshiftTarget", "runCommandTargets", "sagemakerPipelineTarget")
    },
    "aws:dynamodb/table:Table": {
        *("globalTableWitness", "importTable", "replicas"),
        *(f"restore{name}" for name in ("BackupArn", "DateTime", "SourceName", "SourceTableArn", "ToLatestTime")),
    },
    "aws:iam/accessKey:AccessKey": {"pgpKey"},
    "aws:s3/bucketVersioning:BucketVersioning": {"mfa"},
    "aws:secretsmanager/secretRotation:SecretRotation": {"externalSecretRotationMetadatas", "rotationEnabled"},
    "aws:s3/bucketVersioningV2:BucketVersioningV2": {"mfa"},
}


@since_7
def test_few_types_can_not_be_told_apart() -> None:
    """These are made beside others, or are settings that exist with what they belong to; all others are unique."""
    alike = [item for item in map(partial(find_resource, ""), all_types()) if not item.unique]
    found = {item.token.rpartition(":")[2] for item in alike if not item.modelled}
    modelled = {item.token[4:].rpartition(":")[0] for item in alike if item.modelled and item.id != "{id}"}

    assert modelled == {  # AWS gives each of the others its id
        *("appconfig/configurationProfile", "appsync/apiKey", "appsync/function", "batch/jobDefinition"),
        *("cfg/recorderStatus", "ec2/vpcDhcpOptionsAssociation", "ecs/clusterCapacityProviders", "ecs/taskDefinition"),
        *("ram/resourceShare", "ses/domainDkim", "ses/domainIdentityVerification"),
    }
    assert found == GIVEN_IDS | SETTINGS | REFUSED_TWICE


GIVEN_IDS = {
    *("Api", "ApiKey", "ApiMapping", "Authorizer", "CodeSigningConfig", "Deployment", "Grant", "Integration"),
    *("IntegrationResponse", "Key", "LayerVersion", "Model", "RequestValidator", "RestApi", "Route", "RouteResponse"),
    *("UsagePlan", "UserPool", "UserPoolClient", "VpcLink"),
}
SETTINGS = {  # of what they name
    *("Account", "AccountPasswordPolicy", "AccountPublicAccessBlock", "EventBusPolicy", "SecretPolicy"),
    *("BucketAccelerateConfiguration", "BucketAccelerateConfigurationV2", "BucketAcl", "BucketAclV2"),
    *("BucketOwnershipControls", "BucketPublicAccessBlock", "BucketRequestPaymentConfiguration"),
    *("BucketRequestPaymentConfigurationV2", "BucketServerSideEncryptionConfiguration"),
    *("BucketServerSideEncryptionConfigurationV2", "Ciphertext", "GroupMembership", "MethodSettings"),
    *("PolicyAttachment", "RestApiPolicy", "TopicPolicy", "UserGroupMembership"),
}
REFUSED_TWICE = {"OpenIdConnectProvider", "ServiceLinkedRole", "UserPoolDomain"}  # AWS itself makes no second one


@pytest.mark.parametrize(
    ("token", "name", "value", "expected"),
    [
        ("aws:iam/role:Role", "assumeRolePolicy", {"b": 1, "a": [2]}, '{"a":[2],"b":1}'),
        ("aws:iam/role:Role", "maxSessionDuration", "7200", 7200),
        ("aws:iam/role:Role", "forceDetachPolicies", "true", True),
        ("aws:iam/role:Role", "maxSessionDuration", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", None),
        (
            "aws:lambda/function:Function",
            "environment",
            {"variables": {"A": 1, "B": True}},
            {"variables": {"A": "1", "B": "true"}},
        ),
        ("aws:lambda/function:Function", "timeout", 5.0, 5),
        ("aws:cloudwatch/logGroup:LogGroup", "tags", {"a": None, "b": "c"}, {"b": "c"}),
    ],
)
def test_inputs_get_their_type(token: str, name: str, value: Any, expected: Any) -> None:
    """Documents become JSON texts, texts numbers, numbers texts; what can't be converted stays."""
    found = coerce(schema(token).outputs[name], value)

    assert found == (value if expected is None else expected)
    assert type(found) is type(value if expected is None else expected)


def test_json_is_written_as_go_writes_it() -> None:
    """Brackets and ampersands are escaped, letters are not."""
    assert to_json({"b": "<ü&>", "a": [1, True, None]}) == '{"b":"\\u003cü\\u0026\\u003e","a":[1,true,null]}'


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("aws:rds/instance:Instance", "identifier"),
        ("aws:rds/cluster:Cluster", "clusterIdentifier"),
        ("aws:docdb/cluster:Cluster", "clusterIdentifier"),
        ("aws:redshift/cluster:Cluster", "clusterIdentifier"),
    ],
)
def test_a_database_on_aws_is_not_deleted_without_its_snapshot(token: str, name: str) -> None:
    """Without skipFinalSnapshot the program must name the snapshot; nothing is called before."""
    on_aws = AwsProvider(endpoint_url=None, region="us-east-1")
    inputs = {name: "shop", "skipFinalSnapshot": False}

    with pytest.raises(DeployError, match="could not be deleted: its final snapshot has no name: set finalSnapshotId"):
        on_aws.delete(urn(token), State("shop", inputs, inputs))
    on_aws.close()


# --- check and diff

ROLE, BUCKET, OBJECT = (
    urn(token) for token in ("aws:iam/role:Role", "aws:s3/bucket:Bucket", "aws:s3/bucketObject:BucketObject")
)
REPOSITORY = urn("aws:codecommit/repository:Repository")
FUNCTION, LOG_GROUP = urn("aws:lambda/function:Function"), urn("aws:cloudwatch/logGroup:LogGroup")


def test_check_fills_in_defaults_and_a_name(provider: AwsProvider) -> None:
    """Inputs that were filled in are listed, so that they are told from what the program gave."""
    inputs = provider.check(ROLE, None, {"assumeRolePolicy": "{}"})

    assert inputs["path"] == "/"
    assert re.fullmatch(r"thing-[0-9a-f]{7}", inputs["name"])
    assert inputs["__defaults"] == ["forceDetachPolicies", "maxSessionDuration", "name", "path"]


def test_an_automatic_name_stays(provider: AwsProvider) -> None:
    """Checked again, a resource keeps the name that was made for it."""
    first = provider.check(ROLE, None, {"assumeRolePolicy": "{}"})

    assert provider.check(ROLE, first, {"assumeRolePolicy": "{}", "description": "new"})["name"] == first["name"]


def test_a_name_taken_back_is_replaced_by_an_automatic_one(provider: AwsProvider) -> None:
    """The program's own name does not stay when the program no longer gives it."""
    first = provider.check(ROLE, None, {"assumeRolePolicy": "{}", "name": "mine"})

    assert provider.check(ROLE, first, {"assumeRolePolicy": "{}"})["name"] != "mine"


def test_an_objects_key_is_the_resources_name(provider: AwsProvider) -> None:
    """As in the real provider: no random digits."""
    assert provider.check(OBJECT, None, {"bucket": "b", "content": "x"})["key"] == "thing"


def test_a_missing_input_is_named(provider: AwsProvider) -> None:
    """The error names the resource and what is missing."""
    with pytest.raises(DeployError, match=re.escape(ROLE) + r": assumeRolePolicy must be given"):
        provider.check(ROLE, None, {"description": "x"})


def test_an_unknown_type_is_refused_with_the_way_out(provider: AwsProvider) -> None:
    """The error names the URN, the type and the options that deploy it nevertheless."""
    unknown = urn("aws:appstream/fleet:Fleet")

    with pytest.raises(DeployError, match=re.escape(unknown)) as caught:
        provider.check(unknown, None, {})

    assert "aws:appstream/fleet:Fleet" in str(caught.value)
    assert "--deploy-engine=cli --aws-provider=plugin" in caught.value.report()


def test_an_unknown_function_is_refused_with_the_way_out(provider: AwsProvider) -> None:
    """Functions are refused as types are."""
    with pytest.raises(DeployError, match="aws:redshift/getCluster:getCluster") as caught:
        provider.invoke("aws:redshift/getCluster:getCluster", {})

    assert "--aws-provider=plugin" in caught.value.report()


def test_an_equal_document_is_no_change(provider: AwsProvider) -> None:
    """Spaces and the order of keys do not matter in a policy."""
    old = provider.check(ROLE, None, {"assumeRolePolicy": '{"a": 1, "b": 2}'})
    new = provider.check(ROLE, old, {"assumeRolePolicy": '{"b":2,"a":1}'})

    assert provider.diff(ROLE, State("thing", {}, old), new).changes == frozenset()


@pytest.mark.parametrize(
    ("resource", "olds", "news", "replaces"),
    [
        (ROLE, {"assumeRolePolicy": "{}"}, {"assumeRolePolicy": "{}", "path": "/x/"}, {"path"}),
        (ROLE, {"assumeRolePolicy": "{}"}, {"assumeRolePolicy": "{}", "description": "x"}, set()),
        (ROLE, {"assumeRolePolicy": "{}", "name": "a"}, {"assumeRolePolicy": "{}", "name": "b"}, {"name"}),
        (ROLE, {"assumeRolePolicy": "{}", "name": "a"}, {"assumeRolePolicy": "{}"}, {"name"}),
        (FUNCTION, {"role": "r"}, {"role": "r", "architectures": ["arm64"]}, {"architectures"}),
        (FUNCTION, {"role": "r"}, {"role": "s", "timeout": 5, "skipDestroy": True}, set()),
        (BUCKET, {}, {"objectLockEnabled": True, "forceDestroy": True}, {"objectLockEnabled"}),
        (BUCKET, {}, {"region": "eu-west-1"}, {"region"}),
        (REPOSITORY, {"repositoryName": "code"}, {"repositoryName": "code", "tags": {"team": "shop"}}, set()),
    ],
)
def test_what_needs_a_new_resource(
    provider: AwsProvider, resource: str, olds: dict[str, Any], news: dict[str, Any], replaces: set[str]
) -> None:
    """AWS can't change some properties; all others are changed in place."""
    old = provider.check(resource, None, olds)

    found = provider.diff(resource, State("thing", {"region": "us-east-1"}, old), provider.check(resource, old, news))

    assert found.replaces == replaces
    assert found.changes >= replaces
    assert bool(found.changes)


@pytest.mark.parametrize(("name", "first"), [("mine", True), (None, False)])
def test_a_name_of_the_programs_own_is_freed_first(provider: AwsProvider, name: str | None, *, first: bool) -> None:
    """Two resources can't have one name: it is deleted before its replacement is created."""
    given = {"assumeRolePolicy": "{}", **({"name": name} if name else {})}
    old = provider.check(ROLE, None, given)
    new = provider.check(ROLE, old, {**given, "path": "/x/"})

    assert provider.diff(ROLE, State("thing", {}, old), new).delete_before_replace is first


def test_changed_code_is_a_change(provider: AwsProvider, tmp_path: Path) -> None:
    """The path of the archive stays the same; what it holds does not."""
    folder = make_folder(tmp_path / "code")
    given = {"role": "r", "code": pulumi.FileArchive(str(folder))}
    old = State("thing", {"region": "us-east-1"}, provider.check(FUNCTION, None, given))

    assert provider.diff(FUNCTION, old, provider.check(FUNCTION, old.inputs, given)).changes == frozenset()

    (folder / "a.py").write_text("changed")

    found = provider.diff(FUNCTION, old, provider.check(FUNCTION, old.inputs, given))
    assert (found.changes, found.replaces) == (frozenset({"code"}), frozenset())


@since_7
def test_another_region_of_the_provider_is_another_resource(provider: AwsProvider) -> None:
    """A resource that was made elsewhere is replaced."""
    inputs = provider.check(LOG_GROUP, None, {})

    found = provider.diff(LOG_GROUP, State("thing", {"region": "eu-west-1"}, inputs), inputs)

    assert found.replaces == {"region"}


def test_new_default_tags_are_a_change() -> None:
    """Tags of the provider are tags of every resource."""
    tagged = AwsProvider(endpoint_url=NOWHERE, region="us-east-1", default_tags={"team": "blue"})
    inputs = tagged.check(LOG_GROUP, None, {})

    found = tagged.diff(LOG_GROUP, State("thing", {"tagsAll": {"team": "red"}}, inputs), inputs)

    assert (found.changes, found.replaces) == (frozenset({"tagsAll"}), frozenset())


def test_the_state_of_stacks_is_in_no_archive(tmp_path: Path) -> None:
    """A function whose code is the project's folder neither holds .stackrig nor changes with it."""
    (tmp_path / "handler.py").write_text("def handle(): pass")
    archive = pulumi.AssetArchive({"code": pulumi.FileArchive(str(tmp_path))})
    before = digest(archive)
    (tmp_path / ".stackrig" / "stacks").mkdir(parents=True)
    (tmp_path / ".stackrig" / "stacks" / "dev.json").write_text("{}")

    assert digest(archive) == before
    with zipfile.ZipFile(io.BytesIO(zip_archive(archive))) as file:
        assert file.namelist() == ["code/handler.py"]


def test_names_of_earlier_sdks_are_todays(provider: AwsProvider) -> None:
    """A program with pulumi_aws 4 to 6 calls some inputs otherwise."""
    group = urn("aws:elasticache/replicationGroup:ReplicationGroup")

    inputs = provider.check(group, None, {"replicationGroupDescription": "sessions", "numberCacheClusters": 2.0})

    assert (inputs["description"], inputs["numCacheClusters"]) == ("sessions", 2)
    assert not {"replicationGroupDescription", "numberCacheClusters"} & set(inputs)


def test_a_plain_description_follows_from_the_service_model() -> None:
    """The noun names the operations; what deletes a thing makes up its id; tags go by its ARN."""
    described = plain("aws:appconfig/application:Application", "appconfig", "application").describe()

    steps = (described.create, *described.read, *described.updates, described.delete)
    verbs = ("create", "get", "update", "delete")
    assert [getattr(step, "operation", "") for step in steps] == [f"{verb}_application" for verb in verbs]
    assert (described.id, described.unique, described.replace_on) == ("{id}", False, frozenset())
    assert described.tagging
    assert getattr(described.tagging.list, "operation", "") == "list_tags_for_resource"


READ_SCHEMA = """
import sys
from stackrig.deployment.provider.schema import load_schema
schema = load_schema("aws:sqs/queue:Queue")
nested = load_schema("aws:cognito/userPool:UserPool").outputs["passwordPolicy"].fields
none = load_schema("aws:sqs/nothing:Nothing")
told = [sorted(schema.inputs), sorted(schema.outputs.items()), sorted(nested.items()), none]
print("pulumi_aws.sqs" in sys.modules, told)
"""


@pytest.mark.gate
def test_schemas_are_read_of_the_sdk_once(tmp_path: Path) -> None:
    """The next process has the same schemas without importing the SDK's types; a damaged file is read again."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}

    def read() -> list[str]:
        command = [sys.executable, "-c", READ_SCHEMA]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
        return done.stdout.split(" ", 1)

    first = read()
    second = read()
    next(tmp_path.rglob("aws-sqs.queue-Queue.json")).write_text("{")

    assert [first[0], second[0], read()[0]] == ["True", "False", "True"]
    assert first[1] == second[1]
    assert "visibilityTimeoutSeconds" in first[1]
    assert "minimumLength" in first[1]
