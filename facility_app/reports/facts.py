"""What a printed file says of itself to a machine, so that it can be compared with the records."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import msgspec
import pypdfium2  # type: ignore[import-untyped]

_MARK = "facility-daybook-print-1 "

PDFIUM = Lock()
"""Pdfium serves one thread at a time."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Which print of which content a file claims to be. A claim: only the records can confirm it.

    Attributes:
        printed_at: ISO 8601, with the offset of facility time.
        language: in which it was printed, one of `resources.text.LANGUAGES`.
    """

    serial: str
    version: int
    content_hash: str
    printed_by: str
    printed_at: str
    language: str


def as_keywords(facts: Facts) -> str:
    """Facts as the text that goes into the PDF's keywords: a mark, then JSON in ASCII."""
    encoded = msgspec.json.encode(facts).decode()
    return _MARK + "".join(one if one.isascii() else _escape(one) for one in encoded)


def read_facts(path: Path) -> Facts | None:
    """What a file says of itself, or None when it is no PDF of ours.

    Raises:
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    try:
        with PDFIUM, pypdfium2.PdfDocument(data) as pdf:
            keywords = str(pdf.get_metadata_value("Keywords"))
    except pypdfium2.PdfiumError:
        return None
    if not keywords.startswith(_MARK):
        return None
    try:
        return msgspec.json.decode(keywords.removeprefix(_MARK), type=Facts)
    except msgspec.DecodeError:
        return None


def read_pages(path: Path) -> tuple[str, ...]:
    """The text of each page of a file, as a reader would copy it.

    A file whose bytes differ from those of a fresh print, but whose pages read the same, was only saved anew.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no PDF.
    """
    data = path.read_bytes()
    try:
        with PDFIUM, pypdfium2.PdfDocument(data) as pdf:
            return tuple(page.get_textpage().get_text_range() for page in pdf)
    except pypdfium2.PdfiumError as problem:
        raise ValueError("not a PDF") from problem


def _escape(character: str) -> str:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
