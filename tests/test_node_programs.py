"""Pulumi programs in TypeScript and JavaScript: node runs them with the project's own packages."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import requests
from filelock import FileLock

from stackrig.deployment.program_folders import read_program_folder
from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.errors import DeployError
from stackrig.loopback import loopback_names
from stackrig.settings import Settings
from stackrig.urls import to_localstack_url
from stackrig.waiting import wait_until
from tests.waiting import PATIENCE

pytestmark = pytest.mark.gate

SHOP = Path(__file__).parent / "programs" / "shop_typescript"
INSTALL = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]


@pytest.fixture(scope="module")
def packages() -> Iterator[Path]:
    """Yield a folder with the shop's packages, installed once in the cache; one test run at a time works in it."""
    if not shutil.which("npm"):
        pytest.skip("npm is not on PATH")
    folder = Path(os.environ["XDG_CACHE_HOME"], "stackrig-tests", "shop-typescript")
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "in-use.lock"):
        shutil.copy(SHOP / "package.json", folder)
        done = subprocess.run(INSTALL, cwd=folder, capture_output=True, text=True, timeout=290, check=False)
        if done.returncode:
            pytest.skip(f"npm can't install Pulumi's packages: {done.stderr.strip().splitlines()[-1]}")
        yield folder


@pytest.fixture
def shop(packages: Path) -> Path:
    """Return the folder with the shop's own files, as they are in the repository."""
    for file in SHOP.iterdir():
        shutil.copy(file, packages)
    return packages


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the check of types, which takes longer than all the rest; one test has it."""
    monkeypatch.setenv("PULUMI_NODEJS_TRANSPILE_ONLY", "true")


@pytest.fixture
def endpoint(localstack_server: AwsEndpoint) -> AwsEndpoint:
    return replace(localstack_server, access_key=new_account(localstack_server).account_id)


def run(root: Path, folder: Path, endpoint: AwsEndpoint, engine: str = "inprocess", **config: object) -> Deployment:
    settings = Settings(root=root, deploy_engine=engine)
    return deploy_stack(settings, read_program_folder(folder), localstack=endpoint, config={"owner": "ada", **config})


def node_processes(folder: Path) -> list[psutil.Process]:
    processes = psutil.process_iter(["cwd", "pid"])
    return [process for process in processes if process.info["cwd"] == str(folder)]


def test_a_typescript_project_lives_its_whole_life(
    endpoint: AwsEndpoint, shop: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A closure becomes a function that answers, a dynamic resource is made by its own code, and all of it goes."""
    caplog.set_level(logging.INFO)
    aws = EndpointSession(endpoint)

    first = run(tmp_path, shop, endpoint)

    assert first.project == "shop-ts"
    assert first.outputs["next"] == 4
    assert "deploying for ada" in caplog.text
    answer = aws.client("lambda").invoke(FunctionName=first.outputs["workerName"], Payload=b'{"orders": [1, 2]}')
    assert json.load(answer["Payload"]) == {"owner": "ada", "orders": 2}

    again = run(tmp_path, shop, endpoint)
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    index = shop / "index.ts"
    index.write_text(index.read_text().replace("start: 3", "start: 8"))
    changed = run(tmp_path, shop, endpoint, retention=120)
    assert (changed.updated, changed.outputs["next"]) == (2, 9)

    destroy_stack(changed, localstack=endpoint)
    assert "the counter is gone" in caplog.text
    assert aws.client("lambda").list_functions()["Functions"] == []
    assert "QueueUrls" not in aws.client("sqs").list_queues()
    assert node_processes(shop) == []


@pytest.mark.pulumi_cli
def test_the_cli_deploys_a_typescript_project(endpoint: AwsEndpoint, shop: Path, tmp_path: Path) -> None:
    """The Pulumi CLI decides what is done; node runs the program beside it as for the in-process engine."""
    settings, program = Settings(root=tmp_path, deploy_engine="cli"), read_program_folder(shop)

    first = deploy_stack(settings, program, localstack=endpoint, config={"owner": "ada"})
    again = deploy_stack(settings, program, localstack=endpoint, config={"owner": "ada"})

    assert (first.engine, first.outputs["next"]) == ("cli", 4)
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    destroy_stack(again, localstack=endpoint)
    assert "QueueUrls" not in EndpointSession(endpoint).client("sqs").list_queues()


