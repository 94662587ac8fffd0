"""What somebody has typed on a page and not handed in yet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Base


class Draft(Base):
    """One page's draft of one account. Not a record: it says nothing until it is handed in, so no journal keeps it."""

    __tablename__ = "draft"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    page: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    """As the page wrote it, may hold class S; empty: there is nothing left to hand in."""
    updated_at: Mapped[datetime]
