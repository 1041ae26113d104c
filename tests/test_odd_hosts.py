"""Odd hosts: the whole path works there, or one message says why it doesn't."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from stackrig.emulator.server import AwsEndpoint

COMMAND_TIMEOUT = 120.0  # seconds for one command on a busy machine
ROOT = os.geteuid() == 0
# A plain user is root in a user namespace of its own: enough to mount and to make network devices.
UNSHARE = ["unshare", "--mount", "--net", *([] if ROOT else ["--map-root-user"])]

PYPROJECT = """
[tool.pytest.ini_options]
filterwarnings = ["ignore"]

[tool.stackrig]
project = "shop"
program = "infrastructure:program"
database_image = "embedded"
localstack_image = "embedded"
seed = ["seed.sql"]
request = "/"
"""
# Program, function and test tell which AWS settings they see; the function calls LocalStack by boto3 without any.
INFRASTRUCTURE = '''
import json, os
from pathlib import Path
import boto3
import pulumi
import pulumi_aws as aws

HANDLER = """
import boto3, json, os
def handler(event, context):
    roles = [role["RoleName"] for role in boto3.client("iam").list_roles()["Roles"]]
    seen = {"file": __file__, "roles": roles, "settings": dict(os.environ), "key": key()}
    return {"statusCode": 200, "body": json.dumps(seen)}
def key():
    return boto3.Session().get_credentials().access_key
"""

def program(postgres):
    def stack():
        seen = {"settings": dict(os.environ), "key": boto3.Session().get_credentials().access_key}
        (Path(__file__).parent / "program.json").write_text(json.dumps(seen))
        role = aws.iam.Role("shop", name="shop", assume_role_policy="{}")
        code = pulumi.AssetArchive({"app.py": pulumi.StringAsset(HANDLER)})
        function = aws.lambda_.Function(
            "shop", runtime="python3.12", handler="app.handler", role=role.arn, timeout=30, code=code
        )
        body = function.invoke_arn.apply(lambda uri: json.dumps({
            "openapi": "3.0.1", "info": {"title": "shop", "version": "1"}, "paths": {"/": {"get": {
                "responses": {},
                "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": uri},
            }}},
        }))
        aws.lambda_.Permission(
            "shop", action="lambda:InvokeFunction", function=function.name, principal="apigateway.amazonaws.com"
        )
        api = aws.apigateway.RestApi("shop", body=body)
        deployment = aws.apigateway.Deployment("shop", rest_api=api.id)
        stage = aws.apigateway.Stage("shop", rest_api=api.id, deployment=deployment.id, stage_name="v1")
        pulumi.export("url", stage.invoke_url)
    return stack
'''
TESTS = """
import json, os
from pathlib import Path
import boto3, psycopg2, requests
from infrastructure import program
from stackrig import deploy, exec_sql_file, to_localstack_url
from stackrig.processes import session_processes

HERE = Path(__file__).parent

def test_api(postgres, localstack, stackrig_rig):
    connection = psycopg2.connect(postgres.dsn)
    exec_sql_file(connection, HERE / "seed.sql")
    connection.close()
    with deploy(program(postgres), localstack=localstack) as outputs:
        url = to_localstack_url(outputs["url"], localstack.port)
        answer = requests.get(url + "/", timeout=60).json()
        servers = [process.environ() for process in session_processes(stackrig_rig.session.id)]
    seen = {"settings": dict(os.environ), "key": boto3.Session().get_credentials().access_key, "servers": servers,
            "account": boto3.client("sts").get_caller_identity()["Account"]}
    (HERE / "test.json").write_text(json.dumps(seen))
    (HERE / "function.json").write_text(json.dumps(answer))
"""

# Run in namespaces of its own: change the host as it is told, run the commands one after the other, tell of each what
# it printed, and at the end which names were looked up and how many packets left by the only way out.
HOST = """
import ctypes, json, os, signal, socket, subprocess, sys, time
task = json.loads(sys.argv[1])
looked_up = task["folder"] + "/looked-up"

def answer_names():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        query, client = server.recvfrom(4096)
        with open(looked_up, "a") as names:
            names.write(repr(query[12:]) + "\\\\n")
        server.sendto(query[:2] + b"\\\\x81\\\\x83" + query[4:6] + bytes(6) + query[12:], client)

