"""Intake: steps at the left, the form of the step in the middle, what is still missing at the right."""

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QStackedWidget, QWidget
from shiboken6 import isValid

from facility_app.access import Desk
from facility_app.core.identity import read_identity
from facility_app.core.messages import error_text
from facility_app.core.names import clean_name
from facility_app.core.numbers import clean_code
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.core.values import DaybookError, Invalid
from facility_app.services.desks import see_desk
from facility_app.services.drafts import keep_draft, read_draft
from facility_app.services.intake import admit_person
from facility_app.services.people import see_person
from facility_app.services.placing import Placed, RankedCell, place_person, suggest_cells
from resources.text import N_, _
from ui import theme
from ui.actions import Action, offered
from ui.context import Context
from ui.pages.intake.asked import MeasuresCard, ask_for
from ui.pages.intake.beds import BedStep
from ui.pages.intake.draft import PAGE, IntakeDraft, draft_of
from ui.pages.intake.forms import identity_form, newcomer_of, particulars_form
from ui.pages.intake.papers import PaperForms
from ui.pages.intake.progress import MissingCard, StepList
from ui.pages.intake.steps import Missing, Step, missing_of
from ui.pages.page import Page
from ui.pages.person.page import Offered, types_offered
from ui.pages.today.glance import MeasuresNamed, measures_named
from ui.theme import State
from ui.widgets.basics import button, column, heading, holder, row
from ui.widgets.fieldgrid import IDENTITY

_KEPT_AFTER_MS = 600
_STEPS = tuple(Step)
_Known = tuple[date, Offered, str, tuple[MeasuresNamed, ...]]


