"""The cells and the staff of a fictional facility."""

from decimal import Decimal
from math import ceil
from random import Random

from db.values import CellKind, FacilityKind, Sex
from facility_app.acts.rosters import RosterCell, RosterStaff
from facility_app.app.demo.grounds import TRANSITION_DAYS, coming_a_day
from facility_app.app.demo.names import fictional_name

WOMEN = 0.12
MINORS = 0.03
OFFICER, DOCTOR, LEADER = "管教民警", "医生", "副所长"
LEADERS = ("所长", LEADER)
_SERVING = 0.1
_BEDS = 12
_SPARE = 1.25
"""Beds for each person of the opening."""
_CELLS_OF_A_BLOCK = 8
_BLOCKS = "一二三四五六七八九"
_AREA = Decimal("52.00")
_OTHER_POSTS = (DOCTOR, "巡控民警", "监控民警", "大门岗")


def cells_for(kind: FacilityKind, people: int) -> list[RosterCell]:
    """Blocks of eight cells with room to spare; the last cells for women, minors, newcomers and isolation."""
    newcomers = coming_a_day(kind, people) * TRANSITION_DAYS[kind]
    plan: list[tuple[CellKind, Sex | None, bool | None]] = []
    plan += [(CellKind.ORDINARY, Sex.MALE, False)] * _cells(people * (1 - WOMEN - MINORS))
    if kind is FacilityKind.KANSHOUSUO:
        plan += [(CellKind.SERVING, Sex.MALE, False)] * _cells(people * _SERVING, least=1)
        plan += [(CellKind.SERVING, Sex.FEMALE, False)]
    plan += [(CellKind.ORDINARY, Sex.FEMALE, False)] * _cells(people * WOMEN)
    plan += [(CellKind.ORDINARY, Sex.MALE, True)] * _cells(people * MINORS * 1.5, least=1)
    plan += [(CellKind.TRANSITION, Sex.MALE, False)] * _cells(newcomers * (1 - WOMEN), least=1)
    plan += [(CellKind.TRANSITION, Sex.FEMALE, False)] * _cells(newcomers * WOMEN, least=1)
    plan += [(CellKind.ISOLATION, Sex.MALE, None)]
    return [
        RosterCell(_block(index), f"{index // _CELLS_OF_A_BLOCK + 1}{index % _CELLS_OF_A_BLOCK + 1:02}", of, _BEDS,
                   _AREA, sex, for_minors)
        for index, (of, sex, for_minors) in enumerate(plan)
    ]  # fmt: skip


def _cells(people: float, least: int = 2) -> int:
    return max(least, ceil(people * _SPARE / _BEDS))


def _block(index: int) -> str:
    number = index // _CELLS_OF_A_BLOCK + 1
    tens, ones = divmod(number, 10)
    words = ("" if tens < 2 else str(tens) if tens > len(_BLOCKS) else _BLOCKS[tens - 1]) + ("十" if tens else "")
    return f"{words}{_BLOCKS[ones - 1] if ones else ''}监区"


def staff_for(count: int, cells: list[RosterCell], chance: Random) -> list[RosterStaff]:
    """Leaders, officers who answer for cells, doctors, and the others on patrol and at the gate."""
    leaders = 2 if count < 20 else 4
    officers = max(2, min(count // 2, len(cells)))
    made = []
    for index in range(count):
        sex = Sex.FEMALE if index % 4 == 3 else Sex.MALE
        post = _post(index, leaders, officers)
        own = tuple(cell.cell for place, cell in enumerate(cells) if place % officers == index - leaders)
        made.append(RosterStaff(f"F{index + 1:05}", fictional_name(chance, sex), post, sex, cells=own))
    return made


def _post(index: int, leaders: int, officers: int) -> str:
    if index == 0:
        return LEADERS[0]
    if index < leaders:
        return LEADER
    if index < leaders + officers:
        return OFFICER
    return _OTHER_POSTS[(index - leaders - officers) % len(_OTHER_POSTS)]
