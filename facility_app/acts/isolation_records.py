"""Correcting and withdrawing what was written of an isolation; every earlier value stays in the journal."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from db.tables import Isolation, IsolationReview, IsolationRight, Observation, OutbreakMeasures
from db.values import Invalid, Refused, Role
from db.work import UnitOfWork
from facility_app.acts.closed_days import refuse_closed, refuse_closed_since
from facility_app.acts.isolation import IsolationOrder, choose, instant_of_review, refuse_beyond
from facility_app.acts.outbreaks import MeasuresOrdered, checked
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import Records, isolation_rules_on
from facility_app.facts.isolation_rows import spells
from facility_app.facts.isolation_written import RECORDS, Sort
from facility_app.rules.isolationpack import Often
from resources.text import N_

BESIDE = " · "
"""Between two texts that stand in one line."""


def with_why(text: str | None, why: str, between: str = "\n") -> str:
    """What a record says, and below it why it was corrected.

    Raises:
        Invalid: no reason was given.
    """
    if not why.strip():
        raise Invalid(N_("Give the reason."), field="why")
    return between.join(filter(None, ((text or "").strip(), why.strip())))


@dataclass(frozen=True, slots=True)
class OrderCorrected:
    """What is put right of an order; None: it stays. A new pathogen brings its own precautions and end rule."""

    reason: str | None = None
    pathogen: str | None = None
    precaution: str | None = None
    end_rule: str | None = None


def refuse_others(work: UnitOfWork, facility: FacilityFacts, sort: Sort, record_id: UUID, roles: Set[Role]) -> None:
    """Raise `Refused` where somebody changes an order or a finding that he or she could not have written.

    To void an order ends it, and another end rule may: both are the right of whoever orders.
    """
    row = work.get(RECORDS[sort], record_id)
    if isinstance(row, Isolation):
        rules = isolation_rules_on(facility, facility.calendar.day_of(row.started_at))
        kind = rules.kinds.get(row.kind)
        writers = kind.ordered_by if kind else frozenset()
    elif isinstance(row, IsolationReview):
        rule = isolation_rules_on(facility, facility.calendar.day_of(row.at)).reviews.get(row.kind)
        writers = rule.by if rule else frozenset()
    else:
        return
    if writers and not writers & roles:
        raise Refused(N_("Only whoever may write this corrects or voids it."), field="id")


def correct_order(
    work: UnitOfWork, facility: FacilityFacts, isolation_id: UUID, told: OrderCorrected, why: str
) -> None:
    """Correct what is given of an order; why is added to the reason.

    Raises:
        Invalid: there is no such isolation, no reason was given, or a value is wrong.
        Refused: it is void, or a closed day tells of other precautions.
    """
    row = work.get(Isolation, isolation_id)
    _refuse_void(row.is_void)
    day = facility.calendar.day_of(row.started_at)
    is_new = told.pathogen is not None and told.pathogen != row.pathogen
    reason = with_why(told.reason or row.reason, why)
    chosen = choose(
        isolation_rules_on(facility, day),
        IsolationOrder(
            "",
            row.kind,
            reason,
            told.precaution or (None if is_new else row.precaution),
            told.pathogen or row.pathogen,
            told.end_rule or (None if is_new else row.end_rule),
        ),
    )
    if chosen.precaution != row.precaution:
        refuse_closed_since(work.session, day)
    row.reason, row.pathogen = reason, chosen.pathogen
    row.precaution, row.end_rule = chosen.precaution, chosen.end_rule
    work.session.flush()


@dataclass(frozen=True, slots=True)
class ReviewCorrected:
    """What is put right of a review; None: it stays."""

    goes_on: bool | None = None
    text: str | None = None
    at: datetime | None = None


def correct_review(work: UnitOfWork, facility: FacilityFacts, review_id: UUID, told: ReviewCorrected, why: str) -> None:
    """Correct what is given of a review; why is added to what was found.

    Raises:
        Invalid: there is no such review, no reason was given, or a value is wrong; `field` names it.
        Refused: it is void, the day is closed, or it would go on beyond its limit.
    """
    row = work.get(IsolationReview, review_id)
    _refuse_void(row.is_void)
    text = with_why(told.text if told.text is not None else row.text, why)
    (spell,) = spells(work.session, Isolation.id == row.isolation_id)
    rule = isolation_rules_on(facility, facility.calendar.day_of(row.at)).reviews.get(row.kind)
    if rule is None or rule.states is None:
        refuse_closed_since(work.session, facility.calendar.day_of(row.at))
    at = row.at
    if rule is not None and told.at is not None:
        at = instant_of_review(work, facility, rule, told.at, spell.started_at)
    if told.goes_on is not None and row.goes_on is not None:
        if told.goes_on:
            one = Records(work.session, facility, (spell,)).on(spell, facility.calendar.day_of(at), at)
            refuse_beyond(facility, one, at)
        row.goes_on = told.goes_on
    row.at, row.text = at, text
    work.session.flush()


def correct_right(
    work: UnitOfWork, facility: FacilityFacts, right_id: UUID, *, is_kept: bool, note: str, why: str
) -> None:
    """Put another answer into what was noted of a right; why is added to the note.

    Raises:
        Invalid: there is no such record, no reason was given, or it was not kept up and nothing says why.
        Refused: it is void, or the day is closed.
    """
    row = work.get(IsolationRight, right_id)
    _refuse_void(row.is_void)
    told = with_why(note, why, BESIDE)
    _refuse_unexplained(is_kept=is_kept, note=note)
    refuse_closed(work.session, _day_of_right(facility, row))
    row.is_kept, row.note = is_kept, told
    work.session.flush()


def _refuse_unexplained(*, is_kept: bool, note: str) -> None:
    if not is_kept and not note.strip():
        raise Invalid(N_("Say why it was not kept up."), field="note")


def _day_of_right(facility: FacilityFacts, row: IsolationRight) -> date:
    """The day of which it is told; one noted once is told of from then on."""
    right = isolation_rules_on(facility, row.day).rights.get(row.right)
    return row.day if right is None or right.often is Often.DAILY else facility.calendar.day_of(row.at)


def withdraw(work: UnitOfWork, facility: FacilityFacts, sort: Sort, record_id: UUID, reason: str) -> None:
    """Withdraw a record written by mistake; an order with all that was written of it.

    Raises:
        Invalid: there is no such record, or no reason was given.
        Refused: it is void already, or a day of which it tells is closed.
    """
    row = work.get(RECORDS[sort], record_id)
    _refuse_void(row.is_void)
    if isinstance(row, Isolation):
        refuse_closed_since(work.session, facility.calendar.day_of(row.started_at))
        for record in (Observation, IsolationRight, IsolationReview):
            for one in work.all(select(record).where(record.isolation_id == row.id, record.voided_at.is_(None))):
                work.void(one, reason)
    elif isinstance(row, IsolationReview):
        refuse_closed_since(work.session, facility.calendar.day_of(row.at))
    else:
        refuse_closed(work.session, row.day)
    work.void(row, reason)


def correct_measures(
    work: UnitOfWork, facility: FacilityFacts, measures_id: UUID, told: MeasuresOrdered, why: str
) -> None:
    """Put other values into measures that are on; why is added to their basis.

    Raises:
        Invalid: there are none such, no reason was given, or a value is wrong; `field` names it.
        Refused: they are off or void.
    """
    row = work.get(OutbreakMeasures, measures_id)
    _refuse_void(row.is_void)
    if row.end_reason is not None:
        raise Refused(N_("These measures are off already."), field="measures")
    given = checked(work, facility, replace(told, started_on=row.started_on, pathogen=row.pathogen))
    row.basis = with_why(given.basis, why)
    row.ends_on, row.observation_days, row.ppe_level = given.ends_on, given.observation_days, given.ppe_level
    row.tests, row.areas = given.tests, given.areas
    work.session.flush()


def withdraw_measures(work: UnitOfWork, measures_id: UUID, reason: str) -> None:
    """Withdraw measures that were switched on by mistake.

    Raises:
        Invalid: there are none such, or no reason was given.
        Refused: they are void already.
    """
    work.void(work.get(OutbreakMeasures, measures_id), reason)


def _refuse_void(is_void: bool) -> None:
    if is_void:
        raise Refused(N_("This record is void already."))
