"""The packages tls, time, command, std, archive, docker and docker-build of the in-process engine."""

import base64
import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import bcrypt
import pulumi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_public_key

from stackrig.deployment.engines.gaps import Gap
from stackrig.deployment.engines.inprocess import Stack, destroy, find_gaps, run_program
from stackrig.deployment.engines.stack import Result
from stackrig.deployment.engines.state import Checkpoint
from stackrig.deployment.packages.index import find_package, is_described
from stackrig.deployment.packages.package import Surroundings
from stackrig.deployment.packages.times import seconds_of
from stackrig.deployment.urns import StackName
from stackrig.errors import DeployError


@dataclass(frozen=True)
class Bench:
    """A stack in a folder, deployed each time as a new process would."""

    folder: Path

    def stack(self) -> Stack:
        return Stack(
            name=StackName("shop", "dev"),
            root=self.folder,
            checkpoint=Checkpoint(self.folder / "state.json", {"boot": "1"}),
            factories={},
            environment={"FROM_STACK": "yes"},
        )

    def deploy(self, program: Callable[[], object]) -> Result:
        return run_program(self.stack(), program)

    def gaps(self, program: Callable[[], object]) -> list[Gap]:
        return find_gaps(self.stack(), program)

    def destroy(self) -> Result:
        return destroy(self.stack())


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def make(token: str, name: str, outputs: str = "", **inputs: Any) -> Any:
    """Declare a resource without its SDK, and return it; `outputs` are read as its attributes."""
    given = {**dict.fromkeys(outputs.split()), **inputs}
    return cast("Any", pulumi.CustomResource(token, name, given))


def test_a_command_lives_its_whole_life(bench: Bench) -> None:
    """A command runs in the program's folder, once for each change, and its delete command on destruction."""
    log = bench.folder / "log"

    def program(word: str, trigger: int = 1) -> Callable[[], None]:
        def declare() -> None:
            command = make(
                "command:local:Command",
                "greet",
                "stdout stderr",
                create="cat >> log; echo $WORD $FROM_STACK",
                update="echo updated after $PULUMI_COMMAND_STDOUT >> log; echo $WORD",
                delete="echo deleted >> log",
                stdin="created\n",
                environment={"WORD": word},
                triggers=[trigger],
            )
            pulumi.export("said", command.stdout)

        return declare

    assert bench.deploy(program("hello")).outputs == {"said": "hello yes"}
    assert bench.deploy(program("hello")).counts["same"] == 1
    assert bench.deploy(program("bye")).outputs == {"said": "bye"}
    assert bench.deploy(program("bye", 2)).counts["replaced"] == 1
    bench.destroy()

    assert log.read_text().splitlines() == ["created", "updated after hello yes", "created", "deleted", "deleted"]