@pytest.mark.parametrize(
    ("program", "cause"),
    [
        ('throw new Error("no such shop");', "no such shop"),
        ('import * as fs from "fs"; fs.readFileSync("/nowhere");', "ENOENT"),
        ("process.exit(7);", "exit code 7"),
        ('process.kill(process.pid, "SIGKILL");', "killed by signal 9"),
    ],
)
def test_a_node_program_that_fails_says_why(
    endpoint: AwsEndpoint, shop: Path, tmp_path: Path, program: str, cause: str
) -> None:
    """An exception, a type error and an early end are told with their causes."""
    (shop / "index.ts").write_text(program)

    with pytest.raises(DeployError) as caught:
        run(tmp_path, shop, endpoint)

    assert cause in caught.value.report()
    assert "Channel has been shut down" not in caught.value.report()


def test_an_error_that_holds_the_program_is_told_by_its_stack(
    endpoint: AwsEndpoint, shop: Path, tmp_path: Path
) -> None:
    """Neither its properties, which may lead to every resource, nor colors are shown; its lines and its cause are."""
    error = 'Object.assign(new Error("no mails", { cause: new Error("no queue") }), { everything: { size: 1 } })'
    (shop / "index.ts").write_text(f"\nthrow {error};\n")

    with pytest.raises(DeployError) as caught:
        run(tmp_path, shop, endpoint)

    text = caught.value.report()
    assert "no mails" in text
    assert "index.ts:2" in text
    assert "caused by: Error: no queue" in text
    assert not [shown for shown in ("\x1b[", "everything") if shown in text]


def test_types_are_checked(endpoint: AwsEndpoint, shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with the Pulumi CLI a type error fails the deployment."""
    monkeypatch.delenv("PULUMI_NODEJS_TRANSPILE_ONLY")
    (shop / "index.ts").write_text("const number: string = 3; console.log(number);")

    with pytest.raises(DeployError, match="Pulumi program in") as caught:
        run(tmp_path, shop, endpoint)
    assert "Type 'number' is not assignable to type 'string'" in caught.value.report()


def test_a_failed_resource_of_a_node_program_is_one_error(
    endpoint: AwsEndpoint, shop: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The report leaves out what node says of its pending resources after a failure."""
    (shop / "index.ts").write_text("""
import * as aws from "@pulumi/aws";
const bad = new aws.s3.Bucket("data", { bucket: "No_Such_Name" });
new aws.s3.BucketPolicy("policy", { bucket: bad.id, policy: "{}" });
""")

    with pytest.raises(DeployError, match=r"aws:s3/bucket:Bucket 'data' could not be created"):
        run(tmp_path, shop, endpoint)
    assert "shut down" not in caplog.text


def test_an_interrupt_ends_a_node_program_that_traps_it(endpoint: AwsEndpoint, shop: Path, tmp_path: Path) -> None:
    """Ctrl-C is passed on as SIGTERM; a program that traps it is killed after a while."""
    trapped = tmp_path / "trapped"
    (shop / "index.ts").write_text(f"""
import * as fs from "fs";
process.on("SIGTERM", () => console.log("not yet"));
setInterval(() => undefined, 1000);
fs.writeFileSync("{trapped}", "");
""")

    def press() -> None:
        wait_until(trapped.exists, what="the program's trap", timeout=PATIENCE)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, shop, endpoint)
    wait_until(lambda: not node_processes(shop), what="the end of node", timeout=PATIENCE)


DEPLOYER = """
import json, sys
from pathlib import Path
from stackrig.deployment.program_folders import read_program_folder
from stackrig.deployment.stacks import deploy_stack
from stackrig.settings import Settings

root, folder, handle, engine = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4]
settings = Settings(root=root, deploy_engine=engine)
deploy_stack(settings, read_program_folder(folder), localstack=handle, config={"owner": "ada"})
"""


