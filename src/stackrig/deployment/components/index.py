"""Find the builder of each component."""

import functools
import importlib

from stackrig.deployment.components.building import Builder
from stackrig.deployment.provider.contract import UnsupportedError

MODULES = {  # the modules that hold the components of a package's module
    "aws-apigateway:index": "rest_api",
    "awsx:cloudtrail": "trail",
    "awsx:ec2": "vpc",
    "awsx:ecr": "repositories",
    "awsx:ecs": "container_services",
    "awsx:lb": "load_balancers",
    "synced-folder:index": "synced_folders",
}
REMEDY = "deploy with the Pulumi CLI and the package's own plugin: --deploy-engine=cli"


def all_builders() -> dict[str, Builder]:
    """Return the functions that build components, by type token."""
    homes = {home: importlib.import_module(f"stackrig.deployment.components.{name}") for home, name in MODULES.items()}
    return {f"{home}:{kind}": builder for home, module in homes.items() for kind, builder in module.BUILDERS.items()}


@functools.cache
def find_builder(token: str) -> Builder:
    """Return the function that builds components of a type, such as `awsx:ec2:Vpc`.

    Raises:
        UnsupportedError: stackrig builds none of this type.
    """
    home, _, kind = token.rpartition(":")
    if home in MODULES:
        module = importlib.import_module(f"stackrig.deployment.components.{MODULES[home]}")
        if builder := module.BUILDERS.get(kind):
            found: Builder = builder
            return found
    package = token.partition(":")[0]
    raise UnsupportedError(f"stackrig does not build this component of the package {package}", remedies=[REMEDY])
