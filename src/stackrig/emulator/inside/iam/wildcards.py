"""Resources in the form for a policy: one name for many objects, and no generated names."""

import re

WHOLE = {  # resources that share one name in a policy, and its form
    re.compile(r"(arn:[^:]+:s3:::[^/]+)/.*", re.DOTALL): r"\1/*",
    re.compile(r"(arn:[^:]+:logs:.*:log-group:[^:]+):.*", re.DOTALL): r"\1:*",
    re.compile(r"(arn:[^:]+:states:[^:]*:[^:]*:(?:express|execution):[^:]+):.*"): r"\1:*",
}
# Pulumi adds such letters to names: see "Autonaming" in its documentation,
# https://www.pulumi.com/docs/iac/concepts/names/. Terraform's provider adds such digits to a prefix.
MADE_UP = re.compile(r"(?<=[-_])(?:[0-9a-f]{7}|\d{26})(?![0-9A-Za-z])")
# Secrets Manager adds six characters to names: see "Secret ARN" in its user guide.
SECRET = re.compile(r"(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:.+)-\w{6}")
PLACE = re.compile(r"(arn:[^:]+:[^:]+):([^:]*):(\d+):(.*)", re.DOTALL)


def generalized(resource: str) -> str:
    """Return a resource as a policy names it: all objects of a bucket, all streams of a log group."""
    for pattern, whole in WHOLE.items():
        if pattern.fullmatch(resource):
            return pattern.sub(whole, resource)
    return resource


def to_paste(resource: str, account: str) -> str:
    """Return a resource under a name for every deployment, in the caller's account and its regions.

    Args:
        account: the caller's. A resource of another account keeps its account and region.
    """
    named = SECRET.sub(r"\1-*", MADE_UP.sub("*", resource))
    found = PLACE.fullmatch(named)
    if found and found[3] == account:
        return f"{found[1]}:{found[2] and '*'}:*:{found[4]}"
    return named
