"""Who is on the roster, and who answers for which cell."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.tables import Account, Staff, StaffLeave
from facility_app.core.subjects import Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One member of staff; `leave` is the id of the reason for not being on duty on the day that was asked for."""

    id: UUID
    number: str
    name: str
    post: str
    is_leader: bool
    leave: str | None

    @property
    def subject(self) -> Subject:
        """The member of staff as the subject of a finding."""
        return Subject(SubjectKind.STAFF, self.id, self.name, self.number)


def roster(session: Session, day: date) -> tuple[StaffMember, ...]:
    """Everybody who works here on a day, by number, with the leave of it. Accounts without a post are no roster."""
    leaves = {
        leave.staff_id: leave.reason
        for leave in session.scalars(
            select(StaffLeave).where(
                StaffLeave.voided_at.is_(None), StaffLeave.first_day <= day, StaffLeave.last_day >= day
            )
        )
    }
    query = select(Staff).where(
        Staff.voided_at.is_(None),
        Staff.post != "",
        or_(Staff.since.is_(None), Staff.since <= day),
        or_(Staff.until.is_(None), Staff.until >= day),
    )
    return tuple(
        StaffMember(one.id, one.number, one.name, one.post, one.is_leader, leaves.get(one.id))
        for one in session.scalars(query.order_by(Staff.number))
    )


def name_of_account(session: Session, account_id: UUID) -> str:
    """The name of whoever holds an account; empty: there is none."""
    query = select(Staff.name).join(Account, Account.staff_id == Staff.id).where(Account.id == account_id)
    return session.scalars(query).first() or ""
