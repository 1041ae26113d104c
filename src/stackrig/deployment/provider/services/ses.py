"""SES, version 1: identities, configuration sets, templates and receipt rules."""

from collections.abc import Callable
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Resource, words

SERVICE = "ses"
ARN = "arn:{partition}:ses:{region}:{account}:"
TEMPLATE = {"name": "TemplateName", "subject": "SubjectPart", "html": "HtmlPart", "text": "TextPart"}


def _identity(token: str, name: str, verify: str, learn: dict[str, str]) -> Resource:
    """Describe a domain or an address that may send; an emulator verifies it at once."""

    def read(scope: Scope, properties: Properties) -> Properties | None:
        kind = "Domain" if name == "domain" else "EmailAddress"
        return {name: properties[name]} if _is_listed(scope, kind, properties[name]) else None

    return Resource(
        token,
        SERVICE,
        create=Call(verify, {"email": "EmailAddress"}, learn=learn),
        read=(read,),
        delete=Call("delete_identity", {name: "Identity"}),
        id=f"{{{name}}}",
        auto_name=NO_NAME,
        computed={"arn": f"{ARN}identity/{{{name}}}"},
        once=frozenset(learn),
        replace_on=words(name),
        modelled=True,
    )


def _is_listed(scope: Scope, kind: str, identity: str) -> bool:
    pages = scope.pages(SERVICE, "list_identities", IdentityType=kind)
    return any(identity in page["Identities"] for page in pages)


def _of_domain(token: str, ask: Callable[[Scope, Properties], Properties | None], **more: Any) -> Resource:
    """Describe a part of a domain's identity, which is deleted with it."""
    return Resource(
        token,
        SERVICE,
        create=lambda scope, properties: ask(scope, properties) or {},
        read=(ask,),
        delete=lambda _scope, _properties: None,
        id="{domain}",
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("domain"),
        modelled=True,
        **more,
    )


def _signing(scope: Scope, properties: Properties) -> Properties | None:
    domain = properties["domain"]
    if not _is_listed(scope, "Domain", domain):
        return None
    return {"domain": domain, "dkimTokens": scope.call(SERVICE, "verify_domain_dkim", Domain=domain)["DkimTokens"]}


def _verified(scope: Scope, properties: Properties) -> Properties | None:
    domain = properties["domain"]
    return {"domain": domain} if _is_listed(scope, "Domain", domain) else None


def _template(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"Template": {member: properties[name] for name, member in TEMPLATE.items() if properties.get(name)}}


RESOURCES = (
    _identity(
        "aws:ses/domainIdentity:DomainIdentity",
        "domain",
        "verify_domain_identity",
        {"verificationToken": "VerificationToken"},
    ),
    _identity("aws:ses/emailIdentity:EmailIdentity", "email", "verify_email_identity", {}),
    _of_domain("aws:ses/domainDkim:DomainDkim", _signing),
    _of_domain(
        "aws:ses/domainIdentityVerification:DomainIdentityVerification",
        _verified,
        computed={"arn": f"{ARN}identity/{{domain}}"},
    ),
    Resource(
        "aws:ses/configurationSet:ConfigurationSet",
        SERVICE,
        create=Call(
            "create_configuration_set",
            added=lambda _, it: {"ConfigurationSet": {"Name": it["name"]}},
            takes=words("name"),
        ),
        read=(
            Call("describe_configuration_set", {"name": ("ConfigurationSetName", "Name")}, result="ConfigurationSet"),
        ),
        delete=Call("delete_configuration_set", {"name": "ConfigurationSetName"}),
        id="{name}",
        computed={"arn": f"{ARN}configuration-set/{{name}}"},
        defaults={"sendingEnabled": True},
        replace_on=words("name"),
        accepted=words("deliveryOptions reputationMetricsEnabled sendingEnabled trackingOptions"),
        modelled=True,
    ),
    Resource(
        "aws:ses/template:Template",
        SERVICE,
        create=Call("create_template", added=_template, takes=frozenset(TEMPLATE)),
        read=(Call("get_template", TEMPLATE, result="Template"),),
        updates=(Call("update_template", added=_template, takes=frozenset(TEMPLATE) - {"name"}),),
        delete=Call("delete_template", {"name": "TemplateName"}),
        id="{name}",
        computed={"arn": f"{ARN}template/{{name}}"},
        replace_on=words("name"),
        modelled=True,
    ),
    Resource(
        "aws:ses/receiptRuleSet:ReceiptRuleSet",
        SERVICE,
        create=Call("create_receipt_rule_set"),
        read=(Call("describe_receipt_rule_set", result="Metadata", learn={"ruleSetName": "Name"}),),
        delete=Call("delete_receipt_rule_set"),
        id="{ruleSetName}",
        auto_name=NO_NAME,
        computed={"arn": f"{ARN}receipt-rule-set/{{ruleSetName}}"},
        replace_on=words("ruleSetName"),
        modelled=True,
    ),
)
