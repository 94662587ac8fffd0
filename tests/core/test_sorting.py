"""Names with numbers stand in the order of the numbers."""

from random import Random

import pytest

from facility_app.core.sorting import by_number

_BLOCKS = ("一监区", "二监区", "三监区", "九监区", "十监区", "十一监区", "十九监区", "二十监区", "二十一监区")


@pytest.mark.parametrize(
    "names", [_BLOCKS, ("1监区", "2监区", "10监区"), ("101", "109", "110", "1001"), ("A2", "A10", "B1")]
)
def test_names_stand_in_the_order_of_their_numbers(names: tuple[str, ...]) -> None:
    mixed = list(names)
    Random(1).shuffle(mixed)
    assert tuple(sorted(mixed, key=by_number)) == names


@pytest.mark.parametrize(
    ("one", "same"), [("两监区", "二监区"), ("十二监区", "12监区"), ("一二监区", "12监区"), ("０３", "3")]
)
def test_a_number_counts_however_it_is_written(one: str, same: str) -> None:
    assert by_number(one) == by_number(same)


def test_names_without_numbers_and_with_them_can_be_told_apart() -> None:
    assert sorted(["女监区", "", "二监区", "过渡监区", "一监区"], key=by_number)[:3] == ["", "一监区", "二监区"]
    assert by_number("女监区") != by_number("过渡监区")
