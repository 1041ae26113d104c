"""S3: settings of a bucket that are resources themselves."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.schema import Schema, load_schema
from stackrig.deployment.provider.services.s3_common import SERVICE, website_names
from stackrig.deployment.provider.wire import members, properties_of, to_api, to_camel, to_pascal

LAMBDAS, QUEUES, TOPICS = (f"{name}Configurations" for name in ("LambdaFunction", "Queue", "Topic"))
EVENT_BRIDGE = "EventBridgeConfiguration"

Reader = Callable[[dict[str, Any]], Properties | None]
Writer = Callable[[Scope, Properties], dict[str, Any]]


def _setting(
    token: str, operation: str, properties: str, *, read: Reader, write: Writer, clear: Any = None, **more: Any
) -> Resource:
    """Describe a setting that is read and written as a whole.

    Args:
        operation: `bucket_policy` of get_bucket_policy, put_bucket_policy and delete_bucket_policy.
        read: makes properties of the response; None: there is no such setting.
        write: makes parameters of properties.
        clear: the parameters that take the setting away, where there is no operation that deletes it.
        more: of `Resource`, and `reads`, which tell more of it.
    """

    def find(scope: Scope, known: Properties) -> Properties | None:
        found = scope.find(SERVICE, f"get_{operation}", Bucket=known["bucket"])
        return None if found is None else read(found)

    def put(scope: Scope, known: Properties) -> Properties:
        scope.call(SERVICE, f"put_{operation}", Bucket=known["bucket"], **write(scope, known))
        return {}

    def delete(scope: Scope, known: Properties) -> None:
        if clear is None:
            scope.call(SERVICE, f"delete_{operation.removesuffix('_configuration')}", Bucket=known["bucket"])
        else:
            scope.call(SERVICE, f"put_{operation}", Bucket=known["bucket"], **clear)

    return Resource(
        token,
        SERVICE,
        create=put,
        read=(find, *more.pop("reads", ())),
        updates=(Change(words(properties), put),),
        delete=delete,
        id="{bucket}",
        replace_on=words("bucket"),
        accepted=words("expectedBucketOwner skipDestroy timeouts"),
        **more,
    )


def _document(token: str, operation: str, member: str, properties: str, *, inside: str = "", **more: Any) -> Resource:
    """Describe a setting whose properties have S3's names and form.

    Args:
        member: the parameter that holds them.
        inside: the member of the response that does, when it is not the response itself.
    """

    def read(found: dict[str, Any]) -> Properties:
        schema = load_schema(token) or Schema()
        types = {name: schema.outputs[name] for name in properties.split()}
        return properties_of(found[inside] if inside else found, {}, types)

    def write(scope: Scope, known: Properties) -> dict[str, Any]:
        shape = members(scope.model(SERVICE, f"put_{operation}").input_shape)[member]
        return {member: to_api(shape, {name: known.get(name) for name in properties.split()})}

    return _setting(token, operation, properties, read=read, write=write, **more)


def _read_policy(found: dict[str, Any]) -> Properties:
    return {"policy": found["Policy"]}


def _write_policy(_scope: Scope, known: Properties) -> dict[str, Any]:
    return {"Policy": known["policy"]}


def _read_versioning(found: dict[str, Any]) -> Properties | None:
    status = found.get("Status")
    configuration = {"status": status, "mfaDelete": found.get("MFADelete", "")}
    return {"versioningConfiguration": configuration} if status else None


def _write_versioning(_scope: Scope, known: Properties) -> dict[str, Any]:
    return {"VersioningConfiguration": {"Status": known["versioningConfiguration"]["status"]}}


BLOCK = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


def _read_block(found: dict[str, Any]) -> Properties:
    return dict(found["PublicAccessBlockConfiguration"])


def _write_block(_scope: Scope, known: Properties) -> dict[str, Any]:
    return {"PublicAccessBlockConfiguration": {to_pascal(name): bool(known.get(name)) for name in BLOCK}}


def _read_ownership(found: dict[str, Any]) -> Properties:
    return {"rule": found["OwnershipControls"]["Rules"][0]}


def _write_ownership(_scope: Scope, known: Properties) -> dict[str, Any]:
    return {"OwnershipControls": {"Rules": [{"ObjectOwnership": known["rule"]["objectOwnership"]}]}}


def _read_notification(found: dict[str, Any]) -> Properties | None:
    settings = {
        "lambdaFunctions": [_from_channel(item, "LambdaFunctionArn") for item in found.get(LAMBDAS, ())],
        "queues": [_from_channel(item, "QueueArn") for item in found.get(QUEUES, ())],
        "topics": [_from_channel(item, "TopicArn") for item in found.get(TOPICS, ())],
        "eventbridge": EVENT_BRIDGE in found,
    }
    given = {name: value for name, value in settings.items() if value}
    return {**given, "eventbridge": settings["eventbridge"]} if given else None


def _from_channel(item: dict[str, Any], target: str) -> dict[str, Any]:
    rules = item.get("Filter", {}).get("Key", {}).get("FilterRules", ())
    filters = {rule["Name"].lower(): rule["Value"] for rule in rules}
    return {
        to_camel(target): item[target],
        "id": item["Id"],
        "events": item["Events"],
        "filterPrefix": filters.get("prefix", ""),
        "filterSuffix": filters.get("suffix", ""),
    }


def _write_notification(_scope: Scope, known: Properties) -> dict[str, Any]:
    channels = {
        LAMBDAS: [_to_channel(item, "lambdaFunctionArn") for item in known.get("lambdaFunctions") or ()],
        QUEUES: [_to_channel(item, "queueArn") for item in known.get("queues") or ()],
        TOPICS: [_to_channel(item, "topicArn") for item in known.get("topics") or ()],
    }
    settings: dict[str, Any] = {name: items for name, items in channels.items() if items}
    if known.get("eventbridge"):
        settings[EVENT_BRIDGE] = {}
    return {"NotificationConfiguration": settings}


def _to_channel(item: dict[str, Any], target: str) -> dict[str, Any]:
    channel = {to_pascal(target): item[target], "Events": item["events"]}
    if item.get("id"):
        channel["Id"] = item["id"]
    names = {"prefix": item.get("filterPrefix"), "suffix": item.get("filterSuffix")}
    rules = [{"Name": name, "Value": value} for name, value in names.items() if value]
    return {**channel, "Filter": {"Key": {"FilterRules": rules}}} if rules else channel


def _versioning(token: str) -> Resource:
    suspended = {"VersioningConfiguration": {"Status": "Suspended"}}
    return _setting(
        token,
        "bucket_versioning",
        "versioningConfiguration",
        read=_read_versioning,
        write=_write_versioning,
        clear=suspended,
    )


def _read_acl(found: dict[str, Any]) -> Properties:
    return {"accessControlPolicy": {"owner": found["Owner"], "grants": found["Grants"]}}


def _write_acl(scope: Scope, known: Properties) -> dict[str, Any]:
    if known.get("acl"):
        return {"ACL": known["acl"]}
    shape = members(scope.model(SERVICE, "put_bucket_acl").input_shape)["AccessControlPolicy"]
    return {"AccessControlPolicy": to_api(shape, known["accessControlPolicy"])}


def _acl_id(known: Properties) -> str:
    return ",".join(filter(None, (known["bucket"], known.get("expectedBucketOwner"), known.get("acl"))))


def _acl(token: str) -> Resource:
    """Describe an access control list; its deletion leaves the list as it is, as the real provider does."""
    described = _setting(
        token, "bucket_acl", "acl accessControlPolicy", read=_read_acl, write=_write_acl, clear={"ACL": "private"}
    )
    return replace(described, id=_acl_id, unique=False, delete=_leave)


def _leave(_scope: Scope, _known: Properties) -> None:
    """Do nothing: every bucket has this setting."""


def _read_payer(found: dict[str, Any]) -> Properties:
    return {"payer": found["Payer"]}


def _write_payer(_scope: Scope, known: Properties) -> dict[str, Any]:
    return {"RequestPaymentConfiguration": {"Payer": known["payer"]}}


def _read_acceleration(found: dict[str, Any]) -> Properties | None:
    return {"status": found["Status"]} if found.get("Status") else None


def _write_acceleration(_scope: Scope, known: Properties) -> dict[str, Any]:
    return {"AccelerateConfiguration": {"Status": known["status"]}}


LOGGING = "targetBucket targetPrefix targetGrants targetObjectKeyFormat"


def _read_logging(found: dict[str, Any]) -> Properties | None:
    types = (load_schema("aws:s3/bucketLogging:BucketLogging") or Schema()).outputs
    told = found.get("LoggingEnabled")
    return properties_of(told, {}, types) if told else None


def _write_logging(scope: Scope, known: Properties) -> dict[str, Any]:
    shape = members(scope.model(SERVICE, "put_bucket_logging").input_shape)["BucketLoggingStatus"]
    wanted = {name: known.get(name) for name in LOGGING.split()}
    return {"BucketLoggingStatus": {"LoggingEnabled": to_api(members(shape)["LoggingEnabled"], wanted)}}


def _read_website_names(scope: Scope, known: Properties) -> Properties:
    return website_names(scope, known["bucket"])


def _account(scope: Scope, known: Properties) -> str:
    return str(known.get("accountId") or scope.clients.account_id)


def _block_account(scope: Scope, known: Properties) -> Properties:
    account = _account(scope, known)
    scope.call("s3control", "put_public_access_block", AccountId=account, **_write_block(scope, known))
    return {"accountId": account}


def _read_account_block(scope: Scope, known: Properties) -> Properties | None:
    account = str(known.get("id") or _account(scope, known))
    found = scope.find("s3control", "get_public_access_block", AccountId=account)
    return None if found is None else {**(_read_block(found) or {}), "accountId": account}


def _unblock_account(scope: Scope, known: Properties) -> None:
    scope.call("s3control", "delete_public_access_block", AccountId=_account(scope, known))


RESOURCES = (
    _setting(
        "aws:s3/bucketPolicy:BucketPolicy",
        "bucket_policy",
        "policy",
        read=_read_policy,
        write=_write_policy,
        documents=words("policy"),
    ),
    _setting(
        "aws:s3/bucketNotification:BucketNotification",
        "bucket_notification_configuration",
        "lambdaFunctions queues topics eventbridge",
        read=_read_notification,
        write=_write_notification,
        clear={"NotificationConfiguration": {}},
    ),
    _setting(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "public_access_block",
        " ".join(BLOCK),
        read=_read_block,
        write=_write_block,
        unique=False,
    ),
    Resource(
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        "s3control",
        create=_block_account,
        read=(_read_account_block,),
        updates=(Change(frozenset(BLOCK), _block_account),),
        delete=_unblock_account,
        id="{accountId}",
        unique=False,
        auto_name=NO_NAME,
        defaults=dict.fromkeys(BLOCK, False),
        replace_on=words("accountId"),
    ),
    _setting(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "bucket_ownership_controls",
        "rule",
        read=_read_ownership,
        write=_write_ownership,
        unique=False,
    ),
    *(
        resource
        for version in ("", "V2")
        for resource in (
            _acl(f"aws:s3/bucketAcl{version}:BucketAcl{version}"),
            _setting(
                f"aws:s3/bucketRequestPaymentConfiguration{version}:BucketRequestPaymentConfiguration{version}",
                "bucket_request_payment",
                "payer",
                read=_read_payer,
                write=_write_payer,
                clear={"RequestPaymentConfiguration": {"Payer": "BucketOwner"}},
                unique=False,
            ),
            _setting(
                f"aws:s3/bucketAccelerateConfiguration{version}:BucketAccelerateConfiguration{version}",
                "bucket_accelerate_configuration",
                "status",
                read=_read_acceleration,
                write=_write_acceleration,
                clear={"AccelerateConfiguration": {"Status": "Suspended"}},
                unique=False,
            ),
            _setting(
                f"aws:s3/bucketLogging{version}:BucketLogging{version}",
                "bucket_logging",
                LOGGING,
                read=_read_logging,
                write=_write_logging,
                clear={"BucketLoggingStatus": {}},
            ),
            _versioning(f"aws:s3/bucketVersioning{version}:BucketVersioning{version}"),
            _document(
                f"aws:s3/bucketCorsConfiguration{version}:BucketCorsConfiguration{version}",
                "bucket_cors",
                "CORSConfiguration",
                "corsRules",
            ),
            _document(
                f"aws:s3/bucketLifecycleConfiguration{version}:BucketLifecycleConfiguration{version}",
                "bucket_lifecycle_configuration",
                "LifecycleConfiguration",
                "rules",
                unused=words("transitionDefaultMinimumObjectSize"),
                computed={"transitionDefaultMinimumObjectSize": "all_storage_classes_128K"},
            ),
            _document(
                f"aws:s3/bucketServerSideEncryptionConfiguration{version}:"
                f"BucketServerSideEncryptionConfiguration{version}",
                "bucket_encryption",
                "ServerSideEncryptionConfiguration",
                "rules",
                inside="ServerSideEncryptionConfiguration",
                unique=False,
            ),
            _document(
                f"aws:s3/bucketWebsiteConfiguration{version}:BucketWebsiteConfiguration{version}",
                "bucket_website",
                "WebsiteConfiguration",
                "indexDocument errorDocument redirectAllRequestsTo routingRules",
                reads=(_read_website_names,),
                unused=words("routingRuleDetails"),
            ),
        )
    ),
)
