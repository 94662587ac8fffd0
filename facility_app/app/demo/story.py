"""The story of a fictional facility: opened on one day, then worked day after day, each of them closed."""

from datetime import datetime, timedelta
from random import Random

from db.values import FacilityKind
from facility_app.access import Desk
from facility_app.acts.rosters import TakenOver
from facility_app.app.demo.arriving import arrivals, invite, move_in, on_roster, settlings
from facility_app.app.demo.caring import caring
from facility_app.app.demo.housing import House
from facility_app.app.demo.keeping.book import Book
from facility_app.app.demo.keeping.premises import furnish
from facility_app.app.demo.keeping.routine import routine
from facility_app.app.demo.leaving import departures
from facility_app.app.demo.measuring import ENTERED, is_running, measure
from facility_app.app.demo.people import People
from facility_app.app.demo.rota import Rota
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.site import DOCTOR, cells_for, staff_for
from facility_app.app.demo.storytime import Step, StoryClock, StoryDay, play
from facility_app.app.demo.talking import ENTERED as TALKS_ENTERED
from facility_app.app.demo.talking import hold_talks
from facility_app.app.demo.ward import Ward
from facility_app.services import days, rosters

_ADDENDA = (
    "更正：昨日一名在押人员谈话时长应为15分钟，已核对纸质记录。",
    "补录：昨日夜间巡诊一人次，无发热，已处置。",
    "补录：昨日收到家属邮寄衣物一件，已登记入账。",
)
_EVERY_DAYS = 6
_UNTIL_CLOSED = timedelta(minutes=2)


def open_facility(
    desk: Desk, clock: StoryClock, kind: FacilityKind, people: int, staff: int, seed: int, day: StoryDay
) -> Scene:
    """Take over the cells, the staff and the people held of a facility that has just been founded."""
    cells = cells_for(kind, people)
    of_staff = staff_for(staff, cells, staff_chance(seed))
    chance = Random(f"{seed} story")  # noqa: S311 - a story, not a secret
    scene = Scene(
        kind,
        people,
        desk,
        clock,
        chance,
        People(kind, Random(f"{seed} people")),  # noqa: S311
        House(cells),
        Rota(of_staff, Random(f"{seed} rota")),  # noqa: S311
        Book(Random(f"{seed} registers")),  # noqa: S311
        Ward(next(one.number for one in of_staff if one.post == DOCTOR), Random(f"{seed} care")),  # noqa: S311
    )
    _accept(rosters.take_over_cells(desk, cells))
    _accept(rosters.take_over_staff(desk, of_staff))
    rows = []
    for _ in range(people):
        who, spot, _ = invite(scene, day.day, opening=True)
        move_in(scene, who, spot)
        rows.append(on_roster(who, spot, day.calendar))
    _accept(rosters.take_over_people(desk, rows, opening_day=day.day))
    furnish(scene, day)
    return scene


def _accept(taken: TakenOver) -> None:
    """Let a roster pass; that a row cannot be taken is a fault of the story."""
    for one in taken.errors:
        raise RuntimeError(f"{one.field}: {one.words.text}")


def staff_chance(seed: int) -> Random:
    """By which the staff get their names."""
    return Random(f"{seed} staff")  # noqa: S311 - a story, not a secret


def live(scene: Scene, day: StoryDay, *, least_intakes: int = 0) -> None:
    """Work one day, and close it once it is over."""
    play(scene.clock, [*_steps(scene, day, least_intakes), Step(day.ends + _UNTIL_CLOSED, lambda: _close(scene, day))])


def live_so_far(scene: Scene, day: StoryDay, now: datetime) -> None:
    """Work the day that is running, as far as it has come; a round is left where it is being made."""
    steps = [one for one in _steps(scene, day) if one.at <= now]
    running = [window for window, entered in ENTERED.items() if is_running(day, window, now) and now < day.at(entered)]
    steps += [Step(now, lambda window=window: measure(scene, day, window, until=now)) for window in running]  # type: ignore[misc]
    if now < day.at(TALKS_ENTERED):
        steps.append(Step(now, lambda: hold_talks(scene, day, until=now)))
    play(scene.clock, steps)


def _steps(scene: Scene, day: StoryDay, least_intakes: int = 0) -> list[Step]:
    """What happens on a day, but for its closing."""
    leaving = departures(scene, day)
    count = max(least_intakes, _intakes(scene, len(leaving)))
    steps = [
        Step(day.at(ENTERED["am"]), lambda: measure(scene, day, "am")),
        *leaving,
        *arrivals(scene, day, count),
        *settlings(scene, day),
        Step(day.at(ENTERED["pm"]), lambda: measure(scene, day, "pm")),
        Step(day.at(TALKS_ENTERED), lambda: hold_talks(scene, day)),
        *routine(scene, day),
        *caring(scene, day),
    ]
    if day.ordinal % _EVERY_DAYS == 0:
        steps.append(Step(day.at("09:05"), lambda: _add_addendum(scene, day)))
    return steps


def _intakes(scene: Scene, leaving: int) -> int:
    """So many come that about as many are held as were at the opening."""
    lacking = scene.wanted - len(scene.inmates) + leaving
    return max(0, round(lacking * 0.6) + scene.chance.choice((-1, 0, 0, 1)))


def _close(scene: Scene, day: StoryDay) -> None:
    made = days.close_day(scene.desk, day.day)
    scene.listener.closed(scene.clock(), made.figures)


def _add_addendum(scene: Scene, day: StoryDay) -> None:
    """Add to the day before, where it is one of the story."""
    before = day.day - timedelta(days=1)
    if days.last_closed_day(scene.desk) is not None:
        days.add_addendum(scene.desk, before, scene.chance.choice(_ADDENDA))
