"""EC2: endpoints, access lists, flow logs, peering connections and main route tables."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.ec2_common import SERVICE, arn_of, filters, first, in_order, tagging
from stackrig.deployment.provider.services.modelled import plain
from stackrig.errors import DeployError

MEMBERSHIPS = {  # list properties of an endpoint, with the parameters that add and remove members
    "routeTableIds": "RouteTableIds",
    "subnetIds": "SubnetIds",
    "securityGroupIds": "SecurityGroupIds",
}


def _read_endpoint(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_vpc_endpoints", "VpcEndpoints", VpcEndpointIds=[properties["id"]])
    if found is None or found["State"].lower() in {"deleted", "deleting"}:
        return None
    listed: Properties = {
        name: in_order(found.get(member) or [], properties.get(name)) for name, member in MEMBERSHIPS.items()
    }
    listed["securityGroupIds"] = [item["GroupId"] for item in found.get("Groups", ())] or properties.get(
        "securityGroupIds"
    )
    service = [{"Name": "prefix-list-name", "Values": [found["ServiceName"]]}]
    prefix = first(scope, "describe_prefix_lists", "PrefixLists", Filters=service) or {}
    policy = found.get("PolicyDocument") or properties.get("policy")
    prefix_id = (prefix or {}).get("PrefixListId", "")
    return {
        **found,
        **listed,
        "policy": policy,
        "prefixListId": prefix_id,
        "privateDnsEnabled": found.get("VpcEndpointType") != "Gateway" and found.get("PrivateDnsEnabled", False),
        "cidrBlocks": (prefix or {}).get("Cidrs", []),
    }


def _set_members(scope: Scope, properties: Properties) -> None:
    found = first(scope, "describe_vpc_endpoints", "VpcEndpoints", VpcEndpointIds=[properties["id"]]) or {}
    given: dict[str, Any] = {}
    for name, member in MEMBERSHIPS.items():
        present, wanted = set(found.get(member) or ()), set(properties.get(name) or ())
        if wanted - present:
            given[f"Add{member}"] = sorted(wanted - present)
        if present - wanted:
            given[f"Remove{member}"] = sorted(present - wanted)
    if properties.get("policy"):
        given["PolicyDocument"] = properties["policy"]
    scope.call(SERVICE, "modify_vpc_endpoint", VpcEndpointId=properties["id"], **given)


def _delete_endpoint(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "delete_vpc_endpoints", VpcEndpointIds=[properties["id"]])


# --- access lists -----------------------------------------------------------------------------------------------------

UNNUMBERED = 32767  # the last rule of every list, which denies everything else
PROTOCOLS = {"tcp": "6", "udp": "17", "icmp": "1", "all": "-1"}


def _entry(rule: Properties, *, egress: bool, acl: str) -> dict[str, Any]:
    protocol = str(rule["protocol"])
    entry: dict[str, Any] = {
        "NetworkAclId": acl,
        "Egress": egress,
        "Protocol": PROTOCOLS.get(protocol, protocol),
        "RuleAction": rule.get("action") or rule.get("ruleAction"),
        "RuleNumber": int(rule.get("ruleNo") or rule["ruleNumber"]),
    }
    names = {"cidrBlock": "CidrBlock", "ipv6CidrBlock": "Ipv6CidrBlock"}
    entry |= {member: rule[name] for name, member in names.items() if rule.get(name)}
    if rule.get("fromPort") is not None:
        entry["PortRange"] = {"From": int(rule["fromPort"]), "To": int(rule.get("toPort") or 0)}
    return entry


def _entries(acl: Properties) -> list[Properties]:
    return [item for item in acl.get("Entries", ()) if item["RuleNumber"] != UNNUMBERED]


def _acl_block(entry: Properties) -> Properties:
    names = {number: name for name, number in PROTOCOLS.items()}
    ports = entry.get("PortRange") or {}
    protocol = entry["Protocol"]
    return {
        "action": entry["RuleAction"],
        "cidrBlock": entry.get("CidrBlock", ""),
        "fromPort": ports.get("From", 0),
        "icmpCode": 0,
        "icmpType": 0,
        "ipv6CidrBlock": entry.get("Ipv6CidrBlock", ""),
        "protocol": "-1" if protocol == "-1" else names.get(protocol, protocol),
        "ruleNo": entry["RuleNumber"],
        "toPort": ports.get("To", 0),
    }


def _read_acl(scope: Scope, properties: Properties) -> Properties | None:
    acl = first(scope, "describe_network_acls", "NetworkAcls", NetworkAclIds=[properties["id"]])
    if acl is None:
        return None
    blocks = {
        direction: in_order(
            [_acl_block(item) for item in _entries(acl) if item["Egress"] == (direction == "egress")],
            properties.get(direction),
        )
        for direction in ("ingress", "egress")
    }
    subnets = [item["SubnetId"] for item in acl.get("Associations", ()) if item.get("SubnetId")]
    return {**acl, **blocks, "subnetIds": in_order(subnets, properties.get("subnetIds"))}


def _set_entries(scope: Scope, properties: Properties) -> None:
    acl = properties["id"]
    found = first(scope, "describe_network_acls", "NetworkAcls", NetworkAclIds=[acl]) or {}
    for item in _entries(found):
        where = {"NetworkAclId": acl, "RuleNumber": item["RuleNumber"], "Egress": item["Egress"]}
        scope.call(SERVICE, "delete_network_acl_entry", **where)
    for direction in ("ingress", "egress"):
        for rule in properties.get(direction) or ():
            scope.call(SERVICE, "create_network_acl_entry", **_entry(rule, egress=direction == "egress", acl=acl))


def _set_subnets(scope: Scope, properties: Properties) -> None:
    for subnet in properties.get("subnetIds") or ():
        where = [{"Name": "association.subnet-id", "Values": [subnet]}]
        current = first(scope, "describe_network_acls", "NetworkAcls", Filters=where) or {}
        for item in current.get("Associations", ()):
            if item["SubnetId"] == subnet and current["NetworkAclId"] != properties["id"]:
                association = item["NetworkAclAssociationId"]
                given = {"AssociationId": association, "NetworkAclId": properties["id"]}
                scope.call(SERVICE, "replace_network_acl_association", **given)


def _delete_acl(scope: Scope, properties: Properties) -> None:
    """Assign the list's subnets to the default list of their VPC, and delete the list."""
    acl = first(scope, "describe_network_acls", "NetworkAcls", NetworkAclIds=[properties["id"]]) or {}
    if acl.get("Associations"):
        where = [{"Name": "vpc-id", "Values": [acl["VpcId"]]}, {"Name": "default", "Values": ["true"]}]
        default = first(scope, "describe_network_acls", "NetworkAcls", Filters=where) or {}
        subnets = [item["SubnetId"] for item in acl["Associations"]]
        _set_subnets(scope, {"id": default["NetworkAclId"], "subnetIds": subnets})
    scope.call(SERVICE, "delete_network_acl", NetworkAclId=properties["id"])


