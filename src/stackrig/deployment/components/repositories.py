"""The components Repository and Image of awsx.

Children and names are those of https://github.com/pulumi/pulumi-awsx, version 3: awsx/ecr/repository.ts and image.ts.
"""

from collections.abc import Sequence
from typing import Any

from stackrig.deployment.components.building import Component, short_hash, to_json
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

IMAGE = "docker-build:index:Image"
UNTAGGED = {"description": "remove untagged images", "tagStatus": "untagged", "maximumNumberOfImages": 1}


def build_repository(component: Component) -> Properties:
    """Make the repository and, unless the program skips it, its lifecycle policy."""
    args, name = dict(component.inputs), component.name.lower()
    policy = args.pop("lifecyclePolicy", None) or {}
    repository = component.make("ecr/repository:Repository", name, args)
    found = {"repository": repository, "url": repository["repositoryUrl"]}
    if policy.get("skip"):
        return found
    rules = to_json({"rules": _rules(policy.get("rules") or [UNTAGGED])})
    inputs = {"repository": repository["name"], "policy": rules, "region": args.get("region")}
    return {**found, "lifecyclePolicy": component.make("ecr/lifecyclePolicy:LifecyclePolicy", name, inputs)}


def _rules(rules: Sequence[Properties]) -> list[dict[str, Any]]:
    """Return the rules in ECR's form; the rule for any image comes last."""
    if sum(rule.get("tagStatus") == "any" for rule in rules) > 1:
        raise DeployError("at most one rule of the lifecycle policy can have the tag status any")
    ordered = sorted(rules, key=lambda rule: rule.get("tagStatus") == "any")
    return [_rule(rule, priority) for priority, rule in enumerate(ordered, 1)]


def _rule(rule: Properties, priority: int) -> dict[str, Any]:
    status = rule.get("tagStatus")
    selection: Properties = {"tagStatus": status}
    if status not in {"any", "untagged"}:
        if not rule.get("tagPrefixList"):
            raise DeployError("a rule of the lifecycle policy for tagged images needs a tagPrefixList")
        selection = {"tagStatus": "tagged", "tagPrefixList": rule["tagPrefixList"]}
    if rule.get("maximumNumberOfImages") is not None:
        selection |= {"countType": "imageCountMoreThan", "countNumber": rule["maximumNumberOfImages"]}
    elif rule.get("maximumAgeLimit") is not None:
        age = {"countType": "sinceImagePushed", "countNumber": rule["maximumAgeLimit"], "countUnit": "days"}
        selection |= age
    else:
        raise DeployError("a rule of the lifecycle policy needs maximumNumberOfImages or maximumAgeLimit")
    described = {"description": rule["description"]} if rule.get("description") else {}
    return {"rulePriority": priority, **described, "selection": selection, "action": {"type": "expire"}}


def build_image(component: Component) -> Properties:
    """Make the image; docker-build builds and pushes it."""
    args = component.inputs
    url = args["repositoryUrl"]
    name = args.get("imageName") or args.get("imageTag") or _image_name(component)
    sources = [{"registry": {"ref": source}} for source in args.get("cacheFrom") or [f"{url}:{name}"]]
    image = component.make(
        IMAGE,
        name,
        {
            "tags": [f"{url}:{name}"],
            "buildArgs": args.get("args"),
            "cacheFrom": sources,
            "cacheTo": [{"inline": {}}],
            "context": {"location": args.get("context") or "."},
            "dockerfile": {"location": args["dockerfile"]} if args.get("dockerfile") else None,
            "platforms": [args["platform"]] if args.get("platform") else [],
            "target": args.get("target"),
            "push": True,
        },
    )
    return {"imageUri": f"{url}@{image['digest']}"}


def _image_name(component: Component) -> str:
    args = component.inputs
    text = args.get("context") or "."
    if args.get("dockerfile"):
        text += f";dockerfile={args['dockerfile']}"
    text += "".join(f";arg[{key}]={value}" for key, value in (args.get("args") or {}).items())
    return f"{short_hash(text + component.stack)}-container"


BUILDERS = {"Repository": build_repository, "Image": build_image}
