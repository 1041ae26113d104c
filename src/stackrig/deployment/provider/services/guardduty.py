"""GuardDuty. Nothing is monitored."""

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.services.modelled import plain


def _read(scope: Scope, properties: Properties) -> Properties | None:
    """Return a detector, or None: for a deleted one, GuardDuty says that it belongs to another account."""
    if properties["id"] not in scope.call("guardduty", "list_detectors")["DetectorIds"]:
        return None
    found = scope.call("guardduty", "get_detector", DetectorId=properties["id"])
    return {"findingPublishingFrequency": found["FindingPublishingFrequency"], "enable": found["Status"] == "ENABLED"}


RESOURCES = (
    plain(
        "aws:guardduty/detector:Detector",
        "guardduty",
        "detector",
        read=(_read,),
        computed={"arn": "arn:{partition}:guardduty:{region}:{account}:detector/{id}", "accountId": "{account}"},
        defaults={"enable": True},
    ),
)
