"""The talks of a fictional day: of the week's quota, of newcomers, of those who leave, move or change their stage."""

from datetime import datetime, timedelta

from facility_app.acts.talks import TalkHeld
from facility_app.app.demo.housing import Inmate
from facility_app.app.demo.measuring import accept
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import StoryDay
from facility_app.services import talks

ENTERED = "20:40"
_LONGEST = timedelta(minutes=25)
_FIRST, _EVERY_MINUTES, _MOST = "09:35", 22, 21
"""An officer's ordinary talks of a day: when the first one begins, how far apart they are, how many there can be."""
_FORGOTTEN = 0.015
_OF_A_WEEK = 2
_LAST_WEEKDAY = 6
_LEADERS_DAYS = (1, 3, 4, 5, 6)
"""Leaders talk with key persons on these weekdays."""

_CONTENTS = {
    "ordinary": (
        "了解近期生活与身体情况，情绪稳定，同监室相处正常，无异常诉求。",
        "询问家属联系情况，讲解监所一日生活制度，本人表示能够遵守。",
        "了解睡眠与饮食，提醒按时服药；本人反映夜间较热，已转告监区。",
        "谈心态与家庭情况，讲明依法享有的权利及申诉渠道，本人无异议。",
        "核实同监室氛围，未发现欺凌情况；本人希望增加借阅图书。",
    ),
    "first": (
        "介绍监所作息与权利义务，询问健康与家庭情况，告知约见检察官及投诉渠道。",
        "首次谈话：核对基本信息，了解身体状况与情绪，讲解生活须知，解答疑问。",
    ),
    "before_leaving": ("了解离所后的去向与困难，告知救助途径，征求对管理工作的意见，无控告事项。",),
    "stage_changed": ("告知诉讼环节变化及相应权利，了解思想反应，情绪基本平稳。",),
    "cell_change": ("说明调整监室原因，了解新监室适应情况，无不良反应。",),
    "leader": (
        "了解重点人员思想动态与困难，讲明政策，要求管教民警继续关注。",
        "询问治疗与饮食情况，听取对管理工作的意见，当场答复一项。",
    ),
}


def say(scene: Scene, one: Inmate, day: StoryDay, kind: str, at: datetime, officer: str | None = None) -> None:
    """Hold a talk; it counts for the week's quota of the officer."""
    by = officer or scene.rota.officer_of(one.spot.cell, day)
    content = scene.chance.choice(_CONTENTS[kind])
    scene.talks.append(TalkHeld(one.who.number, kind, scene.chance.randint(8, 25), content, at, by))
    one.talked.append(day.ordinal)


def hold_talks(scene: Scene, day: StoryDay, until: datetime | None = None) -> None:
    """Hold the talks of the week's quota, and enter all of the day; `until`: those that are over by then."""
    if day.weekday == 0:
        for one in scene.inmates:
            one.talked.clear()
            one.led.clear()
    slots = dict.fromkeys(scene.rota.officers(day), 0)
    for one in scene.inmates:
        officer = scene.rota.officer_of(one.spot.cell, day)
        if one.talked or slots[officer] >= _MOST or not _is_their_day(scene, one, day, officer):
            continue
        at = day.at(_FIRST, slots[officer] * _EVERY_MINUTES * 60 + scene.chance.randrange(120))
        slots[officer] += 1
        say(scene, one, day, "ordinary", at, officer)
    _leaders_talks(scene, day)
    if until is not None:
        scene.talks = [one for one in scene.talks if one.started_at and one.started_at + _LONGEST <= until]
    accept(talks.record_talks(scene.desk, scene.talks))
    scene.listener.talked(scene.clock(), len(scene.talks))
    scene.talks.clear()


def _is_their_day(scene: Scene, one: Inmate, day: StoryDay, officer: str) -> bool:
    """From the day on that is theirs by their place; on the last one, whoever is there talks with who is left."""
    if one.who.admitted == day.day:
        return False
    if day.weekday == _LAST_WEEKDAY:
        return not scene.happens(_FORGOTTEN)
    return one.place % 5 <= day.weekday and officer == scene.rota.in_charge[one.spot.cell]


def _leaders_talks(scene: Scene, day: StoryDay) -> None:
    leaders = scene.rota.leaders(day)
    held = 0
    for one in scene.inmates:
        if not one.who.is_key_person or one.who.admitted >= day.day or len(one.led) >= _OF_A_WEEK:
            continue
        if day.weekday in _LEADERS_DAYS and not scene.happens(0.25):
            at = day.at("14:10", held * 18 * 60)
            content = scene.chance.choice(_CONTENTS["leader"])
            scene.talks.append(TalkHeld(one.who.number, "ordinary", 12, content, at, leaders[held % len(leaders)]))
            one.led.append(day.ordinal)
            held += 1
            if held == _MOST:
                return
