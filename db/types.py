"""Column types that mean the same on both engines, and the plain form of their values in the journal.

The plain form is what JSON can hold: identifiers as 32 hexadecimal digits, instants as microseconds
since 1970 (UTC), decimals as text, dates as ISO text, enums as their value.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Any, cast
from uuid import UUID, SafeUUID

import uuid_utils.compat as uuid_utils
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, LargeBinary, Numeric, String, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

Plain = str | int | bool | None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def new_id() -> UUID:
    """A new identifier: UUIDv7, so that identifiers sort by the time at which they were made."""
    return uuid_utils.uuid7()


def to_microseconds(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant.

    Raises:
        ValueError: the instant has no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return (instant - _EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    """The instant, in UTC, of a number of microseconds since 1970."""
    return _EPOCH + count * _MICROSECOND


def _bytes_of(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


class _Open(UUID):
    """An identifier whose number can be set: it is what it says, so that nothing of it need be checked."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]


@lru_cache(maxsize=16_384)
def _uuid_of(value: bytes | None) -> UUID | None:
    """Kept, since the rows of a round name the same people again and again; made in a third of the usual time."""
    if value is None:
        return None
    made: Any = object.__new__(_Open)
    made.int, made.is_safe, made.__class__ = int.from_bytes(value), SafeUUID.unknown, UUID
    return cast(UUID, made)


class Identifier(TypeDecorator[UUID]):
    """A UUID: 16 bytes on SQLite (SQLAlchemy's own would be 32 characters), `uuid` on Postgres."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value if dialect.name == "postgresql" else _bytes_of(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[UUID | None], Any] | None:
        return None if dialect.name == "postgresql" else _bytes_of  # spares each value three calls

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return value if dialect.name == "postgresql" else _uuid_of(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], UUID | None] | None:
        return None if dialect.name == "postgresql" else _uuid_of

    def to_plain(self, value: UUID) -> Plain:
        return value.hex

    def from_plain(self, value: Any) -> UUID:
        return UUID(hex=value)


def _aware(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return value


def _microseconds_of(value: datetime | None) -> int | None:
    return None if value is None else to_microseconds(value)


def _instant_of(value: int | None) -> datetime | None:
    return None if value is None else from_microseconds(value)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class Instant(TypeDecorator[datetime]):
    """An aware instant: microseconds since 1970 on SQLite, `timestamptz` on Postgres; UTC when read."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return self.bind_processor(dialect)(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        return _aware if dialect.name == "postgresql" else _microseconds_of

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return self.result_processor(dialect, None)(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        return _in_utc if dialect.name == "postgresql" else _instant_of

    def to_plain(self, value: datetime) -> Plain:
        return to_microseconds(value)

    def from_plain(self, value: Any) -> datetime:
        return from_microseconds(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal with a fixed number of places: a scaled integer on SQLite, `numeric` on Postgres.

    A value with more places than the column holds is refused, never rounded.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric(18, self.places) if dialect.name == "postgresql" else BigInteger())

    def _exact(self, value: Decimal) -> Decimal:
        try:
            exact = value.quantize(Decimal(1).scaleb(-self.places))
        except InvalidOperation:
            raise ValueError(f"not a number with {self.places} places") from None
        if exact != value:
            raise ValueError(f"more than {self.places} places")
        return exact + 0  # no negative zero

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        exact = self._exact(value)
        return exact if dialect.name == "postgresql" else int(exact.scaleb(self.places))

    def _unscaled(self, value: int | None) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return value if dialect.name == "postgresql" else self._unscaled(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Decimal | None] | None:
        return None if dialect.name == "postgresql" else self._unscaled

    def to_plain(self, value: Decimal) -> Plain:
        return str(self._exact(value))

    def from_plain(self, value: Any) -> Decimal:
        return Decimal(value)


class EnumText(TypeDecorator[Enum]):
    """A member of a Python enum, stored as its value."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[Enum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: Enum | None, dialect: Dialect) -> Any:
        return None if value is None else self.members(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Enum | None:
        return None if value is None else self.members(value)

    def to_plain(self, value: Enum) -> Plain:
        return self.members(value).value  # type: ignore[no-any-return]

    def from_plain(self, value: Any) -> Enum:
        return self.members(value)


def _simple(value: Any) -> Plain:
    if isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} has no plain form")


def plain_form(kind: TypeEngine[Any]) -> Callable[[Any], Plain]:
    """What turns a column's values, other than None, into their plain form.

    It raises TypeError for a value that has none, for example an SQL expression.
    """
    if isinstance(kind, Identifier | Instant | Exact | EnumText):
        return kind.to_plain
    return date.isoformat if isinstance(kind, Date) else _simple


def to_plain(kind: TypeEngine[Any], value: Any) -> Plain:
    """The plain form of a column's value.

    Raises:
        TypeError: the value has no plain form.
    """
    return None if value is None else plain_form(kind)(value)


def stored_to_plain(kind: TypeEngine[Any], value: Any) -> Plain:
    """The plain form of a value as the driver of either engine returns it, without any conversion that may fail.

    What the type could not have written comes back as a text that equals no plain form.
    """
    if value is None:
        return None
    plain: Any = _UNWRITABLE
    if isinstance(kind, Identifier):
        plain = value.hex if isinstance(value, UUID) else value.hex() if isinstance(value, bytes) else _UNWRITABLE
    elif isinstance(kind, Instant):
        plain = to_microseconds(value) if isinstance(value, datetime) else value
    elif isinstance(kind, Exact):
        number = Decimal(value).scaleb(-kind.places) if type(value) is int else value
        plain = kind.to_plain(number) if isinstance(number, Decimal) and number.is_finite() else _UNWRITABLE
    elif isinstance(kind, Boolean):
        plain = bool(value) if value in (0, 1) else _UNWRITABLE
    elif isinstance(kind, Date):
        plain = value.isoformat() if isinstance(value, date) else value
    elif isinstance(value, str | int):
        plain = value
    return plain if isinstance(plain, str | int) else _UNWRITABLE


_UNWRITABLE = "\x00"


def from_plain(kind: TypeEngine[Any], value: Plain) -> Any:
    """The value whose plain form this is."""
    if value is None:
        return None
    if isinstance(kind, Identifier | Instant | Exact | EnumText):
        return kind.from_plain(value)
    if isinstance(kind, Date):
        return date.fromisoformat(str(value))
    return value
