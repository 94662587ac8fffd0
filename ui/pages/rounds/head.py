"""Above the grid: which day and round, and what holds for every reading of it: site, device, time."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSettings, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from facility_app.core.values import Invalid
from facility_app.facts.round_sheet import RoundSheet
from facility_app.rules.rounds import Window
from resources.text import _
from ui import theme
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.typed import clock_of, plain
from ui.widgets.basics import ToolButton, icon, label, row

_DAY = timedelta(days=1)
_DEVICE_WIDTH, _TIME_WIDTH, _ROUND_WIDTH, _SITE_WIDTH = 96, 76, 176, 112


class RoundHead(QWidget):
    """Chooses the round; site and device are remembered on this machine."""

    wanted = Signal(object, object)
    """A day, and the id of a window."""
    entered = Signal()
    """What holds for the readings is typed: they come next."""

    def __init__(self, keying: Keying, settings: QSettings) -> None:
        super().__init__()
        self._keying, self._settings = keying, settings
        self._shown: tuple[date, tuple[Window, ...], str] | None = None
        self.day = label("", bold=True)
        self.before = self._arrow("mdi6.chevron-left", _("The day before"), -1)
        self.after = self._arrow("mdi6.chevron-right", _("The day after"), 1)
        self.window_box = self._box(_("Round"))
        self.window_box.activated.connect(lambda _index: self._want(0))
        self.site_box = self._box(_("Site of measurement"))
        self.site_box.currentIndexChanged.connect(lambda _index: self._keep())
        self.device = self._field(_("Device"), _DEVICE_WIDTH)
        self.device.setText(str(settings.value("rounds/device", "")))
        self.time = self._field(_("Time"), _TIME_WIDTH)
        self.time.setPlaceholderText(_("now"))
        self.time.setToolTip(_("When the readings were taken, such as 0712; empty: now"))
        self._devices = QStringListModel(self)
        offered = QCompleter(self._devices, self.device)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.device.setCompleter(offered)
        for one in (self.device, self.time):
            one.textChanged.connect(lambda _text: self._keep())
            one.returnPressed.connect(self._enter)
        parts: list[QWidget] = [self.before, self.day, self.after, self.window_box]
        named: list[tuple[str, QWidget]] = [
            (_("Site"), self.site_box),
            (_("Device"), self.device),
            (_("Time"), self.time),
        ]
        for text, field in named:
            parts += [label(text, quiet=True), field]
        line = row(*parts)
        line.insertSpacing(4, theme.L)
        self.window_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.window_box.setMinimumWidth(_ROUND_WIDTH)
        self.site_box.setMinimumWidth(_SITE_WIDTH)
        line.addStretch()
        self.setLayout(line)

    def _arrow(self, picture: str, name: str, step: int) -> ToolButton:
        made = ToolButton()
        made.setIcon(icon(picture))
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.clicked.connect(lambda _checked=False: self._want(step))
        return made

    @staticmethod
    def _box(name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        return made

    @staticmethod
    def _field(name: str, width: int) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setFixedWidth(width)
        return made

    def offer(self, devices: Sequence[str]) -> None:
        """Complete these devices as one is typed."""
        self._devices.setStringList(list(devices))

    def show_round(self, sheet: RoundSheet) -> None:
        """Show which round it is."""
        self.after.setEnabled(sheet.day < sheet.calendar.day_of(sheet.read_at))
        shown = (sheet.day, sheet.windows, sheet.span.window.id)
        if shown == self._shown:
            return
        self._shown = shown
        self.day.setText(f"{sheet.day:%Y-%m-%d}")
        with QSignalBlocker(self.window_box):
            self.window_box.clear()
            for one in sheet.windows:
                hours = f"{one.opens:%H:%M}–{one.closes:%H:%M}"
                self.window_box.addItem(f"{one.words.text}  {hours}", one.id)
            self.window_box.setCurrentIndex(self.window_box.findData(sheet.span.window.id))
        if not self.site_box.count():
            with QSignalBlocker(self.site_box):
                for site in sheet.rules.sites.values():
                    self.site_box.addItem(site.words.text, site.id)
                kept = self.site_box.findData(str(self._settings.value("rounds/site", self._keying.site)))
                self.site_box.setCurrentIndex(max(0, kept))
            self._keep()

    def _keep(self) -> None:
        self._keying.site = self.site_box.currentData() or self._keying.site
        self._keying.device, self._keying.time = self.device.text().strip(), self.time.text()
        self._settings.setValue("rounds/site", self._keying.site)
        self._settings.setValue("rounds/device", self._keying.device)

    def _enter(self) -> None:
        """Go on to the readings, unless they could not be made at the time that is typed."""
        try:
            if plain(self.time.text()):
                clock_of(self.time.text())
        except Invalid as problem:
            self.time.setFocus()
            self.time.selectAll()
            self._keying.context.failed.emit(problem)
        else:
            self.entered.emit()

    def _want(self, step: int) -> None:
        sheet = self._keying.sheet
        if sheet is not None:
            day: date = sheet.day + step * _DAY
            self.wanted.emit(day, self.window_box.currentData())
