"""README and docs: everything public is in them, their code is code, their links lead somewhere."""

import ast
import json
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import stackrig
from stackrig import pytest_plugin
from stackrig.deployment.components.index import all_builders
from stackrig.deployment.packages.index import all_packages
from stackrig.deployment.provider.registry import all_functions, all_types
from stackrig.pytest_options import COMMAND_LINE
from stackrig.settings import OPTIONS
from stackrig.tasks import namespace
from tests.test_provider_parity import DIFFERENCES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {
    path.relative_to(ROOT / "docs").with_suffix("").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "docs").rglob("*.md"))
}
FOLDERS = (ROOT / "docs", ROOT / ".github")
DOCUMENTS = [ROOT / "README.md", *(path for folder in FOLDERS for path in sorted(folder.rglob("*.md")))]
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
VARIABLE = re.compile(r"(?:environ\.get\(|environ\[)\s*\"([A-Z_]+)\"")
PREFIXES = ("AWS_", "PULUMI_", "STACKRIG_")  # of variables that are passed on or hidden together


def section(heading: str) -> str:
    """Return the text below a heading of README."""
    return README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Yield each fenced block of a language in README and docs, with the document and number it has there."""
    for path in DOCUMENTS:
        for number, (found, content) in enumerate(FENCE.findall(path.read_text(encoding="utf-8")), 1):
            if found == language:
                yield f"{path.relative_to(ROOT)} {number}", content


def headings(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub and MyST make them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_readme_is_short() -> None:
    """README is one page: what needs more room is in docs."""
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_is_documented(name: str) -> None:
    """The options table holds name, default and text of each option as the code has them."""
    word = f"--{name.replace('_', '-')}" if name in COMMAND_LINE else name
    default = OPTIONS[name].default
    shown = str(default).lower() if isinstance(default, bool) else default
    shown = f"{shown:g}" if isinstance(shown, float) else shown
    cell = f"`{shown}`" if shown not in ("", ()) else ""

    assert f"| `{word}` | {cell} | {OPTIONS[name].metadata['help']} |" in PAGES["options"]


def test_options_without_a_key_in_pytests_configuration_are_named() -> None:
    """The page gives the rule for the keys of pytest's configuration, and names the options that have none."""
    assert "`stackrig_` and the option's name, such as `stackrig_database_image`" in PAGES["options"]
    without = [f"`{name}`" for name in OPTIONS if name not in COMMAND_LINE]
    named = re.search(r"^(.*) have no flag in pytest", PAGES["options"], re.MULTILINE)
    assert named
    assert re.findall(r"`\w+`", named[1]) == without


def test_every_environment_variable_is_documented() -> None:
    """The page names each variable that the package reads under its own name."""
    source = ROOT / "src" / "stackrig"
    files = [path for path in source.rglob("*.py") if "inside" not in path.parts]  # that reads what stackrig sets
    found = {name for path in files for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    missing = {name for name in found if f"`{name}`" not in PAGES["options"] and not name.startswith(PREFIXES)}

    assert "DOCKER_HOST" in found
    assert missing - {"PATH", "PYTHONPATH"} == set()


@pytest.mark.parametrize("name", sorted(namespace.task_names))
def test_every_task_is_documented(name: str) -> None:
    """The tasks table names each task."""
    assert re.search(rf"`(invoke )?{name}`", PAGES["tasks"])


def test_documents_name_only_tasks_that_exist() -> None:
    """Each `invoke NAME` of the documents is a task of every project, or one of this checkout's own."""
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS if path.name != "changelog.md"]
    named = {name for text in texts for name in re.findall(r"`(?:\.venv/bin/)?invoke ([a-z][\w-]*)", text)}
    known = runpy.run_path(str(ROOT / "tasks.py"))["namespace"].task_names

    assert "bench-deploy" in named
    assert named - {*namespace.task_names, *known} == set()


@pytest.mark.parametrize("name", sorted(namespace.task_names))
def test_every_argument_of_a_task_is_an_option_or_is_documented(name: str) -> None:
    """An argument that has a text of its own, not an option's, is on the page of tasks."""
    texts = {field.metadata["help"] for field in OPTIONS.values()}
    own = [argument for argument, text in namespace[name].help.items() if text not in texts]

    assert [argument for argument in own if f"--{argument}" not in PAGES["tasks"]] == []


def test_every_fixture_is_documented() -> None:
    """The page of fixtures names each fixture the plugin registers; README's table has the same public ones."""
    kinds = ("FixtureFunctionDefinition", "_pytestfixturefunction")  # of pytest 8.4 and later, and of those before
    fixtures = {
        name
        for name, value in vars(pytest_plugin).items()
        if type(value).__name__ == kinds[0] or kinds[1] in getattr(value, "__dict__", {})
    }
    public = {name for name in fixtures if not name.startswith("stackrig_")}

    assert {"postgres", "deployed", "stackrig_rig"} <= fixtures
    assert {name for name in fixtures if f"`{name}`" not in PAGES["fixtures"]} == set()
    assert set(re.findall(r"^\| `(\w+)` \| (?:session|function) \|", section("Fixtures"), re.MULTILINE)) == public