def test_a_command_has_none_of_the_users_aws_settings(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile or key of the user's would lead the AWS CLI elsewhere than the stack's own settings."""
    monkeypatch.setenv("AWS_PROFILE", "production")

    def program() -> None:
        said = make("command:local:Command", "show", "stdout", create="echo ${AWS_PROFILE:-none} $FROM_STACK").stdout
        pulumi.export("said", said)

    assert bench.deploy(program).outputs == {"said": "none yes"}


def test_a_command_that_fails_is_evidence(bench: Bench) -> None:
    """The error has the command, its exit code and what it wrote."""
    with pytest.raises(DeployError) as caught:
        bench.deploy(lambda: make("command:local:Command", "bad", create="echo no disk >&2; exit 3"))

    report = caught.value.report()
    assert "'bad' could not be created: the command 'echo no disk >&2; exit 3' ended with exit code 3" in report
    assert "its output: no disk" in report


def test_certificates_are_made_and_signed(bench: Bench) -> None:
    """An authority signs a request, keys are kept, and a deployment once more makes nothing anew."""

    def program() -> None:
        outputs = "privateKeyPem privateKeyOpenssh privateKeyPemPkcs8 publicKeyPem publicKeyOpenssh"
        key = make("tls:index/privateKey:PrivateKey", "key", outputs, algorithm="ED25519")
        authority = make("tls:index/privateKey:PrivateKey", "authority", outputs, algorithm="ECDSA", ecdsaCurve="P256")
        certificate = make(
            "tls:index/selfSignedCert:SelfSignedCert",
            "authority",
            "certPem",
            privateKeyPem=authority.privateKeyPem,
            subject={"commonName": "Authority", "organization": "Shop"},
            allowedUses=["cert_signing", "crl_signing"],
            isCaCertificate=True,
            validityPeriodHours=24,
        )
        request = make(
            "tls:index/certRequest:CertRequest",
            "web",
            "certRequestPem",
            privateKeyPem=key.privateKeyPem,
            subject={"commonName": "web"},
            dnsNames=["web.test"],
            ipAddresses=["127.0.0.1"],
        )
        signed = make(
            "tls:index/locallySignedCert:LocallySignedCert",
            "web",
            "certPem validityEndTime",
            certRequestPem=request.certRequestPem,
            caCertPem=certificate.certPem,
            caPrivateKeyPem=authority.privateKeyPem,
            allowedUses=["digital_signature", "server_auth"],
            validityPeriodHours=12,
        )
        public = pulumi.runtime.invoke("tls:index/getPublicKey:getPublicKey", {"privateKeyPem": key.privateKeyPem})
        del public
        pulumi.export("key", key.privateKeyPem)
        pulumi.export("ssh", key.publicKeyOpenssh)
        pulumi.export("authority", certificate.certPem)
        pulumi.export("web", signed.certPem)

    first = bench.deploy(program)

    key = load_pem_private_key(first.outputs["key"].encode(), None)
    web = x509.load_pem_x509_certificate(first.outputs["web"].encode())
    authority = x509.load_pem_x509_certificate(first.outputs["authority"].encode())
    web.verify_directly_issued_by(authority)
    assert web.public_key() == key.public_key() == load_ssh_public_key(first.outputs["ssh"].encode())
    names = web.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["web.test"]
    assert web.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    assert authority.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    again = bench.deploy(program)
    assert (again.counts["same"], again.outputs) == (5, first.outputs)
    assert bench.destroy().counts["deleted"] == 5


def test_points_in_time_are_kept(bench: Bench) -> None:
    """A time stays, an offset is counted from it, and what has rotated is made anew."""
    base = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def program() -> None:
        static = make("time:index/static:Static", "now", "rfc3339 year")
        offset = make(
            "time:index/offset:Offset", "later", "rfc3339", baseRfc3339="2024-01-31T10:00:00Z", offsetMonths=1
        )
        make("time:index/rotating:Rotating", "old", "rotationRfc3339", rfc3339=base, rotationDays=2)
        make("time:index/sleep:Sleep", "wait", createDuration="10ms")
        pulumi.export("now", static.rfc3339)
        pulumi.export("later", offset.rfc3339)

    first = bench.deploy(program)
    again = bench.deploy(program)

    assert first.outputs["later"] == "2024-03-02T10:00:00Z"  # as Go counts
    assert again.outputs == first.outputs
    assert (again.counts["same"], again.counts["replaced"]) == (3, 1)


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("1h30m", 5400), ("1.5s", 1.5), ("250ms", 0.25)])
def test_durations_are_those_of_go(text: str, seconds: float) -> None:
    """Numbers and units may follow each other."""
    assert seconds_of(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "30", "s", "1 h", "1d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """The error says how durations are written."""
    with pytest.raises(DeployError, match="is no duration such as 30s"):
        seconds_of(text)


def test_archives_hold_the_files_of_a_folder(bench: Bench) -> None:
    """The hash is that of the file, and the same for the same content."""
    source = bench.folder / "source"
    (source / "sub").mkdir(parents=True)
    (source / "app.py").write_text("print()")
    (source / "sub" / "data.json").write_text("{}")
    (source / "sub" / "left.txt").write_text("")
    arguments = {"type": "zip", "sourceDir": "source", "excludes": ["sub/left.txt"], "outputPath": "out/app.zip"}

    def program() -> None:
        found = pulumi.runtime.invoke("archive:index/getFile:getFile", arguments).value
        pulumi.export("sha256", found["outputBase64sha256"])
        pulumi.export("size", found["outputSize"])

    first, again = bench.deploy(program).outputs, bench.deploy(program).outputs

    content = (bench.folder / "out" / "app.zip").read_bytes()
    assert (
        first
        == again
        == {
            "sha256": base64.b64encode(hashlib.sha256(content).digest()).decode(),
            "size": len(content),
        }
    )
    assert zipfile.ZipFile(bench.folder / "out" / "app.zip").namelist() == ["app.py", "sub/data.json"]


@pytest.mark.parametrize(
    ("token", "inputs", "output"),
    [
        ("docker-build:index:Image", {"context": {"location": "app"}, "tags": ["shop:1"], "push": False}, "ref"),
        ("docker:index/image:Image", {"build": {"context": "app"}, "imageName": "host/shop:1"}, "repoDigest"),
    ],
)
def test_an_image_is_known_by_its_context(bench: Bench, token: str, inputs: dict[str, Any], output: str) -> None:
    """A file that changes gives the image another digest; the same files give the same."""
    file = bench.folder / "app" / "Dockerfile"
    file.parent.mkdir()

    def program() -> None:
        pulumi.export("image", getattr(make(token, "shop", output, **inputs), output))

    def deploy(text: str) -> Any:
        file.write_text(text)
        return bench.deploy(program).outputs["image"]

    one, same, other = deploy("FROM one"), deploy("FROM one"), deploy("FROM two")

    assert one == same != other
    assert "@sha256:" in one
    assert is_described(token)


def test_other_types_and_packages_are_listed(bench: Bench) -> None:
    """Other types of these packages are missing by their names, before anything runs."""

    def program() -> None:
        make("command:remote:Command", "far", create="touch far")
        make("docker:index/container:Container", "shop", image="shop")
        make("kubernetes:core/v1:Pod", "pod")
        make("command:local:Command", "near", create="touch near")

    tokens = [gap.token for gap in bench.gaps(program)]

    assert tokens == ["command:remote:Command", "docker:index/container:Container", "kubernetes:core/v1:Pod"]
    with pytest.raises(DeployError, match="stackrig lacks 3 type"):
        bench.deploy(program)
    assert not (bench.folder / "far").exists()


# --- std -------------------------------------------------------------------------------------------------------------

RESULTS = [  # by the examples of Terraform's documentation of the same functions
    ("abs", {"input": -12.4}, 12.4),
    ("alltrue", {"input": ["true", True]}, True),
    ("base64encode", {"input": "Hello World"}, "SGVsbG8gV29ybGQ="),
    ("base64sha256", {"input": "hello world"}, "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="),
    ("basename", {"input": "foo/bar/baz.txt"}, "baz.txt"),
    ("ceil", {"input": 5.1}, 6),
    ("chomp", {"input": "hello\r\n\n"}, "hello"),
    ("chunklist", {"input": ["a", "b", "c", "d", "e"], "size": 2}, [["a", "b"], ["c", "d"], ["e"]]),
    ("cidrhost", {"input": "10.12.112.0/20", "host": 268}, "10.12.113.12"),
    ("cidrhost", {"input": "10.12.112.0/20", "host": -1}, "10.12.127.255"),
    ("cidrnetmask", {"input": "172.16.0.0/12"}, "255.240.0.0"),
    ("cidrsubnet", {"input": "10.1.2.0/24", "newbits": 4, "netnum": 15}, "10.1.2.240/28"),
    ("cidrsubnet", {"input": "fd00:fd12:3456:7890::/56", "newbits": 16, "netnum": 162},
     "fd00:fd12:3456:7800:a200::/72"),
    ("cidrsubnets", {"input": "10.1.0.0/16", "newbits": [4, 4, 8, 4]},
     ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"]),
    ("coalesce", {"input": ["", "b"]}, "b"),
    ("compact", {"input": ["a", "", "b"]}, ["a", "b"]),
    ("concat", {"input": [["a"], ["b", "c"]]}, ["a", "b", "c"]),
    ("contains", {"input": ["a", "b"], "element": "b"}, True),
    ("distinct", {"input": ["a", "b", "a"]}, ["a", "b"]),
    ("element", {"input": ["a", "b", "c"], "index": 3}, "a"),
    ("flatten", {"input": [["a", ["b"]], [], ["c"]]}, ["a", "b", "c"]),
    ("indent", {"input": "a\nb", "spaces": 2}, "a\n  b"),
    ("index", {"input": ["a", "b"], "element": "b"}, 1),
    ("join", {"input": ["a", 1, True], "separator": "-"}, "a-1-true"),
    ("jsondecode", {"input": '{"a": [1]}'}, {"a": [1]}),
    ("lookup", {"map": {"a": "b"}, "key": "c", "default": "d"}, "d"),
    ("map", {"args": ["a", "b", "c", "d"]}, {"a": "b", "c": "d"}),
    ("merge", {"input": [{"a": "b"}, {"a": "c", "d": "e"}]}, {"a": "c", "d": "e"}),
    ("parseint", {"input": "FF", "base": 16}, 255),
    ("pow", {"base": 3, "exponent": 2}, 9),
    ("range", {"limit": 3}, [0, 1, 2]),
    ("range", {"start": 4, "limit": 1}, [4, 3, 2]),
    ("replace", {"text": "hello world", "search": "/w.*d/", "replace": "all"}, "hello all"),
    ("reverse", {"input": [1, 2]}, [2, 1]),
    ("setintersection", {"input": [["a", "b"], ["b", "c"]]}, ["b"]),
    ("sha1", {"input": "hello world"}, "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"),
    ("slice", {"list": ["a", "b", "c"], "from": 1, "to": 3}, ["b", "c"]),
    ("split", {"separator": ",", "text": "a,b"}, ["a", "b"]),
    ("substr", {"input": "hello world", "offset": -5, "length": -1}, "world"),
    ("sum", {"input": [10, 2.5, 0.5]}, 13),
    ("title", {"input": "hello wORLD"}, "Hello WORLD"),
    ("tostring", {"input": 1.0}, "1"),
    ("transpose", {"input": {"a": ["1", "2"], "b": ["2"]}}, {"1": ["a"], "2": ["a", "b"]}),
    ("trim", {"input": "?!hello?!", "cutset": "!?"}, "hello"),
    ("urlencode", {"input": "Hello World!"}, "Hello+World%21"),
    ("zipmap", {"keys": ["a"], "values": [1]}, {"a": 1}),
    ("filesha256", {"input": "page"}, hashlib.sha256(b"hello").hexdigest()),
    ("filebase64", {"input": "page"}, "aGVsbG8="),
    ("fileexists", {"input": "nowhere"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "result"), RESULTS)
def test_a_function_of_std(tmp_path: Path, name: str, arguments: dict[str, Any], result: object) -> None:
    """It returns what Terraform's function of the same name does."""
    (tmp_path / "page").write_text("hello")
    functions = find_package("std").functions

    assert functions[f"std:index:{name}"](Surroundings(tmp_path), arguments) == {"result": result}


def test_a_password_is_hashed_at_its_cost(tmp_path: Path) -> None:
    """The salt is new each time, so that the hash is compared with the password; bcrypt would cut a longer one."""
    call = find_package("std").functions["std:index:bcrypt"]

    first, dear = (call(Surroundings(tmp_path), {"input": "hunter22", **more})["result"] for more in ({}, {"cost": 5}))

    assert (first[:7], dear[:7]) == ("$2a$10$", "$2a$05$")
    assert call(Surroundings(tmp_path), {"input": "hunter22", "cost": 3})["result"][:7] == "$2a$10$"  # as in Go
    assert bcrypt.checkpw(b"hunter22", first.encode())
    assert bcrypt.checkpw(b"hunter22", dear.encode())
    with pytest.raises(DeployError, match="73 bytes is too long"):
        call(Surroundings(tmp_path), {"input": "a" * 73})


def test_programs_call_functions_of_std(bench: Bench) -> None:
    """A program calls them as any other package's; one that fails is told with its cause."""

    def program() -> None:
        pulumi.export("joined", pulumi.runtime.invoke("std:index:join", {"separator": "-", "input": ["a", "b"]}).value)
        pulumi.runtime.invoke("std:index:cidrsubnet", {"input": "10.0.0.0/24", "newbits": 1, "netnum": 2})

    with pytest.raises(DeployError, match=r"std cidrsubnet: 10\.0\.0\.0/24 has no part 2 that is 1 bits longer"):
        bench.deploy(program)
