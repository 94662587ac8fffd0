"""The people who work at the facility."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, class_s


class Staff(Record):
    """One member of staff: police, auxiliary, medical or other."""

    __tablename__ = "staff"

    number: Mapped[str]
    """Police or staff number (警号), unique among the records that are not void."""
    name: Mapped[str]
    post: Mapped[str]
    phone: Mapped[str | None] = mapped_column(info=class_s())
    """Private number for calling in from standby; masked, since families and third parties may seek it."""

    __table_args__ = (
        Index(
            "uq_staff_number",
            "number",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )
