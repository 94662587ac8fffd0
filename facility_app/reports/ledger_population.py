"""Section 一 of the ledger: who is held, and that yesterday + in - out = today."""

from decimal import Decimal

from facility_app.core.phrases import listed
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_cells import CellUse, area_per_person
from facility_app.facts.ledger_lines import Who
from facility_app.reports.cells import zero
from facility_app.reports.document import Block, Column, Figures, Note, Table
from facility_app.reports.ledger_words import NOT_REPORTED, Ids, column
from facility_app.rules.population import Heads
from resources.text import _


def population(facts: LedgerFacts, _ids: Ids) -> tuple[Block, ...]:
    """The figures, the table by ground, and the identity."""
    content, balance = facts.content, facts.content.balance
    blocks: list[Block] = [
        Figures(
            (
                (_("Held yesterday"), zero(balance.opening)),
                (_("Taken in today"), zero(balance.intake)),
                (_("Left today"), zero(balance.exits)),
                (_("Held today"), zero(balance.closing)),
                (_("In cells"), zero(balance.stated - len(content.unplaced))),
                (_("Without a cell"), zero(len(content.unplaced))),
                (_("Away"), _(NOT_REPORTED)),
                (_("Cells in use"), zero(content.cells_in_use)),
                (_("Capacity"), zero(sum(one.capacity for one in content.cells))),
                (_("Area per person (m²)"), _square_metres(area_per_person(content.cells))),
            ),
            across=5,
        ),
        _table(facts),
        Note(_("In brackets: men / women / minors among them.")),
        Note(_identity(facts)),
    ]
    if content.unplaced:
        blocks.append(Note(_("Without a cell: {names}").format(names=_names(content.unplaced))))
    if content.over_term:
        text = _("Held past the end of the printed term: {names}")
        blocks.append(Note(text.format(names=_names(content.over_term))))
    blocks += [Note(_("Cells in use, with their room")), _cells(content.cells)]
    return tuple(blocks)


def _cells(cells: tuple[CellUse, ...]) -> Table:
    """The cells in which somebody lives."""
    heads = (_("Capacity"), _("Held today"), _("Area (m²)"), _("Area per person (m²)"))
    rows = tuple(
        (
            f"{one.block} {one.cell}",
            zero(one.capacity),
            zero(one.held),
            _square_metres(one.area_m2),
            _square_metres(one.area_per_person),
        )
        for one in cells
        if one.held
    )
    return Table((Column(_("Cell"), 1.2), *(Column(head, align="right") for head in heads)), rows, _("none"))


def _square_metres(area: Decimal | None) -> str:
    return _(NOT_REPORTED) if area is None else str(area)


def _table(facts: LedgerFacts) -> Table:
    heads = (_("Held yesterday"), _("Taken in today"), _("Left today"), _("Changed ground"), _("Held today"))
    *grounds, everybody = (
        (column(row.column), *map(_heads, (row.opening, row.intake, row.exits, row.changed, row.closing)))
        for row in facts.content.population
    )
    columns = (Column(_("Legal ground"), 1.2), *(Column(head, align="right") for head in heads))
    return Table(columns, tuple(grounds), _("none"), (everybody,))


def _heads(heads: Heads) -> str:
    return f"{heads.total} ({heads.male}/{heads.female}/{heads.minor})"


def _identity(facts: LedgerFacts) -> str:
    balance = facts.content.balance
    said = _("{opening} + {intake} − {exits} = {closing}; counted at the end of the day: {counted}.").format(
        opening=balance.opening,
        intake=balance.intake,
        exits=balance.exits,
        closing=balance.closing,
        counted=balance.stated,
    )
    if balance.difference:
        names = (*facts.names.absent, *facts.names.unaccounted)
        said += " " + _("Difference {difference}: {names}").format(
            difference=f"{balance.difference:+d}", names=listed(one.text for one in names) or _("no names")
        )
    return said


def _names(people: tuple[Who, ...]) -> str:
    return listed(f"{one.name} ({one.number})" for one in people)
