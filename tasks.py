"""The tasks of this checkout: those of every stackrig project, images for its tests, and a comparison of engines."""

from pathlib import Path

from invoke.collection import Collection
from invoke.context import Context

from stackrig.tasks import command
from stackrig.tasks import namespace as stages


@command()
def images(_context: Context) -> None:
    """Build stand-ins for the Docker rig's images, for a daemon that reaches no image registry."""
    from stackrig.containers.daemon import require_daemon
    from stackrig.reporting.display import showing_stages
    from tests.images.build import build_images

    daemon = require_daemon()
    with showing_stages():
        lines = build_images(daemon)
    print("\n".join(lines))  # noqa: T201  # a task's answer


@command(
    runs="how often each tool deploys, after once that is not counted",
    json="a file to write p50, p95 and every value to",
)
def bench_deploy(_context: Context, runs: int = 5, json: str | None = None) -> None:
    """Measure deployments of Chinook by both engines, and by Terraform with the real AWS provider if it is here."""
    from stackrig.commands.bench import write_measures
    from stackrig.reporting.display import show_measures, showing_stages
    from tests.bench.deployments import measure_deployments

    with showing_stages():
        measures = measure_deployments(runs=runs)
    show_measures(measures)
    if json:
        write_measures(Path(json), measures)


namespace = Collection(images, bench_deploy, *stages.tasks.values())
