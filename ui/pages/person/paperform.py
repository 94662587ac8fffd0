"""A further document, in place on a person's page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.core.values import DaybookError
from resources.text import _
from ui import theme
from ui.pages.typed import day_typed
from ui.widgets.basics import button, column, heading, row
from ui.widgets.fields import ChoiceField, Form, TextField


def paper_form(types: Sequence[tuple[str, str]], *, columns: int = 3, least: int = 0) -> Form:
    """The fields of one document."""
    day = _("A day such as 2026-11-21.")
    return Form(
        [
            ChoiceField("document", _("Type of document"), types, required=True),
            TextField("document_number", _("Number of the document"), required=True),
            TextField("issued_by", _("Issued by"), required=True),
            TextField("document_date", _("Date of the document"), required=True, hint=day),
            TextField("term_end", _("Last day of the term"), hint=day),
        ],
        columns=columns,
        least=least,
    )


def paper_of(desk: Desk, typed: Mapping[str, str]) -> PaperGiven:
    """The document as it was typed.

    Raises:
        Invalid: a day is none; `field` names it.
    """
    return PaperGiven(
        typed.get("document", ""),
        typed.get("document_number", ""),
        typed.get("issued_by", ""),
        day_typed(desk, typed.get("document_date", ""), "document_date"),
        term_end=day_typed(desk, typed.get("term_end", ""), "term_end"),
    )


class PaperPanel(QFrame):
    """The form, and the two ways out of it."""

    handed_in = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.form = paper_form(())
        self.save = button(_("Save the document"), self.handed_in.emit)
        buttons = row(self.save, button(_("Cancel"), self.given_up.emit))
        buttons.addStretch()
        self.setLayout(column(heading(_("Further document")), self.form, buttons, space=theme.M, margins=theme.L))
        self.form.submitted.connect(self.handed_in.emit)
        self.hide()

    def start(self, types: Sequence[tuple[str, str]]) -> None:
        """Begin a new document."""
        chooser = self.form.fields["document"]
        assert isinstance(chooser, ChoiceField)
        chooser.set_options(types)
        self.show()
        chooser.setFocus()

    def show_error(self, error: DaybookError) -> None:
        """Say what is wrong, beside its field."""
        self.form.show_error(error)