class IntakePage(Page):
    """One intake at a time; one may leave and return, what was typed is kept."""

    name = "intake"
    title = N_("Intake")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._today: date | None = None
        self._admitted, self._name = "", ""
        self._missing: tuple[Missing, ...] = ()
        self._is_filling = False
        self.who, self.papers, self.more, self.beds = identity_form(), PaperForms(), particulars_form(), BedStep()
        self.steps, self.side, self.asked = StepList(), MissingCard(), MeasuresCard()
        self._measures: tuple[MeasuresNamed, ...] = ()
        self._forms = QStackedWidget()
        for step, form in zip(_STEPS, (self.who, self.papers, self.more, self.beds), strict=True):
            self._forms.addWidget(_scrolled(form, _(step.value)))
        beside = column(self.asked, self.side, space=theme.M)
        beside.setStretch(1, 1)
        content = row(self.steps, self._forms, beside, space=theme.M)
        content.setStretch(1, 1)
        self.set_content(content)
        self.add_tool(button(_("Give up"), self.give_up))
        self.add_tool(button(_("Next step"), self.next_step, tip="F3"))
        self.admit = button(_("Admit"), self._admit, primary=True, tip="Ctrl+S")
        self.add_tool(self.admit)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_KEPT_AFTER_MS)
        self._wait.timeout.connect(self._keep)
        self._connect()
        self.steps.setCurrentRow(0)

    def _connect(self) -> None:
        self.steps.currentRowChanged.connect(self._forms.setCurrentIndex)
        for one in (self.who, self.papers, self.more):
            one.edited.connect(self._edited)
        for form in (self.who, self.more):
            form.submitted.connect(self.next_step)
        number = self.who.fields["identity_number"].editor
        assert isinstance(number, QLineEdit)
        number.editingFinished.connect(self._read_identity)
        self.beds.chosen.connect(self._place)
        self.beds.put_off.connect(self._finish)

    def actions_of_page(self) -> list[Action]:
        return [
            Action(
                "intake.admit", N_("Admit this person"), self._admit, "Ctrl+S", "intake", can_run=offered(self.admit)
            ),
            Action("intake.next", N_("Next step of the intake"), self.next_step, "F3", "intake"),
            Action("intake.paper", N_("Another document"), self._another_paper, "Ctrl+N", "intake"),
            Action("intake.back", N_("Leave the intake, draft kept"), self._leave, "Esc", "intake"),
        ]

    def refresh(self) -> None:
        if self._today is None:
            self.wait()
            self.context.ask(_beginning, self._begin, self.show_error, key=self)
        else:
            self.show_content()
            self.context.ask(measures_named, self._ask_for, key=(self, "measures"))
            self._look()
            if self._admitted:
                self._wait_for_bed(self._admitted, self._name)

    def focus_first(self) -> None:
        if not self._admitted:
            self.who.fields["number"].setFocus()

    def is_dirty(self) -> bool:
        return not self._draft().is_empty

    def keep_draft(self) -> None:
        if self._wait.isActive():
            self._keep()

    def next_step(self) -> None:
        """Go on to the next step, from the last one to the first."""
        place = (self.steps.currentRow() + 1) % (len(_STEPS) if self._admitted else len(_STEPS) - 1)
        self.steps.setCurrentRow(place)
        first = (self.who, self.papers.forms[0], self.more, self.beds)[place]
        first.focusNextChild() if place == len(_STEPS) - 1 else next(iter(first.fields.values())).setFocus()  # type: ignore[union-attr]

    def give_up(self) -> None:
        """Take out what was typed of somebody who was not admitted."""
        if self._admitted:
            self._finish()
            return
        self._empty_forms()
        self._keep()
        self._look()
        self.focus_first()

    def _begin(self, known: _Known) -> None:
        self._today, types, body, measures = known
        self._ask_for(measures)
        self.papers.offer(types)
        draft = draft_of(body)
        if draft is not None:
            self._is_filling = True
            self.who.fill(draft.who)
            self.papers.fill(draft.papers)
            self.more.fill(draft.more)
            self._is_filling = False
            self.side.say(_("What was typed before is here again."))
            if draft.admitted:
                self._wait_for_bed(draft.admitted, draft.name)
        self.show_content()
        self._look()
        if self.isVisible() and not self._admitted:
            self.focus_first()

    def _ask_for(self, measures: tuple[MeasuresNamed, ...]) -> None:
        self._measures = measures
        ask_for(self.more, measures)
        self._look()

    def _draft(self) -> IntakeDraft:
        return IntakeDraft(self.who.values(), self.papers.values(), self.more.values(), self._admitted, self._name)

    def _edited(self) -> None:
        if not self._is_filling:
            self.side.say("")
            self._wait.start()

    def _keep(self) -> None:
        self._wait.stop()
        body = self._draft().body
        self.context.do(
            lambda desk: keep_draft(desk, PAGE, body),
            lambda _nothing: self._tell_kept(bool(body)),
            saved=_("Draft"),
        )
        self._look()

    def _tell_kept(self, is_any: bool) -> None:
        if isValid(self.side):  # the window may be gone by now
            self.side.say(_("Draft kept ✓") if is_any else "")

    def _look(self) -> None:
        who, papers, more = self.who.values(), self.papers.values(), self.more.values()
        if self._today is not None:
            self.asked.show_measures(self._measures, self._today, more)
        if self._admitted:
            self._show_missing((Missing(Step.CELL, _("A bed")),))
        else:
            self.context.ask(
                lambda desk: missing_of(desk, who, papers, more, self._measures),
                self._show_missing,
                key=(self, "lacking"),
            )

    def _show_missing(self, missing: tuple[Missing, ...]) -> None:
        self._missing = missing
        self.side.show_missing(missing)
        for step in _STEPS:
            self.steps.show_state(step, self._state(step))
        self.admit.setEnabled(not self._admitted)

    def _state(self, step: Step) -> State:
        if any(one.step is step and one.holds_up for one in self._missing):
            return State.DUE
        if step is Step.CELL:
            return State.NOT_APPLICABLE
        if step is Step.PARTICULARS and not any(text not in ("", "no") for text in self.more.values().values()):
            return State.NOT_APPLICABLE
        return State.DONE

    def _read_identity(self) -> None:
        """Check the number as it was typed, and take birth date and sex from it."""
        field = self.who.fields["identity_number"]
        field.show_error("")
        if not field.text() or self._today is None:
            return
        try:
            known = read_identity(field.text(), today=self._today)
        except Invalid as error:
            field.show_error(error_text(error))
            return
        self.who.fill({"identity_number": known.number, "birth_date": str(known.birth_date), "sex": known.sex.value})
        if known.findings:
            field.show_error(" ".join(one.text for one in known.findings))

    def _another_paper(self) -> None:
        self.steps.setCurrentRow(_STEPS.index(Step.DOCUMENTS))
        self.papers.add().fields["document"].setFocus()

    def _admit(self) -> None:
        if self._admitted:
            return
        who, papers, more = self.who.values(), self.papers.values(), self.more.values()
        number, name = clean_code(who["number"]), clean_name(who["name"])

        def admitted(custody_id: object) -> None:
            self._wait.stop()
            self._empty_forms()
            self._wait_for_bed(number, name)
            self._keep()
            self.context.focus(Subject(SubjectKind.PERSON, custody_id, name, number))  # type: ignore[arg-type]

        self._clear_errors()
        self.context.do(
            lambda desk: admit_person(desk, newcomer_of(desk, who, papers, more)),
            admitted,
            self._show_refusal,
            changes=frozenset({"people", "rounds", "cells", "talks", "releases", "ledger", "history"}),
            saved=_("Intake"),
            once=self,
        )

    def _show_refusal(self, error: DaybookError) -> None:
        steps = ((Step.IDENTITY, self.who), (Step.DOCUMENTS, self.papers), (Step.PARTICULARS, self.more))
        if not any(error.field in form.fields for _step, form in steps):
            self.context.failed.emit(error)
            return
        step, form = next(one for one in steps if one[1].lacking is not None or error.field in one[1].fields)
        self.steps.setCurrentRow(_STEPS.index(step))
        form.show_error(error)

    def _wait_for_bed(self, number: str, name: str) -> None:
        self._admitted, self._name = number, name
        self.steps.setCurrentRow(_STEPS.index(Step.CELL))
        who = _("{name} ({number}) is admitted. Choose a cell.").format(name=name, number=number)
        self.context.ask(
            lambda desk: _beds_for(desk, number), lambda found: self._offer(who, found), self._owe_no_bed, key=self
        )
        self._look()

    def _offer(self, who: str, found: list[RankedCell] | None) -> None:
        if found is None:
            self._owe_no_bed()
        else:
            self.beds.show_cells(who, found)
            self.beds.table.setFocus()

    def _owe_no_bed(self, _error: DaybookError | None = None) -> None:
        """Somebody else saw to it, or the admission was undone: the page is free for the next one."""
        self._admitted, self._name = "", ""
        self._keep()
        self.steps.setCurrentRow(0)

    def _place(self, cell: RankedCell, reason: str) -> None:
        number = self._admitted

        def placed(_where: Placed) -> None:
            self._finish()

        self.context.do(
            lambda desk: place_person(desk, number, cell.cell, cell.block, reason=reason),
            placed,
            self.beds.show_error,
            changes=frozenset({"people", "rounds", "cells", "ledger", "history"}),
            saved=_("Bed"),
            once=self.beds,
        )

    def _finish(self) -> None:
        number, self._admitted, self._name = self._admitted, "", ""
        self._keep()
        self.steps.setCurrentRow(0)
        if number:
            self.context.show_page("person", number)

    def _empty_forms(self) -> None:
        self._is_filling = True
        self.who.clear()
        self.papers.clear()
        self.more.clear()
        self._is_filling = False

    def _clear_errors(self) -> None:
        self.who.show_error(None)
        self.papers.show_error(None)
        self.more.show_error(None)

    def _leave(self) -> None:
        self.context.show_page("people")

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_draft()
        super().hideEvent(event)


def _scrolled(form: QWidget, title: str) -> QScrollArea:
    inside = column(heading(title), form, space=theme.M, margins=theme.L)
    if not isinstance(form, BedStep):
        inside.addStretch()
    area = QScrollArea()
    area.setAccessibleName(title)
    area.setWidgetResizable(True)
    area.setMinimumWidth(IDENTITY + 3 * theme.L)
    area.setWidget(holder(inside, "surface"))
    return area


def _beginning(desk: Desk) -> _Known:
    day = see_desk(desk).facility.calendar.day_of(desk.store.clock())
    return day, types_offered(desk), read_draft(desk, PAGE), measures_named(desk)


def _beds_for(desk: Desk, number: str) -> list[RankedCell] | None:
    """The cells that fit; None: no bed is owed any more."""
    person = see_person(desk, number).person
    if person.place is not None or person.ended_at is not None:
        return None
    return suggest_cells(desk, number)
