"""The page of talks: whom the week still owes one, the record, and the talks held before with the same person."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter

from facility_app.access import Desk
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.core.values import DaybookError
from facility_app.facts.held_talks import PastTalk, TalkForm
from facility_app.facts.search import FoundPerson
from facility_app.facts.talks import TalkQuotas
from facility_app.services.talks import talk_form, talk_quotas, talks_with
from resources.text import N_, _, ngettext
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.pages.page import Page
from ui.pages.talks.form import TalkRecord, save_talk
from ui.pages.talks.owed import OwedTalk, OwedTalks
from ui.pages.talks.person import with_number
from ui.widgets.basics import button, card, column, heading, label, scrolled
from ui.widgets.table import Table, TableColumn

_RECORDS, _ADMITS = "talks.record_talk", "intake.admit_person"


def _read(desk: Desk) -> tuple[TalkForm, TalkQuotas]:
    form = talk_form(desk)
    today: date = form.calendar.day_of(form.now)
    return form, talk_quotas(desk, today)


class TalksPage(Page):
    """Nobody is forgotten: the names that are short stand beside the form that cures it."""

    name = "talks"
    title = N_("Talks")
    about = frozenset({"talks", "people", "releases"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._form_facts: TalkForm | None = None
        self._person: Subject | None = None
        self.owed = OwedTalks()
        self.owed.chosen.connect(self._focus)
        self.owed.asked.connect(self.begin)
        self.form = TalkRecord(context)
        self.draft = self.drafted(self.form)
        self.form.submitted.connect(self.save)
        self.form.person.found.connect(self._find)
        self.form.person.edited.connect(self._forget_past)
        self._title = heading(_("Record a talk"))
        self._past_title = label("", quiet=True)
        self.past: Table[PastTalk] = Table(
            [
                TableColumn(_("Began at"), self._wall, 128),
                TableColumn(_("Kind of talk"), lambda one: one.kind.text, 150),
                TableColumn(_("Minutes"), lambda one: str(one.minutes), 60, right=True),
                TableColumn(_("Officer"), lambda one: one.officer, 80),
                TableColumn(_("What was said"), lambda one: one.content, 0, tip=lambda one: one.content),
            ],
            _("Talks before with this person"),
        )
        self.past.hide()
        writing = column(self._title, self.form, space=theme.M, margins=theme.L)
        right = column(card(writing), self._past_title, self.past, space=theme.S)
        right.addStretch()
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.owed)
        parts.addWidget(scrolled(right, _("Record a talk")))
        parts.setStretchFactor(1, 1)
        parts.setHandleWidth(theme.M)
        parts.setChildrenCollapsible(False)
        parts.setObjectName("gap")
        self.set_content(column(parts))
        self.add_tool(button(_("New talk"), self.begin_new, tip="Ctrl+N"), _RECORDS)
        self.add_tool(button(_("Save the talk"), self.save, primary=True, tip="Ctrl+S"), _RECORDS)

    def actions_of_page(self) -> list[Action]:
        return [
            Action("talks.save", N_("Save the talk"), self.save, "Ctrl+S", self.name, needs=_RECORDS),
            Action("talks.new", N_("Record another talk"), self.begin_new, "Ctrl+N", self.name, needs=_RECORDS),
            Action(
                "talks.next",
                N_("Talk with the next who is short"),
                self.begin_next,
                "F3",
                self.name,
                needs=_RECORDS,
                can_run=lambda: bool(self.owed.table.rows),
            ),
        ]

    def open(self, what: object) -> None:
        """Begin a talk with somebody, by the number."""
        number = str(what)
        self.context.ask(lambda desk: with_number(desk, number), self._begin_found, key="talk-person")

    def refresh(self) -> None:
        self.wait()
        self.context.ask(_read, self._show, self.show_error, key=self)

    def focus_first(self) -> None:
        self.form.person.setFocus()

    def is_dirty(self) -> bool:
        return self.form.is_begun()

    def _show(self, found: tuple[TalkForm, TalkQuotas]) -> None:
        self._form_facts, quotas = found
        self.form.offer(self._form_facts)
        if not any(one.lines for one in quotas.quotas):
            admit = Action("talks.admit", N_("Admit a person"), lambda: self.context.show_page("intake"), needs=_ADMITS)
            self.show_empty(_("Here stands whom the week still owes a talk. Nobody is held yet."), admit)
            return
        self.draft.begin(self.name)
        self.owed.show_quotas(quotas)
        self.show_content()
        if self.isVisible() and self.form.person.text() == "" and not self.owed.table.hasFocus():
            self.focus_first()

    def _wall(self, one: PastTalk) -> str:
        facts = self._form_facts
        return f"{facts.calendar.local(one.started_at):%Y-%m-%d %H:%M}" if facts else ""

    def _focus(self, one: OwedTalk | None) -> None:
        if one is not None:
            self.context.focus(one.person)

    def begin(self, one: OwedTalk) -> None:
        """Begin the talk that somebody is owed."""
        self._person = one.person
        self.form.show_error(None)
        self.form.person.put(one.person.number, one.person.name, one.person.cell)
        if one.kind:
            self.form.fill({"kind": one.kind})
        self.form.fields["minutes" if one.kind else "kind"].setFocus()

    def begin_new(self) -> None:
        """Empty the form."""
        self.form.clear()
        self.focus_first()

    def begin_next(self) -> None:
        """Begin the talk that stands first."""
        rows = self.owed.table.rows
        if rows:
            self.begin(rows[0])

    def _begin_found(self, found: FoundPerson | None) -> None:
        if found is not None:
            self.form.person.put(found.number, found.name, found.cell or "")
            self.form.fields["kind"].setFocus()

    def _find(self, number: str) -> None:
        """Somebody is named: look what was talked about before."""
        self.context.ask(
            lambda desk: talks_with(desk, number),
            lambda past: self._show_past(number, past),
            lambda _error: None,
            key="past-talks",
        )
        self.context.ask(lambda desk: with_number(desk, number), self._show_person, lambda _e: None, key="who")

    def _show_person(self, one: FoundPerson | None) -> None:
        if one is not None:
            self.context.focus(Subject(SubjectKind.PERSON, one.custody_id, one.name, one.number, one.cell or ""))

    def _forget_past(self) -> None:
        """Another text stands in the field: somebody else is meant, or nobody yet."""
        self._past_title.setText("")
        self.past.hide()

    def _show_past(self, number: str, past: tuple[PastTalk, ...]) -> None:
        if self.form.person.text() != number:
            return
        count = ngettext("{count} talk before", "{count} talks before", len(past)).format(count=len(past))
        self._past_title.setText(count if past else _("No talk with this person yet."))
        self.past.setVisible(bool(past))
        self.past.show_rows(past)

    def save(self) -> None:
        """Record what is typed, with whoever is meant by what stands there now."""
        if self.context.may(_RECORDS):
            self.form.person.when_settled(self._save)

    def _save(self) -> None:
        values = self.form.values()
        self.form.show_error(None)
        self.context.do(
            lambda desk: save_talk(desk, values),
            lambda _none: self._saved(values),
            self._refused,
            changes=frozenset({"talks", "history", "ledger"}),
            saved=_("talk"),
            once=self,
        )

    def _saved(self, values: dict[str, str]) -> None:
        if self.form.values() == values:  # nothing was typed meanwhile
            self.form.clear()
        self.refresh()

    def _refused(self, error: DaybookError) -> None:
        self.form.show_error(error)
        editor = self.form.fields.get(error.field or "")
        if editor is not None and isinstance(editor.editor, QPlainTextEdit):
            editor.editor.setFocus()
