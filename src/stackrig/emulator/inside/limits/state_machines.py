"""State machines that Step Functions refuses: names, and transitions that lead nowhere.

See https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html and
https://states-language.net/spec.html#transition.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..services.faults import service_fault

FORBIDDEN = re.compile(r'[\s<>{}\[\]?*"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]')
LONGEST_NAME = 80  # characters
PAYLOADS = ("Parameters", "ResultSelector", "ItemSelector")  # members of a state that select values by paths
ENDING = {"Choice", "Fail", "Succeed"}  # types of states without Next or End


def _check_machine(context: Any, request: Mapping[str, Any]) -> None:
    _check_name(context, request)
    if not (request.get("roleArn") or "arn:").startswith("arn:"):
        raise service_fault("InvalidArn", f"Invalid Role Arn: '{request['roleArn']}'")
    try:
        definition = json.loads(request.get("definition") or "null")
    except ValueError:  # LocalStack refuses it
        return
    if faults := ", ".join(_faults(definition, "")):
        raise service_fault("InvalidDefinition", f"Invalid State Machine Definition: '{faults}'")


def _check_name(_context: Any, request: Mapping[str, Any]) -> None:
    if FORBIDDEN.search(request.get("name") or ""):
        raise service_fault("InvalidName", f"Invalid Name: '{request['name']}'")


def _faults(machine: Any, place: str) -> Iterator[str]:
    """Yield what is wrong with the transitions of a machine or a branch; LocalStack refuses other forms."""
    states = machine.get("States") if isinstance(machine, dict) else None
    if not isinstance(states, dict) or not isinstance(machine.get("StartAt"), str):
        return
    if machine["StartAt"] not in states:
        yield f"MISSING_TRANSITION_TARGET: Missing 'Next' target: {machine['StartAt']} at {place}/StartAt"
    reached = {machine["StartAt"]}
    for name, state in states.items():
        if not isinstance(state, dict):
            return
        here = f"{place}/States/{name}"
        for target, member in _targets(state):
            reached.add(target)
            if target not in states:
                yield f"MISSING_TRANSITION_TARGET: Missing 'Next' target: {target} at {here}/{member}"
        yield from _state_faults(name, state, here)
        for branch, path in _branches(state):
            yield from _faults(branch, f"{here}/{path}")
    for name in (name for name in states if name not in reached):
        yield f'MISSING_TRANSITION_TARGET: State "{name}" is not reachable. at {place}/States/{name}'


def _path_faults(part: Any, here: str) -> Iterator[str]:
    """Yield the members of a payload whose names promise a path, and whose values are none."""
    for name, value in part.items() if isinstance(part, dict) else ():
        if name.endswith(".$") and not (isinstance(value, str) and value.startswith(("$", "States."))):
            must = "must be a valid JSONPath or a valid intrinsic function call"
            yield f"SCHEMA_VALIDATION_FAILED: The value for the field '{name}' {must} at {here}"
        yield from _path_faults(value, here)
    for value in part if isinstance(part, list) else ():
        yield from _path_faults(value, here)


def _state_faults(name: str, state: Mapping[str, Any], here: str) -> Iterator[str]:
    for member in PAYLOADS:
        yield from _path_faults(state.get(member), f"{here}/{member}")
    ends, leads = state.get("Type") in ENDING, {"Next", "End"} & state.keys()
    if len(name) > LONGEST_NAME:
        yield f"SCHEMA_VALIDATION_FAILED: State name must be at most {LONGEST_NAME} characters long at {here}"
    if ends and leads:
        yield f"SCHEMA_VALIDATION_FAILED: Field '{min(leads)}' is not supported at {here}"
    if not ends and not leads:
        yield f"SCHEMA_VALIDATION_FAILED: The field 'Next' is required but was missing at {here}"


def _targets(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for member in ("Next", "Default"):
        if isinstance(state.get(member), str):
            yield state[member], member
    for member in ("Choices", "Catch"):
        for place, one in enumerate(state.get(member) or ()):
            if isinstance(one, dict) and isinstance(one.get("Next"), str):
                yield one["Next"], f"{member}[{place}]/Next"


def _branches(state: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    for place, branch in enumerate(state.get("Branches") or ()):
        yield branch, f"Branches[{place}]"
    for member in ("Iterator", "ItemProcessor"):
        if member in state:
            yield state[member], member


CHECKS = {
    "CreateStateMachine": _check_machine,
    "StartExecution": _check_name,
    "UpdateStateMachine": _check_machine,
}
