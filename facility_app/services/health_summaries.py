"""The 15-day health summary (十五日健康小结) of one person, or of everybody held."""

from datetime import date

from sqlalchemy.orm import Session

from db.values import AccessKind, Invalid
from facility_app.access import Desk, act, may_read_findings, note
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.health_summary import HealthSummary, masked, summaries_of
from facility_app.facts.people import HeldPerson, held_at, person_by_number
from facility_app.facts.releases import AHEAD
from facility_app.facts.staff import name_of_account
from resources.text import N_

_READ = N_("Read a health summary")


@act()
def health_summary(desk: Desk, number: str, last: date | None = None, *, reason: str = "") -> HealthSummary:
    """Fifteen days of one person, of somebody who has left too; that it was read is journaled with the reason.

    Args:
        reason: why it is read; without one whoever is no doctor is shown no findings and no reasons of isolation.
        last: the last of the days; None: today, or the day on which the person left.

    Raises:
        Invalid: there is no such person, or the day has not begun; `field` names it.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        person = person_by_number(session, facility, number, now)
        if person is None:
            raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
        end = _last(facility, last, facility.calendar.day_of(person.ended_at or now), desk)
        (found,) = summaries_of(session, facility, (person,), end, now, _name(desk, session))
    name = "health_summaries.health_summary"
    note(desk, _READ, AccessKind.SENSITIVE_READ, act=name, subject_id=person.custody_id, detail=reason.strip() or None)
    return found if may_read_findings(desk, reason) else masked(found)


@act()
def health_summaries(
    desk: Desk,
    last: date | None = None,
    *,
    block: str = "",
    cell: str = "",
    is_leaving: bool = False,
    reason: str = "",
) -> tuple[HealthSummary, ...]:
    """Fifteen days of everybody held now, by block, cell and bed; that they were read is journaled with the reason.

    Args:
        block, cell: of whoever lives there; a cell of a block only where both are given.
        is_leaving: of whoever has a term that is over or ends within the days in which a release is prepared.
        reason: as for one person.

    Raises:
        Invalid: the day has not begun.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        today = facility.calendar.day_of(now)
        end = _last(facility, last, today, desk)
        people = held_at(session, facility, now, term_until=today + AHEAD if is_leaving else None)
        wanted = tuple(one for one in people if _lives_in(one, block, cell))
        found = summaries_of(session, facility, wanted, end, now, _name(desk, session))
    note(
        desk, _READ, AccessKind.SENSITIVE_READ, act="health_summaries.health_summaries",
        count=len(found), detail=reason.strip() or None,
    )  # fmt: skip
    return found if may_read_findings(desk, reason) else tuple(map(masked, found))


def _lives_in(person: HeldPerson, block: str, cell: str) -> bool:
    place = person.place
    if place is None:
        return not block and not cell
    return block in ("", place.block) and cell in ("", place.cell)


def _last(facility: FacilityFacts, last: date | None, usual: date, desk: Desk) -> date:
    if last is not None and last > facility.calendar.day_of(desk.store.clock()):
        raise Invalid(N_("This day has not begun."), field="last")
    return usual if last is None else last


def _name(desk: Desk, session: Session) -> str:
    return name_of_account(session, desk.account_id) or desk.login
