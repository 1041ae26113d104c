"""Pulumi projects with `runtime: yaml`: their resources, variables, functions and options, and errors with a line."""

import dataclasses
import json
import logging
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stackrig.deployment.configuration import merge_config
from stackrig.deployment.engines.values import SECRET
from stackrig.deployment.engines.yaml_runs.functions import FUNCTIONS
from stackrig.deployment.program_folders import read_program_folder
from stackrig.deployment.stacks import deploy_stack, destroy_stack, find_missing
from stackrig.deployment.yaml_programs.documents import read_document
from stackrig.deployment.yaml_programs.expressions import CALLS, Constant, Table
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.errors import DeployError, SettingsError
from stackrig.settings import Settings

LIFE = """
    name: site
    runtime: yaml
    config:
      retention:
        type: integer
        default: 3600
      labels:
        type: array
        items: {type: string}
        default: [a, b]
      token:
        type: string
        secret: true
        default: hunter22-token
      port:
        default: 80
    variables:
      account:
        fn::invoke:
          function: aws:getCallerIdentity
          return: accountId
      mails: ${pulumi.project}-${pulumi.stack}-mails
      policy:
        fn::toJSON:
          Version: 2012-10-17
          Statement:
            - Effect: Allow
              Action: sts:AssumeRole
              Principal: {Service: lambda.amazonaws.com}
    resources:
      function:
        type: aws:lambda:Function
        properties:
          runtime: python3.12
          handler: index.handler
          role: ${role.arn}
          code:
            fn::assetArchive:
              index.py:
                fn::stringAsset: "def handler(event, context): return event['a'] + 1"
              data: {"fn::fileAsset": ./page.html}
        options:
          dependsOn: ${queue}
      role:
        type: aws:iam:Role
        properties:
          assumeRolePolicy: ${policy}
      bucket:
        type: aws:s3:Bucket
        options:
          protect: true
      page:
        type: aws:s3:BucketObject
        properties:
          bucket: ${bucket}
          key: index.html
          source: {"Fn::FileAsset": ./page.html}
      queue:
        type: aws:sqs:Queue
        name: mails
        properties:
          name: ${mails}
          messageRetentionSeconds: ${retention}
          tags:
            port: ${port}
        options:
          ignoreChanges: [tags]
      west:
        type: pulumi:providers:aws
        properties: {region: us-west-2}
      far:
        type: aws:sns:Topic
        options:
          provider: ${west}
      parameter:
        type: aws:ssm:Parameter
        properties:
          type: SecureString
          value: ${token}
      found:
        type: aws:sqs:Queue
        get:
          id: ${queue.url}
    outputs:
      account: ${account}
      arns: {"fn::join": [",", ["${queue.arn}", "${found.arn}"]]}
      second: {"fn::select": [1, "${labels}"]}
      parts: {"fn::split": ["-", "${mails}"]}
      price: $$5 of ${labels[0]}
      tag: ${queue.tags["port"]}
      page: {"fn::readFile": ./page.html}
      function: ${function.name}
      far: ${far.arn}
      length: {"fn::length": "${labels}"}
      secret: {"fn::secret": "${mails}"}
      encoded: {"fn::toBase64": "${parameter.name}"}
"""


@pytest.fixture
def endpoint(localstack_server: AwsEndpoint) -> AwsEndpoint:
    """Return a LocalStack with an account that nothing has used yet."""
    return dataclasses.replace(localstack_server, access_key=new_account(localstack_server).account_id)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a project in an empty folder."""
    return Settings(root=tmp_path, deploy_engine="inprocess", stack="dev")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that writes a program and returns its folder."""

    def make(program: str) -> Path:
        folder = tmp_path / "site"
        folder.mkdir(exist_ok=True)
        (folder / "Pulumi.yaml").write_text(textwrap.dedent(program).lstrip())
        (folder / "page.html").write_text("<p>hello</p>")
        return folder

    return make


