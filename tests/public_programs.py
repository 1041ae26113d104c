"""Try public Pulumi programs as they are: python -m tests.public_programs FOLDER... --table results.md.

Each Pulumi project below the folders, for Python and Node and without another cloud, is copied, gets its packages and
is deployed to one LocalStack, deployed again, which must change nothing, and destroyed, after which nothing may be left
in its account. Where stackrig lacks a type, all that lack is listed, and the rest is deployed with it skipped. Of a
template the placeholders are filled, as `pulumi new` does; configuration that is asked for and has no default gets a
value. Nothing of the programs is kept but the table.
"""

import argparse
import contextlib
import dataclasses
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import urllib3
import yaml

from stackrig.deployment.engines.gaps import SERVED, Gap
from stackrig.deployment.program_folders import RUNTIMES, ProgramFolder, read_program_folder
from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack, find_missing
from stackrig.deployment.urns import urn_type
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.emulator.sessions import AwsAccount, EndpointSession, new_account
from stackrig.errors import DeployError, SettingsError, StackrigError
from stackrig.leases import end_session, new_session
from stackrig.loopback import loopback_names
from stackrig.settings import DEFAULT_SERVICES, Settings, change
from stackrig.urls import to_localstack_url

OTHER_NAMES = {"cfg": "config", "elasticsearch": "es", "resourcegroups": "resource-groups", "sfn": "stepfunctions"}
SERVICES = ",".join(
    sorted({*DEFAULT_SERVICES.split(","), "dynamodbstreams", "events", "sts", *(OTHER_NAMES.get(n, n) for n in SERVED)})
)
LIMIT = 420  # seconds for a whole program
ATTEMPTS = 3  # the keys of Pulumi.yaml are asked for at once, those that the program requires after these
ZONE = "stackrig.test"  # which is hosted in each account
KEYS = Path(os.environ.get("TMPDIR", "/tmp"), "public-programs.key")  # noqa: S108  # a pair of OpenSSH's
REQUIRED = re.compile(r"value\(s\) of its configuration that are not given: (?P<keys>.*)")
UNDECLARED = re.compile(r"^  (?P<key>[\w.:/-]+): ", re.MULTILINE)
PLACEHOLDERS = {  # by a part of a key, the first that fits
    "(?i)public.?key$": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFepgExvRqj/+560SomeB7eILkCT9NmfxUSoJOx4EhpL stackrig",
    "(?i)public.?key.?path": f"{KEYS}.pub",
    "(?i)key.?path": str(KEYS),
    "(?i)(count|size|port|cpu|memory|capacity)$": "1",
    "(?i)cidr": "10.0.0.0/16",
    "(?i)region": "us-east-1",
    "(?i)arn$": "arn:aws:iam::000000000000:role/stackrig",
    "(?i)domain": f"www.{ZONE}",
    "(?i)contents$": ".",
    "(?i)secrets$": '{"name": "stackrig1"}',
    "": "stackrig1",
}
NEEDED: Mapping[str, Mapping[str, str]] = {  # folders beside a program whose stacks keys of its configuration name
    "aws-py-stackreference/team": {"companyStack": "company", "departmentStack": "department"},
    "aws-ts-stackreference/team": {"companyStack": "company", "departmentStack": "department"},
    "aws-ts-stackreference-architecture/database": {"networkingStack": "networking"},
    "aws-ts-stackreference-architecture/application": {"networkingStack": "networking", "databaseStack": "database"},
    "aws-ts-vpc-with-ecs-fargate-py/ecs-fargate-python": {"mystackpath": "vpc-crosswalk-ts"},
}
OTHER_CLOUDS = ("azure", "gcp", "google", "kubernetes", "eks", "digitalocean", "auth0", "linode", "openstack")
IGNORED = ("node_modules", "venv", ".venv", ".git")
LISTS: Mapping[str, Sequence[tuple[str, str]]] = {  # calls that list what an account has, and where the answer has it
    "apigateway": [("get_rest_apis", "items")],
    "dynamodb": [("list_tables", "TableNames")],
    "events": [("list_rules", "Rules")],
    "iam": [("list_roles", "Roles"), ("list_users", "Users"), ("list_instance_profiles", "InstanceProfiles")],
    "kinesis": [("list_streams", "StreamNames")],
    "lambda": [("list_functions", "Functions"), ("list_layers", "Layers")],
    "s3": [("list_buckets", "Buckets")],
    "secretsmanager": [("list_secrets", "SecretList")],
    "sns": [("list_topics", "Topics")],
    "sqs": [("list_queues", "QueueUrls")],
    "ssm": [("describe_parameters", "Parameters")],
    "stepfunctions": [("list_state_machines", "stateMachines")],
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Tell what became of a program: a word, why, and what stackrig lacks of it."""

    program: str
    result: str
    why: str = ""
    resources: int = 0
    seconds: float = 0.0
    gaps: Sequence[str] = ()
    rest: str = ""  # what becomes of it with the gaps skipped
    modelled: Sequence[str] = field(default=())
    answers: Sequence[str] = field(default=())  # of its APIs and functions' URLs: the status and the path


# --- what is tried ---------------------------------------------------------------------------------------------------


def find_programs(folders: Sequence[Path], only: str) -> Iterator[tuple[str, Path]]:
    """Yield the projects below folders that may be tried, Python ones first."""
    found = []
    for top in folders:
        for file in sorted(top.rglob("Pulumi.yaml")):
            name = str(file.parent.relative_to(top))
            if not set(IGNORED) & set(file.parts) and re.search(only, name):
                document = yaml.safe_load(file.read_text(encoding="utf-8"))
                runtime = document.get("runtime")
                runtime = runtime.get("name") if isinstance(runtime, dict) else runtime
                if runtime in RUNTIMES and not _is_of_another_cloud(file.parent, runtime):
                    found.append((RUNTIMES.index(runtime), name, file.parent))
    yield from ((name, folder) for _, name, folder in sorted(found))


def _is_of_another_cloud(folder: Path, runtime: str) -> bool:
    """Tell whether a project's requirements, or a YAML program's types, are of another cloud, or none of AWS."""
    is_yaml = runtime == "yaml"
    named = ("Pulumi.yaml",) if is_yaml else ("requirements.txt", "pyproject.toml", "package.json")
    texts = [file.read_text() for file in map(folder.joinpath, named) if file.exists()]
    pattern = r"^ +type: ([\w-]+):" if is_yaml else r"(?:pulumi[-_]|@pulumi/)([\w-]+)"
    names = re.findall(pattern, "\n".join(texts), re.MULTILINE)
    return bool(texts) and (bool(set(names) & set(OTHER_CLOUDS)) or not any(name.startswith("aws") for name in names))


def copy_program(name: str, folder: Path, to: Path) -> Path:
    """Copy a project with the example that it is a part of, whose other files it may name; return its folder."""
    part = Path(*Path(name).parts[1:])
    example = next(above for above in (folder, *folder.parents) if above / part == folder)
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(example, to, symlinks=True, ignore=shutil.ignore_patterns(*IGNORED))
    return to / part


def fill_template(folder: Path, stack: str) -> None:
    """Replace what `pulumi new` replaces, and give the stack the template's configuration."""
    for file in folder.rglob("*"):
        if file.is_file() and b"${PROJECT}" in (data := file.read_bytes()):
            file.write_bytes(data.replace(b"${PROJECT}", b"tried").replace(b"${DESCRIPTION}", b"tried"))
    document = yaml.safe_load((folder / "Pulumi.yaml").read_text(encoding="utf-8"))
    asked = (document.get("template") or {}).get("config") or {}
    path = folder / f"Pulumi.{stack}.yaml"
    if asked and not path.exists():
        texts = {key: given["default"] for key, given in asked.items() if "default" in given}
        config = {key: str(text).lower() if isinstance(text, bool) else str(text) for key, text in texts.items()}
        full = {key if ":" in key else f"{document['name']}:{key}": value for key, value in config.items()}
        path.write_text(yaml.safe_dump({"config": full}), encoding="utf-8")


# --- their packages --------------------------------------------------------------------------------------------------


def install(program: ProgramFolder, store: Path) -> None:
    """Give a program its packages; programs with the same requirements share them.

    Raises:
        RuntimeError: they can't be installed; with what the installer said.
    """
    if program.runtime == "python":
        _install_python(program, store)
    elif program.runtime == "nodejs":
        _install_node(program, store)


def _install_python(program: ProgramFolder, store: Path) -> None:
    needs = [program.folder / name for name in ("requirements.txt", "pyproject.toml")]
    needs = [file for file in needs if file.exists()][:1]
    kept = store / _digest(needs)
    if not (kept / "complete").exists():
        uv = [sys.executable, "-m", "uv"]
        _call([*uv, "venv", "-q", "--clear", str(kept)], program.folder)
        named = _python_needs(needs[0]) if needs else ["pulumi", "pulumi-aws"]
        # Pulumi's older SDKs import pkg_resources and leave setuptools to the Pulumi CLI, which installs these.
        _call([*uv, "pip", "install", "-q", "-p", str(kept), *named, "setuptools<81", "wheel"], program.folder)
        (kept / "complete").touch()
    (program.folder / str(program.options.get("virtualenv") or "venv")).symlink_to(kept)


def _python_needs(file: Path) -> list[str]:
    """Return what pip is given for a file of requirements; Poetry's own table, which pip can't read, is translated."""
    document = tomllib.loads(file.read_text(encoding="utf-8")) if file.suffix == ".toml" else {}
    poetry = document.get("tool", {}).get("poetry", {}).get("dependencies", {})
    if not poetry:
        return ["-r", str(file)]
    ranges = {name: str(spec) for name, spec in poetry.items() if name != "python"}
    return [f"{name}{_from_caret(spec)}" for name, spec in ranges.items()]


def _from_caret(spec: str) -> str:
    found = re.fullmatch(r"\^(?P<major>\d+)(?P<rest>[\d.]*)", spec)
    if not found:
        return "" if spec == "*" else spec
    return f">={found['major']}{found['rest']},<{int(found['major']) + 1}"


def _install_node(program: ProgramFolder, store: Path) -> None:
    place = next((folder for folder in (program.work, program.folder) if (folder / "package.json").exists()), None)
    if place is None:
        raise RuntimeError("there is no package.json")
    files = [place / name for name in ("package.json", "package-lock.json")]
    kept = store / _digest([file for file in files if file.exists()])
    if not (kept / "complete").exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        for file in files:
            if file.exists():
                shutil.copy(file, kept)
        _call(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], kept)
        (kept / "complete").touch()
    # Links to the same files: a folder that is a link is none to node.
    _call(["cp", "-al", str(kept / "node_modules"), str(place / "node_modules")], place)


