"""Let LocalStack use a Lambda runtime's image that is there: it pulls every one, and fails a function when it can't."""

from localstack.services.lambda_ import hooks  # type: ignore[import-not-found]  # inside the image only


@hooks.prepare_docker_executor()
def use_local_images(function_version):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201  # LocalStack's types
    """Count the image of a function's runtime as pulled when the daemon has it."""
    from localstack.services.lambda_.invocation import (  # type: ignore[import-not-found]
        docker_runtime_executor as executor,
    )

    configuration = function_version.config
    image = executor.resolver.get_image_for_runtime(configuration.runtime)
    if image in executor.CONTAINER_CLIENT.get_docker_image_names():
        executor.PULLED_IMAGES.add((image, executor.docker_platform(configuration.architectures[0])))
