"""Second readings that are still owed, of whatever round: nobody with a fever is forgotten at midnight (§3.4)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from db.tables import CareStep, TemperatureRound
from db.tables import Reading as ReadingRow
from db.tables.round import COLD
from facility_app.facts.care import care_rules_on, firsts_of, kept_of, verdicts_on
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay, warm
from facility_app.facts.nameless import nameless, reading_of, select_readings
from facility_app.facts.rounds import RoundKey
from facility_app.rules.carepack import INFORMED
from facility_app.rules.rechecks import FeverState, FeverVerdict, judge_fever
from facility_app.rules.temperatures import FeverRules, Reading

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwedRecheck:
    """A reading of which a second one is owed; id and round are those of the first reading that it is or follows."""

    first_id: UUID
    round: RoundKey
    verdict: FeverVerdict

    @property
    def at(self) -> datetime:
        """When the reading was made (UTC)."""
        return self.verdict.first.reading.at


def owed_rechecks(session: Session, facility: FacilityFacts, at: datetime) -> dict[UUID, tuple[OwedRecheck, ...]]:
    """The second readings that were owed at an instant, by custody or staff id, the earliest first.

    Owed they are until one was made as it must be, whichever reading it followed, or until a doctor was told of the
    person; as many days long as a case is looked for. The first reading of another round settles none: in the morning
    nobody can tell of an evening's fever. A great change alone is asked about only on its own day.
    """
    rules, today = RulesByDay(facility), facility.calendar.day_of(at)
    care = care_rules_on(facility, rules.on(today), today)
    days = today - timedelta(days=care.case.looks_back_days), today
    asking = union_all(*_asking(rules, days))
    query = firsts_of(days).where(ReadingRow.id.in_(asking), ReadingRow.taken_at <= at)
    firsts = [kept_of(row) for row in session.execute(query)]
    found: dict[UUID, list[OwedRecheck]] = {}
    told = _told(session, facility.calendar.starts(days[0]) - _DAY, at) if firsts else {}
    for first, verdict in verdicts_on(session, rules, firsts, at).items() if firsts else ():
        whose, since = first.measured.subject.id, verdict.first.reading.at
        if verdict.state is FeverState.AWAITING and (whose not in told or told[whose] < since):
            found.setdefault(whose, []).append(OwedRecheck(first.id, first.round, verdict))
    later = _second_readings(session, found, min(one.at for of in found.values() for one in of), at) if found else {}
    owed: dict[UUID, tuple[OwedRecheck, ...]] = {}
    for whose, of in found.items():
        open_ = [one for one in of if is_owed(rules.on(one.round.day), one.verdict, later.get(whose, ()), at)]
        if open_:
            owed[whose] = tuple(sorted(open_, key=lambda one: one.at))
    return owed


def is_owed(rules: FeverRules, verdict: FeverVerdict, later: Iterable[Reading], at: datetime) -> bool:
    """Whether no second reading of the same person settles what a verdict still waits for.

    Args:
        later: second and further readings, whichever first reading they followed; those before it do not count.
    """
    since = [one for one in later if one.at > verdict.first.reading.at]
    is_open = verdict.state is FeverState.AWAITING
    return is_open and judge_fever(rules, verdict.first, since, at).state is FeverState.AWAITING


def _asking(rules: RulesByDay, days: tuple[date, date]) -> Iterator[Select[Any]]:
    """First readings that may ask for a second one, or are followed by one that may; each branch has an index."""
    cold = ReadingRow.celsius < literal(COLD, ReadingRow.celsius.type, literal_execute=True)
    for conditions in (warm(ReadingRow, rules.lowest_fever), [cold], [ReadingRow.symptoms.is_not(None)]):
        yield (
            select(func.coalesce(ReadingRow.recheck_of_id, ReadingRow.id))
            .join(TemperatureRound, TemperatureRound.id == ReadingRow.round_id)
            .where(TemperatureRound.day.between(*days), ReadingRow.voided_at.is_(None), *conditions)
        )


def _told(session: Session, since: datetime, at: datetime) -> Mapping[UUID, datetime]:
    """When a doctor was last told of somebody, by custody or staff id."""
    query = (
        select(ReadingRow.custody_id, ReadingRow.staff_id, func.max(CareStep.at))
        .join(CareStep, CareStep.reading_id == ReadingRow.id)
        .where(CareStep.step == INFORMED, CareStep.voided_at.is_(None), CareStep.at.between(since, at))
        .group_by(ReadingRow.custody_id, ReadingRow.staff_id)
    )
    return {nameless(custody_id, staff_id).id: told for custody_id, staff_id, told in session.execute(query)}


def _second_readings(
    session: Session, whose: Collection[UUID], since: datetime, at: datetime
) -> Mapping[UUID, list[Reading]]:
    """What was measured of some people beside the first readings of rounds."""
    query = (
        select_readings()
        .join(TemperatureRound, TemperatureRound.id == ReadingRow.round_id)
        .where(
            ReadingRow.recheck_of_id.is_not(None),
            ReadingRow.taken_at.between(since, at),
            or_(ReadingRow.custody_id.in_(whose), ReadingRow.staff_id.in_(whose)),
        )
    )
    found: dict[UUID, list[Reading]] = {}
    for one in map(reading_of, session.execute(query)):
        found.setdefault(one.measured.subject.id, []).append(one.measured)
    return found
