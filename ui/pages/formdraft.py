"""What is typed into a form and not handed in yet: kept in the store a moment later, there again after a restart."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QObject, QTimer

from facility_app.services.drafts import keep_draft, read_draft
from resources.text import _
from ui.context import Context
from ui.widgets.fields import Form

_KEPT_AFTER_MS = 600


class FormDraft(QObject):
    """The draft of one form; a form that is about one of many keeps one draft for each."""

    def __init__(self, context: Context, form: Form, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._form = context, form
        self._key = ""
        self._kept: Mapping[str, str] = {}
        self._is_filling = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_KEPT_AFTER_MS)
        self._wait.timeout.connect(self._keep)
        form.edited.connect(self._edited)

    def begin(self, key: str) -> None:
        """The form is about this now: what was typed for it before comes back into an empty form.

        Args:
            key: the name of the page, and what the form is about; known already: nothing is done.
        """
        if key == self._key:
            return
        self.keep_now()
        self._key, self._kept = key, {}
        self._context.ask(lambda desk: read_draft(desk, key), self._take, lambda _error: None, key=self)

    def leave(self) -> None:
        """The form is about nothing for now; what it holds may be taken out without the draft."""
        self.keep_now()
        self._key = ""

    def keep_now(self) -> None:
        """Keep at once what was typed since the last time."""
        if self._wait.isActive():
            self._keep()

    def _keep(self) -> None:
        self._wait.stop()
        key, typed = self._key, self._typed()
        if not key or typed == self._kept:
            return
        self._kept = typed
        body = msgspec.json.encode(typed).decode() if typed else ""
        self._context.do(lambda desk: keep_draft(desk, key, body), saved=_("Draft"))

    def _edited(self) -> None:
        if not self._is_filling:
            self._wait.start()

    def _typed(self) -> dict[str, str]:
        return {key: text for key, text in self._form.values().items() if text not in ("", "no")}

    def _take(self, body: str) -> None:
        if not body or self._kept:
            return
        self._kept = msgspec.json.decode(body, type=dict[str, str])
        if self._typed():
            return  # the hand was faster than the store
        self._is_filling = True
        self._form.fill(self._kept)
        self._is_filling = False
