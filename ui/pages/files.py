"""Asking for a file without stopping the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from resources.text import _

_LAST_FOLDER = [""]
"""Where the last file was, so that the next question begins there."""


def ask_where_to_save(parent: QWidget, title: str, name: str, kinds: str, then: Callable[[Path], object]) -> None:
    """Ask for a new file; `kinds` is such as `PDF (*.pdf)`."""
    dialog = _dialog(parent, title, kinds, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Save"))
    dialog.selectFile(name)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.open()


def ask_which_to_open(parent: QWidget, title: str, kinds: str, then: Callable[[Path], object]) -> None:
    """Ask for a file that is there."""
    dialog = _dialog(parent, title, kinds, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Open"))
    dialog.open()


def _dialog(parent: QWidget, title: str, kinds: str, then: Callable[[Path], object]) -> QFileDialog:
    dialog = QFileDialog(parent, title, _LAST_FOLDER[0], kinds)

    def take(chosen: str) -> None:
        _LAST_FOLDER[0] = str(Path(chosen).parent)
        then(Path(chosen))

    dialog.fileSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    return dialog
