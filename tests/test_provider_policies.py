"""Policy documents of aws.iam.get_policy_document, compared with what Terraform's AWS provider 5.100.0 wrote."""

import json
from typing import Any

import pytest

from stackrig.deployment.provider.policies import policy_document
from stackrig.errors import DeployError

SOURCE = json.dumps(
    {
        "Version": "2012-10-17",
        "Id": "src",
        "Statement": [
            {"Sid": "A", "Effect": "Allow", "Action": ["s3:b", "s3:a"], "Resource": "*"},
            {
                "Effect": "Deny",
                "Principal": {"AWS": ["arn:aws:iam::1:root", "arn:aws:iam::2:root"], "Service": "x.amazonaws.com"},
                "Action": "s3:*",
                "Resource": ["r1", "r2"],
                "Condition": {"Bool": {"aws:SecureTransport": False}, "StringEquals": {"k": ["v2", "v1"], "j": "one"}},
            },
        ],
    }
)
OLD_SOURCE = json.dumps(
    {
        "Version": "2008-10-17",
        "Statement": [{"Sid": "B", "Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}],
    }
)
OVERRIDE = json.dumps(
    {
        "Statement": [
            {"Sid": "A", "Effect": "Deny", "NotAction": ["z"], "NotResource": ["q"]},
            {"Sid": "N", "Effect": "Allow", "NotPrincipal": {"AWS": ["x"]}, "Action": ["one"], "Resource": ["*"]},
        ]
    }
)


# Arguments, the id and the minified document; the document with spaces is the same one, and the id its checksum.
CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "assume": (
        {
            "statements": [
                {
                    "actions": ["sts:AssumeRole"],
                    "principals": [{"type": "Service", "identifiers": ["lambda.amazonaws.com"]}],
                }
            ]
        },
        "2690255455",
        (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Servi'
            'ce":"lambda.amazonaws.com"}}]}'
        ),
    ),
    "sorted_lists": (
        {
            "statements": [
                {
                    "sid": "One",
                    "actions": ["s3:GetObject", "s3:PutObject", "logs:A"],
                    "resources": ["arn:b", "arn:a", "arn:c"],
                }
            ]
        },
        "971295974",
        (
            '{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Allow","Action":["s3:PutObject","s3:GetO'
            'bject","logs:A"],"Resource":["arn:c","arn:b","arn:a"]}]}'
        ),
    ),
    "nothing": ({}, "1132004489", ('{"Version":"2012-10-17"}')),
    "deny_not": (
        {
            "version": "2008-10-17",
            "policyId": "pid",
            "statements": [
                {
                    "effect": "Deny",
                    "notActions": ["iam:*"],
                    "notResources": ["arn:x"],
                    "notPrincipals": [{"type": "AWS", "identifiers": ["arn:aws:iam::1:root", "arn:aws:iam::2:root"]}],
                }
            ],
        },
        "3521278381",
        (
            '{"Version":"2008-10-17","Id":"pid","Statement":[{"Effect":"Deny","NotAction":"iam:*","NotResource":"'
            'arn:x","NotPrincipal":{"AWS":["arn:aws:iam::2:root","arn:aws:iam::1:root"]}}]}'
        ),
    ),
    "star_principal": (
        {
            "statements": [
                {"actions": ["s3:*"], "resources": ["*"], "principals": [{"type": "*", "identifiers": ["*"]}]}
            ]
        },
        "3552382252",
        ('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}]}'),
    ),
    "aws_star": (
        {
            "statements": [
                {"actions": ["s3:*"], "resources": ["*"], "principals": [{"type": "AWS", "identifiers": ["*"]}]}
            ]
        },
        "1377439057",
        (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":{"'
            'AWS":"*"}}]}'
        ),
    ),
    "two_principals": (
        {
            "statements": [
                {
                    "actions": ["s3:*"],
                    "resources": ["*"],
                    "principals": [
                        {"type": "Service", "identifiers": ["b.amazonaws.com", "a.amazonaws.com"]},
                        {"type": "AWS", "identifiers": ["arn:1"]},
                    ],
                }
            ]
        },
        "4094438999",
        (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":{"'
            'AWS":"arn:1","Service":["b.amazonaws.com","a.amazonaws.com"]}}]}'
        ),
    ),
    "same_principal_type": (
        {
            "statements": [
                {
                    "actions": ["s3:*"],
                    "resources": ["*"],
                    "principals": [
                        {"type": "AWS", "identifiers": ["arn:2", "arn:3"]},
                        {"type": "AWS", "identifiers": ["arn:1"]},
                    ],
                }
            ]
        },
        "3808958233",
        (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":{"'
            'AWS":["arn:3","arn:2","arn:1"]}}]}'
        ),
    ),
    "conditions": (
        {
            "statements": [
                {
                    "actions": ["s3:*"],
                    "resources": ["*"],
                    "conditions": [
                        {"test": "StringEquals", "variable": "aws:a", "values": ["x"]},
                        {
                            "test": "StringLike",
                            "variable": "s3:prefix",
                            "values": ["home/", "", "home/&{aws:username}/"],
                        },
                        {"test": "StringEquals", "variable": "aws:b", "values": ["2", "1"]},
                    ],
                }
            ]
        },
        "3353031985",
        (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"'
            'StringEquals":{"aws:a":"x","aws:b":["2","1"]},"StringLike":{"s3:prefix":["home/","","home/${aws:user'
            'name}/"]}}}]}'
        ),
    ),
    "merged_condition": (
        {
            "statements": [
                {
                    "actions": ["s3:*"],
                    "resources": ["*"],
                    "conditions": [
                        {"test": "StringEquals", "variable": "aws:a", "values": ["x"]},
                        {"test": "StringEquals", "variable": "aws:a", "values": ["y"]},
                    ],
                }
            ]
        },
        "130223124",
        (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"'
            'StringEquals":{"aws:a":["y","x"]}}}]}'
        ),
    ),
    "variables": (
        {"statements": [{"actions": ["s3:*"], "resources": ["arn:aws:s3:::b/&{aws:username}/*"]}]},
        "2881355316",
        (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${'
            'aws:username}/*"}]}'
        ),
    ),
    "html": (
        {"statements": [{"sid": "H", "actions": ["s3:*"], "resources": ["arn:aws:s3:::<b>&c"]}]},
        "860948102",
        (
            '{"Version":"2012-10-17","Statement":[{"Sid":"H","Effect":"Allow","Action":"s3:*","Resource":"arn:aws'
            ':s3:::\\u003cb\\u003e\\u0026c"}]}'
        ),
    ),
    "unicode": (
        {"statements": [{"actions": ["s3:*"], "resources": ["arn:ü€"]}]},
        "392907349",
        ('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:ü€"}]}'),
    ),
    "source": (
        {"sourcePolicyDocuments": [SOURCE], "statements": [{"sid": "A", "actions": ["x:y"], "resources": ["*"]}]},
        "2701724531",
        (
            '{"Version":"2012-10-17","Id":"src","Statement":[{"Sid":"A","Effect":"Allow","Action":"x:y","Resource'
            '":"*"},{"Effect":"Deny","Action":"s3:*","Resource":["r1","r2"],"Principal":{"AWS":["arn:aws:iam::2:r'
            'oot","arn:aws:iam::1:root"],"Service":"x.amazonaws.com"},"Condition":{"Bool":{"aws:SecureTransport":'
            '"false"},"StringEquals":{"j":"one","k":["v2","v1"]}}}]}'
        ),
    ),
    "sources": (
        {"sourcePolicyDocuments": [SOURCE, OLD_SOURCE], "policyId": "mine"},
        "2867380069",
        (
            '{"Version":"2012-10-17","Id":"mine","Statement":[{"Sid":"A","Effect":"Allow","Action":["s3:b","s3:a"'
            '],"Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":["r1","r2"],"Principal":{"AWS":["arn:a'
            'ws:iam::2:root","arn:aws:iam::1:root"],"Service":"x.amazonaws.com"},"Condition":{"Bool":{"aws:Secure'
            'Transport":"false"},"StringEquals":{"j":"one","k":["v2","v1"]}}},{"Sid":"B","Effect":"Allow","Action'
            '":"*","Resource":"*","Principal":"*"}]}'
        ),
    ),
    "override": (
        {
            "sourcePolicyDocuments": [SOURCE],
            "statements": [{"sid": "C", "actions": ["x:y"], "resources": ["*"]}],
            "overridePolicyDocuments": [OVERRIDE],
        },
        "1534382801",
        (
            '{"Version":"2012-10-17","Id":"src","Statement":[{"Sid":"A","Effect":"Deny","NotAction":["z"],"NotRes'
            'ource":["q"]},{"Effect":"Deny","Action":"s3:*","Resource":["r1","r2"],"Principal":{"AWS":["arn:aws:i'
            'am::2:root","arn:aws:iam::1:root"],"Service":"x.amazonaws.com"},"Condition":{"Bool":{"aws:SecureTran'
            'sport":"false"},"StringEquals":{"j":"one","k":["v2","v1"]}}},{"Sid":"C","Effect":"Allow","Action":"x'
            ':y","Resource":"*"},{"Sid":"N","Effect":"Allow","Action":["one"],"Resource":["*"],"NotPrincipal":{"A'
            'WS":["x"]}}]}'
        ),
    ),
    "override_only": (
        {"overridePolicyDocuments": [OVERRIDE]},
        "2782670564",
        (
            '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","NotAction":["z"],"NotResource":["q"'
            ']},{"Sid":"N","Effect":"Allow","Action":["one"],"Resource":["*"],"NotPrincipal":{"AWS":["x"]}}]}'
        ),
    ),
    "several": (
        {"statements": [{"actions": ["a:b"], "resources": ["*"]}, {"actions": ["c:d", "c:d"], "resources": ["*"]}]},
        "3668940761",
        (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:b","Resource":"*"},{"Effect":"All'
            'ow","Action":"c:d","Resource":"*"}]}'
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_document_is_written_as_terraform_writes_it(name: str) -> None:
    """The order of keys and values, lists or single values, escapes and the id are Terraform's."""
    arguments, checksum, minified = CASES[name]

    found = policy_document(arguments)

    assert (found["minifiedJson"], found["id"]) == (minified, checksum)
    assert json.loads(found["json"]) == json.loads(minified)


def test_the_document_has_two_spaces_per_level() -> None:
    """`json` is what Go's MarshalIndent gives, to the letter."""
    expected = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRole",
      "Principal": {
        "Service": "lambda.amazonaws.com"
      }
    }
  ]
}"""

    assert policy_document(CASES["assume"][0])["json"] == expected


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"version": "2020-01-01"}, "2020-01-01"),
        ({"statements": [{"effect": "allow"}]}, "'allow'"),
        ({"statements": [{"sid": "with space"}]}, "with space"),
        ({"statements": [{"sid": "A"}, {"sid": "A"}]}, "'A' is in the statements twice"),
        ({"sourcePolicyDocuments": [SOURCE, SOURCE]}, "'A' is in sourcePolicyDocuments twice"),
        ({"sourcePolicyDocuments": ["{"]}, "no policy"),
        ({"version": "2008-10-17", "statements": [{"resources": ["&{aws:username}"]}]}, "not supported"),
    ],
)
def test_what_terraform_refuses_is_refused(arguments: dict[str, Any], complaint: str) -> None:
    """The error names the offending value."""
    with pytest.raises(DeployError, match=complaint):
        policy_document(arguments)
