"""The lists of a fictional facility: its areas, its devices and the materials that it stores."""

from datetime import timedelta

from facility_app.app.demo.keeping.book import Goods, Machine, Place
from facility_app.app.demo.keeping.writing import write
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import StoryDay

_ROOMS = (
    Place("医务室", "medical"),
    Place("会见室", "meeting"),
    Place("讯问室", "meeting"),
    Place("伙房", "kitchen"),
    Place("值班室", "office"),
    Place("监控室", "office"),
    Place("收押大厅", "entrance"),
    Place("大门", "entrance"),
    Place("周界", "outside", is_daily=False),
    Place("物资库", "other", is_daily=False),
)
_OF_A_BLOCK = (
    ("报警按钮", "alarm_button", 1),
    ("对讲系统", "intercom", 1),
    ("电控门锁", "door", 1),
    ("监控探头", "camera", 7),
    ("灭火器", "fire", 7),
    ("应急照明", "lighting", 30),
)
"""What each block has, and every how many days it is checked."""
_OF_ALL = (
    ("大门门禁", "door", "大门", 1),
    ("周界报警", "perimeter", "周界", 1),
    ("药品冰箱", "refrigerator", "医务室", 1),
    ("数据备份", "network", "监控室", 1),
    ("除颤仪（AED）", "first_aid", "医务室", 7),
    ("消火栓", "fire", "物资库", 7),
    ("红外体温计", "thermometer", "医务室", 30),
    ("发电机", "power", "物资库", 30),
)
_PEOPLE_OF_A_MASK = 4
MONTH_OF_STOCK, LEAST_DAYS = 24, 14
"""For how many days a receipt fills the store up, and how many it should always last."""


def furnish(scene: Scene, day: StoryDay) -> None:
    """Enter the areas, the devices and the materials, from the opening on."""
    blocks = scene.house.blocks
    book = scene.book
    book.places = tuple(
        [Place(f"{block}监室", "cells", block) for block in blocks]
        + [Place(f"{block}放风场", "yard", block) for block in blocks]
        + list(_ROOMS)
    )
    book.machines = tuple(_machines(blocks, day))
    book.goods = tuple(_goods(scene.wanted, len(scene.rota.staff)))
    write(scene, "area", [_area(one) for one in book.places])
    write(scene, "device", [_device(one) for one in book.machines])
    write(scene, "material", [_material(one) for one in book.goods])


def _machines(blocks: list[str], day: StoryDay) -> list[Machine]:
    told = [
        (f"{block}{name}", kind, f"{block}监室", days) for block in blocks for name, kind, days in _OF_A_BLOCK
    ] + list(_OF_ALL)
    return [
        Machine(name, kind, area, days, day.day + timedelta(days=place * 3 % days))
        for place, (name, kind, area, days) in enumerate(told)
    ]


def _goods(people: int, staff: int) -> list[Goods]:
    return [
        Goods("医用外科口罩", "17.5×9.5 cm，50只/盒", "只", staff + people // _PEOPLE_OF_A_MASK),
        Goods("N95口罩", "折叠式", "只", 2 + staff // 10),
        Goods("一次性手套", "丁腈，M/L", "双", 4 + staff // 2),
        Goods("隔离衣", "一次性", "件", 1 + staff // 20),
        Goods("84消毒液", "500 mL，有效氯5%", "瓶", 2 + people // 50),
        Goods("手消毒液", "500 mL", "瓶", 1 + staff // 20),
        Goods("医疗废物袋", "60×70 cm，黄色", "只", 2 + people // 100),
        Goods("水银体温计", "备用", "支", 0),
    ]


def _area(one: Place) -> dict[str, object]:
    return {"name": one.name, "kind": one.kind, "block_id": one.block, "disinfected_daily": one.is_daily}


def _device(one: Machine) -> dict[str, object]:
    return {
        "name": one.name,
        "kind": one.kind,
        "area_id": one.area,
        "interval_days": one.days,
        "since": one.since,
    }


def _material(one: Goods) -> dict[str, object]:
    return {
        "name": one.name,
        "specification": one.specification,
        "unit": one.unit,
        "daily_use": one.daily or None,
        "minimum": one.daily * LEAST_DAYS or None,
    }
