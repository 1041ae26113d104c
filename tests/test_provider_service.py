"""The providers as the Pulumi CLI reaches them: pulumirpc.ResourceProvider over a gRPC channel."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc  # type: ignore[import-untyped]
import pulumi
import pytest
from google.protobuf import empty_pb2  # type: ignore[import-untyped]
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from stackrig.deployment.engines.journal import Journal, read_journal, remove_left
from stackrig.deployment.engines.provider_service import ProviderService, serving
from stackrig.deployment.engines.values import (
    ARCHIVE,
    ASSET,
    SECRET,
    SIGNATURE,
    UNKNOWN,
    Properties,
    from_struct,
    to_struct,
)
from stackrig.deployment.provider.aws import AwsProvider
from stackrig.deployment.provider.contract import Diff, State
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import DeployError

BUCKET, QUEUE = "aws:s3/bucket:Bucket", "aws:sqs/queue:Queue"
Stub = provider_pb2_grpc.ResourceProviderStub


class Shelf:
    """Keep things in memory under their names, in one region."""

    def __init__(self, things: dict[str, Properties], inputs: Properties) -> None:
        self.things, self.region = things, str(inputs.get("region", "nowhere"))

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        if "bad" in news:
            raise DeployError(f"{urn}: bad is not supported", remedies=["leave it out"])
        return {**news, "name": news.get("name") or (olds or {}).get("name") or "automatic"}

    def diff(self, _urn: str, old: State, news: Properties) -> Diff:
        keys = old.inputs.keys() | news.keys()
        changes = frozenset(key for key in keys if old.inputs.get(key) != news.get(key))
        return Diff(changes, changes & {"name"}, delete_before_replace="name" in changes)

    def create(self, urn: str, inputs: Properties) -> State:
        if "broken" in urn:
            raise DeployError(f"{urn} could not be created: the shelf is full")
        self.things[inputs["name"]] = outputs = {**inputs, "where": self.region}
        if "cut" in urn:
            raise KeyboardInterrupt  # the process ends here
        return State(inputs["name"], outputs, inputs)

    def read(self, _urn: str, resource_id: str, inputs: Properties) -> State | None:
        outputs = self.things.get(resource_id)
        return State(resource_id, outputs, inputs) if outputs else None

    def update(self, _urn: str, old: State, news: Properties) -> State:
        self.things[old.id] = {**news, "where": self.region}
        return State(old.id, self.things[old.id], news)

    def delete(self, _urn: str, old: State) -> None:
        self.things.pop(old.id, None)

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> Properties:
        if not arguments:
            raise DeployError(f"{token} needs a name")
        return {"where": self.region, **arguments}


@pytest.fixture
def things() -> dict[str, Properties]:
    return {}


@pytest.fixture
def factories(things: dict[str, Properties]) -> dict[str, Callable[[Properties], Shelf]]:
    return {"aws": lambda inputs: Shelf(things, inputs)}


@pytest.fixture
def service(factories: dict[str, Callable[[Properties], Shelf]]) -> ProviderService:
    return ProviderService(factories, {"aws": {"region": "us-east-1"}})


@contextmanager
def connected(service: ProviderService) -> Iterator[Callable[..., Stub]]:
    """Serve, and yield a function that opens a connection configured with some inputs."""
    with serving(service) as port:
        channels: list[grpc.Channel] = []

        def connect(**inputs: Any) -> Stub:
            # A channel argument of its own keeps grpc from sharing the connection with the others.
            options = [("grpc.primary_user_agent", f"test-{len(channels)}"), ("grpc.enable_http_proxy", 0)]
            channels.append(grpc.insecure_channel(f"127.0.0.1:{port}", options=options))
            stub = Stub(channels[-1])
            stub.Configure(provider_pb2.ConfigureRequest(args=to_struct(inputs)))
            return stub

        yield connect
        for channel in channels:
            channel.close()


@pytest.fixture
def stub(service: ProviderService) -> Iterator[Stub]:
    with connected(service) as connect:
        yield connect()


def urn_of(type_: str, name: str) -> str:
    return f"urn:pulumi:dev::shop::{type_}::{name}"


def create(stub: Stub, name: str = "a", **inputs: Any) -> Any:
    return stub.Create(
        provider_pb2.CreateRequest(urn=urn_of(QUEUE, name), properties=to_struct({"name": name, **inputs}))
    )


def diff(stub: Stub, old: Properties, news: Properties, ignore: tuple[str, ...] = ()) -> Any:
    request = provider_pb2.DiffRequest(id="a", urn=urn_of(QUEUE, "a"), ignoreChanges=ignore)
    for part, values in ((request.old_inputs, old), (request.olds, old), (request.news, news)):
        part.CopyFrom(to_struct(values))
    return stub.Diff(request)


# --- a resource's life ----------------------------------------------------------------------------------------------


def test_a_bucket_lives_and_dies(localstack_server: AwsEndpoint) -> None:
    """The light AWS provider checks, creates, reads, compares, updates and deletes by way of the service."""
    endpoint = localstack_server.endpoint_url
    service = ProviderService({"aws": lambda it: AwsProvider(endpoint_url=endpoint, region=it["region"])}, {})
    urn = urn_of(BUCKET, "data")
    with connected(service) as connect:
        aws = connect(region="us-east-1")
        checked = aws.Check(provider_pb2.CheckRequest(urn=urn, news=to_struct({"tags": {"a": "b"}}))).inputs
        made = aws.Create(provider_pb2.CreateRequest(urn=urn, properties=checked))
        seen = aws.Read(provider_pb2.ReadRequest(id=made.id, urn=urn, properties=made.properties, inputs=checked))
        news = to_struct({**from_struct(checked), "tags": {"a": "c"}})
        state = {"id": made.id, "urn": urn, "olds": made.properties, "old_inputs": checked, "news": news}
        compared = aws.Diff(provider_pb2.DiffRequest(**state))
        updated = aws.Update(provider_pb2.UpdateRequest(**state)).properties
        aws.Delete(provider_pb2.DeleteRequest(id=made.id, urn=urn, properties=updated, old_inputs=news))
        gone = aws.Read(provider_pb2.ReadRequest(id=made.id, urn=urn, properties=updated, inputs=news))

    assert made.id.startswith("data-")
    assert (seen.id, seen.properties["arn"]) == (made.id, made.properties["arn"])
    assert (list(compared.diffs), list(compared.replaces)) == (["tags", "tagsAll"], [])
    assert compared.changes == provider_pb2.DiffResponse.DIFF_SOME
    assert from_struct(updated)["tags"] == {"a": "c"}
    assert gone.id == ""


def test_every_connection_has_its_own_configuration(service: ProviderService) -> None:
    """Explicit providers share the port: each connection is served with the inputs it was configured with."""
    with connected(service) as connect:
        west, default = connect(region="us-west-2"), connect()
        made = [create(stub).properties["where"] for stub in (default, west, default)]

    assert made == ["us-east-1", "us-west-2", "us-east-1"]


def test_a_connection_without_configuration_is_refused(service: ProviderService) -> None:
    """A request on a connection that was never configured ends with a status, not with another one's region."""
    with (
        serving(service) as port,
        grpc.insecure_channel(f"127.0.0.1:{port}") as channel,
        pytest.raises(grpc.RpcError) as caught,
    ):
        create(Stub(channel))

    assert "not known" in caught.value.details()


