"""Find the packages."""

import functools
import importlib
from collections.abc import Callable

from stackrig.deployment.packages.package import Package, PackageProvider, Surroundings
from stackrig.deployment.provider.contract import Properties, Provider

MODULES = {
    "archive": "archives",
    "command": "commands",
    "docker": "images",
    "docker-build": "images",
    "std": "standard_functions",
    "time": "times",
    "tls": "certificates",
}


def find_package(name: str) -> Package:
    """Return the description of a package that stackrig has."""
    return _packages(MODULES[name])[name]


def all_packages() -> list[Package]:
    """Return the descriptions of all packages."""
    return [find_package(name) for name in MODULES]


def make_factories(surroundings: Surroundings) -> dict[str, Callable[[Properties], Provider]]:
    """Return for each package a function that makes its provider."""
    return {name: functools.partial(_make, name, surroundings) for name in MODULES}


def is_described(token: str) -> bool:
    """Tell whether a type of these packages is only modelled, with nothing real behind it."""
    name = token.partition(":")[0]
    return name in MODULES and (kind := find_package(name).kinds.get(token)) is not None and kind.modelled


def _make(name: str, surroundings: Surroundings, _inputs: Properties) -> Provider:
    return PackageProvider(find_package(name), surroundings)


@functools.cache
def _packages(module: str) -> dict[str, Package]:
    found = importlib.import_module(f"stackrig.deployment.packages.{module}")
    return {package.name: package for package in found.PACKAGES}
