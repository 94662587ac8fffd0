"""The legal documents of an intake: as many as there are."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from facility_app.core.values import DaybookError
from resources.text import _
from ui import theme
from ui.pages.person.paperform import paper_form
from ui.widgets.basics import button, column, label, row
from ui.widgets.fieldgrid import IDENTITY
from ui.widgets.fields import Field, Form

_LEAST_SHOWN = 14


class PaperForms(QWidget):
    """One form for each document; there is always one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._types: Sequence[tuple[str, str]] = ()
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.M)
        more = row(button(_("Another document"), self.add))
        more.addStretch()
        outer = column(self._place, more, space=theme.M)
        self.setLayout(outer)
        self.add()

    def offer(self, types: Sequence[tuple[str, str]]) -> None:
        """Offer the types of document that there are."""
        self._types = types
        for one in self.forms:
            self._offer(one)

    def add(self) -> Form:
        """Room for one more."""
        form = paper_form((), columns=2, least=IDENTITY)
        for box in form.findChildren(QComboBox):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LEAST_SHOWN)
        self._offer(form)
        form.edited.connect(self.edited.emit)
        self.forms.append(form)
        card = QFrame()
        card.setObjectName("card")
        head = row(label(_("Document {count}").format(count=len(self.forms)), bold=True))
        head.addStretch()
        if len(self.forms) > 1:
            head.addWidget(button(_("Take out"), lambda: self._take_out(form, card)))
        card.setLayout(column(head, form, space=theme.S, margins=theme.M))
        self._place.addWidget(card)
        if card.isVisible():
            form.fields["document"].setFocus()
        return form

    def values(self) -> list[dict[str, str]]:
        """What the forms say, in their order."""
        return [one.values() for one in self.forms]

    def fill(self, papers: Sequence[Mapping[str, str]]) -> None:
        """Put documents in."""
        while len(self.forms) < len(papers):
            self.add()
        for form, typed in zip(self.forms, papers, strict=False):
            form.fill(typed)

    def clear(self) -> None:
        """One empty document."""
        while len(self.forms) > 1:
            form = self.forms[-1]
            card = form.parentWidget()
            assert card is not None
            self._take_out(form, card)
        self.forms[0].clear()

    def show_error(self, error: DaybookError | None) -> None:
        """Say what is wrong, at the first document that is not whole, else at the one that the error counts out."""
        for one in self.forms:
            one.show_error(None)
        if error is not None:
            given, told = self._given, error.params.get("paper")
            named = given[told - 1 : told] if isinstance(told, int) else []
            lacking = [one for one in given if one.lacking is not None]
            (lacking or named or given)[0].show_error(error)

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields that each document has."""
        return self.forms[0].fields

    @property
    def lacking(self) -> Field | None:
        """The first field that a document must have and has not; None: there is none."""
        return next((one.lacking for one in self._given if one.lacking is not None), None)

    @property
    def _given(self) -> list[Form]:
        """The documents in which something was typed; there must be one."""
        return [one for one in self.forms if any(one.values().values())] or self.forms[:1]

    def _take_out(self, form: Form, card: QWidget) -> None:
        self.forms.remove(form)
        card.setParent(None)
        card.deleteLater()
        self.edited.emit()

    def _offer(self, form: Form) -> None:
        field = form.fields["document"]
        field.set_options(self._types)  # type: ignore[attr-defined]
