"""The sections of the ledger that registers fill, made from their declaration."""

from collections.abc import Iterable
from typing import Any

from db.declaration import FieldKind, FieldSpec
from facility_app.core.phrases import listed
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_registers import RegisterDay
from facility_app.facts.register_coverage import SlotLine
from facility_app.facts.register_words import label, plain, shown
from facility_app.reports.cells import zero
from facility_app.reports.document import Block, Column, Figures, Note, Table
from facility_app.reports.ledger_words import NOT_REPORTED, Ids, apart
from facility_app.rules.registers import Entry, OpenDeadline, difference
from resources.text import _, ngettext

_RIGHT = frozenset({FieldKind.WHOLE, FieldKind.DECIMAL})
_WRAPPING = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PEOPLE, FieldKind.REFERENCE})
_WIDE = {FieldKind.LONG_TEXT: 2.4, FieldKind.PEOPLE: 1.6, FieldKind.WHOLE: 0.6, FieldKind.DECIMAL: 0.7}


def registers_in(facts: LedgerFacts, section: str) -> tuple[RegisterDay, ...]:
    """The registers that stand in a section."""
    return tuple(one for one in facts.content.registers if one.register.ledger == section)


def sections_of_registers(facts: LedgerFacts) -> frozenset[str]:
    """The sections that some register fills."""
    return frozenset(one.register.ledger for one in facts.content.registers)


def section(facts: LedgerFacts, ids: Ids, name: str) -> tuple[Block, ...]:
    """One section: each register with its figures, what was left out, its entries and what is open."""
    several = registers_in(facts, name)
    return tuple(block for one in several for block in _register(one, facts, ids, is_alone=len(several) == 1))


def annex(facts: LedgerFacts, ids: Ids) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """The registers whose entries stand in an annex: heading and table."""
    return tuple(
        (_(one.register.label), (entry_table(one, facts, ids),))
        for one in facts.content.registers
        if one.register.is_annexed and one.entries
    )


def _register(of: RegisterDay, facts: LedgerFacts, ids: Ids, *, is_alone: bool) -> tuple[Block, ...]:
    title = _(of.register.label)
    if not of.is_reported and not of.slots:
        return (Note(_(NOT_REPORTED) if is_alone else f"{title}: {_(NOT_REPORTED)}"),)
    blocks: list[Block] = [] if is_alone else [Note(f"【{title}】")]
    pairs = list(_counts(of))
    if pairs:
        blocks.append(Figures(tuple(pairs), across=4))
    blocks += _coverage(of)
    if of.stock:
        blocks.append(_stock(of))
    if of.register.is_annexed:
        blocks += _by_kind(of)
    elif of.entries or not of.stock:
        blocks.append(entry_table(of, facts, ids))
    if of.open:
        blocks.append(Note(_("Still open: {which}").format(which=apart(_open(one, of, ids) for one in of.open))))
    if of.month:
        blocks.append(_month(of))
    return tuple(blocks)


def _counts(of: RegisterDay) -> Iterable[tuple[str, str]]:
    yield _("Entries"), zero(len(of.entries))
    if of.late:
        yield _("Written late"), zero(len(of.late))
    if of.register.count_by and not of.register.is_annexed:
        for one in of.register.field(of.register.count_by).choices:
            yield _(one.label), zero(of.count(one.key))


def _coverage(of: RegisterDay) -> list[Block]:
    coverage = of.register.coverage
    if coverage is None or not of.slots:
        return []
    pairs, notes = [], []
    for one in coverage.sessions:
        slots = [slot for slot in of.slots if slot.session.id == one.id]
        gaps = [slot for slot in slots if not slot.is_filled]
        pairs.append((_(one.label), _("{done} of {owed}").format(done=len(slots) - len(gaps), owed=len(slots))))
        if gaps:
            notes.append(_left_out(_(one.label), gaps))
    return [Figures(tuple(pairs), across=4), *notes]


def _left_out(session: str, gaps: list[SlotLine]) -> Note:
    names = listed(one.subject.name for one in gaps)
    return Note(_("Left out, {session}: {names}").format(session=session, names=names))


