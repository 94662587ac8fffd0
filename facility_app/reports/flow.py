"""Bands put one under another until a page is full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facility_app.reports.bands import Band, Gap


@dataclass(frozen=True, slots=True)
class Placed:
    """A band and how far under the heading of the page it begins, in points."""

    band: Band
    top: float


def paginate(bands: Sequence[Band], first_room: float, later_room: float) -> list[tuple[Placed, ...]]:
    """The pages of a document, at least one; `first_room` and `later_room` are the heights that they offer.

    A band that is to keep the next never ends a page, unless a whole chain of them is higher than one.
    """
    pages: list[list[Placed]] = [[]]
    used = 0.0
    room = first_room

    def turn(band: Band) -> None:
        nonlocal used, room
        pages.append([])
        used, room = 0.0, later_room
        for repeated in band.head:
            put(repeated)

    def put(band: Band) -> None:
        nonlocal used
        pages[-1].append(Placed(band, used))
        used += band.height

    for chain in _chains(bands):
        if isinstance(chain[0], Gap):
            if pages[-1] and used + chain[0].height <= room:
                put(chain[0])
            continue
        if pages[-1] and used + sum(band.height for band in chain) > room:
            turn(chain[0])
        for band in chain:
            if pages[-1] and used + band.height > room:
                turn(band)
            put(band)
    return [tuple(page) for page in pages]


def _chains(bands: Sequence[Band]) -> Iterator[list[Band]]:
    chain: list[Band] = []
    for band in bands:
        chain.append(band)
        if not band.keeps_next:
            yield chain
            chain = []
    if chain:
        yield chain
