"""A person, whatever periods of custody he or she has had here."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, class_s, unique_unless_void
from db.types import EnumText
from db.values import Sex


def _found_by(key: str) -> Index:
    """An index for search: with the identifier it is all that search reads; on Postgres it serves beginnings too."""
    return Index(f"ix_person_{key}", key, "id", postgresql_ops={key: "text_pattern_ops"})


class Person(Record):
    """Who somebody is. An unknown identity is normal: then the name is the one that the person gives."""

    __tablename__ = "person"

    name: Mapped[str]
    alias: Mapped[str | None]
    pinyin: Mapped[str]
    """The name in pinyin without tones and blanks, for search; of a Latin name itself in small letters."""
    initials: Mapped[str]
    sex: Mapped[Sex] = mapped_column(EnumText(Sex))
    birth_date: Mapped[date | None]
    identity_number: Mapped[str | None] = mapped_column(info=class_s())
    """公民身份号码, 18 characters (GB 11643-1999)."""
    other_document: Mapped[str | None] = mapped_column(info=class_s())
    identity_unverified: Mapped[bool]
    ethnicity: Mapped[str | None] = mapped_column(info=class_s())
    language: Mapped[str | None]
    diet: Mapped[str | None] = mapped_column(info=class_s())

    __table_args__ = (
        unique_unless_void("person", "identity_number"),
        CheckConstraint("identity_number IS NULL OR length(identity_number) = 18", name="identity_number"),
        _found_by("name"),
        _found_by("pinyin"),
        _found_by("initials"),
        _found_by("alias"),
    )
