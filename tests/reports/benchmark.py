"""The ledger of 3,000 people beside a bare ReportLab LongTable of the same pages, as a ratio of times.

Run from the checkout: `PYTHONPATH=. python -m tests.reports.benchmark`. Ours does all that a print is; the bare table
gets its cells already folded, its row heights and column widths for nothing, and has no heading and no foot.
"""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from statistics import median
from time import perf_counter

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageTemplate, TableStyle

from facility_app.reports.bands import LEADING, TEXT_SIZE, Row
from facility_app.reports.blocks import document_bands
from facility_app.reports.content import content_hash
from facility_app.reports.document import Document, Section
from facility_app.reports.fonts import face
from facility_app.reports.paper import compose
from facility_app.reports.sheet import MARGIN, Sheet
from tests.reports.samples import document, footer, people


def ratio(count: int = 3000, times: int = 5) -> tuple[float, int, int]:
    """Our time over that of the bare table, and the pages of both."""
    printed = document(Section("一、体温及身体状况", (people(count),)))
    rows = [band for band in document_bands(printed) if isinstance(band, Row)]
    pages = (compose(printed, footer())[1].pages, _bare(printed, rows))
    ours, bare = [], []
    for _time in range(times):
        ours.append(_seconds(lambda: compose(printed, footer())))
        bare.append(_seconds(lambda: _bare(printed, rows)))
    return (median(ours) / median(bare), *pages)


def _bare(printed: Document, rows: list[Row]) -> int:
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
    room = Sheet.of(printed, footer(), content_hash(printed)).room(first=False)
    template = BaseDocTemplate(BytesIO(), pagesize=A4, pageCompression=1)
    frame = Frame(MARGIN, MARGIN, edges[-1], room, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate(frames=[frame]))
    template.build([table])
    return int(template.page)


def _seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


if __name__ == "__main__":
    measured, our_pages, bare_pages = ratio()
    print(f"3,000 people: {measured:.2f} times a bare LongTable ({our_pages} pages, bare {bare_pages})")
