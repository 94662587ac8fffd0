"""Signing a round off: who is still to be measured, what looks wrong and why it is right, and who signed when."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from facility_app.access import Desk
from facility_app.core.messages import error_text
from facility_app.core.phrases import listed
from facility_app.core.values import DaybookError
from facility_app.facts.round_sheet import RoundSheet
from facility_app.rules.findings import Finding
from facility_app.services import rounds
from resources.text import N_, _, ngettext
from ui import theme
from ui.actions import Action
from ui.pages.rounds import words
from ui.theme import State
from ui.widgets.basics import button, column, holder, label, row

if TYPE_CHECKING:
    from ui.pages.rounds.page import RoundsPage

_NAMES = 12


class SignPanel(QFrame):
    """What stands in the way of a signature; then the note, and Enter. A signature is withdrawn with a reason."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = label("", bold=True)
        self.blank = label("", wraps=True)
        self.blank.setAccessibleName(_("Neither measured nor explained"))
        self.blank.setStyleSheet(f"color: {State.OVERDUE.colour(theme.colours())};")
        self.hints = label("", wraps=True)
        self.hints.setAccessibleName(_("What looks wrong"))
        self.text = QLineEdit()
        self.error = label("", wraps=True)
        self.error.setObjectName("error")
        self.act = button(_("Sign off (Enter)"), lambda: None)
        self.cancel = button(_("Cancel (Esc)"), lambda: None)
        last = row(self.text, self.act, self.cancel)
        last.setStretch(0, 1)
        self.setLayout(column(self.title, self.blank, self.hints, last, self.error, space=theme.S, margins=theme.M))
        self.escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self.escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def begin(self, title: str, asked: str, act: str) -> None:
        """Ask for a signature, or for the reason of withdrawing one."""
        self.title.setText(title)
        self.text.clear()
        self.text.setPlaceholderText(asked)
        self.text.setAccessibleName(asked)
        self.act.setText(act)
        self.act.setAccessibleName(act)
        self.act.setEnabled(True)
        for one in (self.blank, self.hints, self.error):
            say(one, "")
        self.show()
        self.text.setFocus()


class SignOff:
    """The signature of the round that is shown: the line in the footer, and the panel.

    Attributes:
        line: who signed when, or the button that asks for it.
    """

    def __init__(self, page: "RoundsPage") -> None:
        self._page = page
        self.panel = SignPanel()
        self.signed, self.corrected = label("", bold=True), label("", bold=True)
        self.signed.setStyleSheet(f"color: {State.DONE.colour(theme.colours())};")
        self.corrected.setStyleSheet(f"color: {State.DUE.colour(theme.colours())};")
        self.knob = button(_("Sign off (F9)"), self.start)
        self.line: QWidget = holder(row(self.signed, self.corrected, self.knob))
        self.panel.text.returnPressed.connect(self._answer)
        self.panel.act.clicked.connect(lambda _checked=False: self._answer())
        self.panel.cancel.clicked.connect(lambda _checked=False: self.put_away())
        self.panel.escape.activated.connect(self.put_away)

    def actions(self, page: str) -> list[Action]:
        """The acts, for the palette and the sheet of keys."""
        return [
            Action(
                "rounds.sign",
                N_("Sign off the round"),
                self.start,
                "F9",
                page,
                N_("signature; withdraw"),
                "rounds.sign_round",
            )
        ]

    def show_round(self, sheet: RoundSheet) -> None:
        """Say who signed the round, and whether something was corrected since."""
        signature = sheet.signature
        if signature is None:
            say(self.signed, "")
            say(self.corrected, "")
        else:
            at = sheet.calendar.local(signature.at)
            signed = _("✓ signed off {time} by {name}").format(time=f"{at:%m-%d %H:%M}", name=signature.by)
            say(self.signed, signed)
            self.signed.setToolTip(signature.note)
            corrected = sheet.calendar.local(signature.corrected_at) if signature.corrected_at else None
            text = _("▲ corrected after signing, {time}")
            say(self.corrected, text.format(time=f"{corrected:%m-%d %H:%M}") if corrected else "")
        text = _("Sign off (F9)") if signature is None else _("Withdraw (F9)")
        self.knob.setText(text)
        self.knob.setAccessibleName(text)
        self.knob.setVisible(self._page.context.may(_NEEDED[signature is None]))

    def start(self) -> None:
        """Ask for the signature; where there is one, for the reason of withdrawing it."""
        page, sheet = self._page, self._page.keying.sheet
        if sheet is None:
            return
        page.grid.leave()
        page.answers.put_away()
        title = f"{sheet.span.window.words.text} {sheet.day}"
        if sheet.signature is not None:
            self.panel.begin(title, _("Why is the signature withdrawn?"), _("Withdraw (Enter)"))
            return
        self.panel.begin(title, _("Note: why what looks wrong is right"), _("Sign off (Enter)"))
        self._tell_blank(sheet)
        day, window = sheet.day, sheet.span.window.id
        page.context.ask(lambda desk: rounds.round_hints(desk, day, window), self._tell_hints, key=self)

    def put_away(self) -> None:
        """Ask nothing any more."""
        if not self.panel.isHidden():
            self.panel.hide()
            self._page.grid.setFocus()

    def _tell_blank(self, sheet: RoundSheet) -> None:
        """By name who has neither a reading nor a reason: without them nobody signs."""
        tally = self._page.keying.tally
        n = tally.missing if tally else 0
        names = [one.subject.text for one in tally.first_missing(_NAMES)] if tally else []
        more = " …" if n > len(names) else ""
        text = ngettext(
            "Neither measured nor explained: {n} ({names}). Measure them, or say why not.",
            "Neither measured nor explained: {n} ({names}). Measure them, or say why not.",
            n,
        )
        shape = words.missing_state(sheet).shape
        say(self.panel.blank, f"{shape} {text.format(n=n, names=listed(names) + more)}" if n else "")
        self.panel.act.setEnabled(not n)
        if n:
            self.panel.cancel.setFocus()

    def _tell_hints(self, found: tuple[Finding, ...]) -> None:
        say(self.panel.hints, "\n".join(f"▲ {one.explanation.text}" for one in found))

    def _answer(self) -> None:
        sheet = self._page.keying.sheet
        if sheet is None or not self.panel.act.isEnabled():
            return
        told, day, window, signature = self.panel.text.text(), sheet.day, sheet.span.window.id, sheet.signature
        self.panel.act.setEnabled(False)

        def work(desk: Desk) -> object:
            if signature is None:
                return rounds.sign_round(desk, day, window, told or None)
            return rounds.void_signature(desk, signature.id, told)

        def done(_result: object) -> None:
            self.put_away()
            self._page.keying.read()

        changes = frozenset({"rounds", "history"})
        self._page.context.do(work, done, self._failed, changes=changes, saved=sheet.span.window.words.text)

    def _failed(self, error: DaybookError) -> None:
        self.panel.act.setEnabled(True)
        say(self.panel.error, error_text(error))
        self.panel.text.setFocus()


_NEEDED = {True: "rounds.sign_round", False: "rounds.void_signature"}
"""What the button asks for, by whether there is no signature."""


def say(place: QLabel, text: str) -> None:
    """A text; empty: nothing is shown."""
    place.setText(text)
    place.setVisible(bool(text))
