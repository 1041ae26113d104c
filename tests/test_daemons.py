"""Finding a Docker daemon, what is said about one that can't be used, and pulls from registries.

Only the pulls of a real daemon need one, from a registry of this test's own: a daemon trusts those on loopback.
"""

import gzip
import hashlib
import http.client
import io
import json
import logging
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tarfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest

from stackrig.containers import daemon as daemons
from stackrig.containers import images
from stackrig.containers.api import Daemon, is_elsewhere
from stackrig.containers.daemon import find_daemon, require_daemon
from stackrig.containers.images import docker_client, has_image, provide_image
from stackrig.database.choice import choose_database
from stackrig.errors import StartError
from stackrig.settings import Settings

NOBODY = 65534
PROMISE = 60.0  # seconds in which a daemon that can't be used is told: none is waited for

ASK = """
import sys, time
from stackrig.containers.daemon import require_daemon
from stackrig.errors import StartError
begun = time.monotonic()
try:
    print(require_daemon())
except StartError as error:
    print(error)
print(time.monotonic() - begun, "docker" in sys.modules)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """Yield a path for a socket; the system takes 107 characters at most."""
    folder = Path("/tmp") / f"daemon-{os.getpid()}-{time.monotonic_ns()}"  # noqa: S108  # a short path
    folder.mkdir()
    folder.chmod(0o755)
    yield folder / "docker.sock"
    (folder / "docker.sock").unlink(missing_ok=True)
    folder.rmdir()


@pytest.fixture
def listening(place: Path) -> Iterator[Path]:
    """Yield the path of a socket that accepts connections and never answers."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        yield place


def message_of(host: str, **options: object) -> str:
    """Return what is said about the daemon at an address, in a new process that must be quick and import no SDK."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "DOCKER_HOST": host},
        capture_output=True,
        text=True,
        check=True,
        timeout=2 * PROMISE,
        **options,  # type: ignore[call-overload]
    )
    message, measured = done.stdout.splitlines()
    seconds, imported = measured.split()
    assert (float(seconds) < PROMISE, imported) == (True, "False")
    return str(message)


def test_the_order_is_that_of_dockers_client(tmp_path: Path) -> None:
    """DOCKER_HOST comes first, then DOCKER_CONTEXT, then the current context; the socket of a user comes last."""
    folder = tmp_path / ".docker"
    for name in ("desktop", "other"):
        context = folder / "contexts" / "meta" / hashlib.sha256(name.encode()).hexdigest()
        context.mkdir(parents=True)
        endpoint = {"docker": {"Host": f"unix:///{name}.sock"}}
        (context / "meta.json").write_text(json.dumps({"Name": name, "Endpoints": endpoint}))
    (folder / "config.json").write_text('{"currentContext": "desktop"}')
    (tmp_path / "docker.sock").touch()
    environ = {"DOCKER_CONFIG": str(folder), "XDG_RUNTIME_DIR": str(tmp_path)}

    assert find_daemon({**environ, "DOCKER_HOST": "unix:///a"}) == Daemon("unix:///a", "DOCKER_HOST")
    assert find_daemon({**environ, "DOCKER_CONTEXT": "other"}) == Daemon("unix:///other.sock", "context other")
    assert find_daemon(environ) == Daemon("unix:///desktop.sock", "context desktop")
    (folder / "config.json").write_text("{}")
    if not Path(daemons.DEFAULT_SOCKET).exists():
        assert find_daemon(environ) == Daemon(f"unix://{tmp_path}/docker.sock", "default socket")


def test_a_context_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A context without its file is an error with its name."""
    with pytest.raises(StartError, match="no Docker context gone, which DOCKER_CONTEXT names") as failure:
        find_daemon({"DOCKER_CONTEXT": "gone", "DOCKER_CONFIG": str(tmp_path)})
    assert "unset DOCKER_CONTEXT" in failure.value.report()


