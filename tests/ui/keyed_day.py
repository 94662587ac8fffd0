"""What is keyed and clicked on a day of the sample facility, up to the figures of the evening.

The day is that of `tests/journeys/test_whole_day.py`, which does it by the command line.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from resources.text import _
from tests.conftest import ADMIN, PASSWORD, Clock
from tests.journeys import sample_counts as files
from tests.services.daywork import wall
from tests.ui.hands import ALT, CONTROL, KEY, SHIFT, Hands, calmly
from tests.ui.waiting import WAIT_MS, until_idle
from ui.shell.program import Program

DAY = date.fromisoformat(files.readings("am")[0]["测量时间"][:10])
FEVERISH, LEAVING, TALKED_WITH, MOVED = "黄试九", "吕例燕", "同案试甲", "仇例六"
MAN, WOMAN = ("NEW-1", "新试𬀩"), ("NEW-2", "新样兰")
COUGHS = "周𬍛测"
BLOCKS = ("一监区", "二监区")


@dataclass
class Story:
    """The one at the window, the clock on its wall, and where the files go."""

    hands: Hands
    program: Program
    clock: Clock
    folder: Path

    def at(self, time: str, day: date = DAY) -> None:
        """It is so late now, and somebody is there."""
        self.clock.now = wall(day, time)
        self.hands.stir()

    @property
    def desk(self) -> Desk:
        """Whoever asks the services what became of it."""
        assert self.program.window is not None
        return self.program.window.context.desk

    def errors(self) -> list[str]:
        """What the screen says is wrong."""
        return [one.text() for one in self.hands.window.findChildren(QLabel, "error") if one.isVisible()]

    def page(self, key: Qt.Key) -> None:
        """Go to a page by its key."""
        self.hands.do(key, with_=ALT)


def log_in(story: Story, qtbot: QtBot) -> None:
    """A wrong password first."""
    hands, program = story.hands, story.program
    hands.take_place()
    hands.enter(ADMIN, "seven kites above the new mill")
    until_idle(qtbot, program.runner)
    assert program.window is None
    hands.press(KEY.Key_A, with_=CONTROL)
    hands.enter(PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None, timeout=WAIT_MS)
    assert program.window is not None
    context = program.window.context
    story.hands = Hands(qtbot, program.window, calmly(qtbot, lambda: context))
    story.hands.take_place()
    story.hands.calm()


def first_lists(story: Story) -> None:
    """The two blocks, which are disinfected every day."""
    hands = story.hands
    for block in BLOCKS:
        hands.find(_("Areas"))
        hands.fill(_("Designation"), block)
        hands.choose(_("Kind"), "cells")
        hands.choose(_("Disinfected twice a day"), _("yes"))
        hands.do(KEY.Key_Return, with_=CONTROL)
        assert story.errors() == []


def call_the_roll(story: Story, kind: str, counted: dict[str, int]) -> None:
    """Cell by cell, each begun from the palette."""
    hands = story.hands
    for cell, count in counted.items():
        hands.find(_("Roll call"))
        hands.fill(_("Cell"), cell)
        hands.choose(_("Kind"), kind)
        hands.choose(_("Way of counting"), "face")
        hands.fill(_("Counted"), str(count))
        hands.fill(_("Away"), "0")
        hands.do(KEY.Key_Return, with_=CONTROL)
        assert story.errors() == []


def disinfect(story: Story) -> None:
    hands = story.hands
    for block in BLOCKS:
        hands.find(_("Disinfection"))
        hands.fill(_("Area"), block)
        hands.choose(_("Occasion"), "daily")
        hands.choose(_("Method"), "wiping")
        hands.do(KEY.Key_Return, with_=CONTROL)
        assert story.errors() == []


def key_round(story: Story, window: str, *, absent: str = "", coughs: str = "") -> None:
    """Everybody of the file, in the order in which they stand in the grid, each at the time of the file."""
    hands = story.hands
    lines = {one["监所编号"] or one["警号"]: one for one in files.readings(window)}
    time = next(iter(lines.values()))["测量时间"][-5:]
    story.at(time)
    story.page(KEY.Key_3)
    hands.choose(_("Round"), window)
    hands.calm()
    hands.go_to(_("Device"))
    hands.press(KEY.Key_A, with_=CONTROL)
    hands.write("水银-01")
    grid = hands.seen(QTableView, _("Readings of the cell"))
    cells = hands.seen(QTableView, _("Cells"))
    hands.click_cell(cells, 0, _("Cell"))
    hands.click_cell(grid, 0, _("Reading"))
    for _row in range(len(lines) + bool(absent)):
        number, name = hands.cell_text(grid, _("Number")), hands.cell_text(grid, _("Name"))
        if number == absent:
            hands.do(KEY.Key_Slash)
            hands.do(KEY.Key_1)
            hands.do(KEY.Key_F3)
            continue
        line = lines.pop(number)
        time = max(time, line["测量时间"][-5:])  # whoever was moved stands elsewhere now
        story.at(time)
        if name == coughs:
            hands.do(KEY.Key_Plus)
            hands.press(KEY.Key_Space)
            hands.do(KEY.Key_Return)
        hands.enter(line["体温（℃）"].replace(".", ""))
        hands.calm()


def measure_again(story: Story) -> None:
    """The fever, half an hour later, with another thermometer."""
    hands = story.hands
    story.at("07:50")
    hands.find(FEVERISH)
    hands.do(KEY.Key_T, with_=ALT)
    hands.press(KEY.Key_Equal)
    hands.enter("371", "水银-09", "", "")
    hands.calm()
    assert story.errors() == []


def talk(story: Story) -> None:
    hands = story.hands
    story.at("10:00")
    hands.find(TALKED_WITH)
    hands.do(KEY.Key_G, with_=ALT)
    hands.choose(_("Kind of talk"), "ordinary")
    hands.go_to(_("Minutes"))
    hands.enter("20")
    hands.write("T00003")
    hands.fill(_("What was said"), "日常教育")
    hands.do(KEY.Key_S, with_=CONTROL)
    assert story.errors() == []


def move(story: Story) -> None:
    """A man is not moved to women, and is moved to other men."""
    hands = story.hands
    hands.find(MOVED)
    hands.do(KEY.Key_M, with_=ALT)
    hands.enter("201", "离窗近", "")
    hands.calm()
    said = hands.seen(QLabel, _("What the rules say")).text()
    assert said.startswith("×"), said
    hands.go_to(_("To cell"))
    hands.press(KEY.Key_A, with_=CONTROL)
    hands.enter("102", "")
    hands.calm()
    assert story.errors() == []


def admit(story: Story, who: tuple[str, str], sex: str, cell: str) -> None:
    hands = story.hands
    hands.do(KEY.Key_N, with_=CONTROL | SHIFT)
    hands.enter(*who, "")
    hands.press(KEY.Key_Space)
    hands.choose(_("Sex"), sex)
    hands.do(KEY.Key_F3)
    hands.choose(_("Type of document"), "detention_certificate")
    hands.press(KEY.Key_Return)
    hands.enter(f"测拘字{who[0]}", "测试市公安局", str(DAY))
    hands.do(KEY.Key_S, with_=CONTROL)
    assert story.errors() == []
    beds = hands.seen(QTableView, _("Cells that fit"))
    assert hands.focus is beds
    for _line in range(beds.model().rowCount()):
        if hands.cell_text(beds, _("Cell")) != cell:
            hands.press(KEY.Key_Down)
    assert hands.cell_text(beds, _("Cell")) == cell
    hands.do(KEY.Key_Return)
    assert story.errors() == []


def let_go(story: Story) -> None:
    """Without a document nobody leaves; with it nothing is missing but a signature or two."""
    hands = story.hands
    hands.find(LEAVING)
    hands.do(KEY.Key_R, with_=ALT)
    hands.choose(_("Way of leaving"), "released")
    hands.fill(_("Checked by"), "T00003")
    hands.fill(_("Also checked by"), "T00005")
    hands.press(KEY.Key_Tab)
    hands.do(KEY.Key_S, with_=CONTROL)
    assert len(story.errors()) == 1
    hands.take_place()
    hands.choose(_("New document"), "release_notice")
    hands.fill(_("Number of the document"), "测释字〔2026〕1号")
    hands.fill(_("Issued by"), "测试市公安局")
    hands.fill(_("Date of the document"), str(DAY))
    hands.fill(_("Picked up by"), "吕亲属")
    for box in hands.seen(QWidget, _("Checklist")).findChildren(QCheckBox):
        hands.qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
        hands.calm()
    hands.do(KEY.Key_S, with_=CONTROL)
    assert story.errors() == []


def see_today(story: Story) -> None:
    """Both rounds are told with how many of how many."""
    story.page(KEY.Key_1)
    held = len(files.held())

    def are_told() -> bool:
        tiles = [one.accessibleName() for one in story.hands.window.findChildren(QPushButton) if one.isVisible()]
        return all(any(f": {share}, " in one for one in tiles) for share in (f"{held}/{held}", f"{held}/{held + 2}"))

    story.hands.qtbot.waitUntil(are_told, timeout=WAIT_MS)
