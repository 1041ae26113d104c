"""Batch: compute environments, job queues and job definitions. No job runs."""

import json
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Action, Change, words
from stackrig.deployment.provider.services.modelled import GONE, plain, title

SERVICE = "batch"
TEXTS = "containerProperties ecsProperties eksProperties nodeProperties"  # JSON in the program, structures in the API


def _parsed(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {name: json.loads(properties[name]) for name in TEXTS.split() if properties.get(name)}


def _disable_and_delete(noun: str) -> Action:
    """Return a deletion that disables the thing first: AWS deletes no enabled one."""

    def delete(scope: Scope, properties: Properties) -> None:
        which = {title(noun, lower=True): properties["arn"]}
        scope.call(SERVICE, f"update_{noun}", **which, state="DISABLED")
        scope.call(SERVICE, f"delete_{noun}", **which)

    return delete


def _set_queue(scope: Scope, properties: Properties) -> None:
    scope.call(
        SERVICE,
        "update_job_queue",
        jobQueue=properties["id"],
        state=properties["state"],
        priority=int(properties["priority"]),
    )


RESOURCES = (
    plain(
        "aws:batch/computeEnvironment:ComputeEnvironment",
        SERVICE,
        "compute_environment",
        read=(
            Call(
                "describe_compute_environments",
                {"name": "computeEnvironments", "state": "state"},
                result="computeEnvironments[0]",
                gone=GONE.replace("State || state || ", ""),
                learn={"name": "computeEnvironmentName"},
            ),
        ),
        updates=(),
        delete=_disable_and_delete("compute_environment"),
        id="{name}",
        unique=True,
        defaults={"state": "ENABLED"},
        replace_on=words("name namePrefix"),
    ),
    plain(
        "aws:batch/jobQueue:JobQueue",
        SERVICE,
        "job_queue",
        read=(
            Call(
                "describe_job_queues",
                {"arn": "jobQueues"},
                result="jobQueues[0]",
                gone=GONE.replace("State || state || ", ""),
                learn={"arn": "jobQueueArn"},
            ),
        ),
        updates=(Change(words("state priority"), _set_queue),),
        delete=_disable_and_delete("job_queue"),
        id="{arn}",
        find="arn:{partition}:batch:{region}:{account}:job-queue/{name}",
        names={"computeEnvironmentOrders": "computeEnvironmentOrder"},
        replace_on=words("name"),
    ),
    plain(
        "aws:batch/jobDefinition:JobDefinition",
        SERVICE,
        "job_definition",
        create=Call(
            "register_job_definition", dict.fromkeys(TEXTS.split(), ()), added=_parsed, takes=words(TEXTS), result="@"
        ),
        read=(
            Call(
                "describe_job_definitions",
                {"arn": "jobDefinitions", **dict.fromkeys(TEXTS.split(), ())},
                result="jobDefinitions[0]",
                gone="status == 'INACTIVE'",
                learn={"arn": "jobDefinitionArn"},
            ),
        ),
        delete=Call("deregister_job_definition", {"arn": "jobDefinition"}),
        id="{arn}",
        documents=words(TEXTS),
        defaults={"deregisterOnNewRevision": True},
        accepted=words("deregisterOnNewRevision"),
        replace_on=words("name type"),
    ),
)
