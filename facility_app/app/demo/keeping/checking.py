"""The checks of equipment of a fictional facility: a defect is mended and tested again on the next day."""

from datetime import timedelta

from facility_app.app.demo.keeping.book import Machine
from facility_app.app.demo.keeping.writing import Row, fill_in, on_post, still_open, write
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import StoryDay

_STARTS, _MINUTES = "08:20", 48
_DEFECT = 0.012
_PATROL = "巡控民警"
_TESTS = {
    "alarm_button": "按压报警，值班室核对位置",
    "intercom": "双向通话",
    "door": "开关、断电释放",
    "camera": "画面、录像回放",
    "perimeter": "触发报警、联动画面",
    "fire": "压力、铅封、有效期",
    "lighting": "断电点亮30分钟",
    "power": "空载启动10分钟",
    "first_aid": "自检、电极片有效期",
    "thermometer": "与标准体温计比对",
    "refrigerator": "温度2–8 ℃",
    "network": "备份完整、可恢复",
}
_FAULTS = (
    ("faulty", "无响应", "增派巡视，每15分钟一次"),
    ("faulty", "接触不良，时有时无", "改用手持机联络"),
    ("not_connected", "未接入平台", "人工值守"),
    ("lapsed", "维保服务到期", "人工值守，联系续保"),
)


def check_devices(scene: Scene, day: StoryDay) -> None:
    """Enter the checks that are due; now and then one finds a defect."""
    due = [one for one in scene.book.machines if one.is_due(day)]
    pace = _MINUTES * 60 // max(1, len(due))
    write(scene, "equipment_check", [_check(scene, day, one, place * pace) for place, one in enumerate(due)])


def _check(scene: Scene, day: StoryDay, one: Machine, seconds: int) -> Row:
    book = scene.book
    row = {
        "at": day.at(_STARTS, seconds),
        "device_id": one.name,
        "test": _TESTS[one.kind],
        "result": "works",
        "checked_by_id": on_post(scene, day, _PATROL),
    }
    if not book.happens(_DEFECT):
        return row
    result, fault, measure = book.chance.choice(_FAULTS)
    return row | {"result": result, "fault": fault, "measure": measure, "fix_by": day.day + timedelta(days=1)}


def mend_devices(scene: Scene, day: StoryDay) -> None:
    """Mend what was found dead the day before, and test it again."""
    before = day.day - timedelta(days=1)
    for one in still_open(scene, "equipment_check", before, before):
        told = {
            "repairer": "示例电器维修部",
            "escort_id": on_post(scene, day, _PATROL),
            "fixed_at": day.at("09:50"),
            "retested_at": day.at("10:05"),
        }
        fill_in(scene, "equipment_check", one, told)
