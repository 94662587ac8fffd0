"""Talks (谈话教育): recording them, and whom nobody has talked with yet."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from db.values import Conflict, Invalid
from facility_app.access import Desk, act
from facility_app.acts.rounds import BulkResult
from facility_app.acts.talks import TalkHeld, accept_talks, keep_talks
from facility_app.facts import held_talks
from facility_app.facts.facility import facility_facts
from facility_app.facts.held_talks import PastTalk, TalkForm
from facility_app.facts.people import person_by_number
from facility_app.facts.talks import TalkQuotas, talk_facts
from resources.text import N_


@act()
def record_talk(desk: Desk, talk: TalkHeld) -> UUID:
    """Record one talk; a facility leader's counts for the quota of leaders.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
        Conflict: a talk with this person at this time is recorded.
        Refused: the day is closed.
    """
    with desk.act(N_("Record a talk")) as work:
        accepted = accept_talks(work, facility_facts(work.session), desk.account_id, (talk,))
        if accepted.problems:
            raise accepted.problems[0].error
        if not accepted.kept:
            raise Conflict(
                N_("A talk with this person at this time is recorded already. Look at the time."), field="started_at"
            )
        keep_talks(work, accepted.kept)
        return accepted.kept[0].id


@act()
def record_talks(desk: Desk, many: Sequence[TalkHeld], *, check_only: bool = False) -> BulkResult:
    """Record many talks at once, or none where anything is wrong with one of them.

    A talk with the same person at the same time that is recorded already counts as unchanged.

    Args:
        check_only: look, and write nothing.
    """
    with desk.act(N_("Record many talks")) as work:
        accepted = accept_talks(work, facility_facts(work.session), desk.account_id, many)
        if accepted.problems:
            return BulkResult(0, accepted.unchanged, accepted.problems)
        if not check_only:
            keep_talks(work, accepted.kept)
        return BulkResult(len(accepted.kept), accepted.unchanged, ())


@act()
def talk_quotas(desk: Desk, day: date) -> TalkQuotas:
    """How far the talks of the week in which a day lies are held, by officer and by name, and every first talk."""
    with desk.store.reading() as session:
        return talk_facts(session, facility_facts(session), day, desk.store.clock())


@act()
def talks_with(desk: Desk, number: str) -> tuple[PastTalk, ...]:
    """Every talk held with a person in this period of custody, newest first.

    Raises:
        Invalid: there is no such person.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        person = person_by_number(session, facility, number, now)
        if person is None:
            raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
        return held_talks.talks_with(session, facility, person.custody_id, now)


@act()
def talk_form(desk: Desk) -> TalkForm:
    """What a talk may be recorded with: the kinds in force, the staff, and who is logged in."""
    with desk.store.reading() as session:
        return held_talks.talk_form(session, facility_facts(session), desk.account_id, desk.store.clock())
