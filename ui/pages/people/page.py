"""The list of everybody held now."""

from PySide6.QtWidgets import QLabel

from facility_app.core.phrases import listed
from facility_app.core.values import Sex
from facility_app.services.people import HeldLine, HeldList, list_held
from resources.text import N_, _, ngettext
from ui import theme
from ui.actions import Action, offered
from ui.context import Context
from ui.pages.page import Page
from ui.pages.people.filters import PeopleFilters
from ui.pages.people.summaries import SummariesPanel
from ui.theme import State
from ui.widgets.basics import button, column, holder, label, row
from ui.widgets.persons import age_text, days_text, flags_of, ground_text, place_text, sex_text, term_state
from ui.widgets.table import Table, TableColumn

_SUMMARIES = "health_summaries.health_summaries"
_ADMITS = "intake.admit_person"


def _watched(one: HeldLine) -> str:
    return " · ".join(flags_of(one))


class PeoplePage(Page):
    """Who is here, where, on what ground, and until when."""

    name = "people"
    title = N_("Persons")
    about = frozenset({"people", "cells", "releases"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._held: HeldList | None = None
        self._is_filling = False
        self.filters = PeopleFilters()
        self.table = self._table()
        self.totals = label("", quiet=True, wraps=True)
        self.totals.setAccessibleName(_("Totals"))
        self.unplaced = QLabel()
        self.unplaced.setWordWrap(True)
        self.unplaced.setAccessibleName(_("Without a bed"))
        self.summaries = SummariesPanel(context)
        self.list = holder(column(self.filters, self.table, row(self.totals), self.unplaced, space=theme.M))
        self.set_content(column(self.list, self.summaries, space=theme.M))
        self.summaries_knob = button(_("Health summaries"), self.show_summaries, tip="Alt+H")
        self.add_tool(self.summaries_knob)
        self.add_tool(button(_("Admit a person"), self._admit, primary=True, tip="Ctrl+N"), _ADMITS)
        self.filters.edited.connect(self._fill)
        self.filters.opened.connect(lambda: self._open(self.table.current()))
        self.filters.went_down.connect(self.table.setFocus)
        self.table.opened.connect(self._open)
        self.table.selected.connect(self._focus)
        self.summaries.left.connect(self._close_summaries)

    def _table(self) -> Table[HeldLine]:
        return Table(
            [
                TableColumn(_("Cell-bed"), lambda one: place_text(one.person), 80, tip=_block),
                TableColumn(_("Name"), lambda one: one.person.name, 76, tip=lambda one: one.person.name),
                TableColumn(_("Number"), lambda one: one.person.number, 104),
                TableColumn(_("Sex"), lambda one: sex_text(one.person.sex), 60),
                TableColumn(_("Age"), age_text, 46, right=True),
                TableColumn(_("Ground"), lambda one: ground_text(one.person), 86, tip=lambda o: ground_text(o.person)),
                TableColumn(_("Held since"), self._since, 88),
                TableColumn(_("Term end"), self._term, 188, lambda one: term_state(one.days_left), tip=self._term),
                TableColumn(_("To watch"), _watched, 0, tip=_watched),
            ],
            _("Persons"),
        )

    def actions_of_page(self) -> list[Action]:
        return [
            Action("people.admit", N_("Admit a person"), self._admit, "Ctrl+N", "people", needs=_ADMITS),
            Action("people.filter", N_("Filter the list"), self.focus_first, "Ctrl+F", "people"),
            Action(
                "people.all",
                N_("Show everybody"),
                self._back,
                "Esc",
                "people",
                can_run=lambda: self.filters.is_set or not self.summaries.isHidden(),
            ),
            Action(
                "people.summaries",
                N_("15-day health summaries"),
                self.show_summaries,
                "Alt+H",
                "people",
                needs=_SUMMARIES,
                can_run=offered(self.summaries_knob),
            ),
            Action(
                "people.open",
                N_("Open the person"),
                lambda: self._open(self.table.current()),
                "F2",
                "people",
                needs="people.see_person",
                can_run=lambda: self.table.current() is not None,
            ),
        ]

    def open(self, what: object) -> None:
        self.filters.line.setText(str(what))

    def refresh(self) -> None:
        self.wait()
        self.context.ask(list_held, self._show, self.show_error, key=self)

    def focus_first(self) -> None:
        self.filters.line.setFocus()
        self.filters.line.selectAll()

    def show_summaries(self) -> None:
        """Show the health summaries of many, in place of the list."""
        if self._held is not None:
            self.list.hide()
            self.summaries.start(self._held.lines)

    def _close_summaries(self) -> None:
        self.summaries.hide()
        self.list.show()
        self.table.setFocus()

    def _back(self) -> None:
        if self.summaries.isHidden():
            self.filters.clear()
        else:
            self._close_summaries()

    def _show(self, held: HeldList) -> None:
        is_first, self._held = self._held is None, held
        self.summaries_knob.setVisible(bool(held.lines) and self.context.may(_SUMMARIES))
        if not held.lines:
            admit = Action("people.admit", N_("Admit a person"), self._admit, needs=_ADMITS)
            self.show_empty(_("Nobody is held. Whoever is admitted stands here, by block, cell and bed."), admit)
            return
        self.filters.offer_blocks(one.person.place.block for one in held.lines if one.person.place)
        self._fill()
        self.show_content()
        if is_first and self.isVisible():
            self.focus_first()  # what had the focus is hidden while the page reads

    def _fill(self) -> None:
        if self._held is None:
            return
        before = self.table.current()
        shown = [one for one in self._held.lines if self.filters.shows(one)]
        self._is_filling = True
        self.table.show_rows(shown)
        numbers = [one.person.number for one in shown]
        if before is not None and before.person.number in numbers:
            self.table.selectRow(numbers.index(before.person.number))
        self._is_filling = False
        self._focus(self.table.current())
        self._tell(shown)

    def _tell(self, shown: list[HeldLine]) -> None:
        held = self._held.lines if self._held else ()
        text = ngettext(
            "{count} person: men {men}, women {women}, minors {minors}",
            "{count} people: men {men}, women {women}, minors {minors}",
            len(shown),
        ).format(
            count=len(shown),
            men=sum(one.person.sex is Sex.MALE for one in shown),
            women=sum(one.person.sex is Sex.FEMALE for one in shown),
            minors=sum(one.is_minor for one in shown),
        )
        if self.filters.is_set:
            of = _("Of {count} held").format(count=len(held))
            text = (
                f"{of} – {text}"
                if shown
                else _("Nobody of {count} fits the filter. Esc shows everybody.").format(count=len(held))
            )
        self.totals.setText(text)
        names = [one.person.subject.text for one in held if one.person.place is None]
        self.unplaced.setVisible(bool(names))
        self.unplaced.setText(
            f"{State.OVERDUE.shape} " + _("Without a bed: {names}").format(names=listed(names)) if names else ""
        )
        self.unplaced.setStyleSheet(f"color: {State.OVERDUE.colour(theme.colours())};")

    def _since(self, one: HeldLine) -> str:
        return f"{self._held.calendar.local(one.person.admitted_at):%Y-%m-%d}" if self._held else ""

    @staticmethod
    def _term(one: HeldLine) -> str:
        if one.person.term_end is None:
            return "–"
        return f"{one.person.term_end}  {days_text(one.days_left)}"

    def _focus(self, line: HeldLine | None) -> None:
        if line is not None and not self._is_filling and self.isVisible():
            self.context.focus(line.person.subject)

    def _open(self, line: HeldLine | None) -> None:
        if line is not None:
            self.context.focus(line.person.subject)
            self.context.show_page("person", line.person.number)

    def _admit(self) -> None:
        self.context.show_page("intake")


def _block(line: HeldLine) -> str:
    return line.person.place.block if line.person.place else ""
