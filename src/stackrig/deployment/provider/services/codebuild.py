"""CodeBuild."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named

RESOURCES = (
    named(
        "aws:codebuild/project:Project",
        "codebuild",
        "project",
        read=(Call("batch_get_projects", {"name": "names"}, result="projects[0]"),),
        updates=(Call("update_project"),),
        names={"name": "name", "arn": "arn"},
        replace_on=words("name"),
    ),
)
