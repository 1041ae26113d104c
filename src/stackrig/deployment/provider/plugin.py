"""The configuration that leads the real AWS provider, Pulumi's plugin, to one emulator or account and nowhere else."""

import json

from stackrig.deployment.provider.schema import wire_names

ACCOUNT_GUARD = "allowedAccountIds"  # the input by which the provider refuses other accounts

# As in LocalStack's own pulumilocal, except for the account: its id is part of many ARNs, and STS reports it.
FLAGS = {
    "s3UsePathStyle": "true",
    "skipCredentialsValidation": "true",
    "skipMetadataApiCheck": "true",
    "skipRegionValidation": "true",
}


def plugin_inputs(endpoint_url: str, account: str) -> dict[str, str]:
    """Return the inputs that a plugin's provider must have: the endpoint of every service, and no checks.

    Without an endpoint the place is AWS itself, in this account only.
    """
    if not endpoint_url:
        return {ACCOUNT_GUARD: json.dumps([account])}
    endpoints = [dict.fromkeys(endpoint_keys(), endpoint_url)]
    return {**FLAGS, "endpoints": json.dumps(endpoints)}


def endpoint_keys() -> list[str]:
    """Return the services for which the installed pulumi_aws has an endpoint; a newer one may have more."""
    from pulumi_aws._inputs import ProviderEndpointArgs

    return sorted(wire_names(ProviderEndpointArgs).values())