def _stock(of: RegisterDay) -> Table:
    heads = (_("Before"), _("Received"), _("Taken"), _("Counted difference"), _("In stock"), _("Lasts, days"))
    columns = (
        Column(_("Item"), 1.8, wraps=True),
        *(Column(head, 0.8, "right") for head in heads),
        Column(_("Note"), 1.0),
    )
    rows = tuple(
        (
            one.name,
            *(plain(figure) for figure in (one.before, one.added, one.taken, one.corrected, one.after)),
            _(NOT_REPORTED) if one.days is None else str(one.days),
            _("below the least") if one.is_short else _("enough"),
        )
        for one in of.stock
    )
    return Table(columns, rows, _("none"))


def _by_kind(of: RegisterDay) -> list[Block]:
    """The sums of an annexed register, and the entries that do not match."""
    totalled = [one for one in of.register.fields if one.is_totalled]
    by = of.register.field(of.register.count_by)
    heads = (_("Entries"), *map(label, totalled))
    columns = (Column(_(by.label), 1.2), *(Column(head, align="right") for head in heads))
    rows = []
    for choice in by.choices:
        some = [one for one in of.entries if one.values[by.key] == choice.key]
        if some:
            sums = (plain(sum(one.values[field.key] or 0 for one in some)) for field in totalled)
            rows.append((_(choice.label), zero(len(some)), *sums))
    blocks: list[Block] = [Table(columns, tuple(rows), _(NOT_REPORTED))]
    tally = of.register.tally
    if tally is not None:
        wrong = [one for one in of.entries if difference(tally, one.values)]
        text = ngettext("{count} count does not match.", "{count} counts do not match.", len(wrong))
        blocks.append(Note(text.format(count=len(wrong))))
    return blocks


def entry_table(of: RegisterDay, facts: LedgerFacts, ids: Ids) -> Table:
    """The entries of a day, one row each."""
    fields = [of.register.field(key) for key in of.register.columns]
    columns = (
        Column(_("No."), 0.45, "right"),
        Column(_("Time"), 0.6),
        *(
            Column(
                label(one),
                _WIDE.get(one.kind, 1.0),
                "right" if one.kind in _RIGHT else "left",
                wraps=one.kind in _WRAPPING,
            )
            for one in fields
        ),
    )
    rows = tuple(
        (
            str(place),
            ids.time(one.at) + (_(" (late)") if one.id in of.late else ""),
            *(cell_text(of, field, one.values[field.key], facts) for field in fields),
        )
        for place, one in enumerate(of.entries, start=1)
    )
    return Table(columns, rows, _(NOT_REPORTED))


def cell_text(of: RegisterDay, field: FieldSpec, value: Any, facts: LedgerFacts) -> str:
    """A value as a cell has it: what nobody has to say is a dash, what is still to come is not reported."""
    if value is None or value == "":
        return _(NOT_REPORTED) if field.is_later or field.is_required else "–"
    return shown(field, value, facts.facility.calendar, of.names, of.people, facts.day)


def _open(one: OpenDeadline, of: RegisterDay, ids: Ids) -> str:
    return _("{entry}: {what}, due {due}").format(
        entry=entry_name(of, one.entry), what=_(one.deadline.label), due=ids.moment(one.due)
    )


def entry_name(of: RegisterDay, entry: Entry) -> str:
    """What tells an entry from others: its number and its first column."""
    first = of.register.field(of.register.columns[0])
    value = entry.values[first.key]
    if first.kind is FieldKind.CHOICE:
        chosen = next((one.label for one in first.choices if one.key == value), str(value))
        return f"{entry.number} {_(chosen)}"
    text = of.names[value].text if value in of.names else str(value)
    return f"{entry.number} {text}"


def _month(of: RegisterDay) -> Note:
    short = [one for one in of.month if one.is_short]
    if not short:
        return Note(_("In this month so far: nobody is short."))
    owed = sum(one.owed - one.had for one in short)
    text = _("In this month so far {count} of {people} people have less than they are owed, {hours} hours in all.")
    return Note(text.format(count=len(short), people=len(of.month), hours=owed // 60))
