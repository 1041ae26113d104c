"""Subnets that EC2 refuses.

See https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html; the text is that of AWS's answer.
"""

from collections.abc import Mapping
from typing import Any

from ..services.faults import service_fault

ADDRESSES = ("CidrBlock", "Ipv4IpamPoolId", "Ipv6CidrBlock", "Ipv6IpamPoolId")


def _check_subnet(_context: Any, request: Mapping[str, Any]) -> None:
    if not (request.get("Ipv6Native") or any(request.get(name) for name in ADDRESSES)):
        raise service_fault("MissingParameter", "Either 'cidrBlock' or 'ipv6CidrBlock' should be provided.")


CHECKS = {"CreateSubnet": _check_subnet}
