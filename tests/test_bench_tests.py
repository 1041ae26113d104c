"""What `invoke bench --tests` measures."""

from pathlib import Path

import pytest

from stackrig.commands import bench_tests
from stackrig.commands.bench_tests import CLONES, STARTS, measure_tests
from stackrig.errors import StackrigError
from stackrig.rig.record import load_rig
from stackrig.settings import Settings

pytestmark = pytest.mark.gate


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a project with a seed."""
    (tmp_path / "items.sql").write_text("CREATE TABLE item (n int)", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.stackrig]\nseed = ["items.sql"]\n', encoding="utf-8")
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    return Settings(root=tmp_path, seed=("items.sql",), database_image="embedded", localstack_image="embedded")


def test_what_tests_wait_for_is_measured(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row has its values, with and without stackrig where it can be done without; no rig is left."""
    monkeypatch.setattr(bench_tests, "CLONES", 3)
    monkeypatch.setattr(bench_tests, "STARTS", 2)
    measures = measure_tests(settings, runs=1, tests=2)

    counts = [[len(values) for values in measure.values.values()] for measure in measures]
    assert counts == [[2, 0], [3, 3], [2, 3], [2, 0], [1, 1], [1, 1], [1, 1]]
    assert all(value > 0 for measure in measures for values in measure.values.values() for value in values)
    assert [measure.unit for measure in measures] == ["ms", "ms", "ms", "ms", "s", "s", "ms"]
    assert min(CLONES, STARTS) > 1
    assert load_rig(settings.root) is None


def test_without_seeds_there_is_nothing_to_measure(tmp_path: Path) -> None:
    """A project without seeds is told so before anything starts."""
    with pytest.raises(StackrigError, match="no seeds to measure"):
        measure_tests(Settings(root=tmp_path), runs=1)
