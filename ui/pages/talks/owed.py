"""Who is still to be talked with this week: first talks, then those short of a quota, by officer and by name."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from facility_app.core.subjects import Subject
from facility_app.facts.talks import FIRST_TALK, FirstTalkState, QuotaFacts, TalkQuotas
from resources.text import _, ngettext
from ui import theme
from ui.widgets.basics import column, heading, label, row
from ui.widgets.table import Table, TableColumn

_NOBODY = "–"
_WIDTH = 380


@dataclass(frozen=True, slots=True)
class OwedTalk:
    """One talk that is still to be held.

    Attributes:
        what: until when, or how many are missing.
        kind: id of the kind of talk with which it is fulfilled; empty: any that counts.
        officer: whose it is to hold; "–": nobody's.
    """

    person: Subject
    what: str
    state: theme.State
    officer: str
    kind: str = ""


def owed_talks(facts: TalkQuotas) -> tuple[OwedTalk, ...]:
    """First talks that are overdue, those that are due, then whoever is short of a quota."""
    officers = {
        line.duty.person.id: line.duty.responsible.name
        for quota in facts.quotas
        for line in quota.lines
        if line.duty.responsible
    }
    firsts = [
        OwedTalk(
            one.person,
            _("first talk until {time}").format(time=f"{facts.calendar.local(one.due):%m-%d %H:%M}"),
            theme.State.OVERDUE if one.state is FirstTalkState.OVERDUE else theme.State.DUE,
            officers.get(one.person.id, _NOBODY),
            FIRST_TALK,
        )
        for one in sorted(facts.first_talks, key=lambda one: one.due)
        if one.held_at is None
    ]
    short = [
        OwedTalk(
            line.duty.person,
            f"{quota.quota.text} · {line.held}/{line.required}",
            theme.State.DUE,
            line.duty.responsible.name if line.duty.responsible else _NOBODY,
        )
        for quota in facts.quotas
        for line in quota.all.shortfall
    ]
    return (*firsts, *short)


class OwedTalks(QWidget):
    """The figures of the week, and the names; Enter begins the talk."""

    chosen = Signal(object)
    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(_WIDTH)
        self._all: tuple[OwedTalk, ...] = ()
        self._week = label("", quiet=True)
        self._figures = label("", wraps=True)
        self._figures.setAccessibleName(_("Figures of the week"))
        self.officer = QComboBox()
        self.officer.setAccessibleName(_("Officer"))
        self.officer.currentIndexChanged.connect(lambda _index: self._filter())
        self.table: Table[OwedTalk] = Table(
            [
                TableColumn(_("Person held"), lambda one: one.person.name, 104, tip=lambda one: one.person.text),
                TableColumn(_("Cell"), lambda one: one.person.cell or "–", 56),
                TableColumn(_("Still to be held"), lambda one: one.what, 0, lambda one: one.state, tip=_told),
            ],
            _("Still to be held"),
        )
        self.table.selected.connect(self.chosen)
        self.table.opened.connect(self.asked)
        self._done = label(_("✓ Every talk of this week is held."), wraps=True)
        self._done.hide()
        top = row(heading(_("This week")), self._week)
        top.addStretch()
        outer = column(top, self._figures, self.officer, self._done, self.table)
        outer.setStretchFactor(self.table, 1)
        outer.addStretch()
        self.setLayout(outer)

    def show_quotas(self, facts: TalkQuotas) -> None:
        """Show the week anew; the officer that is chosen stays."""
        self._week.setText(f"{facts.week.first:%m-%d} – {facts.week.last:%m-%d}")
        self._figures.setText("\n".join(_figures(one) for one in facts.quotas))
        self._all = owed_talks(facts)
        chosen = self.officer.currentData()
        counted: dict[str, int] = {}
        for one in self._all:
            counted[one.officer] = counted.get(one.officer, 0) + 1
        self.officer.blockSignals(True)
        self.officer.clear()
        everybody = ngettext("Every officer · {count} talk", "Every officer · {count} talks", len(self._all))
        self.officer.addItem(everybody.format(count=len(self._all)), None)
        for name, count in sorted(counted.items(), key=lambda one: (-one[1], one[0])):
            shown = name if name != _NOBODY else _("no officer named")
            self.officer.addItem(f"{shown} · {count}", name)
        self.officer.setCurrentIndex(max(0, self.officer.findData(chosen)))
        self.officer.blockSignals(False)
        self._filter()

    def _filter(self) -> None:
        officer = self.officer.currentData()
        rows = [one for one in self._all if officer in (None, one.officer)]
        self._done.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.officer.setVisible(bool(self._all))
        self.table.blockSignals(True)
        self.table.show_rows(rows)
        self.table.blockSignals(False)


def _told(one: OwedTalk) -> str:
    return _("{person}: {what}; officer {officer}").format(person=one.person.text, what=one.what, officer=one.officer)


def _figures(one: QuotaFacts) -> str:
    percent = one.all.percent
    share = f" · {percent} %" if percent is not None else ""
    return f"{one.quota.text} · {one.all.fulfilled}/{one.all.people}{share}"
