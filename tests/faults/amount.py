"""How much of a fault test is run."""

import os


def amount(sample: int, whole: int) -> int:
    """The number for this run: all of it with `FAULTS=all`, else a sample."""
    return whole if os.environ.get("FAULTS") == "all" else sample
