"""The keys of the round that concern one person: what each is called, and what it does."""

from typing import TYPE_CHECKING

from facility_app.core.subjects import SubjectKind
from facility_app.core.values import Invalid
from facility_app.facts.round_sheet import SheetRow
from resources.text import N_
from ui.actions import Action
from ui.pages.rounds import words
from ui.pages.rounds.carequestion import CareQuestion
from ui.pages.rounds.doctorquestion import DoctorQuestion
from ui.pages.rounds.readingquestion import ReadingQuestion

if TYPE_CHECKING:
    from ui.pages.rounds.page import RoundsPage

_KEYS = (
    ("rounds.absent", N_("Not measured: say why"), "/", "rounds.note_absence"),
    ("rounds.refused", N_("Refused to be measured"), "-", "rounds.note_absence"),
    ("rounds.doctor", N_("Inform the doctor"), "F8", "care.tell_doctor"),
    ("rounds.reading", N_("This reading: site, device, person; correct, void"), "F6", "rounds.readings_past"),
    ("rounds.care", N_("With the doctor: how far"), "F7", "care.see_case"),
    ("rounds.symptom", N_("Symptoms"), "+", "rounds.take_reading"),
    ("rounds.remark", N_("Remark"), ".", "rounds.take_reading"),
    ("rounds.recheck", N_("Measure again"), "=", "rounds.take_reading"),
    ("rounds.talk", N_("Talk with the person"), "*", "talks.record_talk"),
)


class RowCommands:
    """Does for whoever the cursor stands on what a key asks for."""

    def __init__(self, page: "RoundsPage") -> None:
        self._page = page
        self._back_to: SheetRow | None = None
        self._care = CareQuestion(page)
        self._doctor = DoctorQuestion(page)
        self._reading = ReadingQuestion(page)
        page.answers.left.connect(self._go_back)

    def actions(self, page: str) -> list[Action]:
        """The acts, for the palette and the sheet of keys."""
        return [
            Action(id_, title, lambda key=key: self.run(key), key, page, needs=needs)  # type: ignore[misc]
            for id_, title, key, needs in _KEYS
        ]

    def run(self, which: str) -> None:
        """Do what a key asks for."""
        page = self._page
        page.grid.leave()
        row = page.grid.current_row
        if row is None:
            return
        if which == "*":
            is_held = row.subject.kind is SubjectKind.PERSON
            page.context.show_page("talks", row.subject.number if is_held else None)
        elif which == "/":
            page.answers.absent(row)
        elif which == "+":
            page.answers.symptoms(row)
        elif which == "-":
            page.answers.refused(row)
        elif which == ".":
            page.grid.write_remark()
        elif which == "F6":
            self._reading.look(row)
        elif which == "F7":
            self._care.look(row)
        elif which == "F8":
            self._doctor.tell(row)
        else:
            self._measure_again(row)

    def _measure_again(self, row: SheetRow) -> None:
        """A second reading of whoever the cursor stands on; where none is owed there, of whoever waits longest.

        Afterwards the cursor is back where it was. Where nobody waits it is a further reading of whoever is measured.
        """
        page = self._page
        typed = page.keying.typed(row)
        tally = page.keying.tally
        first = tally.first_recheck if tally else None
        if row.to_repeat or (typed is not None and typed.problem) or tally is None or first is None:
            page.answers.recheck(row)
            return
        since = tally.sheet.recheck_from(first)
        if since is not None and since > page.context.machine.clock():
            if row.first is not None:
                page.answers.recheck(row)
                return
            page.context.failed.emit(
                Invalid(
                    N_("No second reading is due yet. The first is that of {person}, from {time}."),
                    person=first.subject.text,
                    time=words.wall(tally.sheet, since),
                )
            )
            return
        page.go_to(first)
        page.answers.recheck(first)
        self._back_to = row

    def _go_back(self) -> None:
        """The question is answered or put away."""
        row, self._back_to = self._back_to, None
        if row is not None:
            self._page.go_to(row)