@pytest.mark.parametrize("engine", ["inprocess", pytest.param("cli", marks=pytest.mark.pulumi_cli)])
def test_a_killed_deployment_ends_node_and_is_finished_by_the_next(
    endpoint: AwsEndpoint, shop: Path, tmp_path: Path, engine: str
) -> None:
    """After SIGKILL node is gone, and the next deployment goes on from what was made."""
    names = ("endpoint_url", "region", "boot_id", "access_key")
    handle = json.dumps({name: endpoint[name] for name in names})
    arguments = [sys.executable, "-c", DEPLOYER, str(tmp_path), str(shop), handle, engine]
    queues = EndpointSession(endpoint).client("sqs")
    with subprocess.Popen(arguments) as deployer:
        wait_until(lambda: "QueueUrls" in queues.list_queues(), what="the queue", timeout=PATIENCE)
        deployer.kill()
    wait_until(lambda: not node_processes(shop), what="the end of node", timeout=PATIENCE)

    deployment = run(tmp_path, shop, endpoint, engine=engine)

    assert (deployment.engine, deployment.outputs["next"]) == (engine, 4)
    destroy_stack(deployment, localstack=endpoint)
    assert "QueueUrls" not in queues.list_queues()


PARTS = """
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const code = new pulumi.asset.StringAsset("exports.handler = async () => ({ statusCode: 200, body: 'from node' })");
const trust = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
const fn = new aws.lambda.Function("hello", {
    role: new aws.iam.Role("hello", { assumeRolePolicy: trust }).arn,
    runtime: "nodejs20.x",
    handler: "index.handler",
    code: new pulumi.asset.AssetArchive({ "index.js": code }),
});
const routes = [{ path: "/hello", method: "GET", eventHandler: fn }];
const inputs = { routes, url: undefined, api: undefined };
const api = new pulumi.ComponentResource("aws-apigateway:index:RestAPI", "api", inputs, {}, true);
const said = new pulumi.CustomResource("command:local:Command", "say", { create: "pwd", stdout: undefined });
exports.url = api.url;
exports.name = api.api.name;
exports.said = said.stdout;
"""


def test_components_of_other_packages_are_built_for_node(endpoint: AwsEndpoint, shop: Path, tmp_path: Path) -> None:
    """A resource goes in and references come out, the API answers, and commands run in the program's folder."""
    (shop / "index.ts").write_text(f"// @ts-nocheck\n{PARTS}")

    first = run(tmp_path, shop, endpoint)

    assert (first.outputs["name"], first.outputs["said"]) == ("api", str(shop))
    with loopback_names():
        url = to_localstack_url(first.outputs["url"], endpoint.port)
        assert requests.get(f"{url}hello", timeout=60).text == "from node"
    assert run(tmp_path, shop, endpoint).same == first.created == 7
    destroy_stack(first, localstack=endpoint)


BUSY = """
const aws = require("@pulumi/aws");
const first = new aws.iam.User("first");
setTimeout(() => {
    const end = Date.now() + 65_000;  // gRPC waits a minute for an answer to a ping
    while (Date.now() < end);
    new aws.iam.User("second");
}, 1);
exports.first = first.name;
"""


def test_a_program_that_is_busy_for_over_a_minute(packages: Path, tmp_path: Path, endpoint: AwsEndpoint) -> None:
    """Node that compiles and answers nothing meanwhile keeps its connection to the engine."""
    (tmp_path / "node_modules").symlink_to(packages / "node_modules")
    (tmp_path / "package.json").write_text('{"name": "busy", "main": "index.js"}')
    (tmp_path / "index.js").write_text(BUSY)
    (tmp_path / "Pulumi.yaml").write_text("name: busy\nruntime: nodejs\n")

    deployment = run(tmp_path, tmp_path, endpoint)

    users = EndpointSession(endpoint).client("iam").list_users()["Users"]
    assert deployment.outputs["first"] in {user["UserName"] for user in users}
    assert {user["UserName"].split("-")[0] for user in users} == {"first", "second"}
