"""Those who come to a fictional facility: who was there at the opening, and the intakes of a day."""

from datetime import date, datetime, timedelta

from db.values import CellKind
from facility_app.acts.intake import Newcomer, PaperGiven
from facility_app.acts.rosters import RosterPerson
from facility_app.app.demo.grounds import TRANSITION_DAYS
from facility_app.app.demo.housing import Inmate, Spot, kind_for
from facility_app.app.demo.people import Invented
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import Step, StoryDay
from facility_app.app.demo.talking import say
from facility_app.core.facilityday import FacilityCalendar
from facility_app.services import intake, placing

_FROM, _HOURS = "10:05", 6
_ATTEMPTS = 100


def invite(scene: Scene, day: date, *, opening: bool = False) -> tuple[Invented, Spot, bool]:
    """Somebody for whom there is a bed, and whether it is one of a transition cell."""
    for _ in range(_ATTEMPTS):
        who = scene.people.held_on(day) if opening else scene.people.newcomer(day)
        home = kind_for(who)
        is_new = not opening and home is CellKind.ORDINARY
        first = scene.house.find(who, CellKind.TRANSITION) if is_new else None
        spot = first or scene.house.find(who, home)
        if spot is not None:
            return who, spot, first is not None
    raise RuntimeError("the house is full")


def move_in(scene: Scene, who: Invented, spot: Spot, settles_on: int = 0) -> Inmate:
    """Let somebody live in a bed from now on."""
    scene.house.take(who, spot)
    scene.came += 1
    one = Inmate(who, spot, scene.came, settles_on)
    scene.inmates.append(one)
    return one


def on_roster(who: Invented, spot: Spot, calendar: FacilityCalendar) -> RosterPerson:
    """Somebody who is there already, as a row of a roster."""
    kind, mark = who.ground.papers[0]
    at = StoryDay(calendar, who.admitted).at("10:00", who.serial * 37 % 20_000)
    return RosterPerson(
        number=who.number,
        name=who.name,
        sex=who.sex,
        category=who.ground.category,
        document_type=kind,
        document_number=paper_number(mark, who.admitted, who.serial),
        document_date=who.admitted,
        admitted_at=at,
        birth_date=who.born,
        identity_number=who.identity_number,
        ethnicity=who.ethnicity,
        case_number=who.case_number,
        case_cause=who.cause,
        case_unit=who.unit,
        deciding_body=who.unit,
        term_end=who.term_end,
        block=spot.block,
        cell=spot.cell,
        bed=spot.bed,
        key_person=who.is_key_person,
        remark="虚构人员",
    )


def paper_number(mark: str, day: date, serial: int) -> str:
    """The number of a document."""
    return f"{mark}〔{day.year}〕{serial:05}号"


def arrivals(scene: Scene, day: StoryDay, count: int) -> list[Step]:
    """The intakes of a day, each at its hour."""
    seconds = sorted(scene.chance.randrange(_HOURS * 3600) for _ in range(count))
    return [_arrival(scene, day, day.at(_FROM, one)) for one in seconds]


def _arrival(scene: Scene, day: StoryDay, at: datetime) -> Step:
    def come() -> None:
        who, spot, is_transition = invite(scene, day.day)
        settles_on = day.ordinal + TRANSITION_DAYS[scene.kind] if is_transition else 0
        intake.admit_person(scene.desk, _newcomer(who, at))
        reason = "新入所过渡" if is_transition else "新入所分配监室"
        placing.place_person(scene.desk, who.number, spot.cell, spot.block, bed=spot.bed, reason=reason)
        one = move_in(scene, who, spot, settles_on)
        say(scene, one, day, "first", at + timedelta(minutes=scene.chance.randint(60, 200)))
        scene.listener.came(at, one)

    return Step(at, come)


def _newcomer(who: Invented, at: datetime) -> Newcomer:
    papers = tuple(
        PaperGiven(kind, paper_number(mark, who.admitted, who.serial), who.unit, who.admitted, term_end=who.term_end)
        for kind, mark in who.ground.papers
    )
    return Newcomer(
        who.number,
        who.name,
        who.sex,
        papers,
        at,
        birth_date=who.born,
        identity_number=who.identity_number,
        ethnicity=who.ethnicity,
        case_number=who.case_number,
        case_cause=who.cause,
        case_unit=who.unit,
        is_key_person=who.is_key_person,
        remark="虚构人员",
    )


def settlings(scene: Scene, day: StoryDay) -> list[Step]:
    """The moves out of the transition cells, of those whose time there is over."""
    ready = [one for one in scene.inmates if one.settles_on and one.settles_on <= day.ordinal]
    return [_settling(scene, day, one, day.at("15:05", 97 * place)) for place, one in enumerate(ready[:60])]


def _settling(scene: Scene, day: StoryDay, one: Inmate, at: datetime) -> Step:
    def settle() -> None:
        spot = scene.house.find(one.who, kind_for(one.who)) if one in scene.inmates else None
        if spot is None:
            return
        placing.place_person(scene.desk, one.who.number, spot.cell, spot.block, bed=spot.bed, reason="过渡期满调整监室")
        scene.house.leave(one.spot)
        scene.house.take(one.who, spot)
        one.spot, one.settles_on = spot, 0
        say(scene, one, day, "cell_change", at + timedelta(minutes=scene.chance.randint(20, 180)))

    return Step(at, settle)
