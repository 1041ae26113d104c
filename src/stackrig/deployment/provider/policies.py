"""IAM policy documents exactly as Terraform's aws_iam_policy_document writes them.

The order of keys and values and the choice between a value and a list are those of hashicorp/terraform-provider-aws,
internal/service/iam/policy_document_data_source.go and policy_model.go.
"""

import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.wire import sort_keys, to_json
from stackrig.errors import DeployError

VERSIONS = ("2008-10-17", "2012-10-17")
OLD_VERSION, DEFAULT_VERSION = VERSIONS

# The keys of a statement in their written order; AWS reads the singular.
_LISTS = {"actions": "Action", "notActions": "NotAction", "resources": "Resource", "notResources": "NotResource"}
_PRINCIPALS = {"principals": "Principal", "notPrincipals": "NotPrincipal"}
_ORDER = ("Sid", "Effect", *_LISTS.values(), *_PRINCIPALS.values(), "Condition")

Statement = dict[str, Any]


def policy_document(arguments: Mapping[str, Any]) -> Properties:
    """Return the result of aws.iam.get_policy_document: the document with and without spaces, and its hash as the id.

    Raises:
        DeployError: an argument that the real provider refuses.
    """
    version = arguments.get("version") or DEFAULT_VERSION
    if version not in VERSIONS:
        raise DeployError(f"version {version!r} of a policy document is not one of {', '.join(VERSIONS)}")
    document: dict[str, Any] = {"Version": "", "Id": "", "Statement": []}
    _merge_sources(document, arguments.get("sourcePolicyDocuments") or ())
    statements = [_statement(item, version) for item in arguments.get("statements") or ()]
    _check_sids(statements, "the statements", set())
    _merge(document, {"Version": version, "Id": arguments.get("policyId") or "", "Statement": statements})
    for text in filter(None, arguments.get("overridePolicyDocuments") or ()):
        _merge(document, _parse(text, "an override document"))
    written = {key: value for key, value in document.items() if value}
    pretty = to_json(written, indent=2)
    return {
        "version": version,
        **arguments,
        "json": pretty,
        "minifiedJson": to_json(written),
        "id": str(zlib.crc32(pretty.encode())),
    }


def _merge_sources(document: dict[str, Any], texts: Sequence[str]) -> None:
    seen: set[str] = set()
    for text in filter(None, texts):
        source = _parse(text, "a source document")
        _check_sids(source["Statement"], "sourcePolicyDocuments", seen)
        _merge(document, source)


def _merge(document: dict[str, Any], new: Mapping[str, Any]) -> None:
    """Add the statements of another document; a statement replaces an earlier one with its Sid."""
    document["Id"] = new["Id"] or document["Id"]
    document["Version"] = max(document["Version"], new["Version"])
    statements: list[Statement] = document["Statement"]
    for statement in new["Statement"]:
        sid = statement.get("Sid")
        same = (place for place, old in enumerate(statements) if sid and old.get("Sid") == sid)
        place = next(same, len(statements))
        statements[place : place + 1] = [statement]


def _check_sids(statements: Sequence[Statement], where: str, seen: set[str]) -> None:
    for sid in (statement["Sid"] for statement in statements if "Sid" in statement):
        if sid in seen:
            raise DeployError(f"the Sid {sid!r} is in {where} twice: Sids must be unique")
        seen.add(sid)


def _statement(given: Mapping[str, Any], version: str) -> Statement:
    sid, effect = given.get("sid") or "", given.get("effect") or "Allow"
    if not re.fullmatch("[a-zA-Z0-9]*", sid):
        raise DeployError(f"the Sid {sid!r} of a policy statement has other characters than letters and digits")
    if effect not in {"Allow", "Deny"}:
        raise DeployError(f"the effect {effect!r} of a policy statement is neither Allow nor Deny")
    statement: Statement = {"Sid": sid, "Effect": effect}
    for name, key in _LISTS.items():
        values = _one_or_many(given.get(name) or ())
        statement[key] = _replace_variables(values, version) if "esource" in key else values
    for name, key in _PRINCIPALS.items():
        found = _in_set_order(given.get(name) or (), _principal_key)
        texts = [(item["type"], _one_or_many(item["identifiers"])) for item in found]
        statement[key] = _join_principals([(type_, _replace_variables(values, version)) for type_, values in texts])
    conditions = _in_set_order(given.get("conditions") or (), _condition_key)
    parts = [(item["test"], item["variable"], _replace_variables([*item["values"]], version)) for item in conditions]
    statement["Condition"] = _join_conditions(parts)
    return {key: value for key, value in statement.items() if value}


