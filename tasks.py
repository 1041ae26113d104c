"""The tasks of this checkout: those of every stackrig project, and one that builds images for its tests."""

from invoke.collection import Collection
from invoke.context import Context

from stackrig.tasks import command
from stackrig.tasks import namespace as stages


@command()
def images(_context: Context) -> None:
    """Build stand-ins for the Docker rig's images, for a daemon that reaches no image registry."""
    from stackrig.daemons import require_daemon
    from stackrig.display import showing_stages
    from tests.images.build import build_images

    daemon = require_daemon()
    with showing_stages():
        lines = build_images(daemon)
    print("\n".join(lines))  # noqa: T201  # a task's answer


namespace = Collection(images, *stages.tasks.values())
