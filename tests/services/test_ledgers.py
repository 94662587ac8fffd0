"""The printed ledger, read back; and whether a print is genuine (domain guide §9.1, R-LG-02 and R-LG-04)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db.values import Conflict, Refused, Role, Sex, Unavailable
from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.acts.rounds import ReadingTaken
from facility_app.acts.talks import TalkHeld
from facility_app.facts.ledger import LedgerFacts
from facility_app.facts.ledger_prints import PrintClaim, PrintMade, PrintState, PrintVerdict
from facility_app.reports.ledger_print import LedgerPrint, check_ledger, print_ledger
from facility_app.services import days, intake, ledgers, placing, rounds, talks
from resources.text import LANGUAGES, speaking
from tests.conftest import Clock
from tests.db.test_tampering import Tamper, tamper
from tests.reports.reading import HAS_PDFTOTEXT, codes, poppler_text, squeezed, whole_text
from tests.services.daywork import (
    RARE,
    admit,
    first_day,
    let_go,
    number,
    officers,
    opening_people,
    release_notice,
    wall,
)

__all__ = ["tamper"]

PEOPLE = 60


@pytest.fixture(autouse=True)
def day(request: pytest.FixtureRequest, clock: Clock) -> date:
    """Before the facility is founded."""
    return first_day(request, clock)


@pytest.fixture
def house(desk: Desk, clock: Clock, day: date) -> Desk:
    """Sixty people; two come, one leaves, one moves, forty are measured in the morning, nobody in the evening."""
    officers(desk)
    opening_people(desk, day, PEOPLE)
    clock.now = wall(day, "10:00")
    for place in range(2):
        admit(desk, clock, f"N{place}", f"新收{RARE}{place}", Sex.FEMALE if place else Sex.MALE)
    placing.place_person(desk, "N0", "102", "一监区", reason="新收押")
    placing.place_person(desk, number(5), "103", "一监区", reason="调整监室")
    taken = [_reading(place, "36.5", wall(day, "07:30")) for place in range(40)]
    rounds.take_readings(desk, [*taken, _reading(41, "37.6", wall(day, "07:40"))])
    rounds.note_absence(desk, day, "am", "court", number=number(42))
    talks.record_talk(desk, TalkHeld("N0", "first", 20, "生活适应", officer="001"))
    clock.now = wall(day, "16:00")
    let_go(desk, number(1), release_notice("1", day))
    clock.now = wall(day, "20:00")
    return desk


def _reading(place: int, celsius: str, at: Any) -> ReadingTaken:
    return ReadingTaken(Decimal(celsius), number(place), taken_at=at, taken_by="001", device="甲")


@pytest.fixture
def closed(house: Desk, clock: Clock, day: date) -> Desk:
    clock.now = wall(day + timedelta(days=1), "00:30")
    days.close_day(house, day)
    return house


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    with speaking(request.param):
        yield request.param


def printed(desk: Desk, day: date, tmp_path: Path, name: str = "ledger.pdf") -> LedgerPrint:
    return print_ledger(desk, day, tmp_path / name)


def counts(figures: Any) -> Iterator[int]:
    """Every number in a tree of figures."""
    if isinstance(figures, Mapping):
        figures = list(figures.values())
    if isinstance(figures, list):
        for one in figures:
            yield from counts(one)
    elif isinstance(figures, int):
        yield figures


def names(facts: LedgerFacts) -> set[str]:
    content = facts.content
    people = [one.who for one in content.details]
    people += [one.who for one in content.intakes]
    people += [one.who for one in content.exits]
    return {who.name for who in people}


def test_page_says_every_figure_and_every_name_rare_ones_too(
    house: Desk, day: date, tmp_path: Path, spoken: str
) -> None:
    made = printed(house, day, tmp_path)
    text = whole_text(made.path)
    assert made.rendered.missing == ()
    assert [one for one in counts(made.facts.figures()) if str(one) not in text] == []
    for row in made.facts.content.population:
        for heads in (row.opening, row.intake, row.exits, row.changed, row.closing):
            assert f"{heads.total}({heads.male}/{heads.female}/{heads.minor})" in text
    assert len(names(made.facts)) == PEOPLE + 2
    assert [name for name in names(made.facts) if squeezed(name) not in text] == []
    assert all(character in text for character in RARE)


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="pdftotext is not installed")
def test_another_reader_finds_every_name_too(house: Desk, day: date, tmp_path: Path) -> None:
    made = printed(house, day, tmp_path)
    text = squeezed(poppler_text(made.path))
    assert [name for name in names(made.facts) if name not in text] == []


def test_figures_are_those_of_the_day(house: Desk, day: date) -> None:
    figures = ledgers.ledger_facts(house, day).figures()
    assert {name: figures[name] for name in ("opening", "intake", "exits", "closing", "counted")} == {
        "opening": 60,
        "intake": 2,
        "exits": 1,
        "closing": 61,
        "counted": 61,
    }
    assert figures["rounds"][0] == {
        "window": "am",
        "of": "people",
        "expected": 60,
        "measured": 41,
        "missing": 19,
        "abnormal": 1,
    }
    assert figures["rounds"][2] == {
        "window": "pm",
        "of": "people",
        "expected": 61,
        "measured": None,
        "missing": None,
        "abnormal": None,
    }
    assert (figures["cell_changes"], figures["unplaced"], figures["talks"]["held"]) == (1, 1, 1)


def test_zero_is_0_and_what_nobody_reported_says_so(house: Desk, day: date, tmp_path: Path) -> None:
    with speaking("zh_CN"):
        text = whole_text(printed(house, day, tmp_path).path)
    assert "晚测" in text
    assert "未报" in text
    assert "0(0/0/0)" in text
    assert "二、外出人员" in text


def test_temperatures_of_everybody_stand_by_cell_with_the_unmeasured_named(house: Desk, day: date) -> None:
    content = ledgers.ledger_facts(house, day).content
    spots = [one.who.spot for one in content.details if one.who.spot]
    assert spots == sorted(spots, key=lambda spot: (spot.block, spot.cell, spot.bed))
    assert len(content.details) == PEOPLE + 2
    morning = content.rounds[0].people
    reasons = {one.who.number: one.reason for one in morning.missing}
    assert reasons[number(42)] == "court"
    assert reasons[number(43)] is None
    assert [one.who.number for one in morning.abnormal] == [number(41)]


def test_only_a_day_that_is_not_closed_is_stamped(house: Desk, clock: Clock, day: date, tmp_path: Path) -> None:
    before = printed(house, day, tmp_path)
    assert "NOTCLOSED" in whole_text(before.path)
    clock.now = wall(day + timedelta(days=1), "00:30")
    hash_ = days.close_day(house, day).figures.content_hash
    after = whole_text(printed(house, day, tmp_path).path)
    assert "NOTCLOSED" not in after
    assert hash_ in after


def test_foot_and_code_name_serial_version_and_content(closed: Desk, day: date, tmp_path: Path) -> None:
    made = printed(closed, day, tmp_path)
    serial = f"L{day:%Y%m%d}-01"
    assert (made.number.serial, made.number.version) == (serial, 1)
    text = whole_text(made.path)
    for said in (serial, made.rendered.content_hash, made.facts.head, "甲一"):
        assert said in text
    assert codes(made.path, 0) == [f"FD1|{serial}|1|{made.rendered.content_hash}"]


def test_same_content_keeps_its_version_and_a_new_one_gets_the_next(closed: Desk, day: date, tmp_path: Path) -> None:
    numbers = [printed(closed, day, tmp_path).number for _ in range(2)]
    days.add_addendum(closed, day, "补充说明")
    numbers.append(printed(closed, day, tmp_path).number)
    assert [(one.serial[-2:], one.version) for one in numbers] == [("01", 1), ("02", 1), ("03", 2)]


def test_addendum_and_changed_record_stand_on_the_page_with_time_and_name(
    closed: Desk, day: date, tmp_path: Path
) -> None:
    days.add_addendum(closed, day, "晚间停电三分钟")
    intake.add_document(closed, number(7), _arrest(day))
    text = whole_text(printed(closed, day, tmp_path).path)
    for said in ("晚间停电三分钟", f"{day + timedelta(days=1)}00:30", "changedafteritwasclosed", number(7)):
        assert said in text


def _arrest(day: date) -> PaperGiven:
    return PaperGiven("arrest_certificate", "虚构捕字7", "虚构检察院", day)


def test_print_is_genuine_as_long_as_the_day_says_the_same(
    closed: Desk, clock: Clock, day: date, tmp_path: Path, spoken: str
) -> None:
    made = printed(closed, day, tmp_path)
    clock.now = wall(day + timedelta(days=1), "09:00")
    admit(closed, clock, "L1", "后来者")
    assert check_ledger(closed, made.path) == PrintVerdict(PrintState.GENUINE)


def test_one_changed_byte_is_an_alteration(closed: Desk, day: date, tmp_path: Path) -> None:
    path = printed(closed, day, tmp_path).path
    data = bytearray(path.read_bytes())
    place = len(data) // 2
    data[place] ^= 1
    path.write_bytes(data)
    assert check_ledger(closed, path).state is PrintState.ALTERED


def test_claim_of_another_content_or_serial_is_an_alteration(closed: Desk, day: date, tmp_path: Path) -> None:
    made = printed(closed, day, tmp_path)
    said = made.rendered
    claim = PrintClaim(made.number.serial, 1, said.content_hash, said.sha256, said.content_hash)
    assert ledgers.check_printed(closed, claim).state is PrintState.GENUINE
    for forged in (
        replace(claim, version=2),
        replace(claim, content_hash="0" * 64),
        replace(claim, file_hash="0" * 64),
        replace(claim, serial="L20000101-01"),
    ):
        found = ledgers.check_printed(closed, forged)
        assert found.state is PrintState.ALTERED
        assert found.problems


def test_what_is_no_ledger_at_all_is_no_genuine_one(closed: Desk, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    assert check_ledger(closed, path).state is PrintState.ALTERED


def test_print_is_superseded_when_the_day_is_closed_and_when_a_record_changes(
    house: Desk, clock: Clock, day: date, tmp_path: Path
) -> None:
    draft = printed(house, day, tmp_path, "draft.pdf")
    clock.now = wall(day + timedelta(days=1), "00:30")
    days.close_day(house, day)
    found = check_ledger(house, draft.path)
    assert found.state is PrintState.SUPERSEDED
    assert [one.what.text for one in found.problems] == ["The day was closed after it was printed."]

    final = printed(house, day, tmp_path, "final.pdf")
    intake.add_document(house, number(7), _arrest(day))
    found = check_ledger(house, final.path)
    assert found.state is PrintState.SUPERSEDED
    assert [(one.entity, one.number) for one in found.changes] == [("document", number(7))]
    newer = printed(house, day, tmp_path, "newer.pdf")
    assert check_ledger(house, newer.path).state is PrintState.GENUINE
    assert any(newer.number.serial in one.what.text for one in check_ledger(house, final.path).problems)


def test_day_changed_past_the_program_is_no_longer_as_it_was_closed(
    closed: Desk,
    day: date,
    tmp_path: Path,
    tamper: Tamper,
) -> None:
    made = printed(closed, day, tmp_path)
    tamper(lambda attacker: attacker.run("UPDATE person SET name = :other WHERE name LIKE '新收%0'", other="另一人"))
    facts = ledgers.ledger_facts(closed, day)
    assert (facts.is_as_closed, facts.changes) == (False, ())
    found = check_ledger(closed, made.path)
    assert found.state is PrintState.SUPERSEDED
    assert "Verify the journal" in found.problems[0].what.text
    assert "Verifythejournal" in whole_text(printed(closed, day, tmp_path, "later.pdf").path)


def test_two_prints_do_not_share_a_serial(closed: Desk, day: date) -> None:
    made = PrintMade(day, "L1-01", 1, "en", "0" * 64, "1" * 64, "1:00", True)
    ledgers.record_print(closed, made)
    with pytest.raises(Conflict):
        ledgers.record_print(closed, made)


def test_file_that_cannot_be_written_leaves_no_print_on_record(closed: Desk, day: date, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        print_ledger(closed, day, tmp_path / "absent" / "ledger.pdf")
    assert printed(closed, day, tmp_path).number.serial.endswith("-01")
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".draft"] == []


def test_officer_does_not_print_the_ledger(seat: Callable[..., Desk], day: date, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Your roles do not allow this"):
        printed(seat("officer", Role.OFFICER), day, tmp_path)


def test_weekly_shortfall_is_that_of_the_end_of_the_day(house: Desk, clock: Clock, day: date) -> None:
    before = _short(house, day)
    clock.now = wall(day + timedelta(days=1), "10:00")
    talks.record_talk(house, TalkHeld(number(3), "ordinary", 10, "生活", officer="001"))
    assert _short(house, day) == before
    assert _short(house, day + timedelta(days=1)) == before - 1


def _short(desk: Desk, day: date) -> int:
    return len(ledgers.ledger_facts(desk, day).content.talks.quotas[0].shortfall)


def test_first_talk_not_held_within_24_hours_is_named(house: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + timedelta(days=1), "10:01")
    of = ledgers.ledger_facts(house, day + timedelta(days=1)).content.talks
    assert [one.number for one in of.first_overdue] == ["N1"]
    assert (of.first_due, of.first_in_time) == (2, 1)
