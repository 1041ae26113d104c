"""Inputs of an aws.Provider, and the `aws:` keys of a stack's config, as the light provider honours or refuses them."""

import json
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from stackrig.deployment.provider.configuration import Place, make_provider
from stackrig.deployment.stacks import deploy
from stackrig.emulator.clients import Keys
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import DeployError

TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
OTHER = "111122223333"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")


@pytest.fixture(scope="module")
def place(localstack_server: AwsEndpoint) -> Place:
    """Return where providers of this module are."""
    url = localstack_server.endpoint_url
    return Place(endpoint_url=url, region="us-east-1", keys=Keys("test"), account="", disposable=True)


def program() -> None:
    role = aws.iam.Role("shop", assume_role_policy="{}", tags={"own": "tag"})
    pulumi.export("tags", role.tags_all)


def test_default_tags_of_the_stack_config(localstack_server: AwsEndpoint) -> None:
    """`aws:defaultTags` goes on every resource, and is in tagsAll."""
    config = {"aws:defaultTags": {"tags": {"team": "blue"}}}

    with deploy("config", "tags", program, localstack=localstack_server, config=config) as outputs:
        assert outputs["tags"] == {"team": "blue", "own": "tag"}


def test_a_key_of_the_stack_config_that_is_not_supported(localstack_server: AwsEndpoint) -> None:
    """An unsupported key is refused by name before anything is created."""
    config = {"aws:ignoreTags": {"keys": ["team"]}}

    refused = pytest.raises(DeployError, match="does not support ignoreTags")
    with refused, deploy("config", "refused", program, localstack=localstack_server, config=config):
        pass


@pytest.mark.parametrize("form", ["assumeRoles", "assumeRole"])
def test_a_role_is_assumed(place: Place, form: str) -> None:
    """Resources of the provider are in the role's account; pulumi_aws 7 has a list of roles, 6 a single one."""
    role = {"roleArn": f"arn:aws:iam::{OTHER}:role/deployer", "sessionName": "tests"}

    provider = make_provider(place, {form: json.dumps([role] if form == "assumeRoles" else role)})

    assert provider.account_id == OTHER


def test_a_role_that_is_refused_is_named(place: Place) -> None:
    """STS's reason is part of the error."""
    with pytest.raises(DeployError, match="the provider's role no-arn could not be assumed"):
        make_provider(place, {"assumeRoles": [{"roleArn": "no-arn"}]})


@pytest.mark.parametrize("inputs", [{"allowedAccountIds": [OTHER]}, {"forbiddenAccountIds": ["000000000000"]}])
def test_accounts_that_are_excluded(place: Place, inputs: dict[str, Any]) -> None:
    """The guard of the program holds here, too."""
    with pytest.raises(DeployError, match="credentials belong to account 000000000000, which its"):
        make_provider(place, inputs)


def test_what_has_no_effect_here_is_accepted(place: Place) -> None:
    """Programs for LocalStack switch checks of the real provider off."""
    inputs = {"skipCredentialsValidation": "true", "s3UsePathStyle": True, "profile": "dev", "maxRetries": 5}

    assert make_provider(place, inputs).account_id == "000000000000"


def test_another_emulator_is_not_disposable(place: Place) -> None:
    """A provider with an endpoint of its own talks to what may be somebody's."""
    provider = make_provider(place, {"endpoints": [{"s3": "http://127.0.0.1:9"}]})

    assert not provider.disposable
    assert make_provider(place, {}).disposable
