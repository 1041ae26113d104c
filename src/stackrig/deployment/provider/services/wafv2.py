"""WAF, version 2: sets of IP addresses and of regular expressions."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import Resource, Tagging, words
from stackrig.deployment.provider.services.modelled import plain


def _set(name: str, noun: str, member: str, **parameters: str) -> Resource:
    return plain(
        f"aws:wafv2/{name}:{name[0].upper()}{name[1:]}",
        "wafv2",
        noun,
        create=Call(f"create_{noun}", result="Summary"),
        read=(Call(f"get_{noun}", result=f"merge({member}, {{LockToken: LockToken}})"),),
        updates=(Call(f"update_{noun}"),),
        tagging=Tagging(list=Call("list_tags_for_resource", result="TagInfoForResource")),
        import_id="{id}/{name}/{scope}",
        unique=False,
        names={"id": "Id", "name": "Name", "arn": ("ARN", "ResourceARN"), **parameters},
        replace_on=words("name namePrefix scope") | (words("ipAddressVersion") & parameters.keys()),
    )


RESOURCES = (
    _set("ipSet", "ip_set", "IPSet", ipAddressVersion="IPAddressVersion"),
    _set("regexPatternSet", "regex_pattern_set", "RegexPatternSet", regularExpressions="RegularExpressionList"),
)
