"""README: every option, task and public name is in it, and its commands are the ones the gate runs."""

import re
import runpy
from pathlib import Path

import pytest

import stackrig
from stackrig.deployment.provider.registry import all_functions, all_resources
from stackrig.pytest_plugin import COMMAND_LINE
from stackrig.settings import OPTIONS
from stackrig.tasks import namespace

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """Return the text below a heading."""
    return README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_is_documented(name: str) -> None:
    """The options table holds name, default and text of each option as the code has them."""
    word = f"--{name.replace('_', '-')}" if name in COMMAND_LINE else name
    default = OPTIONS[name].default
    shown = str(default).lower() if isinstance(default, bool) else default
    shown = f"{shown:g}" if isinstance(shown, float) else shown
    cell = f"`{shown}`" if shown not in ("", ()) else ""

    assert f"| `{word}` | {cell} | {OPTIONS[name].metadata['help']} |" in section("Options")


@pytest.mark.parametrize("name", sorted(namespace.task_names))
def test_every_task_is_documented(name: str) -> None:
    """The tasks table names each task."""
    assert re.search(rf"`(invoke )?{name}`", section("Tasks"))


@pytest.mark.parametrize("name", stackrig.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """What the package exports is in the README."""
    assert re.search(rf"`{name}[`(]", README)


def test_every_resource_type_and_function_is_documented() -> None:
    """The table of types is the registry's, no more and no less."""
    rows = re.findall(r"^\| `aws\.?(\w*)` \| (.*) \|$", section("Resource types"), re.MULTILINE)
    documented = {(module or "index", name) for module, names in rows for name in names.split(", ")}
    tokens = [*(resource.token for resource in all_resources()), *all_functions()]

    assert documented == {(token.split(":")[1].split("/")[0], token.split(":")[-1]) for token in tokens}


def test_every_difference_from_the_real_provider_is_documented() -> None:
    """The table of outputs that differ is the parity test's."""
    differences = runpy.run_path(str(ROOT / "tests" / "test_provider_parity.py"))["DIFFERENCES"]
    rows = re.findall(r"^\| `aws\.(\w+)\.(\w+)` \| `(\w+)` \| (.*) \|$", section("Resource types"), re.MULTILINE)
    expected = {
        (token.split(":")[1].split("/")[0], token.split(":")[2], name, reason)
        for (token, name), reason in differences.items()
    }

    assert set(rows) == expected


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_the_two_commands_are_one_line_each(heading: str) -> None:
    """A reader pastes one line, alone in a fenced sh block."""
    blocks = re.findall(r"^```sh\n(.*?)^```", section(heading), re.MULTILINE | re.DOTALL)

    assert len(blocks) == 1
    assert blocks[0].count("\n") == 1


def test_no_registry_host_is_written_down() -> None:
    """The checkout works with whatever package index the machine is set up for."""
    hosts = re.compile("|".join(["py" + "pi.org", "python" + "hosted", "npm" + "js.org", "docker" + ".io/"]))
    files = [path for folder in ("src", "tests", ".ci", "sql") for path in (ROOT / folder).rglob("*")]
    texts = [path for path in [*files, *ROOT.glob("*.*")] if path.suffix in {".py", ".txt", ".toml", ".md", ".yaml"}]

    assert [path for path in texts if hosts.search(path.read_text(encoding="utf-8"))] == []
