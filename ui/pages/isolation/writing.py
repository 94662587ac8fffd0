"""What is typed at the right goes to the store, and what it refuses comes back beside its field."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from facility_app.access import Desk
from facility_app.core.phrases import Phrase
from facility_app.core.values import DaybookError
from facility_app.services.isolation import ApartBoard, note_rights, observe
from facility_app.services.isolation_records import correct_line, void_written
from resources.text import _
from ui.context import Context
from ui.pages.isolation.card import END, LINE, REVIEW, RIGHTS, WRITTEN
from ui.pages.isolation.correcting import correct_on, shown_values
from ui.pages.isolation.measures import correct_as, switch_off_as, switch_on_as, void_as
from ui.pages.isolation.order import order_on
from ui.pages.isolation.review import end_on
from ui.theme import State
from ui.widgets.fields import Form

if TYPE_CHECKING:
    from ui.pages.isolation.page import IsolationPage

_CHANGES = frozenset({"isolation", "people", "history", "ledger", "registers"})
_ORDER, _MEASURES = 2, 3


class Writing(QObject):
    """Writes for a page of isolation."""

    def __init__(self, context: Context, page: "IsolationPage") -> None:
        super().__init__(page)
        self._context, self._page, self._card = context, page, page.card
        self._card.line.handed_in.connect(self.save_line)
        self._card.rights.handed_in.connect(self.save_rights)
        self._card.review.handed_in.connect(self.save_review)
        self._card.end.handed_in.connect(self.save_end)
        self._card.written.correct_asked.connect(self.correct_written)
        self._card.written.void_asked.connect(self.void_written)
        page.order.handed_in.connect(self.save_order)
        page.measures.on_asked.connect(self.switch_on)
        page.measures.off_asked.connect(self.switch_off)
        page.measures.void_asked.connect(self.void_measures)
        page.measures.correct_asked.connect(self.correct_measures)

    def save(self, place: int) -> None:
        """Keep what stands at a place of the right side."""
        if place == _ORDER:
            self.save_order()
        elif place == _MEASURES:
            panel = self._page.measures
            on = self.switch_on if panel.corrected is None else self.correct_measures
            (self.switch_off if panel.is_switching_off() else on)()
        else:
            acts = {LINE: self.save_line, RIGHTS: self.save_rights, REVIEW: self.save_review, END: self.save_end}
            acts[WRITTEN] = self.correct_written
            acts[self._card.tabs.currentIndex()]()

    def _do(
        self,
        work: Callable[[Desk], Any],
        done: Callable[[], None],
        refused: Callable[[DaybookError], None],
        saved: str,
    ) -> None:
        def finish(_result: object) -> None:
            done()
            self._page.refresh()

        self._context.do(work, finish, refused, changes=_CHANGES, saved=saved, once=self)

    def save_line(self) -> None:
        """Write the line, or correct it; what is to be done at once about what it tells stands above the page."""
        entry = self._card.line
        kept, why = entry.line, entry.why
        row = kept.row if kept is not None else None
        entry.show_error(None)
        try:
            told = entry.told()
        except DaybookError as error:
            entry.show_error(error)
            return

        def work(desk: Desk) -> Phrase | None:
            return observe(desk, told).alarm if row is None else correct_line(desk, row.id, told, why)

        def done(alarm: Phrase | None) -> None:
            entry.forget()
            self._page.table.setFocus()
            if alarm is not None:
                self._page.outcome.say(alarm.text, State.OVERDUE)
            self._page.refresh()

        self._context.do(work, done, entry.show_error, changes=_CHANGES, saved=_("Observation line"))

    def save_rights(self) -> None:
        """Note the rights of the day."""
        one, entry, board = self._card.one, self._card.rights, self._page.board
        if one is None or board is None:
            return
        told, why = entry.told(), entry.why.text().strip()
        entry.show_error(None)
        self._do(
            lambda desk: note_rights(desk, one.person.number, told, board.day, why=why),
            self._page.table.setFocus,
            entry.show_error,
            _("Rights of the day"),
        )

    def save_review(self) -> None:
        """Keep a review."""
        one, entry = self._card.one, self._card.review
        if one is not None:
            self._form(entry.form, lambda desk, typed: entry.save_on(desk, one.person.number, typed), _("Review"))

    def save_end(self) -> None:
        """End it."""
        one, entry = self._card.one, self._card.end
        if one is not None:
            self._form(
                entry.form,
                lambda desk, typed: end_on(desk, one.person.number, typed),
                _("End of isolation"),
                entry.show_error,
            )

    def correct_written(self) -> None:
        """Correct the record that is chosen."""
        one, entry, board = self._card.one, self._card.written, self._page.board
        record, typed, why = entry.chosen, entry.typed(), entry.reason
        if one is None or record is None or board is None or not entry.correct.isEnabled():
            return
        shown = shown_values(record, board)
        entry.show_error(None)
        self._do(
            lambda desk: correct_on(desk, record, one.person.number, shown, typed, why),
            self._written,
            entry.show_error,
            _("Corrected record"),
        )

    def void_written(self) -> None:
        """Void the record that is chosen."""
        entry = self._card.written
        record, why = entry.chosen, entry.reason
        if record is None:
            return
        entry.show_error(None)
        self._do(
            lambda desk: void_written(desk, record.sort, record.id, why),
            self._written,
            entry.show_refusal,
            _("Voided"),
        )

    def _written(self) -> None:
        self._card.written.forget()
        self._card.line.forget()
        self._card.written.table.setFocus()

    def save_order(self) -> None:
        """Order what is typed, for whoever is meant by what stands there now."""
        self._page.order.person.when_settled(self._save_order)

    def _save_order(self) -> None:
        form, page = self._page.order.form, self._page
        number = form.values()["number"]

        def done() -> None:
            page.open(number)
            page.back()

        self._form(form, order_on, _("Order"), done=done)

    def switch_on(self) -> None:
        """Switch measures on."""
        self._form(self._page.measures.on, switch_on_as, _("Measures"), done=self._page.back)

    def switch_off(self) -> None:
        """Switch measures off."""
        self._on_chosen(switch_off_as)

    def void_measures(self) -> None:
        """Void measures."""
        self._on_chosen(void_as)

    def _on_chosen(self, act: Callable[[Desk, ApartBoard, dict[str, str]], None]) -> None:
        board = self._page.board
        if board is not None:
            work: Callable[[Desk, dict[str, str]], None] = lambda desk, typed: act(desk, board, typed)  # noqa: E731
            self._form(self._page.measures.off, work, _("Measures"), done=self._page.back)

    def correct_measures(self) -> None:
        """Correct measures that are on."""
        found = self._page.measures.corrected
        if found is not None:
            work: Callable[[Desk, dict[str, str]], None] = lambda desk, typed: correct_as(desk, found, typed)  # noqa: E731
            self._form(self._page.measures.on, work, _("Measures"), done=self._page.back)

    def _form(
        self,
        form: Form,
        work: Callable[[Desk, dict[str, str]], None],
        saved: str,
        refused: Callable[[DaybookError], None] | None = None,
        done: Callable[[], None] | None = None,
    ) -> None:
        typed = form.values()
        form.show_error(None)

        def finish() -> None:
            if form.values() == typed:  # nothing was typed meanwhile
                form.clear()
            (done or self._page.table.setFocus)()

        self._do(lambda desk: work(desk, typed), finish, refused or form.show_error, saved)
