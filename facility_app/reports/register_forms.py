"""Forms of registers on paper: blank ones to fill in by hand, filled ones to sign, and the page that explains one."""

from collections.abc import Mapping

from db.declaration import Deadline, FieldKind, FieldSpec, Register
from facility_app.core.phrases import listed
from facility_app.facts.register_views import FormFacts, Listing
from facility_app.facts.register_words import label, shown
from facility_app.reports.document import BY_HAND, Block, Column, Document, Figures, Note, Section, Table
from facility_app.rules.registers import Entry
from resources.text import N_, _, ngettext

_BLANK_ROWS = 16
_LINES = {FieldKind.LONG_TEXT: 4}
"""How many lines high a field is on a page for one entry; of other kinds, one."""
_WEIGHTS = {FieldKind.LONG_TEXT: 1.8, FieldKind.PEOPLE: 1.4, FieldKind.WHOLE: 0.7, FieldKind.DECIMAL: 0.8}
_KINDS: Mapping[FieldKind, str] = {
    FieldKind.TEXT: N_("text"),
    FieldKind.LONG_TEXT: N_("long text"),
    FieldKind.WHOLE: N_("whole number"),
    FieldKind.DECIMAL: N_("decimal number"),
    FieldKind.YES_NO: N_("yes or no"),
    FieldKind.CHOICE: N_("one of a list"),
    FieldKind.DATE: N_("date"),
    FieldKind.INSTANT: N_("date and time"),
    FieldKind.REFERENCE: N_("on record"),
    FieldKind.PEOPLE: N_("numbers of people held"),
}


def blank_form(facts: FormFacts) -> Document:
    """A form to fill in by hand, the choices under it: a row for each entry, or a page for one where much is told."""
    facility, register = facts.facility, facts.register
    is_narrative = any(one.is_required and one.kind is FieldKind.LONG_TEXT for one in register.fields)
    fields = [one for one in register.fields if not (one.computed or one.is_signature)]
    if not is_narrative:
        fields = [register.field(key) for key in register.columns if not register.field(key).computed]
    choices = tuple(Note(f"{_(one.label)}: {_choices(one)}") for one in fields if one.choices)
    table = _page_for_one(fields) if is_narrative else _row_for_each(register, fields)
    return Document(
        _(register.label),
        (facility.name, _(register.help)),
        (Section(_("To be filled in by hand"), (table, *choices)),),
        signatures=tuple(_(one.label) for one in register.signatures),
        is_fictional=facility.is_fictional,
    )


def _row_for_each(register: Register, fields: list[FieldSpec]) -> Table:
    """Rows high enough for a pen."""
    columns = [Column(_("No."), 0.4, "right")]
    if not register.is_list:
        columns.append(Column(_("Time"), 0.9, wraps=True))
    columns += [Column(label(one), _WEIGHTS.get(one.kind, 1.0), wraps=True) for one in fields]
    room = _by_hand(2)
    rows = tuple((str(place), *[room] * (len(columns) - 1)) for place in range(1, _BLANK_ROWS + 1))
    return Table(tuple(columns), rows, _("none"))


def _page_for_one(fields: list[FieldSpec]) -> Table:
    columns = (Column(_("Field"), 1.0, wraps=True), Column(_("Entry"), 3.0, wraps=True))
    rows = tuple((label(one), _by_hand(_LINES.get(one.kind, 1))) for one in fields)
    return Table(columns, rows, _("none"))


def _by_hand(lines: int) -> str:
    return "\n".join([BY_HAND] * lines)


def filled_form(facts: FormFacts) -> Document:
    """One entry with all its fields, to be signed."""
    found, facility, register = facts.found, facts.facility, facts.register
    assert found is not None
    (entry,) = found.entries
    pairs = [(label(one), _text(one, entry, found)) for one in register.fields]
    about = [
        (_("Number in the register"), str(entry.number)),
        (_("Facility day"), entry.day.isoformat()),
        (_("Entered at"), f"{found.calendar.local(entry.entered_at):%Y-%m-%d %H:%M}"),
        (_("Entered by"), entry.by),
    ]
    blocks: tuple[Block, ...] = (
        Figures(tuple(about), across=2),
        Table((Column(_("Field"), 1.0), Column(_("Entry"), 3.0, wraps=True)), tuple(pairs), _("none")),
    )
    return Document(
        _(register.label),
        (facility.name, f"{_('Number in the register')} {entry.number}"),
        (Section(_("Entry"), blocks),),
        signatures=tuple(_(one.label) for one in register.signatures),
        is_fictional=facility.is_fictional,
        stamp=_("VOID") if entry.is_void else "",
    )


