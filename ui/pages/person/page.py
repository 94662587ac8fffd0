"""One person: the head, and one line of time of everything."""

from PySide6.QtWidgets import QTabBar

from facility_app.access import Desk
from facility_app.core.values import DaybookError
from facility_app.facts.person_story import Mark, StoryItem, StoryKind
from facility_app.rules.documents import documents_in_force
from facility_app.services.desks import see_desk
from facility_app.services.intake import add_document
from facility_app.services.people import Particulars, PersonFacts, see_person, see_person_in_full
from resources.text import N_, _
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.pages.page import Page
from ui.pages.person.acts import PersonActs
from ui.pages.person.contactspanel import ContactsPanel
from ui.pages.person.paperform import PaperPanel, paper_of
from ui.pages.person.summarypanel import SummaryPanel
from ui.pages.person.temperatures import TemperatureSection
from ui.pages.person.wristband import Wristband
from ui.pages.secretpanel import SecretPanel
from ui.theme import State
from ui.widgets.basics import column, holder
from ui.widgets.table import Table, TableColumn

KINDS = {
    StoryKind.READING: N_("Temperatures"),
    StoryKind.TALK: N_("Talks"),
    StoryKind.PLACEMENT: N_("Moves"),
    StoryKind.DOCUMENT: N_("Papers"),
    StoryKind.ABSENCE: N_("Not measured"),
    StoryKind.CARE: N_("Care"),
    StoryKind.ISOLATION: N_("Isolation"),
    StoryKind.CUSTODY: N_("Custody"),
}
_MARKS = {Mark.FEVER: State.FEVER, Mark.RECHECK: State.RECHECK}
_FULL = "people.see_person_in_full"
Offered = list[tuple[str, str]]


def types_offered(desk: Desk) -> Offered:
    """The types of document in force here today, as a form offers them."""
    facility = see_desk(desk).facility
    day = facility.calendar.day_of(desk.store.clock())
    rules = documents_in_force(facility.packs.documents, day, facility.kind)
    return [(one.id, one.words.text) for one in rules.types.values()]


