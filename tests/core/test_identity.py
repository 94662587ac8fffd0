"""Resident identity numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from db.values import Invalid
from facility_app.core.identity import FICTIONAL_REGION, read_identity
from facility_app.core.sexes import Sex

TODAY = date(2026, 11, 21)


def refusal(text: str) -> str:
    with pytest.raises(Invalid) as caught:
        read_identity(text, today=TODAY)
    assert caught.value.field == "identity_number"
    return str(caught.value)


def with_check_digit(body: str) -> str:
    return body + ric.calc_check_digit(f"{body}0")


@pytest.mark.parametrize(
    ("number", "birth_date", "sex"),
    [("11010519491231002X", date(1949, 12, 31), Sex.FEMALE), ("440524188001010014", date(1880, 1, 1), Sex.MALE)],
)
def test_the_examples_of_the_standard_are_right(number: str, birth_date: date, sex: Sex) -> None:
    identity = read_identity(number, today=TODAY)
    assert (identity.number, identity.birth_date, identity.sex, identity.findings) == (number, birth_date, sex, ())


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002X ", "110105-19491231-002X"],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert read_identity(typed, today=TODAY).number == "11010519491231002X"


def test_an_old_number_must_be_given_with_eighteen_digits() -> None:
    assert "15 digits" in refusal("110105491231002")
    assert "18" in refusal("110105491231002")


@pytest.mark.parametrize("text", ["", "1101051949123100", "11010519491231002XX", "1101O519491231002X", "张三"])
def test_a_wrong_length_or_sign_is_named(text: str) -> None:
    assert "17 digits" in refusal(text)


def test_an_impossible_date_is_named_before_the_check_digit() -> None:
    assert "19490231" in refusal("110105194902310021")


def test_a_wrong_check_digit_is_named() -> None:
    assert "check digit" in refusal("110105194912310021")


def test_nobody_is_born_tomorrow() -> None:
    tomorrow = with_check_digit("99999920261122001")
    assert "future" in refusal(tomorrow)
    assert read_identity(tomorrow, today=date(2026, 11, 22)).birth_date == date(2026, 11, 22)


def test_an_unknown_region_is_only_a_warning() -> None:
    identity = read_identity(with_check_digit("12345619900101001"), today=TODAY)
    assert [finding.text for finding in identity.findings] == [
        "The region 123456 of the identity number is not known. Compare it with the card."
    ]


@pytest.mark.parametrize("region", ["810000", "820000", "830000", "911156", "440524"])
def test_residence_permits_and_regions_of_former_times_are_known(region: str) -> None:
    assert read_identity(with_check_digit(f"{region}19900101001"), today=TODAY).findings == ()


def test_the_region_of_invented_people_raises_no_warning_but_is_seen() -> None:
    identity = read_identity(with_check_digit(f"{FICTIONAL_REGION}19900101001"), today=TODAY)
    assert identity.findings == ()
    assert identity.is_fictional


BIRTHS = st.dates(date(1900, 1, 1), TODAY)


@given(BIRTHS, st.integers(0, 999))
def test_every_number_with_its_check_digit_gives_back_birth_date_and_sex(born: date, sequence: int) -> None:
    identity = read_identity(with_check_digit(f"999999{born:%Y%m%d}{sequence:03}"), today=TODAY)
    assert identity.birth_date == born
    assert (identity.sex is Sex.MALE) == (sequence % 2 == 1)


@given(BIRTHS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_no_single_mistyped_digit_passes(born: date, sequence: int, place: int, step: int) -> None:
    right = with_check_digit(f"999999{born:%Y%m%d}{sequence:03}")
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]
    with pytest.raises(Invalid):
        read_identity(wrong, today=TODAY)


@given(BIRTHS, st.integers(0, 999), st.integers(0, 15))
def test_two_neighbouring_digits_exchanged_do_not_pass(born: date, sequence: int, place: int) -> None:
    right = with_check_digit(f"999999{born:%Y%m%d}{sequence:03}")
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if wrong != right:
        with pytest.raises(Invalid):
            read_identity(wrong, today=TODAY)
