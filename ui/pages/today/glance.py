"""What Today reads: all of it off the screen's thread, and nothing that the account may not see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from facility_app.access import Desk
from facility_app.core.values import Unavailable
from facility_app.facts.outbreaks import Measures, pathogen_words
from facility_app.rules.entries import in_force
from facility_app.rules.population import Balance
from facility_app.rules.rounds import Window
from facility_app.services import backups, isolation, journal, population
from facility_app.services.desks import DeskFacts, see_desk
from facility_app.services.due import DueBoard
from facility_app.services.journal import ActLine
from facility_app.services.registers import see_registers
from ui.board import SharedBoard

_EVENTS = 200


@dataclass(frozen=True, slots=True)
class BackupAge:
    """The newest backup in the folder of this machine; `made_at` None: there is none."""

    made_at: datetime | None
    problem: Unavailable | None = None


@dataclass(frozen=True, slots=True)
class MeasuresNamed:
    """Measures of an outbreak that are on, with the name of the pathogen."""

    measures: Measures
    name: str


def measures_named(desk: Desk) -> tuple[MeasuresNamed, ...]:
    """What measures are on; none, where the account may not see them."""
    return _measures(desk, see_desk(desk))


def _measures(desk: Desk, who: DeskFacts) -> tuple[MeasuresNamed, ...]:
    if not who.may("isolation.measures_in_force"):
        return ()
    found = isolation.measures_in_force(desk)
    return tuple(MeasuresNamed(one, pathogen_words(who.facility, one.pathogen).text) for one in found)


@dataclass(frozen=True, slots=True)
class Glance:
    """The day as it stands.

    Attributes:
        windows: the rounds of the day, earliest first.
        registers: the labels of registers by name, English texts.
        sessions: the names of registers that are owed in sessions, in the order of the registers.
        intervals: the names of registers that are owed by interval.
        events: newest first; None: not for this account.
        backup: None: no folder is chosen on this machine, or not for this account.
        measures: those of an outbreak that are on.
    """

    board: DueBoard
    windows: tuple[Window, ...]
    registers: Mapping[str, str]
    sessions: tuple[str, ...]
    intervals: tuple[str, ...]
    population: Balance | None
    events: tuple[ActLine, ...] | None
    backup: BackupAge | None
    measures: tuple[MeasuresNamed, ...] = ()


def read_glance(desk: Desk, backup_folder: str, due: SharedBoard) -> Glance:
    """Read the day.

    Raises:
        Refused: the account may not see what is due.
    """
    board, who = due.read(desk), see_desk(desk)
    day = board.calendar.day_of(board.at)
    windows = in_force(who.facility.packs.rounds.window, day, who.facility.kind)
    registers = see_registers(desk)
    return Glance(
        board,
        tuple(sorted(windows, key=lambda one: board.calendar.instant(day, one.opens))),
        {one.name: one.label for one in registers},
        tuple(one.name for one in registers if one.coverage is not None),
        tuple(one.name for one in registers if one.interval is not None),
        population.population_today(desk) if who.may("population.population_today") else None,
        _events(desk, board) if who.may("journal.recent_acts") else None,
        _backup(desk, backup_folder) if backup_folder and who.may("backups.see_backups") else None,
        _measures(desk, who),
    )


def _events(desk: Desk, board: DueBoard) -> tuple[ActLine, ...]:
    start = board.calendar.starts(board.calendar.day_of(board.at))
    return journal.recent_acts(desk, since=start, limit=_EVENTS)


def _backup(desk: Desk, folder: str) -> BackupAge:
    try:
        found = backups.see_backups(desk, Path(folder))
    except Unavailable as problem:
        return BackupAge(None, problem)
    return BackupAge(found[0].made_at if found else None)