def _digest(files: Sequence[Path]) -> str:
    return hashlib.sha256(b"\0".join([file.name.encode() + file.read_bytes() for file in files])).hexdigest()[:16]


def _call(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=LIMIT)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise RuntimeError(" ".join(lines[-4:]))


# --- one program -----------------------------------------------------------------------------------------------------


def try_program(name: str, folder: Path, endpoint: AwsEndpoint) -> Outcome:
    """Deploy a program, deploy it again, destroy it, and look for what is left."""
    account, started = new_account(endpoint), time.perf_counter()
    settings = Settings(root=folder.parent, deploy_engine="inprocess", stack="dev")
    _prepare(account, name)
    try:
        program = read_program_folder(folder)
        needed = _deploy_needed(settings, name, folder, account)
        settings = dataclasses.replace(settings, given_config={**settings.given_config, **needed})
        settings, gaps = _find_gaps(settings, program, account)
        skipped = change_replaced(settings, gaps)
        outcome = _live(name, skipped, program, account)
    except StackrigError as error:
        return Outcome(program=name, result="fails", why=_first_lines(error), seconds=time.perf_counter() - started)
    outcome = dataclasses.replace(outcome, seconds=time.perf_counter() - started)
    if not gaps:
        return outcome
    rest = f"{outcome.result}: {outcome.why}" if outcome.why else outcome.result
    listed = [f"{gap.token} ({len(gap.sources)})" for gap in gaps]
    return dataclasses.replace(outcome, result="lacks", why=gaps[0].why, gaps=listed, rest=rest)


