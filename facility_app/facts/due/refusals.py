"""Whoever refused to be measured: the doctor is to be told, and it is tried again (domain guide §3.4)."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.tables import Reading, RoundAbsence, TemperatureRound
from facility_app.core.phrases import phrase
from facility_app.core.subjects import SubjectKind
from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from facility_app.facts.rounds import reasons_on, windows_on
from facility_app.rules.rounds import window_spans
from resources.text import N_

_DAY = timedelta(days=1)


def refusals_due(session: Session, facility: FacilityFacts, at: datetime, roll: Roll) -> Iterator[DueItem]:
    """Of whoever is still here the last refusal of yesterday or today, until the doctor is told or one is measured."""
    day = facility.calendar.day_of(at)
    untold = {one.id: one for one in reasons_on(facility, day, SubjectKind.PERSON).values() if one.tell_doctor_as}
    query = (
        select(RoundAbsence.custody_id, RoundAbsence.reason, TemperatureRound.day, TemperatureRound.window)
        .join(TemperatureRound, TemperatureRound.id == RoundAbsence.round_id)
        .where(
            TemperatureRound.day.in_((day - _DAY, day)),
            RoundAbsence.custody_id.is_not(None),
            RoundAbsence.voided_at.is_(None),
        )
    )
    spans = {
        (of, one.window.id): one
        for of in (day - _DAY, day)
        for one in window_spans(windows_on(facility, of), facility.calendar, of)
    }
    found = [(whose, reason, spans.get((of, window))) for whose, reason, of, window in session.execute(query)]
    counted = [(whose, reason, span) for whose, reason, span in found if whose and span and span.counts_from <= at]
    said = {whose: (reason, span) for whose, reason, span in sorted(counted, key=lambda one: one[2].opens)}
    refused = {whose: (untold[reason], span) for whose, (reason, span) in said.items() if reason in untold}
    if not refused:
        return
    earliest = min(span.counts_from for _reason, span in refused.values())
    measured = _measured_last(session, refused, earliest, at)
    for one in roll.held_at(at):
        if one.custody_id not in refused:
            continue
        reason, span = refused[one.custody_id]
        if measured.get(one.custody_id, earliest) > span.counts_from:
            continue
        yield DueItem(
            "refused",
            reason.id,
            one.subject,
            span.closes,
            state_of(span.closes, at, is_done=False),
            phrase(
                N_("{round}: {reason}. Tell the doctor, and try again."), round=span.window.words, reason=reason.words
            ),
        )


def _measured_last(session: Session, whose: Collection[UUID], since: datetime, until: datetime) -> dict[UUID, datetime]:
    """When each of some people was measured last in a while; who was not is left out."""
    query = (
        select(Reading.custody_id, func.max(Reading.taken_at))
        .where(
            Reading.custody_id.in_(whose),
            Reading.voided_at.is_(None),
            Reading.taken_at > since,
            Reading.taken_at <= until,
        )
        .group_by(Reading.custody_id)
    )
    return {custody_id: at for custody_id, at in session.execute(query) if custody_id is not None}
