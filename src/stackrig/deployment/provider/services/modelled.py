"""Types that are modelled only: what they describe is kept and told again, and nothing of it runs.

The description of a plain type follows from its noun: its operations are called create, get or describe, and delete
plus the noun, and AWS calls its `id`, `arn` and `name` by it. botocore's models and the SDK's schema say the rest.
"""

from typing import Any

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import Resource, Tagging

# Some services describe for a while what is gone already.
GONE = "contains(['deleted', 'deleting', 'DELETED', 'DELETING', 'INACTIVE'], State || state || Status || status || '-')"
BY_ARN = Tagging(list=Call("list_tags_for_resource"))  # for services whose tagging calls take an ARN


def plural(noun: str) -> str:
    """Return the plural of a noun as AWS's operations form it: `listeners`, `proxies`, `addresses`."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch")) else "s")


def title(noun: str, *, lower: bool = False) -> str:
    """Return a noun as AWS's members have it: `DBInstance` of `db_instance`, or with a small first letter."""
    name = "".join("DB" if word == "db" else word[0].upper() + word[1:] for word in noun.split("_"))
    return name[0].lower() + name[1:] if lower else name


def spellings(noun: str) -> dict[str, tuple[str, ...]]:
    """Return how AWS calls the id, ARN and name of a noun: by the noun, or by the bare word."""
    upper, lower = title(noun), title(noun, lower=True)
    return {
        "id": (f"{upper}Id", f"{lower}Id", f"{upper}Ids", "Id", "id"),
        "arn": (
            f"{upper}Arn",
            f"{lower}Arn",
            f"{upper}Arns",
            "ResourceArn",
            "resourceArn",
            "ResourceARN",
            "Arn",
            "ARN",
        ),
        "name": (f"{upper}Name", f"{lower}Name", f"{upper}Names", "Name", "name"),
    }


def plain(token: str, service: str, noun: str, *, verb: str = "get", result: str = "", **more: Any) -> Resource:
    """Describe a type whose operations are create, `verb` and delete plus its noun.

    Args:
        verb: how it is read; with `describe` by the operation for many, of whose answer the first is taken.
        result: a JMESPath expression for the resource in the answer of the read operation.
        more: arguments of `Resource` that differ from what follows from the noun.
    """
    many = verb == "describe"
    found = result or (f"{title(plural(noun))}[0]" if many else "")
    read = Call(f"{verb}_{plural(noun) if many else noun}", result=found, gone=GONE if many else "")
    given: dict[str, Any] = {
        "create": Call(f"create_{noun}", result=f"{title(noun)} || {title(noun, lower=True)} || @"),
        "read": (read,),
        "delete": Call(f"delete_{noun}"),
        "modelled": True,
        **more,
    }
    return Resource(token, service, **{**given, "names": {**spellings(noun), **more.get("names", {})}})


def named(token: str, service: str, noun: str, **more: Any) -> Resource:
    """Describe a plain type whose id is its name; the arguments are those of `plain`."""
    return plain(token, service, noun, **{"id": "{name}", **more})
