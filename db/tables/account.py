"""Who may log in, and as what."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, unique_unless_void
from db.types import EnumText
from db.values import Role


class Account(Record):
    """One login of one human. It is disabled, never deleted."""

    __tablename__ = "account"
    undoable: ClassVar[bool] = False

    login: Mapped[str] = mapped_column(unique=True)
    """The login key (`db.values.login_key`)."""
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    must_change: Mapped[bool]
    """Logged in by a one-time code, the account may do nothing but choose its password."""
    password_set_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("length(login) BETWEEN 2 AND 32", name="login_length"),)


class AccountRole(Record):
    """One role that an account holds; taken away by voiding it."""

    __tablename__ = "account_role"
    undoable: ClassVar[bool] = False

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Role] = mapped_column(EnumText(Role))

    __table_args__ = (unique_unless_void("account_role", "account_id", "role"),)
