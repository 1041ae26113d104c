"""Routes of a REST API that answer with files of the project, which are uploaded to S3.

Source: https://github.com/pulumi/pulumi-aws-apigateway, version 3: addStaticRouteToSwaggerSpec of apigateway/api.ts.
"""

import mimetypes
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pulumi

from stackrig.deployment.components.building import Child, Component, to_json
from stackrig.deployment.components.swagger import Swagger, method_key, object_operation, route_key
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

FULL_ACCESS = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "",
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


def add_static_route(component: Component, swagger: Swagger, route: Properties) -> None:
    """Upload a file or all files of a folder, and answer with them below the route's path.

    Raises:
        DeployError: there is no such file or folder.
    """
    source = component.folder / str(route["localPath"])
    if not source.exists():
        raise DeployError(f"the route {route['path']} serves {source}, which does not exist")
    swagger.bucket = swagger.bucket or component.inputs.get("staticRoutesBucket") or _make_bucket(component)
    path = str(route["path"]).removesuffix("/") + "/" if source.is_dir() else str(route["path"])
    key = route_key(component, "GET", path)
    role = _make_role(component, key)
    place = f"arn:{component.partition()}:apigateway:{component.region()}:s3:path/{swagger.bucket['bucket']}"
    if source.is_file():
        _upload(component, swagger.bucket, key, source, route.get("contentType"))
        operation = swagger.with_options(object_operation(f"{place}/{key}", role, below=False), route)
        swagger.add(path, "get", operation)
        return
    index = _index(route)
    for file in _files(source):
        name = f"{key}/{file.relative_to(source).as_posix()}"
        _upload(component, swagger.bucket, name, file)
        if index and file == source / index:
            operation = swagger.with_options(object_operation(f"{place}/{name}", role, below=False), route)
            swagger.set_only(path, "get", operation)
    operation = swagger.with_options(object_operation(f"{place}/{key}", role, below=True), route)
    swagger.add(path + "{proxy+}", method_key("ANY"), operation)


def _index(route: Properties) -> str:
    """Return the file that answers for the folder itself; empty for none."""
    index = route.get("index")
    if index is False:
        return ""
    return index if isinstance(index, str) else "index.html"


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder in the order in which the real component walks it."""
    for entry in sorted(os.scandir(folder), key=lambda item: item.name):
        if entry.is_dir():
            yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _make_bucket(component: Component) -> Child:
    return component.make("s3/bucket:Bucket", re.sub(r"[^a-z0-9\-]", "", component.name.lower()), {})


def _make_role(component: Component, key: str) -> Child:
    role = component.make(
        "iam/role:Role", key, {"assumeRolePolicy": to_json(TRUST), "tags": component.inputs.get("tags")}
    )
    component.make("iam/rolePolicyAttachment:RolePolicyAttachment", key, {"role": role, "policyArn": FULL_ACCESS})
    return role


def _upload(component: Component, bucket: Child, key: str, file: Path, content_type: str | None = None) -> None:
    inputs = {
        "bucket": bucket,
        "key": key,
        "tags": component.inputs.get("tags"),
        "source": pulumi.FileAsset(str(file)),
        "contentType": content_type or mimetypes.guess_type(file.name)[0],
    }
    component.make("s3/bucketObject:BucketObject", key, inputs)
