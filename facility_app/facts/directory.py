"""Who is meant by the numbers that are typed: people by 监所编号, staff by staff number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from db.tables import Account, Custody, Person, Staff
from db.values import Invalid
from facility_app.core.numbers import clean_code
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.staff import StaffMember
from resources.text import N_

_CHUNK = 5_000
"""How many numbers go into one query; SQLite takes 32,766 places."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period of custody, as far as an entry needs it."""

    subject: Subject
    admitted_at: datetime
    ended_at: datetime | None

    def check(self, at: datetime, facility: FacilityFacts, field: str) -> None:
        """Raise `Invalid` where an instant lies outside it."""
        if at < self.admitted_at:
            raise Invalid(
                N_("{person} was admitted only at {time}."),
                field=field,
                person=self.subject.text,
                time=wall_time(facility, self.admitted_at),
            )
        if self.ended_at is not None and at > self.ended_at:
            raise Invalid(
                N_("The custody of {person} ended at {time}."),
                field=field,
                person=self.subject.text,
                time=wall_time(facility, self.ended_at),
            )


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is meant by the numbers that are typed.

    Attributes:
        people: by 监所编号; `staff`: by staff number; `own`: of whoever is logged in.
    """

    people: Mapping[str, Period]
    staff: Mapping[str, StaffMember]
    own: StaffMember | None

    def person(self, number: str) -> Period:
        """A period of custody by its number, or `Invalid`."""
        found = self.people.get(clean_code(number))
        if found is None:
            raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
        return found

    def member(self, number: str, field: str) -> StaffMember:
        """A member of staff by the number, or `Invalid`."""
        found = self.staff.get(clean_code(number))
        if found is None:
            raise Invalid(N_("Nobody of the staff has the number {number}."), field=field, number=number)
        return found

    def doer(self, who: str | None, field: str) -> StaffMember:
        """Who did something: by number, or by a name that only one has; else whoever is logged in."""
        wanted = (who or "").strip()
        if not wanted:
            if self.own is None:
                raise Invalid(N_("Give the staff number of whoever did it."), field=field)
            return self.own
        named = [one for one in self.staff.values() if one.name == wanted]
        if wanted in self.staff or not named:
            return self.member(wanted, field)
        if len(named) > 1:
            raise Invalid(
                N_("Several of the staff are called {name}. Give the staff number."), field=field, name=wanted
            )
        return named[0]

    def name_of(self, staff_id: UUID) -> str:
        """The name of a member of staff."""
        return next((one.name for one in self.staff.values() if one.id == staff_id), "–")


@cache
def _people() -> Select[*tuple[Any, ...]]:
    return (
        select(Custody.id, Custody.number, Custody.admitted_at, Custody.ended_at, Person.name)
        .join(Person, Person.id == Custody.person_id)
        .where(Custody.number.in_(bindparam("numbers", expanding=True)), Custody.voided_at.is_(None))
    )


@cache
def _staff() -> Select[*tuple[Any, ...]]:
    """Kept, since to build it anew takes longer than to run it, and each reading that is entered asks it."""
    is_own = (Account.staff_id == Staff.id) & (Account.id == bindparam("account"))
    return (
        select(Staff.id, Staff.number, Staff.name, Staff.post, Staff.is_leader, Account.id)
        .outerjoin(Account, is_own)
        .where(Staff.voided_at.is_(None))
    )


def directory_of(session: Session, account_id: UUID | None, numbers: Iterable[str | None]) -> Directory:
    """Everybody of the staff, and the people with these numbers; without an account nobody is logged in."""
    wanted = sorted({clean_code(number) for number in numbers if number})
    people: dict[str, Period] = {}
    for start in range(0, len(wanted), _CHUNK):
        for row in session.execute(_people(), {"numbers": wanted[start : start + _CHUNK]}):
            subject = Subject(SubjectKind.PERSON, row.id, row.name, row.number)
            people[row.number] = Period(subject, row.admitted_at, row.ended_at)
    members: dict[str, StaffMember] = {}
    own: StaffMember | None = None
    for id_, number, name, post, is_leader, account in session.execute(_staff(), {"account": account_id}):
        members[number] = StaffMember(id_, number, name, post, is_leader, None)
        own = members[number] if account else own
    return Directory(people, members, own)


def own_staff(session: Session, account_id: UUID) -> UUID | None:
    """The member of staff to whom an account belongs."""
    return session.scalars(select(Account.staff_id).where(Account.id == account_id)).first()


def wall_time(facility: FacilityFacts, at: datetime) -> str:
    """An instant as the facility's clock shows it."""
    return f"{facility.calendar.local(at):%Y-%m-%d %H:%M}"
