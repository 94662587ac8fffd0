"""Collects the texts of the program, brings the Chinese catalogue up to date and compiles it.

`texts.py` writes; `texts.py --check` says what is untranslated or out of date, and changes nothing.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from resources import path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("db", "facility_app", "resources", "ui")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PO = path("locale", "zh_CN", "LC_MESSAGES", "facility.po")
MO = PO.with_suffix(".mo")


def collected() -> Catalog:
    """Every text that the sources mark, in the order of the alphabet."""
    found = Catalog()
    for folder in FOLDERS:
        for _, _, message, comments, _ in extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS):
            found.add(message, auto_comments=comments)
    return found


def updated() -> Catalog:
    """The Chinese catalogue with exactly the texts of the sources; new ones are empty."""
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN")
    known = {message.id: message.string for message in catalogue if message.id}
    fresh = Catalog(locale="zh_CN", header_comment="# Facility Daybook in Chinese.")
    for message in collected():
        if message.id:
            fresh.add(message.id, known.get(message.id, ""), flags=message.flags)
    return fresh


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, without the dates that would change at every run."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, sort_output=True, omit_header=True)
    head = (
        '# Facility Daybook in Chinese.\nmsgid ""\nmsgstr ""\n'
        '"Language: zh_CN\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def as_mo(po: bytes) -> bytes:
    """The catalogue as `gettext` reads it."""
    catalogue = read_po(io.BytesIO(po), locale="zh_CN")
    catalogue.creation_date = datetime(2026, 1, 1, tzinfo=UTC)  # a date that changed would change the file
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that have no Chinese."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not (message.string if isinstance(message.string, str) else all(message.string or ("",)))
    ]


def problems() -> list[str]:
    """What is wrong with the catalogue as it stands; empty where nothing is."""
    catalogue = updated()
    po = as_po(catalogue)
    found = [f"no Chinese: {text}" for text in untranslated(catalogue)]
    if PO.read_bytes() != po:
        found.append("the catalogue does not hold the texts of the sources: make text")
    elif MO.read_bytes() != as_mo(po):
        found.append("the compiled catalogue is out of date: make text")
    return found


def main() -> int:
    """Write the catalogue, or check it."""
    if "--check" not in sys.argv:
        po = as_po(updated())
        PO.write_bytes(po)
        MO.write_bytes(as_mo(po))
    for problem in problems():
        print(problem, file=sys.stderr)
    return 1 if problems() else 0


if __name__ == "__main__":
    sys.exit(main())
