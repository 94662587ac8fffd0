"""The fictional facility: believable, the same again for the same seed, and sound in every respect."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.location import Location, PostgresDatabase, SqliteFile
from db.values import FacilityKind, Invalid, Refused, Sex, utc_now
from facility_app.access import Desk
from facility_app.acts.days import ClosedFigures
from facility_app.acts.rosters import RosterPerson
from facility_app.app.demo.accounts import ADMIN, PASSWORD
from facility_app.app.demo.making import DemoMade, make_demo
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.story import live
from facility_app.app.demo.storytime import StoryDay
from facility_app.app.demo.telling import Listener
from facility_app.app.demo.wish import DemoWish
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.app.places import demo_logins
from facility_app.core.sexes import is_minor
from facility_app.facts.ledger_prints import PrintState
from facility_app.reports.facts import read_pages
from facility_app.reports.ledger import ledger_document
from facility_app.reports.ledger_print import check_ledger, print_ledger
from facility_app.rules.findings import Severity
from facility_app.rules.rechecks import FeverState
from facility_app.services import exports, journal, ledgers, placing, rounds, talks
from tests.reports.reading import squeezed

UNTIL = date(2024, 3, 17)
"""A Sunday: the week's talks are complete."""
NOW = datetime(2024, 3, 18, 4, tzinfo=UTC)
DAYS = 4
WISH = DemoWish(FacilityKind.KANSHOUSUO, 40, 12, DAYS, seed=7, until=UNTIL)
SMALL = replace(WISH, people=14, staff=6, days=2)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999: weights of the first seventeen digits; the remainder by 11 stands for the check digit below."""
_CHECKS = "10X98765432"


class Hearing(Listener):
    def __init__(self) -> None:
        self.figures: list[ClosedFigures] = []

    def closed(self, at: datetime, figures: ClosedFigures) -> None:
        self.figures.append(figures)


@dataclass
class Watched:
    """A fictional facility, and who was held at the end of each of its days, as the export says."""

    place: Location
    machine: Machine
    made: DemoMade
    heard: Hearing
    held: dict[date, set[str]]
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = log_in(self.place, ADMIN, PASSWORD, self.machine)

    def people(self) -> tuple[RosterPerson, ...]:
        return exports.export_people_in_full(self.desk, "对照")


def watch(place: Location, state: Path, wish: DemoWish) -> Watched:
    # a Postgres server counts the hours of one-time codes by its own clock
    machine = Machine(utc_now if isinstance(place, PostgresDatabase) else lambda: NOW, "desk-1", state)
    heard = Hearing()
    held: dict[date, set[str]] = {}

    def look(scene: Scene, day: StoryDay) -> None:
        if not held:
            held[day.day - timedelta(days=1)] = {one.number for one in exports.export_people(scene.desk)}
        scene.listener = heard
        live(scene, day)
        held[day.day] = {one.number for one in exports.export_people(scene.desk)}

    return Watched(place, machine, make_demo(place, wish, machine, living=look), heard, held)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("demo")
    found = watch(SqliteFile(folder / "demo.db"), folder, WISH)
    yield found
    found.desk.store.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("small")
    found = watch(SqliteFile(folder / "demo.db"), folder, SMALL)
    yield found
    found.desk.store.close()


def test_facility_is_as_large_as_was_wished_and_marked_fictional(watched: Watched, tmp_path: Path) -> None:
    staff = exports.export_staff(watched.desk)
    assert (len(watched.held[UNTIL - timedelta(days=DAYS)]), len(staff)) == (WISH.people, WISH.staff)
    made = print_ledger(watched.desk, UNTIL, tmp_path / "ledger.pdf")
    pages = list(read_pages(made.path))
    assert pages
    assert all("虚构数据" in squeezed(page) for page in pages)


def test_each_day_is_closed_and_yesterday_and_in_and_out_make_today(watched: Watched) -> None:
    counted = []
    for back in range(DAYS - 1, -1, -1):
        day = UNTIL - timedelta(days=back)
        before, after = watched.held[day - timedelta(days=1)], watched.held[day]
        counted.append((day, len(before), len(after - before), len(before - after), len(after)))
    told = [(one.day, one.opening, one.intake, one.exits, one.closing) for one in watched.heard.figures]
    assert told == counted
    assert sum(intake for _, _, intake, _, _ in counted) > 0
    assert sum(exits for _, _, _, exits, _ in counted) > 0


def test_journal_and_the_ledger_of_each_day_verify(watched: Watched, tmp_path: Path) -> None:
    assert journal.verify_journal(watched.desk).ok
    for back in range(DAYS):
        made = print_ledger(watched.desk, UNTIL - timedelta(days=back), tmp_path / f"{back}.pdf")
        assert made.facts.is_as_closed
        assert check_ledger(watched.desk, made.path).state is PrintState.GENUINE


def test_everybody_has_one_bed_and_nothing_stands_against_it(watched: Watched) -> None:
    people = watched.people()
    assert len({(one.block, one.cell, one.bed) for one in people}) == len(people)
    for one in people:
        assert one.cell is not None
        found = placing.check_placement(watched.desk, one.number, one.cell, one.block).findings
        assert [finding for finding in found if finding.severity is Severity.HARD] == []


def test_no_cell_holds_men_and_women_or_minors_and_adults_or_one_case_twice(watched: Watched) -> None:
    cells: dict[object, list[RosterPerson]] = {}
    for one in watched.people():
        cells.setdefault((one.block, one.cell), []).append(one)
    for living in cells.values():
        assert len({one.sex for one in living}) == 1
        assert len({is_minor(one.birth_date or UNTIL, UNTIL) for one in living}) == 1
        assert len({one.case_number for one in living}) == len(living)


def test_identity_numbers_are_valid_unique_and_of_nobody(watched: Watched) -> None:
    people = watched.people()
    numbers = [one.identity_number or "" for one in people]
    assert len(set(numbers)) == len(numbers)
    for one, number in zip(people, numbers, strict=True):
        total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
        assert number[17] == _CHECKS[total % 11]
        assert number[:6] == "999999"
        assert one.birth_date is not None
        assert number[6:14] == f"{one.birth_date:%Y%m%d}"
        assert int(number[16]) % 2 == (one.sex is Sex.MALE)


def test_everybody_is_measured_twice_a_day_or_somebody_says_why_not(watched: Watched) -> None:
    fevers = 0
    for back in range(DAYS):
        for window in ("am", "pm"):
            found = rounds.round_coverage(watched.desk, UNTIL - timedelta(days=back), window)
            assert found.people.expected >= WISH.people // 2
            assert [one for one in (*found.people.missing, *found.staff.missing) if one.reason is None] == []
            assert found.people.measured + len(found.people.missing) == found.people.expected
            assert found.staff.measured + len(found.staff.excused) == WISH.staff
            undecided = [one.state for one in found.abnormal if one.verdict.decided_by is None]
            assert set(undecided) <= {FeverState.IN_CARE}  # of whom the doctor knows already
            fevers += len(found.abnormal)
    assert fevers


def test_newcomers_have_their_first_talk_in_time_and_most_have_their_weeks(watched: Watched) -> None:
    quotas = talks.talk_quotas(watched.desk, UNTIL)
    assert quotas.first_talks
    assert quotas.overdue_first_talks == ()
    officers = next(one for one in quotas.quotas if one.quota.id == "talks.officer_weekly")
    assert officers.all.fulfilled >= 0.9 * officers.all.people


def test_accounts_log_in_with_the_password_that_was_told(watched: Watched) -> None:
    roles = {}
    for one in watched.made.accounts:
        desk = log_in(watched.place, one.login, one.password, watched.machine)
        rounds_of = rounds.round_coverage(desk, UNTIL, "am")
        desk.store.close()
        assert rounds_of.people.expected
        roles[one.login] = {role.value for role in one.roles}
    assert roles["admin"] == {"head", "records", "administrator"}
    assert (roles["shift"], roles["officer"], roles["doctor"]) == ({"shift_lead"}, {"officer"}, {"doctor"})


def test_accounts_lie_beside_the_store_for_the_page_on_which_one_logs_in(watched: Watched) -> None:
    logins = demo_logins(watched.place)
    assert logins is not None
    told = [(one.login, one.name, one.roles, logins.password) for one in logins.accounts]
    assert told == [(one.login, one.name, one.roles, one.password) for one in watched.made.accounts]
    assert isinstance(watched.place, SqliteFile)
    (beside,) = watched.place.path.parent.glob("*.demo.json")
    assert beside.stat().st_mode & 0o077 == 0


def test_store_that_is_there_is_never_overwritten(watched: Watched) -> None:
    with pytest.raises(Refused) as refused:
        make_demo(watched.place, WISH, watched.machine)
    assert refused.value.field == "db"


def test_same_seed_makes_the_same_facility_on_either_engine(small: Watched, place: Location, tmp_path: Path) -> None:
    again = watch(place, tmp_path, SMALL)
    first, last = small.made.first, small.made.last
    assert again.people() == small.people()
    assert exports.export_staff(again.desk) == exports.export_staff(small.desk)
    assert exports.export_readings(again.desk, first, last) == exports.export_readings(small.desk, first, last)
    assert exports.export_talks(again.desk, first, last) == exports.export_talks(small.desk, first, last)
    for day in (first, last):
        documents = [ledger_document(ledgers.ledger_facts(one.desk, day)) for one in (small, again)]
        assert documents[0] == documents[1]
    assert journal.verify_journal(again.desk).ok
    again.desk.store.close()


def test_another_seed_makes_other_people_and_figures(small: Watched, tmp_path: Path) -> None:
    other = watch(SqliteFile(tmp_path / "other.db"), tmp_path, replace(SMALL, seed=8))
    assert {one.name for one in other.people()} != {one.name for one in small.people()}
    days = (small.made.first, small.made.last)
    assert exports.export_readings(other.desk, *days) != exports.export_readings(small.desk, *days)
    other.desk.store.close()


@pytest.mark.parametrize(
    ("kind", "documents"),
    [
        (FacilityKind.JULIUSUO, {"penalty_decision", "court_detention_decision"}),
        (FacilityKind.JIEDUSUO, {"rehabilitation_decision"}),
    ],
)
def test_other_kinds_hold_people_on_their_own_grounds(tmp_path: Path, kind: FacilityKind, documents: set[str]) -> None:
    found = watch(SqliteFile(tmp_path / "demo.db"), tmp_path, replace(SMALL, kind=kind, people=30))
    people = found.people()
    assert {one.document_type for one in people} <= documents
    assert all(one.term_end is not None and one.term_end > UNTIL for one in people)
    for one in people:
        verdict = placing.check_placement(found.desk, one.number, one.cell or "", one.block)
        assert verdict.is_allowed
    assert journal.verify_journal(found.desk).ok
    assert [one.day for one in found.heard.figures] == [UNTIL - timedelta(days=1), UNTIL]
    found.desk.store.close()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"people": 0}, "people"),
        ({"people": -3}, "people"),
        ({"people": 1_000_000}, "people"),
        ({"staff": 0}, "staff"),
        ({"staff": 5}, "staff"),
        ({"people": 500, "staff": 9}, "staff"),
        ({"days": 0}, "days"),
        ({"days": 100_000}, "days"),
        ({"until": date(2024, 3, 18)}, "until"),
        ({"until": date(2030, 1, 1)}, "until"),
        ({"until": date(1, 1, 2)}, "until"),
    ],
)
def test_figure_that_cannot_be_is_refused_by_its_name(
    tmp_path: Path, changes: dict[str, int | date], named: str
) -> None:
    place = SqliteFile(tmp_path / "demo.db")
    with pytest.raises(Invalid) as refused:
        make_demo(place, replace(WISH, **changes), Machine(lambda: NOW, "desk-1", tmp_path))  # type: ignore[arg-type]
    assert refused.value.field == named
    assert not place.path.exists()


def test_history_ends_yesterday_where_no_last_day_is_given(tmp_path: Path) -> None:
    wish = replace(SMALL, until=None, days=1)
    made = make_demo(SqliteFile(tmp_path / "demo.db"), wish, Machine(lambda: NOW, "desk-1", tmp_path))
    assert (made.first, made.last) == (UNTIL, UNTIL)


@pytest.mark.parametrize(("clock", "how_far"), [("06:50", "nobody"), ("08:00", "some"), ("12:00", "all")])
def test_today_is_worked_as_far_as_it_has_come(tmp_path: Path, clock: str, how_far: str) -> None:
    """The officers of a round begin one after the other from 07:05 on; the last one is done by 09:25."""
    today = UNTIL + timedelta(days=1)
    now = datetime.combine(today, time.fromisoformat(clock), ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    place, machine = SqliteFile(tmp_path / "demo.db"), Machine(lambda: now, "desk-1", tmp_path)
    made = make_demo(place, replace(SMALL, until=None, days=1, today=True), machine)
    desk = log_in(place, ADMIN, PASSWORD, machine)
    try:
        people = rounds.round_coverage(desk, today, "am").people
        found = "nobody" if not people.measured else "some" if people.unexplained else "all"
        assert found == how_far
        assert all(one.reading.at <= now for one in rounds.round_coverage(desk, today, "am").lines)
        assert made.last == UNTIL
    finally:
        desk.store.close()
