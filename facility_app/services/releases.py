"""Release (出所): who is due, what is still to be done, and letting people go in time."""

from collections.abc import Sequence
from datetime import date

from facility_app.access import Desk, act
from facility_app.acts.release_checks import mark_items
from facility_app.acts.releases import Judged, Leaving, judge, release
from facility_app.facts.facility import facility_facts
from facility_app.facts.releases import DueRelease, due_releases
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
