"""Relative paths of a program's assets: they start at the project's folder, wherever the deployment was started."""

from pathlib import Path

from google.protobuf import struct_pb2  # type: ignore[import-untyped]

from stackrig.deployment.engines.values import ARCHIVE, ASSET, SIGNATURE
from stackrig.folders import locate


def anchor_assets(struct: struct_pb2.Struct, folder: Path) -> None:
    """Make the path of every asset inside absolute, in place.

    A path that does not exist below `folder` but below the current folder means the latter.
    """
    fields = struct.fields
    # Asking a map of messages for a key creates it.
    if "path" in fields and SIGNATURE in fields and fields[SIGNATURE].string_value in {ASSET, ARCHIVE}:
        fields["path"].string_value = str(locate(Path(fields["path"].string_value), folder, Path.cwd()))
    for value in fields.values():
        _anchor_value(value, folder)


def _anchor_value(value: struct_pb2.Value, folder: Path) -> None:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        anchor_assets(value.struct_value, folder)
    elif kind == "list_value":
        for part in value.list_value.values:
            _anchor_value(part, folder)
