"""Route 53 and AWS Certificate Manager: zones, records, and certificates that count as validated at once."""

import time
import uuid
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.errors import DeployError

ROUTINGS = {  # Pulumi's block for each routing policy, and Route 53's members
    "weightedRoutingPolicies": {"weight": "Weight"},
    "latencyRoutingPolicies": {"region": "Region"},
    "failoverRoutingPolicies": {"type": "Failover"},
}


def _reference() -> str:
    return f"stackrig-{uuid.uuid4().hex}"


def _create_zone(scope: Scope, properties: Properties) -> Properties:
    vpcs = properties.get("vpcs") or []
    given: dict[str, Any] = {
        "Name": properties["name"],
        "CallerReference": _reference(),
        "HostedZoneConfig": {"Comment": properties.get("comment") or "", "PrivateZone": bool(vpcs)},
    }
    if vpcs:
        given["VPC"] = _vpc(scope, vpcs[0])
    if properties.get("delegationSetId"):
        given["DelegationSetId"] = properties["delegationSetId"]
    zone = scope.call("route53", "create_hosted_zone", **given)["HostedZone"]["Id"].rpartition("/")[2]
    for vpc in vpcs[1:]:
        scope.call("route53", "associate_vpc_with_hosted_zone", HostedZoneId=zone, VPC=_vpc(scope, vpc))
    return {"id": zone, "zoneId": zone}


def _vpc(scope: Scope, vpc: Properties) -> dict[str, str]:
    return {"VPCId": vpc["vpcId"], "VPCRegion": vpc.get("vpcRegion") or scope.region}


def _read_zone(scope: Scope, properties: Properties) -> Properties | None:
    zone = properties.get("zoneId") or properties["id"]
    found = scope.find("route53", "get_hosted_zone", Id=zone)
    if found is None:
        return None
    servers = sorted(found.get("DelegationSet", {}).get("NameServers", ()))
    return {
        "arn": f"arn:{scope.places['partition']}:route53:::hostedzone/{zone}",
        "comment": found["HostedZone"].get("Config", {}).get("Comment", ""),
        "name": found["HostedZone"]["Name"].rstrip("."),
        "nameServers": servers,
        "primaryNameServer": servers[0] if servers else "",
        "vpcs": [{"vpcId": item["VPCId"], "vpcRegion": item["VPCRegion"]} for item in found.get("VPCs", ())],
        "zoneId": zone,
    }


def _find_zone(scope: Scope, properties: Properties) -> str | None:
    """Return the zone that has the name, the comment and the same privacy."""
    name, private = f"{properties['name'].removesuffix('.')}.", bool(properties.get("vpcs"))
    for page in scope.pages("route53", "list_hosted_zones"):
        for item in page["HostedZones"]:
            config = item.get("Config", {})
            told = (item["Name"], bool(config.get("PrivateZone")), config.get("Comment", ""))
            if told == (name, private, properties.get("comment") or ""):
                return str(item["Id"]).rpartition("/")[2]
    return None


def _delete_zone(scope: Scope, properties: Properties) -> None:
    zone = properties.get("zoneId") or properties["id"]
    if properties.get("forceDestroy"):
        sets = scope.call("route53", "list_resource_record_sets", HostedZoneId=zone)["ResourceRecordSets"]
        changes = [
            {"Action": "DELETE", "ResourceRecordSet": item} for item in sets if item["Type"] not in {"NS", "SOA"}
        ]
        if changes:
            scope.call("route53", "change_resource_record_sets", HostedZoneId=zone, ChangeBatch={"Changes": changes})
    scope.call("route53", "delete_hosted_zone", Id=zone)


def _set_comment(scope: Scope, properties: Properties) -> None:
    scope.call("route53", "update_hosted_zone_comment", Id=properties["id"], Comment=properties.get("comment") or "")


