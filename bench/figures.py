"""What a benchmark found, beside what it is meant to be."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the outcome."""

    name: str
    shown: str
    aim: str = ""
    """As a reader understands it; empty where there is none."""
    is_met: bool = True

    def __str__(self) -> str:
        verdict = f"aim: {self.aim}, {'met' if self.is_met else 'MISSED'}" if self.aim else ""
        return f"{self.name:<58}{self.shown:<58}{verdict}".rstrip()


def at_least(name: str, share: float, shown: str, aim: float, aim_words: str) -> Figure:
    """A share that should not be smaller than the aim."""
    return Figure(name, shown, f"at least {aim_words}", share >= aim)


def at_most(name: str, value: float, shown: str, aim: float, aim_words: str) -> Figure:
    """A time or a size that should not be larger than the aim."""
    return Figure(name, shown, f"at most {aim_words}", value <= aim)


def seconds(act: Callable[[], object]) -> float:
    """How long something takes, by the clock on the wall."""
    start = perf_counter()
    act()
    return perf_counter() - start


def median_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of runs that were made in turn, so that a busy moment hits both."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
