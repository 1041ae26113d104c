"""Make the light AWS provider from the inputs of an aws.Provider, or from the `aws:` keys of a stack's config."""

import functools
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from stackrig.deployment.provider.registry import words
from stackrig.emulator.clients import Clients, Keys
from stackrig.errors import DeployError

if TYPE_CHECKING:
    from stackrig.deployment.provider.aws import AwsProvider

log = logging.getLogger("stackrig")

LOOPBACK_NAMES = ("localhost", "::1", "localhost.localstack.cloud")
SHARED_PROVIDERS = 8
SESSION = "stackrig"  # the session name of an assumed role when the program gives none
# Inputs of pulumi_aws 4 to 7. Other inputs are refused, unless they are harmless.
HONOURED = words(
    "accessKey allowedAccountIds assumeRole assumeRoles defaultTags endpoints forbiddenAccountIds region secretKey"
    " token version pluginDownloadURL"
)
HARMLESS = words(  # they control how the real provider finds its credentials, checks them or sends its requests
    "customCaBundle ec2MetadataServiceEndpoint ec2MetadataServiceEndpointMode httpProxy httpsProxy insecure maxRetries"
    " noProxy retryMode s3ForcePathStyle s3UsEast1RegionalEndpoint s3UsePathStyle skipCredentialsValidation"
    " skipGetEc2Platforms skipMetadataApiCheck skipRegionValidation skipRequestingAccountId stsRegion"
    " tokenBucketRateLimiterCapacity useDualstackEndpoint useFipsEndpoint userAgents"
)
CREDENTIALS = words("profile sharedConfigFiles sharedCredentialsFile sharedCredentialsFiles")
ROLE = {  # STS's names for the properties of an item of assumeRoles, except its duration
    "roleArn": "RoleArn",
    "sessionName": "RoleSessionName",
    "externalId": "ExternalId",
    "policy": "Policy",
    "sourceIdentity": "SourceIdentity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Hold the default place of a provider's resources.

    `account` is the only AWS account that may be touched; it is empty for an emulator.
    """

    endpoint_url: str
    region: str
    keys: Keys
    account: str
    disposable: bool


def make_provider(place: Place, inputs: Mapping[str, Any]) -> "AwsProvider":
    """Return the provider for the inputs of an aws.Provider. Providers with equal inputs share their connections.

    Raises:
        DeployError: an input can't be honoured, or STS refused a role.
    """
    endpoint_url = _endpoint(place, inputs)
    _check_inputs(inputs, emulator=bool(endpoint_url))
    given = {name: str(inputs.get(name) or "") for name in ("accessKey", "secretKey", "token")}
    own = place.keys if endpoint_url else Keys("", "")
    region = str(inputs.get("region") or place.region)
    keys = Keys(given["accessKey"] or own.access_key, given["secretKey"] or own.secret_key, given["token"])
    for role in _roles(inputs):
        keys = _assume(endpoint_url, region, keys, role)
    tags = (_parse(inputs, "defaultTags", None) or {}).get("tags") or {}
    provider = _shared_provider(
        Place(
            endpoint_url=endpoint_url,
            region=region,
            keys=keys,
            account="" if endpoint_url else place.account,
            disposable=place.disposable and endpoint_url == place.endpoint_url,
        ),
        tuple(sorted(tags.items())),
    )
    _check_account(provider, inputs)
    return provider


@functools.lru_cache(maxsize=SHARED_PROVIDERS)
def _shared_provider(place: Place, tags: tuple[tuple[str, str], ...]) -> "AwsProvider":
    """Make a provider and keep it for later deployments: botocore takes 0.3 s for the clients of six services.

    Its idle connections close when the last reference to it goes, or at exit (urllib3's pools see to that).
    """
    from stackrig.deployment.provider.aws import AwsProvider

    return AwsProvider(
        endpoint_url=place.endpoint_url or None,
        region=place.region,
        keys=place.keys,
        account=place.account,
        default_tags=dict(tags),
        disposable=place.disposable,
    )


def _check_inputs(inputs: Mapping[str, Any], *, emulator: bool) -> None:
    """Log the inputs that have no effect, and refuse those that would change what is deployed or in whose account."""
    given = {name for name, value in inputs.items() if _parse(inputs, name, None) not in (None, "", [], {}, False)}
    without_effect = given & HARMLESS | (given & CREDENTIALS if emulator else set())
    for name in sorted(without_effect):
        log.debug("the provider's %s has no effect with stackrig's light AWS provider", name)
    if unknown := given - HONOURED - without_effect:
        raise DeployError(
            f"stackrig's light AWS provider does not support {', '.join(sorted(unknown))} of an aws.Provider",
            remedies=[
                "deploy with the real AWS provider: --deploy-engine=cli --aws-provider=plugin",
                "leave it out where the program is tested",
            ],
        )


def _roles(inputs: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the roles to assume, each with the credentials of the one before; pulumi_aws 6 has a single role."""
    one, many = _parse(inputs, "assumeRole", None), _parse(inputs, "assumeRoles", None)
    return [role for role in [*([one] if one else []), *(many or [])] if role.get("roleArn")]


def _assume(endpoint_url: str, region: str, keys: Keys, role: Mapping[str, Any]) -> Keys:
    """Return the keys of a role. AWS chooses the duration: it is longer than a deployment."""
    from botocore.exceptions import BotoCoreError, ClientError

    parameters = {member: role[name] for name, member in ROLE.items() if role.get(name)}
    clients = Clients(endpoint_url=endpoint_url or None, region=region, keys=keys)
    try:
        sts: Any = clients.get("sts", region)
        found = sts.assume_role(**{"RoleSessionName": SESSION, **parameters})["Credentials"]
    except (BotoCoreError, ClientError) as error:
        raise DeployError(f"the provider's role {role['roleArn']} could not be assumed: {error}") from error
    finally:
        clients.close()
    return Keys(found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"])


def _check_account(provider: "AwsProvider", inputs: Mapping[str, Any]) -> None:
    allowed = _parse(inputs, "allowedAccountIds", None) or []
    forbidden = _parse(inputs, "forbiddenAccountIds", None) or []
    if (allowed and provider.account_id not in allowed) or (forbidden and provider.account_id in forbidden):
        raise DeployError(
            f"the provider's credentials belong to account {provider.account_id}, which its allowedAccountIds or"
            " forbiddenAccountIds exclude",
            remedies=["leave them out where the program is tested", f"allow {provider.account_id}"],
        )


def _endpoint(place: Place, inputs: Mapping[str, Any]) -> str:
    """Return the endpoint of a provider of the program: the rig's, or the one that it names on this machine."""
    named = {url for item in _parse(inputs, "endpoints", []) for url in item.values() if url}
    for url in named:
        host = urlsplit(url).hostname or ""
        if host not in LOOPBACK_NAMES and not host.startswith("127.") and not host.endswith((".localhost",)):
            raise DeployError(
                f"the provider's endpoint {url} is not on this machine", remedies=["leave endpoints= out of it"]
            )
    return named.pop() if len(named) == 1 else place.endpoint_url


def _parse(inputs: Mapping[str, Any], name: str, default: Any) -> Any:
    """Return a provider's input; the SDK and the configuration send everything but texts as JSON."""
    value = inputs.get(name)
    if isinstance(value, str) and value[:1] in {"{", "[", "t", "f"}:
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return default if value is None else value
