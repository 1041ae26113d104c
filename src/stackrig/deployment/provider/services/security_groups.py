"""EC2: security groups, with inline rules or rules that are resources themselves."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from stackrig.deployment.provider.calls import Call, Scope, is_missing
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.ec2_common import SERVICE, arn_of, filters, first, in_order, tagging
from stackrig.deployment.provider.wire import to_pascal

DIRECTIONS = {"ingress": "IpPermissions", "egress": "IpPermissionsEgress"}
SOURCES = {  # members of a permission that hold sources, the member of each that names the source, and our name
    "IpRanges": ("CidrIp", "cidrBlocks"),
    "Ipv6Ranges": ("CidrIpv6", "ipv6CidrBlocks"),
    "PrefixListIds": ("PrefixListId", "prefixListIds"),
    "UserIdGroupPairs": ("GroupId", "securityGroups"),
}


def _protocol(rule: Properties) -> str:
    value = str(rule.get("protocol") or rule.get("ipProtocol"))
    return "-1" if value == "all" else value


def _permission(rule: Properties, group: str) -> dict[str, Any]:
    """Return a rule in EC2's form, with its sources."""
    told = {"Description": rule["description"]} if rule.get("description") else {}
    permission: dict[str, Any] = {"IpProtocol": _protocol(rule)}
    if permission["IpProtocol"] != "-1":
        permission |= {"FromPort": int(rule["fromPort"]), "ToPort": int(rule["toPort"])}
    for member, (name, ours) in SOURCES.items():
        values = [*(rule.get(ours) or ()), *([group] if member == "UserIdGroupPairs" and rule.get("self") else [])]
        if values:
            permission[member] = [{name: value, **told} for value in values]
    return permission


def _blocks(group: Properties, direction: str) -> list[Properties]:
    """Return a group's rules in one direction in Terraform's form: rules that differ in sources alone share a block."""
    blocks: dict[tuple[Any, ...], Properties] = {}
    for permission in group[DIRECTIONS[direction]]:
        for member, (name, ours) in SOURCES.items():
            for source in permission.get(member, ()):
                told = source.get("Description", "")
                ports = permission.get("FromPort", 0), permission.get("ToPort", 0)
                block = blocks.setdefault((permission["IpProtocol"], *ports, told), _empty_block(permission, told))
                if source[name] == group["GroupId"]:
                    block["self"] = True
                else:
                    block[ours].append(source[name])
    return [*blocks.values()]


def _empty_block(permission: Properties, description: str) -> Properties:
    return {
        **{ours: [] for _, ours in SOURCES.values()},
        "description": description,
        "fromPort": permission.get("FromPort", 0),
        "protocol": permission["IpProtocol"],
        "self": False,
        "toPort": permission.get("ToPort", 0),
    }


def _revoke(scope: Scope, group: str, direction: str, permissions: list[dict[str, Any]]) -> None:
    if permissions:
        scope.call(SERVICE, f"revoke_security_group_{direction}", GroupId=group, IpPermissions=permissions)


def _authorize(scope: Scope, group: str, direction: str, permissions: list[dict[str, Any]]) -> None:
    if permissions:
        scope.call(SERVICE, f"authorize_security_group_{direction}", GroupId=group, IpPermissions=permissions)


