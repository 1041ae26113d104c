"""E-mail by version 2 of SES: version 1 sends it, so both share one outbox, /_aws/ses, and the templates.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

Parameters = dict[str, Any]
CODES = {"TemplateDoesNotExist": "NotFoundException", "AlreadyExists": "AlreadyExistsException"}  # version 2's
PARTS = {"Subject": "SubjectPart", "Text": "TextPart", "Html": "HtmlPart"}  # templates' members, in both versions


def operations() -> dict[str, Callable[[Any, Any], Any]]:
    """Return version 2's handlers by operation."""
    own = {
        "CreateEmailTemplate": _save_template("create_template"),
        "DeleteEmailTemplate": _delete_template,
        "GetEmailTemplate": _get_template,
        "SendBulkEmail": _send_many,
        "SendEmail": _send,
        "UpdateEmailTemplate": _save_template("update_template"),
    }
    return {name: _passing_errors(operation) for name, operation in own.items()}


def _passing_errors(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Pass on the errors of version 1."""

    def handle(context: Any, request: Any) -> Any:
        from botocore.exceptions import ClientError
        from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]

        try:
            return operation(context, request)
        except ClientError as error:
            told, status = error.response["Error"], error.response["ResponseMetadata"].get("HTTPStatusCode", 400)
            raise CommonServiceException(CODES.get(told["Code"], told["Code"]), told["Message"], status) from error

    return handle


def _send(context: Any, request: Any) -> Any:
    """Send a message, a raw message or a filled template."""
    content, destination = request["Content"], request.get("Destination") or {}
    common = {"Source": request.get("FromEmailAddress"), "Tags": request.get("EmailTags")}
    common["ConfigurationSetName"] = request.get("ConfigurationSetName")
    ses = _version_1(context)
    if raw := content.get("Raw"):
        everybody = [address for addresses in destination.values() for address in addresses or ()]
        given = {**common, "RawMessage": {"Data": raw["Data"]}, "Destinations": everybody or None}
        return {"MessageId": ses.send_raw_email(**_given(given))["MessageId"]}
    common |= {"Destination": destination, "ReplyToAddresses": request.get("ReplyToAddresses")}
    if simple := content.get("Simple"):
        message = {"Subject": simple["Subject"], "Body": simple["Body"]}
        return {"MessageId": ses.send_email(**_given({**common, "Message": message}))["MessageId"]}
    return _send_template(ses, common, content["Template"], content["Template"].get("TemplateData") or "{}")


def _send_template(ses: Any, common: Parameters, template: Mapping[str, Any], data: str) -> Any:
    if inline := template.get("TemplateContent"):
        return {"MessageId": _send_inline(ses, common, inline, data)}
    name = template.get("TemplateName") or str(template.get("TemplateArn", "")).rpartition("/")[2]
    given = _given({**common, "Template": name, "TemplateData": data})
    return {"MessageId": ses.send_templated_email(**given)["MessageId"]}


def _send_inline(ses: Any, common: Parameters, inline: Mapping[str, str], data: str) -> str:
    """Fill the template in the request itself, which version 1 does not know."""
    from moto.ses.template import parse_template  # type: ignore[import-not-found]

    values = json.loads(data)
    filled = {part: parse_template(text, values) for part, text in inline.items() if text}
    body = {part: {"Data": filled[part]} for part in ("Text", "Html") if part in filled}
    message = {"Subject": {"Data": filled.get("Subject", "")}, "Body": body}
    return str(ses.send_email(**_given({**common, "Message": message}))["MessageId"])


def _send_many(context: Any, request: Any) -> Any:
    """Send a template to each entry of a list, filled with the common values and the entry's."""
    from botocore.exceptions import ClientError

    ses, results = _version_1(context), []
    template = request["DefaultContent"]["Template"]
    common = {"Source": request.get("FromEmailAddress"), "ConfigurationSetName": request.get("ConfigurationSetName")}
    for entry in request["BulkEmailEntries"]:
        own = ((entry.get("ReplacementEmailContent") or {}).get("ReplacementTemplate") or {}).get(
            "ReplacementTemplateData"
        )
        try:
            data = own or template.get("TemplateData") or "{}"
            sent = _send_template(ses, {**common, "Destination": entry["Destination"]}, template, data)
            results.append({"Status": "SUCCESS", **sent})
        except ClientError as error:
            results.append({"Status": "FAILED", "Error": str(error)})
    return {"BulkEmailEntryResults": results}


def _save_template(method: str) -> Callable[[Any, Any], Any]:
    def save(context: Any, request: Any) -> Any:
        parts = {PARTS[name]: value for name, value in request["TemplateContent"].items() if value}
        getattr(_version_1(context), method)(Template={"TemplateName": request["TemplateName"], **parts})
        return {}

    return save


def _get_template(context: Any, request: Any) -> Any:
    found = _version_1(context).get_template(TemplateName=request["TemplateName"])["Template"]
    content = {name: found[part] for name, part in PARTS.items() if found.get(part)}
    return {"TemplateName": found["TemplateName"], "TemplateContent": content}


def _delete_template(context: Any, request: Any) -> Any:
    _version_1(context).delete_template(TemplateName=request["TemplateName"])
    return {}


def _version_1(context: Any) -> Any:
    from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

    return connect_to(aws_access_key_id=context.account_id, region_name=context.region).ses


def _given(parameters: Parameters) -> Parameters:
    return {name: value for name, value in parameters.items() if value not in (None, [], {})}
