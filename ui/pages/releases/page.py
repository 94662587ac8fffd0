"""Releases: the work list by days left, and the release of the one who is chosen."""

from dataclasses import dataclass

from PySide6.QtWidgets import QSplitter, QStackedWidget

from facility_app.access import Desk
from facility_app.acts.releases import Judged
from facility_app.core.phrases import listed
from facility_app.core.values import DaybookError
from facility_app.facts.releases import DueRelease, ReleasePreparation
from facility_app.services.desks import see_desk
from facility_app.services.releases import (
    check_release,
    mark_check,
    prepare_release,
    release_person,
    release_worklist,
)
from facility_app.services.staff import StaffLine, list_staff
from resources.text import N_, _
from ui import theme
from ui.actions import Action, offered
from ui.context import Context
from ui.pages.page import Page
from ui.pages.releases.desk import ReleaseDesk, nobody
from ui.pages.releases.form import leaving_of, show_refusal
from ui.widgets.basics import button, column, holder, label
from ui.widgets.persons import days_text, place_text, term_state
from ui.widgets.table import Table, TableColumn

_RELEASES = "releases.release_person"
_LIST_WIDTH, _DESK_WIDTH = 410, 510


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the page shows: the work list, and the one who is chosen."""

    due: tuple[DueRelease, ...]
    chosen: ReleasePreparation | None
    staff: list[StaffLine]


class ReleasesPage(Page):
    """Who has to leave, and letting people go in time."""

    name = "releases"
    title = N_("Releases")
    about = frozenset({"people", "releases", "cells"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._number = ""
        self._is_filling = False
        self.table: Table[DueRelease] = Table(
            [
                TableColumn(
                    _("Term"), lambda one: days_text(one.days_left), 128, lambda one: term_state(one.days_left)
                ),
                TableColumn(_("Name"), lambda one: one.person.name, 0, tip=lambda one: place_text(one.person)),
                TableColumn(_("Number"), lambda one: one.person.number, 104),
                TableColumn(_("Open items"), lambda one: str(len(one.open_items)), 92, right=True),
            ],
            _("Whose term ends"),
        )
        self._none = label(_("No term ends in the next three days, and none is over."), quiet=True, wraps=True)
        self.result = label("", wraps=True)
        self.result.setAccessibleName(_("Message"))
        self.result.hide()
        self.desk = ReleaseDesk()
        self.draft = self.drafted(self.desk.form)
        self._right = QStackedWidget()
        self._right.addWidget(nobody())
        self._right.addWidget(self.desk)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(holder(column(self.table, self._none)))
        split.addWidget(self._right)
        split.setSizes([_LIST_WIDTH, _DESK_WIDTH])
        split.setStretchFactor(1, 1)
        content = column(self.result, split, space=theme.M)
        content.setStretch(1, 1)
        self.set_content(content)
        self.let_go = button(_("Release"), self._release, primary=True, tip="Ctrl+S")
        self.add_tool(self.let_go, _RELEASES)
        context.offer(self.desk.form, _RELEASES)
        self.table.selected.connect(self._choose)
        self.table.opened.connect(lambda _one: self.desk.form.fields["exit"].setFocus())
        self.desk.judge_asked.connect(self._judge)
        self.desk.form.submitted.connect(self._release)
        self.desk.checklist.marked.connect(self._mark)

    def actions_of_page(self) -> list[Action]:
        return [
            Action(
                "releases.release",
                N_("Release this person"),
                self._release,
                "Ctrl+S",
                self.name,
                needs=_RELEASES,
                can_run=offered(self.let_go),
            ),
            Action(
                "releases.list",
                N_("Go to the work list"),
                self.table.setFocus,
                "Esc",
                self.name,
                can_run=lambda: bool(self.table.rows),
            ),
            Action(
                "releases.person",
                N_("Open the person"),
                self._open_person,
                "F2",
                self.name,
                needs="people.see_person",
                can_run=lambda: bool(self._number),
            ),
        ]

    def open(self, what: object) -> None:
        self._number = str(what)
        self.result.hide()

    def refresh(self) -> None:
        self.wait()
        number = self._number
        self.context.ask(lambda desk: _prepared(desk, number), self._show, self._refused, key=self)

    def focus_first(self) -> None:
        self.table.setFocus()

    def is_dirty(self) -> bool:
        return self.desk.is_dirty()

    def _refused(self, error: DaybookError) -> None:
        self._number = ""  # the list is there on the next try
        self.show_error(error)

    def _show(self, found: Prepared) -> None:
        if not self._number and found.due:
            self._number = found.due[0].person.number
            self.refresh()
            return
        if not found.due and found.chosen is None and self.result.isHidden():
            people = Action("releases.people", N_("Persons"), lambda: self.context.show_page("people"))
            text = _("No term ends in the next three days, and none is over. Anybody else leaves from his or her page.")
            self.show_empty(text, people)
            return
        self._is_filling = True
        self.table.show_rows(found.due)
        numbers = [one.person.number for one in found.due]
        if self._number in numbers:
            self.table.selectRow(numbers.index(self._number))
        else:
            self.table.clearSelection()
        self._is_filling = False
        self._none.setVisible(not found.due)
        self.table.setVisible(bool(found.due))
        self._right.setCurrentIndex(1 if found.chosen else 0)
        self.let_go.setEnabled(found.chosen is not None)
        if found.chosen is not None:
            self.draft.keep_now()
            self.desk.show_person(found.chosen, found.staff)
            self.desk.checklist.setEnabled(self.context.may("releases.mark_check"))
            self.draft.begin(f"{self.name}/{found.chosen.person.number}")
            self.context.focus(found.chosen.person.subject)
        self.show_content()

    def _choose(self, one: DueRelease | None) -> None:
        if one is not None and not self._is_filling and one.person.number != self._number:
            self.open(one.person.number)
            self.refresh()

    def _open_person(self) -> None:
        if self._number:
            self.context.show_page("person", self._number)

    def _judge(self) -> None:
        number, typed = self.desk.number, self.desk.form.values()
        self.context.ask(
            lambda desk: check_release(desk, leaving_of(desk, number, typed)),
            self.desk.show_verdict,
            self.desk.show_unread,
            key=(self, "verdict"),
        )

    def _mark(self, item: str, is_done: bool, note: str) -> None:
        number = self.desk.number
        self.context.do(
            lambda desk: mark_check(desk, number, item, is_done, note),
            changes=frozenset({"releases", "ledger", "history"}),
            saved=_("Checklist"),
        )

    def _release(self) -> None:
        number, typed = self.desk.number, self.desk.form.values()
        if not number:
            return
        self.desk.stop_judging()

        def left(judged: Judged) -> None:
            self._number = ""
            self.desk.forget(number)
            self._tell(judged)

        self.context.do(
            lambda desk: release_person(desk, leaving_of(desk, number, typed)),
            left,
            lambda error: show_refusal(self.desk.form, error),
            changes=frozenset({"people", "releases", "cells", "ledger", "history", "rounds", "talks"}),
            saved=_("Release"),
            once=self,
        )

    def _tell(self, judged: Judged) -> None:
        text = _("Released: {person}.").format(person=judged.person.subject.text)
        if judged.verdict.open_items:
            names = listed(one.title.text for one in judged.verdict.open_items)
            text = f"{text} " + _("Still open, to be followed up: {items}").format(items=names)
        self.result.setText(f"{theme.State.DONE.shape} {text}")
        self.result.setStyleSheet(f"color: {theme.State.DONE.colour(theme.colours())};")
        self.result.show()


def _prepared(desk: Desk, number: str) -> Prepared:
    day = see_desk(desk).facility.calendar.day_of(desk.store.clock())
    chosen = prepare_release(desk, number) if number else None
    return Prepared(release_worklist(desk, day), chosen, list_staff(desk))
