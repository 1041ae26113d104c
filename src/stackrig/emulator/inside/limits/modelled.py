"""Rules that the API model of a service states, refused in the words that AWS's services share.

All lengths and ranges are checked, and those patterns and enumerations that are named here: AWS's services know newer
values of the others than this model.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..services.faults import broken_constraint, service_fault, validation_errors

# Limits that AWS documents, and the model of LocalStack's version leaves out or states for other kinds of functions:
# https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
KNOWN = {
    ("dynamodb", "KeySchema"): {"min": 1, "max": 8},  # since indexes have up to four keys of each type
    ("events", "PutEventsRequestEntryList"): {"min": 1},  # LocalStack refuses too many in AWS's words
    ("lambda", "Timeout"): {"min": 1, "max": 900},
    ("lambda", "MemorySize"): {"min": 128, "max": 10240},
    ("lambda", "EphemeralStorageSize"): {"min": 512, "max": 10240},
}
ENUMERATIONS = {
    ("dynamodb", "BillingMode"), ("dynamodb", "KeyType"), ("dynamodb", "ProjectionType"), ("dynamodb", "ReturnValue"),
    ("dynamodb", "ScalarAttributeType"), ("dynamodb", "Select"), ("dynamodb", "StreamViewType"),
    ("events", "RuleState"), ("lambda", "FunctionUrlAuthType"), ("lambda", "InvocationType"), ("lambda", "LogType"),
    ("lambda", "PackageType"), ("lambda", "SnapStartApplyOn"), ("lambda", "TracingMode"),
    ("stepfunctions", "StateMachineType"),
}  # fmt: skip
PATTERNS = {
    ("events", "RuleName"), ("events", "StatementId"), ("lambda", "Action"), ("lambda", "Handler"),
    ("lambda", "ResourceArn"),
    ("logs", "LogGroupName"), ("logs", "LogStreamName"),
}  # fmt: skip
COMPLETE = {"CreateApiDestination", "CreateConnection"}  # LocalStack checks their whole shape in AWS's words
COUNTED = {"list", "map"}
OF_MANY = {"list": "Member", "map": "Map value"}  # AWS's words for a member
MEASURED = {"string", "blob"}
# Shapes whose rules LocalStack checks in AWS's words.
WORDED = {
    ("lambda", "FunctionName"), ("lambda", "NamespacedFunctionName"), ("lambda", "Qualifier"), ("lambda", "Weight"),
    ("lambda", "NumericLatestPublishedOrAliasQualifier"),
}  # fmt: skip

_ruled: dict[tuple[str, str], bool] = {}  # by the names of service and shape


def check_shape(operation: Any, request: Mapping[str, Any], code: str) -> None:
    """Refuse a request with values that break rules of its operation's model.

    Raises:
        CommonServiceException: it has some; its message lists them all.
    """
    if operation.input_shape is None or operation.name in COMPLETE:
        return
    service = operation.service_model.service_name
    faults = list(_faults(service, operation.input_shape, request, ""))
    if faults:
        raise service_fault(code, validation_errors(*faults))


def _faults(service: str, shape: Any, value: Any, place: str) -> Iterator[str]:
    """Yield the broken rules of a value's parts; AWS has one sentence for all members of a list or map."""
    word, of_parts = OF_MANY.get(shape.type_name), ""
    for member, part, name in _members(shape, value):
        if part is None or not _has_rules(service, member):
            continue
        where = f"{place}.{name}" if place else name
        for rule in _broken(service, member, part):
            if word:
                of_parts = f"{word} must satisfy constraint: [{_rules(service, member)}]"
            else:
                yield broken_constraint(where, f"Member must {rule}", _shown(member, part))
        yield from _faults(service, member, part, where)
    if of_parts:
        yield broken_constraint(place, of_parts, _shown(shape, value))


