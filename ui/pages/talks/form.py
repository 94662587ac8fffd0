"""Writing down a talk: with whom, as what, when, how long, by whom, and what was said."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from facility_app.access import Desk
from facility_app.acts.talks import TalkHeld
from facility_app.core.values import Invalid
from facility_app.exchange.moments import read_instant
from facility_app.exchange.setting import setting_of
from facility_app.facts.held_talks import TalkForm
from facility_app.services.talks import record_talk
from resources.text import N_, _
from ui.context import Context
from ui.pages.talks.person import PersonField
from ui.widgets.fieldgrid import NUMBER
from ui.widgets.fields import ChoiceField, FindField, Form, LongTextField, TextField

_LINES_HIGH = 108


class TalkRecord(Form):
    """The form of one talk; the services judge what is typed."""

    def __init__(self, context: Context) -> None:
        self.person = PersonField("number", _("Person held"), context)
        self._kind = ChoiceField("kind", _("Kind of talk"), (), required=True)
        self._start = TextField("started_at", _("Began at"), hint=_("Empty is now; the key = puts in the time now."))
        self._minutes = TextField("minutes", _("Minutes"), required=True)
        self._officer = FindField("officer", _("Officer"), (), hint=_("Empty is whoever is logged in."))
        self._short = TextField("reason_if_short", _("Why it was short"))
        self._content = LongTextField("content", _("What was said"), required=True)
        self._content.editor.setFixedHeight(_LINES_HIGH)
        super().__init__(
            [self.person, self._kind, self._start, self._minutes, self._officer, self._short, self._content],
            least=NUMBER,
        )
        self._options: TalkForm | None = None
        self._context = context

    def offer(self, options: TalkForm) -> None:
        """Offer the kinds and the staff of today; what was typed stays."""
        self._options = options
        self._kind.set_options([(key, words.text) for key, words in options.kinds])
        self._officer.set_options([(one.number, f"{one.name} ({one.number})") for one in options.officers])
        placeholder = options.own.name if options.own else ""
        self._officer.editor.setProperty("placeholderText", placeholder)
        self._start.editor.setProperty("placeholderText", _("now"))
        note = _("needed under {least} minutes").format(least=options.least_minutes)
        self._short.editor.setProperty("placeholderText", note)

    def is_begun(self) -> bool:
        """Whether anything but the person and the kind was typed."""
        values = self.values()
        return any(values[key] for key in ("minutes", "content", "reason_if_short", "started_at"))

    def put_now(self) -> None:
        """Put the time now into the field of the beginning."""
        if self._options is not None:
            now = self._options.calendar.local(self._context.machine.clock())
            self._start.set_text(f"{now:%Y-%m-%d %H:%M}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_key and watched is self._start.editor and event.text() in ("=", "＝"):  # type: ignore[attr-defined]
            self.put_now()
            return True
        return super().eventFilter(watched, event)


def save_talk(desk: Desk, values: dict[str, str]) -> None:
    """Record the talk of a form.

    Raises:
        Invalid: a figure or a time cannot be read; or as of `record_talk`.
    """
    if not values["kind"]:
        raise Invalid(N_("This must be filled in."), field="kind")
    typed = values["minutes"]
    if not typed.isdecimal():
        raise Invalid(N_("Give the minutes as a figure, such as 20."), field="minutes")
    talk = TalkHeld(
        values["number"],
        values["kind"],
        int(typed),
        values["content"],
        _began(desk, values["started_at"]),
        values["officer"] or None,
        values["reason_if_short"] or None,
    )
    record_talk(desk, talk)


def _began(desk: Desk, typed: str) -> datetime | None:
    if not typed:
        return None
    try:
        return read_instant(typed, setting_of(desk))
    except Invalid as error:
        raise Invalid(error.message, field="started_at", **error.params) from None
