"""What the records say of one facility day, and the hash by which it is closed."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

import msgspec
from sqlalchemy.orm import Session

from facility_app.facts.abnormal import SIGNS
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_cells import CellUse, cells_of
from facility_app.facts.ledger_isolation import DayCare, care_of_day
from facility_app.facts.ledger_lines import (
    Abnormal,
    Detail,
    Exit,
    Intake,
    Measuring,
    Move,
    Round,
    Talks,
    Who,
    who_of,
)
from facility_app.facts.ledger_moves import moves_between
from facility_app.facts.ledger_people import exits_of, intakes_of, known_people
from facility_app.facts.ledger_registers import RegisterDay, registers_of_day
from facility_app.facts.ledger_rounds import rounds_of_day
from facility_app.facts.ledger_talks import talks_of_day
from facility_app.facts.people import HeldPerson, Roll
from facility_app.facts.population import DayPopulation, population_of
from facility_app.facts.register_quota import month_of
from facility_app.facts.talks import counting_on
from facility_app.rules.entries import in_force
from facility_app.rules.population import Balance, PopulationRow
from facility_app.rules.talkpack import QuotaScope
from facility_app.rules.talks import week_of

_FORM, _FIRST_FORM = "facility-daybook day 2", "facility-daybook day 1"
"""What a day's hash is made of. A section that is added later needs another form, lest closed days seem changed."""


@dataclass(frozen=True, slots=True)
class LedgerContent:
    """What the records say of a day.

    Attributes:
        counted: how many are held at the end, counted by itself.
        cells: every cell, empty ones too; `unplaced`: who is held and has none.
        over_term: who is held past the end of the printed term.
        details: the temperatures of everybody held during the day, by cell.
        care: who was apart, whom a doctor follows, and who signed the rounds.
    """

    day: date
    population: tuple[PopulationRow, ...]
    counted: int
    cells: tuple[CellUse, ...]
    unplaced: tuple[Who, ...]
    over_term: tuple[Who, ...]
    intakes: tuple[Intake, ...]
    exits: tuple[Exit, ...]
    rounds: tuple[Round, ...]
    details: tuple[Detail, ...]
    talks: Talks
    moves: tuple[Move, ...]
    registers: tuple[RegisterDay, ...]
    care: DayCare

    @property
    def cells_in_use(self) -> int:
        """How many cells somebody lives in."""
        return sum(one.held > 0 for one in self.cells)

    @property
    def balance(self) -> Balance:
        """The population in four figures."""
        everybody = self.population[-1]
        return Balance(everybody.opening.total, everybody.intake.total, everybody.exits.total, self.counted)


def content_of(
    session: Session, facility: FacilityFacts, day: date, now: datetime
) -> tuple[LedgerContent, DayPopulation]:
    """What the records say of a day now, and the people behind it."""
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    at = min(now, end)
    roll = _roll_of(session, facility, day)
    people = population_of(session, facility, day, roll)
    known = known_people(session, people.present, people.left, end)
    rounds, details, signed = rounds_of_day(session, facility, day, known, now, roll)
    content = LedgerContent(
        day,
        people.rows,
        people.counted,
        cells_of(session, people.present),
        tuple(who_of(one) for one in people.present if one.place is None),
        tuple(who_of(one) for one in people.present if _is_over(facility, one, at)),
        intakes_of(session, people.came, end),
        exits_of(session, facility, day, people.left, known),
        rounds,
        details,
        talks_of_day(session, facility, day, at, known, (*people.present, *people.left), roll),
        moves_between(session, start, end),
        registers_of_day(session, facility, day, now, roll),
        care_of_day(session, facility, day, known, signed, now),
    )
    return content, people


def _roll_of(session: Session, facility: FacilityFacts, day: date) -> Roll:
    """The people of the week and of the month in which a day lies, up to its end, and of the last moment before."""
    week = week_of(counting_on(facility, day), facility.calendar, day)
    start = min(week.starts, facility.calendar.starts(month_of(day)[0]), facility.calendar.starts(day))
    return Roll(session, facility, start - timedelta(microseconds=1), facility.calendar.ends(day))


def _is_over(facility: FacilityFacts, one: HeldPerson, at: datetime) -> bool:
    return one.term_end is not None and facility.calendar.ends(one.term_end) <= at


def is_hash_of(facility: FacilityFacts, content: LedgerContent, previous_hash: str, kept: str) -> bool:
    """Whether a day is what it was as it was closed, by whichever form of the program."""
    return any(day_hash(facility, content, previous_hash, form) == kept for form in (_FORM, _FIRST_FORM))


def day_hash(facility: FacilityFacts, content: LedgerContent, previous_hash: str, form: str = _FORM) -> str:
    """The SHA-256 under which a day is closed, chained to that of the day before, as 64 hexadecimal digits.

    Three things stay out, since the records keep no history of them, and a change of today would make every day
    before look changed: who was on the staff, who was a key person, and how large a cell is. Of registers the entries
    go in, as far as nothing of them is filled in later. Who was apart, in care, and who signed goes in where there
    was any of it: days closed before the program kept it are hashed as they were.
    """
    key_quotas = {
        one.id
        for one in in_force(facility.packs.talks.quota, content.day, facility.kind)
        if one.with_whom is QuotaScope.KEY_PERSONS
    }
    quotas = tuple(one for one in content.talks.quotas if one.quota not in key_quotas)
    rounds = tuple(
        replace(one, staff=replace(one.staff, expected=one.staff.measured, missing=(), excused=()))
        for one in content.rounds
    )
    hashed = replace(content, rounds=rounds, talks=replace(content.talks, quotas=quotas), cells=(), registers=())
    kept = [(one.register.name, one.hashed()) for one in content.registers if one.entries]
    first = {one.name: getattr(hashed, one.name) for one in fields(hashed) if one.name != "care"}
    if form == _FIRST_FORM:
        first["rounds"] = tuple(_in_first_form(one) for one in hashed.rounds)
    whole = (form, previous_hash, first, kept, *content.care.hashed())
    return sha256(msgspec.json.encode(whole, order="sorted")).hexdigest()


def _in_first_form(of: Round) -> dict[str, object]:
    """A round without what that form did not know: signs that ask for no second reading, symptoms told at one."""

    def measuring(one: Measuring) -> dict[str, object]:
        known = (_fields_of(each) for each in one.abnormal if each.state not in SIGNS)
        old = tuple({name: value for name, value in each.items() if name != "told_later"} for each in known)
        return {**_fields_of(one), "abnormal": old}

    return {"window": of.window, "people": measuring(of.people), "staff": measuring(of.staff)}


def _fields_of(one: Measuring | Abnormal) -> dict[str, object]:
    return {each.name: getattr(one, each.name) for each in fields(one)}