def test_certificates_go_with_a_daemon_behind_tls(tmp_path: Path) -> None:
    """A daemon on TCP is asked with the certificates the environment names; one on a socket needs none."""
    environ = {"DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(tmp_path)}

    assert find_daemon({**environ, "DOCKER_HOST": "tcp://127.0.0.1:2376"}) == Daemon(
        "tcp://127.0.0.1:2376", "DOCKER_HOST", str(tmp_path)
    )
    assert find_daemon({**environ, "DOCKER_HOST": "unix:///a"}) == Daemon("unix:///a", "DOCKER_HOST")


def test_a_machine_without_docker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any daemon that is what is said, with where it was looked for."""
    monkeypatch.setattr(daemons, "DEFAULT_SOCKET", str(tmp_path / "docker.sock"))
    monkeypatch.setattr(daemons, "PODMAN_SOCKET", str(tmp_path / "podman.sock"))

    with pytest.raises(StartError, match="no Docker daemon and no Podman service was found") as failure:
        require_daemon({"DOCKER_CONFIG": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)})

    assert "looked at: DOCKER_HOST, the current context" in failure.value.report()


def test_a_daemon_that_does_not_run(place: Path) -> None:
    """A socket that is missing, one nobody listens on and a closed port say that the daemon does not run."""
    assert message_of(f"unix://{place}").endswith("(DOCKER_HOST) does not run: No such file or directory")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
    assert message_of(f"unix://{place}").endswith("(DOCKER_HOST) does not run: Connection refused")
    assert message_of("tcp://127.0.0.1:9").endswith("(DOCKER_HOST) does not run: Connection refused")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try what another user may")
def test_a_daemon_that_is_forbidden(listening: Path) -> None:
    """A socket this user may not write to says so."""
    listening.chmod(0o600)
    script = f"import os; os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
    code = f"import sys; sys.path[:0] = {sys.path!r}\nimport stackrig.containers.daemon\n{script}{ASK}"
    environ = {**os.environ, "DOCKER_HOST": f"unix://{listening}"}

    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)

    assert "may not be used by this user: permission denied" in done.stdout


def test_a_daemon_that_is_silent(listening: Path) -> None:
    """A daemon that accepts and never answers is given up in less than 2 s."""
    assert message_of(f"unix://{listening}").endswith("did not answer within 1.5 s")


@pytest.mark.skipif(not shutil.which("ssh"), reason="ssh logs in to other machines")
def test_a_machine_that_does_not_let_in_is_told_in_the_words_of_ssh() -> None:
    """A login that fails is an error with what ssh has said, which never asks the user for anything."""
    with pytest.raises(StartError, match=r"does not answer: .*127\.0\.0\.1 port 9: Connection refused") as failure:
        require_daemon({"DOCKER_HOST": "ssh://me@127.0.0.1:9"})

    assert "try it by hand: docker version" in failure.value.report()


def test_which_daemons_are_on_another_machine() -> None:
    """Ports of a daemon are reached by a tunnel when its address is another machine's."""
    elsewhere = [is_elsewhere(Daemon(host, "")) for host in ("ssh://localhost", "tcp://192.0.2.1:2376", "tcp://build")]
    here = [is_elsewhere(Daemon(host, "")) for host in ("unix:///a", "tcp://127.0.0.1:2375", "tcp://[::1]:2375")]

    assert elsewhere == [True] * 3
    assert here == [False] * 3


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("foo", "it must start with unix://"),
        ("/var/run/docker.sock", "it must start with unix://"),
        ("localhost:2375", "it must start with unix://"),
        ("ftp://localhost", "it must start with unix://"),
        ("tcp://127.0.0.1:port", "Port could not be cast to integer value as 'port'"),
        ("tcp://127.0.0.1:99999", "Port out of range 0-65535"),
        ("tcp://[::1", "Invalid IPv6 URL"),
        ("fd://", "only the daemon itself accepts fd://"),
        ("npipe:////./pipe/docker_engine", "npipe:// is for Windows"),
    ],
)
def test_what_is_no_address(host: str, reason: str) -> None:
    """An address that can't be asked says why."""
    assert message_of(host).startswith(f"{host!r} (DOCKER_HOST) is not the address of a daemon: {reason}")


