"""What a cell runs: it passes with the first database only."""

import os
from collections.abc import Callable

import pytest


def test_of_the_database(record_testsuite_property: Callable[[str, object], None]) -> None:
    """The cell's database is the first."""
    record_testsuite_property("postgres", "1.0")
    assert os.environ["STACKRIG_DATABASE_IMAGE"] == "embedded:1"


@pytest.mark.parametrize("expected", ["embedded:0.1", "localstack/localstack:0.2"])
def test_of_localstack(expected: str) -> None:
    """The cell's LocalStack is one of those of the table, a version meaning an embedded one."""
    if os.environ["STACKRIG_LOCALSTACK_IMAGE"] != expected:
        pytest.skip("another cell's")
