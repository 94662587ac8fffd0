"""Disinfection morning and afternoon of every area, and the waste that comes of it."""

from datetime import timedelta
from decimal import Decimal

from facility_app.app.demo.keeping.book import Place
from facility_app.app.demo.keeping.writing import Row, fill_in, on_post, still_open, write
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.site import DOCTOR
from facility_app.app.demo.storytime import StoryDay

_STARTS = {"am": "08:10", "pm": "14:10"}
_MINUTES = 130
_MISSED = 0.2
"""How often one area of a session is left out."""
_UNCHECKED = 0.01
_SURFACES, _CONTAMINATED = 500, 1000
"""mg/L of available chlorine (WS/T 367)."""
_PATROL = "巡控民警"
_RECEIVER = "虚拟市医疗废物处置中心"
_WASTE = (
    ("infectious", "医务室", (1, 3), (60, 320)),
    ("protective", "大门、讯问室、医务室", (1, 4), (80, 400)),
    ("sharps", "医务室", (1, 1), (5, 60)),
)
"""Kind, origin, pieces, and hundredths of a kilogram."""


def disinfect(scene: Scene, day: StoryDay, session: str) -> None:
    """Enter the disinfections of a session; now and then an area was left out."""
    book = scene.book
    owed = [one for one in book.places if one.is_daily]
    missed = book.chance.choice(owed) if book.happens(_MISSED) else None
    pace = _MINUTES * 60 // len(owed)
    rows = [
        _row(scene, day, one, session, place * pace + book.chance.randrange(pace))
        for place, one in enumerate(owed)
        if one is not missed
    ]
    if session == "pm" and any(one.who.admitted == day.day for one in scene.inmates):
        hall = next(one for one in owed if one.name == "收押大厅")
        rows.append({**_row(scene, day, hall, session, _MINUTES * 60 + 600), "occasion": "intake"})
    write(scene, "disinfection", rows)


def _row(scene: Scene, day: StoryDay, place: Place, session: str, seconds: int) -> Row:
    book = scene.book
    by = on_post(scene, day, _PATROL)
    row: dict[str, object] = {
        "at": day.at(_STARTS[session], seconds),
        "area_id": place.name,
        "occasion": "daily",
        "ventilation": book.chance.choice((30, 30, 40, 60)),
        "done_by_id": by,
        "checked_by_id": None if book.happens(_UNCHECKED) else on_post(scene, day, DOCTOR, but=by),
    }
    if place.kind == "office" and session == "pm":
        return row | {"method": "ultraviolet", "contact": 60}
    is_dirty = place.kind in ("medical", "entrance")
    return row | {
        "method": "wiping" if place.kind in ("meeting", "kitchen") else "spraying",
        "agent": "84消毒液",
        "concentration": _CONTAMINATED if is_dirty else _SURFACES,
        "contact": 30,
    }


def sign_disinfections(scene: Scene, day: StoryDay) -> None:
    """Let the head check every Monday what nobody has checked in the week before."""
    if day.weekday:
        return
    for one in still_open(scene, "disinfection", day.day - timedelta(days=7), day.day - timedelta(days=1)):
        fill_in(scene, "disinfection", one, {"checked_by_id": scene.rota.staff[0].number})


def pack_waste(scene: Scene, day: StoryDay) -> None:
    """Enter the packages of a day: infectious waste daily, protective equipment every other day, sharps weekly."""
    book = scene.book
    rows = []
    for place, (kind, origin, pieces, weight) in enumerate(_WASTE):
        if day.ordinal % (1, 2, 7)[place]:
            continue
        by = on_post(scene, day, DOCTOR)
        rows.append(
            {
                "at": day.at("16:25", 300 * place),
                "kind": kind,
                "origin": origin,
                "pieces": book.chance.randint(*pieces),
                "weight": Decimal(book.chance.randint(*weight)) / 100,
                "packing": "专用利器盒" if kind == "sharps" else "双层黄色医疗废物袋",
                "store": "医疗废物暂存间",
                "handler_id": by,
                "witness_id": on_post(scene, day, _PATROL, but=by),
            }
        )
    write(scene, "disposal", rows)


def hand_over_waste(scene: Scene, day: StoryDay) -> None:
    """Hand over every other day what was packed since: nothing is stored for longer than two days."""
    if day.ordinal % 2 == 0:
        return
    before = day.day - timedelta(days=2)
    for one in still_open(scene, "disposal", before, day.day):
        told = {"handed_over_at": day.at("10:45"), "receiver": _RECEIVER, "way": "集中焚烧处置"}
        fill_in(scene, "disposal", one, told)