def _tags_of(kind: str) -> Tagging:
    def add(scope: Scope, properties: Properties) -> None:
        tags = [{"Key": key, "Value": value} for key, value in properties["tags"].items()]
        given = {"ResourceType": kind, "ResourceId": properties["id"]}
        scope.call("route53", "change_tags_for_resource", **given, AddTags=tags)

    def remove(scope: Scope, properties: Properties) -> None:
        given = {"ResourceType": kind, "ResourceId": properties["id"]}
        scope.call("route53", "change_tags_for_resource", **given, RemoveTagKeys=properties["tagKeys"])

    def listed(scope: Scope, properties: Properties) -> Properties:
        given = {"ResourceType": kind, "ResourceId": properties["id"]}
        found = scope.call("route53", "list_tags_for_resource", **given)["ResourceTagSet"]["Tags"]
        return {"tags": {tag["Key"]: tag["Value"] for tag in found}}

    return Tagging(add, remove, listed)


# --- records ---------------------------------------------------------------------------------------------------------


def _full_name(scope: Scope, properties: Properties) -> str:
    """Return a record's name completed by its zone, as Terraform does."""
    zone = scope.call("route53", "get_hosted_zone", Id=properties["zoneId"])["HostedZone"]["Name"].rstrip(".")
    name = str(properties["name"]).rstrip(".").lower()
    return name if name.endswith(zone) else f"{name}.{zone}" if name else zone


def _record(scope: Scope, properties: Properties) -> dict[str, Any]:
    record: dict[str, Any] = {"Name": _full_name(scope, properties), "Type": properties["type"]}
    if aliases := properties.get("aliases"):
        record["AliasTarget"] = {
            "DNSName": aliases[0]["name"],
            "HostedZoneId": aliases[0]["zoneId"],
            "EvaluateTargetHealth": bool(aliases[0]["evaluateTargetHealth"]),
        }
    else:
        record["TTL"] = int(properties.get("ttl") or 0)
        record["ResourceRecords"] = [{"Value": _quoted(properties, value)} for value in properties.get("records") or ()]
    for name, members in ROUTINGS.items():
        for policy in (properties.get(name) or [])[:1]:
            record |= {member: policy[key] for key, member in members.items()}
    names = {"setIdentifier": "SetIdentifier", "healthCheckId": "HealthCheckId"}
    return {**record, **{member: properties[name] for name, member in names.items() if properties.get(name)}}


def _quoted(properties: Properties, value: str) -> str:
    return f'"{value}"' if properties["type"] in {"TXT", "SPF"} and not value.startswith('"') else value


def _change(action: str) -> Any:
    def make(scope: Scope, properties: Properties) -> Properties:
        changes = [{"Action": action, "ResourceRecordSet": _record(scope, properties)}]
        where = {"HostedZoneId": properties["zoneId"], "ChangeBatch": {"Changes": changes}}
        scope.call("route53", "change_resource_record_sets", **where)
        return {}

    return make


def _create_record(scope: Scope, properties: Properties) -> Properties:
    told: Properties = _change("UPSERT" if properties.get("allowOverwrite") else "CREATE")(scope, properties)
    return told


def _delete_record(scope: Scope, properties: Properties) -> None:
    if _read_record(scope, properties) is not None:
        _change("DELETE")(scope, properties)


def _read_record(scope: Scope, properties: Properties) -> Properties | None:
    if scope.find("route53", "get_hosted_zone", Id=properties["zoneId"]) is None:
        return None
    name = _full_name(scope, properties)
    for page in scope.pages("route53", "list_resource_record_sets", HostedZoneId=properties["zoneId"]):
        for item in page["ResourceRecordSets"]:
            same_set = (item.get("SetIdentifier") or "") == (properties.get("setIdentifier") or "")
            if item["Name"].rstrip(".") == name and item["Type"] == properties["type"] and same_set:
                return {"fqdn": name, "ttl": item.get("TTL") or None}
    return None


