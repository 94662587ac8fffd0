"""What is asked about a case: the stage that is next, another step, or what is wrong with one that was recorded."""

from collections.abc import Sequence
from enum import Enum

from facility_app.core.subjects import Subject
from facility_app.facts.round_sheet import RoundSheet
from facility_app.rules.care import CareCase
from facility_app.rules.carepack import CONCLUDED, INFORMED, SEEN
from resources.text import _
from ui.pages.rounds.carewords import other_steps, step_text
from ui.pages.rounds.particulars import person_field
from ui.widgets.fields import ChoiceField, Field, Form, TextField, TickField


class Mode(Enum):
    """What is asked."""

    NEXT = "next"
    STEP = "step"
    MEND = "mend"
    READ = "read"


class CareForm(Form):
    """The fields of one question.

    Attributes:
        act_text: what the button says that hands it in.
    """

    def __init__(self, mode: Mode, case: CareCase | None, sheet: RoundSheet, doctors: Sequence[Subject]) -> None:
        self.mode = mode
        stage = next_stage(case)
        fields = {
            Mode.NEXT: lambda: _next(stage, doctors),
            Mode.STEP: lambda: _step(case, sheet),
            Mode.MEND: lambda: _mend(case, sheet),
            Mode.READ: _read,
        }[mode]()
        super().__init__(fields, columns=max(3, len(fields)))
        texts = {SEEN: _("Seen by the doctor (Enter)"), CONCLUDED: _("Conclude (Enter)")}
        of_mode = {
            Mode.STEP: _("Keep the step (Enter)"),
            Mode.MEND: _("Correct (Enter)"),
            Mode.READ: _("Read (Enter)"),
        }
        self.act_text = of_mode.get(mode) or texts.get(stage, _("Doctor informed (Enter)"))


def next_stage(case: CareCase | None) -> str:
    """The stage that is owed now; of no case it is the doctor who may be told; empty: the case is closed."""
    if case is None:
        return INFORMED
    return case.next.stage.id if case.next else ""


def _at() -> TextField:
    return TextField("at", _("Time (empty: now)"))


def _next(stage: str, doctors: Sequence[Subject]) -> list[Field]:
    if stage == INFORMED:
        which = [(one.number, one.text) for one in doctors]
        return [ChoiceField("by", _("Which doctor (empty: the only one)"), which), _at()]
    if stage == SEEN:
        return [TextField("result", _("What the doctor found")), _at()]
    early = TickField("is_early", _("Before the readings bear it"))
    return [TextField("result", _("Conclusion"), required=True), _at(), early]


def _step(case: CareCase | None, sheet: RoundSheet) -> list[Field]:
    done = {one.step for one in case.steps} if case else set()
    options = [(key, text) for key, text in other_steps(sheet) if key not in done]
    return [ChoiceField("step", _("Step"), options, required=True), TextField("remark", _("Remark")), _at()]


def _read() -> list[Field]:
    return [TextField("reason", _("Why it is read"), required=True)]


def _mend(case: CareCase | None, sheet: RoundSheet) -> list[Field]:
    steps = case.steps if case else ()
    which = ChoiceField("which", _("Step"), [(str(one.id), step_text(sheet, case, one)) for one in steps])
    if steps:
        which.set_text(str(steps[-1].id))
    by = person_field(sheet, "by", _("By whom"))
    return [which, TextField("at", _("Right time")), by, TextField("reason", _("Reason"), required=True)]
