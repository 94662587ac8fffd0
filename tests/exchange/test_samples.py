"""The sample files: read without a word, and made by their script."""

import pytest

from facility_app.core.identity import IdentityNumber
from facility_app.core.sexes import Sex, is_minor
from facility_app.exchange.formats import FORMATS
from resources import path, read_text
from tests.exchange.files import SAMPLES, of, sample
from tests.exchange.make_samples import TODAY, samples
from tests.exchange.sample_readme import readme


@pytest.mark.parametrize(("name", "form"), SAMPLES)
def test_a_sample_is_read_without_a_warning(name: str, form: str) -> None:
    sheet = sample(name, form)
    assert (sheet.errors, sheet.warnings) == ((), ())
    assert len(sheet.rows) == sheet.count > 0


@pytest.mark.parametrize(("name", "form"), SAMPLES)
def test_the_script_makes_the_samples_that_lie_there(name: str, form: str) -> None:
    made = samples()[name]
    assert of(made, FORMATS[form]).rows == sample(name, form).rows
    if name.endswith(".csv"):
        assert made == path("samples", name).read_bytes()


def test_the_samples_have_what_they_promise() -> None:
    people = sample("people.xlsx", "people").rows
    assert len(people) == 24
    assert len(sample("staff.csv", "staff").rows) == 8
    assert len({row["block"] for row in sample("cells.csv", "cells").rows}) == 2
    assert sum(row["sex"] is Sex.FEMALE for row in people) == 5
    births = [row.day("birth_date") for row in people]
    assert sum(birth is not None and is_minor(birth, TODAY) for birth in births) == 1
    names = "".join(row.text("name") for row in people)
    assert all(sign in names for sign in "䶮㛃𬍛堃")
    assert {"买买提·艾力", "Sample Testman"} < {row.text("name") for row in people}


def test_people_live_in_cells_of_the_sample_for_their_sex_and_age_and_accomplices_apart() -> None:
    cells = {row.text("cell"): row for row in sample("cells.csv", "cells").rows}
    people = sample("people.xlsx", "people").rows
    for row in people:
        cell, birth = cells[row.text("cell")], row.day("birth_date")
        assert (cell["block"], cell["sex"]) == (row["block"], row["sex"])
        assert cell["for_minors"] == (birth is not None and is_minor(birth, TODAY))
    shared = [row for row in people if row.text("case_number") == "测试案〔2026〕007号"]
    assert [row.text("cell") for row in shared] == ["102", "103"]


def test_nobody_in_the_samples_can_exist() -> None:
    for row in sample("people.xlsx", "people").rows:
        identity = row.of("identity_number", IdentityNumber)
        assert identity is None or identity.is_fictional


def test_each_round_measures_everybody_once_and_finds_one_fever_in_the_morning() -> None:
    for name, fevers in (("readings-am.csv", ["37.4"]), ("readings-pm.csv", [])):
        rows = sample(name, "readings").rows
        assert len(rows) == 24 + 8
        assert [str(row["celsius"]) for row in rows if str(row["celsius"]) >= "37.3"] == fevers


def test_the_description_tells_of_every_column() -> None:
    assert read_text("samples", "README.md") == readme()
