"""Bodies of journal entries that were lawfully erased."""

from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record


class Erasure(Record):
    """The order to erase the body of one journal entry; the entry itself, and its place in the chain, stay.

    Basis: Personal Information Protection Law art. 47 (erasure once the purpose is done or the law asks).
    """

    __tablename__ = "erasure"
    undoable: ClassVar[bool] = False

    site_no: Mapped[int] = mapped_column(ForeignKey("site.no"))
    seq: Mapped[int] = mapped_column(BigInteger)
    """The entry whose body is erased."""
    basis: Mapped[str]
    """Law and article, or the decision that orders it."""
    reason: Mapped[str]

    __table_args__ = (UniqueConstraint("site_no", "seq"),)
