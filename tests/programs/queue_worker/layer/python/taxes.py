"""Taxes, as several functions reckon them."""

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

RATES = json.loads(Path(__file__).with_name("rates.json").read_text())


def gross(net):
    """Return an amount with tax, in whole cents."""
    return (Decimal(str(net)) * (1 + Decimal(RATES["default"]))).quantize(Decimal("0.01"), ROUND_HALF_UP)
