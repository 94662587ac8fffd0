"""A round that is counted reading by reading is the same as one that is counted anew."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facility_app.access import Desk
from facility_app.core.subjects import SubjectKind
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from facility_app.services import rounds
from tests.conftest import Clock
from tests.services.daywork import wall
from ui.pages.rounds.tally import Place, Tally, with_rows_of

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
_STEPS = st.lists(st.tuples(st.integers(0, 31), st.sampled_from([one for one in Place if one is not Place.SETTLED])))


@pytest.fixture
def sheet(desk: Desk, day: date, clock: Clock) -> RoundSheet:
    """Thirty people and two officers, nobody measured yet."""
    clock.now = wall(day, "08:00")
    return rounds.round_sheet(desk, day, "am")


def _after(rows: list[SheetRow], stands: dict[int, Place], start: int) -> SheetRow | None:
    """Who is next, by walking all rows from `start` on and around."""
    order: list[int] = [*range(start + 1, len(rows)), *range(start + 1)]
    for wanted in (Place.MISSING, Place.REFUSED):
        for place in order:
            if stands[place] is wanted:
                return rows[place]
    return None


def test_marks_count_as_walking_all_rows_does(sheet: RoundSheet) -> None:
    rows = [row for group in sheet.groups for row in group.rows]

    @given(_STEPS)
    def holds(steps: list[tuple[int, Place]]) -> None:
        tally = Tally(sheet)
        stands = {place: Place.MISSING if row.is_missing else Place.SETTLED for place, row in enumerate(rows)}
        for at, mark in steps:
            place = at % len(rows)
            tally.mark(rows[place].subject.id, mark)
            stands[place] = stands[place] if stands[place] is Place.SETTLED else mark
        missing = [rows[place] for place, one in stands.items() if one in (Place.MISSING, Place.REFUSED)]
        assert tally.missing == len(missing)
        assert tally.first_missing(3) == missing[:3]
        assert tally.is_done == (not missing and Place.TYPED not in stands.values())
        saved = [rows[place].subject.kind for place, one in stands.items() if one is Place.SAVED]
        for kind in (SubjectKind.PERSON, SubjectKind.STAFF):
            assert tally.measured(kind) == saved.count(kind)
        for start in (0, len(rows) - 1):
            assert tally.missing_after(rows[start].subject.id) == _after(rows, stands, start)

    holds()


def test_row_that_says_the_same_is_the_same_object(sheet: RoundSheet, desk: Desk, day: date) -> None:
    again = with_rows_of(rounds.round_sheet(desk, day, "am"), sheet)
    assert all(one is other for one, other in zip(sheet.groups, again.groups, strict=True))
