"""The temperatures of those apart, and when each last had a fever that no second reading disproved."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from db.tables import Reading as ReadingRow
from db.tables import TemperatureRound
from facility_app.facts.care_spans import care_spans
from facility_app.facts.disproved import is_disproved, is_fever
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay
from facility_app.facts.isolation_rows import Spell
from facility_app.facts.nameless import reading_of, select_readings
from facility_app.facts.rounds import KeptReading

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
        return is_fever(self._rules, one)

    def last_fever(self, spell: Spell, at: datetime) -> datetime | None:
        """The last fever of one isolation until an instant; None: there was none, or every one was disproved."""
        readings, spans = self.until(spell, at), self._spans.get(spell.custody_id, ())
        fevers = (one for one in reversed(readings) if self.is_fever(one))
        return next((one.at for one in fevers if not is_disproved(self._rules, one, readings, at, spans)), None)


def _readings(session: Session, of: Sequence[Spell]) -> Mapping[UUID, list[KeptReading]]:
    """The temperatures of the people from shortly before the first of these isolations on, by person and time."""
    if not of:
        return {}
    row = ReadingRow
    query = (
        select_readings()
        .join(TemperatureRound, TemperatureRound.id == row.round_id)
        .where(
            row.custody_id.in_({one.custody_id for one in of}),
            row.taken_at >= min(one.started_at for one in of) - _BEFORE,
        )
        .order_by(row.taken_at, row.id)
    )
    found: dict[UUID, list[KeptReading]] = {}
    for one in map(reading_of, session.execute(query)):
        found.setdefault(one.measured.subject.id, []).append(one)
    return found
