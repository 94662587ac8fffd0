"""What is kept on this PC: look, language, size, where backups go, and which printer."""

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QVBoxLayout

from resources.text import N_, _, language
from ui import theme
from ui.context import Context
from ui.pages.settings.tab import Tab, scrolled
from ui.widgets.basics import button, column, heading, label, row

SCALE, FOLDER, PRINTER = "look/scale", "backup/folder", "print/printer"
THEME, LANGUAGE = "look/theme", "look/language"
_SCALES = (100, 125, 150, 175, 200)
_LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
_THEMES = ((theme.Theme.LIGHT, N_("Light")), (theme.Theme.DARK, N_("Dark")))


class ThisPc(Tab):
    """Kept on this PC, for everybody who uses it; nothing of it is in the store."""

    name = "pc"
    title = N_("This PC")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        settings = context.settings
        self.theme = _choice(_("Look"), [(one.value, _(text)) for one, text in _THEMES], theme.theme().value)
        self.language = _choice(_("Language"), list(_LANGUAGES), str(settings.value(LANGUAGE, "") or language()))
        scales = [(str(one), f"{one} %") for one in _SCALES]
        self.scale = _choice(_("Size"), scales, str(settings.value(SCALE, "100")))
        printers = [("", _("Ask each time")), *((one, one) for one in QPrinterInfo.availablePrinterNames())]
        self.printer = _choice(_("Printer"), printers, str(settings.value(PRINTER, "")))
        self.folder = QLineEdit(str(settings.value(FOLDER, "")))
        self.folder.setAccessibleName(_("Folder for backups"))
        self.folder.setPlaceholderText(_("on another disk, better on a USB stick"))
        self.folder.editingFinished.connect(self._keep_folder)
        self._later = label(_("The size is taken up when the program is started again."), quiet=True, wraps=True)
        self.theme.activated.connect(lambda _index: self._keep_look(THEME, self.theme))
        self.language.activated.connect(lambda _index: self._keep_look(LANGUAGE, self.language))
        self.scale.activated.connect(lambda _index: settings.setValue(SCALE, int(self.scale.currentData())))
        self.printer.activated.connect(lambda _index: settings.setValue(PRINTER, self.printer.currentData()))
        no_printer = label(_("No printer is set up on this PC; pages are saved as PDF."), quiet=True, wraps=True)
        if len(printers) > 1:
            no_printer.hide()  # to show it before it has a parent would open a window
        self.fill(
            scrolled(
                heading(_("Look")),
                row(_named(self.theme), _named(self.language), _named(self.scale), space=theme.L),
                self._later,
                heading(_("Backups and paper")),
                column(_caption(self.folder), row(self.folder, button(_("Choose …"), self._choose)), space=theme.XS),
                row(_named(self.printer)),
                no_printer,
                label(_("These are kept on this PC and hold for everybody who uses it."), quiet=True, wraps=True),
            )
        )

    def _keep_look(self, key: str, box: QComboBox) -> None:
        self.context.settings.setValue(key, box.currentData())
        if key == THEME:  # the language in force is chosen too, else the next start would ask the system
            self.context.settings.setValue(LANGUAGE, self.language.currentData())
        self.context.look_changed.emit()

    def _keep_folder(self) -> None:
        self.context.settings.setValue(FOLDER, self.folder.text().strip())

    def _choose(self) -> None:
        path = QFileDialog.getExistingDirectory(self, _("Folder for backups"), self.folder.text())
        if path:
            self.folder.setText(path)
            self._keep_folder()


def _choice(name: str, options: list[tuple[str, str]], chosen: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for value, shown in options:
        made.addItem(shown, value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


def _caption(widget: QComboBox | QLineEdit) -> QLabel:
    made = label(widget.accessibleName(), quiet=True)
    made.setBuddy(widget)
    return made


def _named(box: QComboBox) -> QVBoxLayout:
    return column(_caption(box), box, space=theme.XS)
