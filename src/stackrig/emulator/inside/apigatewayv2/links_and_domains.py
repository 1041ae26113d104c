"""The operations on custom domain names, their mappings to APIs, and VPC links, which are records only."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from ..services.faults import not_found
from . import checks
from .parts import Handler, given, locked, merge, page
from .records import Domain, Record, Records, domains, links, new_id, own, partition_of

ZONE = "Z1UJRXOUMOOFQ8"  # Route 53's zone of regional domain names in us-east-1


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    found: dict[str, Handler] = {
        "CreateDomainName": _create_domain,
        "GetDomainName": lambda context, request: _domain(context, request["DomainName"]).record,
        "GetDomainNames": lambda context, request: page((one.record for one in own(domains, context)), request),
        "UpdateDomainName": _update_domain,
        "DeleteDomainName": _delete_domain,
        "CreateApiMapping": _create_mapping,
        "GetApiMapping": lambda context, request: _mapping(context, request)[1],
        "GetApiMappings": lambda context, request: page(
            _domain(context, request["DomainName"]).mappings.values(), request
        ),
        "UpdateApiMapping": _update_mapping,
        "DeleteApiMapping": _delete_mapping,
        "CreateVpcLink": _create_link,
        "GetVpcLink": lambda context, request: _link(context, request["VpcLinkId"]),
        "GetVpcLinks": lambda context, request: page(_links(context).values(), request),
        "UpdateVpcLink": _update_link,
        "DeleteVpcLink": _delete_link,
    }
    return {name: locked(handler) for name, handler in found.items()}


def find(context: Any, kind: str, name: str) -> Record:
    """Return the record of a domain name or a link, as ARNs name them."""
    return _domain(context, name).record if kind == "domainnames" else _link(context, name)


def _domain(context: Any, name: str) -> Domain:
    found = next((one for one in own(domains, context) if one.record["DomainName"] == name), None)
    if found is None:
        raise not_found("The domain name resource specified in the request was not found.")
    return found  # type: ignore[no-any-return]


def _create_domain(context: Any, request: Record) -> Record:
    name = request["DomainName"]
    record = {"Tags": {}, "RoutingMode": "API_MAPPING_ONLY", **given(context, request), "DomainName": name}
    checks.check_domain(record)
    record["ApiMappingSelectionExpression"] = "$request.basepath"
    record["DomainNameArn"] = f"arn:{partition_of(context.region)}:apigateway:{context.region}::/domainnames/{name}"
    record["DomainNameConfigurations"] = _configurations(context, record)
    domains[name] = Domain(context.account_id, context.region, record)
    return record


def _configurations(context: Any, record: Record) -> list[Record]:
    """Return a domain name's configurations, each with AWS's name for its endpoint."""
    digest = hashlib.sha256(record["DomainName"].encode()).hexdigest()[:10]
    target = f"d-{digest}.execute-api.{context.region}.amazonaws.com"
    made = {"ApiGatewayDomainName": target, "DomainNameStatus": "AVAILABLE", "HostedZoneId": ZONE}
    defaults = {"EndpointType": "REGIONAL", "SecurityPolicy": "TLS_1_2", "IpAddressType": "ipv4"}
    return [{**defaults, **one, **made} for one in record.get("DomainNameConfigurations") or ()]


def _update_domain(context: Any, request: Record) -> Record:
    record = _domain(context, request["DomainName"]).record
    record.update(merge(record, given(context, request)))
    record["DomainNameConfigurations"] = _configurations(context, record)
    return record


def _delete_domain(context: Any, request: Record) -> Record:
    del domains[_domain(context, request["DomainName"]).record["DomainName"]]
    return {}


def _mapping(context: Any, request: Record) -> tuple[Records, Record]:
    mappings = _domain(context, request["DomainName"]).mappings
    if request["ApiMappingId"] not in mappings:
        raise not_found("The api mapping resource specified in the request was not found.")
    return mappings, mappings[request["ApiMappingId"]]


def _create_mapping(context: Any, request: Record) -> Record:
    mappings = _domain(context, request["DomainName"]).mappings
    record = {**given(context, request), "ApiMappingId": new_id(6)}
    checks.check_mapping(record, mappings)
    mappings[record["ApiMappingId"]] = record
    return record


def _update_mapping(context: Any, request: Record) -> Record:
    mappings, old = _mapping(context, request)
    others = {name: one for name, one in mappings.items() if one is not old}
    new = {**old, **given(context, request)}
    checks.check_mapping(new, others)
    old.update(new)
    return old


def _delete_mapping(context: Any, request: Record) -> Record:
    mappings, _ = _mapping(context, request)
    del mappings[request["ApiMappingId"]]
    return {}


def _links(context: Any) -> Records:
    return links.setdefault((context.account_id, context.region), {})


def _link(context: Any, name: str) -> Record:
    if name not in _links(context):
        raise not_found("Unable to find VpcLink by Id " + name)
    return _links(context)[name]


def _create_link(context: Any, request: Record) -> Record:
    state = {"VpcLinkStatus": "AVAILABLE", "VpcLinkStatusMessage": "VPC link is ready to route traffic"}
    name = new_id(6)
    made = {"VpcLinkId": name, "VpcLinkVersion": "V2", "CreatedDate": datetime.now(UTC), **state}
    record = {"SecurityGroupIds": [], "Tags": {}, **given(context, request), **made}
    _links(context)[name] = record
    return record


def _update_link(context: Any, request: Record) -> Record:
    record = _link(context, request["VpcLinkId"])
    record.update(given(context, request))
    return record


def _delete_link(context: Any, request: Record) -> Record:
    _link(context, request["VpcLinkId"])
    del _links(context)[request["VpcLinkId"]]
    return {}
