"""The head of a person's page: what would stand on a wristband."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from facility_app.services.people import Particulars, PersonFacts
from resources.text import _
from ui import theme
from ui.widgets.basics import button, clear, column, label, row, state_label
from ui.widgets.elided import ElidedLabel
from ui.widgets.persons import days_text, flags_of, ground_text, left_text, place_text, sex_text, term_state


class Wristband(QFrame):
    """Who, where, since when, until when, on what ground, what to watch."""

    full_asked = Signal()

    def __init__(self, may_read_in_full: Callable[[], bool]) -> None:
        super().__init__()
        self._may_read_in_full = may_read_in_full
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._name = ElidedLabel(label("", size=theme.PAGE_PT, bold=True))
        self._where = label("", size=theme.SECTION_PT)
        self._flags = QHBoxLayout()
        self._flags.setSpacing(theme.M)
        self.full: QPushButton = button(_("Read in full …"), self.full_asked.emit)
        top = row(self._name, self._where, space=theme.L)
        top.addStretch()
        top.addLayout(self._flags)
        top.addWidget(self.full)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.XL)
        self._grid.setVerticalSpacing(theme.S)
        self.setLayout(column(top, self._grid, space=theme.M, margins=theme.L))

    def show_person(self, facts: PersonFacts, full: Particulars | None) -> None:
        """Show somebody; `full`: the particulars where they were read by right."""
        line, person = facts.line, facts.person
        self._name.setText(person.name)
        place = f"{person.place.block} {place_text(person)}" if person.place else place_text(person)
        self._where.setText(f"{person.number}    {place}")
        clear(self._flags)
        if person.ended_at is not None:
            self._flags.addWidget(state_label(theme.State.NOT_APPLICABLE, left_text(facts)))
        for text in flags_of(line):
            self._flags.addWidget(state_label(theme.State.RECHECK, text))
        self._fill(facts, full or facts.particulars)

    def _fill(self, facts: PersonFacts, known: Particulars) -> None:
        line, person = facts.line, facts.person
        clear(self._grid)
        age = _("{count} years").format(count=line.age) if line.age is not None else _("age not known")
        held = _("day {count}").format(count=line.days_held)
        who = [sex_text(person.sex), age, str(person.birth_date or "")]
        since = f"{facts.wall(person.admitted_at):%Y-%m-%d %H:%M} · {held}"
        case = " · ".join(filter(None, (person.case_cause, person.case_unit, person.case_number)))
        identity = known.identity_number or (_("not verified") if known.identity_unverified else "–")
        parts = (
            (_("Held since"), label(since)),
            (_("Term until"), self._until(facts)),
            (_("Ground"), label(ground_text(person), wraps=True)),
            (_("Sex, age, birth"), label(" · ".join(filter(None, who)))),
            (_("Responsible officer"), label(facts.officer or "–")),
            (_("Case"), label(case or "–", wraps=True)),
            (_("Identity number"), label(identity)),
            (_("Alias"), label(known.alias or "–", wraps=True)),
            (_("Particulars"), label(_particulars(known), wraps=True)),
        )
        for place, (heading, value) in enumerate(parts):
            value.setAccessibleName(heading)
            across, down = place % 3, place // 3
            cell = column(label(heading, quiet=True), value, space=0)
            cell.addStretch()
            self._grid.addLayout(cell, down, across)
            self._grid.setColumnStretch(across, 1)
        self.full.setVisible(known.is_masked and self._may_read_in_full())

    @staticmethod
    def _until(facts: PersonFacts) -> QLabel:
        end, days = facts.person.term_end, facts.line.days_left
        if end is None:
            return label(_("no term recorded"))
        if facts.person.ended_at is not None:
            return label(str(end))
        text = _("{end} − {today} = {days}").format(end=end, today=facts.day, days=days_text(days))
        state = term_state(days)
        return state_label(state, text) if state else label(text)


def _particulars(known: Particulars) -> str:
    parts = (
        (_("Ethnicity"), known.ethnicity),
        (_("Language"), known.language),
        (_("Diet"), known.diet),
        (_("Other document"), known.other_document),
        (_("Remark"), known.remark),
    )
    return " · ".join(f"{name}: {value}" for name, value in parts if value) or "–"
