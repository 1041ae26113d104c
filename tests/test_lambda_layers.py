"""Layers of Lambda functions on the embedded LocalStack: libraries, wrappers, Node.js packages."""

import ctypes
import shutil
from pathlib import Path

import pytest

from stackrig.emulator.sessions import EndpointSession
from tests.lambda_functions import Deploy, publish_layer

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no Node.js on PATH")


@pytest.fixture(scope="module")
def library() -> bytes:
    """Return the content of a shared library: that of zlib which this interpreter or the system has."""
    ctypes.CDLL("libz.so.1")
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    (path,) = {line.split()[-1] for line in lines if "/libz.so" in line}
    return Path(path).read_bytes()


LOAD = "import ctypes\ndef handler(event, context): return ctypes.CDLL('libmine.so').zlibVersion() != 0"


def test_a_layers_libraries_are_found(deploy: Deploy, aws: EndpointSession, library: bytes) -> None:
    """A shared library at /opt/lib is loaded by its name."""
    function = deploy(LOAD, Layers=[publish_layer(aws, {"lib/libmine.so": library})])

    answer = function()

    assert (answer.error, answer.payload) == (None, True)


def test_a_functions_own_libraries_are_found(deploy: Deploy, library: bytes) -> None:
    """A shared library at /var/task/lib is loaded by its name."""
    function = deploy(LOAD, {"lib/libmine.so": library})

    answer = function()

    assert (answer.error, answer.payload) == (None, True)


def test_a_wrapper_starts_the_runtime(deploy: Deploy, aws: EndpointSession) -> None:
    """AWS_LAMBDA_EXEC_WRAPPER gets the runtime's command, may set variables, and may name another handler."""
    wrapper = (
        '#!/bin/sh\nexport WRAPPED=yes\nexport ORIG_HANDLER="$_HANDLER"\nexport _HANDLER=other.handler\nexec "$@"\n'
    )
    other = """
        import app, os
        def handler(event, context): return [os.environ["WRAPPED"], os.environ["ORIG_HANDLER"], app.name, __file__]
        """

    function = deploy(
        "name = 'app'",
        {"other.py": other},
        Layers=[publish_layer(aws, {"wrap": wrapper})],
        Environment={"Variables": {"AWS_LAMBDA_EXEC_WRAPPER": "/opt/wrap"}},
    )

    assert function().payload == ["yes", "app.handler", "app", "/var/task/other.py"]


def test_a_wrapper_customizes_python(deploy: Deploy, aws: EndpointSession) -> None:
    """A sitecustomize that a wrapper puts on PYTHONPATH runs before the handler's module is loaded, as ADOT's does."""
    wrapper = '#!/bin/sh\nexport PYTHONPATH="/opt/begin:$PYTHONPATH"\nexec "$@"\n'
    layer = {"wrap": wrapper, "begin/sitecustomize.py": "import os\nos.environ['BEGUN'] = 'yes'\n"}

    function = deploy(
        "import os\nBEGUN = os.environ.get('BEGUN')\ndef handler(event, context): return BEGUN",
        Layers=[publish_layer(aws, layer)],
        Environment={"Variables": {"AWS_LAMBDA_EXEC_WRAPPER": "/opt/wrap"}},
    )

    assert function().payload == "yes"


def test_a_wrapper_that_is_missing_ends_the_runtime(deploy: Deploy) -> None:
    """A function whose wrapper isn't there fails, as on AWS, and says which."""
    function = deploy(
        "def handler(event, context): return 1",
        Environment={"Variables": {"AWS_LAMBDA_EXEC_WRAPPER": "/opt/nowhere"}},
    )

    answer = function()

    assert answer.payload["errorType"] == "Runtime.ExitError"
    assert "/opt/nowhere" in answer.log


@needs_node
def test_node_packages_of_layers_are_found(deploy: Deploy, aws: EndpointSession) -> None:
    """CommonJS and ES modules find the packages of a layer, scoped ones and those for one version of Node.js too."""
    layer = publish_layer(
        aws,
        {
            "nodejs/node_modules/plain/index.js": "exports.name = 'plain';",
            "nodejs/node_modules/@own/scoped/index.js": "exports.name = 'scoped';",
            "nodejs/node20/node_modules/special/index.js": "exports.name = 'special';",
            "nodejs/node_modules/special/index.js": "exports.name = 'general';",
        },
    )
    names = ("plain", "@own/scoped", "special")
    required = f"exports.handler = async () => {list(names)}.map((name) => require(name).name);"
    imported = "".join(f"import m{number} from {name!r};\n" for number, name in enumerate(names))
    commonjs, module = (
        deploy(files=files, Runtime="nodejs20.x", Handler="index.handler", Layers=[layer])
        for files in (
            {"index.js": required},
            {"index.mjs": f"{imported}export const handler = async () => [m0.name, m1.name, m2.name];"},
        )
    )

    assert commonjs().payload == ["plain", "scoped", "special"]
    assert module().payload == ["plain", "scoped", "special"]


@needs_node
def test_a_streamed_response_is_answered_whole(deploy: Deploy) -> None:
    """An invocation that waits for the whole response gets all that a streaming handler wrote."""
    source = """
        exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
          stream.setContentType("application/json");
          stream.write(`["${event}",`);
          await new Promise((resolve) => setTimeout(resolve, 10));
          stream.write(`${context.getRemainingTimeInMillis() > 0}]`);
          stream.end();
        });
        """

    function = deploy(files={"index.js": source}, Runtime="nodejs20.x", Handler="index.handler")

    assert function("a").payload == ["a", True]


@needs_node
def test_a_handler_of_a_layer(deploy: Deploy, aws: EndpointSession) -> None:
    """A handler's name may lead to a module of a layer, as that of Datadog does."""
    layer = {"nodejs/outer.mjs": "export const handler = async (event) => event;"}

    function = deploy(
        "",
        {"app.js": ""},
        Runtime="nodejs22.x",
        Handler="/opt/nodejs/outer.handler",
        Layers=[publish_layer(aws, layer)],
    )

    assert function(3).payload == 3
