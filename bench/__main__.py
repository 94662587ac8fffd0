"""Runs the benchmarks and prints each figure with its aim."""

import argparse
from collections.abc import Callable, Iterator

from bench.charts import charts
from bench.demo import demo
from bench.entering import entering
from bench.figures import Figure
from bench.importing import importing
from bench.inserting import inserting
from bench.ledger import ledger
from bench.places import Place, postgres_place, sqlite_place
from bench.registers import registers_and_due
from bench.searching import searching
from bench.size import size
from bench.verifying import verifying
from bench.window import keying, starting, switching, year_pages
from bench.years import years

PARTS: dict[str, Callable[[Place, argparse.Namespace], Iterator[Figure]]] = {
    "entering": lambda place, options: entering(place, options.repeats),
    "size": lambda place, _: size(place),
    "inserting": lambda place, options: inserting(place, options.rows, options.repeats),
    "verifying": lambda place, options: verifying(place, options.entries),
    "importing": lambda place, _: importing(place),
    "demo": lambda place, _: demo(place),
    "starting": lambda place, options: starting(options.repeats) if place.engine == "SQLite" else iter(()),
    "keying": lambda place, _: keying(place),
    "switching": lambda place, _: switching(place),
    "pages": lambda place, _: year_pages(place),
    "ledger": lambda place, options: ledger(place, options.repeats),
    "registers": lambda place, _: registers_and_due(place),
    "searching": lambda place, _: searching(place),
    "charts": lambda place, _: charts(place),
    "years": lambda place, options: years(place, options.years_rows),
}
"""In this order, since each leaves the store larger than it was; the last three load rows without a journal."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--entries", type=int, default=1_000_000, help="how many entries to verify")
    parser.add_argument("--rows", type=int, default=10_000, help="how many rows to insert at a time")
    parser.add_argument("--years-rows", type=int, default=22_000_000, help="how many readings a store of years has")
    parser.add_argument("--repeats", type=int, default=7, help="how often; the median counts")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), help="one engine only")
    options = parser.parse_args()
    places = {"sqlite": sqlite_place, "postgres": postgres_place}
    for name, make in places.items():
        if options.engine in (None, name):
            with make() as place:
                for part, figures in PARTS.items():
                    if part in options.only:
                        for figure in figures(place, options):
                            print(figure, flush=True)


if __name__ == "__main__":
    main()
