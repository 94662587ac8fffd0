"""The cases with the doctor as the records tell them: who, since when, what was done, what is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, and_, false, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from db.tables import CareStep, Custody, Person, Staff, TemperatureRound
from db.tables import Reading as ReadingRow
from db.tables.round import COLD
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.care_spans import care_spans
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay, warm
from facility_app.facts.rounds import KeptReading, RoundKey, is_known, verdicts_of
from facility_app.rules.care import (
    CareCase,
    CareRules,
    CareSpan,
    StepDone,
    care_case,
    care_in_force,
    case_kind,
    is_followed,
)
from facility_app.rules.carepack import CONCLUDED, INFORMED
from facility_app.rules.rechecks import FeverState, FeverVerdict
from facility_app.rules.temperatures import FeverRules, Reading, ReadingVerdict
from facility_app.rules.thresholds import Plausibility

_DAY = timedelta(days=1)
MASKED = "＊＊"
"""Stands for a result that only doctors read."""


def care_rules_on(facility: FacilityFacts, fever: FeverRules, day: date) -> CareRules:
    """The rules of care in force on a day."""
    return care_in_force(facility.packs.care, fever, day, facility.kind)


def care_cases(session: Session, facility: FacilityFacts, at: datetime) -> tuple[CareCase, ...]:
    """The cases of the last weeks, open or not, by the time at which they were found.

    How many weeks stands in the rules. Of rechecks, steps and follow-up readings those count that were made by `at`.
    """
    rules, days, since = _lately(facility, at)
    suspects = ReadingRow.id.in_(_suspects(rules, days, since))
    query = firsts_of().where(suspects, ReadingRow.taken_at.between(since, at))
    return _cases(session, facility, rules, [kept_of(row) for row in session.execute(query)], at)


def open_cases(session: Session, facility: FacilityFacts, at: datetime) -> tuple[CareCase, ...]:
    """Those of them that no doctor has concluded by then, and every one of before of which a doctor was told.

    Of the concluded ones nothing is read.
    """
    rules, days, since = _lately(facility, at)
    told = select(CareStep.reading_id).where(
        CareStep.step == INFORMED, CareStep.voided_at.is_(None), ~_concluded(CareStep.reading_id, at)
    )
    suspects: CompoundSelect[Any] = union_all(*_suspects(rules, days, since).selects, told)
    is_open = ~_concluded(ReadingRow.id, at)
    query = firsts_of().where(ReadingRow.id.in_(suspects), ReadingRow.taken_at <= at, is_open)
    found = _cases(session, facility, rules, [kept_of(row) for row in session.execute(query)], at)
    return tuple(one for one in found if one.is_open)


def _concluded(first_id: Any, at: datetime) -> ColumnElement[bool]:
    """Whether a doctor had concluded the case of a first reading by an instant."""
    step = aliased(CareStep)
    query = select(step.id).where(
        step.reading_id == first_id, step.step == CONCLUDED, step.voided_at.is_(None), step.at <= at
    )
    return query.exists()


def _lately(facility: FacilityFacts, at: datetime) -> tuple[RulesByDay, tuple[date, date], datetime]:
    """The rules, the days of the last weeks, and when the first of them began."""
    rules, today = RulesByDay(facility), facility.calendar.day_of(at)
    care = care_rules_on(facility, rules.on(today), today)
    first = today - timedelta(days=care.case.looks_back_days)
    return rules, (first, today), facility.calendar.starts(first)


def case_of(session: Session, facility: FacilityFacts, first_id: UUID, at: datetime) -> CareCase | None:
    """The case that one first reading begins; None: none."""
    found = [kept_of(row) for row in session.execute(firsts_of().where(ReadingRow.id == first_id))]
    return next(iter(_cases(session, facility, RulesByDay(facility), found, at)), None)


def masked(case: CareCase) -> CareCase:
    """A case without what only doctors read."""
    steps = tuple(replace(one, result=MASKED if one.result else "") for one in case.steps)
    by_id = {one.id: one for one in steps}
    stages = tuple(replace(one, done=by_id[one.done.id] if one.done else None) for one in case.stages)
    return replace(case, steps=steps, stages=stages)


def _cases(
    session: Session, facility: FacilityFacts, rules: RulesByDay, firsts: Sequence[KeptReading], at: datetime
) -> tuple[CareCase, ...]:
    if not firsts:
        return ()
    steps = _steps(session, [one.id for one in firsts], at)
    verdicts = {
        first.id: verdict
        for first, verdict in verdicts_on(session, rules, firsts, at).items()
        if verdict.state is not FeverState.IN_CARE and case_kind(verdict, is_told=first.id in steps) is not None
    }
    begun = [one for one in firsts if one.id in verdicts]
    followed = [one for one in begun if is_followed(verdicts[one.id])]
    readings = _readings_since(session, followed, at) if followed else {}
    found = []
    for first in begun:
        fever = rules.on(facility.calendar.day_of(at))
        care = care_rules_on(facility, fever, first.round.day)
        later = [one for one in readings.get(first.measured.subject.id, ()) if one.at >= first.at]
        case = care_case(care, first.id, verdicts[first.id], later, steps.get(first.id, ()))
        if case is not None:
            found.append(case)
    return tuple(sorted(found, key=lambda one: (one.found_at, one.subject.number)))


def verdicts_on(
    session: Session, rules: RulesByDay, firsts: Sequence[KeptReading], at: datetime
) -> dict[KeptReading, FeverVerdict]:
    """What each of some first readings and those that follow it say by an instant.

    Of several things said in turn the first holds that needs a doctor, else the last of first and second readings.
    """
    spans = care_spans(session, min((one.at for one in firsts), default=at))
    rechecks = _rechecks(session, firsts, at)
    found = {}
    for first in firsts:
        chain = [first, *rechecks.get(first.id, ())]
        of_day = rules.on(first.round.day)
        others = [one for one in spans.get(first.measured.subject.id, ()) if one.first_id != first.id]
        plain = list(verdicts_of(of_day, chain, chain, at, spans=others))
        said = [_as_fever(of_day, one, others) for one in plain]
        twice = [one for one in plain if isinstance(one, FeverVerdict)]
        needy = (one for one in said if one.state is not FeverState.IN_CARE and case_kind(one) is not None)
        found[first] = next(needy, twice[-1] if twice else said[-1])
    return found


def _as_fever(rules: FeverRules, said: ReadingVerdict | FeverVerdict, spans: Sequence[CareSpan]) -> FeverVerdict:
    """A reading that asked for no second one, as a verdict of the same form.

    Args:
        spans: other cases of the same person; what their doctor knows begins no further one.
    """
    if isinstance(said, FeverVerdict):
        return said
    state = FeverState.REJECTED if said.plausibility is Plausibility.REJECTED else FeverState.NORMAL
    if said.findings and any(is_known(rules, one, said) for one in spans):
        state = FeverState.IN_CARE
    return FeverVerdict(state, said, None, (), lambda: said.findings)


def _suspects(rules: RulesByDay, days: tuple[date, date], since: datetime) -> CompoundSelect[Any]:
    """First readings of some days that may begin a case: feverish, too low, with an emergency sign, or with a later
    reading that is so, or told to a doctor. Each branch has an index of its own.

    What any version of the rules asks for is read: each reading is judged by those of its own day.

    Repeated ids do no harm: to leave them out, SQLite would read the whole table in the order of its ids.
    """
    again = aliased(ReadingRow)
    of_days = TemperatureRound.day.between(days[0] - _DAY, days[1] + _DAY)  # what is read at night counts for another
    reading = (
        select(ReadingRow.id)
        .join(TemperatureRound, TemperatureRound.id == ReadingRow.round_id)
        .where(of_days, ReadingRow.voided_at.is_(None))
    )
    followed = reading.join(again, again.recheck_of_id == ReadingRow.id).where(
        again.voided_at.is_(None), again.taken_at >= since - _DAY
    )
    return union_all(
        reading.where(*warm(ReadingRow, rules.lowest_fever)),
        reading.where(*_cold(ReadingRow, rules.highest_low)),
        reading.where(_is_alarming(ReadingRow, rules)),
        select(CareStep.reading_id).where(CareStep.voided_at.is_(None), CareStep.at >= since - _DAY),
        followed.where(
            or_(
                and_(*warm(again, rules.lowest_fever)),
                and_(*_cold(again, rules.highest_low)),
                _is_alarming(again, rules),
            )
        ),
    )


def _is_alarming(of: Any, rules: RulesByDay) -> ColumnElement[bool]:
    """With a sign that calls for help."""
    return and_(of.symptoms.is_not(None), or_(false(), *(of.symptoms.contains(one) for one in sorted(rules.alarms))))


def _cold(of: Any, low: Decimal) -> list[ColumnElement[bool]]:
    """Too low at some site, "at most" as "below"."""
    limits: list[ColumnElement[bool]] = [of.celsius <= low]
    if low < COLD:
        limits.append(of.celsius < literal(COLD, ReadingRow.celsius.type, literal_execute=True))
    return limits


_COLUMNS: tuple[Any, ...] = (
    *(ReadingRow.id, ReadingRow.recheck_of_id, ReadingRow.taken_at, ReadingRow.celsius, ReadingRow.body_site),
    *(ReadingRow.device, ReadingRow.is_mean, ReadingRow.taken_by_id, ReadingRow.symptoms, ReadingRow.remark),
    *(ReadingRow.custody_id, ReadingRow.staff_id, TemperatureRound.day, TemperatureRound.window),
)


def firsts_of(days: tuple[date, date] | None = None) -> Select[Any]:
    """Valid first readings with whose they are, of all days or of those from the first to the last."""
    query = (
        select(
            *_COLUMNS,
            Person.name.label("person"),
            Custody.number.label("custody_number"),
            Staff.name.label("staff"),
            Staff.number.label("staff_number"),
        )
        .select_from(TemperatureRound)
        .join(ReadingRow, ReadingRow.round_id == TemperatureRound.id)
        .outerjoin(Custody, Custody.id == ReadingRow.custody_id)
        .outerjoin(Person, Person.id == Custody.person_id)
        .outerjoin(Staff, Staff.id == ReadingRow.staff_id)
        .where(ReadingRow.recheck_of_id.is_(None), ReadingRow.voided_at.is_(None))
    )
    return query if days is None else query.where(TemperatureRound.day.between(*days))


def kept_of(row: Row[Any], subject: Subject | None = None) -> KeptReading:
    """A row of `firsts_of`, or of one whose subject is known."""
    if subject is None and row.custody_id is not None:
        subject = Subject(SubjectKind.PERSON, row.custody_id, row.person, row.custody_number)
    elif subject is None:
        subject = Subject(SubjectKind.STAFF, row.staff_id, row.staff, row.staff_number)
    measured = _measured(
        subject,
        row.celsius,
        row.body_site,
        row.taken_at,
        row.taken_by_id,
        row.device,
        row.is_mean,
        row.symptoms,
    )
    return KeptReading(row.id, RoundKey(row.day, row.window), row.recheck_of_id, measured, row.remark)


def _rechecks(session: Session, firsts: Sequence[KeptReading], at: datetime) -> dict[UUID, list[KeptReading]]:
    """What follows some first readings, by time."""
    subjects = {one.id: one.measured.subject for one in firsts}
    query = _later().where(ReadingRow.recheck_of_id.in_(tuple(subjects)), ReadingRow.taken_at <= at)
    found: dict[UUID, list[KeptReading]] = {}
    for row in session.execute(query):
        found.setdefault(row.recheck_of_id, []).append(kept_of(row, subjects[row.recheck_of_id]))
    return found


def _readings_since(session: Session, firsts: Sequence[KeptReading], at: datetime) -> dict[UUID, list[Reading]]:
    """The readings of those whose cases these are, by person and by time."""
    subjects = {one.measured.subject.id: one.measured.subject for one in firsts}
    since = min(one.at for one in firsts)
    found: dict[UUID, list[Reading]] = {}
    for kind, column in ((SubjectKind.PERSON, ReadingRow.custody_id), (SubjectKind.STAFF, ReadingRow.staff_id)):
        wanted = [one.id for one in subjects.values() if one.kind is kind]
        query = (
            select(column, *_MEASURED)
            .where(column.in_(wanted), ReadingRow.taken_at.between(since, at), ReadingRow.voided_at.is_(None))
            .order_by(ReadingRow.taken_at)
        )
        for whose, *row in session.execute(query) if wanted else ():
            found.setdefault(whose, []).append(_measured(subjects[whose], *row))
    return found


_MEASURED: tuple[Any, ...] = (
    *(ReadingRow.celsius, ReadingRow.body_site, ReadingRow.taken_at, ReadingRow.taken_by_id),
    *(ReadingRow.device, ReadingRow.is_mean, ReadingRow.symptoms),
)


def _measured(
    subject: Subject,
    celsius: Decimal,
    site: str,
    at: datetime,
    by: UUID,
    device: str | None,
    is_mean: bool | None,
    symptoms: str | None,
) -> Reading:
    """What `_MEASURED` says of somebody."""
    return Reading(subject, celsius, site, at, by, device or "", bool(is_mean), frozenset((symptoms or "").split()))


def _later() -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(TemperatureRound, TemperatureRound.id == ReadingRow.round_id)
        .where(ReadingRow.voided_at.is_(None))
        .order_by(ReadingRow.taken_at)
    )


def _steps(session: Session, first_ids: Collection[UUID], at: datetime) -> Mapping[UUID, list[StepDone]]:
    query = (
        select(CareStep, Staff.name)
        .join(Staff, Staff.id == CareStep.by_id)
        .where(CareStep.reading_id.in_(first_ids), CareStep.voided_at.is_(None), CareStep.at <= at)
        .order_by(CareStep.at)
    )
    found: dict[UUID, list[StepDone]] = {}
    for row, by in session.execute(query):
        found.setdefault(row.reading_id, []).append(StepDone(row.id, row.step, row.at, by, row.result or ""))
    return found
