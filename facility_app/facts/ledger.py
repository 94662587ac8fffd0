"""The daily ledger of one facility day, as values: what is printed, and what scripts compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from db.journal import read_head
from db.values import Invalid
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_cells import area_per_person
from facility_app.facts.ledger_changes import ChangedRecord, changed_since
from facility_app.facts.ledger_closing import AddedText, Closing, addenda_of, closing_of
from facility_app.facts.ledger_content import LedgerContent, content_of, is_hash_of
from facility_app.facts.ledger_lines import Measuring
from facility_app.facts.population import first_day
from facility_app.rules.population import Differences, PopulationRow
from resources.text import N_


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """The ledger of one facility day.

    Attributes:
        names: by name where the population figures do not meet.
        closing: None: the day is not closed.
        addenda: oldest first.
        is_as_closed: whether the records still say what they said at closing; True of a day that is not closed.
        changes: where they do not, the records with later entries.
        head: the last entry of the journal.
        at: the moment of which all this is true (UTC).
    """

    facility: FacilityFacts
    content: LedgerContent
    names: Differences
    closing: Closing | None
    addenda: tuple[AddedText, ...]
    is_as_closed: bool
    changes: tuple[ChangedRecord, ...]
    head: str
    at: datetime

    @property
    def day(self) -> date:
        """The facility day."""
        return self.content.day

    def figures(self) -> Mapping[str, Any]:
        """Every figure that the ledger prints, as plain values for scripts; None: not reported."""
        content, balance, talks = self.content, self.content.balance, self.content.talks
        area = area_per_person(content.cells)
        rounds = ((one.window, group, of) for one in content.rounds for group, of in one.groups)
        return {
            "opening": balance.opening,
            "intake": balance.intake,
            "exits": balance.exits,
            "closing": balance.closing,
            "counted": balance.stated,
            "population": [_heads(row) for row in content.population],
            "cells_in_use": content.cells_in_use,
            "capacity": sum(one.capacity for one in content.cells),
            "area_per_person": None if area is None else float(area),
            "unplaced": len(content.unplaced),
            "over_term": len(content.over_term),
            "rounds": [_round(window, group, of) for window, group, of in rounds],
            "talks": {
                "held": talks.held,
                "people": talks.people,
                "first_due": talks.first_due,
                "first_in_time": talks.first_in_time,
                "first_overdue": len(talks.first_overdue),
                "kinds": [{"kind": one.kind, "held": one.held} for one in talks.by_kind],
                "quotas": [
                    {"quota": one.quota, "people": one.people, "fulfilled": one.fulfilled, "short": len(one.shortfall)}
                    for one in talks.quotas
                ],
            },
            "apart": len(content.care.apart),
            "in_care": len(content.care.in_care),
            "cell_changes": len(content.moves),
            "registers": [one.figures() for one in content.registers],
            "addenda": len(self.addenda),
            "changed_since_closing": len(self.changes),
        }


def _round(window: str, group: str, of: Measuring) -> dict[str, Any]:
    measured = (of.measured, len(of.missing), len(of.abnormal)) if of.is_reported else (None, None, None)
    return {
        "window": window,
        "of": group,
        "expected": of.expected,
        **dict(zip(("measured", "missing", "abnormal"), measured, strict=True)),
    }


def _heads(row: PopulationRow) -> dict[str, Any]:
    counts = {name: getattr(row, name) for name in ("opening", "intake", "exits", "changed", "closing")}
    return {
        "column": row.column.value if row.column else None,
        **{
            name: {"total": one.total, "male": one.male, "female": one.female, "minor": one.minor}
            for name, one in counts.items()
        },
    }


def ledger_of(session: Session, facility: FacilityFacts, day: date, now: datetime) -> LedgerFacts:
    """The ledger of a facility day, as the records tell it now.

    Raises:
        Invalid: the day has not begun, or lies before the first one that the program keeps.
    """
    check_day(session, facility, day, now)
    content, people = content_of(session, facility, day, now)
    closing = closing_of(session, day)
    is_as_closed = closing is None or is_hash_of(facility, content, closing.previous_hash, closing.content_hash)
    return LedgerFacts(
        facility,
        content,
        people.names,
        closing,
        addenda_of(session, day) if closing else (),
        is_as_closed,
        () if closing is None or is_as_closed else changed_since(session, facility, day, closing.seq),
        str(read_head(session.connection())),
        now,
    )


def check_day(session: Session, facility: FacilityFacts, day: date, now: datetime) -> None:
    """Raise `Invalid` of a day that has not begun, or lies before the first one that the program keeps."""
    if day > facility.calendar.day_of(now):
        raise Invalid(N_("This day has not begun."), field="date")
    first = first_day(session, facility)
    if day < first:
        raise Invalid(N_("The program keeps days from {first} on."), field="date", first=first)
