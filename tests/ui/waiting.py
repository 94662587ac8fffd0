"""Waiting until the window has answered, and shows it."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.runners import Runner

WAIT_MS = 20_000


def until_idle(qtbot: QtBot, *runners: Runner) -> None:
    """Until nothing is being read or written any more, and what came of it is on the screen.

    What an answer puts into a layout becomes visible by an event of its own, behind that which brought the answer.
    """

    def is_idle() -> bool:
        return all(one.is_idle for one in runners)

    is_over = False
    while not is_over:
        qtbot.waitUntil(is_idle, timeout=WAIT_MS)
        QApplication.processEvents()
        is_over = is_idle()
