"""What is closed stays as it was: no entry, no correction and no undoing on a closed day (R-LG-02)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from db.journal import journal as journal_table
from db.record import Record
from db.tables import Custody, Document, Placement, Release, Talk
from db.values import CellKind, FacilityKind, Refused, Sex
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.acts.intake import Newcomer, PaperGiven
from facility_app.acts.releases import Leaving
from facility_app.acts.rosters import RosterPerson
from facility_app.acts.rounds import ReadingTaken
from facility_app.acts.talks import TalkHeld
from facility_app.core.facilityday import FacilityCalendar
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_content import LedgerContent, day_hash, is_hash_of
from facility_app.facts.ledger_isolation import DayCare
from facility_app.facts.ledger_lines import Abnormal, Measuring, Round, Talks, Value, Who
from facility_app.services import cells, days, intake, journal, ledgers, placing, releases, rosters, rounds, talks
from tests.conftest import Clock
from tests.services.daywork import (
    OFFICERS,
    SHANGHAI,
    admit,
    next_monday,
    number,
    officers,
    opening_people,
    release_notice,
    wall,
)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def house(desk: Desk, clock: Clock, day: date) -> Desk:
    """Four people held from before; one comes, is placed, measured and talked with, another leaves. It is 20:00."""
    officers(desk)
    opening_people(desk, day, 4)
    cells.add_cell(desk, NewCell("一监区", "199", CellKind.TRANSITION, 4, sex=Sex.MALE))
    clock.now = wall(day, "08:00")
    admit(desk, clock, "N1", "新收䶮")
    placing.place_person(desk, "N1", "199", reason="新收押")
    clock.now = wall(day, "16:00")
    rounds.take_reading(desk, reading(day, "08:30"))
    talks.record_talk(desk, TalkHeld("N1", "first", 20, "告知权利义务", wall(day, "09:00"), "001"))
    releases.release_person(desk, leaving(number(1), day))
    clock.now = wall(day, "20:00")
    return desk


def reading(day: date, time: str) -> ReadingTaken:
    return ReadingTaken(Decimal("36.5"), "N1", taken_at=wall(day, time), taken_by="001")


def leaving(of: str, day: date) -> Leaving:
    return Leaving(of, "released", (release_notice(of, day),), *OFFICERS)


def close(desk: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + DAY, "00:30")
    days.close_day(desk, day)


def act_on(desk: Desk, record: type[Record]) -> int:
    """The last act on a table."""
    with desk.store.reading() as session:
        entity = journal_table.c.entity == record.__tablename__
        query = select(journal_table.c.tx).where(entity).order_by(journal_table.c.seq.desc()).limit(1)
        return int(session.execute(query).scalar_one())


def custody_of(desk: Desk, of: str) -> UUID:
    with desk.store.reading() as session:
        return session.scalars(select(Custody.id).where(Custody.number == of)).one()


def newcomer(of: str, day: date, time: str) -> Newcomer:
    paper = PaperGiven("detention_certificate", f"虚构拘字{of}", "虚构公安局", day)
    return Newcomer(of, "迟录甲", Sex.MALE, (paper,), wall(day, time), date(1990, 1, 2), identity_unverified=True)


def roster_person(of: str, day: date) -> RosterPerson:
    return RosterPerson(
        number=of,
        name="名册乙",
        sex=Sex.MALE,
        category="criminal_detention",
        document_type="detention_certificate",
        document_number=f"虚构拘字{of}",
        document_date=day,
        admitted_at=day,
        deciding_body="虚构公安局",
    )


def test_day_closed_before_signs_were_told_is_what_it_was_and_one_closed_since_is_not() -> None:
    """The hash is the one that the program gave this day before it told of signs in the ledger."""
    day = date(2026, 3, 2)
    kept = "9eda66637deba028fddbdce41e469a02a15f315bf026ac5dc9229dbc1a8ee53d"
    facility = FacilityFacts(
        UUID(int=0), "虚构看守所", FacilityKind.KANSHOUSUO, FacilityCalendar(SHANGHAI), None, is_fictional=True
    )

    def value(celsius: str, minute: int) -> Value:
        return Value(Decimal(celsius), "axillary", datetime(2026, 3, 2, 0, minute, tzinfo=UTC))

    def content(*abnormal: Abnormal) -> LedgerContent:
        morning = Round("am", Measuring(1, 1, 0, 0, (), (), abnormal), Measuring(0, 0, 0, 0, (), (), ()))
        held = Talks(0, 0, (), 0, 0, (), (day, day), ())
        none = DayCare((), (), ())
        return LedgerContent(day, (), 1, (), (), (), (), (), (morning,), (), held, (), (), none)

    who = Who("K1", "虚构甲")
    fever = Abnormal(who, value("37.4", 0), (value("36.8", 20),), ("dry_cough",), "not_confirmed", ("seizure",))
    sign = Abnormal(who, value("36.6", 5), (), ("seizure",), "alarm")
    assert is_hash_of(facility, content(fever, sign), "0" * 64, kept)
    assert is_hash_of(facility, content(fever), "0" * 64, kept)
    assert not is_hash_of(facility, content(replace(fever, symptoms=())), "0" * 64, kept)
    since = day_hash(facility, content(fever, sign), "0" * 64)
    assert is_hash_of(facility, content(fever, sign), "0" * 64, since)
    assert not is_hash_of(facility, content(fever), "0" * 64, since)
    assert not is_hash_of(facility, content(replace(fever, told_later=()), sign), "0" * 64, since)


def test_nobody_is_admitted_on_a_closed_day_or_before_it(house: Desk, clock: Clock, day: date) -> None:
    close(house, clock, day)
    for at in (day, day - DAY):
        with pytest.raises(Refused, match=str(day)):
            intake.admit_person(house, newcomer("N2", at, "19:00"))
    intake.admit_person(house, newcomer("N2", day + DAY, "00:10"))
    assert ledgers.ledger_facts(house, day).is_as_closed


def test_nobody_is_released_on_a_closed_day_but_everybody_after_it(house: Desk, clock: Clock, day: date) -> None:
    close(house, clock, day)
    late = leaving(number(2), day)
    with pytest.raises(Refused, match=str(day)):
        releases.release_person(house, replace(late, left_at=wall(day, "23:50")))
    releases.release_person(house, late)
    assert ledgers.ledger_facts(house, day).is_as_closed


def test_roster_row_admitted_on_a_closed_day_is_an_error_and_one_held_before_the_first_day_is_none(
    house: Desk, clock: Clock, day: date
) -> None:
    rosters.take_over_people(house, [roster_person("R0", day - 9 * DAY)], opening_day=day)
    close(house, clock, day)
    rows = [roster_person("R1", day), roster_person("R2", day + DAY), roster_person("R3", day - 5 * DAY)]
    taken = rosters.take_over_people(house, rows)
    assert (taken.imported, [(one.index, one.field) for one in taken.errors]) == (0, [(0, "admitted_at")])
    assert rosters.take_over_people(house, rows[1:]).imported == 2


def test_readings_and_talks_of_a_closed_day_are_neither_added_nor_corrected(
    house: Desk, clock: Clock, day: date
) -> None:
    kept = rounds.take_reading(house, reading(day, "18:00"))
    close(house, clock, day)
    with pytest.raises(Refused, match=str(day)):
        rounds.correct_reading(house, kept, reason="看错", celsius=Decimal("36.6"))
    with pytest.raises(Refused, match=str(day)):
        rounds.void_reading(house, kept, "看错")
    with pytest.raises(Refused, match=str(day)):
        rounds.take_reading(house, replace(reading(day, "18:10"), number=number(2)))
    with pytest.raises(Refused, match=str(day)):
        talks.record_talk(house, TalkHeld("N1", "ordinary", 20, "日常教育", wall(day, "15:00"), "001"))


def test_no_act_of_a_closed_day_is_undone(house: Desk, clock: Clock, day: date) -> None:
    kept = rounds.take_reading(house, reading(day, "18:00"))
    corrected = rounds.correct_reading(house, kept, reason="看错", celsius=Decimal("36.6"))
    admitted = journal.record_history(house, custody_of(house, "N1"))[-1].transaction
    acts = [corrected, admitted, act_on(house, Talk), act_on(house, Release), act_on(house, Placement)]
    close(house, clock, day)
    for one in acts:
        with pytest.raises(Refused, match=str(day)):
            journal.undo(house, one)
    assert ledgers.ledger_facts(house, day).is_as_closed


def test_what_was_undone_before_the_day_was_closed_is_not_brought_back_after_it(
    house: Desk, clock: Clock, day: date
) -> None:
    undone = journal.undo(house, act_on(house, Release))
    close(house, clock, day)
    with pytest.raises(Refused, match=str(day)):
        journal.undo(house, undone)


def test_act_of_the_day_after_is_undone(house: Desk, clock: Clock, day: date) -> None:
    close(house, clock, day)
    placing.place_person(house, "N1", "101", "一监区", reason="过渡期满")
    journal.undo(house, act_on(house, Placement))
    releases.release_person(house, leaving("N1", day))
    journal.undo(house, act_on(house, Release))
    assert ledgers.ledger_facts(house, day).is_as_closed


def test_document_that_comes_late_is_filed_and_its_filing_can_be_undone(house: Desk, clock: Clock, day: date) -> None:
    close(house, clock, day)
    intake.add_document(house, number(3), PaperGiven("arrest_certificate", "虚构捕字3", "虚构检察院", day))
    assert not ledgers.ledger_facts(house, day).is_as_closed
    journal.undo(house, act_on(house, Document))
    assert ledgers.ledger_facts(house, day).is_as_closed
