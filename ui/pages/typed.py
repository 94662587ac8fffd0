"""Days as they are typed into filters, and what is said of a wrong one."""

from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit

from facility_app.access import Desk
from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError, Invalid
from facility_app.exchange.moments import DATE, INSTANT
from facility_app.exchange.setting import setting_of
from resources.text import _

_WIDTH = 116


class DayBox(QLineEdit):
    """A short line for a day; empty: no limit."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__()
        self.key = key
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setToolTip(_("A day such as 2026-11-21; empty: no limit."))
        self.setFixedWidth(_WIDTH)

    def show_error(self, error: DaybookError | None) -> None:
        """Mark the line as wrong, with a sentence; None: nothing is."""
        sentence = error_text(error) if error else ""
        self.setProperty("wrong", bool(sentence))
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence or _("A day such as 2026-11-21; empty: no limit."))


def day_typed(desk: Desk, text: str, field: str) -> date | None:
    """A typed day; None: nothing was typed.

    Raises:
        Invalid: it is no day; `field` is the one given.
    """
    if not text.strip():
        return None
    try:
        found = DATE.read(text, setting_of(desk))
    except Invalid as error:
        raise Invalid(error.message, field=field, **error.params) from None
    assert isinstance(found, date)
    return found


def instant_typed(desk: Desk, text: str, field: str) -> datetime | None:
    """A typed day and time of the facility, in UTC; None: nothing was typed.

    Raises:
        Invalid: it is none; `field` is the one given.
    """
    if not text.strip():
        return None
    try:
        found = INSTANT.read(text, setting_of(desk))
    except Invalid as error:
        raise Invalid(error.message, field=field, **error.params) from None
    assert isinstance(found, datetime)
    return found