def _create_acl_rule(scope: Scope, properties: Properties) -> Properties:
    entry = _entry(properties, egress=bool(properties.get("egress")), acl=properties["networkAclId"])
    scope.call(SERVICE, "create_network_acl_entry", **entry)
    return {}


def _read_acl_rule(scope: Scope, properties: Properties) -> Properties | None:
    acl = first(scope, "describe_network_acls", "NetworkAcls", NetworkAclIds=[properties["networkAclId"]]) or {}
    for item in _entries(acl):
        key = item["RuleNumber"], item["Egress"]
        if key == (int(properties["ruleNumber"]), bool(properties.get("egress"))):
            return {"cidrBlock": item.get("CidrBlock", ""), "ruleAction": item["RuleAction"]}
    return None


def _delete_acl_rule(scope: Scope, properties: Properties) -> None:
    where = {"NetworkAclId": properties["networkAclId"], "RuleNumber": int(properties["ruleNumber"])}
    scope.call(SERVICE, "delete_network_acl_entry", **where, Egress=bool(properties.get("egress")))


# --- flow logs and peering --------------------------------------------------------------------------------------------

LOGGED = {"vpcId": "VPC", "subnetId": "Subnet", "eniId": "NetworkInterface"}


def _create_flow_log(scope: Scope, properties: Properties) -> Properties:
    names = {
        "trafficType": "TrafficType",
        "logDestinationType": "LogDestinationType",
        "logDestination": "LogDestination",
        "iamRoleArn": "DeliverLogsPermissionArn",
        "logFormat": "LogFormat",
        "maxAggregationInterval": "MaxAggregationInterval",
    }
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    name, kind = next((name, kind) for name, kind in LOGGED.items() if properties.get(name))
    found = scope.call(SERVICE, "create_flow_logs", ResourceIds=[properties[name]], ResourceType=kind, **given)
    return {"id": found["FlowLogIds"][0]}


