"""Use the Docker daemon's images of Lambda runtimes: LocalStack pulls each one after every start, even offline."""

from typing import Any

from localstack.utils.container_utils.container_client import (  # type: ignore[import-not-found]
    ContainerException,
    NoSuchImage,
)
from localstack.utils.docker_utils import DOCKER_CLIENT  # type: ignore[import-not-found]


def use_local_images() -> None:
    """Let LocalStack pull only missing images, and report which image can't be pulled and why."""
    pull = DOCKER_CLIENT.pull_image

    def pull_missing(docker_image: str, platform: Any = None, **options: Any) -> None:
        if _has_image(docker_image, platform):
            return
        try:
            pull(docker_image, platform, **options)
        except ContainerException as error:  # its own text is empty
            cause = error.__cause__ or error.__context__
            why = getattr(cause, "explanation", None) or error.message
            message = f"the image {docker_image} is not on the Docker daemon and can't be pulled: {why}"
            raise ContainerException(message) from error

    DOCKER_CLIENT.pull_image = pull_missing


def _has_image(name: str, platform: Any) -> bool:
    try:
        found = DOCKER_CLIENT.inspect_image(name, pull=False)
    except NoSuchImage:
        return False
    return platform in (None, f"{found.get('Os')}/{found.get('Architecture')}")  # others are refused