def test_a_program_lives_its_whole_life(
    endpoint: AwsEndpoint, settings: Settings, write: Callable[[str], Path]
) -> None:
    """It is deployed in dependency order, works, is deployed again to no effect, changes, and is destroyed."""
    program, aws = read_program_folder(write(LIFE)), EndpointSession(endpoint)

    first = deploy_stack(settings, program, localstack=endpoint)

    out: dict[str, Any] = first.outputs
    assert out["account"] == endpoint.access_key
    assert out["arns"].split(",") == [f"arn:aws:sqs:us-east-1:{endpoint.access_key}:site-dev-mails"] * 2
    assert (out["second"], out["parts"], out["price"]) == ("b", ["site", "dev", "mails"], "$5 of a")
    assert (out["tag"], out["page"], out["length"], out["secret"]) == ("80", "<p>hello</p>", 2, "site-dev-mails")
    assert out["far"].startswith("arn:aws:sns:us-west-2:")
    answer = aws.client("lambda").invoke(FunctionName=out["function"], Payload=b'{"a": 1}')
    assert json.load(answer["Payload"]) == 2
    state = json.loads(first.state_file.read_text())["resources"]
    parameter = next(item for item in state if "aws:ssm/parameter:" in item["urn"])
    assert SECRET in parameter["inputs"]["value"].values()

    again = deploy_stack(settings, program, localstack=endpoint)
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    changed = deploy_stack(settings, program, localstack=endpoint, config={"retention": 120, "port": 81})
    assert (changed.updated, changed.replaced) == (1, 0)
    tags = aws.client("sqs").list_queue_tags(QueueUrl=aws.client("sqs").list_queues()["QueueUrls"][0])
    assert tags["Tags"] == {"port": "80"}

    destroy_stack(changed, localstack=endpoint)
    assert aws.client("lambda").list_functions()["Functions"] == []
    assert "QueueUrls" not in aws.client("sqs").list_queues()
    assert aws.client("s3").list_buckets()["Buckets"] == []


def test_a_stack_of_another_region_is_referred_to(
    endpoint: AwsEndpoint, settings: Settings, write: Callable[[str], Path]
) -> None:
    """A reference names a project and a stack, wherever in the account that is."""
    first = read_program_folder(write("name: one\nruntime: yaml\noutputs: {color: green}\n"))
    deploy_stack(settings, first, localstack=endpoint, config={"aws:region": "us-west-2"})
    second = write(
        """
        name: two
        runtime: yaml
        resources:
          other: {type: "pulumi:pulumi:StackReference", properties: {name: organization/one/dev}}
        outputs:
          color: ${other.outputs["color"]}
        """
    )

    assert deploy_stack(settings, read_program_folder(second), localstack=endpoint).outputs == {"color": "green"}


def test_values_that_are_always_secret(
    endpoint: AwsEndpoint, settings: Settings, write: Callable[[str], Path], caplog: pytest.LogCaptureFixture
) -> None:
    """What the SDKs of other languages ask to hide is hidden in YAML programs, too."""
    folder = write(
        """
        name: site
        runtime: yaml
        resources:
          user: {type: "aws:iam:User"}
          access: {type: "aws:iam:AccessKey", properties: {user: "${user.name}"}}
          password: {type: "random:RandomPassword", properties: {length: 12}}
          note: {type: "aws:ssm:Parameter", properties: {type: String, value: green}}
        outputs:
          hidden: ${password.result} ${access.secret}
        """
    )
    caplog.set_level(logging.INFO)

    first = deploy_stack(settings, read_program_folder(folder), localstack=endpoint)

    password, secret = first.outputs["hidden"].split()
    resources = json.loads(first.state_file.read_text())["resources"]
    (note,) = (item for item in resources if item["urn"].endswith("::note"))
    outputs = [item["outputs"] for item in resources if "outputs" in item]
    hidden = {
        name for part in outputs for name, value in part.items() if isinstance(value, dict) and SECRET in value.values()
    }
    assert SECRET in note["inputs"]["value"].values()
    assert {"result", "bcryptHash", "secret", "hidden"} <= hidden
    assert not [text for text in (password, secret) if text in caplog.text]