def _record_id(properties: Properties) -> str:
    parts = [
        properties["zoneId"],
        str(properties["name"]).rstrip("."),
        properties["type"],
        properties.get("setIdentifier"),
    ]
    return "_".join(part for part in parts if part)


def _create_check(scope: Scope, properties: Properties) -> dict[str, Any]:
    del scope
    names = {
        "fqdn": "FullyQualifiedDomainName",
        "failureThreshold": "FailureThreshold",
        "ipAddress": "IPAddress",
        "port": "Port",
        "requestInterval": "RequestInterval",
        "resourcePath": "ResourcePath",
        "searchString": "SearchString",
        "type": "Type",
    }
    config = {member: properties[name] for name, member in names.items() if properties.get(name) is not None}
    return {"HealthCheckConfig": config, "CallerReference": _reference()}


# --- certificates ----------------------------------------------------------------------------------------------------


def _request(scope: Scope, properties: Properties) -> Properties:
    if properties.get("privateKey"):
        names = {"certificateBody": "Certificate", "privateKey": "PrivateKey", "certificateChain": "CertificateChain"}
        given = {member: properties[name].encode() for name, member in names.items() if properties.get(name)}
        return {"arn": scope.call("acm", "import_certificate", **given)["CertificateArn"]}
    names = {
        "domainName": "DomainName",
        "subjectAlternativeNames": "SubjectAlternativeNames",
        "validationMethod": "ValidationMethod",
        "keyAlgorithm": "KeyAlgorithm",
    }
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    return {"arn": scope.call("acm", "request_certificate", **given)["CertificateArn"]}


