"""What `invoke bench` measures, on real rigs."""

from pathlib import Path

import pytest

from stackrig.bench import ROWS, measure_rigs
from stackrig.settings import Settings

ROOT = Path(__file__).parents[1]
IMAGES = ("postgis/postgis:16-3.4", "localstack/localstack:4.14.0")  # what `auto` takes
PROJECT = f"""
[tool.stackrig]
project = "chinook"
program = "chinook_api.program:api_program"
seed = ["{ROOT / "sql"}"]
request = "/albums?limit=2"
"""


@pytest.mark.docker(*IMAGES, "stackrig-stand-in/lambda:python3.12")
def test_both_rigs_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rig of this machine has a value in each row, but for the bare image, which only Docker has."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    settings = Settings(
        root=tmp_path,
        project="chinook",
        program="chinook_api.program:api_program",
        seed=(str(ROOT / "sql"),),
        request="/albums?limit=2",
    )

    measures = measure_rigs(settings, runs=1)

    assert [measure.name for measure in measures] == [name for name, _ in ROWS.values()]
    counts = [[len(values) for values in measure.values.values()] for measure in measures]
    assert counts == [[0, 1], *([[1, 1]] * (len(ROWS) - 1))]
    assert list(measures[0].values) == ["embedded", "Docker"]
    assert all(value > 0 for measure in measures for values in measure.values.values() for value in values)
