"""The environment variables of a function: those of AWS's runtimes, and none of the user's.

See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.
"""

import os
import re
from collections.abc import Mapping

NO_PROXY = "127.0.0.1,localhost,.localhost,.localstack.cloud"
PROXIES = ("http_proxy", "https_proxy", "all_proxy")
# LocalStack's own variables, for the program that starts its runtimes in Docker.
INTERNAL = (
    "LOCALSTACK_RUNTIME_",
    "LOCALSTACK_FUNCTION_",
    "LOCALSTACK_USER",
    "LOCALSTACK_INIT_",
    "LOCALSTACK_POST_",
    "LOCALSTACK_MAX_",
)
RUNTIME_API = "AWS_LAMBDA_RUNTIME_API"
BASE = {
    "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    "LD_LIBRARY_PATH": (
        "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib"
    ),
    "LANG": "en_US.UTF-8",
    "SHLVL": "0",
    # Nothing listens there unless the function needs it; libraries recognize a Lambda by it.
    RUNTIME_API: "127.0.0.1:9001",
}


def function_variables(runtime: str, logging_config: Mapping[str, str], given: Mapping[str, object]) -> dict[str, str]:
    """Return a function's environment: LocalStack's variables and the function's own win over those of its runtime."""
    values = {name: str(value) for name, value in given.items() if value is not None and not name.startswith(INTERNAL)}
    has_proxy = any(name.lower() in PROXIES for name in values)
    return {
        **BASE,
        **_runtime_variables(runtime),
        **(dict.fromkeys(("NO_PROXY", "no_proxy"), NO_PROXY) if has_proxy else {}),
        **_log_variables(logging_config),
        **values,
        "STACKRIG_SESSION": os.environ["STACKRIG_SESSION"],
    }


def module_folders(runtime: str) -> list[str]:
    """Return the folders in which a Node.js runtime looks for modules beside the code; none for others.

    See https://docs.aws.amazon.com/lambda/latest/dg/nodejs-layers.html.
    """
    match = re.fullmatch(r"nodejs(\d+)\.x", runtime)
    if not match:
        return []
    return [f"/opt/nodejs/node{match[1]}/node_modules", "/opt/nodejs/node_modules", "/var/runtime/node_modules"]


def _runtime_variables(runtime: str) -> dict[str, str]:
    if folders := module_folders(runtime):
        return {"NODE_PATH": os.pathsep.join((*folders, "/var/runtime", "/var/task"))}
    return {"PYTHONPATH": "/var/runtime"} if runtime.startswith("python") else {}


def _log_variables(logging_config: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a runtime's log format and level, which LocalStack 4.9 leaves out."""
    if logging_config.get("LogFormat") != "JSON":
        return {}
    return {
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": logging_config.get("ApplicationLogLevel", "INFO"),
    }
