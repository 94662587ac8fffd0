"""A fictional facility day to close, print and check; nobody in it exists."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from db.tables import Bed, Cell, Custody, Facility, Person, Placement
from db.tables import Document as DocumentRow
from db.types import new_id
from db.values import CellKind, Sex
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.acts.intake import Newcomer, PaperGiven
from facility_app.acts.releases import Judged, Leaving, PaperNamed
from facility_app.services import cells, intake, releases, staff
from tests.conftest import Clock

SHANGHAI = ZoneInfo("Asia/Shanghai")
RARE = "䶮㛃𬍛"
OFFICERS = ("001", "002")


def wall(day: date, clock: str) -> datetime:
    """What the facility's clock shows on a day, as an instant."""
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI).astimezone(UTC)


def next_monday(clock: Clock) -> date:
    """Set the clock to 06:00 of the next Monday: fixed, and yet ahead of a Postgres server's own clock."""
    today = clock.now.astimezone(SHANGHAI).date()
    day = today + timedelta(days=7 - today.weekday())
    clock.now = wall(day, "06:00")
    return day


def first_day(request: pytest.FixtureRequest, clock: Clock) -> date:
    """As `next_monday`; but today where accounts are given out, since a server counts the hours of codes itself."""
    if "seat" in request.fixturenames:
        return clock.now.astimezone(SHANGHAI).date()
    return next_monday(clock)


def open_on(desk: Desk, day: date) -> None:
    """Make a day the first one that the program keeps, whatever the day of the founding."""
    with desk.act("seed") as work:
        facility = work.first(select(Facility))
        assert facility is not None
        facility.opened_on = day
        work.session.flush()


def officers(desk: Desk) -> None:
    staff.add_staff(desk, "001", "虚构民警一", "管教")
    staff.add_staff(desk, "002", "虚构医生二", "医生")


def number(place: int) -> str:
    return f"K{place:05d}"


def opening_people(desk: Desk, day: date, count: int, *, term_ends: dict[int, date] | None = None) -> None:
    """People who were held before the program's first day, ten to a cell, every tenth a woman, in cells of their own.

    Args:
        term_ends: the last day of the printed term by place; such a person is held on a judgment.
    """
    term_ends = term_ends or {}
    admitted_at = wall(day - timedelta(days=40), "10:00")
    women = [place for place in range(count) if place % 10 == 9]
    men = [place for place in range(count) if place % 10 != 9]
    for block, places, sex in (("一监区", men, Sex.MALE), ("二监区", women, Sex.FEMALE)):
        for first in range(0, len(places), 10):
            cells.add_cell(desk, NewCell(block, f"{101 + first // 10}", CellKind.ORDINARY, 12, sex=sex))
    with desk.act("seed") as work:
        rows = work.session.execute(
            select(Cell.sex, Bed.id)
            .join(Bed, Bed.cell_id == Cell.id)
            .where(Bed.number <= 10)
            .order_by(Cell.code, Bed.number)
        ).all()
        beds = {sex: iter([bed for of, bed in rows if of is sex]) for sex in Sex}
        people = [_person(place, Sex.FEMALE if place % 10 == 9 else Sex.MALE) for place in range(count)]
        custodies, papers, placements = [], [], []
        for place, person in enumerate(people):
            end = term_ends.get(place)
            paper = DocumentRow(
                person_id=person.id,
                custody_id=new_id(),
                type="judgment" if end else "detention_certificate",
                number=f"虚构文{place}",
                issued_by="虚构公安局",
                issued_on=day - timedelta(days=40),
                term_end=end,
            )
            papers.append(paper)
            custodies.append(_custody(place, person, paper, admitted_at))
            placements.append(_placement(paper.custody_id, next(beds[person.sex]), admitted_at))
        for batch in (people, papers, custodies, placements):
            work.add_many(batch)


def _person(place: int, sex: Sex) -> Person:
    name = f"虚构{RARE[place % 3]}{place}"
    birth = date(2010 if place % 20 == 9 else 1985, 5, 4)
    return Person(
        name=name, alias=None, pinyin="x", initials="x", sex=sex, birth_date=birth, identity_number=None,
        other_document=None, identity_unverified=True, ethnicity=None, language=None, diet=None,
    )  # fmt: skip


def _custody(place: int, person: Person, paper: DocumentRow, admitted_at: datetime) -> Custody:
    return Custody(
        id=paper.custody_id, person_id=person.id, number=number(place), document_id=paper.id,
        admission="serving_ground" if paper.term_end else "criminal_detention_ground", admitted_at=admitted_at,
        ended_at=None, is_opening=True, case_number=None, case_cause=None, case_unit=None, term_end=paper.term_end,
        is_key_person=place == 0, remark=None,
    )  # fmt: skip


def _placement(custody_id: object, bed_id: object, at: datetime) -> Placement:
    return Placement(
        custody_id=custody_id, bed_id=bed_id, from_at=at, until_at=None, reason="启用前在押", findings=None,
        override_reason=None,
    )  # fmt: skip


def admit(desk: Desk, clock: Clock, of: str, name: str, sex: Sex = Sex.MALE) -> None:
    paper = PaperGiven("detention_certificate", f"虚构拘字{of}", "虚构公安局", clock.now.astimezone(SHANGHAI).date())
    intake.admit_person(
        desk,
        Newcomer(
            of,
            name,
            sex,
            (paper,),
            clock.now,
            identity_unverified=True,
            birth_date=date(1990, 1, 2),
            case_cause="虚构案由",
            case_unit="虚构办案单位",
        ),
    )


def release_notice(of: str, day: date) -> PaperGiven:
    return PaperGiven("release_notice", f"虚构释字{of}", "虚构公安局", day)


def let_go(
    desk: Desk, of: str, *papers: PaperNamed | PaperGiven, exit_id: str = "released", by: Sequence[str] = OFFICERS
) -> Judged:
    return releases.release_person(desk, Leaving(of, exit_id, papers, by[0], by[1]))
