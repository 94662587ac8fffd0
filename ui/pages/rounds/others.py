"""Which readings of a round came from another desk while it was open here."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from facility_app.facts.round_sheet import RoundSheet, SheetRow


class Others:
    """Knows the readings that were there when a round was opened here, and those that were kept from here."""

    def __init__(self) -> None:
        self._round: tuple[date, str] | None = None
        self._known: set[UUID] = set()

    def read(self, sheet: RoundSheet) -> None:
        """A sheet was read; of a round that was not open before every reading is known."""
        of = (sheet.day, sheet.span.window.id)
        if of != self._round:
            self._round = of
            self._known = set(_readings(sheet))

    def know(self, reading_id: object) -> None:
        """A reading was kept from here."""
        if isinstance(reading_id, UUID):
            self._known.add(reading_id)

    def know_all(self) -> None:
        """Many were kept from here, of a file or a paste: what the next sheet shows is known."""
        self._round = None

    def measured(self, row: SheetRow) -> bool:
        """Whether another desk kept the reading of somebody since the round was opened here."""
        return row.first is not None and row.first.reading.id not in self._known


def _readings(sheet: RoundSheet) -> Iterable[UUID]:
    return (row.first.reading.id for group in sheet.groups for row in group.rows if row.first is not None)
