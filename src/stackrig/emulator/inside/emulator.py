"""Which emulator this process is: LocalStack, or LocalEmu, the fork of it whose modules have another first name.

The plugin names LocalStack's modules. In LocalEmu `localstack.x` is the module `localemu.x` itself, not a copy, so that
its classes and its state are the same ones.
"""

import importlib
import importlib.util
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

LOCALSTACK, LOCALEMU = "localstack", "localemu"
# Hooks of LocalEmu's that remove containers and clusters by names that other LocalEmus of this machine have, too, and
# that keep all requests for a page of its own.
UNWANTED_HOOKS = ("cleanup_orphaned_ecs_containers", "cleanup_orphaned_eks_clusters", "register_dashboard")
NAME = LOCALEMU if importlib.util.find_spec(LOCALEMU) else LOCALSTACK  # of its package, loggers and routes


def loaded(name: str) -> Any:
    """Return one of LocalStack's modules if it has been imported, None before."""
    return sys.modules.get(_own_name(name))


def answer_to_localstack() -> None:
    """Let `import localstack.x` find LocalEmu's module of that name, in LocalEmu. Safe to repeat."""
    if NAME == LOCALEMU and not any(type(finder).__name__ == ForkFinder.__name__ for finder in sys.meta_path):
        sys.meta_path.insert(0, ForkFinder())


def leave_out_hooks() -> None:
    """Keep LocalEmu from running UNWANTED_HOOKS."""
    if NAME != LOCALEMU:
        return
    from plux.runtime.filter import global_plugin_filter  # type: ignore[import-not-found]

    for hook in UNWANTED_HOOKS:
        global_plugin_filter.add_exclusion(namespace=f"{LOCALEMU}.hooks.on_infra_start", name=hook)


class ForkFinder(MetaPathFinder, Loader):
    """Find LocalStack's modules under LocalEmu's names."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return a spec for modules of LocalStack that LocalEmu has."""
        del path, target
        if fullname.partition(".")[0] != LOCALSTACK or not importlib.util.find_spec(_own_name(fullname)):
            return None
        return ModuleSpec(fullname, self)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Import LocalEmu's module and return it."""
        module = importlib.import_module(_own_name(spec.name))
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Give the module its own spec back, which Python has just replaced; it has been executed before."""
        alias = module.__spec__
        module.__spec__ = alias.loader_state if alias else None


def _own_name(name: str) -> str:
    return name.replace(LOCALSTACK, NAME, 1) if name.partition(".")[0] == LOCALSTACK else name
