"""IAM's evaluation logic, case by case, as AWS documents it; no server runs."""

from typing import Any

import pytest

from stackrig.emulator.inside.iam.evaluation import Policies, decide
from stackrig.emulator.inside.iam.policies import Caller, Request, Statement, read
from stackrig.emulator.inside.iam.resources import Need, Place, needs_of

ACCOUNT = "111122223333"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/app/function"
CALLER = Caller(SESSION, ACCOUNT, role=ROLE)
USER = Caller(f"arn:aws:iam::{ACCOUNT}:user/ann", ACCOUNT)
SERVICE = Caller("sns.amazonaws.com", service="sns.amazonaws.com")
OBJECT = "arn:aws:s3:::bucket/folder/key"
GET = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"}
DENY = {**GET, "Effect": "Deny"}
OTHER = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}


def policy(*statements: dict[str, Any], version: str = "2012-10-17") -> tuple[Statement, ...]:
    """Return the statements of a policy."""
    return read({"Version": version, "Statement": list(statements)})


def of_resource(principal: Any, effect: str = "Allow", **more: Any) -> tuple[Statement, ...]:
    """Return the policy of a bucket that allows or denies reading its objects."""
    return policy({**GET, "Effect": effect, "Principal": principal, **more})


def ask(statement: dict[str, Any], *, version: str = "2012-10-17", **values: Any) -> bool:
    """Tell whether one statement of an identity allows reading an object; values are by key, with __ for a colon."""
    texts = {key.replace("__", ":").lower(): (one,) if isinstance(one, str) else one for key, one in values.items()}
    request = Request("s3:GetObject", (OBJECT,), texts)
    return decide(CALLER, request, Policies(identity=(policy({**GET, **statement}, version=version),))).is_allowed


@pytest.mark.parametrize(
    ("name", "allowed"), [("logs.eu-west-1.amazonaws.com", True), ("logs.amazonaws.com", True), ("logs.", False)]
)
def test_principals_of_services_may_name_a_region(name: str, *, allowed: bool) -> None:
    """CloudWatch Logs and Step Functions are known by their regions in many policies (elements_principal.html)."""
    service = Caller("logs.amazonaws.com", service="logs.amazonaws.com")

    decision = decide(service, Request("s3:GetObject", (OBJECT,)), Policies(resource=of_resource({"Service": name})))

    assert decision.is_allowed == allowed


