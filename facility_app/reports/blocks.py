"""Sections and their blocks turned into bands."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from reportlab.lib.units import mm

from facility_app.reports.bands import (
    CELL_GAP,
    HEADING_SIZE,
    LABEL_SIZE,
    LEADING,
    PADDING,
    TEXT_SIZE,
    WIDTH,
    Band,
    Gap,
    Grid,
    Line,
    Picture,
    Row,
    Signature,
)
from facility_app.reports.columns import measure
from facility_app.reports.document import Align, Block, Chart, Document, Figures, Note, Section, Signatures, Table
from facility_app.reports.fonts import face
from facility_app.reports.lines import fold
from resources.text import _

_CENTRED: tuple[Align, ...] = ("center",)
_SECTION_GAP = Gap(9)
_BLOCK_GAP = Gap(5)
_HEADING_LEADING = 16.0
_LINES_AT_ONCE = 20
"""A row of more lines is parted, so that it never outgrows a page."""
_SIGNATURE_HEIGHT = 10 * mm
_LABEL_AT_MOST = 50 * mm
_CHART_HEIGHT = 40 * mm


def document_bands(document: Document) -> list[Band]:
    """All that a document has under its title, from top to bottom."""
    bands: list[Band] = []
    for section in document.sections:
        bands += [*_section(section), _SECTION_GAP]
    if document.signatures:
        bands += _signatures(document.signatures)
    return bands


def _section(section: Section) -> Iterator[Band]:
    yield from _heading(section.heading, outline=True)
    continued = tuple(_heading(_("{heading} (continued)").format(heading=section.heading), outline=False))
    for place, block in enumerate(section.blocks):
        is_captioned = place > 0 and _is_caption(section.blocks[place - 1], block)
        if place:
            yield replace(_BLOCK_GAP, keeps_next=is_captioned)
        bands = list(_block(block, continued))
        if place + 1 < len(section.blocks) and _is_caption(block, section.blocks[place + 1]):
            bands[-1] = replace(bands[-1], keeps_next=True)
        yield from bands


def _is_caption(block: Block, following: Block) -> bool:
    """Whether a block announces the one that follows, and is not to stand alone at the foot of a page."""
    return isinstance(block, Note) and isinstance(following, (Table, Figures))


def _heading(text: str, *, outline: bool) -> Iterator[Line]:
    for place, line in enumerate(fold(text, WIDTH, face(True), HEADING_SIZE)):
        bookmark = text if outline and not place else ""
        yield Line(line, HEADING_SIZE, True, _HEADING_LEADING, keeps_next=True, outline=bookmark)


def _block(block: Block, continued: tuple[Band, ...]) -> Iterator[Band]:
    match block:
        case Table():
            return _table(block, continued)
        case Figures():
            return _figures(block)
        case Note():
            return _note(block)
        case Signatures():
            return iter(_signatures(block.labels))
        case Chart():
            return iter((Picture(block, _CHART_HEIGHT),))


def _table(table: Table, continued: tuple[Band, ...]) -> Iterator[Band]:
    columns = measure(table)
    count = len(table.columns)
    aligns = tuple(column.align for column in table.columns)
    body = Grid(columns.edges, aligns, (False,) * count, (False,) * count)
    top = replace(body, aligns=_CENTRED * count, bold=(True,) * count, shaded=(True,) * count)
    everywhere = frozenset(range(count))
    header = list(_row(top, tuple(column.heading for column in table.columns), everywhere))
    head = (*continued, *header)
    yield from (replace(part, keeps_next=True) for part in header)
    if not table.rows:
        single = Grid((0.0, WIDTH), ("center",), (False,), (False,))
        yield from _row(single, (table.empty,), everywhere, keeps_next=bool(table.totals), head=head)
    last = len(table.rows) - 1
    for place, row in enumerate(table.rows):
        # No row stands alone between header and page end, nor a total without a row.
        keeps_next = place == 0 < last or (place == last and bool(table.totals))
        yield from _row(body, row, columns.overfull, keeps_next=keeps_next, head=head)
    bottom = replace(body, bold=(True,) * count)
    for place, row in enumerate(table.totals, start=1):
        yield from _row(bottom, row, everywhere, keeps_next=place < len(table.totals), head=head)


def _figures(figures: Figures) -> Iterator[Band]:
    step = WIDTH / figures.across
    for start in range(0, len(figures.pairs), figures.across):
        pairs = figures.pairs[start : start + figures.across]
        count = len(pairs)
        edges = (*(place * step + part for place in range(count) for part in (0.0, 0.6 * step)), count * step)
        aligns: tuple[Align, ...] = ("left", "right")
        grid = Grid(edges, aligns * count, (False, True) * count, (True, False) * count)
        yield from _row(grid, tuple(text for pair in pairs for text in pair), frozenset(range(2 * count)))


def _row(
    grid: Grid,
    cells: tuple[str, ...],
    doubtful: frozenset[int],
    *,
    keeps_next: bool = False,
    head: tuple[Band, ...] = (),
) -> Iterator[Row]:
    """A row, in several parts where it is very high; only the `doubtful` columns are looked at for folding."""
    lines: tuple[tuple[str, ...], ...] = (cells,)
    if doubtful:
        folded = [_folded(grid, place, text) if place in doubtful else (text,) for place, text in enumerate(cells)]
        if any(len(cell) > 1 for cell in folded):
            lines = tuple(zip_longest(*folded, fillvalue=""))
    for start in range(0, len(lines), _LINES_AT_ONCE):
        part = lines[start : start + _LINES_AT_ONCE]
        is_last = start + _LINES_AT_ONCE >= len(lines)
        height = len(part) * LEADING + CELL_GAP / 2 * ((start == 0) + is_last)
        yield Row(grid, part, height, keeps_next and is_last, head, continues=start > 0)


def _folded(grid: Grid, place: int, text: str) -> tuple[str, ...]:
    left, right, _align, bold = grid.columns[place]
    return fold(text, right - left + 0.01, face(bold), TEXT_SIZE)


def _note(note: Note) -> Iterator[Band]:
    lines = fold(note.text, WIDTH, face(), TEXT_SIZE)
    for place, line in enumerate(lines):
        # Neither the first nor the last line of a paragraph stands alone on a page.
        yield Line(line, TEXT_SIZE, False, LEADING + 1.5, keeps_next=len(lines) > 1 and place in {0, len(lines) - 2})


def _signatures(labels: tuple[str, ...]) -> list[Band]:
    folded = [fold(label, _LABEL_AT_MOST, face(), LABEL_SIZE) for label in labels]
    width = max(face().width(line, LABEL_SIZE) for label in folded for line in label) + 2 * PADDING
    moment = _("Date and time")
    lines = [
        Signature(label, width, moment, max(_SIGNATURE_HEIGHT, len(label) * _HEADING_LEADING), keeps_next=True)
        for label in folded
    ]
    return [*lines[:-1], replace(lines[-1], keeps_next=False)]
