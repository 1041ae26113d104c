"""AWS's certificate bundles in functions: this LocalStack's CA is added for its databases."""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
BUNDLE = re.compile(r"(global|[a-z]{2}(-[a-z]+)+-\d)-bundle\.pem|rds-combined-ca-bundle\.pem|rds-ca-[\w-]+\.pem")


def add_authority(folders: Iterable[Path | str]) -> None:
    """Add the CA to the bundles in a function's folders; without an RDS instance nothing is searched."""
    if f"{__package__}.served" not in sys.modules:
        return
    from ..serving.certificates import ca_certificate

    for path in [path for folder in folders for path in _bundles(folder)]:
        if ca_certificate() not in path.read_bytes():
            with path.open("ab") as file:
                file.write(b"\n" + ca_certificate())


def _bundles(folder: Path | str) -> Iterable[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if BUNDLE.fullmatch(name))