def test_secrets_and_whole_numbers_arrive_as_values(stub: Stub, things: dict[str, Properties]) -> None:
    """A wrapped secret is unwrapped, and a double that is whole becomes an int."""
    made = create(stub, size=3, key={SIGNATURE: SECRET, "value": "hunter22"})

    assert things["a"] == {"name": "a", "size": 3, "key": "hunter22", "where": "us-east-1"}
    assert from_struct(made.properties)["key"] == "hunter22"


def test_a_diff_names_what_changes_and_what_replaces(stub: Stub) -> None:
    """The answer holds the changed properties, those that need a new resource, and the order of a replacement."""
    none = diff(stub, {"name": "a"}, {"name": "a"})
    some = diff(stub, {"name": "a"}, {"name": "b", "size": 3})

    assert none.changes == provider_pb2.DiffResponse.DIFF_NONE
    assert (list(some.diffs), list(some.replaces), some.deleteBeforeReplace) == (["name", "size"], ["name"], True)


def test_digests_of_ignored_assets_are_kept(stub: Stub) -> None:
    """IgnoreChanges on an asset also holds for the digest a check has noted for it."""
    old, new = ({"name": "a", "__assets": {"code": digest}} for digest in ("1", "2"))

    assert list(diff(stub, old, new).diffs) == ["__assets"]
    assert list(diff(stub, old, new, ("code",)).diffs) == []


