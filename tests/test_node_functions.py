"""Lambda functions of the Node.js runtimes on the embedded LocalStack."""

import re
import shutil

import pytest

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
