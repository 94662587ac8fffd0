"""Roll calls of a fictional facility: every cell in which somebody lives, morning and evening."""

from facility_app.app.demo.housing import Inmate
from facility_app.app.demo.keeping.writing import Row, fill_in, still_mismatched, write
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import StoryDay

_STARTS = {"morning": "06:35", "evening": "21:00"}
_MINUTES = 20
_AWAY = 0.006
"""How often somebody of a cell is away."""
_REASONS = {"morning": ("住院治疗", "外出就医"), "evening": ("夜间讯问", "医务室输液", "住院治疗")}
_MISCOUNTED_EVERY, _MISCOUNTED_ON = 30, 1
"""Once in so many days, by the ordinal, an evening's count does not match."""


def count_cells(scene: Scene, day: StoryDay, kind: str) -> None:
    """Enter the count of every cell in use."""
    living: dict[tuple[str, str], list[Inmate]] = {}
    for one in scene.inmates:
        living.setdefault((one.spot.block, one.spot.cell), []).append(one)
    cells = sorted(living, key=lambda one: one[1])
    wrong = scene.book.chance.choice(cells) if kind == "evening" and is_miscounted(day) else None
    pace = _MINUTES * 60 // len(cells)
    rows = [
        _count(scene, day, kind, cell, living[cell], place * pace, is_wrong=cell == wrong)
        for place, cell in enumerate(cells)
    ]
    write(scene, "roll_call", rows)


def is_miscounted(day: StoryDay) -> bool:
    """Whether a count of this day does not match at first."""
    return day.ordinal % _MISCOUNTED_EVERY == _MISCOUNTED_ON


def _count(
    scene: Scene, day: StoryDay, kind: str, cell: tuple[str, str], living: list[Inmate], seconds: int, *, is_wrong: bool
) -> Row:
    book = scene.book
    away = 1 if not is_wrong and book.happens(_AWAY * len(living) / 8) else 0
    missing = book.chance.choice(living).who.number if is_wrong else None
    return {
        "at": day.at(_STARTS[kind], seconds + book.chance.randrange(15)),
        "cell_id": " ".join(cell),
        "kind": kind,
        "way": "face" if kind == "morning" else "video",
        "counted": len(living) - away - is_wrong,
        "away": away,
        "away_reason": book.chance.choice(_REASONS[kind]) if away else None,
        "missing": missing,
        "counted_by_id": scene.rota.officer_of(cell[1], day),
    }


def explain_miscount(scene: Scene, day: StoryDay) -> None:
    """Say what came of a count that did not match, before the day is closed."""
    for one in still_mismatched(scene, "roll_call", day.day):
        told = "复点相符：该员当时在医务室取药，带离时未登记，已补登记并提醒值班民警。"
        fill_in(scene, "roll_call", one, {"explanation": told})
