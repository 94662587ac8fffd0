"""The footer that never lies: measured of expected, who is missing by name, who is measured again, what is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from facility_app.core.subjects import SubjectKind
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from resources.text import _, ngettext
from ui import theme
from ui.pages.rounds import words
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.tally import Tally
from ui.theme import State
from ui.widgets.basics import column, label, row

_NAMES = 3


class RoundFooter(QWidget):
    """Figures of the whole round. Names are buttons that go there."""

    chosen = Signal(object)
    """The row whose name was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("State of the round"))
        self.measured, self.missing, self.more = label("", bold=True), label("", bold=True), label("")
        self.explained, self.recheck, self.saved = label("", quiet=True), label("", bold=True), label("", bold=True)
        self.unsaved = label("", bold=True)
        self.names = [_Name(self) for _place in range(_NAMES)]
        self.first_recheck = _Name(self)
        self._leading = (self.measured, self.missing)
        first = row(*self._leading, *self.names, self.more)
        first.addStretch()
        first.addWidget(self.saved)
        self._second = row(self.explained, self.recheck, self.first_recheck)
        self._second.addStretch()
        self._second.addWidget(self.unsaved)
        self._first: Sequence[SheetRow] = ()
        self._n = 0
        self.setLayout(column(first, self._second, space=theme.XS))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def put_beside(self, line: QWidget) -> None:
        """Put something at the end of the second line."""
        self._second.addWidget(line)

    def show_round(self, keying: Keying) -> None:
        """Show how far the round is."""
        tally = keying.tally
        if tally is None:
            return
        sheet, missing = tally.sheet, tally.missing
        self._measured(tally)
        self._missing(missing, words.missing_state(sheet))
        n = tally.with_reason
        _say(self.explained, ngettext("{n} with a reason", "{n} with a reason", n).format(n=n) if n else "")
        self._rechecks(tally)
        self._saved(keying, sheet)
        self._first, self._n = tally.first_missing(_NAMES), missing
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name()

    def _measured(self, tally: Tally) -> None:
        text = _("measured {measured} of {expected}, staff {staff} of {staff_expected}").format(
            measured=tally.measured(SubjectKind.PERSON),
            expected=tally.sheet.people.expected,
            staff=tally.measured(SubjectKind.STAFF),
            staff_expected=tally.sheet.staff.expected,
        )
        _say(self.measured, text, State.DONE if tally.is_done else None)

    def _missing(self, missing: int, state: State) -> None:
        text = ngettext("{n} missing:", "{n} missing:", missing).format(n=missing)
        _say(self.missing, text if missing else "", state)

    def _name(self) -> None:
        """The first who are missing by name, as many as the line has room for; a figure is never cut."""
        taken = [*self._leading, self.saved]
        room = self.width() - sum(one.sizeHint().width() + theme.S for one in taken if not one.isHidden())
        room -= self.more.fontMetrics().horizontalAdvance("…") + theme.S
        shown = 0
        for place, one in enumerate(self.names):
            one.stand_for(self._first[place] if place < len(self._first) else None)
            room -= one.sizeHint().width() + theme.S
            one.setVisible(place < len(self._first) and room >= 0)
            shown += not one.isHidden()
        _say(self.more, "…" if self._n > shown else "")

    def _rechecks(self, tally: Tally) -> None:
        sheet, first, n = tally.sheet, tally.first_recheck, len(tally.rechecks)
        self.first_recheck.stand_for(first)
        if first is None:
            _say(self.recheck, "")
            return
        text = ngettext("{n} to measure again, from {time}:", "{n} to measure again, the first from {time}:", n)
        since = sheet.recheck_from(first)
        is_of_before = since is not None and sheet.calendar.day_of(since) != sheet.day
        day = f"{sheet.calendar.local(since):%m-%d} " if is_of_before and since is not None else ""
        _say(self.recheck, text.format(n=n, time=day + words.wall(sheet, since)), State.RECHECK)

    def _saved(self, keying: Keying, sheet: RoundSheet) -> None:
        n = keying.unsaved
        text = ngettext("{n} reading not saved", "{n} readings not saved", n).format(n=n)
        _say(self.unsaved, text if n else "", State.OVERDUE)
        if keying.writing:
            _say(self.saved, _("saving …"))
        elif keying.saved_at is not None:
            at = sheet.calendar.local(keying.saved_at)
            _say(self.saved, _("saved {time}").format(time=f"{at:%H:%M:%S}"), State.DONE)


class _Name(QToolButton):
    """A name that goes to its row."""

    def __init__(self, footer: RoundFooter) -> None:
        super().__init__()
        self._row: SheetRow | None = None
        self.setAccessibleName(_("Go to the person"))
        self.setStyleSheet(f"color: {theme.colours().accent};")
        self.clicked.connect(lambda _checked=False: footer.chosen.emit(self._row))

    def stand_for(self, one: SheetRow | None) -> None:
        """Show somebody's name, or nothing."""
        if one is self._row and one is not None:
            return
        self._row = one
        if one is not None:
            self.setText(one.subject.name)
            self.setAccessibleName(_("Go to {name}").format(name=one.subject.text))
        self.setVisible(one is not None)


def _say(place: QLabel, text: str, state: State | None = None) -> None:
    """A text with the shape and the colour of a state; empty: nothing is shown."""
    shown = f"{state.shape} {text}" if state and text else text
    if place.text() != shown:
        place.setText(shown)
        dress = f"color: {state.colour(theme.colours())};" if state else ""
        if place.styleSheet() != dress:
            place.setStyleSheet(dress)
    if place.isHidden() is bool(text):
        place.setVisible(bool(text))
