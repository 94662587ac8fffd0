"""The round that is being keyed: the sheet as it was read, what was typed on it, and the writes in order."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from facility_app.facts.measuring_means import MeasuringMeans
from facility_app.facts.round_sheet import RoundSheet, SheetGroup, SheetRow
from facility_app.services import rounds
from ui.context import Context
from ui.pages.rounds.others import Others
from ui.pages.rounds.particulars import NOTHING, Particulars, whose
from ui.pages.rounds.tally import Place, Tally, with_rows_of
from ui.pages.rounds.typed import celsius_of, moment_on

_READ_AFTER_MS = 250
_READ_AT_THE_LATEST = 8
"""So often the reading after a write is put off while somebody types on: what is typed shows without it."""
_TELL_AFTER_MS = 1500


class Mark(Enum):
    """How far something typed got."""

    WRITING = "writing"
    SAVED = "saved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a reading.

    Attributes:
        problem: why it was refused, in a sentence.
        read: how many times the sheet had been asked for when it was saved.
    """

    text: str
    mark: Mark
    problem: str = ""
    read: int = 0


_STANDS = {Mark.WRITING: Place.TYPED, Mark.SAVED: Place.SAVED, Mark.REFUSED: Place.REFUSED}
_Key = tuple[date, str, UUID]


