"""How wide each column of a table is."""

from collections.abc import Sequence
from dataclasses import dataclass

from facility_app.reports.bands import PADDING, TEXT_SIZE, WIDTH
from facility_app.reports.document import Table
from facility_app.reports.fonts import Face, face
from facility_app.reports.lines import widest_word

_AT_MOST = 2.0
"""So often its own share is what a column may take, lest one long cell starve its neighbours."""
_ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, measured.

    Attributes:
        edges: as in `Grid`.
        overfull: the columns in which some cell takes more than one line.
    """

    edges: tuple[float, ...]
    overfull: frozenset[int]


def measure(table: Table) -> Columns:
    """Share the page width by weight, then let each column that lacks room take from those that can spare some."""
    whole = sum(column.weight for column in table.columns)
    shares = [column.weight / whole * WIDTH for column in table.columns]
    widest = [_widest(table, place) for place in range(len(table.columns))]
    words = [widest_word(column.heading, face(True), TEXT_SIZE) + 2 * PADDING for column in table.columns]
    needs = [
        min(word if column.wraps else max(word, cell), _AT_MOST * share)
        for column, word, cell, share in zip(table.columns, words, widest, shares, strict=True)
    ]
    widths = _shared(shares, needs)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    overfull = frozenset(
        place
        for place, width in enumerate(widths)
        if widest[place] > width + _ROUNDING or any("\n" in row[place] for row in table.rows)
    )
    return Columns(tuple(edges), overfull)


def _widest(table: Table, place: int) -> float:
    bold, regular = face(True), face(False)
    return 2 * PADDING + max(
        _widest_text({row[place] for row in table.rows}, regular),
        _widest_text({row[place] for row in table.totals}, bold),
    )


def _widest_text(texts: set[str], measure: Face) -> float:
    if any("\n" in text for text in texts):
        texts = {part for text in texts for part in text.split("\n")}
    return max((measure.width(text, TEXT_SIZE) for text in texts), default=0.0)


def _shared(shares: Sequence[float], needs: Sequence[float]) -> list[float]:
    lacks = [max(need - share, 0.0) for share, need in zip(shares, needs, strict=True)]
    spares = [max(share - need, 0.0) for share, need in zip(shares, needs, strict=True)]
    moved = min(sum(lacks), sum(spares))
    if not moved:
        return list(shares)
    taken, given = moved / sum(lacks), moved / sum(spares)
    return [share + lack * taken - spare * given for share, lack, spare in zip(shares, lacks, spares, strict=True)]
