"""Beside what is due: the population of the day, what happened, and how old the last backup is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.messages import error_text
from facility_app.rules.population import Balance
from facility_app.services.journal import ActLine
from resources.text import _, ngettext
from ui import theme
from ui.pages.today.glance import BackupAge, Glance
from ui.theme import State
from ui.widgets.basics import card, column, heading, label
from ui.widgets.table import Table, TableColumn

_WIDTH = 248
_HOUR = timedelta(hours=1)
_STALE = timedelta(days=1)
_OF_THE_PROGRAM = frozenset({"account", "account_role", "draft", "site_policy"})


@dataclass(frozen=True, slots=True)
class Event:
    """Acts of one kind that one person did one after the other; `at` is the time of the last."""

    at: datetime
    title: str
    by: str
    count: int
    register: str = ""

    @property
    def text(self) -> str:
        """What was done, in a register its name, and how often."""
        text = _(self.register or self.title)
        return f"{text} × {self.count}" if self.count > 1 else text

    @property
    def tip(self) -> str:
        """All of it."""
        return f"{self.text}: {_(self.title)}" if self.register else self.text


def events_of(acts: Sequence[ActLine], registers: Mapping[str, str] = MappingProxyType({})) -> list[Event]:
    """Acts as events, newest first; what concerns the program and not the day is left to the history.

    Args:
        registers: the labels of registers by name, English texts.
    """
    found: list[Event] = []
    for one in acts:
        if _OF_THE_PROGRAM.issuperset(one.act.entities):
            continue
        register = registers.get(one.act.entities[0], "") if len(one.act.entities) == 1 else ""
        last = found[-1] if found else None
        if last is not None and (last.title, last.by, last.register) == (one.act.title, one.by, register):
            found[-1] = replace(last, count=last.count + 1)
        else:
            found.append(Event(one.act.at, one.act.title, one.by, 1, register))
    return found


class TodaySide(QWidget):
    """The column at right."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self._calendar: FacilityCalendar | None = None
        self.population, self.meaning = label("", size=theme.SECTION_PT, bold=True), label("", quiet=True, wraps=True)
        self._people = card(column(label(_("Held today"), quiet=True), self.population, self.meaning, margins=theme.M))
        self.backup = label("", wraps=True)
        self.none = label(_("Nothing has been recorded today yet."), quiet=True, wraps=True)
        self.events: Table[Event] = Table(
            [
                TableColumn(_("Time"), self._clock, 58),
                TableColumn(_("What"), lambda one: one.text, 0, tip=lambda one: one.tip),
                TableColumn(_("Who"), lambda one: one.by, 68),
            ],
            _("What happened today"),
        )
        self.events.opened.connect(self.opened.emit)
        title = heading(_("What happened today"))
        whole = column(self._people, title, self.none, self.events, self.backup)
        whole.setStretch(3, 1)
        whole.addStretch()
        self.setLayout(whole)

    def _clock(self, one: Event) -> str:
        return f"{self._calendar.local(one.at):%H:%M}" if self._calendar else ""

    def show_glance(self, glance: Glance) -> None:
        """Show the day."""
        self._calendar = glance.board.calendar
        self._show_population(glance.population)
        events = events_of(glance.events or (), glance.registers)
        self.events.show_rows(events)
        self.events.setVisible(bool(events))
        self.none.setVisible(not events and glance.events is not None)
        _show_backup(self.backup, glance.backup, glance.board.at)

    def _show_population(self, found: Balance | None) -> None:
        self._people.setVisible(found is not None)
        if found is None:
            return
        self.population.setText(f"{found.opening} + {found.intake} − {found.exits} = {found.closing}")
        text = _("yesterday + in − out = today")
        if found.difference:
            counted = _("the records count {n}").format(n=found.stated)
            text = f"{State.OVERDUE.shape} {text}; {counted}"
        self.meaning.setText(text)


def _show_backup(place: QLabel, found: BackupAge | None, now: datetime) -> None:
    place.setVisible(found is not None)
    if found is None:
        return
    text, state = _backup_text(found, now)
    place.setText(f"{state.shape} {text}")
    place.setStyleSheet(f"color: {state.colour(theme.colours())};")


def _backup_text(found: BackupAge, now: datetime) -> tuple[str, State]:
    if found.problem is not None:
        return error_text(found.problem), State.OVERDUE
    if found.made_at is None:
        return _("There is no backup in the folder yet."), State.OVERDUE
    age = max(now - found.made_at, timedelta(0))
    if age < _HOUR:
        return _("The last backup is less than an hour old."), State.DONE
    if age < _STALE:
        n = age // _HOUR
        text = ngettext("The last backup is {n} hour old.", "The last backup is {n} hours old.", n)
        return text.format(n=n), State.DONE
    text = ngettext("The last backup is {n} day old.", "The last backup is {n} days old.", age.days)
    return text.format(n=age.days), State.OVERDUE
