"""At what hours of a fictional day each register is written."""

from facility_app.app.demo.keeping.checking import check_devices, mend_devices
from facility_app.app.demo.keeping.counting import count_cells, explain_miscount
from facility_app.app.demo.keeping.gate import let_out, log_vehicles, log_visitors
from facility_app.app.demo.keeping.hygiene import disinfect, hand_over_waste, pack_waste, sign_disinfections
from facility_app.app.demo.keeping.mishaps import follow_up, mishaps
from facility_app.app.demo.keeping.supplies import move_goods
from facility_app.app.demo.keeping.teaching import teach
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import Step, StoryDay


def routine(scene: Scene, day: StoryDay) -> list[Step]:
    """Every entry of a day, written soon after what it tells of; lessons and counts while nobody moves."""
    return [
        Step(day.at("06:57"), lambda: count_cells(scene, day, "morning")),
        Step(day.at("08:05"), lambda: let_out(scene, day)),
        Step(day.at("08:50"), lambda: sign_disinfections(scene, day)),
        Step(day.at("08:55"), lambda: follow_up(scene, day)),
        Step(day.at("09:10"), lambda: check_devices(scene, day)),
        Step(day.at("09:37"), lambda: teach(scene, day)),
        Step(day.at("10:12"), lambda: mend_devices(scene, day)),
        Step(day.at("10:50"), lambda: hand_over_waste(scene, day)),
        Step(day.at("11:50"), lambda: disinfect(scene, day, "am")),
        Step(day.at("12:15"), lambda: log_visitors(scene, day, "am")),
        Step(day.at("12:16"), lambda: log_vehicles(scene, day, "am")),
        Step(day.at("16:48"), lambda: move_goods(scene, day)),
        Step(day.at("16:49"), lambda: pack_waste(scene, day)),
        Step(day.at("18:05"), lambda: disinfect(scene, day, "pm")),
        Step(day.at("19:45"), lambda: log_visitors(scene, day, "pm")),
        Step(day.at("19:46"), lambda: log_vehicles(scene, day, "pm")),
        Step(day.at("21:25"), lambda: count_cells(scene, day, "evening")),
        Step(day.at("21:50"), lambda: explain_miscount(scene, day)),
        *mishaps(scene, day),
    ]
