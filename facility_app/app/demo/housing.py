"""Who lives where in a fictional facility: a bed for everybody, with whom the law lets him or her live."""

from dataclasses import dataclass, field

from db.values import CellKind
from facility_app.acts.rosters import RosterCell
from facility_app.app.demo.people import Invented


@dataclass(frozen=True, slots=True)
class Spot:
    """One bed."""

    block: str
    cell: str
    bed: int


@dataclass(slots=True)
class Inmate:
    """Somebody who is held, as far as the story has come.

    Attributes:
        place: in the order in which they came; decides on which day of the week they are talked with.
        settles_on: ordinal of the day on which the transition period ends; 0: it is over.
        talked, led: ordinals of the days of this week's talks with an officer, and with a leader.
        ill: how many more rounds a confirmed fever lasts.
    """

    who: Invented
    spot: Spot
    place: int
    settles_on: int = 0
    talked: list[int] = field(default_factory=list)
    led: list[int] = field(default_factory=list)
    ill: int = 0


class House:
    """The cells, and who lives in them."""

    def __init__(self, cells: list[RosterCell]) -> None:
        self._cells = {cell.cell: cell for cell in cells}
        self._living: dict[str, dict[int, Invented]] = {cell.cell: {} for cell in cells}

    @property
    def blocks(self) -> list[str]:
        """The blocks, in order."""
        return list(dict.fromkeys(one.block for one in self._cells.values()))

    def find(self, who: Invented, kind: CellKind) -> Spot | None:
        """A free bed in a cell of a kind: with people held on the same ground where it can be, else the emptiest."""
        fitting = [code for code, cell in self._cells.items() if cell.kind is kind and self._fits(who, cell)]
        if not fitting:
            return None
        code = min(fitting, key=lambda one: (self._strangers(who, one), len(self._living[one]), one))
        taken = self._living[code]
        cell = self._cells[code]
        return Spot(cell.block, code, next(bed for bed in range(1, cell.capacity + 1) if bed not in taken))

    def take(self, who: Invented, spot: Spot) -> None:
        """Let somebody live there."""
        self._living[spot.cell][spot.bed] = who

    def leave(self, spot: Spot) -> None:
        """Make a bed free."""
        del self._living[spot.cell][spot.bed]

    def _fits(self, who: Invented, cell: RosterCell) -> bool:
        living = self._living[cell.cell].values()
        return (
            len(living) < cell.capacity
            and cell.sex in (None, who.sex)
            and bool(cell.for_minors) is who.is_minor
            and all(one.case_number != who.case_number for one in living)
        )

    def _strangers(self, who: Invented, code: str) -> int:
        """How many there are held on another ground; where the law asks for warnings only, they are few."""
        return sum(one.ground.category != who.ground.category for one in self._living[code].values())


def kind_for(who: Invented) -> CellKind:
    """Where somebody belongs once the transition period is over."""
    return CellKind.SERVING if who.ground.category == "convicted" else CellKind.ORDINARY
