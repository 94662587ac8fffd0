"""The people who work at the facility."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.tables import Staff
from db.values import Conflict, Invalid, Sex
from db.work import UnitOfWork
from facility_app.access import Desk, act
from facility_app.acts.roster_staff import LEAVES_BEFORE_COMING
from facility_app.core import lengths
from facility_app.core.numbers import clean_code
from resources.text import N_


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One member of staff as a list shows it; the private number is class S and not shown."""

    id: UUID
    number: str
    name: str
    post: str
    has_phone: bool
    since: date | None
    until: date | None


@act()
def list_staff(desk: Desk) -> list[StaffLine]:
    """Everybody who is not void, by number."""
    with desk.store.reading() as session:
        people = session.scalars(select(Staff).where(Staff.voided_at.is_(None)).order_by(Staff.number))
        return [
            StaffLine(one.id, one.number, one.name, one.post, one.phone is not None, one.since, one.until)
            for one in people
        ]


@act()
def add_staff(
    desk: Desk,
    number: str,
    name: str,
    post: str,
    phone: str | None = None,
    *,
    sex: Sex | None = None,
    is_leader: bool = False,
    since: date | None = None,
    until: date | None = None,
) -> UUID:
    """Add one member of staff.

    Args:
        since: the first day on the roster; None: the first that the program keeps.
        until: the last one, where it is known.

    Raises:
        Invalid: number, name or post is empty, or the last day lies before the first.
        Conflict: somebody has this number.
    """
    with desk.act(N_("Add a member of staff")) as work:
        _refuse_taken(work, number, None)
        staff = Staff(
            number=_filled(clean_code(number), "number", lengths.NUMBER),
            name=_filled(name, "name", lengths.NAME),
            post=_filled(post, "post", lengths.NAME),
            phone=(phone or "").strip() or None,
            sex=sex,
            is_leader=is_leader,
            since=since,
            until=until,
        )
        _refuse_reversed(staff)
        work.add(staff)
        return staff.id


@act()
def correct_staff(
    desk: Desk,
    staff_id: UUID,
    *,
    number: str | None = None,
    name: str | None = None,
    post: str | None = None,
    phone: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> int:
    """Correct what is given and leave the rest; returns the act's number, by which it can be undone.

    Raises:
        Invalid: there is no such record, a value is empty, or the last day lies before the first.
        Conflict: somebody else has this number.
    """
    with desk.act(N_("Correct a member of staff")) as work:
        staff = work.get(Staff, staff_id)
        if number is not None:
            _refuse_taken(work, number, staff_id)
            staff.number = _filled(clean_code(number), "number", lengths.NUMBER)
        if name is not None:
            staff.name = _filled(name, "name", lengths.NAME)
        if post is not None:
            staff.post = _filled(post, "post", lengths.NAME)
        if phone is not None:
            staff.phone = phone.strip() or None
        staff.since, staff.until = since or staff.since, until or staff.until
        _refuse_reversed(staff)
        return work.transaction


@act()
def void_staff(desk: Desk, staff_id: UUID, reason: str) -> int:
    """Withdraw a record that was made by mistake; returns the act's number.

    Raises:
        Invalid: there is no such record, or no reason was given.
        Refused: it is void already.
    """
    with desk.act(N_("Void a member of staff entered by mistake")) as work:
        work.void(work.get(Staff, staff_id), reason)
        return work.transaction


def _refuse_reversed(staff: Staff) -> None:
    if staff.since and staff.until and staff.until < staff.since:
        raise Invalid(LEAVES_BEFORE_COMING, field="until")


def _filled(value: str, field: str, longest: int) -> str:
    if not value.strip():
        raise Invalid(N_("This must be filled in."), field=field)
    return lengths.within(value.strip(), longest, field)


def _refuse_taken(work: UnitOfWork, number: str, own_id: UUID | None) -> None:
    holder = work.first(select(Staff).where(Staff.number == clean_code(number), Staff.voided_at.is_(None)))
    if holder is not None and holder.id != own_id:
        raise Conflict(N_("Another member of staff has this number already."), field="number")
