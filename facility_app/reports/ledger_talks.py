"""Sections 十三 and 十五 of the ledger: talks, and changes of cell."""

from facility_app.core.phrases import listed
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_lines import Move, QuotaLine, Short
from facility_app.reports.cells import zero
from facility_app.reports.document import Block, Column, Figures, Note, Table
from facility_app.reports.ledger_words import Ids, cell, cell_and_bed
from resources.text import _


def talks(facts: LedgerFacts, ids: Ids) -> tuple[Block, ...]:
    """What was held today, and the names still missing in the week."""
    of = facts.content.talks
    first, last = of.week
    pairs = [
        (_("Talks today"), zero(of.held)),
        (_("With people"), zero(of.people)),
        (_("First talks due today"), zero(of.first_due)),
        (_("Held in time"), zero(of.first_in_time)),
        (_("First talk overdue"), zero(len(of.first_overdue))),
        *((ids.text("talk", one.kind), zero(one.held)) for one in of.by_kind),
    ]
    columns = (
        Column(_("Quota"), 2.4),
        *(Column(head, align="right") for head in (_("Owed to"), _("Fulfilled"), _("Still short"))),
    )
    rows = tuple(
        (ids.text("quota", one.quota), zero(one.people), zero(one.fulfilled), zero(len(one.shortfall)))
        for one in of.quotas
    )
    blocks: list[Block] = [
        Figures(tuple(pairs), across=3),
        Note(_("Quotas of the week from {first} to {last}, up to the end of this day.").format(first=first, last=last)),
        Table(columns, rows, _("none")),
    ]
    if of.first_overdue:
        names = listed(f"{one.name} ({one.number})" for one in of.first_overdue)
        blocks.append(Note(_("First talk overdue: {names}").format(names=names)))
    blocks += [_shortfall(one, ids) for one in of.quotas if one.shortfall]
    return tuple(blocks)


def _shortfall(line: QuotaLine, ids: Ids) -> Table:
    """The names still missing, one row for each cell."""
    by_cell: dict[str, list[Short]] = {}
    for one in line.shortfall:
        by_cell.setdefault(cell(one.who.spot), []).append(one)
    heading = _("Still short: {quota}").format(quota=ids.text("quota", line.quota))
    columns = (Column(_("Cell"), 0.8), Column(_("People"), 0.5, "right"), Column(heading, 6, wraps=True))
    rows = tuple((of, zero(len(short)), listed(map(_short, short))) for of, short in by_cell.items())
    return Table(columns, rows, _("none"))


def _short(one: Short) -> str:
    name = f"{one.who.name} ({one.who.number})"
    return name if one.required == 1 else f"{name} {one.held}/{one.required}"


def cell_changes(facts: LedgerFacts, ids: Ids) -> tuple[Block, ...]:
    """Who was moved where, why, by whom, and what the rules said."""
    columns = (
        Column(_("No."), 0.5, "right"),
        Column(_("Number"), 1.1),
        Column(_("Name"), 1.0),
        Column(_("Former cell"), 0.9),
        Column(_("Present cell"), 0.9),
        Column(_("Time"), 0.6),
        Column(_("Reason"), 1.4, wraps=True),
        Column(_("Done by"), 0.8, wraps=True),
        Column(_("Separation rules"), 1.6, wraps=True),
    )
    rows = tuple(_move(place, one, ids) for place, one in enumerate(facts.content.moves, start=1))
    return (Table(columns, rows, _("none")),)


def _move(place: int, one: Move, ids: Ids) -> tuple[str, ...]:
    said = listed(ids.text("separation", rule) for rule in one.rules) or _("no objection")
    if one.override_reason:
        said = _("{rules}; overridden: {reason}").format(rules=said, reason=one.override_reason)
    return (
        str(place),
        one.number,
        one.name,
        cell_and_bed(one.before),
        cell_and_bed(one.after),
        ids.time(one.at),
        one.reason,
        one.by,
        said,
    )