def _delete_flow_log(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "delete_flow_logs", FlowLogIds=[properties["id"]])


def _accept(scope: Scope, properties: Properties) -> None:
    if properties.get("autoAccept"):
        peering = {"VpcPeeringConnectionId": properties["id"]}
        scope.call(SERVICE, "accept_vpc_peering_connection", **peering)


def _take_peering(scope: Scope, properties: Properties) -> Properties:
    """Manage the accepter's side of a connection that the other side requested."""
    known = {"id": properties["vpcPeeringConnectionId"]}
    _accept(scope, {**properties, **known})
    return known


def _leave_peering(_scope: Scope, _properties: Properties) -> None:
    """Keep the connection: its requester deletes it."""


def _read_peering(scope: Scope, properties: Properties) -> Properties | None:
    given = {"VpcPeeringConnectionIds": [properties["id"]]}
    found = first(scope, "describe_vpc_peering_connections", "VpcPeeringConnections", **given)
    if found is None or found["Status"]["Code"] in {"deleted", "rejected"}:
        return None
    accepter, requester = found["AccepterVpcInfo"], found["RequesterVpcInfo"]
    return {
        "acceptStatus": found["Status"]["Code"],
        "peerOwnerId": accepter.get("OwnerId", ""),
        "peerVpcId": accepter["VpcId"],
        "vpcId": requester["VpcId"],
        "peerRegion": accepter.get("Region", scope.region),
        "vpcPeeringConnectionId": properties["id"],
        "tags": {tag["Key"]: tag["Value"] for tag in found.get("Tags", ())},
    }


def _main_association(scope: Scope, vpc: str) -> dict[str, Any] | None:
    """Return the association of a VPC's main route table."""
    where = [*filters(vpc_id=vpc), *filters(**{"association.main": "true"})]
    table = first(scope, "describe_route_tables", "RouteTables", Filters=where) or {}
    return next((item for item in table.get("Associations", ()) if item.get("Main")), None)


def _make_main(scope: Scope, properties: Properties) -> Properties:
    """Make a route table the main one of its VPC, and return which one was main before."""
    before = _main_association(scope, properties["vpcId"])
    if before is None:
        raise DeployError(f"the VPC {properties['vpcId']} has no main route table")
    _replace_main(scope, before["RouteTableAssociationId"], properties["routeTableId"])
    now = _main_association(scope, properties["vpcId"]) or before
    return {"id": now["RouteTableAssociationId"], "originalRouteTableId": before["RouteTableId"]}


def _replace_main(scope: Scope, association: str, table: str) -> None:
    scope.call(SERVICE, "replace_route_table_association", AssociationId=association, RouteTableId=table)


def _read_main(scope: Scope, properties: Properties) -> Properties | None:
    found = _main_association(scope, properties["vpcId"])
    same = found is not None and found["RouteTableId"] == properties["routeTableId"]
    return {"routeTableId": properties["routeTableId"]} if same else None


