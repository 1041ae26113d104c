"""EC2: transit gateways, their attachments and their routes."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Resource, words
from stackrig.deployment.provider.services.ec2_common import SERVICE, arn_of, filters, first, tagging
from stackrig.deployment.provider.services.modelled import GONE, inside, plain
from stackrig.deployment.provider.wire import to_pascal

OPTIONS = {
    name: f"Options.{to_pascal(name)}"
    for name in (
        *("amazonSideAsn", "associationDefaultRouteTableId", "autoAcceptSharedAttachments", "dnsSupport"),
        *("defaultRouteTableAssociation", "defaultRouteTablePropagation", "multicastSupport", "vpnEcmpSupport"),
        *("propagationDefaultRouteTableId", "securityGroupReferencingSupport", "transitGatewayCidrBlocks"),
    )
}


def _link(token: str, add: str, remove: str, read: str, member: str, *accepted: str) -> Resource:
    """Describe the link between an attachment and a route table."""

    def read_link(scope: Scope, properties: Properties) -> Properties | None:
        wanted = filters(transit_gateway_attachment_id=properties["transitGatewayAttachmentId"])
        table = properties["transitGatewayRouteTableId"]
        found = first(scope, read, member, TransitGatewayRouteTableId=table, Filters=wanted)
        return found if found and found.get("State") not in {"disassociated", "disabled"} else None

    return Resource(
        token,
        SERVICE,
        create=Call(add),
        read=(read_link,),
        delete=Call(remove),
        id="{transitGatewayRouteTableId}_{transitGatewayAttachmentId}",
        auto_name=NO_NAME,
        replace_on=words("transitGatewayAttachmentId transitGatewayRouteTableId"),
        accepted=frozenset(accepted),
        modelled=True,
    )


def _read_route(scope: Scope, properties: Properties) -> Properties | None:
    wanted = filters(**{"route-search.exact-match": properties["destinationCidrBlock"]})
    table = properties["transitGatewayRouteTableId"]
    found = first(scope, "search_transit_gateway_routes", "Routes", TransitGatewayRouteTableId=table, Filters=wanted)
    if found is None or found["DestinationCidrBlock"] != properties["destinationCidrBlock"]:
        return None
    attached = (found.get("TransitGatewayAttachments") or [{}])[0]
    attachment = attached.get("TransitGatewayAttachmentId") or properties.get("transitGatewayAttachmentId")
    return {"blackhole": found.get("State") == "blackhole", "transitGatewayAttachmentId": attachment}


RESOURCES = (
    plain(
        "aws:ec2transitgateway/transitGateway:TransitGateway",
        SERVICE,
        "transit_gateway",
        create=Call(
            "create_transit_gateway",
            added=inside(SERVICE, "create_transit_gateway", "Options", {}),
            takes=frozenset(OPTIONS),
            result="TransitGateway",
        ),
        read=(
            Call(
                "describe_transit_gateways",
                {"id": "TransitGatewayIds"},
                result="TransitGateways[0]",
                gone=GONE,
                learn=OPTIONS,
            ),
        ),
        defaults={"securityGroupReferencingSupport": "disable"},
        tagging=tagging(),
        auto_name=NO_NAME,
    ),
    plain(
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        SERVICE,
        "transit_gateway_vpc_attachment",
        tagging=tagging(),
        auto_name=NO_NAME,
        id="{id}",
        unique=False,
        names={"id": ("TransitGatewayAttachmentId", "TransitGatewayAttachmentIds")},
        computed=arn_of("transit-gateway-attachment"),
        defaults={
            "applianceModeSupport": "disable",
            "dnsSupport": "enable",
            "ipv6Support": "disable",
            "transitGatewayDefaultRouteTableAssociation": True,
            "transitGatewayDefaultRouteTablePropagation": True,
        },
        replace_on=words("transitGatewayId vpcId"),
    ),
    plain(
        "aws:ec2transitgateway/routeTable:RouteTable",
        SERVICE,
        "transit_gateway_route_table",
        tagging=tagging(),
        auto_name=NO_NAME,
        id="{id}",
        unique=False,
        names={"id": ("TransitGatewayRouteTableId", "TransitGatewayRouteTableIds")},
        computed=arn_of("transit-gateway-route-table"),
        replace_on=words("transitGatewayId"),
    ),
    _link(
        "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
        "associate_transit_gateway_route_table",
        "disassociate_transit_gateway_route_table",
        "get_transit_gateway_route_table_associations",
        "Associations",
        "replaceExistingAssociation",
    ),
    _link(
        "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
        "enable_transit_gateway_route_table_propagation",
        "disable_transit_gateway_route_table_propagation",
        "get_transit_gateway_route_table_propagations",
        "TransitGatewayRouteTablePropagations",
    ),
    Resource(
        "aws:ec2transitgateway/route:Route",
        SERVICE,
        create=Call("create_transit_gateway_route"),
        read=(_read_route,),
        delete=Call("delete_transit_gateway_route"),
        id="{transitGatewayRouteTableId}_{destinationCidrBlock}",
        auto_name=NO_NAME,
        defaults={"blackhole": False},
        replace_on=words("blackhole destinationCidrBlock transitGatewayAttachmentId transitGatewayRouteTableId"),
        modelled=True,
    ),
)
