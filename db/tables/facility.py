"""The facility whose day the store keeps."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record
from db.types import EnumText
from db.values import FacilityKind


class Facility(Record):
    """One facility. Its first entry in the journal is the first of the store."""

    __tablename__ = "facility"
    undoable: ClassVar[bool] = False

    site_no: Mapped[int] = mapped_column(ForeignKey("site.no"), unique=True)
    name: Mapped[str]
    kind: Mapped[FacilityKind] = mapped_column(EnumText(FacilityKind))
    time_zone: Mapped[str]
    day_starts_at: Mapped[int]
    """Minutes after midnight, in facility time, at which its day begins."""
    opened_on: Mapped[date | None]
    """The first day that the program keeps; who was held before it is nobody's intake."""
    is_fictional: Mapped[bool]
    recovery_public: Mapped[str]
    """Public half of the recovery code, as hexadecimal digits; backups are sealed to it."""
