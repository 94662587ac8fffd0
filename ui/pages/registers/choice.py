"""The registers by group, each with what it waits for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from facility_app.rules.declared import Group, Register
from facility_app.services.register_board import RegisterLine
from resources.text import N_, _
from ui import theme
from ui.theme import State

WIDTH = 212
_STATE_WIDTH = 70
_GROUPS = {
    Group.HEALTH: N_("Health and hygiene"),
    Group.GATE: N_("Gate"),
    Group.SECURITY: N_("Safety"),
    Group.EQUIPMENT: N_("Equipment"),
    Group.EDUCATION: N_("Education and rehabilitation"),
}
_NAME = Qt.ItemDataRole.UserRole


def state_of(line: RegisterLine) -> State | None:
    """What a register waits for: something late, something due, or nothing."""
    if line.register.is_list:
        return None
    if line.blind or line.overdue:
        return State.OVERDUE
    return State.DUE if line.waiting or line.open else State.DONE


class RegisterChoice(QTreeWidget):
    """Which register is shown."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Registers and lists"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(theme.S)
        self.setFont(theme.section_font(theme.TABLE_PT, bold=False))
        self.setStyleSheet(f"QTreeView::item {{ padding: {theme.XS}px 0; }}")
        self.setFixedWidth(WIDTH)
        self.setTabKeyNavigation(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.header().resizeSection(1, _STATE_WIDTH)
        self.currentItemChanged.connect(self._choose)

    def show_lines(self, lines: Sequence[RegisterLine], wanted: str) -> None:
        """Show the registers; `wanted` is the one that is chosen."""
        self.blockSignals(True)
        self.clear()
        for group, name in _GROUPS.items():
            self._add_group(_(name), [one for one in lines if one.register.group is group and not one.register.is_list])
        self._add_group(_("Lists"), [one for one in lines if one.register.is_list])
        self.blockSignals(False)
        self.choose(wanted)

    def choose(self, name: str) -> None:
        """Choose a register by its name."""
        for item in self._items():
            if item.data(0, _NAME) == name:
                self.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        for place in range(self.topLevelItemCount()):
            group = self.topLevelItem(place)
            children = [group.child(n) for n in range(group.childCount())] if group is not None else []
            found += [one for one in children if one is not None]
        return found

    def step(self, by: int) -> None:
        """Go to the next register, or the one before."""
        items = self._items()
        current = self.currentItem()
        place = next((n for n, one in enumerate(items) if one is current), 0)
        if items:
            self.setCurrentItem(items[(place + by) % len(items)])

    def _add_group(self, name: str, lines: Sequence[RegisterLine]) -> None:
        if not lines:
            return
        group = QTreeWidgetItem([name])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setFont(0, theme.section_font(theme.TABLE_PT))
        group.setForeground(0, QBrush(QColor(theme.colours().quiet)))
        self.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        for one in lines:
            group.addChild(_item(one))
        group.setExpanded(True)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _NAME):
            self.chosen.emit(item.data(0, _NAME))


def _item(line: RegisterLine) -> QTreeWidgetItem:
    late, due = line.blind + line.overdue, line.waiting + line.open
    state = state_of(line)
    parts = [f"{State.OVERDUE.shape} {late}"] if late else []
    parts += [f"{State.DUE.shape} {due}"] if due else []
    text = " ".join(parts) or (state.shape if state else "")
    made = QTreeWidgetItem([_(line.register.label), text])
    made.setData(0, _NAME, line.register.name)
    made.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if state is not None:
        made.setForeground(1, QBrush(QColor(state.colour(theme.colours()))))
    made.setToolTip(0, _tip(line.register))
    made.setToolTip(1, _counts(line))
    made.setData(1, Qt.ItemDataRole.AccessibleTextRole, _counts(line))
    return made


def _tip(register: Register) -> str:
    return f"{_(register.label)}\n{_(register.help)}"


def _counts(line: RegisterLine) -> str:
    if line.register.is_list:
        return ""
    text = _("left out today: {blind}; to do now: {waiting}; else overdue: {overdue}; else open: {open}")
    return text.format(blind=line.blind, waiting=line.waiting, overdue=line.overdue, open=line.open)
