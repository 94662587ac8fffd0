"""Who is held, and what the records tell of one person."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from db.values import Invalid, Refused, Role, Sex
from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.acts.isolation import IsolationEnd, IsolationOrder, ReviewMade
from facility_app.acts.observations import LineTold, RightTold
from facility_app.acts.rounds import ReadingTaken
from facility_app.acts.talks import TalkHeld
from facility_app.facts.care import MASKED
from facility_app.facts.person_story import Mark, StoryKind
from facility_app.services import accounts, care, intake, isolation, people, placing, rounds, talks
from tests.conftest import ADMIN, Clock
from tests.services import arrivals, daywork
from tests.services.daywork import wall


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return daywork.next_monday(clock)


@pytest.fixture
def ward(desk: Desk, day: date) -> Desk:
    """Twenty people: every tenth a woman, the second woman sixteen years old; one term ends in six days."""
    daywork.officers(desk)
    daywork.opening_people(desk, day, 20, term_ends={3: day + timedelta(days=6)})
    daywork.open_on(desk, day)
    return desk


def test_everybody_held_is_listed_by_place_with_age_and_days_left(ward: Desk, day: date) -> None:
    found = people.list_held(ward)
    lines = {one.person.number: one for one in found.lines}
    assert len(lines) == 20
    assert sum(one.person.sex is Sex.FEMALE for one in found.lines) == 2
    assert [one.person.number for one in found.lines if one.days_left is not None] == ["K00003"]
    assert lines["K00003"].days_left == 6
    assert lines["K00003"].days_held == 41  # forty days before today, and both ends count
    assert lines["K00000"].age == day.year - 1985 - ((day.month, day.day) < (5, 4))
    assert "x" in lines["K00000"].sought
    places = [(one.person.place.block, one.person.place.cell) for one in found.lines if one.person.place]
    assert len(places) == 20
    assert places == sorted(places)


def test_whoever_left_is_listed_no_more(ward: Desk, day: date) -> None:
    daywork.let_go(ward, "K00001", daywork.release_notice("1", day))
    assert "K00001" not in {one.person.number for one in people.list_held(ward).lines}
    told = people.see_person(ward, "K00001").story
    assert told[0].kind is StoryKind.CUSTODY
    assert "Released by police" in told[0].words.text


def test_story_tells_everything_newest_first(ward: Desk, clock: Clock, day: date) -> None:
    rounds.note_absence(ward, day, "am", "refused", number="K00005", note="不配合")
    clock.now = wall(day, "09:30")
    for celsius, at in (("38.1", "07:30"), ("36.6", "07:50")):
        taken = ReadingTaken(Decimal(celsius), "K00003", taken_at=wall(day, at), taken_by="001")
        rounds.take_reading(ward, taken)
    talks.record_talk(ward, TalkHeld("K00003", "ordinary", 20, "虚构谈话内容", wall(day, "08:30"), "001"))
    arrivals.add_cell(ward, "199", 4)
    placing.place_person(ward, "K00003", "199", reason="虚构调整")
    paper = PaperGiven("ruling", "虚构裁字1", "虚构法院", day, term_end=day + timedelta(days=2))
    intake.add_document(ward, "K00003", paper)
    found = people.see_person(ward, "K00003")
    assert [one.at for one in found.story] == sorted((one.at for one in found.story), reverse=True)
    counts = {kind: sum(one.kind is kind for one in found.story) for kind in StoryKind}
    assert counts == {
        StoryKind.READING: 2,
        StoryKind.TALK: 1,
        StoryKind.PLACEMENT: 2,
        StoryKind.DOCUMENT: 2,
        StoryKind.ABSENCE: 0,
        StoryKind.CUSTODY: 1,
        StoryKind.CARE: 0,
        StoryKind.ISOLATION: 0,
    }
    assert [(one.celsius, one.mark) for one in found.temperatures] == [
        (Decimal("38.1"), Mark.FEVER),
        (Decimal("36.6"), None),
    ]
    assert found.line.days_left == 2
    assert found.story[0].detail == "虚构调整"
    (absent,) = [one for one in people.see_person(ward, "K00005").story if one.kind is StoryKind.ABSENCE]
    assert absent.detail == "不配合"


def test_identity_is_masked_and_read_in_full_with_a_reason(ward: Desk, seat: Callable[..., Desk]) -> None:
    number = arrivals.identity_number(date(1990, 1, 2), 7, Sex.MALE)
    arrivals.admit(ward, "N1", identity_number=number, identity_unverified=False, diet="清真")
    seen = people.see_person(ward, "N1").particulars
    assert seen.identity_number == f"{number[:6]}****{number[-2:]}"
    assert seen.diet == "•••"
    with pytest.raises(Invalid) as error:
        people.see_person_in_full(ward, "N1", " ")
    assert error.value.field == "reason"
    before = ward.store.head().seq
    full = people.see_person_in_full(ward, "N1", "核对身份")
    assert (full.identity_number, full.diet) == (number, "清真")
    assert ward.store.head().seq == before + 1
    officer = seat("officer", Role.OFFICER)
    assert people.see_person(officer, "N1").particulars.is_masked
    with pytest.raises(Refused):
        people.see_person_in_full(officer, "N1", "好奇")


def test_nobody_has_an_unknown_number(ward: Desk) -> None:
    with pytest.raises(Invalid):
        people.see_person(ward, "nobody")


def test_story_tells_of_isolation_and_care_what_the_reader_may_know(
    ward: Desk, seat: Callable[..., Desk], clock: Clock, day: date
) -> None:
    accounts.grant_role(ward, ADMIN, Role.DOCTOR)
    who = daywork.number(5)
    clock.now = wall(day, "07:30")
    fever = rounds.take_reading(ward, ReadingTaken(Decimal("38.6"), who, taken_by="001", body_site="axillary"))
    care.tell_doctor(ward, fever, doctor="002")
    care.doctor_saw(ward, fever, result="虚构诊断")
    isolation.order_isolation(ward, IsolationOrder(who, "medical_isolation", "虚构病情", pathogen="influenza"))
    for window, at in (("am", "08:00"), ("pm", "17:30")):
        clock.now = wall(day, at)
        isolation.observe(ward, LineTold(who, "mood.calm", "food.all", "sleep.good", ("dry_cough",), f"{at}记"))
        isolation.note_rights(ward, who, (RightTold("reading" if window == "am" else "contact", True),))
    isolation.note_rights(ward, who, (RightTold("exercise", False, "虚构暴雨"),))
    clock.now = wall(day, "18:00")
    isolation.review_isolation(ward, ReviewMade(who, "head_review", goes_on=True, text="虚构意见"))
    isolation.end_isolation(ward, IsolationEnd(who, "虚构转院", "虚构转院"))
    told = [one for one in people.see_person(ward, who).story if one.kind in (StoryKind.ISOLATION, StoryKind.CARE)]
    assert [(one.kind is StoryKind.CARE, one.words.text, one.detail) for one in told] == [
        (False, "No more apart: Medical isolation", "虚构转院 · 虚构转院"),
        (False, "Review by the head: it goes on", "虚构意见"),
        (
            False,
            "Rights kept up: 2; not kept up: Exercise in the open",
            "虚构暴雨",
        ),
        (
            False,
            "Observed: Morning round calm, ate all, slept well, dry cough; "
            "Evening round calm, ate all, slept well, dry cough",
            "08:00记 · 17:30记",
        ),
        (False, "Set apart: Medical isolation, Droplet precautions", "虚构病情"),
        (True, "Care: seen by the doctor", MASKED),
        (True, "Care: doctor informed", ""),
    ]
    accounts.revoke_role(ward, ADMIN, Role.DOCTOR, "x")
    masked = [one.detail for one in people.see_person(ward, who).story if one.kind is StoryKind.ISOLATION]
    assert masked == [MASKED, MASKED, "虚构暴雨", "08:00记 · 17:30记", MASKED]
    mind = seat("mind", Role.PSYCHOLOGIST)
    seen = [one for one in people.see_person(mind, who).story if one.kind in (StoryKind.ISOLATION, StoryKind.CARE)]
    assert [(one.words.text.split(":")[0], one.detail) for one in seen] == [
        ("No more apart", MASKED),
        ("Set apart", MASKED),
    ]
