"""Python's garbage collector: rare while LocalStack starts, and as usual from then on.

A start makes a million objects that stay, modules and models of services above all. Collections that found next to
nothing took a quarter of its CPU.
"""

import gc

USUAL = gc.get_threshold()
RARE = (100_000, 50, 1000)  # often enough for what parsed files leave: a start needs no more memory than before


def collect_rarely() -> None:
    """Collect garbage rarely while all that a start makes stays."""
    gc.set_threshold(*RARE)


def collect_as_usual() -> None:
    """Collect garbage as Python does by itself, but never look through what has been made by now."""
    gc.freeze()
    gc.set_threshold(*USUAL)
