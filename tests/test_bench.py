"""What `invoke bench` measures, on real rigs."""

import dataclasses
import json
from pathlib import Path

import pytest

from stackrig.commands.bench import ROWS, WARM_REQUESTS, measure_rigs, summary, write_measures
from stackrig.commands.bench_services import CALLS
from stackrig.rig.project import STAGES
from stackrig.rig.record import load_rig
from stackrig.settings import Settings, load_settings

pytestmark = pytest.mark.gate

ROOT = Path(__file__).parents[1]
IMAGES = ("postgis/postgis:16-3.4", "localstack/localstack:4.14.0")  # what `auto` takes
PROJECT = f"""
[tool.stackrig]
project = "chinook"
program = "chinook_api.program:api_program"
seed = ["{ROOT / "sql"}"]
request = "/albums?limit=2"
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of a project that deploys Chinook."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    return load_settings(tmp_path)


def test_a_rig_is_measured(settings: Settings, tmp_path: Path) -> None:
    """The rig that is asked for has a value in each row, each request is a value; JSON has them all."""
    chosen = dataclasses.replace(settings, database_image="embedded", localstack_image="embedded")

    measures = measure_rigs(chosen, runs=1)
    write_measures(tmp_path / "bench.json", measures)

    calls = dict.fromkeys(("rest", "http", "data"), CALLS)
    counts = {key: len(one.values["this rig"]) for key, one in zip(ROWS, measures, strict=True)}
    assert counts == {**dict.fromkeys(ROWS, 1), "floor": 0, "warm": WARM_REQUESTS, **calls}
    values = {key: max(one.values["this rig"], default=0) for key, one in zip(ROWS, measures, strict=True)}
    assert max(values[name] for name in STAGES) < values["up"] < values["answer"]
    assert values["same"] < values["stack"]
    written = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in written] == [name for name, _ in ROWS.values()]
    warm = written[list(ROWS).index("warm")]["rigs"]["this rig"]
    assert warm["min"] <= warm["p50"] <= warm["p95"] <= warm["max"]
    assert len(warm["values"]) == WARM_REQUESTS
    assert load_rig(tmp_path) is None


def test_values_are_told_by_p50_and_p95() -> None:
    """Both are there from the first value on, and never beyond what was measured."""
    assert summary([]) == {}
    assert summary([3.0]) == {"p50": 3.0, "p95": 3.0, "min": 3.0, "max": 3.0}
    assert summary([float(n) for n in range(101)]) == {"p50": 50.0, "p95": 95.0, "min": 0.0, "max": 100.0}


@pytest.mark.docker(*IMAGES, "stackrig-stand-in/lambda:python3.12")
def test_both_rigs_are_measured(settings: Settings) -> None:
    """Each rig of this machine has values in each row, but for the bare image, which only Docker has."""
    measures = measure_rigs(settings, runs=1)

    assert [measure.name for measure in measures] == [name for name, _ in ROWS.values()]
    counts = [[len(values) for values in measure.values.values()] for measure in measures]
    assert counts[0] == [0, 1]
    assert all(first == second > 0 for first, second in counts[1:])
    assert list(measures[0].values) == ["embedded", "Docker"]
    assert all(value >= 0 for measure in measures for values in measure.values.values() for value in values)
