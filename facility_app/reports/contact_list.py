"""The people who were together with somebody (密切接触者名单), on paper."""

from collections.abc import Sequence

from facility_app.facts.contact_words import fever_text, measure_text, shared_text, state_text
from facility_app.facts.contacts import Contact, Contacts
from facility_app.reports.document import Block, Column, Document, Figures, Section, Table
from resources.text import N_, _

_SIGNING = (N_("Listed by"), N_("Duty doctor"), N_("Leader on duty"))


def contact_list(found: Contacts) -> Document:
    """Whom, what was shared, where and how long, and how each of them is now."""
    blocks: tuple[Block, ...] = (_about(found), _people(found, found.people))
    sections = [Section(_("People held"), blocks)]
    if found.staff:
        sections.append(Section(_("Staff"), (_staff(found, found.staff),)))
    return Document(
        _("List of contacts"),
        (f"{found.facility.name} · {found.person.subject.text}", _while(found)),
        tuple(sections),
        signatures=tuple(_(one) for one in _SIGNING),
        is_fictional=found.facility.is_fictional,
    )


def _while(found: Contacts) -> str:
    since, until = (found.facility.calendar.local(one) for one in (found.since, found.until))
    return _("Contacts from {since} to {until}").format(
        since=f"{since:%Y-%m-%d %H:%M}", until=f"{until:%Y-%m-%d %H:%M}"
    )


def _about(found: Contacts) -> Figures:
    person = found.person
    place = f"{person.place.block} {person.place.cell}" if person.place else _("none")
    febrile = [one for one in found.found if one.fever is not None]
    return Figures(
        (
            (_("Cell now"), place),
            (_("People held"), str(len(found.people))),
            (_("Staff"), str(len(found.staff))),
            (_("Left meanwhile"), str(sum(one.left_at is not None for one in found.people))),
            (_("Fever since"), str(len(febrile))),
            (_("Not measured since"), str(sum(one.last is None for one in found.found))),
        ),
        across=3,
    )


def _people(found: Contacts, people: Sequence[Contact]) -> Table:
    columns = (
        Column(_("No."), 0.4, "right"),
        Column(_("Name"), 0.8),
        Column(_("Number"), 0.9),
        Column(_("What was shared"), 2.9, wraps=True),
        Column(_("Hours"), 0.55, "right"),
        Column(_("Now"), 1.1, wraps=True),
        Column(_("Last temperature"), 1.35),
        Column(_("Fever since"), 1.35),
    )
    rows = tuple(
        (
            *(str(place), one.subject.name, one.subject.number, shared_text(found, one), str(one.hours)),
            *(state_text(found, one), measure_text(found, one), fever_text(found, one)),
        )
        for place, one in enumerate(people, start=1)
    )
    return Table(columns, rows, _("nobody"))


def _staff(found: Contacts, staff: Sequence[Contact]) -> Table:
    columns = (
        Column(_("No."), 0.4, "right"),
        Column(_("Name"), 0.8),
        Column(_("Number"), 0.9),
        Column(_("What was shared"), 3.6, wraps=True),
        Column(_("Last temperature"), 1.35),
        Column(_("Fever since"), 1.35),
    )
    rows = tuple(
        (
            *(str(place), one.subject.name, one.subject.number, shared_text(found, one)),
            *(measure_text(found, one), fever_text(found, one)),
        )
        for place, one in enumerate(staff, start=1)
    )
    return Table(columns, rows, _("nobody"))
