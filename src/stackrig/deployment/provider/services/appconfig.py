"""AppConfig: applications and configuration profiles."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.services.modelled import plain

ARN = "arn:{partition}:appconfig:{region}:{account}:application/"

RESOURCES = (
    plain("aws:appconfig/application:Application", "appconfig", "application", computed={"arn": ARN + "{id}"}),
    plain(
        "aws:appconfig/configurationProfile:ConfigurationProfile",
        "appconfig",
        "configuration_profile",
        create=Call("create_configuration_profile", result="@", learn={"configurationProfileId": "Id"}),
        id="{configurationProfileId}:{applicationId}",
        names={"configurationProfileId": "ConfigurationProfileId", "id": ()},
        defaults={"type": "AWS.Freeform"},
        computed={"arn": ARN + "{applicationId}/configurationprofile/{configurationProfileId}"},
    ),
)