# "Policy evaluation logic", "Policy evaluation for requests within a single account", "Cross-account policy evaluation
# logic" in IAM's user guide: reference_policies_evaluation-logic*.html.
FLOW: dict[str, tuple[Caller, Policies, str]] = {
    "nothing allows": (CALLER, Policies(), "because no identity-based policy allows the s3:GetObject action"),
    "identity allows": (CALLER, Policies(identity=(policy(GET),)), ""),
    "one of two policies allows": (CALLER, Policies(identity=(policy(OTHER), policy(GET))), ""),
    "identity denies": (
        CALLER,
        Policies(identity=(policy(GET), policy(DENY))),
        "with an explicit deny in an identity-based policy",
    ),
    "a boundary lacks it": (
        CALLER,
        Policies(identity=(policy(GET),), boundary=policy(OTHER)),
        "because no permissions boundary allows the s3:GetObject action",
    ),
    "a boundary alone grants nothing": (
        CALLER,
        Policies(boundary=policy(GET)),
        "because no identity-based policy allows the s3:GetObject action",
    ),
    "a boundary allows": (CALLER, Policies(identity=(policy(GET),), boundary=policy(GET)), ""),
    "a boundary denies": (
        CALLER,
        Policies(identity=(policy(GET),), boundary=policy(GET, DENY)),
        "with an explicit deny in a permissions boundary",
    ),
    "a session policy lacks it": (
        CALLER,
        Policies(identity=(policy(GET),), session=(policy(OTHER),)),
        "because no session policy allows the s3:GetObject action",
    ),
    "a session policy allows": (CALLER, Policies(identity=(policy(GET),), session=(policy(GET),)), ""),
    "a session policy denies": (
        CALLER,
        Policies(identity=(policy(GET),), session=(policy(GET, DENY),)),
        "with an explicit deny in a session policy",
    ),
    "the resource allows the role": (CALLER, Policies(resource=of_resource({"AWS": ROLE})), ""),
    "the resource allows everybody": (CALLER, Policies(resource=of_resource("*")), ""),
    "the resource allows the account": (
        CALLER,
        Policies(resource=of_resource({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})),
        "because no identity-based policy allows the s3:GetObject action",
    ),
    "the resource denies": (
        CALLER,
        Policies(identity=(policy(GET),), resource=of_resource("*", "Deny")),
        "with an explicit deny in a resource-based policy",
    ),
    "the resource denies the account": (
        CALLER,
        Policies(identity=(policy(GET),), resource=of_resource({"AWS": ACCOUNT}, "Deny")),
        "with an explicit deny in a resource-based policy",
    ),
    "the resource denies all but the role": (
        CALLER,
        Policies(
            identity=(policy(GET),),
            resource=policy({**DENY, "NotPrincipal": {"AWS": [ROLE, SESSION, ACCOUNT]}}),
        ),
        "",
    ),
    "the resource denies all but the role, and names neither account nor session": (
        CALLER,
        Policies(identity=(policy(GET),), resource=policy({**DENY, "NotPrincipal": {"AWS": ROLE}})),
        "with an explicit deny in a resource-based policy",
    ),
    "the resource denies all but a service": (
        SERVICE,
        Policies(resource=(*of_resource("*"), *policy({**DENY, "NotPrincipal": {"Service": SERVICE.service}}))),
        "",
    ),
    "the resource denies all but another": (
        CALLER,
        Policies(identity=(policy(GET),), resource=policy({**DENY, "NotPrincipal": {"AWS": f"{ROLE}-2"}})),
        "with an explicit deny in a resource-based policy",
    ),
    "a boundary limits what the resource gives the role": (
        CALLER,
        Policies(boundary=policy(OTHER), resource=of_resource({"AWS": ROLE})),
        "because no permissions boundary allows the s3:GetObject action",
    ),
    "no boundary limits what the resource gives the session": (
        CALLER,
        Policies(boundary=policy(OTHER), session=(policy(OTHER),), resource=of_resource({"AWS": SESSION})),
        "",
    ),
    "no boundary limits what the resource gives a user": (
        USER,
        Policies(boundary=policy(OTHER), resource=of_resource({"AWS": USER.arn})),
        "",
    ),
    "another account's resource needs both": (
        CALLER,
        Policies(identity=(policy(GET),), owner="444455556666"),
        "because no resource-based policy allows the s3:GetObject action",
    ),
    "another account's resource is not enough": (
        CALLER,
        Policies(resource=of_resource({"AWS": ROLE}), owner="444455556666"),
        "because no identity-based policy allows the s3:GetObject action",
    ),
    "another account's resource allows the account": (
        CALLER,
        Policies(identity=(policy(GET),), resource=of_resource({"AWS": ACCOUNT}), owner="444455556666"),
        "",
    ),
    "a service has nothing of its own": (
        SERVICE,
        Policies(),
        "because no resource-based policy allows the s3:GetObject action",
    ),
    "the resource allows the service": (
        SERVICE,
        Policies(resource=of_resource({"Service": "sns.amazonaws.com"})),
        "",
    ),
    "the resource allows another service": (
        SERVICE,
        Policies(resource=of_resource({"Service": ["s3.amazonaws.com"]})),
        "because no resource-based policy allows the s3:GetObject action",
    ),
    "a role is no service": (
        CALLER,
        Policies(resource=of_resource({"Service": "sns.amazonaws.com"})),
        "because no identity-based policy allows the s3:GetObject action",
    ),
}


@pytest.mark.parametrize("name", FLOW)
def test_policies_are_combined_as_aws_documents(name: str) -> None:
    """Identity, boundary, session and resource policies together allow or refuse a request, with AWS's reason."""
    caller, policies, reason = FLOW[name]

    decision = decide(caller, Request("s3:GetObject", (OBJECT,)), policies)

    assert (decision.is_allowed, decision.reason) == (not reason, reason)


