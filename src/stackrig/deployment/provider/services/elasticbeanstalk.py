"""Elastic Beanstalk: applications. Environments are not there, as moto can't end them."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named

RESOURCES = (
    named(
        "aws:elasticbeanstalk/application:Application",
        "elasticbeanstalk",
        "application",
        read=(
            Call("describe_applications", {"name": ("ApplicationNames", "ApplicationName")}, result="Applications[0]"),
        ),
        updates=(),
        tagging=None,
        names={"name": "ApplicationName", "arn": "ApplicationArn"},
        replace_on=words("name"),
    ),
)
