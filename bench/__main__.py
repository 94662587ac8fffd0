"""Runs every benchmark and prints each figure with its aim."""

import argparse
from collections.abc import Iterator
from contextlib import AbstractContextManager

from bench.entering import entering
from bench.figures import Figure
from bench.inserting import inserting
from bench.places import Place, postgres_place, sqlite_place
from bench.size import size
from bench.verifying import verifying


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000, help="how many entries to verify")
    parser.add_argument("--rows", type=int, default=10_000, help="how many rows to insert at a time")
    parser.add_argument("--repeats", type=int, default=7, help="how often; the median counts")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), help="one engine only")
    options = parser.parse_args()
    places = {"sqlite": sqlite_place, "postgres": postgres_place}
    for name, make in places.items():
        if options.engine in (None, name):
            for figure in _figures(make(), options):
                print(figure, flush=True)


def _figures(making: AbstractContextManager[Place], options: argparse.Namespace) -> Iterator[Figure]:
    """In this order, since each leaves the store larger than it was."""
    with making as place:
        yield from entering(place, options.repeats)
        yield from size(place)
        yield from inserting(place, options.rows, options.repeats)
        yield from verifying(place, options.entries)


if __name__ == "__main__":
    main()