@pytest.mark.gate
@pytest.mark.pulumi_cli
def test_the_cli_deploys_a_yaml_program(
    endpoint: AwsEndpoint, settings: Settings, write: Callable[[str], Path]
) -> None:
    """The Pulumi CLI decides what is done; a second deployment changes nothing, and nothing is left."""
    program, by_cli = read_program_folder(write(LIFE)), dataclasses.replace(settings, deploy_engine="cli")

    first = deploy_stack(by_cli, program, localstack=endpoint)

    assert (first.engine, first.outputs["second"], first.outputs["tag"]) == ("cli", "b", "80")
    again = deploy_stack(by_cli, program, localstack=endpoint)
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    destroy_stack(first, localstack=endpoint)
    assert "QueueUrls" not in EndpointSession(endpoint).client("sqs").list_queues()


@pytest.mark.gate
def test_components_and_default_providers(
    endpoint: AwsEndpoint, settings: Settings, write: Callable[[str], Path]
) -> None:
    """A REST API of another package answers; what its outputs refer to can be read; a default provider is used."""
    program = write(
        """
        name: site
        runtime: yaml
        resources:
          west:
            type: pulumi:providers:aws
            defaultProvider: true
            properties:
              region: us-west-2
              defaultTags: {tags: {team: web}}
          queue: {type: "aws:sqs:Queue"}
          api:
            type: aws-apigateway:RestAPI
            properties:
              routes:
                - path: /
                  localPath: page.html
                  contentType: text/html
        variables:
          region: {"fn::aws:getRegion": {}}
        outputs:
          url: ${api.url}
          id: ${api.api.id}
          name: ${api.stage.stageName}
          region: ${region.name}
          queue: ${queue.tagsAll["team"]} ${queue.url}
        """
    )

    deployment = deploy_stack(settings, read_program_folder(program), localstack=endpoint)

    out = deployment.outputs
    assert (out["name"], out["region"]) == ("stage", "us-west-2")
    assert out["id"] in out["url"]
    assert out["queue"].startswith("web ")
    assert "us-west-2" in out["queue"]
    assert deploy_stack(settings, read_program_folder(program), localstack=endpoint).updated == 0
    destroy_stack(deployment, localstack=endpoint)


