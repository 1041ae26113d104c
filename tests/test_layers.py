"""The house: modules read top to bottom, each importing only from those above it."""

import ast
import functools
from collections.abc import Sequence
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "stackrig"
LAYERS: dict[str, list[str]] = {  # from the ground up; of a package its modules, in their order
    "errors": [],
    "extras": [],
    "machine_limits": [],
    "project_functions": [],
    "folders": [],
    "urls": [],
    "loopback": [],
    "option_values": [],
    "project_file": [],
    "settings": [],
    "manifests": [],
    "waiting": [],
    "interrupts": [],
    "stages": [],
    "spans": [],
    "processes": [],
    "file_locks": [],
    "interpreters": [],
    "installers": [],
    "environments": [],
    "containers": [
        "api",
        "daemon",
        "images",
        "removal",
        "networks",
        "forwarding",
        "tunnels",
        "container",
        "logs",
        "readiness",
    ],
    "handles": [],
    "server_plan": [],
    "leases": [],
    "database": [
        "connections",
        "file_trees",
        "accounts",
        "installations",
        "memory_mounts",
        "initdb",
        "data_folders",
        "listening",
        "image",
        "choice",
        "server",
        "statements",
        "dumps",
        "sql_errors",
        "scripts",
        "sql_files",
        "migrations",
        "seeds",
        "seeding",
        "administration",
        "templates",
        "run_databases",
        "clones",
        "statement_log",
        "prepared_start",
    ],
    "emulator": [
        "inside",
        "clients",
        "account",
        "releases",
        "routes",
        "clock",
        "plugin",
        "image",
        "embedded",
        "installation",
        "choice",
        "server",
        "debugging",
        "rds",
        "kept_accounts",
        "function_sources",
        "function_coverage",
        "iam_findings",
        "traces",
        "sessions",
        "function_logs",
        "cognito",
    ],
    "deployment": [
        "archive_sources",
        "requirements",
        "python_archives",
        "yaml_values",
        "yaml_programs",
        "program_folders",
        "passphrases",
        "configuration",
        "urns",
        "provider",
        "components",
        "packages",
        "engines",
        "targets",
        "stack_outputs",
        "engine_stacks",
        "stacks",
        "left_stacks",
        "recorded_resources",
        "function_sources",
        "file_states",
        "audit_events",
        "program_sources",
        "program_reads",
    ],
    "rig": [
        "plan",
        "record",
        "addresses",
        "parts",
        "servers",
        "programs",
        "function_code",
        "unchanged_programs",
        "kept_stacks",
        "side_by_side",
        "project",
        "attaching",
        "choices",
        "run_end",
        "run_servers",
        "pytest_run",
    ],
    "commands": ["bench_services", "bench", "bench_load", "bench_loop", "bench_tests", "check", "pruning", "doctor"],
    "reporting": [
        "masking",
        "periods",
        "evidence",
        "refusals",
        "display",
        "progress",
        "span_trees",
        "causes",
        "span_lines",
        "live_trees",
        "attribution",
        "page",
        "recording",
        "tracebacks",
        "failures",
        "debugging",
    ],
    "matrix": [],
    "pytest_options": [],
}
FRONTS = ["tasks", "pytest_plugin"]
ROOMS = [f"{layer}.{module}" if module else layer for layer, inner in LAYERS.items() for module in inner or [""]]
ORDER = {room: place for place, room in enumerate(ROOMS)} | dict.fromkeys(FRONTS, len(ROOMS))
ORDER["compat"] = len(ROOMS) + 1  # hands on what the plugin has
SDKS = {
    "docker": {"containers.images"},
    "psycopg2": {
        "database.migrations",
        "project_functions",
        "database.connections",
        "database.listening",
        "database.server",
        "database.dumps",
        "database.sql_errors",
        "database.sql_files",
        "database.seeds",
        "database.seeding",
        "database.administration",
        "database.templates",
        "database.run_databases",
        "database.statement_log",
    },
    "boto3": {"emulator.clients", "emulator.sessions", "emulator.account", "deployment.provider"},
    "botocore": {
        "emulator.clients",
        "emulator.sessions",
        "emulator.account",
        "emulator.cognito",
        "deployment.provider",
    },
    "pulumi": {
        "deployment.python_archives",
        "deployment.provider",
        "deployment.components",
        "deployment.engines",
        "deployment.stacks",
    },
    "grpc": {"deployment.provider", "deployment.engines"},
    "rich": {"reporting.display"},
    "invoke": {"tasks"},
    "pytest": {
        "pytest_options",
        "reporting.debugging",
        "reporting.failures",
        "reporting.progress",
        "reporting.recording",
        "reporting.tracebacks",
        "pytest_plugin",
        "compat",
    },
    "psutil": {
        "processes",
        "leases",
        "database.listening",
        "database.memory_mounts",
        "commands.bench",
        "commands.doctor",
        "commands.pruning",
    },
}


def modules() -> list[Path]:
    """Return every module of the package but its __init__ and what runs inside LocalStack."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if "inside" not in path.parts and path.name != "__init__.py"]


def home(path: Path) -> str:
    """Return the room a module belongs to: its own name, or its package's and its own, or that of a package in one."""
    return room(path.relative_to(SOURCE).with_suffix("").parts)


def room(parts: Sequence[str]) -> str:
    """Return the room of a module that is named by its parts, as far as they name one."""
    return ".".join(parts[: 2 if LAYERS.get(parts[0]) else 1])


@functools.cache
def imported(path: Path) -> set[str]:
    """Return the full names of all modules imported anywhere in a file, type-checking blocks included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} has a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_imports_come_from_above() -> None:
    """A module imports stackrig's own modules only from rooms above its own; fronts never import each other."""
    assert {home(path) for path in modules()} - set(ORDER) == set(), (
        "these have no place in the house: add them to LAYERS"
    )
    assert {str(path): found for path in modules() if (found := imported_from_below(path))} == {}


def imported_from_below(path: Path) -> set[str]:
    own = home(path)
    used = {room(name.split(".")[1:]) for name in imported(path) if name.startswith("stackrig.")} - {own}
    return {name for name in used if ORDER[name] >= ORDER[own]}


def test_sdks_stay_at_home() -> None:
    """Each SDK is imported by the modules it belongs to and by no other."""
    assert {str(path): found for path in modules() if (found := foreign_sdks(path))} == {}


def foreign_sdks(path: Path) -> set[str]:
    used = {name.split(".")[0] for name in imported(path)} & set(SDKS)
    return {name for name in used if home(path) not in SDKS[name]}


def test_no_module_has_the_name_of_something_public() -> None:
    """A fixture or function of the package must not be hidden by a module of the same name."""
    import stackrig

    assert set(stackrig.__all__) & {home(path).split(".")[0] for path in modules()} == set()
    assert all(getattr(stackrig, name) is not None for name in stackrig.__all__)
