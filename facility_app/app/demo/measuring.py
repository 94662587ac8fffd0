"""The temperature rounds of a fictional day: everybody held, and the staff on duty."""

from datetime import datetime, timedelta
from decimal import Decimal

from db.values import FacilityKind
from facility_app.acts.absences import AbsenceTold
from facility_app.acts.rounds import BulkResult, ReadingTaken
from facility_app.app.demo.housing import Inmate
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import StoryDay
from facility_app.services import rounds

_STARTS = {"am": "07:05", "pm": "17:05"}
ENTERED = {"am": "09:25", "pm": "19:25"}
"""When a round is entered: the rechecks are made by then."""
_MOST_SECONDS = 95 * 60
_SECONDS = 24
"""From one person to the next."""
_FEVER = 0.001
_CONFIRMED = 0.55
_SIGN = 0.004
_AWAY = 0.004
_DEGREES = Decimal("0.1")
_REASONS = {
    FacilityKind.KANSHOUSUO: ("interrogation", "court", "court", "medical_visit"),
    FacilityKind.JULIUSUO: ("medical_visit", "temporary_exit"),
    FacilityKind.JIEDUSUO: ("medical_visit",),
}
_PLAIN_SIGNS = ("poor_sleep", "abdominal_pain", "itching")
_FEVER_SIGNS = ("dry_cough", "sore_throat", "headache", "fatigue")
_SECOND_DEVICE = "T-复-1"


def is_running(day: StoryDay, window: str, now: datetime) -> bool:
    """Whether a round is being made."""
    return day.at(_STARTS[window]) < now


def measure(scene: Scene, day: StoryDay, window: str, until: datetime | None = None) -> None:
    """Take a round, and say why the others were not measured; `until`: the part of it that is made by then."""
    away = {one.who.number: one for one in scene.inmates if scene.happens(_AWAY)}
    present = [one for one in scene.inmates if one.who.number not in away]
    taken = [*_people(scene, day, window, present), *_staff(scene, day, window)]
    if until is not None:
        accept(rounds.take_readings(scene.desk, [one for one in taken if one.taken_at and one.taken_at <= until]))
        return
    accept(rounds.take_readings(scene.desk, taken))
    reasons = [AbsenceTold(scene.chance.choice(_REASONS[scene.kind]), number) for number in away]
    reasons += [AbsenceTold(reason, staff_number=number) for number, reason in scene.rota.away(day).items()]
    rounds.note_absences(scene.desk, day.day, window, reasons)
    scene.listener.measured(scene.clock(), day, window)


def accept(result: BulkResult) -> None:
    """Let a bulk of entries pass; that anything is wrong with one of them is a fault of the story."""
    if result.problems:
        raise result.problems[0].error


def _people(scene: Scene, day: StoryDay, window: str, present: list[Inmate]) -> list[ReadingTaken]:
    by_officer: dict[str, list[Inmate]] = {}
    for one in sorted(present, key=lambda one: (one.spot.cell, one.spot.bed)):
        by_officer.setdefault(scene.rota.officer_of(one.spot.cell, day), []).append(one)
    fevered = {one.who.number for one in present if one.ill or scene.happens(_FEVER)}
    if window == "am" and not fevered and present:
        fevered.add(scene.chance.choice(present).who.number)
    taken = []
    for order, (officer, measured) in enumerate(by_officer.items()):
        pace = min(_SECONDS, _MOST_SECONDS // len(measured))
        begins = (_MOST_SECONDS - pace * len(measured)) * order // len(by_officer)
        for place, one in enumerate(measured):
            at = day.at(_STARTS[window], begins + place * pace + scene.chance.randrange(max(1, pace)))
            taken.extend(_readings(scene, one, at, officer, window, has_fever=one.who.number in fevered))
    return taken


def _readings(
    scene: Scene, one: Inmate, at: datetime, officer: str, window: str, *, has_fever: bool
) -> list[ReadingTaken]:
    device = f"T-{officer[-3:]}"
    if has_fever:
        return _fever(scene, one, at, officer, device)
    signs = (scene.chance.choice(_PLAIN_SIGNS),) if scene.happens(_SIGN) else ()
    usual = Decimal(362 + one.who.serial * 7 % 6 + (window == "pm")) * _DEGREES
    celsius = usual + scene.chance.choice((-1, 0, 0, 0, 1, 1)) * _DEGREES
    return [ReadingTaken(celsius, one.who.number, taken_at=at, device=device, taken_by=officer, symptoms=signs)]


def _fever(scene: Scene, one: Inmate, at: datetime, officer: str, device: str) -> list[ReadingTaken]:
    """A fever and its recheck, by another device, after the rest; a confirmed one lasts for some rounds."""
    chance = scene.chance
    first = Decimal(chance.choice((373, 374, 374, 375, 376, 378, 381, 385))) * _DEGREES
    is_confirmed = one.ill > 0 or scene.happens(_CONFIRMED)
    second = first + Decimal(chance.choice((-1, 0, 1, 2))) * _DEGREES
    second = max(second, Decimal("37.3")) if is_confirmed else Decimal(chance.randint(365, 371)) * _DEGREES
    if is_confirmed:
        one.ill = one.ill - 1 if one.ill else chance.randint(1, 3)
    scene.listener.fever(one, first, second)
    again = at + timedelta(minutes=15, seconds=chance.randrange(30, 14 * 60))
    signs = tuple(chance.sample(_FEVER_SIGNS, 2)) if is_confirmed else ()
    return [
        ReadingTaken(first, one.who.number, taken_at=at, device=device, taken_by=officer, symptoms=signs),
        ReadingTaken(second, one.who.number, taken_at=again, device=_SECOND_DEVICE, taken_by=officer),
    ]


def _staff(scene: Scene, day: StoryDay, window: str) -> list[ReadingTaken]:
    doctor = scene.rota.doctors(day)[0]
    return [
        ReadingTaken(
            Decimal(scene.chance.randint(361, 368)) * _DEGREES,
            staff_number=number,
            taken_at=day.at(_STARTS[window], 20 * place + scene.chance.randrange(20)),
            body_site="forehead",
            device="T-岗-1",
            taken_by=doctor,
        )
        for place, number in enumerate(scene.rota.on_duty(day))
    ]
