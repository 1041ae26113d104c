"""CodeBuild, CodeCommit and CodePipeline. Nothing is built."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named, plain

KINDS, ARTIFACTS = "category owner provider version", "inputArtifacts outputArtifacts"
PARTS = words("name roleArn artifactStores stages")


def _pipeline(_scope: Scope, properties: Properties) -> dict[str, Any]:
    stores = [
        {name: part for name, part in store.items() if name in {"type", "location", "encryptionKey"} and part}
        for store in properties["artifactStores"]
    ]
    stages = [{"name": stage["name"], "actions": [*map(_action, stage["actions"])]} for stage in properties["stages"]]
    wanted = {"name": properties["name"], "roleArn": properties["roleArn"], "stages": stages}
    if len(stores) == 1:
        return {"pipeline": {**wanted, "artifactStore": stores[0]}}
    regions = [store["region"] for store in properties["artifactStores"]]
    return {"pipeline": {**wanted, "artifactStores": dict(zip(regions, stores, strict=True))}}


def _action(action: Properties) -> dict[str, Any]:
    alike = {name: action[name] for name in ("name", "configuration", "runOrder", "roleArn") if action.get(name)}
    artifacts = {name: [{"name": item} for item in action.get(name) or ()] for name in ARTIFACTS.split()}
    return {**alike, **artifacts, "actionTypeId": {name: action[name] for name in KINDS.split()}}


RESOURCES = (
    named(
        "aws:codebuild/project:Project",
        "codebuild",
        "project",
        read=(Call("batch_get_projects", {"name": "names"}, result="projects[0]"),),
        names={"name": "name", "arn": "arn"},
        defaults={"buildTimeout": 60, "queuedTimeout": 480, "projectVisibility": "PRIVATE"},
    ),
    plain(
        "aws:codecommit/repository:Repository",
        "codecommit",
        "repository",
        id="{repositoryName}",
        auto_name=NO_NAME,
        names={"description": "repositoryDescription", "arn": ("Arn", "resourceArn")},
    ),
    named(
        "aws:codepipeline/pipeline:Pipeline",
        "codepipeline",
        "pipeline",
        create=Call("create_pipeline", added=_pipeline, takes=PARTS, result="pipeline"),
        read=(Call("get_pipeline", result="merge(pipeline, {arn: metadata.pipelineArn})"),),
        updates=(Call("update_pipeline", added=_pipeline, takes=PARTS - {"name"}),),
        names={"arn": ("arn", "resourceArn")},
    ),
)
