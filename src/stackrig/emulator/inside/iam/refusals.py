"""AWS's errors for requests that IAM refuses: each service has its own code, status and message.

See "Troubleshoot access denied error messages" in IAM's user guide:
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html. The services' own forms are taken
from published messages.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .evaluation import Decision
from .policies import Caller
from .resources import Need

FORBIDDEN, BAD = 403, 400


@dataclass(frozen=True, slots=True)
class Refusal:
    """Hold an error in the client's form."""

    code: str
    message: str
    status: int


def refusal(protocol: str, caller: Caller, need: Need, decision: Decision) -> Refusal:
    """Return AWS's error for a request in a service's protocol, under botocore's name for it."""
    prefix = need.action.partition(":")[0]
    via = next(iter(need.values.get("kms:viaservice") or ()), "").partition(".")[0]
    if via in OF_KEYS:
        code, status, text = OF_KEYS[via]
        return Refusal(code, text or sentence(caller, need, decision), status)
    code, status = CODES.get(prefix) or PROTOCOLS.get(protocol, ("AccessDeniedException", BAD))
    return Refusal(code, WORDS.get(prefix, sentence)(caller, need, decision), status)


def sentence(caller: Caller, need: Need, decision: Decision) -> str:
    """Return the message that most services use."""
    return _said(caller, need.action, need.resources[0] if need.resources else "*", decision.reason)


def _said(caller: Caller, action: str, resource: str, reason: str) -> str:
    where = "" if resource == "*" else f" on resource: {resource}"
    return f"User: {caller.arn} is not authorized to perform: {action}{where} {reason}".rstrip()


def _s3(caller: Caller, need: Need, decision: Decision) -> str:
    resource = need.resources[0] if need.resources else "*"
    return _said(caller, need.action, resource if resource == "*" else f'"{resource}"', decision.reason)


def _renamed(rename: Callable[[str], str]) -> Callable[[Caller, Need, Decision], str]:
    def say(caller: Caller, need: Need, decision: Decision) -> str:
        name = rename(need.action)
        return sentence(caller, Need(name, need.resources), decision).replace(need.action, name)

    return say


def _sts(caller: Caller, need: Need, decision: Decision) -> str:
    """Give no reason: a trust policy belongs to the role."""
    reason = decision.reason if decision.is_explicit else ""
    return _said(caller, need.action, need.resources[0] if need.resources else "*", reason)


def _ses(caller: Caller, need: Need, _decision: Decision) -> str:
    resource = need.resources[0] if need.resources else "*"
    return f"User `{caller.arn}' is not authorized to perform `{need.action}' on resource `{resource}'"


def _ec2(caller: Caller, need: Need, decision: Decision) -> str:
    return f"You are not authorized to perform this operation. {sentence(caller, need, decision)}"


CODES = {
    "cloudwatch": ("AccessDenied", FORBIDDEN),
    "ec2": ("UnauthorizedOperation", FORBIDDEN),
    "sns": ("AuthorizationError", FORBIDDEN),
    "sqs": ("AccessDenied", FORBIDDEN),
}
CIPHERTEXT = (
    "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not"
    " allowed to access."
)
OF_KEYS = {  # for a refused action on the key behind a service's resource; the usual message without a text
    "secretsmanager": ("AccessDeniedException", BAD, "Access to KMS is not allowed"),
    "sns": ("KMSAccessDenied", BAD, ""),
    "sqs": ("KMS.AccessDeniedException", BAD, ""),
    "ssm": (
        "AccessDeniedException",
        BAD,
        CIPHERTEXT,
    ),
}
PROTOCOLS = {
    "ec2": ("AccessDenied", FORBIDDEN),
    "json": ("AccessDeniedException", BAD),
    "query": ("AccessDenied", FORBIDDEN),
    "rest-json": ("AccessDeniedException", FORBIDDEN),
    "rest-xml": ("AccessDenied", FORBIDDEN),
}
WORDS: dict[str, Callable[[Caller, Need, Decision], str]] = {
    "ec2": _ec2,
    "s3": _s3,
    "ses": _ses,
    "sns": _renamed(lambda action: action.replace("sns:", "SNS:")),
    "sqs": _renamed(str.lower),
    "sts": _sts,
}
