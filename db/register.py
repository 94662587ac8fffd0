"""The bases on which a register is declared: one mapped class, each column with what people need to know of it.

The class says the rest in `about`. From both follow the table, the forms, the lists, the files, the section of the
ledger, what is due, the rights and the tests, without another line.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.types import Boolean

from db.declaration import ChoiceSpec, FieldKind, FieldSpec, Register, When
from db.record import Record, unique_unless_void
from db.types import EnumText, Exact, Identifier, Instant
from resources.text import N_

_KINDS = (
    (EnumText, FieldKind.CHOICE),
    (Exact, FieldKind.DECIMAL),
    (Identifier, FieldKind.REFERENCE),
    (Instant, FieldKind.INSTANT),
    (Date, FieldKind.DATE),
    (Boolean, FieldKind.YES_NO),
    (Integer, FieldKind.WHOLE),
    (String, FieldKind.TEXT),
)


class Choice(Enum):
    """A closed list: each member is its key, its label marked with `N_`, and further words that files use."""

    label: str
    others: tuple[str, ...]

    def __new__(cls, key: str, label: str, others: str = "") -> "Choice":  # noqa: D102 - as the class says
        member = object.__new__(cls)
        member._value_ = key
        member.label = label
        member.others = tuple(filter(None, others.split("|")))
        return member


def field(
    label: str,
    *,
    of: type[Choice] | None = None,
    unit: str = "",
    low: int | str | None = None,
    high: int | str | None = None,
    places: int | None = None,
    long: bool = False,
    people: bool = False,
    later: bool = False,
    required_when: When | None = None,
    computed: str = "",
    totalled: bool = False,
    class_s: bool = False,
    help: str = "",  # noqa: A002 - what it is called everywhere else
    synonyms: str = "",
    position: int = 0,
) -> MappedColumn[Any]:
    """One field; whether it is required follows from its annotation.

    Args:
        of: the closed list of a choice.
        places: decimal places; makes it a decimal.
        long: a text of several lines; `people`: numbers of people held.
        later, required_when, computed, totalled, class_s, help: as in `FieldSpec`.
        synonyms: other headings of files, with a bar between them.
        position: where the table has the column, beside 0.
    """
    kind = FieldKind.LONG_TEXT if long else FieldKind.PEOPLE if people else FieldKind.TEXT
    spec = FieldSpec(
        "",
        label,
        kind,
        unit=unit,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        places=places or 0,
        choices=tuple(ChoiceSpec(one.value, one.label, one.others) for one in of or ()),
        is_later=later,
        required_when=required_when,
        computed=computed,
        is_totalled=totalled,
        is_class_s=class_s,
        help=help,
        synonyms=tuple(filter(None, synonyms.split("|"))),
    )
    info = {"field": spec, "class_s": class_s}
    if of is not None:
        return mapped_column(EnumText(of), info=info, sort_order=position)
    if places is not None:
        return mapped_column(Exact(places), info=info, sort_order=position)
    return mapped_column(info=info, sort_order=position)


def refers_to(
    table: str,
    label: str,
    *,
    later: bool = False,
    signature: bool = False,
    required_when: When | None = None,
    help: str = "",  # noqa: A002 - as in `field`
    synonyms: str = "",
) -> MappedColumn[Any]:
    """A field that names a row of another table, such as `area` or `staff`."""
    spec = FieldSpec(
        "",
        label,
        FieldKind.REFERENCE,
        refers_to=table,
        is_later=later,
        is_signature=signature,
        required_when=required_when,
        help=help,
        synonyms=tuple(filter(None, synonyms.split("|"))),
    )
    return mapped_column(ForeignKey(f"{table}.id"), info={"field": spec})


def signs(label: str, *, later: bool = False, synonyms: str = "") -> MappedColumn[Any]:
    """A field for the member of staff who answers for the entry, or was its witness."""
    return refers_to("staff", label, later=later, signature=True, synonyms=synonyms)


class Declared(Record):
    """A record whose fields are declared."""

    __abstract__ = True

    about: ClassVar[Register]

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - a class, as SQLAlchemy has it
        return cls.about.name

    remark: Mapped[str | None] = field(N_("Remark"), long=True, synonyms="说明|备考|note|notes", position=80)


class ListRecord(Declared):
    """A row of a list of what registers are about: an area, a device, a kind of material."""

    __abstract__ = True

    name: Mapped[str] = field(N_("Designation"), synonyms="name|名字", position=-5)
    since: Mapped[date | None] = field(
        N_("In use since"), help=N_("Nothing is owed before this day; empty: from the beginning."), position=79
    )

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - a class, as SQLAlchemy has it
        return (unique_unless_void(cls.__tablename__, "name"),)


class RegisterRecord(Declared):
    """An entry of a register.

    Attributes:
        number: counts the entries of the register, those that were voided included.
        at: when it happened; `day`: the facility day of that.
        entered_at, entered_by_id: when it was written, and by whom.
    """

    __abstract__ = True

    number: Mapped[int] = mapped_column(sort_order=-9)
    day: Mapped[date] = mapped_column(sort_order=-8)
    at: Mapped[datetime] = field(
        N_("Time"), synonyms="日期时间|发生时间|登记时间|日期|时间|date|date and time", position=-7
    )
    entered_at: Mapped[datetime] = mapped_column(sort_order=81)
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), sort_order=82)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - a class, as SQLAlchemy has it
        table, about = cls.__tablename__, cls.about
        # With what a list asks of every entry, so that years are counted without reading them.
        indexed = [Index(f"ix_{table}_day", "day"), Index(f"ix_{table}_at", "at", "number", "voided_at")]
        indexed += [Index(f"ix_{table}_{key}", key) for key in dict.fromkeys(one.field for one in about.deadlines)]
        if about.count_by:
            indexed.append(Index(f"ix_{table}_{about.count_by}", about.count_by, "at", "number", "voided_at"))
        subject = about.subject or (about.balance.of if about.balance else "")
        if subject:
            indexed.append(Index(f"ix_{table}_{subject}", subject, "at"))
        return (Index(f"ix_{table}_number", "number"), *indexed)


@cache
def described(record: type[Declared]) -> Register:
    """A register with its fields, in the order of the declaration; the time first and the remark last."""
    columns = record.__table__.columns
    return replace(record.about, fields=tuple(_spec(one) for one in columns if "field" in one.info))


def _spec(column: Any) -> FieldSpec:
    spec: FieldSpec = column.info["field"]
    kind = next(kind for of, kind in _KINDS if isinstance(column.type, of))
    if kind is FieldKind.TEXT:
        kind = spec.kind
    is_asked = not (spec.is_later or spec.computed)
    return replace(spec, key=column.name, kind=kind, is_required=not column.nullable and is_asked)


def registers() -> Mapping[str, type[Declared]]:
    """Every register and list by its name, lists first, each in the order of its group."""
    found = [one for one in _all(Declared) if "about" in vars(one)]
    order = list(type(found[0].about.group)) if found else []
    found.sort(key=lambda one: (not one.about.is_list, order.index(one.about.group), one.about.name))
    return {one.about.name: one for one in found}


def _all(of: type[Declared]) -> list[type[Declared]]:
    return [one for child in of.__subclasses__() for one in (child, *_all(child))]
