"""Placed bands drawn on a canvas: shades first, hairlines next, text on top."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from facility_app.reports.bands import (
    CELL_GAP,
    LABEL_SIZE,
    LEADING,
    PADDING,
    TEXT_SIZE,
    WIDTH,
    Grid,
    Line,
    Picture,
    Row,
    Signature,
)
from facility_app.reports.chart import Frame, draw_chart
from facility_app.reports.flow import Placed
from facility_app.reports.fonts import face
from facility_app.reports.pen import Pen

_SHADE = 0.91
_HAIRLINE = 0.3
_INK_LINE = 0.6
_ASCENT = 0.88
"""How much of a Chinese character's square stands above the base line, in Noto Sans SC."""
_MOMENT_WIDTH = 42 * mm
_ABOVE_LINE = 3.0


def draw_bands(canvas: Canvas, page: Sequence[Placed], left: float, top: float) -> None:
    """Draw what stands on one page, its origin at `left` and `top` of the canvas."""
    rows = [(one.band, top - one.top) for one in page if isinstance(one.band, Row)]
    canvas.saveState()
    _shade(canvas, rows, left)
    canvas.setLineWidth(_HAIRLINE)
    canvas.lines([(left + x0, y0, left + x1, y1) for x0, y0, x1, y1 in _rules(rows)])
    canvas.restoreState()
    pen = Pen(canvas)
    for one in page:
        under = top - one.top
        match one.band:
            case Row():
                _write_row(pen, one.band, left, under)
            case Line():
                if one.band.outline:
                    _bookmark(canvas, one.band.outline, under)
                slack = one.band.height - one.band.size
                pen.write(
                    one.band.text, left, under - slack / 2 - _ASCENT * one.band.size, one.band.size, one.band.bold
                )
            case Signature():
                _sign_here(canvas, pen, one.band, left, under)
            case Picture():
                draw_chart(canvas, pen, one.band.chart, Frame(left, under - one.band.height, WIDTH, one.band.height))
            case _:
                pass
    pen.done()


def _write_row(pen: Pen, row: Row, left: float, top: float) -> None:
    gap = LEADING - TEXT_SIZE + (0.0 if row.continues else CELL_GAP)
    y = top - gap / 2 - _ASCENT * TEXT_SIZE
    for line in row.lines:
        for text, (start, end, align, bold) in zip(line, row.grid.columns, strict=True):
            if text:
                pen.write_between(text, (left + start, left + end), y, align, TEXT_SIZE, bold)
        y -= LEADING


def _shade(canvas: Canvas, rows: Sequence[tuple[Row, float]], left: float) -> None:
    canvas.setFillGray(_SHADE)
    for row, top in rows:
        for start, end in _shaded(row.grid):
            canvas.rect(left + start, top - row.height, end - start, row.height, stroke=0, fill=1)


def _shaded(grid: Grid) -> Iterator[tuple[float, float]]:
    if all(grid.shaded):
        yield grid.edges[0], grid.edges[-1]
    elif any(grid.shaded):
        yield from ((a, b) for a, b, dark in zip(grid.edges[:-1], grid.edges[1:], grid.shaded, strict=True) if dark)


def _rules(rows: Iterable[tuple[Row, float]]) -> Iterator[tuple[float, float, float, float]]:
    """Hairlines: one above each row, one under the last of a run, and the sides of each column in one stroke."""
    runs: list[list[tuple[Row, float]]] = []
    for row, top in rows:
        if runs and abs(_foot(runs[-1][-1]) - top) < 0.01:
            runs[-1].append((row, top))
        else:
            runs.append([(row, top)])
    for run in runs:
        ends = [row.grid.edges[-1] for row, _top in run]
        for place, (row, top) in enumerate(run):
            if place == 0 or not row.continues or run[place - 1][0].grid != row.grid:
                yield (0, top, max(ends[max(place - 1, 0) : place + 1]), top)
        yield (0, _foot(run[-1]), ends[-1], _foot(run[-1]))
        for edges, same in groupby(run, key=lambda one: one[0].grid.edges):
            part = list(same)
            yield from ((x, part[0][1], x, _foot(part[-1])) for x in edges)


def _foot(placed: tuple[Row, float]) -> float:
    row, top = placed
    return top - row.height


def _bookmark(canvas: Canvas, heading: str, top: float) -> None:
    key = f"section-{canvas.getPageNumber()}-{top:.1f}"
    canvas.bookmarkHorizontal(key, 0, top)
    canvas.addOutlineEntry(heading, key, level=0)


def _sign_here(canvas: Canvas, pen: Pen, band: Signature, left: float, top: float) -> None:
    size = LABEL_SIZE
    base = top - band.height + _ABOVE_LINE
    for below, line in enumerate(band.label, start=1 - len(band.label)):
        pen.write(line, left, base - below * 1.3 * size, size, False)
    end = left + WIDTH
    moment = end - _MOMENT_WIDTH - PADDING - face().width(band.moment, size)
    pen.write(band.moment, moment, base, size, False)
    canvas.saveState()
    canvas.setLineWidth(_INK_LINE)
    canvas.lines(
        [
            (left + band.label_width, base - _ABOVE_LINE / 2, moment - 6 * mm, base - _ABOVE_LINE / 2),
            (end - _MOMENT_WIDTH, base - _ABOVE_LINE / 2, end, base - _ABOVE_LINE / 2),
        ]
    )
    canvas.restoreState()
