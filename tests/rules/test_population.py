"""Yesterday + in - out = today, and closing the day (domain guide §9.1, §12 check 1, R-LG-01, R-LG-02)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facility_app.core.phrases import phrase
from facility_app.core.sexes import Sex
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.rules.documentpack import Column, document_rules
from facility_app.rules.entries import in_force
from facility_app.rules.findings import Severity
from facility_app.rules.ledger import DayEnd, Mismatched, against_closing, ledger_rules
from facility_app.rules.population import (
    Balance,
    Differences,
    Heads,
    Held,
    columns_of,
    differences,
    population_table,
)
from tests.rules.people import CALENDAR, JDS, KSS, MONDAY, person

FACILITY = Subject(SubjectKind.FACILITY, person(0).id, "示例看守所")
RULES = in_force(ledger_rules().closing, MONDAY, KSS)
GOOD = DayEnd(FACILITY, MONDAY, CALENDAR.ends(MONDAY), Balance(342, 5, 3, 344))


def test_342_and_5_in_and_3_out_make_344() -> None:
    assert Balance(342, 5, 3, 344).closing == 344
    assert against_closing(RULES, GOOD, GOOD.ends_at) == ()


def test_343_fails_the_identity_and_offers_the_names() -> None:
    before = [person(n) for n in range(342)]
    came, left = [person(n) for n in range(342, 347)], before[:3]
    here = [*before[3:], *came]
    names = differences(before, came, left, here)
    assert (names.absent, names.unaccounted) == ((), ())
    (found,) = against_closing(RULES, replace(GOOD, balance=Balance(342, 5, 3, 343), names=names), GOOD.ends_at)
    assert (found.rule, found.severity) == ("closing.population", Severity.HARD)
    assert found.explanation.text == "342 + 5 - 3 = 344, but 343 stated: a difference of -1."
    assert found.people == (*came, *left)


def test_the_names_behind_a_difference_are_found() -> None:
    names = differences([person(1), person(2)], [person(3)], [person(1)], [person(3), person(4)])
    assert (names.absent, names.unaccounted) == ((person(2),), (person(4),))


def test_equal_figures_with_the_wrong_people_fail_too() -> None:
    swapped = Differences(absent=(person(1),), unaccounted=(person(2),))
    (found,) = against_closing(RULES, replace(GOOD, names=swapped), GOOD.ends_at)
    assert found.people == (person(1), person(2))


def test_five_years_of_1346_received_and_1004_released_leave_342() -> None:
    assert Balance(0, 1346, 1004, 342).difference == 0


def test_a_day_is_not_closed_before_it_is_over() -> None:
    (found,) = against_closing(RULES, GOOD, GOOD.ends_at - timedelta(seconds=1))
    assert (found.rule, found.due) == ("closing.day_over", GOOD.ends_at)


def test_a_day_is_closed_once_and_in_order() -> None:
    for day, rule in (
        (replace(GOOD, is_closed=True), "closing.once"),
        (replace(GOOD, open_before=MONDAY - timedelta(days=1)), "closing.in_order"),
    ):
        (found,) = against_closing(RULES, day, GOOD.ends_at)
        assert (found.rule, found.severity) == (rule, Severity.HARD)


def test_a_roll_call_and_a_case_over_its_limit_stand_against_closing() -> None:
    day = replace(
        GOOD,
        mismatches=(Mismatched("roll_call", GOOD.ends_at, phrase("x"), (person(3),)),),
        unacknowledged=(person(7),),
    )
    found = against_closing(RULES, day, GOOD.ends_at)
    assert [one.rule for one in found] == ["closing.roll_call", "closing.over_limit"]
    assert [one.people for one in found] == [(person(3),), (person(7),)]


def held(n: int, sex: Sex = Sex.MALE, born: date = date(1990, 1, 1), column: Column = Column.ARREST) -> Held:
    return Held(person(n), sex, born, column)


def test_the_table_counts_men_women_and_minors_by_ground() -> None:
    detained = held(1, column=Column.CRIMINAL_DETENTION)
    girl = held(2, Sex.FEMALE, date(2010, 1, 1))
    gone, new = held(3), held(4, column=Column.CRIMINAL_DETENTION)
    arrested = replace(detained, column=Column.ARREST)
    columns = columns_of(in_force(document_rules().category, MONDAY, KSS))
    table = population_table(columns, [detained, girl, gone], [new], [gone], [arrested, girl, new], MONDAY)
    rows = {row.column: row for row in table}
    assert rows[Column.ARREST].opening == Heads(1, 1, 1)
    assert rows[Column.ARREST].changed == Heads(1, 0, 0)
    assert rows[Column.ARREST].closing == Heads(1, 1, 1)
    assert rows[Column.CRIMINAL_DETENTION].changed == Heads(-1, 0, 0)
    assert rows[Column.CONVICTED].closing.total == 0
    assert rows[None].closing == Heads(2, 1, 1)
    assert rows[None].changed.total == 0


def test_a_birthday_moves_a_person_out_of_the_minors() -> None:
    born = date(2008, 3, 2)
    *_, row = population_table([], [held(1, born=born)], [], [], [held(1, born=born)], MONDAY)
    assert (row.opening, row.changed, row.closing) == (Heads(1, 0, 1), Heads(0, 0, -1), Heads(1, 0, 0))


def test_each_kind_of_facility_has_its_own_heads() -> None:
    assert columns_of(in_force(document_rules().category, MONDAY, JDS)) == (Column.OTHER, Column.REHAB)


PEOPLE = st.lists(
    st.builds(
        held,
        st.integers(0, 60),
        st.sampled_from(Sex),
        st.dates(date(1950, 1, 1), date(2012, 1, 1)),
        st.sampled_from(Column),
    ),
    max_size=12,
)


@given(opening=PEOPLE, intake=PEOPLE, exits=PEOPLE, closing=PEOPLE)
def test_every_row_balances_and_the_rows_add_up(
    opening: list[Held], intake: list[Held], exits: list[Held], closing: list[Held]
) -> None:
    *rows, total = population_table([Column.ARREST], opening, intake, exits, closing, MONDAY)
    for row in (*rows, total):
        assert row.opening + row.intake - row.exits + row.changed == row.closing
    assert sum(row.closing.total for row in rows) == total.closing.total == len(closing)
    assert sum((row.opening for row in rows), Heads()) == total.opening


@given(people=st.lists(st.integers(0, 40), max_size=20, unique=True), gone=st.sets(st.integers(0, 40)))
def test_where_the_names_agree_the_figures_do(people: list[int], gone: set[int]) -> None:
    here = [person(n) for n in people]
    left = [one for n, one in zip(people, here, strict=True) if n in gone]
    stay = [one for one in here if one not in left]
    names = differences(here, [], left, stay)
    assert (names.absent, names.unaccounted) == ((), ())
    assert Balance(len(here), 0, len(left), len(stay)).difference == 0
