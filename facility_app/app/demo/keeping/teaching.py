"""The lessons of a fictional facility: two a week in each block, and a broadcast for everybody on Sundays."""

from db.values import FacilityKind
from facility_app.app.demo.housing import Inmate
from facility_app.app.demo.keeping.writing import Row, write
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import StoryDay

_STARTS = "08:32"
_LESSON, _BROADCAST = 60, 30
_ABSENT = 0.012
_REASONS = ("就医", "身体不适卧床", "律师会见", "提讯")
_LESSONS = (
    ("law", "诉讼权利与义务讲解", "lecture"),
    ("moral", "遵纪守法与公民道德", "lecture"),
    ("mind", "情绪调节与压力应对", "discussion"),
    ("health", "春季呼吸道传染病预防", "video"),
    ("affairs", "时事新闻", "video"),
    ("culture", "经典诵读", "activity"),
)
_OF_REHABILITATION = (("rehab", "毒品危害与戒断康复", "lecture"), ("skill", "手工技能练习", "activity"))


def teach(scene: Scene, day: StoryDay) -> None:
    """Enter the lessons of a day."""
    lessons = _LESSONS + (_OF_REHABILITATION if scene.kind is FacilityKind.JIEDUSUO else ())
    if day.weekday == 6:
        topic, title, _ = scene.book.chance.choice(lessons)
        write(scene, "lesson", [_lesson(scene, day, None, scene.inmates, (topic, title, "broadcast"), _BROADCAST)])
        return
    blocks: dict[str, list[Inmate]] = {}
    for one in scene.inmates:
        blocks.setdefault(one.spot.block, []).append(one)
    names = scene.house.blocks
    rows = [
        _lesson(scene, day, block, blocks[block], scene.book.chance.choice(lessons), _LESSON)
        for place, block in enumerate(names)
        if place % 3 == day.weekday % 3 and block in blocks
    ]
    write(scene, "lesson", rows)


def _lesson(
    scene: Scene, day: StoryDay, block: str | None, living: list[Inmate], lesson: tuple[str, str, str], minutes: int
) -> Row:
    book = scene.book
    topic, title, way = lesson
    absent = [one.who.number for one in living if way != "broadcast" and book.happens(_ABSENT)]
    officers = scene.rota.officers(day)
    officer = book.chance.choice(officers)
    name = next(one.name for one in scene.rota.staff if one.number == officer)
    return {
        "at": day.at(_STARTS),
        "topic": topic,
        "title": title,
        "way": way,
        "teacher": name,
        "block_id": block,
        "attended": len(living) - len(absent),
        "minutes": minutes,
        "absent": absent or None,
        "absent_reason": book.chance.choice(_REASONS) if absent else None,
        "effect": "秩序良好，反映较好",
        "officer_id": officer,
    }