def forbid_namespaces():
    pid, (read, write) = os.getpid(), os.pipe()
    if not os.fork():
        os.read(read, 1)
        for name in ("uid_map", "gid_map"):
            with open(f"/proc/{pid}/{name}", "w") as table:
                table.write("0 0 65536")
        os._exit(0)
    ctypes.CDLL(None).unshare(0x10000000)  # CLONE_NEWUSER
    os.write(write, b"x")
    os.wait()
    for name in ("user", "mnt"):
        with open(f"/proc/sys/user/max_{name}_namespaces", "w") as limit:
            limit.write("0")

def packets():
    with open("/proc/net/dev") as devices:
        return sum(int(line.split()[10]) for line in devices if line.strip().startswith("out:"))

for words in task["setup"]:
    subprocess.run(words, check=True)
names = os.fork() if task["names"] else 0
if task["names"] and not names:
    answer_names()
if not task["namespaces"]:
    forbid_namespaces()
results = []
for words in task["commands"]:
    begun = time.monotonic()
    done = subprocess.run(words, cwd=task["folder"] + "/project", env=task["environment"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, umask=task["umask"])
    results.append({"code": done.returncode, "output": done.stdout, "seconds": time.monotonic() - begun})
if names:
    os.kill(names, signal.SIGKILL)
print(json.dumps({"results": results, "packets": packets(), "names": os.path.exists(looked_up)}))
""".replace("\\\\", "\\")

INVOKE, PYTEST = [sys.executable, "-m", "invoke"], [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
# A way out that leads nowhere: what tries to leave is counted, and waits as behind a firewall.
WAY_OUT = [
    ["ip", "link", "set", "lo", "up"],
    ["ip", "link", "add", "out", "type", "veth", "peer", "name", "nowhere"],
    ["sh", "-c", "for way in out nowhere; do echo 1 >/proc/sys/net/ipv6/conf/$way/disable_ipv6; done"],
    ["ip", "address", "add", "10.255.0.1/24", "dev", "out"],
    ["ip", "link", "set", "out", "up"],
    ["ip", "link", "set", "nowhere", "up"],
    ["ip", "route", "add", "default", "dev", "out"],
]
LOOPBACK = [["ip", "link", "set", "lo", "up"]]
LIVE = {
    "AWS_ACCESS_KEY_ID": "AKIALIVELIVELIVELIVE",
    "AWS_SECRET_ACCESS_KEY": "live-secret",
    "AWS_SESSION_TOKEN": "live-token",
    "AWS_PROFILE": "live-profile",
    "AWS_REGION": "live-region-1",
    "AWS_ENDPOINT_URL_IAM": "http://10.1.2.3:1",
}
LIVE_FILES = {
    "credentials": "[live-profile]\naws_access_key_id = AKIALIVEFILELIVEFILE\naws_secret_access_key = live-secret\n",
    "config": "[profile live-profile]\nregion = live-region-2\nendpoint_url = http://10.1.2.4:1\n",
}


@dataclass(frozen=True)
class Outcome:
    """Hold what the commands did, and whether anything left the machine."""

    results: list[dict[str, Any]]
    packets: int
    names: bool
    project: Path

    def check(self) -> None:
        """Fail with the output of the first command that failed."""
        for result in self.results:
            assert result["code"] == 0, result["output"]

    def seen(self, by: str) -> dict[str, Any]:
        """Return what the program, the function or the test has seen."""
        seen: dict[str, Any] = json.loads((self.project / f"{by}.json").read_text(encoding="utf-8"))
        return seen


@dataclass(frozen=True)
class Host:
    """Run commands in a project on a changed host; `folder` is for that project and all temporary files."""

    folder: Path
    setup: Sequence[Sequence[str]] = tuple(LOOPBACK)
    namespaces: bool = True
    names: bool = False
    prefix: Sequence[str] = ()
    umask: int = 0o022
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *commands: Sequence[str]) -> Outcome:
        """Run the commands, whether they fail or not."""
        task = {
            "folder": str(self.folder),
            "setup": self.setup,
            "namespaces": self.namespaces,
            "names": self.names,
            "umask": self.umask,
            "environment": {"PATH": os.environ["PATH"], **kept_variables(), **self.environment},
            "commands": [[*self.prefix, *words] for words in commands],
        }
        done = subprocess.run(
            [*UNSHARE, sys.executable, "-I", "-c", HOST, json.dumps(task)],
            capture_output=True,
            text=True,
            timeout=COMMAND_TIMEOUT * len(commands),
            check=False,
        )
        if not done.stdout and ("ermi" in done.stderr or "not found" in done.stderr or "No such" in done.stderr):
            pytest.skip(f"this host can't be changed so: {done.stderr.splitlines()[-1]}")
        assert done.stdout, done.stderr
        return Outcome(**json.loads(done.stdout), project=self.folder / "project")


def kept_variables() -> dict[str, str]:
    """Return what the commands need of this process's environment to run this stackrig with the caches there are."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(platformdirs.user_cache_path())
    return {"XDG_CACHE_HOME": cache} | {
        name: os.environ[name] for name in ("PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ
    }


MakeHost = Callable[..., Host]


@pytest.fixture
def make_host(localstack_server: AwsEndpoint) -> "Any":
    """Yield a function that makes hosts, with LocalStack's environment built before: some have no way to an index."""
    assert localstack_server.version
    folder = Path(tempfile.mkdtemp(prefix="host-"))
    folder.chmod(0o755)

    def make(seed: str = "CREATE TABLE item (n int)", **changes: Any) -> Host:
        project = folder / "project"
        project.mkdir()
        files = {
            "pyproject.toml": PYPROJECT,
            "tasks.py": "from stackrig.tasks import namespace\n",
            "infrastructure.py": INFRASTRUCTURE,
            "test_shop.py": TESTS,
            "seed.sql": f"{seed};\n",
        }
        for name, text in files.items():
            (project / name).write_text(text, encoding="utf-8")
        return Host(folder, **changes)

    yield make
    shutil.rmtree(folder)


def sessions(folder: Path) -> list[Path]:
    return list(folder.rglob("stackrig-????????????"))


@pytest.mark.gate
def test_nothing_leaves_a_machine_with_live_credentials(make_host: MakeHost) -> None:
    """With live credentials and a dead proxy, caches and home read-only, no name is looked up, no packet leaves.

    Program, function, test and servers see none of the credentials, and all their calls reach LocalStack.
    """
    folder = make_host().folder
    home, resolver = folder / "home", folder / "resolv.conf"
    (home / ".aws").mkdir(parents=True)
    for name, text in LIVE_FILES.items():
        (home / ".aws" / name).write_text(text, encoding="utf-8")
    resolver.write_text("nameserver 127.0.0.1\n", encoding="utf-8")
    cache = kept_variables()["XDG_CACHE_HOME"]
    read_only = [
        words
        for place in (str(home), cache)
        for words in (["mount", "--bind", place, place], ["mount", "-o", "remount,bind,ro", place])
    ]
    proxy = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    (folder / "tmp").mkdir()
    host = Host(
        folder,
        setup=[*WAY_OUT, ["mount", "--bind", str(resolver), "/etc/resolv.conf"], *read_only],
        names=True,
        environment={"HOME": str(home), "TMPDIR": str(folder / "tmp"), **LIVE, **proxy},
    )

    outcome = host.run([*INVOKE, "up"], ["mv", "program.json", "up.json"], [*PYTEST], [*INVOKE, "teardown"])

    outcome.check()
    assert (outcome.names, outcome.packets) == (False, 0)
    for name in ("up", "program", "function", "test"):
        seen = outcome.seen(name)
        assert "live" not in json.dumps(seen).lower().replace(str(folder).lower(), ""), name
        assert "AKIA" not in seen["key"]
    assert outcome.seen("function")["roles"] == ["shop"]
    assert outcome.seen("test")["account"] == outcome.seen("test")["key"]  # one of its own: a rig was up
    assert sessions(folder) == []


def test_the_way_out_is_watched(make_host: MakeHost) -> None:
    """The test before would notice a name and a packet."""
    folder = make_host().folder
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n", encoding="utf-8")
    script = """
    import socket
    try:
        socket.getaddrinfo("example.org", 80)
    except OSError:
        pass
    with socket.socket() as probe:
        probe.settimeout(0.2)
        probe.connect_ex(("10.9.8.7", 80))
    """
    resolver = ["mount", "--bind", str(folder / "resolv.conf"), "/etc/resolv.conf"]

    outcome = Host(folder, setup=[*WAY_OUT, resolver], names=True).run([sys.executable, "-c", textwrap.dedent(script)])

    assert outcome.names
    assert outcome.packets > 0


@pytest.mark.gate
def test_a_user_without_account_and_home(make_host: MakeHost) -> None:
    """A number without a name, as containers have, with a strict umask and a long TMPDIR with spaces: all works."""
    if not ROOT:
        pytest.skip("only root's files can be read by a mapped user")
    host = make_host()
    temporary = host.folder / ("x" * 90) / "with some spaces in it"
    temporary.mkdir(parents=True)
    assert len(str(temporary)) >= 120
    host = Host(
        host.folder,
        prefix=["unshare", "--user", "--map-user=12345", "--map-group=12345"],
        umask=0o077,
        # The Pulumi CLI, where there is one, refuses a user without an account.
        environment={"TMPDIR": str(temporary), "STACKRIG_DEPLOY_ENGINE": "inprocess"},
    )

    outcome = host.run(["sh", "-c", "id -un || id -u"], [*PYTEST])

    outcome.check()
    assert outcome.results[0]["output"].splitlines()[-1] == "12345"
    assert outcome.seen("function")["file"] == "/var/task/app.py"
    assert sessions(host.folder) == []


@pytest.mark.skipif(not ROOT, reason="only root can map all users")
@pytest.mark.gate  # test_lambda_processes.py has an example
def test_without_namespaces_functions_run_where_their_code_is(make_host: MakeHost) -> None:
    """PostgreSQL runs by another account, functions without /var/task, and one warning says so."""
    host = make_host()
    (host.folder / "tmp").mkdir(mode=0o711)
    host = Host(host.folder, namespaces=False, environment={"TMPDIR": str(host.folder / "tmp")})

    outcome = host.run([*PYTEST, "-o", "log_cli=true"])

    outcome.check()
    lines = outcome.results[0]["output"].splitlines()  # where the start takes long, the stage's progress says it, too
    told = [line for line in lines if "WARNING" in line and "a function finds its code by LAMBDA_TASK_ROOT" in line]
    assert len(told) == 1
    assert outcome.seen("function")["file"].endswith("/app.py")
    assert outcome.seen("function")["file"] != "/var/task/app.py"
    assert outcome.seen("function")["settings"]["LAMBDA_TASK_ROOT"] in outcome.seen("function")["file"]


def test_a_full_disk_ends_the_start_at_once(make_host: MakeHost) -> None:
    """A temporary folder of 64 MB is named as what is full, with the way out; nothing is tried again or left."""
    host = make_host(
        seed="CREATE TABLE big AS SELECT repeat(md5(n::text), 30) AS text FROM generate_series(1, 90000) n"
    )
    temporary = host.folder / "tmp"
    temporary.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(temporary)]
    environment = {"TMPDIR": str(temporary), "STACKRIG_DATABASE_STORAGE": "volume"}
    host = Host(host.folder, setup=[*LOOPBACK, mount], environment=environment)
    begun = time.monotonic()

    outcome = host.run([*INVOKE, "up"], ["ls", "-A", str(temporary)])

    failed, left = outcome.results
    assert failed["code"] == 1
    assert failed["output"].count("✗") == 1
    assert "No space left on device" in failed["output"]
    assert "set TMPDIR to a folder with more room" in failed["output"]
    assert "Traceback" not in failed["output"]
    assert left["output"] == ""
    assert time.monotonic() - begun < COMMAND_TIMEOUT / 2


@pytest.mark.skipif(not ROOT, reason="only root can mount a folder of a given size")
@pytest.mark.gate
def test_a_full_cache_keeps_no_database_from_its_seeds(make_host: MakeHost) -> None:
    """A cache with room for an empty cluster, not for a seeded one, is said to be full; the seeds are loaded."""
    host = make_host(seed="CREATE TABLE item AS SELECT 42 AS n;" + "-- a seed that is worth keeping\n" * 4000)
    cache = host.folder / "small"
    cache.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(cache)]
    host = Host(host.folder, setup=[*LOOPBACK, mount], environment={"XDG_CACHE_HOME": str(cache)})

    outcome = host.run(
        [*INVOKE, "db", "seed"], ["find", str(cache), "-name", "PG_VERSION", "-path", "*/base/*"], [*INVOKE, "teardown"]
    )

    outcome.check()
    started, kept, _ = outcome.results
    assert "no data folder is kept with these seeds: [Errno 28] No space left on device" in started["output"]
    assert "loaded seed.sql" in started["output"]
    assert len({line.partition("/data/")[0] for line in kept["output"].splitlines()}) == 1