@pytest.mark.parametrize(
    ("principal", "identity", "allowed"),
    [
        ({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, True, True),
        ({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, False, False),
        ({"AWS": ROLE}, False, True),
        ({"AWS": f"{ROLE}-2"}, True, False),
    ],
)
@pytest.mark.parametrize("action", ["kms:Decrypt", "sts:AssumeRole"])
def test_keys_and_roles_need_their_own_policy(
    action: str,
    principal: dict[str, str],
    identity: bool,  # noqa: FBT001  # of the table
    allowed: bool,  # noqa: FBT001  # of the table
) -> None:
    """A key's and a role's policy has to allow the caller or its account; "Key policies in AWS KMS"."""
    own = policy({"Effect": "Allow", "Action": action, "Resource": "*"})
    theirs = policy({"Effect": "Allow", "Action": action, "Principal": principal})

    decision = decide(
        CALLER,
        Request(action, ("arn:aws:kms:us-east-1:1:key/x",)),
        Policies(identity=(own,) if identity else (), resource=theirs),
    )

    assert decision.is_allowed is allowed


# "IAM JSON policy elements": Action, NotAction, Resource, NotResource, and "Variables and tags".
ELEMENTS: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "action in other letters": ({"Action": "S3:getobject"}, {}, True),
    "action with a star": ({"Action": "s3:Get*"}, {}, True),
    "action with a question mark": ({"Action": "s3:?etObject"}, {}, True),
    "every action": ({"Action": "*"}, {}, True),
    "another action": ({"Action": ["s3:PutObject", "s3:GetObjectAcl"]}, {}, False),
    "all actions but this": ({"Action": None, "NotAction": "s3:Get*"}, {}, False),
    "all actions but another": ({"Action": None, "NotAction": "iam:*"}, {}, True),
    "resource in other letters": ({"Resource": "arn:aws:s3:::Bucket/*"}, {}, False),
    "a star spans slashes": ({"Resource": "arn:aws:s3:::bucket/*y"}, {}, True),
    "a star in a part": ({"Resource": "arn:aws:s3:*:*:b*t/folder/k?y"}, {}, True),
    "a star spans no colon": ({"Resource": "arn:aws:*/key"}, {}, False),
    "an ARN that is not whole": ({"Resource": "arn:aws:s3"}, {}, True),
    "the bucket is not its objects": ({"Resource": "arn:aws:s3:::bucket"}, {}, False),
    "all resources but this": ({"Resource": None, "NotResource": "arn:aws:s3:::bucket/*"}, {}, False),
    "all resources but another": ({"Resource": None, "NotResource": "arn:aws:s3:::other/*"}, {}, True),
    "a variable": ({"Resource": "arn:aws:s3:::bucket/${aws:PrincipalTag/team}/*"}, {"aws__principaltag/team": "folder"},
                   True),
    "another value": ({"Resource": "arn:aws:s3:::bucket/${aws:username}/*"}, {"aws__username": "x"}, False),
    "a variable without a value": ({"Resource": "arn:aws:s3:::bucket/${aws:username}*"}, {}, False),
    "a variable with a default": ({"Resource": "arn:aws:s3:::bucket/${aws:username, 'folder'}/*"}, {}, True),
    "a star of a variable": ({"Resource": "arn:aws:s3:::bucket/${aws:username}"}, {"aws__username": "*"}, False),
    "a star that is none": ({"Resource": "arn:aws:s3:::bucket/${*}"}, {}, False),
}  # fmt: skip


@pytest.mark.parametrize("name", ELEMENTS)
def test_elements_mean_what_aws_documents(name: str) -> None:
    """Actions, resources and their opposites match with wildcards and variables."""
    statement, values, allowed = ELEMENTS[name]
    wanted = {key: one for key, one in {**GET, **statement}.items() if one is not None}
    texts = {key.replace("__", ":"): (one,) for key, one in values.items()}

    decision = decide(CALLER, Request("s3:GetObject", (OBJECT,), texts), Policies(identity=(policy(wanted),)))

    assert decision.is_allowed is allowed


def test_the_old_language_has_no_variables() -> None:
    """A policy of version 2008-10-17 means its text as it stands."""
    assert not ask({"Resource": "arn:aws:s3:::bucket/${aws:username}/*"}, version="2008-10-17", aws__username="folder")


# "IAM JSON policy elements: Condition operators" and "Single-valued vs. multivalued context keys".
CONDITIONS: list[tuple[str, Any, Any, bool]] = [
    ("StringEquals", "a", "a", True),
    ("StringEquals", ["a", "b"], "b", True),
    ("StringEquals", "A", "a", False),
    ("StringEquals", "a*", "ab", False),
    ("StringEquals", "a", None, False),
    ("StringNotEquals", ["a", "b"], "c", True),
    ("StringNotEquals", ["a", "b"], "b", False),
    ("StringNotEquals", "a", None, True),
    ("StringEqualsIgnoreCase", "A", "a", True),
    ("StringNotEqualsIgnoreCase", "A", "a", False),
    ("StringLike", "a*", "abc", True),
    ("StringLike", "a?", "abc", False),
    ("StringNotLike", "a*", "abc", False),
    ("StringEqualsIfExists", "a", None, True),
    ("StringEqualsIfExists", "a", "b", False),
    ("StringLikeIfExists", "a*", "ab", True),
    ("NumericEquals", "10", "10.0", True),
    ("NumericEquals", 10, "10", True),
    ("NumericNotEquals", "10", "11", True),
    ("NumericLessThan", "10", "9", True),
    ("NumericLessThan", "10", "10", False),
    ("NumericLessThanEquals", "10", "10", True),
    ("NumericGreaterThan", "10", "9", False),
    ("NumericGreaterThanEquals", "10", "10", True),
    ("NumericEquals", "10", "ten", False),
    ("NumericLessThanIfExists", "10", None, True),
    ("DateLessThan", "2020-04-01T00:00:00Z", "2020-03-31T23:59:59Z", True),
    ("DateGreaterThan", "2020-04-01T00:00:00Z", "2020-03-31T23:59:59Z", False),
    ("DateEquals", "2020-04-01T00:00:00Z", "1585699200", True),
    ("DateNotEquals", "2020-04-01T00:00:00Z", "1585699201", True),
    ("DateLessThanEquals", "2020-04-01T02:00:00+02:00", "2020-04-01T00:00:00Z", True),
    ("DateGreaterThanEquals", "2020", "2020-01-01T00:00:00Z", True),
    ("Bool", "true", "true", True),
    ("Bool", True, "true", True),
    ("Bool", "false", "true", False),
    ("BoolIfExists", "false", None, True),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", True),
    ("IpAddress", "203.0.113.0/24", "203.0.113.7", True),
    ("IpAddress", "203.0.113.0/24", "203.0.114.7", False),
    ("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", True),
    ("NotIpAddress", "203.0.113.0/24", "203.0.114.7", True),
    ("IpAddress", "203.0.113.0/24", "no address", False),
    ("ArnEquals", "arn:aws:sns:*:*:topic", "arn:aws:sns:us-east-1:1:topic", True),
    ("ArnLike", "arn:aws:sns:us-east-1:1:*", "arn:aws:sns:us-east-1:1:topic", True),
    ("ArnLike", "arn:aws:s*:topic", "arn:aws:sns:us-east-1:1:topic", False),
    ("ArnNotLike", "arn:aws:sns:*:*:t*", "arn:aws:sns:us-east-1:1:topic", False),
    ("ArnNotEquals", "arn:aws:sns:*:*:t*", "arn:aws:sns:us-east-1:1:queue", True),
    ("Null", "true", None, True),
    ("Null", "true", "a", False),
    ("Null", "false", "a", True),
    ("Null", False, None, False),
    ("ForAllValues:StringEquals", ["a", "b"], ("a", "b"), True),
    ("ForAllValues:StringEquals", ["a", "b"], ("a", "c"), False),
    ("ForAllValues:StringEquals", "a", None, True),
    ("ForAllValues:StringNotEquals", "a", ("b", "c"), True),
    ("ForAllValues:StringNotEquals", "a", ("a", "b"), False),
    ("ForAnyValue:StringEquals", ["a", "b"], ("c", "b"), True),
    ("ForAnyValue:StringEquals", ["a", "b"], ("c", "d"), False),
    ("ForAnyValue:StringEquals", "a", None, False),
    ("ForAnyValue:StringNotEquals", "a", ("a", "b"), True),
    ("ForAnyValue:StringNotEquals", "a", ("a",), False),
    ("ForAnyValue:StringLike", "a*", ("ab", "c"), True),
    ("NoSuchOperator", "a", "a", False),
]


@pytest.mark.parametrize(("operator", "wanted", "value", "holds"), CONDITIONS)
def test_condition_operators(operator: str, wanted: Any, value: Any, holds: bool) -> None:  # noqa: FBT001
    """Each operator compares a key's values with the policy's as AWS documents."""
    values = {} if value is None else {"s3__Key": value}

    assert ask({"Condition": {operator: {"S3:key": wanted}}}, **values) is holds


def test_conditions_are_joined() -> None:
    """All operators and all keys have to hold, and of a key's values one."""
    condition = {"StringEquals": {"a": ["1", "2"], "b": "3"}, "Bool": {"c": "true"}}

    assert ask({"Condition": condition}, a="2", b="3", c="true")
    assert not ask({"Condition": condition}, a="2", b="4", c="true")
    assert not ask({"Condition": condition}, a="2", b="3", c="false")


def test_what_only_aws_knows_is_no_reason() -> None:
    """A condition on tags of a resource or on an organization neither refuses nor denies."""
    condition = {"Condition": {"StringEquals": {"aws:ResourceTag/team": "x", "aws:PrincipalOrgID": "o-1"}}}

    assert ask(condition)
    denial = policy(GET, {**DENY, **condition})
    assert decide(CALLER, Request("s3:GetObject", (OBJECT,)), Policies(identity=(denial,))).is_allowed


# The tables of the "Service Authorization Reference": which action an operation is, and on which resource.
WHERE = "us-east-1:111122223333"
OPERATIONS: list[tuple[str, str, dict[str, Any], list[tuple[str, str]]]] = [
    ("s3", "HeadObject", {"Bucket": "b", "Key": "k"}, [("s3:GetObject", "arn:aws:s3:::b/k")]),
    ("s3", "GetObject", {"Bucket": "b", "Key": "k", "VersionId": "1"}, [("s3:GetObjectVersion", "arn:aws:s3:::b/k")]),
    ("s3", "ListObjectsV2", {"Bucket": "b"}, [("s3:ListBucket", "arn:aws:s3:::b")]),
    ("s3", "ListBuckets", {}, [("s3:ListAllMyBuckets", "*")]),
    ("s3", "UploadPart", {"Bucket": "b", "Key": "k"}, [("s3:PutObject", "arn:aws:s3:::b/k")]),
    ("s3", "CopyObject", {"Bucket": "b", "Key": "k", "CopySource": "a/x%20y"},
     [("s3:PutObject", "arn:aws:s3:::b/k"), ("s3:GetObject", "arn:aws:s3:::a/x y")]),
    ("s3", "PutObject", {"Bucket": "b", "Key": "k", "Tagging": "a=b", "ACL": "public-read"},
     [("s3:PutObject", "arn:aws:s3:::b/k"), ("s3:PutObjectTagging", "arn:aws:s3:::b/k"),
      ("s3:PutObjectAcl", "arn:aws:s3:::b/k")]),
    ("s3", "DeleteObjects", {"Bucket": "b", "Delete": {"Objects": [{"Key": "x"}, {"Key": "y"}]}},
     [("s3:DeleteObject", "arn:aws:s3:::b/x"), ("s3:DeleteObject", "arn:aws:s3:::b/y")]),
    ("sqs", "SendMessageBatch", {"QueueUrl": "http://sqs.eu-west-1.localhost:1/444455556666/q"},
     [("sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:q")]),
    ("sns", "PublishBatch", {"TopicArn": f"arn:aws:sns:{WHERE}:t"}, [("sns:Publish", f"arn:aws:sns:{WHERE}:t")]),
    ("dynamodb", "Query", {"TableName": "t", "IndexName": "i"},
     [("dynamodb:Query", f"arn:aws:dynamodb:{WHERE}:table/t/index/i")]),
    ("dynamodb", "BatchGetItem", {"RequestItems": {"t": {}, "u": {}}},
     [("dynamodb:BatchGetItem", f"arn:aws:dynamodb:{WHERE}:table/t"),
      ("dynamodb:BatchGetItem", f"arn:aws:dynamodb:{WHERE}:table/u")]),
    ("dynamodb", "TransactWriteItems", {"TransactItems": [{"Put": {"TableName": "t"}}, {"Put": {"TableName": "t"}},
     {"ConditionCheck": {"TableName": "u"}}]}, [("dynamodb:PutItem", f"arn:aws:dynamodb:{WHERE}:table/t"),
      ("dynamodb:ConditionCheckItem", f"arn:aws:dynamodb:{WHERE}:table/u")]),
    ("dynamodb", "ExecuteStatement", {"Statement": 'SELECT * FROM "t"."i" WHERE a = 1'},
     [("dynamodb:PartiQLSelect", f"arn:aws:dynamodb:{WHERE}:table/t/index/i")]),
    ("dynamodb", "ExecuteStatement", {"Statement": "INSERT INTO t VALUE {'a': 1}"},
     [("dynamodb:PartiQLInsert", f"arn:aws:dynamodb:{WHERE}:table/t")]),
    ("lambda", "Invoke", {"FunctionName": "f", "Qualifier": "live"},
     [("lambda:InvokeFunction", f"arn:aws:lambda:{WHERE}:function:f:live")]),
    ("events", "PutEvents", {"Entries": [{}, {"EventBusName": "b"}]},
     [("events:PutEvents", f"arn:aws:events:{WHERE}:event-bus/default"),
      ("events:PutEvents", f"arn:aws:events:{WHERE}:event-bus/b")]),
    ("events", "PutRule", {"Name": "r", "EventBusName": "b"}, [("events:PutRule", f"arn:aws:events:{WHERE}:rule/b/r")]),
    ("logs", "PutLogEvents", {"logGroupName": "g", "logStreamName": "s"},
     [("logs:PutLogEvents", f"arn:aws:logs:{WHERE}:log-group:g:log-stream:s")]),
    ("ssm", "GetParametersByPath", {"Path": "/a/b/"},
     [("ssm:GetParametersByPath", f"arn:aws:ssm:{WHERE}:parameter/a/b")]),
    ("scheduler", "CreateSchedule", {"Name": "n"},
     [("scheduler:CreateSchedule", f"arn:aws:scheduler:{WHERE}:schedule/default/n")]),
    ("rds-data", "ExecuteStatement", {"resourceArn": f"arn:aws:rds:{WHERE}:cluster:c", "secretArn": "arn:secret"},
     [("rds-data:ExecuteStatement", f"arn:aws:rds:{WHERE}:cluster:c"),
      ("secretsmanager:GetSecretValue", "arn:secret")]),
    ("ses", "SendEmail", {"Source": "Ann <ann@shop.test>"},
     [("ses:SendEmail", f"arn:aws:ses:{WHERE}:identity/ann@shop.test")]),
    ("cognito-idp", "AdminGetUser", {"UserPoolId": "us-east-1_x"},
     [("cognito-idp:AdminGetUser", f"arn:aws:cognito-idp:{WHERE}:userpool/us-east-1_x")]),
    ("cognito-idp", "SignUp", {}, []),
    ("sts", "GetCallerIdentity", {}, []),
    ("sts", "AssumeRole", {"RoleArn": ROLE}, [("sts:AssumeRole", ROLE)]),
    ("apigateway", "GetRestApis", {}, [("apigateway:GET", "arn:aws:apigateway:us-east-1::/restapis")]),
    ("glue", "GetTable", {"Name": "t"}, [("glue:GetTable", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("prefix", "operation", "parameters", "expected"), OPERATIONS)
def test_operations_need_the_actions_that_aws_documents(
    prefix: str, operation: str, parameters: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """An operation is judged by its actions, each on its resource."""
    place = Place("aws", "us-east-1", ACCOUNT)

    needs: list[Need] = needs_of(place, prefix, operation, parameters, "/restapis", "GET")

    assert [(need.action, need.resources[0] if need.resources else "") for need in needs] == expected
