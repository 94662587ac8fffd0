"""The daily ledger (值班日志) as a document, in the language in force."""

from collections.abc import Callable

from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_prints import UNEXPLAINED
from facility_app.reports.document import BY_HAND, Block, Column, Document, Note, Section, Signatures, Table
from facility_app.reports.ledger_isolation import isolation
from facility_app.reports.ledger_people import intake, release
from facility_app.reports.ledger_population import population
from facility_app.reports.ledger_registers import annex, section, sections_of_registers
from facility_app.reports.ledger_talks import cell_changes, talks
from facility_app.reports.ledger_temperatures import details, temperature
from facility_app.reports.ledger_words import Ids, apart, record, weekday
from facility_app.rules.entries import in_force
from facility_app.rules.ledger import Section as SectionRule
from resources.text import N_, _, language

_ON_DUTY = (
    N_("Leader on duty"),
    N_("Shift lead"),
    N_("Duty officers"),
    N_("Duty doctor"),
    N_("Control room"),
    N_("Women officers"),
    N_("Weather, room temperature"),
    N_("Alert level"),
)
_SIGNING = (
    N_("Handed over by"),
    N_("Taken over by"),
    N_("Leader on duty"),
    N_("Duty doctor"),
    N_("Resident procurator (seen)"),
)
_ANNEXES = "annexes"


def ledger_document(facts: LedgerFacts) -> Document:
    """The ledger as it is printed: a page says when the day is not closed."""
    ids = Ids.of(facts)
    rules = in_force(facts.facility.packs.ledger.section, facts.day, facts.facility.kind)
    ordered = sorted(rules, key=lambda one: one.order)
    sections = [Section(_("On duty"), (_duty(),))]
    kept = sections_of_registers(facts)
    for one in ordered:
        if one.id in _BUILDERS:
            sections.append(Section(_heading(one), _BUILDERS[one.id](facts, ids)))
        elif one.id in kept:
            sections.append(Section(_heading(one), section(facts, ids, one.id)))
    without = [one for one in ordered if one.id not in _BUILDERS and one.id not in kept and one.id != _ANNEXES]
    if without:
        unreported = Note(apart(map(_heading, without)))
        place = next((n for n, one in enumerate(sections) if one.heading == _of(ordered, "addenda")), len(sections))
        sections.insert(place, Section(_("Sections not reported"), (unreported,)))
    annexes = ((_("temperatures by name"), (details(facts, ids),)), *annex(facts, ids))
    sections += [Section(f"{_of(ordered, _ANNEXES)} · {name}", blocks) for name, blocks in annexes]
    return Document(
        _("Daily ledger"),
        (f"{facts.facility.name} · {_date(facts)}", _status(facts, ids)),
        tuple(sections),
        is_fictional=facts.facility.is_fictional,
        stamp="" if facts.closing else _("NOT CLOSED"),
    )


def _duty() -> Table:
    """Who is on duty, to be filled in by hand."""
    columns = (Column(_("Post"), 0.9), Column(_("Name"), 1.6)) * 2
    pairs = zip(_ON_DUTY[::2], _ON_DUTY[1::2], strict=True)
    return Table(columns, tuple((_(left), BY_HAND, _(right), BY_HAND) for left, right in pairs), _("none"))


def _of(rules: list[SectionRule], section: str) -> str:
    return next((_heading(one) for one in rules if one.id == section), section)


def _heading(section: SectionRule) -> str:
    """A heading with its number, where it has one: Chinese numerals as the ledger has always had them."""
    if not section.number:
        return section.words.text
    if language() == "zh_CN":
        return f"{section.number}、{section.zh}"
    return f"{section.order}. {section.en}"


def _date(facts: LedgerFacts) -> str:
    day = facts.day
    return _("{year}-{month:02d}-{day:02d} ({weekday})").format(
        year=day.year, month=day.month, day=day.day, weekday=weekday(day)
    )


def _status(facts: LedgerFacts, ids: Ids) -> str:
    if facts.closing is None:
        return _("Not closed")
    return _("Closed {at} by {name}").format(at=ids.moment(facts.closing.at), name=facts.closing.by)


def _addenda(facts: LedgerFacts, ids: Ids) -> tuple[Block, ...]:
    """What was added after closing, and which records were changed: each with time and name."""
    if facts.closing is None:
        return (Note(_("The day is not closed.")),)
    closing = facts.closing
    columns = (Column(_("Time"), 0.9), Column(_("Done by"), 0.9), Column(_("Content"), 5, wraps=True))
    rows = [(ids.moment(one.at), one.by, one.text, one.seq) for one in facts.addenda]
    rows += [(ids.moment(one.at), one.by, f"{record(one)}: {_(one.title)}", one.seq) for one in facts.changes]
    rows.sort(key=lambda one: one[3])
    blocks: list[Block] = [Table(columns, tuple(row[:3] for row in rows), _("none"))]
    if not facts.is_as_closed:
        text = _(
            "The records of this day were changed after it was closed. "
            "Closed were: {opening} + {intake} − {exits} = {closing}."
        )
        blocks.append(
            Note(
                text.format(
                    opening=closing.opening, intake=closing.intake, exits=closing.exits, closing=closing.closing
                )
            )
        )
        if not facts.changes:
            blocks.append(Note(_(UNEXPLAINED)))
    return tuple(blocks)


def _sign(_facts: LedgerFacts, _ids: Ids) -> tuple[Block, ...]:
    return (Signatures(tuple(_(one) for one in _SIGNING)),)


_BUILDERS: dict[str, Callable[[LedgerFacts, Ids], tuple[Block, ...]]] = {
    "population": population,
    "intake": intake,
    "release": release,
    "temperature": temperature,
    "isolation": isolation,
    "talks": talks,
    "cell_changes": cell_changes,
    "addenda": _addenda,
    "signatures": _sign,
}