@pytest.mark.skipif(not ROOT, reason="only root can mount a folder of a given size")
@pytest.mark.gate
def test_a_full_cache_keeps_no_server_from_starting(make_host: MakeHost) -> None:
    """A cache without room for a cluster is said to be full; the server starts by an initdb of its own."""
    host = make_host()
    cache = host.folder / "small"
    cache.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(cache)]
    host = Host(host.folder, setup=[*LOOPBACK, mount], environment={"XDG_CACHE_HOME": str(cache)})

    outcome = host.run([*INVOKE, "db"], [*INVOKE, "teardown"])

    outcome.check()
    started = outcome.results[0]["output"]
    assert f"its result can't be kept in {cache}/stackrig/postgres: [Errno 28] No space left on device" in started


@pytest.mark.gate
def test_a_read_only_environment_of_an_older_stackrig_is_used(make_host: MakeHost) -> None:
    """The environment may come with a CI system's image: this stackrig's plugin is then installed elsewhere, once."""
    folder = make_host().folder
    (folder / "tmp").mkdir()
    script = """
    from stackrig.emulator import installation, plugin
    from stackrig.emulator.releases import DEFAULTS
    plugin.METADATA += b"Summary: of another stackrig\\n"
    built = next(filter(None, map(installation.find_built, DEFAULTS)))
    print(plugin.install_plugin(built) / plugin.MARKER)
    """
    cache = kept_variables()["XDG_CACHE_HOME"]
    read_only = [["mount", "--bind", cache, cache], ["mount", "-o", "remount,bind,ro", cache]]
    host = Host(folder, setup=[*LOOPBACK, *read_only], environment={"TMPDIR": str(folder / "tmp")})

    outcome = host.run(*[[sys.executable, "-c", textwrap.dedent(script)]] * 2)

    outcome.check()
    first, second = (Path(result["output"].strip()) for result in outcome.results)
    assert first == second
    assert first.is_relative_to(folder / "tmp")
    assert first.exists()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_named_where_uv_is_missing(tmp_path: Path, module: str) -> None:
    """As Debian's without python3-venv: what failed is shown, and that uv needs neither."""
    script = """
    import sys
    sys.modules["uv"] = None
    from pathlib import Path
    from stackrig.environments import build_environment
    from stackrig.interpreters import find_interpreters
    from stackrig.errors import StartError
    from stackrig.processes import Session
    Path("requirements.txt").touch()
    python = find_interpreters()[sys.version_info.minor]
    requirements = Path("requirements.txt").absolute()
    try:
        build_environment("tool", requirements, python, what="a tool", session=Session("s", Path()))
    except StartError as error:
        print(error.report())
    """
    library = Path(sys.base_prefix) / "lib" / f"python3.{sys.version_info.minor}" / module
    (tmp_path / "project").mkdir()
    (tmp_path / "empty").mkdir()
    host = Host(
        tmp_path,
        setup=[["mount", "--bind", str(tmp_path / "empty"), str(library)]],
        environment={"PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)},
    )

    outcome = host.run([sys.executable, "-c", textwrap.dedent(script)])

    outcome.check()
    assert f"-m {module}" in outcome.results[0]["output"] or module in outcome.results[0]["output"]
    assert "pip install 'stackrig[embedded]' brings uv" in outcome.results[0]["output"]


def test_a_python_without_ssl_is_named(tmp_path: Path) -> None:
    """As one that was built where OpenSSL's headers were missing: a deployment says so before it starts."""
    script = """
    import sys
    sys.modules["_ssl"] = None
    from stackrig.deployment.stacks import deploy
    from stackrig.errors import DeployError
    try:
        with deploy(lambda: None, localstack={"endpoint_url": "http://127.0.0.1:9", "region": "r", "boot_id": "b"}):
            pass
    except DeployError as error:
        print(error.report())
    """

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith(f"boto3 needs the module ssl, and {sys.executable} was built without it")
    assert "- use another Python: uv python install" in done.stdout
