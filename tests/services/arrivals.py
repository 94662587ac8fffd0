"""Cells and invented people for tests, by public services."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from stdnum.cn import ric

from db.values import CellKind, Sex
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.acts.intake import Newcomer, PaperGiven
from facility_app.core.identity import FICTIONAL_REGION
from facility_app.facts.facility import facility_facts
from facility_app.services import cells, intake

BLOCK = "一监区"


def today(desk: Desk) -> date:
    """The facility's day."""
    with desk.store.reading() as session:
        return facility_facts(session).calendar.day_of(desk.store.clock())


def years_ago(day: date, years: int) -> date:
    """The birth date of somebody who has turned so old before a day."""
    return date(day.year - years - 1, 12, 31)


def identity_number(born: date, serial: int, sex: Sex) -> str:
    """A number with a right check digit, of a region that does not exist."""
    body = f"{FICTIONAL_REGION}{born:%Y%m%d}{2 * serial + (sex is Sex.MALE):03}"
    return body + ric.calc_check_digit(body + "0")


def add_cell(desk: Desk, code: str, capacity: int = 4, block: str = BLOCK, **more: Any) -> None:
    cells.add_cell(desk, NewCell(block, code, CellKind.ORDINARY, capacity, **more))


def warrant(day: date, **changes: Any) -> PaperGiven:
    return replace(PaperGiven("detention_certificate", "测拘字〔2026〕1号", "测试市公安局", day), **changes)


def newcomer(desk: Desk, number: str, **changes: Any) -> Newcomer:
    """Somebody at the gate with a warrant of yesterday."""
    day = today(desk) - timedelta(days=1)
    person = Newcomer(
        number,
        f"虚构{number}",
        Sex.MALE,
        (warrant(day),),
        desk.store.clock(),
        years_ago(day, 30),
        identity_unverified=True,
    )
    return replace(person, **changes)


def admit(desk: Desk, number: str, **changes: Any) -> None:
    intake.admit_person(desk, newcomer(desk, number, **changes))
