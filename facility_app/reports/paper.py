"""Documents put on A4 as PDF: the same document and footer always give the same bytes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from hashlib import sha256
from io import BytesIO
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from uuid import uuid4

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from db.values import Unavailable
from facility_app.reports.blocks import document_bands
from facility_app.reports.content import content_hash_of_all, content_lines
from facility_app.reports.document import Document, Footer
from facility_app.reports.drawing import draw_bands
from facility_app.reports.facts import Facts, as_keywords
from facility_app.reports.flow import Placed, paginate
from facility_app.reports.fonts import face, find_gaps
from facility_app.reports.sheet import MARGIN, Sheet
from resources.text import N_, language

_T = TypeVar("_T")

_one_at_a_time = Lock()
"""ReportLab subsets a font by moving one shared place in its file."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a print.

    Attributes:
        sha256: of the whole file, as 64 hexadecimal digits.
        content_hash: of what it says (`content.content_hash`).
        missing: characters that could not be printed as they are, in code order: □ stands in their place, or the
            plain form of a variant. The caller tells the user.
    """

    pages: int
    sha256: str
    content_hash: str
    missing: tuple[str, ...]


def render(document: Document, footer: Footer, path: Path) -> Rendered:
    """Print a document into a file that only its owner may read, in the language in force.

    The file appears whole or not at all; one that was there is replaced.

    Raises:
        Unavailable: the file cannot be written.
        ValueError: the QR text is too long for its 16 mm.
    """
    data, rendered = compose(document, footer)
    write_file(path, data)
    return rendered


def compose(document: Document, footer: Footer) -> tuple[bytes, Rendered]:
    """As `render`, into memory: for a preview."""
    return compose_all((document,), footer)


def compose_all(documents: Sequence[Document], footer: Footer) -> tuple[bytes, Rendered]:
    """Several documents as one file, into memory: each begins a page, the pages are counted through.

    Raises:
        ValueError: there is none, or the QR text is too long for its 16 mm.
    """
    said = content_hash_of_all(documents)
    foot = (footer.serial, footer.printed_by, *footer.lines)
    gaps = find_gaps(chain(*(line for one in documents for line in content_lines(one)), foot))
    if gaps.table:
        documents = tuple(_translated(one, gaps.table) for one in documents)
        footer = replace(_translated(footer, gaps.table), qr=footer.qr)
    with _one_at_a_time:
        data, pages = _draw(documents, footer, said)
    return data, Rendered(pages, sha256(data).hexdigest(), said, gaps.missing)


def page_count(document: Document, footer: Footer) -> int:
    """How many pages a document takes; much quicker than to draw it."""
    return len(_pages(Sheet.of(document, footer, "0" * 64), document))


def _pages(sheet: Sheet, document: Document) -> list[tuple[Placed, ...]]:
    return paginate(document_bands(document), sheet.room(first=True), sheet.room(first=False))


def _draw(documents: Sequence[Document], footer: Footer, said: str) -> tuple[bytes, int]:
    laid_out = [(sheet, _pages(sheet, one)) for one in documents for sheet in (Sheet.of(one, footer, said),)]
    count = sum(len(pages) for _sheet, pages in laid_out)
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=A4,
        pageCompression=1,
        invariant=1,
        lang=language().replace("_", "-"),
        # Or each page names Helvetica, which is not embedded. The stubs take the name for a number.
        initialFontName=face().name,  # type: ignore[arg-type]
    )
    _describe(canvas, documents[0], footer, said)
    laid_out[0][0].prepare(canvas)
    number = 0
    for sheet, pages in laid_out:
        for place, page in enumerate(pages):
            number += 1
            top = sheet.draw_head(canvas, first=place == 0)
            draw_bands(canvas, page, MARGIN, top)
            sheet.draw_foot(canvas, number, count)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue(), count


def _describe(canvas: Canvas, document: Document, footer: Footer, said: str) -> None:
    canvas.setTitle(f"{document.title} {document.subtitle[0]}")
    canvas.setAuthor(footer.printed_by)
    canvas.setSubject(document.subtitle[0])
    canvas.setCreator("Facility Daybook")
    at = footer.printed_at
    facts = Facts(footer.serial, footer.version, said, footer.printed_by, at.isoformat(timespec="seconds"), language())
    canvas.setKeywords(as_keywords(facts))
    offset = at.strftime("%z")
    created = f"D:{at:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    canvas.setDateFormatter(lambda *_made: created)


def _translated(value: _T, table: dict[int, str]) -> _T:
    """The same value with every text in it translated by `str.translate`."""
    changed: Any = value
    if isinstance(value, str):
        changed = value.translate(table)
    elif isinstance(value, tuple):
        changed = tuple(_translated(one, table) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(value, **{one.name: _translated(getattr(value, one.name), table) for one in fields(value)})
    return changed  # type: ignore[no-any-return]


def write_file(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read: whole or not at all; one that was there is replaced.

    Raises:
        Unavailable: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as problem:
        draft.unlink(missing_ok=True)
        raise Unavailable(
            N_("{name} could not be written: {reason}. Free some space or check the disk, then try again."),
            field="out",
            name=path.name,
            reason=problem.strerror or type(problem).__name__,
        ) from problem
