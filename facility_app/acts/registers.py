"""Writing entries of registers: what is checked of each, one entry and thousands the same way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.declaration import FieldKind, FieldSpec, Register
from db.register import Choice, Declared, RegisterRecord
from db.types import EnumText
from db.values import Conflict, DaybookError, Invalid
from db.work import UnitOfWork
from facility_app.acts.closed_days import closed, closed_days
from facility_app.acts.moments import instant_of
from facility_app.acts.register_stock import StockBook
from facility_app.acts.rosters import Review, TakenOver
from facility_app.facts.directory import own_staff
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.register_figures import FIGURES
from facility_app.facts.register_names import Words
from facility_app.facts.registers import Filter, entries, list_rows, record_of
from facility_app.rules.registers import Values, lacking, twice_signed
from resources.text import N_

_LAST = 1 << 40
"""A new entry comes after all others of the same time."""
_MUST = N_("This must be filled in.")


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that can be what it says; `at` and `day` are None in a list."""

    values: dict[str, Any]
    at: datetime | None
    day: date | None


class RegisterBook:
    """What has to be known to write into one register; loaded once, for one entry or for thousands."""

    def __init__(self, work: UnitOfWork, facility: FacilityFacts, register: Register, account_id: UUID) -> None:
        self.register = register
        self.work = work
        self._facility = facility
        self._words = Words(work.session, register)
        self._own = own_staff(work.session, account_id)
        self._days: dict[date, bool] = {}
        self._stock = StockBook(work.session, register) if register.balance else None
        self._placed = _LAST
        self._listed = {one.name for one in list_rows(work.session, register)} if register.is_list else set()

    def draft(self, given: Values) -> Draft:
        """What a told entry says.

        Raises:
            Invalid: a value is missing or wrong; `field` names it.
        """
        values = self.read(given)
        self._sign_first(values)
        if self.register.is_list:
            self._refuse_lacking(values)
            return Draft(values, None, None)
        values["at"] = at = instant_of(self._facility, values.get("at"), self.work.now, "at")
        self._refuse_lacking(values)
        values |= self._computed(values, at)
        self.check(values)
        self.refuse_early(values)
        return Draft(values, at, self._facility.calendar.day_of(at))

    def accept(self, draft: Draft) -> None:
        """Let a draft pass, and reckon with it for those that follow.

        Raises:
            Refused: its day is closed, or there is not so much in stock.
            Conflict: the name stands in the list already.
        """
        if draft.day is None or draft.at is None:
            name = draft.values["name"]
            if name in self._listed:
                raise Conflict(N_("The list has {name} already."), field="name", name=name)
            self._listed.add(name)
            return
        if draft.day not in self._days:
            self._days[draft.day] = bool(closed_days(self.work.session, (draft.day,)))
        if self._days[draft.day]:
            raise closed(draft.day)
        if self._stock is not None:
            self._placed += 1
            self._stock.add(draft.values, draft.at, self._placed, draft.day)

    def read(self, given: Values) -> dict[str, Any]:
        """Told values as they are kept.

        Raises:
            Invalid: there is no such field, it is not for anybody to fill in, or its value is wrong.
        """
        values = {}
        for key, value in given.items():
            if not self.register.has(key) or self.register.field(key).computed:
                raise Invalid(N_("The register has no field {field} to fill in."), field=key)
            values[key] = self._read(self.register.field(key), value)
        return values

    def check(self, values: Values) -> None:
        """What ties the fields of an entry together.

        Raises:
            Invalid: they do not go together; `field` names the one to put right.
        """
        again = twice_signed(self.register, values)
        if again is not None:
            raise Invalid(N_("{label}: two signatures are those of two people."), field=again.key, label=again.label)
        for one in self.register.fields:
            value = values.get(one.key)
            if one.is_later and isinstance(value, datetime) and not values["at"] <= value <= self.work.now:
                raise Invalid(
                    N_("{label}: the time lies before the entry or in the future. Look at the date and the hour."),
                    field=one.key,
                    label=one.label,
                )
        tally = self.register.tally
        if tally is not None and values.get(tally.away) and not values.get(tally.reason):
            raise Invalid(N_("Somebody is away. Say why."), field=tally.reason)

    def refuse_early(self, values: Values) -> None:
        """Raise `Invalid` where something of an entry is due before the entry itself."""
        for one in self.register.deadlines:
            due = values.get(one.by) if one.by else None
            since = values["at"] if isinstance(due, datetime) else self.day_of(values["at"])
            if due is not None and due < since:
                label = self.register.field(one.by).label
                raise Invalid(N_("{label}: it lies before the entry itself. Look at both."), field=one.by, label=label)

    def day_of(self, at: datetime) -> date:
        """The facility day of an instant."""
        return self._facility.calendar.day_of(at)

    @property
    def own(self) -> UUID | None:
        """The member of staff whose account it is."""
        return self._own

    def _read(self, field: FieldSpec, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip()
        if value is None or value in ("", ()):
            return None
        match field.kind:
            case FieldKind.CHOICE:
                if value not in {one.key for one in field.choices}:
                    raise Invalid(N_("{label}: there is no {value} to choose."), field=field.key, label=field.label,
                                  value=str(value))  # fmt: skip
            case FieldKind.REFERENCE:
                return value if isinstance(value, UUID) else self._words.row(field, value)
            case FieldKind.PEOPLE:
                return self._words.people(field, value.split() if isinstance(value, str) else value)
            case FieldKind.INSTANT:
                return value if value.tzinfo else value.replace(tzinfo=self._facility.calendar.zone)
            case FieldKind.WHOLE | FieldKind.DECIMAL:
                return _figure(field, value)
        return value

    def _sign_first(self, values: dict[str, Any]) -> None:
        """Whoever writes the entry did it, where nobody else is named."""
        first = self.register.writers_signature
        if first is not None and values.get(first.key) is None:
            values[first.key] = self._own

    def _refuse_lacking(self, values: Values) -> None:
        missing = lacking(self.register, values)
        if missing:
            raise Invalid(_MUST, field=missing[0].key)

    def _computed(self, values: Values, at: datetime) -> dict[str, Any]:
        return {
            one.key: FIGURES[one.computed](self.work.session, values, at)
            for one in self.register.fields
            if one.computed
        }


def _figure(field: FieldSpec, value: Any) -> Any:
    number = Decimal(value)
    if not number.is_finite() or number != round(number, field.places):
        raise Invalid(
            N_("{label}: decimal places here: {places} at most."),
            field=field.key,
            label=field.label,
            places=field.places,
        )
    if (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
        raise Invalid(
            N_("{label}: the number must lie between {low} and {high}."),
            field=field.key,
            label=field.label,
            low=str(field.low),
            high=str(field.high),
        )
    return int(number) if field.kind is FieldKind.WHOLE else number


def keep(book: RegisterBook, drafts: Sequence[Draft]) -> list[Declared]:
    """Write drafts that were accepted."""
    work, record = book.work, record_of(book.register.name)
    number = _next_number(work.session, record)
    rows = []
    for place, one in enumerate(drafts):
        values: dict[str, Any] = dict.fromkeys((field.key for field in book.register.fields), None) | one.values
        if one.at is not None:
            values |= {
                "number": number + place,
                "day": one.day,
                "entered_at": work.now,
                "entered_by_id": book.own,
            }
        rows.append(record(**_stored(record, values)))
    work.add_many(rows)
    return rows


def _next_number(session: Session, record: type[Declared]) -> int:
    if not issubclass(record, RegisterRecord):
        return 0
    return (session.scalar(select(func.max(record.number))) or 0) + 1


def _stored(record: type[Declared], values: Values) -> dict[str, Any]:
    columns = record.__table__.columns
    return {key: _as_kept(columns[key].type, value) for key, value in values.items()}


def _as_kept(kind: Any, value: Any) -> Any:
    return kind.members(value) if isinstance(kind, EnumText) and value is not None else value


def change(book: RegisterBook, row: Declared, values: Values) -> None:
    """Give an entry other values; what they lead to is checked like a new entry.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
        Refused: the stock would fall below zero.
    """
    register = book.register
    whole = {one.key: _told(getattr(row, one.key)) for one in register.fields} | dict(values)
    missing = lacking(register, whole)
    if missing:
        raise Invalid(_MUST, field=missing[0].key)
    if isinstance(row, RegisterRecord):
        book.check(whole)
        if any(one.by in values for one in register.deadlines) or "at" in values:
            book.refuse_early(whole)
        if register.balance is not None:
            day = book.day_of(whole["at"])
            StockBook(book.work.session, register, without=row.number).add(whole, whole["at"], row.number, day)
    for key, value in _stored(type(row), values).items():
        setattr(row, key, value)
    book.work.session.flush()


def _told(value: Any) -> Any:
    return value.value if isinstance(value, Choice) else value


def take_entries(
    work: UnitOfWork, facility: FacilityFacts, register: Register, account_id: UUID, rows: Sequence[Values],
    *, partial: bool,
) -> TakenOver:  # fmt: skip
    """Keep many told entries; one that says what is on record already adds nothing."""
    book = RegisterBook(work, facility, register, account_id)
    review: Review[Values] = Review(rows)
    drafts: dict[int, Draft] = {}
    for index, row in enumerate(rows):
        try:
            drafts[index] = book.draft(row)
        except DaybookError as error:
            review.fails(index, error)
    known = _known(work.session, register, drafts.values())
    kept = []
    for index, draft in sorted(drafts.items(), key=lambda one: (one[1].at or work.now, one[0])):
        key = _key(register, draft.values)
        if key in known:
            review.unchanged(index)
            continue
        known.add(key)
        try:
            book.accept(draft)
        except DaybookError as error:
            review.fails(index, error)
        else:
            kept.append(draft)
    if kept and not review.stops(partial=partial):
        keep(book, kept)
    return review.result(len(kept), partial=partial)


def _known(session: Session, register: Register, drafts: Iterable[Draft]) -> set[Any]:
    many = list(drafts)
    if not many:
        return set()
    if register.is_list:
        return {_key(register, row.values) for row in list_rows(session, register)}
    days = [one.day for one in many if one.day]
    return {_key(register, one.values) for one in entries(session, register, Filter(min(days), max(days)))}


def _key(register: Register, values: Values) -> tuple[Any, ...]:
    asked = (one.key for one in register.fields if not one.computed and not one.is_later)
    return tuple(_comparable(values.get(key)) for key in asked)


def _comparable(value: Any) -> Any:
    return value.timestamp() if isinstance(value, datetime) else value
