"""What is typed into a form and not handed in yet: kept in the store a moment later, there again after a restart."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from facility_app.services.drafts import keep_draft, read_draft
from resources.text import _
from ui.context import Context
from ui.widgets.fields import Form

_KEPT_AFTER_MS = 600


class FormDraft(QObject):
    """The draft of one form; a form that is about one of many keeps one draft for each."""

    filled = Signal()
    """What was typed before is in the form again."""

    def __init__(self, context: Context, form: Form, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._key = ""
        self._before: Mapping[str, str] = {}
        self._kept: dict[str, Mapping[str, str]] = {}  # what the store holds, as far as it is known here
        self._is_filling = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_KEPT_AFTER_MS)
        self._wait.timeout.connect(self._keep)
        self.hold(form)

    def hold(self, form: Form) -> None:
        """Look after another form from now on; `leave` was called while the one before was there."""
        self._form = form
        form.edited.connect(self._edited)

    def begin(self, key: str, before: Mapping[str, str] | None = None) -> None:
        """The form is about this now: what was typed for it before comes back into a form in which nothing was typed.

        Args:
            key: the name of the page, and what the form is about; known already: nothing is done.
            before: what stands in the fields without having been typed.
        """
        if key == self._key:
            return
        self.keep_now()
        self._key, self._before = key, before or {}
        if key in self._kept:
            self._fill()
        else:
            self._context.ask(
                lambda desk: read_draft(desk, key), lambda body: self._take(key, body), lambda _error: None, key=self
            )

    def leave(self) -> None:
        """The form is about nothing for now; what it holds may be taken out without the draft."""
        self.keep_now()
        self._key = ""

    def drop(self, key: str) -> None:
        """What was typed for this was handed in; the form is about nothing for now."""
        if key == self._key:
            self._wait.stop()
            self._key = ""
        if self._kept.get(key):
            self._write(key, {})

    def keep_now(self) -> None:
        """Keep at once what was typed since the last time."""
        if self._wait.isActive():
            self._keep()

    def _keep(self) -> None:
        self._wait.stop()
        key, typed = self._key, self._typed()
        if key and typed != self._kept.get(key, {}):
            self._write(key, typed)

    def _write(self, key: str, typed: Mapping[str, str]) -> None:
        self._kept[key] = typed
        body = msgspec.json.encode(typed).decode() if typed else ""
        self._context.do(lambda desk: keep_draft(desk, key, body), saved=_("Draft"))

    def _edited(self) -> None:
        if not self._is_filling:
            self._wait.start()

    def _typed(self) -> dict[str, str]:
        before = self._before
        return {key: text for key, text in self._form.values().items() if _said(text) != _said(before.get(key, ""))}

    def _take(self, key: str, body: str) -> None:
        if key not in self._kept:  # else something was typed and kept meanwhile
            self._kept[key] = msgspec.json.decode(body, type=dict[str, str]) if body else {}
            if key == self._key:
                self._fill()

    def _fill(self) -> None:
        kept = self._kept[self._key]
        if not kept or self._typed():
            return  # the hand was faster than the store
        self._is_filling = True
        self._form.fill(kept)
        self._is_filling = False
        self.filled.emit()


def _said(text: str) -> str:
    """An empty tick says nothing."""
    return "" if text == "no" else text
