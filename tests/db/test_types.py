from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Date, Dialect, String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from db.types import EnumText, Exact, Identifier, Instant, from_plain, new_id, to_plain
from db.values import Role

SQLITE: Dialect = sqlite.dialect()
POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]

CASES: list[tuple[TypeEngine[Any], st.SearchStrategy[Any]]] = [
    (Identifier(), st.uuids()),
    (Instant(), st.datetimes(timezones=st.just(UTC))),
    (Exact(1), st.decimals(min_value=Decimal(-9999), max_value=Decimal(9999), places=1)),
    (EnumText(Role), st.sampled_from(Role)),
    (Date(), st.dates()),
    (String(), st.text()),
]


@given(st.data())
@pytest.mark.parametrize(("kind", "values"), CASES, ids=lambda case: type(case).__name__)
def test_plain_form_gives_the_value_back(kind: TypeEngine[Any], values: st.SearchStrategy[Any], data: Any) -> None:
    value = data.draw(values)
    assert from_plain(kind, to_plain(kind, value)) == value


@given(st.decimals(min_value=Decimal(-9999), max_value=Decimal(9999), places=1))
def test_decimal_survives_sqlite_as_an_integer(value: Decimal) -> None:
    stored = Exact(1).process_bind_param(value, SQLITE)
    assert isinstance(stored, int)
    assert Exact(1).process_result_value(stored, SQLITE) == value


def test_decimal_with_too_many_places_is_refused_on_both_engines() -> None:
    for dialect in (SQLITE, POSTGRES):
        with pytest.raises(ValueError, match="places"):
            Exact(1).process_bind_param(Decimal("37.25"), dialect)


def test_instant_without_time_zone_is_refused_on_both_engines() -> None:
    for dialect in (SQLITE, POSTGRES):
        with pytest.raises(ValueError, match="time zone"):
            Instant().process_bind_param(datetime(2026, 11, 21, 6), dialect)  # noqa: DTZ001


def test_instant_is_stored_in_utc_whatever_its_zone() -> None:
    shanghai = timezone(timedelta(hours=8))
    local = datetime(2026, 11, 21, 6, 0, tzinfo=shanghai)
    assert Instant().process_bind_param(local, SQLITE) == Instant().process_bind_param(
        datetime(2026, 11, 20, 22, 0, tzinfo=UTC), SQLITE
    )


def test_identifier_takes_sixteen_bytes_on_sqlite() -> None:
    assert len(Identifier().process_bind_param(new_id(), SQLITE)) == 16


def test_identifiers_sort_by_the_time_at_which_they_were_made() -> None:
    made = [new_id() for _ in range(1_000)]
    assert sorted(made) == made
    assert {one.version for one in made} == {7}


def test_sql_expression_has_no_plain_form() -> None:
    with pytest.raises(TypeError):
        to_plain(String(), object())


def test_plain_forms_are_what_json_can_hold() -> None:
    assert to_plain(Identifier(), UUID(int=1)) == "0" * 31 + "1"
    assert to_plain(Instant(), datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)) == 1_000_000
    assert to_plain(Exact(1), Decimal("36.5")) == "36.5"
    assert to_plain(Date(), date(2026, 11, 21)) == "2026-11-21"
