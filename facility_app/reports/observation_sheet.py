"""The observation sheet (日观察台账) on paper: one person day by day, or everybody apart on a day.

The diagnosis does not stand in it: it hangs at the door, where the precautions are what others need to know.
"""

from collections.abc import Mapping
from datetime import timedelta

from facility_app.core.phrases import Words, listed
from facility_app.facts.isolation import ApartPerson, SheetLine
from facility_app.facts.isolation_sheet import ObservationSheet
from facility_app.reports.document import Column, Document, Figures, Section, Table
from facility_app.rules.entries import RuleEntry
from resources.text import N_, _

_MINUTE = timedelta(minutes=1)
Names = Mapping[tuple[str, str], Words]
_SIGNING = (N_("Observed by"), N_("Duty doctor"), N_("Leader on duty"))


def observation_document(sheet: ObservationSheet) -> Document:
    """The sheet as it is printed: a line for each window, then the rights of each day."""
    names = _names(sheet)
    sections = [Section(_("Observation"), (*_about(sheet), _lines(sheet, names)))]
    if sheet.entries:
        sections.append(Section(_("Rights and visits"), (_rights(sheet, names),)))
    return Document(
        _("Observation sheet"),
        (f"{sheet.facility.name} · {_of(sheet)}", _("The temperature is the reading of the round.")),
        tuple(sections),
        signatures=tuple(_(one) for one in _SIGNING),
        is_fictional=sheet.facility.is_fictional,
    )


def _names(sheet: ObservationSheet) -> Names:
    """Names of windows, symptoms, answers, rights and precautions, by sort and id: ids of two sorts may be the same."""
    packs = sheet.facility.packs
    isolation = packs.isolation
    sorts: dict[str, tuple[RuleEntry, ...]] = {
        "window": packs.rounds.window,
        "symptom": packs.symptoms.symptom,
        "answer": isolation.answer,
        "right": isolation.right,
        "precaution": isolation.precaution,
    }
    return {(sort, entry.id): entry.words for sort, entries in sorts.items() for entry in entries}


def _of(sheet: ObservationSheet) -> str:
    if sheet.is_of_one and sheet.entries:
        return sheet.entries[0].person.text
    day = sheet.entries[0].day if sheet.entries else sheet.facility.calendar.day_of(sheet.at)
    return day.isoformat()


def _about(sheet: ObservationSheet) -> tuple[Figures, ...]:
    if not sheet.is_of_one or not sheet.entries:
        return ()
    names, last = _names(sheet), sheet.entries[-1]
    spell, local = last.spell, sheet.facility.calendar.local
    ended = f"{local(spell.ended_at):%Y-%m-%d %H:%M}" if spell.ended_at else _("not ended")
    precaution = _text(names, "precaution", spell.precaution) if spell.precaution else "–"
    return (
        Figures(
            (
                (_("Kind"), last.kind.words.text),
                (_("Precautions"), precaution),
                *([(_("End rule"), last.end_rule.words.text)] if last.end_rule else []),
                (_("Ordered by"), spell.ordered_by),
                (_("Began"), f"{local(spell.started_at):%Y-%m-%d %H:%M}"),
                (_("Ended"), ended),
            ),
            across=2,
        ),
    )


def _lines(sheet: ObservationSheet, names: Names) -> Table:
    columns = (
        *_who_columns(sheet),
        Column(_("Window"), 0.75, wraps=True),
        Column("°C", 0.8, wraps=True),
        Column(_("Symptoms"), 1.3, wraps=True),
        Column(_("Mood"), 0.75, wraps=True),
        Column(_("Food"), 0.75, wraps=True),
        Column(_("Sleep"), 0.75, wraps=True),
        Column(_("Remark"), 0.95, wraps=True),
        Column(_("Observed"), 1.45, wraps=True),
    )
    rows = tuple(
        (*_who(sheet, one), *_line(sheet, line, names))
        for one in sheet.entries
        for line in one.lines
        if line.is_owed or line.row
    )
    return Table(columns, rows, _("nobody"))


def _who_columns(sheet: ObservationSheet) -> tuple[Column, ...]:
    day_n = Column(_("Day n"), 0.55, "right")
    if sheet.is_of_one:
        return (Column(_("Day"), 0.9), day_n)
    return (Column(_("Cell"), 0.5), Column(_("Name"), 0.7), Column(_("Number"), 1.2), day_n)


def _who(sheet: ObservationSheet, one: ApartPerson) -> tuple[str, ...]:
    if sheet.is_of_one:
        return (one.day.isoformat(), str(one.day_n))
    return (one.person.cell or _("no cell"), one.person.name, one.person.number, str(one.day_n))


def _line(sheet: ObservationSheet, line: SheetLine, names: Names) -> tuple[str, ...]:
    measured = " → ".join(str(one.celsius) for one in line.temperatures) or _("not measured")
    window, row = _text(names, "window", line.window), line.row
    if row is None:
        return (window, measured, _("not reported"), *["–"] * 5)
    local = sheet.facility.calendar.local
    at = f"{row.by} {local(row.at):%H:%M}"
    if line.is_late:
        is_dated_back = row.entered_at - row.at >= _MINUTE
        entered = f"{local(row.entered_at):%m-%d %H:%M}"
        at = _("{value} (entered {time})").format(value=at, time=entered) if is_dated_back else f"{at} {_('late')}"
    return (
        window,
        measured,
        listed(_text(names, "symptom", one) for one in line.symptoms) or _("none"),
        *(_text(names, "answer", answer) for answer in (row.mood, row.food, row.sleep)),
        row.remark or "–",
        at,
    )


def _rights(sheet: ObservationSheet, names: Names) -> Table:
    columns = (
        *_who_columns(sheet),
        Column(_("Kept up"), 2.2, wraps=True),
        Column(_("Not kept up, and why"), 1.8, wraps=True),
        Column(_("Doctor's visit"), 1.0, wraps=True),
        Column(_("End"), 1.8, wraps=True),
    )
    rows = []
    for one in sheet.entries:
        kept = listed(_text(names, "right", each.right) for each in one.rights if each.is_kept)
        lacking = listed(f"{_text(names, 'right', each.right)}: {each.note}" for each in one.not_kept)
        day_of = sheet.facility.calendar.day_of
        visits = listed(
            f"{each.by} {sheet.facility.calendar.local(each.at):%H:%M}"
            for each in one.reviews
            if each.review == "doctor_visit" and day_of(each.at) == one.day
        )
        cells = (kept or _("not reported"), lacking or _("none"), visits or _("not reported"), one.verdict.words.text)
        rows.append((*_who(sheet, one), *cells))
    return Table(columns, tuple(rows), _("nobody"))


def _text(names: Names, sort: str, entry_id: str) -> str:
    words = names.get((sort, entry_id))
    return words.text if words else entry_id