def _read_certificate(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find("acm", "describe_certificate", CertificateArn=properties["arn"])
    if found is None:
        return None
    certificate = found["Certificate"]
    records = {item["DomainName"]: item.get("ResourceRecord") or {} for item in certificate["DomainValidationOptions"]}
    options = [
        {
            "domainName": name,
            "resourceRecordName": record.get("Name", f"_stackrig.{name}."),
            "resourceRecordType": record.get("Type", "CNAME"),
            "resourceRecordValue": record.get("Value", "_stackrig.acm-validations.aws."),
        }
        for name, record in records.items()
    ]
    names = [name for name in certificate.get("SubjectAlternativeNames", ()) if name != certificate["DomainName"]]
    return {
        "arn": certificate["CertificateArn"],
        "domainName": certificate["DomainName"],
        "domainValidationOptions": options,
        "subjectAlternativeNames": properties.get("subjectAlternativeNames") or names,
        "validationMethod": properties.get("validationMethod") or "DNS",
        "keyAlgorithm": certificate.get("KeyAlgorithm", "").replace("-", "_"),
        "type": certificate.get("Type", "AMAZON_ISSUED"),
        "status": properties.get("status") or certificate["Status"],
        "pendingRenewal": False,
        "renewalEligibility": "INELIGIBLE",
    }


def _validate(_scope: Scope, _properties: Properties) -> Properties:
    """Count a certificate as validated: nobody looks up its records."""
    return {"id": time.strftime("%Y-%m-%d %H:%M:%S +0000 UTC", time.gmtime())}


def _read_validation(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find("acm", "describe_certificate", CertificateArn=properties["certificateArn"])
    return None if found is None else {}


def _nothing(_scope: Scope, _properties: Properties) -> None:
    """Do nothing: it is no resource of AWS."""


# --- functions -------------------------------------------------------------------------------------------------------


def _get_zone(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    wanted = str(arguments.get("name") or "").rstrip(".")
    private = bool(arguments.get("privateZone"))
    for page in scope.pages("route53", "list_hosted_zones"):
        for zone in page["HostedZones"]:
            zone_id = zone["Id"].rpartition("/")[2]
            named = zone["Name"].rstrip(".") == wanted and zone["Config"].get("PrivateZone", False) == private
            if zone_id == arguments.get("zoneId") or (not arguments.get("zoneId") and named):
                told = _read_zone(scope, {"id": zone_id}) or {}
                count = {"resourceRecordSetCount": zone.get("ResourceRecordSetCount", 0)}
                return {**told, **count, "id": zone_id, "privateZone": private, "callerReference": "", "tags": {}}
    raise DeployError(f"there is no hosted zone {wanted or arguments.get('zoneId')}")


def _get_certificate(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    for page in scope.pages("acm", "list_certificates"):
        for item in page["CertificateSummaryList"]:
            if item["DomainName"] == arguments.get("domain"):
                arn = item["CertificateArn"]
                return {**arguments, "id": arn, "arn": arn, "status": "ISSUED", "certificate": "", "tags": {}}
    raise DeployError(f"there is no certificate for {arguments.get('domain')}")


RESOURCES = (
    Resource(
        "aws:route53/zone:Zone",
        "route53",
        create=_create_zone,
        read=(_read_zone,),
        updates=(Change(words("comment"), _set_comment),),
        delete=_delete_zone,
        find=_find_zone,
        tagging=_tags_of("hostedzone"),
        unique=False,
        auto_name=AutoName(random=False, prefix_property=""),
        defaults={"comment": "Managed by Pulumi", "forceDestroy": False},
        replace_on=words("name delegationSetId"),
        accepted=words("forceDestroy"),
        modelled=True,
    ),
    Resource(
        "aws:route53/record:Record",
        "route53",
        create=_create_record,
        read=(_read_record,),
        updates=(Change(words("ttl records aliases healthCheckId") | frozenset(ROUTINGS), _change("UPSERT")),),
        delete=_delete_record,
        id=_record_id,
        auto_name=NO_NAME,
        replace_on=words("zoneId name type setIdentifier"),
        accepted=words("allowOverwrite"),
        modelled=True,
    ),
    Resource(
        "aws:route53/healthCheck:HealthCheck",
        "route53",
        create=Call("create_health_check", added=_create_check, learn={"id": "HealthCheck.Id"}, result="@"),
        read=(
            Call(
                "get_health_check",
                {"id": ("HealthCheckId", "Id")},
                result="HealthCheck.HealthCheckConfig",
                learn={"fqdn": "FullyQualifiedDomainName", "ipAddress": "IPAddress"},
            ),
        ),
        delete=Call("delete_health_check", {"id": "HealthCheckId"}),
        tagging=_tags_of("healthcheck"),
        auto_name=NO_NAME,
        computed={"arn": "arn:{partition}:route53:::healthcheck/{id}"},
        replace_on=words("type fqdn ipAddress port resourcePath requestInterval failureThreshold searchString"),
        modelled=True,
    ),
    Resource(
        "aws:acm/certificate:Certificate",
        "acm",
        create=_request,
        find=Lookup("list_certificates", "CertificateSummaryList", "CertificateArn", {"DomainName": "domainName"}),
        read=(_read_certificate,),
        delete=Call("delete_certificate", {"arn": "CertificateArn"}),
        tagging=Tagging(
            Call("add_tags_to_certificate", {"arn": "CertificateArn"}),
            lambda scope, it: scope.call(
                "acm",
                "remove_tags_from_certificate",
                CertificateArn=it["arn"],
                Tags=[{"Key": key} for key in it["tagKeys"]],
            ),
            Call("list_tags_for_certificate", {"arn": "CertificateArn"}),
        ),
        id="{arn}",
        auto_name=NO_NAME,
        replace_on=words("domainName subjectAlternativeNames validationMethod keyAlgorithm privateKey certificateBody"),
        modelled=True,
    ),
    Resource(
        "aws:acm/certificateValidation:CertificateValidation",
        "acm",
        create=_validate,
        read=(_read_validation,),
        delete=_nothing,
        auto_name=NO_NAME,
        replace_on=words("certificateArn validationRecordFqdns"),
        modelled=True,
    ),
)

FUNCTIONS = {
    "aws:acm/getCertificate:getCertificate": _get_certificate,
    "aws:route53/getZone:getZone": _get_zone,
}
