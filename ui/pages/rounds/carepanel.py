"""What follows from an abnormal reading: found, measured again, informed, seen, concluded, each with its time."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout

from facility_app.core.values import DaybookError
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from facility_app.rules.care import CareCase, StageState
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.rounds import words
from ui.pages.rounds.panels import Panel
from ui.theme import State
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import Form, TextField, TickField

ACTS = {"informed": "care.tell_doctor", "seen": "care.doctor_saw", "concluded": "care.conclude_case"}


class Stand(NamedTuple):
    """How it stands with one stage: its name, its state, and when."""

    name: str
    state: State
    when: str


class CarePanel(Panel):
    """The stages side by side; below them the act that is next, where it is that of whoever sits here."""

    def __init__(self, about: SheetRow, sheet: RoundSheet, case: CareCase | None, context: Context) -> None:
        super().__init__(about, _("With the doctor"))
        self._sheet, self._now = sheet, context.machine.clock()
        self.stands = tuple(self._stands(case))
        self.next = next_stage(case)
        stages = QGridLayout()
        stages.setHorizontalSpacing(theme.L)
        stages.setVerticalSpacing(theme.XS)
        for place, one in enumerate(self.stands):
            named = label(f"{one.state.shape} {one.name}", bold=True, wraps=True)
            named.setStyleSheet(f"color: {one.state.colour(theme.colours())};")
            stages.addWidget(named, 0, place)
            stages.addWidget(label(one.when, quiet=True, wraps=True), 1, place)
            stages.setColumnStretch(place, 1)
        self.follow_up = label(self._follow_up(case), wraps=True)
        self.follow_up.setVisible(bool(self.follow_up.text()))
        self.form = Form(self._fields(), columns=3)
        self.form.submitted.connect(self._tell)
        self.act = button(self._act_text(), self._tell)
        may = self.next != "" and context.may(ACTS[self.next])
        self.form.setVisible(may)
        self.act.setVisible(may)
        last = row(self.act, self._cancel())
        last.insertStretch(0)
        self.setLayout(column(self.title, stages, self.follow_up, self.form, last, space=theme.S, margins=theme.M))

    def begin(self) -> None:
        first = next(iter(self.form.fields.values()), None)
        if first is not None and not self.form.isHidden():
            first.setFocus()
        else:
            self.setFocus()

    def show_error(self, error: DaybookError) -> None:
        self.form.show_error(error)

    def _tell(self) -> None:
        self.told.emit(self.form.values())

    def _fields(self) -> tuple[TextField | TickField, ...]:
        at = TextField("at", _("Time (empty: now)"))
        if self.next == "informed":
            return TextField("by", _("Which doctor (empty: the only one)")), at
        if self.next == "seen":
            return TextField("result", _("What the doctor found")), at
        early = TickField("is_early", _("Before the readings bear it"))
        return TextField("result", _("Conclusion"), required=True), at, early

    def _act_text(self) -> str:
        texts = {"seen": _("Seen by the doctor (Enter)"), "concluded": _("Conclude (Enter)")}
        return texts.get(self.next, _("Doctor informed (Enter)"))

    def _stands(self, case: CareCase | None) -> list[Stand]:
        about, sheet = self.about, self._sheet
        first = about.first
        assert first is not None
        found = Stand(_("found"), State.DONE, f"{self._wall(first.reading.at)}  {first.reading.measured.celsius} ℃")
        stands = [found, self._again()]
        for one in case.stages if case else ():
            stands.append(self._stage(one, is_next=one is (case.next if case else None)))
        if case is None and not about.awaits_recheck:
            stands.append(Stand(_("doctor"), State.NOT_APPLICABLE, _("not needed")))
        return [one for one in stands if one.name] if sheet else []

    def _again(self) -> Stand:
        about, sheet = self.about, self._sheet
        name = _("measured again")
        if about.awaits_recheck:
            since, until = sheet.recheck_from(about), sheet.recheck_until(about)
            state = State.OVERDUE if until is not None and until < self._now else State.DUE
            text = _("{since}–{until}").format(since=words.wall(sheet, since), until=words.wall(sheet, until))
            return Stand(name, state, text)
        if not about.rechecks:
            return Stand(name, State.NOT_APPLICABLE, "–")
        last = about.rechecks[-1].reading
        return Stand(name, State.DONE, f"{self._wall(last.at)}  {last.measured.celsius} ℃")

    def _stage(self, one: StageState, *, is_next: bool) -> Stand:
        name = one.stage.words.text
        if one.done is not None:
            return Stand(name, State.DONE, f"{self._wall(one.done.at)}  {one.done.by}")
        if one.due is None:
            return Stand(name, State.NOT_APPLICABLE, _("not due yet"))
        state = State.OVERDUE if one.due < self._now else State.DUE
        text = _("until {time}").format(time=self._wall(one.due))
        return Stand(name, state if is_next else State.NOT_APPLICABLE, text)

    def _follow_up(self, case: CareCase | None) -> str:
        follow = case.follow_up if case else None
        if follow is None:
            return ""
        if follow.is_over:
            return _("✓ No fever any more: no further readings are owed.")
        if follow.next_due is None:
            return ""
        shape = (State.OVERDUE if follow.next_due < self._now else State.DUE).shape
        text = _("Next reading until {time}").format(time=self._wall(follow.next_due))
        over = _("over at {time} if it stays normal").format(time=self._wall(follow.over_at)) if follow.over_at else ""
        return " · ".join(one for one in (f"{shape} {text}", over) if one)

    def _wall(self, at: datetime) -> str:
        local = self._sheet.calendar.local(at)
        is_today = local.date() == self._sheet.calendar.local(self._now).date()
        return f"{local:%H:%M}" if is_today else f"{local:%m-%d %H:%M}"


def next_stage(case: CareCase | None) -> str:
    """The stage that is owed now; of no case it is the doctor who may be told; empty: the case is closed."""
    if case is None:
        return "informed"
    return case.next.stage.id if case.next else ""
