"""`facility-app`: opens the window."""

import argparse
import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from facility_app.app.machine import Machine
from resources.text import _, speak, system_language
from ui.faults import ExceptionHook
from ui.shell.program import Program
from ui.sweeping import Sweeper

_LARGEST = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, on a store where one is named."""
    speak(system_language())
    parser = argparse.ArgumentParser(prog="facility-app", description=_("Facility Daybook"))
    parser.add_argument("--db", default="", metavar="DB", help=_("the store: a file, or postgresql://HOST/DATABASE"))
    parser.add_argument("--user", default="", help=_("login name"))
    asked = parser.parse_args(arguments)
    machine = Machine()
    settings = QSettings(str(machine.state / "window.ini"), QSettings.Format.IniFormat)
    scale = settings.value("look/scale", 100, int)
    if isinstance(scale, int) and 100 < scale <= _LARGEST:
        os.environ.setdefault("QT_SCALE_FACTOR", str(scale / 100))  # Qt reads it when it starts
    app = QApplication(sys.argv[:1])
    app.setApplicationName("facility-daybook")
    sweeper = Sweeper()
    program = Program(app, machine, settings)
    hook = ExceptionHook(program.tell_fault)
    program.begin(asked.db, asked.user)
    status = app.exec()
    program.end()
    hook.stop()
    sweeper.stop()
    return status


if __name__ == "__main__":
    sys.exit(main())
