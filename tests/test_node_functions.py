"""Lambda functions of the Node.js runtimes on the embedded LocalStack."""

import json
import os
import re
import secrets
import shutil
import socket
from pathlib import Path

import pytest

from stackrig.emulator.inside.functions.fetched_packages import NotInstalledError
from stackrig.emulator.inside.functions.node_sdk import node_sdk
from tests.lambda_functions import Deploy

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no Node.js on PATH")


@needs_node
def test_node_handlers(deploy: Deploy) -> None:
    """CommonJS and ES modules, promises and callbacks give their values; the context tells the time left."""
    commonjs = deploy(
        files={
            "index.js": """
            exports.promise = async (event, context) => [event, context.getRemainingTimeInMillis() > 9000, __filename];
            exports.callback = (event, context, callback) => { setTimeout(() => callback(null, "later"), 50); };
            exports.silent = () => {};
            """
        },
        Runtime="nodejs20.x",
        Handler="index.promise",
    )
    module = deploy(
        files={"lib/app.mjs": "export const handler = async (event) => ({ twice: event * 2, url: import.meta.url });"},
        Runtime="nodejs20.x",
        Handler="lib/app.handler",
    )

    assert commonjs("é").payload == ["é", True, "/var/task/index.js"]
    assert module(4).payload == {"twice": 8, "url": "file:///var/task/lib/app.mjs"}
    for handler, value in (("index.callback", "later"), ("index.silent", None)):
        commonjs.client.update_function_configuration(FunctionName=commonjs.name, Handler=handler)
        commonjs.wait()
        assert commonjs().payload == value


@needs_node
def test_node_failures(deploy: Deploy) -> None:
    """Errors, rejections nobody handles, exits and time-outs have the shapes of AWS's Node.js runtime."""
    function = deploy(
        files={
            "index.js": """
            console.log("loading");
            exports.handler = async (event) => {
              console.warn("careful\\nwith %s", event);
              if (event === "throw") throw new TypeError("wrong");
              if (event === "exit") process.exit(5);
              if (event === "reject") { Promise.reject(new Error("lost")); await new Promise(() => {}); }
              if (event === "busy") for (;;);
              return event;
            };
            """
        },
        Runtime="nodejs20.x",
        Handler="index.handler",
        Timeout=1,
    )

    answer = function("throw")
    assert (answer.payload["errorType"], answer.payload["errorMessage"]) == ("TypeError", "wrong")
    assert answer.payload["trace"][0] == "TypeError: wrong"
    assert "/var/task/index.js:" in answer.payload["trace"][1]
    assert re.search(r"Z\t\S+\tWARN\tcareful\rwith throw\n", answer.log)
    assert "\tERROR\tInvoke Error\t" in answer.log or "\tERROR\tInvoke Error {" in answer.log
    assert function("exit").payload["errorType"] == "Runtime.ExitError"
    assert function("reject").payload["errorMessage"] == "Error: lost"
    assert function("busy").payload["errorType"] == "Sandbox.Timedout"
    assert function("fine").payload == "fine"


@needs_node
def test_node_module_that_is_missing(deploy: Deploy) -> None:
    """A module that can't be found is the runtime's import error."""
    function = deploy(files={"index.js": 'require("nowhere")'}, Runtime="nodejs20.x", Handler="index.handler")

    answer = function()

    assert answer.payload["errorType"] == "Runtime.ImportModuleError"
    assert answer.payload["errorMessage"].startswith("Error: Cannot find module 'nowhere'")


SDK = """
    const { S3Client, CreateBucketCommand, ListBucketsCommand } = require("@aws-sdk/client-s3");
    exports.handler = async (name) => {
      const client = new S3Client({ forcePathStyle: true });
      await client.send(new CreateBucketCommand({ Bucket: name }));
      return (await client.send(new ListBucketsCommand({}))).Buckets.map((bucket) => bucket.Name);
    };
    """


@needs_node
@pytest.mark.gate
@pytest.mark.timeout(400)
def test_the_aws_sdk_is_there(deploy: Deploy) -> None:
    """Code that names packages of the SDK finds them, in CommonJS and ES modules, and its own copy wins over them."""
    commonjs = deploy(files={"index.js": SDK}, Runtime="nodejs20.x", Handler="index.handler", Timeout=60)
    module = deploy(
        files={
            "index.mjs": """
            import { SQSClient } from "@aws-sdk/client-sqs";
            export const handler = async () => SQSClient.name;
            """
        },
        Runtime="nodejs22.x",
        Handler="index.handler",
        Timeout=60,
    )
    own = deploy(
        files={
            "index.js": "exports.handler = async () => require('@aws-sdk/client-s3').mine;",
            "node_modules/@aws-sdk/client-s3/index.js": "exports.mine = 'mine';",
        },
        Runtime="nodejs20.x",
        Handler="index.handler",
    )
    bucket = f"b-{secrets.token_hex(4)}"

    assert bucket in commonjs(bucket).payload
    assert module().payload == "SQSClient"
    assert own().payload == "mine"


def test_an_sdk_that_can_not_be_fetched_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function whose SDK can't be had is refused with npm's reason; code that names none asks nobody."""
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho npm error ENOTFOUND; exit 1\n", encoding="ascii")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("STACKRIG_OPTIONS", json.dumps({"packages": str(tmp_path / "cache"), "installer": {}}))
    for name, source in {
        "needs": "import x from '@aws-sdk/lib-storage/x'",
        "lacks": "'@aws-sdk/a'; // from aws-sdk",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.mjs").write_text(source, encoding="utf-8")

    assert node_sdk("nodejs20.x", [str(tmp_path / "lacks")]) is None
    assert node_sdk("python3.12", [str(tmp_path / "needs")]) is None
    with pytest.raises(
        NotInstalledError, match=r"nodejs20.x contains @aws-sdk/lib-storage on AWS.*npm error ENOTFOUND"
    ):
        node_sdk("nodejs20.x", [str(tmp_path / "needs")])


@needs_node
@pytest.mark.gate
@pytest.mark.timeout(100)  # npm by itself waits longer
def test_npm_does_not_wait_for_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry that can't be reached is told at once, with the command that packs the packages."""
    (tmp_path / "index.mjs").write_text("import x from '@aws-sdk/lib-storage'", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        registry = f"http://127.0.0.1:{closed.getsockname()[1]}"
    installer = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "npm_config_registry": registry}
    monkeypatch.setenv("STACKRIG_OPTIONS", json.dumps({"packages": str(tmp_path / "cache"), "installer": installer}))

    with pytest.raises(NotInstalledError, match=r"(?s)ECONNREFUSED.*`npm install @aws-sdk/lib-storage` in its folder"):
        node_sdk("nodejs20.x", [str(tmp_path)])
