"""Pages of a printed file as pictures: for the preview on the screen, and for a printer."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]

from facility_app.reports.facts import PDFIUM

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page in points, 72 to the inch."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as rows of pixels from the top: blue, green, red and a byte that says nothing."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The sizes of the pages of a file."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return tuple(PageSize(*page.get_size()) for page in document)


def page_image(pdf: bytes, number: int, dots_per_inch: float) -> PageImage:
    """One page of a file, the first is 0."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return _drawn(document[number], dots_per_inch)


def page_images(pdf: bytes, dots_per_inch: float) -> Iterator[PageImage]:
    """Every page of a file, one after the other, so that only one is held in memory."""
    for number in range(len(page_sizes(pdf))):
        yield page_image(pdf, number, dots_per_inch)


def _drawn(page: pypdfium2.PdfPage, dots_per_inch: float) -> PageImage:
    bitmap = page.render(scale=dots_per_inch / _POINTS_PER_INCH, prefer_bgrx=True)
    return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
