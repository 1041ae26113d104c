"""IoT: things and policies. No broker runs."""

from stackrig.deployment.provider.services.modelled import named

RESOURCES = (
    named("aws:iot/thing:Thing", "iot", "thing"),
    named(
        "aws:iot/policy:Policy", "iot", "policy", names={"policy": "policyDocument"}, documents=frozenset({"policy"})
    ),
)