def _prepare(account: AwsAccount, name: str) -> None:
    """Give an account what programs look for in the one of whoever deploys them."""
    session = EndpointSession(account)
    session.client("route53").create_hosted_zone(Name=ZONE, CallerReference=name)
    session.client("organizations").create_organization(FeatureSet="ALL")


def _deploy_needed(settings: Settings, name: str, folder: Path, account: AwsAccount) -> dict[str, str]:
    """Deploy the stacks that a program refers to; return the keys of its configuration that name them.

    Those are destroyed with nothing: they end with the account.
    """
    keys = NEEDED.get(name, {})
    for part in keys.values():
        other = read_program_folder(folder.parent / part)
        given = _deploy_needed(settings, f"{Path(name).parent}/{part}", other.folder, account)
        known = dataclasses.replace(settings, given_config={**settings.given_config, **given})
        chosen, _ = _find_gaps(known, other, account)
        deploy_stack(chosen, other, localstack=account)
    return {key: f"organization/{read_program_folder(folder.parent / part).name}/dev" for key, part in keys.items()}


def _parts_before(name: str) -> set[str]:
    """Return the folders beside a program whose stacks must be there before its own."""
    parts = set(NEEDED.get(name, {}).values())
    return parts.union(*(_parts_before(f"{Path(name).parent}/{part}") for part in parts))


