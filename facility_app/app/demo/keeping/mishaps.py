"""The incidents of a fictional facility: few, reported at once, and followed until they are closed."""

from datetime import datetime, timedelta

from facility_app.app.demo.housing import Inmate
from facility_app.app.demo.keeping.writing import Row, fill_in, on_post, still_open, write
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import Step, StoryDay

_LIKELY = 0.14
_FROM, _HOURS = "09:10", 9
_ENTERED_AFTER = timedelta(hours=2)
_FOLLOWED_DAYS = 4
_PATROL = "巡控民警"
_KINDS = (
    ("illness", 1, "在监室内突感头晕、出冷汗，当即倒卧。", "立即报告，医生到场，测血压、心电图，转医务室观察。",
     "低血糖", "提醒按时用餐，列入每日巡诊"),
    ("fight", 2, "因排队洗漱发生口角并推搡。", "民警即时分开，分别带离谈话，检查身体无明显外伤。",
     "生活琐事引发口角", "调整铺位，加强该监室巡视"),
    ("damage", 1, "损坏监室塑料水杯一个、撕毁张贴的制度一份。", "制止并谈话，清点收回碎片。",
     "情绪波动", "安排谈心，责任民警跟踪"),
    ("power", 0, "市电中断约8分钟，应急照明启动，发电机自动投入。", "各岗加派巡视，重要门锁人工值守，清点人数相符。",
     "外部线路检修", "与供电单位建立停电预告联系"),
    ("equipment", 0, "监控平台三路画面中断约20分钟。", "加派现场巡视，通知维修，恢复后核对录像。",
     "交换机端口故障", "更换交换机，纳入周检"),
)  # fmt: skip


def mishaps(scene: Scene, day: StoryDay) -> list[Step]:
    """What happens on a day, if anything, entered with its reports two hours later."""
    book = scene.book
    if not book.happens(_LIKELY):
        return []
    at = day.at(_FROM, book.chance.randrange(_HOURS * 3600))
    return [Step(at + _ENTERED_AFTER, lambda: write(scene, "incident", [_incident(scene, day, at)]))]


def _incident(scene: Scene, day: StoryDay, at: datetime) -> Row:
    book = scene.book
    kind, count, facts, action, _, _ = book.chance.choice(_KINDS)
    people = _cellmates(scene, day, count)
    place = f"{people[0].spot.block}监室" if people else "监控室"
    care = {"care": "值班医生检查，无大碍"} if kind in ("illness", "fight") else {}
    return {
        "at": at,
        "kind": kind,
        "level": "ordinary",
        "place_id": place,
        "people": " ".join(one.who.number for one in people) or None,
        "facts": facts,
        "action": action,
        "evidence": f"录像封存{day.day:%m%d}号",
        "superior_told_at": at + timedelta(minutes=book.chance.randint(3, 9)),
        "written_at": at + timedelta(minutes=book.chance.randint(60, 110)),
        "reporter_id": on_post(scene, day, _PATROL),
        **care,
    }


def _cellmates(scene: Scene, day: StoryDay, count: int) -> list[Inmate]:
    """So many of one cell, in which they have lived since before today."""
    cells: dict[str, list[Inmate]] = {}
    for one in scene.inmates:
        if one.who.admitted < day.day:
            cells.setdefault(one.spot.cell, []).append(one)
    large = [living for living in cells.values() if len(living) >= count]
    return scene.book.chance.sample(scene.book.chance.choice(large), count) if count and large else []


def follow_up(scene: Scene, day: StoryDay) -> None:
    """Report in detail on the next morning, and close some days later, saying what the cause was."""
    first = day.day - timedelta(days=_FOLLOWED_DAYS)
    for one in still_open(scene, "incident", first, day.day - timedelta(days=1)):
        told: dict[str, object] = {}
        if one.values["detailed_at"] is None:
            told["detailed_at"] = day.at("08:40")
        if one.day <= first:
            cause, correction = next(told[4:] for told in _KINDS if told[0] == one.values["kind"])
            told |= {"cause": cause, "correction": correction, "support": "已谈心", "closed_at": day.at("08:50")}
        if told:
            fill_in(scene, "incident", one, told)
