"""Release (出所): who is due, what is still to be done, and letting people go in time."""

from collections.abc import Sequence
from datetime import date

from db.values import Invalid, Refused
from facility_app.access import Desk, act
from facility_app.acts.release_checks import mark_items
from facility_app.acts.releases import Judged, Leaving, judge, release
from facility_app.facts.facility import facility_facts
from facility_app.facts.people import person_by_number
from facility_app.facts.releases import DueRelease, ReleasePreparation, due_releases, preparation_of
from facility_app.rules.release import CheckMark
from resources.text import N_


@act()
def release_worklist(desk: Desk, day: date) -> tuple[DueRelease, ...]:
    """Whose printed term ends on a day, in the three days after it, or is over; the earliest end first."""
    with desk.store.reading() as session:
        facility = facility_facts(session)
        at = min(desk.store.clock(), facility.calendar.ends(day))
        return due_releases(session, facility, day, at)


@act()
def prepare_release(desk: Desk, number: str) -> ReleasePreparation:
    """What there is to know before somebody leaves today: the ways out, the papers on file, the checklist.

    Raises:
        Invalid: there is no such person.
        Refused: the custody has ended.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        person = person_by_number(session, facility, number, now)
        if person is None:
            raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
        if person.ended_at is not None:
            raise Refused(N_("This custody has ended."), field="number")
        return preparation_of(session, facility, person, facility.calendar.day_of(now))


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
        mark_items(work, facility_facts(work.session), number, (CheckMark(item, is_done, note or ""),))


@act()
def mark_checks(desk: Desk, number: str, marks: Sequence[CheckMark]) -> None:
    """Mark several items of the checklist in one act, or none where anything is wrong with one of them.

    Raises:
        Invalid: there is no such person or item.
    """
    with desk.act(N_("Mark items of the release checklist")) as work:
        mark_items(work, facility_facts(work.session), number, marks)


@act()
def release_person(desk: Desk, leaving: Leaving) -> Judged:
    """Let a person go: ends the custody and the placement. What is open is told, and holds nobody up.

    Raises:
        Refused: there is no lawful basis, two officers did not check, the custody has ended, or the day is closed.
        Invalid: a value is wrong; `field` names it.
    """
    with desk.act(N_("Release a person")) as work:
        return release(work, facility_facts(work.session), leaving)