def _unmake_main(scope: Scope, properties: Properties) -> None:
    found = _main_association(scope, properties["vpcId"])
    if found and found["RouteTableId"] == properties["routeTableId"]:
        _replace_main(scope, found["RouteTableAssociationId"], properties["originalRouteTableId"])


RESOURCES = (
    Resource(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        SERVICE,
        create=_make_main,
        read=(_read_main,),
        delete=_unmake_main,
        unique=False,
        auto_name=NO_NAME,
        once=words("originalRouteTableId"),
        delete_before_replace=True,
        replace_on=words("vpcId routeTableId"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        SERVICE,
        create=Call(
            "create_vpc_endpoint", {"policy": "PolicyDocument"}, result="VpcEndpoint", learn={"id": "VpcEndpointId"}
        ),
        read=(_read_endpoint,),
        updates=(Change(frozenset({*MEMBERSHIPS, "policy"}), _set_members),),
        delete=_delete_endpoint,
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("vpc-endpoint"),
        defaults={"vpcEndpointType": "Gateway"},
        replace_on=words("vpcId serviceName vpcEndpointType"),
        documents=words("policy"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/networkAcl:NetworkAcl",
        SERVICE,
        create=Call("create_network_acl", result="NetworkAcl", learn={"id": "NetworkAclId"}),
        read=(_read_acl,),
        updates=(Change(words("ingress egress"), _set_entries), Change(words("subnetIds"), _set_subnets)),
        delete=_delete_acl,
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("network-acl"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/networkAclRule:NetworkAclRule",
        SERVICE,
        create=_create_acl_rule,
        read=(_read_acl_rule,),
        delete=_delete_acl_rule,
        id=lambda it: f"nacl-{it['networkAclId']}-{it['ruleNumber']}-{bool(it.get('egress'))}",
        auto_name=NO_NAME,
        defaults={"egress": False},
        replace_on=words("networkAclId ruleNumber egress protocol ruleAction cidrBlock ipv6CidrBlock fromPort toPort"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/flowLog:FlowLog",
        SERVICE,
        create=_create_flow_log,
        read=(
            Call(
                "describe_flow_logs",
                {"id": "FlowLogIds", "iamRoleArn": "DeliverLogsPermissionArn"},
                result="FlowLogs[0]",
            ),
        ),
        delete=_delete_flow_log,
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("vpc-flow-log"),
        defaults={"logDestinationType": "cloud-watch-logs", "maxAggregationInterval": 600},
        replace_on=frozenset(LOGGED) | words("trafficType logDestination logDestinationType iamRoleArn logFormat"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        SERVICE,
        create=Call(
            "create_vpc_peering_connection", result="VpcPeeringConnection", learn={"id": "VpcPeeringConnectionId"}
        ),
        read=(_read_peering,),
        updates=(Change(words("autoAccept"), _accept),),
        delete=Call("delete_vpc_peering_connection", {"id": "VpcPeeringConnectionId"}),
        tagging=tagging(),
        auto_name=NO_NAME,
        replace_on=words("vpcId peerVpcId peerOwnerId peerRegion"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
        SERVICE,
        create=_take_peering,
        read=(_read_peering,),
        updates=(Change(words("autoAccept"), _accept),),
        delete=_leave_peering,
        tagging=tagging(),
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("vpcPeeringConnectionId"),
        modelled=True,
    ),
    plain(
        "aws:ec2/managedPrefixList:ManagedPrefixList",
        SERVICE,
        "managed_prefix_list",
        create=Call(
            "create_managed_prefix_list", {"name": "PrefixListName"}, result="PrefixList", learn={"id": "PrefixListId"}
        ),
        read=(
            Call(
                "describe_managed_prefix_lists",
                {"id": "PrefixListIds"},
                result="PrefixLists[0]",
                gone="contains(State, 'delete')",
            ),
        ),
        delete=Call("delete_managed_prefix_list", {"id": "PrefixListId"}),
        tagging=tagging(),
        names={"name": "PrefixListName", "arn": "PrefixListArn"},
    ),
)