class Keying(QObject):
    """One round at one desk. What was typed stays until the sheet that holds it is read."""

    sheet_read = Signal()
    row_changed = Signal(object)
    """The id of whose row looks otherwise now."""
    refused = Signal(object, str)
    """A row, and the sentence."""
    unreadable = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.tally: Tally | None = None
        self.site, self.device, self.time = "axillary", "", ""
        self.second_device = str(context.settings.value("rounds/second_device", ""))
        """With what was measured again last: Enter suffices where it is another device than the first."""
        self.means = MeasuringMeans()
        self.others = Others()
        self.writing = 0
        self.saved_at: datetime | None = None
        self._day: date | None = None
        self._window: str | None = None
        self._is_following = True
        self._typed: dict[_Key, Typed] = {}
        self._particulars: dict[_Key, Particulars] = {}
        self._reads = 0
        self._put_off = 0
        self._is_owed = False
        self._soon, self._news = self._timer(_READ_AFTER_MS, self._read_soon), self._timer(_TELL_AFTER_MS, self._tell)
        self.is_busy: Callable[[], bool] = lambda: False
        """Whether somebody is in the middle of typing something."""
        self.is_telling = False

    def _timer(self, after_ms: int, run: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after_ms)
        made.timeout.connect(run)
        return made

    def rest(self) -> None:
        """Nobody looks: what is new is read when somebody does again, and the other pages are told now."""
        self._is_owed = self._soon.isActive()
        self._soon.stop()
        if self._news.isActive():
            self._news.stop()
            self._tell()

    def wake(self) -> None:
        """Read what was put off."""
        if self._is_owed:
            self.read()

    def choose(self, day: date | None, window: str | None) -> None:
        """Turn to another round; None: to the one that is being made now."""
        self._day, self._window, self._is_following = day, window, day is None
        self.read()

    @property
    def _may_turn(self) -> bool:
        """Whether the next look may turn to another round, as the clock does: nothing typed waits in this one."""
        noted = any(one != NOTHING for one in self._particulars.values())
        return self._is_following and not (self.is_busy() or self.writing or self.unsaved or noted or self.time)

    def _read_soon(self) -> None:
        if self.is_busy() and self._put_off < _READ_AT_THE_LATEST:
            self._put_off += 1
            self._soon.start()
        else:
            self.read()

    def read(self) -> None:
        """Read the sheet anew."""
        self._put_off, self._is_owed = 0, False
        self._reads += 1
        turns, before = self._may_turn, self.sheet
        number, day, window = self._reads, None if turns else self._day, None if turns else self._window
        self.context.ask(
            lambda desk: Tally(with_rows_of(rounds.round_sheet(desk, day, window), before)),
            lambda tally: self._show(number, tally),
            self.unreadable.emit,
            key=self,
        )

    def _show(self, number: int, tally: Tally) -> None:
        sheet = tally.sheet
        shown = sheet.day, sheet.span.window.id
        turns = self._window is not None and shown != (self._day, self._window)
        if turns and self._is_following and not self._may_turn:  # a hand was quicker
            self._soon.start()
            return
        self._is_following = self._is_following or sheet.span.timing(sheet.read_at) is not None
        self.tally = tally
        self._day, self._window = shown
        over = [key for key, one in self._typed.items() if one.mark is Mark.SAVED and one.read < number]
        for key in over:
            del self._typed[key]
        for key, one in self._typed.items():
            self._mark(key, one)
        self.sheet_read.emit()
        for key in over:
            self.row_changed.emit(key[2])

    def rows(self) -> Iterator[tuple[SheetGroup, SheetRow]]:
        """Everybody in walking order."""
        for group in self.sheet.groups if self.sheet else ():
            for row in group.rows:
                yield group, row

    @property
    def sheet(self) -> RoundSheet | None:
        """The sheet as it was read last."""
        return self.tally.sheet if self.tally else None

    def refused_of(self, rows: Container[UUID]) -> list[tuple[SheetRow, str]]:
        """Of some people, by id, those whose reading was refused in this round, with the sentence."""
        tally = self.tally
        if tally is None:
            return []
        told = {key[2]: one.problem for key, one in self._typed.items() if one.problem and self._is_of_round(key)}
        found = [(tally.place_of(id_), problem) for id_, problem in told.items() if id_ in rows]
        return [(tally.rows[place], problem) for place, problem in found if place is not None]

    def typed(self, row: SheetRow) -> Typed | None:
        """What was typed for somebody and is not on the sheet yet."""
        return self._typed.get(self._key(row))

    def particulars(self, row: SheetRow) -> Particulars:
        """What goes with the reading that is still to be typed."""
        return self._particulars.get(self._key(row), NOTHING)

    def note(self, row: SheetRow, **changes: Any) -> None:
        """Keep what goes with a reading until it is typed."""
        self._particulars[self._key(row)] = replace(self.particulars(row), **changes)
        self.row_changed.emit(row.subject.id)

    def forget(self, row: SheetRow) -> None:
        """Take away what was typed and refused."""
        typed = self.typed(row)
        if typed is not None and typed.mark is Mark.REFUSED:
            del self._typed[self._key(row)]
            if self.tally is not None:
                self.tally.mark(row.subject.id, Place.MISSING)
            self.row_changed.emit(row.subject.id)

    @property
    def unsaved(self) -> int:
        """How many typed readings are refused."""
        return sum(one.mark is Mark.REFUSED for one in self._typed.values())

    def _key(self, row: SheetRow) -> _Key:
        assert self.sheet is not None
        return self.sheet.day, self.sheet.span.window.id, row.subject.id

    def _is_of_round(self, key: _Key) -> bool:
        sheet = self.sheet
        return sheet is not None and key[:2] == (sheet.day, sheet.span.window.id)

    def _keep(self, key: _Key, typed: Typed) -> None:
        self._typed[key] = typed
        self._mark(key, typed)

    def _mark(self, key: _Key, typed: Typed) -> None:
        if self.tally is not None and self._is_of_round(key):
            self.tally.mark(key[2], _STANDS[typed.mark])

    def take(self, row: SheetRow, text: str) -> None:
        """Write one reading; the row says when it is durable, or why it was refused."""
        try:
            told = self._told(row, text)
        except DaybookError as error:
            self._refuse(self._key(row), row, text, error)
            return
        self._send(row, text, lambda desk: rounds.take_reading(desk, told))

    def _told(self, row: SheetRow, text: str) -> ReadingTaken:
        sheet = self.sheet
        assert sheet is not None
        celsius = celsius_of(text)
        with_it = self.particulars(row)
        at = moment_on(with_it.time or self.time, sheet, self.context.machine.clock())
        return ReadingTaken(
            celsius,
            **whose(row),
            taken_at=at,
            body_site=with_it.site or self.site,
            device=with_it.device or self.device or None,
            taken_by=with_it.taken_by or None,
            symptoms=with_it.symptoms,
            remark=with_it.remark or None,
            is_mean=with_it.is_mean,
        )

    def _send(self, row: SheetRow, text: str, work: Callable[[Desk], object]) -> None:
        key = self._key(row)
        self._keep(key, Typed(text, Mark.WRITING))

        def done(result: object) -> None:
            self.others.know(result)
            self._keep(key, Typed(text, Mark.SAVED, read=self._reads))
            self._particulars.pop(key, None)

        self.write(row, work, done, lambda error: self._refuse(key, row, text, error))

    def _refuse(self, key: _Key, row: SheetRow, text: str, error: DaybookError) -> None:
        sentence = error_text(error)
        self._keep(key, Typed(text, Mark.REFUSED, sentence))
        self.row_changed.emit(row.subject.id)
        self.refused.emit(row, sentence)

    def write(
        self,
        row: SheetRow,
        work: Callable[[Desk], object],
        done: Callable[[object], None],
        failed: Callable[[DaybookError], None],
        once: object = None,
    ) -> None:
        """Write something about somebody; the sheet is read anew a moment after the last write."""

        def finish(result: object) -> None:
            self.writing -= 1
            self.saved_at = self.context.machine.clock()
            done(result)
            self.row_changed.emit(row.subject.id)
            self._soon.start()
            self._news.start()

        def fail(error: DaybookError) -> None:
            self.writing -= 1
            failed(error)
            self.row_changed.emit(row.subject.id)
            self._soon.start()

        if self.context.do(work, finish, fail, saved=row.subject.name, once=once):
            self.writing += 1
            self.row_changed.emit(row.subject.id)

    def _tell(self) -> None:
        """Tell the other pages, once for many readings: each telling reads the whole day anew."""
        self.is_telling = True
        self.context.changed.emit(frozenset({"rounds"}))
        self.is_telling = False
