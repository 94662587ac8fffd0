"""The gate of a fictional facility: who and what comes in, and out again."""

from datetime import datetime, timedelta

from db.values import FacilityKind, Sex
from facility_app.app.demo.grounds import UNITS
from facility_app.app.demo.keeping.writing import Row, fill_in, on_post, still_open, write
from facility_app.app.demo.names import fictional_name
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import StoryDay

_GATE, _PATROL = "大门岗", "巡控民警"
_HALVES = {"am": ("08:40", 150), "pm": ("13:40", 190)}
"""When the first one may come, and for how many minutes others follow."""
_STAYS = 0.08
"""On how many days the last visitor, or the last vehicle, has not left when the day ends."""
_PEOPLE_OF_A_VISITOR = 60
"""So many people held have one visitor in each half of a working day."""

_KINDS = {
    FacilityKind.KANSHOUSUO: ("case_officer", "case_officer", "case_officer", "lawyer", "lawyer", "family", "supplier",
                              "procurator", "court"),
    FacilityKind.JULIUSUO: ("family", "family", "family", "case_officer", "lawyer", "supplier", "procurator"),
    FacilityKind.JIEDUSUO: ("family", "family", "supplier", "doctor", "inspection", "case_officer"),
}  # fmt: skip
_OF_WEEKENDS = ("family", "supplier", "lawyer")
_TOLD = {
    "case_officer": (UNITS, ("提讯", "宣布执行", "核实案情"), "办案区"),
    "lawyer": (("虚拟律师事务所", "示例律师事务所"), ("会见在押人员",), "会见室"),
    "procurator": (("虚拟市人民检察院",), ("驻所检察",), "所办公室"),
    "court": (("虚拟市人民法院",), ("送达文书", "视频开庭协助"), "讯问室"),
    "doctor": (("虚拟市人民医院",), ("会诊",), "医务室"),
    "family": (("（亲属）",), ("送衣物", "存款", "会见"), "会见室"),
    "supplier": (("虚拟食品配送公司", "示例电器维修部"), ("送货", "设备维修", "管道检修"), "后勤"),
    "inspection": (("虚拟市公安局",), ("安全检查", "工作督导"), "所办公室"),
}
_VEHICLES = (
    ("supply", "虚拟食品配送公司", "配送食材", "米面蔬菜"),
    ("escort", "虚拟市公安局甲分局", "押解人员", ""),
    ("official", "虚拟市公安局", "公务", ""),
    ("supply", "示例日用品公司", "配送日用品", "洗漱用品、被服"),
)


def log_visitors(scene: Scene, day: StoryDay, half: str) -> None:
    """Enter the visitors of half a day; rarely one is still inside at its end."""
    book = scene.book
    usual = max(1, scene.wanted // _PEOPLE_OF_A_VISITOR)
    count = book.chance.randint(max(1, usual - 2), usual + 2) if day.weekday < 5 else 1
    kinds = _KINDS[scene.kind] if day.weekday < 5 else _OF_WEEKENDS
    rows = [_visitor(scene, day, half, book.chance.choice(kinds)) for _ in range(count)]
    write(scene, "visitor", _some_stay(scene, rows, half))


def _visitor(scene: Scene, day: StoryDay, half: str, kind: str) -> Row:
    chance = scene.book.chance
    at = _comes(scene, day, half)
    units, purposes, visited = _TOLD[kind]
    by = on_post(scene, day, _GATE)
    check = chance.choice(("deposited", "deposited", "passed"))
    number = chance.randrange(1, 60)
    return {
        "at": at,
        "name": fictional_name(chance, chance.choice((Sex.MALE, Sex.MALE, Sex.FEMALE))),
        "kind": kind,
        "identity": f"虚构证件{chance.randrange(100_000):05}",
        "organisation": chance.choice(units),
        "purpose": chance.choice(purposes),
        "visited": visited,
        "escort_id": on_post(scene, day, _PATROL, but=by),
        "check": check,
        "belongings": "手机" if check == "deposited" else None,
        "locker": f"{number:02}" if check == "deposited" else None,
        "badge": f"访{number:03}",
        "left_at": _leaves(scene, at),
        "officer_id": by,
    }


def log_vehicles(scene: Scene, day: StoryDay, half: str) -> None:
    """Enter the vehicles of half a day; rarely one is still inside at its end."""
    chance = scene.book.chance
    count = chance.randint(1, 3) if half == "am" else chance.randint(0, 2)
    if scene.wanted < _PEOPLE_OF_A_VISITOR:
        count = min(count, 1)
    write(scene, "vehicle", _some_stay(scene, [_vehicle(scene, day, half) for _ in range(count)], half))


def _vehicle(scene: Scene, day: StoryDay, half: str) -> Row:
    chance = scene.book.chance
    kind, of, purpose, cargo = _VEHICLES[0] if half == "am" and chance.random() < 0.4 else chance.choice(_VEHICLES)
    at = _comes(scene, day, half)
    by = on_post(scene, day, _GATE)
    return {
        "at": at,
        "plate": f"虚A{chance.randrange(100_000):05}",
        "kind": kind,
        "driver": fictional_name(chance, Sex.MALE),
        "organisation": of,
        "purpose": purpose,
        "cargo": cargo or None,
        "search_in": "clear",
        "escort_id": on_post(scene, day, _PATROL, but=by),
        "left_at": _leaves(scene, at),
        "search_out": "clear",
        "officer_id": by,
    }


def _comes(scene: Scene, day: StoryDay, half: str) -> datetime:
    begins, minutes = _HALVES[half]
    return day.at(begins, scene.book.chance.randrange(minutes * 60))


def _leaves(scene: Scene, at: datetime) -> datetime:
    return at + timedelta(minutes=scene.book.chance.randint(12, 55))


def _some_stay(scene: Scene, rows: list[Row], half: str) -> list[Row]:
    """The same, the last one now and then without its leaving."""
    if half == "am" or not rows or not scene.book.happens(_STAYS):
        return rows
    last = {key: value for key, value in rows[-1].items() if key not in ("left_at", "search_out")}
    return [*rows[:-1], last]


def let_out(scene: Scene, day: StoryDay) -> None:
    """Fill in next morning when those left who were inside at the end of the day before."""
    before = day.day - timedelta(days=1)
    for register, more in (("visitor", {}), ("vehicle", {"search_out": "clear"})):
        for one in still_open(scene, register, before, before):
            left_at = day.at("07:40", scene.book.chance.randrange(1200))
            fill_in(scene, register, one, {"left_at": left_at, **more})
