"""Who was apart on a day, who was in a doctor's care and who signed its rounds, as lines of its ledger.

Days that were closed before the program kept any of it have none of it, and their hash stays what it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from facility_app.facts.care import care_cases
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import ApartPerson, SheetLine, people_apart, reviews_told
from facility_app.facts.ledger_lines import Value, Who
from facility_app.facts.rounds import RoundFacts
from facility_app.rules.care import CareCase

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ApartTurn:
    """One window of somebody apart; `symptoms` None: no line was written."""

    window: str
    values: tuple[Value, ...]
    symptoms: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class RightNotKept:
    """A right that was not kept up, and why."""

    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One look at an isolation on the day; `goes_on` None: it decides nothing."""

    review: str
    at: datetime
    by: str
    goes_on: bool | None


@dataclass(frozen=True, slots=True)
class Apart:
    """One person apart on the day; why is known to doctors alone.

    Attributes:
        ended_at: None: not by the end of the day.
        turns: of the windows in which a line was owed or written.
    """

    who: Who
    kind: str
    precaution: str | None
    day_n: int
    ordered_by: str
    started_at: datetime
    ended_at: datetime | None
    turns: tuple[ApartTurn, ...]
    not_kept: tuple[RightNotKept, ...]
    reviews: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True)
class CareStage:
    """One stage of a case: when it was done, and by whom; None: not by the end of the day."""

    stage: str
    at: datetime | None
    by: str | None


@dataclass(frozen=True, slots=True)
class InCare:
    """One case that no doctor had concluded when the day began, or that was found on it."""

    who: Who
    case: str
    found_at: datetime
    stages: tuple[CareStage, ...]

    @property
    def has_begun(self) -> bool:
        """Whether a stage is on record: only then the hash of the day knows the case."""
        return any(one.at for one in self.stages)


@dataclass(frozen=True, slots=True)
class SignedRound:
    """A round that was signed off; `corrected_at` None: nothing of it was corrected since."""

    window: str
    by: str
    at: datetime
    note: str
    corrected_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayCare:
    """What was followed on a day: who was apart, the cases with the doctor, the signatures of the rounds."""

    apart: tuple[Apart, ...]
    in_care: tuple[InCare, ...]
    signed: tuple[SignedRound, ...]

    def hashed(self) -> tuple[tuple[str, tuple[object, ...]], ...]:
        """What of it goes into the hash of a day: the parts of which there is any."""
        begun = tuple(one for one in self.in_care if one.has_begun)
        parts: tuple[tuple[str, tuple[object, ...]], ...] = (
            ("apart", self.apart),
            ("in_care", begun),
            ("signed", self.signed),
        )
        return tuple(one for one in parts if one[1])


def care_of_day(
    session: Session,
    facility: FacilityFacts,
    day: date,
    known: Mapping[UUID, Who],
    signed: tuple[SignedRound, ...],
    now: datetime,
) -> DayCare:
    """What was followed on a facility day, as it stood at its end, or now."""
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    apart = tuple(_apart(facility, one, known) for one in people_apart(session, facility, day, now))
    cases = care_cases(session, facility, min(now, end - _MOMENT))
    return DayCare(apart, tuple(_in_care(one, known) for one in cases if _concerns(one, start)), signed)


def signed_of(found: RoundFacts) -> SignedRound | None:
    """That a round was signed off; None: nobody has."""
    one = found.signature
    return SignedRound(found.window.id, one.by, one.at, one.note, one.corrected_at) if one else None


def _concerns(case: CareCase, start: datetime) -> bool:
    """Whether a case was open when a day began, or found since."""
    last = case.stages[-1].done
    return last is None or last.at >= start


def _apart(facility: FacilityFacts, one: ApartPerson, known: Mapping[UUID, Who]) -> Apart:
    spell = one.spell
    return Apart(
        known.get(spell.custody_id) or Who(spell.number, spell.name),
        spell.kind,
        spell.precaution,
        one.day_n,
        spell.ordered_by,
        spell.started_at,
        spell.ended_at,
        tuple(_turn(line) for line in one.lines if line.is_owed or line.row),
        tuple(RightNotKept(each.right, each.note or "") for each in one.not_kept if each.day == one.day),
        tuple(
            ReviewLine(each.review, each.at, each.by, each.goes_on)
            for each in one.reviews
            if facility.calendar.day_of(each.at) == one.day and each.review in reviews_told(facility)
        ),
    )


def _turn(line: SheetLine) -> ApartTurn:
    values = tuple(Value(one.celsius, one.body_site, one.at) for one in line.temperatures)
    return ApartTurn(line.window, values, tuple(sorted(line.symptoms)) if line.row else None)


def _in_care(case: CareCase, known: Mapping[UUID, Who]) -> InCare:
    who = known.get(case.subject.id) or Who(case.subject.number, case.subject.name)
    stages = tuple(
        CareStage(one.stage.id, one.done.at if one.done else None, one.done.by if one.done else None)
        for one in case.stages
    )
    return InCare(who, case.kind.value, case.found_at, stages)
