"""Those who leave a fictional facility, and those whose stage of the case changes."""

from dataclasses import replace
from datetime import datetime, timedelta

from facility_app.acts.intake import PaperGiven
from facility_app.acts.releases import Leaving
from facility_app.app.demo.arriving import paper_number
from facility_app.app.demo.grounds import GROUNDS, Ground, Way
from facility_app.app.demo.housing import Inmate
from facility_app.app.demo.people import Invented
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import Step, StoryDay
from facility_app.app.demo.talking import say
from facility_app.rules.release import CheckMark
from facility_app.services import intake, releases

_FROM = "09:40"
_HOURS = 5
_CHECKS = (
    "release.other_orders",
    "release.talk",
    "release.exit_interview",
    "release.body_check",
    "release.medical_summary",
    "release.property",
    "release.money",
    "release.search",
    "release.clothing",
    "release.information",
    "release.health_summary",
    "release.notices",
)
_LAST_CHECK = "release.archive"
_LEFT_OPEN = 0.015
_PICKED_UP_BY = ("亲属（虚构）", "亲属（虚构）", "社区工作人员（虚构）")


def departures(scene: Scene, day: StoryDay) -> list[Step]:
    """Everything that falls due today: releases, and the next stage of the case."""
    due = [one for one in scene.inmates if one.who.leaves_on <= day.day]
    pause = _HOURS * 3600 // max(1, len(due))
    return [_due(scene, day, one, day.at(_FROM, place * pause)) for place, one in enumerate(due)]


def _due(scene: Scene, day: StoryDay, one: Inmate, at: datetime) -> Step:
    next_ground = _next_ground(scene, one.who.ground)
    if next_ground is not None:
        return Step(at, lambda: _change_stage(scene, day, one, next_ground, at))
    return Step(at, lambda: _leave(scene, day, one, at))


def _next_ground(scene: Scene, ground: Ground) -> Ground | None:
    if ground.becomes is None:
        return None
    category, share = ground.becomes
    return next(one for one in GROUNDS[scene.kind] if one.category == category) if scene.happens(share) else None


def _change_stage(scene: Scene, day: StoryDay, one: Inmate, ground: Ground, at: datetime) -> None:
    papers = tuple(_paper(one.who, kind, mark, day) for kind, mark in ground.papers)
    for paper in papers:
        intake.add_document(scene.desk, one.who.number, paper)
    stay = timedelta(days=scene.chance.randint(*ground.days))
    one.who = replace(one.who, ground=ground, leaves_on=day.day + stay)
    scene.house.take(one.who, one.spot)
    say(scene, one, day, "stage_changed", at + timedelta(minutes=scene.chance.randint(15, 240)))


def _leave(scene: Scene, day: StoryDay, one: Inmate, at: datetime) -> None:
    way = _way(scene, one.who)
    say(scene, one, day, "before_leaving", at - timedelta(minutes=scene.chance.randint(12, 35)))
    marks = []
    for item in _CHECKS:
        if not scene.happens(_LEFT_OPEN):
            marks.append(CheckMark(item, is_done=True))
        elif scene.happens(0.5):
            marks.append(CheckMark(item, is_done=False, reason="材料在途，次日补办"))
    releases.mark_checks(scene.desk, one.who.number, marks)
    leaders, officers = scene.rota.leaders(day), scene.rota.officers(day)
    releases.release_person(
        scene.desk,
        Leaving(
            one.who.number,
            way.exit,
            tuple(_paper(one.who, kind, mark, day) for kind, mark in way.papers),
            checked_by=leaders[one.place % len(leaders)],
            also_checked_by=officers[one.place % len(officers)],
            picked_up_by=way.escort or scene.chance.choice(_PICKED_UP_BY),
            certificate_number=paper_number("虚拟离所证字", day.day, one.who.serial),
        ),
    )
    releases.mark_check(scene.desk, one.who.number, _LAST_CHECK, is_done=True)
    scene.house.leave(one.spot)
    scene.inmates.remove(one)
    scene.listener.left(at, one, way.exit)


def _way(scene: Scene, who: Invented) -> Way:
    """By the end of the printed term, else on papers."""
    if who.term_end is not None and not who.early:
        return Way(who.ground.term_exit)
    return scene.chance.choice(who.ground.ways)


def _paper(who: Invented, kind: str, mark: str, day: StoryDay) -> PaperGiven:
    return PaperGiven(kind, paper_number(mark, day.day, who.serial), who.unit, day.day)
