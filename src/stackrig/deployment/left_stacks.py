"""Stacks that no rig names: interrupted deployments left them on an emulator that still runs."""

import logging
from collections.abc import Sequence
from pathlib import Path

from stackrig.deployment.engines.locks import stack_lock
from stackrig.deployment.stacks import Deployment, destroy_stack, forget_stack
from stackrig.deployment.targets import EngineKind, is_stale, left_states, state_file_of
from stackrig.errors import DeployError, TeardownError
from stackrig.folders import read_json
from stackrig.settings import Settings

log = logging.getLogger("stackrig")


def has_left_stacks(stacks: Sequence[Settings]) -> bool:
    """Tell whether one of these stacks has a state."""
    return any(any(left_states(stack.root, stack.project, stack.stack)) for stack in stacks)


def destroy_left_stacks(stacks: Sequence[Settings]) -> list[str]:
    """Destroy these stacks on every emulator that their states name, the last stack first; return where they were.

    A stack that another process is deploying is left alone. A stack on AWS itself is only named.

    Raises:
        TeardownError: some resource could not be deleted, or a state is damaged.
    """
    return [where for state in _states(stacks) if (where := _destroy(*state))]


def left_in_account(stacks: Sequence[Settings], account: str) -> list[Deployment]:
    """Return the known facts of these stacks in one account, from their states; the last stack comes first."""
    found = []
    for stack, engine, state_file, place in _states(stacks):
        identity = read_json(place).get("identity")
        if isinstance(identity, dict) and identity.get("account") == account:
            found.append(_left(stack, engine, state_file, identity))
    return found


def _states(stacks: Sequence[Settings]) -> list[tuple[Settings, EngineKind, Path, Path]]:
    """Return the states of these stacks, the last stack first."""
    return [(stack, *state) for stack in stacks for state in left_states(stack.root, stack.project, stack.stack)][::-1]


def _destroy(settings: Settings, engine: EngineKind, state_file: Path, place: Path) -> str:
    document = read_json(place)
    identity, endpoint = document.get("identity"), str(document.get("endpoint", ""))
    if not isinstance(identity, dict):
        raise TeardownError(
            f"{place}, which names the place of a stack, can't be read",
            remedies=[f"remove the resources that it lists by hand, then: rm '{state_file}'"],
        )
    deployment = _left(settings, engine, state_file, identity)
    if _is_used(state_file_of(settings.root, settings.project, settings.stack, identity)):
        log.warning("%s is the state of a stack that another process is deploying: it is left alone", state_file)
    elif is_stale(place):
        forget_stack(deployment)
    elif endpoint:
        destroy_stack(deployment, localstack={"endpoint_url": endpoint, "backend": "attach"})
        return f"the stack {deployment.stack} on {endpoint}"
    else:
        log.warning("%s is the state of a stack on AWS; to remove it: invoke deploy, then teardown", state_file)
    return ""


def _is_used(state_file: Path) -> bool:
    try:
        with stack_lock(state_file, timeout=0):
            return False
    except DeployError:
        return True


def _left(settings: Settings, engine: EngineKind, state_file: Path, identity: dict[str, str]) -> Deployment:
    return Deployment(
        project=settings.project,
        stack=settings.stack,
        outputs={},
        created=0,
        updated=0,
        replaced=0,
        deleted=0,
        same=0,
        seconds=0.0,
        state_file=state_file,
        identity=identity,
        engine=engine,
    )
