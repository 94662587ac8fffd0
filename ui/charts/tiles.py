"""A round as a map: who is too warm, missing or away, cell by cell, in figures, shapes and colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from facility_app.facts.round_sheet import RoundSheet, SheetGroup, SheetRow
from facility_app.rules.rechecks import FeverState
from resources.text import N_, _
from ui.theme import State


class TileKind(Enum):
    """How somebody stands in a round."""

    MEASURED = "measured"
    FEVER = "fever"
    """A fever, or something of the reading that is to be acted on now."""
    IN_CARE = "in_care"
    """A fever or symptoms, known to the doctor in whose care he or she is."""
    AWAITING = "awaiting"
    MISSING = "missing"
    AWAY = "away"
    """Not measured, and it is said why; or not expected."""


STATES = {
    TileKind.MEASURED: State.DONE,
    TileKind.FEVER: State.FEVER,
    TileKind.IN_CARE: State.IN_CARE,
    TileKind.AWAITING: State.RECHECK,
    TileKind.MISSING: State.OVERDUE,
    TileKind.AWAY: State.NOT_APPLICABLE,
}
WORDS = {
    TileKind.MEASURED: N_("measured, nothing found"),
    TileKind.FEVER: N_("fever or alarm"),
    TileKind.IN_CARE: N_("in the doctor's care"),
    TileKind.AWAITING: N_("to measure again"),
    TileKind.MISSING: N_("missing"),
    TileKind.AWAY: N_("not measured, with a reason"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One person of a round.

    Attributes:
        text: the last reading of the round, or the first letter of why there is none.
        is_confirmed: a fever that a second reading confirmed.
        is_waiting: whoever is missing may still be measured, since the window of the round has not closed.
    """

    row: SheetRow
    kind: TileKind
    text: str
    is_confirmed: bool
    is_waiting: bool = False

    @property
    def state(self) -> State:
        """The state whose shape and colour the tile has."""
        return State.DUE if self.is_waiting else STATES[self.kind]

    @property
    def word(self) -> str:
        """How somebody stands, in a word."""
        return _("not measured yet") if self.is_waiting else _(WORDS[self.kind])


def kind_of(row: SheetRow) -> TileKind:
    """How somebody stands."""
    if row.is_alarming or (row.is_feverish and row.awaits_recheck):
        return TileKind.FEVER
    if row.is_in_care:
        return TileKind.IN_CARE
    if row.awaits_recheck:
        return TileKind.AWAITING
    if row.first is not None:
        return TileKind.MEASURED
    return TileKind.MISSING if row.is_missing else TileKind.AWAY


def tile_of(row: SheetRow, *, is_over: bool = True) -> Tile:
    """The tile of somebody; `is_over`: whether the window of the round has closed."""
    if row.first is not None:
        text = str((row.rechecks[-1] if row.rechecks else row.first).reading.measured.celsius)
    else:
        text = row.reason.words.text[:1] if row.reason else ""
    confirmed = row.verdict is not None and row.verdict.state is FeverState.CONFIRMED
    kind = kind_of(row)
    return Tile(row, kind, text, confirmed, kind is TileKind.MISSING and not is_over)


def blocks_of(sheet: RoundSheet) -> Iterator[tuple[str, list[tuple[SheetGroup, list[Tile]]]]]:
    """The blocks in walking order, each with its cells and their people; the staff at the end."""
    found: dict[str, list[tuple[SheetGroup, list[Tile]]]] = {}
    is_over = sheet.read_at > sheet.span.closes
    for group in sheet.groups:
        name = _("Staff") if group.is_staff else group.block or _("No cell")
        found.setdefault(name, []).append((group, [tile_of(one, is_over=is_over) for one in group.rows]))
    yield from found.items()