def _in_set_order(items: Sequence[Any], key: Callable[[Any], str]) -> list[Any]:
    """Return items in the order of Terraform's sets: by a checksum, compared as text (terraform-plugin-sdk, set.go)."""
    return sorted(items, key=lambda item: str(zlib.crc32(key(item).encode())))


def _principal_key(item: Mapping[str, Any]) -> str:
    identifiers = _in_set_order(item["identifiers"], lambda text: f"{text};")
    return f"identifiers:{{{''.join(f'{text};' for text in identifiers)}}};type:{item['type']};"


def _condition_key(item: Mapping[str, Any]) -> str:
    values = "".join(f"{text};" for text in item["values"])
    return f"test:{item['test']};values:({values});variable:{item['variable']};"


def _one_or_many(values: Sequence[str]) -> str | list[str]:
    unique = sorted(set(values), reverse=True)
    return unique[0] if len(unique) == 1 else unique


def _replace_variables(values: str | list[str], version: str) -> Any:
    """Return values with IAM's ${variables} for the written &{variables}, because Terraform has its own ${}."""
    if isinstance(values, str):
        if version == OLD_VERSION and "&{" in values:
            raise DeployError(f"&{{ in {values!r} is not supported by policy documents of version {version}")
        return values.replace("&{", "${")
    return [_replace_variables(value, version) for value in values]


def _join_principals(pairs: Sequence[tuple[str, str | list[str]]]) -> Any:
    if len(pairs) == 1 and pairs[0][0] == "*" and pairs[0][1] in ("*", ["*"]):
        return "*"
    joined: dict[str, str | list[str]] = {}
    for type_, identifiers in pairs:
        if isinstance(identifiers, str) and type_ not in joined:
            joined[type_] = identifiers
        else:
            before = joined.get(type_, [])
            new = [identifiers] if isinstance(identifiers, str) else sorted(identifiers, reverse=True)
            joined[type_] = [*([before] if isinstance(before, str) else before), *new]
    return sort_keys(joined)


def _join_conditions(conditions: Sequence[tuple[str, str, Sequence[str]]]) -> dict[str, dict[str, Any]]:
    joined: dict[str, dict[str, list[str]]] = {}
    for test, variable, values in conditions:
        joined.setdefault(test, {}).setdefault(variable, []).extend(values)
    flat = {
        test: {key: values[0] if len(values) == 1 else values for key, values in part.items()}
        for test, part in joined.items()
    }
    return dict(sort_keys(flat))


def _parse(text: str, what: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
        statements = document.get("Statement") or []
        statements = [_parse_statement(item) for item in (statements if isinstance(statements, list) else [statements])]
    except (ValueError, AttributeError, TypeError) as error:
        raise DeployError(f"{what} of a policy document is no policy: {error}") from error
    return {"Version": document.get("Version", ""), "Id": document.get("Id", ""), "Statement": statements}


def _parse_statement(given: Mapping[str, Any]) -> Statement:
    statement = {key: given[key] for key in _ORDER if given.get(key)}
    for key in _PRINCIPALS.values():
        if key in statement:
            found = statement[key]
            pairs = [("*", ["*"])] if isinstance(found, str) else sorted(found.items())
            statement[key] = _join_principals(pairs)
    if "Condition" in statement:
        parts = [(test, key, value) for test, part in statement["Condition"].items() for key, value in part.items()]
        statement["Condition"] = _join_conditions([(test, key, _condition_values(value)) for test, key, value in parts])
    return statement


def _condition_values(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return list(value) if isinstance(value, list) else [value]