def change_replaced(settings: Settings, gaps: Sequence[Gap]) -> Settings:
    """Return the settings with every gap skipped."""
    return dataclasses.replace(settings, replace={**settings.replace, **{gap.token: {} for gap in gaps}})


def _find_gaps(settings: Settings, program: ProgramFolder, account: AwsAccount) -> tuple[Settings, list[Gap]]:
    """Return what the program lacks, and the settings with a value for each key that it asks for."""
    for _ in range(ATTEMPTS):
        try:
            return settings, find_missing(settings, program, localstack=account, postgres={})
        except (SettingsError, DeployError) as error:
            text = error.report()
            keys = [key for found in REQUIRED.finditer(text) for key in found["keys"].split(", ")]
            if isinstance(error, SettingsError):
                keys += [found["key"] for found in UNDECLARED.finditer(text)]
            values = {key: _placeholder(key) for key in keys if key not in settings.given_config}
            if not values:
                raise
            settings = change(settings)
            settings = dataclasses.replace(settings, given_config={**settings.given_config, **values})
    raise SettingsError(f"it asks for more than {ATTEMPTS} keys of configuration in {account.region}")


def _placeholder(key: str) -> str:
    return next(value for pattern, value in PLACEHOLDERS.items() if re.search(pattern, key))


def _live(name: str, settings: Settings, program: ProgramFolder, account: AwsAccount) -> Outcome:
    before = left_over(account)
    try:
        first = deploy_stack(settings, program, localstack=account)
    except DeployError as error:
        return Outcome(program=name, result="fails", why=_first_lines(error))
    resources = first.created
    modelled, answers = _modelled(first), list(_answers(first.outputs, account))
    try:
        second = deploy_stack(settings, program, localstack=account)
        changed = second.created + second.updated + second.replaced + second.deleted
        result, why = ("changes again", second.summary()) if changed else ("deploys", "")
    except DeployError as error:
        result, why = "fails again", _first_lines(error)
    try:
        destroy_stack(first, localstack=account)
    except StackrigError as error:
        return Outcome(program=name, result="stays", why=_first_lines(error), resources=resources)
    if left := left_over(account) - before:
        result, why = "leaves", ", ".join(sorted(left))
    found = Outcome(program=name, result=result, why=why, resources=resources)
    return dataclasses.replace(found, modelled=modelled, answers=answers)


def _answers(outputs: object, account: AwsAccount) -> Iterator[str]:
    """Yield what is answered at each URL among the outputs that LocalStack serves."""
    if isinstance(outputs, dict | list):
        for part in outputs.values() if isinstance(outputs, dict) else outputs:
            yield from _answers(part, account)
        return
    if re.match(r"https?://|[\w.-]+\.s3-website", str(outputs)):
        with contextlib.suppress(SettingsError):  # LocalStack does not serve it
            url = to_localstack_url(str(outputs), urlsplit(account.endpoint_url).port or 80)
            yield f"{_status(url)} {urlsplit(url).path or '/'}"


def _status(url: str) -> str:
    try:
        with loopback_names():
            return str(urllib3.request("GET", url, timeout=60, retries=False).status)
    except urllib3.exceptions.HTTPError as error:
        return type(error).__name__


def _modelled(deployment: Deployment) -> list[str]:
    from stackrig.deployment.provider.registry import is_modelled

    document = json.loads(deployment.state_file.read_text(encoding="utf-8"))
    types = {urn_type(item["urn"]) for item in document.get("resources", ())}
    return sorted(token for token in types if is_modelled(token))


def _first_lines(error: StackrigError) -> str:
    return " / ".join(line.strip() for line in error.report().splitlines()[:6] if line.strip())[:600]


def left_over(account: AwsAccount) -> set[str]:
    """Return what an account has of the services that LISTS names."""
    session, found = EndpointSession(account), set[str]()
    for service, calls in LISTS.items():
        client = session.client(service)
        for call, key in calls:
            with contextlib.suppress(Exception):  # a service that LocalStack lacks has nothing
                found |= {f"{service} {_name(item)}" for item in getattr(client, call)().get(key) or ()}
    return found


def _name(item: object) -> str:
    if not isinstance(item, dict):
        return str(item)
    return str(next((value for key, value in item.items() if "Arn" in key or "Name" in key or "name" in key), item))


