"""The component S3BucketFolder of synced-folder: the files of a folder as objects of a bucket.

Children and names are those of https://github.com/pulumi/pulumi-synced-folder, version 0.13: s3-bucket-folder.ts.
"""

import mimetypes
from pathlib import Path

import pulumi

from stackrig.deployment.components.building import Component
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

COMMAND = "command:local:Command"


def build_bucket_folder(component: Component) -> Properties:
    """Make an object for each file, or the command of the AWS CLI that copies them; there are no outputs.

    Raises:
        DeployError: there is no such folder.
    """
    args = component.inputs
    folder = component.folder / str(args["path"])
    if not folder.is_dir():
        raise DeployError(f"there is no folder {folder}")
    files = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    if not args.get("includeHiddenFiles"):
        files = {name: path for name, path in files.items() if not any(part.startswith(".") for part in name.parts)}
    if args.get("managedObjects") is False:
        _copy_by_command(component, list(files.values()))
        return {}
    for name, path in files.items():
        inputs = {
            "key": name.as_posix(),
            "acl": args["acl"],
            "bucket": args["bucketName"],
            "contentType": mimetypes.guess_type(path.name)[0] or "text/plain",
            "source": pulumi.FileAsset(str(path)),
        }
        component.make("s3/bucketObject:BucketObject", f"{component.name}-{name.as_posix()}", inputs)
    return {}


def _copy_by_command(component: Component, files: list[Path]) -> None:
    args, target = component.inputs, f"s3://{component.inputs['bucketName']}"
    options = f'--acl "{args["acl"]}" --region "{component.region()}" --delete --only-show-errors'
    sync = f'aws s3 sync "{args["path"]}" "{target}" {options}'
    latest = max((path.stat().st_mtime for path in files), default=0)
    inputs = {
        "create": sync,
        "update": sync,
        "delete": f'aws s3 rm "{target}" --include "*" --recursive --only-show-errors',
        "environment": {"LAST_MODIFIED": str(latest)},
    }
    component.make(COMMAND, f"{component.name}-sync-command", inputs)


BUILDERS = {"S3BucketFolder": build_bucket_folder}
