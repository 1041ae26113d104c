"""A stand-in for API Foundry: a component of its name and arguments that builds the Chinook API."""

import json

import pulumi
import pulumi_aws as aws

from chinook_api.program import api_function, rest_api


class APIFoundry(pulumi.ComponentResource):
    """Build a REST API over the database whose connection is in a secret."""

    domain: pulumi.Output[str]

    def __init__(self, name: str, *, api_spec: str, secrets: str) -> None:
        """Declare the API of `api_spec`, with the secret's ARN under "chinook" in the JSON of `secrets`."""
        super().__init__("example:index:APIFoundry", name)
        assert api_spec == "resources/chinook_api.yaml"
        secret = aws.secretsmanager.Secret.get("connection", json.loads(secrets)["chinook"])
        _, stage = rest_api(api_function(secret))
        self.domain = stage.invoke_url.apply(lambda url: url.removeprefix("https://"))
        self.register_outputs({"domain": self.domain})