# --- all of them -----------------------------------------------------------------------------------------------------


def run_all(programs: Sequence[tuple[str, Path]], work: Path, table: Path) -> list[Outcome]:
    """Try the programs one by one, each in a process of its own, and write the table after each."""
    outcomes: list[Outcome] = []
    _make_keys()
    session = new_session()
    settings = Settings(root=Path.cwd(), localstack_image="embedded", localstack_services=SERVICES)
    try:
        with running_localstack(settings, session) as endpoint:
            handle = json.dumps(dataclasses.asdict(endpoint), default=str)
            for name, folder in programs:
                outcomes.append(_try_alone(name, folder, work, handle))
                print(f"{outcomes[-1].result:14} {name}  {outcomes[-1].why[:150]}", flush=True)  # noqa: T201
                table.write_text(as_table(outcomes), encoding="utf-8")
    finally:
        end_session(session)
    return outcomes


def _make_keys() -> None:
    """Make the pair of keys that programs read from files."""
    if not KEYS.exists():
        _call(["ssh-keygen", "-q", "-t", "rsa", "-m", "PEM", "-N", "", "-f", str(KEYS)], KEYS.parent)


def _try_alone(name: str, folder: Path, work: Path, handle: str) -> Outcome:
    copy = work / "programs" / name
    place = copy_program(name, folder, copy)
    try:
        fill_template(place, "dev")
        for part in (place, *(place.parent / part for part in _parts_before(name))):
            install(read_program_folder(part), work / "packages")
    except (RuntimeError, StackrigError, subprocess.TimeoutExpired) as error:
        return Outcome(program=name, result="no packages", why=str(error)[-400:])
    command = [sys.executable, "-m", "tests.public_programs", "--one", name, "--handle", handle, str(place)]
    try:
        return _outcome(name, command, copy)
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _outcome(name: str, command: Sequence[str], copy: Path) -> Outcome:
    log = copy.with_name(f"{copy.name}.log")  # beside it: a program's images are made of its folder
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True) as child,
    ):
        try:
            text, _ = child.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            return Outcome(program=name, result="hangs", why=f"more than {LIMIT} s", seconds=LIMIT)
    try:
        return Outcome(**json.loads(text.splitlines()[-1]))
    except (IndexError, ValueError):
        return Outcome(program=name, result="crashes", why=log.read_text(encoding="utf-8")[-500:])


def as_table(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as a page of Markdown: the counts, the gaps by type, and a row for each program."""
    counts: dict[str, int] = {}
    lacking: dict[str, list[str]] = {}
    for outcome in outcomes:
        counts[outcome.result] = counts.get(outcome.result, 0) + 1
        for gap in outcome.gaps:
            lacking.setdefault(gap.partition(" ")[0], []).append(outcome.program)
    ordered = sorted(lacking.items(), key=lambda item: (-len(item[1]), item[0]))
    heads = ("program", "result", "resources", "seconds", "why", "gaps", "with the gaps skipped", "modelled", "answers")
    rows = [
        (
            *(item.program, item.result, str(item.resources), f"{item.seconds:.1f}", item.why),
            *(", ".join(item.gaps), item.rest, ", ".join(item.modelled), ", ".join(item.answers)),
        )
        for item in outcomes
    ]
    told = ", ".join(f"{count} {result}" for result, count in sorted(counts.items()))
    gaps = [(token, str(len(names)), ", ".join(names)) for token, names in ordered]
    parts = [
        f"{len(outcomes)} programs: {told}",
        "## What is lacking, by the number of programs",
        _table(("type or function", "programs", "which"), gaps),
        "## Programs",
        _table(heads, rows),
    ]
    return "\n\n".join(parts) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([_cell(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _endpoint(handle: str) -> AwsEndpoint:
    fields: dict[str, Any] = {**json.loads(handle), "process": None, "folder": None}
    return AwsEndpoint(**fields)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--table", type=Path, default=Path("public-programs.md"))
    parser.add_argument("--work", type=Path, default=Path(os.environ.get("TMPDIR", "/tmp"), "public-programs"))  # noqa: S108
    parser.add_argument("--only", default="", help="a pattern that names of programs match")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--handle", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        outcome = try_program(given.one, given.folders[0], _endpoint(given.handle))
        print(json.dumps(dataclasses.asdict(outcome)))  # noqa: T201
        return
    folders = [folder.resolve() for folder in given.folders]
    run_all(list(find_programs(folders, given.only)), given.work.resolve(), given.table)


if __name__ == "__main__":
    main()
