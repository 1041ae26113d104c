"""How a resource type and a function are described, and where their descriptions are found.

A few words describe most of a type: which API operations create, read, change and delete it, and AWS's names for the
properties whose names differ. Where that is not enough, a plain function takes the place of an operation.
"""

import functools
import importlib
import string
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Protocol

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties, UnsupportedError
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.wire import Names

NAME = AutoName()
TAG, UNTAG = Call("tag_resource"), Call("untag_resource")
USE_PLUGIN = "deploy with the Pulumi CLI and the real AWS provider: --deploy-engine=cli --aws-provider=plugin"

# Takes the resource's properties (its outputs, its inputs and `id`), returns the learnt properties; None: it is gone.
Action = Callable[[Scope, Properties], Properties | None]

SERVICES = {  # the part of a token before the first slash, and the modules below `services` that hold its types
    "acm": ("names_and_certificates",),
    "alb": ("listeners", "load_balancers"),
    "apigateway": ("apigateway", "apigateway_plans"),
    "apigatewayv2": ("http_apis",),
    "appautoscaling": ("autoscaling",),
    "appconfig": ("appconfig",),
    "appsync": ("appsync",),
    "athena": ("athena",),
    "autoscaling": ("autoscaling",),
    "backup": ("backup",),
    "batch": ("batch",),
    "budgets": ("budgets",),
    "cfg": ("config",),
    "cloudformation": ("cloudformation",),
    "cloudfront": ("cloudfront", "cloudfront_policies", "getters"),
    "cloudtrail": ("cloudtrail",),
    "cloudwatch": ("alarms", "event_destinations", "events", "getters", "logs"),
    "codebuild": ("code_services",),
    "codecommit": ("code_services",),
    "codepipeline": ("code_services",),
    "cognito": ("cognito", "cognito_pools", "cognito_users", "getters"),
    "directoryservice": ("directories",),
    "docdb": ("document_databases",),
    "dynamodb": ("dynamodb", "getters"),
    "ebs": ("instances",),
    "ec2": (
        "autoscaling",
        "connections",
        "default_networks",
        "dhcp_options",
        "instances",
        "launch_templates",
        "lookups",
        "networks",
        "security_groups",
    ),
    "ec2transitgateway": ("transit_gateways",),
    "ecr": ("ecr", "ecs"),
    "ecs": ("ecs",),
    "efs": ("efs", "getters"),
    "eks": ("eks", "getters"),
    "elasticbeanstalk": ("elasticbeanstalk",),
    "elb": ("classic_load_balancers",),
    "elasticache": ("elasticache", "getters"),
    "glue": ("glue",),
    "guardduty": ("guardduty",),
    "iam": ("getters", "iam", "iam_passwords", "iam_providers"),
    "index": ("index",),
    "iot": ("iot",),
    "kinesis": ("getters", "kinesis"),
    "kms": ("getters", "kms"),
    "lambda": ("getters", "lambda_", "lambda_settings"),
    "lb": ("listeners", "load_balancers"),
    "memorydb": ("memorydb",),
    "mq": ("brokers",),
    "msk": ("brokers",),
    "neptune": ("document_databases",),
    "organizations": ("organizations",),
    "pipes": ("pipes",),
    "ram": ("resource_groups",),
    "rds": ("getters", "rds", "rds_lookups", "rds_proxies"),
    "redshift": ("redshift",),
    "resourcegroups": ("resource_groups",),
    "route53": ("names_and_certificates",),
    "s3": ("getters", "s3_buckets", "s3_objects", "s3_settings"),
    "sagemaker": ("sagemaker",),
    "scheduler": ("scheduler",),
    "secretsmanager": ("getters", "secretsmanager"),
    "securityhub": ("securityhub",),
    "servicediscovery": ("servicediscovery",),
    "ses": ("ses",),
    "sesv2": ("sesv2",),
    "sfn": ("getters", "sfn"),
    "sns": ("getters", "sns"),
    "sqs": ("getters", "sqs"),
    "ssm": ("ssm", "ssm_maintenance"),
    "synthetics": ("synthetics",),
    "transfer": ("transfer",),
    "vpc": ("security_groups",),
    "wafv2": ("wafv2",),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Describe an update function for a change of some properties; it takes all wanted properties.

    A removed property is None.
    """

    of: frozenset[str]
    make: Callable[[Scope, Properties], object]


@dataclass(frozen=True, slots=True)
class Tagging:
    """Describe how tags are set, removed and, if reading does not return them, listed.

    Args:
        add: sets the tags of the pseudo-property `tags`.
        remove: removes the tags of the pseudo-property `tagKeys`; None: `add` gets all tags, and replaces them.
    """

    add: Call | Action = TAG
    remove: Call | Action | None = UNTAG
    list: Call | Action | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """Describe a resource type.

    Args:
        token: the type token, such as `aws:iam/role:Role`.
        service: botocore's name of the API.
        read: the first call tells whether it exists; the others add properties.
        id: the id as a template of properties, or a function of them; `id` itself is found in responses.
        import_id: the id for Resource.get, where that differs; alternatives are separated by ` or `.
        updates: calls that change it in place, each made when a changed property is among its parameters. After
            its creation they set what the creating call does not take.
        create_from: the calls that create it instead where the program gives an input, such as a snapshot.
        retry: a part of an error's message after which its creation is repeated: AWS has not yet spread something.
        wait: called after it was created or changed, makes it ready or waits until it is.
        names: AWS's names of properties, where they differ, in all its operations.
        find: how it is found when only its inputs are known, and they do not form its id: the id
            as a template of inputs, {region}, {account} and {partition}, or what gives it.
        unique: whether no other resource is alike, so that finding it proves that it was made.
        computed: outputs as templates of properties, {region}, {account}, {partition} and {dns_suffix}.
        once: outputs that only its creation returns.
        defaults: inputs that have a value when the program gives none.
        replace_on: inputs that can't be changed; inputs that no update takes need not be listed.
        documents: inputs that are compared as JSON.
        accepted: inputs that functions here handle, or that control this provider and never reach AWS.
        unused: inputs that are accepted and have no effect, which is logged.
        delete_before_replace: two of it can't exist at once, whatever their names.
        modelled: emulators store its description and run nothing of it. Inputs that no operation takes are kept too.
        served_by_database: a rig's database server runs it; without one it is modelled only.
        unserved: returns why nothing serves these inputs, which is logged; empty where something does.

    Functions in place of calls return properties under Pulumi's names, with values as AWS has them.
    """

    token: str
    service: str
    _: KW_ONLY
    create: Call | Action
    read: tuple[Call | Action, ...]
    delete: Call | Action
    updates: tuple[Call | Change, ...] = ()
    create_from: Mapping[str, Call] = field(default_factory=dict)
    retry: str = ""
    wait: Callable[[Scope, Properties], None] | None = None
    tagging: Tagging | None = None
    id: str | Callable[[Properties], str] = "{id}"
    import_id: str = ""
    find: "str | Lookup | Callable[[Scope, Properties], str | None]" = ""
    unique: bool = True
    auto_name: AutoName = NAME
    names: Names = field(default_factory=dict)
    computed: Mapping[str, str] = field(default_factory=dict)
    once: frozenset[str] = frozenset()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    replace_on: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    unused: frozenset[str] = frozenset()
    delete_before_replace: bool = False
    modelled: bool = False
    served_by_database: bool = False
    unserved: Callable[[Properties], str] = lambda _: ""

    def creating(self, inputs: Properties) -> Call | Action:
        """Return the calls that create a resource with these inputs."""
        return next((call for name, call in self.create_from.items() if inputs.get(name)), self.create)


Function = Callable[[Scope, Mapping[str, Any]], Properties]


class Described(Protocol):
    """Hold a type whose description is made when it is first used."""

    @property
    def token(self) -> str:
        """Return its token."""

    def describe(self) -> Resource:
        """Return its description."""


def id_of(resource: Resource, properties: Properties) -> str:
    """Return the id of a resource with these properties."""
    return resource.id.format_map(properties) if isinstance(resource.id, str) else resource.id(properties)


def fields_of(template: str) -> set[str]:
    """Return the names of the fields of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def id_templates(resource: Resource) -> tuple[str, list[str]]:
    """Return the template of a resource's id, empty when there is none, and those of Resource.get's."""
    plain_id = resource.id if isinstance(resource.id, str) else ""
    return plain_id, [text for text in resource.import_id.split(" or ") if text]


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def find_resource(urn: str, token: str) -> Resource:
    """Return the description of a resource type.

    Raises:
        DeployError: this provider has no such type.
    """
    found = _describe(token)
    if found is None:
        raise UnsupportedError(f"{urn}: stackrig's light AWS provider has no type {token}", remedies=[USE_PLUGIN])
    return found


def is_modelled(token: str, *, with_database: bool = False) -> bool:
    """Tell whether emulators only store a type's description and run nothing, with or without a rig's database."""
    found = _describe(token)
    return found is not None and found.modelled and not (with_database and found.served_by_database)


def find_function(token: str) -> Function:
    """Return the function of a token such as `aws:iam/getPolicyDocument:getPolicyDocument`.

    Raises:
        DeployError: this provider has no such function.
    """
    _, functions = _load(token)
    if token not in functions:
        raise UnsupportedError(f"stackrig's light AWS provider has no function {token}", remedies=[USE_PLUGIN])
    return functions[token]


def all_types() -> Iterable[str]:
    """Return the tokens of all resource types, in order."""
    return {token: None for service in SERVICES for token in _load_service(service)[0]}


def all_functions() -> Iterable[str]:
    """Return the tokens of all functions."""
    return {token for service in SERVICES for token in _load_service(service)[1]}


# One import at a time: pytest parses stackrig's modules for its assertions; CPython 3.11's parser isn't thread-safe
# ("AST constructor recursion depth mismatch", python/cpython#106905).
_loading = threading.Lock()


@functools.cache
def _describe(token: str) -> Resource | None:
    found = _load(token)[0].get(token)
    return found if found is None or isinstance(found, Resource) else found.describe()


@functools.cache
def _load_service(service: str) -> tuple[dict[str, Resource | Described], dict[str, Function]]:
    resources: dict[str, Resource | Described] = {}
    functions: dict[str, Function] = {}
    for name in SERVICES.get(service, ()):
        module = importlib.import_module(f"stackrig.deployment.provider.services.{name}")
        resources |= {item.token: item for item in getattr(module, "RESOURCES", ())}
        functions |= getattr(module, "FUNCTIONS", {})
    return resources, functions


def _load(token: str) -> tuple[dict[str, Resource | Described], dict[str, Function]]:
    with _loading:
        return _load_service(token.removeprefix("aws:").partition("/")[0])
