"""The people who work at the facility."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, class_s, unique_unless_void
from db.types import EnumText
from db.values import Sex


class Staff(Record):
    """One member of staff: police, auxiliary, medical or other."""

    __tablename__ = "staff"

    number: Mapped[str]
    """Police or staff number (警号), unique among the records that are not void."""
    name: Mapped[str]
    post: Mapped[str]
    since: Mapped[date | None]
    """The first day on the roster; None: the first that the program keeps."""
    until: Mapped[date | None]
    """The last day on the roster."""
    phone: Mapped[str | None] = mapped_column(info=class_s())
    """Private number for calling in from standby; masked, since families and third parties may seek it."""

    sex: Mapped[Sex | None] = mapped_column(EnumText(Sex))
    is_leader: Mapped[bool]
    """Facility leader (所领导): whose talks fill the quota of leaders."""
    block_id: Mapped[UUID | None] = mapped_column(ForeignKey("block.id"))

    __table_args__ = (
        unique_unless_void("staff", "number"),
        CheckConstraint("until >= since", name="leaves_after_coming"),
    )


class StaffLeave(Record):
    """Days on which somebody is not on duty, and why: off by rota, on leave, travelling, in training."""

    __tablename__ = "staff_leave"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str]
    """Id of a reason for staff in `rounds.toml`."""

    __table_args__ = (CheckConstraint("last_day >= first_day", name="ends_after_it_began"),)
