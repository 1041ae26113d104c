"""Update functions of which only the code has changed, without running the program."""

import base64
import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stackrig.deployment.function_sources import FUNCTION
from stackrig.deployment.program_reads import Reads, record_reads
from stackrig.deployment.python_archives import build_archive
from stackrig.deployment.stacks import Deployment
from stackrig.deployment.urns import urn_type
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import StackrigError
from stackrig.folders import read_json, write_private
from stackrig.waiting import wait_until

READY_TIMEOUT = 60.0  # seconds within which LocalStack must have taken the code of a function
# Inputs of a function that change more than its code, or that something else than its archive decides.
OTHER_INPUTS = ("publish", "sourceCodeHash", "sourceKmsKeyArn", "codeSigningConfigArn")

VALUES = ("inputs", "outputs")


@dataclass(frozen=True, slots=True)
class NewCode:
    """Name the archives that functions of a stack must run, by the functions' resources in the stack's state."""

    deployment: Deployment
    state: dict[str, Any]
    archives: Sequence[tuple[dict[str, Any], str]]


def find_new_code(reads: Reads, kept: Sequence[Deployment]) -> tuple[list[NewCode], Reads] | None:
    """Return the new code of functions, and what its archives were made from; None if the program must run.

    Call it when only sources of functions have changed. The program must run if another resource uses an archive,
    or if an archive can't be built: the program reports that best itself.
    """
    with suppress(StackrigError):
        archives, new = _rebuild(reads)
        plans = [_plan(deployment, archives) for deployment in kept]
        if not new.doubt and all(plans):
            return [plan for plan in plans if plan], new
    return None


def _rebuild(reads: Reads) -> tuple[dict[str, str], Reads]:
    """Build the archives again; return the new path of each changed one by its old path, and all that was read."""
    built, new = record_reads(lambda: {old: build_archive(how) for how, old in reads.archives.items()}, "")
    files = {path: state for path, state in reads.files.items() if path not in reads.sources}
    differing = {old: path for old, path in built.items() if path != old}
    return differing, dataclasses.replace(new, files={**files, **new.files})


def _plan(deployment: Deployment, archives: Mapping[str, str]) -> NewCode | None:
    state = read_json(deployment.state_file)
    functions = [one for one in state.get("resources", []) if urn_type(one["urn"]) == FUNCTION]
    planned = [(one, archives[path]) for one in functions if (path := _archive_of(one)) in archives]
    if not state or any(one["inputs"].get(name) for one, _ in planned for name in OTHER_INPUTS):
        return None
    told = {text for one, _ in planned for text in _told_by(one)} | archives.keys()
    bare = {one["urn"]: _without_code(one) for one, _ in planned}
    rest = json.dumps([[bare.get(one["urn"], one) for one in state["resources"]], deployment.outputs], default=str)
    return None if any(text in rest for text in told) else NewCode(deployment, state, planned)


def _archive_of(resource: Mapping[str, Any]) -> str:
    code = resource["inputs"].get("code")
    return str(code.get("path")) if isinstance(code, Mapping) else ""


def _told_by(resource: Mapping[str, Any]) -> set[str]:
    """Return the values by which other resources may depend on a function's code."""
    outputs = resource["outputs"]
    return {str(outputs[name]) for name in ("codeSha256", "sourceCodeHash", "lastModified") if outputs.get(name)}


def _without_code(resource: Mapping[str, Any]) -> dict[str, Any]:
    own = ("code", "codeSha256", "sourceCodeHash", "lastModified", "__assets")
    parts = {part: {name: value for name, value in resource[part].items() if name not in own} for part in VALUES}
    return {**resource, **parts}


def update_code(plan: NewCode, endpoint: AwsEndpoint) -> Deployment:
    """Update functions to their new code, and note it in the state of their stack; return what was done.

    Raises:
        botocore.exceptions.ClientError: LocalStack refuses it.
    """
    if plan.archives:
        from stackrig.emulator.sessions import EndpointSession

        client = EndpointSession(endpoint).client("lambda")
        for resource, path in plan.archives:
            _update(client, resource, Path(path))
        write_private(plan.deployment.state_file, json.dumps(plan.state))
    done = plan.deployment.as_unchanged()
    return dataclasses.replace(done, updated=len(plan.archives), same=done.same - len(plan.archives))


def _update(client: Any, resource: dict[str, Any], archive: Path) -> None:
    content = archive.read_bytes()
    digest = hashlib.sha256(content)
    client.update_function_code(FunctionName=resource["id"], ZipFile=content)

    def ready() -> Mapping[str, Any] | None:
        found: dict[str, Any] = client.get_function_configuration(FunctionName=resource["id"])
        return None if found.get("LastUpdateStatus") == "InProgress" else found

    found = wait_until(ready, what=f"the code of the function {resource['id']}", timeout=READY_TIMEOUT)
    if found.get("LastUpdateStatus") == "Failed":
        raise StackrigError(f"the function {resource['id']} failed: {found.get('LastUpdateStatusReason')}")
    for part in VALUES:
        resource[part]["code"]["path"] = str(archive)
    resource["inputs"]["__assets"]["code"] = resource["outputs"]["sourceCodeHash"] = digest.hexdigest()
    resource["outputs"]["codeSha256"] = base64.b64encode(digest.digest()).decode()
    resource["outputs"].update(sourceCodeSize=len(content), lastModified=found["LastModified"])
