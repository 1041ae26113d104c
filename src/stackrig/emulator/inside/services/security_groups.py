"""EC2 that deletes security groups by id: given both, moto uses the name and fails inside.

It looks for a group of that name in every VPC and then removes it from the default VPC: the answer is a KeyError
unless the group is there. Parallel deletions do not matter.
"""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

from ..emulator import LOCALEMU, NAME
from .modelled import serve_modelled


@aws_provider(api="ec2", name="stackrig")  # type: ignore[untyped-decorator]
def serve_ec2() -> Any:
    """Return LocalStack's EC2, chosen by PROVIDER_OVERRIDE_EC2=stackrig.

    LocalEmu's own starts containers, makes networks, and removes those that other LocalEmus have left: moto's is taken.
    """
    service = serve_modelled("ec2") if NAME == LOCALEMU else _serve_own()
    service.skeleton.dispatch_table["DeleteSecurityGroup"] = _delete_group
    return service


def _serve_own() -> Any:
    from localstack.services.ec2.provider import Ec2Provider  # type: ignore[import-not-found]
    from localstack.services.moto import MotoFallbackDispatcher  # type: ignore[import-not-found]

    return Service.for_provider(Ec2Provider(), dispatch_table_factory=MotoFallbackDispatcher)


def _delete_group(context: Any, request: Any) -> Any:
    """Delete a group by id, or by name in the default VPC, where AWS looks for it.

    Raises:
        CommonServiceException: the default VPC has no group of that name.
    """
    from localstack.services.moto import call_moto_with_request

    given = {name: value for name, value in request.items() if name != "GroupName" and value is not None}
    if "GroupId" not in given and request.get("GroupName"):
        given["GroupId"] = _group_of_default_vpc(context, request["GroupName"])
    return call_moto_with_request(context, given)


def _group_of_default_vpc(context: Any, name: str) -> str:
    from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]
    from moto.ec2.models import ec2_backends  # type: ignore[import-not-found]

    backend = ec2_backends[context.account_id][context.region]
    vpc = getattr(backend.default_vpc, "id", None)
    found = next(
        (group for group in backend.describe_security_groups() if (group.vpc_id, group.name) == (vpc, name)), None
    )
    if found is None:
        text = f"The security group '{name}' does not exist in default VPC '{vpc}'"
        raise CommonServiceException("InvalidGroup.NotFound", text)
    return str(found.id)
