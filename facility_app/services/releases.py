"""Release (出所): who is due, what is still to be done, and letting people go in time."""

from datetime import date

from sqlalchemy import select

from db.tables import Custody, ReleaseCheck
from db.values import Invalid
from facility_app.access import Desk, act
from facility_app.acts.releases import Judged, Leaving, judge, release
from facility_app.facts.facility import facility_facts
from facility_app.facts.releases import DueRelease, due_releases, release_rules_on
from resources.text import N_


@act()
def release_worklist(desk: Desk, day: date) -> tuple[DueRelease, ...]:
    """Whose printed term ends on a day, in the three days after it, or is over; the earliest end first."""
    with desk.store.reading() as session:
        facility = facility_facts(session)
        at = min(desk.store.clock(), facility.calendar.ends(day))
        return due_releases(session, facility, day, at)


@act()
def check_release(desk: Desk, leaving: Leaving) -> Judged:
    """What the rules say of a release: what stands against it, and what is open; changes nothing.

    Raises:
        Invalid: there is no such person, exit, document or member of staff, or the time is wrong.
        Refused: the custody has ended.
    """
    with desk.store.reading() as session:
        return judge(session, facility_facts(session), leaving, desk.store.clock())


@act()
def mark_check(desk: Desk, number: str, item: str, is_done: bool, note: str | None = None) -> None:
    """Tick an item of the checklist, or say why it is not done; also after the person left.

    Raises:
        Invalid: there is no such person or item.
    """
    with desk.act(N_("Mark an item of the release checklist")) as work:
        custody = work.first(select(Custody).where(Custody.number == number.strip(), Custody.voided_at.is_(None)))
        if custody is None:
            raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
        facility = facility_facts(work.session)
        rules = release_rules_on(facility, facility.calendar.day_of(custody.ended_at or work.now))
        if item not in {check.id for check in rules.checks}:
            raise Invalid(N_("The checklist has no item {item}."), field="item", item=item)
        said = (note or "").strip() or None
        known = work.first(
            select(ReleaseCheck).where(
                ReleaseCheck.custody_id == custody.id, ReleaseCheck.item == item, ReleaseCheck.voided_at.is_(None)
            )
        )
        if known is None:
            work.add(ReleaseCheck(custody_id=custody.id, item=item, is_done=is_done, note=said))
        else:
            known.is_done, known.note = is_done, said
            work.session.flush()


@act()
def release_person(desk: Desk, leaving: Leaving) -> Judged:
    """Let a person go: ends the custody and the placement. What is open is told, and holds nobody up.

    Raises:
        Refused: there is no lawful basis, two officers did not check, the custody has ended, or the day is closed.
        Invalid: a value is wrong; `field` names it.
    """
    with desk.act(N_("Release a person")) as work:
        return release(work, facility_facts(work.session), leaving)
