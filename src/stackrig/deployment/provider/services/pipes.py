"""EventBridge Pipes."""

from stackrig.deployment.provider.services.modelled import named

RESOURCES = (
    named(
        "aws:pipes/pipe:Pipe", "pipes", "pipe", defaults={"desiredState": "RUNNING", "description": "Managed by Pulumi"}
    ),
)
