"""WAF, version 2: access control lists, rule groups, and sets of IP addresses and of regular expressions."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import Plain, plain
from stackrig.deployment.provider.wire import to_pascal


def _set(name: str, noun: str, member: str, **parameters: str) -> Plain:
    return plain(
        f"aws:wafv2/{name}:{to_pascal(name)}",
        "wafv2",
        noun,
        create=Call(f"create_{noun}", result="Summary"),
        read=(Call(f"get_{noun}", result=f"merge({member}, {{LockToken: LockToken}})"),),
        updates=(Call(f"update_{noun}"),),
        tagging=Tagging(list=Call("list_tags_for_resource", result="TagInfoForResource")),
        import_id="{id}/{name}/{scope}",
        unique=False,
        names={"id": "Id", "name": "Name", "arn": ("ARN", "ResourceARN"), **parameters},
        replace_on=words("name namePrefix scope") | (words("ipAddressVersion capacity") & parameters.keys()),
    )


def _find_association(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find("wafv2", "get_web_acl_for_resource", ResourceArn=properties["resourceArn"]) or {}
    acl = found.get("WebACL")
    return {"webAclArn": acl["ARN"], "resourceArn": properties["resourceArn"]} if acl else None


RESOURCES = (
    _set("ipSet", "ip_set", "IPSet", ipAddressVersion="IPAddressVersion"),
    _set("regexPatternSet", "regex_pattern_set", "RegexPatternSet", regularExpressions="RegularExpressionList"),
    _set("ruleGroup", "rule_group", "RuleGroup", capacity="Capacity"),
    _set("webAcl", "web_acl", "WebACL"),
    plain(
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        "wafv2",
        "web_acl",
        create=Call("associate_web_acl", {"webAclArn": "WebACLArn"}),
        read=(_find_association,),
        updates=(),
        delete=Call("disassociate_web_acl"),
        id="{webAclArn},{resourceArn}",
        names={"arn": (), "id": ()},
        replace_on=words("resourceArn webAclArn"),
    ),
)
