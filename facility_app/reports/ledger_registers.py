"""The sections of the ledger that registers fill, made from their declaration."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from db.declaration import FieldKind, FieldSpec
from facility_app.core.phrases import listed
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_registers import RegisterDay
from facility_app.facts.register_words import label, plain, shown
from facility_app.reports.cells import zero
from facility_app.reports.document import Block, Column, Figures, Note, Table
from facility_app.reports.ledger_words import NOT_REPORTED, Ids, apart
from facility_app.rules.registers import Entry, OpenDeadline, difference, is_unexplained
from resources.text import _, ngettext

_RIGHT = frozenset({FieldKind.WHOLE, FieldKind.DECIMAL})
_WRAPPING = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PEOPLE})
_WIDE = {FieldKind.LONG_TEXT: 2.4, FieldKind.PEOPLE: 1.6, FieldKind.WHOLE: 0.6, FieldKind.DECIMAL: 0.7}

_NAMED = 12
"""So many open entries are named; of the rest the ledger says how many there are."""


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
        (_(one.register.label), by_session(one, facts, ids) if one.slots else (entry_table(one, facts, ids),))
        for one in facts.content.registers
        if one.register.is_annexed and one.entries
    )


def _register(of: RegisterDay, facts: LedgerFacts, ids: Ids, *, is_alone: bool) -> tuple[Block, ...]:
    title = _(of.register.label)
    if not of.is_reported and not of.slots:
        return (Note(_(NOT_REPORTED) if is_alone else f"{title}: {_(NOT_REPORTED)}"),)
    blocks: list[Block] = [] if is_alone else [Note(f"【{title}】")]
    blocks.append(Figures((*_counts(of), *_sessions(of)), across=4))
    blocks += _left_out(of)
    if of.stock:
        blocks.append(_stock(of))
    if of.register.is_annexed:
        blocks += [*_by_kind(of), *_conspicuous(of, facts, ids)]
    elif of.entries or not of.stock:
        blocks += _entries(of, facts, ids)
    if of.open:
        blocks.append(_still_open(of, ids))
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


def _sessions(of: RegisterDay) -> Iterable[tuple[str, str]]:
    """How much of what each session owes was done."""
    for one in of.register.coverage.sessions if of.register.coverage and of.slots else ():
        slots = [slot for slot in of.slots if slot.session.id == one.id]
        done = sum(slot.is_filled for slot in slots)
        yield _(one.label), _("{done} of {owed}").format(done=done, owed=len(slots))


def _left_out(of: RegisterDay) -> Iterable[Note]:
    for one in of.register.coverage.sessions if of.register.coverage else ():
        names = listed(slot.subject.name for slot in of.gaps if slot.session.id == one.id)
        if names:
            yield Note(_("Left out, {session}: {names}").format(session=_(one.label), names=names))


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
            "–" if one.days is None else str(one.days),
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


def _conspicuous(of: RegisterDay, facts: LedgerFacts, ids: Ids) -> Iterable[Table]:
    """The counts that do not match, and those with somebody away: the annex has no room for the reasons."""
    tally = of.register.tally
    if tally is None:
        return
    found = [one for one in of.entries if difference(tally, one.values) or one.values[tally.away]]
    if found:
        yield entry_table(of, facts, ids, found, (tally.reason,))


def _entries(of: RegisterDay, facts: LedgerFacts, ids: Ids) -> Iterable[Block]:
    """The entries of a day: what is as it should be by name, under whoever answers for it; a row for every other."""
    register = of.register
    usual: list[Entry] = []
    others: list[Entry] = []
    for one in of.entries:
        is_usual = register.ordinary and one.values[register.count_by] == register.ordinary
        (usual if is_usual else others).append(one)
    if usual:
        signed = register.signatures[0]
        by: dict[str, list[str]] = {}
        for one in usual:
            who = cell_text(of, signed, one, facts)
            by.setdefault(who, []).append(f"{cell_text(of, register.field(register.subject), one, facts)} "
                                          f"{ids.time(one.at)}")  # fmt: skip
        label = next(one.label for one in register.field(register.count_by).choices if one.key == register.ordinary)
        which = apart(f"{who}: {listed(what)}" for who, what in by.items())
        yield Note(_("{what} ({count}): {which}").format(what=_(label), count=len(usual), which=which))
    if others or not usual:
        yield entry_table(of, facts, ids, others)


def entry_table(
    of: RegisterDay,
    facts: LedgerFacts,
    ids: Ids,
    entries: Sequence[Entry] | None = None,
    more: tuple[str, ...] = (),
) -> Table:
    """Entries of a day, or all of them, one row each; `more` are further fields to show."""
    fields = [of.register.field(key) for key in (*of.register.columns, *more)]
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
    still = unfinished(of)
    wanted = None if entries is None else {one.id for one in entries}
    rows = tuple(
        (
            str(place),
            entry_time(of, one, ids),
            *(cell_text(of, field, one, facts, still) for field in fields),
        )
        for place, one in enumerate(of.entries, start=1)
        if wanted is None or one.id in wanted
    )
    return Table(columns, rows, _(NOT_REPORTED))


def entry_time(of: RegisterDay, entry: Entry, ids: Ids) -> str:
    """When an entry happened, and whether it was written late."""
    return ids.time(entry.at) + (_(" (late)") if entry.id in of.late else "")


def cell_text(
    of: RegisterDay, field: FieldSpec, entry: Entry, facts: LedgerFacts, still: frozenset[UUID] = frozenset()
) -> str:
    """A value as a cell has it: what nobody has to say is a dash, what is still to come is not reported.

    Args:
        still: the entries in which something is to come.
    """
    value = entry.values[field.key]
    if value is None or value == "":
        is_to_come = field.is_later and entry.id in still
        return _(NOT_REPORTED) if is_to_come or field.is_required else "–"
    return shown(field, value, facts.facility.calendar, of.names, of.people, facts.day)


def unfinished(of: RegisterDay) -> frozenset[UUID]:
    """The entries in which something was still to be filled in at the end of the day."""
    tally = of.register.tally
    mismatched = {one.id for one in of.entries if tally is not None and is_unexplained(tally, one)}
    return frozenset(mismatched | {one.entry.id for one in of.open})


def by_session(of: RegisterDay, facts: LedgerFacts, ids: Ids) -> tuple[Block, ...]:
    """What is owed to each subject side by side, a session beside the other, and under it whatever was done besides."""
    tally, coverage = of.register.tally, of.register.coverage
    if tally is None or coverage is None:
        return (entry_table(of, facts, ids),)
    signed = of.register.signatures[0]
    told = [of.register.field(key) for key in (tally.expected, tally.counted, tally.away)]
    columns = [Column(_(of.register.field(tally.of).label), 1.1)]
    for session in coverage.sessions:
        columns += [Column(_(session.label), 0.9), *(Column(label(one), 0.5, "right") for one in told)]
        columns.append(Column(_(signed.label), 0.9))
    first = {line.slot.entries[0] for line in of.slots if line.is_filled}
    entries = {one.number: one for one in of.entries if one.number in first}
    owed = {(line.slot.subject, line.session.id): line for line in of.slots}
    rows = []
    for subject, name in {line.slot.subject: line.subject.name for line in of.slots}.items():
        row = [name]
        for session in coverage.sessions:
            line = owed.get((subject, session.id))
            one = entries[line.slot.entries[0]] if line is not None and line.is_filled else None
            nothing = _(NOT_REPORTED) if line is not None else "–"
            row.append(entry_time(of, one, ids) if one else nothing)
            row += [cell_text(of, field, one, facts) if one else nothing for field in (*told, signed)]
        rows.append(tuple(row))
    table = Table(tuple(columns), tuple(rows), _("none"))
    others = [one for one in of.entries if one.number not in first]
    return (table, entry_table(of, facts, ids, others)) if others else (table,)


def _still_open(of: RegisterDay, ids: Ids) -> Note:
    """What is still to be filled in, the longest open first; where that is much, how much of what."""
    which = [_open(one, of, ids) for one in of.open[:_NAMED]]
    rest = Counter(one.deadline.label for one in of.open[_NAMED:])
    if rest:
        what = listed(f"{_(name)} {count}" for name, count in rest.items())
        which.append(_("and {count} more: {what}").format(count=rest.total(), what=what))
    return Note(_("Still open: {which}").format(which=apart(which)))


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
