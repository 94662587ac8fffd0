"""Looks at an isolation and findings on it, and its end."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facility_app.access import Desk
from facility_app.acts.isolation import IsolationEnd, ReviewMade
from facility_app.core.values import DaybookError
from facility_app.facts.isolation import ApartPerson
from facility_app.rules.isolationpack import Review
from facility_app.services.isolation import ApartBoard, end_isolation, review_isolation
from resources.text import _
from ui import theme
from ui.pages.isolation import words
from ui.pages.typed import instant_typed
from ui.widgets.basics import button, clear, column, label, row, state_label
from ui.widgets.fields import ChoiceField, Form, LongTextField, TextField

_LAST = 4
_YES, _NO = "yes", "no"


def reviews_offered(board: ApartBoard) -> list[Review]:
    """The looks and findings that the reader's roles may keep."""
    return [one for one in board.rules.reviews.values() if one.by & board.roles]


class ReviewEntry(QWidget):
    """What was looked at and found; the last of it stands above."""

    handed_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rules: dict[str, Review] = {}
        self._number = ""
        self._shown: object = None
        self._made = QVBoxLayout()
        self._made.setSpacing(theme.XS)
        self._review = ChoiceField("review", _("What it was"), (), required=True)
        self._goes_on = ChoiceField("goes_on", _("Decision"), ((_YES, _("it goes on")), (_NO, _("it does not go on"))))
        self._at = TextField("at", _("When it was so"), hint=_("Empty is now."))
        self._at.editor.setProperty("placeholderText", _("now"))
        self._text = LongTextField("text", _("Findings or reasons"))
        self.form = Form([self._review, self._goes_on, self._at, self._text], columns=2)
        self.save = button(_("Keep the review"), self.handed_in.emit, tip="Ctrl+S")
        last = row(self.save)
        last.insertStretch(0)
        self.setLayout(column(self._made, self.form, last, space=theme.M))
        self.form.submitted.connect(self.handed_in.emit)
        self._review.edited.connect(self._fit)

    def show_person(self, one: ApartPerson, board: ApartBoard) -> None:
        """Show what was found of somebody, and offer what may be."""
        if self._number != one.person.number:
            self._number = one.person.number
            self.form.clear()
        offered = reviews_offered(board)
        if tuple(each.id for each in offered) != tuple(self._rules):
            self._rules = {each.id: each for each in offered}
            self._review.set_options([(each.id, each.words.text) for each in offered])
        if not self._review.text() and offered:
            self._review.set_text(offered[0].id)
        self._fit()
        clear(self._made)
        for made in one.reviews[-_LAST:]:
            rule = board.rules.reviews.get(made.review)
            parts = [words.wall(board, made.at), rule.words.text if rule else made.review, made.by]
            if made.goes_on is not None:
                parts.append(_("it goes on") if made.goes_on else _("it does not go on"))
            parts += [made.text] if made.text else []
            told = state_label(theme.State.DONE, " · ".join(parts))
            told.setWordWrap(True)
            self._made.addWidget(told)
        if not one.reviews:
            self._made.addWidget(label(_("Nobody has looked yet."), quiet=True))

    def begin(self) -> None:
        """Put the cursor where it begins."""
        self._review.setFocus()

    def _fit(self) -> None:
        rule = self._rules.get(self._review.text())
        self._goes_on.setVisible(rule is not None and rule.decides)
        self._at.setVisible(rule is not None and rule.states is not None)

    def save_on(self, desk: Desk, number: str, typed: dict[str, str]) -> None:
        """Keep what is typed.

        Raises:
            Invalid: nothing was chosen or a time cannot be read; or as of `review_isolation`.
        """
        rule = self._rules.get(typed["review"])
        goes_on = None
        if rule is not None and rule.decides and typed["goes_on"]:
            goes_on = typed["goes_on"] == _YES
        at = instant_typed(desk, typed["at"], "at") if rule is not None and rule.states is not None else None
        review_isolation(desk, ReviewMade(number, typed["review"], goes_on, typed["text"] or None, at))


class EndEntry(QWidget):
    """The end of an isolation: by its rule, or a doctor says why all the same."""

    handed_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._number = ""
        self._reason = TextField("reason", _("Why it ends"), required=True)
        self._early = TextField("early_reason", _("Why before its rule is met"))
        self._at = TextField("ended_at", _("Ended at"), hint=_("Empty is now."))
        self._at.editor.setProperty("placeholderText", _("now"))
        self.form = Form([self._reason, self._at, self._early], columns=2)
        self.save = button(_("End it"), self.handed_in.emit, tip="Ctrl+S")
        last = row(self.save)
        last.insertStretch(0)
        self.setLayout(column(self.form, last, space=theme.M))
        self.form.submitted.connect(self.handed_in.emit)

    def show_person(self, one: ApartPerson) -> None:
        """Ask why before its rule is met, where it is not."""
        if self._number != one.person.number:
            self._number = one.person.number
            self.form.clear()
        self._early.setVisible(not one.verdict.may_end)

    def begin(self) -> None:
        """Put the cursor where it begins."""
        self._reason.setFocus()

    def show_error(self, error: DaybookError | None) -> None:
        """Say what stands against it, beside the field that cures it."""
        if error is not None and error.field == "early_reason":
            self._early.show()
        self.form.show_error(error)


def end_on(desk: Desk, number: str, typed: dict[str, str]) -> None:
    """End an isolation as it is typed.

    Raises:
        Invalid: a time cannot be read; or as of `end_isolation`.
    """
    at = instant_typed(desk, typed["ended_at"], "ended_at")
    end_isolation(desk, IsolationEnd(number, typed["reason"], typed["early_reason"] or None, at))


def begun(forms: Sequence[Form]) -> bool:
    """Whether something was typed into one of them that is no choice."""
    return any(
        one.text() for form in forms for one in form.fields.values() if isinstance(one, TextField | LongTextField)
    )
