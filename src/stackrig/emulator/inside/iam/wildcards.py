"""Resources as a policy would name them: one name for many objects, and none of the names that a deployment made up."""

import re

WHOLE = {  # resources of which one name stands for many, and how they are written in a policy
    re.compile(r"(arn:[^:]+:s3:::[^/]+)/.*", re.DOTALL): r"\1/*",
    re.compile(r"(arn:[^:]+:logs:.*:log-group:[^:]+):.*", re.DOTALL): r"\1:*",
    re.compile(r"(arn:[^:]+:states:[^:]*:[^:]*:(?:express|execution):[^:]+):.*"): r"\1:*",
}
# Pulumi adds such letters to a name: see "Autonaming" in its documentation,
# https://www.pulumi.com/docs/iac/concepts/names/. Terraform's provider adds such digits to a prefix.
MADE_UP = re.compile(r"(?<=[-_])(?:[0-9a-f]{7}|\d{26})(?![0-9A-Za-z])")
# Secrets Manager adds six characters to a name: see "Secret ARN" in its user guide.
SECRET = re.compile(r"(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:.+)-\w{6}")
PLACE = re.compile(r"(arn:[^:]+:[^:]+):([^:]*):(\d+):(.*)", re.DOTALL)


def generalized(resource: str) -> str:
    """Return a resource as a policy would name it: all objects of a bucket, all streams of a log group."""
    for pattern, whole in WHOLE.items():
        if pattern.fullmatch(resource):
            return pattern.sub(whole, resource)
    return resource


def to_paste(resource: str, account: str) -> str:
    """Return a resource as it would be named for every deployment, in the caller's own account and its regions.

    Args:
        account: the caller's; a resource of another account keeps its account and region.
    """
    named = SECRET.sub(r"\1-*", MADE_UP.sub("*", resource))
    found = PLACE.fullmatch(named)
    if found and found[3] == account:
        return f"{found[1]}:{found[2] and '*'}:*:{found[4]}"
    return named
