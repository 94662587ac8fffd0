"""The protective materials of a fictional facility: what comes in, what is issued, and what a count finds."""

from datetime import datetime, timedelta
from decimal import Decimal

from facility_app.app.demo.keeping.book import Goods
from facility_app.app.demo.keeping.premises import MONTH_OF_STOCK
from facility_app.app.demo.keeping.writing import Row, on_post, write
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.storytime import StoryDay

_COUNTED_ON = 25
"""Day of the month on which everything is counted."""
_FEW = 20
"""Of a material without a daily use."""
_SPOILT = 0.02
_KEEPER, _TAKER = "大门岗", "巡控民警"


def move_goods(scene: Scene, day: StoryDay) -> None:
    """Enter what a day did to the store."""
    rows = [row for one in scene.book.goods for row in _moves(scene, day, one)]
    write(scene, "stock_movement", rows)


def _moves(scene: Scene, day: StoryDay, one: Goods) -> list[Row]:
    book = scene.book
    rows: list[Row] = []
    if one.name not in book.stock:
        found = one.daily * book.chance.randint(17, 22) or _FEW
        rows.append(_move(scene, day, one, "count", found, day.at("08:00"), purpose="启用登记，期初清点"))
    issued = _issued(scene, one)
    if issued:
        taker = on_post(scene, day, _TAKER)
        told = _move(scene, day, one, "out", issued, day.at("08:05"), purpose="当日防疫使用", taken_by_id=taker)
        rows.append(told)
    if day.weekday == 0 and one.daily:
        lacking = int(one.daily * MONTH_OF_STOCK - book.stock[one.name])
        batch = f"P{day.day:%y%m%d}"
        expires = (day.day + timedelta(days=730)).replace(day=1)
        if lacking > 0:
            told = _move(scene, day, one, "in", lacking, day.at("10:10"), batch=batch, expires_on=expires)
            rows.append(told)
    if one.daily and book.happens(_SPOILT):
        rows.append(_move(scene, day, one, "loss", 1, day.at("15:30"), purpose="包装破损，报损"))
    if day.day.day == _COUNTED_ON:
        found = max(0, int(book.stock[one.name]) - book.chance.choice((0, 0, 0, 1, 2)))
        rows.append(_move(scene, day, one, "count", found, day.at("16:10"), purpose="月度清点"))
    return rows


def _issued(scene: Scene, one: Goods) -> int:
    book = scene.book
    if not one.daily:
        return 1 if book.happens(0.05) and book.stock[one.name] else 0
    wanted = round(one.daily * book.chance.uniform(0.7, 1.2))
    return min(wanted, int(book.stock[one.name]))


def _move(scene: Scene, day: StoryDay, one: Goods, kind: str, amount: int, at: datetime, **more: object) -> Row:
    stock = scene.book.stock
    before = stock.get(one.name, Decimal(0))
    stock[one.name] = Decimal(amount) if kind == "count" else before + (amount if kind == "in" else -amount)
    keeper = on_post(scene, day, _KEEPER)
    return {"at": at, "material_id": one.name, "movement": kind, "quantity": amount, "keeper_id": keeper, **more}
