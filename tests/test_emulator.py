"""The LocalStack stage, on the real thing."""

import contextlib
import http.client
import io
import json
import os
import secrets
import socket
import subprocess
import sys
import textwrap
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest

from stackrig.emulator import installation
from stackrig.emulator.choice import choose_localstack
from stackrig.emulator.embedded import start_embedded
from stackrig.emulator.plugin import install_plugin
from stackrig.emulator.releases import DEFAULTS, PYTHONS, option_of, title_of
from stackrig.emulator.server import (
    AwsEndpoint,
    running_localstack,
    start_localstack,
    stop_localstack,
)
from stackrig.emulator.sessions import EndpointSession
from stackrig.environments import find_damaged
from stackrig.errors import SettingsError, StartError
from stackrig.interpreters import Interpreter
from stackrig.option_values import RESERVED
from stackrig.processes import Session, is_left, session_processes
from stackrig.settings import Settings, change
from stackrig.waiting import wait_until
from tests.ports import unused_port
from tests.waiting import PATIENCE, eventually

EMBEDDED = Settings(root=Path.cwd(), localstack_image="embedded")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a network namespace")


@pytest.fixture
def own_session(tmp_path: Path) -> Session:
    """Return a session of the test's own in a folder with a long name that has spaces."""
    folder = tmp_path / ("a long name " * 10).strip()
    folder.mkdir()
    return Session(f"test{os.getpid()}x{time.monotonic_ns()}", folder)


def family(endpoint: AwsEndpoint) -> list[psutil.Process]:
    """Return LocalStack's process and all below it."""
    assert endpoint.process
    root = psutil.Process(endpoint.process.pid)
    return [root, *root.children(recursive=True)]


def localstacks_of(session: Session) -> list[psutil.Process]:
    """Return LocalStack's processes of a session; one that is just starting or ending is none."""
    with contextlib.suppress(psutil.Error):
        return [found for found in session_processes(session.id) if "stackrig_localstack" in found.cmdline()]
    return []


def get(endpoint: AwsEndpoint, path: str) -> dict[str, object]:
    """Return the JSON LocalStack answers at a path."""
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer: dict[str, object] = json.loads(connection.getresponse().read())
        return answer


def test_handle_answers_by_key_too(localstack_server: AwsEndpoint) -> None:
    """The handle has the keys users of fixture-foundry know, and says where a Lambda reaches LocalStack."""
    port = localstack_server.port

    assert localstack_server["endpoint_url"] == f"http://127.0.0.1:{port}"
    assert (localstack_server["container_name"], localstack_server["container_port"]) == ("127.0.0.1", port)
    assert (localstack_server["region"], localstack_server["container_id"]) == ("us-east-1", "")
    assert localstack_server["services"] == EMBEDDED.localstack_services
    assert localstack_server.backend == "embedded"
    assert localstack_server.version in PYTHONS


def test_ready_route_tells_session_and_boot(localstack_server: AwsEndpoint, session: Session) -> None:
    """The route stackrig waits for answers with the session's id and the boot that LocalStack's own route names."""
    ready = get(localstack_server, "/_stackrig/ready")

    assert ready["session"] == session.id
    assert ready["boot_id"] == localstack_server.boot_id == get(localstack_server, "/_localstack/info")["session_id"]


def test_only_loopback_is_listened_on(localstack_server: AwsEndpoint) -> None:
    """No process of the family listens for anybody but this machine, after services were used."""
    client = EndpointSession(localstack_server)
    client.client("s3").list_buckets()
    client.client("apigateway").get_rest_apis()

    listening = {
        found.laddr
        for process in family(localstack_server)
        for found in process.net_connections("inet")
        if found.status == psutil.CONN_LISTEN or found.type == socket.SOCK_DGRAM
    }
    assert listening == {("127.0.0.1", localstack_server.port)}


def test_service_that_was_not_named_works_too(localstack_server: AwsEndpoint) -> None:
    """A service outside of localstack_services is loaded by its first call instead of being refused."""
    assert "sqs" not in localstack_server.services

    assert "QueueUrl" in EndpointSession(localstack_server).client("sqs").create_queue(QueueName="extra")


