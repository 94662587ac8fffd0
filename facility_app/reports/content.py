"""The content of a document apart from its layout, so that two prints can be compared."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256

from facility_app.reports.document import Block, Chart, Document, Figures, Note, Signatures, Table

_FORM = "facility-daybook content 1"


def content_lines(document: Document) -> Iterator[tuple[str, ...]]:
    """Every text of a document in reading order; the first of each line says what the others are."""
    yield ("form", _FORM)
    yield ("title", document.title)
    yield ("subtitle", *document.subtitle)
    if document.is_fictional:
        yield ("fictional",)
    if document.stamp:
        yield ("stamp", document.stamp)
    for section in document.sections:
        yield ("section", section.heading)
        for block in section.blocks:
            yield from _block_lines(block)
    if document.signatures:
        yield ("signatures", *document.signatures)


def canonical_content(document: Document) -> str:
    """A document as text that depends on nothing but what it says: one JSON array of strings a line.

    Widths, alignment and page breaks do not count, nor who printed it, when, as which serial and version.
    """
    return "".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in content_lines(document)
    )


def content_hash(document: Document) -> str:
    """SHA-256 of the canonical content, as 64 hexadecimal digits."""
    return sha256(canonical_content(document).encode("utf-8", "surrogatepass")).hexdigest()


def content_hash_of_all(documents: Sequence[Document]) -> str:
    """SHA-256 of several documents that are printed together; of one, that of itself."""
    said = "".join(map(canonical_content, documents))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _block_lines(block: Block) -> Iterator[tuple[str, ...]]:
    match block:
        case Table():
            yield ("table", *(column.heading for column in block.columns))
            yield from (("row", *row) for row in block.rows)
            if not block.rows:
                yield ("empty", block.empty)
            yield from (("total", *row) for row in block.totals)
        case Figures():
            yield from (("figure", *pair) for pair in block.pairs)
        case Note():
            yield ("note", block.text)
        case Signatures():
            yield ("signatures", *block.labels)
        case Chart():
            yield ("chart", str(block.limit), block.key)
            yield from (("label", str(place), text) for place, text in block.labels)
            yield from (("point", str(one.place), str(one.value), one.shape) for one in block.points)
