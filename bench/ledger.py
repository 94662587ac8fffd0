"""The daily ledger of 3,000 people beside a bare ReportLab LongTable of as many pages.

Ours is all that a print is; the bare table gets its cells already folded, its row heights and column widths for
nothing, and has no heading and no foot.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from itertools import cycle, pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageTemplate, TableStyle

from bench.figures import Figure, at_most, median_ratio, seconds
from bench.places import Place
from bench.ward import PEOPLE, measure, open_ward, round_day
from facility_app.reports.bands import LEADING, TEXT_SIZE, Row
from facility_app.reports.blocks import document_bands
from facility_app.reports.content import content_hash
from facility_app.reports.document import Document, Footer
from facility_app.reports.fonts import face
from facility_app.reports.ledger import ledger_document
from facility_app.reports.ledger_print import print_ledger
from facility_app.reports.paper import compose
from facility_app.reports.sheet import MARGIN, Sheet
from facility_app.services import ledgers
from resources.text import speaking

_AIM = 1.5
_FOOT = Footer("000000", 1, "虚构", datetime(2026, 1, 1, tzinfo=UTC), "FD1|000000|1|0", ())


def ledger(place: Place, repeats: int) -> Iterator[Figure]:
    """The pages alone, and the whole way from the records to a file that is on record."""
    with closing(open_ward(place).store), place.desk() as desk, TemporaryDirectory(prefix="bench") as folder:
        measure(desk)
        day = round_day(desk)
        with speaking("zh_CN"):
            document = ledger_document(ledgers.ledger_facts(desk, day))
            pages = compose(document, _FOOT)[1].pages
            rows = _rows(document, pages)
            assert _bare(document, rows) == pages
            ours, bare, whole = [], [], []
            for number in range(repeats):
                ours.append(seconds(lambda: compose(document, _FOOT)))
                bare.append(seconds(lambda: _bare(document, rows)))
                whole.append(seconds(partial(print_ledger, desk, day, Path(folder) / f"{number}.pdf")))
    for what, found in (("the pages", ours), ("read, printed and recorded", whole)):
        ratio = median_ratio(found, bare)
        shown = f"{median(found):.2f} s, {ratio:.2f} times a bare table of {pages} pages"
        yield at_most(f"{place.engine}: ledger of {PEOPLE:,}, {what}", ratio, shown, _AIM, f"{_AIM} times")


def _rows(document: Document, pages: int) -> list[Row]:
    """Rows of the table with most of them, again and again, as many as fill these pages."""
    all_rows = [band for band in document_bands(document) if isinstance(band, Row)]
    ((grid, _),) = Counter(row.grid for row in all_rows).most_common(1)
    of_grid = [row for row in all_rows if row.grid == grid]
    room, page, left = _room(document), 1, _room(document)
    found = [of_grid[0]]
    for row in cycle(of_grid):
        left -= found[-1].height
        if row.height > left:
            page, left = page + 1, room - of_grid[0].height  # the heading is repeated
        if page > pages:
            return found
        found.append(row)
    return found


def _room(document: Document) -> float:
    return Sheet.of(document, _FOOT, content_hash(document)).room(first=False)


def _bare(document: Document, rows: list[Row]) -> int:
    cells = [["\n".join(filter(None, lines)) for lines in zip(*row.lines, strict=True)] for row in rows]
    edges = rows[0].grid.edges
    widths = [right - left for left, right in pairwise(edges)]
    table = LongTable(cells, colWidths=widths, rowHeights=[row.height for row in rows], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), face().name, TEXT_SIZE, LEADING),
                ("GRID", (0, 0), (-1, -1), 0.3, "black"),
                ("BACKGROUND", (0, 0), (-1, 0), "lightgrey"),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    template = BaseDocTemplate(BytesIO(), pagesize=A4, pageCompression=1)
    frame = Frame(MARGIN, MARGIN, edges[-1], _room(document), 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate(frames=[frame]))
    template.build([table])
    return int(template.page)