def test_objects_lie_in_the_session_folder(localstack_server: AwsEndpoint) -> None:
    """LocalStack keeps what is stored in S3 below its own folder, where no other LocalStack meets it."""
    client, bucket = EndpointSession(localstack_server).client("s3"), f"where-is-it-{secrets.token_hex(4)}"
    client.create_bucket(Bucket=bucket)
    client.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert localstack_server.process

    opened = {Path(file.path) for process in family(localstack_server) for file in process.open_files()}

    assert localstack_server.folder
    assert (localstack_server.folder / "tmp/s3" / bucket).is_dir()
    assert not Path("/tmp/localstack-s3-storage", bucket).exists()  # noqa: S108
    assert {path for path in opened if path.is_relative_to("/tmp/localstack-s3-storage")} == set()  # noqa: S108


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AwsEndpoint, Session]]:
    """Yield a LocalStack with settings of its own, in a session of its own, whose caller has odd variables."""
    caller = {
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9"),
        "AWS_PROFILE": "production",
        "AWS_ACCESS_KEY_ID": "AKIAREALREALREALREAL",
        "PYTHONPATH": "/nowhere",
        "PYTHONHOME": "/nowhere",
        "GATEWAY_LISTEN": "0.0.0.0:1",
        "SERVICES": "none",
    }
    own = {"EXTRA_CORS_ALLOWED_ORIGINS": "http://shop.test", "DEBUG": True}
    session = Session(f"test{os.getpid()}x{time.monotonic_ns()}", tmp_path_factory.mktemp("configured"))
    with ExitStack() as undo:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in caller.items():
                patch.setenv(name, value)
            settings = change(EMBEDDED, localstack_environment=own)
            endpoint = undo.enter_context(running_localstack(settings, session))
        yield endpoint, session


def test_memory_stays_below_300_mb(configured: tuple[AwsEndpoint, Session]) -> None:
    """The catalog of services comes from the environment's cache: building it in the process would cost 350 MB."""
    endpoint, _ = configured
    assert endpoint.process
    wait_until(lambda: get(endpoint, "/_stackrig/ready")["warm"], what="warm services", timeout=PATIENCE)

    assert psutil.Process(endpoint.process.pid).memory_info().rss < 300 * 1024**2


def test_variables_of_the_caller_do_not_reach_localstack(configured: tuple[AwsEndpoint, Session]) -> None:
    """A dead proxy, AWS settings, Python settings and LocalStack settings of the caller change nothing."""
    endpoint, _ = configured
    environment = family(endpoint)[0].environ()

    assert get(endpoint, "/_localstack/health")["version"] == endpoint.version
    assert not {"AWS_PROFILE", "PYTHONHOME"} & set(environment)
    assert "AKIAREALREALREALREAL" not in environment.values()
    assert "127.0.0.1" in environment["NO_PROXY"]


def test_settings_of_localstack_are_passed_on(configured: tuple[AwsEndpoint, Session]) -> None:
    """Settings of LocalStack reach it, beside the ones that stackrig sets, and those can't be given."""
    endpoint, _ = configured
    environment = family(endpoint)[0].environ()
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, timeout=PATIENCE)
    connection.request("GET", "/_localstack/health", headers={"Host": "shop.test"})
    assert connection.getresponse().status == 200
    connection.close()

    assert environment["DEBUG"] == "1"
    assert environment["LAMBDA_RETRY_BASE_DELAY"] == "1"
    assert set(environment) >= RESERVED - {"GATEWAY_LISTEN", "STACKRIG_LISTENER", "STACKRIG_JWKS"}  # set where needed
    with pytest.raises(SettingsError, match="stackrig sets SERVICES itself"):
        change(EMBEDDED, localstack_environment={"SERVICES": "s3"})


