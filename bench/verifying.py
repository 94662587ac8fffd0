"""How long it takes to prove a whole journal."""

from collections.abc import Iterator
from itertools import islice

from bench.figures import Figure, at_most, seconds
from bench.places import Place
from bench.reading import readings
from db.verify import Verdict, verify
from facility_app.access import Desk

_AIM_PER_ENTRY = 60 / 1_000_000
_BATCH = 10_000


def verifying(place: Place, entries: int) -> Iterator[Figure]:
    """The chain recomputed and replayed against the tables; the aim is a minute for a million entries.

    The journal is filled up to the number of entries, or is longer already.
    """
    source = readings()
    verdicts: list[Verdict] = []
    with place.desk() as desk:
        while (missing := entries - desk.store.head().seq) > 0:
            with desk.act("Import readings") as work:
                work.add_many(list(islice(source, min(_BATCH, missing))))
        taken = seconds(lambda: verdicts.append(_verdict(desk)))
    (verdict,) = verdicts
    assert verdict.ok, verdict.problems
    aim = verdict.entries * _AIM_PER_ENTRY
    yield at_most(f"{place.engine}: verify {verdict.entries:,} entries", taken, f"{taken:,.1f} s", aim, f"{aim:,.1f} s")


def _verdict(desk: Desk) -> Verdict:
    with desk.store.reading() as session:
        return verify(session.connection())
