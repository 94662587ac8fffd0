"""Who is held, and everything that the records tell of one person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Custody, Person
from db.values import AccessKind, Invalid
from facility_app.access import Desk, act, note, roles_of
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.sexes import age_on, is_minor
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.health_story import health_story_of
from facility_app.facts.people import HeldPerson, held_at, person_by_number
from facility_app.facts.person_story import StoryItem, Temperature, officer_of, story_of, temperatures_of
from facility_app.services.journal import MASK
from resources.text import N_

_SHOWN_OF_IDENTITY = (6, 2)


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One person held, as a list shows him or her.

    Attributes:
        age: in whole years; None: the day of birth is not known.
        days_held: facility days since the admission, the first one counted.
        days_left: until the last day of the term; below zero: it is over; None: no term is recorded.
        sought: by what he or she is found, in small letters.
    """

    person: HeldPerson
    age: int | None
    is_minor: bool
    days_held: int
    days_left: int | None
    sought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldList:
    """Everybody held now, by block, cell, bed, then number."""

    day: date
    calendar: FacilityCalendar
    lines: tuple[HeldLine, ...]


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of somebody's identity; class S is masked unless it was asked for by right."""

    alias: str | None
    identity_number: str | None
    other_document: str | None
    identity_unverified: bool
    ethnicity: str | None
    language: str | None
    diet: str | None
    remark: str | None
    is_masked: bool


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One period of custody and everything that was recorded of it.

    Attributes:
        officer: the responsible officer of the cell; empty: there is none.
        temperatures: oldest first.
        story: newest first.
    """

    line: HeldLine
    day: date
    calendar: FacilityCalendar
    particulars: Particulars
    officer: str
    temperatures: tuple[Temperature, ...]
    story: tuple[StoryItem, ...]

    @property
    def person(self) -> HeldPerson:
        """The period of custody."""
        return self.line.person

    def wall(self, at: datetime) -> datetime:
        """An instant as the facility's clock shows it."""
        return self.calendar.local(at)


@act()
def list_held(desk: Desk) -> HeldList:
    """Everybody held now."""
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        day = facility.calendar.day_of(now)
        query = (
            select(Custody.id, Person.pinyin, Person.initials, Person.alias)
            .join(Person, Person.id == Custody.person_id)
            .where(Custody.ended_at.is_(None), Custody.voided_at.is_(None))
        )
        keys = {row.id: (row.pinyin, row.initials, row.alias or "") for row in session.execute(query)}
        held = held_at(session, facility, now)
        return HeldList(
            day, facility.calendar, tuple(_line(facility, one, day, keys.get(one.custody_id, ())) for one in held)
        )


@act()
def see_person(desk: Desk, number: str) -> PersonFacts:
    """One period of custody by its 监所编号, class S masked, and of isolation and care what the reader may know.

    Raises:
        Invalid: there is none.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        person = _found(session, facility, number, now)
        day = facility.calendar.day_of(person.ended_at or now)
        measured = temperatures_of(session, facility, person)
        story = [told for _, told in measured]
        story.extend(story_of(session, facility, person))
        roles = roles_of(session, desk.account_id)
        story.extend(health_story_of(session, facility, person.custody_id, roles))
        story.sort(key=lambda one: one.at, reverse=True)
        return PersonFacts(
            _line(facility, person, day),
            day,
            facility.calendar,
            _masked(_particulars(session, person)),
            officer_of(session, person),
            tuple(one for one, _ in measured),
            tuple(story),
        )


@act()
def see_person_in_full(desk: Desk, number: str, reason: str) -> Particulars:
    """The particulars of somebody, class S included; that they were read is journaled with the reason.

    Raises:
        Invalid: there is no such person, or no reason was given.
    """
    if not reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    with desk.store.reading() as session:
        person = _found(session, facility_facts(session), number, desk.store.clock())
        found = _particulars(session, person)
    _note(desk, person.custody_id, reason)
    return found


def _note(desk: Desk, custody_id: UUID, reason: str) -> None:
    name = "people.see_person_in_full"
    note(desk, N_("Read class S"), AccessKind.SENSITIVE_READ, act=name, subject_id=custody_id, detail=reason.strip())


def _found(session: Session, facility: FacilityFacts, number: str, now: datetime) -> HeldPerson:
    person = person_by_number(session, facility, number, now)
    if person is None:
        raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
    return person


def _line(facility: FacilityFacts, one: HeldPerson, day: date, keys: tuple[str, ...] = ()) -> HeldLine:
    born = one.birth_date
    place = one.place
    sought = (one.name, one.number, *keys, f"{place.cell}-{place.bed}" if place else "", place.block if place else "")
    return HeldLine(
        one,
        age_on(born, day) if born else None,
        bool(born and is_minor(born, day)),
        (day - facility.calendar.day_of(one.admitted_at)).days + 1,
        (one.term_end - day).days if one.term_end else None,
        tuple(text.casefold() for text in sought if text),
    )


def _particulars(session: Session, person: HeldPerson) -> Particulars:
    query = (
        select(Person, Custody.remark)
        .join(Custody, Custody.person_id == Person.id)
        .where(Custody.id == person.custody_id)
    )
    one, remark = session.execute(query).one()
    return Particulars(
        one.alias, one.identity_number, one.other_document, one.identity_unverified, one.ethnicity, one.language,
        one.diet, remark, is_masked=False,
    )  # fmt: skip


def _masked(one: Particulars) -> Particulars:
    first, last = _SHOWN_OF_IDENTITY
    number = one.identity_number
    return Particulars(
        one.alias,
        f"{number[:first]}****{number[-last:]}" if number else None,
        MASK if one.other_document else None,
        one.identity_unverified,
        MASK if one.ethnicity else None,
        one.language,
        MASK if one.diet else None,
        one.remark,
        is_masked=True,
    )
