"""Sections 三 and 四 of the ledger: who came and who left."""

from facility_app.core.phrases import listed
from facility_app.core.sexes import age_on
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_lines import Exit
from facility_app.reports.cells import reported
from facility_app.reports.document import Block, Column, Note, Table
from facility_app.reports.ledger_words import Ids, apart, cell, sex
from resources.text import _

_PROPERTY = "release.property"
_HEALTH, _TOLD, _PICK_UP = "release.body_check", "release.health_summary", "release.pick_up"


def intake(facts: LedgerFacts, ids: Ids) -> tuple[Block, ...]:
    """Everybody admitted today."""
    columns = (
        Column(_("No."), 0.5, "right"),
        Column(_("Number"), 1.1),
        Column(_("Name"), 0.9),
        Column(_("Sex"), 0.5),
        Column(_("Age"), 0.5, "right"),
        Column(_("Cause"), 1.1, wraps=True),
        Column(_("Case-handling unit"), 1.3, wraps=True),
        Column(_("Document and number"), 1.6, wraps=True),
        Column(_("Arrived"), 0.6),
        Column(_("First cell"), 0.8, wraps=True),
        Column(_("First talk"), 0.8, wraps=True),
    )
    rows = tuple(
        (
            str(place),
            one.who.number,
            one.who.name,
            sex(one.sex),
            reported(age_on(one.birth_date, facts.day) if one.birth_date else None),
            reported(one.case_cause),
            reported(one.case_unit),
            f"{ids.text('document', one.document_type)} {reported(one.document_number)}",
            ids.time(one.admitted_at),
            cell(one.who.spot),
            ids.time(one.first_talk_at) if one.first_talk_at else _("not yet held"),
        )
        for place, one in enumerate(facts.content.intakes, start=1)
    )
    missing = _("Not reported here: health examination, injuries, family notice, rights notice.")
    return (Table(columns, rows, _("none")), *((Note(missing),) if rows else ()))


def release(facts: LedgerFacts, ids: Ids) -> tuple[Block, ...]:
    """Everybody who left today, and what was still open."""
    columns = (
        Column(_("No."), 0.5, "right"),
        Column(_("Number"), 1.1),
        Column(_("Name"), 0.9),
        Column(_("Reason and basis"), 2.4, wraps=True),
        Column(_("Term ends"), 0.8, wraps=True),
        Column(_("Left at"), 0.7, wraps=True),
        Column(_("Health check"), 0.6),
        Column(_("Picked up by"), 0.8, wraps=True),
        Column(_("Health told"), 0.6),
        Column(_("Property back"), 0.6),
        Column(_("Certificate"), 1.0, wraps=True),
        Column(_("Checked by"), 0.9, wraps=True),
    )
    rows = tuple(_left(place, one, ids) for place, one in enumerate(facts.content.exits, start=1))
    notes = [Note(_open(one, ids)) for one in facts.content.exits if one.open_items]
    late = [Note(_late(one)) for one in facts.content.exits if one.late_minutes]
    return (Table(columns, rows, _("none")), *late, *notes)


def _left(place: int, one: Exit, ids: Ids) -> tuple[str, ...]:
    still_open = {item.item for item in one.open_items}
    health, told, goods = (_("no") if item in still_open else _("yes") for item in (_HEALTH, _TOLD, _PROPERTY))
    basis = f"{ids.text('document', one.document_type)} {reported(one.document_number)}"
    return (
        str(place),
        one.who.number,
        one.who.name,
        f"{ids.text('exit', one.exit)}: {basis}",
        ids.last_day(one.ends_at) if one.ends_at else _("none"),
        ids.time(one.left_at),
        health,
        one.picked_up_by or (_("no") if _PICK_UP in still_open else _("yes")),
        told,
        goods,
        reported(one.certificate_number),
        listed(one.checked_by) or reported(None),
    )


def _open(one: Exit, ids: Ids) -> str:
    items = apart(
        f"{ids.text('check', item.item)} ({item.reason})" if item.reason else ids.text("check", item.item)
        for item in one.open_items
    )
    return _("Open items of {name} ({number}): {items}").format(name=one.who.name, number=one.who.number, items=items)


def _late(one: Exit) -> str:
    return _("Left late: {name} ({number}), {minutes} min after the legal end. To be recorded as an incident.").format(
        name=one.who.name, number=one.who.number, minutes=one.late_minutes
    )
