"""The checklist of a release: ticking items, or saying why they are not done."""

from collections.abc import Iterable

from sqlalchemy import select

from db.tables import Custody, ReleaseCheck
from db.values import Invalid
from db.work import UnitOfWork
from facility_app.core.numbers import clean_code
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.releases import release_rules_on
from facility_app.rules.release import CheckMark
from resources.text import N_


def mark_items(work: UnitOfWork, facility: FacilityFacts, number: str, marks: Iterable[CheckMark]) -> None:
    """Mark items of somebody's checklist; of several marks of one item the last one holds.

    Raises:
        Invalid: there is no such person or item.
    """
    custody = work.first(select(Custody).where(Custody.number == clean_code(number), Custody.voided_at.is_(None)))
    if custody is None:
        raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
    rules = release_rules_on(facility, facility.calendar.day_of(custody.ended_at or work.now))
    items = {check.id for check in rules.checks}
    wanted = {one.check: one for one in marks}
    for item in wanted:
        if item not in items:
            raise Invalid(N_("The checklist has no item {item}."), field="item", item=item)
    known = {
        one.item: one
        for one in work.all(
            select(ReleaseCheck).where(
                ReleaseCheck.custody_id == custody.id,
                ReleaseCheck.item.in_(wanted),
                ReleaseCheck.voided_at.is_(None),
            )
        )
    }
    new = []
    for item, mark in wanted.items():
        note = mark.reason.strip() or None
        if item in known:
            known[item].is_done, known[item].note = mark.is_done, note
        else:
            new.append(ReleaseCheck(custody_id=custody.id, item=item, is_done=mark.is_done, note=note))
    work.add_many(new)
    work.session.flush()