@pytest.mark.parametrize(
    ("program", "line", "message", "remedy"),
    [
        ("resources:\n  mail: {typ: 'aws:sqs:Queue'}", 4, "the resource mail can't have typ", "write type"),
        ("resources:\n  mail:\n    properties: {}", 4, "the resource mail has no type", "type: aws:s3:Bucket"),
        ("variables:\n  a: ${b}\n  b:\n    - ${a}", 6, "a → b → a", ""),
        ("variables:\n  a: ${b", 4, "${b} names no value", "$${"),
        ("variables:\n  a: 1\n  a: 2", 5, "variables has a twice", ""),
        ("outputs:\n  a:\n    fn::jion: []", 5, "no function fn::jion", "call fn::join"),
        ("outputs:\n  a: {'fn::invoke': {}}", 4, "fn::invoke has no function", "function:"),
        ("variables:\n  a: &a {b: 1}\n  c:\n    <<: *a", 6, "a value can't have <<", "write their entries"),
        (
            "outputs:\n  a: {'fn::invoke': {function: f, argument: {}}}",
            4,
            "fn::invoke can't have argument",
            "arguments",
        ),
        (
            "outputs:\n  a: {'fn::invoke': {function: f, options: {protect: true}}}",
            4,
            "fn::invoke can't have protect",
            "write one of: dependsOn, parent",
        ),
        ("resources: [a]", 3, "resources must be a mapping", ""),
        ("ressources:\n  mail: {type: 'aws:sqs:Queue'}", 3, "the file can't have ressources", "write resources"),
        ("Outputs: {a: 1}", 3, "the file can't have Outputs", "write outputs"),
        ("components:\n  web: {resources: {}}", 3, "a program can't have components", "below resources:"),
        (
            "resources:\n  a:\n    type: aws:sqs:Queue\n    options: {dependson: []}",
            6,
            "can't have dependson",
            "dependsOn",
        ),
        ("resources:\n  a: {type: 'aws:sqs:Queue', defaultProvider: true}", 4, "a is no provider", ""),
        ("resources:\n  a: {type: 'aws:sqs:Queue', get: {state: {}}}", 4, "get of a has no id", "id:"),
    ],
)
def test_a_file_that_cannot_be_used(
    write: Callable[[str], Path], program: str, line: int, message: str, remedy: str
) -> None:
    """It is refused before anything is started, with its line and what to write."""
    folder = write(f"name: site\nruntime: yaml\n{program}\n")

    with pytest.raises(SettingsError) as refused:
        read_program_folder(folder)

    assert f"Pulumi.yaml:{line}: " in str(refused.value)
    assert message in str(refused.value)
    assert remedy in refused.value.report()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("on", "on"),
        ("True", True),
        ("22:30", "22:30"),
        ("2012-10-17", "2012-10-17"),
        ("0755", 493),
        ("0o17", 15),
        ("0o9", "0o9"),
        ("012345678901", 12345678901),
        ("1_000", 1000),
        ("1e3", 1000),
        (".5", 0.5),
        ("3.10", 3.1),
        ('"3.10"', "3.10"),
        ("~", None),
    ],
)
def test_values_are_read_as_the_cli_reads_them(
    settings: Settings, write: Callable[[str], Path], written: str, read: object
) -> None:
    """The program's own values and those of the stack's file are; `pulumi config --json` has told what they are."""
    folder = write(f"name: site\nruntime: yaml\nvariables:\n  a: {written}\n")
    (folder / "Pulumi.dev.yaml").write_text(f"config:\n  site:a: {written}\n")

    (value,) = read_document(folder).variables.values()
    config = merge_config(settings, read_program_folder(folder), None, {})

    assert isinstance(value, Constant)
    assert value.value == config["site:a"] == read


def test_keys_that_nothing_of_pulumi_has_are_passed_over(write: Callable[[str], Path]) -> None:
    """Pulumi allows any further key in the file, as for an anchor that other places refer to."""
    program = """
        name: site
        runtime: yaml
        anchors:
          tags: &tags {team: web}
        resources:
          mails:
            type: aws:sqs:Queue
            properties:
              tags: *tags
    """

    (declaration,) = read_document(write(program)).resources.values()

    assert isinstance(declaration.properties, Table)
    assert isinstance(tags := declaration.properties.entries["tags"], Table)
    assert list(tags.entries) == ["team"]


def test_a_value_that_is_declared_a_secret_in_other_words_is_one(
    settings: Settings, write: Callable[[str], Path]
) -> None:
    """`yes` is a text to Pulumi, and the value is not shown all the same."""
    program = write("name: site\nruntime: yaml\nconfig:\n  token: {default: hunter22, secret: yes}\n")

    config = merge_config(settings, read_program_folder(program), None, {})

    assert config == {"site:token": {"value": "hunter22", "secret": True}}


def test_an_account_that_begins_with_zero_is_a_text(
    endpoint: AwsEndpoint, settings: Settings, write: Callable[[str], Path]
) -> None:
    """A key that the program does not declare is read by its value, and zeros at its beginning count."""
    program = read_program_folder(write("name: site\nruntime: yaml\noutputs:\n  owner: ${owner}\n"))

    deployment = deploy_stack(settings, program, localstack=endpoint, config={"owner": "012345670123"})

    assert deployment.outputs == {"owner": "012345670123"}
    destroy_stack(deployment, localstack=endpoint)


def test_a_compiler_is_refused(write: Callable[[str], Path]) -> None:
    """A program that has to be compiled first is refused, with the command to type."""
    folder = write("name: site\nruntime: {name: yaml, options: {compiler: cue export}}\n")

    with pytest.raises(SettingsError, match="the option compiler") as refused:
        read_program_folder(folder)

    assert "cue export > Main.yaml" in refused.value.report()