@pytest.mark.parametrize("variables", [{"DOCKER_HOST": "tcp://127.0.0.1:port"}, {"DOCKER_CONTEXT": "nope"}])
def test_auto_does_without_a_daemon_that_is_named_wrongly(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    """A variable that names no daemon is no reason to fail: `auto` takes the embedded rig and says why."""
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    chosen = choose_database(Settings(root=Path.cwd()))

    assert chosen.backend == "embedded"
    assert all(value in chosen.reason for value in variables.values())


def test_podmans_socket_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rootless Podman's socket is taken where Docker's accepts no connection, and it is called Podman at once."""
    stale = tmp_path / "docker.sock"
    stale.touch()
    monkeypatch.setattr(daemons, "DEFAULT_SOCKET", str(stale))
    monkeypatch.setattr(daemons, "PODMAN_SOCKET", str(tmp_path / "nowhere"))
    environ = {"DOCKER_CONFIG": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    (tmp_path / "podman").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{tmp_path}/podman/podman.sock")
        server.listen()
        found = find_daemon(environ)

    assert str(found) == f"Podman at unix://{tmp_path}/podman/podman.sock (default socket)"
    assert str(find_daemon(environ)) == f"Docker at unix://{stale} (default socket)"  # none accepts any more


class Registry(BaseHTTPRequestHandler):
    """Stand in for a daemon whose registry refuses: it has no image, and a pull ends with the text of `answer`."""

    answer = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.reply(
            200 if self.path.endswith(("/_ping", "/version")) else 404,
            b'{"ApiVersion": "1.41", "message": "no such thing"}',
        )

    def do_POST(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in ({"status": "Pulling"}, {"error": self.answer}):
            line = json.dumps(event).encode() + b"\n"
            self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
        self.wfile.write(b"0\r\n\r\n")

    def reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def registry() -> Iterator[Daemon]:
    """Yield a daemon that can't pull."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Daemon(f"tcp://127.0.0.1:{server.server_address[1]}", "test")
        server.shutdown()


def test_why_an_image_can_not_be_pulled(registry: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    """The daemon's own words are told in the message's one line; nothing is read into them."""
    monkeypatch.setattr(Registry, "answer", "toomanyrequests:\nYou have reached your unauthenticated pull rate limit.")

    with pytest.raises(StartError) as failure:
        provide_image(registry, "postgres:99")

    assert str(failure.value) == (
        f"{registry} has no image postgres:99 and can't pull it: "
        "toomanyrequests: You have reached your unauthenticated pull rate limit."
    )
    assert "docker login" in failure.value.report()


def test_auto_takes_the_embedded_rig_when_the_daemon_can_not_provide_the_image(
    registry: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A daemon that can't pull is no reason to fail: `auto` goes on without it and says why in one line."""
    monkeypatch.setattr(Registry, "answer", "toomanyrequests: slow down")
    monkeypatch.setenv("DOCKER_HOST", registry.host)
    settings = Settings(root=Path.cwd())

    promised, chosen = choose_database(settings), choose_database(settings, pull=True)

    assert (promised.backend, promised.reason.split()[-3:]) == ("image", ["will", "pull", promised.version])
    assert chosen.backend == "embedded"
    assert "toomanyrequests: slow down" in chosen.reason


@pytest.mark.parametrize("warning", ["error", "ignore"])
def test_a_credential_helper_that_is_missing_is_named(
    registry: Daemon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warning: Literal["error", "ignore"]
) -> None:
    """A config.json that came from a machine with Docker Desktop is told as the cause; `auto` does without Docker."""
    warnings.simplefilter(warning)
    (tmp_path / "config.json").write_text('{"credsStore": "none-of-this-machine"}')
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("DOCKER_HOST", registry.host)

    with pytest.raises(StartError, match=r"can't pull it") as failure:
        provide_image(registry, "postgres:99")

    assert "docker-credential-none-of-this-machine not installed" in str(failure.value)
    assert "credsStore" in failure.value.report().partition("to fix this")[2]
    assert choose_database(Settings(root=Path.cwd()), pull=True).backend == "embedded"


def test_an_answer_that_breaks_off(registry: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    """A daemon that goes away in the middle of a pull is an error of ours, with the image's name."""

    def break_off(request: Registry) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b'20\r\n{"status":')
        request.close_connection = True

    monkeypatch.setattr(Registry, "do_POST", break_off)

    with pytest.raises(StartError, match="has no image postgres:99 and can't pull it"):
        provide_image(registry, "postgres:99")


def test_no_error_of_the_sdk_gets_out(registry: Daemon) -> None:
    """A refusal of a daemon is an error of ours that names the daemon, whatever was asked."""
    with (
        pytest.raises(StartError, match=f"Docker at {registry.host} .* failed"),
        docker_client(registry) as client,
    ):
        client.networks.get("none")


class LoopbackRegistry(BaseHTTPRequestHandler):
    """Serve one image of one layer by the registry's protocol, or answer everything with `status`.

    https://distribution.github.io/distribution/spec/api/
    """

    status = 200
    blobs: dict[str, bytes] = {}  # noqa: RUF012  # by digest; filled once
    manifest = b""

    def do_GET(self) -> None:
        blob = self.blobs.get(self.path.rpartition("/")[2])
        if self.status != http.client.OK:
            code = {429: "TOOMANYREQUESTS", 401: "UNAUTHORIZED", 404: "MANIFEST_UNKNOWN"}[self.status]
            self.reply(json.dumps({"errors": [{"code": code, "message": code.lower()}]}).encode())
        elif "/manifests/" in self.path:
            self.reply(self.manifest, "application/vnd.docker.distribution.manifest.v2+json")
        else:
            self.reply(b"{}" if blob is None else blob, "application/octet-stream")

    def do_HEAD(self) -> None:
        self.do_GET()

    def reply(self, body: bytes, kind: str = "application/json") -> None:
        self.send_response(self.status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


CERTIFICATES = """
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -subj /CN=test -addext keyUsage=keyCertSign
mkdir others
openssl req -x509 -newkey rsa:2048 -nodes -keyout others/ca-key.pem -out others/ca.pem -subj /CN=others
openssl req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=test
printf 'subjectAltName=IP:127.0.0.1\nauthorityKeyIdentifier=keyid\n' > extensions
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -out cert.pem -extfile extensions
cp cert.pem key.pem others
"""


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificates")
def test_a_daemon_behind_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The daemon is asked with its own certificates, whatever REQUESTS_CA_BUNDLE says; a missing one is an error."""
    subprocess.run(["sh", "-ec", CERTIFICATES], cwd=tmp_path, capture_output=True, check=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    context.load_verify_locations(tmp_path / "ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", ssl.get_default_verify_paths().cafile or "")
    with ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"tcp://127.0.0.1:{server.server_address[1]}"
        environ = {"DOCKER_HOST": host, "DOCKER_TLS_VERIFY": "1"}

        daemon = require_daemon({**environ, "DOCKER_CERT_PATH": str(tmp_path)})
        with docker_client(daemon) as client:
            assert client.api.get(client.api.base_url + "/_ping").status_code == 200
        with pytest.raises(StartError, match="can't be asked over TLS: there is no "):
            require_daemon({**environ, "DOCKER_CERT_PATH": str(tmp_path / "nowhere")})
        with pytest.raises(StartError, match=r"DOCKER_CERT_PATH vouches for: .*verify failed"):
            require_daemon({**environ, "DOCKER_CERT_PATH": str(tmp_path / "others")})
        with pytest.raises(StartError, match=r"not a daemon's API|does not run"):
            require_daemon({"DOCKER_HOST": host})
        server.shutdown()


def digest_of(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def fill(registry: type[LoopbackRegistry]) -> None:
    """Put an image with a file of 8 MB into the registry."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        entry = tarfile.TarInfo("random")
        entry.size = 8_000_000
        archive.addfile(entry, io.BytesIO(os.urandom(entry.size)))
    layer = gzip.compress(content.getvalue(), 1)
    config = json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": [digest_of(content.getvalue())]},
        }
    ).encode()
    parts = [{"size": len(blob), "digest": digest_of(blob)} for blob in (config, layer)]
    kind = "application/vnd.docker"
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{kind}.distribution.manifest.v2+json",
        "config": {"mediaType": f"{kind}.container.image.v1+json", **parts[0]},
        "layers": [{"mediaType": f"{kind}.image.rootfs.diff.tar.gzip", **parts[1]}],
    }
    registry.manifest = json.dumps(manifest).encode()
    registry.blobs = {digest_of(blob): blob for blob in (config, layer)}


@pytest.fixture
def loopback_image() -> Iterator[str]:
    """Yield the name of an image in a registry on loopback; the daemon's copy is removed."""
    fill(LoopbackRegistry)
    with ThreadingHTTPServer(("127.0.0.1", 0), LoopbackRegistry) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        name = f"127.0.0.1:{server.server_address[1]}/team/random:1"
        yield name
        server.shutdown()
    from docker.errors import ImageNotFound

    with docker_client(require_daemon()) as client, suppress(ImageNotFound):
        client.images.remove(name, force=True)


@pytest.mark.docker
def test_a_real_daemon_pulls_what_it_lacks(
    loopback_image: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An image is pulled once, with the megabytes told meanwhile; when it is there no registry is asked."""
    monkeypatch.setattr(images, "PROGRESS_PAUSE", 0.0)
    daemon = require_daemon()

    with caplog.at_level(logging.INFO, "stackrig"):
        provide_image(daemon, loopback_image)

    assert has_image(daemon, loopback_image)
    assert caplog.messages[0] == f"pulling {loopback_image}"
    assert any(message.endswith(" of 8 MB") for message in caplog.messages[1:])
    monkeypatch.setattr(LoopbackRegistry, "status", 404)
    provide_image(daemon, loopback_image)


@pytest.mark.docker
@pytest.mark.parametrize("status", [429, 401, 404])
def test_why_a_real_daemon_can_not_pull(loopback_image: str, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    """A registry that refuses is an error in the daemon's words, whichever way it refuses."""
    monkeypatch.setattr(LoopbackRegistry, "status", status)

    with pytest.raises(StartError, match=f"has no image {loopback_image} and can't pull it: .+"):
        provide_image(require_daemon(), loopback_image)


@pytest.mark.docker
@pytest.mark.parametrize("registry", ["127.0.0.1:9", "registry.invalid"])
def test_a_registry_that_a_real_daemon_does_not_reach(registry: str) -> None:
    """A closed port and a name that no resolver knows are errors in the daemon's words."""
    with pytest.raises(StartError, match=f"can't pull it: .*{registry}"):
        provide_image(require_daemon(), f"{registry}/team/image:1")


@pytest.mark.parametrize(
    ("image", "parts"),
    [
        ("postgres", ("postgres", "latest")),
        ("postgis/postgis:16-3.4", ("postgis/postgis", "16-3.4")),
        ("registry.example:5000/team/postgres", ("registry.example:5000/team/postgres", "latest")),
        ("registry.example:5000/team/postgres:15", ("registry.example:5000/team/postgres", "15")),
        ("postgres@sha256:0123", ("postgres", "sha256:0123")),
    ],
)
def test_names_of_images(image: str, parts: tuple[str, str]) -> None:
    """A registry's port is no tag, a digest is one."""
    assert images.split_tag(image) == parts