@pytest.mark.parametrize("name", stackrig.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """Fixtures are on their page; the rest of what the package exports is there, and in the API with its docstring."""
    assert re.search(rf"`{name}[`(]", PAGES["fixtures"])
    if not hasattr(pytest_plugin, name) or name == "postgres_factory":
        assert re.search(rf"^\.\. auto\w+:: {name}\b", PAGES["api"], re.MULTILINE)


def test_every_resource_type_and_function_is_documented() -> None:
    """The table of types is the registry's, no more and no less."""
    rows = re.findall(r"^\| `aws\.?(\w*)` \| (.*) \|$", PAGES["resource-types"], re.MULTILINE)
    documented = {(module or "index", name) for module, names in rows for name in names.split(", ")}
    tokens = [*all_types(), *all_functions()]

    assert f"{len([*all_types()])} types and {len([*all_functions()])} functions" in PAGES["resource-types"]
    assert documented == {(token.split(":")[1].split("/")[0], token.split(":")[-1]) for token in tokens}


def test_every_component_is_documented() -> None:
    """The table of components is the index's, no more and no less."""
    table = PAGES["resource-types"].partition("## Components of other packages")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([\w.-]+)` \| (\w.*) \|$", table, re.MULTILINE)
    homes = [(home if "." in home else f"{home}.index", names) for home, names in rows]

    assert {f"{home.replace('.', ':')}:{name}" for home, names in homes for name in names.split(", ")} == {
        *all_builders()
    }


def test_every_type_of_another_package_is_documented() -> None:
    """The table of packages is the index's, no more and no less."""
    table = PAGES["resource-types"].partition("## Types of other packages")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([\w-]+)` \| (\w.*) \|$", table, re.MULTILINE)
    documented = {(package, name.rpartition(".")[2]) for package, names in rows for name in names.split(", ")}

    tokens = ((item.name, token) for item in all_packages() for token in (*item.kinds, *item.functions))
    assert documented == {(package, token.rpartition(":")[2]) for package, token in tokens}


def test_every_difference_from_the_real_provider_is_documented() -> None:
    """The table of outputs that differ is the parity test's."""
    rows = re.findall(r"^\| `aws\.(\w+)\.(\w+)` \| `(\w+)` \| (.*) \|$", PAGES["resource-types"], re.MULTILINE)
    expected = {
        (token.split(":")[1].split("/")[0], token.split(":")[2], name, reason)
        for (token, name), reason in DIFFERENCES.items()
    }

    assert set(rows) == expected


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_the_two_commands_are_one_line_each(heading: str) -> None:
    """A reader pastes one line, alone in a fenced sh block."""
    found = re.findall(r"^```sh\n(.*?)^```", section(heading), re.MULTILINE | re.DOTALL)

    assert len(found) == 1
    assert found[0].count("\n") == 1


def test_code_in_the_documents_is_code() -> None:
    """Python blocks compile; TOML, YAML and JSON blocks can be read; each block names its language."""
    for where, content in blocks("python"):
        ast.parse(content, filename=where)
    for _, content in blocks("toml"):
        tomllib.loads(content)
    for _, content in blocks("yaml"):
        yaml.safe_load(content)
    for _, content in blocks("json"):
        json.loads(content)
    assert list(blocks("")) == []
    assert len(list(blocks("python"))) > 10


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    """Each link to a file or heading of this checkout finds it. `nox -s docs` checks those of docs once more."""
    targets = LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
    local = [target.partition("#") for target in targets if "://" not in target]
    dead = [
        f"{name}#{anchor}"
        for name, _, anchor in local
        if not (file := (path.parent / name) if name else path).exists() or (anchor and anchor not in headings(file))
    ]

    assert dead == []


def test_every_page_is_in_the_contents() -> None:
    """The first page of the documentation leads to every other page, by the pages that it names."""
    contents = {
        (Path(name).parent / line).as_posix()
        for name, page in PAGES.items()
        for block in re.findall(r"```{toctree}\n(.*?)```", page, re.DOTALL)
        for line in block.split()
    }

    assert PAGES.keys() - contents == {"index"}


def test_no_registry_host_is_written_down() -> None:
    """The checkout works with whatever package index the machine is set up for."""
    hosts = re.compile("|".join(["py" + "pi.org", "python" + "hosted", "npm" + "js.org", "docker" + ".io/"]))
    folders = ("src", "tests", ".ci", ".github", "docs", "sql")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    kinds = {".py", ".txt", ".toml", ".md", ".yaml", ".yml"}
    texts = [path for path in [*files, *ROOT.glob("*.*")] if path.suffix in kinds]

    assert [path for path in texts if hosts.search(path.read_text(encoding="utf-8"))] == []


LIMITED_NAMES = {
    "apigateway": "API Gateway, REST", "cloudwatch": "CloudWatch", "dynamodb": "DynamoDB", "events": "EventBridge",
    "iam": "IAM", "kms": "KMS", "lambda": "Lambda", "logs": "Logs", "s3": "S3", "secretsmanager": "Secrets Manager",
    "ec2": "EC2", "sns": "SNS", "sqs": "SQS", "ssm": "SSM", "stepfunctions": "Step Functions",
}  # fmt: skip


def test_the_table_of_services_is_that_of_the_checks() -> None:
    """The table of what is enforced names the services whose models are checked, and has a row for each other one."""
    hook = ast.parse((ROOT / "src/stackrig/emulator/inside/limits/hook.py").read_text(encoding="utf-8"))
    checked: dict[str, set[str]] = {
        node.targets[0].id: {str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)}
        for node in hook.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Dict)
    }
    rows = [line for line in PAGES["limits"].splitlines() if line.startswith("| ")]
    (of_all,) = (row for row in rows if row.startswith("| all |"))
    listed = re.search(r"requests \((.*?)\)", of_all)

    assert listed is not None
    assert sorted(listed[1].split(", ")) == sorted(LIMITED_NAMES[name] for name in checked["MODELLED"])
    for name in checked["OWN"]:
        assert any(LIMITED_NAMES[name] in row.split("|")[1] for row in rows), name
