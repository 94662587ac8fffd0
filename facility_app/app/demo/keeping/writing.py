"""How entries of registers are written in a story, completed later, and who answers for them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from facility_app.app.demo.scene import Scene
from facility_app.app.demo.site import OFFICER
from facility_app.app.demo.storytime import StoryDay
from facility_app.facts.registers import Filter
from facility_app.rules.registers import Entry, is_unexplained
from facility_app.services import registers

Row = Mapping[str, Any]
"""An entry as it is told: by the keys of the fields."""


def write(scene: Scene, register: str, rows: Sequence[Row]) -> None:
    """Keep entries; that one cannot be kept is a fault of the story."""
    if not rows:
        return
    for one in registers.take_over_entries(scene.desk, register, rows).errors:
        raise RuntimeError(f"{register}, {one.field}: {one.words.text}")


def still_open(scene: Scene, register: str, first: date, last: date) -> tuple[Entry, ...]:
    """The entries of some days in which something is still to be filled in, newest first."""
    return registers.list_entries(scene.desk, register, Filter(first, last, only_open=True), limit=None).entries


def still_mismatched(scene: Scene, register: str, day: date) -> tuple[Entry, ...]:
    """The counts of a day that do not match, of which nobody has said why."""
    found = registers.list_entries(scene.desk, register, Filter(day, day), limit=None)
    assert found.register.tally is not None
    tally = found.register.tally
    return tuple(one for one in found.entries if is_unexplained(tally, one))


def fill_in(scene: Scene, register: str, entry: Entry, values: Row) -> None:
    """Fill in what an entry left open."""
    registers.fill_in(scene.desk, register, entry.id, values)


def on_post(scene: Scene, day: StoryDay, post: str, *, but: str = "") -> str:
    """Somebody on duty: of a post where anybody of it is, else an officer, else a leader; never a certain one."""
    for group in (scene.rota.on_duty(day, post), scene.rota.on_duty(day, OFFICER), scene.rota.leaders(day)):
        found = [one for one in group if one != but]
        if found:
            return scene.book.chance.choice(found)
    raise RuntimeError("nobody is on duty")
