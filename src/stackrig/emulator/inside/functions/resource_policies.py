"""Resource policies of functions, which decide which services may call a function.

See https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..iam import policies
from ..iam.evaluation import Policies, decide

ACTION = "lambda:InvokeFunction"


@dataclass(frozen=True, slots=True)
class Caller:
    """Hold a calling service, such as `apigateway.amazonaws.com`, and the resource for which it calls.

    `arns` has more than one member where AWS documents more than one form of the resource's ARN; either may match.
    """

    principal: str
    arns: tuple[str, ...]
    account: str


def permits(statements: Sequence[Mapping[str, Any]], caller: Caller) -> bool:
    """Tell whether the statements of a function's policy let a service call the function."""
    own = [{key: value for key, value in one.items() if key != "Resource"} for one in statements]
    held = Policies(resource=policies.read({"Statement": own}))
    service = policies.Caller(caller.principal, service=caller.principal)
    requests = [policies.Request(ACTION, (), _values(arn, caller)) for arn in caller.arns]
    return any(decide(service, request, held).is_allowed for request in requests)


def _values(arn: str, caller: Caller) -> dict[str, tuple[str, ...]]:
    return {"aws:sourcearn": (arn,), "aws:sourceaccount": (caller.account,)}