def test_values_not_known_yet_pass_a_preview(stub: Stub) -> None:
    """In a preview Check and Diff get by with what stands for values that are not known yet."""
    news = to_struct({"role": UNKNOWN})
    checked = stub.Check(provider_pb2.CheckRequest(urn=urn_of(QUEUE, "a"), news=news)).inputs
    compared = diff(stub, {"name": "automatic", "role": "old"}, from_struct(checked))

    assert from_struct(checked) == {"role": UNKNOWN, "name": "automatic"}
    assert list(compared.diffs) == ["role"]


def test_an_automatic_name_is_kept(stub: Stub) -> None:
    """Check gets the old inputs; of a new resource the CLI sends none, as an empty object."""
    urn, olds = urn_of(QUEUE, "a"), to_struct({"name": "first"})
    kept = stub.Check(provider_pb2.CheckRequest(urn=urn, olds=olds, news=to_struct({})))
    fresh = stub.Check(provider_pb2.CheckRequest(urn=urn, olds=to_struct({}), news=to_struct({})))

    assert [from_struct(answer.inputs)["name"] for answer in (kept, fresh)] == ["first", "automatic"]


@pytest.mark.parametrize("signature", [ASSET, ARCHIVE])
def test_an_assets_hash_comes_back(stub: Stub, things: dict[str, Properties], signature: str) -> None:
    """The CLI finds what it left out of an asset by the hash it sent."""
    elided = {SIGNATURE: signature, "hash": "abc"}
    made = create(stub, code=elided)

    assert isinstance(things["a"]["code"], pulumi.Asset | pulumi.Archive)
    assert json.loads(json.dumps({key: made.properties["code"][key] for key in elided})) == elided
    assert set(made.properties["code"]) == set(elided)


def test_an_asset_keeps_its_path_and_hash(stub: Stub) -> None:
    """An asset that was sent whole comes back whole."""
    whole = {SIGNATURE: ASSET, "path": "/tmp/code.py", "hash": "abc"}  # noqa: S108  # nothing reads it
    made = create(stub, code=whole)

    assert {key: made.properties["code"][key] for key in whole} == whole


# --- the provider itself --------------------------------------------------------------------------------------------


def test_a_plugin_is_attached_and_cancelled(stub: Stub) -> None:
    """The provider answers what the CLI asks of every plugin."""
    stub.Attach(plugin_pb2.PluginAttach(address="127.0.0.1:1"))
    stub.Cancel(empty_pb2.Empty())

    assert stub.GetPluginInfo(empty_pb2.Empty()).version


def test_a_provider_is_replaced_for_another_place_only(stub: Stub) -> None:
    """A new region means other resources; new default tags don't. The default region counts as given."""
    urn = urn_of("pulumi:providers:aws", "west")

    def replaces(old: Properties, new: Properties) -> list[str]:
        request = provider_pb2.DiffRequest(urn=urn, old_inputs=to_struct(old), news=to_struct(new))
        return list(stub.DiffConfig(request).replaces)

    assert replaces({"region": "us-west-2"}, {"region": "eu-west-1"}) == ["region"]
    assert replaces({"region": "us-east-1"}, {}) == []
    assert replaces({"defaultTags": "{}"}, {"defaultTags": '{"tags":{"a":"b"}}'}) == []


def test_a_package_that_is_not_served_is_refused(stub: Stub) -> None:
    """A provider of another package fails when it is checked, with the remedy."""
    request = provider_pb2.CheckRequest(urn=urn_of("pulumi:providers:gcp", "g"), news=to_struct({}))

    with pytest.raises(grpc.RpcError) as caught:
        stub.CheckConfig(request)
    assert "'gcp'" in caught.value.details()


