"""What `invoke bench-deploy` of this checkout measures."""

import pytest

from tests.bench.deployments import STEPS, measure_deployments

pytestmark = [pytest.mark.gate, pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")]


def test_every_step_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools of this machine have a value for each step; the real AWS provider takes minutes and is left out."""
    monkeypatch.setattr("tests.bench.deployments.MIRRORS", [])

    measures = measure_deployments(runs=1)

    assert [measure.name for measure in measures] == list(STEPS)
    for tool in ("in-process", "in-process, empty handlers"):
        assert all(len(measure.values[tool]) == 1 for measure in measures)