class PersonPage(Page):
    """Who somebody is, and everything that was recorded, newest first."""

    name = "person"
    title = N_("Person")
    stays = False
    about = frozenset({"people", "rounds", "cells", "talks", "releases", "isolation"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._number = ""
        self._facts: PersonFacts | None = None
        self._full: Particulars | None = None
        self.band = Wristband(lambda: context.may(_FULL))
        self.paper, self.secret = PaperPanel(), SecretPanel()
        self.draft = self.drafted(self.paper.form)
        self.kinds = QTabBar()
        self.kinds.setAccessibleName(_("What is shown"))
        self.kinds.setExpanding(False)
        self.kinds.setDrawBase(False)
        self.kinds.setStyleSheet(f"QTabBar::tab {{ padding-left: {theme.M}px; padding-right: {theme.M}px; }}")
        self.table = self._table()
        self.curve = TemperatureSection(context)
        self.curve.hide()
        self.curve.list_wanted.connect(lambda: self.table.setVisible(not self.curve.is_enough))
        self.story = holder(column(self.kinds, self.curve, self.table, space=0))
        self.contacts, self.summary = ContactsPanel(context), SummaryPanel(context)
        self.set_content(
            column(self.band, self.secret, self.paper, self.story, self.contacts, self.summary, space=theme.M)
        )
        self.acts = PersonActs(
            self,
            {
                "summary": self.show_summary,
                "contacts": self.show_contacts,
                "document": self.start_document,
                "move": lambda: self._go("cells"),
                "measure": lambda: self._go("rounds"),
                "release": lambda: self._go("releases"),
                "talk": lambda: self._go("talks"),
            },
        )
        self.kinds.currentChanged.connect(lambda _place: self._fill())
        self.band.full_asked.connect(self.secret.start)
        self.secret.given_up.connect(self.secret.hide)
        self.secret.handed_in.connect(self._read_in_full)
        self.paper.given_up.connect(self._close_panels)
        for panel in (self.contacts, self.summary):
            panel.left.connect(self._close_panels)
            panel.failed.connect(self._not_shown)
        self.paper.handed_in.connect(self._save_document)

    def _table(self) -> Table[StoryItem]:
        return Table(
            [
                TableColumn(_("When"), self._when, 128),
                TableColumn(
                    _("Event"),
                    lambda one: one.words.text,
                    430,
                    lambda one: _MARKS[one.mark] if one.mark else None,
                    tip=lambda one: one.words.text,
                ),
                TableColumn(_("Written about it"), lambda one: one.detail, 0, tip=lambda one: one.detail),
                TableColumn(_("Recorded by"), lambda one: one.by, 112),
            ],
            _("Everything that was recorded, newest first"),
        )

    def actions_of_page(self) -> list[Action]:
        return [
            *self.acts.actions(),
            Action(
                "person.full",
                N_("Read the particulars in full"),
                self.secret.start,
                "Alt+F",
                self.name,
                needs=_FULL,
                can_run=lambda: self._facts is not None,
            ),
            Action("person.back", N_("Back to the list"), self._back, "Esc", "person"),
        ]

    def open(self, what: object) -> None:
        if str(what) != self._number:
            self._number, self._facts, self._full = str(what), None, None
            self.acts.show_for(None)
            self._close_panels()
            self.draft.leave()
            self.paper.form.clear()
            self.kinds.setCurrentIndex(0)

    def refresh(self) -> None:
        if not self._number:
            people = Action("page.people", N_("Persons"), lambda: self.context.show_page("people"))
            self.show_empty(_("Choose somebody in the list of persons, or find a name with Ctrl+K."), people)
            return
        self.wait()
        number = self._number
        self.context.ask(lambda desk: see_person(desk, number), self._show, self.show_error, key=self)

    def focus_first(self) -> None:
        self.table.setFocus()

    def is_dirty(self) -> bool:
        return not self.paper.isHidden() and any(self.paper.form.values().values())

    def start_document(self) -> None:
        """Begin a further document of this person."""
        if self._is_here():
            self.context.ask(types_offered, self._begin_document, key=(self, "types"))

    def _begin_document(self, types: Offered) -> None:
        self.paper.start(types)
        self.draft.begin(f"{self.name}/{self._number}")

    def show_contacts(self) -> None:
        """Show who was together with this person, in place of the line of time; also of somebody who has left."""
        if self._facts is not None:
            self._close_panels()
            self.story.hide()
            self.contacts.start(self._number)

    def show_summary(self) -> None:
        """Show the health summary of this person as it will print, in place of the line of time."""
        if self._facts is not None:
            self._close_panels()
            self.band.hide()  # the page says who it is, and is high
            self.story.hide()
            self.summary.start(self._number)

    def _not_shown(self, error: DaybookError) -> None:
        self._close_panels()
        self.context.failed.emit(error)

    def _show(self, facts: PersonFacts) -> None:
        is_new = self._facts is None
        self._facts = facts
        if is_new:
            self.context.focus(facts.person.subject)
        self.acts.show_for(facts)
        self.band.show_person(facts, self._full)
        self._tell_kinds(facts)
        self._fill()
        self.show_content()
        if is_new and self.isVisible():
            self.table.setFocus()  # what had the focus is hidden while the page reads

    def _tell_kinds(self, facts: PersonFacts) -> None:
        texts = [_("Everything {count}").format(count=len(facts.story))]
        texts += [f"{_(name)} {sum(one.kind is kind for one in facts.story)}" for kind, name in KINDS.items()]
        chosen = max(0, self.kinds.currentIndex())
        self.kinds.blockSignals(True)
        for place, text in enumerate(texts):
            if place < self.kinds.count():
                self.kinds.setTabText(place, text)
            else:
                self.kinds.addTab(text)
        self.kinds.setCurrentIndex(chosen)
        self.kinds.blockSignals(False)

    def _fill(self) -> None:
        if self._facts is None:
            return
        place = self.kinds.currentIndex() - 1
        kind = list(KINDS)[place] if place >= 0 else None
        self.table.show_rows([one for one in self._facts.story if kind is None or one.kind is kind])
        self.curve.setVisible(kind is StoryKind.READING)
        if kind is StoryKind.READING:
            self.curve.show_person(self._number)
        self.table.setVisible(not self.curve.is_enough)

    def _when(self, one: StoryItem) -> str:
        if self._facts is None:
            return ""
        wall = self._facts.wall(one.at)
        return f"{wall:%Y-%m-%d}" if one.is_day else f"{wall:%Y-%m-%d %H:%M}"

    def _is_here(self) -> bool:
        return self._facts is not None and self._facts.person.ended_at is None

    def _go(self, page: str) -> None:
        if self._is_here():
            self.context.show_page(page, self._number)

    def _back(self) -> None:
        if self.paper.isHidden() and self.secret.isHidden() and not self.story.isHidden():
            self.context.show_page("people")
        else:
            self._close_panels()

    def _close_panels(self) -> None:
        self.paper.hide()
        self.secret.hide()
        self.contacts.hide()
        self.summary.hide()
        self.band.show()
        self.story.show()
        self.table.setFocus()

    def _read_in_full(self) -> None:
        number, reason = self._number, self.secret.reason

        def shown(full: Particulars) -> None:
            self.secret.hide()
            if number == self._number and self._facts is not None:
                self._full = full
                self.band.show_person(self._facts, full)

        self.context.do(
            lambda desk: see_person_in_full(desk, number, reason),
            shown,
            self.secret.form.show_error,
            changes=frozenset({"history"}),
            once=self.secret,
        )

    def _save_document(self) -> None:
        number, typed = self._number, self.paper.form.values()

        def kept(_nothing: None) -> None:
            self.paper.form.clear()
            self._close_panels()

        def refused(error: DaybookError) -> None:
            self.paper.show_error(error)

        self.context.do(
            lambda desk: add_document(desk, number, paper_of(desk, typed)),
            kept,
            refused,
            changes=frozenset({"people", "releases", "ledger", "history"}),
            saved=_("Document"),
            once=self.paper,
        )