@pytest.mark.parametrize(
    ("program", "line", "message", "remedy"),
    [
        ("outputs:\n  a: ${quue.arn}\nvariables: {queue: 1}", 4, "the name quue", "name one of: queue"),
        (
            "outputs:\n  a: ${q.arnn}\nresources:\n  q: {type: 'aws:sqs:Queue'}",
            4,
            "q is of the type aws:sqs/queue:Queue, which has no output arnn",
            "name one of: arn",
        ),
        ("outputs:\n  a: {'fn::join': [1]}", 4, "fn::join takes a list of two", ""),
        ("outputs:\n  a: {'fn::readFile': nowhere}", 4, "No such file", ""),
        ("outputs:\n  a: {'fn::select': [2, [0, 1]]}", 4, "there is no item 2: the list has 2", ""),
        (
            "resources:\n  a: {type: 'aws:sqs:Queue', options: {aliases: [{nme: b}]}}",
            4,
            "the options of a can't be used",
            "",
        ),
        ("outputs:\n  a: x${b}\nvariables: {b: [1]}", 4, "a text can't contain a list", "fn::toJSON"),
        (
            "outputs:\n  a: {'fn::invoke': {function: 'aws:getRegion', return: nme}}",
            4,
            "aws:index/getRegion:getRegion returns no nme",
            "name",
        ),
    ],
)
def test_a_line_that_cannot_be_evaluated(
    endpoint: AwsEndpoint,
    settings: Settings,
    write: Callable[[str], Path],
    program: str,
    line: int,
    message: str,
    remedy: str,
) -> None:
    """The error names the line, what is wrong, and what to write."""
    folder = read_program_folder(write(f"name: site\nruntime: yaml\n{program}\n"))

    with pytest.raises(DeployError) as failed:
        deploy_stack(settings, folder, localstack=endpoint)

    assert f"Pulumi.yaml:{line}: " in str(failed.value)
    assert message in str(failed.value)
    assert remedy in failed.value.report()


def test_every_function_that_can_be_read_can_be_called() -> None:
    """Each built-in function that the reader takes is one that a run knows."""
    own = {"invoke", "secret", "unsecret", "stackreference", "pulumiresourcename", "pulumiresourcetype"}
    assert {name.lower() for name in CALLS} == {*FUNCTIONS, *own}


def test_resources_are_told_with_their_lines(
    endpoint: AwsEndpoint, settings: Settings, write: Callable[[str], Path]
) -> None:
    """A resource that fails, and a type that is lacking, are told with the line that declares them."""
    failing = write(
        "name: site\nruntime: yaml\nresources:\n  a:\n    type: aws:sqs:Queue\n    properties: {name: a b}\n"
    )

    with pytest.raises(DeployError) as failed:
        deploy_stack(settings, read_program_folder(failing), localstack=endpoint)

    assert f"{failing}/Pulumi.yaml:4" in failed.value.report()
    lacking = write("name: site\nruntime: yaml\nresources:\n  a: {type: 'aws:braket:Circuit'}\n")
    gaps = find_missing(settings, read_program_folder(lacking), localstack=endpoint, postgres={})
    assert [(gap.token, gap.sources) for gap in gaps] == [("aws:braket/circuit:Circuit", (f"{lacking}/Pulumi.yaml:4",))]


@pytest.mark.gate
@pytest.mark.pulumi_cli
def test_the_cli_keeps_an_account_that_begins_with_zero(
    localstack_server: AwsEndpoint, settings: Settings, write: Callable[[str], Path]
) -> None:
    """The CLI reads the access key as the text that it is: as a number it would lead to another account."""
    endpoint = dataclasses.replace(localstack_server, access_key="098765432109")
    program = read_program_folder(
        write("name: site\nruntime: yaml\noutputs: {owner: {'fn::invoke': {function: 'aws:getCallerIdentity'}}}\n")
    )

    done = deploy_stack(dataclasses.replace(settings, deploy_engine="cli"), program, localstack=endpoint)

    assert done.outputs["owner"]["accountId"] == endpoint.access_key
    destroy_stack(done, localstack=endpoint)