def _members(shape: Any, value: Any) -> Iterator[tuple[Any, Any, str]]:
    """Yield the parts of a value with their shapes, and their names as AWS writes them."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                yield member, value[name], name[:1].lower() + name[1:]
    elif shape.type_name == "list":
        for place, part in enumerate(value, 1):
            yield shape.member, part, f"{place}.member"
    elif shape.type_name == "map":
        for key, part in value.items():
            yield shape.value, part, f"{key}.member"


def _broken(service: str, shape: Any, value: Any) -> Iterator[str]:
    """Yield the rules that a value breaks; an empty text is for the service, as some take it."""
    if value and (pattern := _pattern(service, shape)) and not re.fullmatch(pattern, value, re.ASCII):
        yield f"satisfy regular expression pattern: {pattern}"
    if rule := _broken_limit(service, shape, value):
        yield f"have {rule}"
    values = _enumeration(service, shape)
    if value and values and value not in values:
        yield _one_of(values)


def _broken_limit(service: str, shape: Any, value: Any) -> str:
    """Return the limit that a value breaks; texts may be shorter than the model says, as some services take them."""
    limits, kind, size = _limits(service, shape), shape.type_name, 0.0
    if kind in MEASURED | COUNTED:
        if not hasattr(value, "__len__"):  # a stream
            return ""
        what, size = "length", len(value)
        least = limits.get("min", 0) if kind in COUNTED else 0
    elif isinstance(value, (int, float)):
        what, size, least = "value", value, limits.get("min", value)
    else:
        return ""
    if size > limits.get("max", size):
        return f"{what} less than or equal to {limits['max']}"
    return f"{what} greater than or equal to {least}" if size < least else ""


def _rules(service: str, shape: Any) -> str:
    limits, what = _limits(service, shape), "length" if shape.type_name in MEASURED | COUNTED else "value"
    words = {"max": "less than or equal to", "min": "greater than or equal to"}
    rules = [f"have {what} {text} {limits[key]}" for key, text in words.items() if key in limits]
    if values := _enumeration(service, shape):
        rules.append(_one_of(values))
    return ", ".join(f"Member must {rule}" for rule in rules)


def _one_of(values: Sequence[str]) -> str:
    return f"satisfy enum value set: [{', '.join(values)}]"


def _shown(shape: Any, value: Any) -> str | None:
    return None if shape.metadata.get("sensitive") or shape.type_name == "blob" else _as_java(shape, value)


def _as_java(shape: Any, value: Any) -> str:
    """Return a value as AWS's services write it."""
    if value is None:
        return "null"
    if shape.type_name == "list":
        return f"[{', '.join(_as_java(shape.member, one) for one in value)}]"
    if shape.type_name == "map":
        return f"{{{', '.join(f'{key}={_as_java(shape.value, one)}' for key, one in value.items())}}}"
    if shape.type_name != "structure":
        return str(value)
    members = shape.members.items()
    parts = (f"{name[:1].lower()}{name[1:]}={_as_java(member, value.get(name))}" for name, member in members)
    return f"{shape.name}({', '.join(parts)})"


def _limits(service: str, shape: Any) -> Mapping[str, Any]:
    if (service, shape.name) in WORDED:
        return {}
    limits: Mapping[str, Any] = KNOWN.get((service, shape.name)) or shape.metadata
    return limits


def _pattern(service: str, shape: Any) -> str:
    return str(shape.metadata.get("pattern", "")) if (service, shape.name) in PATTERNS else ""


def _enumeration(service: str, shape: Any) -> Sequence[str]:
    """Return the values that are allowed, or none where any value is."""
    return getattr(shape, "enum", ()) if (service, shape.name) in ENUMERATIONS else ()


def _is_ruled(service: str, shape: Any) -> bool:
    named = (service, shape.name)
    return bool({"max", "min"} & _limits(service, shape).keys()) or named in PATTERNS or named in ENUMERATIONS


def _has_rules(service: str, shape: Any) -> bool:
    """Tell whether a shape or a part of it has rules: items of DynamoDB have none, and are large."""
    if (service, shape.name) not in _ruled:
        _ruled[service, shape.name] = any(_is_ruled(service, one) for one in _within(shape))
    return _ruled[service, shape.name]


def _within(shape: Any) -> Iterable[Any]:
    """Return a shape with all shapes that its values may contain, which may contain it again."""
    found: dict[str, Any] = {}
    left = [shape]
    while left:
        one = left.pop()
        if one.name not in found:
            found[one.name] = one
            left += _parts(one)
    return found.values()


def _parts(shape: Any) -> list[Any]:
    if shape.type_name == "structure":
        return list(shape.members.values())
    if shape.type_name == "list":
        return [shape.member]
    return [shape.value] if shape.type_name == "map" else []