def _text(field: FieldSpec, entry: Entry, found: Listing) -> str:
    return shown(field, entry.values[field.key], found.calendar, found.names, found.people)


def reference(facts: FormFacts) -> Document:
    """The page that explains a register: what it is for, its fields, what is owed, how long it is kept."""
    facility, register = facts.facility, facts.register
    columns = (
        Column(_("Field"), 1.2, wraps=True),
        Column(_("Key"), 0.9),
        Column(_("Kind"), 0.8, wraps=True),
        Column(_("Filled in"), 0.8, wraps=True),
        Column(_("Explanation"), 2.6, wraps=True),
    )
    rows = tuple((label(one), one.key, _(_KINDS[one.kind]), _needed(one), _explained(one)) for one in register.fields)
    return Document(
        _(register.label),
        (facility.name, _(register.help)),
        (
            Section(_("Fields"), (Table(columns, rows, _("none")),)),
            Section(_("What is owed"), tuple(Note(line) for line in owed(register)) or (Note(_("none")),)),
            Section(_("Kept"), (Note(kept(register)), Note(_("Source: {source}").format(source=register.source)))),
        ),
        is_fictional=facility.is_fictional,
    )


def owed(register: Register) -> list[str]:
    """What falls due in a register, one sentence each, in the language in force."""
    lines = []
    if register.coverage is not None:
        sessions = listed(f"{_(one.label)} {one.opens:%H:%M}–{one.closes:%H:%M}" for one in register.coverage.sessions)
        what = _(register.field(register.coverage.of).label)
        lines.append(_("Every day, each of these ({what}): {sessions}.").format(what=what, sessions=sessions))
    if register.interval is not None:
        what = _(register.field(register.interval.of).label)
        lines.append(_("As often as the list says for each: {what}.").format(what=what))
    for one in register.deadlines:
        lines.append(f"{_(one.label)}: {_due(register, one)}")
    if register.balance is not None:
        lines.append(_("A stock is kept, and never falls below zero."))
    if register.tally is not None:
        lines.append(_("A count that does not match keeps the day open until its cause is written down."))
    if register.quota is not None:
        lines.append(_("{hours} hours a month for everybody.").format(hours=register.quota.at_least // 60))
    return lines


def _due(register: Register, one: Deadline) -> str:
    parts = []
    if one.by:
        parts.append(_("by “{field}”").format(field=_(register.field(one.by).label)))
    if one.within is not None:
        hours = one.within.total_seconds() / 3600
        if hours < 1:
            parts.append(_("within {minutes} minutes").format(minutes=round(hours * 60)))
        elif hours > 24 and hours % 24 == 0:
            parts.append(_("within {days} days").format(days=round(hours / 24)))
        else:
            parts.append(_("within {hours} hours").format(hours=round(hours)))
    elif one.at is not None:
        parts.append(_("by {time}").format(time=f"{one.at:%H:%M}"))
    return _(", else ").join(parts) or _("at once")


def kept(register: Register) -> str:
    """How long a register is kept, in the language in force."""
    if register.keep_years is None:
        return _("Kept for ever.")
    return ngettext("Kept for {years} year.", "Kept for {years} years.", register.keep_years).format(
        years=register.keep_years
    )


def _needed(field: FieldSpec) -> str:
    if field.computed:
        return _("by the program")
    if field.is_required:
        return _("always")
    if field.required_when is not None:
        return _("in some cases")
    return _("later") if field.is_later else _("if known")


def _explained(field: FieldSpec) -> str:
    parts = [_(field.help)] if field.help else []
    if field.choices:
        parts.append(_choices(field))
    if field.low is not None and field.high is not None:
        parts.append(_("from {low} to {high}").format(low=field.low, high=field.high))
    return " ".join(parts) or "–"


def _choices(field: FieldSpec) -> str:
    return listed(_(one.label) for one in field.choices)
