"""The base of every mapped table, and of every record whose changes the journal keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, Index, MetaData, event, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column
from sqlalchemy.types import TypeEngine

from db.types import Identifier, Instant, Plain, new_id, plain_form

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the store."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {UUID: Identifier(), datetime: Instant(), date: Date()}


class Record(Base):
    """A record that the journal keeps: nothing of it is deleted, a mistake is voided with a reason.

    Who voided it, and every earlier value, stands in the journal.
    """

    __abstract__ = True

    undoable: ClassVar[bool] = True
    """Whether `undo` may put a change of this record back; acts on accounts have opposites of their own."""

    outlives_undo: ClassVar[bool] = False
    """Whether it stays when the act that made it is undone, since other records have come to refer to it."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)
    voided_at: Mapped[datetime | None] = mapped_column(sort_order=90)
    void_reason: Mapped[str | None] = mapped_column(sort_order=91)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        super().__init__(**values)

    @property
    def is_void(self) -> bool:
        """Whether the record was withdrawn; its values stay readable."""
        return self.voided_at is not None


def unique_unless_void(table: str, *columns: str) -> Index:
    """A unique index that leaves voided records out, so that a mistake does not keep its number for ever."""
    return Index(
        f"uq_{table}_{'_'.join(columns)}",
        *columns,
        unique=True,
        sqlite_where=text("voided_at IS NULL"),
        postgresql_where=text("voided_at IS NULL"),
    )


def class_s() -> dict[str, Any]:
    """`info=` of a column whose values are masked unless the reader has a right to them (class S)."""
    return {"class_s": True}


@dataclass(frozen=True, slots=True)
class JournaledColumn:
    """One column of a record as the journal sees it."""

    name: str
    type: TypeEngine[Any]
    is_class_s: bool
    plain_of: Callable[[Any], Plain]
    """Gives the plain form of a value that is not None."""

    def plain(self, value: Any) -> Plain:
        """The plain form of a value."""
        return None if value is None else self.plain_of(value)


_columns: dict[type[Record], tuple[JournaledColumn, ...]] = {}


def journaled_columns(record: type[Record]) -> tuple[JournaledColumn, ...]:
    """The columns of a record that the journal writes: all but the identifier, in table order.

    Attribute and column have the same name in every record.
    """
    if record not in _columns:
        _columns[record] = tuple(
            JournaledColumn(column.name, column.type, bool(column.info.get("class_s")), plain_form(column.type))
            for column in record.__table__.columns
            if column.name != "id"
        )
    return _columns[record]


def record_classes() -> dict[str, type[Record]]:
    """Every journaled class by its table's name."""
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Record)
    }


@event.listens_for(Record, "mapper_configured", propagate=True)
def _keep_old_values(mapper: Mapper[Any], record: type[Any]) -> None:
    """Make every column load its old value before it is changed; without that the journal would lose it."""
    for column in mapper.column_attrs:
        getattr(record, column.key).impl.active_history = True
