"""The temperatures of those apart, and when each last had a fever that no second reading disproved."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Reading as ReadingRow
from db.tables import TemperatureRound
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.care_spans import care_spans
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay
from facility_app.facts.isolation_rows import Spell
from facility_app.facts.rounds import KeptReading, RoundKey, verdicts_of
from facility_app.rules.rechecks import FeverState, FeverVerdict
from facility_app.rules.temperatures import Reading

_BEFORE = timedelta(days=7)
"""How long before it began a temperature still tells of the course of the illness."""


class Temperatures:
    """The readings of whoever some isolations are of, judged as those of every round are."""

    def __init__(self, session: Session, facility: FacilityFacts, of: Sequence[Spell]) -> None:
        self._rules = RulesByDay(facility)
        self._readings = _readings(session, of)
        first = min((one.at for rows in self._readings.values() for one in rows), default=None)
        self._spans = care_spans(session, first) if first is not None else {}

    def until(self, spell: Spell, at: datetime) -> list[KeptReading]:
        """Those that tell of one isolation until an instant, by time."""
        since = spell.started_at - _BEFORE
        return [one for one in self._readings.get(spell.custody_id, ()) if since <= one.at <= at]

    def is_fever(self, one: KeptReading) -> bool:
        """Whether a value reaches the threshold of its site."""
        measured = one.measured
        return self._rules.on(one.round.day).is_fever(measured.site, measured.celsius, is_mean=measured.is_mean)

    def last_fever(self, spell: Spell, at: datetime) -> datetime | None:
        """The last fever of one isolation until an instant; None: there was none, or every one was disproved."""
        readings = self.until(spell, at)
        fevers = (one for one in reversed(readings) if self.is_fever(one))
        return next((one.at for one in fevers if one.id not in self._disproved(spell, one, readings, at)), None)

    def _disproved(self, spell: Spell, fever: KeptReading, readings: Sequence[KeptReading], at: datetime) -> set[UUID]:
        """Which readings of a chain a second one did not confirm, made as it must be."""
        first = fever.recheck_of or fever.id
        chain = [one for one in readings if first in (one.id, one.recheck_of)]
        spans = self._spans.get(spell.custody_id, ())
        found: set[UUID] = set()
        place = 0
        for said in verdicts_of(self._rules.on(chain[0].round.day), readings, chain, at, spans=spans):
            made = 1 + len(said.unfit) + (said.decided_by is not None) if isinstance(said, FeverVerdict) else 1
            if isinstance(said, FeverVerdict) and said.state is FeverState.NOT_CONFIRMED:
                found.update(one.id for one in chain[place : place + made])
            place += made
        return found


def _readings(session: Session, of: Sequence[Spell]) -> Mapping[UUID, list[KeptReading]]:
    """The temperatures of the people from shortly before the first of these isolations on, by person and time."""
    if not of:
        return {}
    row, at = ReadingRow, TemperatureRound
    query = (
        select(
            *(row.id, row.custody_id, at.day, at.window, row.recheck_of_id, row.taken_at, row.celsius, row.body_site),
            *(row.device, row.is_mean, row.taken_by_id, row.symptoms),
        )
        .join(at, at.id == row.round_id)
        .where(
            row.custody_id.in_({one.custody_id for one in of}),
            row.taken_at >= min(one.started_at for one in of) - _BEFORE,
            row.voided_at.is_(None),
        )
        .order_by(row.taken_at, row.id)
    )
    found: dict[UUID, list[KeptReading]] = {}
    for id_, whose, day, window, recheck_of, taken_at, celsius, site, device, is_mean, by, symptoms in session.execute(
        query
    ):
        assert whose is not None
        told, subject = frozenset((symptoms or "").split()), Subject(SubjectKind.PERSON, whose, "")
        measured = Reading(subject, celsius, site, taken_at, by, device or "", bool(is_mean), told)
        found.setdefault(whose, []).append(KeptReading(id_, RoundKey(day, window), recheck_of, measured, None))
    return found
