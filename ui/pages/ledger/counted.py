"""How many were counted at the end of the day: asked before a day is closed, and held against the records."""

from facility_app.core.values import Invalid
from resources.text import N_, _
from ui.widgets.fields import Form, TextField

_KEY = "stated"


class CountForm(Form):
    """One figure; Enter hands it in."""

    def __init__(self) -> None:
        hint = _("What the count at the end of the day came to; Enter closes the day with it.")
        super().__init__([TextField(_KEY, _("Counted at the end of the day"), required=True, hint=hint)], columns=1)

    def stated(self) -> int:
        """The figure; full-width digits are digits.

        Raises:
            Invalid: nothing was typed, or no figure.
        """
        typed = self.values()[_KEY]
        if not typed:
            raise Invalid(N_("Type how many were counted. The records are compared with it."), field=_KEY)
        if not typed.isdecimal():
            raise Invalid(
                N_("“{typed}” is no figure. Type how many were counted, such as 342."), field=_KEY, typed=typed
            )
        return int(typed)

    def show_difference(self) -> None:
        """Say that the records count otherwise; by how many and whom stands above."""
        field = self.fields[_KEY]
        field.show_error(_("The records say something else. Count again, or put them right."))
        field.setFocus()