def test_nothing_is_left_of_a_second_one_after_stop(configured: tuple[AwsEndpoint, Session]) -> None:
    """A second LocalStack of a session has a port, a boot and a folder of its own; stopping it leaves the first.

    Stop, also a second one, leaves no process, folder or open port; only the log stays for the one who asks.
    """
    first, session = configured
    before = set(session.folder.iterdir())
    with running_localstack(change(EMBEDDED, localstack_services="s3"), session) as second:
        members = family(second)
        assert second.folder
        assert second.folder.is_dir()
        assert not {first.port, first.boot_id, first.folder} & {second.port, second.boot_id, second.folder}

    stop_localstack(second)
    assert not [member for member in members if is_left(member)]
    assert {found.pid for found in session_processes(session.id)} == {member.pid for member in family(first)}
    assert [path.name for path in {*session.folder.iterdir()} - before] == ["localstack-2.log"]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", second.port)) != 0
    assert get(first, "/_stackrig/ready")["boot_id"] == first.boot_id


def test_taken_port_is_named(own_session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that was asked for and is taken fails at once, naming it; files are not searched, and nothing is left."""
    looks: list[bool] = []

    def look(*arguments: Any, thorough: bool = False) -> list[str]:
        looks.append(thorough)
        return find_damaged(*arguments, thorough=thorough)

    monkeypatch.setattr(installation, "find_damaged", look)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(StartError, match=f"LocalStack can't have port {port}: Address already in use") as failure:
            start_localstack(change(EMBEDDED, localstack_port=port), own_session)

    assert "--localstack-port=0" in failure.value.report()
    assert looks == [False]
    assert [path.name for path in own_session.folder.iterdir()] == ["localstack.log"]


@pytest.mark.gate
def test_asked_port_is_used_again_at_once(own_session: Session) -> None:
    """A port that was asked for can be taken again right after a stop."""
    port = unused_port()
    settings = change(EMBEDDED, localstack_port=port)

    for _ in range(2):
        with running_localstack(settings, own_session) as endpoint:
            assert endpoint.port == port
            get(endpoint, "/_localstack/health")


def test_dead_process_fails_at_once(own_session: Session) -> None:
    """A LocalStack that dies while it starts ends the wait at once, with exit code and log; nothing is left."""

    def kill() -> None:
        eventually(lambda: localstacks_of(own_session))
        for found in localstacks_of(own_session):
            found.kill()

    killer = threading.Thread(target=kill)
    killer.start()

    with pytest.raises(StartError, match=r"was killed by SIGKILL while it was starting") as failure:
        start_localstack(EMBEDDED, own_session)

    killer.join()
    assert "localstack.log" in failure.value.report()
    assert [path.name for path in own_session.folder.iterdir()] == ["localstack.log"]


def test_time_out_stops_what_was_started(own_session: Session) -> None:
    """A LocalStack that isn't ready in time is an error that names the option, and it is stopped."""
    environment = installation.prepare_environment(DEFAULTS[0], own_session)
    with pytest.raises(StartError, match=r"LocalStack was not ready after 0\.05 s") as failure:
        start_embedded(change(EMBEDDED, localstack_timeout=0.05), own_session, environment)

    assert "--localstack-timeout" in failure.value.report()
    assert list(session_processes(own_session.id)) == []


RAISE_LOOPBACK = (
    "import fcntl, os, socket, struct, sys; request = struct.pack('16sh', b'lo', 0x1);"
    " fcntl.ioctl(socket.socket(), 0x8914, request + bytes(14));"  # SIOCSIFFLAGS with IFF_UP
    " os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)


@needs_root
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["unshare", "--net", sys.executable, "-c", RAISE_LOOPBACK], id="loopback only"),
        pytest.param(["unshare", "--user", "--map-user=1000", "--map-group=1000", sys.executable], id="plain user"),
    ],
)
@pytest.mark.gate
def test_odd_hosts(own_session: Session, words: list[str]) -> None:
    """LocalStack starts and a Lambda calls it without a network or a name server, and for an account without rights."""
    script = f"""
    import io, zipfile
    from pathlib import Path
    from stackrig.emulator.sessions import EndpointSession
    from stackrig.emulator.server import running_localstack
    from stackrig.processes import Session
    from stackrig.settings import Settings
    session = Session({own_session.id!r}, Path({str(own_session.folder)!r}))
    with running_localstack(Settings(root=Path(), localstack_image="embedded"), session) as endpoint:
        client = EndpointSession(endpoint).client("lambda")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("app.py", "import boto3\\ndef handler(event, context):\\n"
                             "    return [__file__, len(boto3.client('iam').list_roles()['Roles'])]")
        client.create_function(
            FunctionName="f", Runtime="python3.12", Handler="app.handler", Timeout=20,
            Role="arn:aws:iam::000000000000:role/r", Code={{"ZipFile": packed.getvalue()}},
        )
        client.get_waiter("function_active_v2").wait(FunctionName="f", WaiterConfig={{"Delay": 1}})
        print(client.invoke(FunctionName="f")["Payload"].read().decode())
    """
    done = subprocess.run(
        [*words, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False, timeout=120
    )

    assert done.stdout == '["/var/task/app.py", 0]\n', done.stderr


@pytest.mark.parametrize("version", [version for version in PYTHONS if version != DEFAULTS[0]])
def test_other_versions_run_too(own_session: Session, version: str) -> None:
    """Each embedded version starts on the Python it needs and serves under its own number."""
    if not installation.find_built(version):
        pytest.skip(f"{title_of(version)} is not built here: nox -s matrix does that")
    with running_localstack(change(EMBEDDED, localstack_image=option_of(version)), own_session) as endpoint:
        assert endpoint.version == version
        assert EndpointSession(endpoint).client("lambda").list_functions()["Functions"] == []


@pytest.mark.parametrize(
    ("image", "message", "remedy"),
    [
        ("installed", "there is no such LocalStack", "--localstack-image=embedded"),
        ("embedded:3.8", "the embedded versions are 4.14.0, 4.12.0, 4.9.2", "--localstack-image=embedded:4.14.0"),
        ("localemu:1.3.1", "'localemu:1.3.1': the embedded versions are .*, localemu:1.3.2", "=localemu:1.3.2"),
        ("https://example.invalid", "an address such as http://127.0.0.1:4566 is expected", ""),
    ],
)
def test_unusable_images_are_refused(own_session: Session, image: str, message: str, remedy: str) -> None:
    """An image option that can't be run is refused before anything starts, with the ways out."""
    with pytest.raises(SettingsError, match=message) as failure:
        start_localstack(change(EMBEDDED, localstack_image=image), own_session)

    assert remedy in failure.value.report()
    assert list(own_session.folder.iterdir()) == []


def test_an_image_without_docker_is_refused(own_session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Docker image asked for by name is an error where no daemon answers, before anything starts."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    with pytest.raises(StartError, match=r"Docker at unix:///nowhere/docker.sock .*does not run"):
        start_localstack(change(EMBEDDED, localstack_image="localstack/localstack:4.14.0"), own_session)
    assert list(own_session.folder.iterdir()) == []


def test_older_version_is_chosen_without_its_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Python 3.13 the newest LocalStack for what is there is chosen; without any, the error says what to do."""
    monkeypatch.setattr(installation, "find_environment", lambda *_: None)
    monkeypatch.setattr(installation, "find_interpreters", lambda: {12: Interpreter(Path("/p"), (3, 12, 1))})
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    choice = choose_localstack(change(EMBEDDED, localstack_image="auto"))
    assert (choice.backend, choice.version) == ("embedded", "4.9.2")
    assert choice.reason.startswith("auto: Docker at unix:///nowhere/docker.sock (DOCKER_HOST) does not run")
    assert choice.reason.endswith(", the newest that runs on Python 3.12")

    broken = Interpreter(Path("/p"), (3, 13, 0), ("ssl",))
    monkeypatch.setattr(
        installation, "find_interpreters", lambda: {13: broken, 14: Interpreter(Path("/q"), (3, 14, 0))}
    )
    with pytest.raises(
        StartError, match=r"needs Python 3\.13, and this machine has 3\.13 without ssl, 3\.14"
    ) as failure:
        choose_localstack(EMBEDDED)
    assert "uv python install 3.13" in failure.value.report()


class Answers(BaseHTTPRequestHandler):
    """Stand in for a LocalStack that somebody else started."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"version": "9.9", "session_id": "boot-1"}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is http.server's
        del format, args


@pytest.fixture
def foreign() -> Iterator[str]:
    """Yield the address of something that answers as LocalStack does."""
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_attach(own_session: Session, foreign: str) -> None:
    """An address is attached to when it answers; stopping then does nothing."""
    with running_localstack(change(EMBEDDED, localstack_image=foreign + "/"), own_session) as endpoint:
        assert (endpoint.endpoint_url, endpoint.version, endpoint.boot_id) == (foreign, "9.9", "boot-1")
        assert (endpoint.backend, endpoint.process, endpoint.folder) == ("attach", None, None)

    assert get(endpoint, "/")["version"] == "9.9"


def test_what_has_no_effect_is_told(own_session: Session, foreign: str, caplog: pytest.LogCaptureFixture) -> None:
    """A LocalStack that is attached to keeps its mode of IAM; an option that asks for another is warned of."""
    with running_localstack(change(EMBEDDED, localstack_image=foreign, iam="enforce"), own_session):
        assert f"iam is not used: the LocalStack at {foreign} has settings of its own" in caplog.text


def test_attach_to_nothing(own_session: Session) -> None:
    """An address where nobody answers is an error that names it."""
    with pytest.raises(StartError, match=r"the LocalStack at http://127\.0\.0\.1:9 was not ready") as failure:
        start_localstack(change(EMBEDDED, localstack_image="http://127.0.0.1:9"), own_session)

    assert "--localstack-image=embedded" in failure.value.report()


def test_own_names_are_answered_inside(localstack_server: AwsEndpoint) -> None:
    """LocalStack reaches its own names without public DNS: an API that passes requests on to one of them answers."""
    client = EndpointSession(localstack_server).client("apigateway")
    api = client.create_rest_api(name="proxy")["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    client.put_method(restApiId=api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    client.put_integration(
        restApiId=api,
        resourceId=root,
        httpMethod="GET",
        type="HTTP_PROXY",
        integrationHttpMethod="GET",
        uri=f"http://x.localhost.localstack.cloud:{localstack_server.port}/_localstack/health",
    )
    client.create_deployment(restApiId=api, stageName="v1")

    assert get(localstack_server, f"/_aws/execute-api/{api}/v1/")["version"] == localstack_server.version


def test_kinesis_runs_without_downloads(localstack_server: AwsEndpoint) -> None:
    """A stream takes records and gives them back, to readers and to consumers that are registered."""
    client = EndpointSession(localstack_server).client("kinesis")
    client.create_stream(StreamName="numbers", ShardCount=1)
    client.get_waiter("stream_exists").wait(StreamName="numbers", WaiterConfig={"Delay": 1})
    client.put_record(StreamName="numbers", Data=b"one", PartitionKey="k")
    client.put_records(StreamName="numbers", Records=[{"Data": b"two", "PartitionKey": "k"}])
    stream = client.describe_stream(StreamName="numbers")["StreamDescription"]
    shard = stream["Shards"][0]["ShardId"]
    place = client.get_shard_iterator(StreamName="numbers", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = client.get_records(ShardIterator=place["ShardIterator"])["Records"]

    assert [record["Data"] for record in records] == [b"one", b"two"]
    where = {"ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    by_arn = client.get_shard_iterator(StreamARN=stream["StreamARN"], **where)
    assert len(client.get_records(ShardIterator=by_arn["ShardIterator"])["Records"]) == 2
    client.register_stream_consumer(StreamARN=stream["StreamARN"], ConsumerName="c")
    consumers = client.list_stream_consumers(StreamARN=stream["StreamARN"])["Consumers"]
    assert [found["ConsumerName"] for found in consumers] == ["c"]


READER = """
import base64, boto3
def handler(event, context):
    for record in event["Records"]:
        boto3.client("s3").put_object(Bucket="seen", Key=base64.b64decode(record["kinesis"]["data"]).decode())
"""


def test_kinesis_calls_functions(localstack_server: AwsEndpoint) -> None:
    """A function that is mapped to a stream gets its records."""
    session = EndpointSession(localstack_server)
    streams, functions, store = (session.client(name) for name in ("kinesis", "lambda", "s3"))
    store.create_bucket(Bucket="seen")
    streams.create_stream(StreamName="calls", ShardCount=1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("app.py", READER)
    functions.create_function(
        FunctionName="reader",
        Runtime="python3.12",
        Handler="app.handler",
        Timeout=30,
        Role="arn:aws:iam::000000000000:role/r",
        Code={"ZipFile": packed.getvalue()},
    )
    functions.get_waiter("function_active_v2").wait(FunctionName="reader", WaiterConfig={"Delay": 1})
    functions.create_event_source_mapping(
        FunctionName="reader",
        EventSourceArn="arn:aws:kinesis:us-east-1:000000000000:stream/calls",
        StartingPosition="TRIM_HORIZON",
    )
    streams.put_record(StreamName="calls", Data=b"hello", PartitionKey="k")

    wait_until(
        lambda: [found["Key"] for found in store.list_objects_v2(Bucket="seen").get("Contents", [])] == ["hello"],
        what="the function's object",
        timeout=PATIENCE,
    )


@pytest.mark.parametrize(
    ("service", "operation"), [("opensearch", "create_domain"), ("es", "create_elasticsearch_domain")]
)
def test_search_domains_are_refused_at_once(localstack_server: AwsEndpoint, service: str, operation: str) -> None:
    """OpenSearch, which can't run here, is refused with the reason instead of a download; its lists answer."""
    client = EndpointSession(localstack_server).client(service)

    with pytest.raises(client.exceptions.DisabledOperationException, match=r"has no OpenSearch.*localstack:4\.14\.0"):
        getattr(client, operation)(DomainName="search")

    assert client.list_domain_names()["DomainNames"] == []


@pytest.mark.parametrize("size", [0, 10, (1 << 20) + 1, 3 << 20])
def test_bodies_of_every_length_pass(localstack_server: AwsEndpoint, size: int) -> None:
    """Bodies arrive whole in both directions, with a length and in chunks, over one connection that is kept."""
    bucket, body = f"/sizes-{secrets.token_hex(4)}", secrets.token_bytes(size)
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", localstack_server.port, timeout=60)) as connection:

        def ask(method: str, path: str, content: bytes | Iterator[bytes] = b"") -> tuple[int, bytes, str]:
            connection.request(
                method, path, content, {"Host": f"s3.localhost.localstack.cloud:{localstack_server.port}"}
            )
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.getheader("Content-Length") or ""

        assert ask("PUT", bucket)[0] == 200
        assert ask("PUT", f"{bucket}/told", body)[0] == 200
        assert ask("PUT", f"{bucket}/chunked", iter([body[:5], body[5:]]))[0] == 200
        assert ask("GET", f"{bucket}/told")[:2] == (200, body)
        assert ask("GET", f"{bucket}/chunked")[:2] == (200, body)
        assert ask("HEAD", f"{bucket}/told") == (200, b"", str(size))
        assert ask("GET", f"{bucket}/none")[0] == 404
        assert [ask("DELETE", f"{bucket}/{name}")[0] for name in ("told", "chunked")] == [204, 204]
        assert ask("DELETE", bucket)[0] == 204


def test_a_service_is_imported_when_it_is_used(localstack_server: AwsEndpoint) -> None:
    """LocalStack imports the modules of all providers when it starts: ours have nothing of their services in them."""
    built = installation.find_built(localstack_server.version)
    assert built
    code = """
        import importlib.metadata, sys
        distribution = importlib.metadata.distribution("stackrig-localstack")
        for point in distribution.entry_points:
            if point.group == "localstack.aws.provider":
                point.load()
        print(*sorted(name for name in sys.modules if name.startswith(("moto.", "stackrig_localstack."))))
        """
    environ = {"PYTHONPATH": str(install_plugin(built)), "PATH": os.defpath, "HOME": str(built.folder)}

    done = subprocess.run(
        [built.python, "-P", "-c", textwrap.dedent(code)],
        env=environ,
        capture_output=True,
        check=True,
        encoding="ascii",
    )

    imported = done.stdout.split()
    heavy = {name for name in imported if name.startswith("moto.") and name.count(".") > 1}
    services = ("apigatewayv2", "cognito", "dynamodb", "http_apis", "pipes", "rds", "websocket_apis")
    own = {name for name in imported if name.split(".")[1] in services and name.count(".") > 1}
    assert heavy <= {name for name in heavy if name.startswith(("moto.core", "moto.utilities", "moto.settings"))}
    assert own == {f"stackrig_localstack.{name}.provider" for name in services if not name.endswith("_apis")}
