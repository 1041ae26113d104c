"""Configuration that a program requires and nobody gives."""

import re
from collections.abc import Sequence

from stackrig.errors import DeployError

# The SDKs of Python and Node say it so: ConfigMissingError of pulumi/config.py and of @pulumi/pulumi/config.ts.
MISSING = re.compile(r"Missing required configuration variable '(?P<key>[^']+)'")
STAND_IN = "1"  # is a text, a number and, where JSON is asked for, JSON


def missing_key(failure: DeployError | None) -> str:
    """Return the key for whose want a program failed, empty when it failed otherwise or not at all."""
    found = MISSING.search(failure.report()) if failure else None
    return found["key"] if found else ""


def missing_error(keys: Sequence[str], failure: DeployError) -> DeployError:
    """Return the error that names all keys, in the order in which the program asks for them."""
    return DeployError(
        f"the Pulumi program requires {len(keys)} value(s) of its configuration that are not given: {', '.join(keys)}",
        evidence=failure.report(),
        remedies=[
            f'in pyproject.toml, below [tool.stackrig.config]: "{keys[0]}" = "…"',
            "in Pulumi.<stack>.yaml, below config:",
            f"for one run: --config {keys[0]}=…",
        ],
    )