def test_functions_are_called(stub: Stub, service: ProviderService) -> None:
    """A function's answer is returned; its failure is told to the program, and is no failed resource."""
    answer = stub.Invoke(provider_pb2.InvokeRequest(tok="aws:sqs/getQueue:getQueue", args=to_struct({"name": "a"})))
    with pytest.raises(grpc.RpcError) as caught:
        stub.Invoke(provider_pb2.InvokeRequest(tok="aws:sqs/getQueue:getQueue"))

    assert from_struct(getattr(answer, "return")) == {"where": "us-east-1", "name": "a"}
    assert "needs a name" in caught.value.details()
    assert service.progress.failures == []


def test_a_failure_is_recorded_with_its_resource(stub: Stub, service: ProviderService) -> None:
    """The status tells the CLI why, remedies included, and the service keeps the URN and what was being done."""
    request = provider_pb2.CheckRequest(urn=urn_of(QUEUE, "a"), news=to_struct({"bad": 1}))
    with pytest.raises(grpc.RpcError) as refused:
        stub.Check(request)
    with pytest.raises(grpc.RpcError):
        create(stub, "broken")

    assert "leave it out" in refused.value.details()
    assert [(item.urn, item.verb) for item in service.progress.failures] == [
        (urn_of(QUEUE, "a"), "deployed"),
        (urn_of(QUEUE, "broken"), "created"),
    ]


# --- the journal ----------------------------------------------------------------------------------------------------


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


def test_creations_are_noted(journal: Journal, factories: dict[str, Callable[[Properties], Shelf]]) -> None:
    """The journal holds what was created by which provider, and nothing of a creation that failed."""
    service = ProviderService(factories, {}, journal)
    with connected(service) as connect:
        stub = connect(region="eu-west-1")
        create(stub, "a", key={SIGNATURE: SECRET, "value": "hunter22"})
        with pytest.raises(grpc.RpcError):
            create(stub, "broken")

    (noted,) = read_journal(journal.path)
    assert (noted.urn, noted.id, noted.provider) == (urn_of(QUEUE, "a"), "a", {"region": "eu-west-1"})
    assert noted.outputs["where"] == "eu-west-1"
    assert journal.path.stat().st_mode & 0o777 == 0o600


def test_what_nobody_knows_is_removed(
    journal: Journal, things: dict[str, Properties], factories: dict[str, Callable[[Properties], Shelf]]
) -> None:
    """After a killed run resources that are in no state go: those that were made, and those cut off half-way."""
    shelf = Shelf(things, {})
    for name in ("known", "made", "cut"):
        urn = urn_of(QUEUE, name)
        try:
            with journal.creation(urn, {}, {"name": name}) as note:
                note(shelf.create(urn, {"name": name}))
        except KeyboardInterrupt:
            assert name == "cut"
    with journal.path.open("a") as stream:
        stream.write('{"number": 9, "urn": "urn:pul')  # killed while it wrote

    remove_left(journal.path, {(urn_of(QUEUE, "known"), "known")}, factories)

    assert set(things) == {"known"}
    assert not journal.path.exists()


@pytest.mark.parametrize("damage", ["[]", "7", "{", '{"id": "x", "outputs": {}}', '{"number": 5, "id": "x"}', "\xff"])
def test_a_damaged_journal_is_named(
    journal: Journal, factories: dict[str, Callable[[Properties], Shelf]], damage: str
) -> None:
    """A line that can't be read is no reason to forget what the others name: the file is kept, and told."""
    with journal.creation(urn_of(QUEUE, "a"), {}, {}) as note:
        note(Shelf({}, {}).create(urn_of(QUEUE, "a"), {"name": "a"}))
    whole = journal.path.read_bytes()
    journal.path.write_bytes(damage.encode("latin-1") + b"\n" + whole)

    with pytest.raises(DeployError, match=r"line 1 of .*journal.* can't be read") as failure:
        remove_left(journal.path, set(), factories)

    assert f"rm '{journal.path}'" in failure.value.report()
    assert journal.path.exists()
