"""The house: modules read top to bottom, each importing only from those above it."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "stackrig"
LAYERS = [
    "errors",
    "functions",
    "folders",
    "urls",
    "masking",
    "loopback",
    "settings",
    "waiting",
    "stages",
    "handles",
    "processes",
    "daemons",
    "ownership",
    "containers",
    "reaper",
    "clusters",
    "database_image",
    "database",
    "statements",
    "seeding",
    "templates",
    "clones",
    "seeded",
    "environments",
    "archives",
    "emulator_image",
    "provider",
    "emulator",
    "choices",
    "clients",
    "engines",
    "targets",
    "deployment",
    "record",
    "addresses",
    "servers",
    "rig",
    "runs",
    "evidence",
    "bench",
    "bench_tests",
    "doctor",
    "display",
    "matrix",
    "pytest_reports",
]
FRONTS = ["tasks", "pytest_plugin"]
ORDER = {name: place for place, name in enumerate(LAYERS)} | dict.fromkeys(FRONTS, len(LAYERS))
ORDER["compat"] = len(LAYERS) + 1  # hands on what the plugin has
SDKS = {
    "docker": {"daemons", "containers"},
    "psycopg2": {"database", "functions", "seeding", "templates"},
    "boto3": {"clients", "provider"},
    "botocore": {"clients", "provider"},
    "pulumi": {"archives", "provider", "engines", "deployment"},
    "grpc": {"provider", "engines"},
    "rich": {"display"},
    "invoke": {"tasks"},
    "pytest": {"pytest_reports", "pytest_plugin", "compat"},
    "psutil": {"processes", "reaper", "database", "emulator", "bench", "doctor"},
}


def modules() -> list[Path]:
    """Return every module of the package but its __init__ and what runs inside LocalStack."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if "localstack_plugin" not in path.parts and path != SOURCE / "__init__.py"
    ]


def home(path: Path) -> str:
    """Return the layer a module belongs to: its own name, or that of its subpackage."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return the full names of all modules imported anywhere in a file, type-checking blocks included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} has a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_come_from_above(path: Path) -> None:
    """A module imports stackrig's own modules only from layers above its own; fronts never import each other."""
    own = home(path)
    used = {name.split(".")[1] for name in imported(path) if name.startswith("stackrig.")} - {own}

    assert own in ORDER, f"{own} has no place in the house: add it to LAYERS"
    assert {name for name in used if ORDER[name] >= ORDER[own]} == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_sdks_stay_at_home(path: Path) -> None:
    """Each SDK is imported by the modules it belongs to and by no other."""
    foreign = {name.split(".")[0] for name in imported(path)} & set(SDKS)

    assert {name for name in foreign if home(path) not in SDKS[name]} == set()


def test_no_module_has_the_name_of_something_public() -> None:
    """A fixture or function of the package must not be hidden by a module of the same name."""
    import stackrig

    assert set(stackrig.__all__) & {home(path) for path in modules()} == set()
    assert all(getattr(stackrig, name) is not None for name in stackrig.__all__)
