"""Automatic names, as Pulumi's AWS provider makes them (pulumi-terraform-bridge, pkg/tfbridge/info/autonaming.go)."""

import itertools
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stackrig.deployment.urns import urn_name
from stackrig.errors import DeployError

RANDOM_LENGTH = 7  # hexadecimal digits

_counter = itertools.count(1)


@dataclass(frozen=True, slots=True)
class AutoName:
    """Describe the name of a type when the program gives none: `<resource name>-<7 hex digits>`."""

    property: str = "name"
    longest: int = 255
    prefix_property: str = "namePrefix"
    random: bool = True  # False: the resource's own name, as for the key of an S3 object
    lower: bool = False
    start: str = ""  # every name must start with it
    fifo_property: str = ""  # when true, the name ends in .fifo


NO_NAME = AutoName("", prefix_property="")  # for types without a name


def make_name(rule: AutoName, urn: str, inputs: Mapping[str, Any]) -> str:
    """Make a new name for the resource `urn`.

    Raises:
        DeployError: the resource's name is too long to become a name in AWS.
    """
    if prefix := inputs.get(rule.prefix_property):
        return f"{prefix}{_unique_suffix()}"
    stem = urn_name(urn)
    name = f"{stem.lower() if rule.lower else stem}-{secrets.token_hex(4)[:RANDOM_LENGTH]}" if rule.random else stem
    if rule.random and len(name) > rule.longest:
        raise DeployError(
            f"{urn}: the automatic name {name!r} is longer than the {rule.longest} characters AWS allows",
            remedies=[f"give the resource a shorter name, or set its {rule.property!r} yourself"],
        )
    name = name if name.startswith(rule.start) else rule.start + name
    return name + ".fifo" if rule.fifo_property and inputs.get(rule.fifo_property) else name


def _unique_suffix() -> str:
    """Return digits of the time and a counter (PrefixedUniqueId in hashicorp/terraform-plugin-sdk, helper/id/id.go)."""
    now = time.time()
    return f"{time.strftime('%Y%m%d%H%M%S', time.gmtime(now))}{int(now % 1 * 10_000):04d}{next(_counter):08x}"
