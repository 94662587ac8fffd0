"""The reason for which something is read that is kept from most, in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from facility_app.core.values import Invalid
from resources.text import N_, _
from ui import theme
from ui.widgets.basics import button, column, heading, label, row
from ui.widgets.fields import Form, TextField


class SecretPanel(QFrame):
    """Asks for a reason; that it was read, and why, goes into the journal."""

    handed_in = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.form = Form([TextField("reason", _("Reason"), required=True)], columns=1)
        buttons = row(button(_("Read in full"), self._hand_in), button(_("Cancel"), self.given_up.emit))
        buttons.addStretch()
        why = label(_("Who reads these particulars, when and why is kept in the journal."), quiet=True, wraps=True)
        self.setLayout(column(heading(_("Read in full")), why, self.form, buttons, space=theme.M, margins=theme.L))
        self.form.submitted.connect(self._hand_in)
        self.hide()

    def _hand_in(self) -> None:
        if self.reason:
            self.handed_in.emit()
        else:
            self.form.show_error(Invalid(N_("Give the reason."), field="reason"))

    @property
    def reason(self) -> str:
        """What was given."""
        return self.form.fields["reason"].text().strip()

    def start(self) -> None:
        """Ask."""
        self.form.clear()
        self.show()
        self.form.fields["reason"].setFocus()
