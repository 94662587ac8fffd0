"""What goes with one reading, where it is otherwise than with the others of its round."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from facility_app.core.subjects import SubjectKind
from facility_app.facts.measuring_means import MeasuringMeans
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from resources.text import _
from ui.widgets.fields import FindField


@dataclass(frozen=True, slots=True)
class Particulars:
    """What goes with a reading that is still to be typed; empty: as it is with the round.

    Attributes:
        taken_by: number of staff, or a name.
        time: the time of day as it was typed.
        is_mean: whether the value is the mean of repeats.
    """

    site: str = ""
    symptoms: tuple[str, ...] = ()
    remark: str = ""
    device: str = ""
    taken_by: str = ""
    time: str = ""
    is_mean: bool = False

    @property
    def is_by_itself(self) -> bool:
        """Whether device, person or time is not that of the round, or it is a mean: the grid has no column for it."""
        return bool(self.device or self.taken_by or self.time or self.is_mean)


NOTHING = Particulars()


def whose(row: SheetRow) -> dict[str, Any]:
    """By what number services know somebody."""
    is_staff = row.subject.kind is SubjectKind.STAFF
    return {"staff_number" if is_staff else "number": row.subject.number}


def device_field(means: MeasuringMeans, others: Iterable[str] = ()) -> FindField:
    """Asks for a device; those of the list and some others are offered, any name is taken."""
    names = sorted({*means.thermometers, *others} - {""})
    return FindField("device", _("Device"), [(one, one) for one in names])


def person_field(sheet: RoundSheet, key: str = "taken_by", text: str = "") -> FindField:
    """Asks who measured, or did something else; the staff of the round are offered."""
    staff = [row.subject for group in sheet.groups if group.is_staff for row in group.rows]
    return FindField(key, text or _("Measured by"), [(one.number, one.text) for one in staff])
