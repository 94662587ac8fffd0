"""The sheets of a round by block, pre-filled in walking order, to be filled in by hand and entered later."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from db.values import Invalid
from facility_app.facts.round_sheet import RoundSheet, SheetGroup, SheetRow
from facility_app.reports.content import content_hash_of_all
from facility_app.reports.document import BY_HAND, Column, Document, Footer, Section, Table
from facility_app.reports.paper import Rendered, compose_all, write_file
from facility_app.rules.rounds import AbsenceReason
from facility_app.services.round_papers import RoundPaper
from resources.text import N_, _, ngettext

_SIGNING = (N_("Measured by"), N_("Entered by"))
_ROOM = "\n".join([BY_HAND] * 2)
"""High enough for a pen."""
_BOX = "□"
_LINE = "＿" * 5


def print_sheets(paper: RoundPaper, path: Path, block: str | None = None) -> Rendered:
    """Print the sheets of a round into a file, in the language in force.

    Args:
        block: only of this one.

    Raises:
        Invalid: there is no such block, or nobody to be measured.
        Unavailable: the file cannot be written.
    """
    data, rendered = compose_sheets(paper, block)
    write_file(path, data)
    return rendered


def compose_sheets(paper: RoundPaper, block: str | None = None) -> tuple[bytes, Rendered]:
    """As `print_sheets`, into memory."""
    documents = tuple(_documents(paper, block))
    if not documents:
        raise Invalid(N_("Nobody is to be measured there."), field="block")
    return compose_all(documents, _footer(paper, documents))


def _footer(paper: RoundPaper, documents: Sequence[Document]) -> Footer:
    digest = content_hash_of_all(documents)
    sheet = paper.sheet
    lines = (
        _("Not measured, people held: {codes}").format(codes=_codes(sheet.people_reasons, 1)),
        _("Not measured, staff: {codes}").format(codes=_codes(sheet.staff_reasons, 11)),
    )
    qr = f"FD3|{sheet.day}|{sheet.span.window.id}|{digest[:32]}"
    return Footer(digest[:12].upper(), 1, paper.by, paper.at, qr, lines)


def _codes(reasons: Sequence[AbsenceReason], first: int) -> str:
    return " · ".join(f"{code} {one.words.text}" for code, one in enumerate(reasons, start=first)) or _("none")


def _documents(paper: RoundPaper, block: str | None) -> Iterator[Document]:
    for (name, is_staff), groups in groupby(paper.sheet.groups, lambda one: (one.block, one.is_staff)):
        if block is None or (block == name and not is_staff):
            yield _document(paper, _("Staff") if is_staff else name or _("No cell"), tuple(groups))


def _document(paper: RoundPaper, name: str, groups: Sequence[SheetGroup]) -> Document:
    sheet = paper.sheet
    window = sheet.span.window
    count = sum(len(one.rows) for one in groups)
    when = f"{sheet.day} {window.words.text} {window.opens:%H:%M}–{window.closes:%H:%M}"
    return Document(
        _("Round sheet"),
        (
            f"{paper.facility.name} · {name} · {when}",
            ngettext(
                "{count} person. To be filled in by hand; entered later, it bears the time of both.",
                "{count} people. To be filled in by hand; entered later, it bears the time of both.",
                count,
            ).format(count=count),
        ),
        tuple(Section(_heading(one), (_table(sheet, one),)) for one in groups),
        signatures=tuple(_(one) for one in _SIGNING),
        is_fictional=paper.facility.is_fictional,
    )


def _heading(group: SheetGroup) -> str:
    where = _("Staff") if group.is_staff else group.cell or _("No cell")
    count = ngettext("{count} person", "{count} people", len(group.rows)).format(count=len(group.rows))
    return _("{cell} · {count} · time taken {line} by {line}").format(cell=where, count=count, line=_LINE)


def _table(sheet: RoundSheet, group: SheetGroup) -> Table:
    columns = (
        *((Column(_("Bed"), 0.45, "right"),) if not group.is_staff else ()),
        Column(_("Name"), 1.1),
        Column(_("Number"), 1.2),
        Column(_("Last"), 1.05),
        Column(_("℃"), 0.9, wraps=True),
        Column(_("Symptoms"), 1.3, wraps=True),
        Column(_("Absent, code"), 0.95, wraps=True),
        Column(_("Refused"), 0.5, "center", wraps=True),
        Column(_("Time"), 0.8, wraps=True),
        Column(_("Signature"), 1.1, wraps=True),
    )
    rows = tuple(_row(sheet, one, is_staff=group.is_staff) for one in group.rows)
    return Table(columns, rows, _("nobody"))


def _row(sheet: RoundSheet, row: SheetRow, *, is_staff: bool) -> tuple[str, ...]:
    taken = (_ROOM, _ROOM)
    if row.first is not None:
        at = sheet.calendar.local(row.first.reading.at)
        taken = (str(row.first.reading.measured.celsius), f"{at:%H:%M}")
    return (
        *(() if is_staff else (str(row.bed or "–"),)),
        row.subject.name,
        row.subject.number,
        _last(sheet, row),
        taken[0],
        _ROOM,
        row.reason.words.text if row.reason else _ROOM,
        _BOX,
        taken[1],
        _ROOM,
    )


def _last(sheet: RoundSheet, row: SheetRow) -> str:
    if not row.before:
        return "–"
    one = row.before[0]
    return f"{one.celsius} ({sheet.calendar.local(one.at):%m-%d %H:%M})"