def _single(permissions: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return permissions with one source each, by the values that identify them."""
    single = [
        {**{key: value for key, value in item.items() if key not in SOURCES}, member: [_bare(source, member)]}
        for item in permissions
        for member in SOURCES
        for source in item.get(member, ())
    ]
    return {repr(sorted(item.items())): item for item in single}


def _bare(source: Properties, member: str) -> Properties:
    return {key: source[key] for key in (SOURCES[member][0], "Description") if source.get(key)}


def set_rules(direction: str) -> Change:
    """Return the change that makes a group's rules in one direction exactly the wanted ones."""

    def make(scope: Scope, properties: Properties) -> None:
        group = properties["id"]
        found = first(scope, "describe_security_groups", "SecurityGroups", GroupIds=[group]) or {}
        present = _single(found.get(DIRECTIONS[direction], ()))
        wanted = _single(_permission(rule, group) for rule in properties.get(direction) or ())
        _revoke(scope, group, direction, [present[key] for key in sorted(present.keys() - wanted.keys())])
        _authorize(scope, group, direction, [wanted[key] for key in sorted(wanted.keys() - present.keys())])

    return Change(frozenset({direction}), make)


def _create_group(scope: Scope, properties: Properties) -> Properties:
    """Create a group without EC2's default rule, which lets all traffic leave: Terraform's groups have none either."""
    given = {"GroupName": properties["name"], "Description": properties["description"]}
    if properties.get("vpcId"):
        given["VpcId"] = properties["vpcId"]
    group = scope.call(SERVICE, "create_security_group", **given)["GroupId"]
    found = first(scope, "describe_security_groups", "SecurityGroups", GroupIds=[group]) or {}
    _revoke(scope, group, "egress", [*_single(found.get("IpPermissionsEgress", ())).values()])
    for direction in DIRECTIONS:
        set_rules(direction).make(scope, {**properties, "id": group})
    return {"id": group}


def read_group(scope: Scope, properties: Properties) -> Properties | None:
    """Return a group with its rules, or None if it is gone."""
    found = first(scope, "describe_security_groups", "SecurityGroups", GroupIds=[properties["id"]])
    if found is None:
        return None
    rules = {name: in_order(_blocks(found, name), _tidy(properties.get(name))) for name in DIRECTIONS}
    return {**found, **rules, "name": found["GroupName"]}


def _tidy(rules: list[Properties] | None) -> list[Properties]:
    return [{**rule, "protocol": _protocol(rule)} for rule in rules or ()]


def _find_group(scope: Scope, properties: Properties) -> str | None:
    where = [{"Name": "group-name", "Values": [properties["name"]]}]
    if properties.get("vpcId"):
        where.append({"Name": "vpc-id", "Values": [properties["vpcId"]]})
    found = first(scope, "describe_security_groups", "SecurityGroups", Filters=where)
    return found["GroupId"] if found else None


# --- rules that are resources -----------------------------------------------------------------------------------------


def _as_block(properties: Properties) -> Properties:
    source = properties.get("sourceSecurityGroupId")
    return {**properties, "securityGroups": [source] if source else []}


def _create_rule(scope: Scope, properties: Properties) -> Properties:
    group = properties["securityGroupId"]
    _authorize(scope, group, properties["type"], [_permission(_as_block(properties), group)])
    return {}


def _read_rule(scope: Scope, properties: Properties) -> Properties | None:
    group = properties["securityGroupId"]
    found = first(scope, "describe_security_groups", "SecurityGroups", GroupIds=[group])
    if found is None:
        return None
    wanted = _single([_permission({**_as_block(properties), "description": ""}, group)])
    rules = (
        {key: value for key, value in item.items() if key != "Description"}
        for item in found[DIRECTIONS[properties["type"]]]
    )
    present = _single(_without_descriptions(item) for item in rules)
    return {"description": properties.get("description") or ""} if wanted.keys() <= present.keys() else None


def _without_descriptions(permission: dict[str, Any]) -> dict[str, Any]:
    return {
        key: [{name: part for name, part in item.items() if name != "Description"} for item in value]
        if key in SOURCES
        else value
        for key, value in permission.items()
    }


def _delete_rule(scope: Scope, properties: Properties) -> None:
    group = properties["securityGroupId"]
    if _read_rule(scope, properties) is not None:
        _revoke(scope, group, properties["type"], [_permission(_as_block(properties), group)])


def _describe_rule(scope: Scope, properties: Properties) -> None:
    _delete_rule(scope, {**properties, "description": properties.get("description") or ""})
    _create_rule(scope, properties)


def _rule_id(properties: Properties) -> str:
    parts = [str(properties.get(name) or "") for name in RULE_KEY]
    return f"sgrule-{int(hashlib.sha256('_'.join(parts).encode()).hexdigest()[:8], 16)}"


RULE_KEY = (
    *("securityGroupId", "type", "protocol", "fromPort", "toPort", "cidrBlocks", "ipv6CidrBlocks", "prefixListIds"),
    *("self", "sourceSecurityGroupId"),
)


def _read_one_rule(scope: Scope, properties: Properties) -> Properties | None:
    try:
        found = first(
            scope, "describe_security_group_rules", "SecurityGroupRules", SecurityGroupRuleIds=[properties["id"]]
        )
    except ClientError as error:
        if is_missing(error) or "InvalidSecurityGroupRuleId" in str(error):
            return None
        raise
    if found is None:
        return None
    referenced = found.get("ReferencedGroupInfo", {}).get("GroupId", "")
    unset = -1 if found["IpProtocol"] == "-1" else None
    ports = {name: found.get(member, unset) for name, member in (("fromPort", "FromPort"), ("toPort", "ToPort"))}
    ports = {name: properties.get(name) if unset else value for name, value in ports.items()}
    return {**found, **ports, "securityGroupId": found["GroupId"], "referencedSecurityGroupId": referenced}


def _find_one_rule(*, egress: bool) -> Callable[[Scope, Properties], str | None]:
    """Return the function that finds the rule equal to the inputs: no two rules of a group are equal."""

    def find(scope: Scope, properties: Properties) -> str | None:
        given = {name: properties[name] for name in RULE if properties.get(name) is not None}
        wanted = {**dict.fromkeys(RULE, ""), "fromPort": -1, "toPort": -1, **given, "egress": egress}
        where = filters(group_id=properties["securityGroupId"])
        for page in scope.pages(SERVICE, "describe_security_group_rules", Filters=where):
            for item in page["SecurityGroupRules"]:
                if _told(item) == wanted:
                    return str(item["SecurityGroupRuleId"])
        return None

    return find


def _told(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that identify a rule, under the names of its inputs."""
    alike = {name: rule.get(to_pascal(name), "") for name in RULE}
    ports = {"fromPort": rule.get("FromPort", -1), "toPort": rule.get("ToPort", -1)}
    group = rule.get("ReferencedGroupInfo", {}).get("GroupId", "")
    return {**alike, **ports, "egress": rule["IsEgress"], "referencedSecurityGroupId": group}


def _one_rule(direction: str) -> Resource:
    """Describe a rule with one source, which has an id in EC2."""
    name = f"securityGroup{direction.capitalize()}Rule"

    def create(scope: Scope, properties: Properties) -> Properties:
        ports = {"fromPort": properties.get("fromPort", -1), "toPort": properties.get("toPort", -1)}
        block = {
            **properties,
            **ports,
            **{ours: [properties[one]] for ours, one in ONE_SOURCE.items() if properties.get(one)},
        }
        permission = _permission(block, properties["securityGroupId"])
        given = {"GroupId": properties["securityGroupId"], "IpPermissions": [permission]}
        found = scope.call(SERVICE, f"authorize_security_group_{direction}", **given)
        return {"id": found["SecurityGroupRules"][0]["SecurityGroupRuleId"]}

    def delete(scope: Scope, properties: Properties) -> None:
        given = {"GroupId": properties["securityGroupId"], "SecurityGroupRuleIds": [properties["id"]]}
        scope.call(SERVICE, f"revoke_security_group_{direction}", **given)

    return Resource(
        f"aws:vpc/{name}:{to_pascal(name)}",
        SERVICE,
        create=create,
        read=(_read_one_rule,),
        delete=delete,
        find=_find_one_rule(egress=direction == "egress"),
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("security-group-rule"),
        modelled=True,
        replace_on=words("cidrIpv4 cidrIpv6 description fromPort ipProtocol prefixListId referencedSecurityGroupId")
        | words("securityGroupId toPort"),
    )


RULE = ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId", "ipProtocol", "fromPort", "toPort")
ONE_SOURCE = {
    "cidrBlocks": "cidrIpv4",
    "ipv6CidrBlocks": "cidrIpv6",
    "prefixListIds": "prefixListId",
    "securityGroups": "referencedSecurityGroupId",
}

RESOURCES = (
    Resource(
        "aws:ec2/securityGroup:SecurityGroup",
        SERVICE,
        create=_create_group,
        read=(read_group,),
        updates=(set_rules("ingress"), set_rules("egress")),
        delete=Call("delete_security_group", {"id": "GroupId"}),
        tagging=tagging(),
        find=_find_group,
        computed=arn_of("security-group"),
        defaults={"description": "Managed by Pulumi", "revokeRulesOnDelete": False},
        replace_on=words("name namePrefix description vpcId"),
        accepted=words("revokeRulesOnDelete"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        SERVICE,
        create=_create_rule,
        read=(_read_rule,),
        updates=(Change(words("description"), _describe_rule),),
        delete=_delete_rule,
        id=_rule_id,
        auto_name=NO_NAME,
        defaults={"self": False},
        replace_on=frozenset(RULE_KEY),
        modelled=True,
    ),
    _one_rule("ingress"),
    _one_rule("egress"),
)
