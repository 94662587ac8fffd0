"""Saving a chart: who asks, where to, on record, then the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from facility_app.access import Desk
from facility_app.core.values import DaybookError
from facility_app.services.desks import see_desk
from facility_app.services.health import record_picture
from resources.text import _
from ui.charts.marks import Legend
from ui.charts.picture import KINDS, Draw, Picture, footer_text, save_picture
from ui.context import Context
from ui.pages.files import ask_where_to_save


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be saved.

    Attributes:
        name: of the file, without its ending; it names nobody.
        lines: what stands under the title beside the name of the facility.
        custody_id: of whom it is a picture; None: of the facility.
    """

    name: str
    title: str
    lines: Sequence[str]
    draw: Draw
    size: QSize
    legend: Legend | None = None
    custody_id: UUID | None = None


def ask_and_save(context: Context, parent: QWidget, shown: Shown, done: Callable[[str], object]) -> None:
    """Ask where to, and save; `done` is told the name of the file."""
    ask_where_to_save(
        parent,
        _("Save the chart as an image"),
        f"{shown.name}.png",
        KINDS,
        lambda path: save(context, shown, path, done),
    )


def save(context: Context, shown: Shown, path: Path, done: Callable[[str], object]) -> None:
    """Put on record that a chart is saved, then save it."""

    def on_record(desk: Desk) -> tuple[str, str, str, bool]:
        record_picture(desk, shown.custody_id)
        found = see_desk(desk)
        now = found.facility.calendar.local(desk.store.clock())
        return found.facility.name, found.name or desk.login, f"{now:%Y-%m-%d %H:%M}", found.facility.is_fictional

    def write(of: tuple[str, str, str, bool]) -> None:
        facility, who, at, is_fictional = of
        footer = footer_text(who, at, is_fictional=is_fictional)
        picture = Picture(shown.title, (facility, *shown.lines), footer, shown.draw, shown.size, shown.legend)
        try:
            save_picture(picture, path)
        except DaybookError as error:
            context.failed.emit(error)
        else:
            done(path.name)

    context.do(on_record, write, changes=frozenset({"history"}))
