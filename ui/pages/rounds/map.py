"""The round as a map beside the grid: the whole house in one look."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from facility_app.facts.round_sheet import RoundSheet, SheetRow
from resources.text import N_, _
from ui.charts.marks import Key, Legend
from ui.charts.roundmap import RoundMap, counts_text
from ui.charts.saving import Shown, ask_and_save
from ui.context import Context
from ui.widgets.basics import button, column, label, row

_HINT = N_("Arrows go from person to person, Enter opens the person in the grid.")


class MapSection(QWidget):
    """The map, in words above it how many stand how, below it who is under the cursor."""

    chosen = Signal(object)
    """The row of whoever is to be shown in the grid."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sheet: RoundSheet | None = None
        self.map = RoundMap()
        self.map.chosen.connect(self._choose)
        self.beside: QWidget | None = None
        """What the map takes the place of."""
        self.back_to: QWidget | None = None
        """Where the cursor goes then; as a focus proxy it would hide its neighbours from Tab."""
        self.knob = button(_("Map"), self.toggle, tip="Ctrl+M")
        self.knob.setCheckable(True)
        self.hide()
        self.counts = label("", wraps=True)
        self.counts.setAccessibleName(_("The round in figures"))
        self.save = button(_("Save as image"), self.save_image)
        self.status = label(_(_HINT), quiet=True)
        self.status.setAccessibleName(_("Under the cursor"))
        self.map.told.connect(self.status.setText)
        self.legend = Legend()
        scroll = QScrollArea()
        scroll.setAccessibleName(_("Map"))
        scroll.setWidget(self.map)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusProxy(self.map)
        self._scroll = scroll
        self.map.told.connect(lambda _text: self._keep_in_view())
        head = row(self.counts, self.save)
        head.setStretch(0, 1)
        whole = column(head, scroll, self.status, self.legend)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def toggle(self) -> None:
        """Show the map in place of the grid, or the grid again."""
        is_wanted = self.isHidden()
        self.setVisible(is_wanted)
        self.knob.setChecked(is_wanted)
        if self.beside is not None and self.back_to is not None:
            self.beside.setVisible(not is_wanted)
            (self.map if is_wanted else self.back_to).setFocus()
        self._paint()

    def show_sheet(self, sheet: RoundSheet) -> None:
        """Show a round; it is painted where the map is to be seen."""
        self._sheet = sheet
        self._paint()

    def _paint(self) -> None:
        if self._sheet is not None and not self.isHidden():
            self.map.show_sheet(self._sheet)
            self.counts.setText(counts_text(self.map.tiles))
            self.legend.show_keys(legend_keys())

    def _choose(self, row: SheetRow) -> None:
        self.toggle()
        self.chosen.emit(row)

    def _keep_in_view(self) -> None:
        tile = self.map.current
        if tile is not None:
            middle = self.map.box_of(tile).center().toPoint()
            self._scroll.ensureVisible(middle.x(), middle.y(), 60, 60)

    def save_image(self) -> None:
        """Ask where to, and save the whole map."""
        shown = self.shown()
        if shown is not None:
            ask_and_save(self._context, self, shown, self._saved)

    def shown(self) -> Shown | None:
        """What would be saved now."""
        if self._sheet is None:
            return None
        sheet = self._sheet
        return Shown(
            f"round-{sheet.day:%Y%m%d}-{sheet.span.window.id}",
            _("{window}, {day}").format(window=sheet.span.window.words.text, day=sheet.day),
            (counts_text(self.map.tiles),),
            self.map.draw,
            QSize(self.map.width(), self.map.minimumSizeHint().height()),
            self.legend,
        )

    def _saved(self, name: str) -> None:
        self.status.setText(_("{file} is saved.").format(file=name))


def legend_keys() -> tuple[Key, ...]:
    """What the shapes on the map mean."""
    return (
        Key("square", "red", _("fever confirmed")),
        Key("square", "red", _("fever to be confirmed, or alarm"), hollow=True),
        Key("plus", "red", _("fever, in the doctor's care")),
        Key("diamond", "amber", _("to measure again")),
        Key("hatched", "red", _("missing"), hollow=True),
        Key("square", "line", _("not measured, with the first letter of the reason")),
    )
