"""Configuration that a program requires and nobody gives."""

import re
from collections.abc import Sequence

from stackrig.errors import DeployError

# The wording of the SDKs for Python and Node: ConfigMissingError of pulumi/config.py and @pulumi/pulumi/config.ts.
MISSING = re.compile(r"Missing required configuration variable '(?P<key>[^']+)'")
STAND_IN = "1"  # a value that is a text, a number and, where JSON is required, JSON


def missing_key(failure: DeployError | None) -> str:
    """Return the key whose lack made a program fail; empty when it failed otherwise or not at all."""
    found = MISSING.search(failure.report()) if failure else None
    return found["key"] if found else ""


def missing_error(keys: Sequence[str], failure: DeployError) -> DeployError:
    """Return the error that names all missing keys, in the order in which the program asks for them."""
    return DeployError(
        f"the Pulumi program requires {len(keys)} value(s) of its configuration that are not given: {', '.join(keys)}",
        evidence=failure.report(),
        remedies=[
            f'in pyproject.toml, below [tool.stackrig.config]: "{keys[0]}" = "…"',
            "in Pulumi.<stack>.yaml, below config:",
            f"for one run: --config {keys[0]}=…",
        ],
    )
