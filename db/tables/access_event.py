"""What was done that changed no other record: logins, refusals, backups, reads of class S, exports."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record
from db.types import EnumText
from db.values import AccessKind


class AccessEvent(Record):
    """One line of the access log. When it happened, and where, stands in its journal entry."""

    __tablename__ = "access_event"
    undoable: ClassVar[bool] = False

    kind: Mapped[AccessKind] = mapped_column(EnumText(AccessKind))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    act: Mapped[str | None]
    """The act of `access.toml` that was refused or used."""
    subject_id: Mapped[UUID | None]
    """The record that was read, where one was."""
    count: Mapped[int | None]
    """How many: failed logins, entries verified, rows exported."""
    detail: Mapped[str | None]
    """A journal head, a field, a revision; never personal data."""

    __table_args__ = (Index("ix_access_event_account_id", "account_id"),)
