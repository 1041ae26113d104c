"""The configuration that leads the real AWS provider, Pulumi's plugin, to one emulator or account and nowhere else."""

import json

from stackrig.deployment.provider.schema import wire_names

ACCOUNT_GUARD = "allowedAccountIds"  # the input by which the provider refuses other accounts

# As LocalStack's own pulumilocal has them, but for the account: its id is part of many ARNs, and STS tells it.
FLAGS = {
    "s3UsePathStyle": "true",
    "skipCredentialsValidation": "true",
    "skipMetadataApiCheck": "true",
    "skipRegionValidation": "true",
}


def plugin_inputs(endpoint_url: str, account: str) -> dict[str, str]:
    """Return the inputs a provider of the plugin must have: the endpoint of every service it knows, and no checks.

    Without an endpoint it is AWS itself, in no account but this one.
    """
    if not endpoint_url:
        return {ACCOUNT_GUARD: json.dumps([account])}
    endpoints = [dict.fromkeys(endpoint_keys(), endpoint_url)]
    return {**FLAGS, "endpoints": json.dumps(endpoints)}


def endpoint_keys() -> list[str]:
    """Return the services the installed pulumi_aws has an endpoint for, as `lambda`; a newer one may have more."""
    from pulumi_aws._inputs import ProviderEndpointArgs

    return sorted(wire_names(ProviderEndpointArgs).values())
