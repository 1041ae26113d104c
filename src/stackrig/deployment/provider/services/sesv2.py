"""Simple Email Service, version 2."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import plain

RESOURCES = (
    plain(
        "aws:sesv2/emailIdentity:EmailIdentity",
        "sesv2",
        "email_identity",
        create=Call("create_email_identity", result="@"),
        read=(Call("get_email_identity", result="@"),),
        id="{emailIdentity}",
        auto_name=NO_NAME,
        computed={"arn": "arn:{partition}:ses:{region}:{account}:identity/{emailIdentity}"},
        replace_on=words("emailIdentity"),
    ),
    plain(
        "aws:sesv2/configurationSet:ConfigurationSet",
        "sesv2",
        "configuration_set",
        create=Call("create_configuration_set", result="@"),
        read=(Call("get_configuration_set", result="@"),),
        id="{configurationSetName}",
        auto_name=NO_NAME,
        names={"name": ()},
        computed={"arn": "arn:{partition}:ses:{region}:{account}:configuration-set/{configurationSetName}"},
        replace_on=words("configurationSetName"),
    ),
    plain(
        "aws:sesv2/contactList:ContactList",
        "sesv2",
        "contact_list",
        create=Call("create_contact_list", result="@"),
        read=(Call("get_contact_list", result="@"),),
        id="{contactListName}",
        auto_name=NO_NAME,
        names={"name": ()},
        computed={"arn": "arn:{partition}:ses:{region}:{account}:contact-list/{contactListName}"},
        replace_on=words("contactListName"),
    ),
)
